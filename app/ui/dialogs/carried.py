"""What came back on an agenda: how old it is, how often it came back, whose it is, the last word; why it is here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, tr, trn
from app.domain.entities import ENTITIES
from app.domain.fields import Names
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.theme import theme
from app.usecases.carrying import Carried

_STATE = {"agenda_item": "outcome", "action_item": "status", "decision": "status"}


class CarriedOver(Dialog):
    """The list, and the reason of the item chosen.

    Signals:
        explained(str, str): an item and why it comes back.
        wanted(str, str): show this record (kind, code).
    """

    explained = Signal(str, str)
    wanted = Signal(str, str)

    def __init__(self, carried: Sequence[Carried], names: Names, *, write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Che cosa è tornato")))
        self._carried, self._names, self._write = {one.code: one for one in carried}, names, write
        self.list = EntryList(tr(N_("Che cosa è tornato")), self)
        self.words = plain("", self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.label = plain(tr(N_("&Perché torna ancora:")), self)
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(theme().px(5))
        self.reason.setAccessibleName(tr(N_("Motivo del rinvio")))
        self.label.setBuddy(self.reason)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 1)
        for widget in (self.words, self.label, self.reason, self._buttons()):
            column.addWidget(widget)
        self.list.show_entries([self._entry(one) for one in carried])
        self.list.chosen.connect(lambda _: self._tell())
        self.list.opened.connect(lambda _: self._open())
        first = next((row for row, one in enumerate(carried) if one.needs_reason), 0)
        self.list.setCurrentRow(first)
        self._tell()
        self.resize(theme().px(46), theme().px(34))

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.save: QPushButton = box.addButton(tr(N_("Salva il motivo")), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_it: QPushButton = box.addButton(tr(N_("Apri la scheda")), QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(tr(N_("Chiudi")), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self.save.clicked.connect(self._explain)
        self.show_it.clicked.connect(self._open)
        return box

    def _entry(self, one: Carried) -> Entry:
        words = [trn("da {n} giorno", "da {n} giorni", one.days),
                 trn("rinviato {n} volta", "rinviato {n} volte", one.times) if one.kind == "agenda_item"
                 else trn("tornato {n} volta", "tornato {n} volte", one.times)]  # fmt: skip
        if one.owner:
            words.append(self._names.label("person", one.owner))
        if one.status:
            words.append(ENTITIES[one.kind].fields[_STATE[one.kind]].show(one.status, self._names).lower())
        if one.needs_reason:
            words.insert(0, tr(N_("serve il motivo")))
        return Entry(one.code, one.title, second=" · ".join(words), strong=one.needs_reason)

    def _tell(self) -> None:
        one = self._carried.get(self.list.key())
        said = one.said if one else ""
        self.words.setText(tr(N_("Ultima parola: {said}")).format(said=said) if said else "")
        mine = one is not None and one.kind == "agenda_item" and self._write
        for widget in (self.label, self.reason, self.save):
            widget.setVisible(mine)
        self.reason.setPlainText((one.reason or "") if one else "")

    def _explain(self) -> None:
        one = self._carried.get(self.list.key())
        if one is not None:
            self.explained.emit(one.item, self.reason.toPlainText().strip())
            self.close()

    def _open(self) -> None:
        one = self._carried.get(self.list.key())
        if one is not None:
            self.close()
            self.wanted.emit(one.kind, one.code)
