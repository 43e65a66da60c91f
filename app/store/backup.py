"""Copies of a register: whole, verified, never half-written; and putting one back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from app.core import clock
from app.core.errors import Refused, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.store import migrate, sealed
from app.store.engine import Place, place, refuse_network_drive
from app.store.store import Store

_PAGES = 2000
_MINUTES = 60


def backup(store: Store, to: Path, progress: Progress) -> Path:
    """Copy an open register to a file, while others go on working; the file appears only when it is whole.

    Raises:
        Refused: the copy did not pass its check, or the server's own tool (pg_dump) is not here or says no.
        Unreachable: the folder cannot be written.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        _clear(part)
        if store.kind == "sqlite":
            _copy(store.place.path, part, progress)
        else:
            _dump(store.place, part)
        os.replace(part, to)
    except (OSError, sqlite3.OperationalError) as error:  # no such folder, no permission, no room
        raise Unreachable(N_("«{path}» non si può scrivere: scegliete un'altra cartella."), path=to) from error
    finally:
        _clear(part)
    return to


def restore(file: Path, address: str, progress: Progress) -> Path | None:
    """Put a copy in the place of a register; where the register of before is kept, None when there was none.

    The register must be closed everywhere.

    Raises:
        Refused: the file is no sound copy, it is from a newer program, or the register is open somewhere.
        Unreachable: the folder cannot be written, the server does not answer.
    """
    where = place(address)
    if where.kind == "postgresql":
        _load(file, where)
        return None
    refuse_network_drive(where.path)
    version = migrate.version_of(file)
    if version not in migrate.versions():
        raise Refused(
            N_("Questa copia è di una versione più nuova del programma: aggiornatelo prima di ripristinarla.")
        )
    part = where.path.with_name(f"{where.path.name}.part")
    try:
        _clear(part)
        _copy(file, part, progress)
        kept = _set_aside(where.path)
        os.replace(part, where.path)
    except (OSError, sqlite3.OperationalError) as error:
        raise Unreachable(N_("«{path}» non si può scrivere: scegliete un'altra cartella."), path=where.path) from error
    finally:
        _clear(part)
    return kept


def _clear(part: Path) -> None:
    """No half-made copy stays, nor what SQLite kept beside it."""
    for name in (part, *(part.with_name(f"{part.name}-{end}") for end in ("journal", "wal", "shm"))):
        name.unlink(missing_ok=True)


def _copy(source: Path, to: Path, progress: Progress) -> None:
    """SQLite's own copy, page by page, then checked."""

    def told(status: int, left: int, total: int) -> None:
        progress.step(total - left, total, tr(N_("Copia del registro")))

    with closing(sealed.connect(source, "ro")[0]) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new, pages=_PAGES, progress=told)
        new.execute("PRAGMA journal_mode = DELETE")
        answer = new.execute("PRAGMA quick_check").fetchone()[0]
    if answer != "ok":
        raise Refused(N_("La copia non ha superato il controllo e non è stata tenuta: il registro è danneggiato."))


def _set_aside(path: Path) -> Path | None:
    """Keep the register of before under another name."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=0.5)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise _open_somewhere(path) from error
    except sqlite3.DatabaseError:
        mode = "delete"  # it was damaged: that is why a copy is put back
    if mode != "delete":
        raise _open_somewhere(path)
    kept = path.with_name(f"{path.stem}-sostituito-{clock.now():%Y%m%d%H%M%S}{path.suffix}")
    os.replace(path, kept)
    return kept


def _open_somewhere(path: Path) -> Refused:
    return Refused(N_("Il registro «{path}» è aperto: chiudetelo dappertutto prima di sostituirlo."), path=path)


# ---------------------------------------------------------------- the server's own tools


def _tool(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    found = shutil.which(name) or next(
        iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        raise Refused(
            N_("Per copiare o ripristinare un registro condiviso serve «{tool}», che qui non c'è: "
               "installate i programmi client di PostgreSQL, oppure chiedete a chi gestisce il server."),
            tool=name,
        )  # fmt: skip
    return str(found)


def _dump(where: Place, to: Path) -> None:
    _run([_tool("pg_dump"), "--format=custom", f"--file={to}"], where)


def _load(file: Path, where: Place) -> None:
    if not file.is_file():
        raise Refused(N_("«{path}» non è un file."), path=file)
    _run([_tool("pg_restore"), "--clean", "--if-exists", "--single-transaction", "--no-owner", str(file)], where)


def _run(command: list[str], where: Place) -> None:
    """Run a tool on the register; the password goes through the environment, not through the list of processes."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts = conninfo_to_dict(where.address)
    password = str(parts.pop("password", "") or "")
    target = f"--dbname={make_conninfo('', **parts)}"
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    answer = subprocess.run(  # noqa: S603 - a program found by its name in the places servers are installed
        [command[0], target, *command[1:]],
        env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=_MINUTES * 60,
    )  # fmt: skip
    if answer.returncode != 0:
        said = (answer.stderr.strip().splitlines() or ["?"])[0]
        raise Refused(N_("Il server non ha completato l'operazione: {said}"), said=said)
