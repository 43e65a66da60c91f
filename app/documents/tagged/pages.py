"""Slices and pages: a paper is a list of unbreakable horizontal slices, put on paper from the top.

A slice is a line of text, a row of a table, a strip. It says how tall it is, how much room it wants above,
whether it must stay with the next one, and what must be repeated above it when it opens a page. That is all
the paginator needs to know; it holds one page at a time, so endless tables stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.documents.tagged.canvas import Canvas


class Panel:
    """Decoration behind the slices that belong to it: a callout's ground, a table's lines."""

    def draw(self, canvas: Canvas, spans: list[tuple[Slice, float, float]]) -> None:
        """Draw behind these slices of one page: (slice, top, bottom)."""
        raise NotImplementedError


@dataclass(slots=True)
class Heading:
    """A heading as contents and bookmarks need it: `outline` is its depth among bookmarks, 0 for none."""

    title: str
    level: int
    key: str
    outline: int = 0
    listed: bool = True
    page: int = 0


@dataclass(slots=True, eq=False)
class Slice:
    """An unbreakable horizontal part of a paper; heights in points."""

    height: float
    space: float = 0.0
    glued: bool = False
    fresh: bool = False
    panels: tuple[Panel, ...] = ()
    repeat: Slice | None = None
    heading: Heading | None = None

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw with the upper edge at `top`."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where on the sheet slices go, in points; the first page may begin higher than the others."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    first_top: float
    top: float

    @property
    def room(self) -> float:
        """The width for text."""
        return self.width - self.left - self.right


Placed = list[tuple[Slice, float]]


def paginate(slices: Iterable[Slice], geometry: Geometry) -> Iterator[Placed]:
    """Pages: each a list of (slice, top). Glued slices share a page when they fit on one."""
    page: Placed = []
    top = geometry.height - geometry.first_top
    y = top
    for group in _groups(slices):
        tall = sum(s.height + s.space for s in group) - group[0].space
        free = y - geometry.bottom - (group[0].space if page else 0)
        whole = geometry.height - geometry.top - geometry.bottom - _repeated(group[0])
        alone = tall > whole  # cannot stay together anywhere: break where it happens to
        if page and (group[0].fresh or (tall > free and (not alone or free < whole / 3))):
            yield page
            page, y = [], geometry.height - geometry.top
        for part in group:
            space = part.space if page else 0.0
            if page and y - space - part.height < geometry.bottom:
                yield page
                page, y, space = [], geometry.height - geometry.top, 0.0
            if not page and part.repeat is not None:
                page.append((part.repeat, y))
                y -= part.repeat.height
            y -= space
            page.append((part, y))
            y -= part.height
    if page:
        yield page


def _repeated(part: Slice) -> float:
    return part.repeat.height if part.repeat else 0.0


def _groups(slices: Iterable[Slice]) -> Iterator[list[Slice]]:
    """Slices that must stay together."""
    group: list[Slice] = []
    for part in slices:
        group.append(part)
        if not part.glued:
            yield group
            group = []
    if group:
        yield group


def draw_page(canvas: Canvas, page: Placed) -> None:
    """Draw decorations first, then the slices in reading order, then close the page."""
    spans: dict[Panel, list[tuple[Slice, float, float]]] = {}
    for part, top in page:
        for panel in part.panels:
            spans.setdefault(panel, []).append((part, top, top - part.height))
    for panel, covered in spans.items():
        panel.draw(canvas, covered)
    for part, top in page:
        if part.heading is not None:
            part.heading.page = canvas.page_number
            canvas.bookmark(part.heading.key, part.heading.title, part.heading.outline, top)
        part.draw(canvas, top)
    canvas.end_page()
