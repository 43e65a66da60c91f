"""The register of decisions on paper (DOMAIN §3.5): a table to find them, then each with all its columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.documents import markdown, paper
from app.documents.structure import (
    Block,
    Column,
    Document,
    EmbeddedFile,
    Facts,
    Heading,
    KeepTogether,
    Row,
    Table,
    Text,
    Title,
)
from app.domain.minutes import json_bytes
from app.domain.papers import DecisionRegister, DecisionRow


def document(register: DecisionRegister, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the register."""
    head = register.letterhead
    files = (
        paper.data_file("decisioni.json", json_bytes(register.data()), "Il registro come dati"),
        paper.data_file("decisioni.csv", register.csv(), "Il registro, una riga per decisione"),
    )
    return Document(
        title=f"{register.title} – {register.subtitle}",
        subject=register.subtitle,
        author=head.title,
        keywords=("decisioni",),
        blocks=tuple(_blocks(register, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, register.title),
        footer=paper.footer(head, register.title),
        files=files,
        style=paper.style(head),
        created=created,
    )


def _blocks(register: DecisionRegister, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    yield Title(register.title, register.subtitle)
    rows: list[Row] = [
        (Text(one.number, link=f"#{_anchor(one)}"), paper.day(one.day), one.title, one.owner, one.status)
        for one in register.rows
    ]
    yield Table(
        (
            Column("Numero", share=0.9, header=True),
            Column("Data", share=1.1),
            Column("Oggetto", share=4),
            Column("Responsabile", share=1.8),
            Column("Stato", share=1.3),
        ),
        tuple(rows),
        empty="Nessuna decisione",
    )
    for one in register.rows:
        yield from _card(one)
    yield from paper.data_note(files, register.letterhead.demo)


def _anchor(row: DecisionRow) -> str:
    return f"decisione-{row.number.replace('/', '-')}"


def _card(row: DecisionRow) -> Iterator[Block]:
    head = Heading(f"Decisione n. {row.number} – {row.title}", anchor=_anchor(row))
    text = markdown.blocks(row.text)
    yield KeepTogether((head, *text[:1]))
    yield from text[1:]
    yield Facts(tuple((label, told or "–") for label, told in _facts(row)))


def _facts(row: DecisionRow) -> Iterator[tuple[str, str]]:
    yield "Data", paper.day(row.day)
    yield "Seduta e punto", f"seduta n. {row.meeting} del {paper.day(row.day)}, punto n. {row.point}"
    yield "Tipo", row.type
    yield "Votazione", row.vote
    yield "Responsabile", row.owner
    yield "Organo competente", row.competent_body
    yield "Trasmessa il", paper.day(row.sent_on) if row.sent_on else ""
    yield "Recepita con atto", row.adopted
    yield "Stato", row.status
    yield "Scadenza", paper.day(row.due) if row.due else ""
    yield "Progetti", row.projects
    yield "Obiettivi", row.objectives
    yield "Note", row.note
