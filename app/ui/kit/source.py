"""Where a grid's rows come from: use-cases for real, anything with the same verbs in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from app.core.values import dataclass
from app.domain.entity import Snapshot
from app.domain.query import Query

PAGE = 128
"""Rows read at once."""


@dataclass(frozen=True)
class Window:
    """Some rows of a list: their ids, their versions and the columns asked for; the list's length when known."""

    ids: Sequence[int]
    versions: Sequence[int]
    rows: Sequence[tuple[Any, ...]]
    total: int | None = None


class Source(Protocol):
    """What a grid asks; every verb runs off the GUI thread."""

    def page(self, query: Query, columns: Sequence[str], at: int, size: int) -> Window:
        """`size` rows from place `at` on."""

    def count(self, query: Query) -> int:
        """How many rows the list has."""

    def totals(self, query: Query) -> Mapping[str, Decimal]:
        """The sums of its money fields."""

    def facets(self, query: Query, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each field, how many rows each value would leave."""

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        """The records of a kind that are part of one record."""

    def interrupt(self) -> None:
        """Give up the query under way, because nobody wants its answer any more (any thread)."""
