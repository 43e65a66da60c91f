"""The checks find a file that is not what we meant to write."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.documents import checks
from app.documents.pdffile import PdfError, PdfFile, Reader, Ref, Stream
from app.documents.structure import EmbeddedFile
from tests.documents import papers
from tests.documents.conftest import Render


@pytest.fixture(scope="module")
def good(to_pdf: Render) -> bytes:
    return to_pdf(papers.minutes())


Edit = Callable[[bytes], bytes]


def rebuilt(data: bytes, edit: Edit) -> bytes:
    """The file written again with every object edited, none of them packed."""
    pdf = PdfFile(data)
    out, places = [b"%PDF-1.7\n"], [struct.pack(">BIH", 0, 0, 65535)]
    count = len(pdf._table) // 7
    for number in range(1, count - 1):
        places.append(struct.pack(">BIH", 1, sum(map(len, out)), 0))
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, _edited(pdf, number, edit)))
    start = sum(map(len, out))
    places.append(struct.pack(">BIH", 1, start, 0))
    trailer = re.search(rb"/Root \d+ \d+ R /Info \d+ \d+ R", data)
    assert trailer is not None
    table = zlib.compress(b"".join(places))
    head = b"/Type /XRef /W [1 4 2] /Size %d %s" % (count, trailer[0])
    out.append(b"%d 0 obj\n%s\nendobj\n" % (count - 1, _packed(head, table)))
    return b"".join([*out, b"startxref\n%d\n%%%%EOF\n" % start])


def _packed(entries: bytes, data: bytes) -> bytes:
    head = b"<<%s /Filter /FlateDecode /Length %d>>" % (entries, len(data))
    return head + b"\nstream\n" + data + b"\nendstream"


def _edited(pdf: PdfFile, number: int, edit: Edit) -> bytes:
    """One object, edited; a stream's words are edited unpacked."""
    if pdf._table[7 * number] == 2:
        return edit(pdf._raw(number))
    (where,) = struct.unpack_from(">I", pdf._table, 7 * number + 1)
    head = pdf._data[where:].partition(b"stream\n")[0].partition(b"obj\n")[2]
    value = pdf.numbered(number)
    assert isinstance(value, Stream)
    if b"/FlateDecode" not in head:
        body = edit(value.raw)
        return edit(re.sub(rb"/Length \d+", b"/Length %d" % len(body), head)) + b"stream\n" + body + b"\nendstream"
    body = zlib.compress(edit(pdf.data_of(value)))
    return edit(re.sub(rb"/Length \d+", b"/Length %d" % len(body), head)) + b"stream\n" + body + b"\nendstream"


def swap(old: bytes, new: bytes = b"", times: int = -1) -> Edit:
    """Replace some bytes wherever they stand."""
    return lambda body: body.replace(old, new, times)


def test_a_good_file_has_nothing_to_say_for_itself(good: bytes) -> None:
    assert checks.check(good, papers.minutes()) == ()
    assert checks.page_count(good) == 2


def test_an_unspoilt_copy_is_as_good(good: bytes) -> None:
    assert checks.check(rebuilt(good, lambda body: body), papers.minutes()) == ()


def once(old: bytes, new: bytes) -> Edit:
    """Replace some bytes at their first place only."""
    left = [1]

    def edit(body: bytes) -> bytes:
        if left and old in body:
            left.clear()
            return body.replace(old, new, 1)
        return body

    return edit


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (swap(b"/Marked true", b"/Marked false"), "MarkInfo"),
        (swap(b"/ParentTree ", b"/OtherTree "), "struttura"),
        (swap(b"/Lang (it)", b""), "lingua"),
        (swap(b"/DisplayDocTitle true", b"/DisplayDocTitle false"), "titolo non è mostrato"),
        (swap(b"/OutputIntents ", b"/OtherIntents "), "colori"),
        (swap(b"/Metadata ", b"/Otherdata "), "metadati"),
        (swap(b"/AF ", b"/FA "), "verbale.json"),
        (swap(b"<pdfuaid:part>1</pdfuaid:part>"), "pdfuaid:part"),
        (swap(b"/Title <FEFF", b"/Other <FEFF"), "titolo"),
        (once(b"/FontFile2 ", b"/FontFile9 "), "non è incorporato"),
        (once(b"/ToUnicode ", b"/ToNothing "), "non si può leggere"),
        (once(b") Tj", b"\\000) Tj"), "nessun font"),
        (once(b"/P <</MCID 3>> BDC", b"/P BMC"), "non corrispondono"),
        (once(b"/Tabs /S", b""), "ordine di lettura"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_defect_is_found(edit: Edit, said: str, good: bytes) -> None:
    findings = checks.check(rebuilt(good, edit), papers.minutes())
    assert any(said in str(finding) for finding in findings), findings


def test_another_papers_words_and_files_are_noticed(good: bytes) -> None:
    other = replace(papers.minutes(), title="Verbale n. 3/2026")
    assert "Verbale n. 2/2026" in str(checks.check(good, other)[0])
    changed = EmbeddedFile("verbale.json", b"{}", "application/json", "Il verbale come dati", "Source")
    said = [str(finding) for finding in checks.check(good, replace(papers.minutes(), files=(changed,)))]
    assert said == ["L'allegato verbale.json non è quello dato.", "C'è un allegato che nessuno ha dato: presenze.csv."]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-100],
        lambda data: data[: len(data) // 2],
        lambda data: b"<html>" + data,
        lambda data: data.replace(b"startxref\n", b"startxref\n1"),
    ],
)
def test_a_cut_file_is_refused_with_a_sentence(spoil: Callable[[bytes], bytes], good: bytes) -> None:
    (finding,) = checks.check(spoil(good))
    assert "non si legge" in str(finding)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (b"<</A [1 -2.5 /N#20m (a\\(b\\)\\101\\n(c)) <FEFF00E8> 3 0 R true null]>>",
         {"A": [1, -2.5, "/N#20m", "a(b)A\n(c)", "è", Ref(3), True, None]}),
        (b"% note\n [<</B<</C 1>>>>]", [{"B": {"C": 1}}]),
    ],
)  # fmt: skip
def test_values_are_read(code: bytes, value: object) -> None:
    assert Reader(code).value() == value


def test_nonsense_is_not_a_value() -> None:
    with pytest.raises(PdfError, match="unexpected"):
        Reader(b"[ what ]").value()
    with pytest.raises(PdfError, match="no PDF"):
        PdfFile(b"hello")
