"""Find and replace over a list: where a text or a value stands, what each cell would say. Writing is `many.edit`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.domain.fields import Value
from app.domain.query import Query
from app.store.store import Store
from app.usecases.many import MOST_RECORDS, Edit

_AT_ONCE = 1000

Change = Callable[[Value], tuple[Value, int]]
"""What a value becomes, and how many hits it had (`domain.replacing`)."""


@dataclass(frozen=True)
class Line:
    """A record as a list reads it."""

    entity: str
    id: int
    version: int
    code: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Place:
    """A cell that has a hit: what it says, and what it would."""

    code: str
    column: str
    before: str
    after: str
    record: int
    field: str


@dataclass(frozen=True)
class Found:
    """What a search found: so many hits in so many records, and what would be written."""

    hits: int = 0
    records: int = 0
    places: tuple[Place, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def too_many(self) -> bool:
        """Whether one deed cannot write them all."""
        return self.records > MOST_RECORDS

    def without(self, left: Iterable[tuple[int, str]]) -> list[Edit]:
        """The edits without some cells, each named by (record, field)."""
        gone = set(left)
        kept = []
        for one in self.edits:
            values = {name: value for name, value in one.values.items() if (one.id, name) not in gone}
            if values:
                kept.append(Edit(one.entity, one.id, one.version, one.code, values))
        return kept


def lines(store: Store, query: Query, names: Sequence[str], progress: Progress) -> Iterator[Line]:
    """Every record of a list, some columns of it, read a piece at a time."""
    columns, after, done = (*(name for name in names if name != "code"), "code"), None, 0
    while True:
        page: Any = store.page(query, columns, after=after, size=_AT_ONCE)
        for number, version, row in zip(page.ids, page.versions, page.rows, strict=True):
            values = dict(zip(columns, row, strict=True))
            yield Line(query.entity, number, version, str(values["code"]), values)
        done += len(page.rows)
        progress.step(done, 0, tr(N_("Ricerca nelle schede")))
        if not page.more:
            return
        after = page.last


def find(store: Store, rows: Iterable[Line], names: Sequence[str], change: Change, shown: int = 500) -> Found:
    """Look into the columns `names` of some records. `shown` is how many cells come back as words."""
    hits, records, places, edits = 0, 0, list[Place](), list[Edit]()
    for line in rows:
        kind, values = ENTITIES[line.entity], dict[str, Value]()
        for name in names:
            if name not in line.values:
                continue
            after, count = change(line.values[name])
            if not count:
                continue
            hits += count
            values[name] = after
            if len(places) < shown:
                spec = kind.fields[name]
                before, then = (spec.show(one, store.names) for one in (line.values[name], after))
                places.append(Place(line.code, tr(spec.label), before, then, line.id, name))
        if values:
            records += 1
            if len(edits) <= MOST_RECORDS:
                edits.append(Edit(line.entity, line.id, line.version, line.code, values))
    return Found(hits, records, tuple(places), tuple(edits))
