"""Lines: no word is lost, none is cut without need, none sticks out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.fonts import FontBook, clean
from app.documents.look import Type
from app.documents.tagged.elements import Elem
from app.documents.tagged.text import Line, Segment, Setter, reads_right_to_left

TYPE = Type(size=10, leading=14)
P = Elem("P", None)


@pytest.fixture(scope="module")
def setter(fonts_cache: Path) -> Setter:
    return Setter(FontBook(fonts_cache))


def words(line: Line) -> str:
    return "".join(segment.text for segment in line.segments)


def lines(setter: Setter, text: str, room: float = 200) -> list[str]:
    return [words(line) for line in setter.lines([Segment(setter.ink(TYPE, P), text)], room)]


LETTERS = st.text(alphabet="abcè ùXYZ-/.,0129 \nдѓж王明،محمد😀\u00a0", max_size=120)


@settings(max_examples=60)
@given(text=LETTERS, room=st.floats(12, 300))
def test_every_letter_is_set_once_and_inside_the_room(text: str, room: float, setter: Setter) -> None:
    set_lines = setter.lines([Segment(setter.ink(TYPE, P), text)], room)
    kept = "".join(words(line) for line in set_lines)
    assert "".join(kept.split()) == "".join(clean(text).split())
    for line in set_lines:
        assert line.width <= room + 0.01 or len(words(line).strip()) <= 1 or "😀" in words(line)


@settings(max_examples=60)
@given(text=LETTERS, room=st.floats(12, 300))
def test_a_cell_keeps_every_letter_too(text: str, room: float, setter: Setter) -> None:
    font = setter.book.name("regular")
    out = setter.plain_lines(clean(text), font, 10, room)
    assert "".join("".join(out).split()) == "".join(clean(text).split())
    for line in out:
        wide = setter.book.width(line.strip(" "), font) * 10
        assert wide <= room + 0.01 or len(line.strip()) <= 1 or "😀" in line


def test_words_that_touch_in_two_looks_stay_together(setter: Setter) -> None:
    plain, bold = setter.ink(TYPE, P), setter.ink(Type("bold", 10, 14), P)
    room = setter.book.width("mezza parola ", plain.font) * 10
    out = setter.lines([Segment(plain, "mezza pa"), Segment(bold, "rola"), Segment(plain, " intera")], room + 4)
    assert [words(line) for line in out] == ["mezza parola", "intera"]


def test_a_number_is_not_parted_from_its_abbreviation(setter: Setter) -> None:
    room = setter.book.width("favorevoli n. 1", setter.book.name("regular")) * 10 - 1
    assert lines(setter, "favorevoli n. 10", room) == ["favorevoli", "n.\xa010"]


def test_an_address_is_cut_where_addresses_may_be(setter: Setter) -> None:
    room = setter.book.width("https://www.example.org/una/", setter.book.name("regular")) * 10 + 2
    assert lines(setter, "https://www.example.org/una/strada/lunga", room)[0] == "https://www.example.org/una/"


def test_ideographs_break_anywhere_but_before_a_stop(setter: Setter) -> None:
    out = lines(setter, "王小明王小明，王小明。", 62)
    assert len(out) > 1
    assert not any(line.startswith(("，", "。")) for line in out)


def test_line_ends_are_kept(setter: Setter) -> None:
    assert lines(setter, "uno\n\ndue") == ["uno", "", "due"]


@pytest.mark.parametrize(("text", "rtl"), [("ciao محمد", False), ("123 محمد ciao", True), ("", False), ("12", False)])
def test_the_first_letter_decides_the_direction(text: str, rtl: bool) -> None:
    assert reads_right_to_left(text) is rtl
