"""What a sitting leaves to the next: it comes back by itself, with its age and its reasons, and never disappears."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.core.errors import Forbidden, Refused
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import agenda as agendas
from app.usecases import carrying, history, meetings, register
from tests.helpers.office import Office
from tests.stories.sittings import agenda, seen, titles

HOUSING = "Housing first: continuità dopo il PNRR"


def prepared(desk: Store, day: date = date(2027, 1, 20), **values: Any) -> Snapshot:
    changes = carrying.prepare(desk, {"body": "CDR", "date": day, "start_planned": time(17, 30), "place": "L04",
                               "mode": "presenza", **values})  # fmt: skip
    return next(one for one in changes.of("meeting") if one)


def held(desk: Store, code: str, **outcomes: str) -> None:
    """A sitting is convened, opened, each item ends as said (by its position: `p2="rinviato"`), and it is closed."""
    meeting = seen(desk, code)
    if meeting["status"] == "bozza":
        meetings.convene(desk, meeting.id, meeting.version, on=meeting["date"].replace(day=2))
        meeting = seen(desk, code)
    meetings.open_(desk, meeting.id, meeting.version, at=time(17, 35), chair="M01", secretary="M16")
    for item in agenda(desk, code):
        meetings.set_outcome(desk, item.code, outcomes.get(f"p{item['position']}", "approvato"))
    meeting = seen(desk, code)
    meetings.close(desk, meeting.id, meeting.version, at=time(19))


def rows(desk: Store, meeting: str) -> list[Snapshot]:
    items = tuple(item.code for item in agenda(desk, meeting))
    return desk.snapshots(Query("carried_over", (Filter("item", "=", items),)))


def test_a_new_sitting_begins_with_what_the_last_one_left(secretary: Store) -> None:
    meeting = prepared(secretary)
    assert titles(secretary, meeting.code) == [
        "Approvazione del verbale della seduta n. 4/2026", "Verifica degli impegni", "Varie ed eventuali",
    ]  # fmt: skip
    brought = rows(secretary, meeting.code)
    assert {row["action"] for row in brought} >= {"AZ03", "AZ05", "AZ07", "AZ09", "AZ10", "AZ12"}
    assert {row["decision"] for row in brought if row["decision"]} == {"D2", "D3", "D5", "D7", "D8", "D10"}
    assert all(row["times"] == 1 for row in brought)
    history.undo(secretary)
    with pytest.raises(Refused):
        seen(secretary, meeting.code)


def test_what_was_put_off_comes_back_with_where_it_comes_from_and_its_last_word(secretary: Store) -> None:
    held(secretary, "S4", p2="rinviato", p3="non_discusso")
    meeting = prepared(secretary)
    _, housing, emporio, *_ = agenda(secretary, meeting.code)
    assert housing["title"] == f"{HOUSING} (rinviato dalla seduta n. 4/2026)"
    assert (housing["carried_from"], housing["postponements"], housing["projects"]) == ("S4.2", 2, ("P08",))
    assert (emporio["carried_from"], emporio["postponements"]) == ("S4.3", 1)
    told = carrying.carried(secretary, meeting.code)
    assert (told[0].title, told[0].times, told[0].days) == (HOUSING, 2, (date(2026, 11, 30) - date(2026, 9, 23)).days)
    held_up = next(one for one in told if one.code == "AZ03")
    assert (held_up.owner, held_up.status, held_up.days) == ("M05", "in_corso", 285)


def test_at_the_third_postponement_the_sitting_is_not_convened_without_a_reason(secretary: Store) -> None:
    held(secretary, "S4", p2="rinviato")
    second = prepared(secretary)
    held(secretary, second.code, p2="rinviato")
    third = prepared(secretary, date(2027, 2, 17))
    item = agenda(secretary, third.code)[1]
    assert item["postponements"] == 3
    assert carrying.carried(secretary, third.code)[0].needs_reason
    with pytest.raises(Refused, match="torna per la terza volta"):
        meetings.convene(secretary, third.id, third.version, on=date(2027, 2, 3))
    carrying.explain(secretary, item.code, "Il riparto regionale non è ancora noto")
    meetings.convene(secretary, third.id, third.version, on=date(2027, 2, 3))
    assert not carrying.carried(secretary, third.code)[0].needs_reason
    assert seen(secretary, third.code)["status"] == "convocata"


def test_nothing_is_carried_twice_and_what_is_thrown_away_comes_back(secretary: Store) -> None:
    held(secretary, "S4", p2="rinviato")
    first = prepared(secretary)
    other = prepared(secretary, date(2027, 2, 17))
    assert titles(secretary, other.code) == ["Varie ed eventuali"]
    agendas.remove_item(secretary, agenda(secretary, first.code)[1].code)
    assert carrying.waiting(secretary, seen(secretary, other.code)) == 1
    carrying.bring(secretary, other.code)
    assert titles(secretary, other.code) == [f"{HOUSING} (rinviato dalla seduta n. 4/2026)", "Varie ed eventuali"]
    with pytest.raises(Refused, match="nulla da riportare"):
        carrying.bring(secretary, other.code)
    register.move(secretary, "meeting", other.id, seen(secretary, other.code).version, "annullata")
    assert carrying.waiting(secretary, prepared(secretary, date(2027, 3, 17))) == 0  # it took the item in again


def test_an_action_ends_when_it_is_done_and_counts_its_returns_until_then(secretary: Store) -> None:
    held(secretary, "S4")
    held(secretary, prepared(secretary).code)
    action = register.named(secretary, "action_item", "AZ09")
    register.edit(secretary, "action_item", action.id, action.version, {"note": "Visto un locale\nAttesa del Comune"})
    done = register.named(secretary, "action_item", "AZ05")
    register.move(secretary, "action_item", done.id, done.version, "completata", values={"done_on": date(2026, 11, 30)})
    meeting = prepared(secretary, date(2027, 2, 17))
    found = {row["action"]: row for row in rows(secretary, meeting.code) if row["action"]}
    assert "AZ05" not in found
    assert (found["AZ09"]["times"], found["AZ09"]["reason"]) == (2, "Attesa del Comune")


def test_the_agenda_of_a_deserted_sitting_comes_back_whole(secretary: Store) -> None:
    now = seen(secretary, "S4")
    meetings.desert(secretary, now.id, now.version, at=time(18))
    meeting = prepared(secretary)
    assert [item["carried_from"] for item in agenda(secretary, meeting.code)][1:5] == ["S4.2", "S4.3", "S4.4", "S4.5"]
    assert agenda(secretary, meeting.code)[0]["title"] == "Approvazione del verbale della seduta n. 3/2026"


def test_a_body_that_does_not_approve_minutes_in_the_next_sitting_has_no_such_item(secretary: Store) -> None:
    body = register.named(secretary, "body", "CDR")
    register.edit(secretary, "body", body.id, body.version, {"minutes_approval": "silenzio_assenso"})
    assert "verbale" not in {item["kind"] for item in agenda(secretary, prepared(secretary).code)}


def test_a_model_is_kept_and_started_from(secretary: Store) -> None:
    meeting = seen(secretary, "S4")
    agendas.save_template(secretary, meeting.code, "Seduta d'inverno")
    (kept,) = secretary.snapshots(Query("agenda_template"))
    assert kept["items"][0]["title"] == "Emporio solidale: fondi in scadenza al 31 dicembre 2026"
    with pytest.raises(Refused, match="C'è già un modello"):
        agendas.save_template(secretary, meeting.code, "seduta d'inverno")
    made = prepared_from(secretary, kept.code)
    assert titles(secretary, made.code)[0].startswith("Approvazione del verbale")
    assert titles(secretary, made.code)[-1] == "Calendario 2027, varie ed eventuali"


def prepared_from(desk: Store, template: str) -> Snapshot:
    changes = carrying.prepare(
        desk, {"body": "CDR", "date": date(2027, 1, 20), "start_planned": time(17, 30)}, template
    )
    return next(one for one in changes.of("meeting") if one)


def test_only_who_convenes_prepares(office: Office, secretary: Store) -> None:
    with pytest.raises(Forbidden):
        prepared(office(Role.COMPONENTE, name="ivo", person="M10"))
