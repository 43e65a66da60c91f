"""A committee's register for tests: sit down at one desk, then at another.

`office(Role.SEGRETARIO, name="anna")` opens the register of this test as a person of that role; calling it again
sits one more desk down at the same register. Every test that asks for `office` runs on both databases. A register
is made once per session and copied for each test.
"""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from app.core.errors import Problem
from app.domain.actors import PersonEntity
from app.domain.permissions import Person, Role
from app.store import migrate
from app.store.codec import json_list
from app.store.policies import group
from app.store.store import Store

if TYPE_CHECKING:
    from tests.helpers.postgres import PgServer

DATABASE = "register"
EVERYTHING = (Role.SEGRETARIO, Role.AMMINISTRATORE)
_numbers = itertools.count(1)


class Office:
    """Desks at one register. Each is a Store of its own, as if in a process of its own."""

    kind = ""
    url = ""

    def __init__(self) -> None:
        self.desks: list[Store] = []

    def __call__(self, *roles: Role, name: str = "anna", person: str | None = None, actor: str | None = None) -> Store:
        """One more desk; nobody named is the secretary who also keeps the machine.

        `person` is the code of a person already in the register; `actor`, when given, must be that person's.
        """
        desk = self._open(name, roles or EVERYTHING, person)
        assert actor is None or desk.who.actor == actor
        self.desks.append(desk)
        return desk

    def _open(self, name: str, roles: tuple[Role, ...], person: str | None) -> Store:
        raise NotImplementedError

    def check(self, desk: Store) -> list[Problem]:
        """What `Store.check` finds, but for the accounts this office made behind the history's back."""
        return [problem for problem in desk.check() if not problem.record.startswith("account ")]

    def close(self) -> None:
        """Everybody goes home."""
        for desk in self.desks:
            desk.close()


class SqliteOffice(Office):
    """An embedded register: a file."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.url = path, str(path)

    def _open(self, name: str, roles: tuple[Role, ...], person: str | None) -> Store:
        actor = None
        if person is not None:
            found = self.desks[0].snapshot(PersonEntity, person)
            actor = found["actor"] if found else None
        return Store.open(self.url, Person(name, frozenset(roles), person, actor))


class PostgresOffice(Office):
    """A shared register: a database, with a login per desk."""

    kind = "postgresql"

    def __init__(self, server: "PgServer", database: str) -> None:
        super().__init__()
        self.server, self.database = server, database
        self.url = server.url(db=database)

    def _open(self, name: str, roles: tuple[Role, ...], person: str | None) -> Store:
        self.let_in(name, roles, person)
        return Store.open(self.server.url(user=name, db=self.database))

    def empty(self) -> None:
        """As new: nobody is connected, nothing is written."""
        with psycopg.connect(self.server.dsn(db=self.database), autocommit=True) as owner:
            owner.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            owner.execute("SET session_replication_role = replica")
            tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                if table != "alembic_version":
                    owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))

    def let_in(self, name: str, roles: tuple[Role, ...], person: str | None = None) -> None:
        """A login with its account, made behind the history's back: both databases then tell the same story."""
        who = sql.Identifier(name)
        with psycopg.connect(self.server.dsn(db=self.database), autocommit=True) as owner:
            if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(who))
            for role in Role:
                verb = sql.SQL("GRANT {} TO {}" if role in roles else "REVOKE {} FROM {}")
                owner.execute(verb.format(sql.Identifier(group(role)), who))
            owner.execute("SET session_replication_role = replica")
            owner.execute("DELETE FROM account WHERE login = %s", [name])
            owner.execute(
                "INSERT INTO account (id, version, created_at, created_by, updated_at, updated_by, code, code_key,"
                " login, login_key, roles, person, active, visibility)"
                " VALUES (%s, 1, now(), '', now(), '', %s, %s, %s, %s, %s, %s, true, 'cabina')",
                [next(_numbers), f"U-{name}", f"u-{name}", name, name, json_list(r.value for r in roles), person],
            )


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


@pytest.fixture(scope="session")
def shared_server(pg_server: "PgServer") -> "PgServer":
    """A server with the group roles of db/server.sql and a prepared, empty register."""
    for role in Role:
        pg_server.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group(role))))
    migrate.prepare(pg_server.create_database(DATABASE))
    return pg_server


@pytest.fixture
def postgres_office(shared_server: "PgServer") -> Iterator[PostgresOffice]:
    """An office with a shared register. Copying a database takes a second, emptying one some milliseconds."""
    office = PostgresOffice(shared_server, DATABASE)
    yield office
    office.close()
    office.empty()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def office(request: pytest.FixtureRequest) -> Office:
    """An office; a test that asks for it holds on every database."""
    name = {"sqlite": "sqlite_office", "postgresql": "postgres_office"}[request.param]
    made: Office = request.getfixturevalue(name)
    return made
