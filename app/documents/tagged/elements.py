"""Structure elements, and the PDF text they are written with."""

from __future__ import annotations

from reportlab.pdfbase import pdfdoc

ARTIFACT = "/Artifact BMC"
HEADER = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
WATERMARK = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"

SCOPE_COLUMN = " /A <</O /Table /Scope /Column>>"
SCOPE_ROW = " /A <</O /Table /Scope /Row>>"


class Elem:
    """A structure element: a tag, a parent, attributes already written as PDF.

    The tree is not built: it is what was drawn, in the order it was drawn. An element joins its parent at
    its first mark (or when it is attached), so what is never drawn does not exist. Kids are elements,
    marks (page << 16 | number on the page), or annotations.
    """

    __slots__ = ("attrs", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, parent: Elem | None, attrs: str = "") -> None:
        self.tag, self.parent, self.attrs = tag, parent, attrs
        self.kids: list[Elem | int | Annotation] | None = None
        self.number = 0

    def add(self, kid: Elem | int | Annotation) -> None:
        """One more kid; the element has its own place already."""
        if self.kids is None:
            raise ValueError(f"{self.tag} has no place in the tree yet")
        self.kids.append(kid)


class Annotation:
    """A link or a form field on a page: the element it belongs to, and its object in the file."""

    __slots__ = ("elem", "page", "raw")

    def __init__(self, elem: Elem, page: int, raw: Raw) -> None:
        self.elem, self.page, self.raw = elem, page, raw


class Raw(pdfdoc.PDFObject):
    """An indirect object whose PDF text is ours; a function is called when the file is written."""

    __RefOnly__ = True

    def __init__(self, body: object) -> None:
        self.body = body

    def format(self, document: object) -> bytes:
        """The object's text, for ReportLab's document."""
        body = self.body() if callable(self.body) else self.body
        return str(body).encode("latin-1")


class Inline(Raw):
    """The same, written inside its owner instead of as an object of its own."""

    __RefOnly__ = False


def text_string(value: str) -> str:
    """A PDF text string, as hexadecimal UTF-16BE; lone surrogates become the replacement character."""
    return f"<FEFF{value.encode('utf-16-be', 'replace').hex()}>"


def name(value: str) -> str:
    """A PDF name, with what a name may not hold escaped."""
    return "/" + "".join(chr(b) if chr(b).isalnum() and b < 128 else f"#{b:02X}" for b in value.encode("utf-8"))


def number(value: float) -> str:
    """A coordinate with as many decimals as paper can show."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
