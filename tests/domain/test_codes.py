"""CUP, CIG and fiscal codes of bodies: the published forms and checks (DOMAIN §4.6, §8)."""

from __future__ import annotations

import pytest

from app.domain import codes


@pytest.mark.parametrize(
    "cup", ["G17H03000130001", "H49J21005480003", "F79J22001380004", "C11G06000000001", " g17h03000130001 "]
)
def test_a_cup_has_fifteen_characters_in_their_place(cup: str) -> None:
    assert codes.is_cup(cup)


@pytest.mark.parametrize(
    "cup", ["G17H0300013000", "117H03000130001", "G17H03O00130001", "G177H3000130001", "", "PROV0000012345"]
)
def test_anything_else_is_not_a_cup(cup: str) -> None:
    assert not codes.is_cup(cup)


def test_a_provisional_cup_is_told_apart() -> None:
    assert codes.is_provisional_cup("PROV0000012345")


@pytest.mark.parametrize(
    ("cig", "kind"),
    [
        ("1234567CE7", "ordinario"),
        ("1234567CE8", None),
        ("0000000000", None),
        ("ZC81A2B3C4", "smart"),
        ("Z062D5F1A0", "smart"),
        ("ZC91A2B3C4", None),
        ("B0F3A1C2D4", "unico"),
        ("W0F3A1C2D4", None),
        ("ES07", "esclusione"),
        ("ES28", None),
    ],
)
def test_a_cig_is_recognised_by_its_check(cig: str, kind: str | None) -> None:
    assert codes.cig_kind(cig) == kind


@pytest.mark.parametrize("code", ["01232710374", "00493410583", "90000010000"])
def test_fiscal_codes_of_bodies_pass_luhn(code: str) -> None:
    assert codes.is_tax_code_of_body(code)


def test_one_wrong_digit_is_seen() -> None:
    assert not codes.is_tax_code_of_body("01232710375")


def test_an_invented_office_is_only_doubtful() -> None:
    assert not codes.tax_office_exists("90000010000")
    assert codes.tax_office_exists("01232710374")
