"""The agenda before it is convened: what members propose for it, and the president's approval."""

from __future__ import annotations

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entity import Snapshot, Values
from app.domain.meetings import ItemProposal, Meeting, agenda_mark
from app.domain.ownership import may_write_row
from app.domain.permissions import Can
from app.domain.query import Filter, Query, Sort
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import agenda, lists, writing
from app.usecases.base import use_case
from app.usecases.sittings import open_facts

WAITING = Query("item_proposal", (Filter("status", "=", ("proposto",)),), sort=(Sort("proposed_on"), Sort("code")))
"""What members proposed and nobody answered yet, the oldest first."""

_CARRIED = ("title", "kind", "projects", "pacts", "contributions", "objectives", "duration")


def waiting(store: Store) -> list[Snapshot]:
    """The proposals that wait for an answer."""
    return lists.snapshots(store, WAITING)


def may_propose(store: Store) -> bool:
    """Whether this person is offered to propose an item: a member, or the secretary in a member's name."""
    return may_write_row(ItemProposal, store.who, is_own=True)


@use_case(N_("Proposta di un punto"))
def propose(unit: Unit, values: Values) -> None:
    """Propose an item for an agenda to come, in one's own name unless `by` says whose.

    Raises:
        Refused: this login is no person's, or a rule is broken. Forbidden: in another's name, or not a member.
    """
    by = values.get("by") or unit.who.person
    if by is None:
        raise Refused(N_("Indicate chi propone il punto."))
    writing.insert(unit, ItemProposal, {"proposed_on": clock.today(), **values, "by": by})


@use_case(N_("Proposta messa all'ordine del giorno"), Can.CONVENE)
def accept(unit: Unit, id: int, version: int, meeting: str) -> None:
    """Put a proposed item on a sitting's agenda, with its links; the proposal remembers which item it became.

    Raises:
        Refused: it was answered already, or the sitting's minutes are final. Stale: the proposal moved since.
    """
    proposal = writing.expect(unit, ItemProposal, id, version)
    if proposal["status"] != "proposto":
        raise Refused(N_("A questa proposta è già stato risposto."))
    made = agenda.put(unit, meeting, {**{name: proposal[name] for name in _CARRIED}, "rapporteur": proposal["by"]})
    writing.change(unit, ItemProposal, id, version, {"status": "accolto", "item": made.code}, auto=True)


@use_case(N_("Proposta non accolta"), Can.CONVENE)
def decline(unit: Unit, id: int, version: int, reason: str) -> None:
    """Answer that an item will not be on an agenda, and why.

    Raises:
        Refused: it was answered already, or no reason is given. Stale: the proposal moved since.
    """
    writing.change(unit, ItemProposal, id, version, {"status": "non_accolto"}, reason=reason)


# ---------------------------------------------------------------- the president


@use_case(N_("Ordine del giorno approvato"), Can.APPROVE_AGENDA)
def approve_agenda(unit: Unit, id: int, version: int) -> None:
    """Approve the agenda of a sitting as it stands; another item, order or title, and it is to be approved again.

    Raises:
        Refused: it is empty, or was convened already. Stale: the sitting moved since.
    """
    meeting = writing.expect(unit, Meeting, id, version)
    items = open_facts(unit, meeting.code).items
    if meeting["status"] != "bozza":
        raise Refused(N_("La seduta è già convocata: l'ordine del giorno è quello che i componenti hanno ricevuto."))
    if not items:
        raise Refused(N_("L'ordine del giorno è vuoto."))
    approved = {"agenda_approved_on": clock.today(), "agenda_approved_as": agenda_mark(items)}
    writing.change(unit, Meeting, id, version, approved)


def to_approve(store: Store, meeting: Snapshot, items: list[Snapshot]) -> bool:
    """Whether this person is offered to approve an agenda: a draft's, with items, not approved as it is now."""
    draft = meeting["status"] == "bozza" and bool(items)
    return draft and store.who.may(Can.APPROVE_AGENDA) and meeting["agenda_approved_as"] != agenda_mark(items)
