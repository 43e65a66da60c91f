"""Many records at once are written as one by one: same rows, links, sums, words, history."""

from decimal import Decimal

import pytest

from app.core.errors import Refused
from app.domain.permissions import Role
from app.domain.projects import FundingLine, Project
from app.domain.query import Filter, Query
from app.store import loading
from tests.store.test_unit import small_register


def many(count):
    for n in range(count):
        yield {
            "title": f"Progetto numero {n}", "main_sector": "SOC", "lead": "A01", "targets": ("T01",),
            "zones": ("Z01",),
            "partners": ("A02:finanziatore",) if n % 2 else (),
        }  # fmt: skip


@pytest.mark.parametrize("count", [5, 60])
def test_a_bulk_is_whole(office, monkeypatch, count):
    monkeypatch.setattr(loading, "FEW", 50)
    monkeypatch.setattr("app.store.bulk.FEW", 50)
    anna = office(Role.SEGRETARIO)
    small_register(anna)
    with anna.unit("Importa progetti") as unit:
        assert unit.insert_many(Project, many(count)) == count
        codes = [f"OPF-2026-{n:03}" for n in range(1, count + 1)]
        unit.insert_many(FundingLine, ({"project": c, "source": "PNRR", "amount": Decimal(2)} for c in codes))
    assert unit.changes.whole >= {"project", "funding_line"}
    assert office.check(anna) == []
    assert anna.count(Query("project")) == count + 1
    assert anna.totals(Query("project"))["budget"] == Decimal(2 * count)
    assert anna.count(Query("project", (Filter("partners", "=", ("A02",)),))) == count // 2 + 1
    assert anna.count(Query("project", text="numero ancora")) == count // 2
    last = anna.deed(anna.since(0)[-1].unit)
    assert len(last) == 2 * count
    # what was dropped to go fast is back: one more record is linked, counted and found
    with anna.unit("Aggiungi") as unit:
        unit.insert(Project, {"title": "Ultimo arrivato", "main_sector": "SOC", "lead": "A01", "targets": ("T01",),
                              "zones": ("Z01",)})  # fmt: skip
    assert anna.count(Query("project", text="ultimo")) == 1
    assert office.check(anna) == []


def test_a_bulk_with_a_code_used_twice_writes_nothing(office, monkeypatch):
    monkeypatch.setattr("app.store.bulk.FEW", 50)
    anna = office(Role.SEGRETARIO)
    small_register(anna)
    seq = anna.last_seq
    rows = [{**row, "code": f"X{n % 59}"} for n, row in enumerate(many(60))]
    with pytest.raises(Refused, match="«X0»"), anna.unit("Importa progetti") as unit:
        unit.insert_many(Project, rows)
    assert anna.last_seq == seq
    assert anna.count(Query("project")) == 1
    assert office.check(anna) == []
