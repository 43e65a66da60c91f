"""What stands beside the rows, at a register that answers late, out of turn, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_
from app.domain.entity import Changes, Snapshot
from app.domain.fields import NO_NAMES
from app.ui.desk import Desk
from app.ui.kit.inspector import Inspector, Reading
from app.ui.messages import Messages
from app.ui.runner import Inline, Runner
from app.ui.undoing import Undoing
from app.usecases import history
from app.usecases.register import Record
from tests.ui.desks import Held

THEN = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def record(entity: str, code: str) -> Record:
    one = Snapshot(entity, int(code[1:]), 1, {"code": code, "term": f"Parola {code}"})
    return Record(one, (), (), (), {}, ())


def lines(_: str, id_: int) -> list[Any]:
    many = 2000 if id_ == 9 else 1
    return [SimpleNamespace(at=THEN, who="anna", deed=N_("Modifica"), sentences=(f"della scheda {id_}",))] * many


@pytest.fixture
def held() -> Held:
    return Held()


def panel(qtbot: QtBot, held: Held, reading: Reading) -> Inspector:
    desk = Desk(None, None, NO_NAMES, Runner(Inline(), held), Messages())  # type: ignore[arg-type]
    one = Inspector(desk, {}, reading)
    qtbot.addWidget(one)
    one.show()
    return one


def told(one: Inspector) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in one._area.widget().findChildren(QLabel))


def test_the_history_of_another_record_is_not_shown(qtbot: QtBot, held: Held) -> None:
    one = panel(qtbot, held, Reading(record, lines))
    one.show_record("keyword", "K1")
    one._tabs.setCurrentIndex(one._tabs.count() - 1)
    held.hold = True
    one.show_record("keyword", "K2")
    one.show_record("keyword", "K3")
    one._fill()  # K1 is still shown
    held.go(2)
    held.go(1)
    held.go(0)
    assert one.shows("keyword", 3)
    held.catch_up()
    assert one.shows("keyword", 3)
    assert "della scheda 3" in told(one)


def test_a_late_history_is_not_that_of_the_record_shown(qtbot: QtBot, held: Held) -> None:
    one = panel(qtbot, held, Reading(record, lines))
    one.show_record("keyword", "K1")
    held.hold = True
    one._tabs.setCurrentIndex(one._tabs.count() - 1)
    one.show_record("keyword", "K2")
    held.go(1)
    held.go(1)
    held.go(0)
    assert "della scheda 2" in told(one)
    assert "della scheda 1" not in told(one)


def test_of_a_long_history_the_newest_deeds_are_shown_first(qtbot: QtBot, held: Held) -> None:
    one = panel(qtbot, held, Reading(record, lines))
    one.show_record("keyword", "K9")
    one._tabs.setCurrentIndex(one._tabs.count() - 1)
    assert told(one).count("della scheda 9") == 40


def test_a_record_that_could_not_be_read_says_why(qtbot: QtBot, held: Held) -> None:
    def lost(_entity: str, _code: str) -> Record:
        raise Unreachable(N_("Il registro non risponde."))

    one = panel(qtbot, held, Reading(lost, lines))
    one.show_record("keyword", "K1")
    assert one._title.text() == "Scheda non letta"
    assert "Il registro non risponde." in told(one)


def test_what_could_not_be_done_again_may_be_tried_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAction

    class Bare(QObject):
        """As much of a window as undoing looks at."""

        desk = Desk(None, None, NO_NAMES, Runner.inline(), Messages())  # type: ignore[arg-type]
        saving = SimpleNamespace(saved=lambda: None)
        commands = SimpleNamespace(action=lambda _name: QAction())

        def tell_screens(self, changes: Changes, who: str) -> None:
            """Nobody is shown."""

    answers: list[Any] = [Changes(7), Refused(N_("No.")), Changes(8)]
    asked: list[int | None] = []

    def undo(_store: Any, seq: int | None = None) -> Changes:
        asked.append(seq)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    monkeypatch.setattr(history, "undo", undo)
    monkeypatch.setattr(history, "next_undo", lambda _store: None)
    bare = Bare()
    undoing = Undoing(bare)  # type: ignore[arg-type]
    undoing.undo()
    undoing.redo()
    undoing.redo()
    undoing.redo()
    assert asked == [None, 7, 7], "and once done, there is nothing left to do again"


def test_words_that_look_like_html_are_shown_as_they_are(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    from app.ui.kit.plain import plain, tip

    label = plain("<b>grassetto</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert tip("Parco & giardini") == "Parco & giardini"
    assert tip('<img src="x">\nsotto') == "<qt>&lt;img src=&quot;x&quot;&gt;<br>sotto</qt>"
