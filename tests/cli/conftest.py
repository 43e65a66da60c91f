"""Registers the command line is tried on: the example made once, copied for each test."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "committee.json"


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `cabina demo` makes."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert program.run("demo", "--register", path).code == 0
    return path


@pytest.fixture
def register(demo_register: Path, tmp_path: Path) -> Path:
    """A copy of the example register, this test's own."""
    return Path(shutil.copy(demo_register, tmp_path / "registro.db"))


@pytest.fixture
def cabina(register: Path) -> Cabina:
    """Verbs on this test's register, answered in JSON."""
    return program.at(register)


@pytest.fixture(scope="session")
def committee_file() -> dict[str, Any]:
    """The example in the committee file's shape. Never change it: copy."""
    data: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    return data
