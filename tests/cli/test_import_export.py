"""import and export in the shapes of CLI.md: every key of the mapping, every format, filter and profile."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.domain.exporting import PROJECT_COLUMNS
from tests.helpers.cabina import Cabina

HEADERS = [column.header for column in PROJECT_COLUMNS]
MINIMAL = """
[constants]
status = "proposta"
lead = "A01"
main_sector = "SOC"
targets = "T16"
zones = ["Z01", "Z04"]
"""


def counts(answer: Any) -> tuple[int, ...]:
    told = answer.json
    assert len(told["rows"]) == told["new"] + told["changed"] + told["same"] + told["refused"]
    return told["new"], told["changed"], told["same"], told["refused"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A table as an office writes it: a title above the header, our words for nothing, two wrong rows."""
    path = tmp_path / "progetti.csv"
    path.write_text(
        "Elenco dei progetti;;;;\n"
        "Titolo del progetto;Stato attuale;Importo;Dal;Note\n"
        "Orti in piazza;Finanziato;1.500,00;01/02/2027;x\n"
        "Cinema all'aperto;boh;100;;\n"
        ";Finanziato;tanti;31/02/2027;\n",
        encoding="cp1252",
    )
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "m.toml"
    path.write_text(
        'header = 2\nencoding = "cp1252"\n'
        '[columns]\n"Titolo del progetto" = "title"\n"Stato attuale" = "status"\n"Dal" = "start"\n'
        '"Importo" = "funding_line.amount"\n'
        f"{MINIMAL.replace('status', 'visibility').replace('proposta', 'interna')}"
        '"funding_line.source" = "PNRR_ALTRO"\n'
        '[values.status]\n"Finanziato" = "in_corso"\n',
        "utf-8",
    )
    return path


def test_a_dry_run_accounts_for_every_row_and_writes_nothing(cabina: Cabina, file: Path, mapping: Path) -> None:
    answer = cabina("import", file, "--into", "project", "--map", mapping, "--dry-run")
    assert (answer.code, counts(answer)) == (0, (1, 0, 0, 2))
    good, unknown, broken = answer.json["rows"]
    assert good == {"row": 3, "kind": "new"}
    assert (unknown["row"], unknown["kind"]) == (4, "refused")
    (problem,) = unknown["problems"]
    assert list(problem) == ["column", "value", "why", "accepted", "nearest"]
    assert (problem["column"], problem["value"]) == ("Stato attuale", "boh")
    assert {"proposta", "in_corso"} <= set(problem["accepted"])
    assert {p["column"] for p in broken["problems"]} == {"Titolo del progetto", "Importo", "Dal"}
    assert len(cabina("list", "project").json) == 25


def test_a_refused_row_stops_everything_unless_it_may_be_skipped(cabina: Cabina, file: Path, mapping: Path) -> None:
    answer = cabina("import", file, "--into", "project", "--map", mapping)
    assert (answer.code, counts(answer)) == (1, (1, 0, 0, 2))
    assert "Nulla è stato importato" in answer.err
    assert len(cabina("list", "project").json) == 25
    answer = cabina("import", file, "--into", "project", "--map", mapping, "--skip-refused")
    assert (answer.code, counts(answer)) == (0, (1, 0, 0, 2))
    assert "2 righe" in answer.err
    (made,) = cabina("list", "project", "--filter", "title=Orti in piazza").json
    assert {k: made[k] for k in ("status", "visibility", "zones", "start", "budget", "sources")} == {
        "status": "in_corso", "visibility": "interna", "zones": ["Z01", "Z04"], "start": "2027-02-01",
        "budget": "1500.00", "sources": ["PNRR_ALTRO"],
    }  # fmt: skip
    cabina("undo")
    assert len(cabina("list", "project").json) == 25


