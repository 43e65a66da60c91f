"""The sitting's screen, told as what a secretary does there: keys, presence, votes, decisions, the live page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.errors import Stale
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.screens.around import journal_of
from app.ui.screens.meetings import MeetingsScreen
from app.ui.screens.sitting import paper
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, meetings, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sittings whose page was drawn; drawing itself is told in tests/documents."""
    done: list[str] = []

    def preview(store: object, meeting: str, progress: object) -> bytes:
        done.append(meeting)
        return b""

    monkeypatch.setattr(paper.minutes, "preview", preview)
    return done


def opened(qtbot: QtBot, desk: Desk, code: str, item: str = "") -> SittingView:
    view = SittingView(desk)
    qtbot.addWidget(view)
    desk.done = _telling(desk.done, view)
    view.resize(1366, 768)
    view.show()
    view.open(code, item)
    return view


def _telling(before: Callable[..., object], view: SittingView) -> Callable[..., object]:
    def done(changes: object, sentence: str) -> None:
        before(changes, sentence)
        view.apply(changes)  # type: ignore[arg-type]

    return done


def running(desk: Desk) -> str:
    """Sitting 4/2026 of the example, opened, with nobody marked yet."""
    meeting = register.named(desk.store, "meeting", "4/2026")
    meetings.open_(desk.store, meeting.id, meeting.version)
    return meeting.code


def asked(view: QWidget) -> Asking:
    """The window that has just come up."""
    return next(one for one in view.findChildren(Asking) if one.isVisible())


# ---------------------------------------------------------------- reading


