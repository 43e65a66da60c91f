"""Reserved paragraphs: what is cut is at least what the paper would print as that paragraph."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import markdown
from app.documents.structure import Block, BulletList, Item, NumberedList, Paragraph, plain
from app.domain import reserved


def texts(blocks: tuple[Block, ...]) -> list[str]:
    """Every paragraph a text prints."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(plain(block.text))
        elif isinstance(block, BulletList | NumberedList):
            for item in block.items:
                assert isinstance(item, Item)
                found += [plain(item.text), *texts(item.blocks)]
    return found


@pytest.mark.parametrize(
    ("text", "public", "whole"),
    [
        ("Uno.\n\n%% Due.\n\nTre.", "Uno.\n\n◆\n\nTre.", "Uno.\n\nDue.\n\nTre."),
        ("- a\n- %% b\n- c", "- a\n- ◆\n- c", "- a\n- b\n- c"),
        ("%% a\ne ancora a\n2. e ancora", "◆", "a\ne ancora a\n2. e ancora"),
        ("%%a\\\nsu un'altra riga", "◆", "a\\\nsu un'altra riga"),
        ("1. a\n2. %% b\n3. c", "1. a\n2. ◆\n3. c", "1. a\n2. b\n3. c"),
        ("- %% a\n  2. dello stesso\n- b", "- ◆\n- b", "- a\n  2. dello stesso\n- b"),
        ("**%% a** b", "◆", "**a** b"),
        ("il 50 %% di a", "il 50 %% di a", "il 50 %% di a"),
    ],
)
def test_what_is_published_and_what_is_printed(text: str, public: str, whole: str) -> None:
    assert reserved.cut(text, lambda: "◆")[0] == public
    assert reserved.without_marks(text) == whole


LINES = st.lists(
    st.builds(
        lambda indent, mark, words: " " * indent + mark + words,
        st.integers(0, 9),
        st.sampled_from(["", "- ", "* ", "1. ", "2. ", "3) ", "-", "- - ", "    "]),
        st.sampled_from(["%% segreto", "%%segreto", "segreto", "altro", "", "**%% segreto**", "*segreto*"]),
    ),
    max_size=9,
)


@settings(max_examples=600, deadline=None)
@given(lines=LINES)
def test_no_reserved_paragraph_of_any_text_is_published(lines: list[str]) -> None:
    text = "\n".join(lines)
    public, _ = reserved.cut(text, lambda: "◆")
    shown = texts(markdown.blocks(public))
    assert not [paragraph for paragraph in shown if paragraph.lstrip().startswith("%%")]
    kept = sum(one.count("segreto") for one in texts(markdown.blocks(text)) if not one.lstrip().startswith("%%"))
    assert " ".join(shown).count("segreto") <= kept
    assert not any(one.lstrip().startswith("%%") for one in texts(markdown.blocks(reserved.without_marks(text))))