def test_nothing_mapped_refuses_every_row_and_says_what_is_missing(cabina: Cabina, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b\n1;2\n3;4\n", "utf-8")
    answer = cabina("import", tmp_path / "x.csv", "--into", "project", "--dry-run")
    assert (answer.code, counts(answer)) == (0, (0, 0, 0, 2))
    for row in answer.json["rows"]:
        assert any("Titolo" in problem["why"] for problem in row["problems"])


def test_update_by_key_says_which_cells_change(cabina: Cabina, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("codice;percentuale_avanzamento\nP12;70\nP13;80\nP99;10\n", "utf-8")
    answer = cabina("import", tmp_path / "x.csv", "--into", "project", "--dry-run")
    assert counts(answer) == (0, 2, 0, 1)  # P99 is new, and lacks what a project needs
    assert answer.json["rows"][0]["changes"] == {"progress": [None, 70]}


@pytest.mark.parametrize("sheet", ['sheet = "Secondo"', "sheet = 2"])
def test_a_sheet_is_chosen_by_name_or_number(cabina: Cabina, tmp_path: Path, sheet: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        book.add_worksheet("Primo").write_row(0, 0, ["Altro", "Cosa"])
        page = book.add_worksheet("Secondo")
        page.write_row(0, 0, ["Titolo"])
        page.write_row(1, 0, ["Orti in piazza"])
    (tmp_path / "m.toml").write_text(f'{sheet}\n[columns]\n"Titolo" = "title"\n{MINIMAL}', "utf-8")
    answer = cabina("import", tmp_path / "x.xlsx", "--into", "project", "--map", tmp_path / "m.toml", "--dry-run")
    assert counts(answer) == (1, 0, 0, 0)


def test_several_columns_feed_one_list_and_several_amounts_make_several_lines(cabina: Cabina, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Titolo;Primo;Secondo;Comune;Stato\nOrti;T02;T03;100,00;50\n", "utf-8")
    (tmp_path / "m.toml").write_text(
        '[columns]\n"Titolo" = "title"\n"Primo" = "targets"\n"Secondo" = "targets"\n'
        '"Comune" = "funding_line.amount"\n"Stato" = "funding_line#2.amount"\n'
        f'{MINIMAL}"funding_line.source" = "COMUNE"\n"funding_line#2.source" = "FNPS"\n'.replace(
            'targets = "T16"\n', ""
        ),
        "utf-8",
    )  # fmt: skip
    answer = cabina("import", tmp_path / "x.csv", "--into", "project", "--map", tmp_path / "m.toml")
    assert (answer.code, counts(answer)) == (0, (1, 0, 0, 0)), answer.err
    (made,) = cabina("list", "project", "--filter", "title=Orti").json
    assert (made["targets"], made["budget"], sorted(made["sources"])) == (["T02", "T03"], "150.00", ["COMUNE", "FNPS"])


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[columns", "TOML"),
        ('[columns]\n"Titolo" = "titolo"', "non è un campo"),
        ('pippo = 1\n[columns]\n"Titolo" = "title"', "pippo"),
        ('sheet = "Nessuno"\n[columns]\n"Titolo" = "title"', "Nessuno"),
        ('encoding = "klingon"\n[columns]\n"Titolo" = "title"', "klingon"),
        ('[columns]\n"Titolo" = "title"\n"Altro" = "title"', "Altro"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_in_a_sentence(
    cabina: Cabina, tmp_path: Path, toml: str, says: str
) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        page = book.add_worksheet("Primo")
        page.write_row(0, 0, ["Titolo", "Altro"])
        page.write_row(1, 0, ["Orti", "x"])
    (tmp_path / "x.csv").write_text("Titolo;Altro\nOrti;x\n", "utf-8")
    (tmp_path / "m.toml").write_text(toml, "utf-8")
    table = tmp_path / ("x.csv" if "encoding" in toml else "x.xlsx")
    answer = cabina("import", table, "--into", "project", "--map", tmp_path / "m.toml", "--dry-run")
    assert (answer.code, answer.out) == (1, "")
    assert says in answer.err


@pytest.mark.parametrize("words", [("manca.csv",), (".",), ("m.toml", "--map", "manca.toml")])
def test_files_that_are_not_there_are_told(cabina: Cabina, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "m.toml").write_text("x", "utf-8")
    answer = cabina("import", tmp_path / words[0], "--into", "project", *words[1:])
    assert (answer.code, answer.out) == (1, "")


def read(path: Path, profile: str = "excel") -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if profile == "excel" else ","))


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv", "json"])
def test_what_is_exported_comes_back_with_zero_changes(cabina: Cabina, tmp_path: Path, suffix: str) -> None:
    cabina(
        "set", "project", "P13", "title==SOMMA(A1) e «virgole»; punti", "progress=60", "partners=A02:finanziatore,A18"
    )
    cabina("set", "project", "P14", "public_note=-prima riga\nseconda riga", "cup=G17H03000130001")
    path = tmp_path / f"e.{suffix}"
    made = cabina("export", "project", "--to", path)
    assert (made.code, made.json) == (0, {"file": str(path), "rows": 25})
    answer = cabina("import", path, "--into", "project", "--dry-run")
    assert (answer.code, counts(answer)) == (0, (0, 0, 25, 0)), answer.out[:2000] + answer.err


@pytest.mark.parametrize("entity", ["intervention", "actor", "contribution", "objective", "place", "person", "pact",
                                    "funding_line", "decision", "action_item"])  # fmt: skip
def test_every_list_comes_back_with_zero_changes(cabina: Cabina, tmp_path: Path, entity: str) -> None:
    for suffix, profile in (("xlsx", "excel"), ("csv", "excel"), ("csv", "opendata")):
        path = tmp_path / f"{profile}.{suffix}"
        assert cabina("export", entity, "--to", path, "--profile", profile).code == 0
        answer = cabina("import", path, "--into", entity, "--dry-run")
        assert counts(answer)[0::3] == (0, 0), json.dumps(answer.json["rows"], ensure_ascii=False)[:1500]
        assert counts(answer)[1] == 0, json.dumps(answer.json["rows"], ensure_ascii=False)[:1500]


def test_the_default_columns_of_a_project_are_the_fixed_ones_in_their_order(cabina: Cabina, tmp_path: Path) -> None:
    cabina("export", "project", "--to", tmp_path / "e.csv")
    assert read(tmp_path / "e.csv")[0] == HEADERS
    cabina("export", "project", "--to", tmp_path / "e.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "e.xlsx").get_sheet_by_index(0).to_python()[0] == HEADERS


def test_the_two_profiles_of_a_csv(cabina: Cabina, tmp_path: Path) -> None:
    cabina("set", "project", "P13", "title==1+1")
    wanted = ("--columns", "code", "title", "budget", "start", "--filter", "code=P13")
    cabina("export", "project", "--to", tmp_path / "e.csv", *wanted)
    cabina("export", "project", "--to", tmp_path / "o.csv", "--profile", "opendata", *wanted)
    assert (tmp_path / "e.csv").read_bytes() == (
        b"\xef\xbb\xbfcodice;titolo;budget_totale;data_inizio\r\nP13;'=1+1;31000,00;06/10/2025\r\n"
    )
    assert (tmp_path / "o.csv").read_bytes().replace(b"\r\n", b"\n") == (
        b"codice,titolo,budget_totale,data_inizio\nP13,=1+1,31000.00,2025-10-06\n"
    )


def test_columns_and_filters_say_what_is_exported(cabina: Cabina, tmp_path: Path) -> None:
    answer = cabina("export", "project", "--to", tmp_path / "e.csv", "--columns", "title,code", "stato",
                    "--filter", "status=in_corso", "--filter", "end<2026-12-31", "--text", "spesa")  # fmt: skip
    rows = read(tmp_path / "e.csv")
    assert rows[0] == ["titolo", "codice", "stato"]
    assert answer.json["rows"] == len(rows) - 1
    found = cabina("list", "project", "--filter", "status=in_corso", "--filter", "end<2026-12-31", "--text", "spesa")
    assert [row[1] for row in rows[1:]] == [p["code"] for p in found.json]


def test_the_sums_of_an_export_are_the_registers(cabina: Cabina, tmp_path: Path) -> None:
    cabina("export", "project", "--to", tmp_path / "e.json")
    rows = json.loads((tmp_path / "e.json").read_text("utf-8"))
    assert sum(float(row["budget_totale"]) for row in rows) == 1_840_000
    assert sum(float(row["impegnato"]) for row in rows) == 1_689_500
    assert sum(float(row["speso"]) for row in rows) == 1_432_000
    assert sum(row["n_interventi"] for row in rows) == 60


@pytest.mark.parametrize(
    "words",
    [
        ("project", "--to", "e.docx"), ("project", "--to", "niente/e.csv"), ("project", "--to", "."),
        ("project", "--to", "e.csv", "--columns", "pippo"), ("project", "--to", "e.csv", "--filter", "pippo=1"),
        ("gadget", "--to", "e.csv"),
    ],
)  # fmt: skip
def test_an_export_that_cannot_be_made_leaves_no_file(cabina: Cabina, tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    answer = cabina("export", words[0], "--to", folder / words[2], *words[3:])
    assert (answer.code, answer.out) == (1, "")
    assert list(folder.iterdir()) == []


def test_a_pdf_of_the_register(cabina: Cabina, tmp_path: Path) -> None:
    assert cabina("export", "project", "--to", tmp_path / "e.pdf", "--filter", "status=sospeso").json["rows"] == 1
    assert (tmp_path / "e.pdf").read_bytes().startswith(b"%PDF-1.7")
