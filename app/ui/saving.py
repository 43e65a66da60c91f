"""What the window says of saving: the • of its title, the hour in the status bar, the answer to Ctrl+S."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core import clock, locale
from app.core.i18n import N_, tr
from app.ui.messages import announce

if TYPE_CHECKING:
    from app.ui.window import Window

_TOLD_MS = 6000


class Saving(QObject):
    """Every change is saved when it is confirmed: these are the words for it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.drafting, self._hour = False, ""
        self.show_draft(False)

    def show_draft(self, drafting: bool) -> None:
        """The • of the title: something is typed and not saved yet. (Qt's own mark would be an asterisk.)"""
        self.drafting = drafting
        title = tr(N_("Cabina di regia")) + " – " + self._window.desk.place
        self._window.setWindowTitle(f"• {title}" if drafting else title)

    def saved(self) -> None:
        """Something has just been saved."""
        self._hour = locale.hour(clock.local(clock.now()).time())
        self._window.status.show_saved(self._hour)

    def save(self) -> None:
        """Ctrl+S: what is half typed is written; with nothing to write, when it last was."""
        front = self._window.front
        if front is None or not front.save():
            self.tell()

    def tell(self) -> None:
        """Say that nothing waits to be saved."""
        words = tr(N_("Ogni modifica è salvata appena confermata: non c'è altro da salvare."))
        if self._hour:
            words = tr(N_("Salvato alle {time}")).format(time=self._hour) + ". " + words
        self._window.status.showMessage(words, _TOLD_MS)
        announce(self._window.status, words)
