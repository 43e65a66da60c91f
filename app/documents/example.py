"""The two small attachments of the example's sitting 2/2026: the program makes them, so that nothing is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core import locale
from app.core.i18n import N_, tr
from app.documents.structure import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Title,
)

DEMO = N_("Documento dimostrativo: persone, importi ed enti privati sono inventati.")


@dataclass(frozen=True)
class Spending:
    """A line of the progress table: project, source, amounts already written, last eligible day."""

    project: str
    source: str
    amount: str
    spent: str
    left: str
    until: date | None


@dataclass(frozen=True)
class Examined:
    """A contribution with its outcome, without anybody's name."""

    code: str
    day: date
    text: str
    outcome: str
    reason: str


def spending_progress(municipality: str, lines: Sequence[Spending]) -> Document:
    """Attachment A: two pages, the table and what is left to report."""
    rows: list[Row] = [
        (one.project, one.source, one.amount, one.spent, one.left, locale.day(one.until) if one.until else "–")
        for one in lines
    ]
    columns = (
        Column(tr(N_("Progetto")), share=3, header=True), Column(tr(N_("Fonte")), share=2),
        Column(tr(N_("Importo")), "right"), Column(tr(N_("Speso")), "right"),
        Column(tr(N_("Da rendicontare")), "right"), Column(tr(N_("Entro il"))),
    )  # fmt: skip
    left = [(one.project, f"{one.source}: {one.left}") for one in lines]
    blocks: tuple[Block, ...] = (
        Title(tr(N_("Quadro di avanzamento PNRR")), tr(N_("Allegato A al verbale n. 2/2026"))),
        Paragraph(tr(DEMO), "quiet"),
        Table(columns, rows),
        PageBreak(),
        Heading(tr(N_("Spese ancora da rendicontare"))),
        Paragraph(tr(N_("Per ogni finanziamento, la differenza tra l'importo assegnato e quanto già speso."))),
        Facts(tuple(left)),
    )
    return _paper(municipality, tr(N_("Quadro di avanzamento PNRR")), blocks)


def contributions_examined(municipality: str, group: Sequence[Examined]) -> Document:
    """Attachment B: four pages, a summary and the contributions with their reasons, anonymous."""
    columns = (Column(tr(N_("Contributo")), header=True), Column(tr(N_("Data"))), Column(tr(N_("Esito")), share=2))
    blocks: list[Block] = [
        Title(tr(N_("Contributi esaminati")), tr(N_("Allegato B al verbale n. 2/2026"))),
        Paragraph(tr(DEMO), "quiet"),
        Paragraph(tr(N_("I testi sono anonimi. Ogni esito ha la sua motivazione (L.R. Emilia-Romagna 15/2018)."))),
        Table(columns, [(one.code, locale.day(one.day), one.outcome) for one in group]),
    ]
    third = -(-len(group) // 3)
    for start in range(0, len(group), third):
        blocks.append(PageBreak())
        for one in group[start : start + third]:
            blocks += [
                Heading(f"{one.code} · {one.outcome}"),
                Paragraph(f"«{one.text}»"),
                Facts(((tr(N_("Data")), locale.day(one.day)), (tr(N_("Motivazione")), one.reason))),
            ]
    return _paper(municipality, tr(N_("Contributi esaminati")), tuple(blocks))


def _paper(municipality: str, title: str, blocks: tuple[Block, ...]) -> Document:
    body = tr(N_("Cabina di regia dell'Opificio di Comunità"))
    return Document(title, blocks, subject=title, author=municipality, letterhead=Letterhead((municipality, body)),
                    header=f"{municipality} · {body}", footer=title)  # fmt: skip
