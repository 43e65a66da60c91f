"""The chronicle of a sitting: sentences corrected by hand, the clock of the items, interests asked for."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core.errors import Forbidden, Refused
from app.domain.chronicle import Sentence, chronicle
from app.domain.permissions import Role
from app.domain.query import Query
from app.store.store import Store
from app.usecases import chronicle as corrections
from app.usecases import interests, meetings, minutes, register, timing
from tests.helpers.office import Office
from tests.stories.sittings import agenda, opened, seen


def told(desk: Store, meeting: str) -> dict[str, Sentence]:
    return {one.key: one for one in chronicle(minutes.facts(desk, meeting))}


def started(desk: Store) -> tuple[str, list[str]]:
    meeting = opened(desk)
    return meeting.code, [item.code for item in agenda(desk, meeting.code)]


def test_a_correction_is_printed_and_outlives_what_changes_around_it(secretary: Store) -> None:
    meeting, items = started(secretary)
    meetings.event(secretary, meeting, "M08", "esce", at=time(17, 50), item=items[1])
    key = next(key for key in told(secretary, meeting) if key.startswith("event:"))
    assert told(secretary, meeting)[key].text == "Alle ore 17:50 esce Fabio Modulini. Presenti n. 14."
    corrections.correct(secretary, meeting, key, "Alle ore 17:50 Fabio Modulini si assenta per una telefonata.")
    value, _ = minutes.value(secretary, meeting)
    assert value.items[1].facts == ("Alle ore 17:50 Fabio Modulini si assenta per una telefonata.",)

    person = seen(secretary, "M09", "person")
    register.edit(secretary, "person", person.id, person.version, {"last_name": "Schemini"})
    assert not told(secretary, meeting)[key].moved
    meetings.event(secretary, meeting, "M09", "esce", at=time(17, 40), item=items[0])
    now = told(secretary, meeting)[key]
    assert (now.edited, now.moved) == (True, True)
    assert now.text.endswith("per una telefonata.")
    assert now.generated == "Alle ore 17:50 esce Fabio Modulini. Presenti n. 13."

    assert now.edit is not None
    corrections.confirm(secretary, now.edit.id, now.edit.version)
    kept = told(secretary, meeting)[key]
    assert (kept.moved, kept.text == now.text) == (False, True)
    assert kept.edit is not None
    corrections.take_back(secretary, kept.edit.id, kept.edit.version)
    assert told(secretary, meeting)[key].text == now.generated
    corrections.correct(secretary, meeting, key, "Esce Modulini.")  # the same sentence may be corrected again
    assert told(secretary, meeting)[key].text == "Esce Modulini."


def test_a_sentence_may_be_struck_out_and_the_opening_corrected(secretary: Store) -> None:
    meeting, items = started(secretary)
    timing.take_up(secretary, items[0], time(17, 36))
    corrections.correct(secretary, meeting, f"start:{items[0]}", None)
    corrections.correct(secretary, meeting, "opening", "Il giorno venti gennaio si riunisce la cabina.")
    value, _ = minutes.value(secretary, meeting)
    assert value.items[0].facts == ()
    assert value.opening == "Il giorno venti gennaio si riunisce la cabina."


def test_a_vote_s_sentence_keeps_its_correction_when_the_vote_is_taken_again(secretary: Store) -> None:
    meeting, items = started(secretary)
    meetings.record_vote(secretary, items[1], favour=15)
    key = next(key for key in told(secretary, meeting) if key.startswith("vote:"))
    corrections.correct(secretary, meeting, key, "La proposta passa con quindici voti.")
    meetings.record_vote(secretary, items[1], favour=14, against=1)
    now = told(secretary, meeting)[key]
    assert (now.text, now.moved) == ("La proposta passa con quindici voti.", True)
    assert "contrari n. 1" in now.generated


def test_what_became_of_an_item_is_a_sentence_too(secretary: Store) -> None:
    meeting, items = started(secretary)
    meetings.set_outcome(secretary, items[1], "rinviato")
    assert told(secretary, meeting)[f"outcome:{items[1]}"].text == "Il punto è rinviato alla prossima seduta."
    corrections.correct(secretary, meeting, f"outcome:{items[1]}", "Il punto è rinviato a marzo.")
    value, _ = minutes.value(secretary, meeting)
    assert value.items[1].told == "Il punto è rinviato a marzo."


def test_a_fact_that_is_gone_is_not_corrected_and_only_who_writes_the_minutes_corrects(office: Office) -> None:
    secretary = office(Role.SEGRETARIO, Role.AMMINISTRATORE, name="sara")
    meeting, _ = started(secretary)
    with pytest.raises(Refused, match="non c'è più"):
        corrections.correct(secretary, meeting, "event:nessuno", "Testo")
    with pytest.raises(Forbidden):
        corrections.correct(office(Role.COMPONENTE, name="carla"), meeting, "opening", "Testo")


def test_the_clock_passes_from_an_item_to_the_next(secretary: Store) -> None:
    meeting, items = started(secretary)
    timing.take_up(secretary, items[0], time(17, 36))
    timing.take_up(secretary, items[1], time(17, 45))
    first, second = (seen(secretary, code, "agenda_item") for code in items[:2])
    assert (first["started"], first["ended"], second["started"], second["ended"]) == (
        time(17, 36), time(17, 45), time(17, 45), None)  # fmt: skip
    timing.finish(secretary, items[1], time(18, 10))
    value, _ = minutes.value(secretary, meeting)
    assert [item.facts for item in value.items[:2]] == [
        ("Alle ore 17:36 si passa alla trattazione del punto n. 1.",),
        ("Alle ore 17:45 si passa alla trattazione del punto n. 2.",
         "La trattazione del punto n. 2 si conclude alle ore 18:10."),
    ]  # fmt: skip
    timing.take_up(secretary, items[1], time(18, 20))
    assert seen(secretary, items[1], "agenda_item")["ended"] is None


def test_members_tied_with_what_an_item_touches_are_asked_about(office: Office) -> None:
    secretary = office(Role.SEGRETARIO, Role.AMMINISTRATORE, name="sara")
    meeting, items = started(secretary)
    item = seen(secretary, items[1], "agenda_item")
    register.edit(secretary, "agenda_item", item.id, item.version, {"projects": ("P08",)})  # A05 leads, A20 is partner

    def asked(desk: Store) -> dict[str, str]:
        found = interests.concerns(desk, minutes.facts(desk, meeting))
        return {one.person: one.why for one in found.get(items[1], ())}

    assert set(asked(secretary)) == {"M05"}
    assert asked(secretary)["M05"].endswith("capofila di P08")
    register.create(secretary, "interest", {"person": "M08", "actor": "A20", "kind": "economico"})
    register.create(secretary, "interest", {"person": "M09", "actor": "A20", "kind": "ruolo", "to": date(2026, 1, 1)})
    assert set(asked(secretary)) == {"M05", "M08"}
    assert asked(office(Role.COMPONENTE, name="carla")) == {}
    assert asked(office(Role.PRESIDENTE, name="marta")) == asked(secretary)

    concern = interests.concerns(secretary, minutes.facts(secretary, meeting))[items[1]][0]
    meetings.declare_conflict(secretary, items[1], concern.person, concern.reason, leaves=False)
    assert set(asked(secretary)) == {"M08"}
    value, _ = minutes.value(secretary, meeting)
    assert value.items[1].facts[0].startswith("Carla Prototipi, in quanto rappresentante ")
    meetings.event(secretary, meeting, "M08", "esce", at=time(17, 55), item=items[1])
    assert asked(secretary) == {}


def test_interests_are_hidden_from_who_only_reads(office: Office) -> None:
    secretary = office(Role.SEGRETARIO, Role.AMMINISTRATORE, name="sara")
    register.create(secretary, "interest", {"person": "M08", "actor": "A20", "kind": "ruolo"})
    assert len(secretary.snapshots(Query("interest"))) == 1
    assert office(Role.LETTORE, name="leo").snapshots(Query("interest")) == []
