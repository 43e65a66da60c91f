"""The order of a list: by any columns, empties last, the same rows in the same places every time.

A list is walked in *segments*: first what has a value, then the empties; a column of codes is walked term by
term, in the order of its vocabulary or of the names (PERFORMANCE.md rule 5: through the sorted lookup, never
through a join). Inside a segment the rows follow an index, and a page is found by the keys of its neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain import fields as f
from app.domain.query import Filter, Sort
from app.store.layout import MARKS, Layout, key_of, quoted
from app.store.line import marks
from app.store.names import StoreNames

DEFAULT = (Sort("code"),)
Place = tuple[Any, ...]
"""Where a row stands: number of its segment, its keys, its id."""


@dataclass(frozen=True)
class Key:
    """One expression rows are ordered by."""

    sql: str
    down: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of the list: which rows, and how they are ordered among themselves."""

    condition: str
    values: tuple[Any, ...]
    keys: tuple[Key, ...]


class Order:
    """How the rows of one entity are lined up."""

    def __init__(self, where: Layout, sorts: Sequence[Sort], names: StoreNames, filters: Sequence[Filter] = ()) -> None:
        """`filters` are the list's: a stretch they leave empty is not walked."""
        self._where, self._names, self._filters = where, names, filters
        first, *rest = sorts or DEFAULT
        later = [key for sort in rest for key in self._inner(sort)]
        self.segments = self._segments(first, later)
        self.down = first.descending

    def _segments(self, first: Sort, later: list[Key]) -> tuple[Segment, ...]:
        column = quoted(first.field)
        codes = self._ranked(first.field)
        found: list[Segment] = []
        if codes is None:
            key = Key(self._expression(first.field), first.descending)
            found.append(Segment(f"{key.sql} IS NOT NULL", (), (key, *later)))
            column = key.sql
        else:
            met = [c for c in codes if all(c in one.values for one in self._filters
                                           if one.field == first.field and one.op == "=")]  # fmt: skip
            found += [Segment(f"{column} = ?", (c,), tuple(later)) for c in (met[::-1] if first.descending else met)]
            others = f"NOT {column} IN ({marks(len(codes))})" if codes else f"{column} IS NOT NULL"
            found.append(Segment(others, tuple(codes), (Key(column, first.descending), *later)))
        found.append(Segment(f"{column} IS NULL", (), tuple(later)))
        return tuple(found)

    def _inner(self, sort: Sort) -> list[Key]:
        """A key after the first: empties last, codes by their rank."""
        column = self._expression(sort.field)
        empty = Key(f"CASE WHEN {column} IS NULL THEN 1 ELSE 0 END", False)
        codes = self._ranked(sort.field)
        if codes:
            ranks = " ".join(f"WHEN {literal(code)} THEN {rank}" for rank, code in enumerate(codes))
            return [empty, Key(f"CASE {column} {ranks} ELSE {len(codes)} END", sort.descending)]
        return [empty, Key(column, sort.descending)]

    def _ranked(self, name: str) -> list[str] | None:
        """The codes of a column in the order to show them; None when the column is its own order."""
        spec = self._where.entity.fields.get(name)
        if isinstance(spec, f.Choice):
            return [code for code, _ in self._names.options(spec.options)]
        if isinstance(spec, f.Link) and self._names.small(spec.to):
            return self._names.ranked(spec.to)
        return None

    def _expression(self, name: str) -> str:
        if name not in MARKS and name not in self._where.entity.fields:
            raise Refused(N_("Questo elenco non ha il campo «{field}»."), field=name)
        return quoted(key_of(name) if name in self._where.keyed else name)


def literal(text: str) -> str:
    """A code as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def order_by(segment: Segment, down: bool, backwards: bool) -> str:
    """The ORDER BY of a segment; the record's number decides between equals."""
    keys = [*segment.keys, Key("id", down)]
    return ", ".join(f"{key.sql} {'DESC' if key.down != backwards else 'ASC'}" for key in keys)


def beyond(segment: Segment, down: bool, backwards: bool, at: Sequence[Any]) -> tuple[str, list[Any]]:
    """The condition of the rows that come after (or before) the one whose keys and id are `at`."""
    keys = [*segment.keys, Key("id", down)]
    signs = ["<" if key.down != backwards else ">" for key in keys]
    if len(set(signs)) == 1 and None not in at:
        return f"({', '.join(key.sql for key in keys)}) {signs[0]} ({marks(len(keys))})", list(at)
    terms, values = [], []
    for i, sign in enumerate(signs):
        if at[i] is None:
            continue
        same = [f"{key.sql} IS NULL" if at[n] is None else f"{key.sql} = ?" for n, key in enumerate(keys[:i])]
        terms.append("(" + " AND ".join([*same, f"{keys[i].sql} {sign} ?"]) + ")")
        values += [value for value in at[:i] if value is not None] + [at[i]]
    return f"({' OR '.join(terms)})", values
