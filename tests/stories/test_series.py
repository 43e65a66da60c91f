"""Sittings that come back: the preview names the holidays, the drafts are made in one deed, the first one carries."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.core.errors import Forbidden, Refused
from app.domain.entity import Snapshot
from app.domain.permissions import Role
from app.domain.planning import MeetingSeries
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import history, series
from tests.helpers.office import Office
from tests.stories.sittings import titles


def every_second_wednesday(**values: Any) -> dict[str, Any]:
    return {**MeetingSeries.defaults(), "name": "Cabina", "body": "CDR", "first": date(2027, 1, 13), "place": "L04",
            "start_planned": time(17, 30), "every": 1, **values}  # fmt: skip


def made(desk: Store) -> list[Snapshot]:
    found = desk.snapshots(Query("meeting", (Filter("status", "=", ("bozza",)),)))
    return sorted(found, key=lambda one: one["date"])


def test_the_preview_names_what_it_meets(secretary: Store) -> None:
    dates = series.dates_of(secretary, "CDR")
    first = every_second_wednesday(first=date(2026, 12, 2), every=2, unit="settimane")
    assert [(one.day, one.taken) for one in series.preview(first, dates, 3)] == [
        (date(2026, 12, 2), ""), (date(2026, 12, 16), "4/2026"), (date(2026, 12, 30), "")]  # fmt: skip
    tuesdays = every_second_wednesday(first=date(2026, 12, 1), unit="settimane")
    feast = "08/12/2026: Immacolata Concezione"
    assert [(one.day, one.feast, one.skipped) for one in series.preview(tuesdays, dates, 3)] == [
        (date(2026, 12, 1), "", False), (date(2026, 12, 9), feast, False), (date(2026, 12, 15), "", False)]  # fmt: skip
    told = series.preview({**tuesdays, "on_holiday": "salta"}, dates, 3)
    assert [(one.day, one.feast, one.skipped) for one in told] == [
        (date(2026, 12, 1), "", False), (date(2026, 12, 8), feast, True), (date(2026, 12, 15), "", False)]  # fmt: skip


def test_a_year_of_sittings_is_one_deed_and_the_first_carries(secretary: Store) -> None:
    series.begin(secretary, every_second_wednesday(), 3)
    drafts = made(secretary)
    assert [one["date"] for one in drafts] == [date(2027, 1, 13), date(2027, 2, 10), date(2027, 3, 10)]
    assert {one["series"] for one in drafts} == {"SER1"}
    assert titles(secretary, drafts[0].code)[0] == "Approvazione del verbale della seduta n. 4/2026"
    assert titles(secretary, drafts[1].code) == ["Varie ed eventuali"]
    series.go_on(secretary, "SER1", 2)
    assert [one["date"] for one in made(secretary)][3:] == [date(2027, 4, 14), date(2027, 5, 12)]
    history.undo(secretary)
    history.undo(secretary)
    assert made(secretary) == []


def test_a_series_that_is_over_says_so(secretary: Store) -> None:
    series.begin(secretary, every_second_wednesday(until=date(2027, 2, 28)), 12)
    assert len(made(secretary)) == 2
    with pytest.raises(Refused, match="non ha altre date"):
        series.go_on(secretary, "SER1", 1)
    with pytest.raises(Refused, match="non c'è più"):
        series.go_on(secretary, "SER9", 1)


def test_only_who_convenes_makes_a_series(office: Office, secretary: Store) -> None:
    with pytest.raises(Forbidden):
        series.begin(office(Role.COMPONENTE, name="ivo", person="M10"), every_second_wednesday(), 1)
