"""Registers one may read and not write: a copy on a disc, a folder of a colleague's, a link to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.permissions import keeper
from app.store.store import Store
from tests.helpers import cabina as program
from tests.ugly.test_disk import NOBODY, ROOT, outside

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")

READER = """
import os, sys
sys.path.insert(0, os.getcwd())
import alembic.command, sqlalchemy.dialects.sqlite, encodings.utf_8_sig
from app.core.errors import AppError
from app.domain.actors import Actor
from app.domain.permissions import keeper
from app.domain.query import Query
from app.store import chain, checks, facets, feed, groups, reading, refusals, tally, unit
from app.store.store import Store
sys.dont_write_bytecode = True
if os.geteuid() == 0:
    os.setgroups([]); os.setegid(65534); os.seteuid(65534)
def told(ask):
    try:
        print(ask(), flush=True)
    except AppError as error:
        print("!", str(error).replace(chr(10), " "), flush=True)
desk = Store.open(sys.argv[1], keeper("ugo"))
told(lambda: desk.snapshot(Actor, "ZZ5")["name"])
for _ in sys.stdin:
    told(lambda: desk.snapshot(Actor, "ZZ5")["name"])
    told(lambda: len(desk.snapshots(Query("actor"))) == desk.count(Query("actor")))
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder open to be read, not pytest's own, which is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="cabina-shelf-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_copy_made_by_the_program_is_read_where_it_cannot_be_written(
    register: Path, shelf: Path, folder_too: bool
) -> None:
    copy = shelf / "copia.db"
    assert program.run("backup", "--to", copy, "--register", register).code == 0
    copy.chmod(0o444)
    shelf.chmod(0o555 if folder_too else 0o755)
    answer = outside(NOBODY, 0, "show", "project", "P13", "--register", copy)
    assert (answer.code, answer.out.splitlines()[:1]) == (0, ["Codice: P13"]), answer.err
    refused = outside(NOBODY, 0, "set", "project", "P13", "progress=61", "--register", copy)
    assert (refused.code, len(refused.told)) == (1, 1), refused


def test_a_link_to_a_sealed_register_does_not_hide_what_was_written_last(register: Path, shelf: Path) -> None:
    there, here = shelf / "there", shelf / "here"
    there.mkdir()
    here.mkdir()
    shutil.copy(register, there / "registro.db")
    (there / "registro.db").chmod(0o444)
    (there / "registro.db-wal").write_bytes(b"x" * 4096)
    (there / "registro.db-wal").chmod(0o400)
    there.chmod(0o555)
    (here / "link.db").symlink_to(there / "registro.db")
    answer = outside(NOBODY, 0, "show", "project", "P13", "--register", here / "link.db")
    there.chmod(0o755)
    assert (answer.code, len(answer.told)) == (1, 1), answer
    assert "-wal" in answer.err


def test_who_reads_a_sealed_register_while_a_colleague_writes_reads_it_as_it_is(register: Path, shelf: Path) -> None:
    path = shelf / "registro.db"
    shutil.copy(register, path)
    desk = Store.open(path, keeper("anna"))
    with desk.unit("Aggiungi") as unit:
        unit.insert_many(Actor, [actor(f"ZZ{n}", "Ente " + "x" * 200) for n in range(1500)])
    desk.close()
    path.chmod(0o644)
    asked = [sys.executable, "-c", READER, str(path)]
    reader = subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert reader.stdin is not None
    assert reader.stdout is not None
    assert reader.stdout.readline().startswith("Ente x")
    desk = Store.open(path, keeper("anna"))
    with desk.unit("Cambia") as unit:
        one = unit.get(Actor, "ZZ5")
        assert one is not None
        unit.update(Actor, one.id, one.version, {"name": "Cambiato"})
        unit.insert_many(Actor, [actor(f"NN{n}", "Nuovo " + "y" * 200) for n in range(1500)])
    desk.close()
    out, _ = reader.communicate("\n", timeout=60)
    assert out.splitlines() == ["Cambiato", "True"]


def actor(code: str, name: str) -> dict[str, object]:
    return {"code": code, "name": f"{name} {code}", "category": "CIV", "kind": "aps"}
