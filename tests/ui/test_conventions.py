"""What people expect of any desktop program (FEATURES §5), tried in the real window: keys, menus, drops, titles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.core import clock, locale
from app.core.errors import Unreachable
from app.domain.query import Filter, Query
from app.ui.dialogs.remembered import Remembered
from app.ui.keeping import Forgetful, Keeping
from app.ui.kit.hits import hits, wanted
from app.ui.runner import Job
from app.ui.screens.objectives import ObjectivesScreen
from app.ui.screens.register import RegisterScreen
from app.ui.screens.row_menu import words_of
from app.ui.shortcuts import ShortcutSheet
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import lists, register, seeking
from tests.ui.windows import close, settle, the_record, the_register, window_at

pytestmark = pytest.mark.window

CTRL, ALT, SHIFT = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
                    Qt.KeyboardModifier.ShiftModifier)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with clock.pinned(date(2026, 11, 30)):
        made, _ = window_at(tmp_path)
        yield made
        close(made)


@pytest.fixture
def screen(window: Window) -> RegisterScreen:
    return the_register(window)


def trigger(window: Window, id_: str) -> None:
    window.commands.action(id_).trigger()
    settle()


# ---------------------------------------------------------------- saving, drafts, undo


def test_ctrl_s_answers_everywhere(window: Window, screen: RegisterScreen) -> None:
    trigger(window, "saved")
    assert "non c'è altro da salvare" in window.status.currentMessage()
    screen.model.setData(screen.model.index(3, 1), "Un altro titolo")
    trigger(window, "saved")
    assert window.status.currentMessage().startswith("Salvato alle ")
    window.open("project", "P04")
    view = the_record(window)
    view.form.form.editors["title"].set_raw("Scritto nella scheda")
    view.form.form.changed.emit()
    assert window.windowTitle().startswith("• ")
    trigger(window, "saved")
    assert register.named(window.desk.store, "project", "P04")["title"] == "Scritto nella scheda"
    assert not window.windowTitle().startswith("•")


def test_a_text_field_keeps_its_own_undo_first(window: Window, screen: RegisterScreen) -> None:
    screen.model.setData(screen.model.index(3, 1), "Un altro titolo")
    field = screen.search_field
    field.setFocus()
    QTest.keyClicks(field, "orto")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert register.named(window.desk.store, "project", "P04")["title"] == "Un altro titolo"


# ---------------------------------------------------------------- finding and going


def test_typing_in_the_first_column_goes_to_the_row(screen: RegisterScreen, window: Window) -> None:
    screen.grid.setCurrentIndex(screen.model.index(0, 0))
    QTest.keyClicks(screen.grid, "p1")
    assert screen.model.text(screen.grid.currentIndex().row(), 0) == "P10"
    QTest.keyClicks(screen.grid, "8")
    assert screen.model.text(screen.grid.currentIndex().row(), 0) == "P18"
    query = screen.query
    assert seeking.place_beginning(window.desk.store, query, "code", "p2") == 19
    assert seeking.place_beginning(window.desk.store, query, "title", "PUNTO") is not None
    assert seeking.place_beginning(window.desk.store, query, "code", "zz") is None
    assert seeking.place_beginning(window.desk.store, query, "status", "in") is None


def test_alt_arrows_walk_the_records_and_back_restores_scroll_and_row(
    window: Window, screen: RegisterScreen
) -> None:  # fmt: skip
    bar = screen.grid.verticalScrollBar()
    screen.grid.setCurrentIndex(screen.model.index(15, 1))
    bar.setValue(bar.maximum() // 2)
    place = screen.grid.place()
    screen.grid.open_current()
    assert the_record(window).reading.snapshot.code == "P16"  # type: ignore[union-attr]
    trigger(window, "record.next")
    assert the_record(window).reading.snapshot.code == "P17"  # type: ignore[union-attr]
    trigger(window, "record.previous")
    assert the_record(window).reading.snapshot.code == "P16"  # type: ignore[union-attr]
    trigger(window, "back")
    assert window.front is screen
    assert screen.grid.place() == place


def test_a_list_among_the_others_is_come_back_to(window: Window) -> None:
    window.go("lists")
    settle()
    front = window.front
    assert front is not None
    front.show_record("zone", "Z02")
    before = front.mark()
    window.go("register")
    settle()
    trigger(window, "back")
    assert front.mark() == before
    assert len(front.panes()) > 1


@pytest.mark.parametrize(
    ("text", "search", "spans"),
    [
        ("Punto unico di comunità", "COMUNITA", ((15, 23),)),
        ("Compiti insieme: compiti", "compi", ((0, 5), (17, 22))),
        ("Orti in frazione", "orti fraz", ((0, 4), (8, 12))),
        ("Niente", "orto", ()),
        ("Niente", "", ()),
    ],
)
def test_the_words_searched_are_found_in_what_is_shown(
    text: str, search: str, spans: tuple[tuple[int, int], ...]
) -> None:  # fmt: skip
    assert hits(text, wanted(search)) == spans


def test_the_words_searched_are_seen_in_the_rows(screen: RegisterScreen) -> None:
    def ground() -> int:
        picture = screen.grid.viewport().grab().toImage()
        flash = theme().colour("flash").rgb()
        return sum(picture.pixel(x, y) == flash for x in range(0, picture.width(), 2)
                   for y in range(0, picture.height(), 4))  # fmt: skip

    assert ground() == 0
    screen.search_field.setText("comunita")
    settle()
    assert ground() > 20


# ---------------------------------------------------------------- menus and drops


def test_the_menus_of_rows_have_one_order_everywhere(window: Window, screen: RegisterScreen) -> None:
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    words = words_of(screen.writing.menu())
    expected = ["Apri P04", "Modifica la cella", "Copia", "Incolla", "Porta in seduta", "Esporta…",
                "Sposta nel cestino"]  # fmt: skip
    assert [one for one in words if one in expected] == expected
    window.go("objectives")
    settle()
    page = window.front
    assert isinstance(page, ObjectivesScreen)
    page.tree.choose("4.1.1")
    words = words_of(page.menu())
    assert words[0] == "Apri 4.1.1"
    assert words.index("Copia il codice") < words.index("Porta in seduta")


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_key_opens_the_menu(screen: RegisterScreen, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    QTest.keyClick(screen.grid, key, held)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()
    QTest.keyClick(screen.grid, Qt.Key.Key_Escape)  # or Qt would go on believing that Shift is held


def drop(screen: RegisterScreen, place: int, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = screen.grid.visualRect(screen.model.index(place, 1)).center()
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view = screen.grid.viewport()
    QApplication.sendEvent(view, QDragEnterEvent(QPoint(at), Qt.DropAction.CopyAction, data, buttons, none))
    QApplication.sendEvent(view, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, buttons, none))
    settle()


def test_files_dropped_on_a_row_are_its_attachments(screen: RegisterScreen, window: Window, tmp_path: Path) -> None:
    one, two = tmp_path / "Relazione finale.pdf", tmp_path / "foto.jpg"
    one.write_bytes(b"%PDF-1.4 prova")
    two.write_bytes(b"prova")
    drop(screen, 3, one, two)
    store = window.desk.store
    query = Query("attachment", (Filter("project", "=", ("P04",)),))
    found = lists.snapshots(store, query)
    assert [(file["title"], file["file_name"]) for file in found] == [
        ("Relazione finale", "Relazione finale.pdf"), ("foto", "foto.jpg")]  # fmt: skip
    assert store.blob(found[0]["file"]) == b"%PDF-1.4 prova"
    assert window.bar._text.text() == "2 file allegati a P04."
    window.undo()
    assert lists.snapshots(store, query) == []


def test_a_table_dropped_on_a_row_asks_what_was_meant(screen: RegisterScreen, tmp_path: Path) -> None:
    table = tmp_path / "progetti.csv"
    table.write_text("Codice;Titolo\n", "utf-8")
    drop(screen, 3, table)
    menu = screen.hands.attaching.menu
    assert menu is not None
    assert words_of(menu) == ["Allega a P04", "Importa le righe nel registro…"]
    menu.close()


# ---------------------------------------------------------------- status bar, messages, dialogs


def test_the_status_bar_adds_up_what_is_selected(screen: RegisterScreen, window: Window) -> None:
    column = screen.model.columns.index("budget")
    screen.grid.setCurrentIndex(screen.model.index(0, column))
    for place in (1, 2):
        QTest.keyClick(screen.grid, Qt.Key.Key_Down, SHIFT)
        assert screen.grid.selectionModel().isSelected(screen.model.index(place, column))
    row = [screen.model.rows.row(place) for place in range(3)]
    total = sum(one.values[column] for one in row if one is not None)
    assert screen.grid.summary == (
        f"3 righe selezionate · 3 valori · somma {locale.money(total)} · media {locale.money(total / 3)}"
    )
    assert screen.grid.summary in window.status._selection.text()


def test_every_error_can_be_copied(window: Window) -> None:
    window.desk.messages.error(Unreachable("Il registro non risponde."))
    button = next(one for one in window.bar._buttons if one.text() == "Copia dettagli")
    button.click()
    assert "Il registro non risponde." in QGuiApplication.clipboard().text()


def test_the_pointer_says_that_long_work_is_under_way(window: Window, qtbot: QtBot) -> None:
    runner, job = window.desk.runner, Job("Un lavoro lungo")
    runner.jobs.append(job)
    runner.job_changed.emit(job)
    assert window.cursor().shape() != Qt.CursorShape.BusyCursor, "not for what is over in a moment"
    qtbot.waitUntil(lambda: window.cursor().shape() == Qt.CursorShape.BusyCursor)
    assert window.status._stop.isVisible()
    runner.jobs.remove(job)
    runner.job_changed.emit(job)
    assert window.cursor().shape() != Qt.CursorShape.BusyCursor


def test_dialogs_come_back_as_large_as_they_were_left(window: Window) -> None:
    keeping = Keeping(Forgetful())
    watch = Remembered(keeping, window)
    first = ShortcutSheet(window.commands, window)
    watch.meet(first)
    first.show()
    first.resize(QSize(611, 477))
    first.close()
    second = ShortcutSheet(window.commands, window)
    watch.meet(second)
    assert second.size() == QSize(611, 477)
    keeping.forget_layout()
    assert keeping.get("window/dialog/ShortcutSheet") is None
    for dialog in (first, second):
        dialog.deleteLater()


def test_the_sheet_of_keys_knows_every_key_of_a_table(window: Window) -> None:
    from app.ui.shortcuts import chapters

    told = {keys for _, rows in chapters(window.commands) for keys, _ in rows}
    native = QKeySequence.SequenceFormat.NativeText  # «Canc» where Qt speaks Italian
    keys = ("Ctrl+S", "Ctrl+H", "Ctrl+D", "Ctrl+X", "Del", "Ctrl+Del")
    assert {QKeySequence(one).toString(native) for one in keys} <= told


@pytest.mark.parametrize(
    ("typed", "day"),
    [("oggi", "30/11/2026"), ("+7", "07/12/2026"), ("lun", "07/12/2026"), ("31.12.26", "31/12/2026")],
)
def test_dates_as_people_write_them(screen: RegisterScreen, typed: str, day: str) -> None:
    column = screen.model.columns.index("end")
    screen.grid.setCurrentIndex(screen.model.index(3, column))
    QTest.keyClick(screen.grid, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert screen.model.text(3, column) == day
    assert screen.grid.currentIndex().row() == 4, "Enter writes and goes down"


def test_tab_writes_and_goes_right_shift_tab_left(screen: RegisterScreen) -> None:
    screen.grid.set_columns(["code", "title", "abstract", "end"])
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    for key, held, text, column in (
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "Titolo con Tab", 2),
        (Qt.Key.Key_Backtab, SHIFT, "Descrizione", 1),
    ):  # fmt: skip
        at = screen.grid.currentIndex().column()
        QTest.keyClick(screen.grid, Qt.Key.Key_F2)
        settle()
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key, held)
        settle()
        assert screen.model.text(3, at) == text
        assert screen.grid.currentIndex().column() == column
        assert screen.grid.hasFocus()
    QTest.keyClick(screen.grid, Qt.Key.Key_Escape)


def test_esc_leaves_the_cell_as_it_was(screen: RegisterScreen) -> None:
    before = screen.model.text(3, 1)
    screen.grid.setCurrentIndex(screen.model.index(3, 1))
    QTest.keyClick(screen.grid, Qt.Key.Key_F2)
    settle()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "altro")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    settle()
    assert screen.model.text(3, 1) == before
    assert screen.grid.hasFocus()


def test_headers_sort_by_as_many_keys_as_one_likes(screen: RegisterScreen) -> None:
    header = screen.grid.horizontalHeader()

    def click(column: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, at)
        settle()

    click(1)
    for column in (2, 3, 4):
        click(column, SHIFT)
    said = [screen.model.headerData(column, Qt.Orientation.Horizontal)[-1] for column in range(1, 5)]
    assert said == ["①", "②", "③", "④"]
    click(1)
    assert [(key.field, key.descending) for key in screen.query.sort] == [("title", True)]
    click(1)
    assert screen.query.sort == ()
