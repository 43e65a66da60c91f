"""«Cosa abbiamo deciso su…» on the page of decisions and from a record, and the decisions by their force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.screens import decided
from app.ui.screens.decisions import DecisionsScreen
from tests.ui.desks import Heard, desk_at
from tests.ui.windows import close, settle, window_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def listed(screen: DecisionsScreen) -> set[str]:
    model = screen.lists[0].model
    at = model.columns.index("number")
    return {model.text(row, at) for row in range(model.rowCount())}


def test_a_subject_is_asked_and_its_decisions_are_listed(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    screen = DecisionsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert len(listed(screen)) == 10
    screen.decided_button.click()
    dialog = screen.findChild(Asking)
    assert dialog is not None
    dialog.accept()
    assert "almeno un progetto" in dialog.problem.text()
    dialog.editors["word"].set_raw("inesistente")
    dialog.accept()
    assert "Nessuna decisione" in dialog.problem.text()
    dialog.editors["word"].set_raw("")
    dialog.editors["project"].set_value("P13")
    dialog.accept()
    assert "3/2026" in listed(screen)
    assert len(listed(screen)) < 10


def test_the_views_tell_what_is_in_force(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    screen = DecisionsScreen(place[0])
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    shown = {view.name: view for view in screen.lists[0].view_bar.views}
    for name, count in (("force.in_vigore", 6), ("force.eseguita", 3), ("force.mai", 1)):
        screen.lists[0].view_bar.chosen.emit(shown[name])
        assert len(listed(screen)) == count, name
    assert {"projects", "objectives", "patch_state"} <= set(screen.lists[0].plan.facets)


def test_from_a_record_the_list_opens_or_a_sentence_says_there_is_none(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    asked: list[Query] = []
    desk.show_list = asked.append
    screen = DecisionsScreen(desk)
    qtbot.addWidget(screen)
    decided.on_record(desk, "project", "P13", screen)
    assert asked[0].entity == "decision"
    decided.on_record(desk, "project", "P25", screen)
    assert "Nessuna decisione riguarda ancora P25" in heard.said[-1].text


def test_the_command_asks_about_the_record_in_front(qapp: object, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    window.open("project", "P13")
    settle()
    window.commands.action("decided").trigger()
    settle()
    screen = window.front
    assert isinstance(screen, DecisionsScreen)
    assert "3/2026" in listed(screen)
    close(window)
