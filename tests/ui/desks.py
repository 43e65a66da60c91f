"""A desk at a real register with the example committee in it, everything done on the spot."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.core import paths
from app.core.progress import Progress
from app.domain.permissions import Person, Role
from app.ui.desk import Desk
from app.ui.messages import Message, Messages
from app.ui.runner import Runner
from app.usecases import committee, register
from app.usecases.opening import open_register


class Heard:
    """What the program said and did, for a test to look at."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.opened: list[tuple[str, str]] = []
        self.done: list[str] = []
        self.drafts: list[bool] = []


def committee_data() -> dict[str, Any]:
    """The example committee, poster included."""
    folder = paths.resources() / "demo"
    whole: dict[str, Any] = json.loads((folder / "committee.json").read_text("utf-8"))
    poster: dict[str, Any] = json.loads((folder / "poster.json").read_text("utf-8"))
    whole["settings"] = {**whole["settings"], **poster.pop("settings")}
    return {**whole, **poster}


@cache
def _filled() -> bytes:
    """A register with the example, as the bytes of its file; filled once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "registro.db"
        store = open_register(str(path), create=True)
        committee.load_data(store, committee_data(), Progress())
        store.close()
        return path.read_bytes()


def desk_at(folder: Path) -> tuple[Desk, Heard]:
    """A desk at a register of its own, filled with the example."""
    path = folder / "registro.db"
    path.write_bytes(_filled())
    store = open_register(str(path))
    heard, messages = Heard(), Messages()
    desk = Desk(store, store.who, register.names(store), Runner.inline(), messages, place=str(folder))
    messages.said.connect(heard.said.append)
    messages.open()
    desk.open = lambda entity, code: heard.opened.append((entity, code))
    desk.done = lambda _changes, sentence: heard.done.append(sentence)
    desk.draft_changed = heard.drafts.append
    return desk, heard


def reader() -> Person:
    """Somebody who may only read."""
    return Person("lettura", frozenset({Role.LETTORE}))
