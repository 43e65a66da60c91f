"""Sittings that come back: every n days, weeks or months, on the nth weekday, with holidays jumped over or moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.calendar import Calendar

if TYPE_CHECKING:
    from dateutil.rrule import rrule

UNITS = ("giorni", "giorni_lavorativi", "settimane", "mesi_giorno", "mesi_settimana")
ON_HOLIDAY = ("salta", "avanti", "indietro")
MOST = 200  # dates made at once: no body plans more


@dataclass(frozen=True)
class Recurrence:
    """When a series of sittings falls.

    Attributes:
        first: the first sitting; it also says which weekday, which day of the month, which week of it.
        unit: one of `UNITS`; `mesi_giorno` is the same day of the month (the last one where a month is shorter),
            `mesi_settimana` the same weekday of the same week (the fifth is the last).
        on_holiday: one of `ON_HOLIDAY`: the date is left out, or moved to the nearest working day after or before.
        until, count: where the series ends; without either it has no end.
    """

    first: date
    every: int = 1
    unit: str = "settimane"
    on_holiday: str = "salta"
    until: date | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNITS or self.on_holiday not in ON_HOLIDAY:
            raise Refused(N_("La ricorrenza non è leggibile: «{unit}», «{holiday}»."),
                          unit=self.unit, holiday=self.on_holiday)  # fmt: skip
        if self.every < 1:
            raise Refused(N_("L'intervallo tra una seduta e l'altra deve essere almeno 1."))

    def dates(self, calendar: Calendar, after: date | None = None, most: int = MOST) -> list[date]:
        """The dates of the series, in order, from the day after `after` on (all of them without); `most` at most.

        Dates that fall on a day on which nobody works are left out or moved; two that meet become one. A series that
        ends after `count` sittings counts those that are held.
        """
        found: list[date] = []
        held = 0
        for planned in self._planned(calendar):
            day = self._held_on(planned, calendar)
            if day is None or (found and day <= found[-1]):
                continue
            if (self.until and day > self.until) or (self.count is not None and held >= self.count):
                break
            held += 1
            if after is None or day > after:
                found.append(day)
            if len(found) >= most:
                break
        return found

    def _planned(self, calendar: Calendar) -> Iterator[date]:
        if self.unit == "giorni_lavorativi":
            day = self.first
            while True:
                yield day
                day = calendar.add_working_days(day, self.every)
        for moment in self._rule(datetime.combine(self.first, time())):
            yield moment.date()

    def _rule(self, start: datetime) -> rrule:
        from dateutil import rrule  # noqa: PLC0415 - brings time zones and parsers along, for whoever plans sittings

        first, every = self.first, self.every
        stop = datetime.combine(date(min(first.year + 50, date.max.year), 12, 31), time())
        if self.unit == "giorni":
            return rrule.rrule(rrule.DAILY, start, every, until=stop)
        if self.unit == "settimane":
            return rrule.rrule(rrule.WEEKLY, start, every, until=stop)
        if self.unit == "mesi_giorno":  # the 31st becomes the last day of the months that have none
            days = range(min(first.day, 28), first.day + 1)
            return rrule.rrule(rrule.MONTHLY, start, every, bymonthday=days, bysetpos=-1, until=stop)
        week = (first.day - 1) // 7 + 1
        weekday = rrule.weekdays[first.weekday()](week if week < 5 else -1)
        return rrule.rrule(rrule.MONTHLY, start, every, byweekday=weekday, until=stop)

    def _held_on(self, day: date, calendar: Calendar) -> date | None:
        if calendar.is_working(day) or (day.weekday() >= 5 and day.weekday() == self.first.weekday()):
            return day if not calendar.holiday(day) else self._moved(day, calendar)
        return self._moved(day, calendar)

    def _moved(self, day: date, calendar: Calendar) -> date | None:
        if self.on_holiday == "salta":
            return None
        return calendar.add_working_days(day, 1 if self.on_holiday == "avanti" else -1)
