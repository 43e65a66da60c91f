"""The facts of one sitting, gathered: its records and everything the papers need to know around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property

from app.domain.body_rules import BodyRules, in_force, rules_of
from app.domain.delegates import represented, why_not
from app.domain.entity import Snapshot, Values
from app.domain.phrases import Person
from app.domain.presence import Movement, Presence, presence
from app.domain.quorum import Assembly, Sitting, in_office, natural, outcome_of
from app.domain.voting import Outcome

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
    named: Mapping[tuple[str, str], Snapshot] = field(default_factory=dict)  # records that decisions change
    past_rules: Sequence[Snapshot] = ()  # versions of the body's rules that were replaced
    record: Snapshot | None = None  # the entity `minutes`: protocol, signature, corrections
    edits: Sequence[Snapshot] = ()  # sentences of the minutes corrected by hand
    approval: Approval | None = None
    corrections: Sequence[tuple[Snapshot, str]] = ()  # of earlier minutes, made here: each with their number
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
        moves = [Movement(m["time"], m["person"], m["event"], m["item"], m.code) for m in self.movements]
        guests = {a["person"] for a in self.attendance if a["status"] == "invitato"}
        items = [item.code for item in self.items]
        written = presence(set(self.voters) - guests, self.present_at_all, moves, items)
        left = [
            Movement(c["time"], c["person"], "esce", c["item"])
            for c in self.conflicts
            if c["leaves"] and c["time"] and _inside(written.stays(c["person"]), c["time"])
        ]
        return presence(written.voters, self.present_at_all, moves + left, items) if left else written

    @cached_property
    def proxies(self) -> Mapping[str, str]:
        """Who stands for whom (absent member → delegate): what the attendance says and the body's rules admit."""
        found: dict[str, str] = {}
        for row in self.attendance:
            if row["delegate"] and not self.why_no_delegate(row["person"], row["delegate"], found):
                found[row["person"]] = row["delegate"]
        return found

    def why_no_delegate(self, member: str, to: str, proxies: Mapping[str, str]) -> str:
        """Why a member may not be represented by somebody, translated; empty when they may."""
        return why_not(self.rules, member, to, voters=self.room.voters, room=self.room.at_opening, proxies=proxies)

    def there(self, room: frozenset[str], recused: frozenset[str] = frozenset()) -> frozenset[str]:
        """Who counts as present of the voters in a room: without the recused, with who is represented where it counts.

        `room` is one of the Presence's; the recused are those who left it for an item without an hour being written.
        """
        stand_in = self.rules.delegation == "presenza"
        return (room - recused) | (self._represented(room, recused) if stand_in else frozenset())

    def _represented(self, room: frozenset[str], recused: frozenset[str]) -> frozenset[str]:
        return represented(self.proxies, room, recused, self.room.voters)

    def has_quorum(self, there: frozenset[str]) -> bool:
        """Whether those present make the legal number: where the rules say so the president is not counted."""
        president = self.holder("presidente")
        out = not self.rules.quorum_rule(self.meeting["call"]).president_counts and president in self.voters
        return len(there - ({president} if out else set())) >= self.quorum

    @cached_property
    def at_opening(self) -> frozenset[str]:
        """Who counts as present when the sitting opens."""
        return self.there(self.room.at_opening)

    def assembly(self, item: str) -> Assembly:
        """Who may vote on an item when it is put to the vote."""
        room = self.room.during(item)
        conflicts = self.of(self.conflicts, item)
        away = frozenset(c["person"] for c in conflicts if c["leaves"] and not c["time"])
        there, standing = self.there(room, away), self._represented(room, away)
        brought = standing if self.rules.delegation == "voto" else frozenset()
        staying = {c["person"] for c in conflicts if not c["leaves"]}
        return Assembly(
            len(self.voters), self.quorum, len(there), len(brought), len(staying & (there | brought)), there | brought,
            self.has_quorum(there), self.chair in there,
        )  # fmt: skip

    def present_at(self, item: str) -> int:
        """How many voting members are there, in person or by a delegate, when an item is put to the vote."""
        return self.assembly(item).entitled

    def recused_at(self, item: str) -> int:
        """How many voting members stay in the room but declared a conflict, and so take no part in the vote."""
        return self.assembly(item).recused

    def outcome(self, vote: Values) -> Outcome:
        """What a vote of this sitting decided, by the rules in force on the day."""
        who = self.assembly(vote["item"])
        against = self.chair in (vote.get("names_against") or ())
        as_in_the_room = vote["present"] in (who.present, who.entitled)  # otherwise its own numbers must suffice
        return outcome_of(vote, self.rules, who.members, who.quorum, chair_against=against,
                          represented=who.represented, quorate=who.quorate if as_in_the_room else None)  # fmt: skip

    @cached_property
    def rules(self) -> BodyRules:
        """The body's own rules, as they stood on the day of the sitting."""
        return rules_of(in_force(self.body.values, (one.values for one in self.past_rules), self.meeting["date"]))

    @cached_property
    def quorum(self) -> int:
        """The legal number of this sitting."""
        votes = self.holder("presidente") in self.voters
        return self.rules.quorum(len(self.voters), self.meeting["call"], president_votes=votes)

    @property
    def live(self) -> Sitting:
        """The sitting at this moment."""
        there, now = self.there(self.room.now), self.room.now
        standing = len(self._represented(now, frozenset()))
        return Sitting(
            self.voters, tuple(p for p in self.voters if p in there), self.quorum,
            {item.code: self.assembly(item.code).present for item in self.items}, self.has_quorum(there), standing,
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
