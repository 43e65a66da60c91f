"""Who else is at a shared register: two windows on a real server, with real threads; and what each shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.progress import Progress
from app.domain.colleagues import Colleague, mark
from app.domain.permissions import Role
from app.ui.desk import desk_for
from app.ui.keeping import Forgetful, Keeping
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.ui.screens.register import RegisterScreen
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import committee
from tests.helpers.office import PostgresOffice
from tests.ui.desks import committee_data
from tests.ui.windows import close, settle, the_record, the_register, window_at

pytestmark = pytest.mark.window
LONG = 20_000


@pytest.fixture
def pair(qtbot: QtBot, postgres_office: PostgresOffice) -> Iterator[tuple[Window, Window]]:
    """Anna's window and Bruno's, at one register of a real server."""
    theme().start("light")
    anna = postgres_office(name="anna")
    committee.start(anna)
    committee.load_data(anna, committee_data(), Progress())
    bruno = postgres_office(Role.SEGRETARIO, name="bruno", person="M03")
    runners = [Runner(), Runner()]
    windows = [Window(desk_for(store, runner, Messages()), Keeping(Forgetful()))
               for store, runner in zip((anna, bruno), runners, strict=True)]  # fmt: skip
    for window in windows:
        window.resize(1366, 768)
        window.start("register")
        window.show()
    qtbot.waitUntil(lambda: all(map(rows_of, windows)), timeout=LONG)
    yield windows[0], windows[1]
    for window, runner in zip(windows, runners, strict=True):
        window.close()
        runner.close()
        window.deleteLater()
    settle()


def rows_of(window: Window) -> int:
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    return screen.model.rowCount()


@pytest.mark.postgresql
def test_who_comes_is_counted_who_writes_is_seen_and_who_goes_is_gone(
    qtbot: QtBot, pair: tuple[Window, Window]
) -> None:
    anna, bruno = pair
    name = anna.desk.names.label("person", "M03")
    foot, title = anna.status.colleagues, the_register(anna).model.columns.index("title")
    qtbot.waitUntil(foot.isVisible, timeout=LONG)
    assert (foot.text(), foot.toolTip()) == ("1 collega collegato", name), "by name, not by login"
    mine = the_register(anna).model
    row = mine.rows.row(2)
    assert row is not None
    bruno.open("project", str(row.values[0]))
    theirs = the_record(bruno).form
    qtbot.waitUntil(lambda: theirs.snapshot is not None, timeout=LONG)
    theirs.form.editors["title"].set_raw("Un titolo che Bruno scrive")
    qtbot.waitUntil(lambda: mine.busy(row, 0) == name, timeout=LONG)
    assert not mine.busy(row, title), "a form is written as a whole"
    theirs.save()
    qtbot.waitUntil(lambda: not mine.busy(row, 0), timeout=LONG)
    grid = the_register(bruno).grid
    cell = grid.table.index(2, title)
    qtbot.waitUntil(lambda: grid.table.rows.row(2) is not None, timeout=LONG)
    grid.setCurrentIndex(cell)
    assert grid.edit(cell, grid.EditTrigger.AllEditTriggers, None)  # type: ignore[call-overload]
    qtbot.waitUntil(lambda: mine.busy(row, title) == name, timeout=LONG)
    QTest.keyClick(QApplication.focusWidget() or grid.viewport(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not mine.busy(row, title), timeout=LONG)
    bruno.close()
    qtbot.waitUntil(lambda: not foot.isVisible(), timeout=LONG)


def test_alone_at_a_file_nothing_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    assert not window.status.colleagues.isVisible()
    close(window)


def test_names_are_told_to_who_presses(qtbot: QtBot, tmp_path: Path) -> None:
    window, heard = window_at(tmp_path)
    window.desk.colleagues.show([Colleague("b", "Bianchi"), Colleague("b", "Bianchi", "x"), Colleague("v", "Verdi")])
    assert window.status.colleagues.text() == "2 colleghi collegati"
    assert window.status.colleagues.accessibleDescription() == "Bianchi, Verdi"
    window.status.colleagues.click()
    assert heard.said[-1].text == "Sul registro in questo momento, oltre a voi: Bianchi, Verdi."
    close(window)


def test_a_cell_another_writes_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    model = the_register(window).model
    row, title = model.rows.row(0), model.columns.index("title")
    assert row is not None
    window.desk.colleagues.show([Colleague("b", "Bianchi", mark("project", row.id, "title"))])
    cell = model.index(0, title)
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole).endswith(" — Bianchi sta modificando")
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole).endswith(", Bianchi sta modificando")
    assert model.busy(row, 0) == "Bianchi", "the record is marked where it begins, too"
    assert not model.busy(row, title + 1)
    close(window)


def test_the_page_of_a_record_says_who_writes_in_it(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    window.open("project", "P04")
    form = the_record(window).form
    assert form.snapshot is not None
    here, told = window.desk.colleagues, []
    here.writing.connect(told.append)
    at = mark("project", form.snapshot.id)
    here.show([Colleague("b", "Bianchi", at), Colleague("v", "Verdi", at)])
    assert form.beside.isVisible()
    assert form.beside.text() == "Bianchi, Verdi stanno modificando."
    here.show([Colleague("b", "Bianchi")])
    assert not form.beside.isVisible()
    form.form.editors["title"].set_raw("Un altro titolo")
    form.form.editors["title"].set_raw("Un altro titolo ancora")
    assert told == [at]
    window.go("home")
    assert told == [at, ""], "what is left is a draft: nobody is kept away from it"
    close(window)
