"""A list by the values of one field: how many rows each has, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.domain.permissions import Person
from app.domain.query import Filter, Group, Query
from app.store.access import readable
from app.store.collation import sort_key
from app.store.layout import Layout, layout, quoted
from app.store.names import StoreNames
from app.store.reading import Reader

Found = Mapping[str | None, tuple[int, Sequence[Any]]]
"""{code: (rows, sums as the database writes them)}; None for the rows without a value."""


def shown(reader: Reader, query: Query, name: str, sums: Sequence[str], who: Person) -> tuple[str, ...]:
    """The sums this person may read, once it is sure that the field to group by may be.

    Raises:
        Forbidden: the field may not be read.
    """
    where = layout(ENTITIES[query.entity])
    reader.may_ask(where, [name])
    return tuple(one for one in sums if readable(where, one, who))


def counted(reader: Reader, query: Query, name: str, sums: Sequence[str]) -> Found:
    """The groups of a list, by SQL. A row with several values is in the group of each."""
    where, base, table = layout(ENTITIES[query.entity]), reader.where(query), quoted(query.entity)
    added = "".join(f", coalesce(sum({quoted(one)}), 0)" for one in sums)
    if name not in where.lists:
        column = quoted(name)
        sql = f"SELECT {column}, count(*){added} FROM {table} WHERE {base.sql} GROUP BY {column}"
        return {row[0]: (row[1], row[2:]) for row in reader.line.rows(sql, base.values)}
    some = "".join(f", {quoted(one)}" for one in sums)
    links = f"SELECT DISTINCT owner, code FROM {quoted(where.lists[name].name)}"
    sql = (f"SELECT links.code, count(*){added} FROM (SELECT id{some} FROM {table} WHERE {base.sql}) AS listed "
           f"JOIN ({links}) AS links ON links.owner = listed.id GROUP BY links.code")  # fmt: skip
    found = {row[0]: (row[1], row[2:]) for row in reader.line.rows(sql, base.values)}
    without = reader.where(query.where(Filter(name, "=")))
    row = reader.line.rows(f"SELECT count(*){added} FROM {table} WHERE {without.sql}", without.values)[0]
    return {**found, None: (row[0], row[1:])} if row[0] else found


def in_order(query: Query, name: str, sums: Sequence[str], found: Found, names: StoreNames) -> list[Group]:
    """The groups as they are shown: in the order of their vocabulary or of their names; those without a value last."""
    where = layout(ENTITIES[query.entity])
    return [
        Group(code, found[code][0], {one: where.codecs[one].out(amount)
                                     for one, amount in zip(sums, found[code][1], strict=True)})
        for code in _ranked(where, name, found, names)
    ]  # fmt: skip


def _ranked(where: Layout, name: str, codes: Iterable[str | None], names: StoreNames) -> list[str | None]:
    spec = where.entity.fields[name]
    known: list[str] = []
    if isinstance(spec, f.Choice | f.Choices):
        known = [code for code, _ in names.options(spec.options)]
    elif isinstance(spec, f.Link | f.Links) and names.small(spec.to):
        known = names.ranked(spec.to)
    elif isinstance(spec, f.Link | f.Links):
        names.learn(spec.to, [code for code in codes if code is not None])
        known = sorted(
            (code for code in codes if code is not None), key=lambda code: sort_key(names.label(spec.to, code))
        )
    place = {code: at for at, code in enumerate(known)}
    return sorted(codes, key=lambda code: (code is None, place.get(code or "", len(place)), code or ""))
