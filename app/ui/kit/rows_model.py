"""The rows of a Qt table over any Entity: its columns, reading by window, groups and parts.

What the cells say is `table_model`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Signal

from app.core.i18n import tr
from app.domain.entity import Entity, Snapshot
from app.domain.fields import Field, Names
from app.domain.query import Query
from app.ui.kit import looks
from app.ui.kit.grouped_rows import GroupedRows, Section
from app.ui.kit.grouping import Groups
from app.ui.kit.source import PAGE, Sections, Source, Window
from app.ui.kit.window_reader import WindowReader
from app.ui.kit.window_rows import Row, WindowRows
from app.ui.runner import Runner

NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Parts:
    """Records shown under the one they are part of; `columns` says which of their fields stands in which column."""

    entity: type[Entity]
    columns: Mapping[str, str] = field(default_factory=dict)


class RowsModel(QAbstractTableModel):
    """The rows of a Query.

    Signals:
        loaded(): the first rows of a query are there, or fresh ones after a refresh.
        counted(int): how many records the list has.
        grouped(str): the list is shown by the values of another field; "" for a plain list.
        failed(AppError): the list could not be read.
    """

    loaded = Signal()
    counted = Signal(int)
    grouped = Signal(str)
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
        self.reader.sections.connect(self._sections_read)
        self.reader.locate = self._locate
        self.groups = Groups(entity, names)
        self.rows = WindowRows(entity.name)
        self._closed: frozenset[str] = frozenset()  # of the list shown
        self._set_columns(columns)

    # ------------------------------------------------------------ columns

    def _set_columns(self, columns: Sequence[str]) -> None:
        self.columns = tuple(name for name in columns if name in self.entity.fields)
        more = [name for name in ("code", self.groups.field) if name and name not in self.columns]
        self._asked = (*self.columns, *more)
        self._code_at = self._asked.index("code")
        self.fields = tuple(self.entity.fields[name] for name in self._asked)
        self.right = tuple(looks.is_right(spec) for spec in self.fields)
        self._labels = tuple(tr(spec.label) for spec in self.fields)
        part = self.parts.entity.fields if self.parts else {}
        names = self.parts.columns if self.parts else {}
        self._part_fields = tuple(part.get(names.get(name, name)) for name in self._asked)

    def choose_columns(self, columns: Sequence[str], *, read: bool = True) -> None:
        """Show other columns; the rows are read again, now or when a list is asked for."""
        self.beginResetModel()
        self._set_columns(columns)
        self.rows.clear(0)
        self.endResetModel()
        if read:
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
        by = self.groups.by(self.columns)
        if by and any(one.field == "code" and one.op == "=" for one in query.filters):
            by = replace(by, closed=frozenset())  # whoever asks for a record by its code is to see it
        self._closed = by.closed if by else frozenset()
        self.reader.show(query, self._asked, by)

    def refresh(self) -> None:
        """Read the list again; what was open is closed."""
        self.show(self.query)

    def _first_page(self, page: Window, total: int | None) -> None:
        self.beginResetModel()
        self.rows = WindowRows(self.entity.name)
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

    # ------------------------------------------------------------ groups

    def group_by(self, name: str) -> None:
        """Show the list by the values of a field; "" for a plain list. What is closed in it stays closed."""
        if name != self.groups.field:
            self.groups.field = name
            self.choose_columns(self.columns)
            self.grouped.emit(name)

    def group_at(self, place: int) -> Section | None:
        """The group whose header is a row; None for the rows of records."""
        return self.rows.header_at(place) if isinstance(self.rows, GroupedRows) else None

    def ordinal(self, place: int) -> int:
        """Which record of the list stands at a row, from 1; headers and parts are not counted."""
        if isinstance(self.rows, GroupedRows):
            return self.rows.ordinal(place)
        return self.rows.locate(place)[0] + 1 if place >= 0 else 0

    def turn_all(self, *, opened: bool) -> None:
        """Open or close every group."""
        if isinstance(self.rows, GroupedRows):
            self.beginResetModel()
            for section in [one for one in self.rows.sections if one.opened != opened]:
                self.rows.turn(section)
                self.groups.turned(section)
            self.endResetModel()

    def _sections_read(self, found: Sections) -> None:
        self.beginResetModel()
        self.rows = GroupedRows(self.entity.name, found, self._closed)
        self.endResetModel()
        self.loaded.emit()
        self.counted.emit(found.total)

    def _locate(self, query: Query, number: int) -> tuple[Query, int]:
        if not isinstance(self.rows, GroupedRows):
            return query, number * PAGE
        section, at = self.rows.whose(number)
        return query.within(self.groups.field, section.group.code), at

    def _turn(self, rows: GroupedRows, section: Section, place: int) -> None:
        """Open or close a group."""
        size = section.rows.length()
        if section.opened:
            self.beginRemoveRows(NOWHERE, place + 1, place + size)
        else:
            self.beginInsertRows(NOWHERE, place + 1, place + size)
        was_open = section.opened
        rows.turn(section)
        self.groups.turned(section)
        (self.endRemoveRows if was_open else self.endInsertRows)()
        self._touch(place)

    # ------------------------------------------------------------ parts

    def can_open(self, place: int) -> bool:
        """Whether a row may have something under it: the parts of a record, the records of a group."""
        return self.group_at(place) is not None or (self.parts is not None and self.rows.locate(place)[1] < 0)

    def is_open(self, place: int) -> bool:
        """Whether it is shown."""
        if (section := self.group_at(place)) is not None:
            return section.opened
        top, part = self.rows.locate(place)
        return part < 0 and self.rows.is_open(top)

    def toggle(self, place: int) -> None:
        """Show or hide what is under a row; parts are read when they are asked for."""
        section, rows = self.group_at(place), self.rows
        if section is not None and isinstance(rows, GroupedRows):
            self._turn(rows, section, place)
            return
        top, part = self.rows.locate(place)
        row = self.rows.row(place)
        if self.parts is None or part >= 0 or row is None:
            return
        if self.rows.is_open(top):
            self._close(top, place)
            return
        source, name, code, query = self._source, self.parts.entity.name, self.code(row), self.query
        self._runner.run(lambda _: source.children(name, code), lambda parts: self._open(query, top, parts), owner=self)

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
