"""Copies of a register, and putting one back."""

import sqlite3
from contextlib import closing

import pytest

from app.core.errors import Refused, Unreachable
from app.core.progress import Cancelled, Progress
from app.domain.permissions import Role
from app.domain.places import Zone
from app.domain.projects import Project
from app.store import backup, migrate
from app.store.store import Store
from tests.store.test_unit import small_register


@pytest.fixture
def anna(office):
    desk = office(Role.SEGRETARIO, Role.AMMINISTRATORE, name="anna")
    small_register(desk)
    return desk


def keeper_of(office, anna):
    """Who may copy: on a server the owner of the tables, since nobody else sees every row."""
    if office.kind == "sqlite":
        return anna
    desk = Store.open(office.url)
    office.desks.append(desk)
    return desk


def test_a_copy_is_put_back(office, anna, tmp_path):
    copy = tmp_path / "copie" / "registro.copia"
    copy.parent.mkdir()
    assert backup.backup(keeper_of(office, anna), copy, Progress()) == copy
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    with anna.unit("Aggiungi zona") as unit:
        unit.insert(Zone, {"label": "Dopo la copia"})
    office.close()
    kept = backup.restore(copy, office.url, Progress())
    desk = office(Role.SEGRETARIO, name="anna")
    assert desk.snapshot(Project, "P1") is not None
    assert desk.snapshot(Zone, "Z02") is None
    assert office.check(desk) == []
    if office.kind == "sqlite":
        with closing(sqlite3.connect(kept)) as before:
            assert before.execute("SELECT count(*) FROM zone").fetchone() == (2,)


def test_a_copy_is_made_while_others_write(office, anna, tmp_path):
    """The copy is the register at one moment, whatever happens meanwhile."""
    copies = []

    class Writing(Progress):
        def step(self, done, total, text=""):
            if not copies:
                copies.append(done)
                with anna.unit("Aggiungi zona") as unit:
                    unit.insert(Zone, {"label": "Durante la copia"})

    to = tmp_path / "copia"
    backup.backup(keeper_of(office, anna), to, Writing())
    if office.kind == "sqlite":
        assert migrate.version_of(to) == migrate.versions()[-1]


def test_a_copy_given_up_leaves_nothing(sqlite_office, tmp_path):
    desk = sqlite_office(Role.SEGRETARIO)
    small_register(desk)
    to = tmp_path / "copie"
    to.mkdir()
    (to / "copia").write_bytes(b"the copy of before")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        backup.backup(desk, to / "copia", progress)
    assert [(p.name, p.read_bytes()) for p in to.iterdir()] == [("copia", b"the copy of before")]


def test_a_register_that_is_open_is_not_replaced(sqlite_office, tmp_path):
    desk = sqlite_office(Role.SEGRETARIO)
    small_register(desk)
    copy = backup.backup(desk, tmp_path / "copia", Progress())
    with pytest.raises(Refused, match="aperto"):
        backup.restore(copy, sqlite_office.url, Progress())
    assert desk.snapshot(Project, "P1") is not None


def test_what_is_no_copy_is_refused(tmp_path):
    bad = tmp_path / "foto.jpg"
    bad.write_bytes(b"x" * 5000)
    with pytest.raises(Refused):
        backup.restore(bad, str(tmp_path / "registro.db"), Progress())
    assert not (tmp_path / "registro.db").exists()
    with pytest.raises(Refused):
        backup.restore(tmp_path / "manca", str(tmp_path / "registro.db"), Progress())


def test_a_folder_that_is_not_there_is_told(sqlite_office, tmp_path):
    desk = sqlite_office(Role.SEGRETARIO)
    with pytest.raises(Unreachable):
        backup.backup(desk, tmp_path / "manca" / "copia", Progress())


@pytest.mark.postgresql
def test_who_may_not_see_every_row_cannot_copy_a_shared_register(postgres_office, tmp_path):
    desk = postgres_office(Role.LETTORE, name="ugo")
    with pytest.raises(Refused):
        backup.backup(desk, tmp_path / "copia", Progress())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgresql
def test_without_the_servers_own_programs_a_shared_register_is_not_copied(postgres_office, tmp_path, monkeypatch):
    desk = postgres_office(Role.SEGRETARIO, name="anna")
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("app.store.backup.Path.glob", lambda self, pattern: iter(()))
    with pytest.raises(Refused, match="pg_dump"):
        backup.backup(desk, tmp_path / "copia", Progress())
