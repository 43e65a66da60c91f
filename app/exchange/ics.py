"""Calendars (RFC 5545): a sitting as an invitation any calendar accepts, and appointments read from a file.

What Outlook asks for and others tolerate: a METHOD, a stable UID with a SEQUENCE that grows, times with a zone that the
file itself explains (Europe/Rome with its two rules, the same since 1996: Directive 2000/84/EC), never floating.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from app.core.errors import Refused
from app.core.i18n import N_

ROME = ZoneInfo("Europe/Rome")
LARGEST = 2_000_000  # bytes of a calendar we read
MOST = 2_000  # appointments of it
_PRODUCT = "-//Cabina di regia//IT"


@dataclass(frozen=True)
class Appointment:
    """A sitting in a calendar.

    Attributes:
        uid: the same for ever; `sequence` grows at each change that is sent again.
        start, end: with their zone; written in Rome's.
        organizer, attendees: (e-mail, name); without an organizer nobody is asked to answer.
        cancelled: the sitting is not held any more.
        stamp: when this was written.
    """

    uid: str
    start: datetime
    end: datetime
    summary: str
    stamp: datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    organizer: tuple[str, str] | None = None
    attendees: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False


def write_ics(appointments: Iterable[Appointment]) -> bytes:
    """A calendar file; `METHOD:CANCEL` when all of them are cancelled, `REQUEST` when somebody organises them."""
    found = list(appointments)
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    asks = any(one.organizer for one in found)
    gone = bool(found) and all(one.cancelled for one in found)
    calendar.add("method", "CANCEL" if gone and asks else "REQUEST" if asks else "PUBLISH")
    calendar.add_component(_rome())
    for one in found:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical(sorted=False))


def _event(one: Appointment) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", one.sequence)
    event.add("summary", one.summary)
    event.add("dtstart", one.start.astimezone(ROME))
    event.add("dtend", one.end.astimezone(ROME))
    for name, text in (("location", one.location), ("description", one.description)):
        if text:
            event.add(name, text)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
    if one.organizer:
        event.add("organizer", _person(*one.organizer))
        for mail, name in one.attendees:
            event.add("attendee", _person(mail, name, answers=True))
    return event


def _person(mail: str, name: str, *, answers: bool = False) -> icalendar.vCalAddress:
    """Somebody by their address; a quote cannot stand in a parameter of a calendar."""
    address = icalendar.vCalAddress(f"mailto:{mail}")
    address.params["CN"] = name.replace('"', "'")
    if answers:
        address.params["ROLE"] = "REQ-PARTICIPANT"
        address.params["PARTSTAT"] = "NEEDS-ACTION"
        address.params["RSVP"] = "TRUE"
    return address


def _rome() -> icalendar.Timezone:
    """The zone as a rule and not a list of dates, so that it is right in any year."""
    zone = icalendar.Timezone()
    zone.add("tzid", ROME.key)
    for kind, name, month, before, after in (
        (icalendar.TimezoneDaylight(), "CEST", 3, 1, 2),
        (icalendar.TimezoneStandard(), "CET", 10, 2, 1),
    ):
        kind.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, before + 1))  # noqa: DTZ001 - local by rule
        kind.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        kind.add("tzoffsetfrom", timedelta(hours=before))
        kind.add("tzoffsetto", timedelta(hours=after))
        kind.add("tzname", name)
        zone.add_component(kind)
    return zone


# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class Found:
    """An appointment of somebody's calendar: `start` without an hour for a whole day (then `all_day`)."""

    uid: str
    summary: str
    start: datetime
    end: datetime | None
    location: str = ""
    description: str = ""
    all_day: bool = False


def read_ics(data: bytes, name: str = "") -> list[Found]:
    """The appointments of a calendar file, in order of time, in Rome's time. What has no beginning is left out.

    Raises:
        Refused: it is no calendar, has no appointment with a date, or is too large.
    """
    if len(data) > LARGEST:
        raise Refused(N_("Il calendario «{file}» è troppo grande per essere letto."), file=name)
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError):
        raise Refused(N_("Il file «{file}» non è un calendario (.ics)."), file=name) from None
    found = [_found(event) for calendar in calendars for event in calendar.walk("VEVENT")]
    dated = sorted((one for one in found if one is not None), key=lambda one: one.start)
    if not dated:
        raise Refused(N_("Nel calendario «{file}» non c'è nessun appuntamento con una data."), file=name)
    return dated[:MOST]


def _found(event: icalendar.cal.Component) -> Found | None:
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        return None
    texts = {key: str(event.get(key) or "").strip() for key in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION")}
    return Found(texts["UID"], texts["SUMMARY"], start[0], end[0] if end else None, texts["LOCATION"],
                 texts["DESCRIPTION"], start[1])  # fmt: skip


def _moment(event: icalendar.cal.Component, key: str) -> tuple[datetime, bool] | None:
    """(the moment in Rome's time, whether it is a whole day); an hour without a zone is taken for Rome's."""
    written = event.get(key)
    value = written.dt if isinstance(written, icalendar.vDDDTypes) else None  # a broken one is none
    if isinstance(value, datetime):
        return (value.astimezone(ROME) if value.tzinfo else value.replace(tzinfo=ROME)), False
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=ROME), True
    return None
