"""The approval of minutes, before or after they are signed, and what is corrected with it (DOMAIN §5.6).

By the next sitting it is told by its own item and vote (`gathering.approval`). Here are the other two ways a body may
choose, and corrections: before the signature one more final version, after it an entry of the later minutes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core import clock
from app.core.errors import Refused, Stale
from app.core.i18n import N_
from app.core.progress import Progress
from app.documents import minutes as paper
from app.domain import phrases
from app.domain.composing import SIGNED, compose
from app.domain.decisions import Minutes as MinutesRecord
from app.domain.decisions import MinutesCorrection
from app.domain.entity import Changes, Snapshot
from app.domain.gathering import approval, gather, meeting_named, where
from app.domain.permissions import Can
from app.domain.sitting import SittingFacts
from app.store.store import Store
from app.usecases import minutes, writing
from app.usecases.base import need, use_case
from app.usecases.sittings import open_facts

if TYPE_CHECKING:
    from app.store.unit import Unit

CORRECTED = N_("Rettifiche al verbale")
SENT = frozenset({"in_revisione", "definitivo", "firmato", "protocollato", "pubblicato"})
"""From here on minutes can be approved: members have them."""


@use_case(N_("Verbale approvato"), Can.RUN_MEETINGS)
def approve(unit: Unit, meeting: str) -> None:
    """Approve minutes as the body's rules say, without another sitting: at once, or because nobody objected.

    Raises:
        Refused: the body approves in the next sitting; it is not time yet; somebody objected; they are approved.
    """
    found = meeting_named(unit.snapshots, meeting)
    facts = gather(unit.snapshots, found)
    if approval(unit.snapshots, found) is not None:
        raise Refused(N_("Il verbale di questa seduta è già approvato."))
    rule = facts.body["minutes_approval"]
    if rule == "silenzio_assenso":
        _silent(unit, facts)
    elif rule != "seduta_stante":
        raise Refused(N_("Questo organo approva il verbale nella seduta successiva, con il suo punto e la sua "
                         "votazione."))  # fmt: skip
    elif found["status"] not in ("in_corso", "chiusa", "verbalizzata"):
        raise Refused(N_("La seduta non è aperta: apritela prima di registrare che cosa vi succede."))
    minutes.write_document(unit, found.code, {"approved_in": found.code})


def _silent(unit: Unit, facts: SittingFacts) -> None:
    until = facts.record["remarks_until"] if facts.record else None
    if facts.meeting["minutes_status"] not in SENT or until is None:
        raise Refused(N_("Prima il verbale si manda ai componenti, con un termine per le osservazioni."))
    if clock.today() <= until:
        raise Refused(N_("Il termine per le osservazioni è il {day}: fino ad allora si aspetta."),
                      day=f"{until:%d/%m/%Y}")  # fmt: skip
    if where(unit.snapshots, "minutes_observation", "meeting", facts.meeting.code):
        raise Refused(N_("Ci sono osservazioni: il verbale non è approvato per silenzio, si approva in seduta."))


def signed(store: Store, meeting: Snapshot) -> bool:
    """Whether somebody has signed the minutes of a sitting: from then on they are only corrected by a later entry."""
    there = minutes.newest_signed(store, minutes.versions(store, meeting.code))
    return meeting["minutes_status"] in SIGNED or there is not None


def correct(
    store: Store, of: str, meeting: str, wrong: str, right: str, progress: Progress, *, point: str | None = None,
    item: str | None = None,
) -> Changes:  # fmt: skip
    """Correct the final minutes of the sitting `of`, as the sitting `meeting` decided («dove si legge … si legga …»).

    Not signed yet: they are final again in one more version that prints the correction, and the first one stays kept.
    Signed: what was signed is not touched, the minutes of `meeting` print it on `item` (its approval item).

    Raises:
        Refused: they are a draft (corrected where they are written), `meeting` is not a later one, its own minutes are
            final. Stale: the register moved while the paper was being made.
    """
    need(store.who, Can.FINALISE)
    facts, later = minutes.facts(store, of), minutes.facts(store, meeting)
    if facts.meeting["minutes_status"] not in minutes.FINAL:
        raise Refused(N_("Il verbale non è ancora definitivo: si corregge dove è scritto."))
    if later.meeting["body"] != facts.meeting["body"] or later.meeting["date"] <= facts.meeting["date"]:
        raise Refused(N_("La rettifica si decide in una seduta successiva dello stesso organo."))
    if signed(store, facts.meeting):
        return _enter(store, facts.meeting.code, later.meeting.code, wrong, right, point, item)
    said = phrases.correction(facts.meeting["minutes_number"] or "", point, wrong, right)
    return _again(store, facts, later.meeting, said, progress)


@use_case(N_("Rettifica di un verbale firmato"), Can.RUN_MEETINGS)
def _enter(
    unit: Unit, of: str, meeting: str, wrong: str, right: str, point: str | None, item: str | None
) -> None:  # fmt: skip
    facts = open_facts(unit, meeting)
    kinds = sorted(facts.items, key=lambda one: (one["kind"] != "verbale", one["position"]))
    at = item or (kinds[0].code if kinds else None)
    if at is None:
        raise Refused(N_("La seduta in cui si rettifica non ha ancora un ordine del giorno."))
    writing.insert(unit, MinutesCorrection, {
        "meeting": meeting, "item": at, "of": of, "point": point or None, "wrong": wrong.strip(),
        "right": right.strip(),
    })  # fmt: skip


def _again(store: Store, facts: SittingFacts, later: Snapshot, said: str, progress: Progress) -> Changes:
    if facts.approval is None or facts.approval.meeting.code != later.code:
        raise Refused(N_("Prima si registra l'approvazione del verbale nella seduta n. {number}."),
                      number=later["number"] or later.code)  # fmt: skip
    before = (facts.record["corrections"] or "").strip() if facts.record else ""
    record = facts.record or Snapshot("minutes", 0, 0, MinutesRecord.defaults())
    corrections = f"{before}\n\n{said}".strip()
    after = replace(facts, record=replace(record, values={**record.values, "corrections": corrections}))
    data = minutes.drawn(paper.document(compose(after), logo=minutes.logo(store, after)), progress)
    reason = f"Rettifica decisa nella seduta n. {later['number'] or later.code}"  # kept in Italian, like the paper
    return _keep(store, after, corrections, data, reason)


@use_case(CORRECTED, Can.FINALISE, undoable=False)
def _keep(unit: Unit, after: SittingFacts, corrections: str, data: bytes, reason: str) -> None:
    minutes.write_document(unit, after.meeting.code, {"corrections": corrections})
    now = gather(unit.snapshots, meeting_named(unit.snapshots, after.meeting.code))
    if compose(now) != compose(after):
        raise Stale(N_("Mentre si preparava il verbale qualcuno ha modificato la seduta: rileggete e ripetete."))
    minutes.keep_final(unit, now.meeting, data, reason)
