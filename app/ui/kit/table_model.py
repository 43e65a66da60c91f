"""A Qt table over any Entity, read by window: it knows Fields, and nothing of projects, meetings or SQL.

A cell that is edited turns *pending* and changes when the database says so (`apply`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.fields import Field, Names, Value
from app.domain.query import Query, Sort
from app.ui.colleagues import sentence
from app.ui.kit import sorting
from app.ui.kit.rows_model import NOWHERE, Parts, RowsModel
from app.ui.kit.source import PAGE, Source
from app.ui.kit.window_rows import Row
from app.ui.runner import Runner

Index = QModelIndex | QPersistentModelIndex

# Plain ints: comparing enum members costs more than everything else `data` does (PERFORMANCE, rule 12).
_DISPLAY, _EDIT, _TIP, _ALIGN, _ACCESSIBLE = 0, 2, 3, 7, 11
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FLASH_MS = 2500


Adds = Callable[[Mapping[str, Value]], str]
"""Words that follow a cell's value on the screen ("in ritardo di 45 giorni"), from the fields of its row that are
shown; empty for none. Copies and exports keep the bare value."""


class TableModel(RowsModel):
    """What the cells of a list say, and what is typed in them.

    Signals:
        edit_wanted(Row, str, value): a person typed a value the Field accepts; somebody should write it.
        refused(QModelIndex, AppError): what was typed is not a value of that Field.
    """

    edit_wanted = Signal(object, str, object)
    refused = Signal(QModelIndex, object)

    def __init__(
        self,
        entity: type[Entity],
        source: Source,
        runner: Runner,
        names: Names,
        columns: Sequence[str],
        parts: Parts | None = None,
    ) -> None:
        super().__init__(entity, source, runner, names, columns, parts)
        self.may_write: Callable[[Row, Field], bool] = lambda row, spec: not spec.computed
        self.adds: Mapping[str, Adds] = {}
        self.writer: Callable[[str, int, str], str] = lambda entity, number, field: ""  # who else writes in a cell
        self._pending: dict[tuple[str, int, str], str] = {}
        self._flashes: dict[tuple[str, int, str], str] = {}
        self._unflash = QTimer(self)
        self._unflash.setSingleShot(True)
        self._unflash.setInterval(_FLASH_MS)
        self._unflash.timeout.connect(self._stop_flashing)

    # ------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.rows.length()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _EDIT):
            return self.text(index.row(), index.column())
        if role == _ALIGN:
            return _RIGHT if self.right[index.column()] else _LEFT
        if role == _ACCESSIBLE:
            return self._spoken(index.row(), index.column())
        if role == _TIP:
            return self._tip(index.row(), index.column())
        return None

    def text(self, place: int, column: int) -> str:
        """What a cell says; empty while it is being read."""
        row = self.rows.row(place)
        if row is None:
            if (section := self.group_at(place)) is not None:
                return self.groups.text(section, self._asked[column], first=column == 0)
            self.reader.want(self.rows.locate(place)[0] // PAGE)
            return ""
        text = row.texts[column]
        if text is None:
            spec = self.field_at(row, column)
            text = row.texts[column] = spec.show(row.values[column], self._names) if spec else ""
        return text

    def added(self, row: Row, column: int) -> str:
        """What is said beside a cell's value; empty for most."""
        add = self.adds.get(self._asked[column]) if self.adds and row.entity == self.entity.name else None
        return add(dict(zip(self._asked, row.values, strict=True))) if add else ""

    def _spoken(self, place: int, column: int) -> str:
        row = self.rows.row(place)
        if row is None:
            section = self.group_at(place)
            return self.groups.said(section) if section else tr(N_("in lettura"))
        text = " ".join(filter(None, (self.text(place, column), self.added(row, column)))) or tr(N_("vuoto"))
        words = tr(N_("colonna {column}, riga {row}, {text}"))
        said = words.format(column=self._labels[column], row=self.code(row), text=text)
        if self.pending(row, column) is not None:
            said += ", " + tr(N_("in attesa di essere salvato"))
        if busy := self.busy(row, column):
            said += ", " + sentence(busy)
        if self.can_open(place) and column == 0:
            said += ", " + tr(N_("aperta") if self.is_open(place) else N_("chiusa"))
        return said

    def _tip(self, place: int, column: int) -> str | None:
        row = self.rows.row(place)
        who = self.flash(row, column) if row else None
        text = self.text(place, column)
        if row is not None and (busy := self.busy(row, column)):
            return f"{text} — {sentence(busy)}" if text else sentence(busy)
        if who:
            return tr(N_("{text} — modificato ora da {who}")).format(text=text, who=who)
        return text or None

    def headerData(self, section: int, side: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if side == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == _DISPLAY:
                return self._labels[section] + sorting.mark(self.query.sort, self.columns[section])
            if role == _ACCESSIBLE:
                return self._labels[section] + sorting.words(self.query.sort, self.columns[section])
            if role == _ALIGN:
                return _RIGHT if self.right[section] else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        row = self.rows.row(index.row())
        spec = self.field_at(row, index.column()) if row else None
        if row and spec and not spec.computed and self.may_write(row, spec):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # ------------------------------------------------------------ order

    def sort_by(self, column: int, *, add: bool) -> None:
        """A click on a header: ascending, descending, as it was. `add` keeps the other keys (Shift)."""
        self.set_sort(sorting.turned(self.query.sort, self.columns[column], add=add))

    def set_sort(self, keys: tuple[Sort, ...]) -> None:
        """Order the list."""
        self.show(Query(self.query.entity, self.query.filters, self.query.text, keys, self.query.trashed))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    # ------------------------------------------------------------ writing

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Ask for a cell to be written: text is parsed by its Field; False, since nothing has changed yet."""
        row = self.rows.row(index.row())
        spec = self.field_at(row, index.column()) if row else None
        if row is None or spec is None or role != _EDIT:
            return False
        try:
            new = spec.parse(value, self._names) if isinstance(value, str) else value
            spec.check(new)
        except Refused as refusal:
            self.refused.emit(self.index(index.row(), index.column()), refusal)
            return False
        self.want_edit(row, spec, index.column(), new)
        return False

    def want_edit(self, row: Row, spec: Field, column: int, new: Value) -> None:
        """Mark a cell pending and ask for it to be written, unless it says so already."""
        if new == row.values[column]:
            return
        self._pending[row.entity, row.id, spec.name] = spec.show(new, self._names)
        self._repaint(row.entity, row.id)
        self.edit_wanted.emit(row, spec.name, new)

    @property
    def marked(self) -> bool:
        """Whether any cell is being written, or has just been changed by another desk."""
        return bool(self._pending or self._flashes)

    def pending(self, row: Row, column: int) -> str | None:
        """What is being written into a cell, while it is."""
        spec = self.field_at(row, column) if self._pending else None
        return self._pending.get((row.entity, row.id, spec.name)) if spec else None

    def flash(self, row: Row, column: int) -> str | None:
        """Who has just changed a cell from another desk."""
        spec = self.field_at(row, column) if self._flashes else None
        return self._flashes.get((row.entity, row.id, spec.name)) if spec else None

    def busy(self, row: Row, column: int) -> str:
        """The names of those who write in a cell at other desks, in the first one of all in the record; or empty."""
        spec = self.field_at(row, column)
        return self.writer(row.entity, row.id, spec.name if column else "") if spec else ""

    def settle(self, entity: str, id_: int, name: str) -> None:
        """The write was refused: the cell says again what it said."""
        self._pending.pop((entity, id_, name), None)
        self._repaint(entity, id_)

    def apply(self, changes: Changes, who: str = "") -> bool:
        """Show what a deed left; True when rows came or went, so that the list should be read again."""
        again = bool(changes.whole & {self.entity.name, self.parts.entity.name if self.parts else ""})
        for (entity, id_), snapshot in changes.touched.items():
            known = self.rows.find(entity, id_)
            mine = entity in (self.entity.name, self.parts.entity.name if self.parts else "")
            again = again or (mine and (not known or snapshot is None))
            if snapshot is not None:
                for place, row in known:
                    again = again or (mine and self.groups.moves(row, snapshot, self._asked))
                    self._replace(place, row, snapshot, who)
        if self._flashes:
            self._unflash.start()
        return again

    def _replace(self, place: int, row: Row, snapshot: Snapshot, who: str) -> None:
        for column in range(len(self._asked)):
            spec = self.field_at(row, column)
            if spec is not None:
                self._pending.pop((row.entity, row.id, spec.name), None)
                if who and snapshot.values.get(spec.name) != row.values[column]:
                    self._flashes[row.entity, row.id, spec.name] = who
        fields = self.fields if row.entity == self.entity.name else self._part_fields
        row.values = tuple(snapshot.values.get(spec.name) if spec else None for spec in fields)
        row.texts = [None] * len(row.values)
        row.version = snapshot.version
        self._touch(place)

    def _repaint(self, entity: str, id_: int) -> None:
        for place, _ in self.rows.find(entity, id_):
            self._touch(place)

    def _stop_flashing(self) -> None:
        gone, self._flashes = self._flashes, {}
        for entity, id_, _ in gone:
            self._repaint(entity, id_)


__all__ = ["NOWHERE", "Adds", "Index", "Parts", "TableModel"]
