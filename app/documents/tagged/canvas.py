"""A ReportLab canvas with a semantic pen: it always knows what the ink that follows means.

`mark(elem)` is to meaning what a fill colour is to paint. Every drawing verb names its meaning, and what has
none is an artifact, so "everything is tagged or artifact" (PDF/UA-1 7.1) holds by construction. Marks are
never nested: some readers lose text after a nested one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFStream
from reportlab.pdfgen.canvas import Canvas as BaseCanvas

from app.documents.fonts import FontBook, Run
from app.documents.tagged.elements import ARTIFACT, FOOTER, Annotation, Elem, Raw, number, text_string
from app.documents.tagged.text import Ink, Line, Segment

rl_config.useA85 = 0  # binary streams: a fifth smaller than ReportLab's default ASCII ones

Footer = Callable[["Canvas", int, int], None]


@lru_cache(256)
def rgb(colour: str) -> str:
    """A "#RRGGBB" colour as PDF operands."""
    return " ".join(number(round(int(colour[i : i + 2], 16) / 255, 3)) for i in (1, 3, 5))


def mirrored(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs of a right-to-left line from its left end: a stretch, already in visual order, stays whole."""
    stretches = [list(group) for _, group in groupby(runs, key=lambda run: run.actual)]
    return tuple(_turned(run) for stretch in reversed(stretches) for run in stretch)


def _turned(run: Run) -> Run:
    """A left-to-right run inside such a line: the spaces around it change sides."""
    if run.actual is not None:
        return run
    core = run.glyphs.strip(" ")
    before = len(run.glyphs) - len(run.glyphs.lstrip(" "))
    return Run(run.font, " " * (len(run.glyphs) - len(core) - before) + core + " " * before)


