"""The signatures of final minutes: put here with a file or a token, or brought in from the municipality's own tool.

The kept bytes are never drawn again: each signature is one more version beside the final one, which begins with its
bytes (PAdES) or holds them (`.p7m`). What is known of the signatures is read from the file itself. Passphrases and
PINs pass through and are gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core import clock, paths
from app.core.errors import Refused, Stale, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.documents.signing_keys import KeyFile, Token
from app.domain.composing import compose
from app.domain.decisions import MinutesVersion
from app.domain.entity import Changes, Snapshot
from app.domain.gathering import gather, meeting_named
from app.domain.meetings import Meeting
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.domain.vocabulary import fold
from app.store.store import Store
from app.usecases import minutes, writing
from app.usecases.base import need, use_case
from app.usecases.files import LIMIT

if TYPE_CHECKING:
    from app.documents.signing_reading import Signature
    from app.store.unit import Unit

__all__ = ["KeyFile", "Place", "Signing", "Token", "enough", "export", "import_signed", "read", "sign", "state", "told"]

SIGNED = N_("Firma del verbale")
IMPORTED = N_("Verbale firmato, importato")
SLIPPED = N_("Al verbale conservato è stato aggiunto altro oltre alle firme: non è più quello.")
OPEN = frozenset({"definitivo", "firmato"})
"""While minutes are in these states signatures can be added: a protocolled document is the one registered."""


@dataclass(frozen=True)
class Place:
    """A place for a signature on the paper: `page` from 1, `rect` in points; who is expected there, and whether they
    have signed."""

    field: str
    role: str
    name: str
    page: int
    rect: tuple[float, float, float, float]
    signed: bool


@dataclass(frozen=True)
class Signing:
    """Where the signatures of a sitting's minutes are: the kept file, the newest signed one, places and signatures
    (as dictionaries, what `cabina verify` tells)."""

    final: Snapshot
    newest: Snapshot
    data: bytes
    places: tuple[Place, ...]
    signatures: tuple[dict[str, Any], ...]
    may_add: bool
    status: str = ""  # of the minutes
    seen: int = 0  # the number of the last version there was
    token_library: str = ""  # the settings' one, to begin from
    timestamps: bool = False  # whether signatures made here carry a timestamp

    @property
    def complete(self) -> bool:
        """Whether nobody who is expected has still to sign."""
        return bool(self.signatures) and all(place.signed for place in self.places)

    @property
    def envelope(self) -> bool:
        """Whether the newest file is a `.p7m`."""
        return str(self.newest["file_name"]).endswith(".p7m")


# ---------------------------------------------------------------- reading


def read(data: bytes, progress: Progress | None = None) -> tuple[bytes, tuple[dict[str, Any], ...]]:
    """(the PDF inside, the signatures) of a file: a PDF is itself, a `.p7m` is opened.

    Each signature: name, when (ISO, None), intact, valid, trusted, covers (file, revision, altered), timestamped,
    kind (pades, cades), issuer, self_issued, in_force, field.

    Raises:
        Refused: signatures that cannot be read.
    """
    from app.documents import signing_reading as reading  # a second and a half of machinery: only who signs waits

    if progress is not None:
        progress.step(0, 0, tr(N_("Leggo le firme…")))
    around: tuple[Signature, ...] = ()
    if not data.startswith(b"%PDF") and reading.is_envelope(data):
        data, around = reading.unwrap(data)
    return data, tuple(_plain(one) for one in (*around, *reading.of_pdf(data)))


def _plain(one: Signature) -> dict[str, Any]:
    return {
        "name": one.name, "when": one.when.isoformat() if one.when else None, "intact": one.intact,
        "valid": one.valid, "trusted": one.trusted, "covers": one.covers, "timestamped": one.timestamped,
        "kind": one.kind, "issuer": one.issuer, "self_issued": one.self_issued, "in_force": one.in_force,
        "field": one.field,
    }  # fmt: skip


def good(signature: dict[str, Any]) -> bool:
    """Whether what it was put under is still what it was, whoever the authority."""
    return bool(signature["intact"] and signature["valid"] and signature["covers"] != "altered")


def told(signature: dict[str, Any]) -> str:
    """A signature in a sentence: who, when, whether intact, who vouches for it."""
    when = clock.local(datetime.fromisoformat(signature["when"])) if signature["when"] else None
    moment = f"{when:%d/%m/%Y, %H:%M}" if when else tr(N_("in data non dichiarata"))
    parts = [tr(N_("{name}, {moment}")).format(name=signature["name"], moment=moment), _soundness(signature)]
    if good(signature):
        parts.append(_voucher(signature))
        if not signature["in_force"]:
            parts.append(tr(N_("il certificato non era in corso di validità")))
        if signature["timestamped"]:
            parts.append(tr(N_("con marca temporale")))
    return "; ".join(parts)


def _soundness(signature: dict[str, Any]) -> str:
    if not signature["intact"]:
        return tr(N_("NON integra: il file è cambiato dopo la firma"))
    if signature["covers"] == "altered":
        return tr(N_("NON integra: dopo la firma sono state aggiunte modifiche"))
    return tr(N_("integra")) if signature["valid"] else tr(N_("NON valida: la firma non è di questo certificato"))


def _voucher(signature: dict[str, Any]) -> str:
    if signature["trusted"]:
        return tr(N_("certificato di {issuer}")).format(issuer=signature["issuer"])
    if signature["self_issued"]:
        return tr(N_("certificato emesso da sé stesso: nessuna autorità lo garantisce"))
    return tr(N_("certificato di «{issuer}», che questo programma non può verificare")).format(
        issuer=signature["issuer"])  # fmt: skip


def state(store: Store, meeting: str, progress: Progress | None = None) -> Signing | None:
    """Where the signatures are; None while the minutes are a draft or were never kept here.

    Raises:
        Refused: no such sitting; the kept file is gone from the register.
    """
    from app.documents import signing

    final = minutes.version_in_force(store, meeting)
    if final is None:
        return None
    facts = minutes.facts(store, meeting)
    versions = minutes.versions(store, final["meeting"])
    newest = minutes.newest_signed(store, versions) or final
    data = _bytes(store, newest)
    inside, signatures = read(data, progress) if newest is not final else (data, ())
    expected = compose(facts).signatures
    places = []
    for n, one in enumerate(signing.fields(inside)):
        who = expected[n] if n < len(expected) else None
        places.append(Place(one.name, who.role if who else one.label, who.name if who else "", one.page, one.rect,
                            one.signed))  # fmt: skip
    envelope = not data.startswith(b"%PDF")
    may = store.who.may(Can.FINALISE) and facts.meeting["minutes_status"] in OPEN
    if envelope:  # the whole file is signed at once: nobody's place on the page is filled
        places = []
    settings = facts.settings
    return Signing(
        final, newest, data, tuple(places), signatures, may, facts.meeting["minutes_status"], versions[-1]["number"],
        settings.get("token_library") or "", bool(settings.get("tsa_url")),
    )  # fmt: skip


def _bytes(store: Store, version: Snapshot) -> bytes:
    data = store.blob(version["file"])
    if data is None:
        raise Refused(N_("Il file non è nel registro: potrebbe essere stato eliminato."))
    return data


# ---------------------------------------------------------------- signing here


def sign(store: Store, meeting: str, field: str, by: KeyFile | Token, progress: Progress) -> Changes:
    """Sign the kept minutes in one of their places; when nobody else is expected they pass to «firmato».

    With a time-stamping service in the settings the signature carries its timestamp.

    Raises:
        Refused: not final, signed in an envelope already, wrong passphrase or PIN, certificate not in force.
        Unreachable: token or service not there. Stale: somebody signed meanwhile. Nothing is kept then.
    """
    from app.documents import signing
    from app.documents.signing_look import Appearance

    need(store.who, Can.FINALISE)
    now = _ready(store, meeting)
    place = next((one for one in now.places if one.field == field), None)
    if now.envelope or place is None or place.signed:
        raise Refused(N_("Il documento non ha un posto libero per questa firma."))
    facts, moment = minutes.facts(store, meeting), clock.now()
    shown = f"{clock.local(moment):%d/%m/%Y ore %H:%M}"
    progress.step(0, 0, tr(N_("Firmo il verbale…")))
    data = signing.sign(
        now.data, field, by, lambda name: Appearance(name, place.role, shown), paths.cache() / "fonts",
        reason=compose(facts).title, now=moment, tsa_url=facts.settings.get("tsa_url") or "",
    )  # fmt: skip
    _, signatures = read(data, progress)
    complete = all(one.signed or one.field == field for one in now.places)
    name = str(now.final["file_name"]).removesuffix(".pdf") + "_firmato.pdf"
    return _kept(store, _filed(now, SIGNED, name, data, signatures, complete))


def _ready(store: Store, meeting: str) -> Signing:
    """The minutes, when signatures may still be added to them."""
    now = state(store, meeting)
    if now is None:
        raise Refused(N_("Il verbale di questa seduta è ancora in bozza: prima si rende definitivo, poi si firma."))
    if not now.may_add:
        raise Refused(N_("Il verbale è già protocollato: il documento registrato non si firma di nuovo."))
    return now


@dataclass(frozen=True)
class _Filed:
    """A signed file to be kept: beside which minutes, what was the last version then, whether all have signed."""

    meeting: str
    seen: int
    reason: str
    name: str
    data: bytes
    report: dict[str, Any]
    done: bool


def _filed(
    now: Signing, reason: str, name: str, data: bytes, signatures: Sequence[dict[str, Any]], done: bool
) -> _Filed:
    report = {
        "unsigned_sha256": now.final["file"], "signed_sha256": hashlib.sha256(data).hexdigest(), "file_name": name,
        "checked_at": clock.now().isoformat(), "signatures": list(signatures),
    }  # fmt: skip
    return _Filed(now.final["meeting"], now.seen, reason, name, data, report, done)


@use_case(SIGNED, Can.FINALISE, undoable=False)
def _kept(unit: Unit, signed: _Filed) -> None:
    _file(unit, signed)


@use_case(IMPORTED, Can.FINALISE, undoable=False)
def _brought(unit: Unit, signed: _Filed) -> None:
    _file(unit, signed)


def _file(unit: Unit, signed: _Filed) -> None:
    meeting = meeting_named(unit.snapshots, signed.meeting)
    there = unit.snapshots(Query("minutes_version", (Filter("meeting", "=", (meeting.code,)),)))
    last = max(int(one["number"]) for one in there)
    if meeting["minutes_status"] not in OPEN or last != signed.seen:
        raise Stale(N_("Mentre si firmava il verbale è cambiato: rileggete e ripetete. Nulla è stato conservato."))
    writing.insert(unit, MinutesVersion, {
        "meeting": meeting.code, "number": last + 1, "reason": signed.reason, "file": unit.keep(signed.data),
        "file_name": signed.name, "signed": True, "made_at": clock.now(),
    })  # fmt: skip
    if signed.done and meeting["minutes_status"] == "definitivo":
        meeting = writing.change(unit, Meeting, meeting.id, meeting.version, {"minutes_status": "firmato"})
    facts = gather(unit.snapshots, meeting)
    signatures = signed.report["signatures"]
    minutes.write_document(unit, meeting.code, {
        "signature_kind": signatures[0]["kind"], "signed_on": _last_day(signatures),
        "signers": people_named(facts.people.values(), [one["name"] for one in signatures]),
        "signature_report": signed.report, "timestamped": all(one["timestamped"] for one in signatures),
    })  # fmt: skip


def _last_day(signatures: Iterable[dict[str, Any]]) -> date:
    moments = [datetime.fromisoformat(one["when"]) for one in signatures if one["when"]]
    return clock.local(max(moments, default=clock.now())).date()


def people_named(people: Iterable[Snapshot], names: Iterable[str]) -> tuple[str, ...]:
    """The codes of the people certificates name, in whatever order name and surname stand; who is not in the
    register stays in the report of the signatures only."""
    known = {frozenset(fold(f"{one['first_name']} {one['last_name']}").split()): one.code for one in people}
    found = (known.get(frozenset(fold(name).split())) for name in names)
    return tuple(dict.fromkeys(code for code in found if code))


@use_case(N_("Verbale firmato"), Can.FINALISE, undoable=False)
def enough(unit: Unit, meeting: str) -> None:
    """The minutes pass to «firmato» with the signatures they have: of the others none is waited for.

    Raises:
        Refused: there is no signature at all, or they are not final.
    """
    found = meeting_named(unit.snapshots, meeting)
    writing.change(unit, Meeting, found.id, found.version, {"minutes_status": "firmato"})


# ---------------------------------------------------------------- signing elsewhere


def export(store: Store, meeting: str) -> tuple[str, bytes]:
    """(name, bytes) of the file for the municipality's own signing tool: the newest, as kept.

    Raises:
        Refused: the minutes are still a draft, or protocolled already.
    """
    now = _ready(store, meeting)
    return str(now.newest["file_name"]), now.data


def import_signed(store: Store, meeting: str, path: Path, progress: Progress) -> Changes:
    """Bring in what was signed elsewhere: a `.pdf` that begins with our bytes or a `.p7m` that holds them.

    Raises:
        Refused: another document, no signature, a signature that is not intact. Unreachable: it cannot be read.
        Stale: somebody signed meanwhile.
    """
    need(store.who, Can.FINALISE)
    now = _ready(store, meeting)
    data = _of_disk(path)
    progress.step(0, 0, tr(N_("Leggo le firme…")))
    inside, signatures = read(data)
    _ours(store, now, inside)
    if not signatures:
        raise Refused(N_("«{name}» è il verbale conservato, ma non porta nessuna firma digitale."), name=path.name)
    bad = [one for one in signatures if not good(one)]
    if bad:
        raise Refused(N_("Il file non è stato importato. {told}."), told=told(bad[0]))
    if data == now.data:
        raise Refused(N_("Questo file firmato è già conservato nel registro."))
    stem = str(now.final["file_name"]).removesuffix(".pdf")
    name = f"{stem}_firmato.pdf" if data.startswith(b"%PDF") else f"{stem}.pdf.p7m"
    return _brought(store, _filed(now, IMPORTED, name, data, signatures, done=True))


def _of_disk(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise Refused(N_("«{name}» è più grande di 100 MB: conservatelo altrove e scrivete qui dove si trova."),
                          name=path.name)  # fmt: skip
        return path.read_bytes()
    except OSError:
        raise Unreachable(N_("Non riesco a leggere «{name}». Nulla è stato modificato."), name=path.name) from None


def _ours(store: Store, now: Signing, inside: bytes) -> None:
    """Refuse a PDF that is not the kept one, with signatures or without."""
    from app.documents.signing_reading import only_signed

    if inside.startswith(_bytes(store, now.final)):
        if only_signed(inside):
            return
        raise Refused(SLIPPED)
    if not inside.startswith(b"%PDF"):
        raise Refused(N_("Il file non è un PDF né una busta firmata (.p7m)."))
    raise Refused(N_("Non è il verbale conservato, oppure il programma di firma lo ha riscritto: esportatelo di nuovo "
                     "e firmatelo senza modificarlo né salvarlo con altri programmi."))  # fmt: skip
