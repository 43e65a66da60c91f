"""The minutes of a sitting: as a value with what is missing, as a draft on paper, and final, rendered once and kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core import clock, paths
from app.core.errors import Problem, Refused, Stale
from app.core.i18n import N_
from app.core.progress import Progress
from app.documents import checks
from app.documents import minutes as paper
from app.documents.render import missing_characters
from app.documents.structure import Document, EmbeddedFile
from app.domain.composing import compose
from app.domain.decisions import Minutes as MinutesRecord
from app.domain.decisions import MinutesVersion
from app.domain.entity import Changes, Snapshot, Values
from app.domain.gathering import gather, meeting_named
from app.domain.lints import Lint, lints
from app.domain.meetings import Meeting
from app.domain.minutes import Minutes, same_substance
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.domain.quorum import Sitting, natural
from app.domain.sitting import SittingFacts
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import need, use_case
from app.usecases.drawing import draw

TEMPLATE = "verbale-1"
"""The way minutes are set, as a version of them remembers it."""

REASON = N_("Verbale definitivo")
"""Why a version was made, when nobody says more: kept in Italian, like the paper."""

KEPT = N_("Verbale conservato")
FINAL = frozenset({"definitivo", "firmato", "protocollato", "pubblicato"})


def facts(store: Store, meeting: str) -> SittingFacts:
    """Everything about a sitting (its code or its number), all of one moment of the register.

    Raises:
        Refused: there is no such sitting.
    """
    with store.reading(steady=True) as reader:
        return gather(reader.snapshots, meeting_named(reader.snapshots, meeting))


def value(store: Store, meeting: str) -> tuple[Minutes, list[Lint]]:
    """The minutes as they stand, and what is missing in them."""
    known = facts(store, meeting)
    minutes = compose(known)
    return minutes, lints(known, minutes, _unwritable)


def state(store: Store, meeting: str) -> Sitting:
    """The sitting at this moment: who is there, the legal number, the voters present at each item."""
    return facts(store, meeting).live


def _unwritable(text: str) -> Sequence[str]:
    return () if text.isascii() else missing_characters(text, paths.cache())


# ---------------------------------------------------------------- paper


def pdf(store: Store, meeting: str, progress: Progress) -> bytes:
    """The minutes on paper: the kept bytes when they are final, otherwise rendered as they stand and marked.

    Raises:
        Refused: no such sitting. Cancelled: `progress` was told to stop.
    """
    kept = paper_in_force(store, meeting)
    if kept is not None and (data := store.blob(kept["file"])) is not None:
        return data
    known = facts(store, meeting)
    return drawn(paper.document(compose(known), logo=logo(store, known)), progress)


def preview(store: Store, meeting: str, progress: Progress) -> bytes:
    """The minutes as the register says them now, never the kept bytes: the page beside the sitting."""
    known = facts(store, meeting)
    return draw(paper.document(compose(known), logo=logo(store, known)), progress)


def logo(store: Store, known: SittingFacts) -> bytes | None:
    """The picture of the letterhead."""
    sha = known.settings.get("logo")
    return store.blob(sha) if sha else None


def drawn(document: Document, progress: Progress) -> bytes:
    """A paper, drawn and inspected before anybody is offered it.

    Raises:
        Refused: the file is not what we meant to write; each finding is named.
    """
    data = draw(document, progress)
    found = checks.check(data, document)
    if found:
        raise Refused(
            N_("Il documento non ha superato i controlli e non viene consegnato. Nulla è stato modificato."),
            problems=tuple(Problem(str(one)) for one in found),
        )
    return data


def versions(store: Store, meeting: str) -> list[Snapshot]:
    """The kept versions of a sitting's minutes, oldest first."""
    found = store.snapshots(Query("minutes_version", (Filter("meeting", "=", (meeting,)),)))
    return sorted(found, key=lambda one: (one["number"], natural(one.code)))


def version_in_force(store: Store, meeting: str) -> Snapshot | None:
    """The version that is the minutes: the last final one, while they are final; None for a draft."""
    found = meeting_named(store.snapshots, meeting)
    if found["minutes_status"] not in FINAL:
        return None
    return next((one for one in reversed(versions(store, found.code)) if one["final"]), None)


