"""What a paper says, as a small tree of values: no fonts, no positions, no PDF.

A `Document` is a tuple of blocks. Text is rich text: a plain string, one `Text`, or a sequence of them.
Lengths are millimetres. Nothing here is drawn; `app.documents.render` does that.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Align = Literal["left", "right", "center"]
Role = Literal["normal", "quiet", "fact", "formula", "small"]
Tone = Literal["good", "bad", "plain"]
Font = Literal["titillium", "noto"]
Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]


# ── text ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text with one look.

    `link` is an http, https or mailto address, or "#anchor" of a heading; `lang` a BCP 47 tag when the
    words are not in the document's language. A newline in `text` breaks the line.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    lang: str = ""


RichText = str | Text | tuple[Text, ...]


def runs(text: RichText) -> tuple[Text, ...]:
    """Rich text as a tuple of runs."""
    if isinstance(text, str):
        return (Text(text),)
    return (text,) if isinstance(text, Text) else text


def plain(text: RichText) -> str:
    """Rich text without its looks."""
    return text if isinstance(text, str) else "".join(run.text for run in runs(text))


# ── blocks ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the paper, with a line under it that says which one it is."""

    text: RichText
    subtitle: RichText = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6; no level may be skipped going down (PDF/UA-1 7.4.2).

    `anchor` is the name links use ("#anchor"). `quiet` draws it small and grey: the head of a sub-block.
    """

    text: RichText
    level: int = 1
    anchor: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. Roles: a *fact* is what happened (italics), a *formula* a solemn sentence (bold)."""

    text: RichText
    role: Role = "normal"
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list: its text and what stands under it (usually a nested list)."""

    text: RichText
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """An ordered list, numbered from `start` on."""

    items: tuple[Item, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Label–value pairs, one a line."""

    pairs: tuple[tuple[str, RichText], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `share` is its part of the room that is left once contents fit; `header` heads its row."""

    title: str
    align: Align = "left"
    share: float = 1.0
    header: bool = False


Row = tuple[RichText, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `rows` may be any iterable, a generator included: it is read once, a page at a time."""

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    totals: Row | None = None
    caption: RichText = ""
    empty: str = ""
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG or JPEG bytes) with the words that replace it for who cannot see it."""

    data: bytes
    alt: str
    width: float = 160.0
    caption: RichText = ""


@dataclass(frozen=True, slots=True)
class VoteStrip:
    """The numbers of a vote and its outcome, beside the formal sentence and never instead of it."""

    numbers: tuple[tuple[str, int], ...]
    outcome: str
    detail: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Callout:
    """What the eye should find: a headed group of blocks."""

    heading: RichText
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs and as what; `field` names the signature field (made from the role when empty)."""

    role: str
    name: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room for signatures, two a row: lines for the pen, or empty fields for a digital signature."""

    signers: tuple[Signer, ...]
    kind: Literal["lines", "fields"] = "lines"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page when they fit on one."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty room, in millimetres."""

    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the page; decoration only."""


Block = (
    Title
    | Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Facts
    | Table
    | Figure
    | VoteStrip
    | Callout
    | Signatures
    | PageBreak
    | KeepTogether
    | Spacer
    | Rule
)


# ── the paper ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the first page: who writes, and at the right the lines of the protocol stamp.

    With it comes what makes the paper somebody's: `accent` is a colour (#RRGGBB; empty: the house's own), `margin`
    the millimetres at the left and the right (None: the page's own).
    """

    lines: tuple[str, ...]
    logo: bytes | None = None
    logo_alt: str = ""
    stamp: tuple[str, ...] = ()
    accent: str = ""
    font: Font = "titillium"
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file carried inside the PDF; `relationship` says what it is to the paper (ISO 19005-3 6.8)."""

    name: str
    data: bytes
    mime: str
    description: str
    relationship: Relationship = "Data"

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sha256_base64(self) -> str:
        """The same in base64, as AgID's `Impronta` wants it (DOMAIN §4.1)."""
        return base64.b64encode(hashlib.sha256(self.data).digest()).decode("ascii")


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins, in millimetres; `width` × `height` as held in portrait."""

    width: float = 210.0
    height: float = 297.0
    landscape: bool = False
    left: float = 24.0
    right: float = 20.0
    top: float = 17.0
    bottom: float = 22.0


@dataclass(frozen=True, slots=True)
class Document:
    """A paper.

    `header` runs on every page but the first; `footer` on every page, beside "Pagina X di Y". `draft` is a
    word drawn behind every page ("BOZZA"). `contents` "auto" adds the table of contents from
    `CONTENTS_FROM` pages on; "never" also lets endless tables stream. `created` makes the file
    reproducible; without it the moment is SOURCE_DATE_EPOCH or now.
    """

    title: str
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    lang: str = "it"
    letterhead: Letterhead | None = None
    header: str = ""
    footer: str = ""
    draft: str = ""
    files: tuple[EmbeddedFile, ...] = ()
    bookmarks: bool = True
    contents: Literal["auto", "always", "never"] = "auto"
    style: Literal["full", "plain"] = "full"
    page: Page = Page()
    created: datetime | None = None


CONTENTS_FROM = 10
