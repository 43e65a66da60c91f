"""From rich text to inks: bold and italic choose a face, links and foreign words become elements."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.documents.look import Look, Type, Weight
from app.documents.structure import RichText, Text, runs
from app.documents.tagged.elements import Elem, text_string
from app.documents.tagged.text import Ink, Line, Segment, Setter

_SAFE = frozenset({"http", "https", "mailto"})


def weight(base: Weight, bold: bool, italic: bool) -> Weight:
    """The face for text of a type when a run is also bold or italic."""
    strong = bold or base in ("bold", "bolditalic", "heavy")
    slanted = italic or base in ("italic", "bolditalic")
    if strong and slanted:
        return "bolditalic"
    if strong:
        return "heavy" if base == "heavy" else "bold"
    return "italic" if slanted else "regular"


def safe_link(target: str, anchors: frozenset[str]) -> str:
    """The target as the file may hold it: a web or mail address, or a heading that exists; else nothing."""
    if target.startswith("#"):
        return f"#{anchor_key(target[1:])}" if target[1:] in anchors else ""
    try:
        parts = urlsplit(target)
    except ValueError:  # not an address at all: the words stay, without a link
        return ""
    return target if parts.scheme in _SAFE and (parts.netloc or parts.path) else ""


def anchor_key(anchor: str) -> str:
    """The name of a heading's destination in the file."""
    return "x-" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in anchor)


class Inliner:
    """Turns rich text into lines, knowing which links lead somewhere."""

    def __init__(self, setter: Setter, look: Look, anchors: frozenset[str]) -> None:
        self.setter, self._look, self._anchors = setter, look, anchors

    def lines(self, text: RichText, type_: Type, elem: Elem, room: float) -> list[Line]:
        """The lines of a rich text set in a type, belonging to an element."""
        return self.setter.lines([self._segment(run, type_, elem) for run in runs(text)], room)

    def width(self, text: str, type_: Type) -> float:
        """The width of a cleaned text on one line, in points."""
        book = self.setter.book
        return max(book.width(line, book.name(type_.weight)) for line in text.split("\n")) * type_.size

    def _segment(self, run: Text, type_: Type, elem: Elem) -> Segment:
        owner, target, colour = elem, "", type_.colour
        if run.lang:
            owner = Elem("Span", owner, f" /Lang {text_string(run.lang)}")
        if run.link:
            target = safe_link(run.link, self._anchors)
        if target:
            owner, colour = Elem("Link", owner), self._look.link
        font = self.setter.book.name(weight(type_.weight, run.bold, run.italic))
        return Segment(Ink(font, type_.size, colour, owner, target), run.text)
