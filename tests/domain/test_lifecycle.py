"""Life cycles (DOMAIN §5.6): what may follow what, and who may do it."""

from __future__ import annotations

from datetime import date

import pytest

from app.core import clock
from app.domain.entities import ENTITIES
from app.domain.fields import Choice
from app.domain.lifecycle import LIFECYCLES, PROJECT, Surroundings, move_problem
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
        ("condiviso", "annullato", PRESIDENT, False, True),
        ("proposta", "ritirato", READER, True, False),
    ],
)
def test_who_may_move_a_project(state: str, to: str, who: Person, owned: bool, allowed: bool) -> None:
    why = move_problem(PROJECT, project(status=state), to, who, NOWHERE, owned=owned, reason="perché sì")
    assert (why is None) is allowed


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


def test_suspending_asks_for_a_reason() -> None:
    why = move_problem(PROJECT, project(status="in_corso"), "sospeso", SECRETARY, NOWHERE)
    assert why == "Per questo passaggio serve un motivo."


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
