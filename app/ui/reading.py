"""The grid's Source over the use-cases: pages by keyset where the list is walked, by ids where it is jumped into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Link, Links
from app.domain.query import Query
from app.ui.desk import Store
from app.ui.kit.source import PAGE, Window
from app.usecases import lists


class StoreSource:
    """One list at a time over an open register; pages are asked on the store's thread only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: tuple[Query, tuple[str, ...]] | None = None
        self._ends: dict[int, Any] = {}  # where the list goes on, by the place of the next row

    def page(self, query: Query, columns: Sequence[str], at: int, size: int = PAGE) -> Window:
        """Some rows, and the words behind their codes, looked up here so that painting never asks the register."""
        if self._asked != (query, tuple(columns)):
            self._asked, self._ends = (query, tuple(columns)), {}
        if at == 0:
            page = lists.page(self._store, query, columns, size=size)
        elif at in self._ends:
            page = lists.page(self._store, query, columns, after=self._ends[at], size=size)
        else:
            page = lists.page(self._store, query, columns, at=at, size=size)
        if page.last is not None:
            self._ends[at + len(page.rows)] = page.last
        self._learn(query, columns, page.rows)
        return Window(page.ids, page.versions, page.rows, None if page.more or at else len(page.rows))

    def _learn(self, query: Query, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        names, fields = self._store.names, ENTITIES[query.entity].fields
        for at, name in enumerate(columns):
            spec = fields[name]
            if isinstance(spec, Link):
                for code in {row[at] for row in rows if row[at]}:
                    names.label(spec.to, str(code))
            elif isinstance(spec, Links):
                codes = (row[at] for row in rows)
                for code in {str(one).partition(":")[0] for many in codes if isinstance(many, tuple) for one in many}:
                    names.label(spec.to, code)

    def count(self, query: Query) -> int:
        """How many rows the list has."""
        return lists.count(self._store, query)

    def totals(self, query: Query) -> Mapping[str, Decimal]:
        """The sums of its money fields."""
        return lists.totals(self._store, query)

    def facets(self, query: Query, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each field, how many rows each value would leave."""
        return lists.facets(self._store, query, fields)

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        """The records that are part of one."""
        return lists.children(self._store, entity, code)

    def interrupt(self) -> None:
        """Give up the questions under way."""
        self._store.interrupt()
