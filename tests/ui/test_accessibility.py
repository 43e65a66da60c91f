"""Every screen and dialog without eyes and without a mouse: names, reading order, mnemonics, what is announced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.progress import Progress
from app.ui.screens.meetings import MeetingsScreen
from app.usecases import committee, demo, register
from app.usecases.opening import Store, open_register
from tests.helpers.poses import POSES, Studio
from tests.ui.windows import close, the_record, window_at

pytestmark = pytest.mark.window
_MNEMONIC = re.compile(r"(?<!&)&(?!&)(\w)")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example, with its minutes."""
    store = open_register(str(tmp_path_factory.mktemp("walk") / "esempio.db"), create=True)
    demo.fill(store, Progress())
    yield store
    store.close()
    clock.pin(None)


class Walk(Studio):
    """Looks at what would be pictured, instead of picturing it."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store, folder, "", (1366, 768), 1.0, "light")
        self.wrong: list[str] = []

    def take(self, name: str, window: QWidget, over: QWidget | None = None) -> None:
        seen = over or window
        seen.show()
        self.wrong += [*nameless(seen), *backwards(seen), *twice(seen)]
        super().take(name, window, over)


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, in its order: pressed until it comes back to where it began."""
    if (now := window.focusWidget()) is not None:
        now.clearFocus()
    found: list[QWidget] = []
    while window.focusNextPrevChild(True):
        one = window.focusWidget()
        assert one is not None
        if one in found:
            break
        found.append(one)
    return found


def nameless(window: QWidget) -> Iterator[str]:
    """Controls a screen reader would call nothing."""
    for one in stops(window):
        interface = QAccessible.queryAccessibleInterface(one)
        if not (interface and interface.text(QAccessible.Text.Name).strip()):
            yield f"no name: {described(one)}"


def backwards(window: QWidget) -> Iterator[str]:
    """Steps of Tab that go back up, or to the left on the same line."""
    for one, other in pairwise(stops(window)):
        here, there = sides(one, other)
        above = there.bottom() < here.top() and there.left() < here.right()
        before = there.right() < here.left() and there.top() < here.bottom() and here.top() < there.bottom()
        if above or before:
            yield f"tab goes back: {described(one)} → {described(other)}"


def sides(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """The two parts of the same box in which they are: columns are read one after the other."""
    above = [one]
    while (parent := above[-1].parentWidget()) is not None:
        above.append(parent)
    within = other
    while (parent := within.parentWidget()) is not None and parent not in above:
        within = parent
    box = within.parentWidget() or within
    mine = above[max(0, above.index(box) - 1)] if box in above else one
    return on_screen(mine), on_screen(within)


def on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


def twice(window: QWidget) -> Iterator[str]:
    """Letters that two controls answer to."""
    letters: list[str] = []
    for one in window.findChildren(QWidget):
        if one.isVisible() and one.window() is window:
            letters += [letter.lower() for words in texts(one) for letter in _MNEMONIC.findall(words)]
    yield from (f"Alt+{letter} {n} times" for letter, n in Counter(letters).items() if n > 1)


def texts(widget: QWidget) -> list[str]:
    """The words of a control that may carry a mnemonic."""
    if isinstance(widget, QTabBar):
        return [widget.tabText(at) for at in range(widget.count())]
    if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
        return [widget.text()]
    return []


def described(widget: QWidget) -> str:
    path, one = [], widget
    while one is not None and len(path) < 4:
        path.append(type(one).__name__)
        one = one.parentWidget()
    words = getattr(widget, "text", str)
    return " < ".join(path) + f" «{widget.accessibleName() or (words() if callable(words) else '')}»"


@pytest.mark.parametrize("name", POSES)
def test_a_screen_is_walked_without_eyes(qtbot: QtBot, example: Store, tmp_path: Path, name: str) -> None:
    clock.pin(committee.settings(example)["demo_today"])
    walk = Walk(example, tmp_path)
    POSES[name](walk, name)
    assert not walk.wrong, "\n".join(dict.fromkeys(walk.wrong))


def test_every_dialog_passes_the_focus_on_as_one_reads() -> None:
    app = Path(__file__).resolve().parents[2] / "app" / "ui"
    own = [path.name for path in app.rglob("*.py") if "(QDialog)" in path.read_text("utf-8")]
    assert own == ["tabbing.py"], "a dialog of ours is a kit.tabbing.Dialog"


# ---------------------------------------------------------------- what is announced


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told: it stands at the system's edge, and no test machine has one."""
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    return told


def test_a_save_is_announced(qtbot: QtBot, tmp_path: Path, heard: list[str]) -> None:
    window, _ = window_at(tmp_path)
    window.open("project", "P04")
    form = the_record(window).form
    form.form.editors["title"].set_raw("Un altro titolo")
    form.save()
    assert heard[-1].startswith("Salvato alle ")
    close(window)


def test_a_conflict_is_announced(qtbot: QtBot, tmp_path: Path, heard: list[str]) -> None:
    window, _ = window_at(tmp_path)
    window.open("project", "P04")
    form, store = the_record(window).form, window.desk.store
    form.form.editors["title"].set_raw("Il mio titolo")
    before = register.named(store, "project", "P04")
    register.edit(store, "project", before.id, before.version, {"title": "Il suo titolo"})
    form.save()
    assert "Quello che avete scritto è ancora qui." in heard[-1]
    close(window)


def test_a_lost_quorum_is_announced(qtbot: QtBot, tmp_path: Path, heard: list[str]) -> None:
    window, _ = window_at(tmp_path)
    window.open("meeting", "S3")
    screen = window.front
    assert isinstance(screen, MeetingsScreen)
    view = screen.sitting
    assert view.board is not None
    assert view.board.state.valid
    few = replace(view.board.state, present=view.board.state.present[:3], quorate=False)
    view.validity.show_board(replace(view.board, state=few))
    assert heard[-1].startswith("Manca il numero legale: presenti 3 su 15")
    close(window)
