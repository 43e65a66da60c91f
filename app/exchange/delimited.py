"""CSV out in two profiles (DOMAIN §0.11): what Italian Excel opens with a double click, and open data."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.core import clock, locale
from app.core.memo import Memo
from app.core.progress import Progress
from app.exchange.guard import defused, escaped
from app.exchange.table import Kind, Table
from app.exchange.whole import whole_file


class Profile(StrEnum):
    """Whom a CSV is for."""

    EXCEL = "excel"  # BOM, `;`, decimal comma, dd/mm/yyyy, CRLF, formulas defused
    OPENDATA = "opendata"  # no BOM, `,`, decimal point, ISO 8601, LF


_Writer = Callable[[Any], str]
_Column = Callable[[Sequence[Any]], Iterable[str]]
_QUOTE, _TWO = '"', '""'
_STARTS = frozenset("=+-@\t\n'")
"""How a text begins that one of the guards may change."""


def write_csv(path: Path, table: Table, profile: Profile = Profile.EXCEL, progress: Progress | None = None) -> None:
    """One table. Raises Unreachable (see `whole_file`) and Cancelled."""
    excel = profile is Profile.EXCEL
    guard = defused if excel else escaped
    columns = [_column(column.kind, (_EXCEL if excel else _OPEN)[column.kind], guard) for column in table.columns]
    mark, end = (";", "\r\n") if excel else (",", "\n")
    with whole_file(path) as file:
        if excel:
            file.write(codecs.BOM_UTF8)
        file.write(_lines_of([[guard(title)] for title in table.titles], mark, end))
        for block in table.blocks(progress):
            texts = [write(values) for write, values in zip(columns, block, strict=True)]
            file.write(_lines_of(texts, mark, end))


def _lines_of(columns: Sequence[Iterable[str]], mark: str, end: str) -> bytes:
    """Columns as the lines of a file; half a character, which UTF-8 has no room for, becomes «?»."""
    alone = len(columns) == 1
    fields = [_quoted(list(texts), mark, empty=alone) for texts in columns]
    return "".join([mark.join(row) + end for row in zip(*fields, strict=True)]).encode("utf-8", "replace")


def _quoted(texts: list[str], mark: str, *, empty: bool) -> list[str]:
    """Quotes around the texts that need them (RFC 4180): a column without such a text is seen at once.

    `empty`: around nothing too, since a row of one empty cell would be no row.
    """
    together = "".join(texts)
    if empty or '"' in together or mark in together or "\n" in together:
        return [
            f'"{text.replace(_QUOTE, _TWO)}"' if '"' in text or mark in text or "\n" in text or (empty and not text)
            else text for text in texts
        ]  # fmt: skip
    return texts


def _column(kind: Kind, write: _Writer, guard: _Writer) -> _Column:
    """What turns the values of a column into texts."""
    if kind is Kind.TEXT:
        return lambda values: _texts(values, guard)
    if kind is Kind.DATE:
        return Memo(lambda value: "" if value is None else write(value)).all
    return lambda values: ["" if value is None else write(value) for value in values]


def _texts(values: Sequence[Any], guard: _Writer) -> Iterable[str]:
    """All together when none of them has to be changed, one by one otherwise."""
    texts = ["" if value is None else value if isinstance(value, str) else str(value) for value in values]
    if _STARTS.isdisjoint({text[:1] for text in texts}) and "\r" not in "".join(texts):
        return texts
    return [guard(_one_newline(text)) for text in texts]


def _one_newline(text: str) -> str:
    """A text with one kind of newline inside: cells that mix them are torn by some readers."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _plain(value: Any) -> str:
    """A number without grouping: `1234.50`."""
    return f"{value:f}" if not isinstance(value, int | float) else repr(value)


def _cents(value: Any) -> str:
    text = str(value)
    return text if text[-3:-2] == "." else f"{value:.2f}"


def _here(value: datetime) -> datetime:
    return clock.local(value) if value.tzinfo else value


_EXCEL: dict[Kind, _Writer] = {
    Kind.TEXT: str,
    Kind.INT: str,
    Kind.DECIMAL: lambda value: _plain(value).replace(".", ","),
    Kind.MONEY: lambda value: _cents(value).replace(".", ","),
    Kind.DATE: locale.day,
    Kind.MOMENT: lambda value: f"{locale.day(_here(value))} {locale.hour(_here(value).time())}",
    Kind.TIME: locale.hour,
    Kind.BOOL: lambda value: "sì" if value else "no",
}


def _point(value: Any) -> str:
    """A decimal point that cannot be taken for an Italian thousands separator: 12.345 is written 12.3450."""
    text = _plain(value)
    return f"{text}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", text) else text


_OPEN: dict[Kind, _Writer] = {
    Kind.TEXT: str,
    Kind.INT: str,
    Kind.DECIMAL: _point,
    Kind.MONEY: _cents,
    Kind.DATE: lambda value: str(value.isoformat()),
    Kind.MOMENT: lambda value: _here(value).isoformat(timespec="seconds"),
    Kind.TIME: lambda value: str(value.isoformat("minutes")),
    Kind.BOOL: lambda value: "true" if value else "false",
}
