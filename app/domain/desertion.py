"""The minutes of a sitting that nobody could hold: who had come, at what hour, how many were missing (DOMAIN §3.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain import chronicle, phrases
from app.domain import italian as it
from app.domain.composing import compose
from app.domain.minutes import Minutes
from app.domain.sitting import SittingFacts


@dataclass(frozen=True)
class Desertion:
    """A paper of its own: `minutes` lend it letterhead, attendance and signatures, and have no items."""

    minutes: Minutes
    title: str
    told: tuple[str, ...]
    missing: int

    @property
    def is_draft(self) -> bool:
        """Whether the sitting was not yet declared deserted."""
        return self.minutes.is_draft

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {**self.minutes.data(), "format": "cabina-diserzione", "title": self.title, "told": list(self.told),
                "missing": self.missing}  # fmt: skip


def desertion(facts: SittingFacts) -> Desertion:
    """The minutes of the desertion of a sitting.

    Raises:
        Refused: attendance was not taken, or the legal number was there.
    """
    if not facts.attendance:
        raise Refused(N_("Le presenze non sono ancora state registrate: senza, non si può dire chi mancava."))
    there = facts.at_opening
    if facts.has_quorum(there):
        raise Refused(N_("All'apertura il numero legale c'era: la seduta non è deserta."))
    minutes = compose(_without_discussion(facts))
    number = f"n. {facts.meeting['number']}" if facts.meeting["number"] else it.with_date("di", facts.meeting["date"])
    missing = max(1, facts.quorum - len(there))
    return Desertion(minutes, f"Verbale di diserzione della seduta {number}", tuple(_told(facts, len(there), missing)),
                     missing)  # fmt: skip


def _without_discussion(facts: SittingFacts) -> SittingFacts:
    meeting = replace(facts.meeting, values={**facts.meeting.values, "status": "deserta"})
    return replace(facts, meeting=meeting)


def _told(facts: SittingFacts, present: int, missing: int) -> list[str]:
    meeting, chair = facts.meeting, chronicle.title_of_chair(facts)
    start = meeting["start_actual"] or meeting["start_planned"]
    where = ""
    if facts.place is not None and meeting["mode"] != "remoto":
        where = f", {it.at('presso', phrases.place_name(facts.place['name']))}"
    elif meeting["mode"] == "remoto":
        where = ", in videoconferenza"
    note = phrases.convened_with(meeting["convened_protocol"], meeting["convened_on"],
                                 demo=bool(facts.settings.get("demo")))  # fmt: skip
    convened = f", convocata con {note}" if note else ""
    body = it.at("di", facts.body["name"])
    day = it.long_date(meeting["date"], weekday=True)
    hour = f" Alle ore {it.hour(meeting['end_actual'])}" if meeting["end_actual"] else " All'appello"
    count = "è presente n. 1 componente" if present == 1 else f"sono presenti n. {present} componenti"
    lack = "ne manca n. 1" if missing == 1 else f"ne mancano n. {missing}"
    return [
        f"{it.upper_start(day)}, alle ore {it.hour(start)}{where}, si procede all'appello dei componenti "
        f"{body}{convened}.",
        f"{hour.strip()} {count} su n. {len(facts.voters)} aventi diritto di voto; per la validità della seduta ne "
        f"occorrono n. {facts.quorum}: {lack}.",
        f"Constatata la mancanza del numero legale, {chair} dichiara deserta la seduta. Gli argomenti all'ordine del "
        "giorno non sono trattati.",
    ]  # fmt: skip
