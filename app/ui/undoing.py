"""Undo and redo of one's own deeds, whole; the commands name the step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.core import locale
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.domain.entity import Changes
from app.ui.kit.plain import tip
from app.usecases import history

if TYPE_CHECKING:
    from app.ui.window import Window


class Undoing(QObject):
    """What Ctrl+Z and Ctrl+Y do."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._undone: list[int] = []  # the undos that can be undone

    def did(self, changes: Changes) -> None:
        """A new deed: what was undone before cannot be redone any more."""
        self._undone.clear()
        self.name_step()

    def undo(self) -> None:
        """Take back the last deed of this person."""
        desk = self._window.desk
        desk.runner.run(lambda _: history.undo(desk.store), self._taken_back, owner=self)

    def redo(self) -> None:
        """Do again what was just taken back."""
        desk = self._window.desk
        if not self._undone:
            desk.messages.say(tr(N_("Non c'è nulla da ripetere.")))
            return
        seq = self._undone.pop()

        def refused(error: AppError) -> None:
            self._undone.append(seq)  # it may be tried again
            desk.messages.error(error)

        desk.runner.run(lambda _: history.undo(desk.store, seq), self._done_again, refused, owner=self)

    def _taken_back(self, changes: Changes) -> None:
        self._undone.append(changes.seq)
        self._told(changes, tr(N_("Annullato: tutto è come prima.")), (tr(N_("Ripeti")), self.redo))

    def _done_again(self, changes: Changes) -> None:
        self._told(changes, tr(N_("Ripetuto.")), (tr(N_("Annulla")), self.undo))

    def _told(self, changes: Changes, sentence: str, action: tuple[str, Any]) -> None:
        window = self._window
        window.tell_screens(changes, "")
        window.saving.saved()
        window.desk.messages.done(sentence, action)
        self.name_step()

    def name_step(self) -> None:
        """Write into the Undo command what it would undo."""
        desk = self._window.desk
        desk.runner.run(lambda _: history.next_undo(desk.store), self._named, owner=self, aside=True)

    def _named(self, step: history.Step | None) -> None:
        words = tr(N_("Annulla"))
        if step is not None and step.records > 1:
            count = locale.number(step.records)
            words = tr(N_("Annulla: {deed} in {n} schede")).format(deed=step.deed.lower(), n=count)
        elif step is not None:
            words = tr(N_("Annulla: {deed} {code}")).format(deed=step.deed.lower(), code=step.code)
        action = self._window.commands.action("undo")
        action.setText(words)
        action.setToolTip(tip(words))
