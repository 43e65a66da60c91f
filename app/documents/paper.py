"""What the papers of a sitting share: letterhead, running lines, the note about the data they carry."""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.documents.structure import Block, EmbeddedFile, Font, Letterhead, Paragraph, Rule, Signatures, Signer
from app.domain import italian as it
from app.domain import minutes as values

DRAFT = "BOZZA"
DEMO = "Dati dimostrativi"


def letterhead(head: values.Letterhead, logo: bytes | None) -> Letterhead:
    """The head of the first page."""
    lines = tuple(line for line in (head.title, head.subtitle) if line)
    font: Font = "noto" if head.font == "noto" else "titillium"
    return Letterhead(lines, logo, head.logo_alt if logo else "", head.stamp, head.accent, font, head.margin)


def header(head: values.Letterhead, body: str) -> str:
    """The line on top of the pages that follow."""
    return " · ".join(part for part in (head.title, body) if part)


def footer(head: values.Letterhead, title: str, meeting_day: date | None = None) -> str:
    """The line at the foot of every page, beside the page number."""
    when = f"seduta {it.with_date('di', meeting_day)}" if meeting_day else ""
    return " · ".join(part for part in (title, when, head.footer, DEMO if head.demo else "") if part)


def style(head: values.Letterhead) -> Literal["full", "plain"]:
    """The body's choice of style; only what the renderer knows."""
    return "plain" if head.style == "semplice" else "full"


def day(value: date | None) -> str:
    """11/09/2026; a dash when there is none."""
    return f"{value:%d/%m/%Y}" if value else "–"


def data_file(name: str, data: bytes, description: str) -> EmbeddedFile:
    """A JSON or CSV of the paper's own data."""
    return EmbeddedFile(name, data, "application/json" if name.endswith(".json") else "text/csv", description)


def data_note(files: tuple[EmbeddedFile, ...], demo: bool) -> tuple[Block, ...]:
    """What the file carries and the fingerprint of its data, on its last page."""
    names = ", ".join(file.name for file in files)
    told = f"Dati allegati: {names}. Impronta SHA-256 di {files[0].name}: {files[0].sha256}."
    note = " Dati dimostrativi: persone e fatti sono inventati." if demo else ""
    return Rule(), Paragraph(told + note, "quiet")


def signatures(signers: tuple[values.Signer, ...], *, fields: bool = False) -> Signatures:
    """Lines for the pen; `fields`: places a digital signature can go into, as wide, where a pen can sign too."""
    return Signatures(tuple(Signer(one.role, one.name) for one in signers), "fields" if fields else "lines")
