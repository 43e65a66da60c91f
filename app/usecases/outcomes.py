"""What became of an item, and of the decisions written on it: they follow, while nothing came of them yet."""

from __future__ import annotations

from app.domain.decisions import Decision
from app.domain.entity import Snapshot
from app.domain.meetings import AgendaItem
from app.domain.sitting import SittingFacts
from app.store.unit import Unit
from app.usecases import patches, writing

FOLLOWING = frozenset({"proposta", "adottata", "respinta", "rinviata"})
"""The states of a decision that the outcome of its item gives, and takes back."""

STATUS_AFTER = {"approvato": "adottata", "presa_atto": "adottata", "respinto": "respinta", "rinviato": "rinviata"}
"""The state of a decision by the outcome of its item."""


def give_outcome(unit: Unit, facts: SittingFacts, item: Snapshot, outcome: str) -> None:
    """The outcome of an item; the decisions already written on it follow, while nothing came of them yet."""
    writing.change(unit, AgendaItem, item.id, item.version, {"outcome": outcome})
    for decision in facts.of(facts.decisions, item.code):
        if decision["status"] in FOLLOWING:
            status = STATUS_AFTER.get(outcome, "proposta")
            changed = writing.change(unit, Decision, decision.id, decision.version, {"status": status}, auto=True)
            patches.follow(unit, decision, changed)
