"""`cabina load` refuses a whole file when anything in it breaks DOMAIN §5, and names the record and the field."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import cabina as program

Data = dict[str, Any]
BIG = 10**30

# (array, which record: its code or its place from 1, field, wrong value, a word of the reason)
CELLS: list[tuple[str, str | int, str, Any, str]] = [
    # required ●
    ("projects", "P13", "title", None, "obbligatorio"),
    ("projects", "P13", "title", "   ", "obbligatorio"),
    ("projects", "P13", "lead", None, "obbligatorio"),
    ("projects", "P13", "main_sector", None, "obbligatorio"),
    ("projects", "P13", "targets", [], "obbligatorio"),
    ("projects", "P13", "zones", None, "obbligatorio"),
    ("projects", "P13", "status", None, "obbligatorio"),
    ("interventions", "I07", "start", None, "obbligatorio"),
    ("interventions", "I07", "zone", None, "obbligatorio"),
    ("interventions", "I07", "type", None, "obbligatorio"),
    ("funding_lines", 3, "amount", None, "obbligatorio"),
    ("funding_lines", 3, "project", None, "obbligatorio"),
    ("actors", "A05", "name", None, "obbligatorio"),
    ("people", "M04", "role_title", None, "obbligatorio"),
    ("memberships", 2, "from", None, "obbligatorio"),
    ("objectives", "4.2", "year_from", None, "obbligatorio"),
    ("pacts", "PC1", "actions", [], "obbligatorio"),
    ("pacts", "PC1", "received", None, "obbligatorio"),
    ("pacts", "PC1", "proposer", None, "obbligatorio"),
    ("contributions", "C03", "text", "", "obbligatorio"),
    ("meetings", "S2", "date", None, "obbligatorio"),
    ("decisions", "D3", "owner", None, "obbligatorio"),
    ("action_items", "AZ02", "due", None, "obbligatorio"),
    ("places", "L01", "zone", None, "obbligatorio"),
    ("body", "CDR", "name", None, "obbligatorio"),
    # vocabularies
    ("projects", "P13", "status", "In corso", "valori"),
    ("projects", "P13", "main_sector", "ZZZ", "valori"),
    ("projects", "P13", "visibility", "segreta", "valori"),
    ("projects", "P13", "sdg", ["99"], "valori"),
    ("projects", "P13", "partners", ["A02:boh"], "valori"),
    ("interventions", "I07", "frequency", "ogni tanto", "valori"),
    ("actors", "A05", "category", "PUBBLICA", "valori"),
    ("objectives", "4.2", "level", "altissimo", "valori"),
    ("meetings", "S2", "status", "finita", "valori"),
    ("agenda_items", "S2.2", "outcome", "boh", "valori"),
    ("attendance", 4, "status", "forse", "valori"),
    ("votes", 1, "mode", "a occhio", "valori"),
    ("decisions", "D3", "type", "delibera", "valori"),
    ("contributions", "C03", "channel", "piccione", "valori"),
    ("stages", 2, "precision", "secolo", "valori"),
    ("body", "CDR", "majority_basis", "presenti e assenti", "valori"),
    ("settings", "REG", "default_visibility", "tutti", "valori"),
    # dates and hours
    ("projects", "P13", "start", "2026-02-30", "data"),
    ("projects", "P13", "start", "01/02/2026", "data"),
    ("projects", "P13", "start", 20260201, "data"),
    ("projects", "P13", "end", "2024-01-01", "prima"),
    ("interventions", "I07", "end", "2001-01-01", "prima"),
    ("memberships", 2, "to", "2001-01-01", "prima"),
    ("pacts", "PC1", "end", "2001-01-01", "prima"),
    ("pacts", "PC1", "signed", "2001-01-01", "prima"),
    ("objectives", "4.2", "year_to", 2001, "prima"),
    ("indicators", "IN-4.2", "target_date", "2001-01-01", "prima"),
    ("meetings", "S2", "start_planned", "25:00", "ora"),
    ("meetings", "S2", "end_actual", "08:00", "prima"),
    ("meetings", "S2", "convened_on", "2026-12-31", "dopo"),
    ("stages", 2, "when", "un giorno o l'altro", "Scrivete"),
    ("interventions", "I07", "slot_from", "99:99", "ora"),
    # amounts and numbers
    ("funding_lines", 3, "amount", "-1.00", "negativo"),
    ("funding_lines", 3, "amount", "tanti", "numero"),
    ("funding_lines", 3, "amount", "NaN", "numero"),
    ("funding_lines", 3, "amount", "Infinity", "numero"),
    ("funding_lines", 3, "amount", "1e400", "importo"),
    ("funding_lines", 3, "amount", "10.005", "centesimi"),
    ("funding_lines", 3, "amount", True, "numero"),
    ("funding_lines", 3, "committed", "99999999.00", "supera"),
    ("funding_lines", 3, "spent", "99999999.00", "supera"),
    ("projects", "P13", "progress", 101, "limiti"),
    ("projects", "P13", "progress", -1, "limiti"),
    ("projects", "P13", "progress", 60.5, "numero"),
    ("projects", "P13", "progress", "60", "numero"),
    ("projects", "P13", "expected_users", -3, "limiti"),
    ("projects", "P13", "expected_users", BIG, "limiti"),
    ("interventions", "I07", "capacity", True, "numero"),
    ("objectives", "4.2", "year_from", 99, "limiti"),
    ("indicators", "IN-4.2", "target_value", "alto", "numero"),
    ("indicators", "IN-4.2", "target_value", "1e400", ""),
    ("places", "L01", "lat", "144.1", "latitudine"),
    ("places", "L01", "lon", None, "insieme"),
    # votes
    ("votes", 1, "favour", 12, "conti"),
    ("votes", 1, "present", 14, "conti"),
    ("votes", 1, "abstained", -1, "limiti"),
    ("votes", 1, "names_against", ["M10"], "contrari"),
    ("votes", 1, "names_abstained", ["M10"], "astenuti"),
    # parents, levels, cycles
    ("objectives", "4.1", "parent", "4.1.1", "livello"),
    ("objectives", "4.1", "parent", None, "superiore"),
    ("objectives", "4", "parent", "4.1", "superiore"),
    ("objectives", "4.1", "parent", "4.1", "stesso"),
    ("actors", "A01", "parent", "A01", "stessa"),
    ("decisions", "D3", "superseded_by", "D3", "stessa"),
    ("pacts", "PC1", "renewed_from", "PC1", "stessa"),
    # links to nothing
    ("projects", "P13", "lead", "A99", "A99"),
    ("projects", "P13", "lead", "N/A", "N/A"),
    ("projects", "P13", "partners", ["A02", "A99"], "A99"),
    ("projects", "P13", "objectives", ["9.9"], "9.9"),
    ("projects", "P13", "targets", ["T99"], "T99"),
    ("projects", "P13", "zones", ["Z77"], "Z77"),
    ("funding_lines", 3, "source", "ZECCHINI", "ZECCHINI"),
    ("funding_lines", 3, "project", "P99", "P99"),
    ("interventions", "I07", "place", "L99", "L99"),
    ("interventions", "I07", "type", "ZZZ", "ZZZ"),
    ("memberships", 2, "person", "M99", "M99"),
    ("meetings", "S2", "body", "ZZZ", "ZZZ"),
    ("agenda_items", "S2.2", "meeting", "S9", "S9"),
    ("attendance", 4, "person", "M99", "M99"),
    ("attendance_events", 1, "item", "S9.9", "S9.9"),
    ("conflicts", 1, "person", "M99", "M99"),
    ("votes", 1, "item", "S9.9", "S9.9"),
    ("decisions", "D3", "item", "S9.9", "S9.9"),
    ("action_items", "AZ02", "decision", "D99", "D99"),
    ("contributions", "C01", "project", "P99", "P99"),
    ("pair_reviews", 1, "b", "I99", "I99"),
    ("measurements", 1, "indicator", "IN-9", "IN-9"),
    # rules of the field
    ("actors", "A12", "tax_code", "90000010001", "cifre"),
    ("actors", "A12", "tax_code", "RSSMRA80A01H294X", "cifre"),
    ("actors", "A28", "consent_date", None, "consenso"),
    ("actors", "A28", "tax_code", "01232710374", "persona"),
    ("actors", "A13", "runts_number", "12345", "RUNTS"),
    ("actors", "A12", "ipa_code", "c_i304", "pubbliche"),
    ("actors", "A01", "ipa_code", "C_I304", "minuscole"),
    ("actors", "A08", "school_code", "RN1", "dieci"),
    ("places", "L13", "lat", "44.06", "insieme"),
    ("places", "L13", "address", "Via Battisti 5", "immateriale"),
    ("interventions", "I07", "status", "in_corso", ""),  # its project is put back to proposta below
    ("indicators", "IN-4.2", "project", "P13", "oppure"),
    ("indicators", "IN-4.2", "objective", None, "oppure"),
    ("attendance", 14, "mode", "presenza", "assente"),
    ("attendance_events", 1, "item", "S1.2", "seduta"),
    ("contributions", "C01", "motivation", None, "motivazione"),
    ("contributions", "C01", "evaluation", None, "valutazione"),
    ("contributions", "C03", "contact", "x@demo.example", "consenso"),
    ("action_items", "AZ02", "decision", None, "decisione"),
    ("decisions", "D3", "number", "tre", "numero"),
    ("meetings", "S2", "number", "2", "numero"),
    ("attachments", 1, "project", "P13", "sola"),
    ("attachments", 1, "meeting", None, "sola"),
    ("attachments", 1, "file", "00" * 32, "allegato"),
    ("pair_reviews", 1, "b", "I06", "diversi"),
    ("body", "CDR", "quorum_first_call", {"fraction": "un mezzo"}, "leggibile"),
    ("body", "CDR", "quorum_second_call", "1/3", "forma"),
    ("settings", "REG", "patron_day", "29-09", "patrono"),
    ("projects", "P13", "title", "x" * 301, "300"),
    ("projects", "P13", "abstract", "x" * 601, "600"),
    # JSON of another kind
    ("projects", "P13", "title", 5, "testo"),
    ("projects", "P13", "title", ["Compiti"], "testo"),
    ("projects", "P13", "code", 13, "testo"),
    ("projects", "P13", "partners", "A02", "elenco"),
    ("projects", "P13", "partners", [2], "elenco"),
    ("projects", "P13", "partners", {"A02": 1}, "elenco"),
    ("projects", "P13", "status", ["in_corso"], "testo"),
    ("memberships", 2, "voting", "sì", "vero"),
    ("contributions", "C01", "themes", {"a": 1}, "forma"),
    ("projects", "P13", "budgett", "1", "sconosciuto"),
    ("projects", "P13", "id", 5, "sconosciuto"),
    ("votes", 1, "sì", 5, "sconosciuto"),
]  # fmt: skip


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register nobody has written in: every file of this page is refused, so one serves them all."""
    from app.usecases.opening import open_register

    path = tmp_path_factory.mktemp("fresh") / "vuoto.db"
    open_register(str(path), create=True).close()
    return path


