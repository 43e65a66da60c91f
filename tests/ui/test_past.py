"""The register as it was, on its page: a band says so, nothing writes, and what has changed since is listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.screens.past import PastScreen
from app.usecases import meetings, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 12, 16)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def close_a_sitting(desk: Desk) -> None:
    meeting = register.named(desk.store, "meeting", "4/2026")
    meetings.open_(desk.store, meeting.id, meeting.version)
    now = register.named(desk.store, "meeting", "4/2026")
    meetings.close(desk.store, now.id, now.version, at=time(19, 0))


def shown(qtbot: QtBot, desk: Desk) -> PastScreen:
    screen = PastScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    screen.enter()
    return screen


def test_before_any_sitting_closes_it_says_when_there_will_be_something(
    qtbot: QtBot, place: tuple[Desk, Heard]
) -> None:
    screen = shown(qtbot, place[0])
    assert "si conserva quando la seduta si chiude" in screen.told.text()
    assert not screen.body.isVisible()
    assert screen.back_button.isVisible()


def test_the_register_of_then_is_looked_at_and_not_written_in(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    close_a_sitting(desk)
    before = register.named(desk.store, "project", "P03")
    register.edit(desk.store, "project", before.id, before.version, {"title": "Tutt'altro"})
    screen = shown(qtbot, desk)
    assert screen.header.title.text() == "Il registro al 16 dicembre 2026"
    assert "si guarda e non si modifica" in screen.told.text()
    assert screen.list is not None
    model = screen.list.model
    title = model.columns.index("title")
    titles = {model.text(row, title) for row in range(model.rowCount())}
    assert before["title"] in titles
    assert "Tutt'altro" not in titles
    assert not any(model.flags(model.index(row, title)) & Qt.ItemFlag.ItemIsEditable for row in range(3))
    screen.list.grid.setCurrentIndex(model.index(0, title))
    screen.list.grid.trash()
    screen.list.grid.want("clear")
    assert register.named(desk.store, "project", "P01")["title"]
    screen.search_field.wanted.emit(str(before["title"]))
    assert model.rowCount() == 1
    screen.kind.setCurrentIndex(screen.kind.findData("objective"))
    assert screen.list.model.rowCount() == 12


def test_what_has_changed_is_listed_and_opened(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    close_a_sitting(desk)
    one = register.named(desk.store, "project", "P03")
    register.edit(desk.store, "project", one.id, one.version, {"end": date(2029, 1, 1)})
    gone = register.named(desk.store, "actor", "A30")
    register.trash(desk.store, "actor", gone.id, gone.version)
    opened: list[tuple[str, str]] = []
    desk.open = lambda entity, code: opened.append((entity, code))
    screen = shown(qtbot, desk)
    screen.show_changes()
    assert screen.tabs.tabText(1) == "Cosa è cambiato da allora: 1 tolta, 1 modificata"
    top = screen.tree.topLevelItem(1)
    assert top is not None
    assert top.text(0) == "Progetti · 1 modificata"
    changed = top.child(0)
    assert changed is not None
    line = changed.child(0)
    assert line is not None
    assert (line.text(0), line.text(2)) == ("Fine", "01/01/2029")
    screen.tree.itemActivated.emit(line, 0)
    assert opened == [("project", "P03")]
    asked: list[Query] = []
    desk.show_list = asked.append
    screen.back_button.click()
    assert asked == [Query("project")]
