"""A table as a file holds it: cells still typed, headers cleaned, every row with the number a person sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from app.exchange.header import blank, find_header

Cell = str | int | float | Decimal | bool | date | datetime | time | None
Row = Sequence[Cell]
Grid = Sequence[Row]
Merged = tuple[tuple[int, int], tuple[int, int]]  # 0-based (row, column) of the first and the last cell

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


@dataclass(frozen=True)
class Column:
    """A column: `title` is clean and unlike its neighbours', `original` is what the file says."""

    index: int  # 0-based
    title: str
    original: str

    @property
    def letters(self) -> str:
        """How a spreadsheet names the column: A, B, … AA."""
        return letters(self.index)


@dataclass(frozen=True)
class Workbook:
    """What a file holds before any sheet is read: `chosen` is the first visible sheet with data."""

    sheets: tuple[str, ...]
    chosen: str
    kind: str  # "xlsx", "xlsb", "xls", "ods", "csv", "json"


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table. `grid[0]` is row 1 of the spreadsheet; `rows` are the data rows under the header, none blank.

    `rows[i]` has one cell per column and is row `numbers[i]` of the file. `header` is the header's row
    (1-based; 0 when the table has none). `encoding` and `separator` say how a text file was read.
    """

    name: str
    grid: Grid
    header: int
    columns: tuple[Column, ...]
    rows: Grid
    numbers: Sequence[int]
    merged: tuple[Merged, ...] = ()
    encoding: str = ""
    separator: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns' titles, in order."""
        return tuple(column.title for column in self.columns)

    def with_header(self, row: int) -> Sheet:
        """The same table with its header on another row (0 = it has none; columns are called [A], [B], …)."""
        made = build(self.name, self.grid, header=row, merged=self.merged)
        return replace(made, encoding=self.encoding, separator=self.separator)

    def find(self, title: str) -> Column | None:
        """The column called `title`, as cleaned or as the file writes it."""
        wanted = clean_title(title)
        exact = (c for c in self.columns if c.title == wanted)
        return next(exact, None) or next((c for c in self.columns if clean_title(c.original) == wanted), None)

    def records(self) -> Iterator[dict[str, Cell]]:
        """Each data row as {title: cell}."""
        for row in self.rows:
            yield dict(zip(self.titles, row, strict=True))


def letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def clean_title(cell: Cell) -> str:
    """A header cell in one line: no byte-order marks, no newlines, single spaces."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).translate(_INVISIBLE).split())


def build(name: str, grid: Grid, *, header: int | None = None, merged: tuple[Merged, ...] = ()) -> Sheet:
    """A Sheet from a grid of cells; `header` None finds the header row."""
    grid = _without_trailing_blanks(grid)
    row = find_header(grid, merged) if header is None else max(0, min(header, len(grid)))
    width = max((len(cells) for cells in grid[max(0, row - 1) :]), default=0)
    rows, numbers = _data_rows(grid, row, width)
    originals = _originals(grid, row, width, merged)
    kept = [i for i, text in enumerate(originals) if text.strip() or any(not blank((r[i],)) for r in rows)]
    if len(kept) < width:
        rows = [[cells[i] for i in kept] for cells in rows]
    columns = _columns([(i, originals[i]) for i in kept])
    return Sheet(name, grid, row, columns, rows, numbers, merged)


def _without_trailing_blanks(grid: Grid) -> Grid:
    end = len(grid)
    while end and blank(grid[end - 1]):
        end -= 1
    return grid if end == len(grid) else grid[:end]


def _data_rows(grid: Grid, header: int, width: int) -> tuple[Grid, Sequence[int]]:
    """The rows under the header, none blank, all as wide as the table, and their numbers."""
    rows: list[Row] = []
    numbers: list[int] = []
    for number in range(header, len(grid)):
        cells = grid[number]
        if not blank(cells):
            short = width - len(cells)
            rows.append([*cells, *[None] * short] if short else cells)
            numbers.append(number + 1)
    return rows, numbers


def _originals(grid: Grid, header: int, width: int, merged: tuple[Merged, ...]) -> list[str]:
    """What the file calls each column; a title merged over two header rows belongs to the lower one too."""
    found = list(grid[header - 1]) if header else []
    found += [None] * (width - len(found))
    for (top, left), (bottom, right) in merged:
        tall_title = top < header - 1 <= bottom and left == right < width
        if tall_title and blank((found[left],)) and left < len(grid[top]):
            found[left] = grid[top][left]
    return ["" if cell is None else str(cell) for cell in found]


def _columns(originals: list[tuple[int, str]]) -> tuple[Column, ...]:
    """Columns with titles all different: a second «Totale» becomes «Totale (2)», a nameless one [D]."""
    taken: set[str] = {clean_title(original) for _, original in originals}
    seen: set[str] = set()
    columns = []
    for index, original in originals:
        title = base = clean_title(original) or f"[{letters(index)}]"
        count = 1
        while title in seen or (count > 1 and title in taken):
            count += 1
            title = f"{base} ({count})"
        seen.add(title)
        columns.append(Column(index, title, original))
    return tuple(columns)
