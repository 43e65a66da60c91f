"""Everything the sitting's screen shows, read at once: the sitting, its people, its items with what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from app.core import clock
from app.core.i18n import N_, tr
from app.domain.body_rules import BodyRules
from app.domain.chronicle import Sentence, chronicle
from app.domain.entity import Snapshot
from app.domain.quorum import Assembly, Sitting
from app.domain.sitting import SittingFacts
from app.ui.desk import Store
from app.usecases import interests, minutes, minutes_steps, proposals, register
from app.usecases.interests import Concern
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
    delegate: str = ""  # the name of who stands for them

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
    assembly: Assembly
    events: tuple[Snapshot, ...] = ()
    conflicts: tuple[Snapshot, ...] = ()
    speeches: tuple[Snapshot, ...] = ()
    votes: tuple[Snapshot, ...] = ()
    decisions: tuple[Snapshot, ...] = ()
    actions: tuple[Snapshot, ...] = ()

    sentences: tuple[Sentence, ...] = ()  # the chronicle of the item
    concerns: tuple[Concern, ...] = ()  # who may have an interest, for whoever runs the sitting

    @property
    def code(self) -> str:
        """The item's code."""
        return self.snapshot.code

    @property
    def present(self) -> int:
        """How many may vote on it, in person or by a delegate."""
        return self.assembly.entitled

    @property
    def voters(self) -> frozenset[str]:
        """Who may be named in its vote."""
        return self.assembly.voters

    @property
    def clock(self) -> tuple[time | None, time | None]:
        """When it was taken up, and when it was done."""
        return self.snapshot["started"], self.snapshot["ended"]


@dataclass(frozen=True)
class Board:
    """A sitting as it is at this moment."""

    facts: SittingFacts
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
    sentences: tuple[Sentence, ...] = ()  # the chronicle of the whole sitting

    @property
    def meeting(self) -> Snapshot:
        """The sitting."""
        return self.facts.meeting

    @property
    def body(self) -> Snapshot:
        """Whose sitting it is."""
        return self.facts.body

    @property
    def rules(self) -> BodyRules:
        """The body's rules as they stand on the day."""
        return self.facts.rules

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
        told += [moment for one in self.points for moment in one.clock if moment]
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
    facts = minutes.facts(store, code)
    meeting, told = facts.meeting, chronicle(facts)
    text, decides, convenes = (
        register.may_write(store, kind, meeting if kind == "meeting" else None, field)
        for kind, field in (("agenda_item", "report_text"), ("decision", "text"), ("meeting", "date"))
    )
    return Board(
        facts, facts.live, _seats(facts), _points(facts, told, interests.concerns(store, facts)),
        store.names.label("place", meeting["place"]) if meeting["place"] else "", text, decides, convenes,
        minutes_steps.may_finalise(store, meeting), _steps(store, meeting), minutes_steps.document(store, meeting.code),
        proposals.to_approve(store, meeting, list(facts.items)), _waiting(store, meeting) if convenes else (), told,
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


def _seats(facts: SittingFacts) -> tuple[Seat, ...]:
    """The members in office, those who vote first, and whoever else was marked."""
    told = {one["person"]: one for one in facts.attendance}
    voting = {str(seat["person"]): bool(seat["voting"]) for seat in facts.seats}
    room = facts.room
    here = set(room.everybody_at_opening)
    for one in room.ordered:
        (here.discard if one.event == "esce" else here.add)(one.person)
    codes = sorted([*voting, *(code for code in told if code not in voting)], key=lambda c: not voting.get(c, False))

    def seat(code: str) -> Seat:
        person = facts.person(code)
        return Seat(code, person.name if person else code, person.role if person else "", voting.get(code, False),
                    told.get(code), code in here, room.stays(code), facts.name(facts.proxies.get(code)))  # fmt: skip

    return tuple(map(seat, codes))


def _points(
    facts: SittingFacts, told: tuple[Sentence, ...], concerned: Mapping[str, tuple[Concern, ...]]
) -> tuple[Point, ...]:
    def point(item: Snapshot) -> Point:
        code = item.code
        events = sorted((e for e in facts.movements if e["item"] == code), key=lambda e: e["time"])
        actions = sorted(facts.actions_of(code), key=lambda a: (a["due"] is None, a["due"] or date.max))
        return Point(
            item, facts.assembly(code), tuple(events), facts.of(facts.conflicts, code), facts.said_on(code),
            facts.of(facts.votes, code), facts.of(facts.decisions, code), tuple(actions),
            tuple(one for one in told if one.item == code), concerned.get(code, ()),
        )  # fmt: skip

    return tuple(map(point, facts.items))
