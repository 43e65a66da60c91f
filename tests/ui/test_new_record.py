"""The windows that make a record, at a register that answers late or says no: one record, and nothing typed lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.entities import ENTITIES
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.drafts import Draft
from app.ui.screens.around import journal_of
from app.ui.screens.parts import NewRecord
from app.ui.screens.to_meeting import ToMeeting
from app.usecases import lists, meetings, register
from tests.ui.desks import Heard, Held, slow_desk_at


@dataclass
class Place:
    """A window at a slow desk."""

    desk: Desk
    heard: Heard
    held: Held
    window: QWidget

    def new(self, term: str) -> NewRecord:
        """The form of a new keyword, filled in."""
        dialog = NewRecord(self.desk, ENTITIES["keyword"], {}, self.window)
        dialog.open()
        dialog.form.editors["term"].set_raw(term)
        dialog.form.changed.emit()
        return dialog

    def many(self, term: str) -> int:
        return sum(one["term"] == term for one in lists.snapshots(self.desk.store, Query("keyword")))

    @property
    def drafts(self) -> list[Draft]:
        return journal_of(self.desk).all()


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    desk, heard, held = slow_desk_at(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield Place(desk, heard, held, window)
    held.catch_up()
    desk.store.close()


def tidy() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def test_two_clicks_make_one_record(place: Place) -> None:
    dialog = place.new("Cura")
    place.held.hold = True
    dialog.create_button.click()
    dialog.create_button.click()
    dialog.write()
    place.held.catch_up()
    assert place.many("Cura") == 1
    assert place.drafts == []


def test_what_is_refused_may_be_tried_again(place: Place) -> None:
    dialog = place.new("")
    dialog.write()
    dialog.form.editors["term"].set_raw("Cura")
    place.held.hold = True
    dialog.write()
    place.held.catch_up()
    assert place.many("Cura") == 1


def test_leaving_while_the_record_is_being_made_leaves_no_draft(place: Place) -> None:
    dialog = place.new("Cura")
    made: list[object] = []
    dialog.made.connect(made.append)
    place.held.hold = True
    dialog.write()
    dialog.reject()
    assert not dialog.isVisible()
    place.held.catch_up()
    assert place.many("Cura") == 1
    assert place.drafts == [], "bringing it back would make it twice"
    assert place.heard.done[-1].startswith("Creata la scheda"), "and it is said, with Annulla"
    assert made == [], "nobody is carried to a page they did not wait for"
    tidy()
    assert not isValid(dialog)


def test_leaving_while_the_record_is_refused_keeps_the_draft_and_says_so(place: Place) -> None:
    keyword = lists.snapshots(place.desk.store, Query("keyword"), 1)[0]
    dialog = NewRecord(place.desk, ENTITIES["keyword"], {"code": keyword.code}, place.window)
    dialog.open()
    dialog.form.editors["term"].set_raw("Cura")
    place.held.hold = True
    dialog.write()
    dialog.reject()
    place.held.catch_up()
    assert [one.typed["term"] for one in place.drafts] == ["Cura"]
    assert place.heard.said[-1].kind == "warning"
    tidy()
    assert not isValid(dialog)


def test_bringing_to_a_sitting_twice_brings_once_and_before_the_last_item(place: Place) -> None:
    store = place.desk.store
    project = register.named(store, "project", "P04")
    body = lists.snapshots(store, Query("body"), 1)[0].code
    told = {"body": body, "date": date(2026, 12, 18), "start_planned": time(17)}
    made = register.create(store, "meeting", told)
    draft_code = next(one.code for one in made.of("meeting") if one)
    for title, kind in (("Comunicazioni", "informativa"), ("Varie ed eventuali", "varie")):
        meetings.add_item(store, draft_code, {"title": title, "kind": kind})
    dialog = ToMeeting(place.desk, "project", project, place.window)
    dialog.open()
    draft = next(at for at, (meeting, _) in enumerate(dialog._choices) if meeting["status"] == "bozza")
    dialog.list.setCurrentRow(draft)
    meeting = dialog._choices[draft][0]
    before = lists.children(place.desk.store, "agenda_item", meeting.code)
    assert "sarà il punto 2" in dialog.list.item(draft).text()
    place.held.hold = True
    dialog.bring_button.click()
    dialog.bring()
    place.held.catch_up()
    after = lists.children(place.desk.store, "agenda_item", meeting.code)
    assert len(after) == len(before) + 1
    mine = next(one for one in after if one["projects"] == ("P04",) and one.id not in {b.id for b in before})
    others = [one for one in after if one["kind"] == "varie"]
    assert all(mine["position"] < one["position"] for one in others), "«Varie ed eventuali» stay last"
    assert f"il punto {mine['position']} " in place.heard.done[-1]
