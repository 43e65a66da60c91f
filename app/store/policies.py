"""PostgreSQL's own spelling of the permissions: GRANTs per column, row-level security per row.

Derived from `rights` and `access`, applied again after every migration; running it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.permissions import GRANTS, Can, Role
from app.store.access import seen_by_all
from app.store.layout import MARKS, key_of, layout, quoted
from app.store.rights import Reach, own_rows, rights

PERSON, ACTOR = "(SELECT cabina_person())", "(SELECT cabina_actor())"
_ALL = "true"


def group(role: Role) -> str:
    """The group role of the server that stands for a role of the register."""
    return f"cabina_{role.value}"


def statements() -> list[str]:
    """The GRANTs and policies of every table, in order. The group roles must exist (db/server.sql)."""
    groups = ", ".join(group(role) for role in Role)
    found = [
        f"GRANT USAGE ON SCHEMA public TO {groups}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {groups}, PUBLIC",
        f"GRANT SELECT ON alembic_version TO {groups}",
    ]
    for entity in ENTITIES.values():
        found += [*_grants(entity), *_policies(entity), *_links(entity)]
    return [*found, *_technical()]


def _grants(entity: type[Entity]) -> Iterator[str]:
    where, table = layout(entity), quoted(entity.name)
    for role in Role:
        can = GRANTS[role]
        mine = rights(entity, can)
        seen = [n for n, spec in entity.fields.items() if spec.read is None or spec.read in can]
        keys = [key_of(name) for name in seen if name in where.keyed]
        yield f"GRANT SELECT ({_listed(*MARKS, *seen, *keys, 'search')}) ON {table} TO {group(role)}"
        written = [*sorted(mine.fields), *(key_of(name) for name in sorted(mine.fields) if name in where.keyed)]
        if mine.insert:
            yield f"GRANT INSERT ({_listed(*MARKS, *written)}) ON {table} TO {group(role)}"
        if mine.update:
            yield f"GRANT UPDATE ({_listed(*mine.marks, *written)}) ON {table} TO {group(role)}"
        if mine.delete:
            yield f"GRANT DELETE ON {table} TO {group(role)}"


def _policies(entity: type[Entity]) -> Iterator[str]:
    table = quoted(entity.name)
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    own = own_rows(entity, PERSON, ACTOR)
    for role in Role:
        mine = rights(entity, GRANTS[role])
        seen = _ALL if Can.READ_INTERNAL in GRANTS[role] else seen_by_all(entity)
        yield from _policy(entity.name, role, "SELECT", f"USING ({seen})")
        for verb, reach in (("INSERT", mine.insert), ("UPDATE", mine.update), ("DELETE", mine.delete)):
            rows = {Reach.ALL: _ALL, Reach.OWN: own, Reach.NONE: ""}[reach]
            using, check = f"USING ({rows})", f"WITH CHECK ({rows})"
            clause = {"INSERT": check, "UPDATE": f"{using} {check}", "DELETE": using}[verb]
            yield from _policy(entity.name, role, verb, clause if rows else "")


def _policy(table: str, role: Role, verb: str, clause: str) -> Iterator[str]:
    name = f"{role.value}_{verb.lower()}"
    yield f"DROP POLICY IF EXISTS {name} ON {quoted(table)}"
    if clause:
        yield f"CREATE POLICY {name} ON {quoted(table)} FOR {verb} TO {group(role)} {clause}"


def _links(entity: type[Entity]) -> Iterator[str]:
    """Links are seen with their record; nobody writes them but the database."""
    for one in layout(entity).lists.values():
        seen = f"EXISTS (SELECT 1 FROM {quoted(entity.name)} AS o WHERE o.id = {quoted(one.name)}.owner)"
        yield f"ALTER TABLE {quoted(one.name)} ENABLE ROW LEVEL SECURITY"
        for role in Role:
            yield f"GRANT SELECT ON {quoted(one.name)} TO {group(role)}"
            yield from _policy(one.name, role, "SELECT", f"USING ({_ALL if _internal(role) else seen})")


def _technical() -> Iterator[str]:
    told = "seq, at, who, deed, unit, entity, record, version, code, visibility, before, after, hash"
    given = "who, deed, entity, record, version, code, visibility, before, after, secret"
    files = [f"EXISTS (SELECT 1 FROM {quoted(entity.name)} AS o WHERE o.{quoted(name)} = blob.sha256)"
             for entity in ENTITIES.values() for name in layout(entity).files]  # fmt: skip
    for table in ("change", "blob"):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for role in Role:
        to = group(role)
        secret = ", secret" if Can.READ_CONTACTS in GRANTS[role] else ""
        yield f"GRANT SELECT ({told}{secret}), INSERT ({given}) ON change TO {to}"
        yield f"GRANT SELECT, INSERT ON blob TO {to}"
        yield f"GRANT SELECT, INSERT, UPDATE ON numbering TO {to}"
        yield from _policy("change", role, "SELECT", f"USING ({_ALL if _internal(role) else _SHOWN})")
        yield from _policy("blob", role, "SELECT", f"USING ({_ALL if _internal(role) else ' OR '.join(files)})")
        for table in ("change", "blob"):
            yield from _policy(table, role, "INSERT", f"WITH CHECK ({_ALL})")


_SHOWN = "visibility <> 'interna' AND NOT cabina_hidden(entity, record)"


def _internal(role: Role) -> bool:
    return Can.READ_INTERNAL in GRANTS[role]


def _listed(*names: str) -> str:
    return ", ".join(quoted(name) for name in names)
