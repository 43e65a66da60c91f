"""Every file of shared/data through the command line: the counts and sums of its README, every data row accounted
for, no traceback, nothing half-written."""

import csv
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.exchange import reading
from tests.helpers import cabina as program
from tests.helpers.cabina import Answer, Cabina

SECONDS = 60
REST = """
[constants]
status = "proposta"
"funding_line.source" = "PNRR_ALTRO"
lead = "A01"
main_sector = "SOC"
targets = "T16"
zones = "Z00"
"""
RECONSTRUCTION = f"""
key = ["code"]
[columns]
"eu_es" = "code"
"intervento_nome" = "title"
"cup" = "cup"
"importo_programmato" = "funding_line.amount"
{REST}"""


def mapped(folder: Path, toml: str) -> tuple[str, Path]:
    path = folder / "m.toml"
    path.write_text(toml, "utf-8")
    return "--map", path


def counts(answer: Answer) -> tuple[int, ...]:
    told = answer.json
    assert len(told["rows"]) == told["new"] + told["changed"] + told["same"] + told["refused"]
    return told["new"], told["changed"], told["same"], told["refused"]


def money(cabina: Cabina, source: str = "PNRR_ALTRO") -> Decimal:
    found = cabina("list", "project", "--filter", f"sources={source}").json
    return sum((Decimal(p["budget"]) for p in found), Decimal())


@pytest.mark.parametrize(
    ("name", "columns", "rows", "total"),
    [
        ("PNRR_Progetti.csv", {"CUP": "cup", "Titolo progetto": "title", "FINANZ_TOTALE ": "funding_line.amount"},
         5246, "1187125057"),
        ("TAG_sostegno_clima_digitale.csv",
         {"Descrizione Submisura": "title", "Importo Totale": "funding_line.amount"}, 281, "191499177889.00"),
        ("TAG_sostegno_clima_digitale__LibreOffice.xlsx",
         {"Descrizione Submisura": "title", "Importo Totale": "funding_line.amount"}, 281, "191499177889.00"),
        ("TAG_sostegno_clima_digitale__LibreOffice.ods",
         {"Descrizione Submisura": "title", "Importo Totale": "funding_line.amount"}, 281, "191499177889.00"),
    ],
)  # fmt: skip
def test_the_sums_come_out(
    cabina: Cabina, tmp_path: Path, shared_data: Path, name: str, columns: dict[str, str], rows: int, total: str
) -> None:
    head = "[columns]\n" + "".join(f'"{header}" = "{field}"\n' for header, field in columns.items())
    answer = cabina("import", shared_data / "registers" / name, "--into", "project", *mapped(tmp_path, head + REST))
    assert (answer.code, counts(answer)) == (0, (rows, 0, 0, 0))
    assert money(cabina) == Decimal(total)
    assert cabina("undo").code == 0
    assert len(cabina("list", "project").json) == 25


