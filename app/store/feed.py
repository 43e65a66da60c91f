"""Learning that somebody else wrote: the bell only rings; `Store.since` is the letter.

A bell can be missed (a notification has no replay), so whoever listens also reads the letter now and then.

The line of a server's bell also says that its desk is there, in its `application_name`, which PostgreSQL shows to
everybody (pg_stat_activity) until the line is gone: no table, no rights, nothing to clean up after a desk that
crashed. Where its person is writing follows as a digest (domain/colleagues.py): PostgreSQL shows it to whoever has
a login, who may not be let to see the record.
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

DESK = "Cabina di regia: "
"""How the application_name of a desk begins; at most 63 bytes with the mark that follows."""

_DESKS = "cabina_desks"
"""The channel of those who came, went or began to write."""

_ALIVE = (("tcp_keepalives_idle", 20), ("tcp_keepalives_interval", 5), ("tcp_keepalives_count", 3))
"""How soon the server notices that a desk's cable was pulled (seconds, seconds, times); by itself, in two hours."""


class Feed(Protocol):
    """The bell of a register. `wait` and `close` belong to one thread; `stop` to any."""

    def wait(self, seconds: float, *, desks: bool = False) -> bool:
        """True as soon as anybody has committed since the last ring; False after `seconds`, when stopped or, asked
        for `desks`, when another desk came or began to write.

        Raises Unreachable when the line is lost.
        """

    def write_at(self, mark: str) -> None:
        """Let others know where this desk's person is writing (`colleagues.mark`); nowhere, when empty. Any thread."""

    def others(self) -> tuple[tuple[str, str], ...]:
        """(login, mark) of every other person's desk at this register, once each. Raises Unreachable."""

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

    def wait(self, seconds: float, *, desks: bool = False) -> bool:
        until = time.monotonic() + seconds
        while not self._stopped.is_set():
            if (now := self._version()) != self._mark:
                self._mark = now
                return True
            left = until - time.monotonic()
            if left <= 0 or self._stopped.wait(min(_GLANCE, left)):
                return False
        return False

    def write_at(self, mark: str) -> None:
        """Nobody else is at a file."""

    def others(self) -> tuple[tuple[str, str], ...]:
        return ()

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self.stop()
        self._line.close()


class ServerFeed:
    """PostgreSQL notifies at each commit that wrote history."""

    def __init__(self, line: PostgresLine) -> None:
        from app.store.machinery_postgresql import CHANNEL

        self._line, self._stopped, self._channel = line, threading.Event(), CHANNEL
        self._mark = ""
        self._told: str | None = None
        for name, value in _ALIVE:
            line.run(f"SET {name} = {value}")
        line.run(f"LISTEN {CHANNEL}")
        line.run(f"LISTEN {_DESKS}")
        self._tell()

    def wait(self, seconds: float, *, desks: bool = False) -> bool:
        until = time.monotonic() + seconds
        while not self._stopped.is_set():
            self._tell()
            left = until - time.monotonic()
            heard = self._line.notified(max(0.0, min(_BREATH, left)))
            if self._channel in heard:
                return True
            if left <= 0 or (desks and heard):
                return False
        return False

    def write_at(self, mark: str) -> None:
        self._mark = mark

    def _tell(self) -> None:
        """Say where this desk is, when it is another place than last time."""
        if (mark := self._mark) != self._told:
            self._told = mark
            self._line.rows("SELECT set_config('application_name', ?, false)", [DESK + mark])
            self._line.run(f"NOTIFY {_DESKS}")

    def others(self) -> tuple[tuple[str, str], ...]:
        found = self._line.rows(
            "SELECT DISTINCT usename::text, substr(application_name, ?) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename <> session_user AND left(application_name, ?) = ?",
            [len(DESK) + 1, len(DESK), DESK],
        )  # fmt: skip
        return tuple(sorted((str(login), str(mark)) for login, mark in found))

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self.stop()
        self._line.close()
