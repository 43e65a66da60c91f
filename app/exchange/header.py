"""Which row of a table is its header: under title rows, notes and merged group headings, above the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from app.core import locale

_LOOKED_AT = 60  # rows; no register seen has a longer preamble
_LONGEST_TITLE = 250  # characters; real ones reach 130
_NUMBER = re.compile(r"[-+]?[\d.,'\s]*\d[\d.,'\s]*\s*[%€]?")
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.*")

_Row = Sequence[object]


def blank(cells: _Row) -> bool:
    """Whether nothing is written in these cells."""
    # a hundred thousand rows pass here, and nearly all say at their first cell: a generator would cost three times
    for cell in cells:  # noqa: SIM110
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return False
    return True


def find_header(grid: Sequence[_Row], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()) -> int:
    """The header's row, 1-based; 0 for an empty table.

    The header is the first row that is wide (more than half as many cells as the data have) and is not a
    heading over groups of columns. Rows above it are titles and notes; a wide row of numbers is never skipped,
    since what is skipped is not imported: a person can always say another row.
    """
    top = grid[:_LOOKED_AT]
    written = [sum(not blank((cell,)) for cell in row) for row in top]
    width = _usual_width(written)
    if not width:
        return 0
    wide = [i for i, count in enumerate(written) if count > width * 0.5]
    for i in wide:
        if not (_looks_like_titles(top[i]) and _heads_groups(top, written, i, width, merged)):
            return i + 1
    return wide[-1] + 1


def _usual_width(written: list[int]) -> int:
    """How many cells a row of this table has: the widest count that at least a few rows reach."""
    counts = sorted((count for count in written if count), reverse=True)
    if not counts:
        return 0
    return counts[min(len(counts) - 1, len(counts) // 10)]


def _looks_like_titles(row: _Row) -> bool:
    """Words, mostly, and all different."""
    cells = [cell for cell in row if not blank((cell,))]
    words = [cell for cell in cells if _is_word(cell)]
    different = len({str(cell).strip().casefold() for cell in cells})
    return len(words) >= 0.8 * len(cells) and different >= 0.7 * len(cells)


def _is_word(cell: object) -> bool:
    if isinstance(cell, bool | int | float | date | time) or not isinstance(cell, str):
        return False
    text = cell.strip()
    if len(text) > _LONGEST_TITLE or locale.is_empty(text):
        return False
    return not _NUMBER.fullmatch(text) and not _DAY.fullmatch(text)


def _heads_groups(
    top: Sequence[_Row],
    written: list[int],
    i: int,
    width: int,
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> bool:
    """Whether row `i` stands over groups of columns and the row below holds their titles."""
    below = i + 1
    if below >= len(top) or not _looks_like_titles(top[below]):
        return False
    if any(start[0] == i == end[0] and end[1] > start[1] for start, end in merged):
        return True
    data_are_words = all(_looks_like_titles(row) for row in top[below + 1 : below + 6] if not blank(row))
    return written[i] < written[below] and written[i] <= 0.8 * width and not data_are_words
