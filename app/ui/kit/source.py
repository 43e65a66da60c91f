"""Where a grid's rows come from: use-cases for real, anything with the same verbs in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from app.core.values import dataclass
from app.domain.entity import Snapshot
from app.domain.query import Group, Query

PAGE = 128
"""Rows read at once."""


@dataclass(frozen=True)
class Window:
    """Some rows of a list: their ids, their versions and the columns asked for; the list's length when known."""

    ids: Sequence[int]
    versions: Sequence[int]
    rows: Sequence[tuple[Any, ...]]
    total: int | None = None


@dataclass(frozen=True)
class By:
    """How a list is grouped: by which field, what is added up, which groups are closed ("" is the one without)."""

    field: str
    sums: Sequence[str] = ()
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sections:
    """A list by groups, how many records it has, and the first rows of the first open groups by their code."""

    groups: Sequence[Group]
    total: int
    pages: Mapping[str | None, Window]


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

    def groups(self, query: Query, field: str, sums: Sequence[str]) -> Sequence[Group]:
        """The list by the values of a field: how many rows each has, and the sums of money fields."""

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        """The records of a kind that are part of one record."""

    def ready(self, query: Query) -> None:
        """List the rows, so that the scroll bar jumps anywhere at once."""

    def interrupt(self) -> None:
        """Give up the query under way, because nobody wants its answer any more (any thread)."""


def sections(source: Source, query: Query, columns: Sequence[str], by: By) -> Sections:
    """A list by groups, with a first screenful of rows."""
    groups = source.groups(query, by.field, by.sums)
    pages: dict[str | None, Window] = {}
    room = PAGE // 2
    for group in groups:
        if room <= 0:
            break
        room -= 1
        if (group.code or "") not in by.closed:
            pages[group.code] = source.page(query.within(by.field, group.code), columns, 0, PAGE)
            room -= group.count
    return Sections(groups, source.count(query), pages)
