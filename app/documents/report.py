"""Registers on paper: a landscape table of what is seen, or a card for each record.

Nothing is set under `SMALLEST` points: when columns do not fit side by side they continue in further tables,
with the first column (the code) repeated in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.i18n import tr, trn
from app.documents.look import MM
from app.documents.structure import (
    Align,
    Block,
    Column,
    Document,
    EmbeddedFile,
    Facts,
    Heading,
    KeepTogether,
    Letterhead,
    Page,
    PageBreak,
    Paragraph,
    RichText,
    Row,
    Table,
    Title,
)

SMALLEST = 8.0
LANDSCAPE = Page(landscape=True, left=15.0, right=15.0, top=14.0, bottom=18.0)


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a register: `width` is what its contents need, in characters."""

    title: str
    width: float = 12.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Report:
    """A register as a paper.

    `rows` are plain strings, one per column; a function when they come from a cursor, since a register too
    wide for the page is read once for every set of columns. `about` says what was asked for (filters, order,
    who reads), `at` the moment of the data in words.
    """

    title: str
    columns: tuple[ReportColumn, ...]
    rows: Sequence[Row] | Callable[[], Iterable[Row]]
    about: tuple[str, ...] = ()
    at: str = ""
    totals: Row | None = None
    author: str = ""
    subject: str = ""
    letterhead: Letterhead | None = None
    files: tuple[EmbeddedFile, ...] = ()
    lang: str = "it"
    style: str = "full"
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A record: its title, the line under it, and its facts."""

    title: str
    facts: tuple[tuple[str, RichText], ...]
    under: str = ""


def table_document(report: Report) -> Document:
    """The register as landscape tables: head repeated on every page, totals at the end."""
    sets = column_sets(report.columns, LANDSCAPE)
    blocks: list[Block] = list(_front(report))
    for i, chosen in enumerate(sets):
        if i:
            blocks.append(PageBreak())
        if len(sets) > 1:
            first, last = chosen[1] + 1, chosen[-1] + 1
            text = tr("Colonne {first}–{last} di {count}")
            blocks.append(Heading(text.format(first=first, last=last, count=len(report.columns))))
        blocks.append(_table(report, chosen))
    return _document(report, tuple(blocks), LANDSCAPE)


def cards_document(report: Report, cards: Iterable[Card]) -> Document:
    """A card for each record, one after the other, none parted when it fits on a page."""
    blocks = [*_front(report), *(_card(card) for card in cards)]
    return _document(report, tuple(blocks), Page())


def column_sets(columns: Sequence[ReportColumn], page: Page) -> list[tuple[int, ...]]:
    """Which columns stand side by side: as many as fit at a readable size, the first in every set."""
    room = ((page.height if page.landscape else page.width) - page.left - page.right) * MM
    widths = [_points(column) for column in columns]
    sets: list[tuple[int, ...]] = []
    chosen, used = [0], widths[0] if widths else 0.0
    for i in range(1, len(columns)):
        if used + widths[i] > room and len(chosen) > 1:
            sets.append(tuple(chosen))
            chosen, used = [0], widths[0]
        chosen.append(i)
        used += widths[i]
    return [*sets, tuple(chosen)] if columns else []


def _points(column: ReportColumn) -> float:
    """What a column needs: its characters at the smallest size (half an em each), its longest title word, air."""
    word = max((len(word) for word in column.title.split()), default=0)
    return max(min(column.width, 40.0) * 0.5, word * 0.58) * SMALLEST + 11


def _table(report: Report, chosen: tuple[int, ...]) -> Table:
    columns = tuple(
        Column(report.columns[i].title, report.columns[i].align, share=max(report.columns[i].width, 1.0), header=i == 0)
        for i in chosen
    )
    totals = tuple(report.totals[i] for i in chosen) if report.totals else None
    return Table(columns, _Rows(report.rows, chosen), totals, size=SMALLEST)


class _Rows:
    """The cells of some columns, read again each time they are asked for."""

    def __init__(self, rows: Sequence[Row] | Callable[[], Iterable[Row]], chosen: tuple[int, ...]) -> None:
        self._rows, self._chosen = rows, chosen

    def __iter__(self) -> Iterator[Row]:
        rows = self._rows() if callable(self._rows) else self._rows
        for row in rows:
            yield tuple([row[i] for i in self._chosen])


def _front(report: Report) -> Iterator[Block]:
    yield Title(report.title, report.at)
    for line in report.about:
        yield Paragraph(line, "small")


def _card(card: Card) -> Block:
    inside: list[Block] = [Heading(card.title)]
    if card.under:
        inside.append(Paragraph(card.under, "quiet"))
    return KeepTogether((*inside, Facts(card.facts)))


def _document(report: Report, blocks: tuple[Block, ...], page: Page) -> Document:
    footer = " · ".join(filter(None, (report.title, report.at)))
    return Document(
        title=report.title,
        blocks=blocks,
        subject=report.subject,
        author=report.author,
        lang=report.lang,
        letterhead=report.letterhead,
        header=report.title,
        footer=footer,
        files=report.files,
        contents="never",
        style="plain" if report.style == "plain" else "full",
        page=page,
        created=report.created,
    )


def count_line(shown: int, total: int) -> str:
    """How many records a report has, of how many there are."""
    text = trn("{n} riga", "{n} righe", shown)
    return text if shown == total else tr("{shown} di {total}").format(shown=text, total=total)
