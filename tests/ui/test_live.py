"""What another desk writes appears by itself; real threads, a real register, nobody presses anything."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Forbidden, Unreachable
from app.core.i18n import N_
from app.ui.desk import desk_for
from app.ui.keeping import Forgetful, Keeping
from app.ui.live import Live
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


class Bell:
    """A feed that does what a test says."""

    def __init__(self, *does: Any) -> None:
        self.does, self.laid, self.closed = list(does), threading.Event(), threading.Event()

    def wait(self, seconds: float, *, desks: bool = False) -> bool:
        if self.does and isinstance(error := self.does.pop(0), Exception):
            raise error
        return not self.closed.wait(seconds)

    def write_at(self, mark: str) -> None:
        """Nobody looks."""

    def others(self) -> tuple[tuple[str, str], ...]:
        return ()

    def stop(self) -> None:
        self.closed.set()

    def close(self) -> None:
        self.closed.set()


class Register:
    """As much of a register as Live looks at."""

    last_seq = 0

    def __init__(self, bell: Bell, slow: threading.Event | None = None) -> None:
        self.bell, self.slow, self.times = bell, slow, 0

    def feed(self) -> Bell:
        self.times += 1
        self.bell.laid.set()
        if self.slow is not None:
            self.slow.wait(10)
        return self.bell


@pytest.fixture
def runner() -> Iterator[Runner]:
    one = Runner()
    yield one
    one.close()


def test_a_bug_in_the_bell_is_told_and_listening_goes_on(qtbot: QtBot, runner: Runner) -> None:
    register = Register(Bell(ZeroDivisionError()))
    live = Live(register, runner)
    live._again.setInterval(1)
    with qtbot.captureExceptions() as caught:
        live.start()
        qtbot.waitUntil(lambda: bool(caught))
        qtbot.waitUntil(lambda: not register.bell.does and not live._again.isActive())
    assert [one[0] for one in caught] == [ZeroDivisionError]
    assert live._feed is not None
    live.stop()
    assert register.bell.closed.is_set()


def test_a_register_that_refuses_says_so_once_and_is_tried_again(qtbot: QtBot, runner: Runner) -> None:
    register = Register(Bell(Forbidden(N_("Non potete leggere questo registro.")), Forbidden(N_("Ancora no."))))
    live, said = Live(register, runner), []
    runner.failed.connect(said.append)
    live._again.setInterval(1)
    live.start()
    qtbot.waitUntil(lambda: register.times == 3)
    assert [str(one) for one in said] == ["Non potete leggere questo registro."]
    live.stop()


def test_a_line_being_laid_does_not_hold_the_window(qtbot: QtBot, runner: Runner) -> None:
    slow = threading.Event()
    register = Register(Bell(), slow)
    live = Live(register, runner)
    live.start()
    qtbot.waitUntil(register.bell.laid.is_set)
    before = monotonic()
    live.stop()
    assert monotonic() - before < 1, "the person is closing the window"
    slow.set()
    assert register.bell.closed.wait(10), "and the line hangs up by itself once it is there"


def test_what_the_line_says_after_the_window_let_go_is_not_told(qtbot: QtBot, runner: Runner) -> None:
    live, online = Live(Register(Bell()), runner), []
    live.online.connect(online.append)
    live.start()
    qtbot.waitUntil(lambda: live._feed is not None)
    live.stop()
    live._lost(Unreachable(N_("Il registro non risponde.")))
    assert online == []
