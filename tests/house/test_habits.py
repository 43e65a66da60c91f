"""The habits of the house that no other tool watches, over every file git keeps."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

LINES_PER_FILE = 400
LINES_PER_FUNCTION = 60
BINARY = {".png", ".ico", ".icc", ".pdf", ".ttf", ".xlsx", ".xls", ".ods", ".db", ".gz", ".zip"}

# Written in pieces, so that this file does not find itself.
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:" + "work|root|opt/" + "pypi|home/" + r"\w+)/" + r"|[A-Z]:\\" + r"Users\\", re.ASCII
)
REGISTRIES = re.compile(
    "|".join(("pypi" r"\.org", "python" r"hosted\.org", "npm" r"js\.(?:org|com)", "deb" r"\.debian\.org"))
)
LOOSE_ENDS = re.compile(r"\b(?:" + "TO" + "DO|FIX" + "ME|XX" + "X)" + r"\b")


@pytest.fixture(scope="module")
def kept(root: Path) -> list[Path]:
    """Every text file git keeps, or is about to."""
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if answer.returncode != 0:
        pytest.skip("not a git checkout")
    files = [root / name for name in answer.stdout.split("\0") if name]
    return [file for file in files if file.suffix not in BINARY and file.is_file()]


@pytest.fixture(scope="module")
def modules(kept: list[Path], root: Path) -> list[Path]:
    """Our Python, but the migrations, which are records of what was done."""
    return [file for file in kept if file.suffix == ".py" and (root / "db" / "versions") not in file.parents]


def places(files: list[Path], pattern: re.Pattern[str], root: Path) -> list[str]:
    """Where a pattern is found: "app/x.py:12: the line"."""
    return [
        f"{file.relative_to(root)}:{number}: {line.strip()[:100]}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_path_of_somebodys_machine(kept: list[Path], root: Path) -> None:
    assert places(kept, MACHINE_PATHS, root) == []


def test_no_address_of_a_package_registry(kept: list[Path], root: Path) -> None:
    assert places(kept, REGISTRIES, root) == []


def test_nothing_is_left_for_later(kept: list[Path], root: Path) -> None:
    assert places([file for file in kept if file.name != "LICENSE"], LOOSE_ENDS, root) == []


def test_files_stay_short(modules: list[Path], root: Path) -> None:
    long = {}
    for file in modules:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > LINES_PER_FILE:
            long[str(file.relative_to(root))] = lines
    assert long == {}


def test_functions_stay_short(modules: list[Path], root: Path) -> None:
    long = [
        f"{file.relative_to(root)}:{node.lineno} {node.name} {lines}"
        for file in modules
        for node in functions(file)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES_PER_FUNCTION
    ]
    assert long == []


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_nobody_waits_for_time_to_pass(modules: list[Path], root: Path) -> None:
    """Ruff bans time.sleep; this also finds Qt's, asyncio's and the shell's."""
    found = [
        f"{file.relative_to(root)}:{node.lineno}"
        for file in modules
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id)
        in {"sleep", "msleep", "usleep", "qSleep", "qWait"}
    ]
    assert found == []


def test_no_error_is_swallowed(modules: list[Path], root: Path) -> None:
    """`except: pass` and `except Exception: pass` hide bugs; a named, known failure may be let go."""
    found = [
        f"{file.relative_to(root)}:{node.lineno}"
        for file in modules
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and all(isinstance(statement, ast.Pass) for statement in node.body)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert found == []


def test_strict_types_have_no_exceptions(root: Path) -> None:
    tools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["mypy"]["strict"] is True
    assert "overrides" not in tools["mypy"]
    assert "ignore_missing_imports" not in tools["mypy"]


def test_top_level_is_the_one_decided(root: Path, kept: list[Path]) -> None:
    allowed = {
        "app", "resources", "db", "tests", "main.py", "pyproject.toml", "installer.spec", "README.md", "CHANGELOG.md",
        "CONTRIBUTING.md", "LICENSE", "publiccode.yml", "Makefile", "requirements", "benchmarks", "docs", "typings",
    }  # fmt: skip
    found = {file.relative_to(root).parts[0] for file in kept}
    assert {name for name in found if not name.startswith(".")} <= allowed
