"""Every kind of field, written in by a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.errors import Refused
from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.ui.kit.choosing import Chip, ChoiceEditor, FlagEditor, LinkEditor, ManyEditor
from app.ui.kit.editor import Around, Editor, Hits
from app.ui.kit.editors import KINDS, editor_for
from app.ui.kit.filing import FileEditor
from app.ui.kit.lines import DayEditor, LineEditor, PercentEditor, TextEditor
from app.ui.kit.longtext import LongTextEditor
from app.ui.kit.rules import JsonEditor, QuorumEditor
from tests.ui.people import SomeNames

SHA = "ab" * 32
ROLE = f.Choice("Ruolo", options="project_role")

# kind, field, value, a text that is refused (or "" when anything goes)
TABLE: list[tuple[f.Field, Any, str]] = [
    (f.Text("Titolo", max_length=40, required=True), "Orto condiviso", "x" * 41),
    (f.Texts("CIG", max_length=10), ("Z123456789", "Z987654321"), "x" * 11),
    (f.LongText("Sintesi", max_length=40), "Prima riga.\nSeconda.", "x" * 41),
    (f.LongText("Discussione", rich=True, max_length=60), "Uno **due**\n\n- tre", "x" * 61),
    (f.Integer("Posti", maximum=50), 12, "dodici"),
    (f.Year("Anno"), 2026, "26,5"),
    (f.Percent("Avanzamento"), 60, "120"),
    (f.Number("Latitudine", decimals=4), Decimal("44.0631"), "nord"),
    (f.Money("Importo"), Decimal("1234.50"), "-3"),
    (f.Day("Inizio"), date(2026, 12, 31), "31/02/2026"),
    (f.Time("Dalle"), time(17, 30), "25:00"),
    (f.Moment("Prodotto il"), datetime(2026, 11, 18, 9, 30, tzinfo=UTC), "ieri mattina"),
    (f.Flag("Gratuito"), True, ""),
    (f.Flag("Vota", required=True), False, ""),
    (f.Choice("Stato", options="project_status"), "in_corso", ""),
    (f.Choice("Missione", options="budget_programme"), None, "una parola a caso"),
    (f.Choices("Giorni", options="weekday"), ("lun", "mer"), "lunedi mattina"),
    (f.Link("Capofila", to="actor"), "A16", "Croce Verde"),
    (f.Links("Zone", to="zone"), ("Z02", "Z01"), "Rimini"),
    (f.Links("Partner", to="actor", qualifier=ROLE), ("A01:partner", "A16"), "Croce Verde"),
    (f.Texts("CIG"), ("B0F3A1C2D4", "ZC81A2B3C4"), ""),
    (f.Rules("Chiusure", shape=list), ["24/12", "31/12"], "[1,"),
    (f.File("File"), SHA, ""),
]


def ident(row: Any) -> str:
    return type(row).__name__ if isinstance(row, f.Field) else ""


@pytest.fixture
def around() -> Around:
    return Around(names=SomeNames())


def made(qtbot: QtBot, spec: f.Field, around: Around) -> Any:
    editor = editor_for(spec, around)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_every_kind_of_field_has_an_editor() -> None:
    used = {type(spec) for entity in ENTITIES.values() for spec in entity.fields.values()}
    assert used <= set(KINDS)
    assert {type(spec) for spec, _, _ in TABLE} == set(KINDS)


@pytest.mark.parametrize(("spec", "value", "wrong"), TABLE, ids=ident)
def test_what_is_shown_comes_back_as_it_was(
    qtbot: QtBot, around: Around, spec: f.Field, value: Any, wrong: str
) -> None:
    editor: Editor = made(qtbot, spec, around)
    editor.set_value(value)
    assert editor.value() == value
    assert not editor.touched
    assert editor.check()


@pytest.mark.parametrize(("spec", "value", "wrong"), TABLE, ids=ident)
def test_what_was_typed_can_be_typed_again_from_a_draft(
    qtbot: QtBot, around: Around, spec: f.Field, value: Any, wrong: str
) -> None:
    first, second = made(qtbot, spec, around), made(qtbot, spec, around)
    first.set_value(value)
    second.set_value(() if spec.plural else None)
    if isinstance(spec, f.Moment):
        return  # nobody types a moment: it is filled by the program
    second.set_raw(first.raw())
    assert second.value() == value


@pytest.mark.parametrize(("spec", "value", "wrong"), TABLE, ids=ident)
def test_the_entry_has_the_name_of_the_field(
    qtbot: QtBot, around: Around, spec: f.Field, value: Any, wrong: str
) -> None:
    editor: Editor = made(qtbot, spec, around)
    assert editor.entry.accessibleName() == spec.label
    assert editor.focusProxy() is editor.entry


@pytest.mark.parametrize(("spec", "value", "wrong"), [row for row in TABLE if row[2]], ids=ident)
def test_a_wrong_text_is_kept_and_explained_beside_the_field(
    qtbot: QtBot, around: Around, spec: f.Field, value: Any, wrong: str
) -> None:
    editor: Editor = made(qtbot, spec, around)
    editor.set_value(() if spec.plural else None)
    editor.set_raw(wrong)
    assert not editor.check()
    assert editor.problem
    assert editor.below.isVisible()
    assert editor.entry.accessibleDescription() == editor.problem
    assert wrong.strip() in editor.raw()
    editor.set_value(value)
    assert editor.problem == ""


@pytest.mark.parametrize(("spec", "value", "wrong"), TABLE, ids=ident)
def test_a_read_only_field_says_why(qtbot: QtBot, around: Around, spec: f.Field, value: Any, wrong: str) -> None:
    editor: Editor = made(qtbot, spec, around)
    editor.set_value(value)
    editor.set_read_only("Lo modifica il segretario.")
    assert editor.toolTip() == "Lo modifica il segretario."
    assert editor.value() == value
    editor.set_read_only("")
    assert editor.entry.isEnabled()


def test_a_required_field_is_a_problem_only_when_the_whole_is_judged(qtbot: QtBot, around: Around) -> None:
    editor: TextEditor = made(qtbot, f.Text("Titolo", required=True), around)
    assert editor.check(whole=False)
    assert not editor.check()
    assert editor.problem == "«Titolo» è obbligatorio."


@pytest.mark.parametrize(
    ("spec", "typed", "shown"),
    [
        (f.Money("Importo"), "1234,5", "1.234,50\u00a0€"),
        (f.Integer("Posti"), "1200", "1.200"),
        (f.Percent("Avanzamento"), "35", "35\u00a0%"),
        (f.Day("Fine"), "31.12.26", "31/12/2026"),
        (f.Day("Fine"), "+7", "25/11/2026"),
        (f.Day("Fine"), "lun", "23/11/2026"),
        (f.Time("Dalle"), "1730", "17:30"),
        (f.Text("Titolo"), "  due   spazi ", "due spazi"),
        (f.Link("Capofila", to="actor"), "auser santarcangelo", "Auser Santarcangelo"),
        (f.Link("Capofila", to="actor"), "a17", "AUSL della Romagna"),
    ],
)
def test_leaving_a_field_writes_it_as_the_register_does(
    qtbot: QtBot, around: Around, spec: f.Field, typed: str, shown: str
) -> None:
    with clock.pinned(date(2026, 11, 18)):
        editor: LineEditor = made(qtbot, spec, around)
        editor.set_value(None)
        qtbot.keyClicks(editor.entry, typed)
        qtbot.keyClick(editor.entry, Qt.Key.Key_Return)
        assert editor.entry.text() == shown  # type: ignore[attr-defined]
        assert editor.problem == ""


def test_day_keys_today_and_one_day_more(qtbot: QtBot, around: Around) -> None:
    with clock.pinned(date(2026, 11, 18)):
        editor: DayEditor = made(qtbot, f.Day("Inizio"), around)
        editor.set_value(None)
        editor.pick(clock.today())
        assert editor.value() == date(2026, 11, 18)
        qtbot.keyClick(editor.line, Qt.Key.Key_Up)
        assert editor.value() == date(2026, 11, 19)
        popup = editor.open_calendar()
        assert popup.calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
        popup.calendar.clicked.emit(popup.calendar.selectedDate().addDays(1))
        assert editor.value() == date(2026, 11, 20)


def test_the_characters_left_are_told_when_they_are_few(qtbot: QtBot, around: Around) -> None:
    editor: TextEditor = made(qtbot, f.Text("Titolo", max_length=100), around)
    editor.set_value("breve")
    assert not editor.counter.isVisible()
    editor.set_raw("x" * 98)
    assert editor.counter.text() == "restano 2 caratteri"
    editor.set_raw("x" * 103)
    assert editor.counter.text() == "3 caratteri di troppo"


def test_a_percentage_is_slid_too(qtbot: QtBot, around: Around) -> None:
    editor: PercentEditor = made(qtbot, f.Percent("Avanzamento"), around)
    editor.set_value(20)
    assert editor.slider.value() == 20
    editor.slider.setValue(75)
    assert editor.value() == 75


def test_a_flag_says_in_words_whether_it_is_known(qtbot: QtBot, around: Around) -> None:
    editor: FlagEditor = made(qtbot, f.Flag("Gratuito"), around)
    editor.set_value(None)
    assert editor.box.text() == "Non indicato"
    assert editor.value() is None
    said = []
    for _ in range(3):
        qtbot.keyClick(editor.box, Qt.Key.Key_Space)
        said.append((editor.box.text(), editor.value()))
    assert sorted(said, key=str) == [("No", False), ("Non indicato", None), ("Sì", True)]


def test_a_term_no_longer_in_use_stays_where_it_was(qtbot: QtBot, around: Around) -> None:
    editor: ChoiceEditor = made(qtbot, f.Choice("Stato", options="project_status"), around)
    editor.set_value("vecchio_stato")
    assert editor.value() == "vecchio_stato"
    assert editor.combo.currentText() == "vecchio_stato"


def test_the_picker_finds_without_accents_by_name_or_code(qtbot: QtBot, around: Around) -> None:
    editor: LinkEditor = made(qtbot, f.Link("Obiettivo", to="objective"), around)
    editor.picker.setFocus()
    qtbot.keyClicks(editor.picker, "prossimita")
    assert editor.picker.hits() == [("OB1", "OB1 Salute di prossimità")]
    editor.picker.close_list()
    editor.picker.picked.emit("OB1", "")
    assert editor.value() == "OB1"


def test_a_late_answer_to_an_old_question_is_not_shown(qtbot: QtBot) -> None:
    asked: list[Any] = []
    around = Around(names=SomeNames(), search=lambda kind, text, deliver: asked.append((kind, text, deliver)))
    editor: LinkEditor = made(qtbot, f.Link("Capofila", to="actor"), around)
    editor.picker.setFocus()
    qtbot.keyClicks(editor.picker, "au")
    (_, first, late), (kind, text, deliver) = asked
    assert (kind, first, text) == ("actor", "a", "au")
    hits: Hits = [("A16", "Auser Santarcangelo")]
    deliver(hits)
    late([("A01", "Comune")])
    assert [code for code, _ in editor.picker.hits()] == ["A16"]
    editor.picker.close_list()


def test_an_unknown_name_suggests_the_nearest(qtbot: QtBot, around: Around) -> None:
    editor: LinkEditor = made(qtbot, f.Link("Capofila", to="actor"), around)
    editor.set_value(None)
    qtbot.keyClicks(editor.picker, "Auser Santarcangel")
    editor.picker.close_list()
    editor.leave()
    assert "forse «Auser Santarcangelo»" in editor.problem
    assert editor.picker.text() == "Auser Santarcangel"


def test_chips_are_added_qualified_and_taken_away(qtbot: QtBot, around: Around) -> None:
    editor: ManyEditor = made(qtbot, f.Links("Partner", to="actor", qualifier=ROLE), around)
    editor.set_value(("A01",))
    editor.picker.picked.emit("A16", "Auser")
    assert editor.value() == ("A01", "A16")
    chip = next(one for one in editor.frame.findChildren(Chip) if one.code == "A16")
    more = next(action.menu() for action in chip.build_menu().actions() if action.menu())
    next(action for action in more.actions() if action.text() == "Finanziatore").trigger()
    assert editor.value() == ("A01", "A16:finanziatore")
    qtbot.keyClick(editor.picker, Qt.Key.Key_Backspace)
    assert editor.value() == ("A01",)


def test_a_link_opens_the_record_it_names(qtbot: QtBot) -> None:
    opened: list[tuple[str, str]] = []
    around = Around(names=SomeNames(), open=lambda entity, code: opened.append((entity, code)))
    editor: LinkEditor = made(qtbot, f.Link("Capofila", to="actor"), around)
    editor.set_value("A16")
    editor.opener.click()
    assert opened == [("actor", "A16")]


def test_a_long_vocabulary_is_searched(qtbot: QtBot, around: Around) -> None:
    assert isinstance(made(qtbot, f.Choice("Missione", options="budget_programme"), around), LinkEditor | ChoiceEditor)


def test_the_quorum_is_filled_in_words(qtbot: QtBot, around: Around) -> None:
    editor: QuorumEditor = made(qtbot, ENTITIES["body"].fields["quorum_first_call"], around)
    rules = {"fraction": "1/3", "rounding": "su", "base": "in_carica"}
    editor.set_value(rules)
    assert editor.value() == rules
    editor.many.setText("8")
    editor.plus_one.setChecked(True)
    assert editor.value() == {"number": 8, "plus_one": True, "rounding": "su", "base": "in_carica"}
    editor.many.setText("3/2")
    with pytest.raises(Refused, match="frazione"):
        editor.value()


def test_other_rules_are_checked_json(qtbot: QtBot, around: Around) -> None:
    editor: JsonEditor = made(qtbot, ENTITIES["zone"].fields["polygon"], around)
    editor.set_raw("[1, 2]")
    assert not editor.check()
    assert "forma attesa" in editor.problem


def test_long_text_grows_and_keeps_its_own_undo(qtbot: QtBot, around: Around) -> None:
    editor: LongTextEditor = made(qtbot, f.LongText("Sintesi"), around)
    editor.set_value("una riga")
    low = editor.page.height()
    editor.page.setPlainText("\n".join("riga" for _ in range(9)))
    assert editor.page.height() > low
    qtbot.keyClicks(editor.page, "ancora")
    editor.page.undo()
    assert "ancora" not in editor.raw()


class MemoryShelf:
    """Files kept in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, path: Path, then: Any) -> None:
        self.kept[SHA] = path.read_bytes()
        then(SHA)

    def save(self, sha: str, path: Path) -> None:
        path.write_bytes(self.kept[sha])

    def late(self, name: str) -> None:
        raise AssertionError(name)


def test_a_file_is_kept_and_a_copy_saved(qtbot: QtBot, tmp_path: Path) -> None:
    editor: FileEditor = made(qtbot, f.File("File"), Around(shelf=MemoryShelf()))
    paper = tmp_path / "mappa.pdf"
    paper.write_bytes(b"%PDF-1.7")
    editor.keep(paper)
    assert editor.value() == SHA
    assert editor.line.text() == "mappa.pdf"
    editor.save_to(tmp_path / "copia.pdf")
    assert (tmp_path / "copia.pdf").read_bytes() == b"%PDF-1.7"
    editor.clear()
    assert editor.value() is None
