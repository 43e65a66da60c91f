"""The program around its window: drafts offered, a copy put back, another language, one memory per register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.core import i18n
from app.core.errors import Refused
from app.core.progress import Progress
from app.domain.query import Filter, Query
from app.store.engine import place
from app.ui import shot
from app.ui.keeping import Forgetful, Keeping
from app.ui.putting_back import PuttingBack
from app.ui.runner import Runner
from app.ui.screens.around import journal_of
from app.ui.screens.entities import ListsScreen
from app.ui.screens.objectives import ObjectivesScreen
from app.ui.screens.recovery import Recovery
from app.ui.screens.register import RegisterScreen
from app.ui.start import Program
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import lists, opening, register, upkeep
from tests.ui.desks import _filled
from tests.ui.windows import close, settle, window_at

pytestmark = pytest.mark.window


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    (tmp_path / "registro.db").write_bytes(_filled())
    theme().start("light")
    made = Program(Keeping(Forgetful()), Runner.inline())
    yield made
    if isinstance(made.front, Window):
        made.front.close()
        made.front.deleteLater()
    settle()
    made.close()
    i18n.use(i18n.load("it"))


def front(program: Program) -> Window:
    settle()
    assert isinstance(program.front, Window)
    return program.front


# ---------------------------------------------------------------- what tells registers apart


def test_a_register_is_told_by_where_it_is_and_not_by_its_words(tmp_path: Path) -> None:
    one, other = place(tmp_path / "a" / "registro.db"), place(tmp_path / "b" / "registro.db")
    assert one.identity != other.identity
    assert place(f"sqlite:///{tmp_path}/a/registro.db").identity == one.identity
    shared = place("postgresql://anna:segreta@registro.comune.it/cabina").identity
    assert shared == place("postgresql://bruno@registro.comune.it:5432/cabina").identity
    assert shared == "postgresql://registro.comune.it:5432/cabina"
    assert shared != place("postgresql://anna@registro.comune.it/prova").identity


def test_each_register_has_its_own_columns_and_filters_and_one_geometry() -> None:
    memory = Keeping(Forgetful())
    one, other = memory.of("/a/registro.db"), memory.of("/b/registro.db")
    one.put("screen/register", {"query": {"text": "orto"}})
    one.put("look/theme", "dark")
    assert one.state("register") == {"query": {"text": "orto"}}
    assert other.state("register") == {}
    assert other.get("look/theme") == "dark"
    other.put("screen/register", {"view": "all"})
    one.forget_layout()
    assert one.state("register") == {}
    assert other.state("register") == {"view": "all"}


# ---------------------------------------------------------------- lists shown by other pages


def test_projects_of_an_objective_are_shown_in_the_register(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path, "objectives")
    screen = window.front
    assert isinstance(screen, ObjectivesScreen)
    screen.tree.choose("4.1")
    screen.open_projects()
    shown = window.front
    assert isinstance(shown, RegisterScreen)
    assert shown.query.chosen("objectives") == ("4.1", "4.1.1", "4.1.2", "4.1.3")
    assert 0 < shown.model.rowCount() < 25
    window.back()
    assert window._current == "objectives"
    window.show_list(Query("zone", (Filter("code", "=", ("Z01",)),)))
    listed = window.front
    assert isinstance(listed, ListsScreen)
    now = listed.current()
    assert now is not None
    assert (now.plan.entity.name, now.model.rowCount()) == ("zone", 1)
    close(window)


def test_a_window_that_is_gone_hears_no_theme(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    close(window)
    theme().choose("dark")
    theme().choose("light")


# ---------------------------------------------------------------- keys


def test_ctrl_comma_opens_the_settings_and_ctrl_l_goes_to_the_filters(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_at(tmp_path)
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    window.commands.action("filter").trigger()
    focus = window.focusWidget()
    assert focus is not None
    assert screen.facets.isAncestorOf(focus)
    assert "Ctrl+L" in {keys for one in window.commands.all() for keys in one.keys}
    assert window.commands.command("go.settings").keys == ("Ctrl+,",)
    window.commands.action("go.settings").trigger()
    assert window.front is not None
    assert window.front.objectName() == "settings"
    close(window)


# ---------------------------------------------------------------- the next start


def test_a_draft_is_offered_when_the_register_is_opened_again(program: Program, tmp_path: Path) -> None:
    path = str(tmp_path / "registro.db")
    program.begin(path)
    desk = front(program).desk
    one = register.named(desk.store, "project", "P04")
    journal_of(desk).keep("project", one.id, "P04", one.version, {"progress": "45"})
    program.show(opening.open_register(path), path)
    offered = front(program).findChild(Recovery)
    assert offered is not None
    assert [item.draft.code for item in offered.items] == ["P04"]
    offered.discard(offered.items[0])
    assert journal_of(front(program).desk).all() == []


def test_the_window_changes_language_and_remembers_it(program: Program, tmp_path: Path) -> None:
    program.begin(str(tmp_path / "registro.db"))
    first = front(program)
    first.go("register")
    if "en" not in i18n.available():
        pytest.skip("the English catalogue is not compiled")
    first.commands.action("language.en").trigger()
    second = front(program)
    assert second is not first
    assert second.commands.action("undo").text().startswith("Undo")
    assert second.front is not None
    assert second.front.objectName() == "register"
    second.commands.action("language.it").trigger()
    assert front(program).commands.action("undo").text().startswith("Annulla")


def test_the_layout_is_forgotten_at_once(program: Program, tmp_path: Path) -> None:
    program.begin(str(tmp_path / "registro.db"))
    window = front(program)
    window.go("register")
    screen = window.front
    assert isinstance(screen, RegisterScreen)
    screen.grid.set_columns(["code", "title"])
    window.commands.action("layout").trigger()
    front(program).go("register")
    again = front(program).front
    assert isinstance(again, RegisterScreen)
    assert len(again.model.columns) > 2


# ---------------------------------------------------------------- a copy


def test_a_copy_takes_the_place_of_the_register(program: Program, tmp_path: Path) -> None:
    path = str(tmp_path / "registro.db")
    program.begin(path)
    window = front(program)
    copy = upkeep.backup(window.desk.store, tmp_path / "copia.cabina", Progress())
    one = register.named(window.desk.store, "project", "P04")
    register.edit(window.desk.store, "project", one.id, one.version, {"title": "Scritto dopo la copia"})
    restoring = PuttingBack(window.desk, path, window)
    restoring.opened.connect(lambda store: program.show(store, path))
    box = restoring.confirm(copy)
    safe = box.defaultButton()
    assert safe.text() == "Non ora"
    next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole).click()
    again = front(program)
    assert again is not window
    assert again.isEnabled()
    assert register.named(again.desk.store, "project", "P04")["title"] != "Scritto dopo la copia"
    assert len(list(tmp_path.glob("registro-sostituito-*.db"))) == 1


def test_a_file_that_is_no_copy_leaves_everything_as_it_was(program: Program, tmp_path: Path) -> None:
    path, wrong = str(tmp_path / "registro.db"), tmp_path / "foto.cabina"
    wrong.write_bytes(b"not a register at all" * 100)
    program.begin(path)
    window = front(program)
    restoring = PuttingBack(window.desk, path, window)
    restoring.opened.connect(lambda store: program.show(store, path))
    restoring.put_back(wrong)
    again = front(program)
    assert again.isEnabled()
    assert lists.count(again.desk.store, Query("project")) == 25
    assert again.bar.isVisible()


def test_a_register_that_does_not_come_back_leaves_the_ways_on(program: Program, tmp_path: Path) -> None:
    """The copy is refused, and meanwhile the register has gone away: nobody sits before a dead window."""
    path = tmp_path / "registro.db"
    program.begin(str(path))
    window = front(program)
    restoring = PuttingBack(window.desk, str(path), window)
    restoring.opened.connect(lambda store: program.show(store, str(path)))
    gone = tmp_path / "da-parte.db"
    path.rename(gone)
    restoring.put_back(tmp_path / "nessuna copia.cabina")
    assert front(program) is window
    assert window.isEnabled()
    assert not window.stack.isEnabled()
    ways = {one.text(): one for one in window.bar.findChildren(QPushButton)}
    assert "Apri un altro registro…" in ways
    gone.rename(path)
    ways["Riprova"].click()
    again = front(program)
    assert again is not window
    assert lists.count(again.desk.store, Query("project")) == 25


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize(("target", "page"), [
    ("register", "register"), ("sitting", "meetings"), ("sitting:2/2026", "meetings"),
    ("record:project/P13", "record"), ("objective:4.1", "record"),
])  # fmt: skip
def test_every_place_can_be_pictured(qtbot: QtBot, tmp_path: Path, target: str, page: str) -> None:
    window, _ = window_at(tmp_path)
    shot.show(window, target)
    assert window._current == page
    close(window)


@pytest.mark.parametrize("target", ["nowhere", "sitting:9/1999", "record:project/P99", "record:cat/1", "record:P13"])
def test_what_cannot_be_pictured_is_said(qtbot: QtBot, tmp_path: Path, target: str) -> None:
    window, _ = window_at(tmp_path)
    with pytest.raises(Refused):
        shot.show(window, target)
    close(window)
