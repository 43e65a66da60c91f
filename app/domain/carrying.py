"""What a sitting leaves to the next one: items put off, open actions, decisions not carried out, minutes to approve.

Nothing disappears: whatever is left ends done, dropped by a decision, or open on the next agenda.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.entity import Snapshot
from app.domain.gathering import Find, approval, where

OVER = frozenset({"chiusa", "verbalizzata", "archiviata", "deserta", "annullata"})
"""Sittings that will not discuss anything any more."""
COMING = ("bozza", "convocata", "rinviata", "in_corso")
OPEN_ACTIONS = ("da_fare", "in_corso", "bloccata")
OPEN_DECISIONS = ("adottata", "trasmessa", "in_attuazione")
CHECK, ANY_OTHER = "Verifica degli impegni", "Varie ed eventuali"
MINUTES_OF = "Approvazione del verbale della seduta n. {number}"
_CAME = " (rinviato dalla seduta"


@dataclass(frozen=True)
class LeftOpen:
    """What waits for a sitting of a body. `items` are postponed ones with the sitting they were on."""

    minutes: tuple[Snapshot, ...] = ()
    items: tuple[tuple[Snapshot, Snapshot], ...] = ()
    actions: tuple[Snapshot, ...] = ()
    decisions: tuple[Snapshot, ...] = ()

    @property
    def count(self) -> int:
        """How many things there are."""
        return len(self.minutes) + len(self.items) + len(self.actions) + len(self.decisions)


def left_open(find: Find, meeting: Snapshot) -> LeftOpen:
    """What earlier sittings of the same body left, and no agenda to come has taken up yet."""
    others = [one for one in where(find, "meeting", "body", meeting["body"]) if one.id != meeting.id]
    past = {one.code: one for one in others if one["date"] <= meeting["date"]}
    items = where(find, "agenda_item", "meeting", *(one.code for one in others), meeting.code)
    coming = {one.code for one in (*others, meeting) if one["status"] in COMING}
    taken = where(find, "carried_over", "item", *(i.code for i in items if i["meeting"] in coming))
    decisions = where(find, "decision", "item", *(i.code for i in items if i["meeting"] in past))
    actions = [
        *where(find, "action_item", "item", *(i.code for i in items if i["meeting"] in past)),
        *where(find, "action_item", "decision", *(one.code for one in decisions)),
    ]
    on = {row["action"] for row in taken} | {row["decision"] for row in taken}
    return LeftOpen(
        tuple(_to_approve(find, meeting, list(past.values()), [i for i in items if i["meeting"] in coming])),
        tuple(_postponed(items, past)),
        tuple({a.code: a for a in actions if a["status"] in OPEN_ACTIONS and a.code not in on}.values()),
        tuple(d for d in decisions if d["status"] in OPEN_DECISIONS and d.code not in on),
    )


def _to_approve(find: Find, meeting: Snapshot, past: list[Snapshot], coming: list[Snapshot]) -> list[Snapshot]:
    """The sittings whose minutes the next one approves: where the body does so, and no agenda to come does it already.

    The sitting just before counts even while it is still to be held: by then it will have minutes.
    """
    body = next(iter(where(find, "body", "code", meeting["body"])), None)
    if body is None or body["minutes_approval"] != "seduta_successiva":
        return []
    named = {item["title"] for item in coming if item["kind"] == "verbale"}
    ordered = sorted((one for one in past if one["number"] and one["status"] not in ("bozza", "annullata", "deserta")),
                     key=lambda one: one["date"])  # fmt: skip
    waiting = [one for one in ordered if one["minutes_status"] or one is ordered[-1]]
    return [one for one in waiting if approval_title(one) not in named and approval(find, one) is None]


def approval_title(meeting: Snapshot) -> str:
    """The title of the item that approves a sitting's minutes; `gathering.approval` finds it by the number in it."""
    return MINUTES_OF.format(number=meeting["minutes_number"] or meeting["number"])


def _postponed(items: list[Snapshot], past: dict[str, Snapshot]) -> list[tuple[Snapshot, Snapshot]]:
    """The items nobody has come to the end of, in the order of their sittings, unless another agenda took them up."""
    taken = {item["carried_from"] for item in items}
    found = [
        (item, past[item["meeting"]])
        for item in items
        if item["meeting"] in past and item.code not in taken and _unfinished(item, past[item["meeting"]])
    ]
    return sorted(found, key=lambda pair: (pair[1]["date"], pair[0]["position"]))


def _unfinished(item: Snapshot, meeting: Snapshot) -> bool:
    if meeting["status"] not in OVER or is_routine(item):
        return False
    if meeting["status"] == "annullata" and not meeting["convened_on"]:
        return bool(item["carried_from"])  # a draft thrown away leaves only what it had been given
    return item["outcome"] in ("rinviato", "non_discusso", None)


def is_routine(item: Snapshot) -> bool:
    """Whether an item belongs to every sitting, so that it is never carried over."""
    return item["kind"] in ("verbale", "varie") or item["title"] == CHECK


def base_title(item: Snapshot) -> str:
    """The title of an item without the words that say where it was postponed from."""
    return str(item["title"]).partition(_CAME)[0]


def carried_title(item: Snapshot, meeting: Snapshot | None) -> str:
    """The title an item carried over takes, within its 300 characters."""
    came = f"{_CAME} n. {meeting['number']})" if meeting and meeting["number"] else ""
    return base_title(item)[: 300 - len(came)] + came


def postponed_times(item: Snapshot, source: Snapshot | None) -> int:
    """How many times an item carried from `source` has been put off; older items were not counted as they went."""
    return int(item["postponements"] or (int(source["postponements"] or 0) + 1 if source else 0))


def last_word(text: str | None) -> str:
    """The last thing somebody wrote in a note: its last line, as much of it as a report keeps."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1][:500] if lines else ""
