"""Lists by window: pages, counts, totals, facets, and the search over everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.core.progress import Progress
from app.core.values import dataclass
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Snapshot
from app.domain.ownership import visible
from app.domain.query import Filter, Group, Query
from app.store.store import Store

SEARCHED = ("project", "intervention", "objective", "actor", "person", "place", "pact", "meeting", "agenda_item",
            "decision", "action_item", "contribution", "instrument", "keyword")  # fmt: skip
HITS_PER_KIND = 8


@dataclass(frozen=True)
class Hit:
    """A record found by the search over everything."""

    entity: str
    code: str
    title: str


def page(store: Store, query: Query, columns: Sequence[str], **window: Any) -> Any:
    """One window of a list; see `Store.page` for the window's arguments and the shape of a Page."""
    return store.page(query, columns, **window)


def ready(store: Store, query: Query) -> None:
    """List the rows of a long list in its order, so that a page from the middle of it is found at once."""
    store.ids(query)


def count(store: Store, query: Query) -> int:
    """How many records the list has."""
    return store.count(query)


def totals(store: Store, query: Query) -> Mapping[str, Decimal]:
    """The sums of the money fields over the list."""
    return store.totals(query)


def facets(store: Store, query: Query, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """For each field, how many records of the list each of its values would leave."""
    return store.facets(query, fields)


def groups(store: Store, query: Query, field: str, sums: Sequence[str] = ()) -> list[Group]:
    """The list by the values of a field, in their order: how many records each has, and the sums of money fields."""
    return store.groups(query, field, sums)


def snapshots(store: Store, query: Query, limit: int | None = None) -> list[Snapshot]:
    """The records of a list, whole; for lists known to be short, and for scripts."""
    return [row for row in store.snapshots(query, limit=limit) if visible(row.values, store.who)]


def children(store: Store, entity: str, code: str) -> list[Snapshot]:
    """The records of one kind that are part of a record."""
    kind = entity_named(entity)
    return snapshots(store, Query(kind.name, (Filter(kind.part_of, "=", (code,)),)))


def rows(store: Store, query: Query, columns: Sequence[str], progress: Progress) -> Iterator[tuple[Any, ...]]:
    """Every row of a list as a tuple of the columns, streamed."""
    total = store.count(query)
    for done, row in enumerate(store.rows(query, columns)):
        if done % 500 == 0:
            progress.step(done, total)
        yield row


def search_everywhere(store: Store, text: str) -> list[Hit]:
    """Records of every kind that answer to a text, a few of each."""
    found = []
    for name in SEARCHED:
        kind = ENTITIES[name]
        for row in snapshots(store, Query(name, text=text), HITS_PER_KIND):
            found.append(Hit(name, row.code, kind.named(row.values, store.names)))
    return found


def options(store: Store, kind: str, text: str = "", limit: int = 50) -> list[tuple[str, str]]:
    """(code, label) of what a picker offers for `text`: a vocabulary's terms or an entity's records."""
    if kind not in ENTITIES:
        return [pair for pair in store.names.options(kind) if text.casefold() in f"{pair[0]} {pair[1]}".casefold()]
    entity = ENTITIES[kind]
    return [
        (row.code, entity.named(row.values, store.names)) for row in snapshots(store, Query(kind, text=text), limit)
    ]
