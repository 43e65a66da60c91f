"""Two desks at one register: who comes second is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.desk import desk_for
from app.ui.keeping import Forgetful, Keeping
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.ui.window import Window
from app.usecases import history, opening, register
from tests.ui.windows import close, settle, the_record, the_register, window_at

pytestmark = pytest.mark.window


# ---------------------------------------------------------------- two desks


def test_the_second_to_save_the_same_field_is_told_in_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    one, _ = window_at(tmp_path)
    two = second_at(tmp_path)
    for window in (one, two):
        window.open("project", "P04")
    mine, theirs = the_record(one), the_record(two)
    theirs.form.form.editors["title"].set_raw("Il titolo dell'altro tavolo")
    theirs.form.save()
    mine.form.form.editors["title"].set_raw("Il mio titolo")
    mine.form.save()
    assert mine.form.conflict.isVisible()
    dialog = mine.form.compare()
    assert dialog is not None
    told = " ".join(text for label in dialog.findChildren(QWidget) if (text := getattr(label, "text", str)()))
    assert "Il titolo dell'altro tavolo" in told
    assert "Il mio titolo" in told
    assert "Frazioni in rete" in told, "and what it said before either"
    dialog.take_all(mine=True)
    dialog.accept()
    assert register.named(one.desk.store, "project", "P04")["title"] == "Il mio titolo"
    close(two)
    close(one)


def test_a_cell_written_by_another_desk_is_told_and_flashes(qtbot: QtBot, tmp_path: Path) -> None:
    one, heard = window_at(tmp_path)
    two = second_at(tmp_path)
    mine, theirs = the_register(one), the_register(two)
    column = mine.model.columns.index("title")
    end = mine.model.columns.index("end")
    theirs.model.setData(theirs.model.index(0, end), "31/12/2031")
    mine.model.setData(mine.model.index(0, column), "Scritto da me")
    both = register.named(one.desk.store, "project", "P01")
    assert (both["title"], both["end"]) == ("Scritto da me", date(2031, 12, 31)), "different fields agree"
    two.refresh()
    one.refresh()
    theirs.model.setData(theirs.model.index(0, column), "Scritto dall'altro")
    mine.model.setData(mine.model.index(0, column), "Ancora mio")
    assert heard.said[-1].kind == "warning"
    assert heard.said[-1].text.endswith(
        "ha appena scritto «Scritto dall'altro», voi «Ancora mio»; prima diceva «Scritto da me».")  # fmt: skip
    assert register.named(one.desk.store, "project", "P01")["title"] == "Scritto dall'altro"
    row = mine.model.rows.row(0)
    assert row is not None
    assert mine.model.flash(row, column) == one.desk.person.login, "the cell itself says who"
    assert mine.model.text(0, column) == "Scritto dall'altro"
    next(deed for words, deed in heard.said[-1].actions if words == "Tieni il mio")()
    assert register.named(one.desk.store, "project", "P01")["title"] == "Ancora mio"
    seq = one.desk.store.last_seq
    theirs.model.setData(theirs.model.index(1, column), "Di nuovo l'altro")
    one.live.changed.emit(history.since(one.desk.store, seq), "Verdi")
    row = mine.model.rows.row(1)
    assert row is not None
    assert mine.model.flash(row, column) == "Verdi"
    close(two)
    close(one)


def second_at(folder: Path) -> Window:
    """Another window, with its own store, at the register of the first."""
    store = opening.open_register(str(folder / "registro.db"))
    window = Window(desk_for(store, Runner.inline(), Messages()), Keeping(Forgetful()))
    window.resize(1366, 768)
    window.start("register", listen=False)
    window.show()
    settle()
    return window
