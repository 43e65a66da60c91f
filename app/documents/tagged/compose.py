"""From blocks to slices: the reading order of a paper, one slice at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

from app.core.i18n import N_, Language, tr
from app.core.progress import Progress
from app.documents import structure as s
from app.documents.fonts import clean
from app.documents.look import MM, Look, Type
from app.documents.tagged import parts
from app.documents.tagged.elements import Elem, text_string
from app.documents.tagged.grid import Grid
from app.documents.tagged.inline import Inliner, anchor_key
from app.documents.tagged.pages import Heading, Panel, Slice
from app.documents.tagged.slices import CalloutGround, PictureSlice, RuleSlice, TextSlice

_BULLETS = "•–•"
_TICK = 100  # rows between two signs of life
_DOTS = 300  # pixels an inch is worth on paper: more only makes files heavy


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks go: left edge and width in points, the element they belong to, what is behind them."""

    x: float
    room: float
    parent: Elem
    panels: tuple[Panel, ...] = ()
    depth: int = 0

    def inset(self, left: float, right: float = 0.0) -> Place:
        """The same place, narrower."""
        return replace(self, x=self.x + left, room=max(self.room - left - right, 20.0))


class Composer:
    """Turns the blocks of one paper into slices. Used once: it counts headings as it goes."""

    def __init__(self, inliner: Inliner, look: Look, language: Language, progress: Progress, total: int) -> None:
        self.inliner, self.look, self._language = inliner, look, language
        self._progress, self._done, self._total = progress, 0, total
        self._gap, self._fresh = 0.0, False
        self._level, self._count = 0, 0
        self._outline: list[int] = []

    # -- blocks in a row

    def slices(self, blocks: Iterable[s.Block], place: Place) -> Iterator[Slice]:
        """The slices of blocks, with the room between them."""
        for block in blocks:
            if isinstance(block, s.PageBreak):
                self._fresh = True
            elif isinstance(block, s.Spacer):
                self._gap += block.height * MM
            elif isinstance(block, s.KeepTogether):
                yield from _together(self.slices(block.blocks, place))
            else:
                yield from self._block(block, place)
            self._step()

    def _block(self, block: s.Block, place: Place) -> Iterator[Slice]:
        maker: Callable[[s.Block, Place], Iterator[Slice]] = getattr(self, f"_{type(block).__name__.lower()}")
        return maker(block, place)

    def spaced(self, slices: Iterable[Slice], type_: Type) -> Iterator[Slice]:
        """Slices with the room a type wants before and after them; the larger of two rooms counts."""
        first = True
        for part in slices:
            if first:
                part.space = max(self._gap, type_.before)
                part.fresh, self._fresh = self._fresh, False
                first = False
            yield part
        self._gap = type_.after

    def _step(self, by: int = 1) -> None:
        self._done += by
        self._progress.step(min(self._done, self._total), self._total, tr(N_("Impagino il documento")))

    # -- text

    def text(self, text: s.RichText, type_: Type, elem: Elem, place: Place, align: s.Align = "left") -> Iterator[Slice]:
        """A paragraph as lines; the first two and the last two stay together."""
        lines = self.inliner.lines(text, type_, elem, place.room)
        last = len(lines) - 1
        for i, line in enumerate(lines):
            yield TextSlice(
                type_.leading,
                glued=i < last and (i == 0 or i == last - 1),
                panels=place.panels,
                line=line,
                type_=type_,
                x=place.x,
                room=place.room,
                align=align,
                more=i < last,
            )

    def _title(self, block: s.Title, place: Place) -> Iterator[Slice]:
        elem = Elem("Title", place.parent)
        yield from self.spaced(_glued(self.text(block.text, self.look.title, elem, place)), self.look.title)
        if s.plain(block.subtitle):
            elem = Elem("P", place.parent)
            yield from self.spaced(self.text(block.subtitle, self.look.subtitle, elem, place), self.look.subtitle)
        else:
            self._gap = self.look.subtitle.after

    def _heading(self, block: s.Heading, place: Place) -> Iterator[Slice]:
        if not 1 <= block.level <= self._level + 1:
            raise ValueError(f"a heading of level {block.level} after one of level {self._level}")
        self._level = block.level
        type_ = self.look.quiet_heading if block.quiet else self.look.heading(block.level)
        heading = self._entry(block.text, block.level, block.anchor, not block.quiet)
        heading.listed = block.level <= 2 and not block.quiet
        yield from self._headed(block.text, block.level, heading, type_, place)

    def _headed(self, text: s.RichText, level: int, heading: Heading, type_: Type, place: Place) -> Iterator[Slice]:
        elem = Elem(f"H{min(level, 6)}" if level else "P", place.parent)
        for i, part in enumerate(self.spaced(self.text(text, type_, elem, place), type_)):
            part.glued = True
            if i == 0:
                part.heading = heading
            yield part

    def _entry(self, text: s.RichText, level: int, anchor: str, outlined: bool) -> Heading:
        """A heading's place among the bookmarks: its depth there counts outlined headings only."""
        self._count += 1
        depth = 0
        if outlined:
            while self._outline and self._outline[-1] >= level:
                self._outline.pop()
            self._outline.append(level)
            depth = len(self._outline)
        title = " ".join(clean(s.plain(text)).encode("utf-8", "replace").decode("utf-8").split())
        return Heading(title or "–", level, anchor_key(anchor) if anchor else f"h{self._count}", depth, False)

    def _paragraph(self, block: s.Paragraph, place: Place) -> Iterator[Slice]:
        types = {
            "normal": self.look.body,
            "quiet": self.look.quiet,
            "fact": self.look.fact,
            "formula": self.look.formula,
            "small": self.look.small,
        }
        type_ = types[block.role]
        elem = Elem("P", place.parent)
        return self.spaced(self.text(block.text, type_, elem, place, block.align), type_)

    # -- lists

    def _bulletlist(self, block: s.BulletList, place: Place) -> Iterator[Slice]:
        mark = _BULLETS[min(place.depth, len(_BULLETS) - 1)]
        return self._list(block.items, [mark] * len(block.items), "Disc", place)

    def _numberedlist(self, block: s.NumberedList, place: Place) -> Iterator[Slice]:
        labels = [f"{n}." for n in range(block.start, block.start + len(block.items))]
        return self._list(block.items, labels, "Decimal", place)

    def _list(self, items: tuple[s.Item, ...], labels: list[str], numbering: str, place: Place) -> Iterator[Slice]:
        type_ = replace(self.look.body, after=2.5)
        elem = Elem("L", place.parent, f" /A <</O /List /ListNumbering /{numbering}>>")
        widest = max((self.inliner.width(label, type_) for label in labels), default=0.0)
        inner = place.inset(max(self.look.indent, widest + 6))
        for item, label in zip(items, labels, strict=True):
            entry = Elem("LI", elem)
            name, body = Elem("Lbl", entry), Elem("LBody", entry)
            ink = self.inliner.setter.ink(type_, name)
            for i, part in enumerate(self.spaced(self.text(item.text, type_, body, inner), type_)):
                if i == 0 and isinstance(part, TextSlice):
                    part.label = (label, ink, place.x + 2)
                yield part
            yield from self.slices(item.blocks, replace(inner, parent=body, depth=place.depth + 1))
        self._gap = self.look.body.after

    # -- tables

    def _facts(self, block: s.Facts, place: Place) -> Iterator[Slice]:
        if not block.pairs:
            return iter(())
        grid = Grid(self.inliner, self.look, Elem("Table", place.parent), place.x, place.room, place.panels)
        value = replace(self.look.body, size=self.look.label.size, leading=self.look.label.leading)
        return self.spaced(grid.facts(block.pairs, self.look.label, value), replace(value, after=12))

    def _table(self, block: s.Table, place: Place) -> Iterator[Slice]:
        elem = Elem("Table", place.parent)
        if s.plain(block.caption):
            type_ = replace(self.look.cell_head, after=2)
            caption = self.text(block.caption, type_, Elem("Caption", elem), place)
            yield from self.spaced(_glued(caption), type_)
        grid = Grid(self.inliner, self.look, elem, place.x, place.room, place.panels)
        slices = grid.table(replace(block, rows=self._counted(block.rows)), self._language.tr(N_("Nessun elemento")))
        yield from self.spaced(slices, replace(self.look.body, before=2, after=10))

    def _counted(self, rows: Iterable[s.Row]) -> Iterator[s.Row]:
        """The rows, with a sign of life now and then; they count as work when it is known how many they are."""
        worth = 1 if isinstance(rows, Sized) else 0
        count = 0
        for count, row in enumerate(rows, 1):
            yield row
            if count % _TICK == 0:
                self._step(_TICK * worth)
        self._step(count % _TICK * worth)

    # -- the rest

    def _callout(self, block: s.Callout, place: Place) -> Iterator[Slice]:
        look = self.look
        inner = replace(place, parent=Elem("Div", place.parent))
        level = self._level + 1 if self._level else 0
        heading = self._entry(block.heading, level, "", outlined=bool(level))
        if not look.boxes:
            yield from self._headed(block.heading, level, heading, look.callout_heading, inner)
            yield from self.slices(block.blocks, inner)
            return
        ground = CalloutGround(place.x, place.room, look.accent, look.callout_ground)
        inner = replace(inner.inset(14, 10), panels=(*place.panels, ground))
        pad = Slice(7, glued=True, panels=inner.panels)
        yield from self.spaced([pad], replace(look.body, before=8, after=0))
        inside = self._inside(block, level, heading, inner)
        yield from _closed(inside, Slice(7, panels=inner.panels))
        self._gap = 10

    def _inside(self, block: s.Callout, level: int, heading: Heading, place: Place) -> Iterator[Slice]:
        yield from self._headed(block.heading, level, heading, self.look.callout_heading, place)
        yield from self.slices(block.blocks, place)

    def _votestrip(self, block: s.VoteStrip, place: Place) -> Iterator[Slice]:
        if self.look.boxes:
            strip = parts.vote_strip(self.inliner, self.look, block, place.x, place.room, place.parent, place.panels)
            return self.spaced([strip], replace(self.look.body, before=4, after=8))
        columns = (
            *(s.Column(label, "center") for label, _ in block.numbers),
            s.Column(self._language.tr(N_("Esito")), share=3.0),
        )
        outcome = f"{block.outcome}, {block.detail}" if block.detail else block.outcome
        row = (*(str(number) for _, number in block.numbers), outcome)
        return self._table(s.Table(columns, (row,)), place)

    def _signatures(self, block: s.Signatures, place: Place) -> Iterator[Slice]:
        rows = parts.signatures(self.inliner, self.look, block, place.x, place.room, place.parent, self._language)
        return self.spaced(rows, replace(self.look.body, before=16, after=12))

    def _figure(self, block: s.Figure, place: Place) -> Iterator[Slice]:
        width = min(block.width * MM, place.room)
        image = picture(block.data, width)
        across, down = image.getSize()
        height = width * down / across
        elem = Elem("Figure", place.parent, f" /Alt {text_string(clean(block.alt))}")
        shape = PictureSlice(height, panels=place.panels, image=image, elem=elem, x=place.x, width=width)
        yield from self.spaced([shape], self.look.body)
        if s.plain(block.caption):
            shape.glued = True
            caption = self.text(block.caption, self.look.quiet, Elem("P", place.parent), place)
            yield from self.spaced(caption, replace(self.look.quiet, before=3))

    def _rule(self, block: s.Rule, place: Place) -> Iterator[Slice]:
        line = RuleSlice(1.0, panels=place.panels, x=place.x, room=place.room, colour=self.look.hairline)
        return self.spaced([line], replace(self.look.body, before=10, after=6))


