"""The period of a convocation, counted and told: holidays, patron, closures, urgent ones (DOMAIN §3.4, §4.8, §8)."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core import i18n
from app.domain.calendar import Calendar
from app.domain.closures import closure_of
from app.domain.noticing import Around, judge, supplement_hours

BODY = {"notice_days": 5, "notice_day_kind": "lavorativi", "urgent_hours": 24, "supplement_hours": 24}
CLOSED = closure_of({"from": "2026-08-10", "to": "2026-08-21", "reason": "chiusura estiva"})


def around(today: date, now: time = time(9), **values: object) -> Around:
    return Around(Calendar((9, 29), (CLOSED,)), {**BODY, **values}, {date(2026, 11, 20): "3/2026"}, today, now)


@pytest.fixture(autouse=True)
def in_italian() -> object:
    with i18n.using(i18n.load("it")) as it:
        yield it


@pytest.mark.parametrize(("sent", "held", "given", "last", "good"), [
    (date(2026, 11, 27), date(2026, 12, 16), 11, date(2026, 12, 8), True),  # the 8th does not count
    (date(2026, 12, 7), date(2026, 12, 16), 5, date(2026, 12, 8), True),
    (date(2026, 12, 9), date(2026, 12, 16), 4, date(2026, 12, 8), False),
    (date(2026, 3, 30), date(2026, 4, 8), 5, date(2026, 3, 30), True),  # Easter Monday, 6 April
    (date(2026, 5, 29), date(2026, 6, 8), 4, date(2026, 5, 28), False),  # 2 June
    (date(2026, 9, 23), date(2026, 10, 1), 4, date(2026, 9, 22), False),  # the patron, 29 September
    (date(2026, 8, 7), date(2026, 8, 28), 4, date(2026, 8, 6), False),  # the summer closure
])  # fmt: skip
def test_the_days_of_notice(sent: date, held: date, given: int, last: date, good: bool) -> None:
    told = judge(around(sent), held, time(17, 30), "ordinaria", sent)
    assert (told.given, told.last_day, told.good) == (given, last, good)


def test_the_holidays_in_between_are_named_and_the_last_day_is_said() -> None:
    told = judge(around(date(2026, 11, 30)), date(2026, 12, 11), time(17, 30), "ordinaria", None)
    assert told.words == (
        "Giorni lavorativi di preavviso: 7 (ne servono 5).\n"
        "L'ultimo giorno per inviare è mercoledì 02/12/2026.\n"
        "Non contano, oltre a sabati e domeniche: martedì 08/12/2026 (Immacolata Concezione)."
    )


def test_who_is_late_hears_the_first_date_possible() -> None:
    told = judge(around(date(2026, 12, 4)), date(2026, 12, 11), time(17, 30), "ordinaria", None)
    assert "È tardi: si doveva inviare entro mercoledì 02/12/2026." in told.words
    assert "la prima data è martedì 15/12/2026" in told.words


@pytest.mark.parametrize(("held", "why"), [
    (date(2026, 12, 8), "Giorno festivo: martedì 08/12/2026 (Immacolata Concezione)."),
    (date(2026, 9, 29), "(festa del patrono)"),
    (date(2026, 12, 13), "Giorno non lavorativo: domenica 13/12/2026 (domenica)."),
    (date(2026, 8, 12), "chiusura estiva"),
    (date(2026, 11, 20), "ha già una seduta (3/2026)"),
    (date(2026, 1, 2), "La convocazione partirebbe dopo la seduta."),
])  # fmt: skip
def test_impossible_dates_are_told_before_they_are_picked(held: date, why: str) -> None:
    told = judge(around(date(2026, 7, 1)), held, time(17, 30), "ordinaria", None)
    assert why in told.words
    assert not told.good


def test_an_urgent_one_is_counted_in_hours() -> None:
    early = judge(around(date(2026, 11, 30), time(12)), date(2026, 12, 1), time(17, 30), "urgente", None)
    assert (early.given, early.good) == (29, True)
    late = judge(around(date(2026, 11, 30), time(18)), date(2026, 12, 1), time(17, 30), "urgente", None)
    assert (late.given, late.good) == (23, False)
    unknown = judge(around(date(2026, 12, 5)), date(2026, 12, 1), time(17, 30), "urgente", date(2026, 11, 29))
    assert unknown.given == 41  # from the end of that day: nobody knows the hour


def test_a_supplement_has_its_own_hours() -> None:
    place = around(date(2026, 12, 14), time(10))
    assert supplement_hours(place, date(2026, 12, 16), time(17, 30), date(2026, 12, 14)) is None
    late = supplement_hours(place, date(2026, 12, 15), time(8), date(2026, 12, 14))
    assert late == "Ore di preavviso dell'integrazione: 22, ne servono 24."
    assert supplement_hours(around(date(2026, 12, 14), supplement_hours=None), date(2026, 12, 15), time(8),
                            date(2026, 12, 14)) is None  # fmt: skip


def test_free_days_count_every_day() -> None:
    told = judge(
        around(date(2026, 12, 4), notice_day_kind="liberi"), date(2026, 12, 11), time(17, 30), "ordinaria", None
    )
    assert (told.given, told.last_day) == (6, date(2026, 12, 5))
