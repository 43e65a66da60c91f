"""What installer.spec says it takes along is there to be taken: PyInstaller would only warn."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def recipe(root: Path) -> ast.Module:
    """The recipe, as a tree: it runs only inside PyInstaller."""
    return ast.parse((root / "installer.spec").read_text(encoding="utf-8"))


def strings(node: ast.AST) -> list[str]:
    """Every text written in a piece of code."""
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_every_hidden_import_and_data_package_exists(recipe: ast.Module) -> None:
    named: list[str] = []
    for node in ast.walk(recipe):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "hiddenimports":
            named += strings(node.value)
        elif isinstance(node, ast.For):
            named += strings(node.iter)
    assert "psycopg_binary" in named
    assert [name for name in named if find_spec(name) is None] == []


def test_every_folder_and_file_taken_along_exists(recipe: ast.Module, root: Path) -> None:
    sources = [
        node.right.value
        for node in ast.walk(recipe)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant)
    ]
    assert {"resources", "db", "LICENSE", "main.py"} <= set(sources)
    assert [name for name in sources if not (root / str(name)).exists()] == []
