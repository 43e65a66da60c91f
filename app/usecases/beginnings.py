"""The ways a register begins: the example, an empty one, a committee's file, one shared on a server."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.core.progress import Progress
from app.store.store import Store
from app.usecases import committee, register
from app.usecases.opening import open_register

PORT = 5432
SECONDS = 10
"""How long to wait for a server that does not answer."""


def example(path: Path, progress: Progress) -> Store:
    """The example committee in a file of its own; the one made before, if it is still there."""
    from app.usecases import demo

    there = path.exists()
    store = open_register(str(path)) if there else _made(path, lambda store: demo.fill(store, progress))
    _live_in(store)
    return store


def new(path: Path, municipality: str, progress: Progress) -> Store:
    """An empty register under a municipality's name.

    Raises:
        Refused: there is a register in that place already.
    """

    def name(store: Store) -> None:
        progress.step(0, 0)
        row = register.named(store, "setting", "REG")
        register.edit(store, "setting", row.id, row.version, {"municipality": municipality})

    return _made(path, name)


def from_file(path: Path, file: Path, progress: Progress) -> Store:
    """A new register with everything a committee's file holds, whole or not at all.

    Raises:
        Refused: the file breaks a rule, every record and field named; or there is a register already.
    """
    store = _made(path, lambda store: committee.load(store, file, progress))
    _live_in(store)
    return store


def _live_in(store: Store) -> None:
    """An example has a day of its own."""
    today = committee.settings(store)["demo_today"]
    if today:
        clock.pin(today)


def _made(path: Path, fill: Callable[[Store], object]) -> Store:
    """A new register file, made aside and put in its place whole: one that is there is always finished.

    When making it fails, or the power goes, nothing stands in that place.
    """
    if path.exists():
        raise Refused(N_("C'è già un registro in «{path}»: apritelo, oppure spostatelo prima."), path=path)
    aside = path.with_name(path.name + ".part")
    _clear(aside)  # of one that was interrupted
    try:
        store = open_register(str(aside), create=True)
        try:
            fill(store)
        finally:
            store.close()
        os.replace(aside, path)
    except BaseException:
        _clear(aside)
        raise
    return open_register(str(path))


def _clear(aside: Path) -> None:
    for beside in ("", "-wal", "-shm", "-journal"):  # what SQLite makes, and nothing a person put there
        aside.with_name(aside.name + beside).unlink(missing_ok=True)


def address(host: str, port: str, database: str, login: str, tls: str) -> str:
    """The address of a shared register, without password: `postgresql://rossi@registro.comune.it/cabina?sslmode=…`.

    Raises:
        Refused: the port is not a number.
    """
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise Refused(N_("«{port}» non è una porta: di solito è {usual}."), port=port, usual=PORT)
    options = urlencode({"sslmode": tls, "connect_timeout": SECONDS})
    return f"postgresql://{quote(login, safe='')}@{host}:{port or PORT}/{quote(database, safe='')}?{options}"


def shared(place: str, secret: str = "") -> Store:
    """Open a shared register. Without a password libpq looks in the user's .pgpass; none is ever kept by us.

    Raises:
        Unreachable: the server does not answer, or does not let this login in.
    """
    if not secret:
        return open_register(place)
    parts = urlsplit(place)
    user, _, where = parts.netloc.rpartition("@")
    return open_register(urlunsplit(parts._replace(netloc=f"{user}:{quote(secret, safe='')}@{where}")))
