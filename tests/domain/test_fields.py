"""Every kind of field: what it reads, what it shows, what it refuses."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.domain import fields as f
from app.domain.entities import ENTITIES

EXAMPLES: list[tuple[f.Field, Any]] = [
    (f.Text("x"), "Caselli aperti"),
    (f.LongText("x"), "Prima riga\nseconda riga"),
    (f.Integer("x"), 12_345),
    (f.Year("x"), 2026),
    (f.Percent("x"), 60),
    (f.Number("x", decimals=7), Decimal("44.0631658")),
    (f.Money("x"), Decimal("1234.50")),
    (f.Day("x"), date(2026, 10, 1)),
    (f.Time("x"), time(17, 30)),
    (f.Moment("x"), datetime(2026, 5, 20, 15, 30, tzinfo=UTC)),
    (f.Moment("x"), datetime(2026, 12, 31, 23, 5, tzinfo=UTC)),
    (f.Flag("x"), True),
    (f.Flag("x"), False),
    (f.Choice("x", options="project_status"), "in_corso"),
    (f.Choices("x", options="weekday"), ("lun", "gio")),
    (f.Link("x", to="actor"), "A02"),
    (f.Links("x", to="actor"), ("A02", "A18")),
    (f.File("x"), "0" * 64),
]


@pytest.mark.parametrize(("spec", "value"), EXAMPLES, ids=lambda x: type(x).__name__)
def test_what_is_shown_can_be_read_again(spec: f.Field, value: Any) -> None:
    assert spec.parse(spec.show(value)) == value


@pytest.mark.parametrize(("spec", "value"), EXAMPLES, ids=lambda x: type(x).__name__)
def test_what_is_written_to_a_file_can_be_loaded_again(spec: f.Field, value: Any) -> None:
    assert spec.load(json.loads(json.dumps(spec.dump(value)))) == value


def test_a_moment_travels_with_its_zone() -> None:
    spec, value = f.Moment("x"), datetime(2026, 5, 20, 15, 30, tzinfo=UTC)
    assert spec.load(spec.dump(value)) == value
    assert spec.show(value) == "20/05/2026 17:30"


@pytest.mark.parametrize(
    "text", ["20/05/2026 17:30", "20.05.2026 17.30", "2026-05-20 17:30", "2026-05-20T17:30", "2026-05-20T15:30:00Z"]
)
def test_a_moment_is_read_as_people_write_it_on_a_clock_in_rome(text: str) -> None:
    assert f.Moment("x").parse(text) == datetime(2026, 5, 20, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["20/05/2026", "17:30", "ieri", "31/02/2026 10:00", "20/05/2026 25:00", "0001-01-01 00:10", "nulla da dire"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        f.Moment("x").parse(text)


def test_a_moment_without_a_zone_is_not_left_without_one() -> None:
    assert f.Moment("x").load("2026-05-20T17:30:00").tzinfo is not None


def test_a_link_may_say_more() -> None:
    spec = f.Links("x", to="actor", qualifier=f.Choice("Ruolo", options="project_role"))
    assert spec.parse("A02; A16:Finanziatore") == ("A02", "A16:finanziatore")
    assert spec.show(("A16:finanziatore",)) == "A16 (Finanziatore)"


@pytest.mark.parametrize(
    ("spec", "text", "says"),
    [
        (f.Choice("Stato", options="project_status"), "in corsso", "forse «In corso»"),
        (f.Money("Importo"), "12,345", "al massimo due decimali"),
        (f.Integer("Posti"), "3,5", "non è un numero intero"),
        (f.Flag("Gratuito"), "forse", "scrivete sì oppure no"),
        (f.Day("Inizio"), "boh", "non è una data"),
    ],
)
def test_a_refusal_says_what_to_do(spec: f.Field, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        spec.parse(text)


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        (f.Text("x", max_length=5), "troppo lungo"),
        (f.Percent("x"), 101),
        (f.Integer("x"), -1),
        (f.Money("x"), Decimal("-1")),
        (f.Text("x", required=True), None),
        (f.Links("x", to="actor", required=True), ()),
    ],
)
def test_what_may_not_be_stored_is_refused(spec: f.Field, value: Any) -> None:
    with pytest.raises(Refused):
        spec.check(value)


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_ever_breaks_a_field(text: str) -> None:
    for spec, _ in EXAMPLES:
        with contextlib.suppress(Refused):
            spec.check(spec.parse(text))


@pytest.mark.parametrize("name", ENTITIES)
def test_every_entity_can_be_named_and_coded(name: str) -> None:
    entity = ENTITIES[name]
    assert entity.label
    assert entity.labels
    assert entity.pattern
    assert all(key in entity.fields for key in (*entity.caption, *entity.key))
    assert not entity.part_of or isinstance(entity.fields[entity.part_of], f.Link)
    for spec in entity.fields.values():
        assert spec.label
        assert not isinstance(spec, f.Link | f.Links) or spec.to in ENTITIES


@pytest.mark.parametrize(
    ("spec", "value", "kept"),
    [
        (f.Choice("x", options="agenda_outcome"), "approvato", True),
        (f.Choice("x", options="agenda_outcome"), "boh", False),
        (f.Choices("x", options="role"), ("segretario", "re"), False),
        (f.Choices("x", options="pact_action"), ("nuova_voce",), True),  # the register may have added it
    ],
)
def test_a_fixed_vocabulary_has_no_other_terms(spec: f.Field, value: Any, kept: bool) -> None:
    with contextlib.nullcontext() if kept else pytest.raises(Refused):
        spec.check(value)
