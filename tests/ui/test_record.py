"""The page of a record, at a real register: what a secretary does there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.entities import ENTITIES
from app.domain.entity import Changes
from app.ui.desk import Desk
from app.ui.screens.deeds import new_record, wire
from app.ui.screens.layouts import LAYOUTS, columns, layout, parts
from app.ui.screens.parts import NewRecord
from app.ui.screens.record import RecordScreen, RecordView
from app.ui.screens.steps import Reason
from app.ui.screens.to_meeting import ToMeeting
from app.usecases import lists, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    desk, heard = desk_at(tmp_path)
    yield desk, heard
    desk.store.close()


HELD: list[RecordScreen] = []


def page(qtbot: QtBot, desk: Desk, entity: str, code: str) -> RecordView:
    screen = RecordScreen(desk)
    HELD[:] = [screen]  # Python lets go of a window nobody holds
    qtbot.addWidget(screen)
    screen.resize(1150, 740)
    assert screen.show_record(entity, code)
    screen.show()
    assert screen.view is not None
    return screen.view


def tab(view: RecordView, words: str) -> int:
    return next(at for at in range(view.tabs.count()) if view.tabs.tabText(at).startswith(words))


@pytest.mark.parametrize("entity", [name for name in ENTITIES if name != "setting"])
def test_layouts_name_fields_that_exist_and_leave_none_out(entity: str) -> None:
    kind = ENTITIES[entity]
    named = [name for group in layout(kind) for name in group.fields]
    assert sorted(named) == sorted(kind.fields)
    assert set(columns(kind)) <= set(kind.fields)
    assert all(link in ENTITIES[child].fields for child, link in parts(kind))
    assert set(LAYOUTS) <= set(ENTITIES)


def test_a_project_is_read_whole(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    view = page(qtbot, place[0], "project", "P04")
    assert view.header.title.text() == "Frazioni in rete: presìdi di prossimità"
    tabs = [view.tabs.tabText(at) for at in range(view.tabs.count())]
    assert tabs[:3] == ["Scheda", "Finanziamenti 2", "Interventi 4"]
    assert tabs[-2:] == ["Collegamenti 7", "Storia"]
    assert view.steps.state.text() == "In corso"
    assert [one.text() for one in view.steps.buttons] == ["Sospeso", "Concluso", "Annullato"]
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    assert view.history.findChildren(QPushButton) == []


def test_what_is_typed_is_saved_and_the_bar_says_when(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    qtbot.keyClicks(view.form.form.editors["progress"].entry, "45")
    assert heard.drafts[-1] is True
    view.form.save()
    assert heard.done[-1].startswith("Salvato alle ")
    assert register.named(desk.store, "project", "P04")["progress"] == 45
    assert not view.form.form.dirty
    assert heard.drafts[-1] is False
    view.form.save()
    assert heard.said[-1].text.startswith("Salvato alle ")


def test_a_wrong_form_is_not_sent_and_nothing_is_lost(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    editors = view.form.form.editors
    editors["title"].set_raw("")
    editors["end"].set_raw("01/01/2020")
    view.form.save()
    assert heard.done == []
    assert editors["title"].problem == "«Titolo» è obbligatorio."
    assert editors["end"].raw() == "01/01/2020"


def test_leaving_keeps_a_draft_that_is_offered_on_return(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    view = page(qtbot, place[0], "project", "P04")
    view.form.form.editors["abstract"].set_raw("Testo a metà")
    view.form.form.changed.emit()
    view.show_code("P05")
    assert not view.form.draft_bar.isVisible()
    view.show_code("P04")
    assert view.form.draft_bar.isVisible()
    assert "Sintesi" in view.form.draft_bar.words.text()
    view.form.restore_draft()
    assert view.form.form.editors["abstract"].raw() == "Testo a metà"
    view.form.save()
    view.show_code("P05")
    view.show_code("P04")
    assert not view.form.draft_bar.isVisible()


def test_a_draft_can_be_thrown_away(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    view = page(qtbot, place[0], "project", "P04")
    view.form.form.editors["abstract"].set_raw("Testo a metà")
    view.show_code("P05")
    view.show_code("P04")
    view.form.discard_draft()
    assert view.form.keeper.journal.all() == []


def test_somebody_else_saved_the_same_field_first(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    now = register.named(desk.store, "project", "P04")
    register.edit(desk.store, "project", now.id, now.version, {"progress": 10, "title": "Titolo loro"})
    view.form.form.editors["title"].set_raw("Titolo mio")
    view.form.save()
    assert view.form.conflict.isVisible()
    assert view.form.form.editors["title"].raw() == "Titolo mio"
    dialog = view.form.compare()
    assert dialog is not None
    assert dialog.fields == ["title", "progress"]
    dialog.take_all(mine=True)
    dialog.accept()
    saved = register.named(desk.store, "project", "P04")
    assert (saved["title"], saved["progress"]) == ("Titolo mio", 10)
    assert not view.form.conflict.isVisible()
    assert heard.done[-1].startswith("Salvato alle ")


def test_theirs_can_be_kept_instead(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = page(qtbot, desk, "project", "P04")
    now = register.named(desk.store, "project", "P04")
    register.edit(desk.store, "project", now.id, now.version, {"title": "Titolo loro"})
    view.form.form.editors["title"].set_raw("Titolo mio")
    view.form.save()
    dialog = view.form.compare()
    assert dialog is not None
    dialog.take_all(mine=False)
    dialog.accept()
    assert view.form.form.editors["title"].raw() == "Titolo loro"
    assert not view.form.form.dirty


def test_a_colleagues_other_field_appears_while_one_writes(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = page(qtbot, desk, "project", "P04")
    view.form.form.editors["title"].set_raw("Titolo mio")
    now = register.named(desk.store, "project", "P04")
    changes: Changes = register.edit(desk.store, "project", now.id, now.version, {"progress": 10})
    view.apply(changes, "Verdi")
    assert view.form.form.editors["progress"].value() == 10
    assert view.form.form.editors["title"].raw() == "Titolo mio"
    view.form.save()
    assert register.named(desk.store, "project", "P04")["title"] == "Titolo mio"


def test_a_move_with_a_reason_asks_for_it(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    view.steps.buttons[0].click()
    dialog = view.steps.findChild(Reason)
    assert dialog is not None
    assert not dialog.go_button.isEnabled()
    dialog.page.setPlainText("In attesa dei fondi")
    dialog.go_button.click()
    assert dialog.editors["review_date"].problem
    dialog.editors["review_date"].set_raw("31/01/2099")
    dialog.go_button.click()
    assert register.named(desk.store, "project", "P04")["status"] == "sospeso"
    assert heard.done[-1] == "P04 è ora nello stato «Sospeso»."
    assert view.steps.state.text() == "Sospeso"


def test_a_move_that_cannot_be_made_says_why(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P05")
    next(one for one in view.steps.buttons if one.text() == "Annullato").click()
    assert "decisione" in heard.said[-1].text
    assert register.named(desk.store, "project", "P05")["status"] == "in_corso"


def test_a_project_with_open_interventions_is_ended_with_a_reason(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    view = page(qtbot, desk, "project", "P04")
    next(one for one in view.steps.buttons if one.text() == "Concluso").click()
    dialog = view.steps.findChild(Reason)
    assert dialog is not None
    dialog.page.setPlainText("Gli interventi passano al Comune")
    dialog.go_button.click()
    now = register.named(desk.store, "project", "P04")
    assert (now["status"], now["status_reason"]) == ("concluso", "Gli interventi passano al Comune")


def test_an_old_value_comes_back_from_the_history(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    now = register.named(desk.store, "project", "P04")
    register.edit(desk.store, "project", now.id, now.version, {"title": "Un altro titolo"})
    view = page(qtbot, desk, "project", "P04")
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    button = view.history.findChild(QPushButton)
    assert button is not None
    assert "Frazioni in rete" in button.toolTip()
    button.click()
    assert register.named(desk.store, "project", "P04")["title"] == now["title"]


def test_parts_are_edited_in_place_and_added(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    view.tabs.setCurrentIndex(tab(view, "Finanziamenti"))
    lines = view.parts["funding_line"]
    model = lines.listing.model
    assert model.rowCount() == 2
    model.setData(model.index(0, model.columns.index("reference")), "DGR 1/2026")
    assert heard.done[-1].startswith("Salvato: Riferimento")
    lines.add()
    dialog = lines.findChild(NewRecord)
    assert dialog is not None
    source = next(code for code, _ in lists.options(desk.store, "fund_source"))
    dialog.form.editors["source"].set_raw(source)
    dialog.form.editors["amount"].set_raw("1000")
    dialog.form.editors["spent"].set_raw("2000")
    dialog.write()
    assert "supera" in dialog.form.editors["spent"].problem
    dialog.form.editors["spent"].set_raw("500")
    dialog.write()
    assert len(lists.children(desk.store, "funding_line", "P04")) == 3


def test_who_points_here_can_be_opened(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    view.tabs.setCurrentIndex(tab(view, "Collegamenti"))
    group = view.pointers.topLevelItem(0)
    assert group is not None
    view.pointers.itemActivated.emit(group.child(0), 0)
    assert heard.opened == [("pact", "PC3")]


def test_a_project_is_brought_to_a_sitting_being_prepared(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = page(qtbot, desk, "project", "P04")
    dialog = view.to_meeting()
    assert isinstance(dialog, ToMeeting)
    before = {m.code: len(lists.children(desk.store, "agenda_item", m.code)) for m, _ in dialog._choices}
    assert before
    meeting = dialog._choices[dialog.list.currentRow()][0]
    dialog.bring_button.click()
    items = lists.children(desk.store, "agenda_item", meeting.code)
    assert len(items) == before[meeting.code] + 1
    assert items[-1]["projects"] == ("P04",)
    assert "P04 è il punto" in heard.done[-1]


def test_alt_arrows_walk_to_the_neighbours(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    screen.show_record("project", "P04")
    screen.step(1)
    assert screen.mark() == ("project", "P05")
    screen.step(-1)
    screen.step(-1)
    assert screen.mark() == ("project", "P03")
    screen.show_record("project", "P01")
    screen.step(-1)
    assert heard.said[-1].text == "Questa è la prima scheda."


def test_a_new_record_opens_its_own_page(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    wire(desk, screen)
    dialog = new_record(desk, "keyword", screen)
    dialog.write()
    assert dialog.form.editors["term"].problem == "«Parola» è obbligatorio."
    qtbot.keyClicks(dialog.form.editors["term"].entry, "Cura")
    dialog.write()
    entity, code = heard.opened[-1]
    assert entity == "keyword"
    assert register.named(desk.store, "keyword", code)["term"] == "Cura"


def test_every_kind_of_record_has_a_page(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    for name in ENTITIES:
        rows = lists.snapshots(desk.store, lists.Query(name), 1)
        for row in rows:
            assert screen.show_record(name, row.code)
            assert screen.mark() == (name, row.code)
    assert heard.said == []


def test_every_control_has_a_name(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    view = page(qtbot, place[0], "project", "P04")
    for editor in view.form.form.editors.values():
        assert editor.entry.accessibleName()
    for button in view.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    assert view.form.form.cells["title"].label.buddy().focusPolicy() & Qt.FocusPolicy.TabFocus
