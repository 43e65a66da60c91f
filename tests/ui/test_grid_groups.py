"""The register by groups: counts and sums, closed and opened, with filters, search, order and what others write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entity import Snapshot
from app.domain.projects import Intervention, Project
from app.domain.query import Filter, Group, Query, Sort
from app.ui.keeping import Forgetful, Keeping
from app.ui.kit.editor import Around, Editor
from app.ui.kit.grid import Grid
from app.ui.kit.source import PAGE, Window
from app.ui.kit.table_model import Parts, TableModel
from app.ui.runner import Runner
from app.ui.screens.register import RegisterScreen
from app.ui.window import Window as MainWindow
from app.usecases import lists, register
from tests.ui.people import SomeNames
from tests.ui.windows import close, settle, the_register, window_at

ROLE = Qt.ItemDataRole.AccessibleTextRole
SIZES = {"proposta": 3, "in_corso": 600_000, None: 2}


class Grouped:
    """A long list in three groups, made up as it is asked for; remembers the lists and places that were read."""

    def __init__(self) -> None:
        self.asked: list[tuple[str | None, int]] = []

    def _of(self, query: Query) -> str | None:
        last = query.filters[-1] if query.filters else Filter("status", "=", ("proposta",))
        return str(last.values[0]) if last.values else None

    def page(self, query: Query, columns: Sequence[str], at: int, size: int) -> Window:
        status = self._of(query)
        self.asked.append((status, at))
        numbers = range(at, min(at + size, SIZES[status]))
        values = [{"code": f"{status or 'x'}{n}", "title": f"Progetto {n}", "status": status} for n in numbers]
        ids = [n + 10_000_000 * list(SIZES).index(status) for n in numbers]
        return Window(ids, [1] * len(numbers), [tuple(one.get(name) for name in columns) for one in values])

    def count(self, query: Query) -> int:
        return sum(SIZES.values())

    def totals(self, query: Query) -> Mapping[str, Decimal]:
        return {}

    def facets(self, query: Query, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return {}

    def groups(self, query: Query, field: str, sums: Sequence[str]) -> Sequence[Group]:
        return [Group(code, count, dict.fromkeys(sums, Decimal(count))) for code, count in SIZES.items()]

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        return [Snapshot("intervention", 7 + n, 1, {**Intervention.defaults(), "code": f"I{n}"}) for n in range(2)]

    def interrupt(self) -> None:
        """Nothing runs."""


def grouped_model(source: Grouped) -> TableModel:
    model = TableModel(Project, source, Runner.inline(), SomeNames(), ("code", "title", "budget"), Parts(Intervention))
    model.group_by("status")
    return model


def test_it_is_still_a_model_as_qt_wants_them(
    qtbot: QtBot, qtmodeltester: ModelTester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, "in_corso", 5)
    model = grouped_model(Grouped())
    qtmodeltester.check(model)
    model.toggle(2)  # a project
    model.toggle(0)  # its group
    qtmodeltester.check(model)


def test_a_long_group_is_read_by_window_and_the_others_are_not(qtbot: QtBot) -> None:
    source = Grouped()
    model = grouped_model(source)
    assert model.rowCount() == 3 + sum(SIZES.values())
    assert source.asked == [("proposta", 0), ("in_corso", 0)]
    assert model.text(4, 0) == "In corso (600.000)"
    assert model.text(4, 2) == "600.000,00\u00a0€"
    assert model.text(5 + 300_000, 0) == ""
    qtbot.waitUntil(lambda: model.text(5 + 300_000, 0) == "in_corso300000")
    assert source.asked[-1] == ("in_corso", 300_000 // PAGE * PAGE)
    model.toggle(4)
    assert model.rowCount() == 3 + 3 + 2
    assert model.text(5, 0) == "Stato: nessuno (2)"
    qtbot.waitUntil(lambda: model.text(6, 0) == "x0")


def test_parts_open_inside_a_group_and_places_stay_right(qtbot: QtBot) -> None:
    model = grouped_model(Grouped())
    model.toggle(2)
    assert [model.text(place, 0) for place in range(1, 8)] == [
        "proposta0", "proposta1", "I0", "I1", "proposta2", "In corso (600.000)", "in_corso0",
    ]  # fmt: skip
    row = model.rows.row(7)
    assert row is not None
    assert model.rows.find("project", row.id) == [(7, row)]
    assert model.ordinal(7) == 6, "two parts and two headers before it"


def test_a_header_is_read_aloud_whole(qtbot: QtBot) -> None:
    model = grouped_model(Grouped())
    said = model.data(model.index(0, 0), ROLE)
    assert said == "gruppo Stato: Proposta, 3 schede, Budget 3,00\u00a0€, aperto"
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_an_empty_list_by_groups_answers_every_key(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.SIZES", {})
    grid = Grid(grouped_model(Grouped()), Around(names=SomeNames()))
    qtbot.addWidget(grid)
    grid.show()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(grid, key)
    assert grid.table.rowCount() == 0
    assert grid.table.ordinal(-1) == 0


def test_enter_goes_from_the_last_cell_of_a_group_to_the_first_of_the_next(qtbot: QtBot) -> None:
    grid = Grid(grouped_model(Grouped()), Around(names=SomeNames()))
    qtbot.addWidget(grid)
    grid.show()
    grid.setCurrentIndex(grid.table.index(3, 1))
    grid.edit(grid.currentIndex())
    shown = next(one for one in grid.viewport().findChildren(Editor) if one.isVisible())
    qtbot.keyClicks(shown.entry, "x")
    qtbot.keyClick(shown.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex().row() != 3)
    row = grid.row()
    assert row is not None
    assert grid.table.code(row) == "in_corso0"


# ---------------------------------------------------------------- the real window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with clock.pinned(date(2026, 11, 30)):
        made, _ = window_at(tmp_path)
        yield made
        close(made)


@pytest.fixture
def screen(window: MainWindow) -> RegisterScreen:
    return the_register(window)


def heads(screen: RegisterScreen) -> dict[str, int]:
    """The headers shown: value and count."""
    model = screen.model
    sections = (model.group_at(place) for place in range(model.rowCount()))
    return {model.groups.label(one): one.group.count for one in sections if one is not None}


def rows(screen: RegisterScreen) -> list[str]:
    """The codes of the records shown, in order."""
    found = (screen.model.rows.row(place) for place in range(screen.model.rowCount()))
    return [screen.model.code(row) for row in found if row is not None]


@pytest.mark.window
def test_the_register_by_status_counts_and_adds_up(screen: RegisterScreen, window: MainWindow) -> None:
    screen.model.group_by("status")
    settle()
    assert screen.grouping.button.text() == "Gruppi: Stato"
    found = heads(screen)
    assert list(found)[:2] == ["Proposta", "In istruttoria"], "in the order of the life of a project"
    assert sum(found.values()) == 25
    assert len(rows(screen)) == 25
    sections = [screen.model.group_at(place) for place in range(screen.model.rowCount())]
    total = sum((one.group.sums["budget"] for one in sections if one), Decimal(0))
    assert total == Decimal(1_840_000)
    assert window.status._text.text() == "25 progetti · budget 1.840.000,00\u00a0€"


@pytest.mark.window
def test_a_project_with_two_objectives_is_in_both_groups(screen: RegisterScreen) -> None:
    screen.model.group_by("objectives")
    shown = rows(screen)
    assert len(shown) == sum(heads(screen).values()) > 25
    assert len(set(shown)) == 25


@pytest.mark.window
def test_filters_search_and_order_hold_within_groups(screen: RegisterScreen) -> None:
    screen.model.group_by("status")
    screen.ask(screen.query.toggled("main_sector", "SAN"))
    settle()
    plain = set(rows(screen))
    assert 0 < len(plain) == sum(heads(screen).values()) < 25
    screen.model.set_sort((Sort("code", True),))
    for section in filter(None, map(screen.model.group_at, range(screen.model.rowCount()))):
        inside = (section.rows.at_top(n) for n in range(section.group.count))
        codes = [screen.model.code(row) for row in inside if row is not None]
        assert codes == sorted(codes, reverse=True)
    screen.clear_filters()
    screen.search_field.setText("salute")
    settle()
    assert heads(screen)
    assert len(rows(screen)) == screen.model.rows.count
    screen.model.group_by("")
    assert screen.model.rowCount() == screen.model.rows.count


@pytest.mark.window
def test_a_ticked_objective_does_not_hide_the_others_of_the_same_projects(screen: RegisterScreen) -> None:
    screen.ask(Query("project", (Filter("targets", "=", ("T01",)),), sort=(Sort("code"),)))
    screen.model.group_by("targets")
    settle()
    both = rows(screen)
    assert len(both) == sum(heads(screen).values())
    assert set(both) == {one.code for one in _projects(screen) if "T01" in one["targets"]}


def _projects(screen: RegisterScreen) -> list[Any]:
    return lists.snapshots(screen.desk.store, Query("project"))


@pytest.mark.window
def test_groups_open_and_close_by_keyboard_and_mouse(screen: RegisterScreen, qtbot: QtBot) -> None:
    screen.model.group_by("status")
    grid, model = screen.grid, screen.model
    whole = model.rowCount()
    grid.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert model.rowCount() == whole - 1
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert model.rowCount() == whole
    where = grid.visualRect(model.index(0, 1)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert model.rowCount() == whole - 1
    model.turn_all(opened=False)
    assert model.rowCount() == len(heads(screen))
    section = model.group_at(0)
    assert section is not None
    assert screen.grouping.header_menu(section, 0).actions()[0].text().startswith("Apri il gruppo")


@pytest.mark.window
def test_what_is_closed_is_remembered_with_the_field(qtbot: QtBot, tmp_path: Path) -> None:
    keeping = Keeping(Forgetful())
    window, _ = window_at(tmp_path, keeping=keeping)
    screen = the_register(window)
    screen.model.group_by("status")
    place = next(p for p in range(screen.model.rowCount()) if screen.model.text(p, 0).startswith("In corso ("))
    screen.model.toggle(place)
    kept = screen.state()
    close(window)
    (tmp_path / "due").mkdir()
    window, _ = window_at(tmp_path / "due")
    screen = the_register(window)
    screen.restore(kept)
    screen.refresh()
    settle()
    assert screen.grouping.button.text() == "Gruppi: Stato"
    assert screen.model.rowCount() == len(heads(screen)) + 25 - heads(screen)["In corso"]
    close(window)


@pytest.mark.window
def test_a_change_of_status_moves_the_project_and_the_sums(screen: RegisterScreen) -> None:
    screen.model.group_by("lead")
    settle()
    before = heads(screen)
    one = next(row for row in _projects(screen) if row["lead"])
    other = next(row["lead"] for row in _projects(screen) if row["lead"] and row["lead"] != one["lead"])
    names = screen.desk.names
    changes = register.edit(screen.desk.store, "project", one.id, one.version, {"lead": other})
    screen.apply(changes, "Verdi")
    settle()
    after = heads(screen)
    assert after.get(names.label("actor", one["lead"]), 0) == before[names.label("actor", one["lead"])] - 1
    assert after[names.label("actor", other)] == before[names.label("actor", other)] + 1


@pytest.mark.window
def test_a_view_is_saved_with_its_groups(screen: RegisterScreen) -> None:
    screen.model.group_by("lead")
    screen.views.save("Per capofila")
    settle()
    next(one for one in screen.view_bar.findChildren(QPushButton) if one.text() == "Tutti").click()
    screen.model.group_by("")
    next(one for one in screen.view_bar.findChildren(QPushButton) if one.text() == "Per capofila").click()
    settle()
    assert screen.model.groups.field == "lead"
    assert screen.grouping.button.text() == "Gruppi: Capofila"
    assert len(heads(screen)) > 1


@pytest.mark.window
def test_a_refresh_leaves_one_at_the_same_cell_of_the_same_record(screen: RegisterScreen) -> None:
    screen.model.group_by("status")
    settle()
    grid, model = screen.grid, screen.model
    place = next(p for p in range(model.rowCount()) if model.text(p, 0) == "P05")
    grid.setCurrentIndex(model.index(place, 3))
    other = next(one for one in _projects(screen) if one.code == "P03" and one["status"] == "in_corso")
    screen.apply(
        register.move(
            screen.desk.store,
            "project",
            other.id,
            other.version,
            "sospeso",
            reason="Fondi",
            values={"review_date": date(2027, 1, 31)},
        )
    )
    settle()
    row = grid.row()
    assert row is not None
    assert (model.code(row), grid.currentIndex().column()) == ("P05", 3)
    assert grid.currentIndex().row() == place - 1, "P03 left the group above it"


@pytest.mark.window
def test_a_copy_leaves_the_headers_out(screen: RegisterScreen) -> None:
    screen.model.group_by("status")
    screen.grid.selectAll()
    screen.grid.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 25
    assert all(line.startswith("P") for line in lines)
    assert screen.grid.summary.startswith("25 righe selezionate")


@pytest.mark.window
def test_a_record_asked_for_is_seen_though_its_group_is_closed(screen: RegisterScreen) -> None:
    screen.model.group_by("status")
    settle()
    screen.model.turn_all(opened=False)
    assert screen.show_record("project", "P05")
    settle()
    assert rows(screen) == ["P05"]
    screen.clear_filters()
    settle()
    assert rows(screen) == [], "what was closed still is"
