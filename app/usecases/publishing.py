"""The extract for publication: rebuilt from what is public, checked, decided on, kept once the minutes are final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core import clock
from app.core.errors import Problem, Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.documents import extract
from app.domain import papers, publishing
from app.domain.decisions import MinutesVersion
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Values
from app.domain.gathering import meeting_named
from app.domain.omissis import Omission, is_public
from app.domain.permissions import Can
from app.domain.publishing import ASKS, BLOCKS, Finding
from app.domain.query import Filter, Query
from app.domain.sitting import SittingFacts
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import minutes, writing
from app.usecases.base import need, use_case
from app.usecases.papers import Paper

KEPT = N_("Estratto per la pubblicazione")
"""Why the version of an extract was made: kept in Italian, like the paper."""


@dataclass(frozen=True)
class ToPublish:
    """An extract for the public, what to look at in it, and what it leaves out."""

    meeting: str
    item: int | None
    paper: Paper
    findings: tuple[Finding, ...]
    omissions: tuple[Omission, ...]

    @property
    def blocked(self) -> bool:
        """Whether a reserved text is in it: it may not be given out."""
        return any(one.level == BLOCKS for one in self.findings)

    @property
    def asks(self) -> bool:
        """Whether somebody must say why it may be given out all the same."""
        return any(one.level == ASKS for one in self.findings)


def prepare(store: Store, meeting: str, item: int | None, progress: Progress) -> ToPublish:
    """The extract for publication of an item of a sitting, or of all its public items, drawn and checked.

    Raises:
        Refused: no such sitting or item; the item, or every item, is not public. Forbidden: it is the secretary's.
    """
    need(store.who, Can.FINALISE)
    facts = minutes.facts(store, meeting)
    _nothing_public(facts, item)
    names = _contributors(store)
    value, cut = papers.public_extract(facts, names, item)
    found = publishing.findings(cut, publishing.words_of(facts.settings), names)
    data = minutes.drawn(extract.public_document(value, logo=minutes.logo(store, facts)), progress)
    extra = f"_punto_{item:02}_pubblico" if item else "_pubblico"
    paper = Paper(minutes.file_name("estratto", facts.meeting, extra), data, value.is_draft)
    return ToPublish(facts.meeting.code, item, paper, tuple(found), value.omissions)


def _nothing_public(facts: SittingFacts, n: int | None) -> None:
    items = [one for one in facts.items if n in (None, one["position"])]
    if n is not None and not items:
        raise Refused(N_("L'ordine del giorno non ha un punto n. {n}."), n=n)
    if not any(is_public(one) for one in items):
        raise Refused(
            N_("Nessun punto è pubblicabile: indicate quali lo sono, punto per punto.") if n is None else
            N_("Il punto n. {n} non è pubblicabile: l'estratto non si può dare fuori."), n=n,
        )  # fmt: skip


def _contributors(store: Store) -> list[str]:
    """Who sent a contribution and left a name."""
    rows = store.snapshots(Query("contribution"))
    return sorted({str(row["author_name"]).strip() for row in rows if row["author_name"]})


def allow(made: ToPublish, reason: str) -> None:
    """Raise Refused while an extract may not be given out: a reserved text is in it, or a doubt has no reason.

    Every finding that counts is among the problems, with its place.
    """
    blocking = [one for one in made.findings if one.level == BLOCKS]
    if blocking:
        raise Refused(N_("L'estratto ripete parole di parti riservate: non si può pubblicare finché ci sono."),
                      problems=_problems(blocking))  # fmt: skip
    asking = [one for one in made.findings if one.level == ASKS]
    if asking and not reason.strip():
        raise Refused(N_("Prima di pubblicare, scrivete perché le parole segnalate possono restare."),
                      problems=_problems(asking))  # fmt: skip


def _problems(found: Sequence[Finding]) -> tuple[Problem, ...]:
    return tuple(Problem(str(one)) for one in found)


def keep(store: Store, made: ToPublish, reason: str = "") -> Changes | None:
    """Keep an extract that may be given out among the versions of the minutes; a draft is not kept (None).

    Raises:
        Refused: see `allow`.
    """
    allow(made, reason)
    return None if made.paper.draft else _keep(store, made, reason.strip())


@use_case(KEPT, Can.FINALISE, undoable=False)
def _keep(unit: Unit, made: ToPublish, reason: str) -> None:
    there = unit.snapshots(Query("minutes_version", (Filter("meeting", "=", (made.meeting,)),)))
    which = f"{KEPT}, punto n. {made.item}" if made.item else KEPT
    writing.insert(unit, MinutesVersion, {
        "meeting": made.meeting, "number": max((one["number"] for one in there), default=0) + 1,
        "reason": (f"{which}. {reason}" if reason else which)[:500], "file": unit.keep(made.paper.data),
        "file_name": made.paper.file_name, "public": True, "made_at": clock.now(),
    })  # fmt: skip


# ---------------------------------------------------------------- what is public


@dataclass(frozen=True)
class Part:
    """A part of a sitting's minutes whose class somebody decides: the record, what to call it, under which item."""

    entity: str
    code: str
    told: str
    public: bool
    item: int | None


def parts(store: Store, meeting: str) -> tuple[Part, ...]:
    """The items of a sitting with what hangs on each, then its attachments, in the order of the minutes."""
    facts = minutes.facts(store, meeting)
    found: list[Part] = []
    for item in facts.items:
        n = item["position"]
        found.append(Part("agenda_item", item.code, f"{n}. {item['title']}", is_public(item), n))
        found += [Part("conflict", c.code, f"{facts.name(c['person'])}: {c['reason']}", is_public(c), n)
                  for c in facts.of(facts.conflicts, item.code)]  # fmt: skip
        found += [Part("speech", s.code, f"{facts.name(s['person'])}: {s['text']}", is_public(s), n)
                  for s in facts.said_on(item.code)]  # fmt: skip
        found += [Part("decision", d.code, f"{d['number']} – {d['title']}", is_public(d), n)
                  for d in facts.of(facts.decisions, item.code)]  # fmt: skip
        found += [Part("action_item", a.code, a["text"], is_public(a), n) for a in facts.actions_of(item.code)]
    found += [Part("attachment", a.code, f"{a['letter'] or '–'} – {a['title']}", is_public(a), None)
              for a in facts.attachments]  # fmt: skip
    return tuple(dict.fromkeys(found))


@use_case(N_("Parti pubblicabili del verbale"), Can.FINALISE)
def classify(unit: Unit, meeting: str, public: Sequence[tuple[str, str]], kept: Sequence[tuple[str, str]]) -> None:
    """Make some parts of the minutes public and keep others for the committee, by (entity, code).

    A confidential item that becomes public is no longer confidential: both cannot be.

    Raises:
        Refused: no such sitting; a part is not there any more. Stale: one moved meanwhile.
    """
    meeting_named(unit.snapshots, meeting)
    for entity, code in public:
        extra = {"confidential": False} if entity == "agenda_item" else {}
        _class(unit, entity, code, {"visibility": "pubblica", **extra})
    for entity, code in kept:
        extra = {"publishable": False} if entity == "attachment" else {}
        _class(unit, entity, code, {"visibility": "cabina", **extra})


def _class(unit: Unit, entity: str, code: str, values: Values) -> None:
    kind = ENTITIES[entity]
    found = unit.get(kind, code)
    if found is None:
        raise Refused(N_("Una parte del verbale non c'è più: rileggete e ripetete."))
    writing.change(unit, kind, found.id, found.version, values)
