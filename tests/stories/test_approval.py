"""From the draft sent round to the approval: remarks on paragraphs, the vote of the next sitting, corrections."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.core import clock
from app.core.errors import Forbidden, Refused
from app.core.progress import Progress
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import approval, carrying, lists, meetings, minutes, minutes_steps, register, remarks, signing
from app.usecases.signing import KeyFile
from tests.helpers.office import Office
from tests.helpers.signing import PASSPHRASE, holder
from tests.stories.sittings import EVERYBODY, agenda, opened, seen


def held(desk: Store) -> str:
    """The sitting of 20 January 2027, over; its code."""
    meeting = opened(desk)
    for item in agenda(desk, meeting.code):
        meetings.set_outcome(desk, item.code, "non_discusso")
    now = seen(desk, meeting.code)
    meetings.close(desk, now.id, now.version, at=time(19, 0))
    return meeting.code


def step(desk: Store, code: str, to: str, **said: Any) -> None:
    now = seen(desk, code)
    minutes_steps.advance(desk, now.id, now.version, to, said)


def finalise(desk: Store, code: str) -> None:
    now = seen(desk, code)
    minutes.finalise(desk, now.id, now.version, Progress())


def rule(desk: Store, how: str) -> None:
    body = seen(desk, "CDR", "body")
    register.edit(desk, "body", body.id, body.version, {"minutes_approval": how})


def later(desk: Store) -> str:
    """A sitting of March 2027, prepared by the program, convened and open; its code."""
    carrying.prepare(desk, {"body": "CDR", "date": date(2027, 3, 17), "start_planned": time(17, 30), "place": "L04",
                            "mode": "presenza"})  # fmt: skip
    meeting = max(lists.snapshots(desk, Query("meeting")), key=lambda m: m["date"])
    for item in agenda(desk, meeting.code):
        if item["carried_from"]:
            carrying.explain(desk, item.code, "attende gli atti")
    meetings.convene(desk, meeting.id, seen(desk, meeting.code).version, on=date(2027, 3, 8), protocol="0000321")
    meetings.roll_call(desk, meeting.code, EVERYBODY)
    now = seen(desk, meeting.code)
    meetings.open_(desk, now.id, now.version, at=time(17, 35))
    return meeting.code


def approve(desk: Store, sitting: str, number: str) -> str:
    """Vote for the minutes of a sitting, on the item of the later one; the item's code."""
    item = next(one for one in agenda(desk, sitting) if number in one["title"])
    meetings.record_vote(desk, item.code, favour=15)
    return str(item.code)


# ---------------------------------------------------------------- remarks


def test_a_remark_stands_on_its_paragraph_and_is_answered(secretary: Store, office: Office) -> None:
    code = held(secretary)
    step(secretary, code, "in_revisione", remarks_until=date(2027, 2, 10))
    member = office(Role.COMPONENTE, name="mara", person="M02")
    there = remarks.of(member, code)
    assert there.may_remark
    assert not there.may_answer
    closing = next(one for one in there.paragraphs if one.anchor == "chiusura")
    assert "alle ore 19:00" in closing.text
    remarks.remark(member, code, "La seduta è finita alle 19:10.", paragraph="chiusura")
    with pytest.raises(Forbidden):
        remarks.remark(member, code, "A nome di un altro.", by="M03")
    there = remarks.of(secretary, code)
    (one,) = there.on("chiusura")
    assert (one["by"], one["quoted"]) == ("M02", closing.text)
    with pytest.raises(Refused, match="osservazioni senza risposta"):
        finalise(secretary, code)
    with pytest.raises(Refused, match="perché"):
        remarks.answer(secretary, one.id, one.version, accepted=False)
    with pytest.raises(Forbidden):
        remarks.answer(member, one.id, one.version, accepted=True)
    remarks.answer(secretary, one.id, one.version, accepted=False, reason="Il verbale riporta l'ora del sistema.")
    finalise(secretary, code)
    assert not remarks.of(member, code).may_remark


def test_remarks_have_their_days(secretary: Store, office: Office) -> None:
    code = held(secretary)
    member = office(Role.COMPONENTE, name="mara", person="M02")
    with pytest.raises(Refused, match="in revisione"):
        remarks.remark(member, code, "Troppo presto.")
    step(secretary, code, "in_revisione", remarks_until=date(2027, 2, 10))
    with clock.pinned(date(2027, 2, 11)):
        with pytest.raises(Refused, match="10/02/2027"):
            remarks.remark(member, code, "Troppo tardi.")
        remarks.remark(secretary, code, "Arrivata per posta in tempo.", by="M02")


# ---------------------------------------------------------------- approval


