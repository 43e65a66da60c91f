"""When a row is one's own (DOMAIN §5.6–5.7): led, shared or followed by one's body or by oneself."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot, Values
from app.domain.fields import Field, Link, Links
from app.domain.permissions import Can, Person
from app.domain.query import Filter, Query

Find = Callable[[str, str], Snapshot | None]
"""(entity, code) → the record, as the store knows it."""


def owned(entity: type[Entity], values: Values, person: Person, find: Find) -> bool:
    """Whether the row is this person's to write: of their body, directly or through the record it is part of, and
    where only drafts are (`Entity.own_states`), still a draft."""
    draft = not entity.own_states or values.get("status") in entity.own_states
    return draft and _reached(entity, values, person, find, leads=False)


def led(entity: type[Entity], values: Values, person: Person, find: Find) -> bool:
    """Whether this person's body leads the row: who may move it along its life cycle (DOMAIN §5.6, «CO(lead)»)."""
    return _reached(entity, values, person, find, leads=True)


def _reached(entity: type[Entity], values: Values, person: Person, find: Find, *, leads: bool) -> bool:
    for name in (leads and entity.led) or entity.own:
        if name == "code":
            if person.actor and values.get("code") == person.actor:
                return True
            continue
        spec = entity.fields[name]
        if isinstance(spec, Link | Links) and any(
            _mine(spec.to, code, person, find, leads) for code in _codes(values, name)
        ):
            return True
    return False


def _codes(values: Values, name: str) -> list[str]:
    value = values.get(name)
    many = value if isinstance(value, tuple) else (value,)
    return [str(code).partition(":")[0] for code in many if code]


def _mine(kind: str, code: str, person: Person, find: Find, leads: bool) -> bool:
    if kind == "actor":
        return code == person.actor
    if kind == "person":
        return code == person.person
    record = find(kind, code)
    return record is not None and _reached(ENTITIES[kind], record.values, person, find, leads=leads)


def may_write_row(entity: type[Entity], person: Person, is_own: bool) -> bool:
    """Whether this person may create, trash or edit such a row at all."""
    return person.may(entity.write) or (is_own and entity.write_own is not None and person.may(entity.write_own))


def may_discard_row(entity: type[Entity], person: Person, is_own: bool) -> bool:
    """Whether this person may put such a row into the trash, and take it out again."""
    return may_write_row(entity, person, is_own) and (entity.discard is None or person.may(entity.discard))


def may_write_field(entity: type[Entity], spec: Field, person: Person, is_own: bool) -> bool:
    """Whether this person may write one field; a computed one nobody types."""
    if spec.computed:
        return False
    if spec.writers:
        return any(map(person.may, spec.writers))
    return may_write_row(entity, person, is_own)


def visible(values: Values, person: Person) -> bool:
    """Whether this person may see the row at all: `interna` rows are for those who work on them.

    The one function behind grid, search, export and papers; the database says it again as a row policy.
    """
    return values.get("visibility") != "interna" or person.may(Can.READ_INTERNAL)


def exported(query: Query, person: Person) -> Query:
    """The rows of a list that this person may carry out of the register (DOMAIN §5.7: what leaves is less than what is
    seen). Nothing is narrowed for whoever may take everything."""
    if person.may(Can.EXPORT_INTERNAL):
        return query
    levels = ("cabina", "pubblica") if person.may(Can.EXPORT_CABINA) else ("pubblica",)
    return query.where(Filter("visibility", "=", levels))


def readable(spec: Field, person: Person) -> bool:
    """Whether this person may see the field (contributors' names and contacts are the secretary's only)."""
    return spec.read is None or person.may(spec.read)