def picture(data: bytes, width: float, grey: bool = False) -> ImageReader:
    """PNG or JPEG bytes ready for a file: red, green, blue, perhaps transparency, no more dots than paper shows."""
    with Image.open(BytesIO(data)) as image:
        clear = "A" in image.getbands() or "transparency" in image.info
        ready = image.convert("RGBA" if clear else "RGB")
    if grey:
        ready = ready.convert("LA" if clear else "L").convert(ready.mode)
    most = max(int(width / 72 * _DOTS), 1)
    if ready.width > most:
        ready = ready.resize((most, max(round(ready.height * most / ready.width), 1)))
    return ImageReader(ready)


def _glued(slices: Iterable[Slice]) -> Iterator[Slice]:
    """The same slices, each kept with the next one and the last with what follows."""
    for part in slices:
        part.glued = True
        yield part


def _together(slices: Iterable[Slice]) -> Iterator[Slice]:
    """The same slices, kept with each other."""
    previous: Slice | None = None
    for part in slices:
        if previous is not None:
            previous.glued = True
            yield previous
        previous = part
    if previous is not None:
        yield previous


def _closed(slices: Iterable[Slice], end: Slice) -> Iterator[Slice]:
    """Slices with one more that is never alone."""
    previous: Slice | None = None
    for part in slices:
        if previous is not None:
            yield previous
        previous = part
    if previous is not None:
        previous.glued = True
        yield previous
    yield end
