"""Life cycles (DOMAIN §5.6): what may follow what, and who may do it."""

from __future__ import annotations

from datetime import date

import pytest

from app.core import clock
from app.domain.decisions import ActionItem
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot
from app.domain.fields import Choice
from app.domain.lifecycle import (
    ACTION,
    CONTRIBUTION,
    LIFECYCLES,
    MEETING,
    PROJECT,
    Lifecycle,
    Surroundings,
    move_problem,
)
from app.domain.meetings import AgendaItem, Meeting
from app.domain.ownership import led, owned
from app.domain.participation import Contribution
from app.domain.permissions import Person, Role
from app.domain.projects import Project

NOWHERE = Surroundings()
SECRETARY = Person("sara", frozenset({Role.SEGRETARIO}))
PRESIDENT = Person("marta", frozenset({Role.PRESIDENTE}))
MEMBER = Person("lidia", frozenset({Role.COMPONENTE}), "M11", "A17")
READER = Person("ugo", frozenset({Role.LETTORE}))


def project(**values: object) -> dict[str, object]:
    return {**Project.defaults(), "code": "P1", **values}


@pytest.mark.parametrize(
    ("state", "to", "who", "owned", "allowed"),
    [
        ("in_corso", "sospeso", MEMBER, True, True),
        ("in_corso", "sospeso", MEMBER, False, False),
        ("in_corso", "sospeso", SECRETARY, False, True),
        ("in_corso", "rendicontato", SECRETARY, False, False),
        ("concluso", "in_corso", PRESIDENT, False, True),
        ("concluso", "in_corso", SECRETARY, False, False),
        ("in_istruttoria", "condiviso", SECRETARY, False, False),
        ("condiviso", "annullato", PRESIDENT, False, False),  # no decision says so
        ("proposta", "ritirato", READER, True, False),
    ],
)
def test_who_may_move_a_project(state: str, to: str, who: Person, owned: bool, allowed: bool) -> None:
    values = project(status=state, review_date=date(2099, 1, 1))
    why = move_problem(PROJECT, values, to, who, NOWHERE, owned=owned, reason="perché sì")
    assert (why is None) is allowed


def test_a_passage_that_is_not_there_is_told_in_the_words_of_the_vocabulary() -> None:
    why = move_problem(PROJECT, project(status="in_corso"), "rendicontato", SECRETARY, NOWHERE)
    assert why == "Da «In corso» non si passa a «Rendicontato»; si può passare a: Sospeso, Concluso, Annullato."


def test_scrutiny_wants_objectives_targets_and_zones() -> None:
    bare = project(status="proposta")
    assert "obiettivo" in str(move_problem(PROJECT, bare, "in_istruttoria", SECRETARY, NOWHERE))
    ready = project(status="proposta", objectives=("4.1.1",), targets=("T01",), zones=("Z01",))
    assert move_problem(PROJECT, ready, "in_istruttoria", SECRETARY, NOWHERE) is None


def test_a_project_does_not_start_before_its_day() -> None:
    tomorrow = project(status="condiviso", start=date(2026, 12, 1))
    with clock.pinned(date(2026, 11, 30)):
        assert move_problem(PROJECT, tomorrow, "in_corso", SECRETARY, NOWHERE)
    with clock.pinned(date(2026, 12, 1)):
        assert move_problem(PROJECT, tomorrow, "in_corso", SECRETARY, NOWHERE) is None


def test_suspending_asks_for_a_reason_and_the_day_of_its_review() -> None:
    why = move_problem(PROJECT, project(status="in_corso"), "sospeso", SECRETARY, NOWHERE)
    assert why == "Per questo passaggio serve un motivo."
    old = project(status="in_corso", status_reason="l'anno scorso mancava l'aula")
    assert move_problem(PROJECT, old, "sospeso", SECRETARY, NOWHERE) == why
    why = move_problem(PROJECT, old, "sospeso", SECRETARY, NOWHERE, reason="lavori in corso")
    assert why == "Per questo passaggio va compilato «Da riesaminare il»."
    with clock.pinned(date(2026, 11, 30)):
        for day, allowed in ((date(2026, 11, 30), False), (date(2026, 12, 1), True)):
            again = {**old, "review_date": day}
            why = move_problem(PROJECT, again, "sospeso", SECRETARY, NOWHERE, reason="lavori in corso")
            assert (why is None) is allowed


