"""The agenda of a sitting: add, order, take off, carry over. Once members were convened it is only added to."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entity import Snapshot, Values
from app.domain.gathering import one
from app.domain.meetings import AgendaItem, ItemProposal
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.domain.sitting import SittingFacts
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import use_case
from app.usecases.sittings import open_facts, open_item

_CARRIED = ("kind", "projects", "pacts", "contributions", "objectives", "rapporteur", "confidential", "duration")


@use_case(N_("Nuovo punto all'ordine del giorno"), Can.CONVENE)
def add_item(unit: Unit, meeting: str, values: Values) -> None:
    """Add an item. In a draft it goes before the last "varie"; after the convocation, at the end and marked."""
    put(unit, meeting, values)


def put(unit: Unit, meeting: str, values: Values) -> Snapshot:
    """`add_item` inside a deed; the item made."""
    facts = open_facts(unit, meeting)
    late = facts.meeting["status"] != "bozza"
    last = facts.items[-1] if facts.items else None
    before_last = last is not None and last["kind"] == "varie" and not late and values.get("kind") != "varie"
    position = len(facts.items) + (0 if before_last else 1)
    if before_last and last is not None:
        writing.change(unit, AgendaItem, last.id, last.version, {"position": len(facts.items) + 1})
    return _insert_item(unit, facts.meeting.code, {"added_later": late, **values, "position": position})


def _insert_item(unit: Unit, meeting: str, values: Values) -> Snapshot:
    """Insert with a code nobody has: items keep theirs when they move, so a position alone does not make one."""
    n = int(values["position"])
    while unit.get(AgendaItem, f"{meeting}.{n}") or unit.get(AgendaItem, f"{meeting}.{n}", trashed=True):
        n += 1
    return writing.insert(unit, AgendaItem, {**values, "meeting": meeting, "code": f"{meeting}.{n}"})


@use_case(N_("Ordine del giorno riordinato"), Can.CONVENE)
def move_item(unit: Unit, item: str, position: int) -> None:
    """Give an item another place; the others make room.

    Raises:
        Refused: the sitting was convened: its agenda is what members received.
    """
    facts, found = open_item(unit, item)
    _not_frozen(facts)
    order = [each for each in facts.items if each.id != found.id]
    order.insert(max(0, min(position - 1, len(order))), found)
    _renumber(unit, order)


@use_case(N_("Punto tolto dall'ordine del giorno"), Can.CONVENE)
def remove_item(unit: Unit, item: str) -> None:
    """Take an item off the agenda (to the trash); after the convocation only one that was added later.

    Raises:
        Refused: members were convened on it: it can be postponed or withdrawn, not taken off.
    """
    facts, found = open_item(unit, item)
    if not found["added_later"]:
        _not_frozen(facts)
    unit.trash(AgendaItem, found.id, found.version)
    for proposal in unit.snapshots(Query("item_proposal", (Filter("item", "=", (item,)),))):
        again = {"status": "proposto", "item": None}  # it waits again
        writing.change(unit, ItemProposal, proposal.id, proposal.version, again, auto=True)
    _renumber(unit, [each for each in facts.items if each.id != found.id])


def _not_frozen(facts: SittingFacts) -> None:
    if facts.meeting["status"] != "bozza":
        raise Refused(N_("La seduta è convocata: l'ordine del giorno non si cambia più, si può solo integrare."))


def _renumber(unit: Unit, order: Iterable[Snapshot]) -> None:
    for n, each in enumerate(order, 1):
        if each["position"] != n:
            writing.change(unit, AgendaItem, each.id, each.version, {"position": n})


@use_case(N_("Punto riportato in una seduta successiva"), Can.CONVENE)
def carry_item(unit: Unit, item: str, to: str) -> None:
    """Put an item of a past sitting on another's agenda, with its links and where it comes from."""
    source = one(unit.snapshots, "agenda_item", item)
    if source is None:
        raise Refused(N_("Il punto «{item}» non c'è più."), item=item)
    past, facts = one(unit.snapshots, "meeting", source["meeting"]), open_facts(unit, to)
    if any(each["carried_from"] == item for each in facts.items):
        raise Refused(N_("Questo punto è già all'ordine del giorno della seduta."))
    number = past["number"] if past else None
    title = str(source["title"]).partition(" (rinviato dalla seduta")[0]
    came = f" (rinviato dalla seduta n. {number})" if number else ""
    values = {key: source[key] for key in _CARRIED}
    late = facts.meeting["status"] != "bozza"
    _insert_item(unit, facts.meeting.code, {**values, "title": f"{title}{came}", "carried_from": item,
                 "added_later": late, "position": len(facts.items) + 1})  # fmt: skip
