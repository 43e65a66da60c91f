"""Tables: laid out row by row from any iterable, so time grows with the rows and memory with the page.

Columns take what their contents need, within their share; no cell is ever cut: long words break, and a row
taller than a few lines may break between lines while it stays one row for who listens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from app.documents.fonts import clean
from app.documents.look import Look, Type
from app.documents.structure import Align, Column, RichText, Row, Table, plain
from app.documents.tagged.elements import SCOPE_COLUMN, SCOPE_ROW, Elem
from app.documents.tagged.inline import Inliner
from app.documents.tagged.pages import Panel, Slice
from app.documents.tagged.slices import Cell, HeadSlice, RowSlice, TableLines, TotalsSlice
from app.documents.tagged.text import Line

_SAMPLE = 200  # rows looked at to size the columns of a stream
_TALL = 7  # lines from which a row may break
_CHUNK = 3  # lines it breaks by
_PAD = 5.0


@dataclass(frozen=True, slots=True)
class _Lane:
    """A column on the page: its left edge and width for text, in points."""

    x: float
    room: float
    align: Align
    header: bool


class Grid:
    """A table on its way to the page, inside an element and over these panels."""

    def __init__(
        self, inliner: Inliner, look: Look, elem: Elem, x: float, room: float, panels: tuple[Panel, ...]
    ) -> None:
        self._inliner, self._look, self._elem = inliner, look, elem
        self._x, self._room, self._panels = x, room, panels
        self._vertical = 3.0

    # -- a register, a list

    def table(self, table: Table, nothing: str) -> Iterator[Slice]:
        """The slices of a table: head, rows, totals. `nothing` is said when there are no rows."""
        head, body = self._types(table.size)
        stream = iter(table.rows)
        sample = list(islice(stream, _SAMPLE))
        rows: Iterable[Row] = chain(sample, stream)
        if not sample:  # a head needs a body: PDF/UA-1 7.2
            rows = [(table.empty or nothing, *[""] * (len(table.columns) - 1))]
        extra = [table.totals] if table.totals else []
        for row in (*sample, *extra):
            _same_count(row, len(table.columns))
        widths = self._widths(table.columns, [*sample, *extra], head, body)
        lanes = self._lanes(table.columns, widths)
        lines = TableLines(self._x, self._room, self._look.rule, self._look.hairline)
        self._panels = (*self._panels, lines)
        titles = tuple(column.title for column in table.columns)
        (first,) = self._row(titles, lanes, Elem("THead", self._elem), head, HeadSlice, tall=False)
        (again,) = self._row(titles, lanes, self._elem, head, HeadSlice, tall=False)
        again.artifact = True
        first.glued = True
        yield first
        yield from self._body(rows, table.totals, lanes, (head, body), again)

    def _body(
        self, rows: Iterable[Row], totals: Row | None, lanes: list[_Lane], types: tuple[Type, Type], again: Slice
    ) -> Iterator[Slice]:
        head, body = types
        section = Elem("TBody", self._elem)
        last: RowSlice | None = None
        for row in rows:
            for part in self._row(row, lanes, section, body, RowSlice):
                if last is not None:
                    yield last
                part.repeat = again
                last = part
        if last is None:
            return
        if totals is None:
            yield last
            return
        last.glued = True
        yield last
        for part in self._row(totals, lanes, section, head, TotalsSlice):
            part.repeat = again
            yield part

    # -- facts

    def facts(self, pairs: Sequence[tuple[str, RichText]], label: Type, value: Type) -> Iterator[Slice]:
        """Label–value rows, without lines: the label heads its row."""
        self._vertical = 1.2
        widest = max((self._inliner.width(clean(name), label) for name, _ in pairs), default=0.0)
        first = min(widest + 18, 0.30 * self._room)
        lanes = [
            _Lane(self._x, first - 12, "left", True),
            _Lane(self._x + first, self._room - first, "left", False),
        ]
        body = Elem("TBody", self._elem)
        for pair in pairs:
            yield from self._row(pair, lanes, body, value, RowSlice, head=label)

    # -- rows

    def _row(
        self,
        row: Row,
        lanes: list[_Lane],
        section: Elem,
        type_: Type,
        kind: type[RowSlice],
        head: Type | None = None,
        tall: bool = True,
    ) -> list[RowSlice]:
        """A row as one slice, or as several when it is tall."""
        _same_count(row, len(lanes))
        elem = Elem("TR", section)
        column_head = kind is HeadSlice
        cells = [
            self._cell(value, lane, elem, head if head and lane.header else type_, column_head)
            for value, lane in zip(row, lanes, strict=True)
        ]
        count = max([len(cell.lines) for cell in cells])
        leading = max([cell.type_.leading for cell in cells])
        if tall and count > _TALL:
            return self._chunks(cells, count, leading, kind)
        height = count * leading + 2 * self._vertical
        return [kind(height=height, panels=self._panels, cells=cells, above=self._vertical)]

    def _chunks(self, cells: list[Cell], count: int, leading: float, kind: type[RowSlice]) -> list[RowSlice]:
        """A tall row in slices of a few lines, which may part at the end of a page."""
        out: list[RowSlice] = []
        for start in range(0, count, _CHUNK):
            part = [_lines_of(cell, start, start + _CHUNK) for cell in cells]
            ends = start + _CHUNK >= count
            above = self._vertical if start == 0 else 0.0
            below = self._vertical if ends else 0.0
            height = min(_CHUNK, count - start) * leading + above + below
            out.append(kind(height=height, panels=self._panels, cells=part, above=above, ends=ends))
        out[0].glued = out[-2].glued = True
        return out

    def _cell(self, value: RichText, lane: _Lane, row: Elem, type_: Type, column_head: bool) -> Cell:
        if column_head:
            elem = Elem("TH", row, SCOPE_COLUMN)
        else:
            elem = Elem("TH", row, SCOPE_ROW) if lane.header else Elem("TD", row)
        font = self._inliner.setter.book.name(type_.weight)
        lines: list[str | Line] = []
        if isinstance(value, str):
            text = clean(value)
            if text:
                lines.extend(self._inliner.setter.plain_lines(text, font, type_.size, lane.room))
        else:
            lines.extend(self._inliner.lines(value, type_, elem, lane.room))
        return Cell(elem, lane.x, lane.room, lane.align, type_, font, lines)

    def _types(self, size: float | None) -> tuple[Type, Type]:
        head, body = self._look.cell_head, self._look.cell
        if size is not None:
            head, body = (replace(t, size=size, leading=size * 1.4) for t in (head, body))
        return head, body

    # -- columns

    def _lanes(self, columns: Sequence[Column], widths: list[float]) -> list[_Lane]:
        lanes, x = [], self._x
        for column, width in zip(columns, widths, strict=True):
            lanes.append(_Lane(x + _PAD, max(width - 2 * _PAD, 4.0), column.align, column.header))
            x += width
        return lanes

    def _widths(self, columns: Sequence[Column], rows: list[Row], head: Type, body: Type) -> list[float]:
        """The width of each column: what contents want if there is room, else shares, never under a word."""
        wanted, least = [], []
        for i, column in enumerate(columns):
            texts = {clean(plain(row[i])) for row in rows}
            widest = [self._inliner.width(text, body) for text in texts]
            words = {word for text in texts for word in text.split()}
            longest = [self._inliner.width(word, body) for word in words]
            title = max((self._inliner.width(word, head) for word in clean(column.title).split()), default=0.0)
            wanted.append(max([*widest, self._inliner.width(clean(column.title), head)]) * 1.02 + 2 * _PAD + 1)
            least.append(min(max([*longest, title]) * 1.02 + 2 * _PAD + 1, 0.5 * self._room))
        return share_out(self._room, [column.share for column in columns], wanted, least)


def _same_count(row: Row, columns: int) -> None:
    if len(row) != columns:
        raise ValueError(f"a row of {len(row)} cells in a table of {columns} columns")


def share_out(room: float, shares: Sequence[float], wanted: Sequence[float], least: Sequence[float]) -> list[float]:
    """Divide `room` among columns.

    Everybody gets what they want if it fits, and what is left by share. Otherwise columns that want less than
    their share get what they want, the others divide the rest by share; nobody goes under `least` while
    all the least together fit.
    """
    total = sum(wanted)
    if total <= room:
        whole = sum(shares) or 1
        return [want + (room - total) * share / whole for want, share in zip(wanted, shares, strict=True)]
    widths = [0.0] * len(shares)
    free, left = set(range(len(shares))), room
    while free:
        whole = sum(shares[i] for i in free) or 1
        content = [i for i in free if wanted[i] <= left * shares[i] / whole]
        if not content:
            for i in free:
                widths[i] = left * shares[i] / whole
            break
        for i in content:
            widths[i] = wanted[i]
        left -= sum(wanted[i] for i in content)
        free -= set(content)
    return _at_least(room, widths, least)


def _at_least(room: float, widths: list[float], least: Sequence[float]) -> list[float]:
    """Raise columns to their least, taking from those that have more, in proportion to what they have over."""
    need = sum(max(0.0, low - width) for low, width in zip(least, widths, strict=True))
    over = sum(max(0.0, width - low) for low, width in zip(least, widths, strict=True))
    if need <= 0 or over <= 0:
        return widths
    given = min(1.0, over / need)
    taken = need * given / over
    return [
        width + (low - width) * given if width < low else width - (width - low) * taken
        for low, width in zip(least, widths, strict=True)
    ]


def _lines_of(cell: Cell, start: int, end: int) -> Cell:
    """The same cell with only some of its lines."""
    more = end < len(cell.lines)
    return Cell(cell.elem, cell.x, cell.room, cell.align, cell.type_, cell.font, cell.lines[start:end], more)
