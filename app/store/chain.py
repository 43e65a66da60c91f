"""The history's rows: how they are read back, and chained so that none can be changed unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from app.domain.change import ChangeRow
from app.store.codec import moment, moment_text
from app.store.line import Line, Tuple

FIRST_HASH = "0" * 64
COLUMNS = ("seq", "at", "who", "deed", "unit", "entity", "record", "version", "code", "visibility", "before", "after",
           "secret", "hash")  # fmt: skip


def link(previous: str, row: Sequence[Any]) -> str:
    """The hash of a row (the columns up to `secret`, `at` as moment_text writes it) after the one before."""
    parts = [previous, *("" if part is None else str(part) for part in row)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def link_new(previous: str, seq: int, same: str, number: int, code: str, seen: str, after: str, secret: str) -> str:
    """`link` for one of many new records: `same` are the columns from `at` to `entity`, joined once for all."""
    text = f"{previous}\x1f{seq}\x1f{same}\x1f{number}\x1f1\x1f{code}\x1f{seen}\x1f\x1f{after}\x1f{secret}"
    return hashlib.sha256(text.encode()).hexdigest()


# ---------------------------------------------------------------- reading back

_READ = ("seq", "at", "who", "deed", "unit", "entity", "record", "version", "code", "before", "after")


def read(line: Line, condition: str, values: Sequence[Any], *, secrets: bool, tail: str = "") -> list[ChangeRow]:
    """Rows of the history in order; with `secrets`, what not everybody may read is put back in its place."""
    listed = ", ".join((*_READ, "secret" if secrets else "NULL AS secret"))
    sql = f"SELECT {listed} FROM change WHERE {condition} ORDER BY seq {tail}"
    return [_row(row) for row in line.rows(sql, values)]


def _row(row: Tuple) -> ChangeRow:
    seq, at, who, deed, unit, entity, record, version, code, before, after, secret = row
    then, now = (None if text is None else json.loads(text) for text in (before, after))
    if secret is not None:
        hidden_then, hidden_now = json.loads(secret)
        then, now = (old if old is None else old | more for old, more in ((then, hidden_then), (now, hidden_now)))
    return ChangeRow(seq, moment(at), who, deed, unit, entity, record, version, code, then, now)


def broken_links(line: Line) -> Iterator[int]:
    """The numbers of the rows that do not follow from the ones before them."""
    mark = FIRST_HASH
    for batch in line.stream(f"SELECT {', '.join(COLUMNS)} FROM change ORDER BY seq"):
        for row in batch:
            at = moment_text(moment(row[1]))
            if link(mark, (row[0], at, *row[2:13])) != row[13]:
                yield int(row[0])
            mark = str(row[13])


def touched_since(line: Line, entity: str, record: int, version: int) -> tuple[frozenset[str], str, datetime | None]:
    """Which fields of a record were written after a version, by whom and when last."""
    rows = read(line, "entity = ? AND record = ? AND version > ?", [entity, record, version], secrets=False)
    fields = frozenset(name for row in rows for name in (*(row.before or ()), *(row.after or ())))
    return fields, rows[-1].who if rows else "", rows[-1].at if rows else None
