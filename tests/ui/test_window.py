"""The window: every page opens, every command has its words and keys, nothing it remembers can harm it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from app.domain.permissions import Person, Role
from app.ui import icons, shot
from app.ui.commands import Command, Commands, Context, Place
from app.ui.keeping import Forgetful, Keeping
from app.ui.messages import Messages
from app.ui.palette import Palette
from app.ui.screens.pages import SCREENS
from app.ui.shortcuts import chapters
from app.ui.window import Window
from tests.ui.windows import close, window_at

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made, _ = window_at(tmp_path)
    yield made
    close(made)


@pytest.mark.parametrize("page", [page for page in SCREENS if not page.hidden], ids=lambda page: page.name)
def test_every_page_opens_with_the_example(qtbot: QtBot, tmp_path: Path, page: object) -> None:
    name = page.name  # type: ignore[attr-defined]
    made, heard = window_at(tmp_path, name)
    assert made.front is not None
    assert made.front.objectName() == name
    assert [one.text for one in heard.said if one.kind == "danger"] == []
    close(made)


def test_every_icon_of_pages_and_commands_is_there(window: Window) -> None:
    names = [page.icon for page in SCREENS] + [one.icon for one in window.commands.all() if one.icon]
    assert [name for name in names if not icons.known(name)] == []


def test_no_two_commands_have_the_same_keys(window: Window) -> None:
    keys = Counter(key for one in window.commands.all() if one.window for key in one.keys)
    assert [key for key, n in keys.items() if n > 1] == []


def test_the_sheet_of_f1_lists_every_command_that_has_keys(window: Window) -> None:
    told = {words for _, rows in chapters(window.commands) for _, words in rows}
    for one in window.commands.all():
        if one.keys:
            assert (one.hint or one.title) in told


def test_a_command_asks_for_a_permission_and_a_moment(qtbot: QtBot, window: Window) -> None:
    from app.domain.permissions import Can

    commands = Commands(window)
    ran: list[str] = []
    commands.add(Command("x", "Prova", lambda: ran.append("x"), needs=Can.EDIT_REGISTER, place=Place.RECORD,
                         enabled=lambda context: context.online))  # fmt: skip
    commands.refresh(Context(person=Person("a", frozenset({Role.LETTORE}))))
    assert not commands.action("x").isEnabled()
    commands.refresh(Context(person=Person("a", frozenset({Role.SEGRETARIO}))))
    assert commands.action("x").isEnabled()
    commands.refresh(Context(person=Person("a", frozenset({Role.SEGRETARIO})), online=False))
    assert not commands.action("x").isEnabled()
    with pytest.raises(ValueError, match="two commands"):
        commands.add(Command("x", "Ancora", lambda: None))


def lines(palette: Palette) -> list[str]:
    found = palette.findChild(QListWidget)
    assert found is not None
    return [found.item(at).text() for at in range(found.count())]


def test_ctrl_k_finds_commands_and_records(window: Window, qtbot: QtBot) -> None:
    palette = Palette(window.desk, window.commands, window)
    qtbot.addWidget(palette)
    palette.field.setText("doposcuola")
    assert any("Compiti insieme" in line for line in lines(palette))
    palette.field.setText("schermo int")
    assert lines(palette)[0].startswith("Schermo intero")
    palette.field.setText("zzzz qqqq")
    assert lines(palette) == ["Niente con queste parole."]


def test_messages_wait_for_a_window_and_offer_what_to_do(qtbot: QtBot) -> None:
    messages, heard = Messages(), []
    messages.said.connect(heard.append)
    messages.say("prima")
    assert heard == []
    messages.open()
    assert [one.text for one in heard] == ["prima"]
    messages.error(Refused("No: {why}.", why="così"))
    assert heard[1].text == "No: così."
    assert heard[1].stays


def test_a_window_left_on_a_lost_screen_comes_back(window: Window) -> None:
    window.setGeometry(QRect(9000, 9000, 800, 600))
    keeping = Keeping(Forgetful())
    keeping.keep_window(window)
    keeping.place_window(window)
    home = QGuiApplication.primaryScreen().availableGeometry()
    assert home.intersects(window.frameGeometry())


def test_what_is_remembered_may_be_nonsense(qtbot: QtBot, tmp_path: Path) -> None:
    memory = Forgetful()
    for key, value in {"screen/register": '{"grid": 7, "query": [], "splitter": "x", "facets": null}',
                       "window/page": '"nowhere"', "look/theme": "{", "window/geometry": "junk"}.items():  # fmt: skip
        memory.setValue(key, value)
    made, _ = window_at(tmp_path, "", Keeping(memory))
    assert made.front is not None
    close(made)


def test_closing_loses_no_draft_and_asks_nothing(window: Window) -> None:
    window.desk.draft_changed(True)
    assert window.windowTitle().startswith("• Cabina di regia")
    assert window.close()


def test_losing_the_register_makes_it_read_only_until_it_answers(window: Window) -> None:
    window.live.online.emit(False)
    assert not window.desk.online
    assert not window.commands.action("undo").isEnabled()
    assert "sola lettura" in window.status._place.text()
    window.live.online.emit(True)
    assert window.commands.action("undo").isEnabled()


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_a_picture_of_the_register_can_be_taken(qtbot: QtBot, tmp_path: Path, look: str) -> None:
    made, _ = window_at(tmp_path)
    from app.ui.theme import theme

    theme().choose(look)
    image = shot.grab(made, (1366, 768), 1.0)
    assert (image.width(), image.height()) == (1366, 768)
    assert _colours(image) > 50
    theme().choose("light")
    close(made)


def _colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def test_the_first_paint_waits_for_no_library(tmp_path: Path, root: Path) -> None:
    """PERFORMANCE rule 1: until the rows are seen, sqlite3 and three parts of Qt are all that is loaded."""
    script = tmp_path / "first.py"
    script.write_text(_FIRST_PAINT.format(root=str(root), place=str(tmp_path / "registro.db")), "utf-8")
    from tests.ui.desks import _filled

    (tmp_path / "registro.db").write_bytes(_filled())
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CABINA_STATE": str(tmp_path)}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, env=env,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "25 []"


_FIRST_PAINT = """
import sys
sys.path.insert(0, {root!r})
from app.usecases import history, lists, opening, register
from app.ui import start
from app.ui.desk import desk_for
from app.ui.keeping import Forgetful, Keeping
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.ui.theme import theme
from app.ui.window import Window
app = start.application()
theme().start("light")
store = opening.open_register({place!r})
window = Window(desk_for(store, Runner(), Messages()), Keeping(Forgetful()))
window.show()
window.start("register", listen=False)
while not window.front.model.rowCount():
    app.processEvents()
window.grab()
heavy = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "babel", "reportlab", "markdown_it", "holidays", "psycopg",
         "qtawesome", "lxml", "pikepdf", "python_calamine", "stdnum", "difflib", "platformdirs", "ssl")
qt = {{name.split(".")[1] for name in sys.modules if name.startswith("PySide6.Qt")}}
print(window.front.model.rowCount(),
      sorted([name for name in heavy if name in sys.modules] + list(qt - {{"QtCore", "QtGui", "QtWidgets"}})))
window.close()
window.desk.runner.close()
store.close()
"""
