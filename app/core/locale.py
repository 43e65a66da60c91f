"""Dates, money and numbers ↔ text, in Italian and English.

QLocale is a trap here (four-digit numbers lose their separator, years get two digits), so the short forms
are written by hand; long dates, which need words, are in `core/longdate.py` (Babel).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.core import clock, i18n
from app.core.errors import Refused
from app.core.i18n import N_

NBSP = "\u00a0"
_CENT = Decimal("0.01")
_DIGITS = 20  # beyond them Decimal's own precision ends, and no municipality's money goes so far
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "n/d", "nd", "n.d.", "#n/a", "null", "none"})
_WEEKDAYS = {"lun": 0, "mar": 1, "mer": 2, "gio": 3, "ven": 4, "sab": 5, "dom": 6,
             "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}  # fmt: skip


def is_empty(text: str) -> bool:
    """Whether a cell's text is one of the ways registers write "nothing"."""
    return text.strip().lower() in _EMPTY


def _italian() -> bool:
    return i18n.current().code == "it"


def number(value: Decimal | int | float, decimals: int | None = None) -> str:
    """1234567.5 → `1.234.567,5`; with `decimals`, exactly that many places, rounded half up."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text.translate(str.maketrans(",.", ".,")) if _italian() else text


def money(value: Decimal | int) -> str:
    """1234.5 → `1.234,50 €` with a no-break space; English writes `€1,234.50`."""
    text = number(Decimal(value), 2)
    return f"{text}{NBSP}€" if _italian() else (f"-€{text[1:]}" if text.startswith("-") else f"€{text}")


def percent(value: int | Decimal) -> str:
    """60 → `60 %`."""
    return f"{number(value)}{NBSP}%"


def day(value: date) -> str:
    """2025-09-11 → `11/09/2025`, in both languages: a register is one document."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def hour(value: time) -> str:
    """17:50."""
    return f"{value.hour:02}:{value.minute:02}"


def moment(value: datetime) -> str:
    """A stored moment as a clock in Rome shows it: `11/09/2025 17:50`."""
    here = clock.local(value)
    return f"{day(here.date())} {hour(here.time())}"


# ---------------------------------------------------------------- reading

_NUMBER = re.compile(r"[-+]?\d[\d.,' \u00a0\u202f]*")


def parse_number(text: str) -> Decimal | None:
    """The number a person or a register wrote; None when it says nothing.

    Italian first: a dot followed by exactly three digits groups thousands (`40.000` is forty thousand), a
    comma is the decimal sign. `1234.56` and `1,234.56` are understood too, since no Italian reading exists.

    Raises:
        Refused: the text is not one number.
    """
    raw = text.strip().replace("\u2212", "-")
    if is_empty(raw):
        return None
    core = re.sub(r"(?i)^(ca\.?|circa|€|eur|euro)\s*|\s*(€|eur|euro|%)$", "", raw)
    core = re.sub(r"(?i)^(€|eur|euro)\s*", "", core).strip()
    if not _NUMBER.fullmatch(core):
        raise Refused(N_("«{text}» non è un numero."), text=text.strip()[:60])
    try:
        return Decimal(_plain(re.sub(r"[' \u00a0\u202f]", "", core)))
    except InvalidOperation:
        raise Refused(N_("«{text}» non è un numero."), text=text.strip()[:60]) from None


def _plain(core: str) -> str:
    """`core` with a dot for the decimal sign and nothing else."""
    comma, dot = core.rfind(","), core.rfind(".")
    if comma >= 0 and dot >= 0:
        return core.replace(".", "").replace(",", ".") if comma > dot else core.replace(",", "")
    if comma >= 0:
        return core.replace(",", ".") if core.count(",") == 1 else core.replace(",", "")
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", core):
        return core.replace(".", "")
    return core


def parse_money(text: str) -> Decimal | None:
    """Like `parse_number`, to the cent; more than two decimals are refused rather than rounded in silence."""
    value = parse_number(text)
    if value is None:
        return None
    if value.adjusted() > _DIGITS:
        raise Refused(N_("«{text}» è troppo grande per essere un importo."), text=text.strip()[:60])
    if value != value.quantize(_CENT, ROUND_HALF_UP):
        raise Refused(N_("«{text}»: un importo ha al massimo due decimali."), text=text.strip()[:60])
    return value.quantize(_CENT)


def parse_day(text: str) -> date | None:
    """A date as people write it: 31/12/2026, 31.12.26, 2026-12-31, oggi, domani, ieri, +7, lun (the next Monday).

    Raises:
        Refused: no such day exists, or the text is not a day.
    """
    raw = text.strip().lower()
    if is_empty(raw):
        return None
    words = {"oggi": 0, "today": 0, "domani": 1, "tomorrow": 1, "ieri": -1, "yesterday": -1}
    if raw in words:
        return clock.today() + timedelta(words[raw])
    if re.fullmatch(r"[-+]\d{1,4}", raw):
        return clock.today() + timedelta(int(raw))
    if raw[:3] in _WEEKDAYS and raw.isalpha():
        ahead = (_WEEKDAYS[raw[:3]] - clock.today().weekday() - 1) % 7 + 1
        return clock.today() + timedelta(ahead)
    try:
        if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?", raw):
            return date(int(m[1]), int(m[2]), int(m[3]))
        if m := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?", raw):
            year = int(m[3]) if m[3] else clock.today().year
            return date(year + 2000 if m[3] and len(m[3]) == 2 else year, int(m[2]), int(m[1]))
    except ValueError:
        raise Refused(N_("«{text}»: questo giorno non esiste."), text=text.strip()[:60]) from None
    raise Refused(N_("«{text}» non è una data: scrivete per esempio 31/12/2026."), text=text.strip()[:60])


def parse_moment(text: str) -> datetime | None:
    """A day and an hour as a clock in Rome shows them (`20/05/2026 17:30`), or ISO 8601; aware, in UTC.

    Raises:
        Refused: the text is not a moment.
    """
    raw = text.strip()
    if is_empty(raw):
        return None
    try:
        return clock.aware(datetime.fromisoformat(raw))
    except (ValueError, OverflowError):  # not ISO, or the first hours of the year 1, which have no UTC
        when, _, at = raw.rpartition(" ")
    try:
        there, then = parse_day(when), parse_hour(at)
        if there and then is not None:
            return clock.aware(datetime.combine(there, then))
    except (Refused, OverflowError):
        pass  # told below, in one sentence
    raise Refused(N_("«{text}» non è una data con ora: scrivete per esempio 20/05/2026 17:30."), text=raw[:60])


def parse_hour(text: str) -> time | None:
    """17:50, 17.50, 1750, 9."""
    raw = text.strip()
    if is_empty(raw):
        return None
    m = re.fullmatch(r"(\d{1,2})(?:[:.,h]?(\d{2}))?", raw)
    if not m or int(m[1]) > 23 or int(m[2] or 0) > 59:
        raise Refused(N_("«{text}» non è un orario: scrivete per esempio 17:30."), text=raw[:60])
    return time(int(m[1]), int(m[2] or 0))
