"""CSV out in two profiles (DOMAIN §0.11): what Italian Excel opens with a double click, and open data."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.core import clock, locale
from app.core.progress import Progress
from app.exchange.guard import defused, escaped
from app.exchange.sheet import Cell
from app.exchange.table import Kind, Table
from app.exchange.whole import whole_file


class Profile(StrEnum):
    """Whom a CSV is for."""

    EXCEL = "excel"  # BOM, `;`, decimal comma, dd/mm/yyyy, CRLF, formulas defused
    OPENDATA = "opendata"  # no BOM, `,`, decimal point, ISO 8601, LF


_Writer = Callable[[Any], str]


def write_csv(path: Path, table: Table, profile: Profile = Profile.EXCEL, progress: Progress | None = None) -> None:
    """One table. Raises Unreachable (see `whole_file`) and Cancelled."""
    excel = profile is Profile.EXCEL
    writers = [(_EXCEL if excel else _OPEN)[column.kind] for column in table.columns]
    with whole_file(path) as file:
        if excel:
            file.write(codecs.BOM_UTF8)
        text = codecs.getwriter("utf-8")(file, "replace")
        out = csv.writer(text, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
        out.writerow([(defused if excel else escaped)(title) for title in table.titles])
        out.writerows(_row(row, writers) for row in table.watched(progress))


def _row(row: Sequence[Cell], writers: Sequence[_Writer]) -> list[str]:
    return ["" if v is None else write(v) for v, write in zip(row, writers, strict=True)]


def _lines(value: Any) -> str:
    """A text with one kind of newline inside: cells that mix them are torn by some readers."""
    text = value if isinstance(value, str) else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _plain(value: Any) -> str:
    """A number without grouping: `1234.50`."""
    return f"{value:f}" if not isinstance(value, int | float) else repr(value)


def _cents(value: Any) -> str:
    return f"{value:.2f}"


def _here(value: datetime) -> datetime:
    return clock.local(value) if value.tzinfo else value


_EXCEL: dict[Kind, _Writer] = {
    Kind.TEXT: lambda value: defused(_lines(value)),
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
    Kind.TEXT: lambda value: escaped(_lines(value)),
    Kind.INT: str,
    Kind.DECIMAL: _point,
    Kind.MONEY: _cents,
    Kind.DATE: lambda value: str(value.isoformat()),
    Kind.MOMENT: lambda value: _here(value).isoformat(timespec="seconds"),
    Kind.TIME: lambda value: str(value.isoformat("minutes")),
    Kind.BOOL: lambda value: "true" if value else "false",
}
