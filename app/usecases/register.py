"""What people do to any record: create, edit, move along its life cycle, trash, restore, look at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.core.errors import Forbidden, Problem, Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Snapshot, Values
from app.domain.fields import Choice, Link, Links, Names, Text, Value
from app.domain.lifecycle import Lifecycle, Surroundings, lifecycles_of, move_problem
from app.domain.ownership import led, may_discard_row, may_write_field, may_write_row, owned, visible
from app.domain.query import Filter, Query
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store
from app.usecases import writing
from app.usecases.base import use_case

if TYPE_CHECKING:
    from app.store.unit import Unit

SEVERAL = 5
"""Records with the same number that a refusal names."""
CHILDREN_SHOWN = 500


@use_case(N_("Nuova scheda: {entity}"))
def create(unit: Unit, entity: str, values: Values) -> None:
    """Add a record; its code is made when absent."""
    writing.insert(unit, entity_named(entity), values)


@use_case(N_("Modifica {entity}"))
def edit(unit: Unit, entity: str, id: int, version: int, values: Values, *, reason: str | None = None) -> None:
    """Change some fields; the version is the one the screen saw."""
    writing.change(unit, entity_named(entity), id, version, values, reason=reason)


@use_case(N_("Cambio di stato: {entity}"))
def move(
    unit: Unit, entity: str, id: int, version: int, to: str, *, reason: str | None = None, field: str = "status",
    values: Values | None = None,
) -> None:  # fmt: skip
    """Pass to another state of the life cycle, with the fields that the passage asks for."""
    writing.change(unit, entity_named(entity), id, version, {**(values or {}), field: to}, reason=reason)


@use_case(N_("Nel cestino: {entity}"))
def trash(unit: Unit, entity: str, id: int, version: int) -> None:
    """Put a record, with its parts, into the trash; nothing is lost."""
    kind = entity_named(entity)
    before = writing.expect(unit, kind, id, version)
    if not may_discard_row(kind, unit.who, owned(kind, before.values, unit.who, writing.finder(unit))):
        raise Forbidden(N_("Non potete cestinare questa scheda. Nulla è stato modificato."))
    unit.trash(kind, id, version)


@use_case(N_("Ripristino dal cestino: {entity}"))
def restore(unit: Unit, entity: str, id: int) -> None:
    """Bring a record back from the trash, with the parts that went with it."""
    kind = entity_named(entity)
    row = unit.by_id(kind, id, trashed=True)
    if row is None or not may_discard_row(kind, unit.who, owned(kind, row.values, unit.who, writing.finder(unit))):
        raise Forbidden(N_("Non potete ripristinare questa scheda. Nulla è stato modificato."))
    unit.restore(kind, id, row.version)


# ---------------------------------------------------------------- looking


@dataclass(frozen=True)
class Step:
    """A life-cycle move a screen may offer; `why_not` says why it cannot be made now."""

    field: str
    to: str
    label: str
    needs_reason: bool
    why_not: str | None
    asks: tuple[str, ...] = ()  # the fields to fill with it


@dataclass(frozen=True)
class Record:
    """A record with what its page shows beside it."""

    snapshot: Snapshot
    doubts: tuple[Problem, ...]
    missing: tuple[str, ...]
    steps: tuple[Step, ...]
    children: Mapping[str, tuple[Snapshot, ...]]
    links: tuple[tuple[str, str, tuple[Snapshot, ...]], ...]


def named(store: Store, entity: str, code: str) -> Snapshot:
    """The record a person names: by code, or a sitting and a decision by number (2/2026).

    Raises:
        Refused: no such record, or not for this person; a number several records have.
    """
    kind = entity_named(entity)
    found = store.snapshot(kind, code)
    if found is None and isinstance(kind.fields.get("number"), Text):
        rows = store.snapshots(Query(kind.name, (Filter("number", "=", (code,)),)), limit=SEVERAL)
        if len(rows) > 1:
            raise Refused(N_("Il numero «{code}» è di più schede ({codes}): indicate il codice di quella voluta."),
                          code=code, codes=", ".join(row.code for row in rows))  # fmt: skip
        found = rows[0] if rows else None
    if found is None or not visible(found.values, store.who):
        raise Refused(N_("Nel registro non c'è «{code}» tra: {entity}."), code=code, entity=tr(kind.labels))
    return found


def numbered(store: Store, entity: str, id: int) -> Snapshot | None:
    """The record with this number, whatever its code is by now; None when it is gone, or not for this person."""
    found = store.by_id(entity_named(entity), id)
    return found if found is not None and visible(found.values, store.who) else None


def record(store: Store, entity: str, code: str) -> Record:
    """Everything the page of a record shows."""
    kind, snapshot = entity_named(entity), named(store, entity, code)
    children: dict[str, tuple[Snapshot, ...]] = {}
    links: list[tuple[str, str, tuple[Snapshot, ...]]] = []
    for other in ENTITIES.values():
        for name, spec in other.fields.items():
            if isinstance(spec, Link | Links) and spec.to == kind.name and not spec.computed:
                query = Query(other.name, (Filter(name, "=", (snapshot.code,)),))
                rows = tuple(store.snapshots(query, limit=CHILDREN_SHOWN))
                if other.part_of == name:
                    children[other.name] = rows
                elif rows:
                    links.append((other.name, name, rows))
    return Record(snapshot, tuple(kind.doubts(snapshot.values)), missing(snapshot), tuple(steps(store, snapshot)),
                  children, tuple(links))  # fmt: skip


def steps(store: Store, snapshot: Snapshot) -> list[Step]:
    """The moves this person may make, or may not yet, from the record's state."""
    kind = ENTITIES[snapshot.entity]
    found = []
    leads = led(kind, snapshot.values, store.who, writing.finder(store))
    for cycle in lifecycles_of(kind):
        around: Surroundings | None = None
        for one in cycle.moves_from(snapshot[cycle.field]):
            if one.open_to(store.who, leads):
                around = around or _around(store, snapshot)
                why = move_problem(
                    cycle, snapshot.values, one.to, store.who, around, owned=leads, reason="…", asked=False
                )
                reason = one.wants_reason(snapshot.values, around)
                found.append(Step(cycle.field, one.to, _label(cycle, one.to), reason, why, one.asks))
    return found


