"""What people do with the register, told at use-case level."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Forbidden, Refused, Stale
from app.domain.entities import ENTITIES
from app.domain.permissions import Role
from app.domain.query import Query, Sort, parse_filter
from app.store.store import Store
from app.usecases import committee, history, lists, register, seeking


def value(desk: Store, code: str, field: str, entity: str = "project") -> Any:
    return register.named(desk, entity, code)[field]


def change(desk: Store, code: str, entity: str = "project", **values: Any) -> None:
    seen = register.named(desk, entity, code)
    register.edit(desk, entity, seen.id, seen.version, values)


def test_the_secretary_writes_the_progress_of_a_project_and_it_is_in_its_history(secretary: Store) -> None:
    change(secretary, "P13", progress=60)
    seen = register.named(secretary, "project", "P13")
    assert (seen["progress"], seen.version) == (60, 2)
    last = history.of(secretary, "project", seen.id)[-1]
    assert (last.who, last.deed, last.before, last.after) == (
        "sara",
        "Modifica progetto",
        {"progress": None},
        {"progress": 60},
    )
    assert last.sentences == ("Avanzamento: – → 60\u00a0%",)


def test_two_people_open_the_same_project_and_the_second_to_save_is_told(secretary: Store, office: Any) -> None:
    marta = office(Role.PRESIDENTE, name="marta")
    both_saw = register.named(secretary, "project", "P12")
    register.edit(marta, "project", both_saw.id, both_saw.version, {"progress": 80})
    with pytest.raises(Stale, match="marta ha appena modificato") as told:
        register.edit(secretary, "project", both_saw.id, both_saw.version, {"progress": 90})
    assert told.value.theirs is not None
    assert told.value.theirs["progress"] == 80
    assert value(secretary, "P12", "progress") == 80


def test_a_member_edits_the_projects_of_her_own_body_and_no_others(secretary: Store, office: Any) -> None:
    lidia = office(Role.COMPONENTE, name="lidia", person="M11", actor="A17")
    change(lidia, "P03", progress=40)  # led by her association
    change(lidia, "P22", progress=10)  # she is a partner there
    with pytest.raises(Forbidden):
        change(lidia, "P05", progress=10)
    assert value(secretary, "P03", "progress") == 40
    assert value(secretary, "P05", "progress") is None


def test_a_reader_reads(secretary: Store, office: Any) -> None:
    ugo = office(Role.LETTORE, name="ugo")
    assert value(ugo, "P05", "title").startswith("Punto unico")
    with pytest.raises(Forbidden):
        change(ugo, "P05", progress=1)
    with pytest.raises(Forbidden):
        register.create(ugo, "project", {"title": "x"})


def test_a_new_project_gets_its_code_and_starts_as_a_proposal(secretary: Store) -> None:
    register.create(
        secretary,
        "project",
        {"title": "Orti in frazione", "main_sector": "SOC", "lead": "A01", "targets": ("T16",), "zones": ("Z04",)},
    )
    found = lists.snapshots(secretary, Query("project", text="orti frazione"))
    assert [(p.code, p["status"], p["visibility"]) for p in found] == [("OPF-2026-001", "proposta", "cabina")]


def test_a_project_with_mistakes_is_refused_and_each_mistake_is_named(secretary: Store) -> None:
    with pytest.raises(Refused) as refusal:
        register.create(secretary, "project", {"title": "Senza nulla", "lead": "A99"})
    fields = {problem.field for problem in refusal.value.problems}
    assert {"Area di servizio", "Destinatari", "Zone"} <= fields


def test_a_link_to_nobody_is_refused(secretary: Store) -> None:
    with pytest.raises(Refused, match="«A99» non esiste"):
        change(secretary, "P13", partners=("A02", "A99"))


def test_a_project_follows_its_life_cycle(secretary: Store) -> None:
    seen = register.named(secretary, "project", "P13")
    with pytest.raises(Refused, match="si può passare a"):
        register.move(secretary, "project", seen.id, seen.version, "rendicontato")
    with pytest.raises(Refused, match="serve un motivo"):
        register.move(secretary, "project", seen.id, seen.version, "sospeso")
    with pytest.raises(Refused, match="Da riesaminare il"):
        register.move(secretary, "project", seen.id, seen.version, "sospeso", reason="In attesa della scuola")
    register.move(secretary, "project", seen.id, seen.version, "sospeso", reason="In attesa della scuola",
                  values={"review_date": date(2099, 1, 31)})  # fmt: skip
    assert value(secretary, "P13", "status") == "sospeso"
    assert value(secretary, "P13", "status_reason") == "In attesa della scuola"
    assert value(secretary, "P13", "review_date") == date(2099, 1, 31)


def test_undo_takes_back_ones_last_deed_and_redo_does_it_again(secretary: Store) -> None:
    change(secretary, "P13", progress=60)
    change(secretary, "P14", progress=30)
    history.undo(secretary)
    assert value(secretary, "P14", "progress") is None
    history.undo(secretary)
    assert value(secretary, "P13", "progress") is None
    history.redo(secretary)
    assert value(secretary, "P13", "progress") == 60


def test_undo_never_takes_somebody_elses_work_with_it(secretary: Store, office: Any) -> None:
    change(secretary, "P13", progress=60)
    change(office(Role.PRESIDENTE, name="marta"), "P13", progress=75)
    with pytest.raises(Stale, match="è stato modificato dopo"):
        history.undo(secretary)
    assert value(secretary, "P13", "progress") == 75


def test_what_is_trashed_goes_with_its_parts_and_comes_back_with_them(secretary: Store) -> None:
    seen = register.named(secretary, "project", "P13")
    register.trash(secretary, "project", seen.id, seen.version)
    with pytest.raises(Refused, match="non c'è «P13»"):
        register.named(secretary, "project", "P13")
    assert [i.code for i in lists.snapshots(secretary, Query("intervention", text="doposcuola"))] == []
    assert "P13" in {row.code for row in history.trashed(secretary)}
    register.restore(secretary, "project", seen.id)
    assert {i.code for i in lists.children(secretary, "intervention", "P13")} == {"I29", "I30", "I31"}


def test_deleting_needs_no_question_because_it_can_be_undone(secretary: Store) -> None:
    seen = register.named(secretary, "project", "P13")
    register.trash(secretary, "project", seen.id, seen.version)
    history.undo(secretary)
    assert len(lists.children(secretary, "intervention", "P13")) == 3
    assert str(value(secretary, "P13", "budget")) == "31000.00"


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        (["status=sospeso"], ["P07"]),
        (["status=sospeso,proposta"], ["P07", "P25"]),
        (["end<2026-11-30", "status=concluso"], ["P01", "P10"]),
        (["title~biblioteca"], ["P03"]),
        (["budget>100000"], ["P08", "P09"]),
        (["targets=T12"], ["P24"]),
        (["sources=FAMI"], ["P24"]),
        (["lead=A27"], ["P18"]),
        (["objectives=4.3.2"], ["P25"]),
    ],
)
def test_filters_find_what_they_say(secretary: Store, filters: list[str], codes: list[str]) -> None:
    asked = tuple(parse_filter(ENTITIES["project"], text, secretary.names) for text in filters)
    found = lists.snapshots(secretary, Query("project", asked))
    assert sorted(p.code for p in found) == codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [("COMPITI", "P13"), ("comunita", "P05"), ("telaio", "P03"), ("xyzzy", ""), ("P21", "P21"), ("compi dopo", "P13")],
)
def test_search_ignores_accents_and_case_and_looks_at_actors_too(secretary: Store, typed: str, code: str) -> None:
    found = {p.code for p in lists.snapshots(secretary, Query("project", text=typed))}
    assert (code in found) if code else not found


def test_codes_sort_as_people_count(secretary: Store) -> None:
    for code in ("4.1.9", "4.1.10"):
        register.create(
            secretary,
            "objective",
            {"code": code, "title": f"Prova {code}", "level": "operativo", "parent": "4.1", "document": "dup_seo",
             "year_from": 2026, "year_to": 2028},
        )  # fmt: skip
    from app.domain.query import Sort

    codes = [o.code for o in lists.snapshots(secretary, Query("objective", sort=(Sort("code"),)))]
    assert codes.index("4.1.9") < codes.index("4.1.10")


def test_the_whole_register_goes_out_and_comes_in_again_equal(secretary: Store, out: Path) -> None:
    written = committee.dump(secretary)
    other = Store.open(out / "altro.db", secretary.who)
    committee.start(other)
    committee.load_data(other, written)
    assert committee.dump(other) == written
    other.close()


@pytest.mark.parametrize(
    ("array", "code", "field", "wrong", "says"),
    [
        ("projects", "P13", "lead", "A99", "A99"),
        ("projects", "P13", "status", "boh", "boh"),
        ("projects", "P13", "end", "2024-01-01", "viene prima"),
        ("projects", "P13", "title", None, "obbligatorio"),
        ("projects", "P13", "budgett", "1", "campo sconosciuto"),
        ("actors", "A12", "tax_code", "90000010001", "cifre"),
        ("actors", "A28", "consent_date", None, "consenso"),
        ("contributions", "C01", "motivation", None, "motivazione"),
        ("objectives", "4.1", "parent", "4.1.1", "livello"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_whole_and_says_where(
    new_office: Any, example: dict[str, Any], array: str, code: str, field: str, wrong: Any, says: str
) -> None:
    desk = new_office(Role.SEGRETARIO)
    committee.start(desk)
    broken = {**example, array: [{**r, field: wrong} if r["code"] == code else r for r in example[array]]}
    with pytest.raises(Refused) as refusal:
        committee.load_data(desk, broken)
    told = [p for p in refusal.value.problems if code in p.record and field in p.field.split(", ")]
    assert told
    assert says in told[0].why
    assert committee.is_fresh(desk)


def test_a_register_in_use_does_not_swallow_a_second_copy(secretary: Store, example: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="contiene già"):
        committee.load_data(secretary, example)


# ---------------------------------------------------------------- rules between records


def test_an_intervention_is_not_moved_running_into_a_project_that_is_not_on(secretary: Store) -> None:
    idle = next(one for one in secretary.snapshots(Query("project")) if one["status"] == "proposta")
    running = next(one for one in secretary.snapshots(Query("intervention")) if one["status"] == "in_corso")
    with pytest.raises(Refused) as told:
        register.edit(secretary, "intervention", running.id, running.version, {"project": idle.code})
    assert "in corso" in told.value.problems[0].why
    assert value(secretary, running.code, "project", entity="intervention") != idle.code


def test_who_comes_and_goes_does_so_during_an_item_of_that_sitting(secretary: Store) -> None:
    item = next(one for one in secretary.snapshots(Query("agenda_item")) if one["meeting"] == "S2")
    moved = {"meeting": "S3", "person": "M01", "time": time(18, 0), "event": "esce", "item": item.code}
    with pytest.raises(Refused) as told:
        register.create(secretary, "attendance_event", moved)
    assert [problem.why for problem in told.value.problems] == ["il punto è di un'altra seduta"]


# ---------------------------------------------------------------- by number


def test_a_number_that_two_sittings_have_names_neither(secretary: Store) -> None:
    board = {**secretary.snapshots(Query("body"))[0].values, "code": "GDL", "name": "Gruppo di lavoro"}
    held = {**register.named(secretary, "meeting", "S2").values, "code": "G2", "body": "GDL"}
    with secretary.unit("Prova") as unit:
        unit.insert(ENTITIES["body"], board)
        unit.insert(ENTITIES["meeting"], held)
    with pytest.raises(Refused, match=r"più schede \((G2, S2|S2, G2)\)"):
        register.named(secretary, "meeting", "2/2026")
    assert register.named(secretary, "meeting", "G2")["body"] == "GDL"
    assert register.named(secretary, "meeting", "1/2026").code == "S1"
    with pytest.raises(Refused, match="non c'è"):
        register.named(secretary, "minutes_version", "2/2026")


def test_the_first_record_that_begins_so_is_found_among_any_that_hold_the_letters(secretary: Store) -> None:
    with secretary.unit("Aggiungi") as unit:
        named = [f"Una zucca {n}" for n in range(600)] + ["Zucca", "Zucca 10"]
        unit.insert_many(ENTITIES["zone"], [{"label": label} for label in named])
    by_label = Query("zone", sort=(Sort("label"),))
    for text, want in (("zucca", "Zucca"), ("ZÙCCA 1", "Zucca 10"), ("una zucca 59", "Una zucca 59")):
        place = seeking.place_beginning(secretary, by_label, "label", text)
        assert place is not None
        assert secretary.page(by_label, ("label",), at=place, size=1).rows == [(want,)]
    assert seeking.place_beginning(secretary, by_label, "label", "%") is None


def test_a_record_that_goes_while_it_is_looked_for_is_not_there(
    secretary: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = secretary.ids
    monkeypatch.setattr(secretary, "ids", lambda query: listed(query)[1:])
    first = secretary.snapshots(Query("zone"), 1)[0]
    assert seeking.place_beginning(secretary, Query("zone"), "label", str(first["label"])) is None
