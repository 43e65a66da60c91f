"""The grid's Source over the use-cases: pages by keyset where the list is walked, by ids where it is jumped into."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Link, Links
from app.domain.query import Group, Query
from app.ui.desk import Store
from app.ui.kit.source import PAGE, Window
from app.usecases import lists

_LISTS_KEPT = 24


class StoreSource:
    """Lists over an open register; pages are asked on the store's thread only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ends: OrderedDict[tuple[Query, tuple[str, ...]], dict[int, Any]] = OrderedDict()
        # where each list goes on, by the place of the next row; a list by groups is several

    def page(self, query: Query, columns: Sequence[str], at: int, size: int = PAGE) -> Window:
        """Some rows, and the words behind their codes, looked up here so that painting never asks the register."""
        ends = self._ends_of(query, tuple(columns))
        if at == 0:
            ends.clear()
            page = lists.page(self._store, query, columns, size=size)
        elif at in ends:
            page = lists.page(self._store, query, columns, after=ends[at], size=size)
        else:
            page = lists.page(self._store, query, columns, at=at, size=size)
        if page.last is not None:
            ends[at + len(page.rows)] = page.last
        self._learn(query, columns, page.rows)
        return Window(page.ids, page.versions, page.rows, None if page.more or at else len(page.rows))

    def _ends_of(self, query: Query, columns: tuple[str, ...]) -> dict[int, Any]:
        ends = self._ends.setdefault((query, columns), {})
        self._ends.move_to_end((query, columns))
        while len(self._ends) > _LISTS_KEPT:
            self._ends.popitem(last=False)
        return ends

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

    def groups(self, query: Query, field: str, sums: Sequence[str]) -> Sequence[Group]:
        """The list by the values of a field; the words behind their codes are looked up here, too."""
        found = lists.groups(self._store, query, field, sums)
        spec = ENTITIES[query.entity].fields[field]
        if isinstance(spec, Link | Links):
            for code in (group.code for group in found if group.code is not None):
                self._store.names.label(spec.to, code)
        return found

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        """The records that are part of one."""
        return lists.children(self._store, entity, code)

    def ready(self, query: Query) -> None:
        """List the rows, so that the scroll bar jumps anywhere at once."""
        lists.ready(self._store, query)

    def interrupt(self) -> None:
        """Give up the questions under way."""
        self._store.interrupt()
