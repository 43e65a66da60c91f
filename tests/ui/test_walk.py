"""A secretary's day in the real window, from the first start on; and two desks at one register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.progress import Progress
from app.domain.query import Filter, Query
from app.ui import later
from app.ui.dialogs.asking import Asking
from app.ui.keeping import Forgetful, Keeping
from app.ui.kit.editor import Editor
from app.ui.runner import Runner
from app.ui.screens.meetings import MeetingsScreen
from app.ui.screens.parts import NewRecord
from app.ui.screens.recovery import Recovery
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.steps import Reason
from app.ui.screens.to_meeting import ToMeeting
from app.ui.screens.welcome import Welcome
from app.ui.start import Program
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import exports, lists, opening, register
from tests.ui.desks import _filled
from tests.ui.windows import settle, the_record, the_register

pytestmark = pytest.mark.window


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("CABINA_DATA", str(tmp_path / "data"))
    theme().start("light")
    made = Program(Keeping(Forgetful()), Runner.inline())
    yield made
    if made.front is not None:
        made.front.close()
        made.front.deleteLater()
    settle()
    made.close()
    clock.pin(None)


def front(program: Program) -> Window:
    settle()
    assert isinstance(program.front, Window)
    program.front.activateWindow()
    return program.front


def at(program: Program, tmp_path: Path) -> Window:
    """The example, as the welcome makes it, already there."""
    path = tmp_path / "data" / "esempio.db"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(_filled())
    program.begin(str(path))
    window = front(program)
    window.resize(1366, 768)
    return window


def press(window: Window, keys: str) -> None:
    """Press a shortcut where the focus is."""
    QTest.keySequence(window.focusWidget(), QKeySequence(keys))
    settle()


# ---------------------------------------------------------------- the first start


def test_the_first_start_offers_an_example_and_lands_on_the_first_page(program: Program, qtbot: QtBot) -> None:
    program.begin(None)
    welcome = program.front
    assert isinstance(welcome, Welcome)
    QTest.mouseClick(welcome.ways["example"], Qt.MouseButton.LeftButton)
    window = front(program)
    assert window.front is not None
    assert window.front.objectName() == "home"
    assert clock.today() == date(2026, 11, 30), "the example has a day of its own"


def test_the_example_keeps_its_day_at_the_next_start_and_ones_own_register_has_today(
    program: Program, tmp_path: Path
) -> None:
    window = at(program, tmp_path)
    assert clock.today() == date(2026, 11, 30)
    own = tmp_path / "data" / "registro.db"
    opening.open_register(str(own), create=True).close()
    program.open_other(str(own))
    assert front(program) is not window
    assert clock.today() == clock.local(clock.now()).date()
    assert lists.count(front(program).desk.store, Query("project")) == 0


def test_a_register_that_cannot_be_opened_leaves_this_one(program: Program, tmp_path: Path) -> None:
    window = at(program, tmp_path)
    program.open_other(str(tmp_path / "nessuno.db"))
    assert front(program) is window
    assert "non esiste" in window.bar._text.text()


def test_another_register_is_begun_from_the_menu(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    window = at(program, tmp_path)
    press(window, "Ctrl+O")
    welcome = program._welcome
    assert isinstance(welcome, Welcome)
    assert [one.isEnabled() for one in welcome.recent_buttons] == [False], "it is the one that is open"
    QTest.keyClick(welcome, Qt.Key.Key_Escape)
    assert not welcome.isVisible()
    window.commands.action("open").trigger()
    welcome = program._welcome
    assert isinstance(welcome, Welcome)
    welcome.municipality.setText("Comune di Prova")
    welcome.open_new()
    assert front(program) is not window
    setting = lists.snapshots(front(program).desk.store, Query("setting"))[0]
    assert setting["municipality"] == "Comune di Prova"
    assert program._welcome is None


# ---------------------------------------------------------------- the register


def test_a_cell_is_edited_undone_and_redone_from_the_keyboard(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    window = at(program, tmp_path)
    screen = the_register(window)
    press(window, "Ctrl+F")
    assert window.focusWidget() is screen.search_field
    QTest.keyClicks(screen.search_field, "doposcuola")
    settle()
    QTest.keyClick(screen.search_field, Qt.Key.Key_Down)
    assert screen.model.text(0, 0) == "P13"
    screen.grid.setCurrentIndex(screen.model.index(0, screen.model.columns.index("title")))
    QTest.keyClick(screen.grid, Qt.Key.Key_F2)
    editor = next(one for one in screen.grid.viewport().findChildren(Editor) if one.isVisible())
    before = register.named(window.desk.store, "project", "P13")["title"]
    editor.set_raw("Doposcuola in ogni frazione")
    QTest.keyClick(editor.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: register.named(window.desk.store, "project", "P13")["title"] != before)
    screen.grid.setFocus()
    press(window, "Ctrl+Z")
    assert register.named(window.desk.store, "project", "P13")["title"] == before
    press(window, "Ctrl+Y")
    assert register.named(window.desk.store, "project", "P13")["title"] == "Doposcuola in ogni frazione"


def test_a_new_project_with_two_mistakes_is_corrected_and_opened(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    window = at(program, tmp_path)
    the_register(window)
    press(window, "Ctrl+N")
    form = window.findChild(NewRecord)
    assert form is not None
    editors = form.form.editors
    editors["title"].set_raw("Orto di quartiere")
    editors["main_sector"].set_raw("SOC")
    editors["lead"].set_raw("A01")
    for name, kind in (("targets", "target_group"), ("zones", "zone")):
        editors[name].set_raw(lists.options(window.desk.store, kind)[0][0])
    editors["start"].set_raw("31/02/2027")
    editors["expected_users"].set_raw("molti")
    form.write()
    assert lists.count(window.desk.store, Query("project")) == 25
    assert editors["start"].problem
    assert editors["expected_users"].problem
    assert editors["title"].raw() == "Orto di quartiere", "what was right stays"
    editors["start"].set_raw("1.3.27")
    editors["expected_users"].set_raw("120")
    form.write()
    assert not [one.problem for one in editors.values() if one.problem]
    view = the_record(window)
    assert view.header.title.text() == "Orto di quartiere"
    assert lists.count(window.desk.store, Query("project")) == 26


def test_the_trash_is_one_key_and_undo_brings_back(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    window = at(program, tmp_path)
    screen = the_register(window)
    screen.show_record("project", "P20")
    screen.grid.setFocus()
    screen.hands.trash()
    settle()
    store = window.desk.store
    assert lists.count(store, Query("project")) == 24
    assert "cestino" in window.bar._text.text()
    press(window, "Ctrl+Z")
    assert lists.count(store, Query("project")) == 25


# ---------------------------------------------------------------- from the record to the sitting


def test_a_project_changes_state_and_is_brought_to_a_sitting(program: Program, tmp_path: Path) -> None:
    window = at(program, tmp_path)
    window.open("project", "P13")
    view = the_record(window)
    next(one for one in view.steps.buttons if one.text() == "Sospeso").click()
    reason = view.steps.findChild(Reason)
    assert reason is not None
    reason.page.setPlainText("In attesa della palestra")
    reason.editors["review_date"].set_raw("31/01/2099")
    reason.go_button.click()
    store = window.desk.store
    assert register.named(store, "project", "P13")["status"] == "sospeso"
    dialog = view.to_meeting()
    assert isinstance(dialog, ToMeeting)
    dialog.bring_button.click()
    settle()
    items = lists.snapshots(store, Query("agenda_item", (Filter("projects", "=", ("P13",)),)))
    assert any(item["meeting"] == "S4" for item in items)
    window.open("meeting", "S4")
    screen = window.front
    assert isinstance(screen, MeetingsScreen)
    assert any("P13" in entry.second for entry in screen.sitting.agenda.entries())


# ---------------------------------------------------------------- settings, and the way out


def test_a_setting_is_changed_and_the_letterhead_follows(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    window = at(program, tmp_path)
    press(window, "Ctrl+,")
    screen = window.front
    assert isinstance(screen, SettingsScreen)
    form = screen.form.form
    form.editors["letterhead_title"].set_raw("Città di Prova")
    form.changed.emit()
    screen.form.save()
    assert lists.snapshots(window.desk.store, Query("setting"))[0]["letterhead_title"] == "Città di Prova"


def test_what_is_half_typed_at_quit_is_offered_at_the_next_start(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    window = at(program, tmp_path)
    window.open("project", "P04")
    view = the_record(window)
    view.form.form.editors["abstract"].set_raw("Mezza frase che non ho")
    view.form.form.changed.emit()
    assert window.saving.drafting
    assert window.close()
    again = Program(Keeping(Forgetful()), Runner.inline())
    again.begin(str(tmp_path / "data" / "esempio.db"))
    qtbot.waitUntil(lambda: bool(front(again).findChildren(Recovery)))  # after the rows are painted
    offered = front(again).findChildren(Recovery)[0]
    offered.restore(offered.items[0])
    settle()
    assert the_record(front(again)).form.form.editors["abstract"].raw() == "Mezza frase che non ho"
    front(again).close()
    front(again).deleteLater()
    again.close()


def test_parts_loaded_later_are_where_they_are_said_to_be() -> None:
    for where in (value for name, value in vars(later).items() if name.isupper()):
        assert later.load(where) is not None


# ---------------------------------------------------------------- the sitting, from the roll call to the paper


def asked(screen: MeetingsScreen) -> Asking:
    """The small window that has just come up."""
    return next(one for one in screen.findChildren(Asking) if one.isVisible())


def test_a_sitting_is_held_written_up_closed_and_exported(program: Program, tmp_path: Path) -> None:
    window = at(program, tmp_path)
    window.open("meeting", "S4")
    screen, store = window.front, window.desk.store
    assert isinstance(screen, MeetingsScreen)
    view = screen.sitting
    view.ceremonies.open()
    dialog = asked(screen)
    if not dialog.editors["secretary"].value():
        dialog.editors["secretary"].set_raw("M16")
    dialog.accept()
    assert register.named(store, "meeting", "S4")["status"] == "in_corso"
    for row in range(8):
        view.people.setCurrentRow(row)
        QTest.keyClick(view.people, Qt.Key.Key_Space)
    assert view.board is not None
    assert view.board.state.valid
    view.item.text.set_raw("Il presidente illustra il punto.")
    view.item.flush()
    vote = view.item.vote
    vote.begin()
    vote.bound.editors["favour"].set_raw("8")
    vote.bound.flush()
    view.item.decision.begin()
    decided = view.item.decision.bound
    decided.editors["text"].set_raw("di approvare il verbale")
    decided.editors["owner"].set_raw("M05")
    decided.flush()
    task = view.item.tasks.begin()
    for name, text in (("text", "Pubblicare il verbale"), ("owner", "M05"), ("due", "15/01/2027")):
        task.bound.editors[name].set_raw(text)
    task.bound.flush()
    assert lists.count(store, Query("action_item", (Filter("text", "~", ("Pubblicare il verbale",)),))) == 1
    view.ceremonies.close()
    dialog = asked(screen)
    dialog.editors["end_actual"].set_raw("20.00")
    dialog.accept()
    assert register.named(store, "meeting", "S4")["status"] == "chiusa"
    the_register(window)
    path = tmp_path / "registro.xlsx"
    exports.export(store, Query("project"), path, Progress())
    assert path.stat().st_size > 5000
