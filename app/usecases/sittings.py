"""What the verbs of a sitting share: which sittings may be written in, and the numbers they are given."""

from __future__ import annotations

from datetime import time

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entity import Entity, Snapshot
from app.domain.gathering import gather, meeting_named, one
from app.domain.query import Query
from app.domain.sitting import SittingFacts
from app.store.unit import Unit
from app.usecases import minutes

RUNNING = frozenset({"in_corso", "chiusa", "verbalizzata"})
"""Where votes and movements may be written: the sitting has begun. A sitting is «verbalizzata» as soon as its minutes
are sent round for remarks, and a remark is often that a vote or an entrance was noted wrongly; `open_facts` refuses
once they are final, whatever the sitting's state."""


def _all(unit: Unit, entity: str) -> list[Snapshot]:
    """Every record, those in the trash too: a number is never given twice."""
    return [*unit.snapshots(Query(entity)), *unit.snapshots(Query(entity, trashed=True))]


def next_number(unit: Unit, entity: type[Entity], year: int, body: str | None = None) -> str:
    """The number after the largest of a year (of a body), as n/year."""
    mine = [row for row in _all(unit, entity.name) if body is None or row["body"] == body]
    taken = [int(n) for n, _, y in (str(row["number"] or "").partition("/") for row in mine) if n and y == str(year)]
    return f"{max(taken, default=0) + 1}/{year}"


def number_is_free(unit: Unit, meeting: Snapshot, number: str) -> None:
    """Raise Refused when another sitting of the body has the number."""
    others = (m for m in _all(unit, "meeting") if m.id != meeting.id and m["body"] == meeting["body"])
    if any(other["number"] == number for other in others):
        raise Refused(N_("Il numero {number} è già di un'altra seduta."), number=number)


def now() -> time:
    """The hour and minute on a clock in Rome."""
    return clock.local(clock.now()).time().replace(second=0, microsecond=0)


def open_facts(unit: Unit, meeting: str) -> SittingFacts:
    """A sitting that may still be written in.

    Raises:
        Refused: its minutes are final.
    """
    found = meeting_named(unit.snapshots, meeting)
    if found["minutes_status"] in minutes.FINAL:
        raise Refused(N_("Il verbale della seduta n. {number} è definitivo: si corregge solo con una rettifica in una "
                      "seduta successiva."), number=found["number"])  # fmt: skip
    return gather(unit.snapshots, found)


def open_item(unit: Unit, item: str) -> tuple[SittingFacts, Snapshot]:
    """An item by its code, with its sitting. Raises as `open_facts`; Refused when the item is gone."""
    found = one(unit.snapshots, "agenda_item", item)
    if found is None:
        raise Refused(N_("Il punto «{item}» non c'è più."), item=item)
    return open_facts(unit, found["meeting"]), found


def must_run(facts: SittingFacts) -> None:
    """Raise Refused unless the sitting has begun; that its minutes are not final yet is `open_facts`'s to say."""
    if facts.meeting["status"] not in RUNNING:
        raise Refused(N_("La seduta non è aperta: apritela prima di registrare che cosa vi succede."))
