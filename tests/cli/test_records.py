"""list · show · set · history · undo in the shapes of CLI.md, tried from outside on the example register."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.entities import ENTITIES
from tests.helpers import cabina as program
from tests.helpers.cabina import Cabina

Row = dict[str, Any]


def test_a_record_is_one_object_with_the_names_of_domain_5_and_its_version(cabina: Cabina) -> None:
    shown = cabina("show", "project", "P13").json
    assert {key: shown[key] for key in ("code", "title", "lead", "partners", "start", "status", "version")} == {
        "code": "P13", "title": "Compiti insieme: doposcuola diffuso", "lead": "A08",
        "partners": ["A02", "A18", "A03"], "start": "2025-10-06", "status": "in_corso", "version": 1,
    }  # fmt: skip
    assert (shown["budget"], shown["committed"], shown["spent"]) == ("31000.00", "31000.00", "20000.00")
    assert list(shown) == [*ENTITIES["project"].fields, "version"]


@pytest.mark.parametrize("name", ["S2", "2/2026"])
def test_a_meeting_answers_to_its_code_and_to_its_number(cabina: Cabina, name: str) -> None:
    assert cabina("show", "meeting", name).json["code"] == "S2"


def test_a_decision_answers_to_its_number_too(cabina: Cabina) -> None:
    assert cabina("show", "decision", "3/2026").json["code"] == "D3"


def test_every_kind_of_record_is_listed_by_its_singular_and_its_plural(cabina: Cabina) -> None:
    for entity in ENTITIES.values():
        one, many = cabina("list", entity.name).json, cabina("list", entity.plural).json
        assert one == many
        assert all(row["code"] and row["version"] >= 1 for row in one)


def in_(*wanted: str) -> Callable[[Any], bool]:
    return lambda value: bool(set(value) & set(wanted)) if isinstance(value, list) else value in wanted


PROJECTS: list[tuple[str, Callable[[Row], bool]]] = [
    ("status=in_corso,sospeso", lambda p: p["status"] in ("in_corso", "sospeso")),
    ("status=In corso", lambda p: p["status"] == "in_corso"),
    ("status!=in_corso", lambda p: p["status"] != "in_corso"),
    ("status!=in_corso,concluso", lambda p: p["status"] not in ("in_corso", "concluso")),
    ("end<2026-12-31", lambda p: p["end"] is not None and p["end"] < "2026-12-31"),
    ("end<=2026-12-31", lambda p: p["end"] is not None and p["end"] <= "2026-12-31"),
    ("end>2026-12-31", lambda p: p["end"] is not None and p["end"] > "2026-12-31"),
    ("end>=31/12/2026", lambda p: p["end"] is not None and p["end"] >= "2026-12-31"),
    ("end=2026-12-31", lambda p: p["end"] == "2026-12-31"),
    ("title~COMUNITA", lambda p: "comunità" in p["title"].lower()),
    ("code=P03,P21", lambda p: p["code"] in ("P03", "P21")),
    ("lead=A01", lambda p: p["lead"] == "A01"),
    ("lead!=A01", lambda p: p["lead"] != "A01"),
    ("partners=A17", lambda p: "A17" in p["partners"]),
    ("targets=T02,T03", lambda p: bool({"T02", "T03"} & set(p["targets"]))),
    ("targets!=T16", lambda p: "T16" not in p["targets"]),
    ("progress=", lambda p: p["progress"] is None),
    ("progress!=", lambda p: p["progress"] is not None),
    ("cup=", lambda p: p["cup"] is None),
    ("places=", lambda p: p["places"] == []),
    ("objectives=4.1.1", lambda p: "4.1.1" in p["objectives"]),
    ("budget>100000", lambda p: float(p["budget"]) > 100_000),
    ("budget<=15.000,00", lambda p: float(p["budget"]) <= 15_000),
    ("sources=PNRR_M5C2_1_1_1,FAMI", lambda p: in_("PNRR_M5C2_1_1_1", "FAMI")(p["sources"])),
    ("visibility=cabina", lambda p: p["visibility"] == "cabina"),
]


@pytest.mark.parametrize(("asked", "passes"), PROJECTS, ids=[text for text, _ in PROJECTS])
def test_a_filter_finds_exactly_what_it_says(cabina: Cabina, asked: str, passes: Callable[[Row], bool]) -> None:
    every = cabina("list", "project").json
    assert cabina("list", "project", "--filter", asked).json == [row for row in every if passes(row)]


def test_several_filters_are_and_several_values_are_or(cabina: Cabina) -> None:
    found = cabina("list", "project", "--filter", "status=in_corso,sospeso", "--filter", "end<2026-12-31",
                   "--filter", "main_sector=SOC,SAN").json  # fmt: skip
    every = cabina("list", "project").json
    assert [p["code"] for p in found] == [
        p["code"] for p in every
        if p["status"] in ("in_corso", "sospeso") and p["end"] and p["end"] < "2026-12-31"
        and p["main_sector"] in ("SOC", "SAN")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "asked", "count"),
    [
        ("intervention", "project=P13", 3),
        ("intervention", "slot_from>=00:00", 0),
        ("funding_line", "amount>=100000", None),
        ("attendance", "meeting=S2", None),
        ("attendance", "status~assente", None),
        ("action_item", "due<2026-07-01", None),
        ("contribution", "text~biblioteca", None),
        ("agenda_item", "added_later=no", 23),
        ("objective", "level=operativo", None),
        ("place", "nature=immateriale", 3),
        ("membership", "voting=sì", 15),
        ("membership", "voting=no", 3),
    ],
)
def test_filters_work_on_every_kind_of_record(cabina: Cabina, entity: str, asked: str, count: int | None) -> None:
    found = cabina("list", entity, "--filter", asked).json
    assert len(found) == count if count is not None else 0 < len(found) < len(cabina("list", entity).json)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "project", "--filter", "status=boh"),
        ("list", "project", "--filter", "pippo=1"),
        ("list", "project", "--filter", "status>in_corso"),
        ("list", "project", "--filter", "end<domani l'altro"),
        ("list", "project", "--filter", "end<"),
        ("list", "project", "--filter", "senza segno"),
        ("list", "gadget"),
        ("show", "project", "P99"),
        ("show", "meeting", "9/2026"),
        ("history", "project", "P99"),
        ("set", "project", "P99", "progress=1"),
        ("set", "project", "P13", "progress=101"),
        ("set", "project", "P13", "progress"),
        ("set", "project", "P13", "pippo=1"),
        ("set", "project", "P13", "lead=A99"),
        ("set", "project", "P13", "lead="),
        ("set", "project", "P13", "end=2020-01-01"),
        ("set", "project", "P13", "start=31/02/2026"),
        ("set", "project", "P13", "budget=5"),
        ("set", "project", "P13", "status=rendicontato"),
        ("set", "project", "P13", "code=P14"),
        ("set", "project", "P13", "id=4"),
        ("set", "project", "P13", "progress=60", "--version", "99"),
        ("set", "funding_line", "P13-F1", "amount=99999999999999999999999999999999999999"),
        ("set", "project", "P13", "expected_users=99999999999999999999999999999"),
        ("set", "place", "L01", "lat=9999999999999999999999999999999999"),
        ("undo", "99999"),
        ("undo", "-1"),
    ],
)
def test_what_cannot_be_done_says_why_and_exits_1(cabina: Cabina, words: tuple[str, ...]) -> None:
    before = cabina("show", "project", "P13").out
    answer = cabina(*words)
    assert (answer.code, answer.out) == (1, "")
    assert answer.told
    assert cabina("show", "project", "P13").out == before


@pytest.mark.parametrize(
    "words",
    [
        ("frob",), ("list",), ("show", "project"), ("set", "project", "P13"), ("import", "x.csv"),
        ("export", "project"), ("set", "project", "P13", "progress=1", "--version", "tre"),
        ("list", "project", "--boh"),
        ("--today", "ieri", "list", "project"), ("--lang", "xx", "list", "project"), ("undo", "tre"),
    ],
)  # fmt: skip
def test_words_that_make_no_sense_exit_2(cabina: Cabina, words: tuple[str, ...]) -> None:
    answer = cabina(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.told


def test_common_options_are_understood_before_and_after_the_verb(register: Path) -> None:
    after = program.run(
        "show", "project", "P13", "--register", register, "--json", "--lang", "it", "--today", "2026-01-02"
    )
    before = program.run(
        "--register", register, "--json", "--lang", "it", "--today", "2026-01-02", "show", "project", "P13"
    )
    assert after == before
    assert after.json["code"] == "P13"


def test_a_change_answers_its_number_and_the_new_version(cabina: Cabina) -> None:
    first = cabina("set", "project", "P13", "progress=60", "partners=A02,A18,A17", "--version", 1)
    assert first.json.keys() == {"seq", "version"}
    assert first.json["version"] == 2
    shown = cabina("show", "project", "P13").json
    assert (shown["progress"], shown["partners"], shown["version"]) == (60, ["A02", "A18", "A17"], 2)


def test_a_stale_version_writes_nothing_and_says_who_was_first(cabina: Cabina) -> None:
    cabina("set", "project", "P13", "progress=60", "--version", 1)
    answer = cabina("set", "project", "P13", "progress=70", "--version", 1)
    assert (answer.code, answer.out) == (1, "")
    assert "ha appena modificato" in answer.err
    assert cabina("show", "project", "P13").json["progress"] == 60


def test_a_change_that_changes_nothing_keeps_the_version(cabina: Cabina) -> None:
    assert cabina("set", "project", "P13", "lead=A08").json["version"] == 1


@pytest.mark.parametrize(
    ("entity", "code", "given", "field", "value"),
    [
        ("project", "P13", "title=Compiti: 2+2=4, «perché» no?", "title", "Compiti: 2+2=4, «perché» no?"),
        ("project", "P13", "abstract=", "abstract", None),
        ("project", "P13", "partners=", "partners", []),
        ("project", "P13", "partners=A02:finanziatore; A18", "partners", ["A02:finanziatore", "A18"]),
        ("project", "P13", "main_sector=Educazione e scuola", "main_sector", "EDU"),
        ("project", "P13", "end=30/06/2027", "end", "2027-06-30"),
        ("project", "P13", "keywords=", "keywords", []),
        ("project", "P13", "sdg=4,10", "sdg", ["4", "10"]),
        ("funding_line", "P13-F1", "amount=31.000,50", "amount", "31000.50"),
        ("intervention", "I29", "slot_from=9:30", "slot_from", "09:30"),
        ("intervention", "I29", "weekday=lun,mer", "weekday", ["lun", "mer"]),
        ("intervention", "I29", "free=sì", "free", True),
        ("place", "L01", "lat=44,0631659", "lat", "44.0631659"),
        ("contribution", "C01", "themes=[\"spazi\", \"sera\"]", "themes", ["spazi", "sera"]),
        ("setting", "REG", "question=Che si fa?", "question", "Che si fa?"),
        ("body", "CDR", "quorum_first_call={\"number\": 8}", "quorum_first_call", {"number": 8}),
    ],
)  # fmt: skip
def test_every_kind_of_value_is_written_as_people_write_it_and_read_as_json(
    cabina: Cabina, entity: str, code: str, given: str, field: str, value: Any
) -> None:
    answer = cabina("set", entity, code, given)
    assert answer.code == 0, answer.err
    shown = cabina("show", entity, code).json[field]
    assert shown == value


def test_a_state_that_asks_a_reason_gets_it(cabina: Cabina) -> None:
    assert cabina("set", "project", "P13", "status=sospeso").code == 1
    assert cabina("set", "project", "P13", "status=sospeso", "--reason", "Manca l'aula").code == 1
    given = ("status=sospeso", "review_date=2099-01-31")
    assert cabina("set", "project", "P13", *given, "--reason", "Manca l'aula").code == 0
    assert cabina("show", "project", "P13").json["status_reason"] == "Manca l'aula"


def test_the_history_tells_who_when_and_what(cabina: Cabina) -> None:
    done = cabina("set", "project", "P13", "progress=60").json
    last = cabina("history", "project", "P13").json[-1]
    assert list(last) == ["seq", "at", "who", "deed", "before", "after"]
    assert (last["seq"], last["deed"]) == (done["seq"], "Modifica progetto")
    assert (last["before"], last["after"]) == ({"progress": None}, {"progress": 60})
    assert datetime.fromisoformat(last["at"]).utcoffset() is not None


def test_undo_takes_back_the_last_deed_then_the_one_before(cabina: Cabina) -> None:
    cabina("set", "project", "P13", "progress=60")
    cabina("set", "project", "P14", "progress=30")
    assert cabina("undo").json["seq"] > 0
    assert cabina("show", "project", "P14").json["progress"] is None
    assert cabina("show", "project", "P13").json["progress"] == 60
    cabina("undo")
    assert cabina("show", "project", "P13").json["progress"] is None


def test_undo_takes_the_number_of_a_deed(cabina: Cabina) -> None:
    first = cabina("set", "project", "P13", "progress=60").json["seq"]
    cabina("set", "project", "P14", "progress=30")
    assert cabina("undo", first).code == 0
    assert cabina("show", "project", "P13").json["progress"] is None
    assert cabina("show", "project", "P14").json["progress"] == 30


def test_a_new_code_follows_in_everything_that_pointed_to_it(cabina: Cabina) -> None:
    cabina("set", "project", "P13", "code=DOPO-1")
    assert {i["code"] for i in cabina("list", "intervention", "--filter", "project=DOPO-1").json} == {
        "I29",
        "I30",
        "I31",
    }
    assert cabina("show", "project", "DOPO-1").json["budget"] == "31000.00"
    assert any("DOPO-1" in item["projects"] for item in cabina("list", "agenda_item").json)
    assert cabina("check").json == {"problems": []}


@pytest.mark.parametrize("verb", [("list", "project"), ("show", "project", "P13"), ("check",), ("undo",)])
def test_a_register_that_is_not_there_is_not_made(tmp_path: Path, verb: tuple[str, ...]) -> None:
    answer = program.run(*verb, "--register", tmp_path / "niente.db", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert list(tmp_path.iterdir()) == []


def test_without_json_the_answer_is_for_people(register: Path) -> None:
    assert "Titolo: Compiti insieme" in program.run("show", "project", "P13", "--register", register).out
    assert "P13\tP13 Compiti insieme" in program.run("list", "project", "--register", register).out
    assert "Scheda creata" in program.run("history", "project", "P13", "--register", register).out
