"""The only way a use-case writes a record: permission, life cycle, rules, links, then the Unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.core.errors import Forbidden, Problem, Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot, Values
from app.domain.fields import Link, Links, LongText, Value
from app.domain.integrity import broken_links
from app.domain.lifecycle import Lifecycle, Move, Surroundings, lifecycles_of, move_problem
from app.domain.ownership import Find, led, may_write_field, may_write_row, owned
from app.domain.query import Filter, Query
from app.store.store import Store

if TYPE_CHECKING:
    from app.store.unit import Unit


def finder(at: Unit | Store) -> Find:
    """(entity, code) → the record, as this deed or this register sees it."""
    return lambda entity, code: at_code(at, entity, code)


def remembering(unit: Unit, written: frozenset[str]) -> Find:
    """A finder that asks once for each record of the kinds the deed does not write: a block over thousands of rows
    names the same few bodies, zones and places again and again, and a server is a journey away."""
    known: dict[tuple[str, str], Snapshot | None] = {}

    def find(entity: str, code: str) -> Snapshot | None:
        if entity in written:
            return at_code(unit, entity, code)
        if (entity, code) not in known:
            known[entity, code] = at_code(unit, entity, code)
        return known[entity, code]

    return find


def at_code(at: Unit | Store, entity: str, code: str) -> Snapshot | None:
    """The record of an entity, by the entity's name."""
    return at.snapshot(ENTITIES[entity], code) if isinstance(at, Store) else at.get(ENTITIES[entity], code)


def insert(unit: Unit, entity: type[Entity], values: Values, *, any_state: bool = False) -> Snapshot:
    """Write a new record. `any_state` lets an import or a migration bring rows already under way.

    Raises:
        Forbidden: not this person's row. Refused: rules broken, each with its field.
    """
    full = {**entity.defaults(), **values}
    full.update(entity.derive(full))
    is_own = owned(entity, full, unit.who, finder(unit))
    if not may_write_row(entity, unit.who, is_own):
        raise Forbidden(N_("Non potete creare questa scheda: spetta alla segreteria o a chi ne è capofila."))
    if not any_state:
        _check_initial(entity, full)
    _check(entity, {**full, "code": full.get("code") or NEW}, finder(unit))
    return unit.insert(entity, full)


def change(
    unit: Unit, entity: type[Entity], id: int, version: int, values: Values, *, reason: str | None = None,
    auto: bool = False, find: Find | None = None,
) -> Snapshot:  # fmt: skip
    """Write some fields of a record; the version is the one the screen saw.

    `find` is how other records are looked up, when a deed over many remembers them (`remembering`).

    Raises:
        Stale: the record moved since. Forbidden: a field or the row is not this person's.
        Refused: rules broken, or a state that may not follow.
    """
    find = find or finder(unit)
    before = expect(unit, entity, id, version)
    wanted, born = _judged(unit, entity, before, values, reason, auto, find)
    changed = unit.update(entity, id, version, wanted)
    for kind, new in born:
        insert(unit, ENTITIES[kind], new)
    return changed


def obstacle(
    at: Unit | Store, entity: type[Entity], before: Snapshot, values: Values, reason: str | None
) -> str | None:
    """Why `change` would not write these fields of a record as it is, in a translated sentence; None: it would."""
    try:
        _judged(at, entity, before, values, reason, False, finder(at))
    except (Refused, Forbidden) as refusal:
        return "; ".join(map(str, refusal.problems)) or str(refusal)
    return None


def _judged(
    at: Unit | Store, entity: type[Entity], before: Snapshot, values: Values, reason: str | None, auto: bool, find: Find
) -> tuple[dict[str, Value], list[tuple[str, Values]]]:
    """(what to write, the records born of it), when this person may change a record so. Raises as `change`."""
    wanted = {k: v for k, v in values.items() if v != before.values[k]}
    is_own = owned(entity, before.values, at.who, find)
    after, moved, born = {**before.values, **wanted}, set[str](), []
    for cycle in lifecycles_of(entity):
        if cycle.field in wanted and not auto:
            why = cycle.reason_field or ""
            move = _check_move(at, entity, cycle, before, after, reason or wanted.get(why))
            born += [move.makes(after)] if move.makes else []
            if reason and why:
                wanted[why] = after[why] = _kept(entity, why, before, reason)
            moved |= {cycle.field, why}
    if not auto:
        _check_rights(at, entity, wanted.keys() - moved, is_own)
    carried, left = entity.carries(before.values, after)
    derived = {**carried, **entity.derive({**after, **carried})}
    after.update(derived)
    wanted.update({k: v for k, v in derived.items() if v != before.values[k]})
    _check(entity, after, find)
    return wanted, [*born, *left]


