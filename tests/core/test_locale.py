"""Numbers, money and dates as an Italian office writes and reads them (DOMAIN §8)."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import clock, i18n, locale, longdate
from app.core.errors import Refused


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1234", "1.234,00 €"), ("1234567.5", "1.234.567,50 €"), ("0", "0,00 €"), ("-12.3", "-12,30 €")],
)
def test_money_is_written_with_separators_and_a_no_break_space(amount: str, text: str) -> None:
    assert locale.money(Decimal(amount)) == text.replace(" ", locale.NBSP)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("40.000", "40000"),
        ("1.187.125.057", "1187125057"),
        ("900.000.000,00", "900000000"),
        ("373800000", "373800000"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("ca 2.000.000.000 €", "2000000000"),
        ("Ca. €  129.000.000 ", "129000000"),
        ("-12,3", "-12.3"),
        ("12 %", "12"),
    ],
)
def test_numbers_are_read_italian_first(written: str, meant: str) -> None:
    assert locale.parse_number(written) == Decimal(meant)


@pytest.mark.parametrize("nothing", ["", "  ", "N/A", "n/d", "-", "#N/A", "\t"])
def test_the_ways_registers_write_nothing(nothing: str) -> None:
    assert locale.parse_number(nothing) is None
    assert locale.parse_day(nothing) is None


@pytest.mark.parametrize("nonsense", ["boh", "12 mele", "1.2.3,4,5", "€"])
def test_what_is_not_a_number_is_refused_with_a_sentence(nonsense: str) -> None:
    with pytest.raises(Refused, match="non è un numero"):
        locale.parse_number(nonsense)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_an_amount_shown_and_read_again_is_the_same(amount: Decimal) -> None:
    assert locale.parse_money(locale.money(amount)) == amount


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("31.12.26", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("oggi", date(2026, 11, 30)),
        ("+7", date(2026, 12, 7)),
        ("lun", date(2026, 12, 7)),
        ("mar", date(2026, 12, 1)),
        ("01/01/0001", date(1, 1, 1)),  # four digits are the year as it was written
        ("01/01/0099", date(99, 1, 1)),
        ("01/01/01", date(2001, 1, 1)),
    ],
)
def test_days_are_read_as_people_write_them(written: str, meant: date) -> None:
    with clock.pinned(date(2026, 11, 30)):  # a Monday
        assert locale.parse_day(written) == meant


@pytest.mark.parametrize("wrong", ["31/02/2026", "2026-13-01", "ieri sera", "32/1"])
def test_days_that_are_not_there_are_refused(wrong: str) -> None:
    with pytest.raises(Refused):
        locale.parse_day(wrong)


@given(st.dates())
def test_a_day_shown_and_read_again_is_the_same(day: date) -> None:
    assert locale.parse_day(locale.day(day)) == day


def test_long_dates_have_the_first_of_the_month_right() -> None:
    assert longdate.long(date(2026, 10, 1)) == "1° ottobre 2026"
    assert longdate.long(date(2025, 9, 11), weekday=True) == "giovedì 11 settembre 2025"
    assert longdate.long(date(2026, 10, 11)) == "11 ottobre 2026"


@pytest.mark.parametrize(("written", "meant"), [("17:30", time(17, 30)), ("9", time(9)), ("17.05", time(17, 5))])
def test_hours(written: str, meant: time) -> None:
    assert locale.parse_hour(written) == meant


def test_italian_needs_no_catalogue() -> None:
    assert i18n.load("it").tr("Salvato") == "Salvato"
    assert i18n.load("it").tr("") == ""
