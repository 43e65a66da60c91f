"""Numbers people quote are given once: the database itself refuses a second sitting 2/2026 of a body."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core.errors import Refused
from app.domain.actors import Body, PersonEntity
from app.domain.decisions import Decision
from app.domain.entity import Values
from app.domain.meetings import AgendaItem, Meeting
from app.store.store import Store
from tests.helpers.office import Office

SITTING = {"date": date(2026, 5, 20), "start_planned": time(17, 30)}
DECISION = {"item": "S1.1", "type": "presa_atto", "title": "x", "text": "x", "owner": "M01"}


@pytest.fixture
def desk(office: Office) -> Store:
    desk = office()
    with desk.unit("Prova") as unit:
        for code in ("ORG1", "ORG2"):
            unit.insert(Body, {"code": code, "name": code})
        unit.insert(PersonEntity, {"code": "M01", "first_name": "Anna", "last_name": "B", "role_title": "x"})
        unit.insert(Meeting, {**SITTING, "code": "S1", "body": "ORG1", "number": "1/2026"})
        unit.insert(AgendaItem, {"code": "S1.1", "meeting": "S1", "position": 1, "title": "x"})
        unit.insert(Decision, {**DECISION, "number": "1/2026"})
    return desk


def put(desk: Store, entity: type[Meeting | Decision], values: Values) -> None:
    with desk.unit("Prova") as unit:
        unit.insert(entity, values)


def test_a_sitting_has_its_number_to_itself_in_its_body(desk: Store) -> None:
    with pytest.raises(Refused, match="Numero"):
        put(desk, Meeting, {**SITTING, "body": "ORG1", "number": "1/2026"})
    put(desk, Meeting, {**SITTING, "body": "ORG2", "number": "1/2026"})
    put(desk, Meeting, {**SITTING, "body": "ORG1"})
    put(desk, Meeting, {**SITTING, "body": "ORG1"})  # drafts have no number yet


def test_a_decision_has_its_number_to_itself(desk: Store) -> None:
    with pytest.raises(Refused, match="Numero"):
        put(desk, Decision, {**DECISION, "number": "1/2026"})
    put(desk, Decision, {**DECISION, "number": "2/2026"})
