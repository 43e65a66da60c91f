"""What is pinned can be installed by anybody: hashes, no addresses, every system, and no PySide6 that aborts."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PINNED = ("runtime.txt", "dev.txt", "installer.txt")
SYSTEMS = (("linux", "Linux", "posix"), ("win32", "Windows", "nt"), ("darwin", "Darwin", "posix"))
PYTHONS = ("3.11", "3.12", "3.13")
COMES_WITH = {"sqlalchemy", "pydantic", "shiboken6"}
"""Half of what SQLModel and PySide6 are, and versioned with them."""


def pins(file: Path) -> dict[str, str]:
    """Package → pinned version, with its extras dropped."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", file.read_text(encoding="utf-8"), re.M)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("name", PINNED)
def test_every_pin_has_hashes_and_no_address(root: Path, name: str) -> None:
    text = (root / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    assert blocks
    assert [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?:|file://|--index|--find-links|--extra-index|@ ", text) == []


def environment(system: tuple[str, str, str], python: str) -> Environment:
    """The markers' view of a computer we are not on."""
    sys_platform, platform_system, os_name = system
    return Environment(
        implementation_name="cpython",
        implementation_version=f"{python}.0",
        os_name=os_name,
        platform_machine="arm64" if sys_platform == "darwin" else "AMD64",
        platform_release="",
        platform_system=platform_system,
        platform_version="",
        python_full_version=f"{python}.0",
        platform_python_implementation="CPython",
        python_version=python,
        sys_platform=sys_platform,
    )


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system[1])
def test_nothing_is_asked_for_that_is_not_pinned(root: Path, system: tuple[str, str, str], python: str) -> None:
    """Pip refuses an unpinned package when hashes are required: on Windows nobody here would notice."""
    view: dict[str, Any] = {**environment(system, python), "extra": ""}
    runtime = pins(root / "requirements" / "runtime.txt")
    everything = runtime | pins(root / "requirements" / "dev.txt")
    missing = {
        f"{name} asks for {asked}"
        for pinned in (runtime, everything)
        for name in pinned
        for asked in map(Requirement, metadata.requires(name) or [])
        if (asked.marker is None or asked.marker.evaluate(view)) and canonicalize_name(asked.name) not in pinned
    }
    assert missing == set()


def test_what_the_project_declares_is_what_is_pinned(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = pins(root / "requirements" / "runtime.txt")
    for asked in map(Requirement, project["dependencies"]):
        assert asked.specifier.contains(pinned[canonicalize_name(asked.name)]), asked


def test_the_pyside_that_loses_references_is_excluded(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"] if line.startswith("PySide6")]
    assert len(asked) == 2
    assert not any(requirement.specifier.contains("6.12.0") for requirement in asked)
    assert all(requirement.specifier.contains("6.11.3") for requirement in asked)
    assert metadata.version("PySide6-Essentials") != "6.12.0"


def test_what_the_code_imports_is_what_the_project_declares(root: Path) -> None:
    """A library that only happens to be here, through another one, is gone with that one's next version."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    owners = metadata.packages_distributions()
    unowned = {
        f"{file.relative_to(root)} imports {name}"
        for file in [root / "main.py", *(root / "app").rglob("*.py")]
        for name in imported(file)
        if name not in sys.stdlib_module_names and name != "app"
        if not {canonicalize_name(owner) for owner in owners.get(name, [])} & (declared | COMES_WITH)
    }
    assert unowned == set()


def imported(file: Path) -> set[str]:
    """The first part of every absolute import of a file, late ones included."""
    roots: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            roots.add(node.module.partition(".")[0])
    return roots
