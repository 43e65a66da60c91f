"""Reading: one record, a page of a list, a whole list, counts and sums. Tuples in, plain values out, no joins.

The same statements serve the first paint and everything after; no database library but the driver is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.core.errors import Forbidden
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot
from app.domain.permissions import Person
from app.domain.query import Query
from app.store import search
from app.store.access import readable, visible
from app.store.codec import Codec, json_text
from app.store.filters import Conditions, Where
from app.store.layout import Layout, layout, quoted
from app.store.line import Line, Tuple, first
from app.store.names import StoreNames
from app.store.order import Order, Place, Segment, beyond, order_by

PAGE = 128


@dataclass(frozen=True)
class Page:
    """Some rows of a list, in order. `rows` hold the columns asked for; `ids` and `versions` go beside them."""

    rows: list[Tuple]
    ids: list[int]
    versions: list[int]
    first: Place | None = None  # to read what comes before
    last: Place | None = None  # to read what comes after
    more: bool = False  # whether the list goes on in the direction read


@dataclass(frozen=True)
class Narrow:
    """How SQLite is to find the rows of a long list: its planner counts nothing, the tallies do.

    `ids`: these rows are all; `filtered`: they are what the list asks, else its filters are still to be looked at.
    `first`: the lowest numbers among the rows of a broad search. `holds`: a test of one row after another, for rows
    that are many and lie along the whole list (`share` of it). `walk`: go along the order's index and take the rows
    that fit, rather than fetch them all and put them in order.
    """

    ids: Sequence[int] | None = None
    first: Sequence[int] = ()
    filtered: bool = False
    holds: Callable[[object], bool] | None = None
    share: float = 1.0
    walk: bool = False


ANYHOW = Narrow()

_STEP = 20_000
"""Places of an order's index read at once, at most."""


