"""Calendars: what we write comes back the same across daylight saving; what others write is read or refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.exchange.ics import ROME, Appointment, read_ics, write_ics

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ics"
STAMP = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)


def appointment(start: datetime = datetime(2026, 5, 20, 17, 30, tzinfo=ROME), **more: Any) -> Appointment:
    return Appointment("S2@cabina", start, start + timedelta(hours=2), "Seduta n. 2/2026", STAMP, **more)


def read_by_the_library(data: bytes) -> tuple[icalendar.Calendar, list[Any]]:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar, list(calendar.walk("VEVENT"))


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (datetime(2026, 3, 28, 17, 30, tzinfo=ROME), 16),  # winter's last evening
        (datetime(2026, 3, 29, 17, 30, tzinfo=ROME), 15),  # clocks went forward this morning
        (datetime(2026, 10, 24, 17, 30, tzinfo=ROME), 15),
        (datetime(2026, 10, 25, 17, 30, tzinfo=ROME), 16),  # and back
        (datetime(2041, 7, 1, 17, 30, tzinfo=ROME), 15),  # the rule holds in any year
    ],
)
def test_half_past_five_is_half_past_five_on_both_sides_of_daylight_saving(day: datetime, utc: int) -> None:
    data = write_ics([appointment(day)])
    assert f"DTSTART;TZID=Europe/Rome:{day:%Y%m%d}T173000".encode() in data
    _, events = read_by_the_library(data)
    assert events[0]["DTSTART"].dt.astimezone(UTC).hour == utc
    assert read_ics(data)[0].start == day


def test_no_time_floats_and_the_file_explains_its_zone() -> None:
    data = write_ics([appointment()])
    calendar, events = read_by_the_library(data)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Rome"]
    assert data.count(b"RRULE:FREQ=YEARLY") == 2
    assert events[0]["DTEND"].params["TZID"] == "Europe/Rome"
    assert events[0]["DTSTAMP"].dt.tzinfo is not None
    assert b"\r\n" in data
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("more", "method", "status"),
    [
        ({}, "PUBLISH", "CONFIRMED"),
        ({"organizer": ("cabina@example.it", "Segreteria")}, "REQUEST", "CONFIRMED"),
        ({"organizer": ("cabina@example.it", "Segreteria"), "cancelled": True, "sequence": 3}, "CANCEL", "CANCELLED"),
    ],
)
def test_the_method_says_what_is_asked(more: dict[str, Any], method: str, status: str) -> None:
    calendar, events = read_by_the_library(write_ics([appointment(**more)]))
    assert str(calendar["METHOD"]) == method
    assert (str(events[0]["STATUS"]), events[0]["SEQUENCE"]) == (status, more.get("sequence", 0))
    assert str(events[0]["UID"]) == "S2@cabina"


def test_a_text_cannot_become_another_line_of_the_calendar() -> None:
    hostile = 'Fine\r\nATTENDEE:mailto:intruso@example.it\n"x"; y, z'
    data = write_ics([appointment(description=hostile, location=hostile, organizer=("a@b.it", 'La "Sede", s'))])
    _, events = read_by_the_library(data)
    assert "ATTENDEE" not in events[0]
    assert str(events[0]["DESCRIPTION"]).replace("\r", "").startswith("Fine\nATTENDEE")
    assert events[0]["ORGANIZER"].params["CN"] == "La 'Sede', s"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_title_comes_back(title: str) -> None:
    one = Appointment("u", datetime(2026, 5, 20, 17, 30, tzinfo=ROME), datetime(2026, 5, 20, 18, 30, tzinfo=ROME),
                      title, STAMP)  # fmt: skip
    assert read_ics(write_ics([one]))[0].summary == title.strip()


# ---------------------------------------------------------------- what others write


@pytest.mark.parametrize(
    ("name", "many", "title"),
    [
        ("example.ics", 3, "New Year's Day"),
        ("timezoned.ics", 1, "artsprint 2012"),
        ("event_with_unicode_fields.ics", 1, "Non-ASCII Test: ÄÖÜ äöü €"),
        ("created_calendar_with_unicode_fields.ics", 2, "åäö"),
        ("multiple_timezones.ics", 3, ""),
        ("x_location.ics", 1, "Daily Sync"),
    ],
)
def test_the_calendars_of_others_are_read(name: str, many: int, title: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared calendars are not on this machine")
    found = read_ics((SHARED / name).read_bytes(), name)
    assert (len(found), found[0].summary) == (many, title)
    assert [one.start for one in found] == sorted(one.start for one in found)


@pytest.mark.parametrize("name", ["small_bad_calendar.ics", "event_with_escaped_characters.ics"])
def test_a_calendar_without_a_date_is_refused(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared calendars are not on this machine")
    with pytest.raises(Refused, match="nessun appuntamento"):
        read_ics((SHARED / name).read_bytes(), name)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\1\2", b"ciao", b"BEGIN:VCALENDAR", b"%PDF-1.7", b"x" * 2_000_001,
     b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:boh\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"],
)  # fmt: skip
def test_what_is_no_calendar_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused):
        read_ics(data, "x.ics")


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(data: bytes) -> None:
    with pytest.raises(Refused):
        read_ics(b"BEGIN:VCALENDAR\r\n" + data, "x.ics")
