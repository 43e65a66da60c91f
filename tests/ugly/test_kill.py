"""kill -9 in the middle: nothing half-written, nothing acknowledged lost, and the register opens as if nothing was."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina

ROOT = Path(__file__).resolve().parents[2]


def killed_at(moment: str, *words: object) -> None:
    """Run the program until it reaches a moment, and kill it there."""
    command = [sys.executable, "-m", "tests.ugly.stopped", moment, *map(str, words)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.kill()
        _, err = process.communicate(timeout=60)
    assert said == "here\n", f"the program never reached {moment}: {said} {err}"


IMPORT_MOMENTS = ["step:1", "step:5", "step:7", "commit", "committed"]


@pytest.mark.parametrize("moment", IMPORT_MOMENTS)
def test_an_import_that_is_killed_is_there_whole_or_not_at_all(
    cabina: Cabina, register: Path, sheet: Path, moment: str
) -> None:
    killed_at(moment, "import", sheet, "--into", "project", "--register", register, "--json")
    done = moment == "committed"
    assert len(cabina("list", "project").json) == (3025 if done else 25)
    assert len(cabina("list", "funding_line").json) == (3040 if done else 40)
    assert ("di nuovo" in cabina("show", "project", "P13").json["title"]) is done
    assert cabina("check").json == {"problems": []}
    if not done:
        again = cabina("import", sheet, "--into", "project")
        assert (again.code, again.json["new"], again.json["changed"]) == (0, 3000, 1)
        assert cabina("check").json == {"problems": []}


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv", "json", "pdf"])
def test_an_export_that_is_killed_leaves_the_file_of_before(
    cabina: Cabina, register: Path, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"e.{suffix}"
    target.write_text("il file di prima", "utf-8")
    killed_at("fsync", "export", "project", "--to", target, "--register", register)
    assert target.read_text("utf-8") == "il file di prima"
    assert cabina("export", "project", "--to", target).code == 0
    assert target.stat().st_size > 1000
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_whole_export_that_is_killed_leaves_the_file_of_before(
    cabina: Cabina, register: Path, tmp_path: Path
) -> None:
    target = tmp_path / "tutto.json"
    target.write_text("{}", "utf-8")
    killed_at("fsync", "export", "all", "--to", target, "--register", register)
    assert target.read_text("utf-8") == "{}"
    assert cabina("export", "all", "--to", target).code == 0
    assert len(json.loads(target.read_text("utf-8"))["projects"]) == 25


@pytest.mark.parametrize("moment", ["commit:1", "commit:2", "replace"])
def test_a_register_killed_while_it_is_made_can_be_made_again(
    tmp_path: Path, cabina: Cabina, register: Path, moment: str
) -> None:
    cabina("export", "all", "--to", tmp_path / "all.json")
    new = tmp_path / "nuovo.db"
    killed_at(moment, "load", tmp_path / "all.json", "--register", new)
    answer = program.run("load", tmp_path / "all.json", "--register", new)
    assert answer.code == 0, answer.err
    program.run("export", "all", "--to", tmp_path / "again.json", "--register", new)
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()
    assert program.run("check", "--register", new, "--json").json == {"problems": []}


@pytest.mark.parametrize("moment", ["commit", "committed"])
def test_an_edit_that_is_killed_is_there_or_not(cabina: Cabina, register: Path, moment: str) -> None:
    killed_at(moment, "set", "project", "P13", "progress=60", "--register", register)
    shown = cabina("show", "project", "P13").json
    assert (shown["progress"], shown["version"]) == ((60, 2) if moment == "committed" else (None, 1))
    assert len(cabina("history", "project", "P13").json) == shown["version"]
    assert cabina("check").json == {"problems": []}


EDITS = """
import sys
from tests.helpers import cabina
for n in range(1, 101):
    assert cabina.run("set", "project", "P13", f"progress={n}", "--register", sys.argv[1]).code == 0
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
"""


def test_nothing_that_was_acknowledged_is_lost(cabina: Cabina, register: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", EDITS, str(register)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(7)]
        process.kill()
        rest, _ = process.communicate(timeout=60)
    last = int(rest.split()[-1]) if rest.split() else told[-1]
    shown = cabina("show", "project", "P13").json
    assert shown["progress"] in (last, last + 1)
    assert shown["version"] == shown["progress"] + 1
    assert cabina("check").json == {"problems": []}


def test_a_backup_that_is_killed_leaves_the_copy_of_before(cabina: Cabina, register: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copia.db"
    assert cabina("backup", "--to", copy).code == 0
    before = copy.read_bytes()
    killed_at("replace", "backup", "--to", copy, "--register", register)
    assert copy.read_bytes() == before
    assert cabina("backup", "--to", copy).code == 0


@pytest.mark.parametrize("moment", ["step:1", "replace:1", "replace:2"])
def test_a_restore_that_is_killed_loses_neither_register(
    cabina: Cabina, register: Path, tmp_path: Path, moment: str
) -> None:
    copy = tmp_path / "copia.db"
    cabina("backup", "--to", copy)
    cabina("set", "project", "P13", "progress=99")
    killed_at(moment, "restore", copy, "--register", register)
    kept = [path for path in (register, *tmp_path.glob("registro-sostituito-*.db")) if path.exists()]
    assert 99 in [program.at(path)("show", "project", "P13").json["progress"] for path in kept]
    assert cabina("restore", copy).code == 0
    assert cabina("show", "project", "P13").json["progress"] is None
