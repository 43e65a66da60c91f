"""Any paper of a sitting by its name, and what a PDF of ours says about itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.documents import attendance_sheet, decisions, desertion, extract, notice
from app.domain import notices, papers
from app.domain.composing import letterhead
from app.domain.desertion import desertion as desertion_of
from app.domain.gathering import gather
from app.domain.permissions import Can
from app.domain.query import Filter, Query, Sort
from app.domain.quorum import natural
from app.domain.sitting import SittingFacts
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store
from app.usecases import dossiers, minutes
from app.usecases.base import need


@dataclass(frozen=True)
class Paper:
    """A paper made: its bytes, the name to save it under, and whether it may still change."""

    file_name: str
    data: bytes
    draft: bool

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def make(
    store: Store, kind: str, number: str | None, progress: Progress, item: int | None = None, person: str | None = None
) -> Paper:
    """A paper: `minutes`, `notice`, `attendance-sheet`, `extract` (of an `item`), `dossier` (of a `person`),
    `desertion` or `decisions` (of a year, a sitting, or all).

    Raises:
        Refused: no such sitting, item or kind of paper; the file failed its checks.
        Cancelled: `progress` was told to stop.
    """
    need(store.who, Can.READ)
    if kind == "decisions":
        return _decisions(store, number, progress)
    makers: dict[str, Callable[[Store, SittingFacts, Progress], Paper]] = {
        "minutes": _minutes, "notice": _notice, "attendance-sheet": _attendance_sheet,
        "desertion": _desertion, "dossier": lambda at, facts, told: _dossier(at, facts, person, told),
        "extract": lambda at, facts, told: _extract(at, facts, item, told),
    }  # fmt: skip
    if kind not in makers:
        raise Refused(N_("«{kind}» non è un documento che si possa produrre."), kind=kind)
    return makers[kind](store, minutes.facts(store, number or ""), progress)


def _minutes(store: Store, facts: SittingFacts, progress: Progress) -> Paper:
    data = minutes.pdf(store, facts.meeting.code, progress)
    kept = minutes.paper_in_force(store, facts.meeting.code)
    name = kept["file_name"] if kept else minutes.file_name("verbale", facts.meeting)
    return Paper(name, data, facts.meeting["minutes_status"] not in minutes.FINAL)


def _notice(store: Store, facts: SittingFacts, progress: Progress) -> Paper:
    value = notices.notice(facts)
    data = minutes.drawn(notice.document(value, logo=minutes.logo(store, facts)), progress)
    return Paper(minutes.file_name("convocazione", facts.meeting), data, value.is_draft)


def _attendance_sheet(store: Store, facts: SittingFacts, progress: Progress) -> Paper:
    bodies = {p["actor"] for p in facts.people.values() if p["actor"]}
    names = {code: store.names.label("actor", code) for code in bodies}
    value = papers.attendance_sheet(facts, names)
    data = minutes.drawn(attendance_sheet.document(value, logo=minutes.logo(store, facts)), progress)
    return Paper(minutes.file_name("foglio_firme", facts.meeting), data, draft=False)


def _extract(store: Store, facts: SittingFacts, item: int | None, progress: Progress) -> Paper:
    wanted = [item] if item else [i["position"] for i in facts.items if i["outcome"] not in (None, "non_discusso")]
    values = [value for n in wanted if (value := papers.extract(facts, n))]
    if not values and item is None:
        raise Refused(N_("Nessun punto di questa seduta è stato ancora trattato: non c'è nulla da estrarre."))
    if not values:
        raise Refused(N_("L'ordine del giorno non ha un punto n. {n}."), n=item)
    logo = minutes.logo(store, facts)
    document = extract.joined([extract.document(value, logo=logo) for value in values])
    name = minutes.file_name("estratto", facts.meeting, f"_punto_{item:02}" if item else "")
    return Paper(name, minutes.drawn(document, progress), values[0].is_draft)


def _dossier(store: Store, facts: SittingFacts, person: str | None, progress: Progress) -> Paper:
    """What a member reads before the sitting: what they have to do, the agenda, the records, the attachments."""
    data = minutes.drawn(dossiers.document(store, facts, person, progress), progress)
    extra = f"_{person.lower()}" if person else ""
    return Paper(minutes.file_name("fascicolo", facts.meeting, extra), data, facts.meeting["status"] == "bozza")


def _desertion(store: Store, facts: SittingFacts, progress: Progress) -> Paper:
    """Who had come to a sitting that had not its legal number."""
    value = desertion_of(facts)
    data = minutes.drawn(desertion.document(value, logo=minutes.logo(store, facts)), progress)
    return Paper(minutes.file_name("diserzione", facts.meeting), data, value.is_draft)


def _decisions(store: Store, which: str | None, progress: Progress) -> Paper:
    """The register of decisions: of a year, of one sitting (2/2026), or all."""
    one = minutes.facts(store, which) if which and "/" in which else None
    if which and not one and not (which.isdecimal() and len(which) == 4):
        raise Refused(N_("«{which}» non è un anno (2026) né il numero di una seduta (2/2026)."), which=which)
    sittings = [one] if one else _sittings(store)
    statuses = dict(VOCABULARIES["decision_status"].terms)  # a paper speaks Italian, as its source does
    register = papers.decision_register(
        sittings, letterhead(sittings[0]), sittings[0].body["name"], int(which) if which and not one else None,
        statuses, _titles(store, sittings),
    )  # fmt: skip
    if one:
        register = replace(register, subtitle=f"{one.body['name']} · Seduta n. {one.meeting['number']}")
    data = minutes.drawn(decisions.document(register, logo=minutes.logo(store, sittings[0])), progress)
    name = minutes.file_name("decisioni", one.meeting) if one else f"decisioni_{which or 'tutte'}.pdf"
    return Paper(name, data, draft=False)


def _sittings(store: Store) -> list[SittingFacts]:
    with store.reading(steady=True) as reader:
        meetings = reader.snapshots(Query("meeting", sort=(Sort("date"),)))
        found = [gather(reader.snapshots, meeting) for meeting in meetings]
    if not found:
        raise Refused(N_("Nel registro non c'è ancora nessuna seduta."))
    return found


def _titles(store: Store, sittings: list[SittingFacts]) -> dict[str, str]:
    """What projects and objectives linked to the decisions are called."""
    found: dict[str, str] = {}
    for kind in ("project", "objective"):
        codes = {
            code.partition(":")[0]
            for facts in sittings
            for record in ((*facts.items, *facts.decisions))
            for code in record[f"{kind}s"] or ()
        }
        if codes:
            wanted = tuple(sorted(codes, key=natural))
            found |= {r.code: r["title"] for r in store.snapshots(Query(kind, (Filter("code", "=", wanted),)))}
    return found
