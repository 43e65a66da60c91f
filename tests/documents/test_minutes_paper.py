"""The papers of a sitting: read back as a screen reader does, in both styles, with hostile contents."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from app.documents import (
    attendance_sheet,
    checks,
    decisions,
    desertion,
    dossier,
    extract,
    minutes,
    notice,
    sample,
)
from app.documents.report import Card
from app.documents.structure import Document
from app.domain import dossiers, notices, papers
from app.domain.composing import compose, letterhead
from app.domain.desertion import Desertion
from app.domain.desertion import desertion as desertion_of
from app.domain.minutes import Minutes
from app.domain.query import Query
from tests.documents.conftest import Render
from tests.documents.reading import Reading, faults, script
from tests.helpers import verapdf
from tests.helpers.register import MemoryRegister, example

MADE = datetime(2026, 5, 21, 9, 30, tzinfo=UTC)
GOLDEN = Path(__file__).with_name("golden") / "verbale-2-2026.txt"
REGISTER = example()


def minutes_of(sitting: str = "2/2026", register: MemoryRegister = REGISTER) -> Minutes:
    return compose(register.sitting(sitting))


def read(data: bytes) -> str:
    return script(Reading(data).root)


def test_the_example_s_minutes_read_as_they_always_did(to_pdf: Render) -> None:
    """Set CABINA_GOLDEN=1 to write the text again after a wanted change; read the difference, look at the page."""
    text = read(to_pdf(minutes.document(minutes_of(), created=MADE)))
    if os.environ.get("CABINA_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text("utf-8")


def test_the_minutes_carry_their_data_and_print_their_fingerprint(to_pdf: Render) -> None:
    value = minutes_of()
    data = to_pdf(minutes.document(value, created=MADE))
    inside = {file.name: file for file in checks.attachments(data)}
    assert set(inside) == {"verbale.json", "presenze.csv", "votazioni.csv"}
    assert json.loads(inside["verbale.json"].data) == value.data()
    assert hashlib.sha256(inside["verbale.json"].data).hexdigest() == value.fingerprint
    assert value.fingerprint in read(data).replace("\n", "").replace(" ", "")
    assert {file.relationship for file in inside.values()} == {"Data"}


def test_bookmarks_lead_to_every_point(to_pdf: Render) -> None:
    outline = Reading(to_pdf(minutes.document(minutes_of(), created=MADE))).outline()
    assert [line for line in outline if line.startswith("Punto")] == [item.heading for item in minutes_of().items]


@pytest.mark.parametrize("style", ["pieno", "semplice"])
def test_both_styles_say_the_same(to_pdf: Render, style: str) -> None:
    styled = REGISTER.change("setting", "REG", paper_style=style)
    value = minutes_of(register=styled)
    data = to_pdf(minutes.document(value, created=MADE))
    assert checks.check(data, minutes.document(value, created=MADE)) == ()
    plain = read(to_pdf(minutes.document(replace(value, letterhead=minutes_of().letterhead), created=MADE)))
    told = read(data)
    for line in ("Verbale n. 2/2026", "Punto n. 6 – Varie ed eventuali", "DECIDE", "Letto, approvato e sottoscritto."):
        assert line in told
        assert line in plain


def test_a_draft_is_marked_and_final_minutes_are_not() -> None:
    assert minutes.document(minutes_of("3/2026")).draft == "BOZZA"
    assert minutes.document(minutes_of("2/2026")).draft == ""


# ---------------------------------------------------------------- hostile contents

WORD = "precipitevolissimevolmente" * 12
NAMES = ("Оксана Ґалаґан", "محمد علي الحسن", "王小明", "Ștefan Țurcanu Đorđević", "Zoë O’Brien-Müller")


def big_sitting(members: int = 60, items: int = 40, characters: int = 36_000) -> MemoryRegister:
    """A sitting of many members and points, long words, names in many scripts."""
    register = example()
    rows: dict[str, list[dict[str, Any]]] = {name: list(many) for name, many in register.rows.items()}
    for name in ("agenda_item", "vote", "speech", "decision", "action_item", "conflict", "attendance_event"):
        rows[name] = []
    for n in range(16 + 3, members + 4):
        name = NAMES[n % len(NAMES)]
        person = {"code": f"M{n}", "first_name": name, "last_name": str(n), "gender": "neutro", "role_title": "Membro"}
        rows["person"].append({**rows["person"][0], **person})
        rows["membership"].append({**rows["membership"][2], "code": f"CDR-M{n}", "person": f"M{n}"})
        rows["attendance"].append({**rows["attendance"][0], "code": f"S2-M{n}", "meeting": "S2", "person": f"M{n}"})
    sentence = f"Il componente interviene, chiede che la proposta sia rinviata e osserva: {WORD}.\n\n"
    text = (sentence * (characters // items // len(sentence) + 1))[: characters // items]
    rows["agenda_item"] = [
        {**register.rows["agenda_item"][0], "code": f"S2.{n}", "meeting": "S2", "position": n,
         "title": f"Punto {WORD[:200]}", "kind": "informativa", "report_text": text, "outcome": "presa_atto"}
        for n in range(1, items + 1)
    ]  # fmt: skip
    return MemoryRegister(rows)


def test_sixty_members_forty_points_and_thirty_six_thousand_characters(to_pdf: Render) -> None:
    value = minutes_of("S2", big_sitting())
    assert (value.in_office, len(value.items)) == (60, 40)
    document = minutes.document(value, created=MADE)
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    assert faults(data) == []
    told = read(data)
    assert "Оксана Ґалаґан" in told
    assert "محمد علي الحسن" in told
    assert "王小明" in told
    assert "Sommario" in told or "Indice" in told  # ten pages and more have contents


def test_a_sitting_of_which_nothing_is_known_yet(to_pdf: Render) -> None:
    bare = REGISTER.change("meeting", "S4", place=None, chair=None, secretary=None, convened_protocol=None)
    value = minutes_of("S4", bare)
    document = minutes.document(value, created=MADE)
    assert checks.check(to_pdf(document), document) == ()


def test_text_that_looks_like_markup_is_text(to_pdf: Render) -> None:
    odd = REGISTER.change("agenda_item", "S2.2", title="<b>Titolo</b> & [link](x) #1", report_text="<script> & *vero*")
    odd = odd.change("person", "M08", last_name="<i>Modulini</i>")
    told = read(to_pdf(minutes.document(minutes_of(register=odd), created=MADE)))
    assert "<b>Titolo</b> & [link](x) #1" in told
    assert "<script>" in told
    assert "Fabio <i>Modulini</i>" in told


# ---------------------------------------------------------------- the other papers


def all_papers() -> dict[str, Document]:
    second, fourth = REGISTER.sitting("2/2026"), REGISTER.sitting("4/2026")
    actors = {row["code"]: row["name"] for row in REGISTER.rows["actor"]}
    register = papers.decision_register(
        [REGISTER.sitting(f"S{n}") for n in range(1, 5)], letterhead(second), second.body["name"], 2026,
        {"attuata": "Attuata"}, {"P13": "Compiti insieme"},
    )  # fmt: skip
    whole = papers.extract(second, 2)
    assert whole is not None
    return {
        "minutes": minutes.document(compose(second), created=MADE),
        "draft": minutes.document(minutes_of("3/2026"), created=MADE),
        "plain": minutes.document(minutes_of(register=REGISTER.change("setting", "REG", paper_style="semplice"))),
        "big": minutes.document(minutes_of("S2", big_sitting(30, 12, 9_000)), created=MADE),
        "notice": notice.document(notices.notice(fourth), created=MADE),
        "sheet": attendance_sheet.document(papers.attendance_sheet(fourth, actors), created=MADE),
        "extract": extract.document(whole, created=MADE),
        "decisions": decisions.document(register, created=MADE),
        "desertion": desertion.document(deserted(), created=MADE),
        "dossier": a_dossier(),
        "hostile": extract.document(hostile(), created=MADE),
        "sample": sample.document(letterhead(second), second.body["name"]),
    }


def deserted() -> Desertion:
    few = REGISTER
    for code in ("S2-M01", "S2-M02", "S2-M04"):
        few = few.change("attendance", code, status="assente_giustificato", mode=None)
    return desertion_of(few.sitting("S2"))


def a_dossier() -> Document:
    """With actions, a linked agenda, a card and attachments whose names are hostile."""
    facts = REGISTER.sitting("4/2026")
    actions = [one for one in REGISTER.find(Query("action_item")) if one["owner"] == "M05"]
    value = dossiers.dossier(facts, "M05", actions, {"da_fare": "Da fare"}, {facts.items[0].code: ("P13",)}, {})
    cards = {"P13": Card("P13 <b>Compiti</b> 王", (("Stato", "in corso"),), "محمد")}
    attached = [dossier.attachment(n, name, f"{name} #2", b"x") for n, name in enumerate(("a b.pdf", "è–(1).xyz"))]
    return dossier.document(notice.document(notices.notice(facts), created=MADE), value, cards, attached)


def hostile() -> papers.Extract:
    text = f"{WORD} <script> \\( ) [x](y) 😀 \x00 محمد علي\n\n%% riservato {WORD}\n\n- " + "\n- ".join(NAMES)
    found = papers.extract(REGISTER.change("agenda_item", "S2.2", report_text=text, title=WORD).sitting("S2"), 2)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name", ["notice", "sheet", "extract", "decisions", "desertion", "dossier", "hostile", "sample"]
)
def test_the_other_papers_are_whole(to_pdf: Render, name: str) -> None:
    document = all_papers()[name]
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    assert faults(data) == []


def test_the_notice(to_pdf: Render) -> None:
    told = read(to_pdf(all_papers()["notice"]))
    assert "mercoledì 16 dicembre 2026 alle ore 17:30 presso il Municipio (sala consiliare), in forma mista" in told
    assert "Prot. n. 0000000 del 27 novembre 2026 (demo)" in told
    assert "entro il 15 dicembre 2026" in told
    assert "Calendario 2027, varie ed eventuali" in told
    assert "Marta Fittizi" in told


def test_the_link_of_a_remote_sitting_is_never_printed() -> None:
    remote = REGISTER.change("meeting", "S4", mode="remoto", link="https://riunione.esempio.it/abc", place=None)
    value = notices.notice(remote.sitting("S4"))
    assert "riunione.esempio" not in json.dumps(value.data())
    assert "in videoconferenza" in value.told


def test_the_attendance_sheet_has_a_line_for_everybody_and_some_to_spare() -> None:
    base = REGISTER.add("attendance", code="S4-M11", meeting="S4", person="M11", status="presente", mode="remoto")
    sheet = papers.attendance_sheet(base.sitting("S4"), {"A01": "Comune"})
    assert [row.n for row in sheet.members] == list(range(1, 16))
    assert sheet.members[0].name == "Fittizi Marta"
    assert [row.name for row in sheet.others] == ["Minuta Sara", "Canovaccio Teo", "Matrice Ugo"]
    assert sheet.members[10].remote == "collegata da remoto"
    assert sheet.subtitle == "Seduta n. 4/2026 del 16 dicembre 2026, ore 17:30"


def test_the_extract_carries_its_item_and_nothing_of_the_others() -> None:
    value = papers.extract(REGISTER.sitting("2/2026"), 2)
    assert value is not None
    assert value.told.startswith(
        "Estratto dal verbale n. 2/2026 del 20 maggio 2026, per la parte relativa al punto n. 2"
    )
    text = json.dumps(value.data(), ensure_ascii=False)
    assert "DECIDE" in text
    assert "Ivo Traccia, " not in text
    assert "Caselli aperti" not in text
    assert papers.extract(REGISTER.sitting("2/2026"), 9) is None


def test_the_register_of_decisions_is_in_order_of_number() -> None:
    sittings = [REGISTER.sitting(f"S{n}") for n in (3, 1, 2)]
    register = papers.decision_register(
        sittings, letterhead(sittings[0]), "Cabina", 2026, {}, {"P13": "Compiti insieme"}
    )
    assert [row.number for row in register.rows] == [f"{n}/2026" for n in range(1, 11)]
    third = register.rows[2]
    assert (third.day, third.meeting, third.point) == (date(2026, 5, 20), "2/2026", 2)
    assert third.vote == "presenti n. 10; votanti n. 10; favorevoli n. 10; contrari n. 0; astenuti n. 0"
    assert third.projects == "P13 Compiti insieme; P03"
    assert papers.decision_register(sittings, letterhead(sittings[0]), "Cabina", 2025, {}, {}).rows == ()


def test_two_who_sat_at_the_same_hour_are_told_apart_in_the_data() -> None:
    value = minutes_of()
    stays = {member.name: member.stays for member in value.members}
    assert stays["Nora Modelli"] == ((time(17, 50), time(19, 5)),)


@pytest.mark.verapdf
@pytest.mark.slow
def test_every_paper_of_a_sitting_conforms(to_pdf: Render, tmp_path: Path) -> None:
    files = []
    for name, document in all_papers().items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(to_pdf(document))
    assert [str(failure) for failure in verapdf.validate(files, ["3a", "ua1"])] == []


def test_the_register_of_decisions_has_every_column_even_the_empty_ones(to_pdf: Render) -> None:
    data = to_pdf(all_papers()["decisions"])
    told = next(file.data for file in checks.attachments(data) if file.name == "decisioni.csv").decode("utf-8")
    assert tuple(told.splitlines()[0].split(",")) == papers.DECISION_COLUMNS
    words = read(data)
    for label in ("Data", "Seduta e punto", "Tipo", "Votazione", "Responsabile", "Organo competente", "Trasmessa il",
                  "Recepita con atto", "Stato", "Scadenza", "Progetti", "Obiettivi", "Note"):  # fmt: skip
        assert words.count(f"{label}") >= 10


def test_the_agenda_leads_to_its_items(to_pdf: Render) -> None:
    links = Reading(to_pdf(minutes.document(minutes_of(), created=MADE))).root.all("Link")
    assert {f"{item.title}" for item in minutes_of().items} <= {" ".join(link.text.split()) for link in links}