NEW = "…"
"""Stands for the code a new record does not have yet."""


def expect(unit: Unit, entity: type[Entity], id: int, version: int) -> Snapshot:
    """The record as the screen saw it. Raises Stale when it moved since, or is gone."""
    return unit.update(entity, id, version, {})  # writes nothing, and says what happened if it moved


def _kept(entity: type[Entity], field: str, before: Snapshot, reason: str) -> str:
    """What a reason's field holds now: in a long text (a note) it comes after what people wrote there."""
    return f"{before[field]}\n\n{reason}" if isinstance(entity.fields[field], LongText) and before[field] else reason


def _check_rights(at: Unit | Store, entity: type[Entity], names: Iterable[str], is_own: bool) -> None:
    """May this person write these fields? Those of a life cycle's passage are left out: it has said who may."""
    for name in sorted(names):
        spec = entity.fields[name]
        if not may_write_field(entity, spec, at.who, is_own):
            raise Forbidden(
                N_("Non potete modificare «{field}» di questa scheda. Nulla è stato modificato."), field=tr(spec.label)
            )


def _check_initial(entity: type[Entity], values: Values) -> None:
    for cycle in lifecycles_of(entity):
        state = values[cycle.field]
        if state is not None and state not in cycle.initial:
            spec = entity.fields[cycle.field]
            raise Refused(
                N_("Una scheda nuova comincia da: {states}."), states=", ".join(map(spec.show, cycle.initial)),
                problems=(Problem(tr(N_("stato di partenza non ammesso")), tr(spec.label)),),
            )  # fmt: skip


def _check_move(
    at: Unit | Store, entity: type[Entity], cycle: Lifecycle, before: Snapshot, after: Values, reason: str | None
) -> Move:
    """The passage to the new state, when it may be made. Who leads the record is who led it before this change."""
    values = {**after, cycle.field: before[cycle.field]}
    around, leads = surroundings(at, entity, values), led(entity, before.values, at.who, finder(at))
    why = move_problem(cycle, values, after[cycle.field], at.who, around, owned=leads, reason=reason)
    if why:
        raise Refused(N_("Il passaggio di stato non è possibile. {why}"), why=why)
    move = cycle.move(before[cycle.field], str(after[cycle.field]))
    assert move is not None  # or there was a problem
    return move


def surroundings(at: Unit | Store, entity: type[Entity], values: Values) -> Surroundings:
    """The records a guard may look at: those that point here, and those this one points to by a single link."""
    near: dict[str, list[Snapshot]] = {}
    code = str(values["code"])
    for other in ENTITIES.values():
        for name, spec in other.fields.items():
            if isinstance(spec, Link | Links) and spec.to == entity.name and other.name in _GUARDED:
                near.setdefault(other.name, []).extend(at.snapshots(Query(other.name, (Filter(name, "=", (code,)),))))
    for spec in entity.fields.values():
        if isinstance(spec, Link) and values.get(spec.name) and spec.to in _GUARDED:
            target = at_code(at, spec.to, values[spec.name])
            near.setdefault(spec.to, []).extend([target] if target else [])
    for item in near.get("agenda_item", ()):
        for one in _beyond(at, entity, item):
            near.setdefault(one.entity, []).append(one)
    return Surroundings(near)


def _beyond(at: Unit | Store, entity: type[Entity], item: Snapshot) -> list[Snapshot]:
    """What is reached through an item of an agenda: a project's decisions, the body that took a decision."""
    if entity.name == "project":
        return at.snapshots(Query("decision", (Filter("item", "=", (item.code,)),)))
    meeting = at_code(at, "meeting", item["meeting"]) if entity.name == "decision" else None
    body = at_code(at, "body", meeting["body"]) if meeting else None
    return [body] if body else []


_GUARDED = frozenset({
    "project", "intervention", "funding_line", "decision", "agenda_item", "body", "minutes_version",
})  # fmt: skip
"""The entities some guard looks at."""


def _check(entity: type[Entity], values: Values, find: Find) -> None:
    problems = entity.problems(values)
    if not problems:
        problems = broken_links(entity, values, find)
    if problems:
        named = tuple(
            Problem(p.why, tr(entity.fields[p.field].label) if p.field in entity.fields else p.field) for p in problems
        )
        raise Refused(N_("La scheda non è stata salvata: quanto scritto è ancora qui, ma va corretto."), problems=named)
