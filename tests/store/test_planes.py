"""Rows as bits: what is said of planes and columns is what is said of sets and dictionaries."""

from array import array
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import planes
from app.store.planes import CHUNK, Few, Many, Runs

ROWS = 3 * CHUNK - 7
rows_ = st.sets(st.integers(0, ROWS - 1), max_size=60)
around = st.sets(st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, ROWS - 1]))


def plane(rows: set[int]) -> planes.Plane:
    digits = bytearray(b"0" * ROWS)
    for row in rows:
        digits[row] = ord("1")
    return planes.plane_of(bytes(digits))


@settings(max_examples=40)
@given(one=rows_ | around, other=rows_ | around)
def test_planes_are_sets(one: set[int], other: set[int]) -> None:
    a, b = plane(one), plane(other)
    for made, wanted in (
        (a, one),
        (planes.both(a, b), one & other),
        (planes.either(a, b), one | other),
        (planes.without(a, b), one - other),
        (planes.unpacked(planes.packed(a)), one),
    ):
        assert planes.places(made) == sorted(wanted)
        assert planes.size(made) == len(wanted)
        assert {at for at, flag in enumerate(planes.flags(made)) if flag} == wanted


def test_planes_of_different_lengths_go_together() -> None:
    long, short = plane({1, CHUNK + 1, 2 * CHUNK}), plane({1})[:1]
    assert planes.places(planes.without(long, short)) == [CHUNK + 1, 2 * CHUNK]
    assert planes.places(planes.either(short, long)) == [1, CHUNK + 1, 2 * CHUNK]
    assert planes.places(planes.both(long, short)) == [1]


def test_many_rows_lie_where_they_lay() -> None:
    rows = set(range(5, ROWS, 2))
    assert planes.places(plane(rows)) == sorted(rows)


class Values:
    """What each row holds."""

    def __init__(self, later: list[str | None]) -> None:
        self._later = later

    def __getitem__(self, at: int) -> str | None:
        return TEXTS[NUMBERS[at]] if at < ROWS else self._later[at - ROWS]


def single(text: str | None) -> set[str]:
    return set() if text is None else {text}


TEXTS: list[str | None] = ["a", "b", None, "c"]
ENDS = array("I", [CHUNK // 2, CHUNK + 3, CHUNK + 9, ROWS])
NUMBERS = array("I", [sum(at >= end for end in ENDS) for at in range(ROWS)])


@pytest.mark.parametrize("kind", ["few", "runs", "many"])
@settings(max_examples=25)
@given(later=st.lists(st.sampled_from(["a", "b", "c", None, "new"]), max_size=20), chosen=rows_ | around)
def test_a_column_counts_what_a_dictionary_counts(kind: str, later: list[str | None], chosen: set[int]) -> None:
    column = {
        "few": lambda: planes.few_of(["a", "b", "c"], TEXTS, NUMBERS, single),
        "runs": lambda: Runs(list(TEXTS), ENDS, []),
        "many": lambda: Many(list(TEXTS), array("I", NUMBERS), single),
    }[kind]()
    values = Values(later)
    mask = plane(chosen)
    for at, value in enumerate(later, start=ROWS):
        column.append(at, value)
        planes.put(mask, at)
    held = [values[at] for at in planes.places(mask)]
    assert column.counts(mask) == {code: n for code, n in Counter(held).items() if code is not None}
    for code in ("a", "b", "c", "new", "nobody"):
        assert planes.places(column.bits(code, mask)) == [at for at in planes.places(mask) if values[at] == code]
    assert isinstance(column, Few | Runs | Many)


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=40), st.lists(st.integers(0, 2**40), max_size=5))
def test_sums_add_up_whatever_the_sign(amounts: list[int], later: list[int]) -> None:
    sums = planes.sums_of(array("q", amounts))
    for at, amount in enumerate(later, start=len(amounts)):
        sums.append(at, amount)
    everything = [*amounts, *later]
    for step in (1, 2, 3):
        mask: planes.Plane = []
        for at in range(0, len(everything), step):
            planes.put(mask, at)
        assert sums.total(mask) == sum(everything[::step])
