"""The agenda of a sitting: add, order, take off. Once members were convened it is only added to, in a supplement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain import carrying
from app.domain.entity import Snapshot, Values
from app.domain.gathering import Find, meeting_named, one, where
from app.domain.meetings import AgendaItem, ItemProposal
from app.domain.permissions import Can
from app.domain.planning import AgendaTemplate, Supplement
from app.domain.query import Filter, Query
from app.domain.sitting import SittingFacts
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import use_case
from app.usecases.sittings import open_facts, open_item


@use_case(N_("Nuovo punto all'ordine del giorno"), Can.CONVENE)
def add_item(unit: Unit, meeting: str, values: Values) -> None:
    """Add an item. In a draft it goes before the last "varie"; after the convocation, at the end and marked."""
    put(unit, meeting, values)


def put(unit: Unit, meeting: str, values: Values) -> Snapshot:
    """`add_item` inside a deed; the item made."""
    return add(unit, open_facts(unit, meeting), values)


def add(unit: Unit, facts: SittingFacts, values: Values) -> Snapshot:
    """`put` on a sitting already read; after the convocation the item belongs to a supplement still to be sent."""
    late = facts.meeting["status"] != "bozza"
    last = facts.items[-1] if facts.items else None
    before_last = last is not None and last["kind"] == "varie" and not late and values.get("kind") != "varie"
    position = len(facts.items) + (0 if before_last else 1)
    if before_last and last is not None:
        writing.change(unit, AgendaItem, last.id, last.version, {"position": len(facts.items) + 1})
    supplement = _supplement(unit, facts).code if facts.meeting["status"] in ("convocata", "rinviata") else None
    given = {"added_later": late, "supplement": supplement, **values, "position": position}
    return insert_item(unit, facts.meeting.code, given)


def _supplement(unit: Unit, facts: SittingFacts) -> Snapshot:
    """The supplement that waits to be sent, made when there is none."""
    there = where(unit.snapshots, "supplement", "meeting", facts.meeting.code)
    waiting = next((row for row in there if not row["sent_on"]), None)
    n = max((row["number"] for row in there), default=0) + 1
    return waiting or writing.insert(unit, Supplement, {"meeting": facts.meeting.code, "number": n})


def insert_item(unit: Unit, meeting: str, values: Values) -> Snapshot:
    """Insert with a code nobody has: items keep theirs when they move, so a position alone does not make one."""
    n = int(values["position"])
    while unit.get(AgendaItem, f"{meeting}.{n}") or unit.get(AgendaItem, f"{meeting}.{n}", trashed=True):
        n += 1
    given = {**values, "meeting": meeting, "code": f"{meeting}.{n}"}
    return writing.insert(unit, AgendaItem, {k: v for k, v in given.items() if v is not None})


@use_case(N_("Ordine del giorno riordinato"), Can.CONVENE)
def move_item(unit: Unit, item: str, position: int) -> None:
    """Give an item another place; the others make room. Between two items of a section it belongs to that section.

    Raises:
        Refused: the sitting was convened: its agenda is what members received.
    """
    facts, found = open_item(unit, item)
    must_be_draft(facts)
    order = [each for each in facts.items if each.id != found.id]
    at = max(0, min(position - 1, len(order)))
    order.insert(at, found)
    _renumber(unit, order, {found.id: {"section": _section_at(order, at)}})


def _section_at(order: Sequence[Snapshot], at: int) -> str | None:
    """The section an item belongs to in its place: its own while a neighbour has it, else its neighbours'."""
    own: str | None = order[at]["section"]
    before = order[at - 1]["section"] if at else None
    after = order[at + 1]["section"] if at + 1 < len(order) else None
    inside = bool(at) and at + 1 < len(order) and before == after
    alone = sum(each["section"] == own for each in order) == 1
    return before if inside and own != before and not (alone and own) else own


@use_case(N_("Punto modificato"), Can.CONVENE)
def edit_item(unit: Unit, item: str, version: int, values: Values) -> None:
    """Change the data of an item: after the convocation what members received (title, kind) stays.

    Raises:
        Refused: members received that title. Stale: it moved since.
    """
    facts, found = open_item(unit, item)
    told = {name for name in ("title", "kind") if name in values and values[name] != found[name]}
    if told and not found["added_later"]:
        must_be_draft(facts)
    if values.get("confidential") and found["visibility"] == "pubblica":
        values = {**values, "visibility": "cabina"}
    writing.change(unit, AgendaItem, found.id, version, values)


