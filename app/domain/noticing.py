"""Whether a convocation is regular: the period counted day by day, said while the date is still being chosen.

The day of sending and the day of the sitting are both left out; urgent ones are counted in hours (DOMAIN §3.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from app.core import locale, longdate
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.calendar import Calendar
from app.domain.entity import Values

URGENT_HOURS = 24
"""When the body has not said how many hours an urgent convocation wants."""


@dataclass(frozen=True)
class Around:
    """What a date is judged against: the calendar, the body's terms, the body's other sittings (day → number)."""

    calendar: Calendar
    body: Values
    taken: Mapping[date, str]
    today: date
    now: time


@dataclass(frozen=True)
class Judged:
    """The sentences about a date. `good` False: the term is not kept, or nobody would come that day."""

    good: bool
    sentences: tuple[str, ...]
    given: int | None = None
    last_day: date | None = None

    @property
    def words(self) -> str:
        """All of it, a sentence a line."""
        return "\n".join(self.sentences)


def judge(around: Around, held: date | None, start: time | None, kind: str, sent: date | None) -> Judged:
    """What is to be known of a sitting held on a day and convened on another; `kind` is a code of meeting_kind."""
    if held is None:
        return Judged(True, ())
    sent = sent or around.today
    wrong = _impossible(around, held, sent)
    if sent > held:
        return Judged(False, (*wrong, tr(N_("La convocazione partirebbe dopo la seduta."))))
    term = _urgent(around, held, start, sent) if kind == "urgente" else _ordinary(around, held, sent)
    return Judged(term.good and not wrong, (*wrong, *term.sentences), term.given, term.last_day)


def _impossible(around: Around, held: date, sent: date) -> tuple[str, ...]:
    told = []
    if held < around.today and sent >= around.today:
        told.append(tr(N_("Giorno già passato: {day}.")).format(day=_named(held)))
    if name := around.calendar.holiday(held):
        told.append(tr(N_("Giorno festivo: {day} ({name}).")).format(day=_named(held), name=name))
    elif why := around.calendar.why_not(held):
        told.append(tr(N_("Giorno non lavorativo: {day} ({why}).")).format(day=_named(held), why=why))
    if held in around.taken:
        number = around.taken[held] or tr(N_("ancora senza numero"))
        told.append(tr(N_("Quel giorno l'organo ha già una seduta ({number}).")).format(number=number))
    return tuple(told)


def _ordinary(around: Around, held: date, sent: date) -> Judged:
    days, kind = around.body.get("notice_days"), around.body.get("notice_day_kind") or "lavorativi"
    if not days:
        return Judged(True, (tr(N_("Le regole dell'organo non chiedono giorni di preavviso.")),))
    calendar = around.calendar
    given, last = calendar.notice_given(sent, held, kind), calendar.send_by(held, days, kind)
    told = [tr(_GIVEN[kind]).format(given=given, days=days)]
    if given < days:
        first = calendar.hold_from(sent, days, kind)
        told.append(tr(N_("È tardi: si doveva inviare entro {last}. Inviando {sent}, la prima data è {first}.")).format(
            last=_named(last), sent=_named(sent), first=_named(first)))  # fmt: skip
    else:
        told.append(tr(N_("L'ultimo giorno per inviare è {last}.")).format(last=_named(last)))
    told += _in_between(calendar, sent, held) if kind == "lavorativi" else []
    return Judged(given >= days, tuple(told), given, last)


def _urgent(around: Around, held: date, start: time | None, sent: date) -> Judged:
    """The hours from now when it leaves today, from the end of the day otherwise: the hour is not known."""
    wanted = around.body.get("urgent_hours") or URGENT_HOURS
    left = datetime.combine(sent, around.now) if sent == around.today else datetime.combine(sent + timedelta(1), time())
    hours = max(int((datetime.combine(held, start or time()) - left).total_seconds() // 3600), 0)
    told = [tr(N_("Convocazione urgente. Ore di preavviso: {given} (ne servono {hours}).")).format(
        given=hours, hours=wanted)]  # fmt: skip
    if hours < wanted:
        told.append(tr(N_("Il preavviso non basta nemmeno per l'urgenza.")))
    return Judged(hours >= wanted, tuple(told), hours)


def supplement_hours(around: Around, held: date, start: time, sent: date) -> str | None:
    """Why a supplement leaves late, None when it is in time or the body asks for no hours."""
    wanted = around.body.get("supplement_hours")
    if not wanted:
        return None
    left = datetime.combine(sent, around.now) if sent == around.today else datetime.combine(sent + timedelta(1), time())
    hours = max(int((datetime.combine(held, start) - left).total_seconds() // 3600), 0)
    if hours >= wanted:
        return None
    return tr(N_("Ore di preavviso dell'integrazione: {given}, ne servono {hours}.")).format(given=hours, hours=wanted)


def _in_between(calendar: Calendar, sent: date, held: date) -> list[str]:
    """The holidays that are jumped over, named; Saturdays and Sundays go without saying."""
    days = (sent + timedelta(n) for n in range(1, (held - sent).days))
    feasts = [(day, name) for day in days if day.weekday() < 5 and (name := calendar.why_not(day))]
    if not feasts:
        return []
    shown = feasts[:4]
    named = "; ".join(f"{_named(day)} ({name})" for day, name in shown)
    more = tr(N_(" e altri {n}")).format(n=len(feasts) - len(shown)) if len(feasts) > len(shown) else ""
    return [tr(N_("Non contano, oltre a sabati e domeniche: {days}.")).format(days=named + more)]


def _named(day: date) -> str:
    return f"{longdate.name_of_day(day)} {locale.day(day)}"


_GIVEN = {
    "lavorativi": N_("Giorni lavorativi di preavviso: {given} (ne servono {days})."),
    "liberi": N_("Giorni liberi di preavviso: {given} (ne servono {days})."),
}
