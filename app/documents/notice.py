"""The convocation on paper (DOMAIN §3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.documents import paper
from app.documents.minutes import agenda
from app.documents.structure import (
    Block,
    Document,
    EmbeddedFile,
    Heading,
    KeepTogether,
    Paragraph,
    Text,
    Title,
)
from app.domain.minutes import json_bytes
from app.domain.papers import Notice


def document(notice: Notice, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the convocation; a draft until it was sent."""
    head = notice.letterhead
    files = (paper.data_file("convocazione.json", json_bytes(notice.data()), "La convocazione come dati"),)
    return Document(
        title=notice.title,
        subject=notice.subject,
        author=head.title,
        keywords=("convocazione", notice.number),
        blocks=tuple(_blocks(notice, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, notice.title),
        footer=paper.footer(head, notice.title, notice.date),
        draft=paper.DRAFT if notice.is_draft else "",
        files=files,
        style=paper.style(head),
        created=created,
    )


def _blocks(notice: Notice, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    yield Title(notice.title, notice.protocol)
    yield Paragraph(notice.to + (f"\n{notice.in_copy}" if notice.in_copy else ""))
    yield Paragraph((Text(notice.subject, bold=True),))
    yield Paragraph(notice.told)
    yield agenda(notice.agenda)
    yield Paragraph(notice.documents)
    yield Paragraph(notice.absence)
    yield KeepTogether((paper.signatures((notice.signer,)),))
    yield Heading("Destinatari")
    yield Paragraph(f"Componenti: {'; '.join(notice.recipients)}.", "small")
    if notice.copies:
        yield Paragraph(f"Per conoscenza: {'; '.join(notice.copies)}.", "small")
    yield from paper.data_note(files, notice.letterhead.demo)