def newest_signed(store: Store, found: Sequence[Snapshot]) -> Snapshot | None:
    """Of the versions of some minutes (oldest first), the last one signed digitally of the final text in force.

    An envelope (`.p7m`) was opened when it came in; a PDF begins with the final one's bytes. The scan of a paper
    signed by hand does not, and takes nobody's place.
    """
    final = next((one for one in reversed(found) if one["final"]), None)
    bytes_ = store.blob(final["file"]) if final else None
    if final is None or bytes_ is None:
        return None
    for one in reversed(found):
        if one["signed"] and one["number"] > final["number"]:
            data = store.blob(one["file"]) or b""
            if str(one["file_name"]).endswith(".p7m") or data.startswith(bytes_):
                return one
    return None


def paper_in_force(store: Store, meeting: str) -> Snapshot | None:
    """The version one reads: the signed PDF when there is one, else the final one; None for a draft."""
    final = version_in_force(store, meeting)
    if final is None:
        return None
    found = [one for one in versions(store, final["meeting"]) if str(one["file_name"]).endswith(".pdf")]
    return newest_signed(store, found) or final


@dataclass(frozen=True)
class Kept:
    """The minutes of a sitting as they were kept: the version, its bytes, whether the register now tells otherwise."""

    version: Snapshot
    data: bytes
    outdated: bool


def kept(store: Store, meeting: str) -> Kept | None:
    """The kept minutes in force; None for a draft, or when a final one was never kept here (an old archive)."""
    version = paper_in_force(store, meeting)
    data = store.blob(version["file"]) if version else None
    return Kept(version, data, outdated(store, meeting)) if version and data is not None else None


def outdated(store: Store, meeting: str) -> bool:
    """Whether the register tells the sitting otherwise than the kept minutes do."""
    kept = version_in_force(store, meeting)
    data = store.blob(kept["file"]) if kept else None
    told = told_by(checks.attachments(data)) if data is not None else None
    return told is not None and not same_substance(told, compose(facts(store, meeting)).data())


def told_by(files: Sequence[EmbeddedFile]) -> dict[str, Any] | None:
    """The data of the minutes among the files of a PDF; None when there are none."""
    inside = next((file.data for file in files if file.name == "verbale.json"), None)
    if inside is None:
        return None
    try:
        told = json.loads(inside)
    except ValueError:
        return None
    return told if isinstance(told, dict) and isinstance(told.get("meeting"), str) else None


# ---------------------------------------------------------------- making them final


def finalise(store: Store, id: int, version: int, progress: Progress, reason: str = "") -> Changes:
    """Make the minutes final: nothing missing, number fixed, the PDF made and kept with its SHA-256.

    `id` and `version` are the sitting's, as the screen saw it.

    Raises:
        Refused: something that blocks is missing (each with its place), or they are final already.
        Stale: the register moved while the paper was being made; nothing was kept.
    """
    need(store.who, Can.FINALISE)
    before = store.by_id(Meeting, id)
    if before is None:
        raise Refused(N_("Questa seduta non c'è più."))
    if before["minutes_status"] in FINAL:
        raise Refused(N_("Il verbale della seduta n. {number} è già definitivo."), number=before["number"])
    known = _as_final(facts(store, before.code))
    _remarks_answered(store, known)
    minutes = compose(known)
    _nothing_missing(lints(known, minutes, _unwritable))
    data = drawn(paper.document(minutes, logo=logo(store, known)), progress)
    return _file_final(store, id, version, minutes, data, reason or REASON)


def _remarks_answered(store: Store, known: SittingFacts) -> None:
    """What a member remarked is answered before the text is closed."""
    asked = store.snapshots(Query("minutes_observation", (Filter("meeting", "=", (known.meeting.code,)),)))
    waiting = [one for one in asked if one["answered_on"] is None]
    if waiting:
        raise Refused(
            N_("Ci sono osservazioni senza risposta: accoglietele, o dite perché no."),
            problems=tuple(Problem(str(one["text"])[:200], "", known.name(one["by"])) for one in waiting),
        )


def _final_values(meeting: Snapshot) -> Values:
    """What becomes of a sitting when its minutes are final; in ordinary practice their number is the sitting's."""
    values = {"minutes_number": meeting["minutes_number"] or meeting["number"], "minutes_status": "definitivo"}
    return {**values, "status": "verbalizzata"} if meeting["status"] == "chiusa" else values


