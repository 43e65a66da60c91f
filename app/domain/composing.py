"""From the facts of a sitting to its Minutes: a pure function. What is unknown is left out, never made up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain import chronicle, composing_changes, phrases, phrases_items
from app.domain import italian as it
from app.domain.chronicle import numbers_of
from app.domain.codes import padded
from app.domain.entity import Snapshot
from app.domain.minutes import (
    ActionEntry,
    AttachmentEntry,
    DecisionEntry,
    Guest,
    ItemEntry,
    Letterhead,
    Member,
    Minutes,
    Officer,
    Point,
    Signer,
    Speech,
    VoteEntry,
)
from app.domain.phrases import Person
from app.domain.phrases_items import VoteNumbers
from app.domain.reserved import unmarked
from app.domain.sitting import SittingFacts

SIGNED = frozenset({"firmato", "protocollato", "pubblicato"})
_NOBODY = chronicle.NOBODY


def compose(facts: SittingFacts) -> Minutes:
    """The minutes of a sitting as its facts stand now, reserved paragraphs included but not their marks."""
    facts = unmarked(facts)
    meeting, chair = facts.meeting, facts.person(facts.chair) or _NOBODY
    body, place = facts.body["name"], facts.place["name"] if facts.place else ""
    writer = facts.person(facts.secretary) or _NOBODY
    present, demo = len(facts.at_opening), bool(facts.settings.get("demo"))
    start = meeting["start_actual"] or meeting["start_planned"]
    note = phrases.convened_with(meeting["convened_protocol"], meeting["convened_on"], demo=demo)
    signers = (
        Signer(phrases.chair_role(chair, facts.function(facts.chair)), chair.name),
        Signer(phrases.secretary_role(writer), writer.name),
    )
    number = meeting["minutes_number"] or ""
    return Minutes(
        letterhead=letterhead(facts, with_stamp=True),
        body=body,
        meeting=meeting.code,
        meeting_number=meeting["number"] or "",
        number=number,
        title=_title(meeting, number),
        subtitle=phrases.heading(meeting["kind"], meeting["date"], meeting["mode"], meeting["call"]),
        status=meeting["minutes_status"] or "",
        date=meeting["date"], start=start, end=meeting["end_actual"], mode=meeting["mode"], call=meeting["call"],
        place=phrases.place_name(place),
        chair=Officer(_function_words(facts, facts.chair), chair.name, it.role_inside(chair.role)),
        secretary=_writer(writer),
        convocation=note,
        opening=chronicle.said(facts, "opening", chronicle.opening(facts)),
        opening_note=meeting["opening_note"] or "",
        members=tuple(_members(facts)),
        guests=tuple(_guests(facts)),
        presiding=_presiding(facts, chair),
        writing=" ".join(filter(None, (phrases.secretary(writer) if writer.name else "",
                                       phrases.mixed_mode(meeting["mode"], writer)))),
        in_office=len(facts.voters), quorum=facts.quorum, present=present, valid=facts.has_quorum(facts.at_opening),
        quorum_told=chronicle.said(facts, "quorum", chronicle.quorum(facts)),
        agenda=tuple(Point(item["position"], item["title"], bool(item["added_later"])) for item in facts.items),
        items=() if meeting["status"] == "deserta" else tuple(_item(facts, item) for item in facts.items),
        next_meeting=_next(facts),
        closing_note=meeting["closing_note"] or "",
        closing=chronicle.said(facts, "closing", chronicle.closing(facts)),
        final=phrases.final(approved=facts.approval is not None),
        signatures=signers,
        signature_formula=_digital(facts),
        attachments=tuple(_attachment(one) for one in sorted(facts.attachments, key=lambda a: a["letter"] or "")),
        approval=_approval(facts),
    )  # fmt: skip


def letterhead(facts: SittingFacts, *, with_stamp: bool = False) -> Letterhead:
    """Who writes, from the register's settings; what a municipality left empty comes from its names."""
    settings = facts.settings
    second = " · ".join(part for part in (settings.get("province"), facts.body["name"]) if part)
    return Letterhead(
        settings.get("letterhead_title") or settings.get("municipality") or "",
        settings.get("letterhead_subtitle") or second,
        _stamp(facts) if with_stamp else (),
        settings.get("logo"),
        settings.get("logo_alt") or "",
        settings.get("footer") or "",
        settings.get("paper_style") or "pieno",
        bool(settings.get("demo")),
        settings.get("paper_accent") or "",
        settings.get("paper_font") or "titillium",
        settings.get("paper_margin"),
    )


