"""What becomes of the minutes before and after they are final: to whom sits, to the protocol, signed, published."""

from __future__ import annotations

from collections.abc import Mapping

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.decisions import Minutes, MinutesVersion
from app.domain.entity import Snapshot, Values
from app.domain.fields import Value
from app.domain.meetings import Meeting
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import minutes, writing
from app.usecases.base import use_case

SIGNED = N_("Verbale firmato")
"""Why the version with the signatures is kept, in Italian like the paper."""

BY_HAND = "autografa"

ASKED: Mapping[str, tuple[str, ...]] = {
    "in_revisione": ("remarks_until",),
    "firmato": ("signed_on", "signers"),
    "protocollato": ("protocol_number", "protocol_date", "protocol_register", "classification", "dossier"),
    "pubblicato": ("published_on", "publication_url"),
}
"""The fields of the document a passage writes with it, by the state it leads to."""

NEEDED: Mapping[str, frozenset[str]] = {
    "firmato": frozenset({"signed_on"}),
    "protocollato": frozenset({"protocol_number", "protocol_date"}),
    "pubblicato": frozenset({"published_on"}),
}
"""Those without which the state would say nothing: a protocol is its number and its date (DOMAIN §4.1)."""

_SITTING: Mapping[tuple[str, str], str] = {
    ("chiusa", "in_revisione"): "verbalizzata",
    ("verbalizzata", "bozza"): "chiusa",
    ("verbalizzata", "protocollato"): "archiviata",
}
"""What a sitting becomes by itself as its minutes move (DOMAIN §5.6): (its state, theirs) → its next one."""


@use_case(N_("Stato del verbale"))
def advance(
    unit: Unit, id: int, version: int, to: str, values: Values | None = None, reason: str | None = None,
    signed: str | None = None,
) -> None:  # fmt: skip
    """Bring the minutes of a sitting to another state, with what the document says of it, as one deed.

    `id` and `version` are the sitting's; `values` are fields of the entity `minutes`; `signed` is the SHA-256 of the
    scan of a paper signed by hand, kept before (`files.keep`): it is one more version beside the final one. Digital
    signatures are brought in by `signing`, which reads them. Who may is in the life cycle.

    Raises:
        Refused: that state does not follow; a reason, a needed field, the signed file is missing; a signature said to
            be digital. Forbidden: it is for others.
        Stale: the sitting moved since.
    """
    given = dict(values or {})
    for name in NEEDED.get(to, frozenset()):
        if given.get(name) in (None, ""):
            raise Refused(N_("Manca «{field}»: senza, il verbale non può passare a questo stato."),
                          field=Minutes.fields[name].label)  # fmt: skip
    if signed:
        if given.setdefault("signature_kind", BY_HAND) != BY_HAND:
            raise Refused(N_("Una firma digitale si importa dal suo file, che viene letto e controllato."))
        _keep_signed(unit, writing.expect(unit, Meeting, id, version), signed)
    after = writing.change(unit, Meeting, id, version, {"minutes_status": to}, reason=reason)
    if given:
        minutes.write_document(unit, after.code, given)
    sitting = _SITTING.get((after["status"], to))
    if sitting:
        writing.change(unit, Meeting, after.id, after.version, {"status": sitting}, auto=True)


def _keep_signed(unit: Unit, meeting: Snapshot, sha: str) -> None:
    there = unit.snapshots(Query("minutes_version", (Filter("meeting", "=", (meeting.code,)),)))
    writing.insert(unit, MinutesVersion, {
        "meeting": meeting.code, "number": max((one["number"] for one in there), default=0) + 1, "reason": SIGNED,
        "file": sha, "file_name": minutes.file_name("verbale", meeting, "_firmato_a_mano"), "signed": True,
        "made_at": clock.now(),
    })  # fmt: skip


def document(store: Store, meeting: str) -> Snapshot | None:
    """What is known of the document of a sitting's minutes; None while nothing is."""
    found = store.snapshots(Query("minutes", (Filter("meeting", "=", (meeting,)),)))
    return found[0] if found else None


def may_finalise(store: Store, meeting: Snapshot) -> bool:
    """Whether a screen should offer to make the minutes final: the sitting is over, they are not, and this person
    may."""
    over = meeting["status"] in ("chiusa", "verbalizzata", "deserta")
    return over and meeting["minutes_status"] not in minutes.FINAL and store.who.may(Can.FINALISE)


def default(field: str, meeting: Snapshot, known: Snapshot | None) -> Value:
    """What a passage proposes for a field: what the document says already."""
    if known is not None and known[field] not in (None, ()):
        return known[field]
    if field == "signers":
        return tuple(one for one in (meeting["chair"], meeting["secretary"]) if one)
    return None
