"""A sitting from its draft to its final minutes, as the secretary and the others live it."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Forbidden, Refused, Stale
from app.core.progress import Progress
from app.documents import checks
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import files, history, lists, meetings, minutes, minutes_steps, papers, register
from tests.stories.sittings import agenda, convened, new_sitting, opened, seen, titles

# ---------------------------------------------------------------- before the sitting


def test_a_new_item_goes_before_varie_and_items_can_be_reordered_while_it_is_a_draft(secretary: Store) -> None:
    meeting = new_sitting(secretary)
    meetings.add_item(secretary, meeting.code, {"title": "Calendario 2027", "kind": "informativa"})
    assert titles(secretary, meeting.code)[-2:] == ["Calendario 2027", "Varie ed eventuali"]
    meetings.move_item(secretary, agenda(secretary, meeting.code)[2].code, 1)
    assert titles(secretary, meeting.code)[0] == "Calendario 2027"
    assert [item["position"] for item in agenda(secretary, meeting.code)] == [1, 2, 3, 4]
    meetings.remove_item(secretary, agenda(secretary, meeting.code)[0].code)
    assert [item["position"] for item in agenda(secretary, meeting.code)] == [1, 2, 3]
    meetings.add_item(secretary, meeting.code, {"title": "Un altro punto"})  # no code is given twice
    assert len(agenda(secretary, meeting.code)) == 4


def test_convening_gives_the_number_and_freezes_the_agenda(secretary: Store) -> None:
    meeting = convened(secretary)
    assert (meeting["status"], meeting["number"], meeting["convened_protocol"]) == ("convocata", "1/2027", "0000123")
    first = agenda(secretary, meeting.code)[0].code
    with pytest.raises(Refused, match="si può solo integrare"):
        meetings.move_item(secretary, first, 2)
    with pytest.raises(Refused, match="si può solo integrare"):
        meetings.remove_item(secretary, first)
    meetings.add_item(secretary, meeting.code, {"title": "Integrazione"})
    added = agenda(secretary, meeting.code)[-1]
    assert (added["title"], added["added_later"]) == ("Integrazione", True)
    meetings.remove_item(secretary, added.code)


def test_a_late_notice_is_warned_about_before_it_leaves(secretary: Store) -> None:
    meeting = new_sitting(secretary)
    assert meetings.notice_warning(secretary, meeting.code, date(2027, 1, 11)) is None
    late = meetings.notice_warning(secretary, meeting.code, date(2027, 1, 15))
    assert late is not None
    assert "12/01/2027" in late


def test_a_number_is_never_given_twice(secretary: Store) -> None:
    meeting = new_sitting(secretary, date=date(2026, 12, 30))
    with pytest.raises(Refused, match="4/2026"):
        meetings.convene(secretary, meeting.id, meeting.version, number="4/2026")
    meetings.convene(secretary, meeting.id, meeting.version)
    assert seen(secretary, meeting.code)["number"] == "5/2026"


def test_an_empty_agenda_is_not_convened(secretary: Store) -> None:
    register.create(secretary, "meeting", {"body": "CDR", "date": date(2027, 3, 3), "start_planned": time(17, 30)})
    meeting = max(lists.snapshots(secretary, Query("meeting")), key=lambda m: m["date"])
    with pytest.raises(Refused, match="ordine del giorno è vuoto"):
        meetings.convene(secretary, meeting.id, meeting.version)


def test_a_postponed_item_comes_back_with_its_links_and_its_story(secretary: Store) -> None:
    meeting = new_sitting(secretary)
    meetings.carry_item(secretary, "S3.4", meeting.code)
    carried = agenda(secretary, meeting.code)[-2]  # before «Varie ed eventuali»
    assert carried["title"] == "Housing first: continuità dopo il PNRR (rinviato dalla seduta n. 3/2026)"
    assert (carried["projects"], carried["carried_from"]) == (("P08",), "S3.4")
    with pytest.raises(Refused, match="già all'ordine del giorno"):
        meetings.carry_item(secretary, "S3.4", meeting.code)


# ---------------------------------------------------------------- during the sitting


def test_the_room_is_followed_person_by_person(secretary: Store) -> None:
    meeting = opened(secretary, {f"M{n:02}": "presente" for n in range(1, 9)})
    assert meetings.state(secretary, meeting.code).valid
    second = agenda(secretary, meeting.code)[1].code
    meetings.event(secretary, meeting.code, "M08", "esce", at=time(17, 50), item=second)
    now = meetings.state(secretary, meeting.code)
    assert (len(now.present), now.quorum, now.valid) == (7, 8, False)
    assert now.sentence == "Manca il numero legale: presenti 7 su 15, ne servono 8. Non si può votare."
    meetings.event(secretary, meeting.code, "M12", "entra", at=time(18, 0), item=second)
    now = meetings.state(secretary, meeting.code)
    assert (len(now.present), now.by_item[agenda(secretary, meeting.code)[0].code], now.by_item[second]) == (8, 8, 8)
    value, _ = minutes.value(secretary, meeting.code)
    assert value.items[1].facts == (
        "Alle ore 17:50 esce Fabio Modulini. Presenti n. 7: viene meno il numero legale.",
        "Alle ore 18:00 entra Mauro Calchi. Presenti n. 8: si ristabilisce il numero legale.",
    )


def test_nobody_enters_twice_or_leaves_twice(secretary: Store) -> None:
    meeting = opened(secretary)
    with pytest.raises(Refused, match="Marta Fittizi è già presente"):
        meetings.event(secretary, meeting.code, "M01", "entra", at=time(18, 0))
    meetings.event(secretary, meeting.code, "M01", "esce", at=time(18, 0))
    with pytest.raises(Refused, match="Marta Fittizi non è presente"):
        meetings.event(secretary, meeting.code, "M01", "esce", at=time(18, 5))


def test_a_vote_without_the_legal_number_is_refused_with_the_reason(secretary: Store) -> None:
    meeting = opened(secretary, {f"M{n:02}": "presente" for n in range(1, 8)})
    item = agenda(secretary, meeting.code)[1].code
    with pytest.raises(Refused, match="Manca il numero legale: presenti 7, ne servono 8"):
        meetings.record_vote(secretary, item, favour=7)
    assert lists.snapshots(secretary, Query("vote", (Filter("item", "=", (item,)),))) == []


def test_numbers_that_do_not_add_up_are_refused(secretary: Store) -> None:
    item = agenda(secretary, opened(secretary).code)[1].code
    wrong: list[tuple[dict[str, int], str]] = [
        ({"favour": 14}, "presenti = votanti"),
        ({"favour": 14, "abstained": 2}, "presenti = votanti"),
        ({"favour": 14, "abstained": 1, "present": 12}, "ne risultano 15"),
        ({"favour": 14, "abstained": 1, "voting": 15}, "i votanti non sono la somma"),
    ]
    for numbers, why in wrong:
        with pytest.raises(Refused, match=why):
            meetings.record_vote(secretary, item, **numbers)


def test_who_has_an_interest_and_stays_takes_no_part(secretary: Store) -> None:
    meeting = opened(secretary)
    item = agenda(secretary, meeting.code)[1].code
    meetings.declare_conflict(secretary, item, "M11", "rappresentante dell'APS", leaves=False)
    with pytest.raises(Refused, match="i non partecipanti sono almeno 1"):
        meetings.record_vote(secretary, item, favour=15)
    meetings.record_vote(secretary, item, favour=14, not_participating=1)
    value, _ = minutes.value(secretary, meeting.code)
    assert value.items[1].facts[0].endswith("sul presente punto e non partecipa alla votazione.")
    assert "non partecipanti al voto n. 1" in value.items[1].votes[0].told


def test_who_has_an_interest_leaves_and_is_not_counted(secretary: Store) -> None:
    meeting = opened(secretary)
    item = agenda(secretary, meeting.code)[1].code
    meetings.declare_conflict(secretary, item, "M11", "rappresentante dell'APS", at=time(18, 10))
    meetings.record_vote(secretary, item, favour=14)
    vote = lists.snapshots(secretary, Query("vote", (Filter("item", "=", (item,)),)))[0]
    assert (vote["present"], vote["voting"], vote["result"]) == (14, 14, "approvata")
    value, _ = minutes.value(secretary, meeting.code)
    assert value.items[1].facts == (
        "Lidia Sagoma, in quanto rappresentante dell'APS, dichiara di trovarsi in potenziale conflitto di interessi "
        "sul presente punto e si allontana alle ore 18:10. Presenti n. 14.",
    )


def test_the_decisions_taken_follow_a_vote_taken_again(secretary: Store) -> None:
    meeting = opened(secretary)
    item = agenda(secretary, meeting.code)[1].code

    def statuses() -> list[str]:
        found = lists.snapshots(secretary, Query("decision", (Filter("item", "=", (item,)),)))
        return [one["status"] for one in found]

    for text in ("Si prosegue.", "Se ne riferisce a marzo."):
        meetings.decide(secretary, item, type="indirizzo", text=text, owner="M02")
    assert statuses() == ["proposta", "proposta"]
    meetings.record_vote(secretary, item, favour=15)
    assert statuses() == ["adottata", "adottata"]
    meetings.record_vote(secretary, item, favour=7, against=8)
    assert statuses() == ["respinta", "respinta"]
    meetings.record_vote(secretary, item, favour=8, against=7, outcome="rinviato")
    assert statuses() == ["rinviata", "rinviata"]
    history.undo(secretary)
    assert statuses() == ["respinta", "respinta"]


def test_a_decision_is_sent_to_another_body_only(secretary: Store) -> None:
    meeting = opened(secretary)
    item, cabina = agenda(secretary, meeting.code)[1].code, seen(secretary, "CDR", "body")["name"]
    meetings.decide(secretary, item, type="proposta_atto", text="Si propone.", owner="M02")
    meetings.record_vote(secretary, item, favour=15)
    one = max(lists.snapshots(secretary, Query("decision")), key=lambda each: each.id)
    assert one["competent_body"] == cabina
    with pytest.raises(Refused, match="si attua, non si trasmette"):
        register.move(secretary, "decision", one.id, one.version, "trasmessa")
    (step,) = (each for each in register.steps(secretary, one) if each.to == "trasmessa")
    assert step.why_not
    for body in ("", "Giunta comunale"):
        register.edit(secretary, "decision", one.id, one.version, {"competent_body": body or None})
        one = seen(secretary, one.code, "decision")
        if not body:
            with pytest.raises(Refused, match="Indicate l'organo competente"):
                register.move(secretary, "decision", one.id, one.version, "trasmessa")
    register.move(secretary, "decision", one.id, one.version, "trasmessa")
    assert seen(secretary, one.code, "decision")["status"] == "trasmessa"


def test_a_vote_taken_again_replaces_the_first(secretary: Store) -> None:
    item = agenda(secretary, opened(secretary).code)[1].code
    meetings.record_vote(secretary, item, favour=7, against=8)
    assert seen(secretary, item, "agenda_item")["outcome"] == "respinto"
    meetings.record_vote(secretary, item, favour=8, against=7)
    votes = lists.snapshots(secretary, Query("vote", (Filter("item", "=", (item,)),)))
    assert [(v["favour"], v["result"]) for v in votes] == [(8, "approvata")]
    assert seen(secretary, item, "agenda_item")["outcome"] == "approvato"


def test_nothing_is_recorded_in_a_sitting_that_is_not_open(secretary: Store) -> None:
    meeting = convened(secretary)
    with pytest.raises(Refused, match="non è aperta"):
        meetings.record_vote(secretary, agenda(secretary, meeting.code)[1].code, favour=15)


def test_a_deserted_sitting(secretary: Store) -> None:
    meeting = convened(secretary)
    meetings.roll_call(secretary, meeting.code, {f"M{n:02}": "presente" for n in range(1, 6)})
    now = seen(secretary, meeting.code)
    meetings.desert(secretary, now.id, now.version, at=time(18, 0))
    value, missing = minutes.value(secretary, meeting.code)
    assert value.quorum_told.endswith("la Presidente dichiara deserta la seduta.")
    assert [lint for lint in missing if lint.blocks] == []


# ---------------------------------------------------------------- the whole of it


def test_from_the_draft_to_the_final_minutes(secretary: Store) -> None:
    meeting = opened(secretary)
    approval, discussion, others = (item.code for item in agenda(secretary, meeting.code))
    meetings.record_vote(secretary, approval, favour=14, abstained=1, names_abstained=["M09"])
    meetings.report(secretary, discussion, "Le iscrizioni sono **42**.\n\n- trenta in centro\n- dodici altrove",
                    "M08")  # fmt: skip
    meetings.add_speech(secretary, discussion, "M05", "chiede i dati per frazione")
    meetings.record_vote(secretary, discussion, favour=15)
    meetings.decide(secretary, discussion, type="indirizzo", text="di aprire un secondo turno", owner="M08")
    decision = seen(secretary, "1/2027", "decision")
    assert (decision["status"], decision["item"]) == ("adottata", discussion)
    meetings.add_action(secretary, decision=decision.code, text="Calendario del turno", owner="M08",
                        due=date(2027, 2, 13))  # fmt: skip
    now = seen(secretary, meeting.code)
    meetings.close(secretary, now.id, now.version, at=time(19, 0))

    _, missing = minutes.value(secretary, meeting.code)
    told = {lint.why for lint in missing if lint.blocks}
    assert told == {
        "Il punto n. 3 non ha un esito.",
        "L'impegno «Calendario del turno» scade il 13/02/2027, che non è un giorno lavorativo (sabato).",
    }
    now = seen(secretary, meeting.code)
    with pytest.raises(Refused, match="resta in bozza"):
        minutes.finalise(secretary, now.id, now.version, Progress())

    meetings.set_outcome(secretary, others, "non_discusso")
    action = lists.snapshots(secretary, Query("action_item", (Filter("decision", "=", (decision.code,)),)))[0]
    register.edit(secretary, "action_item", action.id, action.version, {"due": date(2027, 2, 12)})
    assert papers.make(secretary, "minutes", "1/2027", Progress()).draft

    now = seen(secretary, meeting.code)
    minutes.finalise(secretary, now.id, now.version, Progress())
    final = seen(secretary, meeting.code)
    assert (final["status"], final["minutes_status"], final["minutes_number"]) == (
        "verbalizzata", "definitivo", "1/2027",
    )  # fmt: skip
    paper = papers.make(secretary, "minutes", "1/2027", Progress())
    assert (paper.draft, paper.file_name) == (False, "verbale_2027_001_20270120.pdf")
    kept = minutes.version_in_force(secretary, meeting.code)
    assert kept is not None
    assert kept["file"] == paper.sha256
    inside = {file.name: file.data for file in checks.attachments(paper.data)}
    assert json.loads(inside["verbale.json"])["items"][1]["votes"][0]["numbers"]["favour"] == 15


def finished(desk: Store) -> Snapshot:
    """A sitting with nothing missing, closed."""
    meeting = opened(desk)
    for item in agenda(desk, meeting.code):
        meetings.set_outcome(desk, item.code, "non_discusso")
    now = seen(desk, meeting.code)
    meetings.close(desk, now.id, now.version, at=time(19, 0))
    return seen(desk, meeting.code)


def test_final_minutes_are_never_rendered_again_and_nothing_more_is_written_in_them(secretary: Store) -> None:
    meeting = finished(secretary)
    minutes.finalise(secretary, meeting.id, meeting.version, Progress())
    first = minutes.pdf(secretary, meeting.code, Progress())
    person = seen(secretary, "M01", "person")
    register.edit(secretary, "person", person.id, person.version, {"last_name": "Fittizi Nuova"})
    assert minutes.pdf(secretary, meeting.code, Progress()) == first
    assert minutes.outdated(secretary, meeting.code)
    with pytest.raises(Refused, match="è definitivo"):
        meetings.set_outcome(secretary, agenda(secretary, meeting.code)[0].code, "ritirato")
    now = seen(secretary, meeting.code)
    with pytest.raises(Refused, match="già definitivo"):
        minutes.finalise(secretary, now.id, now.version, Progress())


def test_minutes_finalised_on_what_is_no_longer_there_are_refused(secretary: Store, office: Any) -> None:
    meeting = finished(secretary)
    other = office(Role.SEGRETARIO, name="anna")
    register.edit(other, "meeting", meeting.id, meeting.version, {"end_actual": time(19, 30)})
    with pytest.raises(Stale):
        minutes.finalise(secretary, meeting.id, meeting.version, Progress())
    assert minutes.versions(secretary, meeting.code) == []


def test_only_the_secretary_runs_a_sitting(secretary: Store, office: Any) -> None:
    meeting = opened(secretary)
    marta = office(Role.PRESIDENTE, name="marta")
    ivo = office(Role.COMPONENTE, name="ivo", person="M10")
    for desk in (marta, ivo):
        with pytest.raises(Forbidden):
            meetings.take_attendance(desk, meeting.code, "M01", "assente_giustificato")
        with pytest.raises(Forbidden):
            minutes.finalise(desk, meeting.id, meeting.version, Progress())
    value, _ = minutes.value(ivo, meeting.code)
    assert value.present == 15


def test_each_thing_that_happens_is_a_deed_and_can_be_undone(secretary: Store) -> None:
    meeting = opened(secretary)
    meetings.event(secretary, meeting.code, "M01", "esce", at=time(18, 0))
    assert len(meetings.state(secretary, meeting.code).present) == 14
    history.undo(secretary)
    assert len(meetings.state(secretary, meeting.code).present) == 15


def test_final_minutes_are_not_undone_only_sent_back(secretary: Store, office: Any) -> None:
    meeting = finished(secretary)
    minutes.finalise(secretary, meeting.id, meeting.version, Progress())
    seq = secretary.recent(1)[0].seq
    for undo in (lambda: history.undo(secretary), lambda: history.undo(secretary, seq)):
        with pytest.raises(Refused, match="non si annulla"):
            undo()
    now = seen(secretary, meeting.code)
    assert now["minutes_status"] == "definitivo"
    chair = office(Role.PRESIDENTE, name="marta")
    with pytest.raises(Refused, match="serve un motivo"):
        minutes_steps.advance(chair, now.id, now.version, "bozza")
    with pytest.raises(Refused, match="spetta ad altri"):
        minutes_steps.advance(secretary, now.id, now.version, "bozza", reason="Un voto errato.")
    minutes_steps.advance(chair, now.id, now.version, "bozza", reason="Un voto errato.")
    now = seen(secretary, meeting.code)
    assert (now["status"], now["minutes_status"], now["minutes_reason"]) == ("chiusa", "bozza", "Un voto errato.")
    for values in ({"end_actual": time(20, 0)}, {"minutes_number": "9/2027"}):
        with pytest.raises(Forbidden):
            register.edit(chair, "meeting", now.id, now.version, values)
    with pytest.raises(Refused, match="spetta ad altri"):
        register.edit(chair, "meeting", now.id, now.version, {"minutes_status": "in_revisione"})


def test_minutes_are_signed_by_a_signed_file(secretary: Store, out: Path) -> None:
    meeting = finished(secretary)
    minutes.finalise(secretary, meeting.id, meeting.version, Progress())
    first = minutes.pdf(secretary, meeting.code, Progress())
    now, said = seen(secretary, meeting.code), {"signed_on": date(2027, 1, 22), "signature_kind": "autografa"}
    with pytest.raises(Refused, match="Manca il file firmato"):
        minutes_steps.advance(secretary, now.id, now.version, "firmato", said)
    with pytest.raises(Refused, match="Manca il file firmato"):
        register.edit(secretary, "meeting", now.id, now.version, {"minutes_status": "firmato"})
    path = out / "firmato.pdf"
    path.write_bytes(b"%PDF-1.7 the scan of the signed minutes")
    sha = files.keep(secretary, path)
    minutes_steps.advance(secretary, now.id, now.version, "firmato", said, signed=sha)
    kept = minutes.versions(secretary, meeting.code)
    assert [(one["final"], one["signed"]) for one in kept] == [(True, False), (False, True)]
    assert secretary.blob(kept[-1]["file"]) == path.read_bytes()
    assert minutes.pdf(secretary, meeting.code, Progress()) == first
    assert seen(secretary, meeting.code)["minutes_status"] == "firmato"
