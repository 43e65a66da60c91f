"""Many cells and rows at once, in the real window: one deed, one Ctrl+Z, rejects before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.progress import Progress
from app.domain.query import Query
from app.ui.dialogs.rejects import Rejects
from app.ui.kit import block
from app.ui.screens.register import RegisterScreen
from app.ui.window import Window
from app.usecases import history, lists, register
from tests.ui.windows import close, settle, the_register, window_at

pytestmark = pytest.mark.window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with clock.pinned(date(2026, 11, 30)):
        made, _ = window_at(tmp_path)
        the_register(made).grid.set_columns(["code", "title", "status", "lead", "end", "progress", "budget"])
        yield made
        close(made)


@pytest.fixture
def screen(window: Window) -> RegisterScreen:
    return the_register(window)


def select(screen: RegisterScreen, top: int, left: int, bottom: int, right: int) -> None:
    model = screen.model
    screen.grid.setCurrentIndex(model.index(top, left))
    chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
    screen.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def press(screen: RegisterScreen, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(screen.grid, key, held)
    settle()


def paste(screen: RegisterScreen, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(screen, Qt.Key.Key_V, CTRL)


def texts(screen: RegisterScreen, column: int, places: range) -> list[str]:
    return [screen.model.text(place, column) for place in places]


def rejects(screen: RegisterScreen) -> Rejects:
    dialog = screen.hands.many.dialog
    assert dialog is not None
    return dialog


def test_a_block_is_pasted_at_once_and_taken_back_with_one_undo(screen: RegisterScreen, window: Window) -> None:
    before = texts(screen, 1, range(3, 6)), texts(screen, 5, range(3, 6))
    lines = [f"Titolo {n}\t{screen.model.text(2 + n, 2)}\t{screen.model.text(2 + n, 3)}\t31/12/2031\t{n} %" for n in
             (1, 2, 3)]  # fmt: skip
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    paste(screen, "\r\n".join(lines) + "\r\n")
    assert texts(screen, 1, range(3, 6)) == ["Titolo 1", "Titolo 2", "Titolo 3"]
    assert texts(screen, 4, range(3, 6)) == ["31/12/2031"] * 3
    assert window.bar._text.text() == "Incolla: 9 celle in 3 schede."
    assert window.commands.action("undo").text() == "Annulla: celle incollate in 3 schede"
    window.undo()
    assert (texts(screen, 1, range(3, 6)), texts(screen, 5, range(3, 6))) == before
    window.redo()
    assert texts(screen, 5, range(3, 6)) == ["1\u00a0%", "2\u00a0%", "3\u00a0%"]


def test_what_is_refused_is_shown_before_anything_is_written(screen: RegisterScreen, window: Window) -> None:
    seq = window.desk.store.last_seq
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    paste(screen, "Primo titolo\tIn corsso\nSecondo\tRendicontato\nTerzo\t" + screen.model.text(5, 2))
    dialog = rejects(screen)
    assert window.desk.store.last_seq == seq
    shown = [[dialog.table.item(row, column).text() for column in range(5)] for row in range(dialog.table.rowCount())]
    assert shown[0][:3] == ["P04", "Stato", "In corsso"]
    assert shown[0][4] == "In corso"
    assert shown[1][:3] == ["P05", "Stato", "Rendicontato"]
    assert "si può passare a" in shown[1][3]
    assert dialog.go.text() == "&Scrivi le altre 2 celle", "of P05, whose state is refused by rule, nothing"
    assert dialog.later.isDefault()
    assert dialog.text().splitlines()[0] == "Scheda\tColonna\tValore\tPerché\tChe cosa si accetta"
    dialog.go.click()
    settle()
    assert texts(screen, 1, range(3, 6))[::2] == ["Primo titolo", "Terzo"]
    assert not screen.model.text(4, 1).startswith("Secondo")
    assert len(window.desk.store.deed(history.last(window.desk.store).unit)) == 2  # type: ignore[union-attr]


def test_esc_writes_nothing(screen: RegisterScreen, window: Window) -> None:
    seq = window.desk.store.last_seq
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    paste(screen, "Primo titolo\tmai")
    QTest.keyClick(rejects(screen), Qt.Key.Key_Escape)
    settle()
    assert window.desk.store.last_seq == seq


def test_one_value_fills_the_selection_and_a_block_too_large_is_told(screen: RegisterScreen, window: Window) -> None:
    select(screen, 2, 5, 4, 5)
    paste(screen, "55")
    assert texts(screen, 5, range(2, 5)) == ["55\u00a0%"] * 3
    screen.grid.setCurrentIndex(screen.model.index(24, 6))
    paste(screen, "1\t2\n3\t4")
    told = rejects(screen).text()
    assert "1 riga in più" in told
    assert "1 colonna in più" in told
    rejects(screen).reject()


def test_ctrl_d_fills_and_del_empties_each_with_one_undo(screen: RegisterScreen, window: Window) -> None:
    select(screen, 3, 5, 3, 5)
    paste(screen, "10")
    select(screen, 3, 5, 8, 5)
    press(screen, Qt.Key.Key_D, CTRL)
    assert texts(screen, 5, range(3, 9)) == ["10\u00a0%"] * 6
    press(screen, Qt.Key.Key_Delete)
    assert texts(screen, 5, range(3, 9)) == [""] * 6
    window.undo()
    assert texts(screen, 5, range(3, 9)) == ["10\u00a0%"] * 6
    window.undo()
    assert texts(screen, 5, range(3, 9)) == ["10\u00a0%"] + [""] * 5


def test_a_cell_that_must_say_something_is_not_emptied(screen: RegisterScreen) -> None:
    select(screen, 3, 1, 4, 1)
    press(screen, Qt.Key.Key_Delete)
    assert "«Titolo» è obbligatorio." in rejects(screen).text()
    rejects(screen).reject()


def test_what_is_cut_can_be_pasted_elsewhere(screen: RegisterScreen) -> None:
    select(screen, 3, 4, 4, 4)
    before = texts(screen, 4, range(3, 5))
    press(screen, Qt.Key.Key_X, CTRL)
    assert texts(screen, 4, range(3, 5)) == ["", ""]
    press(screen, Qt.Key.Key_V, CTRL)
    assert texts(screen, 4, range(3, 5)) == before


def test_today_goes_into_every_selected_date(screen: RegisterScreen) -> None:
    select(screen, 3, 3, 5, 5)
    press(screen, Qt.Key.Key_Semicolon, CTRL)
    assert texts(screen, 4, range(3, 6)) == ["30/11/2026"] * 3


def test_several_rows_go_to_the_trash_in_one_deed(screen: RegisterScreen, window: Window) -> None:
    select(screen, 3, 1, 6, 1)
    press(screen, Qt.Key.Key_Delete, CTRL)
    assert lists.count(window.desk.store, Query("project")) == 21
    assert window.bar._text.text() == "4 schede sono nel cestino."
    window.undo()
    assert lists.count(window.desk.store, Query("project")) == 25


def test_a_record_that_moved_meanwhile_is_named_and_the_preview_is_fresh(
    screen: RegisterScreen, window: Window
) -> None:  # fmt: skip
    store = window.desk.store
    moved = register.named(store, "project", "P05")
    register.edit(store, "project", moved.id, moved.version, {"progress": 80})  # and this screen was not told
    select(screen, 3, 5, 5, 5)
    paste(screen, "20")
    dialog = rejects(screen)
    assert "P05" in dialog.words.text()
    assert "Adesso dice «80\u00a0%»" in dialog.text()
    assert screen.model.text(4, 5) == "80\u00a0%", "the screen shows it as it is now"
    assert texts(screen, 5, range(3, 6))[::2] == ["", ""], "nothing was written"
    dialog.insist.setChecked(True)
    dialog.go.click()
    settle()
    assert texts(screen, 5, range(3, 6)) == ["20\u00a0%"] * 3


def test_a_block_reaches_rows_that_were_never_read(screen: RegisterScreen) -> None:
    have, missing = block.known(screen.model, range(3))
    assert (len(have), missing) == (3, {})
    columns = tuple(spec.name for spec in screen.model.fields)
    places = {7: block.Unread(screen.model.query, 0, 7), 24: block.Unread(screen.model.query, 0, 24),
              99: block.Unread(screen.model.query, 0, 99)}  # fmt: skip
    found = block.read(screen.model.reader.source, columns, places, Progress())
    assert [screen.model.code(row) for row in found.values()] == ["P08", "P25"]


def test_in_a_list_by_groups_headers_are_stepped_over(screen: RegisterScreen, window: Window) -> None:
    screen.model.group_by("status")
    settle()
    heads = [place for place in range(screen.model.rowCount()) if screen.model.group_at(place) is not None]
    assert len(heads) > 1
    select(screen, heads[0], 5, heads[1] + 1, 5)  # the first group, its header too, and the beginning of the next
    records = heads[1] - heads[0]
    cells = f"{records} celle in {records} schede."
    paste(screen, "42")
    assert window.bar._text.text() == f"Incolla: {cells}"
    press(screen, Qt.Key.Key_Delete)
    assert window.bar._text.text() == f"Svuota le celle: {cells}"
