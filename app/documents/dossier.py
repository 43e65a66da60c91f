"""The dossier of a sitting: the notice with its agenda, a card for each record under discussion, the attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.documents.report import Card
from app.documents.structure import (
    Block,
    BulletList,
    Document,
    Facts,
    Heading,
    Item,
    KeepTogether,
    PageBreak,
    Paragraph,
    Title,
)


def document(
    notice: Document, title: str, cards: Sequence[tuple[str, Sequence[Card]]], files: Sequence[str]
) -> Document:
    """The paper: `cards` are grouped under the agenda item that brings them up; `files` name the attachments."""
    blocks: list[Block] = [Title(title), *(b for b in notice.blocks if not isinstance(b, Title))]
    for heading, group in cards:
        blocks += [PageBreak(), Heading(heading)]
        for card in group:
            under: list[Block] = [Paragraph(card.under, "quiet")] if card.under else []
            blocks.append(KeepTogether((Heading(card.title, 2), *under, Facts(tuple(card.facts)))))
    if files:
        blocks += [Heading("Allegati"), BulletList(tuple(Item(name) for name in files))]
    return replace(notice, title=title, subject=title, blocks=tuple(blocks), footer=title)
