"""load and `export all`: the committee file goes in, comes out with the same keys and values, and goes in again."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.entities import ENTITIES
from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina

Data = dict[str, Any]
# What recognises a record of the file that has no code of its own.
KEYS = {
    "memberships": ("person", "function"), "funding_lines": ("project", "source", "amount", "eligibility_end"),
    "attendance": ("meeting", "person"), "attendance_events": ("meeting", "person", "time"),
    "conflicts": ("item", "person"), "speeches": ("item", "order"), "votes": ("item", "favour", "against", "mode"),
    "stages": ("when", "title"), "attachments": ("meeting", "letter"), "pair_reviews": ("a", "b"),
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, committee_file: Data) -> tuple[bytes, Path]:
    """The example loaded into an empty register and exported whole: the bytes, and the register."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "in.json").write_text(json.dumps(committee_file), "utf-8")
    loaded = program.run("load", folder / "in.json", "--register", folder / "r.db", "--json")
    records = sum(len(v) for v in committee_file.values() if isinstance(v, list)) + 2  # and the settings, and the body
    assert (loaded.code, loaded.json["records"]) == (0, records)
    assert program.run("export", "all", "--to", folder / "out.json", "--register", folder / "r.db").code == 0
    return (folder / "out.json").read_bytes(), folder / "r.db"


def test_every_key_and_value_of_the_file_comes_out_again(written: tuple[bytes, Path], committee_file: Data) -> None:
    out = json.loads(written[0])
    for array, given in committee_file.items():
        if isinstance(given, list):
            keys = KEYS.get(array, ("code",))
            found = {tuple(row[k] for k in keys): row for row in out[array]}
            for row in given:
                same = found[tuple(row.get(k) for k in keys)]
                assert {key: same[key] for key in row} == row, array
        elif isinstance(given, dict):
            assert {key: out[array][key] for key in given} == given
        else:
            assert out[array] == given


def test_a_seeded_vocabulary_may_hold_more_but_nothing_else_does(
    written: tuple[bytes, Path], committee_file: Data
) -> None:
    out = json.loads(written[0])
    more = {k for k, v in committee_file.items() if isinstance(v, list) and len(out[k]) != len(v)}
    assert more <= {"fund_sources"}


def test_the_file_has_every_kind_of_record_and_nothing_of_the_machine(written: tuple[bytes, Path]) -> None:
    out = json.loads(written[0])
    arrays = {e.plural for e in ENTITIES.values() if e.portable} - {"bodies", "settings"}
    assert arrays | {"format", "format_version", "demo", "demo_today", "settings", "body"} == set(out)
    told = {key for array in arrays for row in out[array] for key in row}
    assert told.isdisjoint({"id", "version", "row_version", "created_at", "created_by", "updated_at", "archived_at"})


def test_arrays_are_ordered_by_code_as_people_count(written: tuple[bytes, Path]) -> None:
    out = json.loads(written[0])
    assert [row["code"] for row in out["projects"]][:3] == ["P01", "P02", "P03"]
    assert [row["code"] for row in out["objectives"]][:4] == ["4", "4.1", "4.1.1", "4.1.2"]
    assert [row["code"] for row in out["decisions"]][-2:] == ["D9", "D10"]


def test_export_load_export_gives_equal_bytes(written: tuple[bytes, Path], tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(written[0])
    assert program.run("load", tmp_path / "one.json", "--register", tmp_path / "two.db").code == 0
    program.run("export", "all", "--to", tmp_path / "two.json", "--register", tmp_path / "two.db")
    assert (tmp_path / "two.json").read_bytes() == written[0]


def test_a_whole_register_travels_with_its_papers_its_trash_left_behind(cabina: Cabina, tmp_path: Path) -> None:
    cabina("set", "project", "P13", "title==1+1 «così»; e\taltro", "progress=60")
    cabina("set", "setting", "REG", 'closures=[{"from": "2026-08-01", "to": "2026-08-31"}]')
    cabina("export", "all", "--to", tmp_path / "one.json")
    one = json.loads((tmp_path / "one.json").read_text("utf-8"))
    files = {row["file"] for row in [*one["attachments"], *one["minutes_versions"]]}
    assert set(one["blobs"]) == files
    assert all(hashlib.sha256(base64.b64decode(text)).hexdigest() == sha for sha, text in one["blobs"].items())
    other = program.at(tmp_path / "two.db")
    assert other("load", tmp_path / "one.json").code == 0
    other("export", "all", "--to", tmp_path / "two.json")
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "one.json").read_bytes()
    assert other("check").json == {"problems": []}
    for register in (cabina, other):
        register("minutes", "2/2026", "--to", tmp_path / f"{register is other}.pdf")
    assert (tmp_path / "True.pdf").read_bytes() == (tmp_path / "False.pdf").read_bytes()


def test_two_bodies_travel_too(written: tuple[bytes, Path], tmp_path: Path) -> None:
    data = json.loads(written[0])
    data["bodies"] = [{"code": "TDN", "name": "Tavolo di negoziazione"}]
    (tmp_path / "one.json").write_text(json.dumps(data), "utf-8")
    other = program.at(tmp_path / "two.db")
    assert other("load", tmp_path / "one.json").code == 0
    other("export", "all", "--to", tmp_path / "two.json")
    out = json.loads((tmp_path / "two.json").read_text("utf-8"))
    assert (out["body"]["code"], [row["code"] for row in out["bodies"]]) == ("CDR", ["TDN"])


def test_a_register_in_use_refuses_a_second_copy_and_stays_as_it_was(
    written: tuple[bytes, Path], tmp_path: Path
) -> None:
    (tmp_path / "one.json").write_bytes(written[0])
    again = program.run("load", tmp_path / "one.json", "--register", written[1], "--json")
    assert (again.code, again.out) == (1, "")
    assert "contiene già" in again.err
    assert program.run("demo", "--register", written[1], "--json").code == 1


def test_only_json_holds_everything(cabina: Cabina, tmp_path: Path) -> None:
    assert cabina("export", "all", "--to", tmp_path / "tutto.xlsx").code == 1
    assert not (tmp_path / "tutto.xlsx").exists()


def test_a_load_is_one_deed_and_can_be_undone(written: tuple[bytes, Path], tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(written[0])
    other = program.at(tmp_path / "two.db")
    other("load", tmp_path / "one.json")
    assert other("undo").code == 0
    assert other("list", "project").json == []
    assert other("check").json == {"problems": []}
