"""A record's page at a register that answers late: nothing typed is lost, and nothing lands on another record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.entity import Changes, Snapshot
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.drafts import Draft
from app.ui.kit.filing import FileEditor
from app.ui.kit.form import Form
from app.ui.screens.around import journal_of
from app.ui.screens.record import RecordScreen, RecordView
from app.usecases import lists, register
from tests.ui.desks import Heard, Held, slow_desk_at


@dataclass
class Place:
    """The page of project P04 at a slow desk."""

    desk: Desk
    heard: Heard
    held: Held
    screen: RecordScreen

    @property
    def view(self) -> RecordView:
        assert self.screen.view is not None
        return self.screen.view

    @property
    def form(self) -> Form:
        return self.view.form.form

    @property
    def drafts(self) -> list[Draft]:
        return journal_of(self.desk).all()

    def type(self, name: str, text: str) -> None:
        """A person's hand in a field."""
        self.form.editors[name].set_raw(text)
        self.form.changed.emit()

    def shown(self, name: str) -> str:
        return self.form.editors[name].raw()

    def kept(self, code: str = "P04") -> Snapshot:
        return register.named(self.desk.store, "project", code)

    def colleague(self, code: str = "P04", **values: Any) -> Changes:
        now = self.kept(code)
        return register.edit(self.desk.store, "project", now.id, now.version, values)


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    desk, heard, held = slow_desk_at(tmp_path)
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    before = desk.done

    def done(changes: Changes, sentence: str) -> None:
        before(changes, sentence)
        screen.apply(changes)

    desk.done = done
    screen.resize(1150, 740)
    screen.show_record("project", "P04")
    screen.show()
    yield Place(desk, heard, held, screen)
    held.catch_up()
    desk.store.close()


# ---------------------------------------------------------------- while a save is on its way


def test_what_is_typed_while_a_save_is_on_its_way_stays(place: Place) -> None:
    place.type("abstract", "Prima frase.")
    place.held.hold = True
    place.view.form.save()
    place.type("abstract", "Prima frase. Seconda frase.")
    place.type("title", "Un altro titolo")
    place.held.catch_up()
    assert place.shown("abstract") == "Prima frase. Seconda frase."
    assert place.kept()["abstract"] == "Prima frase."
    assert place.form.dirty
    assert place.heard.drafts[-1] is True
    assert [dict(one.typed) for one in place.drafts] == [
        {"title": "Un altro titolo", "abstract": "Prima frase. Seconda frase."}
    ]
    place.view.form.save()
    assert (place.kept()["abstract"], place.kept()["title"]) == ("Prima frase. Seconda frase.", "Un altro titolo")
    assert place.drafts == []


def test_who_writes_the_old_words_back_while_a_save_is_on_its_way_means_it(place: Place) -> None:
    old = place.shown("title")
    place.type("title", "Una prova")
    place.held.hold = True
    place.view.form.save()
    place.type("title", old)
    place.held.catch_up()
    assert place.shown("title") == old
    assert place.form.dirty
    place.view.form.save()
    assert place.kept()["title"] == old


def test_a_save_answered_on_another_record_settles_its_own(place: Place) -> None:
    place.type("abstract", "Prima frase.")
    place.held.hold = True
    place.view.form.save()
    place.type("abstract", "Prima frase. Seconda frase.")
    place.view.show_code("P05")
    place.held.work()
    place.held.work()
    place.held.answer(1)  # P05 is shown before the save of P04 is answered
    place.type("abstract", "Parole per P05")
    place.held.catch_up()
    assert place.kept()["abstract"] == "Prima frase."
    assert place.shown("abstract") == "Parole per P05"
    assert place.form.dirty
    place.view.form.save()
    assert place.kept("P05")["abstract"] == "Parole per P05"
    assert [(one.code, dict(one.typed)) for one in place.drafts] == [
        ("P04", {"abstract": "Prima frase. Seconda frase."})
    ], "what was typed after the save is offered again"
    place.view.show_code("P04")
    place.view.form.restore_draft()
    assert place.shown("abstract") == "Prima frase. Seconda frase."


