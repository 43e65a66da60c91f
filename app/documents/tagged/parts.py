"""The set pieces of a paper: letterhead, vote strip, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress

from app.core.i18n import N_, Language
from app.documents.fonts import clean
from app.documents.look import Look, Type
from app.documents.structure import Signatures, Signer, VoteStrip
from app.documents.tagged.canvas import Canvas
from app.documents.tagged.elements import Elem, text_string
from app.documents.tagged.inline import Inliner
from app.documents.tagged.pages import Panel, Slice
from app.documents.tagged.slices import baseline
from app.documents.tagged.text import Line


@dataclass(slots=True, eq=False)
class Block:
    """Lines in one type at a place in a slice, `down` from its top; `more` words of its element follow."""

    lines: list[Line]
    type_: Type
    x: float
    room: float
    down: float
    right: bool = False
    more: bool = False

    @property
    def bottom(self) -> float:
        """How far down it reaches."""
        return self.down + len(self.lines) * self.type_.leading

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw its lines."""
        y = top - self.down
        for i, line in enumerate(self.lines):
            x = self.x + (self.room - line.width if self.right else 0)
            canvas.set_line(line, x, baseline(self.type_, y), self.more or i + 1 < len(self.lines))
            y -= self.type_.leading


@dataclass(slots=True, eq=False, kw_only=True)
class LetterheadSlice(Slice):
    """Logo, who writes, protocol stamp."""

    blocks: list[Block]
    logo: tuple[ImageReader, Elem, float, float, float] | None = None

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the logo, then the words."""
        if self.logo is not None:
            image, elem, x, width, height = self.logo
            canvas.picture(image, elem, x, top - height, width, height)
        for block in self.blocks:
            block.draw(canvas, top)


def stacked(
    inliner: Inliner, lines: tuple[str, ...], types: tuple[Type, Type], parent: Elem, x: float, room: float
) -> list[Block]:
    """Lines under each other, a paragraph each: the first in the first type, the others in the second."""
    blocks: list[Block] = []
    down = 0.0
    for i, text in enumerate(lines):
        type_ = types[min(i, 1)]
        block = Block(inliner.lines(text, type_, Elem("P", parent), room), type_, x, room, down)
        blocks.append(block)
        down = block.bottom
    return blocks


# ── votes ────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, eq=False, kw_only=True)
class StripSlice(Slice):
    """The numbers of a vote side by side, and its outcome on a tinted ground."""

    entries: list[tuple[Elem, list[Block]]]
    edges: list[float]
    x: float
    room: float
    colours: tuple[str, str]

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw ground, lines and frame, then number after number."""
        bottom, hair = top - self.height, self.colours[1]
        canvas.ground(self.edges[-1], bottom, self.x + self.room - self.edges[-1], self.height, self.colours[0])
        for edge in self.edges[1:-1]:
            canvas.stroke(edge, bottom, edge, top, hair, 0.6)
        canvas.frame(self.x, bottom, self.room, self.height, hair)
        for _, blocks in self.entries:
            for block in blocks:
                block.draw(canvas, top)


def vote_strip(
    inliner: Inliner, look: Look, strip: VoteStrip, x: float, room: float, parent: Elem, panels: tuple[Panel, ...]
) -> StripSlice:
    """A vote as a strip; to who listens, a list: "10 presenti", "9 favorevoli", "approvata"."""
    count = len(strip.numbers)
    wide = room * (0.72 if count <= 5 else 0.76) / max(count, 1)
    elem = Elem("L", parent, " /A <</O /List /ListNumbering /None>>")
    edges = [x + i * wide for i in range(count + 1)]
    entries = []
    for (label, number), left in zip(strip.numbers, edges, strict=False):
        body = Elem("LBody", Elem("LI", elem))
        figures = inliner.lines(str(number), look.vote_number, body, wide)
        first = Block(figures, look.vote_number, left + 8, wide, 5, more=True)
        under = inliner.lines(label, look.vote_label, body, wide - 10)
        entries.append((body, [first, Block(under, look.vote_label, left + 8, wide - 10, first.bottom)]))
    ground, ink = look.tone(strip.tone)
    left, width = edges[-1] + 9, x + room - edges[-1] - 14
    body = Elem("LBody", Elem("LI", elem))
    outcome = replace(look.outcome, colour=ink)
    words = inliner.lines(strip.outcome, outcome, body, width)
    blocks = [Block(words, outcome, left, width, 6, more=bool(strip.detail))]
    if strip.detail:
        detail = replace(look.outcome_detail, colour=ink)
        under = inliner.lines(strip.detail, detail, body, width)
        blocks.append(Block(under, detail, left, width, blocks[0].bottom + 1))
    entries.append((body, blocks))
    height = max(blocks[-1].bottom for _, blocks in entries) + 7
    return StripSlice(
        height, panels=panels, entries=entries, edges=edges, x=x, room=room, colours=(ground, look.hairline)
    )


