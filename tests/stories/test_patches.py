"""Decisions that change the register: drafted, voted, applied or kept, reviewed, revoked; on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.errors import Forbidden, Refused
from app.domain import patching
from app.domain.entity import Snapshot
from app.domain.patching import Now
from app.domain.permissions import Role
from app.store.store import Store
from app.usecases import history, meetings, patches, register
from tests.helpers.office import Office
from tests.stories.sittings import agenda, opened, seen

CITATION = "seduta del 20 gennaio 2027"


def decided(desk: Store, title: str = "Sospendere il progetto", item: Snapshot | None = None) -> Snapshot:
    """A decision proposed on the second item of an open sitting."""
    item = item or agenda(desk, opened(desk).code)[1]
    changes = meetings.decide(desk, item.code, type="indirizzo", text=title, owner="M04", title=title)
    return next(one for one in changes.of("decision") if one is not None)


def vote(desk: Store, decision: Snapshot, favour: int = 15, against: int = 0) -> Snapshot:
    meetings.record_vote(desk, decision["item"], favour=favour, against=against)
    return seen(desk, decision.code, "decision")


def end_of(desk: Store, code: str) -> Any:
    return seen(desk, code, "project")["end"]


def test_a_decision_taken_changes_the_register_in_the_deed_of_the_vote(office: Office, secretary: Store) -> None:
    decision, before = decided(secretary), seen(secretary, "P03", "project")
    patches.draft(secretary, decision.code, "project", "P03",
                  {"end": date(2028, 6, 30), "title": "Doposcuola diffuso"})  # fmt: skip
    view = patches.outlook(secretary, decision.code)
    assert [row.compared.state for row in view.rows] == [Now.PLANNED, Now.PLANNED]
    assert end_of(secretary, "P03") == before["end"]  # a draft writes nothing
    assert seen(secretary, decision.code, "decision")["projects"] == ("P03",)

    now = vote(secretary, decision)
    assert (now["status"], now["patch_state"]) == ("adottata", "applicata")
    assert now["applied_on"] is not None
    after = seen(secretary, "P03", "project")
    assert (after["end"], after["title"]) == (date(2028, 6, 30), "Doposcuola diffuso")
    last = history.of(secretary, "project", after.id)[-1]
    assert last.deed == f"Decisione n. {now['number']}, {CITATION}"
    assert any(before["title"] in sentence for sentence in last.sentences)
    assert office.check(secretary) == []


def test_what_is_not_approved_stays_as_a_record(secretary: Store) -> None:
    decision, end = decided(secretary), end_of(secretary, "P03")
    patches.draft(secretary, decision.code, "project", "P03", {"end": date(2028, 6, 30)})
    now = vote(secretary, decision, 4, 11)
    assert (now["status"], now["patch_state"]) == ("respinta", "non_applicata")
    assert now["patch"][0]["new"] == "2028-06-30"
    assert end_of(secretary, "P03") == end


def test_a_row_that_moved_stops_the_patch_until_somebody_chooses(secretary: Store) -> None:
    decision = decided(secretary)
    patches.draft(secretary, decision.code, "project", "P03",
                  {"end": date(2028, 6, 30), "expected_users": 90})  # fmt: skip
    moved = seen(secretary, "P03", "project")
    register.edit(secretary, "project", moved.id, moved.version, {"end": date(2027, 12, 31)})
    now = vote(secretary, decision)
    assert (now["status"], now["patch_state"]) == ("adottata", "da_rivedere")
    assert seen(secretary, "P03", "project")["expected_users"] == moved["expected_users"]  # all or nothing

    view = patches.outlook(secretary, decision.code)
    assert [row.compared.line.field for row in view.moved] == ["end"]
    assert view.moved[0].shown.now == "31/12/2027"
    assert view.why
    with pytest.raises(Refused, match="nulla è cambiato"):
        patches.apply(secretary, decision.code)
    patches.apply(secretary, decision.code, {row.compared.line.where: row.compared.now for row in view.moved})
    assert end_of(secretary, "P03") == date(2028, 6, 30)
    kept = patching.read(seen(secretary, decision.code, "decision")["patch"])
    assert kept[0].old == "2027-12-31"  # the minutes print what the row said when it was changed


def test_a_moved_row_may_be_left_as_it_is(secretary: Store) -> None:
    decision = decided(secretary)
    patches.draft(secretary, decision.code, "project", "P03", {"end": date(2028, 6, 30)})
    moved = seen(secretary, "P03", "project")
    register.edit(secretary, "project", moved.id, moved.version, {"end": date(2027, 12, 31)})
    vote(secretary, decision)
    patches.leave(secretary, decision.code)
    assert seen(secretary, decision.code, "decision")["patch_state"] == "non_applicata"
    assert end_of(secretary, "P03") == date(2027, 12, 31)


def test_states_follow_their_life_cycle_with_the_decision_as_guard(secretary: Store) -> None:
    decision = decided(secretary)
    with pytest.raises(Refused, match="non si passa"):
        patches.draft(secretary, decision.code, "project", "P03", {"status": "rendicontato"})
    patches.draft(secretary, decision.code, "project", "P03", {"status": "sospeso"})
    assert vote(secretary, decision)["patch_state"] == "da_rivedere"  # nobody said when it is looked at again
    assert "riesam" in patches.outlook(secretary, decision.code).why.lower()
    patches.draft(secretary, decision.code, "project", "P03", {"review_date": date(2027, 6, 1)})
    patches.apply(secretary, decision.code)
    project = seen(secretary, "P03", "project")
    assert project["status"] == "sospeso"
    assert CITATION in project["status_reason"]


def test_an_applied_patch_is_not_undone_but_revoked_by_another_decision(secretary: Store) -> None:
    first, end = decided(secretary), end_of(secretary, "P03")
    patches.draft(secretary, first.code, "project", "P03", {"end": date(2028, 6, 30)})
    vote(secretary, first)
    with pytest.raises(Refused, match="altra decisione"):
        history.undo(secretary)
    with pytest.raises(Refused, match="altra decisione"):
        patches.draft(secretary, first.code, "project", "P03", {"end": None})
    now = seen(secretary, first.code, "decision")
    with pytest.raises(Refused, match="altra decisione"):
        register.edit(secretary, "decision", now.id, now.version, {"patch": None})

    item = agenda(secretary, seen(secretary, first["item"], "agenda_item")["meeting"])[2]
    second = decided(secretary, "Revocare la decisione precedente", item)
    patches.revoke(secretary, second.code, first.code)
    assert end_of(secretary, "P03") == date(2028, 6, 30)
    assert vote(secretary, second)["patch_state"] == "applicata"
    assert end_of(secretary, "P03") == end
    assert seen(secretary, first.code, "decision")["status"] == "revocata"


def test_a_vote_noted_wrongly_takes_back_what_it_changed(secretary: Store) -> None:
    decision, end = decided(secretary), end_of(secretary, "P03")
    patches.draft(secretary, decision.code, "project", "P03", {"end": date(2028, 6, 30)})
    vote(secretary, decision)
    assert vote(secretary, decision, 3, 12)["patch_state"] == "non_applicata"
    assert end_of(secretary, "P03") == end
    assert vote(secretary, decision)["patch_state"] == "applicata"
    now = seen(secretary, "P03", "project")
    register.edit(secretary, "project", now.id, now.version, {"end": date(2029, 1, 1)})
    with pytest.raises(Refused, match="modificate dopo: P03"):
        vote(secretary, decision, 3, 12)


def test_lines_are_checked_when_written_and_a_line_can_be_dropped(secretary: Store) -> None:
    decision = decided(secretary)
    for values, why in (
        ({"code": "P99"}, "non cambia"),
        ({"visibility": "pubblica"}, "non cambia"),
        ({"end": date(1999, 1, 1)}, "non sarebbe valida"),
    ):
        with pytest.raises(Refused, match=why):
            patches.draft(secretary, decision.code, "project", "P03", values)
    with pytest.raises(Refused, match="non c'è"):
        patches.draft(secretary, decision.code, "project", "P999", {"title": "Nulla"})
    inside = seen(secretary, "P05", "project")
    register.edit(secretary, "project", inside.id, inside.version, {"visibility": "interna"})
    with pytest.raises(Refused, match="scheda interna"):
        patches.draft(secretary, decision.code, "project", "P05", {"title": "Segreto"})
    patches.draft(secretary, decision.code, "project", "P03", {"expected_users": 90, "title": "Altro"})
    patches.drop(secretary, decision.code, "project", "P03", "title")
    assert [line.field for line in patching.read(seen(secretary, decision.code, "decision")["patch"])] == [
        "expected_users"
    ]
    patches.draft(secretary, decision.code, "project", "P03",
                  {"expected_users": seen(secretary, "P03", "project")["expected_users"]})  # fmt: skip
    assert seen(secretary, decision.code, "decision")["patch_state"] is None


def test_who_may_not_decide_drafts_nothing(office: Office, secretary: Store) -> None:
    decision = decided(secretary)
    member = office(Role.COMPONENTE, name="lidia", person="M11")
    with pytest.raises(Forbidden):
        patches.draft(member, decision.code, "project", "P03", {"title": "Mio"})
    now = seen(secretary, decision.code, "decision")
    with pytest.raises(Forbidden):
        register.edit(member, "decision", now.id, now.version, {"title": "Mio"})
    with pytest.raises(Refused, match="non è possibile"):
        register.edit(secretary, "decision", now.id, now.version, {"patch_state": "applicata"})