def test_a_refusal_answered_on_another_record_says_which_and_keeps_the_draft(place: Place) -> None:
    place.type("title", "Titolo mio")
    place.colleague(title="Titolo loro")
    place.held.hold = True
    place.view.form.save()
    place.view.show_code("P05")
    place.held.work()
    place.held.work()
    place.held.answer(1)
    place.held.catch_up()
    assert not place.view.form.conflict.isVisible(), "P05 has no conflict"
    assert place.heard.said[-1].kind == "warning"
    assert "P04" in place.heard.said[-1].text
    assert [(one.code, dict(one.typed)) for one in place.drafts] == [("P04", {"title": "Titolo mio"})]


def test_a_version_that_came_while_comparing_is_not_written_over(place: Place) -> None:
    place.type("title", "Titolo mio")
    place.colleague(title="Titolo loro", progress=10)
    place.view.form.save()
    dialog = place.view.form.compare()
    assert dialog is not None
    dialog.take_all(mine=True)
    place.view.apply(place.colleague(title="Titolo terzo"), "Bianchi")
    dialog.accept()
    assert place.kept()["title"] == "Titolo terzo", "nobody has compared with this one yet"
    assert place.shown("title") == "Titolo mio"
    assert place.view.form.conflict.isVisible()
    again = place.view.form.compare()
    assert again is not None
    assert again.theirs["title"] == "Titolo terzo"
    again.accept()
    assert place.kept()["title"] == "Titolo mio"


def test_giving_way_to_a_version_shows_the_newest(place: Place) -> None:
    place.type("title", "Titolo mio")
    place.colleague(title="Titolo loro")
    place.view.form.save()
    dialog = place.view.form.compare()
    assert dialog is not None
    dialog.take_all(mine=False)
    place.view.apply(place.colleague(title="Titolo terzo"), "Bianchi")
    dialog.accept()
    assert place.shown("title") == "Titolo terzo"
    assert not place.form.dirty


def test_of_two_fields_the_one_given_up_is_theirs_after_the_save(place: Place) -> None:
    place.type("title", "Titolo mio")
    place.type("abstract", "Sintesi mia")
    place.colleague(title="Titolo loro")
    place.view.form.save()
    dialog = place.view.form.compare()
    assert dialog is not None
    dialog._choices["title"].button(0).setChecked(True)
    dialog.accept()
    assert (place.kept()["title"], place.kept()["abstract"]) == ("Titolo loro", "Sintesi mia")
    assert place.shown("title") == "Titolo loro"
    assert not place.form.dirty
    assert place.drafts == []


# ---------------------------------------------------------------- drafts


def offered(place: Place, **typed: str) -> None:
    """A draft of the last time, offered on the page."""
    one = place.kept()
    journal_of(place.desk).keep("project", one.id, one.code, one.version, typed)
    place.view.show_code("P05")
    place.view.show_code("P04")
    assert place.view.form.draft_bar.isVisible()


def test_an_offered_draft_outlives_the_saving_of_another_field(place: Place) -> None:
    offered(place, abstract="Bozza di lunedì")
    place.type("progress", "45")
    place.view.form.save()
    assert place.kept()["progress"] == 45
    assert [dict(one.typed) for one in place.drafts] == [{"abstract": "Bozza di lunedì"}]
    assert place.view.form.draft_bar.isVisible()
    place.view.form.restore_draft()
    assert place.shown("abstract") == "Bozza di lunedì"


def test_an_offered_draft_outlives_a_kill_while_another_field_is_typed(place: Place) -> None:
    offered(place, abstract="Bozza di lunedì")
    place.type("progress", "45")
    place.view.form.keeper.keep_now()
    assert [dict(one.typed) for one in place.drafts] == [{"abstract": "Bozza di lunedì", "progress": "45"}]


def test_a_draft_of_nothing_is_not_offered(place: Place) -> None:
    old = place.shown("abstract")
    place.type("abstract", "Ripensamento")
    place.view.form.keeper.keep_now()
    place.type("abstract", old)
    place.view.show_code("P05")
    assert place.drafts == []
    place.view.show_code("P04")
    assert not place.view.form.draft_bar.isVisible()


