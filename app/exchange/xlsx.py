"""XLSX out, row by row into the zip as it grows: real dates and amounts, header frozen and filtered.

Written by hand: in the process of a desk it takes two thirds of the CPU and a quarter of the memory of the quickest
library (docs/adr/0007-xlsx-is-written-by-hand.md).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from app.core import locale
from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.exchange.sheet import letters
from app.exchange.table import Table
from app.exchange.whole import whole_file
from app.exchange.xlsxcells import LONGEST, TooLong, cells, header, numbered
from app.exchange.xlsxparts import HEADER, Written, after_rows, before_rows, opening, workbook

ROWS = 1_048_576
"""Rows of a sheet of Excel, the header's among them."""

_LARGE = 300_000  # rows from which a sheet may be beyond 2 GB, and its part of the zip is written as such


def write_xlsx(path: Path, tables: Sequence[Table], progress: Progress | None = None) -> None:
    """Each table on its own sheet.

    Raises:
        Refused: a text longer than Excel's cells, more rows than its sheets; Unreachable: see `whole_file`; Cancelled.
    """
    sheets = []
    with whole_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in opening(len(tables)).items():
            archive.writestr(name, text)
        for number, (name, table) in enumerate(zip(sheet_names(tables), tables, strict=True), 1):
            large = not table.total or table.total > _LARGE
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=large) as part:
                part.write(before_rows(table, chosen=number == 1).encode())
                rows = _write_rows(part, table, progress)
                sheets.append(Written(name, len(table.columns), rows))
                part.write(after_rows(sheets[-1]).encode())
        archive.writestr("xl/workbook.xml", workbook(sheets))


def _write_rows(part: IO[bytes], table: Table, progress: Progress | None) -> int:
    """The header and the rows; how many they are."""
    part.write(header(table.titles, HEADER))
    writers = [cells(column, place) for place, column in enumerate(table.columns)]
    written = 1
    for block in table.blocks(progress):
        count = len(block[0])
        if written + count > ROWS:
            raise _too_many()
        try:
            rows: Iterator[tuple[bytes, ...]] = zip(
                *(write(column) for write, column in zip(writers, block, strict=True)), strict=True
            )
            part.write(b"".join(map(numbered, rows, range(written + 1, written + count + 1))))
        except TooLong:
            raise _too_long(block, written + 1) from None
        written += count
    return written


def sheet_names(tables: Sequence[Table]) -> list[str]:
    """Names a spreadsheet admits: 31 characters, none of []:*?/\\, all different."""
    names: list[str] = []
    for table in tables:
        plain = re.sub(r"[\[\]:*?/\\]", " ", table.name).strip().strip("'") or "Foglio"
        name, count = plain[:31], 1
        while name.casefold() in (other.casefold() for other in names):
            count += 1
            name = f"{plain[:26]} ({count})"
        names.append(name)
    return names


def _too_many() -> Refused:
    return Refused(
        N_("Le righe sono più di {max}, quante ne tiene un foglio di Excel: il file non è stato creato. Esportate in "
           "CSV o JSON, oppure restringete l'elenco."),
        max=locale.number(ROWS - 1),
    )  # fmt: skip


def _too_long(block: Sequence[Sequence[Any]], first: int) -> Refused:
    """The refusal of the longest text of a block, whose first row is number `first` of the sheet."""
    column, row = max(
        ((x, y) for x, values in enumerate(block) for y, value in enumerate(values) if isinstance(value, str)),
        key=lambda place: len(block[place[0]][place[1]]),
    )
    return Refused(
        N_(
            "Il testo della cella {cell} ha {n} caratteri e una cella di Excel ne tiene {max}: il file non è stato "
            "creato. Esportate in ODS, CSV o JSON, che li tengono tutti."
        ),
        cell=f"{letters(column)}{first + row}", n=locale.number(len(block[column][row])), max=locale.number(LONGEST),
    )  # fmt: skip
