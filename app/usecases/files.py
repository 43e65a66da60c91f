"""The bytes of files: kept once under their SHA-256, and given back."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_
from app.store.store import Store

LIMIT = 100 * 1024 * 1024
"""A file beyond this many bytes does not belong in a register of projects."""

KEPT = N_("File conservato")


def keep(store: Store, path: Path) -> str:
    """Keep a file; its SHA-256 (64 hex digits). The record that names it is written by another deed.

    Raises:
        Refused: larger than LIMIT. Unreachable: the file cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise Refused(N_("«{name}» è più grande di 100 MB: conservatelo altrove e scrivete qui dove si trova."),
                          name=path.name)  # fmt: skip
        data = path.read_bytes()
    except OSError:
        raise Unreachable(N_("Non riesco a leggere «{name}». Nulla è stato modificato."), name=path.name) from None
    with store.unit(KEPT) as unit:
        return str(unit.keep(data))


def fetch(store: Store, sha: str) -> bytes:
    """The bytes behind a SHA-256.

    Raises:
        Refused: the register does not have them.
    """
    data = store.blob(sha)
    if data is None:
        raise Refused(N_("Il file non è nel registro: potrebbe essere stato eliminato."))
    return data


def save_copy(store: Store, sha: str, path: Path) -> None:
    """Write the bytes behind a SHA-256 to a file: whole, or not at all.

    Raises:
        Refused: the register does not have them. Unreachable: the file cannot be written.
    """
    from app.exchange.whole import whole_file  # a first page shows files, and saves none

    data = fetch(store, sha)
    with whole_file(path) as out:
        out.write(data)
