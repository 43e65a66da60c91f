"""A contract nobody has seen fail is a comment: each one is broken on purpose, in a copy of the house.

All violations are planted at once, each in a file of its own, and the linter must name every one of them under
its contract; so the whole proof costs three runs of the linter. Function-level imports count: half the plants are.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

FLOORS = "Six floors, imports go down only"
QT = "Qt only in ui and bootstrap"
SQL = "SQL only in store"
REPORTLAB = "ReportLab only in documents"
SPREADSHEETS = "Spreadsheet libraries only in exchange"
DOORS = "The window and the command line reach the store through use-cases"
DOMAIN = "The domain knows nobody but core"


@dataclass(frozen=True)
class Plant:
    """One import that must not be: `floor` imports `imported`, and `contract` forbids it."""

    contract: str
    floor: str
    imported: str

    @property
    def importer(self) -> str:
        """The module that commits the violation."""
        return f"app.{self.floor}.planted_{self.imported.replace('.', '_').lower()}"


PLANTS = (
    Plant(FLOORS, "core", "app.domain"),
    Plant(FLOORS, "domain", "app.usecases"),
    Plant(FLOORS, "store", "app.documents"),
    Plant(FLOORS, "documents", "app.exchange"),
    Plant(FLOORS, "exchange", "app.store"),
    Plant(FLOORS, "usecases", "app.ui"),
    Plant(FLOORS, "cli", "app.ui"),
    Plant(FLOORS, "ui", "app.cli"),
    Plant(FLOORS, "ui", "app.bootstrap"),
    Plant(QT, "core", "PySide6"),
    Plant(QT, "usecases", "PySide6"),
    Plant(QT, "documents", "qtawesome"),
    Plant(QT, "cli", "PySide6"),
    Plant(SQL, "ui", "sqlite3"),
    Plant(SQL, "usecases", "sqlalchemy"),
    Plant(SQL, "domain", "sqlmodel"),
    Plant(SQL, "exchange", "psycopg"),
    Plant(SQL, "cli", "alembic"),
    Plant(REPORTLAB, "usecases", "reportlab"),
    Plant(REPORTLAB, "ui", "reportlab"),
    Plant(SPREADSHEETS, "usecases", "xlsxwriter"),
    Plant(SPREADSHEETS, "store", "python_calamine"),
    Plant(DOORS, "ui", "app.store"),
    Plant(DOORS, "cli", "app.store"),
    Plant(DOMAIN, "domain", "app.store"),
    Plant(DOMAIN, "domain", "subprocess"),
)


@cache
def house() -> Path:
    """The folder of the house."""
    return Path(__file__).resolve().parents[2]


def copy_of_the_house(to: Path) -> Path:
    """The code and its contracts in another folder, with `cli` as a package so that plants have a place."""
    shutil.copytree(house() / "app", to / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(house() / "pyproject.toml", to)
    if (single := to / "app" / "cli.py").exists():
        (to / "app" / "cli").mkdir()
        single.rename(to / "app" / "cli" / "__init__.py")
    return to


def plant(tree: Path, what: Plant) -> None:
    """Write the forbidden import, late ones inside a function as people hide them."""
    line = f"import {what.imported}\n"
    code = line if len(what.floor) % 2 else f"def late() -> None:\n    {line}"
    (tree / Path(*what.importer.split("."))).with_suffix(".py").write_text(code)


def lint(tree: Path) -> tuple[dict[str, str], str]:
    """What the linter says of a tree: the verdict on each contract, and the whole text."""
    linter = Path(sysconfig.get_path("scripts")) / ("lint-imports.exe" if sys.platform == "win32" else "lint-imports")
    answer = subprocess.run(
        [linter, "--no-cache", "--config", "pyproject.toml"],
        cwd=tree, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    verdicts = {name.strip(): verdict for name, verdict in re.findall(r"^(.+) (KEPT|BROKEN)", answer.stdout, re.M)}
    return verdicts, answer.stdout + answer.stderr


def section(text: str, contract: str) -> str:
    """What the linter says under a broken contract's own heading."""
    broken = text.partition("Broken contracts")[2]
    parts = re.split(r"^(.+)\n-{3,}$", broken, flags=re.M)
    found = [body for title, body in zip(parts[1::2], parts[2::2], strict=True) if title.strip() == contract]
    assert len(found) == 1, f"no section on {contract!r} in:\n{text}"
    return found[0]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    """What the linter says of the house with every violation in it."""
    tree = copy_of_the_house(tmp_path_factory.mktemp("planted"))
    for what in PLANTS:
        plant(tree, what)
    return lint(tree)


def test_every_contract_has_a_plant() -> None:
    contracts = set(re.findall(r'^name = "(.+)"$', contracts_of_the_house(), re.M))
    assert contracts == {what.contract for what in PLANTS}


def contracts_of_the_house() -> str:
    """The part of pyproject.toml that holds the contracts."""
    return (house() / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.importlinter]")[2]


def test_the_house_as_it_stands_keeps_every_contract() -> None:
    verdicts, text = lint(house())
    assert set(verdicts) == {what.contract for what in PLANTS}, text
    assert set(verdicts.values()) == {"KEPT"}, text


@pytest.mark.parametrize("what", PLANTS, ids=lambda what: f"{what.floor}-imports-{what.imported}")
def test_a_planted_violation_is_seen(planted: tuple[dict[str, str], str], what: Plant) -> None:
    verdicts, text = planted
    assert verdicts[what.contract] == "BROKEN", text
    imported = what.imported if "." in what.imported else re.escape(what.imported)
    assert re.search(rf"{re.escape(what.importer)} -> {imported}\b", section(text, what.contract)), text


def test_a_package_without_a_floor_is_seen(tmp_path: Path) -> None:
    tree = copy_of_the_house(tmp_path)
    (tree / "app" / "attic").mkdir()
    (tree / "app" / "attic" / "__init__.py").write_text("")
    verdicts, text = lint(tree)
    assert verdicts[FLOORS] == "BROKEN", text
    assert "app.attic" in section(text, FLOORS), text
