"""What the page of a record needs, read in one go off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot
from app.domain.lifecycle import lifecycles_of
from app.domain.query import Filter, Query, Sort
from app.ui.desk import Store
from app.ui.kit.picker import caption
from app.ui.screens.around import who_may
from app.ui.screens.layouts import parts
from app.usecases import history, lists, register

SHOWN = 100
"""Records pointing here that are named; the rest is counted."""


@dataclass(frozen=True)
class Pointer:
    """Records of one kind that name this one in one field: (code, caption)."""

    entity: str
    title: str
    records: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Reading:
    """A record as its page shows it. `locked` says by field why it cannot be written."""

    record: register.Record
    title: str
    locked: Mapping[str, str]
    pointers: Sequence[Pointer]
    counts: Mapping[str, int]
    lines: Sequence[history.Line]

    @property
    def snapshot(self) -> Snapshot:
        """The record."""
        return self.record.snapshot

    @property
    def writable(self) -> bool:
        """Whether this person may write anything here."""
        kind = ENTITIES[self.snapshot.entity]
        return any(name not in self.locked and not spec.computed for name, spec in kind.fields.items())


def read(store: Store, entity: str, code: str) -> Reading:
    """Read a record with what stands beside it."""
    record = register.record(store, entity, code)
    kind, snapshot = ENTITIES[entity], record.snapshot
    names = register.names(store)
    hung = {child for child, _ in parts(kind)}
    kinds = [child for child, _, _ in record.links]
    counts = {child: len(rows) for child, rows in record.children.items()}
    pointers = []
    for child, field, rows in record.links:
        if child in hung:
            counts[child] = len(rows)
            continue
        other = ENTITIES[child]
        title = tr(other.labels)
        if kinds.count(child) > 1:  # an actor leads some projects and helps in others
            title = f"{title} · {tr(other.fields[field].label)}"
        named = [(row.code, caption(row.code, other.named(row.values, names))) for row in rows[:SHOWN]]
        pointers.append(Pointer(child, title, named))
    return Reading(record, kind.named(snapshot.values, names), locked(store, kind, snapshot), pointers, counts,
                   history.of(store, entity, snapshot.id))  # fmt: skip


def locked(store: Store, kind: type[Entity], snapshot: Snapshot | None) -> dict[str, str]:
    """Why each field that cannot be written cannot."""
    cycles = {cycle.field for cycle in lifecycles_of(kind)}
    found = {}
    for name, spec in kind.fields.items():
        if spec.computed:
            continue
        if not register.may_write(store, kind.name, snapshot, name):
            found[name] = who_may(kind.writers(spec))
        elif name in cycles and snapshot is not None:
            found[name] = tr(N_("si cambia con i pulsanti in alto"))
    return found


def neighbour(store: Store, entity: str, code: str, step: int) -> str | None:
    """The code of the next record (+1) or of the one before (-1), in the order of the codes."""
    down = step < 0
    query = Query(entity, (Filter("code", "<" if down else ">", (code,)),), sort=(Sort("code", down),))
    found = lists.snapshots(store, query, 1)
    return found[0].code if found else None
