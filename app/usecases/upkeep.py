"""Keeping a register well: checks, backups, the shared server, its users."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import Problem
from app.core.i18n import N_, tr
from app.core.paths import ROOT
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.domain.permissions import Can
from app.domain.query import Query
from app.domain.settings import Account
from app.store import migrate
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import need, use_case
from app.usecases.opening import seeded


def check(store: Store, progress: Progress) -> list[Problem]:
    """What is wrong with the register: the database itself, the history's chain, the rules of every record."""
    found = list(store.check())
    for name, entity in ENTITIES.items():
        progress.step(0, 0, tr(entity.labels))
        for row in store.snapshots(Query(name)):
            found += [Problem(p.why, p.field, f"{entity.plural} {row.code}") for p in entity.problems(row.values)]
    return found


def backup(store: Store, to: Path, progress: Progress) -> Path:
    """Copy the register to a file, whole and verified. Raises Unreachable when the disk says no."""
    from app.store import backup as copies

    need(store.who, Can.BACKUP)
    return copies.backup(store, to, progress)


def restore(file: Path, place: str, progress: Progress) -> Path | None:
    """Put a copy back in place of the register; answer where the register of before is kept.

    Raises:
        Refused: the file is not a sound register of ours.
    """
    from app.store import backup as copies

    return copies.restore(file, place, progress)


def server_sql() -> str:
    """What the person who runs the server executes once."""
    return (ROOT / "db" / "server.sql").read_text("utf-8")


def prepare(place: str) -> None:
    """As the owner: tables, permissions and seeds of a shared register; running it again changes nothing."""
    migrate.prepare(place)
    seeded(Store.open(place)).close()


@use_case(N_("Nuovo utente"), needs=Can.MANAGE_USERS)
def add_account(unit: Unit, login: str, roles: tuple[str, ...], person: str | None = None) -> None:
    """Let a login of the server into the register, with its roles."""
    writing.insert(unit, Account, {"login": login, "roles": roles, "person": person})
