"""Spreadsheets: typed cells, header rows, and files that are broken, locked, bombs or something else."""

import io
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest

from app.core.errors import Refused, Unreachable
from app.core.progress import Cancelled, Progress
from app.exchange import reading
from app.exchange.sheet import clean_title, letters

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(path: Path, sheet: str, **more: str) -> Path:
    """A workbook of one sheet made by hand, so that a test can say anything in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{RELS}"><sheets><sheet name="Dati" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in more.items():
            archive.writestr(name, text)
    return path


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("name", "sheets", "chosen", "rows", "first"),
    [
        ("messytables/simple.xls", 1, "simple.csv", 6, [date(2011, 1, 1), 1, "Galway"]),
        ("messytables/simple.xlsx", 1, "simple.csv", 6, [date(2011, 1, 1), 1, "Galway"]),
        ("messytables/blank_line.ods", 1, "Sheet1", 3, ["Bob", 20, date(2010, 10, 10)]),
        ("messytables/unicode_sheet_name.xls", 1, "mês", 0, None),
        ("messytables/multilineods.ods", 3, "Sheet1", 0, None),
        ("calamine/any_sheets.xlsx", 3, "Visible", 3, [3, 4]),
        ("calamine/any_sheets.ods", 4, "Visible", 3, [3, 4]),
        ("calamine/column_row_ranges.xlsx", 2, "Column ranges", 4, [0, 0, 0]),
        ("calamine/date.ods", 1, "Sheet1", 3, [datetime(2021, 1, 1, 10, 10, 10), 16]),  # noqa: DTZ001
        ("calamine/date.xlsb", 1, "Sheet1", 2, [date(2021, 1, 2), 16]),
        ("calamine/date_iso.xlsx", 1, "Sheet", 5, [datetime(2021, 1, 1, 10, 10, 10)]),  # noqa: DTZ001
        ("calamine/empty_shared_string.xlsx", 1, "Sheet1", 0, None),
        ("calamine/has_x000D_.xlsx", 1, "Sheet1", 0, None),
        ("calamine/header-row.xlsx", 1, "Sheet1", 1, ["put data here", 1, 2, 3]),
        ("calamine/inlineStr_with_value.xlsx", 1, "Requirements", 1, None),
        ("calamine/issue9.xlsx", 3, "Feuil1", 3, ["test2 other"]),
        ("calamine/merged_cells.ods", 1, "Sheet1", 2, ["A", "B", "C"]),
        ("calamine/merged_range.xlsx", 2, "Sheet1", 2, None),
        ("calamine/richtext-namespaced.xlsx", 3, "Sheet1", 0, None),
    ],
)
def test_nasty_workbooks(
    shared_data: Path, name: str, sheets: int, chosen: str, rows: int, first: list[object] | None
) -> None:
    path = shared_data / "nasty-tables" / name
    book = reading.peek(path)
    assert (len(book.sheets), book.chosen) == (sheets, chosen)
    found = reading.read(path)
    assert (found.name, len(found)) == (chosen, rows)
    if first is not None:
        assert list(found.rows[0]) == first


def test_durations_longer_than_a_day_are_text(shared_data: Path) -> None:
    found = reading.read(shared_data / "nasty-tables" / "messytables" / "ods_formats.ods")
    assert found.titles[:3] == ("Date", "Time", "Boolean")
    assert list(found.rows[0])[:4] == [date(2014, 11, 11), time(11, 12, 12), True, 11.11]
    assert "27:17:54" in [row[1] for row in found.rows]


def test_errors_in_cells_are_seen_not_lost(shared_data: Path) -> None:
    found = reading.read(shared_data / "nasty-tables" / "calamine" / "errors.xlsx").with_header(0)
    assert [row[0] for row in found.rows] == [
        "#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A",
    ]  # fmt: skip


def test_a_sheet_is_chosen_by_name_or_number(shared_data: Path) -> None:
    path = shared_data / "nasty-tables" / "calamine" / "merged_range.xlsx"
    assert reading.read(path, sheet="Sheet2").name == "Sheet2"
    assert reading.read(path, sheet=2).name == "Sheet2"
    assert reading.read(path, sheet="2").name == "Sheet2"
    assert reading.read(path, sheet="sheet2").name == "Sheet2"
    with pytest.raises(Refused, match="Sheet1, Sheet2"):
        reading.read(path, sheet="Foglio1")


def test_the_header_under_titles_and_groups(tmp_path: Path) -> None:
    rows = [
        [("A1", "Registro dei progetti 2026")],
        [("A3", "Progetto"), ("C3", "Importi")],
        [("A4", "Codice"), ("B4", "Titolo"), ("C4", "Impegnato"), ("D4", "Speso")],
        [("A5", "P1"), ("B5", "Orto"), ("C5", "10"), ("D5", "5")],
    ]
    body = "".join(f'<row r="{r[0][0][1:]}">' + "".join(text_cell(*c) for c in r) + "</row>" for r in rows)
    merges = '<mergeCells><mergeCell ref="A3:B3"/><mergeCell ref="C3:D3"/></mergeCells>'
    found = reading.read(xlsx(tmp_path / "a.xlsx", f"{HEAD}<sheetData>{body}</sheetData>{merges}</worksheet>"))
    assert (found.header, found.titles) == (4, ("Codice", "Titolo", "Impegnato", "Speso"))
    assert list(found.numbers) == [5]


def test_a_title_merged_over_two_header_rows(tmp_path: Path) -> None:
    rows = [
        [("A1", "Codice"), ("B1", "Importi")],
        [("B2", "Impegnato"), ("C2", "Speso")],
        [("A3", "P1"), ("B3", "10"), ("C3", "5")],
    ]
    body = "".join(f'<row r="{r[0][0][1:]}">' + "".join(text_cell(*c) for c in r) + "</row>" for r in rows)
    merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    found = reading.read(xlsx(tmp_path / "a.xlsx", f"{HEAD}<sheetData>{body}</sheetData>{merges}</worksheet>"))
    assert (found.header, found.titles) == (2, ("Codice", "Impegnato", "Speso"))


# ---------------------------------------------------------------- refused, in a sentence


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 600


def _zip(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "vuoto"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "immagine"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "pagina web"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "compresso"),
        (bytes(range(32)) * 20, "binario"),
        (_ole("EncryptedPackage"), "password"),
        (_ole("WordDocument"), "altro programma"),
        (_ole("Workbook"), "rovinato"),
        (b"PK\x03\x04" + b"broken" * 50, "rovinato"),
        (_zip(word__document_xml="<w/>"), "documento di testo"),
        (_zip(leggimi_txt="ciao"), "archivio"),
        (_zip(xl__workbook_xml="<workbook/>"), "rovinato|nessun foglio"),
        (_zip(content_xml="<x/>", mimetype="application/vnd.oasis.opendocument.text"), "documento di testo"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(tmp_path: Path, data: bytes, why: str) -> None:
    for suffix in (".xlsx", ".csv", ".ods"):
        path = tmp_path / f"file{suffix}"
        path.write_bytes(data)
        for ask in (reading.read, reading.peek):
            with pytest.raises(Refused, match=why):
                ask(path)


def test_locked_ods(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", "\x01\x02")
    with pytest.raises(Refused, match="password"):
        reading.read(path)


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{text_cell("A1", "a")}</row><row r="1048576">{text_cell("XFD1048576", "z")}</row>',
        f'<row r="1">{text_cell("XFD1", "a")}</row><row r="1048576">{text_cell("A1048576", "z")}</row>',
        f'<row r="1">{text_cell("ZZ1", "a")}{text_cell("A1", "b")}</row>'
        f'<row r="900000">{text_cell("A900000", "z")}</row>',
        "<row>" + "<c/>" * 16_000 + f'</row><row r="1000000">{text_cell("A1000000", "z")}</row>',
    ],
)
def test_a_few_cells_far_apart_do_not_fill_the_memory(tmp_path: Path, rows: str) -> None:
    path = xlsx(tmp_path / "bomb.xlsx", f'{HEAD}<dimension ref="A1:B2"/><sheetData>{rows}</sheetData></worksheet>')
    with pytest.raises(Refused, match="troppo grande"):
        reading.read(path)


def test_an_ods_that_repeats_a_cell_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "bomb.ods"
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<table:table>{row}</table:table>")
    with pytest.raises(Refused, match="troppo grande"):
        reading.read(path)


def test_a_binary_sheet_with_a_far_cell(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsb"
    far = bytes([0, 4]) + struct.pack("<I", 1_048_575) + bytes([2, 4]) + struct.pack("<I", 16_383)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
        archive.writestr("xl/worksheets/sheet1.bin", far)
    with pytest.raises(Refused, match="troppo grande"):
        reading.read(path)


def test_a_zip_that_swells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.exchange import limits

    monkeypatch.setattr(limits, "LARGEST", 1_000_000)
    path = xlsx(tmp_path / "bomb.xlsx", HEAD + " " * 2_000_000 + "</worksheet>")
    with pytest.raises(Refused, match="troppo grande"):
        reading.read(path)


def test_a_damaged_part_is_found_before_anything_is_read(tmp_path: Path) -> None:
    row = f'<row r="1">{text_cell("A1", "abc" * 5000)}</row>'
    path = xlsx(tmp_path / "a.xlsx", f"{HEAD}<sheetData>{row}</sheetData></worksheet>")
    data = bytearray(path.read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(Refused, match="rovinato"):
        reading.read(path)


@pytest.mark.parametrize("part", [3, 10, 100, 1000, 0.5, 0.9, 0.999])
@pytest.mark.parametrize(
    "name", ["messytables/simple.xlsx", "messytables/simple.xls", "messytables/blank_line.ods", "calamine/date.xlsb"]
)
def test_a_workbook_cut_short_is_refused_or_read_whole(
    shared_data: Path, tmp_path: Path, name: str, part: float
) -> None:
    whole = shared_data / "nasty-tables" / name
    data = whole.read_bytes()
    path = tmp_path / "cut"
    path.write_bytes(data[: int(part * len(data)) if part < 1 else int(part)])
    try:
        found = reading.read(path)
    except Refused:
        return
    assert [list(row) for row in found.rows] == [list(row) for row in reading.read(whole).rows]


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="non c'è più"):
        reading.read(tmp_path / "manca.xlsx")
    with pytest.raises(Refused, match="cartella"):
        reading.read(tmp_path)


def test_reading_can_be_stopped(shared_data: Path) -> None:
    progress = Progress()
    progress.cancel()
    for name in ("TAG_sostegno_clima_digitale__LibreOffice.xlsx", "PNRR_Progetti.csv"):
        with pytest.raises(Cancelled):
            reading.read(shared_data / "registers" / name, progress=progress)


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters(index: int, name: str) -> None:
    assert letters(index) == name


def test_titles_are_cleaned() -> None:
    assert clean_title("\ufeff FINANZ_TOTALE \n (euro)\u00a0") == "FINANZ_TOTALE (euro)"
    assert (clean_title(2026.0), clean_title(None)) == ("2026", "")
