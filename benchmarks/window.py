"""Windows, each in a process of its own: `python -m benchmarks.window bare|keyset|ours|work FILE`.

`bare` is the floor of starting: PySide6, a main window, an empty table. `keyset` adds one raw page of sqlite3 to it.
`ours` is the program, begun as `main.py` begins it, until its register has painted its first rows: the viewport of the
grid was painted while the model had them. `work` measures what people do in it, each beside its floor.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

from benchmarks.measure import Cost, Stopwatch, median, pss, so_far, tell, timed, worst

SIZE = QSize(1366, 768)
COLUMNS = ("code", "title", "main_sector", "status", "lead", "targets", "objectives", "budget", "end")
WORDS = ("biblioteca", "anziani", "qualita", "scuola di", "percorso per", "mitola", "laboratorio centro")
"""What is typed, letter by letter: frequent words, rare ones, two together; accents left out as people do."""
COMBINED = (
    (("status", "sospeso"),), (("zones", "Z02"),), (("lead", "B007"),), (("status", "concluso"), ("targets", "T01")),
    (("lead", "B005"), ("status", "in_corso")), (("zones", "Z01"), ("targets", "T04")),
    (("lead", "B001"), ("targets", "T05"), ("status", "concluso")),
    (("status", "in_corso"), ("targets", "T02"), ("zones", "Z03")),
    (("status", "rendicontato"), ("lead", "B002"), ("zones", "Z02")),
)  # fmt: skip
"""Values ticked together: one to three, a lead body among them or not."""


def bare(_file: str) -> None:
    """A window with an empty table, painted."""
    app, view = _table_window()
    _until(app, lambda: _painted(view))
    tell(painted=so_far(), pss=pss())


def keyset(file: str) -> None:
    """The same with the first page of a register, read raw."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    app, view = _table_window()
    model = QStandardItemModel(view)
    for row in _raw_page(file):
        model.appendRow([QStandardItem("" if cell is None else str(cell)) for cell in row])
    view.setModel(model)
    _until(app, lambda: _painted(view))
    tell(painted=so_far(), pss=pss())


def _raw_page(file: str) -> list[tuple[Any, ...]]:
    import sqlite3

    line = sqlite3.connect(file)
    listed = ", ".join(f'"{name}"' for name in COLUMNS)
    sql = f"SELECT {listed} FROM project WHERE archived_at IS NULL ORDER BY code_key, id LIMIT 128"
    return line.execute(sql).fetchall()


def ours(file: str) -> None:
    """The program, its register in front, painted; memory then and once everything behind it is counted."""
    app, program, grid = _program(file)
    screen: Any = program.front.front
    _until(app, lambda: _painted(grid))
    painted, first, modules = so_far(), pss(), len(sys.modules)
    with Stopwatch() as it:
        _until(app, lambda: _counted(screen))
    tell(painted=painted, pss=first, pss_counted=pss(), counted=it.cost, modules=modules)
    sys.stdout.flush()
    _end(program)


def work(file: str) -> None:
    """What people do, beside the floor of each."""
    app, program, grid = _program(file)
    screen: Any = program.front.front
    _until(app, lambda: _painted(grid) and _at_rest(screen))
    found: dict[str, Any] = {"rows": grid.table.rows.count}
    found["repaint"], found["repaint_floor"] = _repaints(app, grid)
    found |= _jumps(app, screen, grid, file)
    found |= _sorts(app, screen, grid)
    found |= _facets(app, screen, grid)
    found |= _typing(app, screen, grid)
    found["pss"] = pss()
    tell(**found)
    _end(program)


# ---------------------------------------------------------------- what people do


def _typing(app: QApplication, screen: Any, grid: Any) -> dict[str, Any]:
    """Keys one after the other, each waiting for the rows of the one before to be painted; then the exact numbers."""
    keys, behind = [], []
    for text in WORDS:
        for end in range(2, len(text) + 1):
            if text[end - 1] == " ":
                continue
            keys.append(_shown(app, grid, partial(screen.search_field.setText, text[:end])))
        with Stopwatch() as it:
            _until(app, lambda: _counted(screen))
        behind.append(it.cost)
        _shown(app, grid, lambda: screen.search_field.setText(""))
        _until(app, lambda: _counted(screen))
    return {"key": median(keys), "key95": worst(keys), "behind": median(behind), "behind95": worst(behind)}


