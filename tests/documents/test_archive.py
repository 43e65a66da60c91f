"""What makes a paper last: metadata, embedded data, the same bytes for the same paper."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.documents import archive, checks
from app.documents.structure import Document, EmbeddedFile, Paragraph
from tests.documents import papers
from tests.documents.conftest import Render
from tests.documents.reading import Reading

HOSTILE = "Ü <b>&\"' ]]> \x00\ud800 مح 😀"


def test_info_and_xmp_say_the_same(to_pdf: Render) -> None:
    pdf = Reading(to_pdf(papers.minutes())).pdf
    packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
    for said in (
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Verbale n. 2/2026</rdf:li>',
        "<dc:creator><rdf:Seq><rdf:li>Comune di Santarcangelo di Romagna</rdf:li>",
        "<rdf:li>cabina di regia</rdf:li>",
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        "<xmp:CreateDate>2026-05-21T09:30:00Z</xmp:CreateDate>",
    ):
        assert said in packet
    assert str(pdf.docinfo.Title) == "Verbale n. 2/2026"
    assert str(pdf.docinfo.CreationDate) == "D:20260521093000Z"
    assert str(pdf.docinfo.Keywords) == "verbale; cabina di regia"


def test_hostile_metadata_stay_words(to_pdf: Render) -> None:
    document = Document(HOSTILE, (Paragraph("x"),), author=HOSTILE, subject=HOSTILE, keywords=(HOSTILE, ""))
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    pdf = Reading(data).pdf
    packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
    assert "&lt;b&gt;&amp;" in packet
    assert "\x00" not in packet


def test_files_travel_inside_with_their_relation_and_fingerprint(to_pdf: Render) -> None:
    document = papers.minutes()
    inside = checks.attachments(to_pdf(document))
    assert inside == document.files
    assert inside[0].sha256 == hashlib.sha256(b'{"numero": 2}').hexdigest()
    assert inside[0].sha256_base64.endswith("=")


def test_a_file_with_a_strange_name_travels_too(to_pdf: Render) -> None:
    file = EmbeddedFile(
        "è (1) <a>.csv", bytes(range(256)) * 40, "text/csv", HOSTILE.replace("\ud800", ""), "Supplement"
    )
    document = Document("Prova", (Paragraph("x"),), files=(file,))
    assert checks.check(to_pdf(document), document) == ()


def test_the_same_paper_at_the_same_moment_is_the_same_bytes(to_pdf: Render) -> None:
    assert to_pdf(papers.minutes()) == to_pdf(papers.minutes())


def test_without_a_moment_source_date_epoch_is_it(to_pdf: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1767225600")
    document = replace(papers.minutes(), created=None)
    assert archive.moment(document) == datetime(2026, 1, 1, tzinfo=UTC)
    assert to_pdf(document) == to_pdf(document)


def test_another_word_is_another_file_identifier(to_pdf: Render) -> None:
    one, other = (
        Reading(to_pdf(Document("Prova", (Paragraph(word),), created=papers.MADE))).pdf.trailer.ID[0]
        for word in ("uno", "due")
    )
    assert bytes(one) != bytes(other)
