"""A block of cells pasted from a spreadsheet: every value judged by its Field before any is written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.domain.fields import Names, Value
from app.ui.kit.table_model import TableModel
from app.ui.theme import theme

_MOST_ROWS = 2000
"""A longer block is an import, with its own preview and one undo."""


@dataclass
class Block:
    """What would be written, by place and column, and what would not, in words."""

    good: list[tuple[int, int, Value]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def lines_of(text: str) -> list[list[str]]:
    """The cells of a text copied from a spreadsheet; a cell with a line break or a tab in it comes in quotes."""
    rows = list(csv.reader(text.rstrip("\r\n").splitlines(keepends=True), delimiter="\t"))
    return rows[:_MOST_ROWS]


def judge(model: TableModel, place: int, column: int, text: str, names: Names) -> Block:
    """Lay a block on the cells from (place, column) on; nothing is written."""
    block = Block()
    for down, cells in enumerate(lines_of(text)):
        if place + down >= model.rowCount():
            block.wrong.append(trn("{n} riga in più di quelle mostrate.", "{n} righe in più di quelle mostrate.",
                                   len(lines_of(text)) - down))  # fmt: skip
            break
        for right, cell in enumerate(cells[: len(model.columns) - column]):
            _judge_cell(model, block, place + down, column + right, cell.strip(), names)
    return block


def _judge_cell(model: TableModel, block: Block, place: int, column: int, text: str, names: Names) -> None:
    row = model.rows.row(place)
    spec = model.field_at(row, column) if row is not None else None
    if row is None or spec is None:
        block.wrong.append(tr(N_("La riga {n} non è ancora letta: scorrete fin lì e incollate di nuovo.")).format(
            n=place + 1))  # fmt: skip
        return
    if text == model.text(place, column):
        return
    where = f"{model.code(row)}, {tr(spec.label)}"
    if not model.flags(model.index(place, column)) & Qt.ItemFlag.ItemIsEditable:
        block.wrong.append(f"{where}: " + tr(N_("questa cella non si può modificare qui.")))
        return
    try:
        value = spec.parse(text, names)
        spec.check(value)
    except Refused as refusal:
        block.wrong.append(f"{where}: {refusal}")
        return
    if value != row.values[column]:
        block.good.append((place, column, value))


class Preview(QDialog):
    """What of a block cannot be pasted, before the rest is."""

    def __init__(self, block: Block, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Incolla dal foglio di calcolo")))
        words = trn("{n} cella non si può incollare così com'è:", "{n} celle non si possono incollare così come sono:",
                    len(block.wrong))  # fmt: skip
        told = QLabel(words, self)
        told.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(words)
        self.list.setWordWrap(True)
        self.list.addItems(_first(block.wrong))
        box = QDialogButtonBox(self)
        self.go = box.addButton(
            trn("Incolla l'altra cella", "Incolla le altre {n} celle", len(block.good)),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        self.go.setVisible(bool(block.good))
        later = box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        later.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (told, self.list, box):
            column.addWidget(widget)
        self.resize(theme().px(40), theme().px(24))


def _first(sentences: Sequence[str], most: int = 200) -> list[str]:
    rest = len(sentences) - most
    return [*sentences[:most], *([trn("… e {n} altra.", "… e altre {n}.", rest)] if rest > 0 else [])]
