"""The little rich text: what is read is what is written, and what is pasted is cleaned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.ui.kit import markdown
from app.ui.kit.markdown import Paragraph, Run
from app.ui.kit.pasting import cleaned
from app.ui.kit.richtext import RichText

TEXTS = [
    "",
    "Una riga sola.",
    "Prima.\n\nSeconda **grassetto** e *corsivo* e ***tutti e due***.",
    "- uno\n- due\n  - dentro\n- tre",
    "1. uno\n2. due\n   - dentro",
    "Elenco:\n\n- uno\n\nFine.",
    "Con asterisco \\* e riga\\_bassa e barra \\\\.",
    "1\\. non è un elenco\n\n\\- nemmeno questo",
    "Riga uno\\\nriga due",
]


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_survives_reading_and_writing(text: str) -> None:
    assert markdown.write(markdown.read(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_survives_the_page(qtbot: QtBot, text: str) -> None:
    page = RichText()
    qtbot.addWidget(page)
    page.write(text)
    assert page.markdown_() == text


words = st.text(alphabet="ab *_-1.)\\#>+`[]è’", min_size=1, max_size=12)
runs = st.builds(Run, words, st.booleans(), st.booleans())


@given(st.lists(st.builds(Paragraph, st.lists(runs, max_size=3).map(tuple), st.just(0)), max_size=4))
def test_any_text_settles_after_one_turn(paragraphs: list[Paragraph]) -> None:
    once = markdown.write(paragraphs)
    assert markdown.write(markdown.read(once)) == once


def plain(paragraphs: list[Paragraph]) -> list[str]:
    return [" ".join("".join(run.text for run in one.runs).split()) for one in paragraphs]


@given(st.lists(st.builds(Paragraph, words.map(lambda w: (Run(w),)), st.just(0)), max_size=3))
def test_no_character_is_lost(paragraphs: list[Paragraph]) -> None:
    back = markdown.read(markdown.write(paragraphs))
    assert plain(back) == [text for text in plain(paragraphs) if text]


WORD = """<html><head><style>p{color:red}</style></head><body><!--StartFragment-->
<h1 style='font-size:20pt'>Titolo</h1>
<p class=MsoNormal>Testo <b>forte</b> e <span style='font-style:italic'>inclinato</span><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1'>·<span>&nbsp;&nbsp;&nbsp; </span>primo</p>
<p class=MsoListParagraph style='mso-list:l0 level1'>·<span>&nbsp;&nbsp;&nbsp; </span>secondo</p>
<table><tr><td>cella</td></tr></table><script>alert(1)</script>
<!--EndFragment--></body></html>"""


def test_pasted_word_keeps_the_words_and_little_else() -> None:
    assert markdown.write(cleaned(WORD)) == (
        "**Titolo**\n\nTesto **forte** e *inclinato*\n\n- primo\n- secondo\n\ncella"
    )


def test_pasted_web_lists_stay_lists(qtbot: QtBot) -> None:
    page = RichText()
    qtbot.addWidget(page)
    data = QMimeData()
    data.setHtml("<p>Ecco: <a href='x'>legame</a></p><ol><li>uno<ul><li>dentro</li></ul></li><li>due</li></ol>")
    page.insertFromMimeData(data)
    assert page.markdown_() == "Ecco: legame\n\n1. uno\n   - dentro\n2. due"


def test_keys_make_bold_italic_and_lists(qtbot: QtBot) -> None:
    page = RichText()
    qtbot.addWidget(page)
    page.show()
    page.toggle_bold()
    qtbot.keyClicks(page, "forte")
    page.toggle_bold()
    qtbot.keyClicks(page, " piano")
    assert page.markdown_() == "**forte** piano"
    page.toggle_list(ordered=False)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.keyClicks(page, "altro")
    assert page.markdown_() == "- **forte** piano\n- altro"
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    qtbot.keyClicks(page, "fuori")
    assert page.markdown_().endswith("- altro\n\nfuori")
    page.undo()
    assert "fuori" not in page.markdown_()


def test_a_foreign_document_is_read_in_the_little_language(qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setHtml("<h2>Grande</h2><p>testo</p>")
    assert plain(markdown.paragraphs_of(document)) == ["Grande", "testo"]
