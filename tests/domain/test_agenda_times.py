"""The hours of an agenda: planned, and as the sitting goes."""

from __future__ import annotations

from datetime import time
from typing import Any

from app.core import i18n
from app.domain.agenda_times import clock, length, timetable
from app.domain.entity import Snapshot
from app.domain.meetings import AgendaItem


def item(n: int, duration: int | None, **values: Any) -> Snapshot:
    code = f"S1.{n}"
    given = {**AgendaItem.defaults(), "code": code, "position": n, "duration": duration, **values}
    return Snapshot("agenda_item", n, 1, given)


def test_each_item_is_due_after_those_before_it() -> None:
    told = timetable([item(1, 20), item(2, None), item(3, 95)], time(17, 30))
    assert [clock(at) for at in told.starts.values()] == [time(17, 30), time(17, 50), time(17, 50)]
    assert (told.total, told.unknown, told.over) == (115, 1, False)
    with i18n.using(i18n.load("it")):
        assert told.words == "Durata prevista 1 h 55 min, fine alle 19:25. 1 punto senza durata."
        assert told.short == "1 h 55 min · fine alle 19:25"


def test_without_durations_nothing_is_said() -> None:
    assert timetable([item(1, None)], time(17)).words == ""


def test_past_midnight_somebody_is_warned() -> None:
    told = timetable([item(n, 120) for n in range(1, 5)], time(17, 30))
    assert (told.over, told.end) == (True, 17 * 60 + 30 + 480)
    assert "dopo mezzanotte" in told.words


def test_a_sitting_that_runs_late_says_by_how_much() -> None:
    done = item(1, 30, started=time(17, 45), ended=time(18, 20), outcome="approvato")
    now = item(2, 40, started=time(18, 20))
    told = timetable([done, now, item(3, 20)], time(17, 30), begun=time(17, 45), now=time(18, 30))
    assert told.late == 20  # ten minutes gone of forty, twenty to come: 19:20 instead of 19:00
    assert "Fine prevista alle 19:20, 20 min oltre il previsto." in told.words
    early = timetable([done, item(2, 10, started=time(18, 20))], time(17, 30), begun=time(17, 30), now=time(18))
    assert not early.over


def test_lengths() -> None:
    assert [length(n) for n in (0, 5, 60, 95)] == ["0 min", "5 min", "1 h", "1 h 35 min"]
