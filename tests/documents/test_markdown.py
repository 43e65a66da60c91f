"""The small rich text: what is markup, and everything that is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import markdown
from app.documents.structure import BulletList, Item, NumberedList, Paragraph, Text, plain


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("uno **due** tre", (Text("uno "), Text("due", bold=True), Text(" tre"))),
        ("*uno* __due__", (Text("uno", italic=True), Text(" "), Text("due", bold=True))),
        ("***tutto***", (Text("tutto", bold=True, italic=True),)),
        ("a capo\nmorbido", (Text("a capo morbido"),)),
        ("a capo\\\nduro", (Text("a capo\nduro"),)),
        ("2 * 3 * 4 e snake_case_name", (Text("2 * 3 * 4 e snake_case_name"),)),
        ("1\\. non un elenco", (Text("1. non un elenco"),)),
    ],
)
def test_bold_italic_and_line_ends(typed: str, runs: tuple[Text, ...]) -> None:
    assert markdown.blocks(typed) == (Paragraph(runs),)


def test_lists_nest_and_number_from_where_they_start() -> None:
    typed = "Prima:\n\n- uno\n- due\n  1. x\n  2. y\n\n4. quattro\n5. cinque"
    assert markdown.blocks(typed, "fact") == (
        Paragraph((Text("Prima:"),), "fact"),
        BulletList(
            (
                Item((Text("uno"),)),
                Item((Text("due"),), (NumberedList((Item((Text("x"),)), Item((Text("y"),)))),)),
            )
        ),
        NumberedList((Item((Text("quattro"),)), Item((Text("cinque"),))), 4),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[clicca](javascript:alert(1))",
        "![x](http://spia.example/x.png)",
        "# non un titolo",
        "`codice`",
        "> citazione",
        "&lt;b&gt; &amp; &#60;",
        "http://example.org",
        "| a | b |\n|---|---|",
    ],
)
def test_everything_else_is_shown_as_typed(typed: str) -> None:
    (paragraph,) = markdown.blocks(typed)
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.text) == typed.replace("\n", " ")
    assert all(not (run.bold or run.italic or run.link) for run in paragraph.text if isinstance(run, Text))


VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, blacklist_categories=["C", "Z"]), min_size=1)
SENTENCE = st.lists(VISIBLE, min_size=1).map(" ".join)


@given(SENTENCE)
def test_escaped_text_is_that_very_text(text: str) -> None:
    assert plain(markdown.inline(markdown.escape(text))) == text


@given(st.text())
def test_anything_typed_can_be_read(text: str) -> None:
    markdown.blocks(text)


def test_the_numbers_of_a_mistyped_list_start_again() -> None:
    assert markdown.blocks("999999999. a") == (NumberedList((Item((Text("a"),)),), 1),)
