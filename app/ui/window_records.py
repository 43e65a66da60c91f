"""Records opened, begun and brought to a sitting from anywhere: what the Desk offers to screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.entity import Snapshot
from app.domain.permissions import Can
from app.domain.query import Query
from app.ui import later
from app.ui.dropping import Dropping
from app.usecases import lists

if TYPE_CHECKING:
    from app.ui.window import Window


class Records(QObject):
    """Puts the deeds on the Desk."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        desk = window.desk
        desk.open = window.open
        desk.new = self.new
        desk.convene = self.convene
        desk.show_list = window.show_list
        if desk.person.may(Can.EXPORT):
            desk.export = self.export
        if desk.person.may(Can.IMPORT):
            desk.bring_in = self.bring_in
            Dropping(window, lambda path: self.bring_in("project", path))

    def name_register(self) -> None:
        """Whose register it is, under the program's name."""
        store = self._window.desk.store
        self._window.desk.runner.run(lambda _: lists.snapshots(store, Query("setting"), 1), self._named, owner=self)

    def _named(self, settings: list[Snapshot]) -> None:
        values = settings[0].values if settings else {}
        self._window.navigation.say(str(values.get("home_title") or values.get("municipality") or ""))

    def new(self, entity: str) -> None:
        """An empty form for a kind of record."""
        later.load(later.NEW_RECORD)(self._window.desk, entity, self._window)

    def export(self, query: Query, columns: tuple[str, ...]) -> None:
        """What is seen, or everything, into a file."""
        later.load(later.EXPORT)(self._window.desk, query, columns, self._window).open()

    def bring_in(self, entity: str, path: Path | None = None) -> None:
        """Begin an import of a kind of record."""
        later.load(later.IMPORT)(self._window.desk, entity, self._window, path).open()

    def convene(self, entity: str, code: str) -> None:
        """Ask which sitting a record is brought to."""
        later.load(later.TO_MEETING)(self._window.desk, entity, code, self._window)