def test_a_project_with_open_interventions_ends_by_confirmation() -> None:
    around = Surroundings({"intervention": (Snapshot("intervention", 1, 1, {"code": "I1", "status": "in_corso"}),)})
    (move,) = (one for one in PROJECT.moves_from("in_corso") if one.to == "concluso")
    running = project(status="in_corso")
    assert move.wants_reason(running, around)
    assert not move.wants_reason(running, NOWHERE)
    assert "aperti" in str(move_problem(PROJECT, running, "concluso", SECRETARY, around))
    assert move_problem(PROJECT, running, "concluso", SECRETARY, around, reason="lo segue il Comune") is None
    assert move_problem(PROJECT, running, "concluso", SECRETARY, NOWHERE) is None


@pytest.mark.parametrize(("status", "allowed"), [("adottata", True), ("proposta", False), ("respinta", False)])
def test_a_project_is_shared_and_called_off_by_a_decision(status: str, allowed: bool) -> None:
    around = Surroundings({"decision": (Snapshot("decision", 1, 1, {"status": status}),)})
    for state, to in (("in_istruttoria", "condiviso"), ("in_corso", "annullato")):
        why = move_problem(PROJECT, project(status=state), to, SECRETARY, around)
        assert (why is None) is allowed


@pytest.mark.parametrize(
    ("cycle", "entity", "values", "to", "allowed"),
    [
        (MEETING, Meeting, {"status": "bozza", "place": "L01"}, "convocata", False),  # its number is not assigned
        (MEETING, Meeting, {"status": "bozza", "place": "L01", "number": "5/2026"}, "convocata", True),
        (MEETING, Meeting, {"status": "verbalizzata", "minutes_status": "definitivo"}, "archiviata", False),
        (MEETING, Meeting, {"status": "verbalizzata", "minutes_status": "protocollato"}, "archiviata", True),
        (ACTION, ActionItem, {"status": "bloccata"}, "da_fare", True),
        (ACTION, ActionItem, {"status": "verificata"}, "annullata", True),
        (CONTRIBUTION, Contribution, {"status": "pubblicato", "project": "P01"}, "in_esame", False),
        (CONTRIBUTION, Contribution, {"status": "pubblicato", "project": "P01"}, "assegnato", True),
        (CONTRIBUTION, Contribution, {"status": "pubblicato", "item": "S1.1"}, "in_esame", True),
    ],
)
def test_what_must_be_true_first(
    cycle: Lifecycle, entity: type[Entity], values: dict[str, object], to: str, allowed: bool
) -> None:
    items = () if cycle is CONTRIBUTION else (Snapshot("agenda_item", 1, 1, AgendaItem.defaults()),)
    around = Surroundings({"agenda_item": items})
    why = move_problem(cycle, {**entity.defaults(), **values}, to, SECRETARY, around, reason="perché sì")
    assert (why is None) is allowed, why


def test_a_project_is_moved_by_who_leads_it_and_edited_by_its_partners_too() -> None:
    values = project(lead="A01", partners=("A17:partner",), referent="M11")
    assert owned(Project, values, MEMBER, lambda *_: None)
    assert not led(Project, values, MEMBER, lambda *_: None)
    assert led(Project, {**values, "lead": "A17"}, MEMBER, lambda *_: None)


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=lambda c: f"{c.entity}.{c.field}")
def test_every_state_of_a_cycle_is_a_term_of_its_vocabulary(cycle: object) -> None:
    from app.domain.lifecycle import Lifecycle

    assert isinstance(cycle, Lifecycle)
    spec = ENTITIES[cycle.entity].fields[cycle.field]
    assert isinstance(spec, Choice)
    named = {state for move in cycle.moves for state in (*move.sources, move.to)} | set(cycle.initial)
    assert named <= set(spec.vocabulary.codes())
    assert named == set(spec.vocabulary.codes())


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=lambda c: f"{c.entity}.{c.field}")
def test_no_cycle_leads_to_a_state_nobody_can_reach(cycle: object) -> None:
    from app.domain.lifecycle import Lifecycle

    assert isinstance(cycle, Lifecycle)
    reached = set(cycle.initial)
    while more := {m.to for m in cycle.moves if m.sources & reached} - reached:
        reached |= more
    assert reached == {state for move in cycle.moves for state in (*move.sources, move.to)} | set(cycle.initial)
