"""The verbs of a sitting as the screen calls them: each answers a deed, ready to be carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from app.domain.entity import Changes, Snapshot
from app.domain.fields import Value
from app.ui.desk import Store
from app.ui.screens.sitting.hands import Deed
from app.usecases import meetings, register


def add_item(meeting: str, values: Mapping[str, Value]) -> Deed:
    """One more item, at the end of the agenda."""
    return lambda store: meetings.add_item(store, meeting, dict(values))


def move_item(item: str, position: int) -> Deed:
    """Another place for an item; the others make room."""
    return lambda store: meetings.move_item(store, item, position)


def move_speech(speech: str, by: int) -> Deed:
    """Before or after what was said beside it."""
    return lambda store: meetings.move_speech(store, speech, by)


def attend(meeting: str, person: str, status: str, mode: str | None) -> Deed:
    """Somebody is present, absent, elsewhere."""
    return lambda store: meetings.take_attendance(store, meeting, person, status, mode)


def movement(meeting: str, person: str, event: str, at: time, item: str | None) -> Deed:
    """Somebody comes, leaves or comes back."""
    return lambda store: meetings.event(store, meeting, person, event, at=at, item=item)


def conflict(item: str, person: str, reason: str, *, leaves: bool, at: time | None) -> Deed:
    """Somebody declares a conflict of interests, and perhaps leaves the room."""
    return lambda store: meetings.declare_conflict(store, item, person, reason, leaves=leaves, at=at)


def change(record: Snapshot, values: Mapping[str, Value]) -> Deed:
    """Some fields of a record."""
    wanted = {name: value for name, value in values.items() if value != record[name]}

    def work(store: Store) -> Changes:
        return register.edit(store, record.entity, record.id, record.version, wanted)

    return work


def new_meeting(values: Mapping[str, Value]) -> Deed:
    """A sitting still to be convened."""
    return lambda store: register.create(store, "meeting", dict(values))


def remove_item(item: str) -> Deed:
    """Take an item off the agenda."""
    return lambda store: meetings.remove_item(store, item)


def convene(meeting: Snapshot, values: Mapping[str, Value]) -> Deed:
    """The sitting is convened: it takes its number, the agenda is the one convened."""

    def work(store: Store) -> Changes:
        own = {k: v for k, v in values.items() if k not in ("convened_on", "convened_protocol") and v != meeting[k]}
        version = meeting.version
        if own:
            changes = register.edit(store, "meeting", meeting.id, version, own)
            version = next(one.version for one in changes.of("meeting") if one)
        return meetings.convene(store, meeting.id, version, on=values["convened_on"],
                                protocol=values["convened_protocol"])  # fmt: skip

    return work


def open_(meeting: Snapshot, values: Mapping[str, Value]) -> Deed:
    """The sitting begins."""
    return lambda store: meetings.open_(store, meeting.id, meeting.version, at=values["start_actual"],
                                        chair=values["chair"], secretary=values["secretary"])  # fmt: skip


def close(meeting: Snapshot, values: Mapping[str, Value]) -> Deed:
    """The sitting ends; the next one may be announced."""

    def work(store: Store) -> Changes:
        version = meeting.version
        if values["next_meeting_hint"] != meeting["next_meeting_hint"]:
            hint = {"next_meeting_hint": values["next_meeting_hint"]}
            changes = register.edit(store, "meeting", meeting.id, version, hint)
            version = next(one.version for one in changes.of("meeting") if one)
        return meetings.close(store, meeting.id, version, at=values["end_actual"])

    return work
