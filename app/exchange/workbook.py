"""XLSX, XLSB, XLS and ODS through calamine: any of them gives the same Sheet as its CSV would."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.exchange import limits
from app.exchange.guard import restored
from app.exchange.sheet import Cell, Grid, Row, Sheet, Workbook, build

_STEP = 5_000  # rows between two reports of progress
_PASSED = re.compile(r"-?PT(\d+)H(\d+)M([\d.]+)S")  # a duration as ODS writes it
_MARKS = "'=P-"  # a text beginning otherwise is neither guarded nor a duration
_REL = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")


def workbook(path: Path, kind: str) -> Workbook:
    """The sheets of a spreadsheet file. Raises Refused like `read_sheet`."""
    with _opened(path, kind) as book:
        names = _worksheets(book)
        return Workbook(names, _first_with_data(book, names), kind)


def read_sheet(
    path: Path,
    kind: str,
    *,
    sheet: str | int | None = None,
    header: int | None = None,
    progress: Progress | None = None,
) -> Sheet:
    """One sheet by name or 1-based number; None = the first visible one with data.

    Raises:
        Refused: broken, locked, too large, empty, or no such sheet.
    """
    found = limits.look_through(path) if kind != "xls" else {}
    if progress:
        progress.step(0, 0)
    with _opened(path, kind) as book:
        names = _worksheets(book)
        name = _chosen(book, names, sheet)
        table = book.get_sheet_by_name(name)
        if table.total_height * table.width > limits.CELLS:
            raise limits.too_large()
        errors = _errors(path, name, found)
        grid = _grid(table, errors, progress)
        merged = tuple(table.merged_cell_ranges or ())
    made = build(name, grid, header=header, merged=merged)
    if not made.columns:
        raise Refused(N_("Il foglio «{sheet}» è vuoto: non contiene nessuna riga."), sheet=name)
    return made


@contextmanager
def _opened(path: Path, kind: str) -> Iterator[calamine.CalamineWorkbook]:
    """A workbook, whatever goes wrong with it told in a sentence."""
    try:
        with calamine.load_workbook(path) as book:
            yield book
    except calamine.PasswordError:
        raise limits.locked() from None
    except (calamine.CalamineError, zipfile.BadZipFile, EOFError) as error:
        raise (limits.locked() if "assword" in str(error) else limits.broken()) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the Rust library gave up on what the file says
            raise limits.broken() from error
        raise


def _worksheets(book: calamine.CalamineWorkbook) -> tuple[str, ...]:
    """The names of what can hold a table, visible ones first to be chosen but in the file's order."""
    return tuple(m.name for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet)


def _first_with_data(book: calamine.CalamineWorkbook, names: tuple[str, ...]) -> str:
    hidden = {m.name for m in book.sheets_metadata if m.visible != calamine.SheetVisibleEnum.Visible}
    ordered = [n for n in names if n not in hidden] + [n for n in names if n in hidden]
    if not ordered:
        raise Refused(N_("Il file non contiene nessun foglio con una tabella."))
    if len(ordered) == 1:
        return ordered[0]
    return next((name for name in ordered if book.get_sheet_by_name(name).height), ordered[0])


def _chosen(book: calamine.CalamineWorkbook, names: tuple[str, ...], sheet: str | int | None) -> str:
    if sheet is None:
        return _first_with_data(book, names)
    if isinstance(sheet, str) and sheet in names:
        return sheet
    number = int(sheet) if str(sheet).isdecimal() else 0
    if 1 <= number <= len(names):
        return names[number - 1]
    same = [name for name in names if name.strip().casefold() == str(sheet).strip().casefold()]
    if same:
        return same[0]
    raise Refused(N_("Nel file non c'è il foglio «{sheet}»; ci sono: {names}."), sheet=sheet, names=", ".join(names))


def _grid(table: calamine.CalamineSheet, errors: limits.Errors, progress: Progress | None) -> Grid:
    """Every row from the first of the spreadsheet, cells cleaned; errors written where they stand."""
    grid: list[Row] = []
    total = table.total_height
    for row in table.iter_rows():
        grid.append(_cleaned(row))
        if progress and not len(grid) % _STEP:
            progress.step(len(grid), total)
    for (y, x), text in errors.items():
        if y < len(grid) and x < len(grid[y]):
            cells = list(grid[y])
            cells[x] = text
            grid[y] = cells
    return grid


def _cleaned(row: list[Any]) -> Row:
    """A row as calamine gives it → ours, in place: empty is None, whole numbers are int, durations a time.

    One loop with the commonest cases first; a call for each cell would double the time of reading.
    """
    for i, value in enumerate(row):
        kind = value.__class__
        if kind is str:
            if not value:
                row[i] = None
            elif value[0] in _MARKS:
                row[i] = _text(value)
        elif kind is float:
            if value.is_integer():
                row[i] = int(value)
        elif kind is timedelta:
            row[i] = _duration(value.total_seconds())
    return row


def _text(value: str) -> Cell:
    """A text without its guard; a duration, which calamine leaves as ODS writes it."""
    if passed := _PASSED.fullmatch(value):
        return _duration(int(passed[1]) * 3600 + int(passed[2]) * 60 + float(passed[3]))
    return restored(value)


def _duration(seconds: float) -> time | str:
    """A time of day, or `27:17:54` when it is longer than a day."""
    if 0 <= seconds < 86_400:
        micro = round(seconds * 1_000_000) % 86_400_000_000
        return time(micro // 3_600_000_000, micro // 60_000_000 % 60, micro // 1_000_000 % 60, micro % 1_000_000)
    whole = int(abs(seconds))
    return f"{'-' if seconds < 0 else ''}{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"


# ---------------------------------------------------------------- error cells of XLSX


def _errors(path: Path, name: str, found: dict[str, limits.Found]) -> limits.Errors:
    """The error cells of the sheet called `name`."""
    if not any(sheet.errors for sheet in found.values()):
        return {}
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, name)
    return found[part].errors if part in found else {}


def _part_of(archive: zipfile.ZipFile, name: str) -> str:
    """The archive's part that holds a sheet: workbook.xml names an id, its relations name the part."""
    names = {part.lower(): part for part in archive.namelist()}
    book = names.get("xl/workbook.xml", "")
    relations = names.get("xl/_rels/workbook.xml.rels", "")
    if not book or not relations:
        return ""
    ids = {_attribute(tag, "name"): _attribute(tag, r"\w+:id") for tag in _tags(archive, book, _SHEET)}
    parts = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _tags(archive, relations, _REL)}
    target = parts.get(ids.get(name, ""), "")
    return names.get(f"xl/{target}".lower() if not target.startswith("/") else target[1:].lower(), "")


def _tags(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[str]) -> list[str]:
    return pattern.findall(archive.read(part).decode("utf-8-sig", "replace"))


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""
