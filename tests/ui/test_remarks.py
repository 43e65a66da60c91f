"""Remarks beside their paragraph, answered there; corrections and approval from the bar of the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.progress import Progress
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.remarks import Remarks
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, meetings, minutes, minutes_steps, register
from tests.ui.desks import Heard, desk_at
from tests.ui.test_minutes_life import closed, opened


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 12, 20)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def press(where: QWidget, words: str) -> None:
    """Press a button; of several with the same words the newest, the others are on their way out."""
    [one for one in where.findChildren(QPushButton) if one.text() == words][-1].click()


def choose(view: SittingView, words: str) -> None:
    """A deed of the minutes' bar, from its menu."""
    next(one for one in view.minutes_bar.menu.actions() if one.text() == words).trigger()


def asked(where: QWidget) -> Asking:
    return next(one for one in where.findChildren(Asking) if one.isVisible())


def reviewed(qtbot: QtBot, desk: Desk) -> tuple[SittingView, Remarks]:
    code = closed(desk)
    now = register.named(desk.store, "meeting", code)
    minutes_steps.advance(desk.store, now.id, now.version, "in_revisione", {"remarks_until": date(2027, 1, 10)})
    view = opened(qtbot, desk, code)
    press(view.minutes_bar, "Osservazioni…")
    return view, next(one for one in view.findChildren(Remarks) if one.isVisible())


def test_a_remark_is_made_and_answered_beside_its_paragraph(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    _, dialog = reviewed(qtbot, desk)
    assert dialog.note.text() == "0 osservazioni · si possono fare fino al 10/01/2027"
    dialog.list.select("chiusura")
    dialog.add.click()
    asking = asked(dialog)
    asking.editors["by"].set_value("M02")
    asking.editors["text"].set_raw("La seduta è finita alle 19:10.")
    asking.accept()
    assert heard.done[-1] == "Osservazione registrata."
    assert dialog.note.text().startswith("1 osservazione · 1 senza risposta")
    assert next(one for one in dialog.list.entries() if one.key == "chiusura").right == "1"
    press(dialog, "Non accogliere…")
    asking = asked(dialog)
    asking.accept()
    assert asking.editors["reason"].problem
    asking.editors["reason"].set_raw("L'ora è quella dell'orologio della sala.")
    asking.accept()
    assert dialog.note.text().startswith("1 osservazione · si possono")
    (one,) = lists.snapshots(desk.store, Query("minutes_observation"))
    assert (one["by"], one["paragraph"], one["accepted"]) == ("M02", "chiusura", False)


def test_a_remark_accepted_says_where_to_go_on(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    _, dialog = reviewed(qtbot, desk)
    dialog.add.click()
    asking = asked(dialog)
    asking.editors["by"].set_value("M02")
    asking.editors["text"].set_raw("Manca il cognome.")
    asking.accept()
    press(dialog, "Accogli")
    assert heard.done[-1] == "Osservazione accolta: ora correggete il testo nella seduta."


def test_final_minutes_are_corrected_from_their_bar(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    code = closed(desk)
    now = register.named(desk.store, "meeting", code)
    minutes.finalise(desk.store, now.id, now.version, Progress())
    register.create(desk.store, "meeting", {"body": "CDR", "date": date(2027, 1, 20), "start_planned": time(17, 30),
                    "place": "L04", "mode": "presenza"})  # fmt: skip
    later = max(lists.snapshots(desk.store, Query("meeting")), key=lambda one: one["date"]).code
    meetings.add_item(desk.store, later, {"title": "Approvazione del verbale n. 4/2026", "kind": "verbale"})
    with clock.pinned(date(2027, 1, 20)):
        (item,) = lists.snapshots(desk.store, Query("agenda_item", (Filter("meeting", "=", (later,)),)))
        meetings.set_outcome(desk.store, item.code, "approvato")
        view = opened(qtbot, desk, code)
        press(view.minutes_bar, "Rettifica…")
        asking = asked(view)
        asking.editors["meeting"].set_value(later)
        asking.editors["wrong"].set_raw("ore 19:00")
        asking.editors["right"].set_raw("ore 19:10")
        asking.accept()
    assert heard.done[-1] == "Rettifica registrata."
    assert [one["final"] for one in minutes.versions(desk.store, code)] == [True, True]


def test_silence_approves_from_the_bar(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    body = register.named(desk.store, "body", "CDR")
    register.edit(desk.store, "body", body.id, body.version, {"minutes_approval": "silenzio_assenso"})
    code = closed(desk)
    now = register.named(desk.store, "meeting", code)
    minutes_steps.advance(desk.store, now.id, now.version, "in_revisione", {"remarks_until": date(2027, 1, 10)})
    view = opened(qtbot, desk, code)
    with clock.pinned(date(2027, 1, 11)):
        choose(view, "Approva")
        assert heard.done[-1] == "Verbale approvato."
        assert "Osservazioni…" in [one.text() for one in view.minutes_bar.buttons], "nothing else is left to do"
