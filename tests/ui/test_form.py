"""A form made of Fields: what a person sees, types, gets wrong, and finds again."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.core.errors import Problem
from app.domain.entities import ENTITIES
from app.domain.projects import Project
from app.ui.kit.conflict import Compare, ConflictBar
from app.ui.kit.editor import Around
from app.ui.kit.form import Form, Group, mnemonics
from tests.ui.people import SomeNames

GROUPS = (
    Group("Il progetto", ("code", "title", "abstract", "main_sector", "status")),
    Group("Tempi", ("start", "end", "progress", "budget")),
)
VALUES = {**Project.defaults(), "code": "P07", "title": "Orto condiviso", "main_sector": "SOC", "lead": "A01",
          "targets": ("T01",), "zones": ("Z01",)}  # fmt: skip


def made(qtbot: QtBot, groups: tuple[Group, ...] = GROUPS) -> Form:
    form = Form(Project, Around(names=SomeNames()), groups)
    qtbot.addWidget(form)
    form.resize(420, 800)
    form.show()
    form.show_values(VALUES)
    return form


def test_every_entity_has_a_form(qtbot: QtBot) -> None:
    for entity in ENTITIES.values():
        form = Form(entity, Around(names=SomeNames()))
        qtbot.addWidget(form)
        form.show_values(entity.defaults())
        assert set(form.editors) == set(entity.fields)
        for cell in form.cells.values():
            assert cell.label.buddy() is cell.editor.entry


@given(st.lists(st.text("abcdeF &è1", min_size=1, max_size=12), max_size=40))
def test_no_letter_is_a_mnemonic_twice(labels: list[str]) -> None:
    marked = mnemonics(labels, taken="f")
    letters = [bare[bare.index("&") + 1].casefold() for text in marked if "&" in (bare := text.replace("&&", ""))]
    assert len(letters) == len(set(letters))
    assert "f" not in letters
    assert [text.replace("&&", "\0").replace("&", "").replace("\0", "&") for text in marked] == labels


def test_a_narrow_form_has_one_column_and_a_wide_one_two(qtbot: QtBot) -> None:
    form = made(qtbot)
    assert form.cells["start"].x() == form.cells["end"].x()
    form.resize(1300, 800)
    form.grid.activate()
    assert form.cells["start"].x() < form.cells["end"].x()
    assert form.cells["start"].y() == form.cells["end"].y()
    assert form.cells["abstract"].width() > 1200


def test_only_what_changed_is_told(qtbot: QtBot) -> None:
    form = made(qtbot)
    assert not form.dirty
    form.editors["title"].set_raw("Orto di tutti")
    form.editors["end"].set_raw("31.12.26")
    assert form.dirty
    assert form.changes()["title"] == "Orto di tutti"
    assert sorted(form.changes()) == ["end", "title"]
    form.editors["title"].set_raw("Orto condiviso")
    assert sorted(form.changes()) == ["end"]


def test_problems_stand_beside_their_fields_and_nothing_is_cleared(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.editors["title"].set_raw("")
    form.editors["end"].set_raw("trentuno")
    assert not form.check()
    assert form.editors["title"].problem == "«Titolo» è obbligatorio."
    assert "non è una data" in form.editors["end"].problem
    assert form.editors["end"].raw() == "trentuno"
    assert form.focusWidget() is form.editors["title"].entry


def test_a_rule_between_two_fields_is_shown_at_the_first(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.editors["start"].set_raw("31/12/2026")
    form.editors["end"].set_raw("01/01/2026")
    assert not form.check()
    assert form.editors["end"].problem == "La fine del progetto viene prima dell'inizio."


def test_problems_of_fields_that_are_not_here_come_back(qtbot: QtBot) -> None:
    form = made(qtbot)
    elsewhere = form.show_problems([Problem("x", "title"), Problem("y", "cup")])
    assert [one.field for one in elsewhere] == ["cup"]


def test_what_may_not_be_written_says_why(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.show_values(VALUES, {"status": "cambia con i pulsanti"})
    assert form.cells["status"].label.text().endswith("cambia con i pulsanti")
    assert form.cells["budget"].label.text().endswith("calcolato dal programma")
    assert form.cells["title"].label.text().endswith("obbligatorio")
    assert not form.editors["status"].entry.isEnabled()


def test_a_new_record_may_leave_its_code_to_the_program(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.show_values({**VALUES, "code": None})
    assert not form.check()
    assert form.check(new=True)


def test_a_draft_comes_back_even_when_it_is_wrong(qtbot: QtBot) -> None:
    first, second = made(qtbot), made(qtbot)
    first.editors["title"].set_raw("Orto di tutti")
    first.editors["end"].set_raw("quando si può")
    second.type_again(first.typed())
    assert second.typed() == {"title": "Orto di tutti", "end": "quando si può"}


def test_a_newer_version_does_not_touch_what_is_being_written(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.editors["title"].set_raw("Orto di tutti")
    form.renew({**VALUES, "title": "Orto nuovo", "progress": 40})
    assert form.editors["title"].raw() == "Orto di tutti"
    assert form.editors["progress"].value() == 40


def test_a_conflict_is_compared_field_by_field(qtbot: QtBot) -> None:
    theirs = {**VALUES, "title": "Orto loro", "progress": 40}
    dialog = Compare(Project, SomeNames(), VALUES, {"title": "Orto mio", "cup": "G1"}, theirs)
    qtbot.addWidget(dialog)
    assert dialog.fields == ["title", "progress", "cup"]
    assert dialog.result() == {"title": "Orto mio", "cup": "G1"}
    dialog.take_all(mine=False)
    assert dialog.result() == {}
    dialog.take_all(mine=True)
    assert dialog.takes_mine("title")
    assert not dialog.takes_mine("progress")


def test_the_conflict_bar_names_who_and_when(qtbot: QtBot) -> None:
    bar = ConflictBar()
    qtbot.addWidget(bar)
    bar.tell("Verdi", datetime(2026, 11, 18, 9, 41, tzinfo=UTC))
    assert bar.words.text().startswith("Modificato da Verdi alle 10:41")
    with qtbot.waitSignal(bar.compare_wanted):
        bar.button.click()
