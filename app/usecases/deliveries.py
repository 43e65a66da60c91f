"""The proof that a convocation arrived: sent when and how, delivered when, the receipt kept with its fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entity import Snapshot
from app.domain.gathering import one, where
from app.domain.permissions import Can
from app.domain.planning import NoticeDelivery
from app.exchange.eml import Receipt, read_receipt
from app.store.store import Store
from app.usecases import writing
from app.usecases.base import use_case

if TYPE_CHECKING:
    from app.store.unit import Unit

_NAME = 200
_STATES = {"consegna": "consegnata", "lettura": "consegnata", "messaggio": "consegnata",
           "mancata_consegna": "non_consegnata"}  # fmt: skip
"""What a receipt says of the delivery; «accettazione» says only that it left."""


def of(store: Store, meeting: str, supplement: str | None = None) -> list[Snapshot]:
    """The lines of a sitting's convocation, or of one of its supplements, in the order they were made."""
    rows = where(store.snapshots, "notice_delivery", "meeting", meeting)
    return [row for row in rows if row["supplement"] == supplement]


@use_case(N_("Convocazione inviata"), Can.CONVENE)
def mark_sent(unit: Unit, codes: Sequence[str], at: datetime | None = None) -> None:
    """Say that these were sent, now or at a moment; those already sent keep theirs."""
    for row in _rows(unit, codes):
        if not row["sent_at"]:
            writing.change(unit, NoticeDelivery, row.id, row.version, {"sent_at": at or _now()})


@use_case(N_("Convocazione consegnata a mano"), Can.CONVENE)
def hand_over(unit: Unit, codes: Sequence[str], at: datetime | None = None) -> None:
    """Say that these were handed over: sent and delivered at the same moment."""
    moment = at or _now()
    for row in _rows(unit, codes):
        values = {"channel": "mano", "sent_at": row["sent_at"] or moment, "delivered_at": moment,
                  "outcome": "consegnata"}  # fmt: skip
        writing.change(unit, NoticeDelivery, row.id, row.version, values)


def _now() -> datetime:
    return clock.now().replace(microsecond=0)


def _rows(unit: Unit, codes: Sequence[str]) -> list[Snapshot]:
    found = where(unit.snapshots, "notice_delivery", "code", *codes)
    if len(found) < len(set(codes)):
        raise Refused(N_("Qualcuno di questi invii non c'è più: guardate di nuovo l'elenco."))
    return found


@use_case(N_("Ricevuta della convocazione"), Can.CONVENE)
def keep_receipt(
    unit: Unit, meeting: str, name: str, data: bytes, *, delivery: str | None = None, supplement: str | None = None
) -> None:
    """Keep a receipt: the bytes as they are, what they say of the delivery. Whose it is, the receipt says by the
    address it speaks of; `delivery` says it when the receipt does not.

    Raises:
        Refused: it is no message, or of nobody here.
    """
    told = read_receipt(data, name)
    rows = where(unit.snapshots, "notice_delivery", "meeting", meeting)
    mine = [row for row in rows if row["supplement"] == supplement]
    its = [row for row in mine if str(row["address"] or "").strip().casefold() in told.recipients]
    chosen = one(unit.snapshots, "notice_delivery", delivery) if delivery else None
    if not its and chosen is not None and not told.recipients:
        its = [chosen]
    if not its:
        raise Refused(N_("La ricevuta «{file}» non nomina l'indirizzo di nessuno dei destinatari: {addresses}."),
                      file=name, addresses=", ".join(told.recipients) or "–")  # fmt: skip
    sha = unit.keep(data)
    for row in its:
        writing.change(unit, NoticeDelivery, row.id, row.version, _after(row, told, sha, name))


def _after(row: Snapshot, told: Receipt, sha: str, name: str) -> dict[str, object]:
    """What a receipt changes: a delivery is proof for good, an acceptance only says when it left."""
    kept = {"receipt": sha, "receipt_name": name[-_NAME:], "note": told.kind.replace("_", " ")}
    if told.kind == "accettazione":
        sent = {"sent_at": row["sent_at"] or told.at}
        return sent if row["receipt"] else {**sent, **kept}
    if told.kind == "mancata_consegna" and row["outcome"] == "consegnata":
        return {}
    delivered = told.at if _STATES[told.kind] == "consegnata" else None
    return {**kept, "outcome": _STATES[told.kind], "delivered_at": delivered}
