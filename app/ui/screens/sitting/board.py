"""Everything the sitting's screen shows, read at once: the sitting, its people, its items with what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from app.core import clock
from app.core.i18n import N_, tr
from app.domain.body_rules import BodyRules, rules_of
from app.domain.entity import Snapshot
from app.domain.presence import Movement, Presence, presence
from app.domain.query import Filter, Query, Sort
from app.domain.quorum import Sitting, in_office
from app.ui.desk import Store
from app.usecases import lists, minutes_steps, proposals, register
from app.usecases.minutes import FINAL
from app.usecases.sittings import RUNNING

ABSENT = frozenset({"assente_giustificato", "assente_ingiustificato"})


@dataclass(frozen=True)
class Seat:
    """One line of the attendance: a person, what they are there, and whether they are in the room now."""

    person: str
    name: str
    role: str
    voting: bool
    attendance: Snapshot | None
    here: bool
    stays: tuple[tuple[time | None, time | None], ...]

    @property
    def status(self) -> str:
        """A code of attendance_status; empty when nobody has said yet."""
        return str(self.attendance["status"]) if self.attendance else ""

    @property
    def remote(self) -> bool:
        """Whether they take part from elsewhere."""
        return bool(self.attendance and self.attendance["mode"] == "remoto")


@dataclass(frozen=True)
class Point:
    """An item of the agenda with what was said, voted and decided on it."""

    snapshot: Snapshot
    present: int
    voters: tuple[str, ...]
    events: tuple[Snapshot, ...] = ()
    conflicts: tuple[Snapshot, ...] = ()
    speeches: tuple[Snapshot, ...] = ()
    votes: tuple[Snapshot, ...] = ()
    decisions: tuple[Snapshot, ...] = ()
    actions: tuple[Snapshot, ...] = ()

    @property
    def code(self) -> str:
        """The item's code."""
        return self.snapshot.code


@dataclass(frozen=True)
class Board:
    """A sitting as it is at this moment."""

    meeting: Snapshot
    body: Snapshot
    rules: BodyRules
    state: Sitting
    seats: tuple[Seat, ...]
    points: tuple[Point, ...]
    place: str
    may_run: bool
    may_decide: bool
    may_convene: bool
    may_finalise: bool = False
    steps: tuple[register.Step, ...] = ()
    document: Snapshot | None = None
    to_approve: bool = False  # this person is offered to approve the agenda
    waiting: tuple[Snapshot, ...] = ()  # what members proposed, for whoever puts it on the agenda

    @property
    def frozen(self) -> str:
        """Why nothing may be written here any more, for anybody; empty while it may."""
        if self.meeting["minutes_status"] in FINAL:
            return tr(N_("Il verbale è definitivo: si corregge con una rettifica in una seduta successiva."))
        return ""

    @property
    def running(self) -> bool:
        """Whether the sitting has begun, so that votes and movements may be written."""
        return self.meeting["status"] in RUNNING

    @property
    def coming(self) -> bool:
        """Whether the sitting is still to be held."""
        return self.meeting["status"] in ("bozza", "convocata", "rinviata")

    def point(self, code: str) -> Point | None:
        """An item by its code."""
        return next((one for one in self.points if one.code == code), None)

    def seat(self, person: str) -> Seat | None:
        """A person's line."""
        return next((one for one in self.seats if one.person == person), None)

    @property
    def last_time(self) -> time | None:
        """The last time anything was told: where a new movement starts from."""
        told = [event["time"] for one in self.points for event in one.events]
        start: time | None = self.meeting["start_actual"] or self.meeting["start_planned"]
        return max(told, default=start)

    @property
    def is_today(self) -> bool:
        """Whether the sitting is being held now."""
        return bool(self.meeting["date"] == clock.today())


