"""Plans: what importing a file would do, row by row, and why not."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.core.progress import Cancelled, Progress
from app.domain.entities import ENTITIES
from app.domain.importing import Kind, Plan, normal, plan, wanted_keys
from app.domain.importing_guess import guess
from app.domain.importing_mapping import ColumnMapping, loads
from app.exchange import reading
from app.exchange.sheet import Sheet, build
from tests.domain.importing_help import NAMES, project, record, sheet

PROJECT = ENTITIES["project"]
NEEDED = {"main_sector": "SOC", "lead": "A01", "targets": "T01", "zones": "Z00"}


def planned(table: Sheet, columns: dict[str, str], **more: Any) -> Plan:
    """A plan for projects, with constants for what every project needs."""
    existing, parts = more.pop("existing", ()), more.pop("parts", lambda kind, code: ())
    mapping = ColumnMapping(columns, more.pop("constants", NEEDED), **more)
    return plan(table, mapping, PROJECT, names=NAMES, existing=existing, parts=parts)


def test_an_unknown_word_says_what_is_accepted_and_what_is_nearest() -> None:
    found = planned(sheet("Titolo;Stato", "Orto;in corzo"), {"Titolo": "title", "Stato": "status"})
    (row,) = found.rows
    (problem,) = row.problems
    assert (row.number, row.kind, problem.column, problem.value) == (2, Kind.REFUSED, "Stato", "in corzo")
    assert problem.accepted[:3] == ("proposta", "in_istruttoria", "condiviso")
    assert problem.nearest == "in_corso"


def test_words_are_translated_and_synonyms_understood() -> None:
    found = planned(
        sheet("Titolo;Stato;Settori", "A;Finanziato;x", "B;In corso;x", "C;in_corso;x", "D;IN  CORSO;x", "E;avviato;x"),
        {"Titolo": "title", "Stato": "status"},
        values={"status": {"finanziato": "in_corso"}},
    )
    assert [row.values["status"] for row in found.rows] == ["in_corso"] * 5


def test_lists_in_cells_and_in_several_columns() -> None:
    found = planned(
        sheet(
            "Titolo;P1;P2",
            'A;"AUSL Romagna; A01";"Orti, api e dintorni"',
            'B;"A02|A01";A02',
            'C;"A02\nA03";',
            "D;A02, A03;N/D",
            "E;tutti;",
        ),
        {"Titolo": "title", "P1": "partners", "P2": "partners"},
    )
    assert [row.values.get("partners") for row in found.rows] == [
        ("A02", "A01", "A03"), ("A02", "A01"), ("A02", "A03"), ("A02", "A03"), None,
    ]  # fmt: skip
    assert found.rows[4].problems[0].value == "tutti"


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["40.000", "1.500", "7"], [40_000, 1500, 7]),
        (["12.5", "1.100", "7"], [Decimal("12.5"), Decimal("1.1"), 7]),  # the others say what a dot is
        (["12.5", "1.100.000", "1.100"], [Decimal("12.5"), 1_100_000, 1100]),  # they contradict each other
        (["12,5", "1.100"], [Decimal("12.5"), 1100]),
    ],
)
def test_a_column_says_what_its_dots_are(cells: list[str], amounts: list[object]) -> None:
    found = planned(
        sheet("Titolo;Importo", *(f"T{i};{cell}" for i, cell in enumerate(cells))),
        {"Titolo": "title", "Importo": "funding_line.amount"},
        constants={**NEEDED, "funding_line.source": "COMUNE"},
    )
    assert [row.parts[0].values["amount"] for row in found.rows] == amounts


def test_percentages_a_spreadsheet_keeps_as_fractions() -> None:
    table = build("x", [["Titolo", "Avanzamento"], ["A", 0.6], ["B", 1], ["C", 0]], header=1)
    found = planned(table, {"Titolo": "title", "Avanzamento": "progress"})
    assert [row.values["progress"] for row in found.rows] == [60, 100, 0]


# ---------------------------------------------------------------- rows


def test_new_rows_take_defaults_and_constants() -> None:
    (row,) = planned(sheet("Titolo;CUP", "Orto;1234"), {"Titolo": "title", "CUP": "cup"}).rows
    assert row.kind is Kind.NEW
    assert (row.values["status"], row.values["visibility"], row.values["lead"]) == ("proposta", "cabina", "A01")
    assert (row.values["code"], row.values["targets"]) == (None, ("T01",))
    assert "CUP" in row.notes[0]  # a doubtful CUP is kept and marked


def test_without_a_mapping_every_row_is_refused_and_says_what_is_missing() -> None:
    found = plan(sheet("x;y", "1;2", ";", "3;4"), ColumnMapping(), PROJECT, names=NAMES)
    assert [row.number for row in found.rows] == [2, 4]
    assert found.count(Kind.REFUSED) == 2
    assert [p.field for p in found.rows[0].problems] == ["", "title", "main_sector", "lead", "targets", "zones"]
    assert found.rows[0].problems[3].accepted == ("A01", "A02", "A03")


def test_a_known_code_is_changed_or_the_same_and_others_are_missing() -> None:
    found = planned(
        sheet("Codice;Titolo;Avanzamento", "P01;Orto di tutti;50", "P02;Nuovo nome;", "P09;Altro;1", ";Senza codice;2"),
        {"Codice": "code", "Titolo": "title", "Avanzamento": "progress"},
        existing=[project("P01", progress=50), project("P02", progress=10), project("P03")],
    )
    assert [row.kind.value for row in found.rows] == ["same", "changed", "new", "new"]
    assert found.rows[1].changes == {"title": ("Orto di tutti", "Nuovo nome"), "progress": (10, None)}
    assert found.rows[1].values == {"title": "Nuovo nome", "progress": None}
    assert found.missing == ("P03",)
    assert found.rows[0].record is not None


def test_constants_are_for_new_records_only() -> None:
    found = planned(
        sheet("Codice;Titolo", "P01;Orto di tutti", "P02;Altro"),
        {"Codice": "code", "Titolo": "title"},
        constants={**NEEDED, "status": "sospeso"},
        existing=[project("P01")],
    )
    assert [row.kind for row in found.rows] == [Kind.SAME, Kind.NEW]
    assert found.rows[1].values["status"] == "sospeso"


def test_a_required_cell_emptied_and_a_rule_broken_are_refused_as_in_the_form() -> None:
    found = planned(
        sheet("Codice;Titolo;Inizio;Fine", "P01;;;", "P02;Orto;02/01/2026;01/01/2026", "P03;;x;01/01/2026"),
        {"Codice": "code", "Titolo": "title", "Inizio": "start", "Fine": "end"},
        existing=[project("P01")],
    )
    assert [[(p.column, p.field) for p in row.problems] for row in found.rows] == [
        [("Titolo", "title")], [("Fine", "end")], [("Inizio", "start"), ("Titolo", "title")],
    ]  # fmt: skip


def test_a_key_given_twice_or_answered_by_two_records() -> None:
    found = planned(
        sheet("Titolo;CUP", "A;H49J21005480003", "B;H49J21005480003", "C;G17H03000130001", "D;"),
        {"Titolo": "title", "CUP": "cup"},
        key=("cup",),
        existing=[project("P01", cup="G17H03000130001"), project("P02", cup="G17H03000130001")],
    )
    assert [row.kind.value for row in found.rows] == ["new", "refused", "refused", "new"]
    assert "riga 2" in found.rows[1].problems[0].why
    assert "P01, P02" in found.rows[2].problems[0].why


def test_codes_that_exist_are_seen_also_when_another_field_is_the_key() -> None:
    found = planned(
        sheet("Codice;Titolo;CUP", "P01;A;1", "P77;B;2", "P77;C;3"),
        {"Codice": "code", "Titolo": "title", "CUP": "cup"}, key=("cup",),
    )  # fmt: skip
    assert [row.kind.value for row in found.rows] == ["refused", "new", "refused"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("EU_0928", "EU_928", True), ("EU_0928", "eu 928", True), ("OPF-2026-001", "OPF-2026-1", True),
     ("EU_0", "EU_00", True), ("4.1", "4.10", False), ("EU_928", "EU_929", False), ("EU928", "EU_928", True)],
)  # fmt: skip
def test_normalised_keys(a: str, b: str, *, same: bool) -> None:
    assert (normal(a) == normal(b)) is same


def test_a_release_with_other_spellings_of_its_ids_updates_and_keeps_ours() -> None:
    found = planned(
        sheet("Id;Titolo", "EU_928;Ponte nuovo", "EU_1;Scuola"),
        {"Id": "code", "Titolo": "title"}, normalise=True,
        existing=[project("EU_0928", title="Ponte"), project("EU_0001", title="Scuola"), project("EU_0002")],
    )  # fmt: skip
    assert [row.kind.value for row in found.rows] == ["changed", "same"]
    assert found.rows[0].changes == {"title": ("Ponte", "Ponte nuovo")}
    assert found.missing == ("EU_0002",)


def test_two_records_whose_ids_look_alike_stay_two() -> None:
    found = planned(
        sheet("Id;Titolo", "P1;A", "P01;B", "P001;C", "P2;D", "P02;E"),
        {"Id": "code", "Titolo": "title"}, normalise=True,
        existing=[project("P1", title="x"), project("P01", title="B"), project("P2", title="D")],
    )  # fmt: skip
    assert [row.kind.value for row in found.rows] == ["changed", "same", "refused", "same", "refused"]
    assert "riga 5" in found.rows[4].problems[0].why
    assert found.missing == ()


def test_wanted_keys_are_those_the_rows_name() -> None:
    table = sheet("Codice;Titolo", "P01;a", "P02;b")
    columns = {"Codice": "code", "Titolo": "title"}
    assert wanted_keys(table, ColumnMapping(columns), PROJECT) == {("P01",), ("P02",)}
    assert wanted_keys(table, ColumnMapping({"Titolo": "title"}), PROJECT) == set()
    assert wanted_keys(table, ColumnMapping(columns, normalise=True), PROJECT) is None


def test_a_column_the_file_has_lost_is_told_and_a_lost_key_refuses() -> None:
    columns = {"Nome": "title", "Vecchia": "cup"}
    found = planned(sheet("Nome;X", "A;1"), columns)
    assert (found.rows[0].kind, found.notes) == (Kind.NEW, ("Nel file non c'è la colonna «Vecchia».",))
    assert planned(sheet("Nome;X", "A;1"), columns, key=("cup",)).rows[0].kind is Kind.REFUSED


def test_headers_are_found_however_they_are_spaced_or_written() -> None:
    found = planned(sheet(' TITOLO  ;"Data\ninizio"', "A;1/1/2026"), {"Titolo": "title", "data  inizio": "start"})
    assert (found.rows[0].values["start"], found.notes) == (date(2026, 1, 1), ())


def test_a_wrong_constant_is_told_on_every_row() -> None:
    found = planned(sheet("Titolo", "A", "B"), {"Titolo": "title"}, constants={**NEEDED, "lead": "Nessuno"})
    assert [row.kind for row in found.rows] == [Kind.REFUSED] * 2
    assert (found.rows[0].problems[0].column, found.rows[0].problems[0].value) == ("lead", "Nessuno")


# ---------------------------------------------------------------- parts and links


def test_an_amount_column_makes_a_funding_line() -> None:
    found = planned(
        sheet("Titolo;Importo;Fonte", "A;40.000;", "B;N/D;", "C;ca 10 €;comune", "D;;COMUNE", "E;boh;"),
        {"Titolo": "title", "Importo": "funding_line.amount", "Fonte": "funding_line.source"},
        constants={**NEEDED, "funding_line.source": "PNRR_ALTRO"},
    )
    assert [row.kind.value for row in found.rows] == ["new", "new", "new", "refused", "refused"]
    assert [(p.values["source"], p.values["amount"]) for p in found.rows[0].parts] == [("PNRR_ALTRO", Decimal(40_000))]
    assert found.rows[1].parts == ()
    assert found.rows[2].parts[0].values["source"] == "COMUNE"
    assert "approssimativo" in found.rows[2].notes[0]
    assert found.rows[3].problems[0].field == "funding_line.amount"


def test_two_amounts_make_two_lines_by_group() -> None:
    (row,) = planned(
        sheet("Titolo;UE;Comune", "A;10;20"),
        {"Titolo": "title", "UE": "funding_line.amount", "Comune": "funding_line#2.amount"},
        constants={**NEEDED, "funding_line.source": "PNRR_ALTRO", "funding_line#2.source": "COMUNE"},
    ).rows
    assert [(p.values["source"], p.values["amount"]) for p in row.parts] == [("PNRR_ALTRO", 10), ("COMUNE", 20)]


def test_an_existing_funding_line_is_compared_not_doubled() -> None:
    have = [record("funding_line", "P01-F1", project="P01", source="COMUNE", amount=Decimal(10))]
    rows = ("P01;10", "P01;12")
    for line, kind in zip(rows, (Kind.SAME, Kind.CHANGED), strict=True):
        found = planned(
            sheet("Codice;Importo", line),
            {"Codice": "code", "Importo": "funding_line.amount"},
            constants={"funding_line.source": "COMUNE"},
            existing=[project("P01")],
            parts=lambda kind, code: have,
        )
        assert found.rows[0].kind is kind
    (part,) = found.rows[0].parts
    assert (part.record, part.values) == (have[0], {"amount": Decimal(12)})
    assert found.rows[0].changes == {"funding_line.amount": (Decimal(10), Decimal(12))}


def test_an_objective_may_stand_under_one_of_the_same_file() -> None:
    table = sheet(
        "Codice;Titolo;Livello;Superiore;Documento;Valido dal;Valido al",
        "2.1;Figlio;strategico;2;dup_ses;2024;2029",
        "2;Padre;linea_mandato;;linee_mandato;2024;2029",
        "3;Orfano;strategico;9;dup_ses;2024;2029",
    )
    entity = ENTITIES["objective"]
    mapping = guess(table, entity, NAMES)
    mapping = ColumnMapping({**mapping.columns, "Superiore": "parent"})
    found = plan(table, mapping, entity, names=NAMES)
    assert [row.kind.value for row in found.rows] == ["new", "new", "refused"]
    assert [row.values["code"] for row in found.new()] == ["2", "2.1"]


def test_objectives_in_a_circle_are_all_given_back() -> None:
    table = sheet("Codice;Titolo;Livello;Superiore;Documento;Dal;Al", *(
        f"{a};t;strategico;{b};dup_ses;2024;2029" for a, b in (("a", "b"), ("b", "c"), ("c", "a"))))  # fmt: skip
    columns = {"Codice": "code", "Titolo": "title", "Livello": "level", "Superiore": "parent",
               "Documento": "document", "Dal": "year_from", "Al": "year_to"}  # fmt: skip
    found = plan(table, ColumnMapping(columns), ENTITIES["objective"], names=NAMES)
    assert sorted(str(row.values["code"]) for row in found.new()) == ["a", "b", "c"]


# ---------------------------------------------------------------- real registers

TAG = loads("""
[columns]
"Descrizione Submisura" = "title"
"Importo Totale" = "funding_line.amount"
"Periodo di tempo: inizio" = "start"
"Periodo di tempo: fine" = "end"
[constants]
main_sector = "SOC"
lead = "A01"
targets = ["T01"]
zones = "Z00"
"funding_line.source" = "PNRR_ALTRO"
""")


def test_the_tag_register_gives_the_same_plan_from_every_container(shared_data: Path) -> None:
    plans = [
        plan(
            reading.read(shared_data / "registers" / f"TAG_sostegno_clima_digitale{suffix}"), TAG, PROJECT, names=NAMES
        )
        for suffix in (".csv", "__LibreOffice.xlsx", "__LibreOffice.ods")
    ]
    first = plans[0]
    assert first.count(Kind.NEW) == 281
    assert sum(part.values["amount"] for row in first.rows for part in row.parts) == Decimal("191499177889.00")
    assert sum(row.values["start"] is None for row in first.rows) == 42
    for other in plans[1:]:
        assert other.rows == first.rows


def test_the_5246_projects_of_the_pnrr(shared_data: Path) -> None:
    table = reading.read(shared_data / "registers" / "PNRR_Progetti.csv")
    mapping = ColumnMapping(guess(table, PROJECT).columns, {**NEEDED, "funding_line.source": "PNRR_ALTRO"})
    found = plan(table, mapping, PROJECT, names=NAMES)
    assert len(found.rows) == 5246
    total = sum(part.values["amount"] for row in found.rows for part in row.parts)
    assert (found.count(Kind.NEW), total) == (5246, 1_187_125_057)


def test_amounts_of_the_calls_are_read_or_refused_in_a_sentence(shared_data: Path) -> None:
    table = reading.read(shared_data / "registers" / "PNRR_Bandi e Avvisi.csv")
    mapping = ColumnMapping(
        {"Titolo Bando o Avviso": "title", "Importo totale interventi-progetti proposti": "funding_line.amount"},
        {**NEEDED, "funding_line.source": "PNRR_ALTRO"},
    )
    found = plan(table, mapping, PROJECT, names=NAMES)
    assert len(found.rows) == 245
    for row in found.of(Kind.REFUSED):
        assert all(problem.why.endswith(".") and problem.column for problem in row.problems)
    assert any("approssimativo" in note for row in found.rows for note in row.notes)


@pytest.mark.parametrize("entity", ["project", "intervention", "actor", "contribution", "objective", "place"])
def test_every_row_of_every_file_is_accounted_for(shared_data: Path, entity: str) -> None:
    for folder in ("registers", "actors", "contributions", "objectives"):
        for path in sorted((shared_data / folder).glob("*.csv")):
            table = reading.read(path)
            found = plan(table, guess(table, ENTITIES[entity], NAMES), ENTITIES[entity], names=NAMES)
            assert [row.number for row in found.rows] == list(table.numbers)
            assert all(row.problems for row in found.of(Kind.REFUSED))


def test_planning_can_be_stopped() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        plan(sheet("Titolo", "A"), ColumnMapping({"Titolo": "title"}), PROJECT, progress=progress)