def _stamp(facts: SittingFacts) -> tuple[str, ...]:
    """The protocol's lines at the top right, once there is a number (DOMAIN §4.1)."""
    record = facts.record
    if record is None or not record["protocol_number"]:
        return ()
    settings = facts.settings
    code = record["protocol_register"] or settings.get("protocol_register")
    register = " · ".join(filter(None, (settings.get("ipa_code"), code)))
    when = f" del {record['protocol_date']:%d/%m/%Y}" if record["protocol_date"] else ""
    words = (("Classifica", record["classification"]), ("Fasc.", record["dossier"]))
    filed = " · ".join(f"{word} {value}" for word, value in words if value)
    owner = settings.get("municipality") or ""
    return tuple(filter(None, (owner, register, f"{padded(record['protocol_number'])}{when}", filed)))


def _title(meeting: Snapshot, number: str) -> str:
    if number:
        return f"Verbale n. {number}"
    if meeting["number"]:
        return f"Verbale della seduta n. {meeting['number']}"
    return f"Verbale della seduta {it.with_date('di', meeting['date'])}"


def _function_words(facts: SittingFacts, person: str | None) -> str:
    words = {"presidente": "Presidente", "vicepresidente": "Vicepresidente"}
    return words.get(facts.function(person), "Presiede")


def _writer(writer: Person) -> Officer:
    """Who writes the minutes; a title that says just that is not told twice."""
    function = it.by_gender(
        writer.gender, "Segretaria verbalizzante", "Segretario verbalizzante", "Segreteria verbalizzante"
    )
    role = "" if writer.role.lower() == function.lower() else it.role_inside(writer.role)
    return Officer(function, writer.name, role)


def _presiding(facts: SittingFacts, chair: Person) -> str:
    if not chair.name:
        return ""
    president = facts.person(facts.holder("presidente"))
    return phrases.chair(chair, facts.function(facts.chair), president if president != chair else None)


# ---------------------------------------------------------------- who was there


def role_of(facts: SittingFacts, person: str) -> str:
    """A member's title, with the function in the body: `Assessora al welfare di comunità, Presidente`."""
    known, function = facts.person(person), facts.function(person)
    extra = {"presidente": "Presidente", "vicepresidente": "Vicepresidente"}.get(function, "")
    return ", ".join(filter(None, (known.role if known else "", extra)))


def _members(facts: SittingFacts) -> Iterator[Member]:
    rows = {a["person"]: a for a in facts.attendance}
    for n, code in enumerate(facts.voters, 1):
        row, person = rows.get(code), facts.person(code) or _NOBODY
        stays = facts.room.stays(code)
        status = row["status"] if row else ""
        told = "" if row is None else phrases.presence(status, person.gender, row["mode"], facts.meeting["mode"])
        when = phrases.span(stays)
        if when:
            told += (" " if when[:1].isdigit() else ", ") + when
        delegate = facts.name(row["delegate"]) if row else ""
        told += f"; delega {delegate}" if delegate else ""
        yield Member(n, code, person.name, role_of(facts, code), status, row["mode"] if row else None, stays, told,
                     delegate)  # fmt: skip


def _guests(facts: SittingFacts) -> Iterator[Guest]:
    for row in facts.attendance:
        code = row["person"]
        if code in facts.room.voters or code == facts.secretary or str(row["status"]).startswith("assente"):
            continue
        person = facts.person(code) or _NOBODY
        role = it.role_inside(person.role)
        yield Guest(person.name, person.role, f"{person.name} ({role})" if role else person.name)


# ---------------------------------------------------------------- an item


def _item(facts: SittingFacts, item: Snapshot) -> ItemEntry:
    chair = facts.name(facts.chair)
    told = (*chronicle.happened(facts, item), *chronicle.ending(facts, item))
    votes = tuple(_vote(facts, vote) for vote in facts.of(facts.votes, item.code))
    unanimous = chronicle.unanimous(facts, item)
    decisions = tuple(_decision(facts, d, unanimous) for d in facts.of(facts.decisions, item.code))
    lead_in, text = phrases_items.report(facts.person(item["rapporteur"]), item["report_text"] or "", chair)
    speeches = tuple(_speech(facts, s) for s in facts.said_on(item.code))
    return ItemEntry(
        item.code, item["position"], item["title"], item["kind"], facts.present_at(item.code),
        facts=tuple(one.text for one in told if one.text),
        lead_in=lead_in, text=text, speeches=speeches, votes=votes,
        outcome=item["outcome"],
        told=_told(facts, item, chronicle.outcome_told(facts, item).text),
        decisions=decisions,
        actions=tuple(ActionEntry(a["text"], facts.name(a["owner"]), a["due"]) for a in facts.actions_of(item.code)),
        confidential=bool(item["confidential"]),
    )  # fmt: skip


