"""What another desk writes appears by itself; real threads, a real register, nobody presses anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.desk import desk_for
from app.ui.keeping import Forgetful, Keeping
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.ui.screens.register import RegisterScreen
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import register
from app.usecases.opening import open_register
from tests.ui.desks import _filled
from tests.ui.windows import settle

pytestmark = pytest.mark.window


def test_an_edit_at_another_desk_is_seen_at_this_one(qtbot: QtBot, tmp_path: Path) -> None:
    theme().start("light")
    path = tmp_path / "registro.db"
    path.write_bytes(_filled())
    here, there = open_register(str(path)), open_register(str(path))
    runner = Runner()
    window = Window(desk_for(here, runner, Messages()), Keeping(Forgetful()))
    window.start("register")
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 25)
    qtbot.waitUntil(lambda: window.live._feed is not None)
    project = register.named(there, "project", "P05")
    register.edit(there, "project", project.id, project.version, {"title": "Scritto a un altro tavolo"})
    qtbot.waitUntil(lambda: screen.model.text(4, 1) == "Scritto a un altro tavolo", timeout=10_000)
    window.close()
    runner.close()
    window.deleteLater()
    settle()
    here.close()
    there.close()
