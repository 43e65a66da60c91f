"""Mappings: written as TOML, guessed from headers, refused when they make no sense."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.domain.entities import ENTITIES
from app.domain.exporting import PROJECT_COLUMNS
from app.domain.importing_guess import guess
from app.domain.importing_mapping import ColumnMapping, check, dumps, known_targets, loads
from app.exchange import reading
from tests.domain.importing_help import NAMES, sheet

PROJECT = ENTITIES["project"]

EXAMPLE = """
sheet = "Foglio1"
header = 1
encoding = "utf-8"
key = ["code"]
[columns]
"Descrizione Submisura" = "title"
"Importo Totale" = "funding_line.amount"
[constants]
status = "proposta"
"funding_line.source" = "PNRR_ALTRO"
[values.status]
"Finanziato" = "in_corso"
"""


def test_the_toml_of_the_manual() -> None:
    assert loads(EXAMPLE) == ColumnMapping(
        columns={"Descrizione Submisura": "title", "Importo Totale": "funding_line.amount"},
        constants={"status": "proposta", "funding_line.source": "PNRR_ALTRO"},
        values={"status": {"Finanziato": "in_corso"}},
        key=("code",), normalise=True, sheet="Foglio1", header=1, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "normalise"),
    [("", False), ('key = "code"', True), ('key = ["cup"]\nnormalise = false', False), ("normalise = true", True)],
)
def test_who_names_a_key_updates_by_it_however_it_is_spelt(text: str, normalise: bool) -> None:
    assert loads(text).normalise is normalise


def test_dotted_names_need_no_quotes() -> None:
    found = loads('[constants]\nfunding_line.source = "COMUNE"\n[values.funding_line.source]\n"Comune" = "COMUNE"\n')
    assert found.constants == {"funding_line.source": "COMUNE"}
    assert found.values == {"funding_line.source": {"Comune": "COMUNE"}}


@given(
    st.builds(
        ColumnMapping,
        columns=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["title", "cup"])),
        constants=st.dictionaries(st.sampled_from(["status", "funding_line.source"]),
                                  st.text(st.characters(exclude_categories=["Cs"])) | st.booleans() | st.integers(0, 9)
                                  | st.dates()),
        values=st.dictionaries(st.just("status"), st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])),
            min_size=1)),
        key=st.sampled_from([(), ("code",), ("cup", "title")]),
        normalise=st.booleans(),
        sheet=st.none() | st.integers(1, 9) | st.just("Foglio «1»"),
        header=st.none() | st.integers(1, 9),
        separator=st.none() | st.sampled_from([";", "\t"]),
    )
)  # fmt: skip
def test_what_is_written_is_read_again(mapping: ColumnMapping) -> None:
    assert loads(dumps(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("columns =", "TOML"),
        ('colonne = "x"', "colonne"),
        ('header = "uno"', "header"),
        ("header = true", "header"),
        ('[columns]\n"A" = 1', "«A»"),
        ('[values]\nstatus = "x"', "values"),
    ],
)
def test_a_mapping_of_another_shape_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        loads(text)


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        (ColumnMapping({"A": "titolo"}), "«titolo» non è un campo"),
        (ColumnMapping({"A": "funding_line.project"}), "funding_line.project"),
        (ColumnMapping({"A": "meeting.date"}), "meeting.date"),
        (ColumnMapping({"A": "title", "B": "title"}), "«A», «B»"),
        (ColumnMapping(key=("codice",)), "codice"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(mapping: ColumnMapping, why: str) -> None:
    with pytest.raises(Refused, match=why):
        check(mapping, PROJECT)


def test_several_columns_may_feed_a_list_and_a_second_funding_line_has_its_own_group() -> None:
    check(ColumnMapping({"A": "partners", "B": "partners", "C": "abstract", "D": "abstract"}), PROJECT)
    check(ColumnMapping({"A": "funding_line.amount", "B": "funding_line#2.amount"}), PROJECT)


def test_known_targets_are_the_fields_a_person_can_choose() -> None:
    known = known_targets(PROJECT)
    assert {"title", "funding_line.amount", "project_milestone.due"} <= set(known)
    assert not {"budget", "funding_line.project", "funding_line.code"} & set(known)


# ---------------------------------------------------------------- guesses


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Titolo", "title"), ("TITOLO DEL PROGETTO", "title"), ("Title", "title"), ("title", "title"),
        ("Descrizione", "abstract"), ("Stato", "status"), ("Ente capofila", "lead"), ("Soggetto attuatore", "lead"),
        ("CUP ", "cup"), ("Codice unico di progetto", "cup"), ("Data di inizio", "start"), ("Data fine", "end"),
        ("Destinatàri", "targets"), ("intervento_nome", "title"), ("% avanzamento", "progress"),
        ("FINANZ_TOTALE", "funding_line.amount"), ("Importo Totale", "funding_line.amount"),
        ("Codice CID", None), ("FINANZIAMENTO _UE", None), ("Colore", None), ("budget_totale", None),
    ],
)  # fmt: skip
def test_headers_are_recognised(header: str, field: str | None) -> None:
    found = guess(sheet(f"{header};zzz", "1;2"), PROJECT, NAMES)
    assert found.columns.get(header.strip()) == field


def test_a_resemblance_needs_cells_that_can_be_read() -> None:
    assert guess(sheet("Statto", "In corso", "Sospeso"), PROJECT).columns == {"Statto": "status"}
    assert guess(sheet("Statto", "Rimini", "Forlì"), PROJECT).columns == {}


def test_our_own_export_is_recognised_whole_and_what_is_computed_left_out() -> None:
    header = ";".join(column.header for column in PROJECT_COLUMNS)
    found = guess(sheet(header, ";" * (len(PROJECT_COLUMNS) - 1) + "x"), PROJECT).columns
    assert found == {c.header: c.field for c in PROJECT_COLUMNS if c.field and not PROJECT.fields[c.field].computed}


@pytest.mark.parametrize(
    ("name", "entity", "expected"),
    [
        ("registers/PNRR_Progetti.csv", "project",
         {"CUP": "cup", "Titolo progetto": "title", "FINANZ_TOTALE": "funding_line.amount"}),
        ("registers/ricostruzione_opere_pubbliche_rilascio-1.csv", "project",
         {"cup": "cup", "intervento_nome": "title", "soggetto_attuatore": "lead",
          "importo_programmato": "funding_line.amount"}),
        ("actors/enti_5x1000_forli-cesena.csv", "actor", {"codice_fiscale": "tax_code", "denominazione": "name"}),
        ("contributions/segnalazioni-municipium.csv", "contribution",
         {"Id": "code", "Stato": "status", "Creato": "date", "DescrizioneBreve": "text"}),
    ],
)  # fmt: skip
def test_real_registers_are_guessed(shared_data: Path, name: str, entity: str, expected: dict[str, str]) -> None:
    assert guess(reading.read(shared_data / name), ENTITIES[entity]).columns == expected
