"""The papers of a sitting, and keeping the register well: check, backup, restore, server, shot."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from app.domain.permissions import Role
from app.store.policies import group
from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_minutes_that_are_final_are_the_kept_bytes(cabina: Cabina, tmp_path: Path) -> None:
    made = cabina("minutes", "2/2026", "--to", tmp_path / "v.pdf").json
    assert made == {"file": str(tmp_path / "v.pdf"), "sha256": sha(tmp_path / "v.pdf"), "draft": False}
    kept = cabina("list", "minutes_version", "--filter", "meeting=S2").json
    assert [row["file"] for row in kept] == [made["sha256"]]
    told = cabina("verify", tmp_path / "v.pdf").json
    assert {k: told[k] for k in ("intact", "kept", "meeting", "data_equal", "signatures")} == {
        "intact": True, "kept": kept[0]["code"], "meeting": "S2", "data_equal": True, "signatures": [],
    }  # fmt: skip


def test_minutes_say_when_the_register_has_moved_on(cabina: Cabina, tmp_path: Path) -> None:
    cabina("minutes", "2/2026", "--to", tmp_path / "v.pdf")
    cabina("set", "person", "M08", "last_name=Cambiato")
    assert cabina("verify", tmp_path / "v.pdf").json["data_equal"] is False


def test_a_spoilt_paper_is_no_longer_intact(cabina: Cabina, tmp_path: Path) -> None:
    cabina("minutes", "2/2026", "--to", tmp_path / "v.pdf")
    data = (tmp_path / "v.pdf").read_bytes()
    (tmp_path / "v.pdf").write_bytes(data[: len(data) // 2])
    told = cabina("verify", tmp_path / "v.pdf")
    assert (told.code, told.json["intact"], told.json["kept"]) == (0, False, None)
    assert told.json["problems"]
    assert cabina("verify", tmp_path / "manca.pdf").code == 1


@pytest.mark.parametrize(
    ("words", "draft"),
    [
        (("minutes", "S2"), False),
        (("minutes", "3/2026"), True),
        (("notice", "2/2026"), False),
        (("attendance-sheet", "2/2026"), False),
        (("extract", "2/2026", "--item", "2"), False),
        (("decisions",), False),
        (("decisions", "2026"), False),
        (("decisions", "2/2026"), False),
    ],
)
def test_every_paper_is_a_sound_pdf(cabina: Cabina, tmp_path: Path, words: tuple[str, ...], draft: bool) -> None:
    made = cabina(*words, "--to", tmp_path / "f.pdf")
    assert (made.code, made.json["draft"]) == (0, draft), made.err
    assert cabina("verify", tmp_path / "f.pdf").json["intact"]


@pytest.mark.parametrize(
    "words",
    [("minutes", "9/2026"), ("minutes", "due"), ("extract", "2/2026", "--item", "77"), ("decisions", "duemila"),
     ("notice", "P13"), ("minutes", "2/2026", "--to", "manca/f.pdf")],
)  # fmt: skip
def test_a_paper_that_cannot_be_made_is_told(cabina: Cabina, tmp_path: Path, words: tuple[str, ...]) -> None:
    words = words if "--to" in words else (*words, "--to", str(tmp_path / "f.pdf"))
    answer = cabina(*words)
    assert (answer.code, answer.out) == (1, "")
    assert not (tmp_path / "f.pdf").exists()


def test_a_sound_register_has_no_problems(cabina: Cabina) -> None:
    assert (cabina("check").code, cabina("check").json) == (0, {"problems": []})


def test_who_goes_around_the_program_leaves_a_trace(cabina: Cabina, register: Path) -> None:
    with sqlite3.connect(register) as line:
        line.execute("DROP TRIGGER IF EXISTS history_stays")
        names = [row[0] for row in line.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            line.execute(f'DROP TRIGGER "{name}"')
        line.execute('UPDATE "change" SET who = \'nessuno\' WHERE seq = (SELECT max(seq) - 3 FROM "change")')
    line.close()
    answer = cabina("check")
    assert answer.code == 1
    assert answer.json["problems"]


def test_a_copy_taken_and_put_back(cabina: Cabina, register: Path, tmp_path: Path) -> None:
    assert cabina("backup", "--to", tmp_path / "copia.db").json == {"file": str(tmp_path / "copia.db")}
    cabina("set", "project", "P13", "progress=99")
    answer = cabina("restore", tmp_path / "copia.db")
    assert (answer.code, answer.json["register"]) == (0, str(register))
    assert cabina("show", "project", "P13").json["progress"] is None
    kept = program.at(Path(answer.json["kept"]))
    assert kept("show", "project", "P13").json["progress"] == 99


def test_a_copy_opens_anywhere_and_a_bad_one_is_refused(cabina: Cabina, tmp_path: Path) -> None:
    cabina("backup", "--to", tmp_path / "copia.db")
    assert program.at(tmp_path / "copia.db")("check").json == {"problems": []}
    (tmp_path / "rotta.db").write_bytes((tmp_path / "copia.db").read_bytes()[:50_000])
    for bad in ("rotta.db", "manca.db"):
        assert cabina("restore", tmp_path / bad).code == 1
    assert cabina("backup", "--to", tmp_path / "manca" / "copia.db").code == 1
    assert cabina("show", "project", "P13").code == 0


def test_the_sql_of_a_server_is_told(cabina: Cabina) -> None:
    told = cabina("server", "sql").json["sql"]
    assert "CREATE ROLE" in told
    assert all(f"'{group(role)}'" in told for role in Role)


def test_a_server_that_is_not_there_is_told() -> None:
    answer = program.run("list", "project", "--register", "postgresql://nobody@127.0.0.1:1/x", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "postgresql" not in answer.err.lower() or "://" not in answer.err


def test_a_picture_of_a_screen(cabina: Cabina, tmp_path: Path, qapp: object) -> None:
    answer = cabina("shot", "register", "--to", tmp_path / "s.png", "--size", "1024x600")
    assert (answer.code, answer.json) == (0, {"file": str(tmp_path / "s.png")})
    assert (tmp_path / "s.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("size", ["abc", "grande", "0x0", "10", "1366x", "axb"])
def test_a_size_that_is_none_is_told(cabina: Cabina, tmp_path: Path, size: str) -> None:
    assert cabina("shot", "register", "--to", tmp_path / "s.png", "--size", size).code == 2
    assert cabina("shot", "pippo", "--to", tmp_path / "s.png").code == 1


def test_the_example_is_the_same_whoever_makes_it(cabina: Cabina, tmp_path: Path) -> None:
    cabina("export", "all", "--to", tmp_path / "a.json")
    whole = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [row["meeting"] for row in whole["minutes_versions"] if row["final"]] != []
    assert all(row["file"] and row["file_name"] for row in whole["attachments"])
    assert whole["settings"]["question"] == "Come possiamo produrre benessere insieme?"
    assert len(whole["keywords"]) == 5