def _as_final(known: SittingFacts) -> SittingFacts:
    meeting = known.meeting
    return replace(known, meeting=replace(meeting, values={**meeting.values, **_final_values(meeting)}))


def _nothing_missing(found: Sequence[Lint]) -> None:
    blocking = [lint for lint in found if lint.blocks]
    if blocking:
        raise Refused(
            N_("Il verbale resta in bozza: c'è ancora qualcosa da completare."),
            problems=tuple(Problem(lint.why, "", lint.code) for lint in blocking),
        )


@use_case(N_("Verbale definitivo"), Can.FINALISE, undoable=False)
def _file_final(unit: Unit, id: int, version: int, minutes: Minutes, data: bytes, reason: str) -> None:
    meeting = writing.expect(unit, Meeting, id, version)
    now = compose(_as_final(gather(unit.snapshots, meeting)))
    if now != minutes:
        raise Stale(N_("Mentre si preparava il verbale qualcuno ha modificato la seduta: rileggete e ripetete."))
    writing.change(unit, Meeting, id, version, _final_values(meeting), auto=True)
    keep_final(unit, meeting, data, reason)


def keep_final(unit: Unit, meeting: Snapshot, data: bytes, reason: str) -> None:
    """Keep the bytes of a final version, the one after those there are."""
    there = unit.snapshots(Query("minutes_version", (Filter("meeting", "=", (meeting.code,)),)))
    number = max((one["number"] for one in there), default=0) + 1
    writing.insert(
        unit,
        MinutesVersion,
        {
            "meeting": meeting.code,
            "number": number,
            "reason": reason,
            "file": unit.keep(data),
            "file_name": file_name("verbale", meeting),
            "final": True,
            "template": TEMPLATE,
            "made_at": clock.now(),
        },
    )


def keep(store: Store, meeting: str, progress: Progress) -> Changes:
    """Render and keep the minutes of a sitting that the register already calls final (an example, an old archive).

    Raises:
        Refused: they are a draft, or were kept already.
    """
    need(store.who, Can.FINALISE)
    known = facts(store, meeting)
    if known.meeting["minutes_status"] not in FINAL:
        raise Refused(N_("Il verbale di questa seduta è ancora in bozza."))
    if version_in_force(store, known.meeting.code) is not None:
        raise Refused(N_("Il verbale di questa seduta è già conservato: un documento definitivo non si rifà."))
    data = drawn(paper.document(compose(known), logo=logo(store, known)), progress)
    return _keep_only(store, known.meeting, data)


@use_case(KEPT, Can.FINALISE, undoable=False)
def _keep_only(unit: Unit, meeting: Snapshot, data: bytes) -> None:
    keep_final(unit, meeting, data, REASON)


@use_case(N_("Dati del verbale"), Can.RUN_MEETINGS)
def describe(unit: Unit, meeting: str, values: Values) -> None:
    """What concerns the document and not the sitting: protocol, signature, where it was approved, corrections.

    `values` are fields of the entity `minutes`; its record is made at the first of them.

    Raises:
        Refused: no such sitting, or a value breaks a rule. Forbidden: a field is not this person's.
    """
    write_document(unit, meeting_named(unit.snapshots, meeting).code, values)


def write_document(unit: Unit, meeting: str, values: Values) -> None:
    """Write fields of the document of a sitting's minutes (its code); its record is made at the first of them."""
    there = unit.snapshots(Query("minutes", (Filter("meeting", "=", (meeting,)),)))
    if there:
        writing.change(unit, MinutesRecord, there[0].id, there[0].version, values)
    else:
        writing.insert(unit, MinutesRecord, {**values, "meeting": meeting})


def file_name(kind: str, meeting: Snapshot, extra: str = "") -> str:
    """`verbale_2026_002_20260520.pdf` (DOMAIN §4.8): ASCII, lower case, no spaces."""
    number, _, year = str(meeting["number"] or "").partition("/")
    which = f"{year}_{int(number):03}" if year else meeting.code.lower()
    return f"{kind}_{which}{extra}_{meeting['date']:%Y%m%d}.pdf"
