"""What a digital signature shows on the page: who, as what, when; drawn in the papers' own fonts.

pyHanko can set a line of text in one font. Names come in every script, and our FontBook already knows which font
draws what and says so in the file: the appearance is a small page of ours that pyHanko carries over.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.documents import archive
from app.documents.fonts import clean
from app.documents.look import FULL
from app.documents.render import fonts, one_at_a_time
from app.documents.structure import Document
from app.documents.tagged.canvas import Canvas

_INK, _QUIET = FULL.strong, FULL.quiet.colour
_LEFT, _SIZE, _LEADING = 8.0, 8.0, 10.5  # points
_SMALLEST = 0.55  # a longer line is set this much smaller at most, then cut


@dataclass(frozen=True)
class Appearance:
    """The lines of a signature on paper, in Italian as the paper is."""

    name: str
    role: str
    when: str

    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """(text, weight, colour) from the top; what is empty takes no room."""
        told = (
            ("Firmato digitalmente da", "regular", _QUIET), (self.name, "bold", _INK),
            (self.role, "regular", _INK), (self.when, "regular", _QUIET),
        )  # fmt: skip
        return tuple((clean(text), weight, colour) for text, weight, colour in told if text)


def page(appearance: Appearance, width: float, height: float, fonts_cache: Path) -> bytes:
    """A PDF of one page, `width` × `height` points, with the appearance and nothing else."""
    with one_at_a_time:
        book = fonts(fonts_cache)
        canvas = Canvas(book, (width, height), "it")
        lines = appearance.lines()
        y = height / 2 + len(lines) * _LEADING / 2 - _SIZE
        canvas.ground(0, 0, 2.5, height, FULL.accent)
        for text, weight, colour in lines:
            font = book.name(weight)
            size = _fitting(book.width(text, font), width - 2 * _LEFT)
            canvas.plain(text, font, size, colour, _LEFT, y, "/Artifact BMC")
            y -= _LEADING
        canvas.end_page()
        return archive.finish(canvas, Document("Firma", ()))


def _fitting(wide: float, room: float) -> float:
    """The size at which a line `wide` at size 1 has room, never less than what can be read."""
    return max(min(_SIZE, room / wide if wide else _SIZE), _SIZE * _SMALLEST)
