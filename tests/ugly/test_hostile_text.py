"""Hostile texts in every text field: they go in, come out and come back the same; nothing is run, nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.entities import ENTITIES
from app.domain.fields import Text
from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina

SUFFIXES = ("xlsx", "ods", "csv", "json")


def long_text(length: int) -> str:
    """Words of all sorts, `length` characters of them."""
    return ("Così «parole» e numeri: 1.234,50 €; =1+1\té\n" * (length // 40 + 1)).replace("\t", " ")[:length].strip()


@pytest.fixture(scope="session")
def naughty(shared_data: Path) -> list[str]:
    """The big list of naughty strings."""
    found: list[str] = json.loads((shared_data / "nasty-text" / "blns.json").read_text("utf-8"))
    return found


@pytest.fixture
def hostile(cabina: Cabina, naughty: list[str], tmp_path: Path) -> list[dict[str, Any]]:
    """One project and one actor and one contribution for each string, the string in every text field that takes it."""
    fixed: dict[str, dict[str, Any]] = {
        "project": {"main_sector": "SOC", "lead": "A01", "targets": ["T16"], "zones": ["Z00"]},
        "contribution": {"date": "2026-01-01", "channel": "online", "author_type": "anonimo"},
        "actor": {"category": "CIV", "kind": "aps"},
    }
    checked = {"tax_code", "runts_number", "ipa_code", "school_code", "contact", "author_name", "moderation_reason"}
    data: dict[str, Any] = {"format": "cabina-committee", "format_version": 1}
    for name, values in fixed.items():
        entity, rows = ENTITIES[name], []
        for number, text in enumerate(naughty):
            row = {"code": f"X{number:03}", **values}
            for field, spec in entity.fields.items():
                if isinstance(spec, Text) and field not in {"code", *checked}:
                    cut = (spec.parse(text) or "")[: spec.max_length]
                    required = spec.required and not spec.parse(cut)
                    row[field] = f"nulla {number}" if required else cut
            rows.append(row)
        data[entity.plural] = rows
    (tmp_path / "hostile.json").write_text(json.dumps(data), "utf-8")
    answer = cabina("load", tmp_path / "hostile.json")
    assert answer.code == 0, answer.err[:3000]
    return data["projects"] + data["contributions"] + data["actors"]


def test_hostile_texts_come_out_as_they_went_in(cabina: Cabina, hostile: list[dict[str, Any]], tmp_path: Path) -> None:
    shown = {row["code"]: row for row in cabina("list", "project").json}
    assert len(shown) == 25 + len(hostile) // 3
    cabina("export", "all", "--to", tmp_path / "one.json")
    other = program.at(tmp_path / "two.db")
    assert other("load", tmp_path / "one.json").code == 0
    other("export", "all", "--to", tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert cabina("check").json == {"problems": []}


@pytest.mark.parametrize("entity", ["project", "contribution", "actor"])
def test_hostile_texts_come_back_from_every_kind_of_file(
    cabina: Cabina, hostile: list[dict[str, Any]], tmp_path: Path, entity: str
) -> None:
    assert hostile
    columns = [n for n, s in ENTITIES[entity].fields.items() if isinstance(s, Text)]
    for suffix in (*SUFFIXES, "opendata.csv"):
        path = tmp_path / f"e.{suffix}"
        profile = "opendata" if suffix.startswith("opendata") else "excel"
        made = cabina("export", entity, "--to", path, "--profile", profile, "--columns", *columns)
        assert made.code == 0, made.err
        told = cabina("import", path, "--into", entity, "--dry-run").json
        changed = [row for row in told["rows"] if row["kind"] != "same"]
        assert changed == [], (suffix, json.dumps(changed, ensure_ascii=False)[:1500])


def test_no_cell_of_a_file_for_excel_begins_like_a_formula(
    cabina: Cabina, hostile: list[dict[str, Any]], tmp_path: Path
) -> None:
    import csv

    assert hostile
    cabina("export", "project", "--to", tmp_path / "e.csv")
    with (tmp_path / "e.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            assert not [cell for cell in row[1:2] if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_hostile_texts_are_written_and_searched_by_hand(cabina: Cabina, naughty: list[str]) -> None:
    spec = ENTITIES["project"].fields["act_reference"]
    for text in naughty[::23]:
        wanted = (spec.parse(text) or "")[:300].strip() or None
        answer = cabina("set", "project", "P13", f"act_reference={text[:300]}")
        assert answer.code == 0, (text, answer.err)
        assert cabina("show", "project", "P13").json["act_reference"] == wanted
        for filtered in (f"act_reference~{text[:60]}", f"title~{text[:60]}"):
            assert cabina("list", "project", "--filter", filtered).code in (0, 1)
        assert cabina("list", "project", f"--text={text[:100]}").code == 0
    assert cabina("check").json == {"problems": []}


@pytest.mark.parametrize("length", [6_000, 36_000])
def test_thousands_of_characters_in_a_cell(cabina: Cabina, tmp_path: Path, length: int) -> None:
    text = long_text(length)
    field = ("contribution", "C01", "text") if length < 10_000 else ("decision", "D3", "text")
    assert cabina("set", field[0], field[1], f"{field[2]}={text}").code == 0
    assert cabina("show", field[0], field[1]).json[field[2]] == text
    for suffix in SUFFIXES:
        made = cabina("export", field[0], "--to", tmp_path / f"e.{suffix}")
        if suffix in ("xlsx", "ods") and length > 32_767 and made.code == 1:
            assert "32" in made.err  # a cell of Excel holds no more, and it is said
            continue
        assert made.code == 0, made.err
        told = cabina("import", tmp_path / f"e.{suffix}", "--into", field[0], "--dry-run").json
        assert [row for row in told["rows"] if row["kind"] != "same"] == []


def test_a_text_that_is_too_long_says_how_long_it_may_be(cabina: Cabina, tmp_path: Path) -> None:
    for name in ("title", "abstract", "public_note"):
        spec = ENTITIES["project"].fields[name]
        assert isinstance(spec, Text)
        answer = cabina("set", "project", "P13", f"{name}={'x' * 6000}")
        assert answer.code == 1
        assert str(spec.max_length) in answer.err
        assert "6000" in answer.err
    (tmp_path / "x.csv").write_text(f"codice;titolo\nP13;{'x' * 6000}\n", "utf-8")
    told = cabina("import", tmp_path / "x.csv", "--into", "project", "--dry-run").json
    assert (told["refused"], told["rows"][0]["problems"][0]["column"]) == (1, "titolo")


RULED = {
    "tax_code",
    "runts_number",
    "ipa_code",
    "school_code",
    "contact",
    "patron_day",
    "when",
    "address",
    "paper_accent",
    "agenda_approved_as",
}  # the last is a fingerprint only the president writes


def test_every_text_field_of_every_record_keeps_a_hostile_text(cabina: Cabina, naughty: list[str]) -> None:
    """All but those a rule gives a form."""
    place = 0
    for entity in ENTITIES.values():
        found = cabina("list", entity.name).json
        given: dict[str, str] = {}
        for name, spec in entity.fields.items():
            if isinstance(spec, Text) and name not in {"code", *RULED} and not name.endswith("number"):
                place += 37
                given[name] = naughty[place % len(naughty)][: min(40, spec.max_length)] or "x"
        if found:
            kept = {name: entity.fields[name].parse(text) for name, text in given.items()}
            given = {name: text for name, text in given.items() if kept[name] or not entity.fields[name].required}
            if not given:
                continue
            answer = cabina("set", entity.name, found[0]["code"], *(f"{n}={text}" for n, text in given.items()))
            assert answer.code == 0, (entity.name, answer.err)
            shown = cabina("show", entity.name, found[0]["code"]).json
            assert {name: shown[name] for name in given} == {name: kept[name] for name in given}
    assert cabina("check").json == {"problems": []}
