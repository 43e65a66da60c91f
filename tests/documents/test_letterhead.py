"""A body's own papers: its colour, its font, its margins; a colour nobody could read is left aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.colour import contrast
from app.documents import checks, minutes
from app.documents import structure as s
from app.documents.look import FULL, PLAIN, with_accent
from app.documents.tagged.furniture import geometry
from app.domain.composing import compose
from app.domain.settings import Setting
from tests.documents.conftest import Render
from tests.documents.papers import MADE, logo
from tests.documents.reading import faults
from tests.helpers import verapdf
from tests.helpers.register import example

REGISTER = example()


def own(**values: object) -> s.Document:
    return minutes.document(compose(REGISTER.change("setting", "REG", **values).sitting("S2")), created=MADE)


@pytest.mark.parametrize("font", ["titillium", "noto"])
def test_a_paper_in_each_font_is_whole(to_pdf: Render, font: str) -> None:
    document = own(paper_font=font, paper_accent="#7A1F3D", paper_margin=30)
    data = to_pdf(document)
    assert checks.check(data, document) == ()
    assert faults(data) == []
    assert (b"NotoSans-" in data) is (font == "noto") or b"ObjStm" in data


def test_the_accent_colours_the_paper_and_the_ground_of_its_boxes() -> None:
    look = with_accent(FULL, "#7A1F3D")
    assert (look.accent, look.link) == ("#7A1F3D", "#7A1F3D")
    assert look.title.colour == look.strong != FULL.strong
    for words, ground in ((look.accent, look.callout_ground), (look.strong, "#FFFFFF"), (look.link, "#FFFFFF")):
        assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("accent", ["", "rosso", "#FFEE00", "#12345"])
def test_a_colour_that_is_none_or_cannot_be_read_is_left_aside(accent: str) -> None:
    assert with_accent(FULL, accent) is FULL


def test_the_simple_style_has_no_colour() -> None:
    assert with_accent(PLAIN, "#7A1F3D") is PLAIN


@pytest.mark.parametrize(
    ("accent", "wrong"), [("#0066CC", ""), ("#FFEE00", "contrasto di 4,5"), ("blu", "si scrive come"), (None, "")]
)
def test_the_settings_take_a_colour_people_can_read(accent: str | None, wrong: str) -> None:
    values = {**Setting.defaults(), "code": "REG", "municipality": "Comune", "paper_accent": accent}
    told = [str(problem) for problem in Setting.problems(values) if problem.field == "paper_accent"]
    assert (wrong in told[0]) if wrong else told == []


def test_margins_are_millimetres_at_both_sides() -> None:
    page = geometry(own(paper_margin=40))
    assert page.room == pytest.approx((210 - 80) * 72 / 25.4)
    assert geometry(own()).room == pytest.approx((210 - 44) * 72 / 25.4)


@pytest.mark.verapdf
@pytest.mark.slow
def test_every_letterhead_conforms(to_pdf: Render, tmp_path: Path) -> None:
    paper = own(paper_font="noto", paper_accent="#7A1F3D", paper_margin=12)
    assert paper.letterhead is not None
    dressed = replace(paper, letterhead=replace(paper.letterhead, logo=logo(), logo_alt="Stemma"))
    (tmp_path / "noto.pdf").write_bytes(to_pdf(dressed))
    assert [str(failure) for failure in verapdf.validate([tmp_path / "noto.pdf"], ["3a", "ua1"])] == []
