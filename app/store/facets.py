"""How many rows of a list have each value of a facet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.entities import ENTITIES
from app.domain.query import Filter, Query
from app.store.filters import Where
from app.store.layout import layout, quoted
from app.store.reading import Reader


def counts(reader: Reader, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
    """{field: {code: rows}}; each facet is counted as if nothing were ticked in it, so that one more can be."""
    found, bases = {}, dict[tuple[Filter, ...], Where]()
    for name in fields:
        others = tuple(one for one in query.filters if not (one.field == name and one.op == "="))
        if others not in bases:
            bases[others] = reader.where(replace(query, filters=others))
        found[name] = _counted(reader, query, name, bases[others])
    return found


def _counted(reader: Reader, query: Query, name: str, base: Where) -> dict[str, int]:
    where, table = layout(ENTITIES[query.entity]), quoted(query.entity)
    if name in where.lists:
        rows = f"SELECT id FROM {table} WHERE {base.sql}"
        sql = f"SELECT code, count(*) FROM {quoted(where.lists[name].name)} WHERE owner IN ({rows}) GROUP BY code"
    else:
        column = quoted(name)
        sql = f"SELECT {column}, count(*) FROM {table} WHERE {base.sql} AND {column} IS NOT NULL GROUP BY {column}"
    decode = where.codecs[name]
    return {decode.out(code) if name not in where.lists else code: n for code, n in reader.line.rows(sql, base.values)}
