"""Whether a decision is in force: worked out from its state, which follows the vote, its acts and later decisions."""

from __future__ import annotations

from app.core.i18n import N_
from app.domain.query import Filter, Query

FORCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "in_vigore": (N_("In vigore"), ("adottata", "trasmessa", "recepita", "in_attuazione")),
    "eseguita": (N_("Eseguite"), ("attuata",)),
    "superata": (N_("Superate"), ("superata",)),
    "revocata": (N_("Revocate"), ("revocata",)),
    "mai": (N_("Mai in vigore"), ("proposta", "respinta", "rinviata", "non_recepita")),
}
"""Each force: its word, and the states of a decision that have it."""


def force(status: str) -> str:
    """The force of a decision by its state."""
    return next(name for name, (_, states) in FORCES.items() if status in states)


def having(name: str) -> Query:
    """The decisions of one force."""
    return Query("decision", (Filter("status", "=", FORCES[name][1]),))
