"""ODS out, row by row, into the zip as it grows: cells typed, header frozen, filtered and repeated on paper.

Written by hand since no kept library streams ODS (OASIS OpenDocument 1.3, part 3: content.xml).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.core import clock, locale
from app.core.progress import Progress
from app.exchange.guard import escaped
from app.exchange.odsparts import CONTENT_HEAD, MANIFEST, MIMETYPE, STYLES, cell_styles, settings
from app.exchange.sheet import letters
from app.exchange.table import Kind, Table
from app.exchange.whole import whole_file
from app.exchange.xlsx import sheet_names

_BATCH = 500  # rows encoded at once
_CM_PER_CHAR = 0.2
# What XML cannot hold, or what a reader would collapse: anything else goes out as it is.
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|  |^ | $")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"^ +| +$|  +")


def write_ods(path: Path, tables: Sequence[Table], progress: Progress | None = None) -> None:
    """Each table on its own sheet. Raises Unreachable (see `whole_file`) and Cancelled."""
    names = sheet_names(tables)
    with whole_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("styles.xml", STYLES)
        archive.writestr("settings.xml", settings(names))
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for text in _content(names, tables, progress):
                content.write(text.encode("utf-8"))


def _content(names: list[str], tables: Sequence[Table], progress: Progress | None) -> Iterator[str]:
    yield CONTENT_HEAD
    widths = sorted({column.chars for table in tables for column in table.columns})
    for width in widths:
        yield (
            f'<style:style style:name="w{width:g}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * _CM_PER_CHAR:.2f}cm"/></style:style>'
        )
    yield cell_styles()
    ranges = []
    for name, table in zip(names, tables, strict=True):
        yield f'<table:table table:name={quoteattr(name)} table:style-name="ta"><office:forms/>'
        yield from (
            f'<table:table-column table:style-name="w{c.chars:g}" table:default-cell-style-name="{c.kind}"/>'
            for c in table.columns
        )
        last = 1
        for rows, text in _rows(table, progress):
            last = rows + 1
            yield text
        yield "</table:table>"
        quoted = "'" + name.replace("'", "''") + "'"
        ranges.append(f"{quoted}.A1:{quoted}.{letters(len(table.columns) - 1)}{last}")
    yield "<table:database-ranges>"
    yield from (
        f'<table:database-range table:name="f{i}" table:target-range-address={quoteattr(r)} '
        'table:display-filter-buttons="true"/>'
        for i, r in enumerate(ranges)
    )
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _rows(table: Table, progress: Progress | None) -> Iterator[tuple[int, str]]:
    """(rows so far, their XML), a batch at a time; the header first, as a row repeated on every page."""
    head = "".join(f'<table:table-cell table:style-name="head"{_text(title)}' for title in table.titles)
    yield 0, f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    writers = [_WRITERS[column.kind] for column in table.columns]
    batch: list[str] = []
    count = 0
    for count, row in enumerate(table.watched(progress), 1):
        batch.append("<table:table-row>")
        for write, value in zip(writers, row, strict=True):
            batch.append("<table:table-cell/>" if value is None else f"<table:table-cell{write(value)}")
        batch.append("</table:table-row>")
        if not count % _BATCH:
            yield count, "".join(batch)
            batch.clear()
    yield count, "".join(batch)


# ---------------------------------------------------------------- cells: each ends its own tag


def _text(value: Any) -> str:
    text = escaped(value if isinstance(value, str) else str(value))
    if _SPECIAL.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        paragraphs = "".join(f"<text:p>{_paragraph(part)}</text:p>" for part in text.split("\n"))
        return f' office:value-type="string">{paragraphs}</table:table-cell>'
    return f' office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _paragraph(text: str) -> str:
    """Escaped text; spaces that a reader would collapse are counted, what XML cannot hold becomes �.

    A tab stays a tab: calamine leaves out `<text:tab/>` and would glue two words together.
    """
    text = escape(_ILLEGAL.sub("\ufffd", text))
    return _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', text)


def _valued(kind: str, attribute: str, value: object, shown: str) -> str:
    return (
        f' office:value-type="{kind}" office:{attribute}="{value}"><text:p>{escape(shown)}</text:p></table:table-cell>'
    )


def _number(value: Any) -> str:
    return _valued("float", "value", _plain(value), locale.number(value))


def _money(value: Any) -> str:
    return _valued("currency", 'currency="EUR" office:value', _plain(value), locale.money(value))


def _plain(value: Any) -> str:
    return f"{value:f}" if not isinstance(value, int | float) else repr(value)


def _moment(value: datetime) -> str:
    here = (clock.local(value) if value.tzinfo else value).replace(tzinfo=None)
    return _valued("date", "date-value", here.isoformat(), f"{locale.day(here)} {locale.hour(here.time())}")


def _hour(value: Any) -> str:
    seconds = f"{value.second:02}" + (f".{value.microsecond:06}" if value.microsecond else "")
    return _valued("time", "time-value", f"PT{value.hour:02}H{value.minute:02}M{seconds}S", locale.hour(value))


def _flag(value: Any) -> str:
    return _valued("boolean", "boolean-value", "true" if value else "false", "sì" if value else "no")


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text,
    Kind.INT: lambda value: _valued("float", "value", value, str(value)),
    Kind.DECIMAL: _number,
    Kind.MONEY: _money,
    Kind.DATE: lambda value: _valued("date", "date-value", value.isoformat(), locale.day(value)),
    Kind.MOMENT: _moment,
    Kind.TIME: _hour,
    Kind.BOOL: _flag,
}
