"""Sittings for the stories: as a draft, convened, open."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from app.domain.entity import Snapshot
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import lists, meetings, register


def seen(desk: Store, code: str, entity: str = "meeting") -> Snapshot:
    return register.named(desk, entity, code)


def agenda(desk: Store, meeting: str) -> list[Snapshot]:
    items = lists.snapshots(desk, Query("agenda_item", (Filter("meeting", "=", (meeting,)),)))
    return sorted(items, key=lambda item: item["position"])


def titles(desk: Store, meeting: str) -> list[str]:
    return [item["title"] for item in agenda(desk, meeting)]


def new_sitting(desk: Store, **values: Any) -> Snapshot:
    """A draft for January 2027 with three items."""
    register.create(desk, "meeting", {"body": "CDR", "date": date(2027, 1, 20), "start_planned": time(17, 30),
                    "place": "L04", "mode": "presenza", **values})  # fmt: skip
    meeting = max(lists.snapshots(desk, Query("meeting")), key=lambda m: m["date"])
    for title, kind in (("Approvazione del verbale della seduta n. 4/2026", "verbale"),
                        ("Doposcuola: bilancio del primo trimestre", "deliberazione"),
                        ("Varie ed eventuali", "varie")):  # fmt: skip
        meetings.add_item(desk, meeting.code, {"title": title, "kind": kind})
    return seen(desk, meeting.code)


def convened(desk: Store) -> Snapshot:
    meeting = new_sitting(desk)
    meetings.convene(desk, meeting.id, meeting.version, on=date(2027, 1, 11), protocol="0000123")
    return seen(desk, meeting.code)


EVERYBODY = {f"M{n:02}": "presente" for n in range(1, 16)}


def opened(desk: Store, present: dict[str, Any] | None = None) -> Snapshot:
    meeting = convened(desk)
    meetings.roll_call(desk, meeting.code, {**(EVERYBODY if present is None else present), "M17": "invitato"})
    now = seen(desk, meeting.code)
    meetings.open_(desk, now.id, now.version, at=time(17, 35))
    return seen(desk, meeting.code)
