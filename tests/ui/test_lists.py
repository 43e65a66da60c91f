"""Objectives, the other lists, the settings, the drafts of the last time: at a real register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entities import ENTITIES
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.kit.tree import Branch, Tree
from app.ui.screens.around import journal_of
from app.ui.screens.entities import LISTS, ContributionsScreen, EntityScreen, ListsScreen, plan_for
from app.ui.screens.objectives import ObjectivesScreen
from app.ui.screens.parts import NewRecord
from app.ui.screens.record import RecordScreen
from app.ui.screens.recovery import Recovery, found, offer_drafts
from app.ui.screens.settings import SettingsScreen
from app.usecases import lists, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


# ---------------------------------------------------------------- the tree


def test_a_tree_keeps_what_was_closed_and_chosen(qtbot: QtBot) -> None:
    tree = Tree(["Obiettivo", "Avanzamento", "Progetti"])
    qtbot.addWidget(tree)
    rows = [Branch("A", "A uno", 0, ("2",), 50), Branch("B", "B due", 1, ("0",), None, ("warning", "nessuno"))]
    tree.show_branches(rows)
    assert tree.texts() == [["A uno", "50\u00a0%", "2"], ["B due", "–", "nessuno"]]
    tree.choose("B")
    tree.collapse(tree.model().index(0, 0))
    tree.show_branches([*rows, Branch("C", "C tre", 0, ("1",))])
    assert not tree.isExpanded(tree.model().index(0, 0))
    tree.choose("C")
    assert tree.current() == "C"


def test_objectives_are_read_with_their_projects(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = ObjectivesScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert screen.header.subtitle.text() == "12 obiettivi · 1 senza progetti in corso"
    rows = {row[0].split()[0]: row for row in screen.tree.texts()}
    assert rows["4"][2:] == ["25", "20"]
    assert rows["4.3.2"][2:] == ["1", "nessuno"]
    assert screen.show_record("objective", "4.1.1")
    assert screen.mark() == "4.1.1"
    asked: list[Query] = []
    desk.show_list = asked.append
    screen.tree.choose("4.1")
    screen.open_projects()
    assert asked[0].chosen("objectives") == ("4.1", "4.1.1", "4.1.2", "4.1.3")
    screen.tree.opened.emit("4.2")
    assert heard.opened == [("objective", "4.2")]


def test_an_objective_is_added_under_another(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    screen = ObjectivesScreen(desk)
    qtbot.addWidget(screen)
    screen.enter()
    dialog = screen.add("4.1")
    assert "parent" not in dialog.form.editors
    assert dialog.form.editors["year_to"].value() == 2029
    dialog.form.editors["title"].set_raw("Vicinato solidale")
    dialog.write()
    made = next(one for one in lists.snapshots(desk.store, Query("objective")) if one["title"] == "Vicinato solidale")
    assert (made["parent"], made["level"]) == ("4.1", "operativo")
    assert any("Vicinato solidale" in row[0] for row in screen.tree.texts())


# ---------------------------------------------------------------- the other lists


@pytest.mark.parametrize("entity", [name for name in ENTITIES if name != "setting"])
def test_every_kind_of_record_has_a_plan(entity: str) -> None:
    plan = plan_for(ENTITIES[entity])
    assert set(plan.columns) <= set(plan.entity.fields)
    assert plan.columns
    assert plan.sort[0].field in plan.entity.fields
    assert set(plan.inspect[entity].fields) <= set(plan.entity.fields)


def test_every_list_opens(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = ListsScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1150, 740)
    screen.show()
    screen.enter()
    for _, entities in LISTS:
        for entity in entities:
            assert screen.show_list(entity)
            now = screen.current()
            assert isinstance(now, EntityScreen)
            assert now.model.rows.count == lists.count(desk.store, Query(entity))
    assert heard.said == []
    assert screen.show_record("keyword", "K01")
    assert not screen.show_record("project", "P01")


def test_a_cell_of_a_list_is_written(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = ContributionsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    model = screen.model
    model.setData(model.index(0, model.columns.index("zone")), "Canonica")
    assert register.named(desk.store, "contribution", "C01")["zone"] is not None
    assert heard.done[-1] == "C01 salvato."


# ---------------------------------------------------------------- settings


def test_settings_are_a_form_with_the_letterhead_beside(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = SettingsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    preview = screen.letterhead
    qtbot.waitUntil(lambda: preview.view.document is not None, timeout=20_000)
    first = preview.view.document
    qtbot.keyClicks(screen.form.form.editors["letterhead_subtitle"].entry, "Cabina di regia")
    qtbot.waitUntil(lambda: preview.view.document is not first, timeout=60_000)
    screen.form.form.editors["paper_accent"].set_raw("#FFEE00")
    assert preview.contrast.text().startswith("Contrasto 1,")
    preview.picked.emit("#7A1F3D")
    assert preview.contrast.text().endswith("a 1: si legge bene.")
    screen.form.save()
    assert heard.done[-1].startswith("Salvato alle ")
    assert register.named(desk.store, "setting", "REG")["letterhead_subtitle"] == "Cabina di regia"


def test_vocabularies_are_called_by_their_names(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    screen = SettingsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert screen.show_record("vocabulary_term", "sector.SOC")
    terms = screen.terms
    assert terms.list.currentItem().text() == "Area di servizio"
    assert terms.parts.listing.model.text(0, 0) == "Sociale"


def test_a_copy_is_written_and_the_register_checked(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, heard = place
    screen = SettingsScreen(desk)
    qtbot.addWidget(screen)
    screen.copies.backup_to(tmp_path / "copia.cabina")
    assert (tmp_path / "copia.cabina").stat().st_size > 0
    assert "Copia di sicurezza scritta" in heard.said[-1].text
    screen.copies.check()
    assert heard.said[-1].text.endswith("tutto torna.")


# ---------------------------------------------------------------- drafts of the last time


def test_drafts_of_the_last_time_are_offered_with_what_they_change(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    one = register.named(desk.store, "project", "P04")
    journal = journal_of(desk)
    journal.keep("project", one.id, "P04", one.version, {"progress": "45", "end": "quando si può"})
    journal.keep("project", 5, "P99", 1, {"title": "Scheda sparita"})
    items = found(desk.store, journal.all())
    mine = next(item for item in items if item.draft.code == "P04")
    assert mine.diff == [("Avanzamento", "–", "45\u00a0%"), ("Fine", "30/06/2027", "quando si può")]
    assert not mine.moved
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    offer_drafts(desk, screen)
    dialog = screen.findChild(Recovery)
    assert dialog is not None
    assert "2 schede" in dialog.head.text()
    gone = next(item for item in dialog.items if item.draft.code == "P99")
    dialog.discard(gone)
    assert [draft.code for draft in journal.all()] == ["P04"]
    buttons = [one.text() for one in dialog.findChildren(QPushButton)]
    assert "Ripristina" in buttons
    dialog.restore(dialog.items[0])
    assert heard.opened == [("project", "P04")]
    assert len(journal.all()) == 1


def test_a_draft_finds_its_record_under_another_code(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    one = register.named(desk.store, "project", "P04")
    journal_of(desk).keep("project", one.id, "P04", one.version, {"progress": "45"})
    register.edit(desk.store, "project", one.id, one.version, {"code": "P04B"})
    (item,) = found(desk.store, journal_of(desk).all())
    assert item.title.startswith("P04B")
    assert item.moved
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    dialog = Recovery(desk, [item], screen)
    dialog.restored.connect(desk.open)
    dialog.restore(item)
    assert heard.opened == [("project", "P04B")]


def test_what_was_begun_at_a_sitting_is_found_there(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    journal_of(desk).keep("speech", 0, "speech S4.2", 0, {"text": "Intervento a metà"})
    (item,) = found(desk.store, journal_of(desk).all())
    assert item.title == "Nuova scheda: Intervento nella discussione · S4.2"
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    dialog = Recovery(desk, [item], screen)
    dialog.restored.connect(desk.open)
    dialog.restore(item)
    assert heard.opened == [("agenda_item", "S4.2")]


def test_without_drafts_nobody_is_asked(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    screen = RecordScreen(place[0])
    qtbot.addWidget(screen)
    offer_drafts(place[0], screen)
    assert screen.findChild(Recovery) is None


def test_a_new_record_half_written_is_a_draft_too(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    first = NewRecord(desk, ENTITIES["funding_line"], {"project": "P04"}, screen)
    first.form.editors["amount"].set_raw("1000")
    first.form.changed.emit()
    first.keeper.timer.timeout.emit()
    first.reject()
    (item,) = found(desk.store, journal_of(desk).all())
    assert item.title == "Nuova scheda: Finanziamento"
    again = NewRecord.again(desk, item.draft, screen)
    assert again.form.editors["amount"].raw() == "1000"
    again.form.editors["source"].set_raw("COMUNE")
    again.write()
    assert len(lists.children(desk.store, "funding_line", "P04")) == 3
    assert journal_of(desk).all() == []


def test_a_draft_asked_back_at_the_start_is_in_the_form_at_once(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    one = register.named(desk.store, "project", "P04")
    journal_of(desk).keep("project", one.id, "P04", one.version, {"progress": "45"})
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    desk.open = screen.show_record
    offer_drafts(desk, screen)
    dialog = screen.findChild(Recovery)
    assert dialog is not None
    dialog.restore(dialog.items[0])
    assert screen.view is not None
    assert screen.view.form.form.editors["progress"].raw() == "45"
    screen.save()
    assert register.named(desk.store, "project", "P04")["progress"] == 45