def _told(facts: SittingFacts, item: Snapshot, outcome: str) -> str:
    """The outcome of an item, and the corrections of earlier minutes made on it."""
    first = next((one.code for one in facts.items if one["kind"] == "verbale"), "")
    made = [phrases.correction(number, each["point"], each["wrong"], each["right"])
            for each, number in facts.corrections if (each["item"] or first) == item.code]  # fmt: skip
    return " ".join(filter(None, (outcome, *made)))


def _speech(facts: SittingFacts, speech: Snapshot) -> Speech:
    name, verbatim = facts.name(speech["person"]), bool(speech["verbatim"])
    return Speech(name, phrases_items.speech(name, speech["text"], verbatim=verbatim), verbatim)


def _vote(facts: SittingFacts, vote: Snapshot) -> VoteEntry:
    numbers = numbers_of(facts, vote)
    found = facts.outcome(vote.values)
    how = {"palese_alzata_mano": "palese", "appello_nominale": "per appello nominale", "segreta": "segreta"}
    detail = f"maggioranza richiesta {found.required}"
    if vote["mode"] in how:
        detail += f", {how[vote['mode']]}"
    return VoteEntry(numbers, chronicle.vote_told(facts, vote).text, found.result, found.required,
                     phrases_items.outcome_words(found.result, numbers), detail, vote["explained"] or "")  # fmt: skip


def _decision(facts: SittingFacts, decision: Snapshot, unanimous: bool) -> DecisionEntry:
    body, kind = phrases.short_body(facts.body["name"]), decision["type"] or ""
    formula, text = phrases_items.decision(
        body, kind, decision["text"] or "", unanimous=unanimous, adopted=decision["status"] != "respinta"
    )
    competent = decision["competent_body"] or ""
    sends = kind in ("parere", "proposta_atto") and competent and body.lower() not in competent.lower()
    return DecisionEntry(
        decision["number"], kind, phrases_items.decision_heading(decision["number"], kind), formula, text,
        decision["title"], facts.name(decision["owner"]), competent, phrases_items.sending(competent) if sends else "",
        composing_changes.told(decision), composing_changes.changes(decision, facts.named),
    )  # fmt: skip


# ---------------------------------------------------------------- the end


def _next(facts: SittingFacts) -> str:
    if facts.meeting["next_meeting_hint"]:
        hint = facts.meeting["next_meeting_hint"]
        return it.sentence(hint if re.match(r"(?i)la prossima", hint) else f"La prossima seduta: {hint}")
    later = facts.next_meeting
    return phrases.next_meeting(later["date"], later["start_planned"]) if later else ""


def _digital(facts: SittingFacts) -> str:
    """The digital formula, only once there is a digital signature."""
    record = facts.record
    if record is None or record["signature_kind"] not in ("pades", "cades") or not record["signed_on"]:
        return ""
    return str(facts.settings.get("signature_formula") or phrases.DIGITAL)


def _attachment(one: Snapshot) -> AttachmentEntry:
    return AttachmentEntry(one["letter"] or "", one["title"], one["pages"], one["integral"] is not False, one["file"])


def _approval(facts: SittingFacts) -> str:
    if facts.approval is None:
        return ""
    later, vote = facts.approval.meeting, facts.approval.vote
    if later.code == facts.meeting.code:
        silent = facts.body["minutes_approval"] == "silenzio_assenso"
        until = facts.record["remarks_until"] if facts.record else None
        return phrases.approved_by_silence(until) if silent else phrases.approved_at_once()
    corrections = facts.record["corrections"] if facts.record else None
    told = phrases_items.numbers(_without_names(numbers_of(facts, vote))) if vote else ""
    return phrases.approval(later["number"], later["date"], told, corrections)


def _without_names(numbers: VoteNumbers) -> VoteNumbers:
    return VoteNumbers(numbers.mode, numbers.present, numbers.voting, numbers.favour, numbers.against,
                       numbers.abstained, numbers.not_participating)  # fmt: skip
