"""Before a sitting, from the window: what came back, sections and hours, the term judged, messages and receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entity import Changes
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.carried import CarriedOver
from app.ui.dialogs.deliveries import Deliveries
from app.ui.dialogs.series import SeriesDialog
from app.ui.screens.meetings import MeetingsScreen
from app.ui.screens.sitting.paper import Paper
from app.usecases import agenda, carrying, meetings, notices, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[MeetingsScreen, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(Paper, "show_meeting", lambda *_a, **_k: None)  # the page beside is not looked at here
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        shown = MeetingsScreen(desk)
        qtbot.addWidget(shown)
        before = desk.done

        def done(changes: Changes, sentence: str) -> None:
            before(changes, sentence)
            shown.apply(changes)

        desk.done = done
        shown.resize(1366, 768)
        shown.show()
        shown.enter()
        yield shown, heard
        desk.store.close()


def up(inside: QWidget, kind: type[Any] = Asking) -> Any:
    return next(one for one in inside.findChildren(kind) if one.isVisible())


def ends(desk: Desk, outcome: str) -> None:
    """The fourth sitting is held; its second item ends as said, and the others are approved."""
    meeting = register.named(desk.store, "meeting", "S4")
    meetings.open_(desk.store, meeting.id, meeting.version, at=time(17, 35), chair="M01", secretary="M16")
    for item in desk.store.snapshots(Query("agenda_item", (Filter("meeting", "=", ("S4",)),))):
        meetings.set_outcome(desk.store, item.code, outcome if item["position"] == 2 else "approvato")
    meeting = register.named(desk.store, "meeting", "S4")
    meetings.close(desk.store, meeting.id, meeting.version, at=time(19))


def prepared(screen: MeetingsScreen, day: str = "20/01/2027") -> str:
    screen.new_record()
    dialog = up(screen)
    dialog.editors["date"].set_raw(day)
    dialog.editors["start_planned"].set_raw("17.30")
    dialog.editors["place"].set_raw("L01")
    dialog.accept()
    return screen.sitting.code


def test_a_new_sitting_says_what_it_brought_and_shows_it(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    ends(shown.desk, "rinviato")
    prepared(shown)
    assert heard.done[-1] == "Seduta preparata, con 13 riporti: completate ora l'ordine del giorno."
    view = shown.sitting
    assert view.before.back.text() == "13 riporti"
    assert not view.before.more.isVisible()
    assert "2 rinvii" in view.agenda.entries()[1].second
    view.before.back.click()
    dialog = up(view, CarriedOver)
    first = dialog.list.entries()[0]
    assert first.title == "Housing first: continuità dopo il PNRR"
    assert first.second.startswith("da 68 giorni · rinviato 2 volte")
    dialog.list.select("D8")
    assert (dialog.reason.isVisible(), dialog.list.entries()[-1].lead) == (False, "")


def test_the_third_time_a_reason_is_asked_and_then_it_is_convened(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    ends(shown.desk, "rinviato")
    code = prepared(shown)
    item = next(one for one in shown.desk.store.snapshots(Query("agenda_item", (Filter("meeting", "=", (code,)),)))
                if one["carried_from"])  # fmt: skip
    register.edit(shown.desk.store, "agenda_item", item.id, item.version, {"postponements": 3})
    shown.sitting.read()
    view = shown.sitting
    assert view.before.back.text() == "13 riporti · 1 senza motivo"
    view.before.convene()
    up(view).accept()
    assert "terza volta" in up(view).problem.text()
    up(view).reject()
    view.before.back.click()
    dialog = up(view, CarriedOver)
    dialog.reason.setPlainText("Si attende il riparto")
    dialog.save.click()
    assert heard.done[-1] == "Motivo scritto."
    view.before.convene()
    up(view).accept()
    assert heard.done[-1].startswith("Seduta convocata")
    assert view.before.send.text() == "Prepara i messaggi…"


def test_what_is_left_open_later_is_brought_by_one_click(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, _ = screen
    code = prepared(shown)
    ends(shown.desk, "rinviato")
    shown.sitting.read()
    assert shown.sitting.before.more.text() == "1 da riportare"
    shown.sitting.before.more.click()
    assert not shown.sitting.before.more.isVisible()
    assert carrying.carried(shown.desk.store, code)[0].title == "Housing first: continuità dopo il PNRR"


def test_the_term_is_told_while_the_date_is_written(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, _ = screen
    shown.new_record()
    dialog = up(shown)
    dialog.editors["date"].set_raw("08/12/2026")
    dialog.editors["date"].changed.emit()
    assert "Giorno festivo: martedì 08/12/2026 (Immacolata Concezione)." in dialog.told.text()
    assert dialog.told.property("role") == "problem"
    dialog.editors["date"].set_raw("11/12/2026")
    dialog.editors["date"].changed.emit()
    assert "L'ultimo giorno per inviare è mercoledì 02/12/2026." in dialog.told.text()
    assert dialog.told.property("role") == "muted"


def test_an_urgent_convocation_keeps_the_window_until_it_says_why(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    prepared(shown)
    view = shown.sitting
    view.before.convene()
    dialog = up(view)
    dialog.editors["kind"].set_raw("urgente")
    dialog.accept()
    assert "motivo dell'urgenza" in dialog.problem.text()
    dialog.editors["urgency_reason"].set_raw("Il bando scade")
    dialog.accept()
    assert heard.done[-1].startswith("Seduta convocata")


def test_sections_durations_and_the_hour_it_ends(qtbot: QtBot, screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, _ = screen
    code = prepared(shown)
    store = shown.desk.store
    for title, section in (("Primo", "Deliberazioni"), ("Secondo", "Deliberazioni")):
        agenda.add_item(store, code, {"title": title, "section": section, "duration": 50})
    shown.sitting.read()
    view = shown.sitting
    titles = [entry.title for entry in view.agenda.entries()]
    assert titles[2:5] == ["Deliberazioni", "Primo", "Secondo"]
    assert view.agenda.entries()[4].second.startswith("18:20 · 50 min")
    assert view.before.hours.toolTip() == "Durata prevista 1 h 40 min, fine alle 19:10. 3 punti senza durata."
    view.agenda.select(view.agenda.entries()[4].key)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.agenda, Qt.Key.Key_Up, both)
    assert [entry.title for entry in view.agenda.entries()][3:5] == ["Secondo", "Primo"]
    view.agenda.step(-1)
    view.agenda.step(1)
    assert view.agenda.entries()[view.agenda.currentRow()].title == "Secondo"
    view.before.edit_item(view.agenda.key())
    dialog = up(view)
    dialog.editors["duration"].set_raw("10")
    dialog.accept()
    assert "fine alle 18:30" in view.before.hours.text()


def test_a_model_is_kept_from_the_menu_and_offered_to_the_next(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    shown.open_sitting("S4")
    view = shown.sitting
    action = next(one for one in view.before.menu().actions() if one.text().startswith("Tieni come modello"))
    action.trigger()
    dialog = up(view)
    dialog.editors["name"].set_raw("Inverno")
    dialog.accept()
    assert heard.done[-1] == "Modello «Inverno» conservato."
    shown.show_list()
    shown.new_record()
    dialog = up(shown)
    dialog.editors["date"].set_raw("20/01/2027")
    dialog.editors["start_planned"].set_raw("17.30")
    dialog.editors["template"].set_raw("MOD1")
    dialog.accept()
    assert "Emporio solidale: fondi in scadenza al 31 dicembre 2026" in [
        entry.title for entry in shown.sitting.agenda.entries()]  # fmt: skip


def dropped(path: Path, at: QPointF) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.data = data  # type: ignore[attr-defined]  # the event only borrows it
    return event


def test_messages_are_prepared_sent_and_proved(
    screen: tuple[MeetingsScreen, Heard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, heard = screen
    everybody = notices._everybody
    monkeypatch.setattr(notices, "_everybody", lambda facts: everybody(facts)[:2])
    folder = tmp_path / "messaggi"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    shown.open_sitting("S4")
    view = shown.sitting
    view.before.send.click()
    window = up(view, Deliveries)
    assert not window.sent_button.isEnabled()
    window.prepare_button.click()
    assert heard.said[-1].text == "2 messaggi pronti da inviare."
    assert [entry.title for entry in window.list.entries()] == ["Marta Fittizi", "Livio Esempi"]
    assert len(list(folder.glob("*.eml"))) == 2
    window.sent_button.click()
    assert "inviata" in window.list.entries()[0].second
    receipt = tmp_path / "ricevuta.eml"
    receipt.write_bytes(b"From: posta-certificata@pec.example\r\nX-Ricevuta: avvenuta-consegna\r\n"
                        b"Date: Mon, 30 Nov 2026 09:15:30 +0100\r\n\r\nA: marta.fittizi@demo.example")  # fmt: skip
    window.dropEvent(dropped(receipt, QPointF(5, 5)))
    assert "Consegnata" in window.list.entries()[0].second
    assert view.before.send.text() == "Consegnate 1 su 2"
    window.list.setCurrentRow(1)
    window.hand_button.click()
    assert view.before.send.text() == "Consegnate 2 su 2"
    window.reject()


def test_a_supplement_is_sent_from_the_menu(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    agenda.add_item(shown.desk.store, "S4", {"title": "Variazione"})
    shown.open_sitting("S4")
    view = shown.sitting
    action = next(one for one in view.before.menu().actions() if one.text() == "Invia l'integrazione n. 1…")
    action.trigger()
    up(view).accept()
    assert heard.done[-1].startswith("Integrazione registrata")
    action = next(one for one in view.before.menu().actions() if one.text() == "Integrazione n. 1…")
    action.trigger()
    up(view, Deliveries).reject()


def test_a_series_shows_its_dates_and_makes_drafts(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    shown.planning.new_series()
    dialog = up(shown, SeriesDialog)
    for name, text in (("name", "Cabina"), ("first", "01/12/2026"), ("start_planned", "17.30"), ("unit", "settimane"),
                       ("on_holiday", "salta")):  # fmt: skip
        dialog.editors[name].set_raw(text)
    dialog.editors["first"].changed.emit()
    told = [(entry.title, entry.second, entry.right) for entry in dialog.dates.entries()[:3]]
    assert told == [("martedì 01/12/2026", "", "bozza"),
                    ("martedì 08/12/2026", "si salta, 08/12/2026: Immacolata Concezione", ""),
                    ("martedì 15/12/2026", "", "bozza")]  # fmt: skip
    dialog.number.setValue(2)
    assert [entry.right for entry in dialog.dates.entries()[:4]] == ["bozza", "", "bozza", ""]
    dialog.accept()
    assert heard.done[-1] == "2 sedute preparate in bozza."
    menu = shown.planning.menu()
    assert [one.text() for one in menu.actions()][-1] == "Altre sedute di «Cabina»…"


def test_an_appointment_dropped_on_the_list_proposes_a_sitting(
    screen: tuple[MeetingsScreen, Heard], tmp_path: Path
) -> None:
    shown, heard = screen
    path = tmp_path / "invito.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID=Europe/Rome:20270120T180000\r\n"
                     b"SUMMARY:Cabina di regia\r\nLOCATION:Altrove\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")  # fmt: skip
    shown.dropEvent(dropped(path, QPointF(50, 50)))
    dialog = up(shown)
    assert (dialog.editors["date"].value(), dialog.editors["start_planned"].value()) == (date(2027, 1, 20), time(18))
    assert heard.said[-1].text == "Dal calendario: «Cabina di regia», Altrove."


def test_a_convened_sitting_is_put_off_or_called_off_from_the_menu(screen: tuple[MeetingsScreen, Heard]) -> None:
    shown, heard = screen
    shown.open_sitting("S4")
    view = shown.sitting

    def press(words: str) -> None:
        next(one for one in view.before.menu().actions() if one.text() == words).trigger()

    press("Rinvia ad altra data…")
    dialog = up(view)
    dialog.editors["date"].set_raw("26/12/2026")
    dialog.editors["date"].changed.emit()
    assert "Santo Stefano" in dialog.told.text()
    dialog.editors["date"].set_raw("21/12/2026")
    dialog.accept()
    assert heard.done[-1].startswith("Seduta rinviata")
    assert "Annulla la seduta" not in [one.text() for one in view.before.menu().actions()]
    code = prepared(shown)
    assert shown.sitting.code == code
    press("Annulla la seduta")
    assert heard.done[-1] == "Seduta annullata."
