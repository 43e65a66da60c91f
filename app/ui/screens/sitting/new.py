"""How the parts of an item are written: each by the verb of the sitting that numbers and checks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.entity import Changes, Snapshot, Values
from app.ui.desk import Store
from app.usecases import chronicle, meetings, register

SIDES = ("favour", "against", "abstained", "not_participating")
"""What a member may do in a vote; each has its number and its names."""

NUMBERS = (*SIDES, "blank")
"""What is counted in a vote."""

GIVEN = frozenset({"code", "visibility", "number"})
"""What nobody types: the register numbers a new record."""

WHOLE = frozenset({"vote"})
"""Of which an item has one at most, and whose fields hang together: two people's are never mixed."""


def create(store: Store, entity: str, values: Values) -> Changes:
    """Write a new part, or any other record. Runs off the GUI thread."""
    made = _NEW.get(entity)
    return made(store, values) if made else register.create(store, entity, values)


def write(store: Store, record: Snapshot, values: Values) -> Changes:
    """Write what changed of a record, as the screen saw it. Runs off the GUI thread."""
    if record.entity == "vote":
        return _vote(store, {**record.values, **values}, record.version)
    return register.edit(store, record.entity, record.id, record.version, values)


def _speech(store: Store, values: Values) -> Changes:
    return meetings.add_speech(store, values["item"], values["person"], values["text"],
                               verbatim=bool(values.get("verbatim")))  # fmt: skip


def _decision(store: Store, values: Values) -> Changes:
    told = {name: values.get(name) for name in ("title", "competent_body", "due", "projects", "objectives")}
    return meetings.decide(store, values["item"], type=values["type"], text=values["text"], owner=values["owner"],
                           **told)  # fmt: skip


def _action(store: Store, values: Values) -> Changes:
    return meetings.add_action(store, text=values["text"], owner=values["owner"], due=values["due"],
                               decision=values.get("decision"), item=values.get("item"))  # fmt: skip


def _sentence(store: Store, values: Values) -> Changes:
    return chronicle.correct(store, values["meeting"], values["key"], values.get("text"))


def _first_vote(store: Store, values: Values) -> Changes:
    return _vote(store, values, 0)


def _vote(store: Store, told: Values, version: int) -> Changes:
    """The result and the item's outcome are worked out; of a vote never seen (0), or moved since, Stale."""
    numbers: dict[str, Any] = {name: told.get(name) or 0 for name in NUMBERS}
    names: dict[str, Any] = {f"names_{side}": told.get(f"names_{side}") or () for side in SIDES}
    how: dict[str, Any] = {name: told.get(name) for name in ("mode", "majority", "tie_break")}
    return meetings.record_vote(store, told["item"], version=version, **how, **numbers, **names)


_NEW: dict[str, Callable[[Store, Values], Changes]] = {
    "speech": _speech, "decision": _decision, "action_item": _action, "vote": _first_vote,
    "chronicle_edit": _sentence,
}  # fmt: skip
"""By kind of record; the others are simply created."""
