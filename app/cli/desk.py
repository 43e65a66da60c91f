"""What a verb is given: the parsed words, the register opened on demand, and a place to answer."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core import clock, paths
from app.core.progress import Progress
from app.usecases import committee, dates
from app.usecases.opening import Store, is_shared, open_register


@dataclass(frozen=True)
class Verb:
    """A word of the command line: what it does in one line, its options, its work, and whether somebody who uses it
    means to write in the register: what the calendar does by itself is done beside that, never for a look."""

    name: str
    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Desk], int | None]
    writes: bool = False


class Desk:
    """One run of the command line."""

    def __init__(self, arguments: argparse.Namespace, shot: Callable[[Desk], int]) -> None:
        self.arguments, self.shot = arguments, shot
        self._store: Store | None = None

    @property
    def place(self) -> str:
        """The register asked for, or this user's own."""
        return str(self.arguments.register or paths.default_register())

    @property
    def is_shared(self) -> bool:
        """Whether the register is on a server."""
        return is_shared(self.place)

    def store(self, *, create: bool = False) -> Store:
        """The register, opened; `create` makes and seeds an embedded one that is not there yet.

        Raises:
            Refused: there is no such file.
        """
        if self._store is None:
            self._store = open_register(self.place, create=create)
            demo_today = committee.settings(self._store)["demo_today"]
            if not self.arguments.today and demo_today:
                clock.pin(demo_today)
            if self._store.notice:
                say(self._store.notice)
            if self._lives_today:
                dates.follow(self._store)
        return self._store

    @property
    def _lives_today(self) -> bool:
        """Whether the calendar may write: not for a look, and not on a supposed day (--today)."""
        return bool(self.arguments.writes) and not self.arguments.today

    def close(self) -> None:
        """Let the register go."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def answer(self, value: Any, text: str = "") -> None:
        """Print the answer: the JSON value with --json, otherwise a text for people."""
        out = json.dumps(value, ensure_ascii=False, indent=1) if self.arguments.json else text
        if out:
            sys.stdout.write(out + "\n")

    def progress(self) -> Progress:
        """Silent: a script wants the answer, not a bar."""
        return Progress()


def say(text: str) -> None:
    """A message for the person, never mixed with the answer."""
    sys.stderr.write(text.rstrip() + "\n")
