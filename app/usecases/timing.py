"""The clock of an item: when it was taken up and when it was done, written down as the sitting passes on."""

from __future__ import annotations

from datetime import time

from app.core.i18n import N_
from app.domain.entity import Snapshot
from app.domain.meetings import AgendaItem
from app.domain.permissions import Can
from app.domain.sitting import SittingFacts
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import use_case
from app.usecases.sittings import must_run, now, open_item


@use_case(N_("Inizio della trattazione"), Can.RUN_MEETINGS)
def take_up(unit: Unit, item: str, at: time | None = None) -> None:
    """An item is taken up at an hour (now); the one under discussion ends there. Taken up again, it has no end yet.

    Raises:
        Refused: the sitting is not open, or its minutes are final.
    """
    facts, found = open_item(unit, item)
    must_run(facts)
    at = at or now()
    for other in running(facts):
        if other.code != found.code:
            writing.change(unit, AgendaItem, other.id, other.version, {"ended": at})
    writing.change(unit, AgendaItem, found.id, found.version, {"started": found["started"] or at, "ended": None})


@use_case(N_("Fine della trattazione"), Can.RUN_MEETINGS)
def finish(unit: Unit, item: str, at: time | None = None) -> None:
    """An item is done at an hour (now). Raises as `take_up`."""
    facts, found = open_item(unit, item)
    must_run(facts)
    if found["started"] and not found["ended"]:
        writing.change(unit, AgendaItem, found.id, found.version, {"ended": at or now()})


def running(facts: SittingFacts) -> tuple[Snapshot, ...]:
    """The items taken up and not done."""
    return tuple(item for item in facts.items if item["started"] and not item["ended"])
