"""Working days in Italy: national holidays (the `holidays` package), the local patron, the closures of the body.

The package knows 4 October from 2026 (L. 151/2025). It also lists a Sunday *National Unity Day*, which is no
day off of its own, and so is left out; 4 November is a working day (DOMAIN §4.8, §8).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from app.core import locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.closures import Closure, closure_of
from app.domain.entity import Values

NoticeDays = str  # a code of notice_day_kind: lavorativi, liberi
_NOT_A_DAY_OFF = "Giorno dell'unità nazionale"
_FAR = 40_000  # days looked at one by one, closures apart: no term is a century long


@dataclass(frozen=True)
class Calendar:
    """The working days of a municipality. `patron` is (month, day)."""

    patron: tuple[int, int] | None = None
    closures: tuple[Closure, ...] = ()

    def holiday(self, day: date) -> str | None:
        """What is celebrated on this day, None on any other; Saturdays and Sundays are not holidays by themselves."""
        if (day.month, day.day) == self.patron:
            return tr(N_("festa del patrono"))
        return _national(day.year).get(day)

    def why_not(self, day: date) -> str | None:
        """Why nobody works on this day, in words; None on a working day."""
        if name := self.holiday(day):
            return name
        if day.weekday() >= 5:
            return tr(N_("sabato")) if day.weekday() == 5 else tr(N_("domenica"))
        shut = next((one for one in self.closures if one.holds(day)), None)
        return None if shut is None else shut.reason or tr(N_("chiusura degli uffici"))

    def is_working(self, day: date) -> bool:
        """Whether the offices are open."""
        return self.why_not(day) is None

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it when n is negative); `day` itself is not counted.

        Raises:
            Refused: the closures leave no such day.
        """
        left, step = abs(n), 1 if n >= 0 else -1
        for _ in range(_FAR):
            if not left:
                return day
            try:
                day = self._past_closures(day + timedelta(step), step)
            except OverflowError:
                break
            left -= self.is_working(day)
        raise Refused(N_("Le chiusure degli uffici scritte nelle impostazioni non lasciano giorni lavorativi: "
                         "accorciatele."))  # fmt: skip

    def _past_closures(self, day: date, step: int) -> date:
        """The first day from `day` on (or back) on which the offices are not shut, however long they are."""
        while shut := next((one for one in self.closures if one.holds(day)), None):
            day = (shut.last if step > 0 else shut.first) + timedelta(step)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days strictly between two days: neither of them counts."""
        return sum(self.is_working(day) for day in _between(first, last))

    def notice_given(self, sent: date, held: date, kind: NoticeDays) -> int:
        """The days of notice of a convocation: the day of sending and the day of the sitting are both left out.

        `liberi` counts every day in between, `lavorativi` only the working ones (DOMAIN §3.4).
        """
        if kind == "lavorativi":
            return self.working_days_between(sent, held)
        return max((held - sent).days - 1, 0)

    def send_by(self, held: date, days: int, kind: NoticeDays) -> date:
        """The last day on which a convocation still gives `days` of notice."""
        if kind == "liberi":
            return held - timedelta(days + 1)
        return self.add_working_days(held, -days) - timedelta(1)

    def hold_from(self, sent: date, days: int, kind: NoticeDays) -> date:
        """The first day on which the sitting may be held when the convocation leaves on `sent`."""
        if kind == "liberi":
            return sent + timedelta(days + 1)
        return self.add_working_days(sent, days) + timedelta(1)

    def term(self, start: date, days: int) -> date:
        """The last day of a term: the first day is left out, the last counts, and moves on when it is no working day.

        Source: art. 155 c.p.c. and art. 2963 c.c., as DOMAIN §4.8 states them.
        """
        end = start + timedelta(days)
        return end if self.is_working(end) else self.add_working_days(end, 1)

    def notice_problem(self, sent: date, held: date, days: int, kind: NoticeDays) -> str | None:
        """Why a convocation is late, with the last day it could have left; None when it is in time."""
        given = self.notice_given(sent, held, kind)
        if given >= days:
            return None
        return tr(_LATE[kind]).format(given=given, days=days, by=locale.day(self.send_by(held, days, kind)))


_LATE = {
    "lavorativi": N_(
        "Giorni lavorativi di preavviso: {given}, ne servono {days}. Doveva partire entro il {by}."
    ),
    "liberi": N_("Giorni liberi di preavviso: {given}, ne servono {days}. Doveva partire entro il {by}."),
}  # fmt: skip


def calendar_of(settings: Values) -> Calendar:
    """The calendar the register's settings describe: `patron_day` "09-29", `closures` a list of periods.

    A closure is `{"from": "2026-08-10", "to": "2026-08-21", "reason": "chiusura estiva"}`.

    Raises:
        Refused: a closure is not a period.
    """
    patron = settings.get("patron_day")
    closures = tuple(closure_of(one) for one in settings.get("closures") or ())
    if not patron:
        return Calendar(None, closures)
    month, day = patron.split("-")
    return Calendar((int(month), int(day)), closures)


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range(1, (last - first).days)]


@lru_cache(maxsize=64)
def _national(year: int) -> dict[date, str]:
    """The year's national holidays, in Italian: these names are quoted, not translated."""
    days: dict[date, str] = {}
    import holidays  # noqa: PLC0415 - a twentieth of a second, for whoever counts days

    for day, name in holidays.country_holidays("IT", years=year, language="it_IT").items():
        names = [one for one in name.split("; ") if one != _NOT_A_DAY_OFF]
        if names:
            days[day] = "; ".join(names)
    return days
