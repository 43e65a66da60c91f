"""How the file is read: sheet, header row, encoding and separator, with the rows as they come out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.importing_cells import shown
from app.exchange.csv import ENCODINGS, SEPARATORS
from app.exchange.sheet import Sheet
from app.ui.dialogs.importing.state import SAMPLE_ROWS, Importing
from app.ui.dialogs.importing.step import Step
from app.ui.kit.controls import Combo
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme

_SEPARATORS = {";": N_("punto e virgola"), ",": N_("virgola"), "\t": N_("tabulazione"), "|": N_("barra verticale")}
_HEADER_CHOICES = 25


class ReadStep(Step):
    """What was found, changeable, and a live sample."""

    title = N_("Come si legge")
    words = N_("Così è stato letto il file. Se qualcosa non torna, cambiatelo: le righe qui sotto seguono subito.")

    def __init__(self, state: Importing, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(0.8))
        self.sheet, self.header = self._combo(grid, 0, N_("Foglio")), self._combo(grid, 1, N_("Riga dei titoli"))
        self.encoding = self._combo(grid, 2, N_("Caratteri"))
        self.separator = self._combo(grid, 3, N_("Separatore"))
        self.column.addLayout(grid)
        self.table = QTableWidget(self)
        self.table.setAccessibleName(tr(N_("Le prime righe del file")))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(self.table, 1)
        self.count = label("", "muted", self)
        self.column.addWidget(self.count)

    def _combo(self, grid: QGridLayout, at: int, words: str) -> Combo:
        made = Combo(self)
        made.setAccessibleName(tr(words))
        name = label(tr(words), "label", self)
        name.setBuddy(made)
        grid.addWidget(name, 0, at)
        grid.addWidget(made, 1, at)
        made.activated.connect(lambda _: self._changed())
        return made

    def enter(self) -> None:
        self._show()

    def how(self) -> dict[str, Any]:
        """What is chosen, as `reading.read` wants it."""
        text = self.state.book is not None and self.state.book.kind == "csv"
        return {
            "sheet": None if text else self.sheet.currentData(), "header": self.header.currentData(),
            "encoding": self.encoding.currentData() if text else None,
            "separator": self.separator.currentData() if text else None,
        }  # fmt: skip

    def _changed(self) -> None:
        how = self.how()
        if self.state.sheet is not None and how["sheet"] not in (None, self.state.sheet.name):
            how["header"] = None  # another sheet has its own header: it is looked for again

        def work(progress: Progress) -> None:
            self.state.read(how, progress)

        self.wanted.emit(work, lambda _: self._show(), tr(N_("Rileggo il file")))

    def _show(self) -> None:
        sheet, book = self.state.sheet, self.state.book
        if sheet is None or book is None:
            return
        text = book.kind == "csv"
        _fill(self.sheet, [(name, name) for name in book.sheets], sheet.name)
        self.sheet.setEnabled(len(book.sheets) > 1)
        rows = min(_HEADER_CHOICES, len(sheet.grid))
        headers = [(tr(N_("nessuna")), 0), *((str(row), row) for row in range(1, rows + 1))]
        _fill(self.header, headers, sheet.header)
        encodings = list(dict.fromkeys([sheet.encoding, *ENCODINGS])) if text else [""]
        _fill(self.encoding, [(one, one) for one in encodings], sheet.encoding)
        _fill(self.separator, [(tr(_SEPARATORS.get(one, one)), one) for one in SEPARATORS], sheet.separator)
        for combo in (self.encoding, self.separator):
            combo.setEnabled(text)
        self._rows(sheet)
        self.ready.emit(self.may_go_on())

    def _rows(self, sheet: Sheet) -> None:
        few = min(SAMPLE_ROWS, len(sheet))
        self.table.setColumnCount(len(sheet.columns))
        self.table.setRowCount(few)
        self.table.setHorizontalHeaderLabels(list(sheet.titles))
        self.table.setVerticalHeaderLabels([str(number) for number in sheet.numbers[:few]])
        for row in range(few):
            for column, cell in enumerate(sheet.rows[row]):
                self.table.setItem(row, column, QTableWidgetItem(shown(cell)))
        for column in range(len(sheet.columns)):
            self.table.setColumnWidth(column, theme().px(10))
        words = trn("{n} riga di dati in tutto", "{n} righe di dati in tutto", len(sheet))
        if len(sheet) > few:
            words += " · " + tr(N_("qui si vedono le prime {n}")).format(n=few)
        self.count.setText(words)

    def may_go_on(self) -> bool:
        return self.state.sheet is not None and len(self.state.sheet) > 0


def _fill(combo: QComboBox, choices: list[tuple[str, Any]], current: Any) -> None:
    combo.clear()
    for words, value in choices:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(current, Qt.ItemDataRole.UserRole)))