def read(store: Store, code: str) -> Board:
    """The board of a sitting, by its code or number.

    Raises:
        Refused: there is no such sitting.
    """
    meeting = register.named(store, "meeting", code)
    body = register.named(store, "body", meeting["body"])
    items = _under(store, "agenda_item", "meeting", meeting.code, "position")
    attendance = _under(store, "attendance", "meeting", meeting.code, "code")
    events = _under(store, "attendance_event", "meeting", meeting.code, "time")
    seats = in_office([m.values for m in _under(store, "membership", "body", body.code, "code")],
                      body.code, meeting["date"])  # fmt: skip
    voters = tuple(seat["person"] for seat in seats if seat["voting"])
    room = presence(voters, (a["person"] for a in attendance if a["status"] not in ABSENT),
                    (Movement(e["time"], e["person"], e["event"], e["item"]) for e in events),
                    [item.code for item in items])  # fmt: skip
    rules = rules_of(body.values)
    by_item = {item.code: len(room.during(item.code)) for item in items}
    state = Sitting(voters, tuple(sorted(room.now)), rules.quorum(len(voters), meeting["call"]), by_item)
    text, decides, convenes = (
        register.may_write(store, kind, meeting if kind == "meeting" else None, field)
        for kind, field in (("agenda_item", "report_text"), ("decision", "text"), ("meeting", "date"))
    )
    return Board(
        meeting, body, rules, state, _seats(store, seats, attendance, room), _points(store, items, events, room),
        store.names.label("place", meeting["place"]) if meeting["place"] else "", text, decides, convenes,
        minutes_steps.may_finalise(store, meeting), _steps(store, meeting), minutes_steps.document(store, meeting.code),
        proposals.to_approve(store, meeting, items), _waiting(store, meeting) if convenes else (),
    )  # fmt: skip


def _waiting(store: Store, meeting: Snapshot) -> tuple[Snapshot, ...]:
    """What members proposed, while the agenda may still take it."""
    return tuple(proposals.waiting(store)) if meeting["status"] in ("bozza", "convocata") else ()


def _steps(store: Store, meeting: Snapshot) -> tuple[register.Step, ...]:
    """Where this person may bring the minutes from here, once the sitting is over."""
    over = meeting["minutes_status"] is not None and meeting["status"] != "in_corso"
    if not over or not register.may_write(store, "meeting", meeting, "minutes_status"):
        return ()
    return tuple(one for one in register.steps(store, meeting) if one.field == "minutes_status")


def _under(store: Store, entity: str, link: str, code: str | Iterable[str], sort: str) -> list[Snapshot]:
    codes = (code,) if isinstance(code, str) else tuple(code)
    if not codes:
        return []
    return lists.snapshots(store, Query(entity, (Filter(link, "=", codes),), sort=(Sort(sort),)))


def _seats(
    store: Store, members: Iterable[Mapping[str, object]], attendance: Iterable[Snapshot], room: Presence
) -> tuple[Seat, ...]:
    told = {one["person"]: one for one in attendance}
    voting = {str(seat["person"]): bool(seat["voting"]) for seat in members}
    here = set(room.everybody_at_opening)
    for one in room.ordered:
        (here.discard if one.event == "esce" else here.add)(one.person)
    ordered = sorted([*voting, *(code for code in told if code not in voting)], key=lambda c: not voting.get(c, False))
    return tuple(_seat(store, code, voting.get(code, False), told.get(code), code in here, room) for code in ordered)


def _seat(
    store: Store, code: str, voting: bool, attendance: Snapshot | None, here: bool, room: Presence
) -> Seat:  # fmt: skip
    people = lists.snapshots(store, Query("person", (Filter("code", "=", (code,)),)), 1)
    role = str(people[0]["role_title"] or "") if people else ""
    return Seat(code, store.names.label("person", code), role, voting, attendance, here, room.stays(code))


def _points(
    store: Store, items: list[Snapshot], events: list[Snapshot], room: Presence
) -> tuple[Point, ...]:  # fmt: skip
    codes = [item.code for item in items]
    decisions = _under(store, "decision", "item", codes, "number")
    actions = _under(store, "action_item", "decision", [one.code for one in decisions], "due")
    actions += _under(store, "action_item", "item", codes, "due")
    item_of = {one.code: one["item"] for one in decisions}
    parts = {kind: _under(store, kind, "item", codes, sort)
             for kind, sort in (("conflict", "code"), ("speech", "order"), ("vote", "code"))}  # fmt: skip

    def of(kind: str, code: str) -> tuple[Snapshot, ...]:
        return tuple(one for one in parts[kind] if one["item"] == code)

    return tuple(
        Point(item, len(room.during(item.code)), tuple(sorted(room.during(item.code))),
              tuple(e for e in events if e["item"] == item.code),
              of("conflict", item.code), of("speech", item.code), of("vote", item.code),
              tuple(d for d in decisions if d["item"] == item.code),
              tuple({a.id: a for a in actions if item.code in (a["item"], item_of.get(a["decision"]))}.values()))
        for item in items
    )  # fmt: skip
