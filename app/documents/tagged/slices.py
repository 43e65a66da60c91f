"""The kinds of slices: a line of text, a row of cells, a strip of numbers, a picture, a rule.

Each knows where it stands across the page (`x`, in points) and draws itself downwards from a given top.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.utils import ImageReader

from app.documents.look import Type
from app.documents.structure import Align
from app.documents.tagged.canvas import Canvas
from app.documents.tagged.elements import ARTIFACT, Elem
from app.documents.tagged.pages import Panel, Slice
from app.documents.tagged.text import Ink, Line


def baseline(type_: Type, top: float) -> float:
    """Where letters stand in a line of this type whose upper edge is `top`: capitals look centred."""
    return top - type_.leading / 2 - 0.34 * type_.size


@dataclass(slots=True, eq=False, kw_only=True)
class TextSlice(Slice):
    """One line of a paragraph, with the label of its list item if it is the first of one."""

    line: Line
    type_: Type
    x: float
    room: float
    align: Align = "left"
    more: bool = False
    label: tuple[str, Ink, float] | None = None

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the label, then the line."""
        y = baseline(self.type_, top)
        if self.label is not None:
            text, ink, x = self.label
            canvas.plain(text, ink.font, ink.size, ink.colour, x, y, ink.elem)
        spare = self.room - self.line.width
        align: Align = "right" if self.line.rtl and self.align == "left" else self.align
        shift = {"left": 0.0, "center": spare / 2, "right": spare}[align]
        canvas.set_line(self.line, self.x + shift, y, self.more)


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a row: element, place, type, lines (plain strings when it has one ink); `more` lines may follow."""

    elem: Elem
    x: float
    room: float
    align: Align
    type_: Type
    font: str
    lines: list[str | Line]
    more: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class RowSlice(Slice):
    """A row of a table, or some lines of a tall one. An `artifact` row repeats what was said before."""

    cells: list[Cell]
    above: float
    artifact: bool = False
    ends: bool = True

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw cell after cell; an empty one is attached too, so that the table stays regular."""
        for cell in self.cells:
            if not self.artifact:
                canvas.attach(cell.elem)
            y = baseline(cell.type_, top - self.above)
            for i, line in enumerate(cell.lines):
                if line:
                    self._draw_line(canvas, cell, line, y, cell.more or i + 1 < len(cell.lines))
                y -= cell.type_.leading

    def _draw_line(self, canvas: Canvas, cell: Cell, line: str | Line, y: float, more: bool) -> None:
        type_, x = cell.type_, cell.x
        if isinstance(line, str):
            if cell.align != "left":
                spare = cell.room - canvas.book.width(line.rstrip(" "), cell.font) * type_.size
                x += spare if cell.align == "right" else spare / 2
            owner: Elem | str = ARTIFACT if self.artifact else cell.elem
            canvas.plain(line, cell.font, type_.size, type_.colour, x, y, owner)
        else:
            spare = cell.room - line.width
            x += spare if cell.align == "right" or line.rtl else spare / 2 if cell.align == "center" else 0
            canvas.set_line(line, x, y, more)


@dataclass(slots=True, eq=False, kw_only=True)
class PictureSlice(Slice):
    """A picture."""

    image: ImageReader
    elem: Elem
    x: float
    width: float

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it with its meaning."""
        canvas.picture(self.image, self.elem, self.x, top - self.height, self.width, self.height)


@dataclass(slots=True, eq=False, kw_only=True)
class RuleSlice(Slice):
    """A thin line across."""

    x: float
    room: float
    colour: str

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it; it means nothing."""
        canvas.stroke(self.x, top, self.x + self.room, top, self.colour, 0.6)


class TableLines(Panel):
    """The lines of a table: a strong one under its head, a hair under every row."""

    def __init__(self, x: float, room: float, head: str, hair: str) -> None:
        self._x, self._room, self._head, self._hair = x, room, head, hair

    def draw(self, canvas: Canvas, spans: list[tuple[Slice, float, float]]) -> None:
        """One artifact for all the lines of this page."""
        for part, top, bottom in spans:
            if isinstance(part, TotalsSlice):
                if part.above:
                    canvas.stroke(self._x, top, self._x + self._room, top, self._head, 1.0)
            elif isinstance(part, HeadSlice):
                canvas.stroke(self._x, bottom, self._x + self._room, bottom, self._head, 1.0)
            elif isinstance(part, RowSlice) and part.ends:
                canvas.stroke(self._x, bottom, self._x + self._room, bottom, self._hair, 0.6)


@dataclass(slots=True, eq=False, kw_only=True)
class HeadSlice(RowSlice):
    """The head row of a table."""


@dataclass(slots=True, eq=False, kw_only=True)
class TotalsSlice(RowSlice):
    """The totals of a table, or some lines of them."""


class CalloutGround(Panel):
    """The tinted ground and the bar of a callout."""

    def __init__(self, x: float, room: float, bar: str, ground: str) -> None:
        self._x, self._room, self._bar, self._ground = x, room, bar, ground

    def draw(self, canvas: Canvas, spans: list[tuple[Slice, float, float]]) -> None:
        """From the first slice of this page to the last."""
        top, bottom = max(t for _, t, _ in spans), min(b for _, _, b in spans)
        canvas.ground(self._x, bottom, self._room, top - bottom, self._ground)
        canvas.ground(self._x, bottom, 2.2, top - bottom, self._bar)
