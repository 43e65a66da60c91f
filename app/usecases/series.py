"""Sittings that come back: which dates a series will have, with the holidays it meets, and the next drafts made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core import clock, locale
from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.calendar import Calendar, calendar_of
from app.domain.entity import Snapshot, Values
from app.domain.gathering import one, where
from app.domain.permissions import Can
from app.domain.planning import MeetingSeries, recurrence_of
from app.domain.query import Query
from app.store.store import Store
from app.usecases import carrying, writing
from app.usecases.base import use_case

if TYPE_CHECKING:
    from app.store.unit import Unit

SHOWN = 24
"""How many dates are looked at beforehand."""
_LONGEST = 60  # days off in a row: a closure of the offices


@dataclass(frozen=True)
class Planned:
    """A date of a series: `feast` names the holiday it was moved from (or, `skipped`, left out for), `taken` a sitting
    that is there already."""

    day: date
    feast: str = ""
    taken: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class Dates:
    """What the preview of a series needs: the calendar, and the days on which the body sits already."""

    calendar: Calendar
    taken: dict[date, str]
    today: date


def dates_of(store: Store, body: str) -> Dates:
    """Read once, then `preview` answers at every key."""
    with store.reading(steady=True) as reader:
        settings = next((row.values for row in reader.snapshots(Query("setting"))), {})
        meetings = where(reader.snapshots, "meeting", "body", body)
    taken = {each["date"]: str(each["number"] or each.code) for each in meetings if each["status"] != "annullata"}
    return Dates(calendar_of(settings), taken, clock.today())


def preview(series: Values, dates: Dates, most: int = SHOWN) -> list[Planned]:
    """The next dates of a series.

    Raises:
        Refused: it cannot be followed.
    """
    calendar, first = dates.calendar, series["first"]
    if first is None:
        raise Refused(N_("Alla serie di sedute manca la prima data."))
    after = dates.today - timedelta(1) if first < dates.today else None
    moving = {**series, "on_holiday": "avanti" if series["on_holiday"] == "salta" else series["on_holiday"]}
    held = recurrence_of(moving).dates(calendar, after, most)
    regular = set(recurrence_of({**series, "on_holiday": "salta"}).dates(calendar, after, most))
    return [_planned(day, series["on_holiday"], dates, moved=day not in regular) for day in held]


def _planned(day: date, on_holiday: str, dates: Dates, *, moved: bool) -> Planned:
    """A date that is not one of the regular ones was moved from a holiday beside it, or is left out for it."""
    if not moved:
        return Planned(day, "", dates.taken.get(day, ""))
    feast = _beside(day, dates.calendar, 1 if on_holiday == "indietro" else -1)
    if on_holiday != "salta" or feast is None:
        return Planned(day, _words(feast, dates.calendar), dates.taken.get(day, ""))
    return Planned(feast, _words(feast, dates.calendar), "", skipped=True)


def _words(feast: date | None, calendar: Calendar) -> str:
    return f"{locale.day(feast)}: {calendar.why_not(feast)}" if feast else ""


def _beside(day: date, calendar: Calendar, way: int) -> date | None:
    """The day off a date moved away from: the holiday nearest to it, or else the first day on which nobody works."""
    off: list[date] = []
    near = day + timedelta(way)
    while calendar.why_not(near) and len(off) < _LONGEST:
        off.append(near)
        near += timedelta(way)
    return next((each for each in off if calendar.holiday(each)), off[0] if off else None)


@use_case(N_("Calendario delle sedute"), Can.CONVENE)
def begin(unit: Unit, values: Values, number: int) -> None:
    """A new series with its next `number` drafts, in one deed. Days on which the body sits already are left alone.

    Raises:
        Refused: a rule is broken, or no date is left.
    """
    series = writing.insert(unit, MeetingSeries, values)
    _drafts(unit, series, number)


@use_case(N_("Altre sedute della serie"), Can.CONVENE)
def go_on(unit: Unit, code: str, number: int) -> None:
    """The next drafts of a series, after those it has.

    Raises:
        Refused: it is gone or stopped, or no date is left.
    """
    series = one(unit.snapshots, "meeting_series", code)
    if series is None or not series["active"]:
        raise Refused(N_("La serie «{code}» non c'è più o è stata fermata."), code=code)
    _drafts(unit, series, number)


def _drafts(unit: Unit, series: Snapshot, number: int) -> None:
    settings = next((row.values for row in unit.snapshots(Query("setting"))), {})
    meetings = where(unit.snapshots, "meeting", "body", series["body"])
    taken = {each["date"] for each in meetings if each["status"] != "annullata"}
    mine = [each["date"] for each in meetings if each["series"] == series.code]
    after = max([clock.today(), *mine])
    free = [day for day in recurrence_of(series.values).dates(calendar_of(settings), after) if day not in taken]
    if not free[:number]:
        raise Refused(N_("La serie non ha altre date libere: allungatela, o cambiatene la cadenza."))
    waits = any(each["status"] == "bozza" and each["date"] >= clock.today() for each in meetings)
    for n, day in enumerate(free[:number]):
        values = {key: series[key] for key in ("body", "start_planned", "place", "mode")}
        given = {**values, "date": day, "series": series.code}
        carrying.make(unit, given, series["template"], carry=not n and not waits)
