"""Who else is at a shared register, and where they write: on a real server, told by the line of each desk's bell."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import psycopg
import pytest

from app.domain.actors import PersonEntity
from app.domain.colleagues import Colleague, mark
from app.domain.permissions import Role
from app.domain.places import Zone
from app.store.feed import Feed
from app.usecases import colleagues
from tests.helpers.office import Office, PostgresOffice, SqliteOffice

PATIENCE = 100
"""How many short looks before a desk that does not appear is a failure (each at most a fifth of a second)."""


def until(bell: Feed, fulfilled: Callable[[], bool]) -> bool:
    """Listen until something is true; every look is a wait for the bell, so a ring is answered at once."""
    for _ in range(PATIENCE):
        if fulfilled():
            return True
        bell.wait(0.2, desks=True)
    return fulfilled()


def test_alone_nobody_is_there(office: Office) -> None:
    anna = office(name="anna")
    assert anna.last_seq == 0
    bell = anna.feed()
    bell.write_at(mark("project", 1))
    bell.wait(0)
    assert bell.others() == ()
    bell.close()


def test_a_file_has_no_colleagues(sqlite_office: SqliteOffice) -> None:
    anna, bruno = sqlite_office(name="anna"), sqlite_office(name="bruno")
    assert anna.last_seq == 0
    bell, other = anna.feed(), bruno.feed()
    assert bell.others() == other.others() == ()
    bell.close()
    other.close()


@pytest.mark.postgresql
def test_a_colleague_comes_writes_and_goes(postgres_office: PostgresOffice) -> None:
    anna, bruno = postgres_office(name="anna"), postgres_office(Role.LETTORE, name="bruno")
    mine, theirs = anna.feed(), bruno.feed()
    assert until(mine, lambda: mine.others() == (("bruno", ""),))
    assert theirs.others() == (("anna", ""),), "a reader is told as well"
    at = mark("project", 7, "title")
    theirs.write_at(at)
    theirs.wait(0)
    assert mine.wait(20, desks=True) is False, "the bell tells at once, and nothing was committed"
    assert mine.others() == (("bruno", at),)
    theirs.close()
    assert until(mine, lambda: mine.others() == ())
    mine.close()


@pytest.mark.postgresql
def test_who_is_killed_disappears_by_itself(postgres_office: PostgresOffice) -> None:
    mine, theirs = postgres_office(name="anna").feed(), postgres_office(name="bruno").feed()
    assert until(mine, lambda: len(mine.others()) == 1)
    with psycopg.connect(postgres_office.server.dsn(db=postgres_office.database), autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'bruno'")
    assert until(mine, lambda: mine.others() == ())
    mine.close()
    theirs.close()


@pytest.mark.postgresql
def test_the_same_person_twice_is_no_colleague_and_a_colleague_twice_is_one(postgres_office: PostgresOffice) -> None:
    mine, again = postgres_office(name="anna").feed(), postgres_office(name="anna").feed()
    theirs, twice = postgres_office(name="bruno").feed(), postgres_office(name="bruno").feed()
    assert until(mine, lambda: mine.others() == (("bruno", ""),))
    for bell in (mine, again, theirs, twice):
        bell.close()


@pytest.mark.postgresql
def test_who_is_there_never_waits_for_who_writes(postgres_office: PostgresOffice) -> None:
    """Somebody in the middle of a long deed holds the history's lock: colleagues are seen all the same."""
    anna, bruno = postgres_office(name="anna"), postgres_office(name="bruno")
    mine, at, seen = anna.feed(), mark("actor", 1), Event()
    with bruno.unit("Aggiungi ente") as unit:
        unit.insert(Zone, {"label": "Nuova"})
        theirs = bruno.feed()
        theirs.write_at(at)
        theirs.wait(0)
        if until(mine, lambda: mine.others() == (("bruno", at),)):
            seen.set()
    assert seen.is_set()
    theirs.close()
    mine.close()


@pytest.mark.postgresql
def test_a_login_is_called_by_the_name_of_its_person(postgres_office: PostgresOffice) -> None:
    anna = postgres_office(name="anna")
    with anna.unit("Aggiungi persona") as unit:
        person = unit.insert(PersonEntity, {"first_name": "Bruno", "last_name": "Bianchi", "role_title": "Referente"})
    bruno = postgres_office(Role.LETTORE, name="bruno", person=person.code)
    at = mark("project", 7)
    assert colleagues.named(anna, [("zeno", ""), ("bruno", at)]) == (
        Colleague("bruno", "Bruno Bianchi", at), Colleague("zeno", "zeno"),
    )  # fmt: skip
    assert colleagues.named(bruno, []) == ()


@pytest.mark.postgresql
def test_a_name_one_may_not_read_is_not_told(postgres_office: PostgresOffice) -> None:
    anna = postgres_office(name="anna")
    hidden = {"first_name": "Bruno", "last_name": "Bianchi", "role_title": "Referente", "visibility": "interna"}
    with anna.unit("Aggiungi persona") as unit:
        person = unit.insert(PersonEntity, hidden)
    postgres_office(Role.COMPONENTE, name="bruno", person=person.code)
    reader = postgres_office(Role.LETTORE, name="carla")
    assert [one.name for one in colleagues.named(reader, [("bruno", "")])] == ["bruno"]
    assert [one.name for one in colleagues.named(anna, [("bruno", "")])] == ["Bruno Bianchi"]


def test_a_mark_is_recognised_only_by_who_knows_the_record() -> None:
    there = Colleague("bruno", "Bianchi", mark("project", 7, "title"))
    assert there.writes_in("project", 7)
    assert there.writes("project", 7, "title")
    assert not there.writes("project", 7, "end")
    assert not there.writes_in("project", 8)
    assert not Colleague("bruno", "Bianchi").writes_in("project", 7)
    assert "project" not in there.at
    assert "title" not in there.at
    assert len("Cabina di regia: " + there.at) <= 63, "PostgreSQL cuts a longer name"
