"""What a person may see, as SQL: the same words for lists, search, exports, and for PostgreSQL's own policies."""

from __future__ import annotations

from collections.abc import Container, Sequence

from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Values
from app.domain.permissions import Can, Person
from app.store.layout import Layout, quoted
from app.store.line import Line, marks


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


def hidden(entity: type[Entity], record: str) -> str:
    """SQL: there is such a record, and not everybody may see it; `record` is the SQL of its number."""
    table = quoted(entity.name)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {table}.id = {record} AND NOT ({seen_by_all(entity)}))"


def told(who: Person) -> str:
    """SQL: the rows of a file's history this person may read; empty when all of them.

    A row keeps who could see its record when it was written; whoever may not see the record now does not read
    what was done to it before, either. On a server its own policy says the same (policies.py).
    """
    if who.may(Can.READ_INTERNAL):
        return ""
    kinds = " ".join(f"WHEN '{name}' THEN {hidden(one, 'change.record')}" for name, one in ENTITIES.items())
    return f"change.visibility <> 'interna' AND NOT CASE change.entity {kinds} ELSE 0 END"


def in_hidden_wholes(line: Line, entity: type[Entity], rows: Sequence[Values]) -> set[str]:
    """Of the wholes these parts belong to, the codes of those not everybody may see."""
    if not entity.part_of:
        return set()
    whole = ENTITIES[entity.fields[entity.part_of].to]  # type: ignore[attr-defined]
    codes = list({str(row[entity.part_of]) for row in rows if row.get(entity.part_of)})
    sql = f"SELECT code FROM {quoted(whole.name)} WHERE code IN ({marks(len(codes))}) AND NOT ({seen_by_all(whole)})"
    return {str(row[0]) for row in line.rows(sql, codes)} if codes else set()


def audience(entity: type[Entity], values: Values, wholes: Container[str]) -> str:
    """The visibility a row of the history keeps: the record's, or the stricter one of the whole it is part of."""
    within = bool(entity.part_of) and values[entity.part_of] in wholes
    return "interna" if within else str(values["visibility"])


def visible(entity: type[Entity], who: Person) -> str:
    """SQL: the rows this person may see; empty when all of them."""
    return "" if who.may(Can.READ_INTERNAL) else seen_by_all(entity)


def readable(where: Layout, name: str, who: Person) -> bool:
    """Whether this person may see a column."""
    needed = where.secret(name)
    return needed is None or who.may(needed)