class Reader:
    """Questions asked over one line, as one person."""

    def __init__(self, line: Line, who: Person, names: StoreNames) -> None:
        self.line, self._who, self._names = line, who, names

    # ------------------------------------------------------------ records

    def snapshot(self, entity: type[Entity], code: str, *, trashed: bool = False) -> Snapshot | None:
        """The record with this code; None when there is none (or, unless asked, when it is in the trash)."""
        return next(iter(self._records(entity, "code = ?", [code], trashed)), None)

    def by_id(self, entity: type[Entity], number: int, *, trashed: bool = False) -> Snapshot | None:
        """The record with this number."""
        return next(iter(self._records(entity, "id = ?", [number], trashed)), None)

    def by_ids(self, entity: type[Entity], numbers: Sequence[int], *, trashed: bool = False) -> dict[int, Snapshot]:
        """The records with these numbers, those that are there."""
        found: dict[int, Snapshot] = {}
        for start in range(0, len(numbers), 500):
            some = list(numbers[start : start + 500])
            rows = self._records(entity, f"id IN ({', '.join('?' * len(some))})", some, trashed)
            found |= {one.id: one for one in rows}
        return found

    def snapshots(self, query: Query, limit: int | None = None) -> list[Snapshot]:
        """The records of a list, in its order."""
        where = layout(ENTITIES[query.entity])
        columns = tuple(where.entity.fields)
        found: list[Snapshot] = []
        for batch in self._walk(query, _select(where, ("id", "version", *columns), self._who), limit):
            found += [self._snapshot(where, row) for row in batch]
        return found

    def archived_at(self, entity: type[Entity], number: int) -> Any:
        """When a record went to the trash, as the database writes it; None when it did not."""
        row = first(self.line.rows(f"SELECT archived_at FROM {quoted(entity.name)} WHERE id = ?", [number]))
        return row[0] if row else None

    def _records(self, entity: type[Entity], condition: str, values: list[Any], trashed: bool) -> list[Snapshot]:
        where = layout(entity)
        terms = [condition, *([] if trashed else ["archived_at IS NULL"])]
        if shown := visible(entity, self._who):
            terms.append(shown)
        listed = _select(where, ("id", "version", *entity.fields), self._who)
        sql = f"SELECT {listed} FROM {quoted(where.table)} WHERE {' AND '.join(terms)}"
        return [self._snapshot(where, row) for row in self.line.rows(sql, values)]

    def _snapshot(self, where: Layout, row: Tuple) -> Snapshot:
        values = dict(zip(where.entity.fields, row[2:], strict=True))
        for name, decode in _decoders(where, tuple(where.entity.fields)):
            if values[name] is not None:
                values[name] = decode(values[name])
            elif name in where.lists:
                values[name] = ()
        return Snapshot(where.table, row[0], row[1], values)

    # ------------------------------------------------------------ lists

    def page(
        self, query: Query, columns: Sequence[str], *, after: Place | None = None, before: Place | None = None,
        size: int = PAGE, narrow: Narrow = ANYHOW,
    ) -> Page:  # fmt: skip
        """The rows that come after (or before) a place of a list; from the top when neither is given."""
        where = layout(ENTITIES[query.entity])
        order = Order(where, query.sort, self._names, query.filters)
        backwards, at = before is not None, before or after
        numbers = range(at[0] if at else 0, len(order.segments)) if not backwards else range(at[0] if at else 0, -1, -1)
        found: list[tuple[int, Tuple]] = []
        base, listed = self.where(query, narrow), _select(where, ("id", "version", *columns), self._who)
        if narrow.first and at is None:
            found = self._soonest(query, narrow, order, listed, size + 1)
        for number in numbers if not found else ():
            start = at[1:] if at and at[0] == number else None
            left = size + 1 - len(found)
            if narrow.holds:
                rows = self._met(where, order, number, listed, start, backwards, left, narrow)
            else:
                rows = self._segment(where, order, number, base, listed, start, backwards, left)
            found += [(number, row) for row in rows]
            if len(found) > size:
                break
        more, found = len(found) > size, found[:size]
        return self._page(where, columns, found[::-1] if backwards else found, more)

    def at(self, entity: type[Entity], columns: Sequence[str], numbers: Sequence[int], more: bool = False) -> Page:
        """The rows with these ids, in the order given (a jump through the list of ids)."""
        where = layout(entity)
        listed = _select(where, ("id", "version", *columns), self._who)
        sql = f"SELECT {listed} FROM {quoted(where.table)} WHERE id IN ({', '.join('?' * len(numbers))})"
        rows = {row[0]: row for row in self.line.rows(sql, list(numbers))} if numbers else {}
        return self._page(where, columns, [(0, rows[n]) for n in numbers if n in rows], more, places=False)

    def rows(self, query: Query, columns: Sequence[str]) -> Iterator[Tuple]:
        """Every row of a list in its order, read as it is consumed."""
        where = layout(ENTITIES[query.entity])
        decoders = [(columns.index(name), decode) for name, decode in _decoders(where, tuple(columns))]
        for batch in self._walk(query, _select(where, columns, self._who), None):
            yield from _all_decoded(batch, decoders)

    def ids(self, query: Query, narrow: Narrow = ANYHOW) -> Iterator[list[Tuple]]:
        """The numbers of every row of a list in its order, some thousands at a time."""
        return self._walk(query, "id", None, narrow)

    def numbers(self, query: Query) -> list[int]:
        """SQLite: the numbers of the rows of a list, lowest first (put in order after they are found, by the index of
        a filter and not by reading every record)."""
        base = self.where(query)
        found = f"SELECT id FROM {quoted(query.entity)} WHERE {base.sql} ORDER BY +id"
        return search.as_numbers(self.line.rows(f"SELECT json_group_array(id) FROM ({found})", base.values)[0][0])

    def count(self, query: Query, most: int | None = None) -> int:
        """How many rows a list has; with `most`, counting stops there."""
        base = self.where(query)
        table = quoted(query.entity)
        sql = f"SELECT count(*) FROM {table} WHERE {base.sql}"
        if most is not None:
            sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {base.sql} LIMIT {int(most)}) AS listed"
        return int(self.line.rows(sql, base.values)[0][0])

    def totals(self, query: Query, names: Sequence[str]) -> dict[str, Decimal]:
        """The sums of columns of money over a list."""
        where, base = layout(ENTITIES[query.entity]), self.where(query)
        sums = ", ".join(f"coalesce(sum({quoted(name)}), 0)" for name in names)
        if not names:
            return {}
        row = self.line.rows(f"SELECT {sums} FROM {quoted(where.table)} WHERE {base.sql}", base.values)[0]
        return {name: where.codecs[name].out(value) for name, value in zip(names, row, strict=True)}

    # ------------------------------------------------------------ inside

    def where(self, query: Query, narrow: Narrow = ANYHOW, *, soon: bool = False) -> Where:
        """The conditions of a list: its filters, its words, what this person may see, trash or not.

        `soon` looks among the first records only that have the words, as `narrow` says.
        """
        where, base = layout(ENTITIES[query.entity]), Where()
        ids = narrow.first if soon else narrow.ids
        if ids is not None:
            base.add("id IN (SELECT value FROM json_each(?))", [json_text(list(ids))])
        conditions = Conditions(where, self.line.kind, self._names, walk=narrow.walk)
        self.may_ask(where, [*(one.field for one in query.filters), *(one.field for one in query.sort)])
        for one in query.filters if ids is None or not narrow.filtered else ():
            base.add(*conditions.of(one))
        if query.text and ids is None:
            condition, values = search.condition(self.line, where, query.text, walk=narrow.walk)
            if condition:
                base.add(condition, values)
        base.add(f"archived_at IS {'NOT ' if query.trashed else ''}NULL")
        if shown := visible(where.entity, self._who):
            base.add(shown)
        return base

    def may_ask(self, where: Layout, names: Sequence[str]) -> None:
        """A field that may not be read narrows, orders and counts nothing: each would tell what it holds.

        Raises:
            Forbidden: naming the field.
        """
        for name in names:
            if not readable(where, name, self._who):
                label = tr(where.entity.fields[name].label)
                raise Forbidden(N_("Il vostro ruolo non permette di leggere «{field}»: l'elenco non si può filtrare "
                                   "né ordinare così."), field=label)  # fmt: skip

    def _walk(self, query: Query, listed: str, limit: int | None, narrow: Narrow = ANYHOW) -> Iterator[list[Tuple]]:
        """A list from its first segment to its last."""
        where, base = layout(ENTITIES[query.entity]), self.where(query, narrow)
        order, left = Order(where, query.sort, self._names, query.filters), limit
        for segment in order.segments:
            sql = (f"SELECT {listed} FROM {quoted(where.table)} WHERE {base.sql} AND {segment.condition} "
                   f"ORDER BY {order_by(segment, order.down, False)}")  # fmt: skip
            if left is not None:
                sql += f" LIMIT {left}"
            for batch in self.line.stream(sql, [*base.values, *segment.values]):
                left = None if left is None else left - len(batch)
                yield batch
            if left is not None and left <= 0:
                return

    def _segment(
        self, where: Layout, order: Order, number: int, base: Where, listed: str,
        start: Sequence[Any] | None, backwards: bool, size: int,
    ) -> list[Tuple]:  # fmt: skip
        """Rows of one segment, each followed by its keys."""
        segment = order.segments[number]
        after, values = beyond(segment, order.down, backwards, start) if start else ("1 = 1", [])
        keys = "".join(f", {key.sql}" for key in segment.keys)
        sql = (
            f"SELECT {listed}{keys} FROM {quoted(where.table)} WHERE {base.sql} AND {segment.condition} AND {after} "
            f"ORDER BY {order_by(segment, order.down, backwards)} LIMIT {int(size)}"
        )
        return self.line.rows(sql, [*base.values, *segment.values, *values])

    def _met(
        self, where: Layout, order: Order, number: int, listed: str, start: Sequence[Any] | None, backwards: bool,
        size: int, narrow: Narrow,
    ) -> list[Tuple]:  # fmt: skip
        """Rows of one segment, each followed by its keys: met along the order's index, which is all that is read of
        those the list does not hold."""
        segment, found = order.segments[number], []  # type: Segment, list[Tuple]
        keys = "".join(f", {key.sql}" for key in segment.keys)
        step, holds = min(_STEP, size + int(size / max(narrow.share, 0.001))), narrow.holds or bool
        while True:
            after, values = beyond(segment, order.down, backwards, start) if start else ("1 = 1", [])
            sql = (f"SELECT id{keys} FROM {quoted(where.table)} WHERE archived_at IS NULL AND {segment.condition} "
                   f"AND {after} ORDER BY {order_by(segment, order.down, backwards)} LIMIT {step}")  # fmt: skip
            some = self.line.rows(sql, [*segment.values, *values])
            found += [row for row in some if holds(row[0])]
            if len(found) >= size or len(some) < step:
                break
            start, step = (*some[-1][1:], some[-1][0]), min(_STEP, step * 4)
        numbers = [row[0] for row in found[:size]]
        sql = f"SELECT {listed} FROM {quoted(where.table)} WHERE id IN (SELECT value FROM json_each(?))"
        rows = {row[0]: row for row in self.line.rows(sql, [json_text(numbers)])} if numbers else {}
        return [(*rows[row[0]], *row[1:]) for row in found[:size] if row[0] in rows]

    def numbers_at(self, query: Query, at: int, size: int) -> list[int] | None:
        """The numbers of the rows of a whole list from a position on, counted along the order's index; None when the
        index does not say all that the list asks."""
        where = layout(ENTITIES[query.entity])
        if query.filters or query.text or query.trashed or visible(where.entity, self._who):
            return None
        self.may_ask(where, [one.field for one in query.sort])
        found: list[int] = []
        order, table = Order(where, query.sort, self._names), quoted(where.table)
        for segment in order.segments:
            here = f"FROM {table} WHERE archived_at IS NULL AND {segment.condition}"
            along = f"ORDER BY {order_by(segment, order.down, False)}"
            sql = f"SELECT id {here} {along} LIMIT {size - len(found)} OFFSET {at}"
            rows = self.line.rows(sql, segment.values)
            found += [row[0] for row in rows]
            if len(found) == size:
                break
            at = 0 if rows else max(0, at - self.line.rows(f"SELECT count(*) {here}", segment.values)[0][0])
        return found

    def _soonest(self, query: Query, narrow: Narrow, order: Order, listed: str, size: int) -> list[tuple[int, Tuple]]:
        """The first rows of a broad search, when they are among the first records that have the words.

        They are in the order people look at most, by code, since codes grow with the records' numbers; it is
        seen by asking whether a later record stands before the last row found. Nothing when it cannot be told.
        """
        where, segment = layout(ENTITIES[query.entity]), order.segments[0]
        base = self.where(query, narrow, soon=True)
        rows = self._segment(where, order, 0, base, listed, None, False, size)
        if len(rows) < size:
            return []
        keys = rows[-1][-len(segment.keys) :] if segment.keys else ()
        before, values = beyond(segment, order.down, True, (*keys, rows[-1][0]))
        sql = (f"SELECT 1 FROM {quoted(where.table)} WHERE archived_at IS NULL AND +id > ? AND {segment.condition} "
               f"AND {before} ORDER BY {order_by(segment, order.down, False)} LIMIT 1")  # fmt: skip
        missed = self.line.rows(sql, [narrow.first[-1], *segment.values, *values])
        return [] if missed else [(0, row) for row in rows]

    def _page(
        self, where: Layout, columns: Sequence[str], found: list[tuple[int, Tuple]], more: bool, *, places: bool = True
    ) -> Page:
        decoders = [(columns.index(name), decode) for name, decode in _decoders(where, tuple(columns))]
        end = 2 + len(columns)
        rows = [_decoded(row[2:end], decoders) for _, row in found]
        here = [(number, *row[end:], row[0]) for number, row in (found[0], found[-1])] if found and places else None
        ids, versions = [row[0] for _, row in found], [row[1] for _, row in found]
        return Page(rows, ids, versions, here[0] if here else None, here[1] if here else None, more)


