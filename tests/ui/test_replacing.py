"""Ctrl+H, through the real window: what each cell says and would say, then one deed and one undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.query import Query
from app.ui.dialogs.replacing import Replacing
from app.ui.screens.register import RegisterScreen
from app.ui.window import Window
from app.usecases import lists
from tests.ui.windows import close, settle, the_register, window_at

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made, _ = window_at(tmp_path)
    the_register(made).grid.set_columns(["code", "title", "abstract", "status", "lead", "partners"])
    yield made
    close(made)


@pytest.fixture
def screen(window: Window) -> RegisterScreen:
    return the_register(window)


def asked(window: Window, column: str = "") -> Replacing:
    """The dialog that Ctrl+H opens, at a column (every column of text, when not named)."""
    window.commands.action("replace").trigger()
    settle()
    dialog = the_register(window).grid.findChild(Replacing)
    assert dialog is not None
    dialog.column.setCurrentIndex(dialog.column.findData(column))
    return dialog


def titles(window: Window) -> list[str]:
    return [str(one["title"]) for one in lists.snapshots(window.desk.store, Query("project"))]


def test_a_text_is_replaced_everywhere_with_one_undo(screen: RegisterScreen, window: Window) -> None:
    before = titles(window)
    dialog = asked(window, "title")
    dialog.old.setText("COMUNITA")
    dialog.new.setText("paese")
    dialog.look()
    hits = sum("comunità" in one.lower() for one in before)
    assert hits > 0
    words = "volta" if hits == 1 else "volte"
    assert dialog.words.text().startswith(f"Trovato {hits} {words} in {hits} sched")
    assert dialog.table.rowCount() == hits
    assert "paese" in dialog.table.item(0, 3).text()  # type: ignore[union-attr]
    dialog.go.click()
    settle()
    assert sum("paese" in one for one in titles(window)) == hits
    assert window.commands.action("undo").text().startswith("Annulla: valori sostituiti")
    window.undo()
    assert titles(window) == before


def test_accents_and_case_count_when_asked_and_the_filter_is_respected(screen: RegisterScreen, window: Window) -> None:
    dialog = asked(window, "title")
    dialog.old.setText("comunita")
    dialog.accents.setChecked(True)
    dialog.look()
    assert dialog.words.text() == "Nessuna cella dice così."
    assert not dialog.go.isEnabled()
    dialog.reject()
    settle()
    screen.ask(Query("project").toggled("main_sector", "SAN"))
    shown = [screen.model.text(place, 1) for place in range(screen.model.rowCount())]
    dialog = asked(window, "title")
    dialog.old.setText("e")
    dialog.look()
    assert dialog.table.rowCount() == sum("e" in one.lower() or "è" in one.lower() for one in shown)
    dialog.reject()


def test_only_the_selected_rows_and_without_the_unticked(screen: RegisterScreen, window: Window) -> None:
    model = screen.model
    screen.grid.setCurrentIndex(model.index(2, 1))
    chosen = QItemSelection(model.index(2, 1), model.index(5, 1))
    screen.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    dialog = asked(window, "title")
    assert dialog.where.currentText() == "Nelle 4 righe scelte"
    dialog.old.setText("e")
    dialog.new.setText("3")
    dialog.look()
    codes = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]  # type: ignore[union-attr]
    assert set(codes) <= {"P03", "P04", "P05", "P06"}
    before = titles(window)
    dialog.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)  # type: ignore[union-attr]
    assert dialog.go.text() in (f"&Sostituisci in {len(codes) - 1} celle", "&Sostituisci in una cella")
    dialog.go.click()
    settle()
    changed = [at for at, (one, two) in enumerate(zip(before, titles(window), strict=True)) if one != two]
    assert len(changed) == len(codes) - 1


def test_a_link_is_replaced_by_another_in_lists_too(screen: RegisterScreen, window: Window) -> None:
    store = window.desk.store
    having = [one.code for one in lists.snapshots(store, Query("project")) if any(
        str(code).partition(":")[0] == "A02" for code in one["partners"])]  # fmt: skip
    assert having
    dialog = asked(window, "partners")
    assert dialog._pair is not None
    old, new = dialog._pair
    old.set_raw("A02")
    new.set_raw("A05")
    dialog.look()
    assert dialog.table.rowCount() == len(having)
    dialog.go.click()
    settle()
    now = {one.code: one["partners"] for one in lists.snapshots(store, Query("project"))}
    assert all(not any(str(code).startswith("A02") for code in now[code_]) for code_ in having)


def test_a_state_that_may_not_follow_is_told_before_anything_is_written(screen: RegisterScreen, window: Window) -> None:
    dialog = asked(window, "status")
    assert dialog._pair is not None
    dialog._pair[0].set_raw("in_corso")
    dialog._pair[1].set_raw("rendicontato")
    dialog.look()
    seq = window.desk.store.last_seq
    dialog.go.click()
    settle()
    told = screen.hands.many.dialog
    assert told is not None
    assert "si può passare a" in told.text()
    assert window.desk.store.last_seq == seq
    told.reject()


def test_enter_goes_on_and_esc_writes_nothing(window: Window, screen: RegisterScreen) -> None:
    seq = window.desk.store.last_seq
    dialog = asked(window, "title")
    dialog.old.setFocus()
    dialog.old.setText("e")
    QTest.keyClick(dialog.old, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.new.hasFocus() or dialog.focusWidget() is dialog.new
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert window.desk.store.last_seq == seq
