"""What is missing in the minutes is named, with the place to mend it (DOMAIN §3.6)."""

from datetime import date, time
from typing import Any

import pytest

from app.domain.composing import compose
from app.domain.lints import Lint, lints, sensitive
from tests.helpers.register import MemoryRegister, example

REGISTER = example()


def found(register: MemoryRegister, sitting: str = "S2", **more: Any) -> list[Lint]:
    facts = register.sitting(sitting)
    return lints(facts, compose(facts), **more)


def test_the_example_is_ready_but_for_the_files_of_its_attachments() -> None:
    assert [lint for lint in found(REGISTER) if lint.blocks] == []
    assert {lint.field for lint in found(REGISTER)} == {"file"}
    assert found(REGISTER, "S1") == []
    assert found(REGISTER, "S3") == []


VOTE = "S2.2-V2"


@pytest.mark.parametrize(
    ("entity", "code", "change", "place", "words"),
    [
        ("agenda_item", "S2.4", {"outcome": None}, ("agenda_item", "outcome"), "Il punto n. 4 non ha un esito."),
        ("agenda_item", "S2.4", {"outcome": "respinto"}, ("agenda_item", "outcome"), "non corrisponde"),
        ("meeting", "S2", {"end_actual": None}, ("meeting", "end_actual"), "ora di chiusura"),
        ("meeting", "S2", {"end_actual": time(17, 0)}, ("meeting", "end_actual"), "finisce prima"),
        ("meeting", "S2", {"place": None}, ("meeting", "place"), "luogo"),
        ("meeting", "S2", {"convened_on": date(2026, 5, 15)}, ("meeting", "convened_on"), "12/05/2026"),
        ("meeting", "S2", {"convened_protocol": None}, ("meeting", "convened_protocol"), "protocollo"),
        ("decision", "D4", {"owner": None}, ("decision", "owner"), "4/2026 non ha un responsabile"),
        ("decision", "D4", {"patch_state": "da_rivedere"}, ("decision", "patch"), "non è ancora applicata"),
        ("decision", "D4", {"type": None}, ("decision", "type"), "4/2026 non ha un tipo"),
        ("action_item", "AZ04", {"due": None}, ("action_item", "due"), "non ha una scadenza"),
        ("action_item", "AZ04", {"due": date(2026, 9, 29)}, ("action_item", "due"), "festa del patrono"),
        ("action_item", "AZ04", {"due": date(2026, 9, 12)}, ("action_item", "due"), "sabato"),
        ("attendance", "S2-M03", {"status": "assente_giustificato"}, ("attendance_event", "person"), "risulta assente"),
        ("agenda_item", "S2.3", {"report_text": "Si veda l'Allegato C."}, ("agenda_item", "report_text"),
         "Allegato C, che non c'è"),
        ("agenda_item", "S2.3", {"report_text": "La diagnosi è nota."}, ("agenda_item", "report_text"), "«diagnosi»"),
        ("agenda_item", "S2.3", {"report_text": "Scrivere a a.b@c.it"}, ("agenda_item", "report_text"),
         "posta elettronica"),
    ],
)  # fmt: skip
def test_each_thing_missing_is_named_with_its_place(
    entity: str, code: str, change: dict[str, Any], place: tuple[str, str], words: str
) -> None:
    told = [lint for lint in found(REGISTER.change(entity, code, **change)) if (lint.entity, lint.field) == place]
    assert any(words in lint.why for lint in told), [
        str(lint) for lint in found(REGISTER.change(entity, code, **change))
    ]


def the_vote(item: str) -> str:
    return str(next(row["code"] for row in REGISTER.rows["vote"] if row["item"] == item))


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"present": 11}, "present", "I conti del voto non tornano"),
        ({"present": 11, "voting": 11, "favour": 11}, "present", "ne risultano 10"),
        ({"voting": 9, "favour": 9, "abstained": 1}, "names_abstained", "gli astenuti 1"),
        ({"favour": 9, "against": 1}, "names_against", "i contrari 1"),
        ({"voting": 9, "favour": 9, "abstained": 1, "names_abstained": ("M06",)}, "names_against", "non era presente"),
    ],
)
def test_votes_must_add_up_and_agree_with_the_room(change: dict[str, Any], field: str, words: str) -> None:
    told = found(REGISTER.change("vote", the_vote("S2.2"), **change))
    assert any(words in lint.why and lint.field == field and lint.blocks for lint in told), [str(t) for t in told]


def test_a_vote_without_the_legal_number_blocks() -> None:
    few = REGISTER
    for n in (4, 5, 7, 8):
        few = few.change("attendance", f"S2-M{n:02}", status="assente_giustificato", mode=None)
    assert any("Manca il numero legale" in lint.why and lint.blocks for lint in found(few))


def test_somebody_who_leaves_twice_is_told() -> None:
    odd = REGISTER.add("attendance_event", code="S2-E9", meeting="S2", person="M03", time=time(19, 10), event="esce",
                       item="S2.5")  # fmt: skip
    assert any(lint.why == "Nora Modelli: alle 19:10 esce chi non era presente." for lint in found(odd))


def test_what_blocks_comes_first() -> None:
    told = found(REGISTER.change("agenda_item", "S2.4", outcome=None))
    assert [lint.blocks for lint in told] == sorted((lint.blocks for lint in told), reverse=True)


def test_a_name_no_font_can_write_is_told() -> None:
    told = found(REGISTER, missing=lambda text: [c for c in text if c == "ì"])
    assert any("U+00EC" in lint.why and lint.entity == "agenda_item" for lint in told)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("telefonare al 333 1234567", ["un numero di telefono"]),
        ("chiamare 0541 356111 o +39 0541-356111", ["un numero di telefono"]),
        ("prot. n. 0012345 e n. 0000000", []),
        ("RSSMRA80A01H294X", ["un codice fiscale"]),
        ("un caso di Invalidità civile", ["«invalidità»"]),
        ("il 20 maggio 2026, prot. 0012345/2026, importo 1234567", []),
        ("condannato", []),
    ],
)
def test_personal_data_are_looked_for_as_whole_words(text: str, what: list[str]) -> None:
    assert sensitive(text) == what
