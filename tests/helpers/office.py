"""A committee's register for tests: sit down at one desk, then at another.

`office(Role.SEGRETARIO)` opens the register of this test as a person of that role; calling it again sits one
more desk down at the same register. A register is made once per session and copied for each test.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.actors import PersonEntity
from app.domain.permissions import Person, Role
from app.store.store import Store

if TYPE_CHECKING:
    Office = Callable[..., Store]


class SqliteOffice:
    """Desks at a register file. Each is a Store of its own, as if in a process of its own."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path, self.url = path, str(path)
        self.desks: list[Store] = []

    def __call__(self, *roles: Role, name: str = "anna", person: str | None = None, actor: str | None = None) -> Store:
        """One more desk. With `person` (a code in the register) its actor is that person's, unless given."""
        if person is not None and actor is None and self.desks:
            found = self.desks[0].snapshot(PersonEntity, person)
            actor = found.values["actor"] if found else None
        who = Person(name, frozenset(roles or (Role.SEGRETARIO, Role.AMMINISTRATORE)), person, actor)
        desk = Store.open(self.url, who)
        self.desks.append(desk)
        return desk

    def close(self) -> None:
        """Everybody goes home."""
        for desk in self.desks:
            desk.close()


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register file nobody has written in."""
    path = tmp_path_factory.mktemp("register") / "empty.db"
    Store.open(path).close()
    return path


@pytest.fixture
def sqlite_office(empty_register: Path, tmp_path: Path) -> Iterator[SqliteOffice]:
    """An office with an embedded register."""
    path = tmp_path / "registro.db"
    shutil.copy(empty_register, path)
    office = SqliteOffice(path)
    yield office
    office.close()


@pytest.fixture
def office(sqlite_office: SqliteOffice) -> SqliteOffice:
    """An office; every test that asks for it should hold on every database."""
    return sqlite_office
