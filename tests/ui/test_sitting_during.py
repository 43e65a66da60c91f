"""The sitting while it is held: the chronicle under the pencil, the clock, the roll call, interests, the room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.permissions import Person, Role
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.screens.record import RecordView
from app.ui.screens.sitting.clock import words_of
from app.ui.screens.sitting.story import Told
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, meetings, minutes, register, timing
from tests.ui.desks import Heard, desk_at
from tests.ui.test_sitting_parts import opened, ready

THE_DAY = date(2026, 12, 16)


class Wall:
    """The computer's clock, set by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = time(17, 30)
        monkeypatch.setattr(clock, "now", lambda: datetime.combine(clock.today(), self.moment, tzinfo=clock.ROME))


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wall: Wall) -> Iterator[tuple[Desk, Heard]]:
    """A desk on the day of sitting 4/2026, at half past five."""
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")
    with clock.pinned(THE_DAY):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def edits(desk: Desk) -> list[Snapshot]:
    return lists.snapshots(desk.store, Query("chronicle_edit", (Filter("meeting", "=", ("S4",)),)))


def row_of(view: SittingView, start: str) -> Told:
    return next(row for key, row in view.item.story.rows.items() if key.startswith(start))


# ---------------------------------------------------------------- the chronicle


def test_a_sentence_is_corrected_where_it_stands_and_marked(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    code = ready(desk)
    meetings.event(desk.store, code, "M08", "esce", at=time(17, 50), item="S4.2")
    view = opened(qtbot, desk, code, "S4.2")
    row = row_of(view, "event:")
    assert row.words.text() == "Alle ore 17:50 esce Fabio Modulini. Presenti n. 9."
    assert not row.sign.isVisible()
    row.pencil.click()
    row.editor.set_raw("Alle 17:50 Fabio Modulini si assenta.")
    row.bound.flush()
    assert [one["text"] for one in edits(desk)] == ["Alle 17:50 Fabio Modulini si assenta."]
    assert row.sign.isVisible()
    assert row.sign.toolTip() == "corretta a mano"
    value, _ = minutes.value(desk.store, code)
    assert value.items[1].facts == ("Alle 17:50 Fabio Modulini si assenta.",)


def test_facts_that_change_offer_the_new_sentence_beside_the_corrected_one(
    qtbot: QtBot, place: tuple[Desk, Heard]
) -> None:
    desk, _ = place
    code = ready(desk)
    meetings.event(desk.store, code, "M08", "esce", at=time(17, 50), item="S4.2")
    view = opened(qtbot, desk, code, "S4.2")
    row = row_of(view, "event:")
    row.pencil.click()
    row.editor.set_raw("Modulini si assenta.")
    row.bound.flush()
    view.apply(meetings.event(desk.store, code, "M09", "esce", at=time(17, 40), item="S4.1"))
    assert row.moved.isVisible()
    assert "Presenti n. 8" in row.moved.words.text()
    assert row.words.text() == "Modulini si assenta."
    row.moved.yes.click()  # the correction stays
    assert not row.moved.isVisible()
    assert row.words.text() == "Modulini si assenta."
    view.apply(meetings.event(desk.store, code, "M10", "esce", at=time(17, 45), item="S4.1"))
    row.moved.no.click()  # the new sentence
    assert row_of(view, "event:").words.text().startswith("Alle ore 17:50 esce Fabio Modulini. Presenti n. 7")
    assert edits(desk) == []


def test_esc_gives_up_a_correction(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.1")
    row = view.item.story.rows["quorum"]
    row.pencil.click()
    row.editor.set_raw("Altro")
    qtbot.keyClick(row.editor.entry, Qt.Key.Key_Escape)
    assert row.words.isVisible()
    assert row.words.text().startswith("Constatato che all'apertura sono presenti n. 10 componenti")
    assert edits(desk) == []


# ---------------------------------------------------------------- the clock


def test_t_and_n_write_down_when_items_are_discussed(qtbot: QtBot, place: tuple[Desk, Heard], wall: Wall) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.1")

    def span(code: str) -> tuple[time | None, time | None]:
        item = register.named(desk.store, "agenda_item", code)
        return item["started"], item["ended"]

    view.during.step(1)
    assert span("S4.1") == (None, None), "nobody started the clock"
    view.during.step(-1)
    view.during.toggle()
    wall.moment = time(17, 42)
    view.during.step(1)
    assert (span("S4.1"), span("S4.2")) == ((time(17, 30), time(17, 42)), (time(17, 42), None))
    wall.moment = time(18, 0)
    view.during.toggle()
    assert span("S4.2") == (time(17, 42), time(18, 0))
    assert view.item.clock.words.text() == "17:42–18:00 · 18 minuti"


def test_an_item_longer_than_planned_is_said() -> None:
    assert words_of(None, None, 20, time(18, 0)) == ("previsti 20 minuti", False)
    assert words_of(time(17, 50), None, 20, time(18, 5)) == ("15 di 20 minuti", False)
    assert words_of(time(17, 30), None, 20, time(18, 5)) == ("35 di 20 minuti · 15 oltre il previsto", True)
    assert words_of(time(23, 50), time(0, 10), None, time(1, 0)) == ("23:50–00:10 · 20 minuti", False)


def test_written_up_another_day_the_clock_on_the_wall_is_not_the_sitting_s(
    qtbot: QtBot, place: tuple[Desk, Heard]
) -> None:
    desk, heard = place
    view = opened(qtbot, desk, ready(desk), "S4.1")
    timing.take_up(desk.store, "S4.1", time(17, 30))
    with clock.pinned(date(2026, 12, 18)):
        view.read()
        view.during.toggle()
        view.during.step(1)
    assert "durante la seduta" in heard.said[-1].text
    assert register.named(desk.store, "agenda_item", "S4.2")["started"] is None
    assert not view.item.clock.button.isVisible()


# ---------------------------------------------------------------- votes


def test_a_roll_call_goes_from_member_to_member(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    vote = view.item.vote
    vote.begin()
    vote.bound.editors["mode"].set_raw("appello_nominale")
    assert vote.called
    assert vote.bound.editors["favour"].raw() == "0", "nobody votes until they answer"
    view.people.select("M01")
    keys = [Qt.Key.Key_F] * 7 + [Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_O]
    for n, pressed in enumerate(keys, 1):
        assert view.people.key() == f"M{n:02}"
        if n == 10:
            assert "manca il voto di" in vote.outcome.text()
        qtbot.keyClick(view.people, pressed)
    saved = lists.snapshots(desk.store, Query("vote", (Filter("item", "=", ("S4.2",)),)))[0]
    assert [saved[name] for name in ("favour", "against", "abstained", "not_participating")] == [7, 1, 1, 1]
    assert saved["names_not_participating"] == ("M10",)
    told = {entry.key: entry.right for entry in view.people.entries()}
    assert (told["M01"].split(" · ")[0], told["M08"].split(" · ")[0]) == ("favorevole", "contrario")


def test_where_the_rules_want_it_the_vote_is_secret_and_has_blanks(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    body = register.named(desk.store, "body", "CDR")
    register.edit(desk.store, "body", body.id, body.version, {"secret_kinds": ("deliberazione",)})
    view = opened(qtbot, desk, ready(desk), "S4.2")
    vote = view.item.vote
    vote.begin()
    assert vote.bound.editors["mode"].raw() == "segreta"
    assert vote.bound.editors["blank"].isVisible()
    assert not vote.bound.editors["names_against"].isVisible()
    vote.bound.editors["favour"].set_raw("9")
    vote.bound.editors["blank"].set_raw("1")
    vote.bound.flush()
    saved = lists.snapshots(desk.store, Query("vote", (Filter("item", "=", ("S4.2",)),)))[0]
    assert (saved["favour"], saved["blank"], saved["result"]) == (9, 1, "approvata")
    vote.bound.editors["mode"].set_raw("palese_alzata_mano")
    assert "scrutinio segreto" in vote.outcome.text()


def test_all_agree_without_a_vote(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    view.item.vote.begin()
    view.item.vote.bound.editors["favour"].set_raw("3")
    view.item.vote.bound.editors["mode"].set_raw("unanimita_senza_voto")
    view.item.vote.bound.flush()
    saved = lists.snapshots(desk.store, Query("vote", (Filter("item", "=", ("S4.2",)),)))[0]
    assert (saved["mode"], saved["favour"]) == ("unanimita_senza_voto", 10)


# ---------------------------------------------------------------- delegates, interests


def test_a_delegate_is_asked_where_the_rules_admit_one(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    view.people.select("M11")
    qtbot.keyClick(view.people, Qt.Key.Key_L)
    assert "non ammettono deleghe" in heard.said[-1].text
    body = register.named(desk.store, "body", "CDR")
    view.apply(register.edit(desk.store, "body", body.id, body.version, {"delegation": "presenza"}))
    view.people.select("M11")
    qtbot.keyClick(view.people, Qt.Key.Key_L)
    dialog = next(one for one in view.findChildren(Asking) if one.isVisible())
    dialog.editors["delegate"].set_raw("M01")
    dialog.accept()
    assert view.validity.words.text() == "Presenti 11 su 15, numero legale 8 ✓ La seduta è valida. 1 delega."
    entry = next(one for one in view.people.entries() if one.key == "M11")
    assert "delega Marta Fittizi" in entry.right


def test_a_member_is_asked_about_and_answers(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    code = ready(desk)
    view = opened(qtbot, desk, code, "S4.2")  # touches P08, led by the body of Carla Prototipi
    band = view.item.concerns
    assert band.isVisible()
    assert [one.person for one in band.asked] == ["M05"]
    answers = {one.text(): one for one in band.findChildren(QPushButton) if not one.isHidden()}
    assert set(answers) == {"Dichiara e si allontana", "Dichiara e resta", "Non ora"}
    answers["Non ora"].click()
    assert not band.isVisible()
    view.read()
    assert not band.isVisible(), "not asked twice"

    again = opened(qtbot, desk, code, "S4.2")
    leaves = next(one for one in again.item.concerns.findChildren(QPushButton) if "allontana" in one.text())
    leaves.click()
    declared = lists.snapshots(desk.store, Query("conflict", (Filter("item", "=", ("S4.2",)),)))[0]
    assert (declared["person"], declared["leaves"], declared["time"]) == ("M05", True, time(17, 30))
    assert again.item.point is not None
    assert again.item.point.present == 9
    assert not again.item.concerns.isVisible()


# ---------------------------------------------------------------- the room


def test_the_room_follows_what_the_secretary_shows(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    code = ready(desk)
    view = opened(qtbot, desk, code, "S4.1")
    view.during.show_room()
    room = view.during.room
    assert room is not None
    qtbot.addWidget(room)
    assert room.isVisible()
    assert room.where.text() == "Punto 1 di 6"
    assert room.present.text().startswith("Presenti 10 su 15")
    assert not room.vote.isVisible()
    view.agenda.select("S4.2")
    assert room.title.text().startswith("Housing first")
    meetings.record_vote(desk.store, "S4.2", favour=9, abstained=1)
    view.read()
    assert room.vote.isVisible()
    assert room.outcome.text().endswith("maggioranza richiesta 5: approvata")
    item = register.named(desk.store, "agenda_item", "S4.2")
    view.apply(register.edit(desk.store, "agenda_item", item.id, item.version, {"confidential": True}))
    assert room.title.text() == "Punto riservato"
    with qtbot.waitSignal(room.closed):
        view.during.show_room()
    assert view.during.room is None


def test_interests_stand_on_a_member_s_sheet_for_who_may_know(place: tuple[Desk, Heard], qtbot: QtBot) -> None:
    desk, _ = place
    view = RecordView(desk, ENTITIES["person"])
    qtbot.addWidget(view)
    assert "interest" in view.parts
    member = Person("carla", frozenset({Role.COMPONENTE}))
    desk.store.who = desk.person = member
    other = RecordView(desk, ENTITIES["person"])
    qtbot.addWidget(other)
    assert "interest" not in other.parts
