"""Periods in which the offices are shut, as the settings keep them; the calendar itself is slow to import."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass


@dataclass(frozen=True)
class Closure:
    """A period in which the offices are shut, both ends included."""

    first: date
    last: date
    reason: str = ""

    def holds(self, day: date) -> bool:
        """Whether the offices are shut on this day."""
        return self.first <= day <= self.last


def closure_of(period: Any) -> Closure:
    """A closure from its JSON.

    Raises:
        Refused: it is not an object with two ISO dates in order.
    """
    try:
        one = Closure(
            date.fromisoformat(period["from"]), date.fromisoformat(period["to"]), str(period.get("reason") or "")
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        one = None
    if one is None or one.last < one.first:
        raise Refused(
            N_("«{period}» non è una chiusura: servono le date «from» e «to» (aaaa-mm-gg), in ordine."),
            period=str(period)[:80],
        )
    return one