def _facets(app: QApplication, screen: Any, grid: Any) -> dict[str, Any]:
    """One value ticked after another, then all taken away."""
    shown, behind = [], []
    ticks = (("status", "in_corso"), ("targets", "T03"), ("zones", "Z04"), ("status", "concluso"), ("lead", "B003"))
    for name, code in ticks:
        shown.append(_shown(app, grid, partial(_tick, screen, name, code)))
        with Stopwatch() as it:
            _until(app, lambda: _counted(screen))
        behind.append(it.cost)
    alone = [_counts_alone(screen, ticks) for ticks in COMBINED]
    _shown(app, grid, screen.clear_filters)
    _until(app, lambda: _counted(screen))
    return {"facet": median(shown), "facet95": worst(shown), "facet_behind": median(behind),
            "facet_counts": median(alone), "facet_counts_worst": worst(alone, 1)}  # fmt: skip


def _counts_alone(screen: Any, ticks: Sequence[tuple[str, str]]) -> Cost:
    """Facets of a combination nobody has asked before."""
    from app.domain.query import Query

    query = Query("project")
    for name, code in ticks:
        query = query.toggled(name, code)
    with Stopwatch() as it:
        screen.desk.store.facets(query, screen.plan.facets)
    return it.cost


def _tick(screen: Any, name: str, code: str) -> None:
    screen.ask(screen.query.toggled(name, code))


def _sorts(app: QApplication, screen: Any, grid: Any) -> dict[str, Any]:
    """Every column of the grid, up and down."""
    from app.domain.query import Sort

    costs = {}
    for name in grid.table.columns:
        for down in (False, True):
            key = (Sort(name, down),)
            costs[f"{name}{' ↓' if down else ''}"] = _shown(app, grid, partial(grid.table.set_sort, key))
    slowest = max(costs, key=lambda name: costs[name].cpu)
    _shown(app, grid, lambda: grid.table.set_sort((Sort("code"),)))
    _until(app, lambda: _counted(screen))
    return {"sort": median(list(costs.values())), "sort_worst": costs[slowest], "sort_slowest": slowest}


