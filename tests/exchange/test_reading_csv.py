"""CSV as people have it: encodings, separators, quotes, odd lines."""

import json
from pathlib import Path

import pytest

from app.core import locale
from app.core.errors import Refused
from app.exchange import csv, reading
from app.exchange.sheet import Sheet

SPECTRUM = (
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8",
)  # fmt: skip


def sheet(text: str | bytes, **choices: object) -> Sheet:
    data = text.encode() if isinstance(text, str) else text
    return csv.sheet_from(data, "prova", **choices)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_reads_as_its_json_says(shared_data: Path, name: str) -> None:
    folder = shared_data / "nasty-csv" / "csv-spectrum"
    expected = json.loads((folder / "json" / f"{name}.json").read_text("utf-8"))
    found = reading.read(folder / "csvs" / f"{name}.csv")
    # The collection's CRLF files were stored with LF, their answers were not.
    wanted = [{k: v.replace("\r\n", "\n") for k, v in record.items()} for record in expected]
    assert [{k: v or "" for k, v in record.items()} for record in found.records()] == wanted


@pytest.mark.parametrize(
    ("name", "encoding", "separator", "header", "rows", "titles"),
    [
        ("IMPORTAZIONI animali vivi 2025 luglio-dicembre", "cp1252", ";", 1, 36, "Luogo di destinazione città"),
        ("POSAS_2025_it_Comuni", "utf-8-sig", ";", 2, 195, "Età"),
        ("latin1_semicolon", "cp1252", ";", 1, 2, "Città"),
        ("windows1252_quotes", "cp1252", ",", 1, 2, "Price"),
        ("metadata_skip_rows", "utf-8", ",", 3, 3, "Employee Name"),
        ("title_row_skip", "utf-8", ",", 2, 3, "Product"),
        ("pipe_mixed_headers", "utf-8", "|", 1, 2, "User ID"),
        ("utf8_sig_bom", "utf-8-sig", ",", 1, 1, "Colonna Uno"),
    ],
)
def test_csvnorm_files_are_understood(
    shared_data: Path, name: str, encoding: str, separator: str, header: int, rows: int, titles: str
) -> None:
    found = reading.read(shared_data / "nasty-csv" / "csvnorm" / f"{name}.csv")
    assert (found.encoding, found.separator, found.header, len(found)) == (encoding, separator, header, rows)
    assert titles in found.titles


@pytest.mark.parametrize(
    ("name", "encoding", "separator", "header", "rows"),
    [
        ("utf-16le_encoded.csv", "utf-16", ",", 1, 327),
        ("mixedGLB.csv", "utf-8", ",", 4, 133),
        ("null.csv", "utf-8", ",", 1, 9),
        ("simple.psv", "utf-8", "|", 1, 28),
        ("simple.ssv", "utf-8", ";", 1, 6),
        ("spanish_chars.csv", "cp1252", ",", 1, 115),
        ("weird_head_padding.csv", "utf-8", ";", 12, 76),
        ("utf8bom.csv", "utf-8-sig", ",", 1, 0),
    ],
)
def test_messytables_files_are_understood(
    shared_data: Path, name: str, encoding: str, separator: str, header: int, rows: int
) -> None:
    found = reading.read(shared_data / "nasty-tables" / "messytables" / name)
    assert (found.encoding, found.separator, found.header, len(found)) == (encoding, separator, header, rows)


def test_a_ragged_row_loses_nothing_and_gains_no_value(shared_data: Path) -> None:
    found = reading.read(shared_data / "nasty-csv" / "csvnorm" / "malformed_rows.csv")
    assert found.titles == ("a", "b", "c", "[D]")
    assert [list(row) for row in found.rows] == [
        ["1", "2", "3", None], ["4", "5", None, None], ["6", "7", "8", "9"],
    ]  # fmt: skip


def test_istat_is_windows_1252_with_a_newline_in_a_title(shared_data: Path) -> None:
    found = reading.read(shared_data / "places" / "Elenco-comuni-italiani_2024-02_Windows-1252.csv")
    assert (found.encoding, len(found), len(found.columns)) == ("cp1252", 7896, 26)
    assert "Codice dell'Unità territoriale sovracomunale (valida a fini statistici)" in found.titles
    assert "\n" in found.columns[1].original
    names = [record["Denominazione (Italiana e straniera)"] for record in found.records()]
    assert "Forlì" in names  # a detector of encodings makes it Forlě
    assert any(name and "Š" in str(name) for name in names)  # byte 0x8A


def test_the_numbers_of_the_real_registers_come_out(shared_data: Path) -> None:
    projects = reading.read(shared_data / "registers" / "PNRR_Progetti.csv")
    total = sum(locale.parse_number(str(r["FINANZ_TOTALE"])) or 0 for r in projects.records())
    assert (len(projects), total) == (5246, 1_187_125_057)
    cups = {record["CUP"] for record in projects.records()}
    assert len(cups) == 5246