class Canvas(BaseCanvas):
    """Pages being drawn. Coordinates are points from the bottom left corner."""

    # ReportLab's own, which its types leave out; a test fails loudly when they move.
    _annotationrefs: list[Any]
    _bookmarkReference: Callable[[str], Any]
    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]
    _pageNumber: int
    _pagesize: tuple[float, float]

    def __init__(self, book: FontBook, size: tuple[float, float], lang: str) -> None:
        self.book = book
        self.root = Elem("Document", None, f" /Lang {text_string(lang)}")
        self.root.kids = []
        self.elems: list[Elem] = [self.root]
        self.parents: list[list[Elem] | Elem] = []  # the parent tree: a page's elements by mark, an annotation's
        self.fields: list[Raw] = []
        self._codes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._marks: list[Elem] = []
        self._drawn: list[PDFPage] = []
        super().__init__(BytesIO(), pagesize=size, pdfVersion=(1, 7), lang=lang, pageCompression=1)

    # -- state of a page

    def _restartAccumulators(self) -> None:
        super()._restartAccumulators()  # type: ignore[misc]
        self._pen: Elem | str | None = None
        self._face, self._fill = "", ""

    def _make_preamble(self) -> None:
        self._preamble = ""  # ReportLab would select Helvetica, which is not embedded

    @property
    def doc(self) -> Any:
        """ReportLab's document: its objects and their numbers."""
        return self._doc

    @property
    def page_number(self) -> int:
        """The page being drawn, from 1."""
        return self._pageNumber

    # -- the pen

    def attach(self, elem: Elem) -> None:
        """Give an element its place among its parent's kids, now."""
        if elem.kids is None:
            elem.kids = []
            self.elems.append(elem)
            parent = elem.parent
            if parent is None:
                raise ValueError("only the document has no parent")
            self.attach(parent)
            parent.add(elem)

    def mark(self, pen: Elem | str | None = ARTIFACT) -> None:
        """What is drawn from here on belongs to this element, or is this kind of artifact."""
        if pen is self._pen:
            return
        if self._pen is not None:
            self._code.append("EMC")
        self._pen = pen
        if pen is None:
            return
        if isinstance(pen, str):
            self._code.append(pen)
            return
        self.attach(pen)
        order = len(self._marks)
        pen.add(self._pageNumber << 16 | order)
        self._marks.append(pen)
        self._code.append(f"/{pen.tag} <</MCID {order}>> BDC")

    # -- text

    def encode(self, font: str, glyphs: str) -> list[tuple[str, str]]:
        """[(PDF font name, escaped bytes)] of a string, remembered: the cells of a register repeat."""
        key = (font, glyphs)
        known = self._codes.get(key)
        if known is None:
            if len(self._codes) > 10_000:
                self._codes.clear()
            face = self.book.font(font)
            if face is None:
                raise ValueError(f"no font {font}")
            parts = face.splitString(glyphs, self._doc)
            known = [(face.getSubsetInternalName(subset, self._doc), self._escape(data)) for subset, data in parts]
            self._codes[key] = known
        return known

    def show(self, runs: Sequence[Run], size: float, colour: str, x: float, y: float, owner: Elem | str) -> None:
        """Draw runs of glyphs from (x, y), the baseline, as part of `owner`."""
        said, pen = "", owner
        open_ = False
        for run in runs:
            pen = self._pen_for(run, owner, pen, said)
            said = run.actual or ""
            if open_ and pen is not self._pen:
                self._code.append("ET")
                open_ = False
            if not open_:
                self._begin(pen, colour, x, y)
                open_ = True
            self._glyphs(run, size)
            if len(runs) > 1:
                x += self._advance(run) * size
        if open_:
            self._code.append("ET")

    @staticmethod
    def _pen_for(run: Run, owner: Elem | str, pen: Elem | str, said: str) -> Elem | str:
        """What a run belongs to: its owner, or a Span that tells how it reads."""
        if run.actual is None or isinstance(owner, str):
            return owner
        return pen if run.actual == said else Elem("Span", owner, f" /ActualText {text_string(run.actual)}")

    def _begin(self, pen: Elem | str, colour: str, x: float, y: float) -> None:
        self.mark(pen)
        if colour != self._fill:
            self._fill = colour
            self._code.append(f"{rgb(colour)} rg")
        self._code.append(f"BT {number(x)} {number(y)} Td")

    def _glyphs(self, run: Run, size: float) -> None:
        for name, escaped in self.encode(run.font, run.glyphs):
            face = f"{name} {number(size)} Tf"
            if face != self._face:
                self._face = face
                self._code.append(face)
            self._code.append(f"({escaped}) Tj")

    def turned(self, runs: Iterable[Run], size: float, fill: str, matrix: str) -> None:
        """Draw runs under a text matrix, in the meaning the pen already has."""
        code = [f"q {fill} rg BT {matrix} Tm"]
        for run in runs:
            for name, escaped in self.encode(run.font, run.glyphs):
                code.append(f"{name} {number(size)} Tf ({escaped}) Tj")
        self._code.append(" ".join([*code, "ET Q"]))

    def _advance(self, run: Run) -> float:
        if run.actual is None:
            return self.book.width(run.glyphs, run.font)
        advance = self.book.glyphs(run.font)
        return sum(advance[char] for char in run.glyphs) / 1000

    def plain(self, text: str, font: str, size: float, colour: str, x: float, y: float, owner: Elem | str) -> None:
        """Draw a string in one ink."""
        self.show(self.book.runs(text, font), size, colour, x, y, owner)

    def set_line(self, line: Line, x: float, y: float, more: bool = False) -> None:
        """Draw a line of segments from its left end; `more` follows, so the last word needs its space."""
        segments = line.segments
        if more and line.spaced and segments:
            last = segments[-1]
            segments = (*segments[:-1], Segment(last.ink, last.text + " "))
            if line.rtl:  # its end is at the left
                x -= self.book.width(" ", last.ink.font) * last.ink.size
        for ink, text in reversed(segments) if line.rtl else segments:
            runs = self.book.runs(text, ink.font)
            if line.rtl:
                runs = mirrored(runs)
            width = self.book.width(text, ink.font) * ink.size
            self.show(runs, ink.size, ink.colour, x, y, ink.elem)
            if ink.link:
                self._underline(ink, text, x, y, width)
            x += width

    def _underline(self, ink: Ink, text: str, x: float, y: float, width: float) -> None:
        width -= (len(text) - len(text.rstrip(" "))) * self.book.width(" ", ink.font) * ink.size
        self.stroke(x, y - 1.5, x + width, y - 1.5, ink.colour, 0.5)
        self.link(ink.elem, (x, y - 0.25 * ink.size, x + width, y + 0.9 * ink.size), ink.link, text.strip())

    # -- decoration: never meaning

    def stroke(self, x: float, y: float, x1: float, y1: float, colour: str, width: float, dash: str = "") -> None:
        """A line; an artifact."""
        self.mark(ARTIFACT)
        line = f"{number(x)} {number(y)} m {number(x1)} {number(y1)} l S"
        pattern = f"[{dash}] 0 d " if dash else ""
        self._code.append(f"q {pattern}{number(width)} w {rgb(colour)} RG {line} Q")

    def ground(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle; an artifact."""
        self.mark(ARTIFACT)
        self._code.append(f"q {rgb(colour)} rg {number(x)} {number(y)} {number(width)} {number(height)} re f Q")

    def frame(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A thin rectangle with barely round corners; an artifact."""
        self.mark(ARTIFACT)
        self._code.append(f"q 0.6 w {rgb(colour)} RG")
        self.roundRect(x, y, width, height, 2.5, stroke=1, fill=0)
        self._code.append("Q")

    def picture(self, image: ImageReader, elem: Elem, x: float, y: float, width: float, height: float) -> None:
        """A picture with its meaning; its box goes into the element (PDF/UA-1 7.3)."""
        box = " ".join(map(number, (x, y, x + width, y + height)))
        elem.attrs += f" /A <</O /Layout /Placement /Block /BBox [{box}]>>"
        self.mark(elem)
        self.drawImage(image, x, y, width, height, mask="auto")

    # -- annotations

    def annotate(self, elem: Elem, rect: tuple[float, float, float, float], body: Callable[[], str]) -> Raw:
        """Add an annotation to this page inside an element; `body` is its PDF, asked for at the end."""
        self.attach(elem)
        key, page = len(self.parents), self.page_number
        self.parents.append(elem)
        place = " ".join(map(number, rect))
        raw = Raw(
            lambda: (
                f"<</Type /Annot /Rect [{place}] /F 4 /StructParent {key} "
                f"/P {self.reference_of(f'Page{page}')} {body()}>>"
            )
        )
        elem.add(Annotation(elem, page, raw))
        self._annotationrefs.append(self._doc.Reference(raw))
        return raw

    def link(self, elem: Elem, rect: tuple[float, float, float, float], target: str, contents: str) -> None:
        """A link to an address or to an "#anchor" of this paper."""
        head = f"/Subtype /Link /Border [0 0 0] /Contents {text_string(contents)}"
        if target.startswith("#"):
            place = self._bookmarkReference(target[1:])
            self.annotate(elem, rect, lambda: f"{head} /Dest {place.format(self._doc).decode('latin-1')}")
        else:
            address = self._escape(target.encode("utf-8"))
            self.annotate(elem, rect, lambda: f"{head} /A <</S /URI /URI ({address})>>")

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """An entry of the outline, to this page at this height; level from 1, 0 for a mere destination."""
        self.bookmarkHorizontalAbsolute(key, min(top + 8, self._pagesize[1]))
        if level:
            self.addOutlineEntry(title, key, level - 1, closed=level > 1)

    # -- pages

    def reference_of(self, known_as: str) -> str:
        """The indirect reference of an object ReportLab knows by name."""
        return "{} {} R".format(*self._doc.idToObjectNumberAndVersion[known_as])

    def reference(self, obj: object) -> str:
        """The indirect reference of an object, registered now if it was not."""
        return self.reference_of(self._doc.Reference(obj).name)

    def end_page(self) -> None:
        """Close the page: its stream is compressed at once, or ReportLab would keep it whole to the end."""
        self.mark(None)
        marks, self._marks = self._marks, []
        self.showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self.parents), PDFName("S")
        page.Contents = self._stream(page.stream)
        page.stream = None
        self.parents.append(list(marks))
        self._drawn.append(page)

    def draw_footers(self, draw: Footer) -> None:
        """Draw on every page what needs their number: a second stream, as the first is closed."""
        for i, page in enumerate(self._drawn, 1):
            self._restartAccumulators()
            self.mark(FOOTER)
            draw(self, i, len(self._drawn))
            self.mark(None)
            more = self._stream("\n".join(self._code) + "\n")
            page.Contents = PDFArray([self._doc.Reference(page.Contents), self._doc.Reference(more)])
        self._code = []

    @staticmethod
    def _stream(code: str) -> PDFStream:
        return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(code.encode("latin-1"), 6))
