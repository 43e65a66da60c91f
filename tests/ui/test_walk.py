"""A secretary's day in the real window, from the first start on; and two desks at one register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Filter, Query
from app.ui import later
from app.ui.keeping import Forgetful, Keeping
from app.ui.kit.block import Preview, judge
from app.ui.kit.editor import Editor
from app.ui.runner import Runner
from app.ui.screens.meetings import MeetingsScreen
from app.ui.screens.parts import NewRecord
from app.ui.screens.record import RecordScreen, RecordView
from app.ui.screens.recovery import Recovery
from app.ui.screens.register import RegisterScreen
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.steps import Reason
from app.ui.screens.to_meeting import ToMeeting
from app.ui.screens.welcome import Welcome
from app.ui.start import Program
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import history, lists, opening, register
from tests.ui.desks import _filled
from tests.ui.windows import close, settle, window_at

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


def the_register(window: Window) -> RegisterScreen:
    window.go("register")
    settle()
    screen = window.screen_named("register")
    assert isinstance(screen, RegisterScreen)
    return screen


def the_record(window: Window) -> RecordView:
    settle()
    screen = window.screen_named("record")
    assert isinstance(screen, RecordScreen)
    assert window.front is screen
    assert screen.view is not None
    return screen.view


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
    screen.writing.trash()
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


def test_what_is_half_typed_at_quit_is_offered_at_the_next_start(program: Program, tmp_path: Path) -> None:
    window = at(program, tmp_path)
    window.open("project", "P04")
    view = the_record(window)
    view.form.form.editors["abstract"].set_raw("Mezza frase che non ho")
    view.form.form.changed.emit()
    assert window.isWindowModified()
    assert window.close()
    again = Program(Keeping(Forgetful()), Runner.inline())
    again.begin(str(tmp_path / "data" / "esempio.db"))
    offered = front(again).findChild(Recovery)
    assert offered is not None
    offered.restore(offered.items[0])
    settle()
    assert the_record(front(again)).form.form.editors["abstract"].raw() == "Mezza frase che non ho"
    front(again).close()
    front(again).deleteLater()
    again.close()


# ---------------------------------------------------------------- two desks


def test_the_second_to_save_the_same_field_is_told_in_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    one, _ = window_at(tmp_path)
    two = second_at(tmp_path)
    for window in (one, two):
        window.open("project", "P04")
    mine, theirs = the_record(one), the_record(two)
    theirs.form.form.editors["title"].set_raw("Il titolo dell'altro tavolo")
    theirs.form.save()
    mine.form.form.editors["title"].set_raw("Il mio titolo")
    mine.form.save()
    assert mine.form.conflict.isVisible()
    dialog = mine.form.compare()
    assert dialog is not None
    told = " ".join(text for label in dialog.findChildren(QWidget) if (text := getattr(label, "text", str)()))
    assert "Il titolo dell'altro tavolo" in told
    assert "Il mio titolo" in told
    assert "Frazioni in rete" in told, "and what it said before either"
    dialog.take_all(mine=True)
    dialog.accept()
    assert register.named(one.desk.store, "project", "P04")["title"] == "Il mio titolo"
    close(two)
    close(one)


def test_a_cell_written_by_another_desk_is_told_and_flashes(qtbot: QtBot, tmp_path: Path) -> None:
    one, heard = window_at(tmp_path)
    two = second_at(tmp_path)
    mine, theirs = the_register(one), the_register(two)
    column = mine.model.columns.index("title")
    end = mine.model.columns.index("end")
    theirs.model.setData(theirs.model.index(0, end), "31/12/2031")
    mine.model.setData(mine.model.index(0, column), "Scritto da me")
    both = register.named(one.desk.store, "project", "P01")
    assert (both["title"], both["end"]) == ("Scritto da me", date(2031, 12, 31)), "different fields agree"
    two.refresh()
    one.refresh()
    theirs.model.setData(theirs.model.index(0, column), "Scritto dall'altro")
    mine.model.setData(mine.model.index(0, column), "Ancora mio")
    assert heard.said[-1].kind == "warning"
    assert heard.said[-1].text.endswith(
        "ha appena scritto «Scritto dall'altro», voi «Ancora mio»; prima diceva «Scritto da me».")  # fmt: skip
    assert register.named(one.desk.store, "project", "P01")["title"] == "Scritto dall'altro"
    row = mine.model.rows.row(0)
    assert row is not None
    assert mine.model.flash(row, column) == one.desk.person.login, "the cell itself says who"
    assert mine.model.text(0, column) == "Scritto dall'altro"
    next(deed for words, deed in heard.said[-1].actions if words == "Tieni il mio")()
    assert register.named(one.desk.store, "project", "P01")["title"] == "Ancora mio"
    seq = one.desk.store.last_seq
    theirs.model.setData(theirs.model.index(1, column), "Di nuovo l'altro")
    one.live.changed.emit(history.since(one.desk.store, seq), "Verdi")
    row = mine.model.rows.row(1)
    assert row is not None
    assert mine.model.flash(row, column) == "Verdi"
    close(two)
    close(one)


def second_at(folder: Path) -> Window:
    """Another window, with its own store, at the register of the first."""
    from app.ui.desk import desk_for
    from app.ui.messages import Messages

    store = opening.open_register(str(folder / "registro.db"))
    window = Window(desk_for(store, Runner.inline(), Messages()), Keeping(Forgetful()))
    window.resize(1366, 768)
    window.start("register", listen=False)
    window.show()
    settle()
    return window


def test_parts_loaded_later_are_where_they_are_said_to_be() -> None:
    for where in (value for name, value in vars(later).items() if name.isupper()):
        assert later.load(where) is not None


# ---------------------------------------------------------------- a block from a spreadsheet


def test_a_block_is_pasted_after_what_is_refused_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    screen = the_register(window)
    screen.grid.set_columns(["code", "title", "end"])
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    QGuiApplication.clipboard().setText("Primo titolo\t31/12/2031\nSecondo\tmai\n")
    QTest.keyClick(screen.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    store = window.desk.store
    assert register.named(store, "project", "P04")["title"].startswith("Frazioni in rete"), "nothing is written yet"
    preview = screen.grid.findChild(Preview)
    assert preview is not None
    assert preview.list.count() == 1
    assert preview.list.item(0).text().startswith("P05, ")
    assert "«mai»" in preview.list.item(0).text()
    assert preview.go.text() == "Incolla le altre 3 celle"
    preview.go.click()
    settle()
    one, two = register.named(store, "project", "P04"), register.named(store, "project", "P05")
    assert (one["title"], one["end"], two["title"]) == ("Primo titolo", date(2031, 12, 31), "Secondo")
    close(window)


def test_a_block_without_mistakes_is_pasted_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    screen = the_register(window)
    screen.grid.setCurrentIndex(screen.model.index(3, screen.model.columns.index("title")))
    QGuiApplication.clipboard().setText("Un titolo solo")
    screen.grid.paste()
    assert register.named(window.desk.store, "project", "P04")["title"] == "Un titolo solo"
    block = judge(screen.model, 24, 0, "P99\tX\nP98\tY", window.desk.names)
    assert any("righe" in words or "riga" in words for words in block.wrong)
    close(window)
