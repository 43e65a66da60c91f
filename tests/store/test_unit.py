"""One person, one named deed, one transaction."""

from decimal import Decimal

import pytest

from app.core.errors import Forbidden, Refused, Stale
from app.domain.actors import Actor
from app.domain.permissions import Role
from app.domain.places import FundSource, TargetGroup, Zone
from app.domain.projects import FundingLine, Project
from app.domain.query import Query
from app.store.store import Store


def small_register(desk: Store) -> None:
    """Two actors, a zone, a target group, a source of money and a project."""
    with desk.unit("Prepara") as unit:
        unit.insert(FundSource, {"code": "PNRR", "label": "PNRR"})
        unit.insert(Actor, {"code": "A01", "name": "Comune", "category": "PA", "kind": "comune"})
        unit.insert(Actor, {"code": "A02", "name": "Àncora", "category": "CIV", "kind": "aps"})
        unit.insert(TargetGroup, {"code": "T01", "label": "Tutti"})
        unit.insert(Zone, {"code": "Z01", "label": "Centro"})
        unit.insert(
            Project,
            {"code": "P1", "title": "Biblioteca", "main_sector": "CUL", "lead": "A01",
             "partners": ("A02:finanziatore",),
             "targets": ("T01",), "zones": ("Z01",)},
        )  # fmt: skip


@pytest.fixture
def anna(office) -> Store:
    desk = office(Role.SEGRETARIO, name="anna")
    small_register(desk)
    return desk


def project(desk: Store):
    found = desk.snapshot(Project, "P1")
    assert found is not None
    return found


def test_what_is_written_is_read_again(anna):
    p = project(anna)
    assert p.version == 1
    assert p["title"] == "Biblioteca"
    assert p["partners"] == ("A02:finanziatore",)
    assert p["status"] == "proposta"
    assert p["visibility"] == "cabina"


def test_an_edit_answers_the_record_as_it_is_now(anna):
    p = project(anna)
    with anna.unit("Modifica progetto") as unit:
        now = unit.update(Project, p.id, p.version, {"title": "Biblioteca aperta", "progress": 60})
    assert now.version == 2
    assert unit.changes.touched == {("project", p.id): now}
    assert project(anna) == now
    last = anna.history(Project, p.id)[-1]
    assert (last.deed, last.before, last.after) == (
        "Modifica progetto",
        {"title": "Biblioteca", "progress": None},
        {"title": "Biblioteca aperta", "progress": 60},
    )


def test_nothing_is_written_when_nothing_differs(anna):
    p, seq = project(anna), anna.last_seq
    with anna.unit("Modifica progetto") as unit:
        assert unit.update(Project, p.id, p.version, {"title": "Biblioteca"}) == p
    assert anna.last_seq == seq
    assert unit.changes.seq == 0


def test_the_second_to_write_is_told_what_the_first_wrote(office, anna):
    bruno = office(Role.SEGRETARIO, name="bruno")
    p = project(anna)
    with bruno.unit("Modifica progetto") as unit:
        theirs = unit.update(Project, p.id, p.version, {"title": "Biblioteca B"})
    with pytest.raises(Stale) as told, anna.unit("Modifica progetto") as unit:
        unit.update(Project, p.id, p.version, {"title": "Biblioteca A"})
    assert told.value.theirs == theirs
    assert told.value.who == "bruno"
    assert told.value.fields == {"title"}
    assert project(anna)["title"] == "Biblioteca B"


def test_two_fields_of_one_record_merge_when_asked(office, anna):
    bruno = office(Role.SEGRETARIO, name="bruno")
    p = project(anna)
    with bruno.unit("Modifica progetto") as unit:
        unit.update(Project, p.id, p.version, {"title": "Biblioteca B"})
    with anna.unit("Modifica progetto") as unit:
        now = unit.update(Project, p.id, p.version, {"progress": 10}, merge=True)
    assert (now["title"], now["progress"], now.version) == ("Biblioteca B", 10, 3)
    with pytest.raises(Stale), anna.unit("Modifica progetto") as unit:
        unit.update(Project, p.id, p.version, {"title": "Biblioteca A"}, merge=True)


def test_an_exception_writes_nothing(anna):
    seq = anna.last_seq

    def broken() -> None:
        with anna.unit("Prova") as unit:
            unit.insert(Zone, {"code": "Z09", "label": "Altrove"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert anna.snapshot(Zone, "Z09") is None
    assert anna.last_seq == seq


def test_codes_follow_the_pattern_and_are_given_once(anna):
    with anna.unit("Aggiungi") as unit:
        codes = [unit.insert(Zone, {"label": f"Zona {n}"}).code for n in range(3)]
        line = unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal("10.00")})
    assert codes == ["Z02", "Z03", "Z04"]
    assert line.code == "P1-F1"


