"""Bringing a spreadsheet in, and taking one out, as a secretary does it in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.importing import Kind
from app.domain.query import Query
from app.exchange import reading
from app.ui.desk import Desk
from app.ui.dialogs.export_dialog import ExportDialog
from app.ui.dialogs.import_wizard import ImportWizard
from app.ui.dialogs.importing.columns_step import ColumnsStep
from app.ui.dialogs.importing.preview_step import PreviewStep
from app.ui.dialogs.importing.read_step import ReadStep
from app.ui.dropping import dropped
from app.usecases import history, lists, register
from tests.ui.desks import Heard, Held, desk_at, slow_desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def table(folder: Path, *rows: str) -> Path:
    path = folder / "attori.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def wizard(qtbot: QtBot, desk: Desk, into: str, path: Path) -> ImportWizard:
    made = ImportWizard(desk, into, None, path)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    return made


def preview(one: ImportWizard) -> PreviewStep:
    step = one.steps[3]
    assert isinstance(step, PreviewStep)
    return step


def counts(one: ImportWizard) -> tuple[int, ...]:
    assert one.state.plan is not None
    return tuple(one.state.plan.count(kind) for kind in Kind)


def test_a_file_goes_in_step_by_step(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, heard = place
    path = table(tmp_path, "Codice;Nome;Categoria", "A90;Circolo nuovo;CIV", "A91;Bottega nuova;settore privatissimo")
    one = wizard(qtbot, desk, "actor", path)
    assert one.steps[0].may_go_on()
    one.go_on()
    assert one.steps[1].count.text() == "2 righe di dati in tutto"  # type: ignore[attr-defined]
    one.go_on()
    assert dict(one.state.mapping.columns) == {"Codice": "code", "Nome": "name", "Categoria": "category"}
    constants = one.steps[2].constants  # type: ignore[attr-defined]
    assert list(constants.editors) == ["kind"], "what the file does not say and the register needs is asked"
    constants.editors["kind"].set_raw("fondazione")
    constants.editors["kind"].changed.emit()
    one.go_on()
    assert counts(one) == (1, 0, 0, 1)
    assert not one.next.isEnabled()
    before = lists.count(desk.store, Query("actor"))
    preview(one)._translate(one.state.plan.rows[1].problems[0], "PRI")  # type: ignore[union-attr]
    assert counts(one) == (2, 0, 0, 0)
    assert one.next.isEnabled()
    one.go_on()
    assert lists.count(desk.store, Query("actor")) == before + 2
    assert heard.done == ["Importato «attori.csv»: 2 schede nuove, 0 modificate."]
    history.undo(desk.store)
    assert lists.count(desk.store, Query("actor")) == before, "one deed, one undo"


def test_a_cell_is_corrected_in_place(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, _ = place
    path = table(tmp_path, "Codice;Nome;Categoria;Tipo", "A92;Gruppo;CIVV;fondazione")
    one = wizard(qtbot, desk, "actor", path)
    for _ in range(3):
        one.go_on()
    assert counts(one) == (0, 0, 0, 1)
    one.state.correct(2, "Categoria", "CIV")
    preview(one).try_again()
    assert counts(one) == (1, 0, 0, 0)
    assert "CIVV" in path.read_text("utf-8"), "the file is not touched"


def test_what_changes_is_told_cell_by_cell(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, _ = place
    known = register.named(desk.store, "actor", "A01")
    path = table(
        tmp_path, "Codice;Nome", "A01;Nome cambiato", f"A02;{register.named(desk.store, 'actor', 'A02')['name']}"
    )
    one = wizard(qtbot, desk, "actor", path)
    for _ in range(3):
        one.go_on()
    assert counts(one) == (0, 1, 1, 0)
    model = preview(one).model
    told = model.index(0, 3).data()
    assert "Nome cambiato" in told
    assert str(known["name"]) in told


def test_back_always_works_and_nothing_chosen_is_lost(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, _ = place
    path = table(tmp_path, "Titolo del registro;;", "Codice;Nome;Categoria", "A93;Circolo;CIV")
    one = wizard(qtbot, desk, "actor", path)
    one.go_on()
    step = one.steps[1]
    assert isinstance(step, ReadStep)
    assert one.state.sheet is not None
    assert one.state.sheet.header == 2
    one.go_on()
    columns = one.steps[2]
    assert isinstance(columns, ColumnsStep)
    one.state.assign("Categoria", "")
    one.go_on()
    one.show_step(2)
    assert "Categoria" not in one.state.mapping.columns
    one.show_step(1)
    assert step.header.currentText() == "2"


def test_a_mapping_is_kept_by_name(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, _ = place
    path = table(tmp_path, "Sigla;Ragione;Categoria", "A94;Circolo;CIV")
    one = wizard(qtbot, desk, "actor", path)
    one.go_on()
    one.go_on()
    one.state.assign("Sigla", "code")
    one.state.assign("Ragione", "name")
    columns = one.steps[2]
    assert isinstance(columns, ColumnsStep)
    columns.name.setText("Elenco della pro loco")
    columns._keep()
    other = wizard(qtbot, desk, "actor", path)
    other.go_on()
    other.go_on()
    again = other.steps[2]
    assert isinstance(again, ColumnsStep)
    again.kept.setCurrentIndex(again.kept.findText("Elenco della pro loco"))
    again._take()
    assert dict(other.state.mapping.columns)["Ragione"] == "name"


def test_a_file_that_is_no_table_is_refused_in_words(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, _ = place
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    one = wizard(qtbot, desk, "actor", path)
    assert one.said.text().startswith("Questo file non è un foglio di calcolo")
    assert not one.next.isEnabled()


def test_a_table_dropped_on_the_window_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "elenco.ods"))])
    event = QDropEvent(QPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    assert dropped(event) == tmp_path / "elenco.ods"
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "lettera.docx"))])
    assert dropped(event) is None


# ---------------------------------------------------------------- out


def test_what_is_seen_goes_out(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, heard = place
    parent = QWidget()
    qtbot.addWidget(parent)
    one = ExportDialog(desk, Query("project", text="casa"), ("code", "title", "status"), parent)
    target = tmp_path / "progetti.xlsx"
    one.write(target)
    sheet = reading.read(target)
    assert sheet.titles == ("codice", "titolo", "stato")
    assert len(sheet) == lists.count(desk.store, Query("project", text="casa"))
    said = heard.said[-1]
    assert said.text == f"Esportato in progetti.xlsx: righe {len(sheet)}."
    assert [words for words, _ in said.actions] == ["Apri il file", "Apri cartella"]


def test_everything_goes_out_with_the_official_columns(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, _ = place
    parent = QWidget()
    qtbot.addWidget(parent)
    one = ExportDialog(desk, Query("project", text="casa"), ("code",), parent)
    one.rows.button(1).setChecked(True)
    one.which.button(1).setChecked(True)
    one.format.setCurrentIndex(2)
    one.write(tmp_path / "tutto.csv")
    sheet = reading.read(tmp_path / "tutto.csv")
    assert (len(sheet), len(sheet.titles)) == (25, 41)


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard, Held]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard, held = slow_desk_at(tmp_path)
        yield desk, heard, held
        held.catch_up()
        desk.store.close()


def about_to_import(qtbot: QtBot, desk: Desk, folder: Path) -> ImportWizard:
    """The wizard at its last step, «Importa» not yet pressed."""
    one = wizard(qtbot, desk, "actor", table(folder, "Codice;Nome;Categoria", "A91;Coro della Valle;CIV"))
    one.go_on()
    one.go_on()
    kind = one.steps[2].constants.editors["kind"]  # type: ignore[attr-defined]
    kind.set_raw("fondazione")
    kind.changed.emit()
    one.go_on()
    assert one.next.isEnabled()
    return one


def test_what_was_stopped_too_late_is_told_as_done(
    qtbot: QtBot, slow: tuple[Desk, Heard, Held], tmp_path: Path
) -> None:
    desk, heard, held = slow
    one = about_to_import(qtbot, desk, tmp_path)
    held.hold = True
    one.go_on()
    held.work()  # the rows are in the register, the answer is on its way
    one.stop.click()
    held.catch_up()
    assert "Interrotto" not in one.said.text()
    assert heard.done[-1].startswith("Importato «attori.csv»")
    assert not one.isVisible()


def test_escape_stops_the_import_and_says_so(qtbot: QtBot, slow: tuple[Desk, Heard, Held], tmp_path: Path) -> None:
    desk, heard, held = slow
    one = about_to_import(qtbot, desk, tmp_path)
    before = lists.count(desk.store, Query("actor"))
    held.hold = True
    one.go_on()
    one.reject()
    assert not one.isVisible()
    held.catch_up()
    assert lists.count(desk.store, Query("actor")) == before
    assert heard.said[-1].text == "Interrotto: nulla è stato modificato."
    assert heard.done == []


def test_escape_too_late_says_what_was_done(qtbot: QtBot, slow: tuple[Desk, Heard, Held], tmp_path: Path) -> None:
    desk, heard, held = slow
    one = about_to_import(qtbot, desk, tmp_path)
    held.hold = True
    one.go_on()
    held.work()
    one.reject()
    held.catch_up()
    assert heard.done[-1].startswith("Importato «attori.csv»")


def test_a_stopped_import_may_be_begun_again(qtbot: QtBot, slow: tuple[Desk, Heard, Held], tmp_path: Path) -> None:
    desk, heard, held = slow
    one = about_to_import(qtbot, desk, tmp_path)
    held.hold = True
    one.go_on()
    one.stop.click()
    held.catch_up()
    assert one.said.text() == "Interrotto: nulla è stato modificato."
    one.go_on()
    assert heard.done[-1].startswith("Importato «attori.csv»")
