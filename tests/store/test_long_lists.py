"""Long lists: every order has its index, a page reads a page, and what is counted in memory is what SQL counts."""

import re
from collections.abc import Iterator

import pytest

from app.domain.entities import ENTITIES
from app.domain.permissions import Role
from app.domain.projects import FundingLine, Project
from app.domain.query import Filter, Query, Sort
from app.store import facets, tallies
from app.store.store import Store
from tests.store.test_unit import small_register

SORTED = (
    "code",
    "title",
    "main_sector",
    "status",
    "lead",
    "targets",
    "objectives",
    "outcomes",
    "zones",
    "sources",
    "budget",
    "committed",
    "spent",
    "start",
    "end",
    "progress",
    "expected_users",
    "reached_users",
    "review_date",
)
"""The columns a register may be put in order by without reading all of it."""

FACETS = ("main_sector", "status", "objectives", "outcomes", "targets", "zones", "lead", "sources")
COLUMNS = ("code", "title", "status", "budget")


@pytest.fixture
def desk(sqlite_office, monkeypatch) -> Iterator[Store]:
    """A register in which every list counts as long."""
    monkeypatch.setattr(tallies, "BIG", 0)
    found = sqlite_office(Role.SEGRETARIO, name="anna")
    small_register(found)
    states = ("proposta", "in_corso", "concluso")
    with found.unit("Nuovi progetti") as unit:
        for n in range(40):
            unit.insert(Project, {"code": f"Q{n:02}", "title": f"Officina {n % 7} di quartiere", "main_sector": "CUL",
                                  "status": states[n % 3], "lead": f"A0{n % 2 + 1}", "targets": ("T01",),
                                  "zones": ("Z01",) if n % 4 else (), "progress": n})  # fmt: skip
            unit.insert(FundingLine, {"project": f"Q{n:02}", "source": "PNRR", "amount": 100 * n})
    return found


def asked(desk: Store, query: Query, monkeypatch) -> list[tuple[str, list[object]]]:
    """The statements a page of a list needs."""
    said: list[tuple[str, list[object]]] = []
    with desk.reading() as reader:
        real = reader.line.rows
        monkeypatch.setattr(
            reader.line, "rows", lambda sql, values=(): said.append((sql, list(values))) or real(sql, values)
        )
        reader.page(query, COLUMNS, size=5)
        monkeypatch.undo()
    return [one for one in said if " ORDER BY " in one[0]]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("name", SORTED)
def test_every_order_follows_an_index(desk, monkeypatch, name, down):
    for sql, values in asked(desk, Query("project", sort=(Sort(name, down),)), monkeypatch):
        with desk.reading() as reader:
            plan = " ".join(str(row[3]) for row in reader.line.rows(f"EXPLAIN QUERY PLAN {sql}", values))
        assert "USING INDEX" in plan or "USING COVERING INDEX" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert re.search(r"LIMIT [1-6]$", sql), sql


def both(desk: Store, query: Query) -> None:
    """What the tally says is what SQL says."""
    told = desk.facets(query, FACETS), desk.totals(query), desk.count(query)
    with desk.reading() as reader:
        counted = facets.counts(reader, query, FACETS)
        sums = reader.totals(query, list(told[1]))
        assert told == (counted, sums, reader.count(query))


QUERIES = (
    Query("project"),
    Query("project", (Filter("status", "=", ("in_corso",)),)),
    Query("project", (Filter("status", "=", ("in_corso", "concluso")), Filter("lead", "!=", ("A01",)))),
    Query("project", (Filter("zones", "=", ()), Filter("progress", ">", (10,)))),
    Query("project", text="officina 3"),
    Query("project", (Filter("status", "=", ("proposta",)),), text="ancora"),
    Query("project", text="nessuno"),
)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_what_is_counted_in_memory_is_what_sql_counts(desk, query):
    both(desk, query)


def test_the_tally_follows_what_is_written(desk):
    both(desk, Query("project"))
    p = desk.snapshot(Project, "Q07")
    with desk.unit("Modifica progetto") as unit:
        now = unit.update(Project, p.id, p.version, {"status": "sospeso", "zones": ()})
        unit.insert(FundingLine, {"project": "Q08", "source": "PNRR", "amount": 5})
        unit.insert(
            Project, {"code": "Q99", "title": "Ultimo", "main_sector": "CUL", "lead": "A02", "targets": ("T01",)}
        )
    for query in QUERIES:
        both(desk, query)
    with desk.unit("Nel cestino") as unit:
        unit.trash(Project, now.id, now.version)
    for query in QUERIES:
        both(desk, query)
    lead = desk.snapshot(ENTITIES["actor"], "A02")
    with desk.unit("Nuovo codice") as unit:
        unit.update(ENTITIES["actor"], lead.id, lead.version, {"code": "A77"})
    both(desk, Query("project"))
    assert desk.facets(Query("project"), ("lead",))["lead"]["A77"] == desk.count(
        Query("project", (Filter("lead", "=", ("A77",)),))
    )


def test_a_broad_search_shows_the_same_rows_in_the_same_order(desk, monkeypatch):
    plain = {
        sort: desk.page(Query("project", text="officina", sort=(Sort(sort),)), COLUMNS).ids
        for sort in ("code", "title")
    }
    monkeypatch.setattr(tallies, "_FEW", 3)
    monkeypatch.setattr(tallies, "_SOON", 10)
    for sort, ids in plain.items():
        found, query = [], Query("project", text="officina", sort=(Sort(sort),))
        page = desk.page(query, COLUMNS, size=4)
        found += page.ids
        while page.more:
            page = desk.page(query, COLUMNS, size=4, after=page.last)
            found += page.ids
        assert found == ids
        assert list(desk.ids(query)) == ids


def test_the_lists_of_one_who_may_not_see_all_are_counted_without_it(sqlite_office, desk):
    p = desk.snapshot(Project, "Q03")
    with desk.unit("Modifica progetto") as unit:
        unit.update(Project, p.id, p.version, {"visibility": "interna"})
    guest = sqlite_office(Role.LETTORE, name="lia")
    both(guest, Query("project"))
    assert guest.count(Query("project")) == desk.count(Query("project")) - 1
