"""What members proposed for an agenda: read, put on it, or answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from app.core import locale
from app.core.i18n import N_, tr
from app.domain.entity import Snapshot
from app.domain.fields import Names
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.theme import theme

_LINKS = ("projects", "pacts", "contributions", "objectives")


class Proposals(Dialog):
    """The proposals that wait for an answer, the oldest first.

    Signals:
        accepted_one(Snapshot): it goes on the agenda.
        declined_one(Snapshot): it does not; the reason is asked by whoever hears this.
    """

    accepted_one = Signal(object)
    declined_one = Signal(object)

    def __init__(self, waiting: Sequence[Snapshot], names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Punti proposti dai componenti")))
        self._waiting, self._names = {one.code: one for one in waiting}, names
        self.list = EntryList(tr(N_("Punti proposti")), self)
        self.words = plain("", self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 2)
        column.addWidget(self.words, 1)
        column.addWidget(self._buttons())
        self.list.show_entries([self._entry(one) for one in waiting])
        self.list.chosen.connect(lambda _: self._tell())
        self.list.setCurrentRow(0)
        self._tell()
        self.resize(theme().px(40), theme().px(26))

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.accept_button: QPushButton = box.addButton(
            tr(N_("Metti all'ordine del giorno")), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.decline_button: QPushButton = box.addButton(
            tr(N_("Non accogliere…")), QDialogButtonBox.ButtonRole.ActionRole
        )
        box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self.accept_button.clicked.connect(lambda: self._take(self.accepted_one))
        self.decline_button.clicked.connect(lambda: self._take(self.declined_one))
        return box

    def _entry(self, one: Snapshot) -> Entry:
        who, day = self._names.label("person", one["by"]), locale.day(one["proposed_on"])
        return Entry(one.code, one["title"], second=tr(N_("{who}, il {day}")).format(who=who, day=day))

    def _tell(self) -> None:
        one = self._waiting.get(self.list.key())
        links = ", ".join(code for name in _LINKS for code in (one[name] if one else ()))
        self.words.setText("\n".join(part for part in (one["why"] if one else "", links) if part))

    def _take(self, said: SignalInstance) -> None:
        one = self._waiting.get(self.list.key())
        if one is not None:
            said.emit(one)
            self.close()
