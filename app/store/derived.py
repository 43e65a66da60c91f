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

GENERATION = 1
"""Grows by one with every release whose declarations changed; never goes back."""


@cache
def fingerprint() -> str:
    """SHA-256 of everything derived, as this program declares it."""
    return sha256("\n".join([*machinery_postgresql.statements(), *policies.statements()]).encode()).hexdigest()


def mark() -> str:
    """What is written on a register made as this program declares: the number that grows, and the fingerprint."""
    return f"{GENERATION} {fingerprint()}"


def make(run: Callable[[str], object]) -> None:
    """Make everything as declared; running it twice changes nothing."""
    for statement in (*machinery_postgresql.statements(), *policies.statements()):
        run(statement)
    run(f"COMMENT ON TABLE {_MARKED} IS '{mark()}'")


def is_current(line: Line) -> bool:
    """Whether a register's functions, triggers, grants and policies are those this program declares, or those of a
    newer one with the same tables: what that one hides an older one does not show again."""
    (row,) = line.rows(f"SELECT obj_description('{_MARKED}'::regclass, 'pg_class')")
    number = str(row[0] or "").partition(" ")[0]
    newer = number.isdecimal() and len(number) < 9 and int(number) > GENERATION
    return newer or str(row[0]) == mark()