def _select(where: Layout, columns: Sequence[str], who: Person) -> str:
    """The columns of a SELECT; what the person may not see is not asked for."""
    return _selected(where, tuple(columns), who)


@lru_cache(512)
def _selected(where: Layout, columns: tuple[str, ...], who: Person) -> str:
    return ", ".join(quoted(name) if readable(where, name, who) else f"NULL AS {quoted(name)}" for name in columns)


@lru_cache(512)
def _decoders(where: Layout, columns: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
    """The columns that need work to become values, with the work."""
    kept: list[tuple[str, Codec]] = [(name, where.codecs[name]) for name in columns]
    return tuple((name, one.decode) for name, one in kept if one.decode is not None)


def _all_decoded(batch: list[Tuple], decoders: Sequence[tuple[int, Any]]) -> Iterator[Tuple]:
    """Many rows at once, column by column: a call a row less than `_decoded`."""
    if not decoders:
        return iter(batch)
    columns: list[Sequence[Any]] = list(zip(*batch, strict=True))
    for i, decode in decoders:
        columns[i] = [None if value is None else decode(value) for value in columns[i]]
    return zip(*columns, strict=True)


def _decoded(row: Tuple, decoders: Sequence[tuple[int, Any]]) -> Tuple:
    if not decoders:
        return row
    values = list(row)
    for i, decode in decoders:
        if values[i] is not None:
            values[i] = decode(values[i])
    return tuple(values)


__all__ = ["PAGE", "Page", "Place", "Reader", "Segment"]
