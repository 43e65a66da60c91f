"""What a person may see, as SQL: the same words for lists, search, exports, and for PostgreSQL's own policies."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Values
from app.domain.permissions import Can, Person
from app.store.layout import Layout, layout, quoted
from app.store.line import Line, marks

Wholes = Mapping[str, Container[str]]
"""By link, the codes of the records that not everybody may see."""


def owners(entity: type[Entity]) -> dict[str, type[Entity]]:
    """The records without which one of these is not seen, by link: what it is a part of, what it tells of."""
    links = (*((entity.part_of,) if entity.part_of else ()), *entity.seen_with)
    return {name: ENTITIES[entity.fields[name].to] for name in links}  # type: ignore[attr-defined]


def seen_by_all(entity: type[Entity], table: str | None = None) -> str:
    """SQL: the record, what it is a part of and what it tells of are not internal."""
    here = table or quoted(entity.name)
    terms = [f"{here}.\"visibility\" <> 'interna'"]
    for name, owner in owners(entity).items():
        inner, link = quoted(f"whole_{owner.name}"), f"{here}.{quoted(name)}"
        up = f"{inner}.code = {link} AND {seen_by_all(owner, inner)}"
        seen = f"EXISTS (SELECT 1 FROM {quoted(owner.name)} AS {inner} WHERE {up})"
        terms.append(seen if entity.fields[name].required else f"({link} IS NULL OR {seen})")
    return " AND ".join(terms)


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


def in_hidden_wholes(line: Line, entity: type[Entity], rows: Sequence[Values]) -> Wholes:
    """Of the wholes these records belong to, those not everybody may see."""
    found: dict[str, set[str]] = {}
    for name, whole in owners(entity).items():
        codes = list({str(row[name]) for row in rows if row.get(name)})
        if codes:
            wanted = f"code IN ({marks(len(codes))}) AND NOT ({seen_by_all(whole)})"
            rows_found = line.rows(f"SELECT code FROM {quoted(whole.name)} WHERE {wanted}", codes)
            if rows_found:
                found[name] = {str(row[0]) for row in rows_found}
    return found


def audience(values: Values, wholes: Wholes) -> str:
    """The visibility a row of the history keeps: the record's, or the stricter one of the whole it is part of."""
    within = any(values.get(name) in codes for name, codes in wholes.items())
    return "interna" if within else str(values["visibility"])


def file_seen(who: Person) -> str:
    """SQL: some record this person may see has this kept file; empty when they may see all. A server's own policy says
    the same (policies.py)."""
    if who.may(Can.READ_INTERNAL):
        return ""
    holders = [(entity, name) for entity in ENTITIES.values() for name in layout(entity).files]
    return "(" + " OR ".join(
        f"EXISTS (SELECT 1 FROM {quoted(entity.name)} WHERE {quoted(entity.name)}.{quoted(name)} = blob.sha256 "
        f"AND {seen_by_all(entity)})" for entity, name in holders) + ")"  # fmt: skip


def visible(entity: type[Entity], who: Person) -> str:
    """SQL: the rows this person may see; empty when all of them."""
    return "" if who.may(Can.READ_INTERNAL) else seen_by_all(entity)


def readable(where: Layout, name: str, who: Person) -> bool:
    """Whether this person may see a column."""
    needed = where.secret(name)
    return needed is None or who.may(needed)
