"""The convocation as values: for all, for one member, for the public; and its supplements (DOMAIN §3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.domain import italian as it
from app.domain import phrases
from app.domain.calendar import calendar_of
from app.domain.composing import letterhead, role_of
from app.domain.entity import Snapshot
from app.domain.minutes import Letterhead, Signer, plain_data
from app.domain.sitting import SittingFacts

RESERVED = "Argomento riservato"
"""What the public reads of an item that is not for it."""


@dataclass(frozen=True)
class NoticePoint:
    """An item as the convocation tells it. `section` is the heading it stands under."""

    n: int
    title: str
    added_later: bool = False
    section: str = ""
    reserved: bool = False


@dataclass(frozen=True)
class Notice:
    """The convocation: for everybody, for one member (`person`), for the public. No link is ever in it."""

    letterhead: Letterhead
    title: str
    protocol: str
    to: str
    in_copy: str
    subject: str
    told: str
    urgency: str
    agenda: tuple[NoticePoint, ...]
    documents: str
    absence: str
    signer: Signer
    recipients: tuple[str, ...]
    copies: tuple[str, ...]
    date: date
    start: time
    number: str
    is_draft: bool
    person: str = ""
    public: bool = False

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {"format": "cabina-convocazione", "format_version": 1, **plain_data(self)}


def notice(
    facts: SittingFacts, *, for_person: str | None = None, public: bool = False, supplement: Snapshot | None = None
) -> Notice:
    """The convocation of a sitting, or a supplement to its agenda; a draft until it was sent.

    `for_person` addresses it to one member. `public` leaves out who receives it and what only members read, and hides
    the title of reserved items.
    """
    meeting, sent = facts.meeting, supplement["sent_on"] if supplement else facts.meeting["convened_on"]
    subject = _subject(meeting, supplement)
    chair = facts.person(facts.holder("presidente") or facts.chair)
    others = [] if public else [s["person"] for s in facts.seats if not s["voting"]]
    items = [i for i in facts.items if supplement is None or i["supplement"] == supplement.code]
    everybody = not public and for_person is None
    return Notice(
        letterhead=letterhead(facts),
        title=it.upper_start(subject),
        protocol=_protocol(facts, supplement["protocol"] if supplement else meeting["convened_protocol"], sent),
        to="" if public else _to(facts, for_person),
        in_copy="e, per conoscenza, a chi partecipa senza diritto di voto" if others and everybody else "",
        subject=f"Oggetto: {subject}",
        told=_told(facts, supplement),
        urgency=f"La convocazione è urgente. Motivo: {it.sentence(meeting['urgency_reason'])}"
        if meeting["kind"] == "urgente" and meeting["urgency_reason"] else "",
        agenda=tuple(_point(item, public=public) for item in items),
        documents="" if public else _documents(meeting, sent),
        absence="" if public else _absence(facts),
        signer=Signer(phrases.chair_role(chair) if chair else "La Presidenza", chair.name if chair else ""),
        recipients=tuple(_named(facts, p) for p in facts.voters) if everybody else (),
        copies=tuple(_named(facts, p) for p in others) if everybody else (),
        date=meeting["date"], start=meeting["start_planned"], number=meeting["number"] or "",
        is_draft=not sent or meeting["status"] == "bozza", person=for_person or "", public=public,
    )  # fmt: skip


def _subject(meeting: Snapshot, supplement: Snapshot | None) -> str:
    number = f"n. {meeting['number']}" if meeting["number"] else it.with_date("di", meeting["date"])
    if supplement is not None:
        return f"integrazione n. {supplement['number']} dell'ordine del giorno della seduta {number}"
    kind = "" if meeting["kind"] == "ordinaria" else f" {meeting['kind']}"
    return f"convocazione della seduta{kind} {number}"


def _to(facts: SittingFacts, person: str | None) -> str:
    if person is None:
        return f"Ai componenti {it.at('di', phrases.short_body(facts.body['name']))}"
    known = facts.people.get(person)
    gender = known["gender"] if known else None
    if person in facts.voters:
        word = it.by_gender(gender, "Alla componente", "Al componente", "A")
    else:
        word = it.by_gender(gender, "Per conoscenza, alla sig.ra", "Per conoscenza, al sig.", "Per conoscenza, a")
    return f"{word} {_named(facts, person)}"


def _named(facts: SittingFacts, person: str) -> str:
    return ", ".join(filter(None, (facts.name(person), role_of(facts, person))))


def _told(facts: SittingFacts, supplement: Snapshot | None) -> str:
    meeting, body = facts.meeting, facts.body["name"]
    if supplement is None:
        told = phrases.convocation(body, meeting["date"], meeting["start_planned"], place_of(facts), meeting["mode"])
        moved = meeting["postponed_from"]
        return f"La seduta già fissata per {it.long_date(moved, weekday=True)} è rinviata. {told}" if moved else told
    why = f" (motivo: {supplement['reason'].rstrip('.')})" if supplement["reason"] else ""
    return (f"L'ordine del giorno della seduta {it.at('di', phrases.short_body(body))} convocata per "
            f"{it.long_date(meeting['date'], weekday=True)} alle ore {it.hour(meeting['start_planned'])} è integrato"
            f"{why} come segue:")  # fmt: skip


def _point(item: Snapshot, *, public: bool) -> NoticePoint:
    reserved = bool(item["confidential"]) or item["visibility"] == "interna"
    title = RESERVED if public and reserved else item["title"]
    section = item["section"] or ""
    return NoticePoint(item["position"], title, bool(item["added_later"]), section, reserved)


def _documents(meeting: Snapshot, sent: date | None) -> str:
    since = meeting["documents_from"] or sent
    return "La documentazione è disponibile nel registro condiviso" + (
        f" {it.with_date('da', since)}." if since else "."
    )


def _absence(facts: SittingFacts) -> str:
    by = facts.meeting["apologies_by"] or calendar_of(facts.settings).add_working_days(facts.meeting["date"], -1)
    return f"In caso di impedimento si prega di darne comunicazione alla segreteria {it.with_date('entro', by)}."


def place_of(facts: SittingFacts) -> str:
    """The place's name with its address; empty when the sitting has none."""
    if facts.place is None:
        return ""
    name = phrases.place_name(facts.place["name"])
    address = facts.place.values.get("address")
    return f"{name}, {address}" if address else name


def _protocol(facts: SittingFacts, number: str | None, sent: date | None) -> str:
    demo = " (demo)" if facts.settings.get("demo") else ""
    if number:
        when = f" {it.with_date('di', sent)}" if sent else ""
        return f"Prot. n. {number}{when}{demo}"
    return it.upper_start(it.long_date(sent)) if sent else ""


def sections(points: Sequence[NoticePoint]) -> list[tuple[str, list[NoticePoint]]]:
    """The items in runs of the same section, in their order."""
    runs: list[tuple[str, list[NoticePoint]]] = []
    for point in points:
        if not runs or runs[-1][0] != point.section:
            runs.append((point.section, []))
        runs[-1][1].append(point)
    return runs
