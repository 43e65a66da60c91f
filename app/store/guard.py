"""SQLite's authorizer: refuses, at the database's own door, what a role may not write.

It guards against our own mistakes only: whoever has the file has the data, and the program says so.
"""

from __future__ import annotations

import sqlite3

from app.domain.entities import ENTITIES
from app.domain.fields import Link
from app.domain.permissions import Person
from app.store.layout import key_of, layout
from app.store.rights import Reach, Rights, permissions, rights
from app.store.sqlite import Guard

_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_SCHEMA = {
    sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_CREATE_INDEX,
    sqlite3.SQLITE_DROP_INDEX, sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_DROP_TRIGGER,
    sqlite3.SQLITE_CREATE_VIEW, sqlite3.SQLITE_DROP_VIEW, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH,
}  # fmt: skip
_WORD_TABLES = ("", "_data", "_idx", "_docsize", "_config")
"""FTS5 writes its own tables by statements of its own, and declares itself in the (write-protected) schema."""

_NUMBERING = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE}


def guard(who: Person) -> Guard:
    """What SQLite asks while it prepares each statement, for one person."""
    allowed = _Allowed(who)

    def decide(action: int, one: str | None, two: str | None, base: str | None, inside: str | None) -> int:
        if action in _SCHEMA:
            return sqlite3.SQLITE_DENY
        if action not in _WRITES or inside is not None:  # `inside`: a trigger of ours does it
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_OK if allowed(action, one or "", two or "") else sqlite3.SQLITE_DENY

    return decide


class _Allowed:
    """The tables and columns a person may write."""

    def __init__(self, who: Person) -> None:
        can = permissions(who)
        self._mine = {name: rights(entity, can) for name, entity in ENTITIES.items()}
        self._columns = {name: _columns(name, one, self._mine) for name, one in self._mine.items()}
        self._lists = {one.name for entity in ENTITIES.values() for one in layout(entity).lists.values()}
        self._writes = any(one.insert or one.update for one in self._mine.values())
        self._technical = {"change": {sqlite3.SQLITE_INSERT}, "blob": {sqlite3.SQLITE_INSERT}, "numbering": _NUMBERING}
        words = {f"{name}_words{part}" for name in ENTITIES for part in _WORD_TABLES}
        self._technical |= dict.fromkeys({"sqlite_master", *words}, _WRITES)

    def __call__(self, action: int, table: str, column: str) -> bool:
        if table in self._mine:
            one = self._mine[table]
            if action == sqlite3.SQLITE_UPDATE:
                return column in self._columns[table]
            return (one.insert if action == sqlite3.SQLITE_INSERT else one.delete) is not Reach.NONE
        if table in self._lists:  # only foreign keys reach here: a code renamed, a record gone
            return action != sqlite3.SQLITE_INSERT
        return self._writes and action in self._technical.get(table, ())


def _columns(name: str, one: Rights, mine: dict[str, Rights]) -> frozenset[str]:
    return (frozenset(one.marks) if one.update else frozenset()) | _with_keys(name, one.fields) | _renamed(name, mine)


def _with_keys(name: str, fields: frozenset[str]) -> frozenset[str]:
    keyed = layout(ENTITIES[name]).keyed
    return fields | {key_of(field) for field in fields if field in keyed}


def _renamed(name: str, mine: dict[str, Rights]) -> frozenset[str]:
    """Links that the foreign key changes when somebody renames the code of a record they may write."""
    links = ((field, spec.to) for field, spec in ENTITIES[name].fields.items() if isinstance(spec, Link))
    return frozenset(field for field, to in links if "code" in mine[to].fields)
