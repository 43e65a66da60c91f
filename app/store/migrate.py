"""Making a register ready: new, current, or brought up to date.

Opening looks at the register with the driver alone; Alembic is only loaded when there is something to do.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from app.core import clock
from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.core.paths import ROOT
from app.store import machinery_sqlite, sealed
from app.store.engine import Place, place, refuse_network_drive
from app.store.line import Line, first
from app.store.sqlite import APPLICATION_ID

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

_log = logging.getLogger(__name__)
SCRIPTS = ROOT / "db"
_UNREACHABLE = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_READONLY")
"""What SQLite says of a file that may be sound but is not within reach: no permission, a disk that fails."""
_CHECKED_AT_OPEN = 4 * 1024 * 1024
"""Files up to this size are checked whole when they are opened (some milliseconds)."""


def versions() -> list[str]:
    """The schema's versions, oldest first: the files of db/versions are numbered."""
    names = os.listdir(SCRIPTS / "versions")  # not a glob: it would compile a pattern at every start
    return sorted(name[:4] for name in names if name[:4].isdecimal() and name.endswith(".py"))


def make_ready(where: Place) -> str:
    """See that a register is ours and current; a file is made when it is not there, or brought up to date.

    Answers a sentence for whoever opens it, empty when there is nothing to say.

    Raises:
        Refused: not a register, a newer one, on a network drive, or a shared one its owner must prepare.
        Unreachable: the file or the server cannot be read.
    """
    if where.kind == "postgresql":
        return _see_shared(where)
    refuse_network_drive(where.path)
    if not where.path.exists() or where.path.stat().st_size == 0:
        _create(where)
        return ""
    version = version_of(where.path)
    _refuse_newer(version)
    try:
        if version == versions()[-1]:
            _follow_declarations(where.path)
        else:
            copy_before(where.path, version)
            _upgrade_file(where)
    except sqlite3.OperationalError as error:
        raise _no_room(where.path) from error
    return ""


def version_of(path: Path) -> str:
    """The schema's version of a register file.

    Raises:
        Refused: the file is no register of ours, or it is damaged.
    """
    if not path.is_file():
        raise Refused(N_("«{path}» non è un file."), path=path)
    try:
        with closing(sealed.connect(path, "ro")[0]) as connection:
            (ours,) = connection.execute("PRAGMA application_id").fetchone()
            if ours == APPLICATION_ID and path.stat().st_size <= _CHECKED_AT_OPEN:
                _check_quickly(connection, path)
            row = (
                connection.execute("SELECT version_num FROM alembic_version").fetchone()
                if ours == APPLICATION_ID
                else None
            )
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(_UNREACHABLE):
            raise Unreachable(N_("Il file del registro non si legge: controllate disco e permessi.")) from error
        raise Refused(N_("«{path}» non è un registro di questo programma, oppure è danneggiato."), path=path) from error
    if row is None:
        raise Refused(N_("«{path}» non è un registro di questo programma."), path=path)
    return str(row[0])


def _check_quickly(connection: sqlite3.Connection, path: Path) -> None:
    (answer,) = connection.execute("PRAGMA quick_check").fetchone()
    if answer != "ok":
        _log.error("quick_check: %s", answer)
        raise Refused(N_("«{path}» è danneggiato: ripristinate l'ultima copia di sicurezza."), path=path)


def _follow_declarations(path: Path) -> None:
    """The tables are current; what is derived beside them (triggers, words) may be another program's."""
    connection, closed = sealed.connect(path, "rw", isolation_level=None)
    with closing(connection):
        if closed or connection.execute("PRAGMA user_version").fetchone()[0] == machinery_sqlite.fingerprint():
            return
        connection.execute("BEGIN EXCLUSIVE")
        machinery_sqlite.make(connection.execute, lambda query: connection.execute(query).fetchall())
        connection.execute("COMMIT")


def _upgrade_file(where: Place) -> None:
    """`upgrade`, the disk's refusals told."""
    from sqlalchemy.exc import OperationalError

    try:
        upgrade(where)
    except OperationalError as error:
        raise _no_room(where.path) from error


def _no_room(path: Path) -> Unreachable:
    return Unreachable(
        N_("Il registro «{path}» non si può aggiornare: il disco è pieno o non ci si può scrivere. Non è cambiato."),
        path=path,
    )


def _refuse_newer(version: str) -> None:
    if version not in versions():
        raise Refused(
            N_("Questo registro è stato scritto da una versione più nuova del programma ({version}): "
               "aggiornate il programma per aprirlo. Non è stato modificato."),
            version=version,
        )  # fmt: skip


def copy_before(path: Path, version: str) -> Path:
    """The copy kept beside a register before its tables change."""
    kept = path.with_name(f"{path.stem}-prima-di-{versions()[-1]}-{clock.now():%Y%m%d%H%M%S}{path.suffix}")
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(kept)) as new:
        old.backup(new)
    return kept