def refused(fresh: Path, folder: Path, data: Any) -> list[str]:
    """The problems `load` tells, a line each: «– projects P13 · title: …»."""
    file = folder / "rotto.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    answer = program.run("load", file, "--register", fresh, "--json")
    assert (answer.code, answer.out) == (1, "")
    return answer.told


def record(data: Data, array: str, which: str | int) -> Data:
    rows = [data[array]] if isinstance(data[array], dict) else data[array]
    found = rows[which - 1] if isinstance(which, int) else next(
        (row for row in rows if row.get("code") == which), rows[0])  # fmt: skip
    assert isinstance(found, dict)
    return found


@pytest.fixture
def data(committee_file: Data) -> Data:
    """The example, this test's own to break."""
    mine: Data = json.loads(json.dumps(committee_file))
    mine["measurements"] = [{"indicator": "IN-4.1", "date": "2026-06-30", "value": "25"}]
    record(mine, "projects", "P25")["status"] = "proposta"
    record(mine, "interventions", "I07").update(project="P25", status="pianificato")
    return mine


@pytest.mark.parametrize(("array", "which", "field", "wrong", "says"), CELLS)
def test_one_wrong_value_refuses_the_file_and_is_named(
    fresh: Path, tmp_path: Path, data: Data, array: str, which: str | int, field: str, wrong: Any, says: str
) -> None:
    record(data, array, which)[field] = wrong
    told = refused(fresh, tmp_path, data)
    label = "bodies CDR" if array == "body" else f"{array} n. {which}" if isinstance(which, int) else f"{array} {which}"
    label = "projects 13" if field == "code" else label
    start = rf"– {re.escape(label)} · ([^:]*, )?{re.escape(field)}(,[^:]*)?: "
    assert [line for line in told if re.match(start, line) and says.lower() in line.lower()], told


