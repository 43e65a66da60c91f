"""A register where nothing can be written beside it: a read-only folder, a disc, a copy somebody put on show.

SQLite keeps two files beside a register it reads (`-wal`, `-shm`), and reads nothing where it cannot make them. When
there is no `-wal`, everything is in the register itself: it is read as a file that does not change (`immutable`).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from app.core.errors import Unreachable
from app.core.i18n import N_


def connect(path: Path, mode: str, **options: Any) -> tuple[sqlite3.Connection, bool]:
    """A connection to a register file that can be read from, and whether it is sealed.

    Raises:
        Unreachable: it is sealed, and what was written last is in a file beside it that cannot be read.
        sqlite3.Error: anything else that is wrong with the file; the caller tells it.
    """
    path = path.resolve()  # a link lies elsewhere; SQLite's files stand beside the register itself
    address = path.as_uri()
    connection = sqlite3.connect(f"{address}?mode={mode}", uri=True, **options)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not nothing_beside(error) or not path.is_file():
            raise
        if waiting(path):
            raise Unreachable(
                N_("«{path}» è in una cartella dove non potete scrivere, e le ultime modifiche sono ancora nel file "
                   "«-wal» accanto: copiate i due file in una cartella vostra e aprite la copia."),
                path=path,
            ) from error  # fmt: skip
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, **options), True
    except BaseException:
        connection.close()
        raise
    return connection, False


def nothing_beside(error: sqlite3.OperationalError) -> bool:
    """Whether SQLite could not make its files beside the register."""
    return (error.sqlite_errorname or "").startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))


def mark(path: Path) -> tuple[int, int] | None:
    """What tells a sealed register from itself after a colleague wrote in it: its last change and its size in bytes;
    None when it is gone, or when what was written last is not in it."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return None if waiting(path) else (stat.st_mtime_ns, stat.st_size)


def waiting(path: Path) -> bool:
    """Whether something written is not in the register yet."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0
