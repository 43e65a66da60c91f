"""The first page, the ways to begin, the lists of decisions and actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.runner import Runner
from app.ui.screens.around import journal_of
from app.ui.screens.decisions import DecisionsScreen, late
from app.ui.screens.home import HomeScreen
from app.ui.screens.parts import NewRecord
from app.ui.screens.welcome import Welcome
from app.usecases import beginnings, committee, lists, register
from tests.ui.desks import Heard, committee_data, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def test_the_first_page_asks_the_posters_question(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = HomeScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1171, 700)
    screen.show()
    screen.enter()
    assert screen.question.text() == "Come possiamo produrre benessere insieme?"
    assert screen.quotation.text().startswith("A fronte dell'indebolimento delle reti sociali")
    assert screen.link.text().endswith("opificio-di-comunita")
    assert screen.banner.isVisible()
    assert screen.when.text() == "mercoledì 16 dicembre 2026"
    assert "tra 16 giorni" in screen.where.text()
    actions = screen.action_list.entries()
    assert [one.key for one in actions[:4]] == [f"action_item|{code}" for code in ("AZ03", "AZ05", "AZ07", "AZ12")]
    assert actions[0].second.startswith("scaduta da 153 giorni")
    assert actions[4].second.startswith("tra 11 giorni")
    screen.to_meeting.click()
    screen.action_list.opened.emit("action_item|AZ03")
    assert heard.opened == [("meeting", "S4"), ("action_item", "AZ03")]


def test_decisions_and_actions_in_two_lists(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    screen = DecisionsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert screen.front.model.rowCount() == 10
    screen.show_query(late(), "late")
    assert screen.front.plan.title == "Azioni"
    assert screen.front.model.rowCount() == 4
    front = screen.front.model
    said = {front.code(row): front.added(row, front.columns.index("due"))
            for at in range(front.rowCount()) if (row := front.rows.row(at))}  # fmt: skip
    assert (said["AZ05"], said["AZ12"]) == ("in ritardo di 45 giorni", "in ritardo di 10 giorni")
    assert "in ritardo" not in front.text(0, front.columns.index("due")), "copies keep the bare date"
    assert screen.show_record("decision", "D3")
    assert screen.front.plan.title == "Decisioni"


# ---------------------------------------------------------------- beginning


def welcome(qtbot: QtBot, folder: Path) -> tuple[Welcome, list[tuple[object, str]]]:
    made = Welcome(Runner.inline(), folder)
    qtbot.addWidget(made)
    made.show()
    got: list[tuple[object, str]] = []
    made.opened.connect(lambda store, place: got.append((store, place)))
    return made, got


def test_a_new_register_asks_whose_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    page, got = welcome(qtbot, tmp_path)
    page.ways["new"].click()
    page.open_new()
    assert "nome dell'ente" in page.said.text()
    page.municipality.setText("Comune di Verucchio")
    qtbot.keyClick(page.municipality, Qt.Key.Key_Return)
    store, place = got[0]
    assert Path(place).exists()
    assert committee.settings(store)["municipality"] == "Comune di Verucchio"  # type: ignore[arg-type]
    page.open_new()
    assert page.said.text().startswith("C'è già un registro")
    store.close()  # type: ignore[attr-defined]


def test_a_committees_file_is_loaded_whole_or_not_at_all(qtbot: QtBot, tmp_path: Path) -> None:
    import json

    page, got = welcome(qtbot, tmp_path / "dati")
    (tmp_path / "dati").mkdir()
    broken = {**committee_data(), "meetings": [{"code": "S1", "body": "NESSUNO"}]}
    file = tmp_path / "archivio.json"
    file.write_text(json.dumps(broken), "utf-8")
    page.open_file(file)
    assert page.said.text()
    assert list((tmp_path / "dati").iterdir()) == [], "nothing is left behind"
    file.write_text(json.dumps(committee_data()), "utf-8")
    with clock.pinned(None):
        page.open_file(file)
        store = got[0][0]
        assert lists.count(store, Query("project")) == 25  # type: ignore[arg-type]
        store.close()  # type: ignore[attr-defined]


def test_a_shared_register_needs_an_address_and_keeps_no_password(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(beginnings, "open_register", asked.append)
    page, got = welcome(qtbot, tmp_path)
    page.ways["shared"].click()
    page.open_shared()
    assert "«Server» serve per collegarsi." in page.said.text()
    for line, text in ((page.host, "registro.comune.it"), (page.database, "cabina"), (page.login, "m.rossi"),
                       (page.password, "segreto@1")):  # fmt: skip
        line.setText(text)
    page.open_shared()
    usual = "registro.comune.it:5432/cabina?sslmode=verify-full&connect_timeout=10"
    assert asked == [f"postgresql://m.rossi:segreto%401@{usual}"]
    assert got[0][1] == f"postgresql://m.rossi@{usual}"
    assert page.password.text() == ""


def test_a_port_is_a_number(qtbot: QtBot, tmp_path: Path) -> None:
    page, got = welcome(qtbot, tmp_path)
    for line, text in ((page.host, "h"), (page.database, "d"), (page.login, "l"), (page.port, "cinque")):
        line.setText(text)
    page.open_shared()
    assert "«cinque» non è una porta" in page.said.text()
    assert not got


def test_every_way_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    page, _ = welcome(qtbot, tmp_path)
    assert all(way.accessibleDescription().endswith(".") for way in page.ways.values())


def home(qtbot: QtBot, desk: Desk) -> HomeScreen:
    screen = HomeScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    return screen


def test_a_new_record_half_written_is_resumed_from_the_first_page(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    journal_of(desk).keep("keyword", 0, "8638a5a3", 0, {"term": "Cura"})
    screen = home(qtbot, desk)
    (entry,) = screen.drafts.entries()
    assert entry.title == "Nuova scheda: Parola chiave"
    screen.drafts.opened.emit(entry.key)
    dialog = screen.findChild(NewRecord)
    assert dialog is not None
    assert dialog.form.editors["term"].raw() == "Cura"
    dialog.write()
    assert screen.drafts.entries() == [], "once made it is a draft no more"


def test_a_draft_is_opened_from_the_first_page_under_the_code_of_today(
    qtbot: QtBot, place: tuple[Desk, Heard]
) -> None:
    desk, heard = place
    one = register.named(desk.store, "project", "P04")
    journal_of(desk).keep("project", one.id, "P04", one.version, {"progress": "45"})
    journal_of(desk).keep("project", 5, "P99", 1, {"progress": "45"})
    register.edit(desk.store, "project", one.id, one.version, {"code": "P04B"})
    screen = home(qtbot, desk)
    for entry in screen.drafts.entries():
        screen.drafts.opened.emit(entry.key)
    assert heard.opened == [("project", "P04B")]
    assert heard.said[-1].text.startswith("P99 non è più nel registro")


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://comune.example/opificio", "https://comune.example/opificio"),
        ("comune.example", "https://comune.example"),
        ("HTTP://comune.example", "http://comune.example"),
        ("file:///etc/passwd", ""),
        ("smb://server/file.exe", ""),
        ("javascript://x/%0aalert(1)", ""),
        ("ms-settings://x", ""),
        ("https://", ""),
    ],
)
def test_the_link_of_the_first_page_opens_pages_only(
    qtbot: QtBot, place: tuple[Desk, Heard], monkeypatch: pytest.MonkeyPatch, address: str, opened: str
) -> None:
    desk, heard = place
    went: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toString()))
    screen = home(qtbot, desk)
    screen._address = address
    screen.link.click()
    assert went == ([opened] if opened else [])
    assert bool(heard.said) is not bool(opened)
