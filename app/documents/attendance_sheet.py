"""The sheet people sign when they come and when they go (DOMAIN §3.5): landscape, with empty rows for guests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.documents import paper
from app.documents.structure import (
    Block,
    Column,
    Document,
    EmbeddedFile,
    Facts,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
)
from app.domain.minutes import json_bytes
from app.domain.papers import AttendanceSheet, SheetRow

_COLUMNS = (
    Column("N.", "right", 0.0),
    Column("Cognome e nome", share=0.2, header=True),
    Column("Ente", share=0.2),
    Column("Ora entrata", share=0.2),
    Column("Firma entrata", share=3),
    Column("Ora uscita", share=0.2),
    Column("Firma uscita", share=3),
)
_SECOND_LINE = "\n\u00a0"  # every row is two lines tall: room to sign


def document(sheet: AttendanceSheet, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the attendance sheet."""
    head = sheet.letterhead
    files = (paper.data_file("foglio_firme.json", json_bytes(sheet.data()), "Il foglio firme come dati"),)
    return Document(
        title=f"{sheet.title} – {sheet.subtitle}",
        subject=sheet.subtitle,
        author=head.title,
        keywords=("foglio firme", sheet.number),
        blocks=tuple(_blocks(sheet, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, sheet.title),
        footer=paper.footer(head, sheet.title, sheet.date),
        files=files,
        style=paper.style(head),
        page=Page(landscape=True, left=16, right=16, top=14, bottom=18),
        created=created,
    )


def _blocks(sheet: AttendanceSheet, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    yield Title(sheet.title, sheet.subtitle)
    if sheet.place:
        yield Facts((("Luogo", sheet.place),))
    yield Heading("Componenti con diritto di voto")
    yield _table(sheet.members)
    yield Heading("Partecipano senza diritto di voto, ospiti")
    last = (sheet.others or sheet.members or (SheetRow(0, "", "", ""),))[-1].n
    empty = tuple(SheetRow(last + n, "", "", "") for n in range(1, sheet.empty_rows + 1))
    yield _table(sheet.others + empty)
    yield Paragraph(sheet.privacy, "small")
    yield from paper.data_note(files, sheet.letterhead.demo)


def _table(rows: tuple[SheetRow, ...]) -> Table:
    cells: list[Row] = [
        (str(r.n), f"{r.name}\n{r.role}" if r.role else r.name + _SECOND_LINE, r.body.replace(" - ", "\n"), "",
         f"({r.remote})" if r.remote else "", "", "")
        for r in rows
    ]  # fmt: skip
    return Table(_COLUMNS, tuple(cells))
