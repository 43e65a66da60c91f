"""The dossier a member reads before a sitting, as a value: whose it is and what they still have to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain import italian as it
from app.domain.entity import Snapshot
from app.domain.minutes import plain_data
from app.domain.sitting import SittingFacts

OVER = frozenset({"completata", "verificata", "annullata"})
"""The states of an action nobody has to look at any more."""


@dataclass(frozen=True)
class Task:
    """An action of the member's own, still open: what, by when, how it stands, where it was born."""

    code: str
    text: str
    due: date | None
    status: str
    late: bool
    decision: str = ""


@dataclass(frozen=True)
class Dossier:
    """Whose dossier, of which sitting; the codes of what is in it, item by item."""

    title: str
    meeting: str
    person: str
    told: str
    tasks: tuple[Task, ...]
    items: tuple[tuple[int, str, tuple[str, ...]], ...]
    attachments: tuple[str, ...]

    def data(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {"format": "cabina-fascicolo", "format_version": 1, **plain_data(self)}


def dossier(
    facts: SittingFacts, person: str | None, actions: Iterable[Snapshot], statuses: Mapping[str, str],
    cards: Mapping[str, tuple[str, ...]], decisions: Mapping[str, str],
) -> Dossier:  # fmt: skip
    """The dossier of a sitting, for a member (code) or for anybody.

    Args:
        actions: those of the member, open or not.
        statuses: the words of action_status.
        cards: codes of the records under each item, by the item's code.
        decisions: the numbers of decisions, by code.
    """
    meeting = facts.meeting
    number = f"n. {meeting['number']}" if meeting["number"] else it.with_date("di", meeting["date"])
    mine = [one for one in actions if one["status"] not in OVER]
    mine.sort(key=lambda one: (one["due"] or date.max, one.code))
    tasks = tuple(
        Task(one.code, one["text"], one["due"], statuses.get(one["status"], one["status"]),
             bool(one["due"] and one["due"] < meeting["date"]), decisions.get(one["decision"] or "", ""))
        for one in mine
    )  # fmt: skip
    name = facts.name(person)
    return Dossier(
        f"Fascicolo della seduta {number}", meeting.code, name,
        f"Per {name}: {_count(tasks)}." if name else "", tasks,
        tuple((item["position"], item["title"], cards.get(item.code, ())) for item in facts.items),
        tuple(f"{one['letter'] or '–'} – {one['title']}" for one in facts.attachments),
    )  # fmt: skip


def _count(tasks: tuple[Task, ...]) -> str:
    late = sum(task.late for task in tasks)
    if not tasks:
        return "nessuna azione aperta"
    told = "un'azione aperta" if len(tasks) == 1 else f"{len(tasks)} azioni aperte"
    behind = "" if not late else ", di cui una in ritardo" if late == 1 else f", di cui {late} in ritardo"
    return told + (behind if len(tasks) > 1 else ", in ritardo" if late else "")
