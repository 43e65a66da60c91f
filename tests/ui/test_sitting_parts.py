"""The parts of an item on the sitting's screen: more than one decision, the order of speeches, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Filter, Query, Sort
from app.ui.desk import Desk
from app.ui.screens.meetings import MeetingsScreen
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, meetings, minutes, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")  # drawing is told in tests/documents
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def test_a_sitting_that_is_gone_is_said_over_the_list(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    screen.open_sitting("S9")
    assert heard.said[-1].text.startswith("Non c'è una seduta «S9»"), "never an empty panel"
    assert not screen.in_sitting


def opened(qtbot: QtBot, desk: Desk, code: str, item: str) -> SittingView:
    view = SittingView(desk)
    qtbot.addWidget(view)
    before = desk.done

    def done(changes: Any, sentence: str) -> None:
        before(changes, sentence)
        view.apply(changes)

    desk.done = done
    view.resize(1366, 768)
    view.show()
    view.open(code, item)
    return view


def ready(desk: Desk) -> str:
    """Sitting 4/2026 under way with ten members in the room."""
    meeting = register.named(desk.store, "meeting", "4/2026")
    meetings.open_(desk.store, meeting.id, meeting.version)
    meetings.roll_call(desk.store, meeting.code, {f"M{n:02}": "presente" for n in range(1, 11)})
    return meeting.code


def test_before_the_sitting_nothing_is_said_of_who_is_missing(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    heard: list[str] = []
    screen.summary.connect(lambda summary: heard.append(summary.text))
    screen.show()
    screen.open_sitting("S4", "S4.2")
    assert heard[-1] == "Componenti con diritto di voto: 15. Numero legale: 8."
    assert screen.sitting.item.where.text().startswith("Punto 2 di 6 · Decisione · rinviato")
    assert screen.sitting.item.later.isVisible()
    assert not screen.sitting.item.vote.isVisible()


def test_a_speech_changes_place(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    code = ready(desk)
    for person, words in (("M01", "prima"), ("M02", "seconda"), ("M03", "terza")):
        meetings.add_speech(desk.store, "S4.2", person, words)
    view = opened(qtbot, desk, code, "S4.2")
    panel = view.item.speeches
    panel.rows[2].bound.editors["text"].entry.setFocus()
    view.shift(-1)
    view.shift(-1)
    view.shift(-1)
    assert [row.bound.editors["text"].raw() for row in panel.rows] == ["terza", "prima", "seconda"]
    kept = lists.snapshots(desk.store, Query("speech", (Filter("item", "=", ("S4.2",)),), sort=(Sort("order"),)))
    assert [(one["order"], one["text"]) for one in kept] == [(1, "terza"), (2, "prima"), (3, "seconda")]


def test_a_second_decision_stands_beside_the_first(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    panel = view.item.decision
    for words in ("di avviare la prova", "di chiedere il parere dell'Unione"):
        panel.add.click()
        panel.bound.editors["owner"].set_raw("M08")
        panel.bound.editors["text"].set_raw(words)
        panel.bound.flush()
    first, second = lists.snapshots(desk.store, Query("decision", (Filter("item", "=", ("S4.2",)),)))
    assert panel.bound.record is not None
    assert (panel.bound.record.code, panel.add.text()) == (second.code, "Un'altra decisione")
    view.item.tasks.begin()
    assert view.item.tasks.defaults == {"decision": second.code}
    assert [one.text() for one in panel.others] == [f"Vedi la n. {first['number']}"]
    panel.others[0].click()
    assert panel.bound.editors["text"].raw() == "di avviare la prova"
    assert view.item.tasks.defaults == {"decision": first.code}
