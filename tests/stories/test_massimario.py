"""What was decided on a subject, and which decisions are in force; on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import force
from app.domain.permissions import Role
from app.domain.query import Query
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store
from app.usecases import lists, massimario, meetings, patches, register
from tests.helpers.office import Office
from tests.stories.sittings import agenda, opened, seen


def found(desk: Store, word: str = "", **subjects: str) -> list[str]:
    query = massimario.about(desk, subjects, word)
    return sorted(one.code for one in lists.snapshots(desk, query)) if query else []


def touched(desk: Store, **wanted: str) -> set[str]:
    """The decisions taken on items about a project, read the long way round."""
    items = {one.code for one in lists.snapshots(desk, Query("agenda_item")) if wanted["project"] in one["projects"]}
    return {one.code for one in lists.snapshots(desk, Query("decision")) if one["item"] in items}


def test_a_project_finds_the_decisions_of_its_items(secretary: Store) -> None:
    for project in ("P13", "P08", "P04"):
        assert set(found(secretary, project=project)) == touched(secretary, project=project)
    assert found(secretary, project="P13")


def test_a_decision_that_changes_a_record_is_found_from_it(secretary: Store) -> None:
    item = agenda(secretary, opened(secretary).code)[1]
    changes = meetings.decide(secretary, item.code, type="indirizzo", text="Prorogare", owner="M04", title="Proroga")
    decision = next(one for one in changes.of("decision") if one is not None)
    assert decision.code not in found(secretary, project="P25")
    patches.draft(secretary, decision.code, "project", "P25", {"end": date(2029, 1, 1)})
    objective = lists.snapshots(secretary, Query("objective"))[0].code
    patches.draft(secretary, decision.code, "objective", objective, {"title": "Nuovo titolo"})
    assert decision.code in found(secretary, objective=objective)
    assert decision.code in found(secretary, project="P25")
    project = seen(secretary, "P25", "project")
    assert decision.code in found(secretary, actor=project["lead"])
    assert decision.code in found(secretary, sector=project["main_sector"])
    assert decision.code in found(secretary, person="M04")
    assert decision.code in found(secretary, "prorogare", project="P25")
    assert found(secretary, "inesistente", project="P25") == []
    parts = lists.children(secretary, "intervention", "P25")
    assert all(decision.code in found(secretary, intervention=one.code) for one in parts)


def test_several_subjects_narrow_one_another(secretary: Store) -> None:
    by_owner = set(found(secretary, person="M04"))
    both = set(found(secretary, person="M04", project="P04"))
    assert both == by_owner & set(found(secretary, project="P04"))
    assert massimario.about(secretary, {"project": "P999"}) is None


def test_every_state_has_one_force_and_the_lists_add_up(secretary: Store) -> None:
    states = VOCABULARIES["decision_status"].codes()
    assert sorted(state for _, some in force.FORCES.values() for state in some) == sorted(states)
    counts = [lists.count(secretary, force.having(name)) for name in force.FORCES]
    assert sum(counts) == lists.count(secretary, Query("decision")) == 10


@pytest.mark.parametrize(("code", "status"), [("D3", "superata"), ("D1", "attuata")])
def test_a_decision_with_another_in_its_place_is_superseded(secretary: Store, code: str, status: str) -> None:
    one = seen(secretary, code, "decision")
    register.edit(secretary, "decision", one.id, one.version, {"superseded_by": "D7"})
    assert seen(secretary, code, "decision")["status"] == status  # what was carried out stays carried out


def test_a_reader_finds_no_decision_kept_inside(office: Office, secretary: Store) -> None:
    code = found(secretary, project="P13")[0]
    one = seen(secretary, code, "decision")
    register.edit(secretary, "decision", one.id, one.version, {"visibility": "interna"})
    reader = office(Role.LETTORE, name="ugo")
    assert code not in found(reader, project="P13")
