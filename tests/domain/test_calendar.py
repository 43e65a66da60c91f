"""Working days: the vectors of DOMAIN §8 and what a municipality adds to them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.domain.calendar import Calendar, calendar_of
from app.domain.closures import Closure
from app.domain.settings import Setting

SANTARCANGELO = calendar_of({"patron_day": "09-29", "closures": None})
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 5), False),  # Easter
        (date(2026, 4, 6), False),  # the Monday after it
        (date(2026, 9, 29), False),  # the patron, a Tuesday
        (date(2025, 10, 3), True),
        (date(2027, 10, 4), False),  # Monday; a holiday from 2026 on
        (date(2024, 10, 4), True),  # Friday: the law was not there yet
        (date(2026, 11, 4), True),  # National Unity is kept on a Sunday
        (date(2024, 11, 4), True),
        (date(2026, 5, 16), False),  # Saturday
        (date(2026, 5, 17), False),  # Sunday
        (date(2026, 12, 8), False),
        (date(2026, 10, 14), True),  # Rimini's patron is not Santarcangelo's
    ],
)
def test_which_days_are_worked(day: date, works: bool) -> None:
    assert SANTARCANGELO.is_working(day) is works


def test_saint_francis_is_a_holiday_from_2026_on_and_not_before() -> None:
    assert SANTARCANGELO.holiday(date(2025, 10, 4)) is None
    assert "Francesco" in (SANTARCANGELO.holiday(date(2027, 10, 4)) or "")


def test_the_sunday_of_national_unity_is_only_a_sunday() -> None:
    assert SANTARCANGELO.holiday(date(2027, 11, 7)) is None
    assert SANTARCANGELO.holiday(date(2026, 11, 1)) == "Ognissanti"


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2028, (4, 16)), (2029, (4, 1)),
     (2030, (4, 21))],
)  # fmt: skip
def test_easter_and_its_monday(year: int, easter: tuple[int, int]) -> None:
    sunday = date(year, *easter)
    assert SANTARCANGELO.holiday(sunday)
    assert SANTARCANGELO.holiday(sunday + timedelta(1))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 5, 11), 5, date(2026, 5, 18)),
        (date(2026, 11, 27), 5, date(2026, 12, 4)),
        (date(2026, 9, 28), 1, date(2026, 9, 30)),  # the patron is jumped over
        (date(2026, 4, 2), 1, date(2026, 4, 3)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),
        (date(2026, 5, 18), -5, date(2026, 5, 11)),
        (date(2026, 5, 11), 0, date(2026, 5, 11)),
    ],
)
def test_adding_working_days(start: date, n: int, end: date) -> None:
    assert SANTARCANGELO.add_working_days(start, n) == end


@pytest.mark.parametrize(
    ("sent", "held", "given_days"),
    [
        (date(2026, 2, 9), date(2026, 2, 18), 6),  # the four sittings of the example
        (date(2026, 5, 11), date(2026, 5, 20), 6),
        (date(2026, 9, 14), date(2026, 9, 23), 6),
        (date(2026, 11, 27), date(2026, 12, 16), 11),
        (date(2026, 5, 18), date(2026, 5, 20), 1),
        (date(2026, 5, 20), date(2026, 5, 20), 0),
    ],
)
def test_notice_leaves_out_the_day_of_sending_and_the_day_of_the_sitting(
    sent: date, held: date, given_days: int
) -> None:
    assert SANTARCANGELO.notice_given(sent, held, "lavorativi") == given_days


def test_a_late_notice_says_by_when_it_should_have_left() -> None:
    late = SANTARCANGELO.notice_problem(date(2026, 5, 14), date(2026, 5, 20), 5, "lavorativi")
    assert late is not None
    assert "12/05/2026" in late
    assert "preavviso: 3" in late
    assert SANTARCANGELO.notice_problem(date(2026, 5, 12), date(2026, 5, 20), 5, "lavorativi") is None


def test_free_days_count_every_day() -> None:
    assert SANTARCANGELO.notice_given(date(2026, 5, 11), date(2026, 5, 20), "liberi") == 8
    assert SANTARCANGELO.send_by(date(2026, 5, 20), 5, "liberi") == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 5, 1), 10, date(2026, 5, 11)),
        (date(2026, 5, 10), 20, date(2026, 6, 1)),  # ends on Saturday 30 May, moves to Monday
        (date(2026, 5, 28), 5, date(2026, 6, 3)),  # ends on 2 June
    ],
)
def test_a_term_leaves_out_its_first_day_and_moves_off_holidays(start: date, days: int, end: date) -> None:
    assert SANTARCANGELO.term(start, days) == end


def test_the_offices_may_close_in_august() -> None:
    shut = calendar_of(
        {"patron_day": None, "closures": [{"from": "2026-08-10", "to": "2026-08-21", "reason": "ferie"}]}
    )
    assert shut.why_not(date(2026, 8, 12)) == "ferie"
    assert shut.add_working_days(date(2026, 8, 7), 1) == date(2026, 8, 24)


@pytest.mark.parametrize("wrong", [{}, [], "agosto", {"from": "2026-08-21", "to": "2026-08-10"}, {"from": 1, "to": 2}])
def test_a_closure_that_is_no_period_is_refused(wrong: object) -> None:
    with pytest.raises(Refused):
        calendar_of({"patron_day": None, "closures": [wrong]})
    settings = {**Setting.defaults(), "code": "REG", "municipality": "x", "closures": [wrong]}
    assert [problem.field for problem in Setting.problems(settings)] == ["closures"]


def test_a_closure_of_many_years_is_stepped_over() -> None:
    long = Calendar(None, (Closure(date(2020, 1, 1), date(2099, 12, 31)), Closure(date(2100, 1, 4), date(2100, 1, 5))))
    assert long.add_working_days(date(2026, 1, 1), 1) == date(2100, 1, 7)
    assert long.add_working_days(date(2026, 1, 1), -1) == date(2019, 12, 31)
    assert long.term(date(2026, 1, 1), 1) == date(2100, 1, 7)


@pytest.mark.parametrize("days", [1, -1, 10_000_000])
def test_closures_that_leave_no_day_are_told_and_not_a_hang(days: int) -> None:
    never = Calendar(None, (Closure(date.min, date.max),))
    with pytest.raises(Refused, match="giorni lavorativi"):
        never.add_working_days(date(2026, 1, 1), days)


@given(DAYS, st.integers(1, 30))
def test_what_is_added_is_what_lies_between(day: date, n: int) -> None:
    end = SANTARCANGELO.add_working_days(day, n)
    assert SANTARCANGELO.is_working(end)
    assert SANTARCANGELO.working_days_between(day, end) == n - 1


@given(DAYS, st.integers(1, 20), st.sampled_from(["lavorativi", "liberi"]))
def test_the_last_day_to_send_gives_exactly_the_notice_asked(held: date, n: int, kind: str) -> None:
    by = SANTARCANGELO.send_by(held, n, kind)
    assert SANTARCANGELO.notice_given(by, held, kind) >= n
    assert SANTARCANGELO.notice_given(by + timedelta(1), held, kind) < n


@given(DAYS, st.integers(1, 20), st.sampled_from(["lavorativi", "liberi"]))
def test_the_first_day_to_hold_gives_exactly_the_notice_asked(sent: date, n: int, kind: str) -> None:
    held = SANTARCANGELO.hold_from(sent, n, kind)
    assert SANTARCANGELO.notice_given(sent, held, kind) >= n
    assert SANTARCANGELO.notice_given(sent, held - timedelta(1), kind) < n
