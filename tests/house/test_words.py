"""Every word of the code is in every catalogue, translated, with the same things to fill in; nothing else is."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/cabina.po"))
KEYWORDS = {"N_": None, "tr": None, "trn": (1, 2), "Nn_": (1, 2), "trp": ((1, "c"), 2), "T": (2,)}
FILL = re.compile(r"\{(\w*)[^{}]*\}")

needs_catalogue = pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parents[1].name)


@cache
def said() -> frozenset[tuple[str | None, str]]:
    """What the code says: context and text (of a plural, its singular)."""
    found = extract_from_dir(ROOT / "app", [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    return frozenset(
        (context, text[0] if isinstance(text, tuple) else text) for _, _, text, _, context in found if text
    )


def called(call: ast.Call) -> str:
    """The name of the function called: `tr` of both `tr(…)` and `i18n.tr(…)`."""
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


@cache
def written() -> frozenset[str]:
    """The words marked in the code, read as Python reads it: the extractor sees nothing inside an f-string."""
    calls = [
        node
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) in KEYWORDS
    ]
    words = [call.args[at] for call in calls if len(call.args) > (at := {"T": 1, "trp": 1}.get(called(call), 0))]
    return frozenset(word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str))


@cache
def catalogue(po: Path) -> Catalog:
    """A catalogue as read."""
    with po.open("rb") as file:
        return read_po(file)


def texts(value: str | tuple[str, ...] | list[str]) -> list[str]:
    """A text, or the forms of a plural."""
    return [value] if isinstance(value, str) else list(value)


def messages(po: Path) -> list[Message]:
    """The entries of a catalogue without its header."""
    return [message for message in catalogue(po) if message.id]


def test_no_word_hides_from_the_extractor() -> None:
    assert sorted(written() - {text for _, text in said()}) == []


@needs_catalogue
def test_every_word_of_the_code_is_translated(po: Path) -> None:
    done = {
        (message.context, texts(message.id)[0])
        for message in messages(po)
        if all(texts(message.string)) and not message.fuzzy
    }
    assert sorted(said() - done, key=str) == []


@needs_catalogue
def test_no_catalogue_keeps_words_nobody_says(po: Path) -> None:
    kept = {(message.context, texts(message.id)[0]) for message in messages(po)}
    assert sorted(kept - said(), key=str) == []


@needs_catalogue
def test_a_translation_fills_in_what_the_original_does(po: Path) -> None:
    wrong = [
        (message.id, message.string)
        for message in messages(po)
        if any(
            set(FILL.findall(form)) - {"n"} != set(FILL.findall(texts(message.id)[-1])) - {"n"}
            for form in texts(message.string)
        )
    ]
    assert wrong == []