def _create(where: Place) -> None:
    """A new register file: made beside, then put in place whole."""
    where.path.parent.mkdir(parents=True, exist_ok=True)
    part = where.path.with_name(where.path.name + ".part")
    for old in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
        old.unlink(missing_ok=True)
    made = Place("sqlite", str(part))
    try:
        _upgrade_file(made)
        os.replace(part, where.path)
    except (OSError, Unreachable) as error:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm"), Path(f"{part}-journal")):
            left.unlink(missing_ok=True)
        raise Unreachable(N_("«{path}» non si può creare: scegliete un'altra cartella."), path=where.path) from error


def _see_shared(where: Place) -> str:
    from app.store import derived

    line = where.line()
    try:
        version = _shared_version(line)
        if version is None:
            raise Refused(
                N_("Questo database non contiene ancora un registro: chi lo possiede esegua «cabina server prepare».")
            )
        owner, is_mine = line.rows(
            "SELECT tableowner::text, pg_has_role(session_user, tableowner, 'USAGE') FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename = 'change'"
        )[0]
        current = derived.is_current(line)
    finally:
        line.close()
    if version != versions()[-1]:
        _refuse_newer(version)
        raise Refused(
            N_("Il registro condiviso va aggiornato: chiedete a «{owner}», che lo possiede, di eseguire "
               "«cabina server prepare»."),
            owner=owner,
        )  # fmt: skip
    if current:
        return ""
    if is_mine:
        return _adapt(where)
    return tr(N_("Permessi e controlli di questo registro sono quelli di un'altra versione del programma: si adeguano "
                 "quando «{owner}», che lo possiede, lo apre con la vostra.")).format(owner=owner)  # fmt: skip


def _adapt(where: Place) -> str:
    """As the owner: functions, triggers and permissions as this program declares them."""
    from sqlalchemy.exc import OperationalError

    try:
        upgrade(where)
    except OperationalError as error:  # somebody's deed held a table too long
        _log.warning("derived: %s", error)
        return tr(N_("Altri stanno scrivendo: permessi e controlli si adeguano alla prossima apertura."))
    return ""


def _shared_version(line: Line) -> str | None:
    """The schema's version of a database; None where there is no register yet."""
    if not line.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'alembic_version'"):
        return None
    row = first(line.rows("SELECT version_num FROM alembic_version"))
    return str(row[0]) if row else None


def prepare(address: str) -> None:
    """As the owner of a shared register: tables, functions, permissions; doing it again changes nothing.

    Raises:
        Refused: the server lacks what db/server.sql makes, or the register is newer than the program.
        Unreachable: the server does not answer.
    """
    where = place(address)
    if where.kind == "sqlite":
        make_ready(where)
        return
    from app.domain.permissions import Role
    from app.store.policies import group

    line = where.line()
    try:
        there = {row[0] for row in line.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'cabina%'")}
        if version := _shared_version(line):
            _refuse_newer(version)
    finally:
        line.close()
    if missing := [group(role) for role in Role if group(role) not in there]:
        raise Refused(
            N_("Sul server mancano i ruoli {roles}: chi lo gestisce esegua una volta db/server.sql."),
            roles=", ".join(missing),
        )
    upgrade(where)


# ---------------------------------------------------------------- with Alembic


def upgrade(where: Place, to: str = "head") -> None:
    """Bring the tables to a version, then make again what is derived from the declarations."""
    _run(where, "upgrade", to)


def downgrade(where: Place, to: str) -> None:
    """Take the tables back to an older version ("base": none); for tests and for repairs.

    The triggers of that version are its own program's to make.
    """
    _run(where, "downgrade", to)


def _run(where: Place, verb: str, to: str) -> None:
    from alembic import command

    whole = verb == "upgrade" and to in ("head", versions()[-1])
    with _connected(where) as connection:
        escaped = where.kind == "postgresql"

        def run(statement: str) -> object:
            return connection.exec_driver_sql(statement.replace("%", "%%") if escaped else statement)

        def ask(query: str) -> Sequence[Sequence[object]]:
            return connection.exec_driver_sql(query.replace("%", "%%") if escaped else query).fetchall()

        speak: ModuleType = machinery_sqlite
        if where.kind == "postgresql":
            from app.store import machinery_postgresql as speak
        speak.clear(run, ask)
        getattr(command, verb)(alembic_config(connection), to)
        if whole and where.kind == "sqlite":
            machinery_sqlite.make(run, ask)
        elif whole:
            from app.store import derived

            derived.make(run)


@contextmanager
def _connected(where: Place) -> Iterator[Connection]:
    """A connection inside one transaction: a migration happens whole or not at all."""
    engine = where.engine()
    try:
        if where.kind == "postgresql":
            with engine.begin() as connection:
                yield connection
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for pragma in (f"application_id = {APPLICATION_ID}", "journal_mode = WAL", "foreign_keys = OFF"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
            try:
                yield connection
            except BaseException:
                line = connection.connection.driver_connection
                if line is not None and line.in_transaction:  # a full disk has undone it already
                    connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


__all__ = ["copy_before", "downgrade", "make_ready", "prepare", "upgrade", "version_of", "versions"]
