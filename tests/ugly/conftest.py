"""A register to ill-treat: the example, copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's records in a register, without its papers (they cost more than all of this)."""
    from tests.helpers.register import EXAMPLE

    path = tmp_path_factory.mktemp("example") / "example.db"
    assert program.run("load", EXAMPLE, "--register", path).code == 0
    return path


@pytest.fixture
def register(example_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(example_file, tmp_path / "registro.db"))


@pytest.fixture
def cabina(register: Path) -> Cabina:
    return program.at(register)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Three thousand projects to import, each with money, and one of ours changed."""
    lines = ["Codice;Titolo;Settore;Capofila;Destinatari;Zone;Importo;Fonte"]
    lines += [f"N{n:04};Progetto {n};SOC;A01;T16;Z01;{n},50;COMUNE" for n in range(1, 3001)]
    lines.append("P13;Compiti insieme, di nuovo;EDU;A08;T02;Z01|Z04;;")
    path = tmp_path / "tanti.csv"
    path.write_text("\r\n".join(lines), "utf-8")
    return path
