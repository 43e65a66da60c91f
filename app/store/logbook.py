"""What a deed did, noted as it goes and written into the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core import clock
from app.core.values import dataclass
from app.domain.entity import Entity, Values
from app.domain.fields import Value
from app.store.chain import COLUMNS, FIRST_HASH, link, link_new
from app.store.codec import json_text, moment_text
from app.store.layout import layout
from app.store.line import Line, Tuple, first, marks

_BATCH = 1000
_AS_IT_IS: tuple[None, bool] = (None, False)
"""What the store itself notes beside the fields: `archived_at`."""


@dataclass(frozen=True)
class Entry:
    """What a deed did to one record. `secret` holds what not everybody may read."""

    entity: str
    record: int
    version: int
    code: str
    visibility: str
    before: str | None
    after: str | None
    secret: str | None
    deed: str = ""  # what it was done by, when not by the deed as a whole


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


class Logbook:
    """The entries of one deed, in order.

    On a file they may be written as they come (a million would not fit in memory); on a server only at the end,
    because writing history makes all other desks wait their turn.
    """

    def __init__(self, line: Line, who: str, deed: str) -> None:
        self._line, self._who, self._deed = line, who, deed
        self._pending: list[Entry] = []
        self.cited = ""  # what the entries to come are said to be done by; empty: the deed
        self._seq = self._unit = 0
        self._mark = ""

    def add(self, one: Entry) -> None:
        """Note what was done to a record."""
        self._pending.append(replace(one, deed=self.cited) if self.cited else one)
        if len(self._pending) >= _BATCH and self._line.kind == "sqlite":
            self._write()

    def add_new(
        self, entity: type[Entity], numbers: Sequence[int], codes: Sequence[str], seen: Sequence[str],
        told: Sequence[tuple[str, str | None]],
    ) -> None:  # fmt: skip
        """Note many new records of one kind: who may see each, what is told of it (`Batch.told`)."""
        new = zip(numbers, codes, seen, told, strict=True)
        if self._line.kind != "sqlite":
            self._pending += [Entry(entity.name, n, 1, code, who, None, *one) for n, code, who, one in new]
            return
        self._write()
        self._begin()
        same = (moment_text(clock.now()), self._who, self._deed, self._unit, entity.name)
        told_once, rows = "\x1f".join(map(str, same)), []
        for number, code, who, (after, secret) in new:
            self._seq += 1
            self._mark = link_new(self._mark, self._seq, told_once, number, code, who, after, secret or "")
            rows.append((self._seq, *same, number, 1, code, who, None, after, secret, self._mark))
        self._insert(rows)

    def finish(self) -> int:
        """Write what is left; the number of the last row of the deed (0: it did nothing)."""
        if self._pending:
            if self._line.kind == "sqlite":
                self._write()
            else:
                self._write_guarded()
        return self._seq

    def _begin(self) -> None:
        """On a file: where the history ends, asked once."""
        if not self._seq:
            last = first(self._line.rows("SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1")) or (0, FIRST_HASH)
            self._seq, self._mark = int(last[0]), str(last[1])
            self._unit = self._seq + 1

    def _write(self) -> None:
        if not self._pending:
            return
        self._begin()
        at, rows = moment_text(clock.now()), []
        for one in self._pending:
            self._seq += 1
            row = (self._seq, at, self._who, one.deed or self._deed, self._unit, *_columns(one))
            self._mark = link(self._mark, row)
            rows.append((*row, self._mark))
        self._insert(rows)
        self._pending.clear()

    def _insert(self, rows: Sequence[Tuple]) -> None:
        self._line.many(f"INSERT INTO change ({', '.join(COLUMNS)}) VALUES ({marks(len(COLUMNS))})", rows)

    def write_with(self, sql: str, values: Sequence[object]) -> int:
        """On a server: a statement that writes a record, and the one entry about it, together.

        The number of the entry; 0 when the statement found no record to write, and nothing was written.
        """
        (one,) = self._pending
        given = ", ".join(f"?::{kind}" for _, kind in _GIVEN)
        both = (f"WITH done AS ({sql} RETURNING 1) INSERT INTO change ({_NAMES}) SELECT {given} FROM done "
                "RETURNING seq")  # fmt: skip
        row = first(self._line.rows(both, [*values, self._who, one.deed or self._deed, *_columns(one)]))
        self._pending.clear()
        return int(row[0]) if row else 0

    def _write_guarded(self) -> None:
        """PostgreSQL numbers, dates, signs and chains the rows itself (machinery_postgresql.py)."""
        for start in range(0, len(self._pending), _BATCH):
            some: Sequence[Entry] = self._pending[start : start + _BATCH]
            slots = ", ".join([f"({marks(len(_GIVEN))})"] * len(some))
            values = [value for one in some for value in (self._who, one.deed or self._deed, *_columns(one))]
            sql = f"INSERT INTO change ({_NAMES}) VALUES {slots} RETURNING seq"
            self._seq = int(self._line.rows(sql, values)[-1][0])
        self._pending.clear()


_GIVEN = (
    ("who", "text"), ("deed", "text"), ("entity", "text"), ("record", "bigint"), ("version", "int"), ("code", "text"),
    ("visibility", "text"), ("before", "text"), ("after", "text"), ("secret", "text"),
)  # fmt: skip
"""What a desk says of a row of the history; a server adds the rest."""
_NAMES = ", ".join(name for name, _ in _GIVEN)


def _columns(one: Entry) -> Tuple:
    return (one.entity, one.record, one.version, one.code, one.visibility, one.before, one.after, one.secret)
