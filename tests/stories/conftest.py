"""The example committee at hand: a register filled once, copied for each story."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.core import clock, paths
from app.domain.permissions import Role
from app.store import migrate
from app.store.store import Store
from app.usecases import committee
from tests.helpers.office import Office, PostgresOffice, SqliteOffice

if TYPE_CHECKING:
    from tests.helpers.postgres import PgServer

SECRETARY = (Role.SEGRETARIO, Role.AMMINISTRATORE)
FILLED = "example_register"
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def the_day_of_the_example() -> Iterator[None]:
    """Every story happens on 30 November 2026, as the example does."""
    with clock.pinned(date(2026, 11, 30)):
        yield


@pytest.fixture(scope="session")
def example() -> dict[str, Any]:
    """The example committee's file, the poster's texts included, without the kept papers."""
    folder = paths.resources() / "demo"
    whole: dict[str, Any] = json.loads((folder / "committee.json").read_text("utf-8"))
    poster: dict[str, Any] = json.loads((folder / "poster.json").read_text("utf-8"))
    whole["settings"] = {**whole["settings"], **poster.pop("settings")}
    return {**whole, **poster}


def _fill(desk: Store, example: dict[str, Any]) -> None:
    committee.start(desk)
    committee.load_data(desk, example)


@pytest.fixture(scope="session")
def filled_file(empty_register: Path, example: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register file with the example in it, written by the secretary."""
    path = tmp_path_factory.mktemp("example") / "example.db"
    shutil.copy(empty_register, path)
    filled = SqliteOffice(path)
    _fill(filled(*SECRETARY, name="sara"), example)
    filled.close()
    return path


@pytest.fixture(scope="session")
def filled_server(shared_server: PgServer, example: dict[str, Any]) -> PgServer:
    """The server, with a database that holds the example and waits to be copied."""
    migrate.prepare(shared_server.create_database(FILLED))
    filled = PostgresOffice(shared_server, FILLED)
    _fill(filled(*SECRETARY, name="sara"), example)
    filled.close()
    return shared_server


@pytest.fixture
def sqlite_example(filled_file: Path, tmp_path: Path) -> Iterator[SqliteOffice]:
    """An office whose embedded register holds the example."""
    path = tmp_path / "registro.db"
    shutil.copy(filled_file, path)
    filled = SqliteOffice(path)
    yield filled
    filled.close()


@pytest.fixture
def postgres_example(filled_server: PgServer) -> Iterator[PostgresOffice]:
    """An office whose shared register holds the example."""
    name = f"example_{next(_numbers)}"
    filled_server.create_database(name, template=FILLED)
    filled = PostgresOffice(filled_server, name)
    yield filled
    filled.close()
    filled_server.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def office(request: pytest.FixtureRequest) -> Office:
    """An office at work: the example is loaded, on every database."""
    made: Office = request.getfixturevalue(
        {"sqlite": "sqlite_example", "postgresql": "postgres_example"}[request.param]
    )
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def new_office(request: pytest.FixtureRequest) -> Office:
    """An office that opens today: nobody has written anything."""
    made: Office = request.getfixturevalue({"sqlite": "sqlite_office", "postgresql": "postgres_office"}[request.param])
    return made


@pytest.fixture
def secretary(office: Office) -> Store:
    """The secretary's desk."""
    return office(*SECRETARY, name="sara")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder to write to."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
