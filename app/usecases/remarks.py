"""Remarks of the members on minutes sent round: each on a paragraph, accepted or not, with the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.composing import compose
from app.domain.decisions import MinutesObservation
from app.domain.entity import Snapshot
from app.domain.gathering import gather, meeting_named, where
from app.domain.permissions import Can
from app.domain.remarks import QUOTED, Paragraph, paragraphs
from app.store.store import Store
from app.usecases import writing
from app.usecases.base import use_case

if TYPE_CHECKING:
    from app.store.unit import Unit


@dataclass(frozen=True)
class Round:
    """Minutes sent round: their paragraphs and remarks; whether this person may remark, may answer."""

    meeting: Snapshot
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Snapshot, ...]
    until: date | None
    may_remark: bool
    may_answer: bool

    def on(self, anchor: str) -> tuple[Snapshot, ...]:
        """The remarks on a paragraph; with an empty anchor those on no paragraph there is."""
        known = {one.anchor for one in self.paragraphs}
        return tuple(one for one in self.remarks if (one["paragraph"] if one["paragraph"] in known else "") == anchor)


def of(store: Store, meeting: str) -> Round:
    """The minutes of a sitting with what was remarked on them, all of one moment.

    Raises:
        Refused: no such sitting.
    """
    with store.reading(steady=True) as reader:
        found = meeting_named(reader.snapshots, meeting)
        facts = gather(reader.snapshots, found)
        remarks = tuple(where(reader.snapshots, "minutes_observation", "meeting", found.code))
    until = facts.record["remarks_until"] if facts.record else None
    sent, who = found["minutes_status"] == "in_revisione", store.who
    late = until is not None and clock.today() > until
    answers = who.may(Can.RUN_MEETINGS)
    may = sent and (answers or (who.may(Can.OBSERVE_MINUTES) and bool(who.person) and not late))
    return Round(found, paragraphs(compose(facts)), remarks, until, may, answers and sent)


@use_case(N_("Osservazione al verbale"))
def remark(unit: Unit, meeting: str, text: str, *, paragraph: str = "", by: str | None = None) -> None:
    """A member remarks on a paragraph; `by` is for the secretary, who writes down what came by other ways.

    Raises:
        Refused: the minutes are not in review, or the days are over. Forbidden: in somebody else's name.
    """
    found = meeting_named(unit.snapshots, meeting)
    if found["minutes_status"] != "in_revisione":
        raise Refused(N_("Le osservazioni si fanno mentre il verbale è in revisione."))
    facts, who = gather(unit.snapshots, found), unit.who
    until = facts.record["remarks_until"] if facts.record else None
    if until is not None and clock.today() > until and not who.may(Can.RUN_MEETINGS):
        raise Refused(N_("Le osservazioni si potevano fare fino al {day}: ditelo alla segreteria."),
                      day=f"{until:%d/%m/%Y}")  # fmt: skip
    about = next((one for one in paragraphs(compose(facts)) if one.anchor == paragraph), None)
    writing.insert(unit, MinutesObservation, {
        "meeting": found.code, "by": by or who.person, "text": text.strip(), "paragraph": paragraph or None,
        "item": (about.item or None) if about else None, "quoted": about.text[:QUOTED] if about else None,
    })  # fmt: skip


@use_case(N_("Risposta a un'osservazione"), Can.RUN_MEETINGS)
def answer(unit: Unit, id: int, version: int, *, accepted: bool, reason: str | None = None) -> None:
    """Accept a remark (the text is then corrected where it is written) or not, with the reason.

    Raises:
        Refused: not accepted without a reason. Stale: it moved since.
    """
    if not accepted and not (reason or "").strip():
        raise Refused(N_("Scrivete perché l'osservazione non è accolta."))
    given = {"accepted": accepted, "reason": (reason or "").strip() or None, "answered_on": clock.today()}
    writing.change(unit, MinutesObservation, id, version, given)
