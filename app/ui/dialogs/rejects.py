"""What of a deed over many cells cannot be written, before anything is: a table, and what can be done about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_, tr, trn
from app.ui.kit.controls import Tick
from app.ui.kit.plain import plain, tip
from app.ui.kit.tabbing import Dialog
from app.ui.theme import theme
from app.usecases.many import Reject

_SHOWN = 1000
_TITLES = (N_("Scheda"), N_("Colonna"), N_("Valore"), N_("Perché"), N_("Che cosa si accetta"))


class Rejects(Dialog):
    """The rejects of a deed.

    `others` is the button's word for doing the rest without them, empty when there is no rest; with `moved`, records
    that somebody else has just changed can be written all the same, when the person says so.
    """

    def __init__(self, title: str, words: str, rejects: Sequence[Reject], others: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.rejects = tuple(rejects)
        self.words = plain(words, self)
        self.words.setWordWrap(True)
        self.table = self._table()
        moved = {(one.entity, one.id) for one in rejects if one.moved and one.now is not None}
        also = trn("Scrivi anche nella scheda appena modificata da altri",
                   "Scrivi anche nelle {n} schede appena modificate da altri", len(moved))  # fmt: skip
        self.insist = Tick(also, self)
        self.insist.setVisible(bool(moved))
        self.insist.toggled.connect(lambda on: self.go.setVisible(bool(others) or on))
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.6))
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self.insist)
        column.addWidget(self._buttons(others))
        self.resize(theme().px(56), theme().px(28))

    def _table(self) -> QTableWidget:
        shown = self.rejects[:_SHOWN]
        table = QTableWidget(len(shown), len(_TITLES), self)
        table.setAccessibleName(tr(N_("Celle che non si possono scrivere")))
        table.setHorizontalHeaderLabels([tr(one) for one in _TITLES])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        for at, one in enumerate(shown):
            for column, text in enumerate(cells_of(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                table.setItem(at, column, item)
        table.resizeColumnsToContents()
        header = table.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column in (0, 1, 2, 4):
            table.setColumnWidth(column, min(table.columnWidth(column), theme().px(14)))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # sentences wrap
        return table

    def _buttons(self, others: str) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.go = box.addButton(others or tr(N_("&Scrivi")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setVisible(bool(others))
        copy = box.addButton(tr(N_("&Copia l'elenco")), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        copy.setAutoDefault(False)
        self.later = box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        self.later.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def text(self) -> str:
        """The whole list as a spreadsheet takes it."""
        lines = [[tr(one) for one in _TITLES], *(cells_of(one) for one in self.rejects)]
        return "\n".join("\t".join(re.sub(r"[\t\r\n]+", " ", cell) for cell in line) for line in lines)


def cells_of(one: Reject) -> list[str]:
    """A reject as the five cells of its row."""
    why = one.why
    if one.moved and one.now is not None:
        why += " " + tr(N_("Adesso dice «{text}».")).format(text=one.says or "–")
    return [one.code, one.column, one.value, why, "; ".join(one.accepted)]
