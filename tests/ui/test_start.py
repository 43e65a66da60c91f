"""Starting: what is there at the first paint, what waits for it, and that nothing waits for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.keeping import Forgetful, Keeping
from app.ui.runner import Runner
from app.ui.start import Program
from app.ui.theme import theme
from app.ui.window import Window
from tests.ui.desks import _filled

ROOT = Path(__file__).resolve().parents[2]

WAITS = (
    "sqlalchemy", "sqlmodel", "pydantic", "alembic", "babel", "reportlab", "markdown_it", "holidays", "dateutil",
    "psycopg", "qtawesome", "lxml", "pikepdf", "python_calamine", "stdnum", "difflib", "platformdirs", "ssl", "socket",
    "multiprocessing", "logging.handlers", "email", "app.store.unit", "app.store.deed", "app.store.policies",
    "app.store.machinery_postgresql", "app.ui.kit.controls", "app.ui.kit.facets", "app.ui.kit.editors",
    "app.ui.palette", "app.documents", "app.exchange",
)  # fmt: skip
"""Neither libraries nor parts of ours that the first rows need."""

_START = """
import builtins, gc, json, sys
sys.path.insert(0, {root!r})
from app import bootstrap
bootstrap.start_log()
bootstrap.hasten()
from app.ui import start
from app.ui.keeping import Forgetful, Keeping
from PySide6.QtCore import QEvent, QObject

class Memory(Keeping):
    def of(self, register): return Memory(self._settings, register)
    def get(self, key): return "register" if key == "window/page" else super().get(key)

paints = []
class Painted(QObject):
    def eventFilter(self, viewport, event):
        if event.type() == QEvent.Type.Paint and not paints:
            paints.append(grid.table.rows.count)
            program.front.removeEventFilter(self)
        return False

program = start.ready(Memory(Forgetful()))
program.begin({place!r})
grid, page = program.front.front.grid, program.front.front
watch = Painted()
grid.viewport().installEventFilter(watch)
while not paints:
    start.application().processEvents()
found = {{
    "rows": paints[0],
    "late": [name for name in {waits!r} if name in sys.modules],
    "qt": sorted(name for name in sys.modules if name.startswith("PySide6.Qt")),
    "hook": builtins.__import__.__name__,
    "collecting": gc.isenabled(),
    "held": len(program._runner._held or ()),
}}
while program._runner._held is not None or not page._totals:
    start.application().processEvents()
found["groups"] = len(page.facets.groups)
print(json.dumps(found))
program.front.close()
program.close()
"""


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process of its own says of its first paint."""
    folder = tmp_path_factory.mktemp("start")
    (folder / "registro.db").write_bytes(_filled())
    script = folder / "start.py"
    script.write_text(_START.format(root=str(ROOT), place=str(folder / "registro.db"), waits=WAITS), "utf-8")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CABINA_STATE": str(folder), "CABINA_CACHE": str(folder)}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, env=env,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_the_window_is_first_painted_with_its_rows(first_paint: dict[str, Any]) -> None:
    assert first_paint["rows"] == 25


def test_until_then_only_what_the_rows_need_is_loaded(first_paint: dict[str, Any]) -> None:
    assert first_paint["late"] == []
    assert first_paint["qt"] == ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]


def test_imports_are_not_read_a_second_time_nor_looked_through_for_garbage(first_paint: dict[str, Any]) -> None:
    assert first_paint["hook"] != "__feature_import__"
    assert first_paint["collecting"] is False


def test_counts_facets_and_the_record_beside_wait_for_the_paint_and_then_come(first_paint: dict[str, Any]) -> None:
    assert first_paint["held"] >= 3
    assert first_paint["groups"] == 8


def test_what_is_asked_aside_waits_until_it_is_released(qtbot: QtBot) -> None:
    runner, told = Runner(), list[str]()
    runner.hold()
    runner.run(lambda _: "aside", told.append, aside=True)
    runner.run(lambda _: "rows", told.append)
    qtbot.waitUntil(lambda: told == ["rows"])
    runner.release()
    qtbot.waitUntil(lambda: told == ["rows", "aside"])
    runner.close()


def test_what_was_given_up_meanwhile_is_not_begun(qtbot: QtBot) -> None:
    runner, told, owner = Runner(), list[str](), QObject()
    runner.hold()
    runner.run(lambda _: "given up", told.append, aside=True).cancel()
    runner.run(lambda _: "asked last", told.append, aside=True, owner=owner)
    runner.release()
    qtbot.waitUntil(lambda: told == ["asked last"])
    runner.close()


def test_a_window_in_the_place_of_another_is_seen_at_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends with the last window that is seen: there is one before the old one is closed."""
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    theme().start("light")
    places = [tmp_path / "uno.db", tmp_path / "due.db"]
    for place in places:
        place.write_bytes(_filled())
    program = Program(Keeping(Forgetful()))
    program.begin(str(places[0]))
    first = program.front
    assert isinstance(first, Window)
    qtbot.waitUntil(first.isVisible)
    program.begin(str(places[1]))
    second = program.front
    assert isinstance(second, Window)
    assert second is not first
    assert second.isVisible()
    qtbot.waitUntil(lambda: program._runner._held is None)
    second.close()
    second.deleteLater()
    program.close()
