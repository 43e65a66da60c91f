"""The facts of one sitting, gathered: its records and everything the papers need to know around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property

from app.domain.body_rules import BodyRules, in_force, rules_of
from app.domain.entity import Snapshot, Values
from app.domain.phrases import Person
from app.domain.presence import Movement, Presence, presence
from app.domain.quorum import Sitting, in_office, natural

SECRETARY = "segretario"


@dataclass(frozen=True)
class Approval:
    """Where the minutes were approved: the later sitting, its item, and the vote when there was one."""

    meeting: Snapshot
    vote: Snapshot | None = None


@dataclass(frozen=True)
class SittingFacts:
    """Snapshots, nothing else. Items come in the order of the agenda, the rest in the order they were written."""

    meeting: Snapshot
    body: Snapshot
    settings: Values
    place: Snapshot | None = None
    people: Mapping[str, Snapshot] = field(default_factory=dict)
    memberships: Sequence[Snapshot] = ()
    attendance: Sequence[Snapshot] = ()
    movements: Sequence[Snapshot] = ()
    items: Sequence[Snapshot] = ()
    conflicts: Sequence[Snapshot] = ()
    speeches: Sequence[Snapshot] = ()
    votes: Sequence[Snapshot] = ()
    decisions: Sequence[Snapshot] = ()
    actions: Sequence[Snapshot] = ()
    attachments: Sequence[Snapshot] = ()
    past_rules: Sequence[Snapshot] = ()  # versions of the body's rules that were replaced
    record: Snapshot | None = None  # the entity `minutes`: protocol, signature, corrections
    approval: Approval | None = None
    next_meeting: Snapshot | None = None
    carried: Mapping[str, str] = field(default_factory=dict)  # item → number of the sitting it was carried from

    # ------------------------------------------------------------ people

    @cached_property
    def seats(self) -> tuple[Values, ...]:
        """The memberships in force on the day, president and vice first."""
        return tuple(in_office([m.values for m in self.memberships], self.body.code, self.meeting["date"]))

    @cached_property
    def voters(self) -> tuple[str, ...]:
        """The codes of the members with a vote, in the order of the minutes."""
        return tuple(seat["person"] for seat in self.seats if seat["voting"])

    def function(self, person: str | None) -> str:
        """What a person is in the body: a code of membership_function, empty when nothing."""
        return next((seat["function"] for seat in self.seats if seat["person"] == person), "")

    def holder(self, function: str) -> str | None:
        """Who holds a function on the day."""
        return next((seat["person"] for seat in self.seats if seat["function"] == function), None)

    def person(self, code: str | None) -> Person | None:
        """Somebody as sentences speak of them; a code nobody answers to speaks for itself."""
        if not code:
            return None
        known = self.people.get(code)
        if known is None:
            return Person(code)
        name = f"{known['first_name']} {known['last_name']}"
        return Person(name, known["gender"] or "neutro", known["role_title"] or "")

    def name(self, code: str | None) -> str:
        """Somebody's name, empty for nobody."""
        person = self.person(code)
        return person.name if person else ""

    @cached_property
    def chair(self) -> str | None:
        """Who chairs: as written on the sitting, otherwise the president."""
        return self.meeting["chair"] or self.holder("presidente")

    @cached_property
    def secretary(self) -> str | None:
        """Who writes the minutes: as written on the sitting, otherwise the body's secretary."""
        return self.meeting["secretary"] or self.holder(SECRETARY)

    # ------------------------------------------------------------ the room

    @cached_property
    def present_at_all(self) -> frozenset[str]:
        """Everybody marked present or invited, voters and others."""
        return frozenset(a["person"] for a in self.attendance if not str(a["status"]).startswith("assente"))

    @cached_property
    def room(self) -> Presence:
        """Who is there when. A conflict with a time whose exit nobody wrote down is an exit too."""
        moves = [Movement(m["time"], m["person"], m["event"], m["item"]) for m in self.movements]
        guests = {a["person"] for a in self.attendance if a["status"] == "invitato"}
        items = [item.code for item in self.items]
        written = presence(set(self.voters) - guests, self.present_at_all, moves, items)
        left = [
            Movement(c["time"], c["person"], "esce", c["item"])
            for c in self.conflicts
            if c["leaves"] and c["time"] and _inside(written.stays(c["person"]), c["time"])
        ]
        return presence(written.voters, self.present_at_all, moves + left, items) if left else written

    def present_at(self, item: str) -> int:
        """How many voting members are there when an item is put to the vote."""
        away = {c["person"] for c in self.of(self.conflicts, item) if c["leaves"] and not c["time"]}
        return len(self.room.during(item) - away)

    def recused_at(self, item: str) -> int:
        """How many voting members stay in the room but declared a conflict, and so take no part in the vote."""
        staying = {c["person"] for c in self.of(self.conflicts, item) if not c["leaves"]}
        return len(staying & self.room.during(item))

    @cached_property
    def rules(self) -> BodyRules:
        """The body's own rules, as they stood on the day of the sitting."""
        return rules_of(in_force(self.body.values, (one.values for one in self.past_rules), self.meeting["date"]))

    @cached_property
    def quorum(self) -> int:
        """The legal number of this sitting."""
        return self.rules.quorum(len(self.voters), self.meeting["call"])

    @property
    def live(self) -> Sitting:
        """The sitting at this moment."""
        here = self.room.now
        return Sitting(
            self.voters, tuple(p for p in self.voters if p in here), self.quorum,
            {item.code: self.present_at(item.code) for item in self.items},
        )  # fmt: skip

    # ------------------------------------------------------------ what hangs on an item

    @staticmethod
    def of(records: Sequence[Snapshot], item: str) -> tuple[Snapshot, ...]:
        """The records of an item among some."""
        return tuple(record for record in records if record["item"] == item)

    def said_on(self, item: str) -> tuple[Snapshot, ...]:
        """The speeches on an item, in order."""
        return tuple(sorted(self.of(self.speeches, item), key=lambda s: (s["order"], natural(s.code))))

    def actions_of(self, item: str) -> tuple[Snapshot, ...]:
        """The actions born on an item, directly or through its decisions."""
        decisions = {decision.code for decision in self.of(self.decisions, item)}
        return tuple(a for a in self.actions if a["item"] == item or (a["decision"] in decisions and a["decision"]))


def _inside(stays: Sequence[tuple[time | None, time | None]], at: time) -> bool:
    """Whether somebody with these stays is in the room just after an hour."""
    return any((came is None or came <= at) and (left is None or at < left) for came, left in stays)
