"""Sittings that come back, as tables: weekly, monthly, the nth weekday, holidays jumped over or moved."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.domain.calendar import Calendar, calendar_of
from app.domain.recurrence import ON_HOLIDAY, UNITS, Recurrence

HERE = calendar_of(
    {"patron_day": "09-29", "closures": [{"from": "2026-08-10", "to": "2026-08-21", "reason": "estate"}]}
)


def days(text: str) -> list[date]:
    return [date.fromisoformat(day) for day in text.split()]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        # every three weeks, on Wednesdays
        (Recurrence(date(2026, 1, 7), 3, count=4), "2026-01-07 2026-01-28 2026-02-18 2026-03-11"),
        # the third Wednesday of the month
        (Recurrence(date(2026, 5, 20), 1, "mesi_settimana", count=3), "2026-05-20 2026-06-17 2026-07-15"),
        # the fifth one is the last of the months that have four
        (Recurrence(date(2026, 7, 29), 1, "mesi_settimana", count=3), "2026-07-29 2026-08-26 2026-09-30"),
        # the 31st, the last day of a month that has none
        (Recurrence(date(2026, 3, 31), 1, "mesi_giorno", count=3), "2026-03-31 2026-04-30 2026-06-30"),  # 31/5 Sunday
        # every ten working days, Easter Monday left out
        (Recurrence(date(2026, 3, 25), 10, "giorni_lavorativi", count=2), "2026-03-25 2026-04-09"),
        # the patron's day is jumped over, moved after, moved before
        (Recurrence(date(2026, 9, 22), 1, count=3), "2026-09-22 2026-10-06 2026-10-13"),
        (Recurrence(date(2026, 9, 22), 1, on_holiday="avanti", count=3), "2026-09-22 2026-09-30 2026-10-06"),
        (Recurrence(date(2026, 9, 22), 1, on_holiday="indietro", count=3), "2026-09-22 2026-09-28 2026-10-06"),
        # offices shut in August: the first day they open again
        (Recurrence(date(2026, 8, 5), 1, on_holiday="avanti", until=date(2026, 8, 31)),
         "2026-08-05 2026-08-24 2026-08-26"),
        # a body that meets on Saturdays does meet on Saturdays
        (Recurrence(date(2026, 1, 10), 2, count=3), "2026-01-10 2026-01-24 2026-02-07"),
    ],
)  # fmt: skip
def test_when_a_series_falls(series: Recurrence, expected: str) -> None:
    assert series.dates(HERE) == days(expected)


def test_only_what_comes_after_a_day() -> None:
    series = Recurrence(date(2026, 1, 7), 3, count=4)
    assert series.dates(HERE, after=date(2026, 1, 28)) == days("2026-02-18 2026-03-11")
    assert series.dates(HERE, after=date(2026, 1, 28), most=1) == days("2026-02-18")


@pytest.mark.parametrize("wrong", [{"every": 0}, {"unit": "lustri"}, {"on_holiday": "boh"}])
def test_a_series_nobody_can_follow_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        Recurrence(date(2026, 1, 7), **wrong)  # type: ignore[arg-type]


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 12), st.sampled_from(UNITS),
    st.sampled_from(ON_HOLIDAY),
)  # fmt: skip
def test_dates_go_forward_and_nobody_meets_on_a_holiday(first: date, every: int, unit: str, move: str) -> None:
    found = Recurrence(first, every, unit, move, count=8).dates(Calendar((9, 29)))
    assert all(later > earlier for earlier, later in pairwise(found))
    assert not any(Calendar((9, 29)).holiday(day) for day in found)
    assert all(day >= first - timedelta(7) for day in found)
