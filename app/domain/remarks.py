"""The paragraphs of minutes as members read them, each with a name that stays: what a remark is attached to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.minutes import ItemEntry, Minutes

QUOTED = 1000
"""So many characters of a paragraph are kept with the remark: what it said then."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: `anchor` names it (`punto-2/relazione/1`), `heading` is where it stands, `item` the item's code."""

    anchor: str
    heading: str
    text: str
    item: str = ""


def paragraphs(minutes: Minutes) -> tuple[Paragraph, ...]:
    """Every paragraph of some minutes, in their order; empty ones are left out."""
    return tuple(one for one in _all(minutes) if one.text.strip())


def _all(minutes: Minutes) -> Iterator[Paragraph]:
    yield Paragraph("apertura", "Apertura", minutes.opening)
    yield Paragraph("presenze", "Presenze", "; ".join(f"{one.name}: {one.told or '–'}" for one in minutes.members))
    opening = " ".join(filter(None, (minutes.presiding, minutes.writing, minutes.quorum_told)))
    yield Paragraph("numero-legale", "Presidenza e numero legale", opening)
    for item in minutes.items:
        yield from _item(item)
    yield Paragraph("chiusura", "Chiusura", " ".join(filter(None, (minutes.closing_note, minutes.next_meeting,
                                                                   minutes.closing))))  # fmt: skip


def _item(item: ItemEntry) -> Iterator[Paragraph]:
    at = f"punto-{item.n}"
    parts: list[tuple[str, list[str]]] = [
        ("fatti", [" ".join(item.facts)]),
        ("relazione", f"{item.lead_in} {item.text}".strip().split("\n\n")),
        ("intervento", [speech.told for speech in item.speeches]),
        ("votazione", [vote.told for vote in item.votes]),
        ("esito", [item.told]),
        ("decisione", [f"{one.heading}. {one.formula} {one.text}" for one in item.decisions]),
        ("impegno", [f"{one.text} ({one.owner})" for one in item.actions]),
    ]
    for name, texts in parts:
        for n, text in enumerate(texts, 1):
            yield Paragraph(f"{at}/{name}/{n}", item.heading, text.strip(), item.code)
