"""The extract of one item of the minutes (DOMAIN §3.5), made anew from the data: nothing is covered over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.documents import paper
from app.documents.minutes import attendance, item_blocks, validity
from app.documents.structure import Block, Document, EmbeddedFile, KeepTogether, PageBreak, Paragraph, Title
from app.domain.minutes import json_bytes
from app.domain.papers import Extract

OMISSIS = "[omissis]"


def document(extract: Extract, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the extract; a draft while the minutes are one."""
    head = extract.minutes.letterhead
    files = (paper.data_file("estratto.json", json_bytes(extract.data()), "L'estratto come dati"),)
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
    signed: list[Block] = [Paragraph(told) for told in (minutes.closing, minutes.final) if told]
    yield KeepTogether((*signed, Paragraph("; ".join(f"{s.role} {s.name}" for s in minutes.signatures) + ".")))
    yield Paragraph(extract.told)
    yield KeepTogether((Paragraph(extract.conforms, "formula"), paper.signatures((extract.signer,))))
    yield from paper.data_note(files, minutes.letterhead.demo)
