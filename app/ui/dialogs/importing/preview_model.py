"""The dry run as a table: one line per data row of the file, none of them drawn before it is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.i18n import N_, tr
from app.domain.fields import Names, Value
from app.domain.importing import Kind, Plan, RowPlan
from app.domain.importing_mapping import target
from app.ui.dialogs.importing.state import told
from app.ui.kit.plain import tip
from app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
KINDS = {
    Kind.NEW: N_("nuova"),
    Kind.CHANGED: N_("modificata"),
    Kind.SAME: N_("uguale"),
    Kind.REFUSED: N_("rifiutata"),
}
MANY = {
    Kind.NEW: N_("Nuove"),
    Kind.CHANGED: N_("Modificate"),
    Kind.SAME: N_("Uguali"),
    Kind.REFUSED: N_("Rifiutate"),
}
_MARKS = {Kind.NEW: "+", Kind.CHANGED: "≠", Kind.SAME: "=", Kind.REFUSED: "✕"}
_COLOURS = {Kind.NEW: "success", Kind.CHANGED: "accent", Kind.SAME: "muted", Kind.REFUSED: "danger"}
_HEADS = (N_("Riga"), N_("Esito"), N_("Scheda"), N_("Che cosa succede"))
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """The rows of a plan, of one kind or all."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._plan: Plan | None = None
        self._rows: list[RowPlan] = []

    def show_plan(self, plan: Plan, kind: Kind | None) -> None:
        """Show a plan."""
        self.beginResetModel()
        self._plan = plan
        self._rows = list(plan.rows if kind is None else plan.of(kind))
        self.endResetModel()

    def row(self, at: int) -> RowPlan | None:
        """The row at a place."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None or self._plan is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            words = self._words[index.column()](self, row)
            return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return theme().colour(_COLOURS[row.kind])
        return None

    def _number(self, row: RowPlan) -> str:
        return str(row.number)

    def _kind(self, row: RowPlan) -> str:
        return f"{_MARKS[row.kind]} {tr(KINDS[row.kind])}"

    def _record(self, row: RowPlan) -> str:
        assert self._plan is not None
        values = row.record.values if row.record else {**self._plan.entity.defaults(), **row.values}
        return self._plan.entity.named(values, self._names)

    def _told(self, row: RowPlan) -> str:
        assert self._plan is not None
        entity = self._plan.entity

        def show(name: str, value: Value) -> str:
            return target(entity, name)[2].show(value, self._names) or "–"

        return told(row, entity, show)

    _words: tuple[Callable[[PreviewModel, RowPlan], str], ...] = (_number, _kind, _record, _told)
