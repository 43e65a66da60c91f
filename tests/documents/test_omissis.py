"""What is published: rebuilt without what is not public, numbered, masked, and nothing of it anywhere in the file."""

from __future__ import annotations

import json
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.documents import checks, extract
from app.documents import minutes as minutes_paper
from app.domain import omissis, papers, publishing
from app.domain.composing import compose
from tests.documents.conftest import Render
from tests.documents.reading import Reading, faults, script
from tests.helpers import verapdf
from tests.helpers.register import MemoryRegister, example

MADE = datetime(2026, 5, 21, 9, 30, tzinfo=UTC)
SECRETS = ("Zefirino", "gravissima", "pignoramento", "Melchiorre", "amaranto", "RSSMRA80A01H501U", "zefiro@esempio.it",
           "0541 624111", "Ulderico Bianchetti", "controversia", "calabrone")  # fmt: skip


def register() -> MemoryRegister:
    """Sitting 2 with parts of every class; the words of SECRETS stand only in what may not be published."""
    base = example()
    for row in base.rows["agenda_item"]:
        row["visibility"] = "pubblica" if row["code"] in ("S2.1", "S2.2", "S2.4") else "cabina"
    for row in (*base.rows["decision"], *base.rows["action_item"]):
        row["visibility"] = "pubblica"
    base = base.change(
        "agenda_item",
        "S2.2",
        report_text=(
            "Relazione pubblica; chiamare 0541 624111 o zefiro@esempio.it.\n\n%% La famiglia di Zefirino è in "
            "situazione gravissima.\n\n- un punto\n- %% il pignoramento\n\nCodice RSSMRA80A01H501U "
            "di Ulderico Bianchetti."
        ),
    )
    base = base.change(
        "agenda_item",
        "S2.3",
        title="Il caso di Melchiorre",
        report_text="Tutto amaranto.",
        visibility="pubblica",
        confidential=True,
    )
    base = base.add(
        "speech",
        code="S2.2-I90",
        item="S2.2",
        person="M04",
        order=90,
        text="Parla della controversia.",
        visibility="cabina",
    )
    base = base.add(
        "speech", code="S2.2-I91", item="S2.2", person="M05", order=91, text="Ringrazia tutti.", visibility="pubblica"
    )
    return base.add("attachment", code="ALL90", meeting="S2", letter="Z", title="Il calabrone", visibility="interna")


def everything(data: bytes) -> str:
    """Every byte of a PDF as text: streams opened, strings in both encodings, embedded files."""
    pieces = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            pieces.append(zlib.decompress(found[1]))
        except zlib.error:
            pieces.append(found[1])
    pieces += [file.data for file in checks.attachments(data)]
    raw = b"\n".join(pieces)
    utf16 = re.sub(rb"<FEFF([0-9A-F]+)>", lambda m: bytes.fromhex(m[1].decode()), raw)
    text = raw.decode("utf-8", "replace")
    text += utf16.decode("utf-16-be", "replace") + utf16[1:].decode("utf-16-be", "replace")
    return text + raw.decode("latin-1") + script(Reading(data).root) + "\n".join(Reading(data).outline())


@pytest.mark.parametrize("only", [None, 2])
def test_nothing_of_what_is_omitted_is_anywhere_in_the_file(to_pdf: Render, only: int | None) -> None:
    value, cut = papers.public_extract(register().sitting("S2"), ["Ulderico Bianchetti"], only)
    document = extract.public_document(value, created=MADE)
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    assert faults(data) == []
    whole = everything(data)
    assert "Relazione pubblica" in whole
    assert [word for word in SECRETS if word in whole or word.lower() in whole.lower()] == []
    assert "%%" not in script(Reading(data).root)
    assert [one.n for one in value.omissions] == list(range(1, len(value.omissions) + 1))
    for one in value.omissions:
        assert f"OMISSIS ({one.n})" in whole
    assert len(cut.masked) == 4


def test_the_secrets_are_in_the_minutes_whole_and_the_marks_nowhere(to_pdf: Render) -> None:
    facts = register().sitting("S2")
    value = compose(facts)
    told = script(Reading(to_pdf(minutes_paper.document(value, created=MADE))).root)
    flat = " ".join(told.split())
    assert [word for word in SECRETS if word not in flat] == []
    assert "%%" not in flat
    assert "%%" not in value.json().decode()
    whole = papers.extract(facts, 2)
    assert whole is not None
    assert "gravissima" in json.dumps(whole.data(), ensure_ascii=False)


