"""The papers of a sitting, as people ask for them."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.core import i18n
from app.core.errors import Refused
from app.core.progress import Progress
from app.documents import checks
from app.store.store import Store
from app.usecases import minutes, papers, register, verifying
from tests.stories.sittings import seen


@pytest.fixture
def english() -> Iterator[None]:
    """A window that speaks English: whatever goes through `tr` comes back marked."""

    class Marked(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"EN {message}"

    with i18n.using(i18n.Language("en", Marked())):
        yield


# ---------------------------------------------------------------- the example's papers


def test_the_example_s_second_sitting_on_paper(secretary: Store) -> None:
    paper = papers.make(secretary, "minutes", "2/2026", Progress())
    assert (paper.draft, paper.file_name) == (False, "verbale_2026_002_20260520.pdf")
    minutes.keep(secretary, "S2", Progress())
    assert papers.make(secretary, "minutes", "S2", Progress()).data == minutes.pdf(secretary, "S2", Progress())
    with pytest.raises(Refused, match="non si rifà"):
        minutes.keep(secretary, "S2", Progress())
    assert papers.make(secretary, "minutes", "3/2026", Progress()).draft


def test_every_other_paper(secretary: Store) -> None:
    for kind, number, item, name in (
        ("notice", "4/2026", None, "convocazione_2026_004_20261216.pdf"),
        ("attendance-sheet", "4/2026", None, "foglio_firme_2026_004_20261216.pdf"),
        ("extract", "2/2026", 2, "estratto_2026_002_punto_02_20260520.pdf"),
        ("decisions", "2026", None, "decisioni_2026.pdf"),
        ("decisions", None, None, "decisioni_tutte.pdf"),
    ):
        paper = papers.make(secretary, kind, number, Progress(), item)
        assert (paper.file_name, paper.draft) == (name, False)
        assert checks.check(paper.data) == ()


def test_papers_speak_italian_whatever_the_window_speaks(secretary: Store, english: None) -> None:
    register_of = papers.make(secretary, "decisions", "2026", Progress())
    text = next(file.data for file in checks.attachments(register_of.data) if file.name == "decisioni.json").decode()
    assert "In attuazione" in text
    value, _ = minutes.value(secretary, "2/2026")
    assert value.closing.startswith("Null'altro essendovi da trattare")


def test_protocol_and_approval_are_written_on_the_paper(secretary: Store) -> None:
    minutes.describe(secretary, "3/2026", {"protocol_number": "0045678", "protocol_date": date(2026, 12, 17)})
    minutes.describe(secretary, "3/2026", {"approved_in": "S4", "corrections": "al punto 2, «due» si legga «tre»."})
    value, _ = minutes.value(secretary, "3/2026")
    assert value.letterhead.stamp == ("Comune di Santarcangelo di Romagna", "c_i304", "0045678 del 17/12/2026")
    assert value.approval == (
        "Approvato nella seduta n. 4/2026 del 16 dicembre 2026. Rettifiche: al punto 2, «due» si legga «tre»."
    )


def test_papers_that_cannot_be_made_say_why(secretary: Store) -> None:
    with pytest.raises(Refused, match="seduta «9/2026»"):
        papers.make(secretary, "minutes", "9/2026", Progress())
    with pytest.raises(Refused, match=r"punto n\. 42"):
        papers.make(secretary, "extract", "2/2026", Progress(), 42)
    with pytest.raises(Refused, match="non è un anno"):
        papers.make(secretary, "decisions", "due", Progress())
    with pytest.raises(Refused, match="non è un documento"):
        papers.make(secretary, "romanzo", "2/2026", Progress())


def test_a_pdf_is_compared_with_the_register(secretary: Store, out: Any) -> None:
    file = out / "verbale.pdf"
    file.write_bytes(papers.make(secretary, "minutes", "2/2026", Progress()).data)
    report = verifying.verify(secretary, file)
    assert (report["intact"], report["data_equal"], report["meeting"]) == (True, True, "S2")
    person = seen(secretary, "M01", "person")
    register.edit(secretary, "person", person.id, person.version, {"last_name": "Altra"})
    assert verifying.verify(secretary, file)["data_equal"] is False
    file.write_bytes(file.read_bytes()[:-2000])
    assert verifying.verify(secretary, file)["intact"] is False


def test_the_dossier_has_the_agenda_a_card_for_each_record_and_the_attachments(secretary: Store) -> None:
    paper = papers.make(secretary, "dossier", "2/2026", Progress())
    assert paper.file_name == "fascicolo_2026_002_20260520.pdf"
    assert checks.check(paper.data) == ()
    assert checks.page_count(paper.data) >= 4


def test_extracts_of_every_item_discussed_come_in_one_file(secretary: Store) -> None:
    paper = papers.make(secretary, "extract", "2/2026", Progress())
    names = [file.name for file in checks.attachments(paper.data)]
    carried = ("estratto.json", "presenze.csv", "votazioni.csv")
    assert names == [f"{n:02}_{name}" for n in range(1, 6) for name in carried]
    with pytest.raises(Refused, match="nulla da estrarre"):
        papers.make(secretary, "extract", "4/2026", Progress())
