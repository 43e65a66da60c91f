"""What a shared register holds besides its tables, all worked out from the declarations: functions, triggers, grants
and policies. A mark says which declarations they were made from, so that whoever opens the register can tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256

from app.store import machinery_postgresql, policies
from app.store.line import Line

_MARKED = "alembic_version"
"""The table whose comment is the mark: everybody may read it, only the owner writes it."""


@cache
def fingerprint() -> str:
    """SHA-256 of everything derived, as this program declares it."""
    return sha256("\n".join([*machinery_postgresql.statements(), *policies.statements()]).encode()).hexdigest()


def make(run: Callable[[str], object]) -> None:
    """Make everything as declared; running it twice changes nothing."""
    for statement in (*machinery_postgresql.statements(), *policies.statements()):
        run(statement)
    run(f"COMMENT ON TABLE {_MARKED} IS '{fingerprint()}'")


def is_current(line: Line) -> bool:
    """Whether a register's functions, triggers, grants and policies are those this program declares."""
    (row,) = line.rows(f"SELECT obj_description('{_MARKED}'::regclass, 'pg_class')")
    return str(row[0]) == fingerprint()