def test_who_was_there_and_who_voted_stay_the_same() -> None:
    facts = register().sitting("S2")
    whole, cut = compose(facts), omissis.public(facts).minutes
    assert cut.members == whole.members
    assert (cut.present, cut.quorum, cut.valid) == (whole.present, whole.quorum, whole.valid)
    votes = {item.n: item.votes for item in whole.items}
    assert all(item.votes == votes[item.n] for item in cut.items if not item.title.startswith("OMISSIS"))


def test_every_gap_says_what_it_was_and_never_what_it_said() -> None:
    value, _ = papers.public_extract(register().sitting("S2"), [], 2)
    told = [one.told for one in value.omissions]
    assert told[:4] == [
        "(1) il motivo di un conflitto di interessi, punto n. 2",
        "(2) un paragrafo della relazione, punto n. 2",
        "(3) un paragrafo della relazione, punto n. 2",
        "(4) un intervento, punto n. 2",
    ]
    (item,) = value.minutes.items
    assert item.speeches[-1].told == "Carla Prototipi: Ringrazia tutti."
    assert item.speeches[-2].told.startswith("OMISSIS (")


def test_a_sentence_corrected_by_hand_and_a_change_of_the_register_are_left_out_too(to_pdf: Render) -> None:
    base = register()
    conflict = next(row for row in base.rows["conflict"] if row["item"] == "S2.2")
    words = "Esce perché parente di Zefirino."
    base = base.add("chronicle_edit", code="S2-F1", meeting="S2", item="S2.2", key=f"conflict:{conflict['code']}",
                    generated="x", text=words)  # fmt: skip
    decision = next(row for row in base.rows["decision"] if row["item"] == "S2.2")
    patch = [{"entity": "project", "record": "P13", "field": "title", "old": "amaranto", "new": "pignoramento"}]
    base = base.change("decision", decision["code"], patch=patch, patch_state="applicata")
    assert "parente di Zefirino" in compose(base.sitting("S2")).json().decode()
    value, _ = papers.public_extract(base.sitting("S2"), ["Ulderico Bianchetti"], 2)
    whole = everything(to_pdf(extract.public_document(value, created=MADE)))
    assert [word for word in SECRETS if word.lower() in whole.lower()] == []
    assert "la modifica del registro" in [one.what for one in value.omissions]


# ---------------------------------------------------------------- the checks


def test_a_reserved_sentence_that_returns_elsewhere_stops_the_publication() -> None:
    leaking = register().change("speech", "S2.2-I91", text="La famiglia di Zefirino è in situazione gravissima.")
    _, cut = papers.public_extract(leaking.sitting("S2"), [])
    (first, *_) = publishing.findings(cut, [], [])
    assert first.level == publishing.BLOCKS
    assert first.place == "Punto n. 2"


def test_sensitive_words_are_asked_about_and_masked_data_only_told() -> None:
    facts = register().change("speech", "S2.2-I91", text="Cita la diagnosi e Ubaldo.").sitting("S2")
    _, cut = papers.public_extract(facts, ["Ubaldo", "Ulderico Bianchetti"])
    found = publishing.findings(cut, publishing.words_of(facts.settings), ["Ubaldo", "Ulderico Bianchetti"])
    assert {one.level for one in found} == {publishing.ASKS, publishing.TELLS}
    assert [str(one) for one in found if one.level == publishing.ASKS] == [
        "Punto n. 2: contiene «diagnosi»",
        "Punto n. 2: contiene «Ubaldo», il nome di chi ha inviato un contributo",
    ]
    assert len([one for one in found if one.level == publishing.TELLS]) == 4


@pytest.mark.verapdf
@pytest.mark.slow
def test_what_is_published_conforms(to_pdf: Render, tmp_path: Path) -> None:
    files = []
    for n in (None, 2):
        value, _ = papers.public_extract(register().sitting("S2"), [], n)
        files.append(tmp_path / f"public-{n}.pdf")
        files[-1].write_bytes(to_pdf(extract.public_document(value, created=MADE)))
    assert [str(failure) for failure in verapdf.validate(files, ["3a", "ua1"])] == []
