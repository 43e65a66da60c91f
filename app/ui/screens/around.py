"""What editors and grids may ask of the program, answered by use-cases off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from weakref import WeakSet

from PySide6.QtCore import QObject

from app.core.i18n import N_, tr
from app.domain.permissions import GRANTS, Can, Role
from app.domain.vocabularies import VOCABULARIES
from app.ui.desk import Desk
from app.ui.drafts import Journal
from app.ui.kit.editor import Around, Hits
from app.ui.messages import Messages
from app.usecases import files, lists


def around_of(desk: Desk, owner: QObject) -> Around:
    """What the editors of a screen may ask; answers for an `owner` that is gone are dropped."""

    def search(kind: str, text: str, deliver: Callable[[Hits], None]) -> None:
        desk.runner.run(lambda _: lists.options(desk.store, kind, text), then=deliver, owner=owner)

    return Around(names=desk.names, search=search, open=desk.open, shelf=DeskShelf(desk, owner))


class DeskShelf:
    """The register's files."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        self._desk, self._owner = desk, owner

    def keep(self, path: Path, then: Callable[[str], None]) -> None:
        """Keep a file and tell its SHA-256."""
        desk, words = self._desk, tr(N_("Conservo «{name}»")).format(name=path.name)
        desk.runner.run(lambda _: files.keep(desk.store, path), then=then, title=words, owner=self._owner)

    def save(self, sha: str, path: Path) -> None:
        """Write a copy of the bytes behind a SHA-256, and say so."""
        desk, name = self._desk, path.name
        told = tr(N_("Copia salvata: «{name}».")).format(name=name)
        words = tr(N_("Salvo «{name}»")).format(name=name)
        desk.runner.run(lambda _: files.save_copy(desk.store, sha, path), lambda _: desk.messages.done(told),
                        title=words, owner=self._owner)  # fmt: skip

    def late(self, name: str) -> None:
        """A file came when another record was already shown."""
        words = N_("«{name}» è arrivato quando la scheda era già un'altra: non è stato aggiunto. "
                   "Riaprite la scheda e sceglietelo di nuovo.")  # fmt: skip
        self._desk.messages.say(tr(words).format(name=name), "warning", stays=True)


def journal_of(desk: Desk) -> Journal:
    """The drafts of this person in this register, on this computer."""

    def trouble(error: OSError) -> None:
        if desk.messages not in _TOLD:
            _TOLD.add(desk.messages)
            words = N_("Su questo computer non si possono conservare le bozze ({why}): quello che scrivete va salvato.")
            desk.messages.say(tr(words).format(why=error.strerror or error), "warning", stays=True)

    return Journal(f"{desk.identity or desk.place}|{desk.person.login}", trouble=trouble)


_TOLD: WeakSet[Messages] = WeakSet()
"""Who was told already that drafts cannot be kept: once is enough."""


def who_may(any_of: Collection[Can]) -> str:
    """The roles that have any of some permissions, in words: the reason a field is grey."""
    roles = [role for role in Role if GRANTS[role].intersection(any_of)]
    if not roles:
        return tr(N_("lo scrive il programma"))
    named = ", ".join(VOCABULARIES["role"].word(role.value).lower() for role in roles)
    return tr(N_("può scriverlo: {roles}")).format(roles=named)
