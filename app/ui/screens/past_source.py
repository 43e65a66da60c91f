"""A grid's Source over the register as it stood: lists in memory, asked by the same questions as those of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.domain import sifting
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Names
from app.domain.query import Group, Query
from app.ui.kit.source import Window
from app.usecases.past import Past


class PastSource:
    """Every verb runs off the GUI thread; a list is put in order once, however many pages of it are asked for."""

    def __init__(self, past: Past, names: Names) -> None:
        self.past, self._names = past, names
        self._last: tuple[Query, list[Snapshot]] | None = None

    def _rows(self, query: Query) -> list[Snapshot]:
        if self._last is None or self._last[0] != query:
            self._last = query, sifting.sift(self.past.records(query.entity).values(), query, self._names)
        return self._last[1]

    def page(self, query: Query, columns: Sequence[str], at: int, size: int) -> Window:
        """Some rows; the words behind their codes are looked up here, so that painting never asks the register."""
        rows, fields = self._rows(query), ENTITIES[query.entity].fields
        shown = rows[at : at + size]
        for one in shown:
            for name in columns:
                fields[name].show(one[name], self._names)
        cells = [tuple(one[name] for name in columns) for one in shown]
        return Window([one.id for one in shown], [one.version for one in shown], cells, len(rows))

    def count(self, query: Query) -> int:
        """How many rows the list had."""
        return len(self._rows(query))

    def totals(self, query: Query) -> Mapping[str, Decimal]:
        """The sums of its money fields."""
        return sifting.sums(self._rows(query), query.entity)

    def facets(self, query: Query, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each field, how many rows each value would leave."""
        records = list(self.past.records(query.entity).values())
        return sifting.counts(records, query, fields, self._names)

    def groups(self, query: Query, field: str, sums: Sequence[str]) -> Sequence[Group]:
        """The list by the values of a field."""
        records = list(self.past.records(query.entity).values())
        return sifting.groups(records, query, field, sums, self._names)

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        """The records that were part of one."""
        return self.past.parts(entity, code)

    def ready(self, query: Query) -> None:
        """Put the list in order."""
        self._rows(query)

    def interrupt(self) -> None:
        """Nothing here lasts long enough to be given up."""
