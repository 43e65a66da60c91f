"""What goes on which page, and which column gets how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import structure as s
from app.documents.tagged.grid import share_out
from app.documents.tagged.pages import Geometry, Slice, paginate
from tests.documents.reading import Node, Reading, faults

PAPER = Geometry(200, 130, 10, 10, bottom=10, first_top=20, top=20)  # 100 points of room a page


def layout(*slices: Slice) -> list[list[float]]:
    return [[part.height for part, _ in page] for page in paginate(slices, PAPER)]


def test_slices_fill_a_page_then_the_next() -> None:
    assert layout(Slice(60), Slice(40), Slice(10)) == [[60, 40], [10]]


def test_room_above_is_dropped_at_the_top_of_a_page() -> None:
    assert layout(Slice(90), Slice(95, space=30)) == [[90], [95]]


def test_glued_slices_move_together() -> None:
    assert layout(Slice(70), Slice(20, glued=True), Slice(21)) == [[70], [20, 21]]


def test_what_cannot_stay_together_anywhere_is_parted_where_it_happens() -> None:
    glued = [Slice(30, glued=True) for _ in range(5)]
    assert layout(Slice(20), *glued, Slice(5)) == [[20, 30, 30], [30, 30, 30, 5]]


def test_a_fresh_slice_opens_a_page_but_never_an_empty_one() -> None:
    assert layout(Slice(10, fresh=True), Slice(10, fresh=True)) == [[10], [10]]


def test_a_slice_that_opens_a_page_brings_its_head() -> None:
    head = Slice(15)
    assert layout(Slice(80), Slice(40, repeat=head), Slice(40, repeat=head), Slice(50, repeat=head)) == [
        [80],
        [15, 40, 40],
        [15, 50],
    ]


@given(
    st.lists(
        st.tuples(st.floats(1, 99), st.floats(0, 30), st.booleans(), st.booleans(), st.booleans()),
        max_size=40,
    )
)
def test_every_slice_is_placed_once_in_order_and_inside_the_page(
    parts: list[tuple[float, float, bool, bool, bool]],
) -> None:
    head = Slice(1)
    slices = [Slice(h, space=g, glued=k, fresh=f, repeat=head if r else None) for h, g, k, f, r in parts]
    pages = list(paginate(slices, PAPER))
    assert [part for page in pages for part, _ in page if part is not head] == slices
    for page in pages:
        assert page
        for part, top in page:
            assert top <= 110
            assert top - part.height >= 10 - 1.001  # a head may push what fills the page


# ── columns ──────────────────────────────────────────────────────────────────────────────

WIDTHS = st.lists(st.tuples(st.floats(0.1, 5), st.floats(10, 900), st.floats(5, 60)), min_size=1, max_size=9)


@given(WIDTHS)
def test_columns_fill_the_room_exactly(columns: list[tuple[float, float, float]]) -> None:
    shares, wanted, least = (list(each) for each in zip(*columns, strict=True))
    widths = share_out(480, shares, wanted, least)
    assert sum(widths) == pytest.approx(480)
    assert all(width > 0 for width in widths)


@given(WIDTHS)
def test_no_column_goes_under_its_longest_word_while_all_can(columns: list[tuple[float, float, float]]) -> None:
    shares, wanted, least = (list(each) for each in zip(*columns, strict=True))
    wanted = [max(want, low) for want, low in zip(wanted, least, strict=True)]
    if sum(least) <= 480:
        widths = share_out(480, shares, wanted, least)
        assert all(width >= low - 0.01 for width, low in zip(widths, least, strict=True))


def test_a_column_that_wants_little_leaves_the_rest() -> None:
    assert share_out(300, [1, 1, 1], [40, 1000, 1000], [10, 10, 10]) == [40, 130, 130]


# ── through the engine ───────────────────────────────────────────────────────────────────


def test_thirty_six_thousand_characters_in_one_item(blocks_to_pdf: Callable[..., bytes]) -> None:
    text = ("Il componente osserva che la documentazione non basta e chiede un rinvio. " * 490)[:36_000]
    data = blocks_to_pdf(s.Heading("Punto 1"), s.Paragraph(text), s.NumberedList((s.Item(text),)))
    reading = Reading(data)
    assert [node.text.split() for node in reading.root.all("P")] == [text.split()]
    assert [node.text.split() for node in reading.root.all("LBody")] == [text.split()]
    assert faults(data) == []


def test_a_row_taller_than_a_page_stays_one_row(blocks_to_pdf: Callable[..., bytes]) -> None:
    text = "parola " * 2500
    columns = (s.Column("Voce", header=True), s.Column("Testo", share=4), s.Column("Ricco"))
    rich = (s.Text("molto ", bold=True), s.Text("ricco " * 400))
    data = blocks_to_pdf(s.Table(columns, (("Lungo", text, rich), ("Corto", "x", ""))))
    reading = Reading(data)
    rows = reading.root.all("TBody")[0].all("TR")
    assert len(rows) == 2
    assert [len(node.text.split()) for node in rows[0].all("TH", "TD")] == [1, 2500, 401]
    assert len(reading.pdf.pages) > 2
    assert faults(data) == []


def test_an_empty_table_says_so(blocks_to_pdf: Callable[..., bytes]) -> None:
    columns = (s.Column("Nome"), s.Column("Ente"))
    reading = Reading(blocks_to_pdf(s.Table(columns, ()), s.Table(columns, (), empty="Nessun assente")))
    said = [[cell.text for cell in table.all("TD")] for table in reading.root.all("Table")]
    assert said == [["Nessun elemento", ""], ["Nessun assente", ""]]


def test_a_row_that_does_not_fit_its_columns_is_a_mistake(blocks_to_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        blocks_to_pdf(s.Table((s.Column("A"), s.Column("B")), iter([("solo",)] * 300)))


def test_rows_are_read_as_pages_need_them(blocks_to_pdf: Callable[..., bytes]) -> None:
    read = []

    def cursor() -> Iterator[s.Row]:
        for i in range(1000):
            read.append(i)
            yield (str(i), "x")

    data = blocks_to_pdf(s.Table((s.Column("A", header=True), s.Column("B")), cursor()), contents="never")
    assert read == list(range(1000))
    assert len(Reading(data).root.all("TR")) == 1001


def test_together_means_on_one_page(blocks_to_pdf: Callable[..., bytes]) -> None:
    filler = [s.Paragraph("riempitivo " * 120) for _ in range(5)]
    kept = s.KeepTogether((s.Paragraph("primo " * 60), s.Paragraph("secondo " * 60), s.Paragraph("terzo " * 60)))
    data = blocks_to_pdf(*filler, kept, contents="never")
    pages = Reading(data)
    texts = [_page_text(pages, n) for n in range(len(pages.pdf.pages))]
    holding = {i for i, text in enumerate(texts) if any(word in text for word in ("primo", "secondo", "terzo"))}
    assert len(holding) == 1


def test_page_breaks_and_pictures(blocks_to_pdf: Callable[..., bytes]) -> None:
    from tests.documents import papers

    figure = s.Figure(papers.logo(), "Grande", 400)
    reading = Reading(blocks_to_pdf(s.Paragraph("uno"), s.PageBreak(), s.Paragraph("due"), figure))
    assert len(reading.pdf.pages) == 2 or len(reading.pdf.pages) == 3
    box = reading.pdf.Root.StructTreeRoot.K.K[-1].A.BBox
    assert all(0 <= float(v) <= 842 for v in box)


def _page_text(reading: Reading, index: int) -> str:
    return "".join(text for mark, text in reading._page_texts(reading.pdf.pages[index].obj).items() if mark >= 0)


def test_a_nested_list_keeps_its_shape(blocks_to_pdf: Callable[..., bytes]) -> None:
    deep: tuple[s.Block, ...] = ()
    for level in range(12, 0, -1):
        deep = (s.BulletList((s.Item(f"livello {level}", deep),)),)
    root = Reading(blocks_to_pdf(*deep)).root

    def depth(node: Node) -> int:
        return max((depth(n) for n in node.inside if isinstance(n, Node)), default=0) + (node.tag == "L")

    assert depth(root) == 12
