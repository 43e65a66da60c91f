"""A page that shows what the papers of a body look like: every part that a letterhead's choices touch."""

from __future__ import annotations

from datetime import date

from app.documents import paper
from app.documents.structure import (
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    Signer,
    Table,
    Text,
    Title,
    VoteStrip,
)
from app.domain.minutes import Letterhead

_DAY = date(2026, 5, 20)


def document(head: Letterhead, body: str, *, logo: bytes | None = None) -> Document:
    """The page, with invented names; it says that it is a specimen."""
    title = "Verbale n. 2/2026"
    return Document(
        title=title,
        subject="Facsimile",
        author=head.title,
        blocks=(
            Title(title, "Facsimile: i nomi e i fatti di questa pagina sono inventati"),
            Facts((("Luogo", "Sala consiliare"), ("Inizio e fine", "ore 17:30 – 19:40"))),
            Paragraph("L'anno duemilaventisei, il giorno venti del mese di maggio, si è riunita la seduta."),
            Heading("Presenze"),
            Table(
                (Column("N.", "right", 0.4), Column("Componente", share=2, header=True), Column("Presenza", share=2)),
                (("1", "Nome Cognome", "presente"), ("2", "Altro Nome", "assente giustificato")),
            ),
            Heading("Punto n. 1 – Un argomento da decidere"),
            Paragraph((Text("Si discute come detto nella "), Text("relazione", link="#relazione"), Text("."))),
            VoteStrip(
                (("presenti", 10), ("votanti", 10), ("favorevoli", 9), ("contrari", 0), ("astenuti", 1)),
                "Approvata", "maggioranza richiesta 6, palese", "good",
            ),
            Paragraph("La Cabina di regia DECIDE", "formula"),
            Callout("Decisione n. 1/2026", (Paragraph("di approvare quanto proposto."),)),
            Heading("Relazione", anchor="relazione"),
            Paragraph("Alle ore 17:50 entra Nome Cognome. Presenti n. 11.", "fact"),
            Signatures((Signer("La Presidente", "Nome Cognome"), Signer("Il Segretario", "Altro Nome"))),
        ),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, body),
        footer=paper.footer(head, title, _DAY),
        style=paper.style(head),
        contents="never",
    )  # fmt: skip
