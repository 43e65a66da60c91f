"""What day it is: the only place that asks the computer. Meetings live in Europe/Rome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
_pinned: date | None = None


def now() -> datetime:
    """This moment, aware, in UTC: what the store keeps."""
    return datetime.now(UTC)  # noqa: TID251 - this is the one place that asks


def local(moment: datetime) -> datetime:
    """The same moment as a clock in Rome shows it."""
    return moment.astimezone(ROME)


def aware(moment: datetime) -> datetime:
    """The same moment in UTC; one that does not say its zone was read on a clock in Rome."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=ROME)).astimezone(UTC)


def today() -> date:
    """Today in Rome, or the day the register was pinned to (an example's `demo_today`, `--today`)."""
    return _pinned or local(now()).date()


def pin(day: date | None) -> None:
    """Live on this day from here on; None follows the computer's clock again."""
    global _pinned  # noqa: PLW0603 - one "today" for the whole process
    _pinned = day


@contextmanager
def pinned(day: date | None) -> Iterator[None]:
    """Live on another day for a while."""
    before = _pinned
    pin(day)
    try:
        yield
    finally:
        pin(before)
