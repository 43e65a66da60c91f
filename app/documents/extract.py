"""The extracts of the minutes (DOMAIN §3.5), made anew from the data: nothing is covered over.

For transmission an item comes whole; for publication without what is not public, each gap numbered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.documents import paper
from app.documents.minutes import agenda, attached, attendance, item_blocks, opening_note, validity
from app.documents.structure import (
    Block,
    BulletList,
    Document,
    EmbeddedFile,
    Heading,
    Item,
    KeepTogether,
    PageBreak,
    Paragraph,
    Title,
)
from app.domain.minutes import Minutes, json_bytes
from app.domain.papers import Extract, PublicExtract

OMISSIS = "[omissis]"


def document(extract: Extract, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the extract; a draft while the minutes are one."""
    head = extract.minutes.letterhead
    files = data_files(extract.data(), extract.alone)
    title = f"{extract.title} – punto n. {extract.item.n}"
    return Document(
        title=title,
        subject=extract.item.heading,
        author=head.title,
        keywords=("estratto", "verbale", extract.minutes.number),
        blocks=tuple(_blocks(extract, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, extract.minutes.body),
        footer=paper.footer(head, title, extract.minutes.date),
        draft=paper.DRAFT if extract.is_draft else "",
        files=files,
        style=paper.style(head),
        created=created,
    )


def data_files(data: dict[str, Any], minutes: Minutes) -> tuple[EmbeddedFile, ...]:
    """What an extract carries: its data, the attendance, the votes of its items."""
    return (
        paper.data_file("estratto.json", json_bytes(data), "L'estratto come dati"),
        paper.data_file("presenze.csv", minutes.attendance_csv(), "Presenze, una riga per permanenza"),
        paper.data_file("votazioni.csv", minutes.votes_csv(), "Votazioni dell'estratto, una riga ciascuna"),
    )


def joined(extracts: Sequence[Document]) -> Document:
    """Several extracts of one sitting in one file, each on pages of its own, each with its data."""
    first, blocks = extracts[0], [*extracts[0].blocks]
    if len(extracts) == 1:
        return first
    for one in extracts[1:]:
        blocks += [PageBreak(), *one.blocks]
    files = tuple(replace(f, name=f"{n:02}_{f.name}") for n, one in enumerate(extracts, 1) for f in one.files)
    title = first.title.rpartition(" – ")[0]
    return replace(first, title=title, subject=title, blocks=tuple(blocks), files=files)


def _blocks(extract: Extract, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    minutes = extract.minutes
    yield Title(extract.title, minutes.subtitle)
    yield Paragraph(minutes.opening)
    yield from attendance(minutes)
    yield from validity(minutes)
    yield Paragraph(OMISSIS)
    yield from item_blocks(extract.item)
    yield Paragraph(OMISSIS)
    yield from _end(extract, minutes)
    yield from paper.data_note(files, minutes.letterhead.demo)


def _end(extract: Extract | PublicExtract, minutes: Minutes) -> Iterator[Block]:
    signed: list[Block] = [Paragraph(told) for told in (minutes.closing, minutes.final) if told]
    yield KeepTogether((*signed, Paragraph("; ".join(f"{s.role} {s.name}" for s in minutes.signatures) + ".")))
    yield Paragraph(extract.told)
    yield KeepTogether((Paragraph(extract.conforms, "formula"), paper.signatures((extract.signer,))))


# ---------------------------------------------------------------- for publication


def public_document(extract: PublicExtract, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper for the public: `extract` holds nothing that may not be shown, so neither can the file."""
    head, minutes = extract.minutes.letterhead, extract.minutes
    title = extract.title + (f" – punto n. {extract.n}" if extract.n else "") + " – per la pubblicazione"
    files = data_files(extract.data(), minutes)
    return Document(
        title=title,
        subject=minutes.items[0].heading if extract.n else f"{minutes.subtitle} – {minutes.body}",
        author=head.title,
        keywords=("estratto", "pubblicazione", minutes.number),
        blocks=tuple(_public_blocks(extract, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, minutes.body),
        footer=paper.footer(head, title, minutes.date),
        draft=paper.DRAFT if extract.is_draft else "",
        files=files,
        style=paper.style(head),
        created=created,
    )


def _public_blocks(extract: PublicExtract, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    minutes = extract.minutes
    yield Title(extract.title, minutes.subtitle)
    yield Paragraph(minutes.opening)
    yield from opening_note(minutes)
    yield from attendance(minutes)
    yield from validity(minutes)
    if minutes.agenda:
        yield Heading("Ordine del giorno", anchor="ordine-del-giorno")
        yield agenda(minutes.agenda, {item.n for item in minutes.items})
    if extract.n:
        yield Paragraph(OMISSIS)
    for item in minutes.items:
        yield from item_blocks(item)
    if extract.n:
        yield Paragraph(OMISSIS)
    yield from _end(extract, minutes)
    yield from attached(minutes)
    if extract.omissions:
        yield Heading("Parti omesse", anchor="parti-omesse")
        yield BulletList(tuple(Item(one.told) for one in extract.omissions))
    yield from paper.data_note(files, minutes.letterhead.demo)