def _around(store: Store, snapshot: Snapshot) -> Surroundings:
    return writing.surroundings(store, ENTITIES[snapshot.entity], snapshot.values)


def _label(cycle: Lifecycle, state: str) -> str:
    spec = ENTITIES[cycle.entity].fields[cycle.field]
    return tr(VOCABULARIES[spec.options].label(state)) if isinstance(spec, Choice) else state


def missing(snapshot: Snapshot) -> tuple[str, ...]:
    """The fields that should be filled by now (◐): the record is incomplete without them, but valid."""
    kind = ENTITIES[snapshot.entity]
    cycle = next(iter(lifecycles_of(kind)), None)
    if cycle is None:
        return ()
    spec = kind.fields[cycle.field]
    order = VOCABULARIES[spec.options].codes() if isinstance(spec, Choice) else ()
    here = order.index(snapshot[cycle.field]) if snapshot[cycle.field] in order else 0
    return tuple(
        name for name, f in kind.fields.items()
        if f.required_from and snapshot[name] in (None, "", ()) and order.index(f.required_from) <= here
    )  # fmt: skip


def may_write(store: Store, entity: str, snapshot: Snapshot | None, field: str) -> bool:
    """Whether a screen should let this person type here. Courtesy only: the use-case and the database refuse too."""
    kind = entity_named(entity)
    values: Mapping[str, Value] = snapshot.values if snapshot else {}
    return may_write_field(kind, kind.fields[field], store.who, owned(kind, values, store.who, writing.finder(store)))


def may_create(store: Store, entity: str) -> bool:
    """Whether this person may add records of a kind, at least their own."""
    return may_write_row(entity_named(entity), store.who, is_own=True)


def names(store: Store) -> Names:
    """Who is behind a code, for labels and pickers."""
    return store.names
