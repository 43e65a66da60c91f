"""How long work tells how far it is, and learns that it should stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

Report = Callable[[int, int, str], None]


class Cancelled(Exception):
    """The person asked to stop; not an error."""


def _silent(done: int, total: int, text: str) -> None:
    """Nobody is listening."""


class Progress:
    """Handed to work that takes time. `step` reports (done, total, text) and raises Cancelled when told to stop."""

    def __init__(self, report: Report = _silent) -> None:
        self._report, self._stop = report, Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is; `total` 0 means unknown."""
        if self._stop.is_set():
            raise Cancelled
        self._report(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next step (any thread)."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop.is_set()
