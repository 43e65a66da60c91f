"""What surrounds the text: letterhead, running head and foot, draft mark, table of contents."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.i18n import N_, Language
from app.documents.fonts import FontBook, clean
from app.documents.look import MM, Look, Type
from app.documents.structure import Document, Letterhead, Page
from app.documents.tagged.canvas import Canvas, rgb
from app.documents.tagged.compose import picture
from app.documents.tagged.elements import FOOTER, HEADER, WATERMARK, Elem, number, text_string
from app.documents.tagged.inline import Inliner
from app.documents.tagged.pages import Geometry, Heading, Slice
from app.documents.tagged.parts import LetterheadSlice, stacked
from app.documents.tagged.slices import TextSlice, baseline
from app.documents.tagged.text import Line

_HEADER_ROOM = 34.0  # points between the upper margin and the text, on pages with a running head


def geometry(document: Document) -> Geometry:
    """The page of a paper in points."""
    page: Page = document.page
    width, height = page.width * MM, page.height * MM
    if page.landscape:
        width, height = height, width
    top = page.top * MM
    running = top + (_HEADER_ROOM if document.header else 0.0)
    margin = document.letterhead.margin if document.letterhead else None
    left, right = (page.left, page.right) if margin is None else (margin, margin)
    return Geometry(width, height, left * MM, right * MM, page.bottom * MM, top, running)


def letterhead(inliner: Inliner, look: Look, head: Letterhead, x: float, room: float, root: Elem) -> Slice:
    """The head of the first page."""
    logo = None
    left, right = x, room
    tall = 34.0
    if head.logo is not None:
        image = picture(head.logo, 90, grey=not look.boxes)
        pixels, rows = image.getSize()
        wide = min(tall * pixels / rows, 90.0)
        elem = Elem("Figure", root, f" /Alt {text_string(clean(head.logo_alt or head.lines[0]))}")
        logo = (image, elem, x, wide, wide * rows / pixels)
        left, right = x + wide + 16, room - wide - 16
    stamp_room = 0.36 * room if head.stamp else 0.0
    words = stacked(inliner, head.lines, (look.letterhead, look.letterhead_more), root, left, right - stamp_room - 10)
    down = words[-1].bottom if words else 0.0
    shift = max(0.0, (tall - down) / 2) if logo else 0.0
    for block in words:
        block.down += shift
    quiet = (look.letterhead_more, look.letterhead_more)
    stamp = stacked(inliner, head.stamp, quiet, root, x + room - stamp_room, stamp_room)
    for block in stamp:
        block.right = True
    blocks = [*words, *stamp]
    height = max([block.bottom for block in blocks] + ([logo[4]] if logo else [0.0]))
    return LetterheadSlice(height, blocks=blocks, logo=logo)


# ── running head and foot ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Furniture:
    """Draws what every page has, all of it artifacts."""

    document: Document
    look: Look
    place: Geometry
    language: Language
    book: FontBook

    def under(self, canvas: Canvas) -> None:
        """What is drawn before the text of a page: draft mark and running head."""
        if self.document.draft:
            self._draft(canvas)
        if self.document.header and canvas.page_number > 1:
            self._header(canvas)

    def _header(self, canvas: Canvas) -> None:
        type_, place = self.look.running, self.place
        top = place.height - self.document.page.top * MM
        font = self.book.name(type_.weight)
        words = self._fitted(clean(self.document.header), type_, place.room)
        canvas.plain(words, font, type_.size, type_.colour, place.left, baseline(type_, top), HEADER)
        canvas.stroke(place.left, top - 15, place.left + place.room, top - 15, self.look.hairline, 0.6)

    def footer(self, canvas: Canvas, page: int, pages: int) -> None:
        """Which paper this is, and "Pagina X di Y"."""
        type_, place = self.look.running, self.place
        y = place.bottom - 26
        font = self.book.name(type_.weight)
        count = self.language.tr(N_("Pagina {page} di {pages}")).format(page=page, pages=pages)
        width = self.book.width(count, font) * type_.size
        words = self._fitted(clean(self.document.footer), type_, place.room - width - 20)
        if words:
            canvas.plain(words, font, type_.size, type_.colour, place.left, y, FOOTER)
        canvas.plain(count, font, type_.size, type_.colour, place.left + place.room - width, y, FOOTER)

    def _fitted(self, text: str, type_: Type, room: float) -> str:
        """Running text on one line: what does not fit is shortened, since it is said elsewhere in full."""
        font = self.book.name(type_.weight)
        text = " ".join(text.split())
        if self.book.width(text, font) * type_.size <= room:
            return text
        while text and self.book.width(text + "…", font) * type_.size > room:
            text = text[: -max(1, len(text) // 20)].rstrip()
        return text + "…"

    def _draft(self, canvas: Canvas) -> None:
        """The draft's word across the page, so light that text over it keeps its contrast."""
        font, text = self.book.name("heavy"), clean(self.document.draft).upper()
        place = self.place
        diagonal = math.hypot(place.width, place.height)
        size = min(110.0, 0.62 * diagonal / max(self.book.width(text, font), 0.1))
        angle = math.atan2(place.height, place.width)
        cos, sin = math.cos(angle), math.sin(angle)
        half = self.book.width(text, font) * size / 2
        x, y = place.width / 2 - half * cos + size * 0.35 * sin, place.height / 2 - half * sin - size * 0.35 * cos
        canvas.mark(WATERMARK)
        turn = " ".join(f"{v:.4f}" for v in (cos, sin, -sin, cos))
        canvas.turned(self.book.runs(text, font), size, rgb(self.look.draft), f"{turn} {number(x)} {number(y)}")


