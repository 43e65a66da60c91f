"""Zip-made spreadsheets, looked at before anything loads them: broken, locked or bombs.

The reader keeps a sheet as a rectangle from its first to its last cell, so a kilobyte with one cell in A1 and
one in XFD1048576 asks for hundreds of gigabytes. Sizes told by the archive are checked against the bytes.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import Refused
from app.core.i18n import N_

LARGEST = 1 << 30  # bytes, decompressed: ten times a register of 100,000 projects
CELLS = 30_000_000  # of the rectangle: a million rows of 30 columns
_PARTS = 5_000
_CHUNK = 1 << 20
_OVERLAP = 300  # a tag cut by a chunk's edge is seen whole in the next
_EDGE = 40  # the last bytes of a chunk, where a tag may look as if it lacked its address

_ROW = re.compile(rb'row [^>]{0,200}?r="(\d{1,9})"')
_ADDRESS = re.compile(rb' r="([A-Z]{1,4})\d')
# Anything but `<c r="A1`: a column beyond Z, or a cell without its address first.
_UNUSUAL = re.compile(rb'<c(?:>|/| (?!r="[A-Z]\d))')

Errors = dict[tuple[int, int], str]  # 0-based (row, column) → "#N/A"


@dataclass
class Found:
    """What looking through one XLSX sheet told: its reach, and the cells that hold an error."""

    rows: int = 0
    columns: int = 0
    errors: Errors = field(default_factory=dict)


def broken() -> Refused:
    """The refusal of a file that cannot be read to its end."""
    return Refused(
        N_(
            "Il file è rovinato o incompleto e non si riesce a leggerlo. Apritelo con il foglio di calcolo, "
            "salvatene una nuova copia e riprovate."
        )
    )


def too_large() -> Refused:
    """The refusal of a file that would fill the memory."""
    return Refused(
        N_(
            "Il foglio è troppo grande: occuperebbe più di {cells} celle o di {size} MB una volta aperto. "
            "Togliete righe e colonne che non servono, o salvatelo in CSV, e riprovate."
        ),
        cells=f"{CELLS:,}".replace(",", "."), size=LARGEST >> 20,
    )  # fmt: skip


def locked() -> Refused:
    """The refusal of a file with a password."""
    return Refused(
        N_(
            "Il file è protetto da una password. Apritelo con il foglio di calcolo, salvatene una copia senza "
            "password e riprovate."
        )
    )


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is locked, or tells sizes beyond the limits."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise too_large()


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part's bytes, each chunk with the tail of the one before."""
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def look_through(path: Path) -> dict[str, Found]:
    """Each XLSX sheet part by its name, read to the end; every other part too, so that a bad sum is found here.

    Raises:
        Refused: too large, or broken.
    """
    found: dict[str, Found] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            low = name.lower()
            if low.startswith("xl/worksheets/") and low.endswith(".xml"):
                found[name] = _xlsx_sheet(archive, name)
            elif low.startswith("xl/worksheets/") and low.endswith(".bin"):
                _check_reach(_xlsb_reach(archive.read(name)))
            elif low == "content.xml":
                _check_reach(_ods_reach(archive.read(name)))
            elif low.endswith(("sharedstrings.xml", "styles.xml", "workbook.xml", "sharedstrings.bin")):
                for _ in _chunks(archive, name):
                    pass
    return found


def _check_reach(reach: tuple[int, int]) -> None:
    rows, columns = reach
    if rows * columns > CELLS:
        raise too_large()


def _xlsx_sheet(archive: zipfile.ZipFile, name: str) -> Found:
    """Looked at chunk by chunk with the few operations that stay cheap beside the reader's own work."""
    sheet = Found(columns=26)
    counted = 0
    for chunk in _chunks(archive, name):
        last = chunk.rfind(b"row ")
        if row := _ROW.match(chunk, last) if last >= 0 else None:
            sheet.rows = max(sheet.rows, int(row[1]))
        if last < 0 or b"<row" not in chunk or _UNUSUAL.search(chunk, 0, len(chunk) - _EDGE):
            counted += chunk.count(b"<row") + chunk.count(b":row")
            sheet.rows = max(sheet.rows, counted, *map(int, _ROW.findall(chunk)))
            sheet.columns = max(sheet.columns, _reach(chunk))
        if b't="e"' in chunk:
            _note_errors(chunk, sheet.errors)
    _check_reach((sheet.rows, sheet.columns))
    return sheet


def _reach(chunk: bytes) -> int:
    """The last column of these rows: by the cells' addresses, or by their number where they have none."""
    told = max(map(_index, set(_ADDRESS.findall(chunk))), default=0)
    if len(re.findall(rb"[<:]c[ />]", chunk)) <= chunk.count(b' r="'):
        return told
    return max(told, *(len(re.findall(rb"[<:]c[ />]", row)) for row in re.split(rb"[<:]row[ >/]", chunk)))


def _index(column: bytes) -> int:
    """How many columns reach to this one: A → 1, AA → 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _note_errors(chunk: bytes, errors: Errors) -> None:
    """Cells whose value is an error: the reader shows them empty, a person must know they are not."""
    for cell in re.finditer(rb"<(?:\w+:)?c ([^>]*)>(.*?)</(?:\w+:)?c>", chunk, re.S):
        if b't="e"' in cell[1]:
            place = re.search(rb'r="([A-Z]{1,3})(\d{1,7})"', cell[1])
            value = re.search(rb"<(?:\w+:)?v>([^<]+)<", cell[2])
            if place and value:
                where = (int(place[2]) - 1, _index(place[1]) - 1)
                errors[where] = html.unescape(value[1].decode("utf-8", "replace"))


def _xlsb_reach(data: bytes) -> tuple[int, int]:
    """Rows and columns of a binary sheet ([MS-XLSB] 2.1.4: records of a type, a length and a body)."""
    at = rows = columns = 0
    while at + 2 <= len(data):
        kind = data[at]
        at += 1 + (kind >> 7)
        size = shift = 0
        while at < len(data):
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if kind <= 11:  # BrtRowHdr = 0, cells = 1–11: the row or the column comes first
            number = int.from_bytes(data[at : at + 4], "little") + 1
            rows, columns = (max(rows, number), columns) if kind == 0 else (rows, max(columns, number))
        at += size
    return rows, columns


_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_ODS_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


def _ods_reach(data: bytes) -> tuple[int, int]:
    """Rows and columns up to the last cell with something in it, repeats counted."""
    at = rows = columns = 0
    starts = list(_ODS_ROW.finditer(data))
    for i, row in enumerate(starts):
        repeated = _ODS_REPEATED.search(row[1])
        at += int(repeated[1]) if repeated else 1
        end = starts[i + 1].start() if i + 1 < len(starts) else len(data)
        last = max(data.rfind(b"office:value", row.end(), end), data.rfind(b"<text:p", row.end(), end))
        if last >= 0:
            rows = at
            cells = data[row.end() : data.find(b">", last)]
            columns = max(columns, _ods_width(cells))
        if data.find(b"</table:table>", row.end(), end) >= 0:
            at = 0
    return rows, columns


def _ods_width(cells: bytes) -> int:
    width = cells.count(b"<table:table-cell") + cells.count(b"<table:covered-table-cell")
    if b"columns-repeated" in cells:
        width += sum(int(times) for times in _ODS_REPEATED.findall(cells))
    return width
