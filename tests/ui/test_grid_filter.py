"""What the header of a column does to the list: its menu, and filters written or chosen there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.projects import Project
from app.domain.query import Filter
from app.ui.screens.register import RegisterScreen
from tests.ui.windows import close, the_register, window_at

pytestmark = pytest.mark.window


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[RegisterScreen]:
    with clock.pinned(date(2026, 11, 30)):
        made, _ = window_at(tmp_path)
        yield the_register(made)
        close(made)


def test_a_header_groups_filters_and_freezes_from_the_keyboards_menu(screen: RegisterScreen) -> None:
    header, columns = screen.grid.horizontalHeader(), screen.model.columns
    menu = header.menu_for(columns.index("status"))
    words = {action.text(): action for action in menu.actions()}
    assert {"Filtra «Stato»…", "Raggruppa per «Stato»", "Blocca le colonne fino a questa", "Adatta la larghezza",
            "Ripristina colonne"} <= set(words)  # fmt: skip
    words["Raggruppa per «Stato»"].trigger()
    assert screen.model.groups.field == "status"
    menu = header.menu_for(columns.index("title"))
    assert not any(action.text().startswith("Raggruppa per") for action in menu.actions())


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [("title", "community", Filter("title", "~", ("community",))),
     ("budget", ">= 50000", Filter("budget", ">=", (Decimal(50000),))),
     ("end", "31/12/2026", Filter("end", "=", (date(2026, 12, 31),))),
     ("end", "", Filter("end", "=", ()))],
)  # fmt: skip
def test_a_filter_is_written_in_words(screen: RegisterScreen, field: str, text: str, expected: Filter) -> None:
    screen.header_filter.write(Project.fields[field], text)
    assert screen.query.filters == (expected,)


def test_a_filter_without_sense_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    window, heard = window_at(tmp_path)
    screen = the_register(window)
    screen.header_filter.write(Project.fields["budget"], ">= molto")
    assert screen.query.filters == ()
    assert "molto" in heard.said[-1].text
    close(window)


def test_a_headers_filter_offers_the_values_with_their_counts(screen: RegisterScreen) -> None:
    groups = screen.source.groups(screen.query, "status", ())
    menu = screen.header_filter.menu(Project.fields["status"], groups)
    words = [action.text() for action in menu.actions()]
    assert "In corso\t19" in words
    next(action for action in menu.actions() if action.text() == "In corso\t19").trigger()
    assert screen.query.chosen("status") == ("in_corso",)
