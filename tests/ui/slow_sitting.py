"""A sitting under way on the screen of a desk whose register answers when the test says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entity import Snapshot
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.drafts import Draft
from app.ui.screens.around import journal_of
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, meetings, register
from tests.ui.desks import Heard, Held, slow_desk_at

A, B = "S4.2", "S4.3"


@dataclass
class Place:
    """A sitting under way on the screen of a slow desk."""

    desk: Desk
    heard: Heard
    held: Held
    view: SittingView

    def item(self, code: str = A) -> Snapshot:
        return register.named(self.desk.store, "agenda_item", code)

    def parts(self, entity: str, item: str = A) -> list[Snapshot]:
        return lists.snapshots(self.desk.store, Query(entity, (Filter("item", "=", (item,)),)))

    def type(self, words: str) -> None:
        """Write in the report of the item shown."""
        self.view.item.text.page.insertPlainText(words)  # type: ignore[attr-defined]

    def colleague(self, code: str = A, **values: Any) -> None:
        """Another desk writes; this one hears of it."""
        self.view.apply(self.colleague_unheard(code, **values))

    def colleague_unheard(self, code: str = A, **values: Any) -> Any:
        one = self.item(code)
        return register.edit(self.desk.store, "agenda_item", one.id, one.version, values)

    @property
    def bound(self) -> Bound:
        return self.view.item.bound

    @property
    def drafts(self) -> list[Draft]:
        return journal_of(self.desk).all()

    def tidy(self) -> None:
        """What was to be deleted is."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@contextmanager
def slow_sitting(qtbot: QtBot, folder: Path) -> Iterator[Place]:
    """Sitting 4/2026 of the example, opened, ten members in the room, on its second item."""
    with clock.pinned(date(2026, 11, 30)):
        desk, heard, held = slow_desk_at(folder)
        meeting = register.named(desk.store, "meeting", "4/2026")
        meetings.open_(desk.store, meeting.id, meeting.version)
        meetings.roll_call(desk.store, meeting.code, {f"M{n:02}": "presente" for n in range(1, 11)})
        view = SittingView(desk)
        qtbot.addWidget(view)
        before = desk.done

        def done(changes: Any, sentence: str) -> None:
            before(changes, sentence)
            view.apply(changes)

        desk.done = done
        view.resize(1366, 768)
        view.show()
        view.open(meeting.code, A)
        yield Place(desk, heard, held, view)
        held.catch_up()
        desk.store.close()
