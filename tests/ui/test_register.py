"""The register's page, at a real register, through the real window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Filter, Query
from app.ui.keeping import Forgetful, Keeping
from app.ui.kit.facets import FacetTick
from app.ui.screens.grid_plan import query_from, query_state
from app.ui.screens.register import PLAN, RegisterScreen
from app.ui.window import Window
from app.usecases import lists
from tests.ui.windows import close, settle, window_at

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with clock.pinned(date(2026, 11, 30)):
        made, _ = window_at(tmp_path)
        yield made
        close(made)


@pytest.fixture
def screen(window: Window) -> RegisterScreen:
    front = window.front
    assert isinstance(front, RegisterScreen)
    return front


def shown(screen: RegisterScreen) -> list[str]:
    """The codes of the rows, in order."""
    return [screen.model.text(place, 0) for place in range(screen.model.rowCount())]


def chip(screen: RegisterScreen, words: str) -> QPushButton:
    return next(one for one in screen.view_bar.findChildren(QPushButton) if one.text().startswith(words))


def tick(screen: RegisterScreen, field: str, words: str) -> FacetTick:
    found = screen.facets.groups[field].findChildren(FacetTick)
    return next(one for one in found if one.text() == words)


def test_it_opens_on_the_whole_register(screen: RegisterScreen, window: Window) -> None:
    assert len(shown(screen)) == 25
    assert screen.header.subtitle.text().startswith("25 progetti · 60 interventi · ")
    assert window.status._text.text() == "25 progetti · budget 1.840.000,00\u00a0€"
    assert chip(screen, "Tutti").isChecked()


def test_a_search_ignores_accents_and_case_and_counts(screen: RegisterScreen, window: Window) -> None:
    screen.search_field.setText("COMUNITA")
    found = shown(screen)
    assert 0 < len(found) < 25
    assert window.status._text.text().startswith(f"{len(found)} di 25 progetti")
    assert screen.search_field._place.text() == f"1 di {len(found)}"
    screen.next_hit(1)
    assert screen.search_field._place.text() == f"2 di {len(found)}"
    screen.search_field.clear()
    assert len(shown(screen)) == 25


def test_facets_narrow_and_count_what_they_would_leave(screen: RegisterScreen) -> None:
    before = tick(screen, "main_sector", "Salute")._count
    tick(screen, "main_sector", "Salute").click()
    assert len(shown(screen)) == before
    assert tick(screen, "main_sector", "Sociale")._count > 0, "an unticked value still says what it would add"
    tick(screen, "status", "Sospeso").click()
    assert len(shown(screen)) == tick(screen, "status", "Sospeso")._count
    words = [one.text() for one in screen.filter_bar.findChildren(QAbstractButton)]
    assert "Area di servizio: Salute" in words
    next(one for one in screen.filter_bar.findChildren(QAbstractButton) if "tutti" in one.text()).click()
    assert len(shown(screen)) == 25


def test_views_are_counted_and_applied(screen: RegisterScreen) -> None:
    ending = chip(screen, "In scadenza entro 60 giorni")
    count = int(ending.text().split()[-1])
    ending.click()
    assert len(shown(screen)) == count
    assert ending.isChecked()


def test_a_view_is_saved_with_its_columns_and_comes_back(screen: RegisterScreen, window: Window) -> None:
    tick(screen, "main_sector", "Salute").click()
    screen.grid.set_columns(["code", "title", "budget"])
    screen.views.save("Salute e soldi")
    settle()
    chip(screen, "Tutti").click()
    screen.grid.reset_columns()
    chip(screen, "Salute e soldi").click()
    assert screen.model.columns == ("code", "title", "budget")
    assert screen.query.chosen("main_sector") == ("SAN",)


def test_a_project_opens_on_its_interventions(screen: RegisterScreen) -> None:
    place = shown(screen).index("P05")
    screen.grid.setCurrentIndex(screen.model.index(place, 0))
    screen.model.toggle(place)
    assert shown(screen)[place : place + 3] == ["P05", "I12", "I13"]


def test_a_cell_is_written_saved_and_taken_back(screen: RegisterScreen, window: Window) -> None:
    place = shown(screen).index("P05")
    column = screen.model.columns.index("title")
    before = screen.model.text(place, column)
    screen.model.setData(screen.model.index(place, column), "Un altro titolo")
    assert screen.model.text(place, column) == "Un altro titolo"
    assert "salvato" in window.bar._text.text()
    assert window.status._saved.text().startswith("Salvato alle ")
    assert window.commands.action("undo").text() == "Annulla: modifica progetto P05"
    window.undo()
    assert screen.model.text(place, column) == before
    window.redo()
    assert screen.model.text(place, column) == "Un altro titolo"


def test_a_rule_refuses_and_the_cell_says_what_it_said(screen: RegisterScreen, window: Window) -> None:
    place = shown(screen).index("P05")
    column = screen.model.columns.index("end")
    before = screen.model.text(place, column)
    screen.model.setData(screen.model.index(place, column), "1/1/1990")
    assert screen.model.text(place, column) == before
    assert "prima dell'inizio" in window.bar._text.text()


def test_the_inspector_follows_the_row(screen: RegisterScreen) -> None:
    place = shown(screen).index("P13")
    screen.grid.setCurrentIndex(screen.model.index(place, 1))
    assert screen.inspector._code.text() == "P13"
    assert screen.inspector._title.text() == "Compiti insieme: doposcuola diffuso"


def test_an_empty_answer_says_what_to_do(screen: RegisterScreen) -> None:
    screen.search_field.setText("nessun progetto si chiama così")
    assert screen.panel._words.isVisible()
    assert screen.panel._clear.isVisible()
    screen.panel._clear.click()
    assert len(shown(screen)) == 25


def test_a_narrow_window_lays_the_inspector_over(screen: RegisterScreen, window: Window) -> None:
    window.resize(1000, 700)
    settle()
    assert not screen.inspector.isVisible()
    screen.inspect_button.click()
    assert screen.inspector.isVisible()
    assert screen.inspector.geometry().right() <= screen.width()
    window.resize(1500, 800)
    settle()
    assert screen.inspector.isVisible()
    assert not screen.inspect_button.isVisible()


def test_the_page_comes_back_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    keeping = Keeping(Forgetful())
    first, _ = window_at(tmp_path, keeping=keeping)
    one = first.front
    assert isinstance(one, RegisterScreen)
    tick(one, "main_sector", "Salute").click()
    one.grid.set_columns(["code", "status", "title"])
    one.grid.setColumnWidth(1, 222)
    close(first)
    second, _ = window_at(tmp_path, "", keeping)
    two = second.front
    assert isinstance(two, RegisterScreen)
    assert two.model.columns == ("code", "status", "title")
    assert two.grid.columnWidth(1) == 222
    assert two.query.chosen("main_sector") == ("SAN",)
    close(second)


def test_a_query_survives_its_plain_values() -> None:
    query = Query("project", (
        Filter("end", "<=", (date(2026, 12, 31),)), Filter("status", "=", ("in_corso",)),
        Filter("objectives", "=", ("4.1.1",)), Filter("objectives", "=", ()),
    ), "orto")  # fmt: skip
    assert query_from(query_state(query, PLAN.entity), PLAN.entity) == query
    broken = {"filters": [["nothing", "=", []], ["end", "<=", ["boh"]], 7], "sort": "x", "text": 3}
    assert query_from(broken, PLAN.entity) == Query("project")


def test_back_returns_to_the_row_one_was_on(screen: RegisterScreen, window: Window) -> None:
    screen.grid.setCurrentIndex(screen.model.index(7, 1))
    window.go("objectives")
    settle()
    window.back()
    settle()
    assert window.front is screen
    assert screen.grid.currentIndex().row() == 7
    window.forward()
    assert window.front is not screen


def test_every_control_has_a_name_for_a_screen_reader(screen: RegisterScreen) -> None:
    for widget in screen.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QLineEdit) and widget.isVisible() and widget.isEnabled():
            interface = QAccessible.queryAccessibleInterface(widget)
            name = interface.text(QAccessible.Text.Name)
            assert name or widget.toolTip(), f"{widget} has no name"


def test_the_keyboard_alone_reaches_everything(screen: RegisterScreen, window: Window, qtbot: QtBot) -> None:
    seen = set()
    panes = (window.navigation, *screen.panes())
    for _ in panes:
        window.next_pane(1)
        seen |= {at for at, pane in enumerate(panes) if pane.isAncestorOf(window.focusWidget())}
    assert seen == set(range(len(panes)))
    screen.search()
    assert window.focusWidget() is screen.search_field
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Down)
    assert window.focusWidget() is screen.grid


def test_another_window_sees_the_edit_by_itself(screen: RegisterScreen, window: Window, tmp_path: Path) -> None:
    from app.usecases import history, register

    row = screen.model.rows.row(0)
    assert row is not None
    store = window.desk.store
    seq = store.last_seq
    register.edit(store, "project", row.id, row.version, {"title": "Scritto altrove"})
    window.live.changed.emit(history.since(store, seq), "Verdi")
    assert screen.model.text(0, 1) == "Scritto altrove"
    assert lists.count(store, Query("project")) == 25