@pytest.mark.parametrize("suffix", [".csv", "__LibreOffice.xlsx", "__LibreOffice.ods"])
def test_the_tag_register_says_the_same_in_every_container(shared_data: Path, suffix: str) -> None:
    found = reading.read(shared_data / "registers" / f"TAG_sostegno_clima_digitale{suffix}")
    records = list(found.records())
    assert len(records) == 281
    assert sum(locale.parse_money(str(r["Importo Totale"])) or 0 for r in records) == 191_499_177_889
    assert sum(r["Periodo di tempo: inizio"] == "N/A" for r in records) == 42


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    found = sheet('Registro 2026;;\n\nCodice;Titolo;Note\nP1;"due\nrighe";x\n\nP2;y;z\n')
    assert (found.header, list(found.numbers)) == (3, [4, 6])


def test_a_code_kept_as_text_for_excel_keeps_its_zero() -> None:
    assert list(sheet('codice;nome\n="028001";Abano\n"=""0280""";B\n').rows) == [
        ["028001", "Abano"],
        ["0280", "B"],
    ]


def test_the_guard_of_an_export_is_taken_off() -> None:
    found = sheet("titolo\n'=1+1\n'-5 gradi\n'@tutti\nl'orto\n''=x\n")
    assert [row[0] for row in found.rows] == ["=1+1", "-5 gradi", "@tutti", "l'orto", "'=x"]


@pytest.mark.parametrize(
    ("text", "titles", "rows"),
    [
        ("a;b\r\n1;x\ry\r\n2;z\r\n", ("a", "b"), [["1", "x\ry"], ["2", "z"]]),  # a lone CR belongs to its cell
        ("a,b\r1,x\r2,y\r", ("a", "b"), [["1", "x"], ["2", "y"]]),  # old Macintosh
        ("a;b\n1;x\x00y\n", ("a", "b"), [["1", "xy"]]),
        ("sep=,\na,b\n1;2,3\n", ("a", "b"), [["1;2", "3"]]),
        ('a, b\n1, "x, y"\n', ("a", "b"), [["1", "x, y"]]),
        ("a;a;;a (2)\n1;2;3;4\n", ("a", "a (3)", "[C]", "a (2)"), [["1", "2", "3", "4"]]),
        ("a;b;\n1;2;\n", ("a", "b"), [["1", "2"]]),  # a separator too many makes no column
        ("nome\ttel\nA\t1,5\nB\t2,5\n", ("nome", "tel"), [["A", "1,5"], ["B", "2,5"]]),
        ("nome;costo\nA;1,50\nB;2,50\n", ("nome", "costo"), [["A", "1,50"], ["B", "2,50"]]),
    ],
)
def test_odd_lines(text: str, titles: tuple[str, ...], rows: list[list[str]]) -> None:
    found = sheet(text)
    assert found.titles == titles
    assert [list(row) for row in found.rows] == rows


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "vuoto"),
        (b"\n \n", "vuoto"),
        (b'a;b\n1;"aperta\n2;x\n3;y\n', "riga 2"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        sheet(data)


def test_encoding_and_separator_can_be_told() -> None:
    data = "città;è|b\nSantarcangelo;1|2\n".encode("mac_roman")
    assert sheet(data, encoding="mac_roman").titles == ("città", "è|b")
    assert sheet(data, encoding="mac_roman", separator="|").titles == ("città;è", "b")
    with pytest.raises(Refused, match="riga 1"):
        sheet(data, encoding="utf-8")
    with pytest.raises(Refused, match="non esiste"):
        sheet(data, encoding="utf-9000")
    with pytest.raises(Refused, match="separare"):
        sheet(data, encoding="mac_roman", separator="//")


def test_a_live_sample_shows_what_a_wrong_encoding_would_do(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("città;n\nForlì;1\n".encode("cp1252") + b"x;2\n" * 50_000)
    assert reading.sample(path).titles == ("città", "n")
    assert reading.sample(path, encoding="utf-8").titles == ("citt�", "n")
    assert len(reading.sample(path)) < 20_000  # the beginning is enough


def test_the_header_can_be_moved_and_the_file_is_not_read_again() -> None:
    found = sheet("Comune;Anno;\nA;B;C\n1;2;3\n")
    moved = found.with_header(2)
    assert (moved.titles, len(moved), moved.separator) == (("A", "B", "C"), 1, ";")
    assert found.with_header(0).titles == ("[A]", "[B]", "[C]")
    assert len(found.with_header(0)) == 3


def test_a_long_cell_and_a_wide_table_are_read() -> None:
    text = "nota;n\n" + "è" * 200_000 + ";1\n"
    assert len(str(sheet(text).rows[0][0])) == 200_000
    assert len(sheet(";".join(f"c{i}" for i in range(5000)) + "\n" + ";" * 4999 + "x\n").columns) == 5000


def test_a_separator_of_groups_typed_in_a_cell_is_no_end_of_line() -> None:
    """U+001D comes from old mainframes and bar codes: it is a character of the cell like any other."""
    read = csv.sheet_from(b"codice;titolo\nP1;\"uno\x1ddue\"\n", "x.csv")
    assert [list(row) for row in read.rows][-1] == ["P1", "uno\x1ddue"]
