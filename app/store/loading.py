"""Loading many rows into a SQLite table: what its triggers and indexes would do row by row, done once at the end.

A trigger per row makes FTS5 write out its buffer each time; one statement for all rows is five times quicker
(measured: 100,000 projects, 25 CPU-seconds → 7). Everything happens inside the deed's transaction: a reader
sees the table as it was, then as it is.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager

from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.store.layout import Layout, layout, quoted
from app.store.machinery_sqlite import fill_links, fill_words, total_assignments
from app.store.sqlite import SqliteLine

FEW = 2000
"""Rows below which the triggers may as well do it."""

_MANY = 50_000
"""Rows of a table whose indexes are no longer worth making again."""

_WORDS_AT_ONCE = 32 << 20
"""Bytes of words FTS5 gathers before it writes them out: with its own 1 MB it writes, and merges, a hundred times
(measured for 100,000 projects: 5.2 CPU-seconds → 3.3)."""
_WORDS_USUALLY = 1 << 20


class Loaded:
    """What was loaded: the numbers of the rows, and the fields that somebody filled."""

    def __init__(self, entity: type[Entity]) -> None:
        self.entity, self.numbers = entity, array("q")
        self.filled: set[str] = set()

    def add(self, numbers: Iterable[int], filled: Iterable[str]) -> None:
        """Some more rows."""
        self.numbers.extend(numbers)
        self.filled.update(filled)

    def condition(self, line: SqliteLine) -> tuple[str, list[int | str]]:
        """SQL: these rows. Their numbers grow, so they are mostly all those from the first to the last; an older
        record may stand among them when some computer's clock was ahead."""
        if not self.numbers:
            return "1 = 0", []
        ends: list[int | str] = [self.numbers[0], self.numbers[-1]]
        sql = f"SELECT count(*) FROM {quoted(self.entity.name)} WHERE id BETWEEN ? AND ?"
        if line.rows(sql, ends)[0][0] == len(self.numbers):
            return "id BETWEEN ? AND ?", ends
        return "id IN (SELECT value FROM json_each(?))", [json.dumps(self.numbers.tolist())]


@contextmanager
def loading(line: SqliteLine, new: Loaded) -> Iterator[None]:
    """While inside, rows go into the bare table; the caller tells `new` which."""
    where = layout(new.entity)
    had = int(line.rows(f"SELECT count(*) FROM (SELECT 1 FROM {quoted(where.table)} LIMIT {_MANY})")[0][0])
    kinds = ["trigger"] + (["index"] if had < _MANY else [])
    with line.unguarded():
        dropped = [one for kind in kinds for one in _drop(line, where.table, kind)]
    yield
    these, values = new.condition(line)
    with line.unguarded():
        _links(line, where, new.filled, these, values)
        _words(line, where, these, values)
        for sql in dropped:
            line.run(sql)
        _totals(line, where, these, values)


def _drop(line: SqliteLine, table: str, kind: str) -> list[str]:
    """Drop the triggers or indexes of a table; the SQL that makes them again. Unique ones stay on guard."""
    sql = ("SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = ? AND sql IS NOT NULL "
           "AND sql NOT LIKE 'CREATE UNIQUE%'")  # fmt: skip
    found = line.rows(sql, [kind, table])
    for name, _ in found:
        line.run(f"DROP {kind} {quoted(name)}")
    return [made for _, made in found]


def _links(line: SqliteLine, where: Layout, filled: Container[str], these: str, values: Sequence[int | str]) -> None:
    for one in where.lists.values():
        if one.field not in where.totals and one.field in filled:
            source = f"{quoted(where.table)} AS o, json_each(o.{quoted(one.field)}) WHERE o.{these}"
            line.run(fill_links(where, one, "o.id", source), values)


def _words(line: SqliteLine, where: Layout, these: str, values: Sequence[int | str]) -> None:
    index = quoted(f"{where.table}_words")
    setting = f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', ?)"
    line.run(setting, [_WORDS_AT_ONCE])
    line.run(fill_words(where, these), values)
    line.run(setting, [_WORDS_USUALLY])


def _totals(line: SqliteLine, where: Layout, these: str, values: Sequence[int | str]) -> None:
    """The sums these rows change: of their wholes, and of their own when their parts came first."""
    if where.totals:
        child = next(iter(where.totals.values()))[0]
        whose = f"code IN (SELECT {quoted(child.part_of)} FROM {quoted(child.name)})"
        line.run(f"UPDATE {quoted(where.table)} SET {total_assignments(where)} WHERE {these} AND {whose}", values)
    for whole in map(layout, ENTITIES.values()):
        if any(child is where.entity for child, _ in whole.totals.values()):
            codes = f"SELECT {quoted(where.entity.part_of)} FROM {quoted(where.table)} WHERE {these}"
            line.run(f"UPDATE {quoted(whole.table)} SET {total_assignments(whole)} WHERE code IN ({codes})", values)
