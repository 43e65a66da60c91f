"""Opening a register: an embedded file or a shared one, made and seeded when it is not there yet."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import Refused
from app.core.i18n import N_
from app.store.store import Store

SHARED = ("postgresql:", "postgresql+", "postgres:")


def is_shared(place: str) -> bool:
    """Whether the words name a register on a server."""
    return place.startswith(SHARED)


def open_register(place: str, *, create: bool = False) -> Store:
    """Open a register by file name or address.

    Raises:
        Refused: no such file and `create` not given.
    """
    if is_shared(place):
        return Store.open(place)
    path = Path(place.removeprefix("sqlite:///"))
    if not create and not path.exists():
        raise Refused(N_("Il registro «{path}» non esiste: createlo con «cabina demo» o «cabina load»."), path=path)
    return seeded(Store.open(path))


def seeded(store: Store) -> Store:
    """The same register, with what any committee starts from if nothing was ever written in it: one just made, or
    whose making was interrupted."""
    if not store.last_seq:
        from app.usecases import committee  # on use: a register that is there waits for no words of the first

        committee.start(store)
    return store


__all__ = ["Store", "is_shared", "open_register", "seeded"]