def _twice(array: str, which: str | int = 1, **changes: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data[array].append({**record(data, array, which), **changes})

    return change


def _put(key: str, value: Any) -> Callable[[Data], None]:
    return lambda data: data.__setitem__(key, value)


# (how the file is broken, words of the answer that name where and why)
WHOLES: list[tuple[Callable[[Data], None], str, str]] = [
    (_twice("projects", "P13"), "projects P13", "più di una volta"),
    (_twice("projects", "P13", code="p13"), "projects", "più di una volta"),
    (_twice("actors", "A05"), "actors A05", "più di una volta"),
    (_twice("people", "M01"), "people M01", "più di una volta"),
    (_twice("zones", "Z01"), "zones Z01", "più di una volta"),
    (_twice("decisions", "D3", code="D99"), "decisions 3/2026", "più di una volta"),
    (_twice("meetings", "S2", code="S99"), "meetings CDR/2/2026", "più di una volta"),
    (_twice("agenda_items", "S2.2", code="S2.22"), "agenda_items S2/2", "più di una volta"),
    (_twice("attendance", 4, status="assente_giustificato", mode=None), "attendance", "più di una volta"),
    (_twice("memberships", 1), "memberships", "più di una volta"),
    (_twice("pair_reviews", 1, a="I29", b="I06"), "pair_reviews", "più di una volta"),
    (_put("pippo", []), "pippo", "sconosciut"),
    (_put("projects", {"P13": {}}), "projects", "elenco"),
    (_put("projects", [1, 2]), "projects", "elenco"),
    (_put("projects", None), "projects", "elenco"),
    (_put("body", "CDR"), "body", "elenco"),
    (_put("body", None), "bod", "CDR"),
    (_put("settings", []), "settings", "elenco"),
    (_put("format", "altro"), "archivio", "versione 1"),
    (_put("format_version", 2), "archivio", "versione 1"),
    (_put("demo_today", "domani"), "demo_today", "data"),
    (_put("blobs", ["ciao"]), "blobs", "allegati"),
    (_put("blobs", {"00" * 32: "@@@"}), "allegato", "danneggiato"),
    (_put("blobs", {"00" * 32: "Y2lhbw=="}), "allegato", "impronta"),
    (_put("blobs", {"00" * 32: 5}), "allegato", "danneggiato"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "where", "why"), WHOLES)
def test_what_breaks_between_records_or_above_them_is_told_too(
    fresh: Path, tmp_path: Path, data: Data, change: Callable[[Data], None], where: str, why: str
) -> None:
    change(data)
    told = "\n".join(refused(fresh, tmp_path, data))
    assert where in told
    assert why in told


@pytest.mark.parametrize(
    "text", ["", "ciao", "[]", "5", "null", '"x"', "{", "[" * 200_000, '{"format": NaN}', '{"a": 1, "a": 2}']
)
def test_what_is_no_committee_file_is_told_in_one_sentence(fresh: Path, tmp_path: Path, text: str) -> None:
    told = refused(fresh, tmp_path, text)
    assert len(told) == 1


def test_every_problem_of_a_file_is_told_at_once(fresh: Path, tmp_path: Path, data: Data) -> None:
    record(data, "projects", "P13")["status"] = "boh"
    record(data, "projects", "P14")["title"] = None
    record(data, "funding_lines", 3)["spent"] = "99999999.00"
    record(data, "objectives", "4.1")["parent"] = "9"
    told = "\n".join(refused(fresh, tmp_path, data))
    for place in ("projects P13 · status", "projects P14 · title", "funding_lines n. 3", "objectives 4.1 · parent"):
        assert place in told


def test_what_the_file_expects_is_ignored_and_so_are_its_missing_arrays(tmp_path: Path) -> None:
    small = {"format": "cabina-committee", "format_version": 1, "expected": {"overlaps": "boh"},
             "zones": [{"code": "Z01", "label": "Capoluogo"}]}  # fmt: skip
    (tmp_path / "small.json").write_text(json.dumps(small), "utf-8")
    answer = program.run("load", tmp_path / "small.json", "--register", tmp_path / "r.db", "--json")
    assert (answer.code, answer.json["records"]) == (0, 1)


def test_nothing_of_all_this_was_written(fresh: Path) -> None:
    zones = program.run("list", "project", "--register", fresh, "--json")
    assert zones.json == []
    assert program.run("check", "--register", fresh, "--json").json == {"problems": []}
