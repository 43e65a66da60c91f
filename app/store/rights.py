"""Who may write what, worked out once from GRANTS, Entity.write, write_own, own and Field.write.

PostgreSQL's grants and policies (policies.py), SQLite's authorizer (guard.py) and the Unit's own check of
rows are three spellings of what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from app.core.values import dataclass
from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.permissions import GRANTS, Can, Person
from app.store.layout import quoted


class Reach(IntEnum):
    """Which rows a permission reaches."""

    NONE = 0
    OWN = 1
    ALL = 2


@dataclass(frozen=True)
class Rights:
    """What may be written in the rows of one entity."""

    insert: Reach
    update: Reach
    delete: Reach  # into the trash, out of it, for good
    fields: frozenset[str]  # the fields whose value may be given or changed

    @property
    def marks(self) -> tuple[str, ...]:
        """The columns besides the fields that an edit writes. Who may write some fields only throws nothing away."""
        return ("version", "updated_at", "updated_by", *(("archived_at",) if self.delete else ()))


_KNOWN: dict[tuple[type[Entity], frozenset[Can]], Rights] = {}


def rights(entity: type[Entity], can: frozenset[Can]) -> Rights:
    """The rights on an entity of somebody with these permissions, worked out once."""
    found = _KNOWN.get((entity, can))
    if found is None:
        found = _KNOWN[entity, can] = _rights(entity, can)
    return found


def _rights(entity: type[Entity], can: frozenset[Can]) -> Rights:
    whole = entity.write in can
    own = entity.write_own is not None and entity.write_own in can
    fields = frozenset(
        name for name, spec in entity.fields.items()
        if not spec.total_of and (bool(can.intersection(spec.writers)) if spec.writers else whole or own)
    )  # fmt: skip
    rows = Reach.ALL if whole else Reach.OWN if own else Reach.NONE
    some_field = Reach.ALL if rows is Reach.NONE and fields else rows
    return Rights(rows, some_field, rows, fields)


def permissions(who: Person) -> frozenset[Can]:
    """Everything a person's roles allow together."""
    return frozenset().union(*(GRANTS[role] for role in who.roles))


def own_rows(entity: type[Entity], person: str, actor: str, table: str | None = None) -> str:
    """SQL: the row is one's own to write. `person` and `actor` are SQL for the codes of who is at the keyboard."""
    here = table or quoted(entity.name)
    reached = _reached(entity, person, actor, here)
    if not entity.own_states:
        return reached
    states = ", ".join(f"'{state}'" for state in entity.own_states)
    return f"({reached} AND {here}.\"status\" IN ({states}))"


def _reached(entity: type[Entity], person: str, actor: str, here: str) -> str:
    return "(" + (" OR ".join(_own_terms(entity, person, actor, here)) or "1 = 0") + ")"


def _own_terms(entity: type[Entity], person: str, actor: str, here: str) -> Iterable[str]:
    for name in entity.own:
        spec = entity.fields[name]
        column = f"{here}.{quoted(name)}"
        if name == "code":
            yield f"{column} = {person if entity.name == 'person' else actor}"
        elif isinstance(spec, f.Links):
            # The list as it is being written: a policy looks before the table of links follows it.
            code = {"actor": actor, "person": person}[spec.to]
            yield from (f"replace({column}, '\"' || {code} || '{end}', '') <> {column}" for end in ('"', ":"))
        elif isinstance(spec, f.Link) and spec.to in ("actor", "person"):
            yield f"{column} = {actor if spec.to == 'actor' else person}"
        elif isinstance(spec, f.Link):
            whole, inner = ENTITIES[spec.to], quoted(f"own_{spec.to}")
            up = _reached(whole, person, actor, inner)
            yield f"EXISTS (SELECT 1 FROM {quoted(spec.to)} AS {inner} WHERE {inner}.code = {column} AND {up})"
