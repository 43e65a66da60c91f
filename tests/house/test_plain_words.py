"""What people type is never read as HTML: labels come from `app.ui.kit.plain`, tooltips of such words go through it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "app" / "ui"
FILES = sorted(path for path in UI.rglob("*.py") if path.name != "plain.py")
OWN = {"tr", "trn", "tip", "marked"}
"""Who makes words that are the program's own, or harmless."""


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def is_own(node: ast.expr) -> bool:
    """Whether the words are surely not a record's."""
    if isinstance(node, ast.IfExp):
        return is_own(node.body) and is_own(node.orelse)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in OWN
    return isinstance(node, ast.Constant)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_label_guesses_whether_its_text_is_html(path: Path) -> None:
    bare = [node.lineno for node, name in calls(path) if name == "QLabel"]
    assert bare == [], "use plain() or rich() of app.ui.kit.plain"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_tooltip_guesses_either(path: Path) -> None:
    bare = [node.lineno for node, name in calls(path) if name == "setToolTip" and not is_own(node.args[-1])]
    assert bare == [], "use tip() of app.ui.kit.plain"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_a_kind_of_label_says_what_its_text_is(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "QLabel" for base in node.bases):
            assert "setTextFormat" in {getattr(one, "attr", "") for one in ast.walk(node)}, node.name