def _jumps(app: QApplication, screen: Any, grid: Any, file: str) -> dict[str, Any]:
    """The scroll bar to the middle, to the end and elsewhere; then to the middle of an order shown just now."""
    from app.domain.query import Sort

    bar, costs = grid.verticalScrollBar(), []
    for share in (0.5, 1.0, 0.25, 0.75, 0.1, 0.9, 0.33):
        costs.append(_jump(app, grid, partial(bar.setValue, int(bar.maximum() * share))))
    bar.setValue(0)
    query = timed(lambda: _raw_ids(file, 128), 9)
    paint = timed(grid.viewport().repaint, 9)
    floor = Cost(query.cpu + paint.cpu, query.wall + paint.wall)
    sooner = []
    for name in ("title", "budget", "end"):
        _shown(app, grid, partial(grid.table.set_sort, (Sort(name),)))
        _until(app, lambda: _counted(screen))
        sooner.append(_jump(app, grid, lambda: bar.setValue(bar.maximum() // 2)))
    _shown(app, grid, lambda: grid.table.set_sort((Sort("code"),)))
    _until(app, lambda: _at_rest(screen))
    return {"jump_first": costs[0], "jump_end": costs[1], "jump": median(costs[1:]), "jump_sooner": median(sooner),
            "jump_floor": floor}  # fmt: skip


def _jump(app: QApplication, grid: Any, act: Callable[[], object]) -> Cost:
    with Stopwatch() as it:
        act()
        _until(app, lambda: grid.table.rows.row(grid.rowAt(1)) is not None)
        grid.viewport().repaint()
    return it.cost


def _raw_ids(file: str, count: int) -> None:
    import sqlite3

    line = sqlite3.connect(file)
    ids = [row[0] for row in line.execute("SELECT id FROM project WHERE id > 5 LIMIT ?", [count])]
    listed = ", ".join(f'"{name}"' for name in COLUMNS)
    line.execute(f"SELECT {listed} FROM project WHERE id IN ({', '.join('?' * count)})", ids).fetchall()
    line.close()


def _repaints(app: QApplication, grid: Any) -> tuple[Cost, Cost]:
    """A whole page painted again: ours, and the same texts from Qt's own item model with Qt's own delegate."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    view = QTableView()
    model = QStandardItemModel(view)
    for place in range(128):
        row = [QStandardItem(grid.table.text(place, at)) for at in range(len(grid.table.columns))]
        for item, right in zip(row, grid.table.right, strict=False):
            if right:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        model.appendRow(row)
    view.setModel(model)
    view.setShowGrid(False)
    view.setFont(grid.font())
    view.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
    view.verticalHeader().hide()
    for at in range(model.columnCount()):
        view.setColumnWidth(at, grid.columnWidth(at))
    view.resize(grid.size())
    _watch(view)
    view.show()
    _until(app, lambda: _painted(view))
    grid.clearSelection()
    mine = timed(lambda: [grid.viewport().repaint() for _ in range(20)], 7)
    floor = timed(lambda: [view.viewport().repaint() for _ in range(20)], 7)
    view.hide()
    return Cost(mine.cpu / 20, mine.wall / 20), Cost(floor.cpu / 20, floor.wall / 20)


# ---------------------------------------------------------------- waiting


class _Paints(QObject):
    """Counts the paints of a viewport for which there was something to paint."""

    def __init__(self, viewport: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__(viewport)
        self.count, self._ready = 0, ready
        viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint and self._ready()
        return False


def _table_window() -> tuple[QApplication, QTableView]:
    app = QApplication([])
    window = QMainWindow()
    view = QTableView(window)
    window.setCentralWidget(view)
    window.resize(SIZE)
    _watch(view)
    window.show()
    view.kept = window  # type: ignore[attr-defined]
    return app, view


def _watch(view: Any, ready: Callable[[], bool] = lambda: True) -> None:
    view.paints = _Paints(view.viewport(), ready)


def _painted(view: Any) -> bool:
    return bool(view.paints.count)


def _shown(app: QApplication, grid: Any, act: Callable[[], object]) -> Cost:
    """From a deed to the rows it asked for on the screen."""
    shown: list[bool] = []
    grid.table.loaded.connect(lambda: shown.append(True))
    with Stopwatch() as it:
        act()
        _until(app, lambda: bool(shown))
        grid.viewport().repaint()
    grid.table.loaded.disconnect()
    grid.table.loaded.connect(grid.window().front._loaded)
    return it.cost


def _counted(screen: Any) -> bool:
    """Whether facets and totals are those of the list shown."""
    reader = screen.model.reader
    asked = reader._job or reader._behind or reader._quiet.isActive()
    return not asked and bool(screen._totals)


def _at_rest(screen: Any) -> bool:
    """Whether nothing is asked any more, or is about to be."""
    return _counted(screen) and not screen.model.reader.busy


def _until(app: QApplication, ready: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop

    clock = QTimer()
    clock.start(1)
    while not ready():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    clock.stop()


def _program(file: str) -> tuple[QApplication, Any, Any]:
    """The program as `bootstrap` begins it, in a memory of its own that says only: this size, this page."""
    from app import bootstrap

    bootstrap.start_log()
    bootstrap.hasten()
    from app.ui import start
    from app.ui.keeping import Forgetful, Keeping

    class Memory(Keeping):
        def of(self, register: str) -> Keeping:
            return Memory(self._settings, register)

        def get(self, key: str) -> Any:
            return "register" if key == "window/page" else super().get(key)

        def place_window(self, window: QMainWindow) -> None:
            window.resize(SIZE)

    program: Any = start.ready(Memory(Forgetful()))
    program.begin(file)
    grid = program.front.front.grid
    _watch(grid, lambda: grid.table.rows.count > 0)
    return start.application(), program, grid


def _end(program: Any) -> None:
    """Close the window and the register."""
    program.front.close()
    program.close()


if __name__ == "__main__":
    {"bare": bare, "keyset": keyset, "ours": ours, "work": work}[sys.argv[1]](str(Path(sys.argv[2])))
