"""The grid: read by window, opened in place, handled as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.entity import Changes, Snapshot
from app.domain.projects import Intervention, Project
from app.domain.query import Query
from app.ui.kit import clipboard
from app.ui.kit.block import Target, Wish
from app.ui.kit.editor import Around, Editor
from app.ui.kit.grid import Grid
from app.ui.kit.source import PAGE, Window
from app.ui.kit.table_model import Parts, TableModel
from app.ui.kit.window_rows import WindowRows
from app.ui.runner import Runner
from tests.ui.people import SomeNames

COLUMNS = ("code", "title", "main_sector", "status", "lead", "budget", "end")


class Counted:
    """A list of `length` projects made up as they are asked for; remembers which places were read."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked: list[int] = []

    def values(self, n: int) -> dict[str, Any]:
        return {"code": f"P{n}", "title": f"Progetto {n}", "main_sector": "SOC", "status": "in_corso",
                "lead": "A01", "budget": Decimal(n), "end": None}  # fmt: skip

    def page(self, query: Query, columns: Sequence[str], at: int, size: int) -> Window:
        self.asked.append(at)
        numbers = range(at, min(at + size, self.length))
        return Window(list(numbers), [1] * len(numbers),
                      [tuple(self.values(n).get(name) for name in columns) for n in numbers])  # fmt: skip

    def count(self, query: Query) -> int:
        return self.length

    def totals(self, query: Query) -> Mapping[str, Decimal]:
        return {}

    def facets(self, query: Query, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return {}

    def children(self, entity: str, code: str) -> Sequence[Snapshot]:
        return [Snapshot("intervention", 10_000_000 + n, 1, {
            **Intervention.defaults(), "code": f"I{n}", "title": f"Intervento {n}", "sector": "EDU", "lead": "A16",
        }) for n in range(3)]  # fmt: skip

    def ready(self, query: Query) -> None:
        """There is nothing to list."""

    def interrupt(self) -> None:
        """Nothing runs."""


def model_of(source: Counted) -> TableModel:
    model = TableModel(Project, source, Runner.inline(), SomeNames(), COLUMNS,
                       Parts(Intervention, {"main_sector": "sector"}))  # fmt: skip
    model.show(Query("project"))
    return model


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    made = Grid(model_of(Counted(300)), Around(names=SomeNames()))
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


def test_it_is_a_model_as_qt_wants_them(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = model_of(Counted(5))
    qtmodeltester.check(model)
    model.toggle(1)
    qtmodeltester.check(model)


def test_a_million_rows_are_not_read(qtbot: QtBot) -> None:
    source = Counted(1_000_000)
    model = model_of(source)
    assert model.rowCount() == 1_000_000
    assert source.asked == [0]
    assert model.text(500_000, 0) == ""
    qtbot.waitUntil(lambda: model.text(500_000, 0) == "P500000")
    assert len(source.asked) == 2
    assert source.asked[-1] <= 500_000 < source.asked[-1] + PAGE


def test_opening_a_row_shows_its_parts_between(qtbot: QtBot) -> None:
    model = model_of(Counted(10))
    model.toggle(2)
    assert model.rowCount() == 13
    assert [model.text(place, 0) for place in range(2, 7)] == ["P2", "I0", "I1", "I2", "P3"]
    assert model.text(3, 2) == "Educazione e scuola"
    model.toggle(8)
    assert model.rowCount() == 16
    model.toggle(2)
    assert [model.text(place, 0) for place in range(2, 9)] == ["P2", "P3", "P4", "P5", "I0", "I1", "I2"]


@pytest.mark.parametrize("opened", [(), (0,), (0, 1, 2), (5, 3)])
def test_places_and_tops_agree(opened: tuple[int, ...]) -> None:
    rows = WindowRows("project")
    rows.clear(8)
    for top in opened:
        rows.open(top, [])
        rows.close(top)
        rows.open(top, [object(), object()])  # type: ignore[list-item]
    for top in range(8):
        assert rows.locate(rows.place_of(top)) == (top, -1)
    assert rows.length() == 8 + 2 * len(opened)


def test_a_cell_says_column_row_and_value(qtbot: QtBot) -> None:
    model = model_of(Counted(3))
    assert model.data(model.index(1, 3), Qt.ItemDataRole.AccessibleTextRole) == "colonna Stato, riga P1, In corso"


def test_a_cell_changes_when_the_register_says_so(qtbot: QtBot) -> None:
    model = model_of(Counted(3))
    wanted: list[tuple[int, str, Any]] = []
    model.edit_wanted.connect(lambda row, name, value: wanted.append((row.id, name, value)))
    index = model.index(1, 1)
    model.setData(index, "Altro titolo")
    assert wanted == [(1, "title", "Altro titolo")]
    row = model.rows.row(1)
    assert row is not None
    assert model.text(1, 1) == "Progetto 1"
    assert model.pending(row, 1) == "Altro titolo"
    values = {**Project.defaults(), **Counted(3).values(1), "title": "Altro titolo"}
    assert not model.apply(Changes(7, {("project", 1): Snapshot("project", 1, 2, values)}))
    assert model.text(1, 1) == "Altro titolo"
    assert model.pending(row, 1) is None
    assert row.version == 2


def test_what_another_desk_changed_flashes_with_its_name(qtbot: QtBot) -> None:
    model = model_of(Counted(3))
    values = {**Project.defaults(), **Counted(3).values(1), "title": "Da un altro tavolo"}
    model.apply(Changes(7, {("project", 1): Snapshot("project", 1, 2, values)}), "Verdi")
    row = model.rows.row(1)
    assert row is not None
    assert model.flash(row, 1) == "Verdi"
    assert model.flash(row, 0) is None
    assert "Verdi" in model.data(model.index(1, 1), Qt.ItemDataRole.ToolTipRole)


def test_a_value_the_field_refuses_never_leaves(qtbot: QtBot) -> None:
    model = model_of(Counted(3))
    refused: list[str] = []
    wanted: list[object] = []
    model.refused.connect(lambda _index, error: refused.append(str(error)))
    model.edit_wanted.connect(lambda *all_: wanted.append(all_))
    model.setData(model.index(0, 6), "31/02/2026")
    assert refused == ["«31/02/2026»: questo giorno non esiste."]
    assert wanted == []


def test_headers_sort_add_turn_and_let_go(qtbot: QtBot) -> None:
    model = model_of(Counted(3))
    model.sort_by(1, add=False)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Titolo ↑"
    model.sort_by(5, add=True)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Titolo ↑①"
    assert model.headerData(5, Qt.Orientation.Horizontal) == "Budget ↑②"
    model.sort_by(5, add=True)
    assert model.headerData(5, Qt.Orientation.Horizontal) == "Budget ↓②"
    model.sort_by(5, add=True)
    assert [key.field for key in model.query.sort] == ["title"]


def select(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    chosen = QItemSelection(grid.table.index(top, left), grid.table.index(bottom, right))
    grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_a_selection_is_summed(grid: Grid) -> None:
    select(grid, 1, 5, 3, 5)
    assert grid.summary == "3 righe selezionate · 3 valori · somma 6,00\u00a0€ · media 2,00\u00a0€"


def test_a_copy_reads_in_a_spreadsheet_and_in_a_document(grid: Grid) -> None:
    select(grid, 1, 0, 2, 5)
    grid.copy(headers=True)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert lines[0].split("\t")[:2] == ["Codice", "Titolo"]
    assert lines[1].split("\t") == ["P1", "Progetto 1", "Sociale", "In corso", "Comune di Santarcangelo", "1,00"]
    assert "<th>Codice</th>" in data.html()
    assert "<td>1,00\u00a0€</td>" in data.html()


def test_a_copied_text_is_never_a_formula() -> None:
    assert clipboard._for_sheet(Project.title, "=1+1", "=1+1") == "'=1+1"


def test_keys_of_a_spreadsheet(grid: Grid, qtbot: QtBot) -> None:
    wanted: list[Wish] = []
    grid.many_wanted.connect(wanted.append)
    grid.setCurrentIndex(grid.table.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.table.is_open(0)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    select(grid, 1, 1, 3, 1)
    qtbot.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [Wish("fill", (Target(2, 1, None, "Progetto 1"), Target(3, 1, None, "Progetto 1")))]
    opened: list[tuple[str, str]] = []
    grid.record_opened.connect(lambda entity, code: opened.append((entity, code)))
    grid.setCurrentIndex(grid.table.index(2, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == [("project", "P2")]


def test_f2_opens_the_fields_own_editor_and_enter_writes_and_goes_down(grid: Grid, qtbot: QtBot) -> None:
    wanted: list[tuple[str, Any]] = []
    grid.table.edit_wanted.connect(lambda row, name, value: wanted.append((name, value)))
    grid.setCurrentIndex(grid.table.index(4, 1))
    grid.edit(grid.currentIndex())
    shown = next(one for one in grid.viewport().findChildren(Editor) if one.isVisible())
    qtbot.keyClicks(shown.entry, "x")
    qtbot.keyClick(shown.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted[0][0] == "title"
    assert grid.currentIndex().row() == 5


def test_columns_are_chosen_moved_and_kept(grid: Grid) -> None:
    grid.hide_column_named("lead")
    assert "lead" not in grid.table.columns
    grid.set_columns(["title", "code", "status"])
    state = grid.column_state()
    grid.reset_columns()
    assert grid.table.columns == COLUMNS
    grid.restore_columns({**state, "columns": [*state["columns"], "unknown"]})
    assert grid.table.columns == ("title", "code", "status")


def test_no_row_is_the_current_one_of_an_empty_list(qtbot: QtBot) -> None:
    made = Grid(model_of(Counted(0)), Around(names=SomeNames()))
    qtbot.addWidget(made)
    assert made.row() is None
    assert made.table.rowCount() == 0
    assert made.table.index(0, 0) == QModelIndex()
