"""The sitting inside the whole window: the keys of its lists are theirs, and what nobody sees is not drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Filter, Query
from app.ui.dialogs.asking import Asking
from app.ui.screens.meetings import MeetingsScreen
from app.ui.window import Window
from app.usecases import lists, meetings, minutes, register
from tests.ui.windows import close, settle, window_at

pytestmark = pytest.mark.window


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sittings whose page was drawn."""
    done: list[str] = []

    def preview(_store: object, meeting: str, _progress: object) -> bytes:
        done.append(meeting)
        return b""

    monkeypatch.setattr(minutes, "preview", preview)
    return done


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, drawn: list[str]) -> Iterator[tuple[Window, MeetingsScreen]]:
    """A window at sitting 4/2026, under way, ten members in the room, on its second item."""
    with clock.pinned(date(2026, 11, 30)):
        window, _ = window_at(tmp_path, "meetings")
        store = window.desk.store
        meeting = register.named(store, "meeting", "4/2026")
        meetings.open_(store, meeting.id, meeting.version)
        meetings.roll_call(store, meeting.code, {f"M{n:02}": "presente" for n in range(1, 11)})
        screen = window.front
        assert isinstance(screen, MeetingsScreen)
        window.activateWindow()
        screen.open_sitting(meeting.code, "S4.2")
        settle()
        window.look_again()
        yield window, screen
        close(window)


def key(widget: object, letter: str) -> None:
    QTest.keyClick(widget, getattr(Qt.Key, f"Key_{letter}"))  # type: ignore[call-overload]
    settle()


def test_the_letters_of_a_person_are_of_the_person(place: tuple[Window, MeetingsScreen]) -> None:
    window, screen = place
    people = screen.sitting.people
    people.select("M03")
    people.setFocus()
    key(people, "C")
    saved = lists.snapshots(window.desk.store, Query("vote", (Filter("item", "=", ("S4.2",)),)))[0]
    assert saved["names_against"] == ("M03",)
    assert people.hasFocus()
    key(people, "I")
    dialog = next(one for one in screen.findChildren(Asking) if one.isVisible())
    assert "conflitto" in dialog.windowTitle()
    dialog.reject()


def test_a_letter_in_an_unfolding_list_chooses_and_does_not_leave(place: tuple[Window, MeetingsScreen]) -> None:
    _, screen = place
    view = screen.sitting
    combo = view.item.bound.editors["outcome"].entry
    combo.setFocus()
    key(combo, "N")
    assert view.agenda.key() == "S4.2"
    assert view.item.bound.editors["outcome"].raw() == "non_discusso"
    view.agenda.setFocus()
    key(view.agenda, "N")
    assert view.agenda.key() == "S4.3", "elsewhere the key of the sitting works"


def test_a_sitting_nobody_looks_at_is_not_drawn(place: tuple[Window, MeetingsScreen], drawn: list[str]) -> None:
    window, screen = place
    view, store = screen.sitting, window.desk.store
    before = len(drawn)
    window.go("home")
    settle()
    item = register.named(store, "agenda_item", "S4.2")
    told = register.edit(store, "agenda_item", item.id, item.version, {"report_text": "Scritto altrove"})
    window.tell_screens(told, "")
    view.paper.draw()
    settle()
    assert len(drawn) == before
    assert view.item.text.raw() != "Scritto altrove"
    window.go("meetings")
    settle()
    assert view.item.text.raw() == "Scritto altrove"
    view.paper.draw()
    settle()
    assert len(drawn) == before + 1


def test_a_page_too_narrow_to_show_is_judged_and_not_drawn(
    place: tuple[Window, MeetingsScreen], drawn: list[str]
) -> None:
    _, screen = place
    view = screen.sitting
    view.paper.hide()
    judged: list[object] = []
    view.paper.judged.connect(judged.append)
    before = len(drawn)
    view.item.text.set_raw("Una novità")
    view.flush()
    view.paper.draw()
    settle()
    assert judged, "what is missing is told all the same"
    assert len(drawn) == before
    view.paper.show()
    settle()
    view.paper.draw()
    assert len(drawn) == before + 1


def test_menus_go_when_they_are_closed(place: tuple[Window, MeetingsScreen]) -> None:
    _, screen = place
    links = screen.sitting.item.links
    for _ in range(3):
        links.more.click()
        settle()
        for menu in links.findChildren(QMenu):
            menu.close()
        settle()
    assert links.findChildren(QMenu) == []