# ── signatures ───────────────────────────────────────────────────────────────────────────

_GUTTER = 48.0
_LINE_ROOM = 30.0  # points above the line, for a pen
_FIELD_ROOM = 54.0  # points for the appearance of a digital signature


@dataclass(slots=True, eq=False, kw_only=True)
class SignatureSlice(Slice):
    """One row of signature blocks."""

    blocks: list[list[Block]]
    fields: list[tuple[str, str, Elem]]
    places: list[tuple[float, float]]
    above: float
    colour: str

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw a line or a field for each signer, then name and role."""
        for i, (x, width) in enumerate(self.places):
            y = top - self.above
            canvas.stroke(x, y, x + width, y, self.colour, 0.9)
            if self.fields:
                name, label, elem = self.fields[i]
                _field(canvas, name, label, elem, (x, y + 2, x + width, y + self.above - 2))
            for block in self.blocks[i]:
                block.draw(canvas, top)


def signatures(
    inliner: Inliner, look: Look, block: Signatures, x: float, room: float, parent: Elem, language: Language
) -> Iterator[SignatureSlice]:
    """Rows of two signers, each never parted."""
    width = (room - _GUTTER) / 2
    above = _FIELD_ROOM if block.kind == "fields" else _LINE_ROOM
    names = field_names(block.signers)
    quiet = replace(look.small, colour=look.quiet.colour)
    for start in range(0, len(block.signers), 2):
        pair = block.signers[start : start + 2]
        places = [(x + i * (width + _GUTTER), width) for i in range(len(pair))]
        blocks, fields = [], []
        for i, (signer, (left, _)) in enumerate(zip(pair, places, strict=True)):
            if block.kind == "fields":
                label = language.tr(N_("Firma: {role}, {name}")).format(role=signer.role, name=signer.name)
                fields.append((names[start + i], clean(label), Elem("Form", parent)))
            name_lines = inliner.lines(signer.name, look.body, Elem("P", parent), width)
            name = Block(name_lines, look.body, left, width, above + 4)
            role = inliner.lines(signer.role, quiet, Elem("P", parent), width)
            blocks.append([name, Block(role, quiet, left, width, name.bottom)])
        height = max(each[-1].bottom for each in blocks)
        yield SignatureSlice(
            height, blocks=blocks, fields=fields, places=places, above=above, colour=look.rule, space=14.0
        )


def field_names(signers: tuple[Signer, ...]) -> list[str]:
    """The names of the signature fields, each once: as given, or made from the role."""
    names: list[str] = []
    for signer in signers:
        base = signer.field or re.sub(r"[^a-z0-9]+", "_", signer.role.lower()).strip("_") or "firma"
        name, n = base, 1
        while name in names:
            n += 1
            name = f"{base}_{n}"
        names.append(name)
    return names


def _field(canvas: Canvas, name: str, label: str, elem: Elem, rect: tuple[float, float, float, float]) -> None:
    """An empty signature field with an appearance, as PDF/A 6.3.3 wants, to be filled in by who signs."""
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    box = PDFArray([0, 0, round(width, 2), round(height, 2)])
    form = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "Resources": PDFDictionary({}), "BBox": box}
    code = f"0.5 w 0.75 G [2 2] 0 d 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re S"
    appearance = canvas.reference(PDFStream(PDFDictionary(form), code.encode("ascii"), [PDFZCompress]))
    body = f"/Subtype /Widget /FT /Sig /T {text_string(name)} /TU {text_string(label)} /AP <</N {appearance}>>"
    canvas.mark(None)
    canvas.fields.append(canvas.annotate(elem, rect, lambda: body))
