"""What a paper says to who listens to it: the structure tree, against a text kept in git."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.documents import structure as s
from tests.documents import papers
from tests.documents.conftest import Render
from tests.documents.reading import Node, Reading, faults, script

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("minutes", papers.minutes()),
        ("minutes-plain", papers.minutes("plain")),
        ("minutes-fields", papers.minutes(kind="fields", draft="Bozza")),
    ],
)
def test_a_minute_reads_as_it_was_written(name: str, paper: s.Document, to_pdf: Render) -> None:
    """Set CABINA_GOLDEN=1 to write the texts again after a wanted change, and read the difference."""
    data = to_pdf(paper)
    text = script(Reading(data).root)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("CABINA_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert faults(data) == []


def test_links_name_their_target_and_are_tied_to_their_words(to_pdf: Render) -> None:
    reading = Reading(to_pdf(papers.minutes()))
    links = reading.root.all("Link")
    assert [link.text.strip() for link in links] == ["sito del Comune", "punto 2"]
    web, inner = (link.annotations[0] for link in links)
    assert str(web.A.URI) == "https://www.comune.esempio.it/albo?id=7&anno=2026"
    assert (str(web.Contents), int(web.F)) == ("sito del Comune", 4)
    assert "/Dest" in inner


def test_a_link_on_two_lines_is_two_areas_of_one_element(blocks_to_pdf: Callable[..., bytes]) -> None:
    words = "questo collegamento ha molte parole e deve andare a capo: una riga non gli basta, e nemmeno quasi quasi"
    data = blocks_to_pdf(s.Paragraph((s.Text("Si veda "), s.Text(words, link="https://example.org/"))))
    (link,) = Reading(data).root.all("Link")
    assert link.text == words
    assert len(link.annotations) == 2


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[", "#nowhere", "https:"]
)
def test_a_target_that_leads_nowhere_safe_is_only_words(target: str, blocks_to_pdf: Callable[..., bytes]) -> None:
    root = Reading(blocks_to_pdf(s.Paragraph((s.Text("qui", link=target),)))).root
    assert root.text.strip() == "qui"
    assert root.all("Link") == []


def test_foreign_words_say_their_language(to_pdf: Render) -> None:
    spans = [node for node in Reading(to_pdf(papers.minutes())).root.all("Span") if "Lang" in node.notes]
    assert [(span.text, span.notes["Lang"]) for span in spans] == [("e-democracy", "en")]


def test_every_table_is_regular_and_its_heads_say_of_what(to_pdf: Render) -> None:
    for table in Reading(to_pdf(papers.minutes())).root.all("Table"):
        rows = table.all("TR")
        assert len({len(row.all("TH", "TD")) for row in rows}) == 1
        assert all(cell.notes.get("Scope") in ("Row", "Column") for cell in table.all("TH"))


def test_a_table_over_pages_repeats_its_head_for_the_eye_only(blocks_to_pdf: Callable[..., bytes]) -> None:
    columns = (s.Column("N.", header=True), s.Column("Nome"))
    rows = [(str(i), f"Componente numero {i}") for i in range(60)]
    reading = Reading(blocks_to_pdf(s.Table(columns, iter(rows), totals=("60", "in tutto"))))
    (table,) = reading.root.all("Table")
    assert len(reading.pdf.pages) == 3 or len(reading.pdf.pages) == 2
    assert [cell.text for cell in table.all("THead")[0].all("TH")] == ["N.", "Nome"]
    assert [row.inside[1].text for row in table.all("TBody")[0].all("TR") if isinstance(row.inside[1], Node)] == [
        *(name for _, name in rows),
        "in tutto",
    ]
    assert reading.artifacts(2).startswith("N.|Nome|")


def test_headings_become_bookmarks(to_pdf: Render) -> None:
    assert Reading(to_pdf(papers.minutes())).outline() == [
        "Presenze",
        "Ordine del giorno",
        "Punto 2. Doposcuola e aiuto compiti: coordinamento",
        "  Decisione n. 3/2026 · coordinamento",
    ]


def test_no_heading_level_may_be_skipped(blocks_to_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(ValueError, match="a heading of level 3 after one of level 1"):
        blocks_to_pdf(s.Heading("Uno"), s.Heading("Tre", 3))


def test_a_long_paper_has_contents_that_tell_the_truth(to_pdf: Render) -> None:
    data = to_pdf(papers.long_minutes())
    reading = Reading(data)
    assert len(reading.pdf.pages) >= s.CONTENTS_FROM
    entries = [entry.text.split() for entry in reading.root.all("TOCI")]
    assert entries[0] == ["Punto", "1", "2"] or entries[0] == ["Punto", "1", "1"]
    said = {" ".join(words[:-1]): int(words[-1]) for words in entries if words[0] == "Punto"}
    assert len(said) == 14
    for link, words in zip(reading.root.all("TOCI"), entries, strict=True):
        target = link.all("Link")[0].annotations[0].Dest
        page = next(n for n, p in enumerate(reading.pdf.pages, 1) if p.obj.objgen == target[0].objgen)
        assert page == int(words[-1])
    assert faults(data) == []


def test_a_short_paper_has_contents_only_when_asked(to_pdf: Render) -> None:
    assert Reading(to_pdf(papers.long_minutes(2))).root.all("TOC") == []
    asked = s.Document("Prova", papers.long_minutes(2).blocks, contents="always")
    assert len(Reading(to_pdf(asked)).root.all("TOCI")) == 4


def test_signature_fields_are_empty_named_and_described(to_pdf: Render) -> None:
    reading = Reading(to_pdf(papers.minutes(kind="fields")))
    fields = list(reading.pdf.Root.AcroForm.Fields)
    assert [(str(f.T), str(f.TU)) for f in fields] == [
        ("la_presidente", "Firma: La Presidente, Marta Fittizi"),
        ("la_segretaria", "Firma: La Segretaria, Sara Minuta"),
    ]
    assert all(f.FT == "/Sig" and "/V" not in f and "/AP" in f for f in fields)
    assert len(reading.root.all("Form")) == 2


def test_pages_say_which_they_are_of_how_many(to_pdf: Render) -> None:
    reading = Reading(to_pdf(papers.long_minutes()))
    count = len(reading.pdf.pages)
    assert f"Pagina 1 di {count}|" in reading.artifacts(1)
    assert f"Pagina {count} di {count}|" in reading.artifacts(count)


def test_a_paper_without_a_word_is_still_a_page(blocks_to_pdf: Callable[..., bytes]) -> None:
    reading = Reading(blocks_to_pdf())
    assert len(reading.pdf.pages) == 1
    assert reading.root.text == ""


def test_the_words_of_the_engine_are_in_the_language_of_the_paper(blocks_to_pdf: Callable[..., bytes]) -> None:
    """A language the program has no words for falls back on the one in use."""
    data = blocks_to_pdf(s.Paragraph("Bonjour"), lang="fr")
    reading = Reading(data)
    assert str(reading.pdf.Root.Lang) == "fr"
    assert "Pagina 1 di 1" in reading.artifacts(1)
