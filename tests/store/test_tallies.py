"""Lists held in memory: whatever two desks write, they count what SQL counts; also after closing and opening."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import AppError
from app.core.progress import Cancelled
from app.domain.actors import Actor
from app.domain.permissions import Role
from app.domain.projects import FundingLine, Project
from app.domain.query import Filter, Query, Sort
from app.store import facets, tallies, tally_file, tally_making
from app.store.store import Store
from tests.store.test_unit import small_register

FACETS = ("main_sector", "status", "objectives", "outcomes", "targets", "zones", "lead", "sources")
COLUMNS = ("code", "title", "lead")
STATES = ("proposta", "in_corso", "concluso", "sospeso")
LISTS = (
    Query("project"),
    Query("project", (Filter("status", "=", ("in_corso", "sospeso")),)),
    Query("project", (Filter("lead", "=", ("A02",)), Filter("zones", "=", ("Z01",)))),
    Query("project", (Filter("lead", "!=", ("A01",)), Filter("progress", ">", (10,)))),
    Query("project", text="officina"),
    Query("project", (Filter("status", "!=", ("proposta",)),), text="ancora"),
)


def same(desk: Store) -> None:
    """What the desk counts is what SQL counts now."""
    for query in LISTS:
        told = desk.facets(query, FACETS), desk.totals(query), desk.count(query)
        with desk.reading() as reader:
            assert told == (
                facets.counts(reader, query, FACETS), reader.totals(query, list(told[1])), reader.count(query)
            ), query  # fmt: skip
            ids = [row[0] for batch in reader.ids(query) for row in batch]
        assert desk.page(query, COLUMNS).ids == ids[:128]


def filled(store: Store) -> Store:
    small_register(store)
    with store.unit("Nuovi progetti") as unit:
        for n in range(40):
            unit.insert(Project, new(f"Q{n:02}", random.Random(n)))
    return store


def new(code: str, draw: random.Random) -> dict[str, object]:
    return {"code": code, "title": f"Officina {draw.randrange(9)} di quartiere", "main_sector": "CUL",
            "status": draw.choice(STATES), "lead": draw.choice(("A01", "A02")), "targets": ("T01",),
            "zones": draw.choice((("Z01",), ())), "progress": draw.randrange(100),
            "visibility": draw.choice(("cabina", "interna", "pubblica"))}  # fmt: skip


def write(desk: Store, draw: random.Random, number: int) -> None:
    """A deed as they come."""
    with desk.unit("Prova") as unit:
        p = draw.choice(unit.snapshots(Query("project")))
        match draw.randrange(8):
            case 0 | 1:
                unit.insert(Project, new(f"N{number:03}", draw))
            case 2 | 3:
                values = new("", draw)
                unit.update(Project, p.id, p.version, {name: values[name] for name in ("status", "lead", "zones")})
            case 4:
                unit.update(Project, p.id, p.version, {"title": f"Ancora {number}", "visibility": "interna"})
            case 5:
                unit.insert(FundingLine, {"project": p.code, "source": "PNRR", "amount": draw.randrange(10**6)})
            case 6:
                unit.trash(Project, p.id, p.version)
            case _:
                for old in unit.snapshots(Query("project", trashed=True), 1):
                    (unit.restore if draw.random() < 0.5 else unit.purge)(Project, old.id, old.version)


@pytest.fixture(params=["few", "runs"])
def desks(sqlite_office, monkeypatch, request) -> tuple[Store, Store]:
    """Two desks at one register in which every list counts as long; with few values in each column, or many."""
    monkeypatch.setattr(tallies, "BIG", 0)
    if request.param == "runs":
        monkeypatch.setattr(tally_making, "_FEW", 1)
    return filled(sqlite_office(Role.SEGRETARIO, name="anna")), sqlite_office(Role.SEGRETARIO, name="bice")


@pytest.mark.parametrize("seed", range(4))
def test_two_desks_write_and_both_count_as_sql_does(desks, seed):
    draw = random.Random(seed)
    for desk in desks:
        same(desk)
    for number in range(12):
        for _ in range(draw.randrange(1, 4)):
            write(draw.choice(desks), draw, number * 10 + _)
        same(draw.choice(desks))
    for desk in desks:
        same(desk)
        assert "project" in desk._tallies._made


def test_a_linked_record_that_gets_another_code_is_counted_under_it(desks):
    anna, bice = desks
    same(bice)
    lead = anna.snapshot(Actor, "A02")
    with anna.unit("Nuovo codice") as unit:
        unit.update(Actor, lead.id, lead.version, {"code": "A77"})
    same(bice)
    assert "A77" in bice.facets(Query("project"), ("lead",))["lead"]


def test_more_writing_than_is_followed_is_read_again(desks, monkeypatch):
    anna, bice = desks
    same(bice)
    monkeypatch.setattr(tallies, "_AT_ONCE", 3)
    for n in range(6):
        write(anna, random.Random(n), 500 + n)
    same(bice)


# ---------------------------------------------------------------- kept between openings


def never(*_: object) -> None:
    raise AssertionError("the list was read again")


@pytest.fixture
def reopened(desks, monkeypatch) -> Callable[[], Store]:
    """Opens the register again, not letting it read its lists whole."""
    anna, _ = desks
    same(anna)

    def again() -> Store:
        monkeypatch.setattr(tally_making, "made", never)
        return Store.open(anna.place.path, anna.who)

    return again


def test_what_was_counted_is_kept(reopened):
    store = reopened()
    same(store)
    store.close()


def test_what_was_written_meanwhile_is_counted_too(desks, reopened):
    for n in range(9):
        write(desks[1], random.Random(n), 700 + n)
    store = reopened()
    same(store)
    store.close()


@pytest.mark.parametrize("spoil", [
    lambda file: file.write_bytes(file.read_bytes()[:-1]),
    lambda file: file.write_bytes(b"other"),
    lambda file: file.write_bytes(file.read_bytes().replace(b'"mark": "', b'"mark": "0', 1)),
    lambda file: file.unlink(),
], ids=["cut", "other", "another past", "gone"])  # fmt: skip
def test_a_file_that_is_not_of_this_register_is_made_again(desks, spoil):
    anna, _ = desks
    same(anna)
    file: Path = tally_file.file_of(anna.place.path, "project")
    assert file.exists()
    spoil(file)
    store = Store.open(anna.place.path, anna.who)
    same(store)
    store.close()
    assert file.exists()


def test_an_older_copy_put_back_is_not_counted_as_the_newer_was(desks, tmp_path):
    anna, _ = desks
    from app.core.progress import Progress
    from app.store.backup import backup

    copy = backup(anna, tmp_path / "copia.db", Progress())
    for n in range(9):
        write(anna, random.Random(n), 800 + n)
    same(anna)
    newer = tally_file.file_of(anna.place.path, "project")
    older = tally_file.file_of(copy, "project")
    older.parent.mkdir(parents=True, exist_ok=True)
    older.write_bytes(newer.read_bytes())  # as if the copy had been put in the register's place
    store = Store.open(copy, anna.who)
    for n in range(9):
        write(store, random.Random(100 + n), 900 + n)
    same(store)
    store.close()


# ---------------------------------------------------------------- jumps and giving up


@pytest.mark.parametrize("sort", [(), (Sort("title", True),), (Sort("status"),), (Sort("lead", True), Sort("code")),
                                  (Sort("budget"),), (Sort("review_date"),)], ids=str)  # fmt: skip
def test_a_jump_lands_where_the_list_of_all_rows_says(desks, sort):
    anna, _ = desks
    query = Query("project", sort=sort)
    jumped = {at: anna.page(query, COLUMNS, at=at, size=7) for at in (0, 3, 20, 38, 40, 41, 60)}
    ids = list(anna.ids(query))
    assert len(ids) == 41
    for at, page in jumped.items():
        assert page.ids == ids[at : at + 7]
        assert page.more == (at + 7 < len(ids))
    assert {at: anna.page(query, COLUMNS, at=at, size=7).ids for at in jumped} == {
        at: page.ids for at, page in jumped.items()
    }


def test_what_is_given_up_between_two_questions_stays_given_up(office):
    desk = office(Role.SEGRETARIO, name="anna")

    def asking_on() -> None:
        with desk.reading(outdated=True) as reader:
            assert reader.line.rows("SELECT 1")
            desk.interrupt()
            reader.line.rows("SELECT 1")

    with pytest.raises(Cancelled):
        asking_on()
    with desk.reading(outdated=True) as reader:
        assert reader.line.rows("SELECT 1") == [(1,)]


def test_closing_stops_what_is_being_read(desks, monkeypatch):
    anna, _ = desks
    began: list[BaseException] = []

    def slow(*given: object) -> None:
        anna._tallies._closed.set()
        try:
            given[2]()  # the breath between two strokes
        except Cancelled as stopped:
            began.append(stopped)
            raise

    monkeypatch.setattr(tally_making, "made", slow)
    try:
        assert anna.facets(Query("project"), ("status",))["status"]
    except AppError as refused:
        pytest.fail(str(refused))
    assert began