def test_the_example_sitting_is_shown_whole(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    view = opened(qtbot, place[0], "2/2026", "S2.2")
    assert view.header.title.text() == "Seduta n. 2/2026 del 20 maggio 2026"
    assert view.validity.words.text() == "Presenti 10 su 15, numero legale 8 ✓ La seduta è valida."
    agenda = view.agenda.entries()
    assert [entry.lead for entry in agenda] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert agenda[1].second == "Approvato · P13 · P03"
    people = {entry.title: entry for entry in view.people.entries()}
    assert people["Nora Modelli"].right == "17:50–19:05"
    assert people["Lidia Sagoma"].right == "da remoto · fino alle 17:52, dalle 18:15"
    assert (people["Dario Campioni"].ticked, people["Dario Campioni"].right) == (False, "assente giust.")
    assert "17:50 entra Nora Modelli" in view.item.story.text()
    assert view.item.vote.outcome.text() == (
        "Presenti 10, votanti 10, favorevoli 10, contrari 0; maggioranza richiesta 6: approvata"
    )
    assert view.item.decision.state.text() == "n. 3/2026 · In attuazione"
    assert drawn == ["S2"]


def test_final_minutes_cannot_be_written_over(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    view = opened(qtbot, place[0], "2/2026")
    assert "definitivo" in view.item.text.reason
    assert not view.add.isVisible()
    before = len(lists.children(place[0].store, "attendance", "S2"))
    view.people.select("M14")
    qtbot.keyClick(view.people, Qt.Key.Key_Space)
    assert len(lists.children(place[0].store, "attendance", "S2")) == before


def test_everything_has_a_name(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    view = opened(qtbot, place[0], "3/2026", "S3.3")
    for widget in view.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QLabel):
            named = widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())
            inner = widget.objectName().startswith("qt_") or widget.parent() is view.splitter
            assert named or inner, f"{type(widget).__name__} in {type(widget.parent()).__name__} has no name"


def test_what_people_type_is_never_read_as_html(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    view = opened(qtbot, place[0], "2/2026", "S2.2")
    for shown in view.findChildren(QLabel):
        kit = type(shown.parent()).__module__.startswith("app.ui.kit")  # told with the kit
        assert kit or shown.textFormat() == Qt.TextFormat.PlainText, shown.text() or type(shown.parent())


# ---------------------------------------------------------------- attendance


def test_space_takes_attendance_and_the_bar_follows(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, running(desk))
    assert view.validity.property("role") == "danger"
    for row in range(8):
        view.people.setCurrentRow(row)
        qtbot.keyClick(view.people, Qt.Key.Key_Space)
    assert view.board is not None
    assert view.board.state.valid
    assert view.validity.property("role") == "success"
    assert view.validity.words.text().startswith("Presenti 8 su 15, numero legale 8 ✓")
    qtbot.keyClick(view.people, Qt.Key.Key_G)
    assert view.people.entries()[7].right == "assente giust."
    assert view.validity.property("role") == "danger"


def test_who_leaves_is_asked_the_time(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    code = running(desk)
    view = opened(qtbot, desk, code)
    view.people.setCurrentRow(0)
    qtbot.keyClick(view.people, Qt.Key.Key_Space)
    qtbot.keyClick(view.people, Qt.Key.Key_U)
    dialog = asked(view)
    dialog.editors["time"].set_raw("18.05")
    dialog.accept()
    assert lists.children(desk.store, "attendance_event", code)[0]["time"] == time(18, 5)
    assert view.people.entries()[0].right == "fino alle 18:05"
    qtbot.keyClick(view.people, Qt.Key.Key_E)
    dialog = asked(view)
    assert "rientra" in dialog.windowTitle()
    dialog.editors["time"].set_raw("18.20")
    dialog.accept()
    assert view.people.entries()[0].right == "fino alle 18:05, dalle 18:20"


# ---------------------------------------------------------------- writing


def ready(desk: Desk) -> str:
    """A sitting under way with ten members in the room."""
    code = running(desk)
    meetings.roll_call(desk.store, code, {f"M{n:02}": "presente" for n in range(1, 11)})
    return code


def test_what_is_typed_saves_itself(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, heard = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    view.item.text.page.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClicks(view.item.text.page, "Si illustra il quadro.")  # type: ignore[attr-defined]
    view.item.bound._keeper.keep_now()  # type: ignore[union-attr]
    assert journal_of(desk).all()[0].typed == {"report_text": "Si illustra il quadro."}
    view.item.flush()
    assert register.named(desk.store, "agenda_item", "S4.2")["report_text"] == "Si illustra il quadro."
    assert journal_of(desk).all() == []
    assert heard.done == [""], "a save by itself says nothing"
    qtbot.keyClicks(view.item.text.page, " Poi si discute.")  # type: ignore[attr-defined]
    view.agenda.step(1)
    assert register.named(desk.store, "agenda_item", "S4.2")["report_text"].endswith("Poi si discute.")


def test_a_draft_never_saved_comes_back(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    code = ready(desk)
    item = register.named(desk.store, "agenda_item", "S4.2")
    journal_of(desk).keep("agenda_item", item.id, item.code, item.version, {"report_text": "Scritto prima del buio"})
    view = opened(qtbot, desk, code, "S4.2")
    assert view.item.text.raw() == "Scritto prima del buio"


def test_two_desks_on_the_same_text(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, heard = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    mine = view.item.bound.record
    assert mine is not None
    register.edit(desk.store, "agenda_item", mine.id, mine.version, {"report_text": "Il loro testo"})
    view.item.text.set_raw("Il mio testo")
    view.item.flush()
    assert heard.said[-1].kind == "warning"
    assert view.item.text.raw() == "Il mio testo", "nothing typed is lost"
    assert view.item.bound.question.yes.text() == "Tieni la mia versione"
    view.item.bound.question.yes.click()
    assert register.named(desk.store, "agenda_item", "S4.2")["report_text"] == "Il mio testo"


def test_another_field_of_the_same_item_is_merged(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, heard = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    mine = view.item.bound.record
    assert mine is not None
    register.edit(desk.store, "agenda_item", mine.id, mine.version, {"outcome": "rinviato"})
    view.item.text.set_raw("Il mio testo")
    view.item.flush()
    saved = register.named(desk.store, "agenda_item", "S4.2")
    assert (saved["report_text"], saved["outcome"]) == ("Il mio testo", "rinviato")
    assert not [one for one in heard.said if isinstance(one, Stale)]


# ---------------------------------------------------------------- votes, decisions, actions


def test_a_vote_is_weighed_while_it_is_typed(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    vote = view.item.vote
    vote.begin()
    assert vote.bound.editors["favour"].raw() == "10"
    vote.bound.editors["favour"].set_raw("8")
    assert "I conti del voto non tornano" in vote.outcome.text()
    vote.bound.editors["abstained"].set_raw("2")
    assert vote.outcome.text() == (
        "Presenti 10, votanti 8 (2 astenuti), favorevoli 8, contrari 0; maggioranza richiesta 5: approvata"
    )
    assert vote.sum.text() == "presenti 10 · votanti 8"
    vote.bound.flush()
    saved = lists.snapshots(desk.store, Query("vote", (Filter("item", "=", ("S4.2",)),)))[0]
    numbers = tuple(saved[n] for n in ("present", "voting", "favour", "against", "abstained"))
    assert (*numbers, saved["result"]) == (10, 8, 8, 0, 2, "approvata")
    assert register.named(desk.store, "agenda_item", "S4.2")["outcome"] == "approvato"


def test_members_vote_one_by_one_from_the_keyboard(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    view.people.select("M03")
    qtbot.keyClick(view.people, Qt.Key.Key_C)
    view.people.select("M05")
    qtbot.keyClick(view.people, Qt.Key.Key_A)
    saved = lists.snapshots(desk.store, Query("vote", (Filter("item", "=", ("S4.2",)),)))[0]
    assert (saved["favour"], saved["against"], saved["abstained"]) == (8, 1, 1)
    assert (saved["names_against"], saved["names_abstained"]) == (("M03",), ("M05",))


def test_a_decision_and_its_action(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    view.item.decision.begin()
    bound = view.item.decision.bound
    bound.editors["text"].set_raw("di chiedere un quadro mensile")
    bound.editors["owner"].set_raw("M05")
    bound.flush()
    decision = lists.snapshots(desk.store, Query("decision", (Filter("item", "=", ("S4.2",)),)))[0]
    assert decision["text"] == "di chiedere un quadro mensile"
    assert view.item.decision.state.text().startswith(f"n. {decision['number']}")
    row = view.item.tasks.begin()
    row.bound.editors["text"].set_raw("Primo quadro")
    row.bound.flush()
    assert row.bound.record is None, "who and by when are still missing"
    row.bound.editors["owner"].set_raw("M05")
    row.bound.editors["due"].set_raw("15/01/2027")
    row.bound.flush()
    action = lists.snapshots(desk.store, Query("action_item", (Filter("decision", "=", (decision.code,)),)))[0]
    assert (action["text"], action["due"]) == ("Primo quadro", date(2027, 1, 15))
    assert [one.bound.record.code for one in view.item.tasks.rows if one.bound.record] == [action.code]


# ---------------------------------------------------------------- what is missing, and the page


def test_what_is_missing_leads_to_its_place(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.1")
    lints = view.missing._lints
    assert lints
    assert view.missing.head.text().startswith("Mancano ")
    item = next(lint for lint in lints if lint.entity == "agenda_item")
    view.go_to_lint(item)
    assert view.agenda.key() == item.code


def test_the_page_follows_the_register(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    view = opened(qtbot, desk, ready(desk), "S4.2")
    view.paper.draw()
    assert len(drawn) == 1, "nothing new to say, nothing drawn"
    view.item.text.set_raw("Una novità")
    view.item.flush()
    view.paper.draw()
    assert len(drawn) == 2


# ---------------------------------------------------------------- the page of sittings


def test_from_the_list_to_a_sitting_and_back(qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]) -> None:
    desk, _ = place
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert not screen.in_sitting
    screen.list.wanted.emit("S2")
    assert screen.in_sitting
    mark = screen.mark()
    screen.show_list()
    assert not screen.in_sitting
    screen.go_to(mark)
    assert screen.sitting.code == "S2"
    assert screen.show_record("agenda_item", "S3.3")
    assert (screen.sitting.code, screen.sitting.agenda.key()) == ("S3", "S3.3")


def test_a_new_sitting_takes_its_number_when_it_is_convened(
    qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]
) -> None:
    desk, _ = place
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    desk.done = lambda changes, _sentence: screen.apply(changes)
    screen.new_record()
    dialog = asked(screen)
    dialog.editors["date"].set_raw("27/01/2027")
    dialog.editors["start_planned"].set_raw("17.30")
    dialog.editors["place"].set_raw("L01")
    dialog.accept()
    assert screen.sitting.header.title.text() == "Seduta del 27 gennaio 2027, da convocare"
    screen.sitting.ceremonies.add_item()
    dialog = asked(screen)
    dialog.editors["title"].set_raw("Comunicazioni")
    dialog.accept()
    screen.sitting.ceremonies.convene()
    asked(screen).accept()
    assert screen.sitting.header.title.text() == "Seduta n. 1/2027 del 27 gennaio 2027"


def test_the_agenda_is_put_in_order_from_the_keyboard(
    qtbot: QtBot, place: tuple[Desk, Heard], drawn: list[str]
) -> None:
    desk, _ = place
    body = lists.snapshots(desk.store, Query("body"))[0].code
    made = register.create(desk.store, "meeting", {"body": body, "date": date(2027, 2, 3), "start_planned": time(17)})
    code = next(one for one in made.of("meeting") if one).code
    for title in ("Primo", "Secondo", "Terzo"):
        meetings.add_item(desk.store, code, {"title": title})
    view = opened(qtbot, desk, code)
    view.agenda.setCurrentRow(2)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.agenda, Qt.Key.Key_Up, both)
    assert [entry.title for entry in view.agenda.entries()] == ["Primo", "Terzo", "Secondo"]
    assert view.agenda.entries()[view.agenda.currentRow()].title == "Terzo"