@use_case(N_("Punto tolto dall'ordine del giorno"), Can.CONVENE)
def remove_item(unit: Unit, item: str) -> None:
    """Take an item off the agenda (to the trash); after the convocation only one whose supplement was not sent.

    Raises:
        Refused: members were convened on it: it can be postponed or withdrawn, not taken off.
    """
    facts, found = open_item(unit, item)
    supplement = one(unit.snapshots, "supplement", found["supplement"])
    if not found["added_later"] or (supplement is not None and supplement["sent_on"]):
        must_be_draft(facts)
    unit.trash(AgendaItem, found.id, found.version)
    for proposal in unit.snapshots(Query("item_proposal", (Filter("item", "=", (item,)),))):
        again = {"status": "proposto", "item": None}  # it waits again
        writing.change(unit, ItemProposal, proposal.id, proposal.version, again, auto=True)
    rest = [each for each in facts.items if each.id != found.id]
    if supplement is not None and not any(each["supplement"] == supplement.code for each in rest):
        unit.trash(Supplement, supplement.id, supplement.version)
    _renumber(unit, rest)


def must_be_draft(facts: SittingFacts) -> None:
    """Raise Refused once members were convened."""
    if facts.meeting["status"] != "bozza":
        raise Refused(N_("La seduta è convocata: l'ordine del giorno non si cambia più, si può solo integrare."))


def _renumber(unit: Unit, order: Iterable[Snapshot], also: Mapping[int, Values] = MappingProxyType({})) -> None:
    for n, each in enumerate(order, 1):
        wanted = {"position": n, **also.get(each.id, {})}
        if any(each[name] != value for name, value in wanted.items()):
            writing.change(unit, AgendaItem, each.id, each.version, wanted)


# ---------------------------------------------------------------- carried over

_KEPT = ("kind", "projects", "pacts", "contributions", "objectives", "rapporteur", "confidential", "duration",
         "section", "visibility")  # fmt: skip
"""What an item brings along when it is carried over."""


def again(find: Find, item: Snapshot, source: Snapshot) -> Values:
    """The item that an unfinished one of `source` becomes on a later agenda."""
    before = one(find, "agenda_item", item["carried_from"])
    return {
        **{key: item[key] for key in _KEPT}, "title": carrying.carried_title(item, source), "carried_from": item.code,
        "postponements": carrying.postponed_times(item, before) + 1,
    }  # fmt: skip


@use_case(N_("Punto riportato in una seduta successiva"), Can.CONVENE)
def carry_item(unit: Unit, item: str, to: str) -> None:
    """Put an item of a past sitting on another's agenda, with its links and where it comes from."""
    source = one(unit.snapshots, "agenda_item", item)
    if source is None:
        raise Refused(N_("Il punto «{item}» non c'è più."), item=item)
    facts = open_facts(unit, to)
    if any(each["carried_from"] == item for each in facts.items):
        raise Refused(N_("Questo punto è già all'ordine del giorno della seduta."))
    add(unit, facts, again(unit.snapshots, source, meeting_named(unit.snapshots, source["meeting"])))


# ---------------------------------------------------------------- models

_OF_MODEL = ("section", "title", "kind", "duration", "confidential")


@use_case(N_("Ordine del giorno tenuto come modello"), Can.CONVENE)
def save_template(unit: Unit, meeting: str, name: str) -> None:
    """Keep an agenda as a model: what comes back by itself (minutes to approve, postponed items) is left out.

    Raises:
        Refused: nothing is left to keep, or a model of the body has this name already.
    """
    facts = open_facts(unit, meeting)
    own = [item for item in facts.items if item["kind"] != "verbale" and not item["carried_from"]]
    rows = [{key: item[key] for key in _OF_MODEL if item[key] not in (None, False)} for item in own]
    if not rows:
        raise Refused(N_("L'ordine del giorno non ha punti da tenere come modello."))
    if any(each["name"].casefold() == name.casefold() for each in unit.snapshots(Query("agenda_template"))):
        raise Refused(N_("C'è già un modello «{name}»: dategli un altro nome."), name=name)
    writing.insert(unit, AgendaTemplate, {"name": name, "body": facts.body.code, "items": rows})
