"""Finding and replacing: examples people would try, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.replacing import Search, in_choice, in_text


@pytest.mark.parametrize(
    ("search", "text", "by", "says"),
    [
        (Search("comunita"), "La Comunità e la COMUNITÀ", "città", "La città e la città"),
        (Search("comunità", accents=True), "comunita e comunità", "x", "comunita e x"),
        (Search("AUSL", case=True), "Ausl, AUSL", "Azienda", "Ausl, Azienda"),
        (Search("ausl", whole=True), "AUSL", "Azienda", "Azienda"),
        (Search("ausl", whole=True), "AUSL della Romagna", "Azienda", "AUSL della Romagna"),
        (Search("strasse"), "Hauptstraße", "weg", "Hauptweg"),
        (Search("aa"), "aaaaa", "b", "bba"),
        (Search("perche"), "perche\u0301 no", "x", "x no"),
        (Search(""), "niente", "x", "niente"),
        (Search(".*"), "a.*b", "-", "a-b"),
    ],
)
def test_examples(search: Search, text: str, by: str, says: str) -> None:
    assert search.replaced(text, by) == says


@given(st.text(), st.text(min_size=1), st.booleans(), st.booleans())
def test_replacing_by_itself_changes_nothing_and_hits_never_overlap(
    text: str, wanted: str, case: bool, accents: bool
) -> None:
    search = Search(wanted, case, accents)
    spans = search.spans(text)
    assert all(0 <= first < last <= len(text) for first, last in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    if case and accents:
        assert search.replaced(text, wanted) == text


@given(st.text(), st.text(min_size=1))
def test_an_exact_search_is_pythons_own(text: str, wanted: str) -> None:
    plain = not any(ord(letter) > 127 for letter in text + wanted)
    if plain:
        assert Search(wanted, case=True, accents=True).replaced(text, "-") == text.replace(wanted, "-")


def test_a_code_among_several_is_replaced_with_what_it_says_beside() -> None:
    assert in_choice("A02", "A05")(("A01", "A02:lead", "A03")) == (("A01", "A05:lead", "A03"), 1)
    assert in_choice("A02", "A01")(("A01", "A02")) == (("A01",), 1)
    assert in_choice("A02", "A03")(("A02:lead", "A03")) == (("A03:lead",), 1)
    assert in_choice("A02", "A03")(("A02:lead", "A03:funder")) == (("A03:funder",), 1)
    assert in_choice("A02", "A03")(("A03:funder", "A02:lead")) == (("A03:funder",), 1)
    assert in_choice("A02", None)(("A02",)) == ((), 1)
    assert in_choice("in_corso", "sospeso")("in_corso") == ("sospeso", 1)
    assert in_choice("in_corso", "sospeso")("concluso") == ("concluso", 0)


def test_an_emptied_text_is_no_text() -> None:
    assert in_text(Search("tutto"), "")("tutto") == (None, 1)
    assert in_text(Search("x"), "y")(None) == (None, 0)
