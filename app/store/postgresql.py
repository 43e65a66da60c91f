"""PostgreSQL: a shared register, one login per person."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.string import TextLoader

from app.core.errors import AppError, Forbidden, Refused, Unreachable
from app.core.i18n import N_
from app.core.progress import Cancelled
from app.store.line import Broken, Kind, Tuple

_BATCH = 2000
_DEFAULTS: dict[str, Any] = {
    "application_name": "Cabina di regia",
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": "-c timezone=UTC -c datestyle=ISO -c lock_timeout=20s -c idle_in_transaction_session_timeout=300s",
}


class PostgresLine:
    """A connection to a shared register."""

    kind: Kind = "postgresql"

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        with _known():
            self._connection = psycopg.connect(conninfo(address), autocommit=True)
        for name in ("date", "timestamptz"):  # text on both databases: one way to read it (codec.py)
            self._connection.adapters.register_loader(name, TextLoader)
        if read_only:
            self.run("SET default_transaction_read_only = on")
        self._streams, self._given_up = 0, False
        self._lock = threading.Lock()
        self._telling: threading.Thread | None = None

    @property
    def raw(self) -> psycopg.Connection[Tuple]:
        """The driver's own connection, for the feed."""
        return self._connection

    @property
    def stands(self) -> bool:
        """A server reads what is there."""
        return True

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Tuple]:
        if self._given_up:
            raise Cancelled
        with _known():
            return self._connection.execute(_marked(sql), values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[Tuple]]:
        """A cursor on the server's side: it needs a transaction, its own when there is none."""
        if self._given_up:
            raise Cancelled
        with _known():
            alone = self._connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
            if alone:
                self.run("BEGIN READ ONLY")
            self._streams += 1
            with self._connection.cursor(f"stream{self._streams}") as cursor:
                cursor.execute(_marked(sql), values)
                while batch := cursor.fetchmany(_BATCH):
                    yield batch
            if alone:
                self.run("COMMIT")

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        with _known():
            return self._connection.execute(_marked(sql), values or None).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        with _known(), self._connection.cursor() as cursor:
            cursor.executemany(_marked(sql), rows)
            return cursor.rowcount

    def notified(self, seconds: float) -> set[str]:
        """The channels on which another line rang; none within so many seconds."""
        mine = self._connection.info.backend_pid
        with _known():
            rung = self._connection.notifies(timeout=seconds, stop_after=1)
            return {one.channel for one in rung if one.pid != mine}

    def begin(self, *, write: bool) -> None:
        self.run("BEGIN" if write else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        self.run("COMMIT")

    def rollback(self) -> None:
        if self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            self.run("ROLLBACK")

    def interrupt(self) -> None:
        """The server is told by a thread of its own: one that does not answer keeps no window waiting."""
        self._given_up = True
        with self._lock:
            if self._telling is None or not self._telling.is_alive():
                self._telling = threading.Thread(target=self._tell, name="cancel", daemon=True)
                self._telling.start()

    def _tell(self) -> None:
        with suppress(psycopg.Error):  # a server out of reach stops by itself, and whoever asked it is told
            self._connection.cancel_safe(timeout=2)

    def go_on(self) -> None:
        """Not before the server was told: what is asked next is not what was to be stopped."""
        with self._lock:
            telling, self._telling = self._telling, None
        if telling is not None:
            telling.join()
        self._given_up = False

    def close(self) -> None:
        self._connection.close()


def conninfo(address: str) -> str:
    """The address with what a desk needs besides: time limits, keepalives; what it says itself wins."""
    given = conninfo_to_dict(address)
    more = {name: value for name, value in _DEFAULTS.items() if name not in given}
    if "," in str(given.get("host", "")) and "target_session_attrs" not in given:
        more["target_session_attrs"] = "read-write"
    return make_conninfo(address, **more)


@lru_cache(1024)
def _marked(sql: str) -> str:
    """Our mark for a value is `?`; psycopg's is `%s`."""
    return sql.replace("%", "%%").replace("?", "%s")


@contextmanager
def _known() -> Iterator[None]:
    """PostgreSQL's failures as the program's own."""
    try:
        yield
    except errors.IntegrityError as error:
        raise Broken(_constraint(error), _told(error)) from error
    except psycopg.Error as error:
        known = _as_known(error)
        if known is None:
            raise
        raise known from error


def _constraint(error: errors.IntegrityError) -> Any:
    return next((what for kind, what in _CONSTRAINTS if isinstance(error, kind)), "check")


def _told(error: psycopg.Error) -> str:
    table = f' on table "{error.diag.table_name}"' if error.diag.table_name else ""
    return f"{error.diag.message_primary} {error.diag.message_detail or ''}{table}"


_CONSTRAINTS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.UniqueViolation, "unique"), (errors.ForeignKeyViolation, "link"), (errors.NotNullViolation, "null"),
)  # fmt: skip
_KNOWN: tuple[tuple[type[psycopg.Error], type[AppError], str], ...] = (
    (errors.InsufficientPrivilege, Forbidden, N_("Il vostro ruolo non permette questa operazione.")),
    (errors.LockNotAvailable, Unreachable, N_("Un'altra persona sta scrivendo nel registro: riprovate tra poco.")),
    (
        errors.SerializationFailure,
        Unreachable,
        N_("Due operazioni si sono incrociate: la vostra è annullata, riprovate."),
    ),
    (errors.DeadlockDetected, Unreachable, N_("Due operazioni si sono incrociate: la vostra è annullata, riprovate.")),
    (errors.ReadOnlySqlTransaction, Unreachable, N_("Il server ora è in sola lettura: riprovate più tardi.")),
)


def _as_known(error: psycopg.Error) -> AppError | Cancelled | None:
    if isinstance(error, errors.QueryCanceled):
        return Cancelled()
    for kind, known, sentence in _KNOWN:
        if isinstance(error, kind):
            return known(sentence)
    said = error.diag.message_primary or ""
    if isinstance(error, errors.RaiseException) and said.startswith("cabina: "):
        return Refused(_raised(said.removeprefix("cabina: ")), what=error.diag.message_detail or "")
    if isinstance(error, psycopg.OperationalError):
        if "FATAL:" in str(error):  # the server is there, and says no: unknown login, wrong password, too many desks
            said = str(error).partition("FATAL:")[2].splitlines()[0].strip()
            return Unreachable(N_("Il server risponde, ma non apre il registro: {said}"), said=said)
        return Unreachable(N_("Il registro condiviso non risponde: controllate la rete e riprovate."))
    return None


def _raised(reason: str) -> str:
    """The sentences for what the server's own functions refuse (machinery_postgresql.py)."""
    return {
        "no login": N_("Sul server non esiste l'utente «{what}»: chiedete di crearlo a chi gestisce il server."),
        "no history": N_("Il registro rifiuta una modifica senza la sua riga di storico ({what})."),
    }[reason]
