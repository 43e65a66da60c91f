"""How the parts of an item come into being: each by the verb of the sitting that numbers and checks them."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.entity import Changes, Values
from app.ui.desk import Store
from app.usecases import meetings


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


NEW: dict[str, Callable[[Store, Values], Changes]] = {"speech": _speech, "decision": _decision, "action_item": _action}
"""By kind of record; the others are simply created."""

GIVEN = frozenset({"code", "visibility", "number"})
"""What nobody types: the register numbers a new record."""
