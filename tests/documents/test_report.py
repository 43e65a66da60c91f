"""Registers on paper: nothing under eight points, no column lost, the code in every set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.documents import report as r
from app.documents.structure import Table
from tests.documents import papers
from tests.documents.conftest import Render
from tests.documents.reading import Reading, faults

COLUMNS = tuple(
    r.ReportColumn(title, width, "right" if title == "Importo" else "left")
    for title, width in [("Codice", 6.0), ("Titolo", 40.0), ("Settore", 20.0), ("Stato", 12.0), ("Capofila", 40.0),
                         ("Partner", 40.0), ("Obiettivi", 20.0), ("Inizio", 10.0), ("Fine", 10.0), ("Importo", 14.0)]
)  # fmt: skip
ROWS = [(f"P{i:03}", "Doposcuola", "Educazione", "in corso", "Comune", "APS", "O1", "1/1/2026", "31/12/2026", "10,00 €")
        for i in range(50)]  # fmt: skip


def wide() -> r.Report:
    return r.Report(
        "Registro dei progetti",
        COLUMNS,
        ROWS,
        about=("Filtri: stato in corso", "50 righe"),
        at="al 30 novembre 2026",
        totals=("Totale", *[""] * 8, "500,00 €"),
        created=papers.MADE,
    )


def test_columns_that_do_not_fit_continue_with_the_code_repeated(to_pdf: Render) -> None:
    document = r.table_document(wide())
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) > 1
    assert all(table.columns[0].title == "Codice" and table.columns[0].header for table in tables)
    assert [c.title for table in tables for c in table.columns[1:]] == [c.title for c in COLUMNS[1:]]
    data = to_pdf(document)
    reading = Reading(data)
    for table in reading.root.all("Table"):
        codes = [row.all("TH")[0].text for row in table.all("TBody")[0].all("TR")]
        assert codes == [row[0] for row in ROWS] + ["Totale"]
    assert "500,00 €" in reading.root.text
    sizes = {float(op[1]) for page in reading.pdf.pages for op, code in _codes(page) if code == "Tf"}
    assert min(sizes) >= r.SMALLEST
    width, height = (float(v) for v in reading.pdf.pages[0].mediabox[2:])
    assert width > height
    assert faults(data) == []


def _codes(page: object) -> list[tuple[list[object], str]]:
    import pikepdf

    return [(list(op), str(code)) for op, code in pikepdf.parse_content_stream(page)]  # type: ignore[arg-type]


def test_a_cursor_is_opened_once_for_each_set_of_columns(to_pdf: Render) -> None:
    opened = []

    def cursor() -> list[tuple[str, ...]]:
        opened.append(1)
        return ROWS

    to_pdf(r.table_document(r.Report("x", COLUMNS, cursor)))
    assert len(opened) == len(r.column_sets(COLUMNS, r.LANDSCAPE))


@given(st.lists(st.floats(0, 200), min_size=1, max_size=60))
def test_every_column_stands_in_exactly_one_set(widths: list[float]) -> None:
    columns = [r.ReportColumn(f"colonna_{i}", width) for i, width in enumerate(widths)]
    sets = r.column_sets(columns, r.LANDSCAPE)
    assert all(chosen[0] == 0 for chosen in sets)
    assert [i for chosen in sets for i in chosen[1:]] == list(range(1, len(columns)))


def test_a_card_for_each_record(to_pdf: Render) -> None:
    cards = [r.Card(f"P{i} Titolo", (("Stato", "in corso"), ("Note", "")), "Comune") for i in range(9)]
    reading = Reading(to_pdf(r.cards_document(wide(), cards)))
    assert [h.text for h in reading.root.all("H1")] == [card.title for card in cards]
    assert reading.root.all("Table")[0].all("TH")[0].text == "Stato"


def test_the_count_line_agrees() -> None:
    assert r.count_line(1, 1) == "1 riga"
    assert r.count_line(3, 10) == "3 righe di 10"
