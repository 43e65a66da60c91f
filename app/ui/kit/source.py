"""Where a grid's rows come from: use-cases for real, anything with the same verbs in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from app.domain.entity import Snapshot
from app.domain.query import Query

PAGE = 128
"""Rows read at once."""


class PageLike(Protocol):
    """One window of a list: `rows` are tuples (id, version, *columns), `first` the place of the first of them,
    `total` the length of the list when it is already known."""

    @property
    def rows(self) -> Sequence[tuple[Any, ...]]:
        """The tuples."""

    @property
    def first(self) -> int | None:
        """The place of the first row in the whole list."""

    @property
    def total(self) -> int | None:
        """How many rows the list has, when known."""


class Source(Protocol):
    """What a grid asks; every verb runs off the GUI thread."""

    def page(self, query: Query, columns: Sequence[str], at: int, size: int) -> PageLike:
        """`size` rows from place `at` on."""

    def count(self, query: Query) -> int:
        """How many rows the list has."""

    def totals(self, query: Query) -> Mapping[str, Decimal]:
        """The sums of its money fields."""

    def facets(self, query: Query, fields: Sequence[str]) -> Mapping[str, Sequence[tuple[str, int]]]:
        """For each field, how many rows each value would leave."""

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        """The records of a kind that are part of one record."""

    def interrupt(self) -> None:
        """Give up the query under way, because nobody wants its answer any more (any thread)."""
