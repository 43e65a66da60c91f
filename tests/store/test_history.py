"""The history: in the order of the commits, chained, written by nobody else, and the bell that tells of it."""

import multiprocessing
import sqlite3
import threading
from contextlib import closing

import psycopg
import pytest

from app.core.errors import Forbidden, Refused, Stale, Unreachable
from app.domain.actors import Actor, PersonEntity
from app.domain.permissions import Role
from app.domain.places import Zone
from app.domain.projects import Project
from app.domain.query import Query
from app.domain.settings import Account
from app.store.store import Store
from tests.helpers.desks import rename_a_zone
from tests.store.test_unit import small_register


@pytest.fixture
def anna(office):
    desk = office(Role.SEGRETARIO, name="anna")
    small_register(desk)
    return desk


def test_the_rows_of_a_deed_go_together(anna):
    with anna.unit("Aggiungi zone") as unit:
        for n in range(3):
            unit.insert(Zone, {"label": f"Zona {n}"})
    rows = anna.since(anna.last_seq - 3)
    assert {row.unit for row in rows} == {rows[0].seq}
    assert [row.seq for row in rows] == list(range(rows[0].seq, rows[0].seq + 3))
    assert {(row.who, row.deed) for row in rows} == {("anna", "Aggiungi zone")}
    assert unit.changes.seq == anna.last_seq
    assert anna.deed(rows[0].unit) == rows
    assert anna.recent(2) == rows[:0:-1]
    assert anna.recent(5, "nessuno") == []


def test_the_chain_shows_a_row_that_was_changed(office, anna):
    assert office.check(anna) == []
    if office.kind == "sqlite":
        with sqlite3.connect(office.path) as outside:
            outside.execute("DROP TRIGGER change_update")
            outside.execute("UPDATE change SET who = 'nobody' WHERE seq = 3")
        outside.close()
    else:
        with psycopg.connect(office.server.dsn(db=office.database)) as owner:
            owner.execute("UPDATE change SET who = 'nobody' WHERE seq = 3")
    (problem,) = office.check(anna)
    assert "3" in problem.why
    if office.kind == "sqlite":  # the trigger comes back with the next test's copy
        assert problem.record == "change"


def test_what_goes_around_the_program_is_seen(office, anna):
    """A file cannot defend itself: the check tells. A server refuses (below)."""
    if office.kind != "sqlite":
        return
    with sqlite3.connect(office.path) as outside:
        outside.execute("UPDATE project SET title = 'Altro', version = version + 1")
    outside.close()
    assert [p.record for p in office.check(anna)] == ["project P1"]


@pytest.mark.parametrize("statement", [
    "UPDATE project SET title = 'Altro'",
    "UPDATE project SET title = 'Altro', version = version + 1",
    "UPDATE project SET archived_at = now(), version = version + 1",
    "DELETE FROM project",
    "INSERT INTO zone (id, version, created_at, created_by, updated_at, updated_by, code, code_key, label, label_key,"
    " visibility) VALUES (1, 1, now(), '', now(), '', 'Z9', 'z9', 'x', 'x', 'cabina')",
])  # fmt: skip
@pytest.mark.parametrize("login", ["anna", "postgres"])
@pytest.mark.postgresql
def test_a_server_refuses_a_write_without_history(postgres_office, statement, login):
    small_register(postgres_office(Role.SEGRETARIO, name="anna"))
    dsn = postgres_office.server.dsn(user=login, db=postgres_office.database)
    with pytest.raises(psycopg.errors.RaiseException, match="no history"):
        write_around(dsn, statement)


def write_around(dsn, statement):
    with closing(psycopg.connect(dsn)) as outside:
        outside.execute(statement)
        outside.commit()