def test_the_next_sitting_approves_whether_signed_before_or_after(secretary: Store) -> None:
    code = held(secretary)
    finalise(secretary, code)
    number = seen(secretary, code)["minutes_number"]
    by = KeyFile(holder("Marta Fittizi").p12, PASSPHRASE)
    signing.sign(secretary, code, "la_presidente", by, Progress())
    sitting = later(secretary)
    assert agenda(secretary, sitting)[0]["kind"] == "verbale", "the approval is the first item by itself"
    approve(secretary, sitting, number)
    value, _ = minutes.value(secretary, code)
    assert value.approval.startswith("Approvato nella seduta n. 2/2027 del 17 marzo 2027: presenti n. 15")
    signing.sign(secretary, code, "la_segretaria_verbalizzante", by, Progress())
    assert seen(secretary, code)["minutes_status"] == "firmato"
    told = minutes.kept(secretary, code)
    assert told is not None
    assert not told.outdated, "a paper is not out of date because it was approved"


def test_by_silence_when_the_days_are_over_and_nobody_remarked(secretary: Store) -> None:
    rule(secretary, "silenzio_assenso")
    code = held(secretary)
    with pytest.raises(Refused, match="con un termine"):
        approval.approve(secretary, code)
    step(secretary, code, "in_revisione", remarks_until=date(2027, 2, 10))
    with clock.pinned(date(2027, 2, 10)), pytest.raises(Refused, match="fino ad allora"):
        approval.approve(secretary, code)
    with clock.pinned(date(2027, 2, 11)):
        approval.approve(secretary, code)
        value, _ = minutes.value(secretary, code)
        assert value.approval.startswith("Approvato per silenzio-assenso")
        assert value.approval.endswith("entro il 10 febbraio 2027.")
        with pytest.raises(Refused, match="già approvato"):
            approval.approve(secretary, code)


def test_at_once_where_the_body_does_so(secretary: Store) -> None:
    code = held(secretary)
    with pytest.raises(Refused, match="seduta successiva"):
        approval.approve(secretary, code)
    rule(secretary, "seduta_stante")
    approval.approve(secretary, code)
    value, _ = minutes.value(secretary, code)
    assert value.approval == "Approvato seduta stante."
    assert value.final == "Letto, approvato e sottoscritto."


# ---------------------------------------------------------------- corrections


def test_corrected_before_the_signature_in_one_more_version(secretary: Store) -> None:
    code = held(secretary)
    finalise(secretary, code)
    first = minutes.pdf(secretary, code, Progress())
    sitting = later(secretary)
    said = ("ore 19:00", "ore 19:10")
    with pytest.raises(Refused, match="Prima si registra l'approvazione"):
        approval.correct(secretary, code, sitting, *said, Progress())
    approve(secretary, sitting, seen(secretary, code)["minutes_number"])
    approval.correct(secretary, code, sitting, *said, Progress(), point="chiusura")
    kept = minutes.versions(secretary, code)
    assert [(one["number"], one["final"], one["signed"]) for one in kept] == [(1, True, False), (2, True, False)]
    assert kept[1]["reason"] == "Rettifica decisa nella seduta n. 2/2027"
    assert secretary.blob(kept[0]["file"]) == first, "what was final stays as it was"
    assert minutes.pdf(secretary, code, Progress()) != first
    value, _ = minutes.value(secretary, code)
    assert value.approval.endswith("chiusura, si rettifica: dove si legge «ore 19:00» si legga «ore 19:10».")
    assert seen(secretary, code)["minutes_status"] == "definitivo"


def test_corrected_after_the_signature_by_an_entry_of_the_later_minutes(secretary: Store) -> None:
    code = held(secretary)
    finalise(secretary, code)
    number = seen(secretary, code)["minutes_number"]
    by = KeyFile(holder("Marta Fittizi").p12, PASSPHRASE)
    signing.sign(secretary, code, "la_presidente", by, Progress())
    kept = minutes.pdf(secretary, code, Progress())
    sitting = later(secretary)
    item = approve(secretary, sitting, number)
    approval.correct(secretary, code, sitting, "ore 19:00", "ore 19:10", Progress(), point="2")
    assert minutes.pdf(secretary, code, Progress()) == kept, "what was signed is never rewritten"
    assert len(minutes.versions(secretary, code)) == 2
    value, _ = minutes.value(secretary, sitting)
    told = next(one.told for one in value.items if one.code == item)
    assert told.endswith(f"Con riferimento al verbale n. {number}, punto 2, si rettifica: dove si legge «ore 19:00» si "
                         "legga «ore 19:10».")  # fmt: skip


def test_a_draft_and_an_earlier_sitting_are_no_place_for_corrections(secretary: Store) -> None:
    code = held(secretary)
    with pytest.raises(Refused, match="non è ancora definitivo"):
        approval.correct(secretary, code, "4/2026", "a", "b", Progress())
    finalise(secretary, code)
    with pytest.raises(Refused, match="seduta successiva"):
        approval.correct(secretary, code, "4/2026", "a", "b", Progress())
