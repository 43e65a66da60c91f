"""How the sitting's panels reach the register: one way to carry a deed out, one way to say what was refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.core.errors import AppError
from app.domain.entity import Changes
from app.ui import desk as program
from app.ui.drafts import Journal
from app.ui.kit.editor import Around
from app.ui.messages import Action
from app.ui.screens.around import around_of, journal_of
from app.ui.screens.sitting.bound import Deed


class Hands(QObject):
    """Carries deeds out for the panels of one screen."""

    def __init__(self, desk: program.Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.around: Around = around_of(desk, self)

    def act(
        self,
        deed: Deed,
        sentence: str = "",
        then: Callable[[Changes], object] | None = None,
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Carry out a deed; the whole window learns what it touched."""

        def done(changes: Changes) -> None:
            if then is not None:
                then(changes)
            self.desk.done(changes, sentence)

        self.desk.runner.run(lambda _: deed(self.desk.store), done, failed or self.told, owner=self)

    def journal(self) -> Journal | None:
        """Where what is typed and not yet saved is kept."""
        return journal_of(self.desk)

    def told(self, error: AppError, *actions: Action) -> None:
        """Say what was refused, with what can be done about it."""
        self.desk.messages.error(error, *actions)