def test_a_date_that_says_nothing_is_no_date(cabina: Cabina, tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "registers" / "TAG_sostegno_clima_digitale.csv"
    start = next(title for title in reading.read(file).titles if "inizio" in title.lower())
    toml = f'[columns]\n"Descrizione Submisura" = "title"\n"{start}" = "start"\n{REST}'
    answer = cabina("import", file, "--into", "project", *mapped(tmp_path, toml.replace('"funding_line.source"', "#")))
    assert counts(answer) == (281, 0, 0, 0)
    made = [p for p in cabina("list", "project").json if p["code"].startswith("OPF")]
    assert sum(p["start"] is None for p in made) == 42


def test_calls_with_amounts_in_words_are_accounted_for(cabina: Cabina, tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "registers" / "PNRR_Bandi e Avvisi.csv"
    titles = reading.read(file).titles
    for amount in (title for title in titles if title.startswith("Importo")):
        toml = f'[columns]\n"Titolo Bando o Avviso" = "title"\n"{amount}" = "funding_line.amount"\n{REST}'
        answer = cabina("import", file, "--into", "project", *mapped(tmp_path, toml), "--dry-run")
        assert (answer.code, sum(counts(answer))) == (0, 245)
        wrong = [p for row in answer.json["rows"] for p in row.get("problems", ())]
        assert all(p["why"] for p in wrong)
        assert {p["value"] for p in wrong if p["column"] == amount} <= {"1492857,143"}  # no cents make a thousandth


@pytest.fixture
def releases(tmp_path: Path, shared_data: Path) -> tuple[Path, Path, dict[str, int]]:
    """The register of a reconstruction, and itself months later: ids spelt otherwise, columns renamed and moved, rows
    added, changed, gone."""
    first = shared_data / "registers" / "ricostruzione_opere_pubbliche_rilascio-1.csv"
    header, *data = csv.reader(first.read_text("utf-8").splitlines(keepends=True))
    ident, title, amount = header.index("eu_es"), header.index("intervento_nome"), header.index("importo_programmato")
    made: dict[str, int] = {"new": 5, "changed": 0, "same": 0, "missing": 0}
    later = [["Nome dell'opera", "Identificativo", "Importo"]]
    for number, row in enumerate(data):
        name = row[title]
        if not 0 < len(name) <= 300:  # the rows the first import refuses
            continue
        if number % 100 == 7:
            made["missing"] += 1
            continue
        if number % 50 == 3:
            name = f"{name} (variante)"[:300]
        made["changed" if name != row[title] else "same"] += 1
        letters, _, digits = row[ident].partition("_")
        later.append([name, f"{letters}_{int(digits):06}" if number % 2 else f"{letters}_{int(digits)}", row[amount]])
    later += [[f"Opera nuova {n}", f"EU_{90_000 + n}", "1000.5"] for n in range(5)]
    second = tmp_path / "rilascio-2.csv"
    with second.open("w", encoding="cp1252", errors="replace", newline="") as file:
        csv.writer(file, delimiter=";").writerows(later)
    return first, second, made


def test_a_register_that_comes_out_again(
    cabina: Cabina, tmp_path: Path, releases: tuple[Path, Path, dict[str, int]]
) -> None:
    first, second, made = releases
    answer = cabina("import", first, "--into", "project", *mapped(tmp_path, RECONSTRUCTION), "--skip-refused")
    assert (answer.code, counts(answer)) == (0, (3523, 0, 0, 20)), answer.err[:2000]
    refused = [p["why"] for row in answer.json["rows"] for p in row.get("problems", ())]
    assert sum("obbligatorio" in why for why in refused) == 13
    assert sum("al massimo 300" in why for why in refused) == 7
    toml = RECONSTRUCTION.replace("eu_es", "Identificativo").replace("intervento_nome", "Nome dell'opera")
    toml = toml.replace('"cup" = "cup"\n', "").replace("importo_programmato", "Importo")
    answer = cabina("import", second, "--into", "project", *mapped(tmp_path, toml), "--dry-run")
    assert (answer.code, counts(answer)) == (0, (made["new"], made["changed"], made["same"], 0))
    ours = {p["code"] for p in cabina("list", "project").json if p["code"].startswith("P")}
    assert len(set(answer.json["missing"]) - ours) == made["missing"]
    assert cabina("import", second, "--into", "project", *mapped(tmp_path, toml)).code == 0
    assert len(cabina("list", "project").json) == 25 + 3523 + made["new"]
    assert cabina("check").json == {"problems": []}


@pytest.mark.parametrize(
    ("file", "into", "toml", "rows", "least"),
    [
        ("actors/enti_5x1000_forli-cesena.csv", "actor",
         '[columns]\n"codice_fiscale" = "tax_code"\n"denominazione" = "name"\n[constants]\ncategory = "CIV"\n'
         'kind = "altro_ets"\n', 656, 600),
        ("contributions/segnalazioni-municipium.csv", "contribution", "", None, 0),
        ("objectives/OpenData_PNC_Obiettivi.csv", "objective", "", None, 0),
        ("objectives/Mappatura_PNRR_SNSvS_Agenda2030_v2.csv", "objective", "", None, 0),
        ("places/consultori.csv", "place", "", None, 0),
        ("places/Elenco-comuni-italiani_2024-02_Windows-1252.csv", "zone", "", None, 0),
        ("registers/opencup_3457.csv", "project", "", 3457, 0),
        ("cup/cup_validi_3482.csv", "project", "", 3482, 0),
    ],
)  # fmt: skip
def test_every_row_of_every_other_list_is_accounted_for(
    cabina: Cabina, tmp_path: Path, shared_data: Path, file: str, into: str, toml: str, rows: int | None, least: int
) -> None:
    how: tuple[Any, ...] = mapped(tmp_path, toml) if toml else ()
    answer = cabina("import", shared_data / file, "--into", into, *how, "--dry-run")
    assert answer.code == 0
    assert len(answer.json["rows"]) == len(reading.read(shared_data / file).rows) == (rows or len(answer.json["rows"]))
    assert counts(answer)[0] >= least


def test_contributions_come_in_with_their_own_words(cabina: Cabina, tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "contributions" / "segnalazioni-municipium.csv"
    sheet = reading.read(file)
    toml = ('[columns]\n"Creato" = "date"\n"DescrizioneBreve" = "text"\n"Categoria" = "text"\n[constants]\n'
            'channel = "online"\nauthor_type = "anonimo"\n')  # fmt: skip
    answer = cabina("import", file, "--into", "contribution", *mapped(tmp_path, toml), "--skip-refused")
    assert answer.code == 0
    new, _, _, refused = counts(answer)
    assert new + refused == len(sheet.rows)
    assert new > 0.9 * len(sheet.rows)
    assert len(cabina("list", "contribution").json) == 20 + new


FOLDERS = ["nasty-csv", "nasty-tables", "nasty-text", "pdf-corpus", "ics", "places", "registers", "cup"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_whatever_the_file_there_is_an_answer_in_time_and_nothing_is_written(
    demo_register: Path, shared_data: Path, folder: str
) -> None:
    """The window of time is for each file; a crash would raise, and a traceback is looked for by the runner."""
    before = demo_register.stat().st_size
    cabina = program.at(demo_register)
    for file in sorted(path for path in (shared_data / folder).rglob("*") if path.is_file()):
        started = time.monotonic()
        answer = cabina("import", file, "--into", "project", "--dry-run")
        assert time.monotonic() - started < SECONDS, file.name
        if answer.code == 0:
            told = counts(answer)
            assert told[3] == sum(told), f"{file.name}: no row of these is a project"
            assert all(row["problems"] for row in answer.json["rows"])
        else:
            assert (answer.code, answer.out) == (1, ""), file.name
            assert len(answer.told) == 1, answer.err
            assert answer.told[0].endswith((".", ")", "?")), answer.err
    assert demo_register.stat().st_size == before
    assert len(cabina("list", "project").json) == 25