def test_money_of_a_project_is_the_sum_of_its_lines(anna):
    with anna.unit("Aggiungi finanziamento") as unit:
        one = unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal("100.50")})
        unit.insert(
            FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal("0.25"), "spent": Decimal("0.25")}
        )
    p = project(anna)
    assert (p["budget"], p["spent"], p["committed"], p["sources"]) == (
        Decimal("100.75"), Decimal("0.25"), None, ("PNRR",),
    )  # fmt: skip
    assert p.version == 1
    assert unit.changes.touched["project", p.id] == p
    with anna.unit("Elimina finanziamento") as unit:
        unit.trash(FundingLine, one.id, one.version)
    assert project(anna)["budget"] == Decimal("0.25")


def test_the_trash_takes_the_parts_and_gives_them_back(anna):
    with anna.unit("Aggiungi finanziamento") as unit:
        old = unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal("1.00")})
        unit.insert(FundingLine, {"project": "P1", "source": "PNRR", "amount": Decimal("2.00")})
    with anna.unit("Elimina finanziamento") as unit:
        unit.trash(FundingLine, old.id, old.version)
    p = project(anna)
    with anna.unit("Elimina progetto") as unit:
        unit.trash(Project, p.id, p.version)
    assert unit.changes.touched["project", p.id] is None
    assert anna.snapshot(Project, "P1") is None
    assert anna.count(Query("funding_line")) == 0
    assert anna.count(Query("project", trashed=True)) == 1
    with anna.unit("Ripristina progetto") as unit:
        back = unit.restore(Project, p.id, p.version + 1)
    assert back.values == p.values
    assert anna.count(Query("funding_line")) == 1  # the one thrown away before stays thrown away


def test_a_link_to_nobody_is_refused_with_its_name(anna):
    p = project(anna)
    with pytest.raises(Refused, match="A99"), anna.unit("Modifica") as unit:
        unit.update(Project, p.id, p.version, {"lead": "A99"})
    with pytest.raises(Refused, match="Z99"), anna.unit("Modifica") as unit:
        unit.update(Project, p.id, p.version, {"zones": ("Z99",)})
    assert project(anna) == p


def test_records_that_link_to_each_other_are_written_in_any_order(anna):
    with anna.unit("Carica") as unit:
        unit.insert(FundingLine, {"code": "F1", "project": "P2", "source": "X", "amount": Decimal("5.00")})
        unit.insert(FundSource, {"code": "X", "label": "X"})
        unit.insert(Project, {"code": "P2", "title": "Due", "main_sector": "SOC", "lead": "A07", "targets": ("T01",),
                              "zones": ("Z01",)})  # fmt: skip
        unit.insert(Actor, {"code": "A07", "name": "Sette", "category": "PA", "kind": "comune"})
    found = anna.snapshot(Project, "P2")
    assert found is not None
    assert found["budget"] == Decimal("5.00")
    assert found["sources"] == ("X",)


def test_a_code_renamed_follows_everywhere(anna):
    actor = anna.snapshot(Actor, "A02")
    assert actor is not None
    with anna.unit("Modifica attore") as unit:
        unit.update(Actor, actor.id, actor.version, {"code": "ANCORA"})
    assert project(anna)["partners"] == ("ANCORA:finanziatore",)
    assert "project" in unit.changes.whole
    assert anna.names.label("actor", "ANCORA") == "Àncora"


def test_a_record_others_link_to_is_not_purged(anna):
    actor = anna.snapshot(Actor, "A02")
    assert actor is not None
    with pytest.raises(Refused, match="A02"), anna.unit("Elimina") as unit:
        unit.purge(Actor, actor.id, actor.version)
    assert anna.snapshot(Actor, "A02") == actor


def test_a_code_used_twice_is_refused(anna):
    with pytest.raises(Refused, match="«A01» è già usato"), anna.unit("Aggiungi") as unit:
        unit.insert(Actor, {"code": "A01", "name": "Altro", "category": "PA", "kind": "comune"})


def test_a_reader_may_not_write(office, anna):
    lettore = office(Role.LETTORE, name="lia")
    with pytest.raises(Forbidden), lettore.unit("Aggiungi") as unit:
        unit.insert(Zone, {"label": "Mia"})
    p = project(anna)
    with pytest.raises(Forbidden), lettore.unit("Modifica") as unit:
        unit.update(Project, p.id, p.version, {"title": "Mia"})
