"""SQLite: one file on this computer, one writer at a time, as many readers as there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core.errors import AppError, Forbidden, Unreachable
from app.core.i18n import N_
from app.core.progress import Cancelled
from app.store import sealed
from app.store.collation import bare
from app.store.line import Broken, Kind, Tuple

Guard = Callable[[int, str | None, str | None, str | None, str | None], int]

APPLICATION_ID = 0x43414249
"""`CABI` in the file's header: the file is a register of ours."""

WAIT_SECONDS = 20.0
"""How long a writer waits for its turn before saying the register is busy."""

_MAP_BYTES = 64 * 1024 * 1024
_CACHE_KIB = 16 * 1024
_BATCH = 2000


class SqliteLine:
    """A connection to a register file."""

    kind: Kind = "sqlite"

    def __init__(self, path: Path | str, *, read_only: bool = False, guard: Guard | None = None) -> None:
        self._path = Path(path).resolve()
        mark = sealed.mark(self._path)
        with _known():
            self._connection, self._sealed = sealed.connect(
                self._path,
                "ro" if read_only else "rw",
                isolation_level=None,
                check_same_thread=False,
                timeout=WAIT_SECONDS,
                cached_statements=400,
            )
        self._mark = mark if self._sealed else None
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise
        self._guard, self._given_up = guard, False
        self._connection.set_authorizer(guard)

    def _prepare(self) -> None:
        self._connection.create_function("cabina_bare", 1, _bare, deterministic=True)
        for pragma in (
            "foreign_keys = ON",
            "synchronous = FULL",
            f"mmap_size = {_MAP_BYTES}",
            f"cache_size = -{_CACHE_KIB}",
            "temp_store = MEMORY",
        ):
            self.run(f"PRAGMA {pragma}")
        if not self._sealed:
            self._keep_a_journal()

    def _keep_a_journal(self) -> None:
        """Readers and a writer do not wait for one another. A copy that can only be read stays as it was made."""
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not sealed.nothing_beside(error):
                known = _as_known(error)
                raise error if known is None else known from error

    @property
    def stands(self) -> bool:
        """Whether what this line reads is the register still: a sealed one is read as a file that does not change."""
        return not self._sealed or sealed.mark(self._path) == self._mark

    @contextmanager
    def _unmoved(self) -> Iterator[None]:
        """What was read while a colleague wrote in a sealed register may be half old and half new."""
        try:
            yield
        finally:
            if not self.stands:
                raise Unreachable(N_("Il registro è cambiato mentre lo leggevate: chiedete di nuovo."))

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """For the store's own work on triggers and indexes (loading.py)."""
        self._connection.set_authorizer(None)
        try:
            yield
        finally:
            self._connection.set_authorizer(self._guard)

    @contextmanager
    def unmapped(self) -> Iterator[None]:
        """For reading a whole list once: the file is not mapped, whose pages would be counted as memory of ours."""
        self.run("PRAGMA mmap_size = 0")
        try:
            yield
        finally:
            self.run(f"PRAGMA mmap_size = {_MAP_BYTES}")

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's own connection, for backup and migration."""
        return self._connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Tuple]:
        if self._given_up:
            raise Cancelled
        with _known(), self._unmoved():
            return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[Tuple]]:
        if self._given_up:
            raise Cancelled
        with _known():
            cursor = self._connection.execute(sql, values)
            while batch := self._some(cursor):
                yield batch

    def _some(self, cursor: sqlite3.Cursor) -> list[Tuple]:
        with self._unmoved():
            return cursor.fetchmany(_BATCH)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        with _known():
            return self._connection.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        with _known():
            return self._connection.executemany(sql, rows).rowcount

    def begin(self, *, write: bool) -> None:
        self.run("BEGIN IMMEDIATE" if write else "BEGIN")

    def commit(self) -> None:
        self.run("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self.run("ROLLBACK")

    def interrupt(self) -> None:
        self._given_up = True  # what is asked between two statements would not notice
        self._connection.interrupt()

    def go_on(self) -> None:
        self._given_up = False

    def close(self) -> None:
        self._connection.close()


def _bare(text: str | None) -> str | None:
    return None if text is None else bare(text)


@contextmanager
def _known() -> Iterator[None]:
    """SQLite's failures as the program's own."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Broken(_constraint(str(error)), str(error)) from error
    except sqlite3.DatabaseError as error:
        known = _as_known(error)
        if known is None:
            raise
        raise known from error


def _constraint(text: str) -> Any:
    for start, what in (("UNIQUE", "unique"), ("FOREIGN KEY", "link"), ("NOT NULL", "null")):
        if text.startswith(start):
            return what
    return "check"


def _as_known(error: sqlite3.DatabaseError) -> AppError | Cancelled | None:
    text = str(error)
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_INTERRUPT"):
        return Cancelled()
    if name.startswith("SQLITE_AUTH") or "prohibited" in text:
        return Forbidden(N_("Il vostro ruolo non permette questa operazione."))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Unreachable(N_("Un altro programma sta scrivendo nel registro: riprovate tra poco."))
    if name.startswith("SQLITE_FULL"):
        return Unreachable(N_("Il disco è pieno: liberate spazio e riprovate. Niente è stato scritto a metà."))
    if name.startswith("SQLITE_READONLY"):
        return Unreachable(N_("Il file del registro è in sola lettura: chiedete il permesso di scriverci."))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PROTOCOL")):
        return Unreachable(N_("Il file del registro non si legge: controllate disco e permessi."))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return Unreachable(N_("Il file non è un registro leggibile, oppure è danneggiato."))
    return None
