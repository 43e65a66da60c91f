"""Many records at once are written as one by one: same rows, links, sums, words, history."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import Refused
from app.domain.actors import PersonEntity
from app.domain.permissions import Role
from app.domain.projects import FundingLine, Project
from app.domain.query import Filter, Query
from app.store import loading
from app.store.batch import Batch, columns_of
from app.store.chain import link, link_new
from app.store.layout import layout
from app.store.logbook import entry
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


PROJECTS = [
    {"code": "P1", "title": "È l'ora \"x\"\n", "expected_users": 12, "partners": ("A02:finanziatore", "A03"),
     "start": date(2026, 1, 31), "progress": 0, "status": "proposta", "lead": "A01"},
    {"code": "P2", "title": "", "targets": ("T01",), "progress": 55, "visibility": "interna"},
    {"code": "P10", "title": "Ultimo"},
]  # fmt: skip
PEOPLE = [
    {"code": "M1", "first_name": "Anna", "last_name": "Rossi", "official_email": "a@x.it", "phone": "0541 1"},
    {"code": "M2", "first_name": "Ugo", "last_name": "D'Este"},
]
MARKS = {"version": 1, "created_at": "x", "created_by": "anna"}


@pytest.mark.parametrize(("entity", "given"), [(Project, PROJECTS), (PersonEntity, PEOPLE)])
def test_a_batch_says_what_its_records_say_one_by_one(entity, given):
    where = layout(entity)
    rows = [{**where.blank, **values} for values in given]
    batch, numbers = Batch(entity, rows), list(range(7, 7 + len(rows)))
    names = columns_of(where, MARKS)
    for number, values, stored in zip(numbers, rows, batch.stored(numbers, MARKS), strict=True):
        plain = where.encode({name: value for name, value in values.items() if name not in where.totals})
        assert dict(zip(names, stored, strict=True)) == {"id": number, **MARKS, **plain}
    for values, told in zip(rows, batch.told(), strict=True):
        after = {name: value for name, value in values.items() if value not in (None, ())}
        one = entry(entity, 1, 1, values["code"], "cabina", None, after)
        assert told == (one.after, one.secret)
    assert [secret is not None for _, secret in batch.told()] == [bool(v.get("phone")) for v in given]


@pytest.mark.parametrize("secret", [None, '[{},{"email":"x"}]'])
def test_new_records_are_chained_as_any_other(secret):
    same = ("2026", "anna", "Importazione", 4, "project")
    row = (5, *same, 99, 1, "P1", "cabina", None, '{"code":"P1"}', secret)
    told = "\x1f".join(map(str, same))
    assert link_new("0" * 64, 5, told, 99, "P1", "cabina", '{"code":"P1"}', secret or "") == link("0" * 64, row)


def test_a_record_from_a_computer_whose_clock_was_ahead_stands_among_the_new_ones(office, monkeypatch):
    """The numbers from the first new record to the last are then not all new: the old one is not loaded twice."""
    monkeypatch.setattr("app.store.bulk.FEW", 50)
    monkeypatch.setattr("app.store.bulk.new_id", itertools.count(1000, 10).__next__)
    anna = office(Role.SEGRETARIO)
    small_register(anna)
    with anna.unit("Nuovo progetto") as unit:
        unit.insert(Project, next(iter(many(1))), number=1005)
    with anna.unit("Importa progetti") as unit:
        unit.insert_many(Project, many(60))
    assert office.check(anna) == []
    assert anna.count(Query("project", text="progetto numero")) == 61
    assert anna.count(Query("project", (Filter("zones", "=", ("Z01",)),))) == 62


def test_codes_already_taken_by_hand_are_stepped_over(office):
    anna = office(Role.SEGRETARIO)
    small_register(anna)
    row = next(iter(many(1)))
    with anna.unit("Nuovo progetto") as unit:
        unit.insert(Project, {**row, "code": "OPF-2026-003"})
        unit.insert(Project, row)
    with anna.unit("Importa progetti") as unit:
        unit.insert_many(Project, many(5))
    codes = {one.code for one in anna.snapshots(Query("project"))}
    assert len(codes) == 8
    assert sum(code.startswith("OPF-2026-") for code in codes) == 7
