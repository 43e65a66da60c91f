"""Reserving a paragraph from the editor: a mark that is seen, kept in the text, taken off again."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.domain import reserved
from app.ui.kit.richtext import RichText


@pytest.fixture
def page(qtbot: QtBot) -> RichText:
    made = RichText()
    qtbot.addWidget(made)
    made.write("Uno.\n\n**Due** e tre.\n\n- a\n- b")
    return made


def go_to(page: RichText, block: int, to: int | None = None) -> None:
    cursor = QTextCursor(page.document().findBlockByNumber(block))
    if to is not None:
        cursor.setPosition(page.document().findBlockByNumber(to).position(), QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def test_a_paragraph_is_reserved_and_free_again(page: RichText) -> None:
    before = page.markdown_()
    go_to(page, 1)
    page.toggle_reserved()
    assert page.markdown_() == "Uno.\n\n%% **Due** e tre.\n\n- a\n- b"
    assert reserved.cut(page.markdown_(), lambda: "◆")[0] == "Uno.\n\n◆\n\n- a\n- b"
    assert len(page.extraSelections()) == 2
    page.toggle_reserved()
    assert page.markdown_() == before
    assert page.extraSelections() == []


def test_items_of_a_list_together_in_one_step_of_undo(page: RichText) -> None:
    before = page.markdown_()
    go_to(page, 2, 3)
    page.toggle_reserved()
    assert page.markdown_().endswith("- %% a\n- %% b")
    page.undo()
    assert page.markdown_() == before


def test_a_mark_typed_by_hand_is_the_same_mark(page: RichText) -> None:
    page.write("%%Segreto.\n\nNo.")
    assert len(page.extraSelections()) == 2
    go_to(page, 0)
    page.toggle_reserved()
    assert page.markdown_() == "Segreto.\n\nNo."
