"""Numbers in letters: DOMAIN §8 and the corners of the rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.letters import day_letters, letters


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "zero"), (1, "uno"), (3, "tre"), (8, "otto"), (11, "undici"), (17, "diciassette"), (20, "venti"),
        (21, "ventuno"), (23, "ventitré"), (28, "ventotto"), (33, "trentatré"), (38, "trentotto"), (100, "cento"),
        (101, "centouno"), (103, "centotré"), (108, "centootto"), (123, "centoventitré"), (180, "centottanta"),
        (188, "centottantotto"), (200, "duecento"), (1000, "mille"), (1001, "milleuno"),
        (1999, "millenovecentonovantanove"), (2000, "duemila"), (2003, "duemilatré"),
        (2023, "duemilaventitré"), (2024, "duemilaventiquattro"), (2026, "duemilaventisei"),
        (2028, "duemilaventotto"), (2033, "duemilatrentatré"), (23_000, "ventitremila"),
        (101_101, "centounomilacentouno"),
    ],
)  # fmt: skip
def test_numbers_in_letters(n: int, words: str) -> None:
    assert letters(n) == words


def test_the_first_of_a_month_is_primo() -> None:
    assert (day_letters(1), day_letters(8), day_letters(31)) == ("primo", "otto", "trentuno")


@pytest.mark.parametrize("n", [-1, 1_000_000])
def test_out_of_range_is_an_error(n: int) -> None:
    with pytest.raises(ValueError, match="between"):
        letters(n)


@given(st.integers(0, 999_999))
def test_one_word_of_letters_only_with_the_accent_only_at_its_end(n: int) -> None:
    word = letters(n)
    assert word.isalpha()
    assert "é" not in word[:-1]


@given(st.integers(0, 999_998))
def test_two_numbers_never_share_their_word(n: int) -> None:
    assert letters(n) != letters(n + 1)
