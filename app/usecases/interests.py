"""Conflicts asked for: which members present belong to a body that what an item touches is led, joined or signed by.

The program asks, it never decides. Only who runs the sitting, or chairs it, is told (DOMAIN §5.5, `conflict`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain import italian as it
from app.domain.entity import Snapshot
from app.domain.gathering import Find, where
from app.domain.permissions import Can
from app.domain.query import Query
from app.domain.sitting import SittingFacts
from app.store.store import Store

_PROJECT = (("lead", N_("capofila")), ("partners", N_("partner")))
_PACT = (("proposer", N_("proponente")), ("parties", N_("firmatario")), ("responsible", N_("responsabile")))


@dataclass(frozen=True)
class Concern:
    """A member who may have an interest in an item.

    Attributes:
        person, actor: their codes; `touched` is the code of the record that ties them.
        why: `partner di P08`, in the language of the window.
        reason: what the declaration may say: `rappresentante di APS Il Telaio`.
    """

    person: str
    actor: str
    touched: str
    why: str
    reason: str


def may_see(store: Store) -> bool:
    """Whether this person is told of the interests of members: who runs sittings, and who presides."""
    return store.who.may(Can.RUN_MEETINGS) or store.who.may(Can.APPROVE_AGENDA)


def concerns(store: Store, facts: SittingFacts) -> Mapping[str, tuple[Concern, ...]]:
    """By item, the voting members in the room who may have an interest and have not declared one on it."""
    if not may_see(store) or not any(item["projects"] or item["pacts"] for item in facts.items):
        return {}
    with store.reading(steady=True) as reader:
        find: Find = reader.snapshots
        ties = _ties(facts, find)
        found = {}
        for item in facts.items:
            told = {one["person"] for one in facts.of(facts.conflicts, item.code)}
            here = facts.room.during(item.code) - told
            found[item.code] = tuple(_concerned(facts, find, here, ties, _touched(find, item)))
    return {item: many for item, many in found.items() if many}


def _ties(facts: SittingFacts, find: Find) -> dict[str, dict[str, str]]:
    """By member, the bodies they are tied with (actor → nature of the tie), on the day of the sitting."""
    day, ties = facts.meeting["date"], dict[str, dict[str, str]]()
    for code in facts.voters:
        person = facts.people.get(code)
        if person is not None and person["actor"]:
            ties.setdefault(code, {})[person["actor"]] = "ente"
    for one in find(Query("interest")):
        in_force = (one["from"] is None or one["from"] <= day) and (one["to"] is None or day <= one["to"])
        if in_force and one["person"] in facts.voters:
            ties.setdefault(one["person"], {}).setdefault(one["actor"], one["kind"])
    return ties


def _touched(find: Find, item: Snapshot) -> dict[str, tuple[str, str]]:
    """Actor → (record, role) for everything an item touches; the first tie found counts."""
    found: dict[str, tuple[str, str]] = {}
    for record in where(find, "project", "code", *item["projects"]):
        _roles(record, _PROJECT, found)
    for record in where(find, "intervention", "project", *item["projects"]):
        _roles(record, (("lead", N_("attuatore")),), found)
    for record in where(find, "pact", "code", *item["pacts"]):
        _roles(record, _PACT, found)
    return found


def _roles(record: Snapshot, roles: tuple[tuple[str, str], ...], found: dict[str, tuple[str, str]]) -> None:
    for field, words in roles:
        value = record[field]
        for actor in value if isinstance(value, tuple) else (value,):
            if actor:
                found.setdefault(actor, (record.code, words))


def _concerned(
    facts: SittingFacts, find: Find, here: frozenset[str], ties: Mapping[str, Mapping[str, str]],
    touched: Mapping[str, tuple[str, str]],
) -> Iterable[Concern]:  # fmt: skip
    for person in facts.voters:
        actor = next((one for one in ties.get(person, {}) if one in touched and person in here), None)
        if actor is not None:
            record, role = touched[actor]
            name = next((one["name"] for one in where(find, "actor", "code", actor)), actor)
            why = tr(N_("{actor}, {role} di {record}")).format(actor=name, role=tr(role), record=record)
            yield Concern(person, actor, record, why, _reason(ties[person][actor], str(name)))


_REASONS = {
    "ente": "rappresentante {of}", "ruolo": "titolare di un incarico per conto {of}", "dipendente": "dipendente {of}",
    "familiare": "familiare di chi opera per conto {of}", "economico": "titolare di un interesse economico {of}",
}  # fmt: skip


def _reason(kind: str, actor: str) -> str:
    """What the declaration may say, in Italian: it is printed. Somebody reads it before it is recorded."""
    return _REASONS.get(kind, "persona legata all'attività {of}").format(of=it.at("di", actor))
