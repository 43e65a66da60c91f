"""Running a sitting: convene, agenda, attendance, movements, conflicts, speeches, votes, decisions, actions.

Every verb is one deed: it can be undone, the other desks see it, and the history names it. Sittings and items
are named by their code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.calendar import calendar_of
from app.domain.decisions import ActionItem, Decision
from app.domain.entity import Snapshot
from app.domain.gathering import gather, one
from app.domain.meetings import AgendaItem, Attendance, AttendanceEvent, Conflict, Meeting, Speech
from app.domain.permissions import Can
from app.domain.presence import ARRIVES
from app.domain.quorum import Sitting
from app.domain.sitting import SittingFacts
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import minutes, writing
from app.usecases.agenda import add_item, carry_item, move_item, remove_item
from app.usecases.base import use_case
from app.usecases.outcomes import STATUS_AFTER, give_outcome
from app.usecases.sittings import must_run, next_number, now, number_is_free, open_facts, open_item
from app.usecases.votes import agree, record_vote, roll_call_vote

__all__ = [
    "add_action", "add_item", "add_speech", "agree", "carry_item", "close", "convene", "decide", "declare_conflict",
    "delegate", "desert", "event", "move_item", "move_speech", "notice_warning", "open_", "record_vote", "remove_item",
    "report", "roll_call", "roll_call_vote", "set_outcome", "state", "take_attendance",
]  # fmt: skip


def state(store: Store, meeting: str) -> Sitting:
    """The sitting at this moment: who is there, the legal number, the voters present at each item."""
    return minutes.state(store, meeting)


# ---------------------------------------------------------------- the sitting


@use_case(N_("Convocazione della seduta"), Can.CONVENE)
def convene(
    unit: Unit, id: int, version: int, *, on: date | None = None, protocol: str | None = None,
    number: str | None = None,
) -> None:  # fmt: skip
    """Convene a sitting: its number is assigned (n/year of the sitting), its agenda frozen.

    Raises:
        Refused: no agenda, no place, or the number is another sitting's. Stale: it moved since.
    """
    meeting = writing.expect(unit, Meeting, id, version)
    values = {
        "status": "convocata",
        "number": number or meeting["number"] or next_number(unit, Meeting, meeting["date"].year, meeting["body"]),
        "convened_on": on or meeting["convened_on"] or clock.today(),
        "convened_protocol": protocol or meeting["convened_protocol"],
    }
    number_is_free(unit, meeting, str(values["number"]))
    writing.change(unit, Meeting, id, version, values)


def notice_warning(store: Store, meeting: str, on: date | None = None) -> str | None:
    """Why a notice sent on a day (today) would be late, None when it is in time; nothing is refused for it."""
    facts = minutes.facts(store, meeting)
    days, kind = facts.body["notice_days"], facts.body["notice_day_kind"] or "lavorativi"
    if not days or facts.meeting["kind"] == "urgente":
        return None
    return calendar_of(facts.settings).notice_problem(on or clock.today(), facts.meeting["date"], days, kind)


@use_case(N_("Apertura della seduta"), Can.RUN_MEETINGS)
def open_(
    unit: Unit, id: int, version: int, *, at: time | None = None, chair: str | None = None,
    secretary: str | None = None,
) -> None:  # fmt: skip
    """Open a convened sitting: hour, who chairs, who writes; its minutes begin as a draft."""
    meeting = writing.expect(unit, Meeting, id, version)
    facts = gather(unit.snapshots, meeting)
    values = {
        "status": "in_corso",
        "start_actual": at or meeting["start_actual"] or meeting["start_planned"],
        "chair": chair or facts.chair,
        "secretary": secretary or facts.secretary,
    }
    _begin_minutes(unit, writing.change(unit, Meeting, id, version, values))


@use_case(N_("Chiusura della seduta"), Can.RUN_MEETINGS)
def close(unit: Unit, id: int, version: int, *, at: time | None = None) -> None:
    """Close the sitting at an hour (now); the register as it stands can be looked at from then on (past.py)."""
    values = {"status": "chiusa", "end_actual": at or now(), "register_seq": unit.last_seq}
    writing.change(unit, Meeting, id, version, values)


@use_case(N_("Seduta deserta"), Can.RUN_MEETINGS)
def desert(unit: Unit, id: int, version: int, *, at: time | None = None) -> None:
    """Declare that the legal number is missing.

    Raises:
        Refused: it is not missing.
    """
    meeting = writing.expect(unit, Meeting, id, version)
    facts = gather(unit.snapshots, meeting)
    now_there = facts.live
    if now_there.valid:
        raise Refused(N_("Il numero legale c'è: presenti {present}, ne servono {quorum}."),
                      present=len(now_there.present), quorum=facts.quorum)  # fmt: skip
    start = meeting["start_actual"] or at or meeting["start_planned"]
    values = {"status": "deserta", "start_actual": start, "end_actual": at or start}
    _begin_minutes(unit, writing.change(unit, Meeting, id, version, values))


def _begin_minutes(unit: Unit, meeting: Snapshot) -> None:
    """The minutes of a sitting that began are a draft from there on."""
    if meeting["minutes_status"] is None:
        writing.change(unit, Meeting, meeting.id, meeting.version, {"minutes_status": "bozza"}, auto=True)


# ---------------------------------------------------------------- who is there


@use_case(N_("Presenza"), Can.RUN_MEETINGS)
def take_attendance(unit: Unit, meeting: str, person: str, status: str, mode: str | None = None) -> None:
    """Mark somebody present, excused, absent or invited."""
    _mark(unit, open_facts(unit, meeting), person, status, mode)


@use_case(N_("Appello"), Can.RUN_MEETINGS)
def roll_call(unit: Unit, meeting: str, marks: Mapping[str, str | tuple[str, str | None]]) -> None:
    """The attendance of many at once: person → status, or (status, mode); members not named are marked absent."""
    facts = open_facts(unit, meeting)
    for person in facts.voters:
        if person not in marks and not any(row["person"] == person for row in facts.attendance):
            _mark(unit, facts, person, "assente_ingiustificato", None)
    for person, mark in marks.items():
        status, mode = mark if isinstance(mark, tuple) else (mark, None)
        _mark(unit, facts, person, status, mode)


def _mark(unit: Unit, facts: SittingFacts, person: str, status: str, mode: str | None) -> None:
    if not mode and not status.startswith("assente"):
        mode = "remoto" if facts.meeting["mode"] == "remoto" else "presenza"
    away = status.startswith("assente")
    values: dict[str, Any] = {"status": status, "mode": None if away else mode} | ({} if away else {"delegate": None})
    there = next((row for row in facts.attendance if row["person"] == person), None)
    if there is not None:
        writing.change(unit, Attendance, there.id, there.version, values)
        return
    code = f"{facts.meeting.code}-{person}"
    gone = unit.get(Attendance, code, trashed=True)
    if gone is not None:  # its code is taken: bring it back
        back = unit.restore(Attendance, gone.id, gone.version)
        writing.change(unit, Attendance, back.id, back.version, values)
        return
    writing.insert(unit, Attendance, {"meeting": facts.meeting.code, "person": person, **values})


@use_case(N_("Delega"), Can.RUN_MEETINGS)
def delegate(unit: Unit, meeting: str, person: str, to: str | None) -> None:
    """An absent member is represented by somebody, where the body's rules admit it; `to` None takes the proxy back.

    Raises:
        Refused: the rules admit no delegates, the member is present, or the delegate stands for enough people already.
    """
    facts = open_facts(unit, meeting)
    others = {member: by for member, by in facts.proxies.items() if member != person}
    if to and (why := facts.why_no_delegate(person, to, others)):
        raise Refused(N_("{name} non può delegare {to}: {why}."), name=facts.name(person), to=facts.name(to), why=why)
    row = next((one for one in facts.attendance if one["person"] == person), None)
    if row is None:
        _mark(unit, facts, person, "assente_giustificato", None)
        facts = open_facts(unit, meeting)
        row = next(one for one in facts.attendance if one["person"] == person)
    writing.change(unit, Attendance, row.id, row.version, {"delegate": to})


@use_case(N_("Movimento in seduta"), Can.RUN_MEETINGS)
def event(
    unit: Unit, meeting: str, person: str, event: str, *, at: time | None = None, item: str | None = None,
    mode: str | None = None,
) -> None:  # fmt: skip
    """Somebody enters, leaves or comes back; who was marked absent and enters becomes present.

    Raises:
        Refused: the sitting is not open, or who enters is there already, who leaves is not.
    """
    facts = open_facts(unit, meeting)
    must_run(facts)
    _move(unit, facts, person, event, at or now(), item, mode)


def _move(
    unit: Unit, facts: SittingFacts, person: str, event: str, at: time, item: str | None, mode: str | None = None
) -> None:
    row = next((r for r in facts.attendance if r["person"] == person), None)
    marked = row is not None and not str(row["status"]).startswith("assente")
    here = marked and _inside(facts, person)
    if (event in ARRIVES) == here:
        why = N_("{name} è già presente.") if here else N_("{name} non è presente.")
        raise Refused(why, name=facts.name(person))
    if event in ARRIVES and not marked:
        _mark(unit, facts, person, "presente" if person in facts.voters else "invitato", mode)
    writing.insert(unit, AttendanceEvent, {"meeting": facts.meeting.code, "person": person, "time": at,
                   "event": event, "item": item})  # fmt: skip


def _inside(facts: SittingFacts, person: str) -> bool:
    """Whether somebody, voter or not, is in the room after the last movement."""
    stays = facts.room.stays(person)
    return bool(stays) and stays[-1][1] is None


@use_case(N_("Conflitto di interessi"), Can.RUN_MEETINGS)
def declare_conflict(
    unit: Unit, item: str, person: str, reason: str, *, leaves: bool = True, at: time | None = None
) -> None:
    """A declaration of conflict; who leaves is written down as leaving, so the count follows."""
    facts, found = open_item(unit, item)
    must_run(facts)
    when = (at or now()) if leaves else at
    writing.insert(unit, Conflict, {"item": found.code, "person": person, "reason": reason, "leaves": leaves,
                   "time": when})  # fmt: skip
    if leaves and when and _inside(facts, person):
        _move(unit, facts, person, "esce", when, found.code)


# ---------------------------------------------------------------- what is said, voted, decided


@use_case(N_("Relazione e discussione"), Can.RUN_MEETINGS)
def report(unit: Unit, item: str, text: str | None, rapporteur: str | None = None) -> None:
    """What was reported on an item (Markdown), and by whom."""
    _, found = open_item(unit, item)
    values = {"report_text": text, "rapporteur": rapporteur or found["rapporteur"]}
    writing.change(unit, AgendaItem, found.id, found.version, values)


@use_case(N_("Intervento nella discussione"), Can.RUN_MEETINGS)
def add_speech(unit: Unit, item: str, person: str, text: str, *, verbatim: bool = False) -> None:
    """What somebody said, after what was said before."""
    facts, found = open_item(unit, item)
    order = max((s["order"] for s in facts.speeches if s["item"] == found.code), default=0) + 1
    writing.insert(unit, Speech, {"item": found.code, "person": person, "text": text, "order": order,
                   "verbatim": verbatim})  # fmt: skip


@use_case(N_("Ordine degli interventi"), Can.RUN_MEETINGS)
def move_speech(unit: Unit, speech: str, by: int) -> None:
    """Put a speech before (-1) or after (+1) its neighbour; at the end of the row nothing happens.

    Raises:
        Refused: it is gone, or the minutes are final.
    """
    found = one(unit.snapshots, "speech", speech)
    if found is None:
        raise Refused(N_("L'intervento «{speech}» non c'è più."), speech=speech)
    facts, item = open_item(unit, found["item"])
    row = sorted((s for s in facts.speeches if s["item"] == item.code), key=lambda s: (s["order"], s.id))
    at = next(place for place, said in enumerate(row) if said.id == found.id)
    if 0 <= at + by < len(row):
        row.insert(at + by, row.pop(at))
    for order, said in enumerate(row, 1):
        if said["order"] != order:
            writing.change(unit, Speech, said.id, said.version, {"order": order})


@use_case(N_("Esito del punto"), Can.RUN_MEETINGS)
def set_outcome(unit: Unit, item: str, outcome: str) -> None:
    """The outcome of an item that is not voted: noted, postponed, withdrawn, not discussed."""
    facts, found = open_item(unit, item)
    give_outcome(unit, facts, found, outcome)


@use_case(N_("Nuova decisione"), Can.DECIDE)
def decide(
    unit: Unit, item: str, *, type: str, text: str, owner: str, title: str | None = None,
    competent_body: str | None = None, due: date | None = None, projects: Iterable[str] | None = None,
    objectives: Iterable[str] | None = None,
) -> None:  # fmt: skip
    """A decision on an item: its number is assigned (n/year of the sitting), its status follows the vote."""
    facts, found = open_item(unit, item)
    must_run(facts)
    values = {
        "number": next_number(unit, Decision, facts.meeting["date"].year),
        "item": found.code, "type": type, "title": title or found["title"], "text": text, "owner": owner,
        "competent_body": competent_body or facts.body["name"], "due": due,
        "projects": tuple(projects if projects is not None else found["projects"] or ()),
        "objectives": tuple(objectives if objectives is not None else found["objectives"] or ()),
        "status": STATUS_AFTER.get(found["outcome"] or "", "proposta"),
    }  # fmt: skip
    writing.insert(unit, Decision, values, any_state=True)


@use_case(N_("Nuovo impegno"), Can.DECIDE)
def add_action(
    unit: Unit, *, text: str, owner: str, due: date, decision: str | None = None, item: str | None = None
) -> None:
    """Who does what by when, after a decision or an item."""
    writing.insert(unit, ActionItem, {"decision": decision, "item": item, "text": text, "owner": owner, "due": due})
