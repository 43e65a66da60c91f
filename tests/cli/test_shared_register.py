"""The same verbs on a shared register: prepared, filled, read and written at a PostgreSQL address."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina

if TYPE_CHECKING:
    from tests.helpers.postgres import PgServer

pytestmark = pytest.mark.postgresql
_numbers = itertools.count(1)
EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "committee.json"


@pytest.fixture
def address(shared_server: "PgServer") -> Iterator[str]:
    """A database with nothing in it."""
    name = f"outside_{next(_numbers)}"
    yield shared_server.create_database(name)
    shared_server.drop_database(name)


@pytest.fixture
def shared(address: str) -> Cabina:
    return lambda *words: program.run(*words, "--register", address, "--json")


def test_a_shared_register_says_the_same_as_an_embedded_one(shared: Cabina, register: Path, tmp_path: Path) -> None:
    assert shared("list", "project").code == 1  # nobody has prepared it
    assert shared("server", "prepare").code == 0
    assert shared("server", "prepare").code == 0  # again changes nothing
    program.run("export", "all", "--to", tmp_path / "one.json", "--register", register)
    assert shared("load", tmp_path / "one.json").code == 0
    shared("export", "all", "--to", tmp_path / "two.json")
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "one.json").read_bytes()
    embedded = program.at(register)
    for words in (
        ("list", "project", "--filter", "status=in_corso", "--filter", "end<2026-12-31"),
        ("list", "project", "--filter", "title~COMUNITA"), ("list", "intervention", "--text", "doposcuola"),
        ("show", "meeting", "2/2026"), ("list", "objective"),
    ):  # fmt: skip
        ours, theirs = shared(*words).json, embedded(*words).json
        assert [dict(row, version=1) for row in ours] == [dict(row, version=1) for row in theirs] \
            if isinstance(ours, list) else dict(ours, version=1) == dict(theirs, version=1)  # fmt: skip
    assert shared("check").json == {"problems": []}


def test_edits_history_undo_and_users_of_a_shared_register(
    shared: Cabina, shared_server: "PgServer", tmp_path: Path
) -> None:
    shared("server", "prepare")
    assert shared("load", EXAMPLE).code == 0
    version = shared("show", "project", "P13").json["version"]
    assert shared("set", "project", "P13", "progress=60", "--version", version).json["version"] == version + 1
    assert shared("set", "project", "P13", "progress=61", "--version", version).code == 1
    assert shared("history", "project", "P13").json[-1]["after"] == {"progress": 60}
    assert shared("undo").code == 0
    assert shared("show", "project", "P13").json["progress"] is None
    (tmp_path / "x.csv").write_text("codice;percentuale_avanzamento\nP12;70\nP13;80\n", "utf-8")
    assert shared("import", tmp_path / "x.csv", "--into", "project").json["changed"] == 2
    sara = ("server", "add", "--login", "outside_sara", "--role", "segretario", "--person", "M16")
    answer = shared(*sara)
    assert (answer.code, "outside_sara" in answer.err) == (1, True)  # whoever runs the server makes logins
    shared_server.execute("CREATE ROLE outside_sara LOGIN")
    assert shared(*sara).code == 0
    assert [row["login"] for row in shared("list", "account").json] == ["outside_sara"]


def test_a_broken_file_is_refused_there_too(shared: Cabina, tmp_path: Path) -> None:
    shared("server", "prepare")
    data = json.loads(EXAMPLE.read_text("utf-8"))
    data["projects"][0]["lead"] = "A99"
    (tmp_path / "x.json").write_text(json.dumps(data), "utf-8")
    answer = shared("load", tmp_path / "x.json")
    assert answer.code == 1
    assert "projects P01 · lead" in answer.err
    assert shared("list", "project").json == []
