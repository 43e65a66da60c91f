"""What a person may see, as SQL: the same words for lists, search, exports, and for PostgreSQL's own policies."""

from __future__ import annotations

from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.permissions import Can, Person
from app.store.layout import Layout, quoted


def seen_by_all(entity: type[Entity], table: str | None = None) -> str:
    """SQL: the record and what it is a part of are not internal."""
    here = table or quoted(entity.name)
    shown = f"{here}.\"visibility\" <> 'interna'"
    if not entity.part_of:
        return shown
    whole = ENTITIES[entity.fields[entity.part_of].to]  # type: ignore[attr-defined]
    inner = quoted(f"whole_{whole.name}")
    up = f"{inner}.code = {here}.{quoted(entity.part_of)} AND {seen_by_all(whole, inner)}"
    return f"{shown} AND EXISTS (SELECT 1 FROM {quoted(whole.name)} AS {inner} WHERE {up})"


def visible(entity: type[Entity], who: Person) -> str:
    """SQL: the rows this person may see; empty when all of them."""
    return "" if who.may(Can.READ_INTERNAL) else seen_by_all(entity)


def readable(where: Layout, name: str, who: Person) -> bool:
    """Whether this person may see a column."""
    needed = where.secret(name)
    return needed is None or who.may(needed)
