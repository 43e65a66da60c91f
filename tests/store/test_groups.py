"""Lists by groups: what the tallies add up is what SQL adds up, and every row is in the group of its value."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.core.errors import Forbidden
from app.domain.permissions import Role
from app.domain.projects import FundingLine, Project
from app.domain.query import Filter, Query
from app.store import groups, tallies
from app.store.store import Store
from tests.store.test_unit import small_register

FIELDS = ("status", "main_sector", "lead", "objectives", "targets", "zones", "sources", "referent")
LISTS = (
    Query("project"),
    Query("project", (Filter("status", "=", ("in_corso",)),)),
    Query("project", (Filter("zones", "=", ("Z01",)), Filter("status", "!=", ("concluso",)))),
    Query("project", text="officina"),
)


def filled(store: Store) -> Store:
    small_register(store)
    states = ("proposta", "in_corso", "concluso")
    with store.unit("Nuovi progetti") as unit:
        for n in range(40):
            unit.insert(Project, {"code": f"Q{n:02}", "title": f"Officina {n % 7} di quartiere", "main_sector": "CUL",
                                  "status": states[n % 3], "lead": f"A0{n % 2 + 1}", "targets": ("T01",),
                                  "zones": ("Z01",) if n % 4 else (), "progress": n})  # fmt: skip
            unit.insert(FundingLine, {"project": f"Q{n:02}", "source": "PNRR", "amount": 100 * n})
    return store


@pytest.fixture
def desk(sqlite_office) -> Iterator[Store]:
    return filled(sqlite_office(Role.SEGRETARIO, name="anna"))


def test_groups_come_in_their_vocabularys_order_with_their_sums(desk: Store) -> None:
    found = {group.code: group for group in desk.groups(Query("project", text="officina"), "status", ("budget",))}
    assert list(found) == ["proposta", "in_corso", "concluso"]
    assert {code: group.count for code, group in found.items()} == {"proposta": 14, "in_corso": 13, "concluso": 13}
    assert found["proposta"].sums["budget"] == Decimal(100 * sum(range(0, 40, 3)))


def test_a_row_with_several_values_is_in_each_group_and_one_without_in_the_last(desk: Store) -> None:
    query = Query("project", text="officina")
    last = desk.groups(query, "zones")[-1]
    assert last.code is None
    assert last.count == 10
    assert desk.count(query.within("zones", None)) == 10
    assert desk.count(query.within("zones", "Z01")) == 30


@pytest.mark.parametrize("query", LISTS)
@pytest.mark.parametrize("name", FIELDS)
def test_a_group_is_a_filter(desk: Store, name: str, query: Query) -> None:
    for group in desk.groups(query, name, ("budget",)):
        inside = query.within(name, group.code)
        assert desk.count(inside) == group.count
        assert desk.totals(inside, ("budget",)) == group.sums


@pytest.mark.parametrize("few", [True, False])
def test_what_is_kept_in_memory_adds_up_as_sql(desk: Store, monkeypatch: pytest.MonkeyPatch, *, few: bool) -> None:
    monkeypatch.setattr(tallies, "BIG", 0)
    if not few:
        monkeypatch.setattr("app.store.tally_making._FEW", 0)
    for query in LISTS:
        for name in FIELDS:
            with desk.reading() as reader:
                told = groups.counted(reader, query, name, ("budget", "spent"))
            expected = groups.in_order(query, name, ("budget", "spent"), told, desk.names)
            assert desk.groups(query, name, ("budget", "spent")) == expected


def test_no_group_tells_what_may_not_be_read(sqlite_office) -> None:
    with pytest.raises(Forbidden):
        sqlite_office(Role.LETTORE, name="ugo").groups(Query("person"), "phone")
