"""Fields as time goes by: terms added meanwhile, notes one passes by, keys in a long text, menus opened and closed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.domain import fields as f
from app.ui.kit.choosing import Chip, ChoiceEditor, ManyEditor
from app.ui.kit.editor import Around
from app.ui.kit.richtext import RichTextEditor
from tests.ui.people import SomeNames
from tests.ui.test_editors import made


@pytest.fixture
def around() -> Around:
    return Around(names=SomeNames())


class Growing(SomeNames):
    """Somebody adds a term to a vocabulary while the page lives."""

    terms = (("orto", "Orto"),)

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        return self.terms if kind == "pact_kind" else super().options(kind)


def test_a_list_to_unfold_learns_the_terms_added_since(qtbot: QtBot) -> None:
    names = Growing()
    editor: ChoiceEditor = made(qtbot, f.Choice("Tipo", options="pact_kind"), Around(names=names))
    editor.set_value("orto")
    told: list[None] = []
    editor.changed.connect(lambda: told.append(None))
    names.terms = (("bosco", "Bosco"), ("orto", "Orto urbano"))  # type: ignore[assignment]
    editor.eventFilter(editor.combo, QFocusEvent(QEvent.Type.FocusIn))
    assert [editor.combo.itemText(at) for at in range(editor.combo.count())][1:] == ["Bosco", "Orto urbano"]
    assert editor.value() == "orto"
    assert not editor.touched
    assert told == [], "nobody chose anything"


def test_passing_by_with_tab_leaves_what_is_to_be_completed(qtbot: QtBot, around: Around) -> None:
    editor = made(qtbot, f.Text("Titolo", max_length=40), around)
    editor.set_value("Orto")
    editor.show_problem("Da completare: serve dallo stato «In corso».", doubt=True)
    editor.leave()
    assert editor.below.isVisible()
    editor.set_raw("Orto condiviso")
    editor.leave()
    assert not editor.below.isVisible()


def test_a_long_text_nobody_changed_is_not_written_out_again(
    qtbot: QtBot, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor: RichTextEditor = made(qtbot, f.LongText("Discussione", rich=True), around)
    editor.set_value("parola " * 5000)
    written: list[None] = []
    real = editor.page.markdown_
    monkeypatch.setattr(editor.page, "markdown_", lambda: written.append(None) or real())
    assert not editor.touched
    editor.page.insertPlainText("altro ")
    assert editor.touched
    editor.page.undo()
    assert not editor.touched
    assert len(written) <= 1


def test_a_menu_of_a_chip_is_gone_when_it_is_closed(qtbot: QtBot, around: Around) -> None:
    editor: ManyEditor = made(qtbot, f.Links("Zone", to="zone"), around)
    editor.set_value(("Z01",))
    (chip,) = editor.findChildren(Chip)
    for _ in range(3):
        chip.open_menu()
        for menu in chip.findChildren(QMenu):
            menu.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert chip.findChildren(QMenu) == []
