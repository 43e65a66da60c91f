"""A desk at a real register with the example committee in it, everything done on the spot."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from app.core import paths
from app.core.progress import Progress
from app.domain.permissions import Person, Role
from app.ui.desk import Desk
from app.ui.messages import Message, Messages
from app.ui.runner import Inline, Runner
from app.usecases import committee, register
from app.usecases.opening import open_register

T = TypeVar("T")


class Held(Inline):
    """The register as a slow one is: while `hold` is set nothing is done, or nothing is answered, until the test says.

    Jobs stand in the order they were asked for; `at` picks one out of its turn.
    """

    def __init__(self) -> None:
        self.hold = False
        self._asked: list[tuple[Future[Any], Callable[[], Any]]] = []
        self._done: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        if not self.hold:
            return super().submit(fn, *args, **kwargs)
        future: Future[T] = Future()
        self._asked.append((future, lambda: fn(*args, **kwargs)))
        return future

    @property
    def asked(self) -> int:
        """How many jobs wait to be done."""
        return len(self._asked)

    @property
    def done(self) -> int:
        """How many are done and wait to be answered."""
        return len(self._done)

    def work(self, at: int = 0) -> None:
        """Do a job now; its answer waits for `answer`."""
        future, job = self._asked.pop(at)
        try:
            told = job()
        except BaseException as error:  # noqa: BLE001 - a future carries whatever happened to its reader
            self._done.append(lambda error=error: future.set_exception(error))  # type: ignore[misc]
        else:
            self._done.append(lambda: future.set_result(told))

    def answer(self, at: int = 0) -> None:
        """Hand over what a job has answered."""
        self._done.pop(at)()

    def go(self, at: int = 0) -> None:
        """Do a job and answer it."""
        self.work(at)
        self.answer(-1)

    def catch_up(self) -> None:
        """Everything that waits is done and answered, with what follows from it; from here on nothing waits."""
        self.hold = False
        while self._asked or self._done:
            if self._asked:
                self.work()
            else:
                self.answer()


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


def desk_at(folder: Path, runner: Runner | None = None) -> tuple[Desk, Heard]:
    """A desk at a register of its own, filled with the example; without a runner all is done on the spot."""
    path = folder / "registro.db"
    path.write_bytes(_filled())
    store = open_register(str(path))
    heard, messages = Heard(), Messages()
    desk = Desk(store, store.who, register.names(store), runner or Runner.inline(), messages, place=str(folder))
    messages.said.connect(heard.said.append)
    messages.open()
    desk.open = lambda entity, code: heard.opened.append((entity, code))
    desk.done = lambda _changes, sentence: heard.done.append(sentence)
    desk.draft_changed = heard.drafts.append
    return desk, heard


def reader() -> Person:
    """Somebody who may only read."""
    return Person("lettura", frozenset({Role.LETTORE}))


def slow_desk_at(folder: Path) -> tuple[Desk, Heard, Held]:
    """A desk whose register answers when the test says; what is drawn aside is still drawn on the spot."""
    held = Held()
    desk, heard = desk_at(folder, Runner(held, Inline()))
    desk.runner.failed.connect(desk.messages.error)
    return desk, heard, held
