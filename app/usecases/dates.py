"""What the calendar does by itself (DOMAIN §5.6, «auto»): a pact is in force from its first day, over after its last.

Nobody presses a button for it: it is done when a register is opened, and when a day begins, by the first desk that
may. The history shows it as a deed of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.core import clock
from app.core.errors import Forbidden, Refused, Stale, Unreachable
from app.core.i18n import N_
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot
from app.domain.lifecycle import LIFECYCLES, Lifecycle, Move, Surroundings, due_move
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import writing
from app.usecases.base import use_case

if TYPE_CHECKING:
    from app.store.unit import Unit

DEED = N_("Passaggi di stato per data")
NOTHING = Changes(0)
_TRIES = 3
_log = logging.getLogger(__name__)


def follow(store: Store) -> Changes:
    """Make every passage whose day has come; none when there are none, or when they are for others to write.

    It is a courtesy of whoever opens the register: one that cannot be written (read-only, the server gone) is told to
    the log, and the person goes on.
    """
    for _ in range(_TRIES):
        try:
            due = [(cycle, one) for cycle, one in _candidates(store) if _next(cycle, one) is not None]
            return _pass(store, due) if due else NOTHING
        except Stale:  # another desk wrote one of them meanwhile: the others are still to be moved
            continue
        except (Unreachable, Forbidden, Refused) as problem:
            _log.warning("passages by date are left for later: %s", problem)
            break
    return NOTHING


def _candidates(store: Store) -> Iterator[tuple[Lifecycle, Snapshot]]:
    for cycle in LIFECYCLES:
        states = tuple(state for move in cycle.moves if move.on for state in move.sources)
        if states and store.who.may(ENTITIES[cycle.entity].write):
            query = Query(cycle.entity, (Filter(cycle.field, "=", states),))
            yield from ((cycle, one) for one in store.snapshots(query))


def _next(cycle: Lifecycle, one: Snapshot) -> Move | None:
    move = due_move(cycle, one.values, clock.today())
    return None if move is None or (move.guard and move.guard(one.values, Surroundings())) else move


@use_case(DEED)
def _pass(unit: Unit, due: list[tuple[Lifecycle, Snapshot]]) -> None:
    for cycle, one in due:
        kind, now = ENTITIES[cycle.entity], one
        try:
            while (move := _next(cycle, now)) is not None:  # one signed and over long ago goes all the way
                now = writing.change(unit, kind, now.id, now.version, {cycle.field: move.to}, auto=True)
        except Refused as refusal:  # its other fields are wrong: whoever edits it is told; the others go on
            _log.warning("%s %s stays as it is: %s", kind.name, one.code, refusal)
