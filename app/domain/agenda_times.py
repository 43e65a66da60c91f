"""How long an agenda takes: when each item is due, when the sitting should end, how late it is running."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.core.values import dataclass
from app.domain.entity import Snapshot

_DAY = 24 * 60


@dataclass(frozen=True)
class Timetable:
    """The hours of an agenda, all in minutes of the day; one past midnight is more than 1440.

    `starts` are when the items are due, as far as durations are known. `total` is what is known, of which `unknown`
    items say nothing. `end` is None when nobody wrote a duration. `late` is how far behind the plan a sitting is.
    """

    starts: Mapping[str, int]
    total: int
    unknown: int
    end: int | None
    late: int = 0

    @property
    def over(self) -> bool:
        """Whether somebody should be warned: it runs late, or past midnight."""
        return self.late > 0 or (self.end is not None and self.end > _DAY)

    @property
    def short(self) -> str:
        """The same in a few words, where there is little room."""
        if self.end is None:
            return ""
        end = locale.hour(clock(self.end))
        if self.late > 0:
            return tr(N_("Fine alle {end} (+{length})")).format(end=end, length=length(self.late))
        return tr(N_("{length} · fine alle {end}")).format(length=length(self.total), end=end)

    @property
    def words(self) -> str:
        """In a sentence; empty when nobody wrote a duration."""
        if self.end is None:
            return ""
        end = locale.hour(clock(self.end))
        if self.late > 0:
            told = tr(N_("Fine prevista alle {end}, {length} oltre il previsto."))
            return told.format(end=end, length=length(self.late))
        words = tr(N_("Durata prevista {length}, fine alle {end}.")).format(length=length(self.total), end=end)
        if self.end > _DAY:
            words += " " + tr(N_("Si finisce dopo mezzanotte: accorciate l'ordine del giorno."))
        if self.unknown:
            words += " " + trn("{n} punto senza durata.", "{n} punti senza durata.", self.unknown)
        return words


def timetable(
    items: Sequence[Snapshot], planned: time, *, begun: time | None = None, now: time | None = None
) -> Timetable:
    """The hours of an agenda that begins at `planned`; with `now`, of a sitting that `begun` and is under way."""
    start, known, starts = minute(planned), [item for item in items if item["duration"]], {}
    at = minute(begun or planned)
    for item in items:
        starts[item.code] = at
        at += item["duration"] or 0
    total = sum(item["duration"] for item in known)
    if not known:
        return Timetable(starts, 0, len(items), None)
    end = start + total
    if now is None:
        return Timetable(starts, total, len(items) - len(known), end)
    expected = minute(now) + sum(_left(item, now) for item in known)
    return Timetable(starts, total, len(items) - len(known), max(expected, end), max(expected - end, 0))


def _left(item: Snapshot, now: time) -> int:
    """The minutes an item still takes."""
    if item["ended"] or item["outcome"]:
        return 0
    spent = max(minute(now) - minute(item["started"]), 0) if item["started"] else 0
    return max(int(item["duration"]) - spent, 0)


def minute(at: time) -> int:
    """An hour as minutes of its day."""
    return at.hour * 60 + at.minute


def clock(minutes: int) -> time:
    """Minutes of a day as an hour, past midnight too."""
    return time(minutes % _DAY // 60, minutes % 60)


def length(minutes: int) -> str:
    """`1 h 35 min`."""
    hours, rest = divmod(minutes, 60)
    told = [tr(N_("{n} h")).format(n=hours)] if hours else []
    return " ".join([*told, *([tr(N_("{n} min")).format(n=rest)] if rest or not hours else [])])
