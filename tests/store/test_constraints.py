"""What a field declares, the database refuses by itself: words no fixed vocabulary has, numbers out of their limits."""

from __future__ import annotations

import pytest

from app.core.errors import Refused
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.objectives import Objective
from app.domain.places import FundSource, Zone
from app.domain.projects import FundingLine
from app.store.columns import check_of
from tests.helpers.office import Office, PostgresOffice, SqliteOffice

OBJECTIVE = {"code": "4", "title": "x", "level": "linea_mandato", "document": "altro", "year_from": 2024,
             "year_to": 2029}  # fmt: skip
DECLARED = {f"ck_{entity.name}_{name}"
            for entity in ENTITIES.values() for name, spec in entity.fields.items() if check_of(spec)}  # fmt: skip


def test_every_declared_limit_is_in_an_embedded_register(sqlite_office: SqliteOffice) -> None:
    with sqlite_office().reading() as reader:
        tables = "\n".join(str(row[0]) for row in reader.line.rows("SELECT sql FROM sqlite_master", []))
    assert len(DECLARED) > 100
    assert sorted(name for name in DECLARED if name not in tables) == []


@pytest.mark.postgresql
def test_every_declared_limit_is_in_a_shared_register(postgres_office: PostgresOffice) -> None:
    with postgres_office().reading() as reader:
        sql = "SELECT conname::text FROM pg_constraint WHERE contype = 'c'"
        there = {str(row[0]) for row in reader.line.rows(sql, [])}
    assert sorted(DECLARED - there) == []


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        (Objective, {**OBJECTIVE, "status": "boh"}),
        (Objective, {**OBJECTIVE, "year_from": 24}),
        (Zone, {"label": "x", "population": -1}),
        (Zone, {"label": "x", "visibility": "segreta"}),
    ],
)
def test_the_database_says_no(office: Office, entity: type[Entity], values: dict[str, object]) -> None:
    desk = office()
    with pytest.raises(Refused, match="non ammette"), desk.unit("Prova") as unit:
        unit.insert(entity, values)


def test_money_is_never_negative(office: Office) -> None:
    desk = office()
    with desk.unit("Prova") as unit:
        unit.insert(FundSource, {"code": "COMUNE", "label": "x"})
    with pytest.raises(Refused, match="Importo"), desk.unit("Prova") as unit:
        unit.insert(FundingLine, {"project": "P1", "source": "COMUNE", "amount": -1})
