"""The internals of ReportLab the engine leans on: when an upgrade moves them, this is what should fail."""

from __future__ import annotations

import inspect
from pathlib import Path

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont
from reportlab.pdfgen.canvas import Canvas

from app.documents import fontfiles


def test_a_canvas_keeps_its_code_pages_and_annotations_where_we_look() -> None:
    canvas = Canvas("unused.pdf", pageCompression=1)
    for name in ("_code", "_doc", "_pageNumber", "_pagesize", "_annotationrefs", "_preamble"):
        assert hasattr(canvas, name), name
    for name in ("_restartAccumulators", "_make_preamble", "_bookmarkReference", "_escape", "showPage", "roundRect"):
        assert callable(getattr(canvas, name)), name
    canvas.showPage()
    (page,) = canvas._doc.Pages.pages  # type: ignore[attr-defined]
    assert isinstance(page.stream, str)
    assert canvas._doc.idToObject["Page1"] is page  # type: ignore[attr-defined]


def test_a_document_numbers_objects_and_asks_format_for_the_file() -> None:
    doc = pdfdoc.PDFDocument()
    thing = pdfdoc.PDFDictionary({})
    name = doc.Reference(thing).name
    assert doc.numberToId[doc.objectcounter] == name
    assert doc.idToObjectNumberAndVersion[name] == (doc.objectcounter, 0)
    assert "return self.format()" in inspect.getsource(pdfdoc.PDFDocument.GetPDFData)


def test_streams_still_lack_the_end_of_line_we_add() -> None:
    body = pdfdoc.PDFStream(pdfdoc.PDFDictionary({}), b"x").format(pdfdoc.PDFDocument())
    assert body.endswith(b"\nstream\nxendstream\n")


def test_fonts_split_strings_into_subsets_and_name_them_after_their_face() -> None:
    path = fontfiles.source(fontfiles.FAMILIES[0].faces["regular"])
    font = TTFont("Joint", str(path), shapable=False)
    doc = pdfdoc.PDFDocument()
    assert font.splitString("aè", doc) == [(0, b"a\x01")]
    assert font.getSubsetInternalName(0, doc) == "/F1+0"
    assert font.state[doc].subsets[0][1] == ord("è")
    font.addObjects(doc)
    assert f"toUnicodeCMap:{(SUBSETN(0) + b'+' + font.face.name).decode()}" in doc.idToObject
    assert {"charWidths", "charToGlyph"} <= set(vars(font.face))
    assert isinstance(Path(str(path)).name, str)
