"""The judge: veraPDF's own rules for PDF/A-3a and PDF/UA-1, on every kind of paper, in one go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.documents import structure as s
from tests.documents import papers
from tests.documents.conftest import Render
from tests.documents.test_hostile import PAPERS
from tests.documents.test_report import wide
from tests.helpers import verapdf


@pytest.mark.verapdf
@pytest.mark.slow
def test_every_kind_of_paper_conforms(to_pdf: Render, tmp_path: Path, root: Path) -> None:
    from app.documents.report import Card, cards_document, table_document

    kinds = {
        "minutes": papers.minutes(),
        "plain": papers.minutes("plain", draft="Bozza"),
        "fields": papers.minutes(kind="fields", draft="Bozza"),
        "long": papers.long_minutes(12),
        "register": table_document(wide()),
        "cards": cards_document(wide(), [Card("P1", (("Stato", "in corso"),))]),
        "empty": s.Document("Vuoto", ()),
        "nothing": s.Document("Vuota", (s.Table((s.Column("A"), s.Column("B")), ()), s.VoteStrip((), ""), s.Facts(()))),
        "naughty": _naughty(root),
    }
    kinds |= {f"random-{i}": paper for i, paper in enumerate(_random(4))}
    files = []
    for name, paper in kinds.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(to_pdf(paper))
    assert [str(failure) for failure in verapdf.validate(files, ["3a", "ua1"])] == []


def _random(count: int) -> list[s.Document]:
    """Some of the papers the fuzzer makes, always the same."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    found: list[s.Document] = []

    @seed(20260520)
    @settings(max_examples=count * 3, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(PAPERS)
    def collect(paper: s.Document) -> None:
        if len(paper.blocks) > 2:
            found.append(paper)

    collect()
    return found[:count]


def _naughty(root: Path) -> s.Document:
    path = root.parent / "shared" / "data" / "nasty-text" / "blns.json"
    texts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else ["<b>", "محمد", "😀"]
    some = [text for text in texts if all(char < "\u2e80" or char > "\ud7ff" for char in text)][::6]
    blocks = [block for text in some for block in (s.Heading(text), s.Paragraph(text))]
    return s.Document("Ostile", tuple(blocks), contents="always")
