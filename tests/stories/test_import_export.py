"""From a spreadsheet to the register and back (CLI.md "import", "export"; DOMAIN §4.8)."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.errors import Refused, Stale
from app.core.progress import Cancelled, Progress
from app.documents.structure import Table
from app.domain import importing
from app.domain.importing_mapping import loads
from app.domain.permissions import Role
from app.domain.query import Filter, Query, Sort
from app.exchange import reading
from app.store.store import Store
from app.usecases import exports, history, imports, lists, register
from app.usecases.reports import report_document

QUIET = Progress()
PNRR = """
[columns]
"Descrizione Submisura" = "title"
"Importo Totale" = "funding_line.amount"
[constants]
status = "proposta"
"funding_line.source" = "PNRR_ALTRO"
lead = "A01"
main_sector = "SOC"
targets = "T16"
zones = "Z00"
"""


def counts(told: dict[str, object]) -> tuple[object, ...]:
    return told["new"], told["changed"], told["same"], told["refused"]


@pytest.fixture
def sheet(out: Path) -> Path:
    path = out / "progetti.csv"
    path.write_text(
        "Codice;Titolo;Settore;Capofila;Destinatari;Zone;Stato;Inizio;Importo;Fonte\r\n"
        "N1;Orti in piazza;Sociale;A01;T16;Z01;Proposta;01/02/2027;1.500,00;COMUNE\r\n"
        "N2;Cinema all'aperto;Cultura;A03;T04, T16;Z04;boh;31/02/2027;100;COMUNE\r\n"
        "P13;Compiti insieme: doposcuola diffuso;EDU;A08;T02;Z01|Z04;in corso;06/10/2025;;\r\n",
        encoding="cp1252",
    )
    return path


def test_a_dry_run_says_what_each_row_would_do_and_why_not(secretary: Store, sheet: Path) -> None:
    told = imports.report(imports.plan(secretary, sheet, "project", None, QUIET))
    assert counts(told) == (1, 0, 1, 1)
    wrong = next(row for row in told["rows"] if row["kind"] == "refused")
    assert wrong["row"] == 3
    why = {p["column"]: p for p in wrong["problems"]}
    assert set(why) == {"Stato", "Inizio"}
    assert why["Stato"]["value"] == "boh"
    assert "proposta" in why["Stato"]["accepted"]
    assert "non esiste" in why["Inizio"]["why"]


def test_a_refused_row_stops_everything_unless_asked(secretary: Store, sheet: Path) -> None:
    plan = imports.plan(secretary, sheet, "project", None, QUIET)
    with pytest.raises(Refused, match="Righe da correggere"):
        imports.commit(secretary, plan, QUIET)
    assert secretary.count(Query("project")) == 25
    imports.commit(secretary, plan, QUIET, skip_refused=True)
    assert secretary.count(Query("project")) == 26


def test_an_import_is_one_deed_and_one_undo(secretary: Store, shared_data: Path) -> None:
    file = shared_data / "registers" / "TAG_sostegno_clima_digitale.csv"
    imports.commit(secretary, imports.plan(secretary, file, "project", loads(PNRR), QUIET), QUIET)
    assert secretary.count(Query("project")) == 25 + 281
    history.undo(secretary)
    assert secretary.count(Query("project")) == 25
    assert secretary.count(Query("funding_line")) == 40


@pytest.mark.parametrize("name", ["TAG_sostegno_clima_digitale.csv", "TAG_sostegno_clima_digitale__LibreOffice.xlsx",
                                  "TAG_sostegno_clima_digitale__LibreOffice.ods"])  # fmt: skip
def test_the_same_table_in_three_containers_gives_the_same_sum(secretary: Store, shared_data: Path, name: str) -> None:
    plan = imports.plan(secretary, shared_data / "registers" / name, "project", loads(PNRR), QUIET)
    imports.commit(secretary, plan, QUIET)
    query = Query("project", (Filter("sources", "=", ("PNRR_ALTRO",)),))
    assert secretary.count(query) == 281
    assert secretary.totals(query)["budget"] == Decimal("191499177889.00")


def test_forty_thousand_is_forty_thousand(secretary: Store, shared_data: Path) -> None:
    mapping = loads("""
        [columns]
        "CUP" = "cup"
        "Titolo progetto" = "title"
        "FINANZ_TOTALE" = "funding_line.amount"
        [constants]
        status = "proposta"
        "funding_line.source" = "PNRR_ALTRO"
        lead = "A01"
        main_sector = "SOC"
        targets = "T16"
        zones = "Z00"
        """)
    plan = imports.plan(secretary, shared_data / "registers" / "PNRR_Progetti.csv", "project", mapping, QUIET)
    assert counts(imports.report(plan)) == (5246, 0, 0, 0)
    imports.commit(secretary, plan, QUIET)
    query = Query("project", (Filter("sources", "=", ("PNRR_ALTRO",)),))
    assert secretary.totals(query)["budget"] == Decimal("1187125057")


def test_every_file_of_the_registers_is_accounted_for_row_by_row(secretary: Store, shared_data: Path) -> None:
    for path in sorted((shared_data / "registers").iterdir()):
        told = imports.report(imports.plan(secretary, path, "project", None, QUIET))
        assert len(told["rows"]) == len(reading.read(path).rows), path.name
        assert sum(int(told[k]) for k in ("new", "changed", "same", "refused")) == len(told["rows"])


@pytest.mark.parametrize("folder", ["nasty-csv", "nasty-tables", "pdf-corpus", "nasty-text"])
def test_nasty_files_are_planned_or_refused_in_a_sentence(secretary: Store, shared_data: Path, folder: str) -> None:
    planned, sentences = [], []
    for path in sorted(p for p in (shared_data / folder).rglob("*") if p.is_file()):
        try:
            planned.append(imports.report(imports.plan(secretary, path, "project", None, QUIET)))
        except Refused as refusal:
            sentences.append((path.name, str(refusal)))
    assert [told for told in planned if counts(told)[:3] != (0, 0, 0)] == []
    assert [one for one in sentences if not one[1].endswith((".", ")", ":", "?"))] == []


def test_contributions_actors_and_objectives_come_in_too(secretary: Store, shared_data: Path) -> None:
    actors = loads("""
        [columns]
        "codice_fiscale" = "tax_code"
        "denominazione" = "name"
        [constants]
        category = "CIV"
        kind = "altro_ets"
        """)
    file = shared_data / "actors" / "enti_5x1000_forli-cesena.csv"
    plan = imports.plan(secretary, file, "actor", actors, QUIET)
    told = imports.report(plan)
    assert len(told["rows"]) == 656
    assert int(told["new"]) + int(told["refused"]) == 656
    assert int(told["new"]) > 600
    imports.commit(secretary, plan, QUIET, skip_refused=True)
    assert secretary.count(Query("actor")) == 30 + int(told["new"])


def test_what_is_exported_comes_back_with_no_change(secretary: Store, out: Path) -> None:
    seen = register.named(secretary, "project", "P13")
    register.edit(secretary, "project", seen.id, seen.version, {
        "partners": ("A02", "A16:finanziatore"), "abstract": "=1+1 è una formula\ncon «due» righe; e punti e virgola",
        "cup": "Z99Z24000010009", "progress": 60,
    })  # fmt: skip
    for name in ("r.xlsx", "r.ods", "r.csv"):
        rows = exports.export(secretary, Query("project", sort=(Sort("code"),)), out / name, QUIET)
        told = imports.report(imports.plan(secretary, out / name, "project", None, QUIET))
        assert rows == 25
        assert counts(told) == (0, 0, 25, 0), (name, [r for r in told["rows"] if r["kind"] != "same"][:2])


@pytest.mark.parametrize("entity", ["actor", "intervention", "objective", "place", "contribution", "pact", "person"])
def test_every_kind_of_record_goes_out_and_comes_back(secretary: Store, out: Path, entity: str) -> None:
    exports.export(secretary, Query(entity), out / "e.xlsx", QUIET)
    told = imports.report(imports.plan(secretary, out / "e.xlsx", entity, None, QUIET))
    assert told["same"] == secretary.count(Query(entity)), [r for r in told["rows"] if r["kind"] != "same"][:3]


def test_the_fixed_columns_are_the_default(secretary: Store, out: Path) -> None:
    exports.export(secretary, Query("project"), out / "p.csv", QUIET)
    head = (out / "p.csv").read_bytes()
    assert head.startswith(b"\xef\xbb\xbfcodice;titolo;settore_prevalente;altri_settori;stato;ente_capofila")
    assert head.split(b"\r\n")[0].count(b";") == 40


def test_open_data_is_written_as_machines_read_it(secretary: Store, out: Path) -> None:
    query = Query("project", (Filter("code", "=", ("P08",)),))
    exports.export(secretary, query, out / "p.csv", QUIET, columns=["code", "start", "budget"], profile="opendata")
    assert (out / "p.csv").read_text("utf-8").splitlines()[1] == "P08,2024-06-12,182000.00"


def test_an_export_shows_what_is_seen_in_the_order_seen(secretary: Store, out: Path) -> None:
    query = Query("project", (Filter("status", "=", ("concluso",)),), sort=(Sort("title", descending=True),))
    exports.export(secretary, query, out / "p.xlsx", QUIET, columns=["title", "code"])
    sheet = reading.read(out / "p.xlsx")
    assert [row[1] for row in sheet.rows] == ["P01", "P10"]


def test_names_of_contributors_leave_with_the_secretary_only(secretary: Store, office: object, out: Path) -> None:
    seen = register.named(secretary, "contribution", "C03")
    register.edit(secretary, "contribution", seen.id, seen.version,
                  {"author_name": "Nome Segreto", "consent": True, "contact": "x@demo.example"})  # fmt: skip
    reader = office(Role.LETTORE, name="ugo")  # type: ignore[operator]
    for desk, shown in ((secretary, True), (reader, False)):
        exports.export(desk, Query("contribution"), out / "c.csv", QUIET)
        assert ("Nome Segreto" in (out / "c.csv").read_text("utf-8-sig")) is shown


def test_a_cancelled_export_leaves_nothing(secretary: Store, out: Path) -> None:
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        exports.export(secretary, Query("project"), out / "p.xlsx", stopped)
    assert list(out.iterdir()) == []


def test_a_record_that_moved_since_the_preview_writes_nothing(secretary: Store, out: Path) -> None:
    (out / "p.csv").write_text("codice;percentuale_avanzamento\nP12;70\nP13;80\n", "utf-8")
    plan = imports.plan(secretary, out / "p.csv", "project", None, QUIET)
    seen = register.named(secretary, "project", "P13")
    register.edit(secretary, "project", seen.id, seen.version, {"progress": 10})
    with pytest.raises(Stale):
        imports.commit(secretary, plan, QUIET)
    assert register.named(secretary, "project", "P12")["progress"] is None


def test_a_record_the_rows_name_that_went_since_the_preview_writes_nothing(secretary: Store, out: Path) -> None:
    register.create(secretary, "zone", {"code": "ZQ1", "label": "Quartiere nuovo"})
    head = "titolo;settore_prevalente;ente_capofila;stato;destinatari;zone"
    (out / "p.csv").write_text(f"{head}\nImportato;CUL;A01;proposta;T01;ZQ1\n", "utf-8")
    plan = imports.plan(secretary, out / "p.csv", "project", None, QUIET)
    assert plan.count(importing.Kind.NEW) == 1
    zone = register.named(secretary, "zone", "ZQ1")
    register.trash(secretary, "zone", zone.id, zone.version)
    before = secretary.count(Query("project"))
    with pytest.raises(Stale, match="ZQ1"):
        imports.commit(secretary, plan, QUIET)
    assert secretary.count(Query("project")) == before


def test_an_import_respects_the_life_cycle(secretary: Store, out: Path) -> None:
    (out / "p.csv").write_text("codice;stato\nP12;Rendicontato\n", "utf-8")
    told = imports.report(imports.plan(secretary, out / "p.csv", "project", None, QUIET))
    assert counts(told) == (0, 0, 0, 1)


def test_the_printed_register_has_table_totals_and_cards(secretary: Store, out: Path) -> None:
    rows = exports.export(secretary, Query("project"), out / "r.pdf", QUIET)
    assert rows == 25
    assert (out / "r.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert lists.count(secretary, Query("project")) == 25


@pytest.mark.parametrize("entity", ["project", "intervention"])
def test_the_default_columns_stand_on_one_page(secretary: Store, entity: str) -> None:
    tables = [block for block in report_document(secretary, Query(entity), None).blocks if isinstance(block, Table)]
    assert len(tables) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".pdf"])
def test_keys_pressed_during_an_export_do_not_cancel_it(secretary: Store, out: Path, suffix: str) -> None:
    """Each keystroke in the search outdates the list's questions; an export counts its rows, and is not one of them."""
    over = threading.Event()

    def keys() -> None:
        while not over.is_set():
            secretary.interrupt()

    typist = threading.Thread(target=keys)
    typist.start()
    try:
        for _ in range(1 if suffix == ".pdf" else 10):
            query = Query("project", text="sc", sort=(Sort("code"),))
            assert exports.export(secretary, query, out / f"e{suffix}", QUIET) == secretary.count(query, outdated=False)
    finally:
        over.set()
        typist.join()
