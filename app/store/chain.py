"""The history's rows: how they are written, read back, and chained so that none can be changed unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core import clock
from app.domain.change import ChangeRow
from app.domain.entity import Entity, Values
from app.domain.fields import Value
from app.store.codec import json_text, moment, moment_text
from app.store.layout import layout
from app.store.line import Line, Tuple, first, marks

FIRST_HASH = "0" * 64
COLUMNS = ("seq", "at", "who", "deed", "unit", "entity", "record", "version", "code", "visibility", "before", "after",
           "secret", "hash")  # fmt: skip
_BATCH = 1000
_AS_IT_IS: tuple[None, bool] = (None, False)
"""What the store itself notes beside the fields: `archived_at`."""


@dataclass(frozen=True)
class Entry:
    """What a deed did to one record, not yet written. `secret` holds what not everybody may read."""

    entity: str
    record: int
    version: int
    code: str
    visibility: str
    before: str | None
    after: str | None
    secret: str | None


def entry(
    entity: type[Entity], record: int, version: int, code: str, visibility: str, before: Values | None,
    after: Values | None,
) -> Entry:  # fmt: skip
    """An entry from plain values: the fields that changed, those with a `read` permission set apart."""
    open_before, hidden_before = _told(entity, before)
    open_after, hidden_after = _told(entity, after)
    secret = json_text([hidden_before, hidden_after]) if hidden_before or hidden_after else None
    return Entry(entity.name, record, version, code, visibility, open_before, open_after, secret)


def _told(entity: type[Entity], values: Values | None) -> tuple[str | None, dict[str, Value]]:
    if values is None:
        return None, {}
    told: dict[str, Value] = {}
    hidden: dict[str, Value] = {}
    dumpers = layout(entity).dumpers
    for name, value in values.items():
        dump, secret = dumpers.get(name, _AS_IT_IS)
        (hidden if secret else told)[name] = dump(value) if dump else value
    return json_text(told), hidden


def link(previous: str, row: Sequence[Any]) -> str:
    """The hash of a row (the columns up to `secret`, `at` as moment_text writes it) after the one before."""
    parts = [previous, *("" if part is None else str(part) for part in row)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class Logbook:
    """Writes the entries of one deed, in order, at its end."""

    def __init__(self, line: Line, who: str, deed: str) -> None:
        self._line, self._who, self._deed = line, who, deed

    def write(self, entries: Sequence[Entry]) -> int:
        """Write the entries; the number of the last one (0: there were none)."""
        if not entries:
            return 0
        if self._line.kind == "postgresql":
            return self._write_guarded(entries)
        last = first(self._line.rows("SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1")) or (0, FIRST_HASH)
        seq, at, mark = int(last[0]), moment_text(clock.now()), str(last[1])
        unit, rows = seq + 1, []
        for one in entries:
            seq += 1
            row = (seq, at, self._who, self._deed, unit, *_columns(one))
            mark = link(mark, row)
            rows.append((*row, mark))
        self._line.many(f"INSERT INTO change ({', '.join(COLUMNS)}) VALUES ({marks(len(COLUMNS))})", rows)
        return seq

    def _write_guarded(self, entries: Sequence[Entry]) -> int:
        """PostgreSQL numbers, dates, signs and chains the rows itself (machinery_postgresql.py)."""
        columns = ("who", "deed", *COLUMNS[5:13])
        seq = 0
        for start in range(0, len(entries), _BATCH):
            some = entries[start : start + _BATCH]
            slots = ", ".join([f"({marks(len(columns))})"] * len(some))
            values = [value for one in some for value in (self._who, self._deed, *_columns(one))]
            sql = f"INSERT INTO change ({', '.join(columns)}) VALUES {slots} RETURNING seq"
            seq = int(self._line.rows(sql, values)[-1][0])
        return seq


def _columns(one: Entry) -> Tuple:
    return (one.entity, one.record, one.version, one.code, one.visibility, one.before, one.after, one.secret)


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