# ── contents ─────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, eq=False, kw_only=True)
class ContentsSlice(TextSlice):
    """A line of the contents; the last one of an entry carries leader, page number and the link."""

    entry: Heading
    elem: Elem
    contents: str
    leader: str

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the words, then dots, then the number, all one link."""
        TextSlice.draw(self, canvas, top)
        y = baseline(self.type_, top)
        font, type_ = canvas.book.name("regular"), self.type_
        if not self.more:
            page = str(self.entry.page)
            start = self.x + self.line.width + 5
            end = self.x + self.room + 30 - canvas.book.width(f" {page}", font) * type_.size
            if end - 4 > start:
                canvas.stroke(start, y, end - 4, y, self.leader, 0.5, "0.5 3")
            canvas.plain(f" {page}", font, type_.size, type_.colour, end, y, self.elem)
        rect = (self.x, top - self.height, self.x + self.room + 30, top)
        canvas.link(self.elem, rect, f"#{self.entry.key}", self.contents)


def contents(
    inliner: Inliner, look: Look, headings: list[Heading], place: Geometry, root: Elem, language: Language
) -> Iterator[Slice]:
    """The table of contents: its own heading, and an entry for every listed heading."""
    title = look.heading(1)
    own = Heading(language.tr(N_("Indice")), 1, "contents", 1, False)
    line = inliner.lines(own.title, title, Elem("H1", root), place.room)
    yield _head(line[0], title, place, own)
    table = Elem("TOC", root)
    for entry in headings:
        yield from _entry(inliner, look, entry, place, table, language)


def _head(line: Line, type_: Type, place: Geometry, heading: Heading) -> Slice:
    return TextSlice(
        type_.leading,
        space=type_.before,
        glued=True,
        heading=heading,
        line=line,
        type_=type_,
        x=place.left,
        room=place.room,
    )


def _entry(
    inliner: Inliner, look: Look, entry: Heading, place: Geometry, table: Elem, language: Language
) -> Iterator[Slice]:
    type_ = look.contents[min(entry.level, len(look.contents)) - 1]
    elem = Elem("Link", Elem("Reference", Elem("TOCI", table)))
    x = place.left + (entry.level - 1) * 14
    room = place.left + place.room - x - 30
    lines = inliner.lines(entry.title, type_, elem, room)
    words = language.tr(N_("{title}, pagina {page}"))
    for i, line in enumerate(lines):
        last = i == len(lines) - 1
        yield ContentsSlice(
            type_.leading,
            space=type_.before if i == 0 else 0.0,
            glued=not last,
            line=line,
            type_=type_,
            x=x,
            room=room,
            more=not last,
            entry=entry,
            elem=elem,
            contents=words.format(title=entry.title, page=entry.page),
            leader=look.running.colour,
        )
