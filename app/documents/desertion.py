"""The minutes of a deserted sitting on paper (DOMAIN §3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.documents import paper
from app.documents.minutes import agenda, attendance
from app.documents.structure import Block, Document, EmbeddedFile, Heading, KeepTogether, Paragraph, Title
from app.domain.desertion import Desertion
from app.domain.minutes import json_bytes


def document(desertion: Desertion, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper; a draft until the minutes are final."""
    minutes = desertion.minutes
    head = minutes.letterhead
    files = (
        paper.data_file("diserzione.json", json_bytes(desertion.data()), "La diserzione come dati"),
        paper.data_file("presenze.csv", minutes.attendance_csv(), "Presenze, una riga per permanenza"),
    )
    return Document(
        title=desertion.title,
        subject=f"{minutes.subtitle} – {minutes.body}",
        author=head.title,
        keywords=("verbale di diserzione", minutes.meeting_number),
        blocks=tuple(_blocks(desertion, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, minutes.body),
        footer=paper.footer(head, desertion.title, minutes.date),
        draft=paper.DRAFT if desertion.is_draft else "",
        files=files,
        style=paper.style(head),
        created=created,
    )


def _blocks(desertion: Desertion, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    minutes = desertion.minutes
    first, *rest = desertion.told
    yield Title(desertion.title, minutes.subtitle)
    yield Paragraph(first)
    yield from attendance(minutes)
    yield Heading("Numero legale", anchor="numero-legale")
    for told in rest:
        yield Paragraph(told)
    yield Heading("Ordine del giorno non trattato", anchor="ordine-del-giorno")
    yield agenda(minutes.agenda)
    yield KeepTogether((Paragraph(minutes.final, "formula"), paper.signatures(minutes.signatures)))
    yield from paper.data_note(files, minutes.letterhead.demo)
