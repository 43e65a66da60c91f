"""The disk says no: full, read-only, or the register there is not what it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import cabina as program
from tests.helpers.cabina import Answer, Cabina

ROOT = Path(__file__).resolve().parents[2]
# The limits of a process are its own, so these run in one: no file may grow beyond some bytes; nobody's rights.
SMALL_FILES = """
import resource, signal, sys
from app import bootstrap
from app.usecases import exports, imports, reports  # loaded before the limit: Python writes its own files too
sys.dont_write_bytecode = True
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(bootstrap.run(sys.argv[2:]))
"""
NOBODY = """
import os, sys
# Python itself may be root's alone: what is imported late is imported here
import asyncio, alembic.command, sqlalchemy.dialects.sqlite, stdnum.luhn, stdnum.it.codicefiscale, encodings.utf_8_sig
import importlib, pkgutil
from app import bootstrap, cli, usecases
for one in pkgutil.iter_modules(usecases.__path__):
    importlib.import_module("app.usecases." + one.name)
sys.dont_write_bytecode = True
if os.geteuid() == 0:
    os.setgroups([]); os.setegid(65534); os.seteuid(65534)
sys.exit(bootstrap.run(sys.argv[2:]))
"""


def outside(code: str, limit: int, *words: object) -> Answer:
    """Run the program in a process of its own, under a limit, with folders anybody may write in."""
    home = tempfile.TemporaryDirectory(prefix="cabina-anybody-")
    Path(home.name).chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", code, str(limit), *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "CABINA_STATE": home.name, "CABINA_CACHE": home.name},
    )  # fmt: skip
    home.cleanup()
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


ROOM = 40_000  # bytes: the register's own shared memory fits, no file a person asks for does


@pytest.fixture(scope="module")
def many(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example and two thousand projects more."""
    folder = tmp_path_factory.mktemp("many")
    lines = ["Codice;Titolo;Settore;Capofila;Destinatari;Zone"]
    lines += [f"N{n:04};Progetto {n * 7919};SOC;A01;T16;Z01" for n in range(2000)]
    (folder / "m.csv").write_text("\n".join(lines), "utf-8")
    path = Path(shutil.copy(example_file, folder / "registro.db"))
    assert program.run("import", folder / "m.csv", "--into", "project", "--register", path).code == 0
    return path


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv", "json", "pdf"])
def test_an_export_to_a_full_disk_leaves_nothing_and_says_so(many: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / "out" / f"e.{suffix}"
    target.parent.mkdir()
    some = ("--filter", "code~P") if suffix == "pdf" else ()
    answer = outside(SMALL_FILES, ROOM, "export", "project", "--to", target, *some, "--register", many)
    assert (answer.code, answer.out) == (1, "")
    assert "più spazio" in answer.err
    assert list(target.parent.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
def test_an_import_to_a_full_disk_writes_nothing_and_says_so(cabina: Cabina, register: Path, sheet: Path) -> None:
    room = register.stat().st_size + 40_000
    answer = outside(SMALL_FILES, room, "import", sheet, "--into", "project", "--register", register)
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.told) == 1
    assert len(cabina("list", "project").json) == 25
    assert cabina("check").json == {"problems": []}
    assert cabina("import", sheet, "--into", "project").code == 0


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
def test_a_copy_and_a_new_register_on_a_full_disk_leave_nothing(register: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    copy = outside(SMALL_FILES, 100_000, "backup", "--to", folder / "c.db", "--register", register)
    assert (copy.code, len(copy.told), list(folder.iterdir())) == (1, 1, [])
    made = outside(SMALL_FILES, 100_000, "load", tmp_path / "niente.json", "--register", folder / "n.db")
    assert (made.code, len(made.told)) == (1, 1)
    assert not (folder / "n.db").exists()


@pytest.fixture
def locked(register: Path) -> Iterator[Path]:
    """A folder where nobody may write, open to be read; not pytest's, which is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="cabina-locked-"))
    shutil.copy(register, folder / "registro.db")
    (folder / "registro.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_a_folder_where_one_may_not_write_is_told_in_a_sentence(locked: Path) -> None:
    register = locked / "registro.db"
    for words in (
        ("show", "project", "P13"), ("list", "project"), ("check",),
        ("set", "project", "P13", "progress=60"), ("undo",), ("export", "project", "--to", locked / "e.csv"),
        ("backup", "--to", locked / "c.db"), ("load", ROOT / "resources" / "demo" / "committee.json"),
    ):  # fmt: skip
        answer = outside(NOBODY, 0, *words, "--register", register)
        assert answer.code == 0 or len(answer.told) == 1, (words, answer)
        assert answer.code == (0 if words[0] in ("show", "list", "check") else 1), (words, answer)
    assert [path.name for path in locked.iterdir()] == ["registro.db"]
    made = outside(NOBODY, 0, "demo", "--register", locked / "nuovo.db")
    assert (made.code, len(made.told)) == (1, 1)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_a_register_in_a_folder_where_one_may_not_write_is_read_whole(locked: Path) -> None:
    register = locked / "registro.db"
    with tempfile.TemporaryDirectory(prefix="cabina-anybody-") as home:
        Path(home).chmod(0o777)
        shown = outside(NOBODY, 0, "show", "project", "P13", "--register", register)
        assert (shown.code, shown.out.splitlines()[0]) == (0, "Codice: P13")
        for words in (("export", "project", "--to", f"{home}/e.xlsx"), ("backup", "--to", f"{home}/c.db")):
            answer = outside(NOBODY, 0, *words, "--register", register)
            assert answer.code == 0, (words, answer)
        assert Path(home, "c.db").stat().st_size > 100_000
        refused = outside(NOBODY, 0, "set", "project", "P13", "progress=61", "--register", register)
    assert (refused.code, len(refused.told)) == (1, 1)
    assert "sola lettura" in refused.err


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_what_was_written_last_is_not_left_out_of_sight(locked: Path) -> None:
    """A file beside the register holds what it has not taken in yet: reading without it would show an older one."""
    locked.chmod(0o755)
    (locked / "registro.db-wal").write_bytes(b"x" * 4096)
    (locked / "registro.db-wal").chmod(0o400)
    locked.chmod(0o555)
    answer = outside(NOBODY, 0, "show", "project", "P13", "--register", locked / "registro.db")
    assert (answer.code, len(answer.told)) == (1, 1)
    assert "-wal" in answer.err


def _text(path: Path) -> None:
    path.write_text("Questo non è un registro.\n" * 1000, "utf-8")


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scratched(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 40] = os.urandom(4096 * 37)
    path.write_bytes(data)


def _short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def _stranger(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as line:
        line.execute("CREATE TABLE project (code TEXT)")
    line.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [_text, _zeros, _half, _scratched, _short, _stranger, _folder])
@pytest.mark.parametrize("words", [("list", "project"), ("set", "project", "P13", "progress=1"), ("check",)])
def test_a_register_that_is_garbage_is_refused_and_left_as_it_is(
    cabina: Cabina, register: Path, spoil: object, words: tuple[str, ...]
) -> None:
    assert callable(spoil)
    spoil(register)
    before = register.read_bytes() if register.is_file() else b""
    answer = cabina(*words)
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.told) == 1
    assert (register.read_bytes() if register.is_file() else b"") == before


@pytest.mark.parametrize(("version", "says"), [("9999", "versione più nuova"), ("0000", "versione")])
def test_a_register_of_another_version_of_the_program_is_not_touched(
    cabina: Cabina, register: Path, version: str, says: str
) -> None:
    with sqlite3.connect(register) as line:
        line.execute("PRAGMA journal_mode = DELETE")
        line.execute("UPDATE alembic_version SET version_num = ?", [version])
    line.close()
    before = register.read_bytes()
    for words in (("list", "project"), ("set", "project", "P13", "progress=1")):
        answer = cabina(*words)
        assert (answer.code, answer.out) == (1, "")
        assert says in answer.err
    assert register.read_bytes() == before


def test_a_copy_put_back_over_garbage(cabina: Cabina, register: Path, tmp_path: Path) -> None:
    cabina("backup", "--to", tmp_path / "copia.db")
    _text(register)
    answer = cabina("restore", tmp_path / "copia.db")
    assert answer.code == 0, answer.err
    assert cabina("show", "project", "P13").code == 0
    assert program.run("restore", register.with_name("manca.db"), "--register", register).code == 1
