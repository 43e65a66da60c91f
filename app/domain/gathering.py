"""Gather the facts of a sitting from wherever records are: `find` answers a Query with Snapshots.

The store's reader, a Unit in the middle of a deed and a test's dictionary all serve.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.composing_changes import named
from app.domain.entity import Snapshot
from app.domain.meetings import is_number
from app.domain.query import Filter, Query
from app.domain.quorum import natural
from app.domain.settings import Setting
from app.domain.sitting import Approval, SittingFacts

Find = Callable[[Query], Sequence[Snapshot]]


def where(find: Find, entity: str, field: str, *values: str | None) -> list[Snapshot]:
    """The live records whose field has one of some values, by code in natural order; none for no values."""
    wanted = tuple(value for value in values if value)
    if not wanted:
        return []
    return sorted(find(Query(entity, (Filter(field, "=", wanted),))), key=lambda one: natural(one.code))


def one(find: Find, entity: str, code: str | None) -> Snapshot | None:
    """The record with this code."""
    return next(iter(where(find, entity, "code", code)), None)


def meeting_named(find: Find, name: str, body: str | None = None) -> Snapshot:
    """The sitting a person names: its code (S2) or its number (2/2026).

    Raises:
        Refused: there is none, or several bodies have a sitting with that number.
    """
    by_number = is_number(name)
    found = where(find, "meeting", "number" if by_number else "code", name)
    if body:
        found = [meeting for meeting in found if meeting["body"] == body]
    if len(found) > 1:
        raise Refused(N_("Più organi hanno una seduta n. {name}: indicatene il codice."), name=name)
    if not found:
        raise Refused(N_("Non c'è una seduta «{name}»: indicate il codice (S2) o il numero (2/2026)."), name=name)
    return found[0]


def gather(find: Find, meeting: Snapshot) -> SittingFacts:
    """Everything the papers of a sitting need to know."""
    code, body = meeting.code, one(find, "body", meeting["body"])
    assert body is not None  # a link the store keeps whole
    items = sorted(where(find, "agenda_item", "meeting", code), key=lambda item: (item["position"], natural(item.code)))
    keys = [item.code for item in items]
    decisions = where(find, "decision", "item", *keys)
    memberships = where(find, "membership", "body", body.code)
    actions = where(find, "action_item", "item", *keys) + where(
        find, "action_item", "decision", *(d.code for d in decisions)
    )
    return SittingFacts(
        meeting=meeting,
        body=body,
        settings=next((row.values for row in find(Query("setting"))), Setting.defaults()),
        place=one(find, "place", meeting["place"]),
        people={person.code: person for person in find(Query("person"))},
        memberships=memberships,
        attendance=where(find, "attendance", "meeting", code),
        movements=where(find, "attendance_event", "meeting", code),
        items=items,
        conflicts=where(find, "conflict", "item", *keys),
        speeches=where(find, "speech", "item", *keys),
        votes=where(find, "vote", "item", *keys),
        decisions=decisions,
        actions=sorted({a.code: a for a in actions}.values(), key=lambda a: natural(a.code)),
        attachments=where(find, "attachment", "meeting", code),
        past_rules=where(find, "past_rules", "body", body.code),
        edits=where(find, "chronicle_edit", "meeting", code),
        named=named(find, decisions),
        record=next(iter(where(find, "minutes", "meeting", code)), None),
        approval=approval(find, meeting),
        corrections=[(each, _minutes_number(find, each["of"]))
                     for each in where(find, "minutes_correction", "meeting", code)],
        next_meeting=_next(find, meeting),
    )


def _minutes_number(find: Find, meeting: str) -> str:
    held = one(find, "meeting", meeting)
    return (held["minutes_number"] or held["number"] or meeting) if held else meeting


def approval(find: Find, meeting: Snapshot) -> Approval | None:
    """Where the minutes were approved: as the record says, else by a later item that names them and passed."""
    record = next(iter(where(find, "minutes", "meeting", meeting.code)), None)
    if record is not None and record["approved_in"]:
        later = one(find, "meeting", record["approved_in"])
        return Approval(later, one(find, "vote", record["approval_vote"])) if later else None
    number = meeting["minutes_number"] or meeting["number"]
    if not number:
        return None
    named = re.compile(rf"(?<![\d/]){re.escape(number)}(?![\d/])")
    for item in where(find, "agenda_item", "kind", "verbale"):
        later = one(find, "meeting", item["meeting"])
        if later is None or later["body"] != meeting["body"] or later["date"] <= meeting["date"]:
            continue
        if item["outcome"] == "approvato" and named.search(item["title"]):
            return Approval(later, next(iter(where(find, "vote", "item", item.code)), None))
    return None


def _next(find: Find, meeting: Snapshot) -> Snapshot | None:
    later = [
        other
        for other in where(find, "meeting", "body", meeting["body"])
        if other["date"] > meeting["date"] and other["status"] != "annullata"
    ]
    return min(later, key=lambda other: other["date"], default=None)
