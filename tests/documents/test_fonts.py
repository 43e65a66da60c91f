"""Which font draws which character, and what happens when none does."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.documents import fontfiles
from app.documents.fonts import FontBook, clean
from app.documents.render import missing_characters


@pytest.fixture(scope="module")
def book(fonts_cache: Path) -> FontBook:
    return FontBook(fonts_cache)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Perché è così: «l’età» – 10 €", "Titillium"),
        ("Ștefan Țurcanu, Arjola Hoxhaj-Çela, Łukasz Żółć, Đorđe Šćepanović", "Titillium"),
        ("Оксана", "NotoSans"),
        ("Μαρία", "NotoSans"),
        ("Hạnh", "NotoSans"),
        ("محمد", "NotoArabic"),
        ("כהן", "NotoHebrew"),
        ("王小明", "NotoSC"),
        ("김", "NotoKR"),
    ],
)
def test_a_name_is_drawn_by_a_font_that_has_it(text: str, family: str, book: FontBook) -> None:
    assert book.missing_characters(text) == ()
    runs = book.runs(text, book.name("regular"))
    assert {run.font.partition("-")[0].partition(".")[0] for run in runs} == {family}
    for run in runs:
        assert set(run.glyphs) <= set(book.glyphs(run.font))


def test_a_borrowed_word_keeps_its_weight_where_the_font_has_it(book: FontBook) -> None:
    (run,) = book.runs("Оксана", book.name("bold"))
    assert run.font == "NotoSans-bold"


def test_arabic_is_shaped_reversed_and_tells_how_it_reads(book: FontBook) -> None:
    (run,) = book.runs("محمد", book.name("regular"))
    assert run.actual == "محمد"
    assert run.glyphs == "ﺪﻤﺤﻣ"


def test_numbers_between_arabic_words_stay_numbers(book: FontBook) -> None:
    runs = book.runs("محمد 12 علي", book.name("regular"))
    assert {run.actual for run in runs} == {"محمد 12 علي"}
    assert "12" in "".join(run.glyphs for run in runs)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("ok 😀", "ok [U+1F600]"), ("a\x07b", "a[U+0007]b"), ("x\ud800", "x[U+D800]"), ("\ue000", "[U+E000]")],
)
def test_a_character_no_font_has_is_shown_as_its_code(text: str, shown: str, book: FontBook) -> None:
    runs = book.runs(clean(text), book.name("regular"))
    assert "".join(run.glyphs for run in runs) == shown
    assert len(book.missing_characters(text)) == 1


def test_an_emoji_is_still_read_as_itself_but_a_control_is_not(book: FontBook) -> None:
    assert book.runs("😀", book.name("regular"))[0].actual == "😀"
    assert book.runs("\x07", book.name("regular"))[0].actual is None


def test_the_lints_learn_each_missing_character_once(fonts_cache: Path) -> None:
    assert missing_characters("Anna 😀 e Łucja 😀🫠\n王", fonts_cache) == ("😀", "🫠")


@pytest.mark.parametrize(
    ("typed", "set_"),
    [("e\u0301", "é"), ("a\u00adb\u200bc\ufeff", "abc"), ("a\u2003b\tc", "a b c"), ("a\r\nb\rc\u2028d", "a\nb\nc\nd")],
)
def test_text_is_cleaned_of_what_cannot_be_drawn(typed: str, set_: str) -> None:
    assert clean(typed) == set_


def test_typographic_spaces_and_hyphens_have_stand_ins(book: FontBook) -> None:
    assert book.missing_characters("12\u202f000 e\u2011mail \u2212 1") == ()


def test_a_variable_font_is_pinned_once_whole_and_renamed(tmp_path: Path) -> None:
    face = fontfiles.Face("justmytype_intl_rtl", "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf", 600)
    path = fontfiles.static(face, tmp_path)
    assert path is not None
    made = path.stat().st_mtime_ns
    assert fontfiles.static(face, tmp_path) == path
    assert path.stat().st_mtime_ns == made
    assert [p.suffix for p in tmp_path.iterdir()] == [".ttf"]
    with TTFont(path) as font:
        assert "fvar" not in font
        assert font["name"].getDebugName(6) == "NotoSansHebrew-600"


def test_a_slice_of_a_large_font_holds_its_block_only(fonts_cache: Path) -> None:
    path = fontfiles.static(fontfiles.FAMILIES[4].faces["regular"], fonts_cache, ord("王") // fontfiles.SLICE)
    assert path is not None
    with TTFont(path) as font:
        codes = font.getBestCmap()
    assert ord("王") in codes
    assert {code // fontfiles.SLICE for code in codes} == {ord("王") // fontfiles.SLICE}


def test_without_its_package_a_family_is_passed_over(tmp_path: Path) -> None:
    absent = fontfiles.Face("no_such_font_package", "files/x.ttf", 400)
    assert fontfiles.source(absent) is None
    assert fontfiles.static(absent, tmp_path) is None
    assert fontfiles.coverage(absent) == frozenset()
