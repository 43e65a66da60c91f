"""How the sitting's panels reach the register: one way to carry a deed out, one way to say what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from app.core.errors import AppError, Stale
from app.domain.entity import Changes, Snapshot
from app.ui.desk import Desk, Store
from app.ui.drafts import Journal
from app.ui.kit.editor import Around
from app.ui.messages import Action
from app.ui.runner import Job
from app.ui.screens.around import around_of, journal_of
from app.ui.screens.sitting.saving import Saves

Deed = Callable[[Store], Changes]


class Hands(QObject):
    """Carries deeds out for the panels of one screen, and lives as long as it: no answer finds nobody."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.around: Around = around_of(desk, self)
        self.journal: Journal = journal_of(desk)
        self.saves = Saves(self)
        self._newest: dict[tuple[str, int], Snapshot] = {}

    def act(
        self,
        deed: Deed,
        sentence: str = "",
        then: Callable[[Changes], object] | None = None,
        failed: Callable[[AppError], object] | None = None,
    ) -> Job:
        """Carry out a deed off the GUI thread; the whole window learns what it touched.

        `sentence` is said when it is done, empty says nothing; `then` and `failed` hear the answer first.
        """

        def done(changes: Changes) -> None:
            self._learn(changes.touched.values())
            if then is not None:
                then(changes)
            self.desk.done(changes, sentence)

        def refused(error: AppError) -> None:
            self._learn([error.theirs] if isinstance(error, Stale) else ())
            (failed or self.told)(error)

        return self.desk.runner.run(lambda _: deed(self.desk.store), done, refused, owner=self)

    def _learn(self, heard: Iterable[object]) -> None:
        self._newest.update({(one.entity, one.id): self.newest(one) for one in heard if isinstance(one, Snapshot)})

    def newest(self, record: Snapshot) -> Snapshot:
        """A record as it was last heard of in an answer, which may be before the screen is read again."""
        known = self._newest.get((record.entity, record.id))
        return known if known is not None and known.version > record.version else record

    def told(self, error: AppError, *actions: Action) -> None:
        """Say what was refused, with what can be done about it."""
        self.desk.messages.error(error, *actions)

    def warn(self, words: str) -> None:
        """Say something that must be read."""
        self.desk.messages.say(words, "warning", stays=True)
