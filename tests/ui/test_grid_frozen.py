"""The first columns stay in place while the others scroll: for the eye, the mouse, the keyboard and screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.editor import Around, Editor
from app.ui.kit.grid import Grid
from app.ui.screens.grid_buttons import ColumnsButton
from tests.ui.people import SomeNames
from tests.ui.test_grid import Counted, model_of

_Kind = QEvent.Type


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    made = Grid(model_of(Counted(300)), Around(names=SomeNames()))
    qtbot.addWidget(made)
    made.resize(520, 300)
    made.show()
    made.horizontalScrollBar().setValue(200)
    return made


def test_a_held_column_stands_at_the_left_and_answers_the_mouse(grid: Grid) -> None:
    assert grid.held() == 1
    box = grid.visualRect(grid.table.index(2, 0))
    assert box.left() == 0
    assert grid.indexAt(box.center()) == grid.table.index(2, 0)
    assert grid.indexAt(QPoint(grid.held_width() + 3, box.center().y())).column() > 0


def test_nothing_is_held_before_one_scrolls_nor_where_it_would_fill_the_window(grid: Grid) -> None:
    grid.horizontalScrollBar().setValue(0)
    assert grid.held() == 0
    grid.horizontalScrollBar().setValue(200)
    grid.freeze(3)
    assert grid.held() == 0, "three columns take more than half of this window"
    grid.freeze(0)
    assert grid.visualRect(grid.table.index(2, 0)).left() < 0


def test_the_keyboard_never_goes_behind_it(grid: Grid, qtbot: QtBot) -> None:
    grid.setCurrentIndex(grid.table.index(1, 6))
    for column in (5, 4, 3, 2, 1):
        qtbot.keyClick(grid, Qt.Key.Key_Left)
        assert grid.currentIndex().column() == column
        assert grid.visualRect(grid.currentIndex()).left() >= grid.held_width() or not grid.held()


def test_going_to_the_held_column_scrolls_nothing(grid: Grid) -> None:
    before = grid.horizontalScrollBar().value()
    grid.setCurrentIndex(grid.table.index(1, 0))
    assert grid.horizontalScrollBar().value() == before


def test_its_editor_opens_where_the_cell_is_seen(qtbot: QtBot) -> None:
    model = model_of(Counted(20))
    model.choose_columns(("title", "code", "main_sector", "status", "lead", "budget", "end"))
    grid = Grid(model, Around(names=SomeNames()))
    qtbot.addWidget(grid)
    grid.resize(700, 300)
    grid.show()
    grid.horizontalScrollBar().setValue(200)
    assert grid.held() == 1
    grid.setCurrentIndex(model.index(2, 0))
    grid.edit(grid.currentIndex())
    shown = next(one for one in grid.viewport().findChildren(Editor) if one.isVisible())
    assert shown.geometry().left() == 0
    grid.horizontalScrollBar().setValue(260)
    assert shown.geometry().left() == 0


def test_its_header_sorts_and_is_made_wider_where_it_is_seen(grid: Grid, qtbot: QtBot) -> None:
    header, edge = grid.horizontalHeader(), grid.held_width()
    middle = header.height() // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge // 2, middle))
    assert [key.field for key in grid.table.query.sort] == ["code"]
    before = grid.columnWidth(0)
    for kind, x in ((_Kind.MouseMove, edge - 2), (_Kind.MouseButtonPress, edge - 2), (_Kind.MouseMove, edge + 38),
                    (_Kind.MouseButtonRelease, edge + 38)):  # fmt: skip
        _mouse(header.viewport(), kind, QPointF(x, middle), held=x > edge or kind == _Kind.MouseButtonPress)
    assert grid.columnWidth(0) == before + 38


def _mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, *, held: bool) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == _Kind.MouseMove else left
    event = QMouseEvent(
        kind, at, widget.mapToGlobal(at), button, left if held else none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def test_screen_readers_meet_each_cell_once_where_it_is(grid: Grid) -> None:
    table = QAccessible.queryAccessibleInterface(grid)
    at = grid.viewport().mapToGlobal(grid.visualRect(grid.table.index(2, 0)).center())
    cell = table.childAt(at.x(), at.y())
    assert cell.text(QAccessible.Text.Name) == "colonna Codice, riga P2, P2, chiusa"
    assert cell.rect().left() == grid.viewport().mapToGlobal(QPoint(0, 0)).x()
    said = [table.child(n).text(QAccessible.Text.Name) for n in range(3 * table.childCount() // 300)]
    assert said.count("colonna Codice, riga P2, P2, chiusa") <= 1


def test_what_stays_is_remembered_with_the_columns(grid: Grid) -> None:
    grid.freeze(2)
    state = grid.column_state()
    grid.reset_columns()
    assert grid.frozen == 1
    grid.restore_columns(state)
    assert grid.frozen == 2


def test_a_page_is_painted_with_everything_in_it(grid: Grid) -> None:
    grid.table.toggle(1)
    grid.freeze(1)
    grid.setCurrentIndex(grid.table.index(1, 1))
    picture = grid.viewport().grab().toImage()
    middle = grid.visualRect(grid.table.index(0, 0)).center().y()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in (middle - 3, middle, middle + 3)}
    assert len(seen) > 10, "words, a chip and a dot on the first row"


def test_the_columns_menu_shows_hides_and_holds(grid: Grid, qtbot: QtBot) -> None:
    button = ColumnsButton(grid, grid)
    actions = {action.text(): action for action in button.menu_of_columns().actions()}
    assert actions["Capofila"].isChecked()
    actions["Capofila"].trigger()
    actions["CUP"].trigger()
    assert "lead" not in grid.table.columns
    assert grid.table.columns[-1] == "cup"
    actions["Blocca la prima colonna"].trigger()
    assert grid.frozen == 0
    actions["Ripristina colonne"].trigger()
    assert grid.frozen == 1
    assert "lead" in grid.table.columns
