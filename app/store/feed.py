"""Learning that somebody else wrote: the bell only rings; `Store.since` is the letter.

A bell can be missed (a notification has no replay), so whoever listens also reads the letter now and then.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from app.store.engine import Place

if TYPE_CHECKING:
    from app.store.postgresql import PostgresLine
    from app.store.sqlite import SqliteLine

_GLANCE = 0.2
"""Seconds between two looks at a file; a look costs microseconds."""

_BREATH = 0.5
"""Seconds a server's line is listened to before looking whether to stop."""


class Feed(Protocol):
    """The bell of a register. `wait` and `close` belong to one thread; `stop` to any."""

    def wait(self, seconds: float) -> bool:
        """True as soon as anybody has committed since the last ring; False after `seconds`, or when stopped.

        Raises Unreachable when the line is lost.
        """

    def stop(self) -> None:
        """Let whoever waits go."""

    def close(self) -> None:
        """Hang up."""


def feed(where: Place) -> Feed:
    """A bell on a register, with a line of its own."""
    if where.kind == "sqlite":
        from app.store.sqlite import SqliteLine

        return FileFeed(SqliteLine(where.path, read_only=True))
    from app.store.postgresql import PostgresLine

    return ServerFeed(PostgresLine(where.address))


class FileFeed:
    """SQLite says whether the file has changed under a connection that does not write."""

    def __init__(self, line: SqliteLine) -> None:
        self._line, self._stopped = line, threading.Event()
        self._mark = self._version()

    def _version(self) -> int:
        return int(self._line.rows("PRAGMA data_version")[0][0])

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self._stopped.is_set():
            if (now := self._version()) != self._mark:
                self._mark = now
                return True
            left = until - time.monotonic()
            if left <= 0 or self._stopped.wait(min(_GLANCE, left)):
                return False
        return False

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self.stop()
        self._line.close()


class ServerFeed:
    """PostgreSQL notifies at each commit that wrote history."""

    def __init__(self, line: PostgresLine) -> None:
        from app.store.machinery_postgresql import CHANNEL

        self._line, self._stopped = line, threading.Event()
        line.run(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self._stopped.is_set():
            left = until - time.monotonic()
            if self._line.notified(max(0.0, min(_BREATH, left))):
                return True
            if left <= 0:
                return False
        return False

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self.stop()
        self._line.close()
