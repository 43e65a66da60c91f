"""JSON out: a table as an array of objects, or any value of the program as it stands (CLI.md's shapes)."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.core.progress import Progress
from app.exchange.table import Kind, Table
from app.exchange.whole import whole_file


def write_json(path: Path, table: Table, progress: Progress | None = None) -> None:
    """One object a row, `{title: value}`: amounts as decimal text, dates ISO, null for nothing."""
    titles = table.titles
    money = [column.kind is Kind.MONEY for column in table.columns]
    before = "[\n"
    with whole_file(path) as file:
        for row in table.watched(progress):
            cells = (f"{v:.2f}" if m and v is not None else v for v, m in zip(row, money, strict=True))
            file.write((before + _dumped(dict(zip(titles, cells, strict=True)))).encode("utf-8"))
            before = ",\n"
        file.write(b"[]\n" if before == "[\n" else b"\n]\n")


def write_value(path: Path, value: Any) -> None:
    """A whole value, indented, keys in their order: the committee file of `export all`."""
    with whole_file(path) as file:
        file.write((json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n").encode("utf-8"))


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in a JSON file")