@pytest.mark.postgresql
def test_a_server_signs_what_is_written(postgres_office):
    """Whoever writes history by hand signs it with their own login, in its place in the chain."""
    desk = postgres_office(Role.SEGRETARIO, name="anna")
    small_register(desk)
    with psycopg.connect(postgres_office.server.dsn(user="anna", db=postgres_office.database)) as outside:
        outside.execute(
            "INSERT INTO change (who, deed, entity, record, version, code, visibility)"
            " VALUES ('bruno', 'Falso', 'zone', 1, 1, 'Z1', 'cabina')"
        )
    assert desk.since(desk.last_seq - 1)[0].who == "anna"
    assert postgres_office.check(desk) == []
    with psycopg.connect(postgres_office.server.dsn(user="anna", db=postgres_office.database)) as outside:
        for statement in ("UPDATE change SET who = 'x'", "DELETE FROM change", "UPDATE project_zones SET code = 'x'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                outside.execute(statement)
            outside.rollback()


# ---------------------------------------------------------------- several desks


def test_two_writers_and_a_reader_who_misses_nothing(office, anna):
    """Numbers are given in the order of the commits: who reads after the last number seen loses no row."""
    bruno, carla = office(Role.SEGRETARIO, name="bruno"), office(Role.LETTORE, name="carla")
    with anna.unit("Prepara") as unit:
        zones = [unit.insert(Zone, {"label": f"Zona {n}"}) for n in range(2)]
    last = anna.last_seq
    start = threading.Barrier(3)

    def write(desk, zone):
        start.wait()
        for n in range(25):
            with desk.unit("Modifica zona") as unit:
                zone = unit.update(Zone, zone.id, zone.version, {"label": f"{desk.who.login} {n}"})

    writers = [threading.Thread(target=write, args=pair) for pair in zip((anna, bruno), zones, strict=True)]
    for writer in writers:
        writer.start()
    start.wait()
    seen = []
    while len(seen) < 50 and (any(w.is_alive() for w in writers) or carla.last_seq > last):
        rows = carla.since(last)
        seen += [row.seq for row in rows]
        last = max([last, *seen])
    for writer in writers:
        writer.join()
    assert seen == sorted(set(seen))
    assert len(seen) == 50
    assert office.check(anna) == []


def test_the_bell_rings_for_another_desk(office, anna):
    bruno = office(Role.LETTORE, name="bruno")
    bell, heard = bruno.feed(), []
    listening = threading.Thread(target=lambda: heard.append(bell.wait(20)))
    listening.start()
    with anna.unit("Aggiungi zona") as unit:
        unit.insert(Zone, {"label": "Nuova"})
    listening.join()
    assert heard == [True]
    assert [row.code for row in bruno.since(unit.changes.seq - 1)] == ["Z02"]
    assert bell.wait(0) is False
    bell.close()


def test_a_bell_can_be_stopped(office, anna):
    bell = anna.feed()
    heard = []
    listening = threading.Thread(target=lambda: heard.append(bell.wait(3600)))
    listening.start()
    bell.stop()
    listening.join(10)
    assert heard == [False]
    bell.close()


def test_names_follow_what_others_write(office, anna):
    bruno = office(Role.LETTORE, name="bruno")
    assert bruno.names.label("actor", "A02") == "Àncora"
    assert [code for code, _ in bruno.names.options("actor")] == ["A02", "A01"]
    actor, last = anna.snapshot(Actor, "A02"), bruno.last_seq
    with anna.unit("Modifica attore") as unit:
        unit.update(Actor, actor.id, actor.version, {"name": "Zattera"})
    bruno.since(last)
    assert bruno.names.label("actor", "A02") == "Zattera"
    assert [code for code, _ in bruno.names.options("actor")] == ["A01", "A02"]
    assert bruno.names.find("actor", "ZATTERA") == "A02"
    assert bruno.names.find("actor", "Àncora") is None


def test_processes_take_turns_without_errors(office, anna):
    names = [f"p{n}" for n in range(4)]
    with anna.unit("Prepara") as unit:
        for name in names:
            unit.insert(Zone, {"code": name, "label": name})
    urls = [office.url] * 4
    if office.kind == "postgresql":
        for name in names:
            office.let_in(name, (Role.SEGRETARIO,))
        urls = [office.server.url(user=name, db=office.database) for name in names]
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    processes = [
        context.Process(target=rename_a_zone, args=(u, n, n, 20, answers)) for u, n in zip(urls, names, strict=True)
    ]
    for process in processes:
        process.start()
    told = dict(answers.get(timeout=100) for _ in names)
    for process in processes:
        process.join()
    assert told == dict.fromkeys(names, 21)
    assert office.check(anna) == []


def test_the_same_record_from_two_threads_of_one_desk(anna):
    """Units take turns: the second sees what the first wrote, and is told."""
    p = anna.snapshot(Project, "P1")
    results = []

    def edit(n):
        try:
            with anna.unit("Modifica progetto") as unit:
                unit.update(Project, p.id, p.version, {"progress": n})
            results.append("ok")
        except Stale:
            results.append("stale")

    threads = [threading.Thread(target=edit, args=(n,)) for n in (10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["ok", "stale", "stale"]


def test_a_question_can_be_interrupted_from_another_thread(office, anna):
    from app.core.progress import Cancelled

    with anna.reading(outdated=True) as reader:
        timer = threading.Timer(0.3, anna.interrupt)
        timer.start()
        forever = {
            "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
            "postgresql": "SELECT pg_sleep(600)",
        }[office.kind]
        with pytest.raises(Cancelled):
            reader.line.rows(forever)
        timer.join()
    assert anna.count(Query("project")) == 1


# ---------------------------------------------------------------- accounts


@pytest.mark.postgresql
def test_an_account_lets_a_login_in(postgres_office):
    admin = postgres_office(Role.SEGRETARIO, Role.AMMINISTRATORE, name="tecla")
    small_register(admin)
    server = postgres_office.server
    with admin.unit("Aggiungi persona") as unit:
        unit.insert(
            PersonEntity, {"code": "M1", "first_name": "A", "last_name": "B", "actor": "A02", "role_title": "x"}
        )
    with pytest.raises(Refused, match="«dario»"), admin.unit("Nuovo utente") as unit:
        unit.insert(Account, {"login": "dario", "roles": ("componente",), "person": "M1"})
    server.execute("CREATE ROLE dario LOGIN")
    url = server.url(user="dario", db=postgres_office.database)
    with pytest.raises((Forbidden, Unreachable)):
        Store.open(url)
    with admin.unit("Nuovo utente") as unit:
        account = unit.insert(Account, {"login": "dario", "roles": ("componente",), "person": "M1"})
    dario = Store.open(url)
    assert (dario.who.login, dario.who.roles, dario.who.actor) == ("dario", {Role.COMPONENTE}, "A02")
    dario.close()
    with admin.unit("Modifica utente") as unit:
        account = unit.update(Account, account.id, account.version, {"active": False})
    with pytest.raises((Forbidden, Unreachable)):
        Store.open(url)
    with admin.unit("Modifica utente") as unit:
        unit.update(Account, account.id, account.version, {"active": True, "roles": ("lettore",)})
    dario = Store.open(url)
    with pytest.raises(Forbidden), dario.unit("Aggiungi zona") as unit:
        unit.insert(Zone, {"label": "x"})
    dario.close()
    server.execute("DROP OWNED BY dario")
    server.execute("DROP ROLE dario")