def test_without_a_folder_for_drafts_the_form_saves_again_and_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.ui.drafts.os.fsync", no_room)
    monkeypatch.setattr("app.ui.drafts._last", no_room)
    for title in ("Primo titolo", "Secondo titolo"):
        place.type("title", title)
        place.view.form.save()
        assert place.kept()["title"] == title
    assert sum("bozze" in one.text for one in place.heard.said) == 1, "it is said once"
    assert place.drafts == []


# ---------------------------------------------------------------- which record is shown


def test_a_late_reload_does_not_throw_back_to_the_record_before(place: Place) -> None:
    place.held.hold = True
    place.view.reload()
    place.view.show_code("P05")
    place.held.work()
    place.held.work()
    place.held.answer(1)
    place.held.answer(0)
    place.held.catch_up()
    assert place.screen.mark() == ("project", "P05")


def test_the_record_asked_for_last_is_the_one_shown(place: Place) -> None:
    place.held.hold = True
    place.view.show_code("P05")
    place.view.show_code("P06")
    place.held.work()
    place.held.work()
    place.held.answer(1)
    place.held.answer(0)
    assert place.screen.mark() == ("project", "P06")


def test_a_neighbour_found_late_does_not_carry_away_from_the_record_asked_for_since(place: Place) -> None:
    place.held.hold = True
    place.screen.step(1)
    place.view.show_code("P01")
    place.held.catch_up()
    assert place.screen.mark() == ("project", "P01")


def test_an_older_version_read_late_does_not_take_the_newer_ones_place(place: Place) -> None:
    place.held.hold = True
    place.view.reload()
    place.held.work()  # read as it was, not yet answered
    place.type("progress", "45")
    place.view.form.save()
    place.held.work(0)
    place.held.answer(1)
    place.held.answer(0)
    place.held.catch_up()
    assert place.form.editors["progress"].value() == 45
    place.type("progress", "46")
    place.view.form.save()
    assert place.kept()["progress"] == 46


def test_a_colleague_who_changes_the_code_takes_nobody_off_the_page(place: Place) -> None:
    now = place.kept()
    place.view.apply(register.edit(place.desk.store, "project", now.id, now.version, {"code": "P04B"}), "Verdi")
    assert place.screen.mark() == ("project", "P04B")


# ---------------------------------------------------------------- files


def test_a_file_kept_late_does_not_land_on_another_record(place: Place, tmp_path: Path) -> None:
    codes = [one.code for one in lists.snapshots(place.desk.store, Query("attachment"))]
    place.screen.show_record("attachment", codes[0])
    editor = place.form.editors["file"]
    assert isinstance(editor, FileEditor)
    paper = tmp_path / "mappa.pdf"
    paper.write_bytes(b"%PDF-1.7 mappa")
    place.held.hold = True
    editor.keep(paper)
    place.view.show_code(codes[1])
    place.held.work()
    place.held.work()
    place.held.answer(1)
    shown = editor.sha
    place.held.catch_up()
    assert editor.sha == shown
    assert not place.form.dirty
    assert "mappa.pdf" in place.heard.said[-1].text


def test_a_file_waited_for_is_not_dropped_by_a_reload(place: Place, tmp_path: Path) -> None:
    code = lists.snapshots(place.desk.store, Query("attachment"), 1)[0].code
    place.screen.show_record("attachment", code)
    editor = place.form.editors["file"]
    assert isinstance(editor, FileEditor)
    paper = tmp_path / "mappa.pdf"
    paper.write_bytes(b"%PDF-1.7 mappa")
    place.held.hold = True
    editor.keep(paper)
    place.view.reload()
    place.held.work(1)
    place.held.answer()
    place.held.catch_up()
    assert editor.file_name == "mappa.pdf"
    assert place.form.dirty
    copy = tmp_path / "copia.pdf"
    editor.save_to(copy)
    assert copy.read_bytes() == b"%PDF-1.7 mappa"
    editor.save_to(tmp_path / "non c'è" / "copia.pdf")
    assert "non c'è" in place.heard.said[-1].text, "told in words, not as a bug"
    assert list(tmp_path.glob("**/*.part")) == []
