"""One paper from values to bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import replace

from app.core.i18n import Language
from app.core.progress import Progress
from app.documents import archive
from app.documents import structure as s
from app.documents.fonts import FontBook
from app.documents.look import LOOKS, Look, with_accent
from app.documents.tagged import furniture
from app.documents.tagged.canvas import Canvas
from app.documents.tagged.compose import Composer, Place
from app.documents.tagged.elements import Elem
from app.documents.tagged.inline import Inliner
from app.documents.tagged.pages import Geometry, Placed, Slice, draw_page, paginate
from app.documents.tagged.text import Setter


def build(document: s.Document, book: FontBook, language: Language, progress: Progress) -> bytes:
    """The PDF of a paper."""
    head = document.letterhead
    look = with_accent(LOOKS[document.style], head.accent) if head else LOOKS[document.style]
    place = furniture.geometry(document)
    canvas = Canvas(book, (place.width, place.height), document.lang)
    inliner = Inliner(Setter(book), look, frozenset(anchors(document.blocks)))
    composer = Composer(inliner, look, language, progress, work(document.blocks))
    slices = _all(document, composer, canvas.root, place)
    pages: Iterable[Placed] = paginate(slices, place)
    if document.contents != "never":
        pages = _with_contents(document, list(slices), inliner, look, place, canvas.root, language)
    around = furniture.Furniture(document, look, place, language, book)
    for page in pages:
        around.under(canvas)
        draw_page(canvas, page)
    if canvas.page_number == 1:  # a paper without a word is still a page
        canvas.end_page()
    canvas.draw_footers(around.footer)
    return archive.finish(canvas, document)


def _all(document: s.Document, composer: Composer, root: Elem, place: Geometry) -> Iterator[Slice]:
    """Every slice of a paper, its letterhead first."""
    look = composer.look
    home = Place(place.left, place.room, root)
    if document.letterhead is not None and (document.letterhead.lines or document.letterhead.logo):
        yield furniture.letterhead(composer.inliner, look, document.letterhead, place.left, place.room, root)
    if document.draft:
        type_ = replace(look.letterhead_more, weight="bold", colour=look.tone("bad")[1], before=10)
        yield from composer.spaced(composer.text(document.draft, type_, Elem("P", root), home), type_)
    yield from composer.slices(document.blocks, home)


# ── contents ─────────────────────────────────────────────────────────────────────────────


def _with_contents(
    document: s.Document,
    slices: list[Slice],
    inliner: Inliner,
    look: Look,
    place: Geometry,
    root: Elem,
    language: Language,
) -> Iterable[Placed]:
    """The pages, with a table of contents before the first heading when the paper is long enough."""
    pages = _numbered(slices, place)
    headings = [part.heading for part in slices if part.heading is not None and part.heading.listed]
    short = document.contents == "auto" and len(pages) < s.CONTENTS_FROM
    if short or not headings:
        return pages
    first = next(i for i, part in enumerate(slices) if part.heading is not None)
    while True:  # numbers do not change how entries break, so this settles at the second turn
        numbers = [heading.page for heading in headings]
        table = list(furniture.contents(inliner, look, headings, place, root, language))
        pages = _numbered([*slices[:first], *table, *slices[first:]], place)
        if numbers == [heading.page for heading in headings]:
            return pages


def _numbered(slices: list[Slice], place: Geometry) -> list[Placed]:
    """The pages, every heading told which one it is on."""
    pages = list(paginate(slices, place))
    for number, page in enumerate(pages, 1):
        for part, _ in page:
            if part.heading is not None:
                part.heading.page = number
    return pages


# ── what is in a paper ───────────────────────────────────────────────────────────────────


def walk(blocks: Iterable[s.Block]) -> Iterator[s.Block]:
    """Every block of a paper, those inside others included."""
    for block in blocks:
        yield block
        if isinstance(block, s.Callout | s.KeepTogether):
            yield from walk(block.blocks)
        elif isinstance(block, s.BulletList | s.NumberedList):
            for item in block.items:
                yield from walk(item.blocks)


def anchors(blocks: Iterable[s.Block]) -> Iterator[str]:
    """The names of headings that links may point to."""
    for block in walk(blocks):
        if isinstance(block, s.Heading) and block.anchor:
            yield block.anchor


def work(blocks: Iterable[s.Block]) -> int:
    """How much there is to do: blocks, and the rows of tables that know how many they have."""
    total = 0
    for block in walk(blocks):
        total += 1
        if isinstance(block, s.Table) and isinstance(block.rows, Sized):
            total += len(block.rows)
    return total
