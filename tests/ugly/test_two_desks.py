"""Two programs at one register file at the same moment: every edit gets in, nobody is shown an error."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.cabina import Cabina

ROOT = Path(__file__).resolve().parents[2]
EDITS = 200
DESK = """
import sys
from app.domain.entities import ENTITIES
from app.store.store import Store
from app.usecases import register
place, code, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
desk = Store.open(place)
print("ready", flush=True)
sys.stdin.readline()
for n in range(1, times + 1):
    seen = register.named(desk, "project", code)
    register.edit(desk, "project", seen.id, seen.version, {"expected_users": n})
desk.close()
"""


def test_two_desks_write_two_hundred_times_each(cabina: Cabina, register: Path) -> None:
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", DESK, str(register), code, str(EDITS)], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for code in ("P13", "P14")
    ]  # fmt: skip
    for desk in desks:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "ready\n"
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    for desk in desks:
        _, err = desk.communicate(timeout=120)
        assert (desk.returncode, err) == (0, "")
    for code in ("P13", "P14"):
        shown = cabina("show", "project", code).json
        assert (shown["expected_users"], shown["version"]) == (EDITS, EDITS + 1)
        assert len(cabina("history", "project", code).json) == EDITS + 1
    assert cabina("check").json == {"problems": []}


@pytest.mark.parametrize("verb", [("list", "project"), ("export", "all", "--to", "{folder}/tutto.json"),
                                  ("backup", "--to", "{folder}/copia.db")])  # fmt: skip
def test_reading_goes_on_while_another_writes(
    cabina: Cabina, register: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    """One holds a transaction open in the middle of a deed; the other reads what was there before."""
    from app.store.store import Store
    from app.usecases import register as deeds

    desk = Store.open(str(register))
    with desk.unit("Modifica progetto") as unit:
        seen = deeds.named(desk, "project", "P13")
        unit.update(deeds.entity_named("project"), seen.id, seen.version, {"progress": 77})
        answer = cabina(*(word.format(folder=tmp_path) for word in verb))
        assert answer.code == 0, answer.err
        assert cabina("show", "project", "P13").json["progress"] is None
    desk.close()
    assert cabina("show", "project", "P13").json["progress"] == 77
