"""A Qt table over any Entity, read by window: it knows Fields, and nothing of projects, meetings or SQL.

A cell that is edited turns *pending* and changes when the database says so (`apply`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.fields import Field, Names, Value
from app.domain.query import Query, Sort
from app.ui.colleagues import sentence
from app.ui.kit import looks, sorting
from app.ui.kit.source import PAGE, Source, Window
from app.ui.kit.window_reader import WindowReader
from app.ui.kit.window_rows import Row, WindowRows
from app.ui.runner import Runner

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

# Plain ints: comparing enum members costs more than everything else `data` does (PERFORMANCE, rule 12).
_DISPLAY, _EDIT, _TIP, _ALIGN, _ACCESSIBLE = 0, 2, 3, 7, 11
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FLASH_MS = 2500


Adds = Callable[[Mapping[str, Value]], str]
"""Words that follow a cell's value on the screen ("in ritardo di 45 giorni"), from the fields of its row that are
shown; empty for none. Copies and exports keep the bare value."""


@dataclass(frozen=True)
class Parts:
    """Records shown under the one they are part of; `columns` says which of their fields stands in which column."""

    entity: type[Entity]
    columns: Mapping[str, str] = field(default_factory=dict)


class TableModel(QAbstractTableModel):
    """The rows of a Query.

    Signals:
        edit_wanted(Row, str, value): a person typed a value the Field accepts; somebody should write it.
        refused(QModelIndex, AppError): what was typed is not a value of that Field.
        loaded(): the first rows of a query are there, or fresh ones after a refresh.
        counted(int): how many rows the list has.
        failed(AppError): the list could not be read.
    """

    edit_wanted = Signal(object, str, object)
    refused = Signal(QModelIndex, object)
    loaded = Signal()
    counted = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        entity: type[Entity],
        source: Source,
        runner: Runner,
        names: Names,
        columns: Sequence[str],
        parts: Parts | None = None,
    ) -> None:
        super().__init__()
        self.entity, self.parts, self.query = entity, parts, Query(entity.name)
        self._source, self._runner, self._names = source, runner, names
        self.reader = WindowReader(source, runner, self)
        self.reader.first.connect(self._first_page)
        self.reader.counted.connect(self._grow)
        self.reader.read.connect(self._page_read)
        self.reader.failed.connect(self.failed)
        self.rows = WindowRows(entity.name)
        self.may_write: Callable[[Row, Field], bool] = lambda row, spec: not spec.computed
        self.adds: Mapping[str, Adds] = {}
        self.writer: Callable[[str, int, str], str] = lambda entity, number, field: ""  # who else writes in a cell
        self._pending: dict[tuple[str, int, str], str] = {}
        self._flashes: dict[tuple[str, int, str], str] = {}
        self._unflash = QTimer(self)
        self._unflash.setSingleShot(True)
        self._unflash.setInterval(_FLASH_MS)
        self._unflash.timeout.connect(self._stop_flashing)
        self._set_columns(columns)

    # ------------------------------------------------------------ columns

    def _set_columns(self, columns: Sequence[str]) -> None:
        self.columns = tuple(name for name in columns if name in self.entity.fields)
        self._asked = self.columns if "code" in self.columns else (*self.columns, "code")
        self._code_at = self._asked.index("code")
        self.fields = tuple(self.entity.fields[name] for name in self._asked)
        self.right = tuple(looks.is_right(spec) for spec in self.fields)
        self._labels = tuple(tr(spec.label) for spec in self.fields)
        part = self.parts.entity.fields if self.parts else {}
        names = self.parts.columns if self.parts else {}
        self._part_fields = tuple(part.get(names.get(name, name)) for name in self._asked)

    def choose_columns(self, columns: Sequence[str]) -> None:
        """Show other columns; the rows are read again."""
        self.beginResetModel()
        self._set_columns(columns)
        self.rows.clear(0)
        self.endResetModel()
        self.show(self.query)

    def field_at(self, row: Row | None, column: int) -> Field | None:
        """The Field behind a cell; None where a part has nothing to say in that column."""
        if row is None or row.entity == self.entity.name:
            return self.fields[column]
        return self._part_fields[column]

    def part_field(self, column: int) -> Field | None:
        """The Field a part shows in a column; None where it has nothing to say."""
        return self._part_fields[column]

    # ------------------------------------------------------------ reading

    def show(self, query: Query) -> None:
        """Show another list; what was being read for the one before is given up."""
        self.query = query
        self.reader.show(query, self._asked)

    def refresh(self) -> None:
        """Read the list again; what was open is closed."""
        self.show(self.query)

    def _first_page(self, page: Window, total: int | None) -> None:
        self.beginResetModel()
        self.rows.clear(len(page.rows) if total is None else total)
        self.rows.put(0, page)
        self.endResetModel()
        self.loaded.emit()
        if total is not None:
            self.counted.emit(total)

    def _grow(self, total: int) -> None:
        more = total - self.rows.count
        if more > 0:
            first = self.rows.length()
            self.beginInsertRows(NOWHERE, first, first + more - 1)
            self.rows.count = total
            self.endInsertRows()
        self.counted.emit(total)

    def _page_read(self, number: int, page: Window) -> None:
        self.rows.put(number * PAGE, page)
        first = self.rows.place_of(number * PAGE)
        last = min(first + PAGE, self.rows.length()) - 1
        if last >= first and self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # ------------------------------------------------------------ parts

    def can_open(self, place: int) -> bool:
        """Whether a row may have parts to show."""
        return self.parts is not None and self.rows.locate(place)[1] < 0

    def is_open(self, place: int) -> bool:
        """Whether its parts are shown."""
        top, part = self.rows.locate(place)
        return part < 0 and self.rows.is_open(top)

    def toggle(self, place: int) -> None:
        """Show or hide the parts of a row; they are read when they are asked for."""
        top, part = self.rows.locate(place)
        row = self.rows.row(place)
        if self.parts is None or part >= 0 or row is None:
            return
        if self.rows.is_open(top):
            self._close(top, place)
            return
        source, name, code, query = self._source, self.parts.entity.name, self.code(row), self.query
        self._runner.run(
            lambda _: source.children(name, code), lambda parts: self._open(query, top, parts), owner=self
        )

    def code(self, row: Row) -> str:
        """The code of a row's record."""
        return str(row.values[self._code_at])

    def _close(self, top: int, place: int) -> None:
        size = len(self.rows.parts_of(top))
        if size:
            self.beginRemoveRows(NOWHERE, place + 1, place + size)
        self.rows.close(top)
        if size:
            self.endRemoveRows()
        self._touch(place)

    def _open(self, query: Query, top: int, parts: Sequence[Snapshot]) -> None:
        if query != self.query or self.rows.is_open(top) or top >= self.rows.count:
            return
        place = self.rows.place_of(top)
        rows = [self._part_row(one) for one in parts]
        if rows:
            self.beginInsertRows(NOWHERE, place + 1, place + len(rows))
        self.rows.open(top, rows)
        if rows:
            self.endInsertRows()
        self._touch(place)

    def _part_row(self, one: Snapshot) -> Row:
        values = [one.values.get(spec.name) if spec else None for spec in self._part_fields]
        return Row(one.entity, one.id, one.version, values)

    def _touch(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

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
            return tr(N_("in lettura"))
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
        name = self.columns[column]
        keys = list(self.query.sort)
        at = next((i for i, key in enumerate(keys) if key.field == name), -1)
        if at < 0:
            keys = [*keys, Sort(name)] if add else [Sort(name)]
        elif not keys[at].descending:
            keys = [*keys[:at], Sort(name, True), *keys[at + 1 :]] if add else [Sort(name, True)]
        else:
            keys = [*keys[:at], *keys[at + 1 :]] if add else []
        self.set_sort(tuple(keys))

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
