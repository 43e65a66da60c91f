"""Invented papers that use every block, for golden texts, pictures and validators."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from app.documents import structure as s

MADE = datetime(2026, 5, 21, 9, 30, tzinfo=UTC)

MEMBERS = (
    ("Marta Fittizi", "Assessora al welfare di comunità, Presidente", "presente"),
    ("Dario Campioni", "Direzione di distretto AUSL", "assente giustificato"),
    ("Оксана Ґалаґан", "Rappresentante della cooperazione sociale", "presente"),
    ("محمد علي الحسن", "Rappresentante imprese e commercio", "presente da remoto, esce 17:52, rientra 18:15"),
    ("王小明", "Cittadino attivo – centro", "assente"),
    ("משה כהן", "Cittadino attivo – frazioni", "presente"),
    ("Ștefan Țurcanu Đorđević", "Rappresentante delle ODV", "presente"),
)


def logo(mode: str = "RGBA", kind: str = "PNG") -> bytes:
    """A small coat of arms."""
    image = Image.new(mode, (90, 100), (0, 0, 0, 0) if mode == "RGBA" else "white")
    pen = ImageDraw.Draw(image)
    pen.polygon([(4, 4), (86, 4), (86, 60), (45, 97), (4, 60)], fill="#0066CC")
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def minutes(style: str = "full", kind: str = "lines", draft: str = "") -> s.Document:
    """A short minute with every block of the engine."""
    return s.Document(
        "Verbale n. 2/2026",
        _minutes_blocks(kind),
        subject="Seduta del 20 maggio 2026",
        author="Comune di Santarcangelo di Romagna",
        keywords=("verbale", "cabina di regia"),
        letterhead=s.Letterhead(
            ("Comune di Santarcangelo di Romagna", "Provincia di Rimini · Cabina di regia"),
            logo(),
            "Stemma del Comune",
            ("c_i304 · REG_UFFICIALE", "0012345 del 21/05/2026", "VII.8 · fasc. 3/2026"),
        ),
        header="Cabina di regia dell'Opificio di Comunità",
        footer="Verbale n. 2/2026 · seduta del 20 maggio 2026",
        draft=draft,
        files=(
            s.EmbeddedFile("verbale.json", b'{"numero": 2}', "application/json", "Il verbale come dati", "Source"),
            s.EmbeddedFile("presenze.csv", b"nome;presenza\n", "text/csv", "Le presenze"),
        ),
        style="plain" if style == "plain" else "full",
        created=MADE,
    )


def _minutes_blocks(kind: str) -> tuple[s.Block, ...]:
    return (*_opening(), *_discussion(), *_outcome(kind))


def _opening() -> tuple[s.Block, ...]:
    item = s.Item
    return (
        s.Title("Verbale n. 2/2026", "Seduta ordinaria del 20 maggio 2026, in forma mista"),
        s.Facts((("Luogo", "Casa della Comunità"), ("Inizio e fine", "ore 17:30 – 19:40"))),
        s.Paragraph("Constatato che sono presenti n. 10 componenti su n. 15, la Presidente dichiara aperti i lavori."),
        s.Heading("Presenze"),
        s.Table(
            (
                s.Column("N.", "right", share=0.3),
                s.Column("Componente", header=True),
                s.Column("Qualifica", share=2),
                s.Column("Presenza", share=2),
            ),
            tuple((str(i), *member) for i, member in enumerate(MEMBERS, 1)),
        ),
        s.Heading("Ordine del giorno"),
        s.NumberedList((item("Approvazione del verbale"), item("Doposcuola"), item("Varie ed eventuali"))),
    )


def _discussion() -> tuple[s.Block, ...]:
    text, item = s.Text, s.Item
    return (
        s.Heading("Punto 2. Doposcuola e aiuto compiti: coordinamento", anchor="punto-2"),
        s.Paragraph("Alle ore 17:50 entra Nora Modelli. Presenti n. 11.", "fact"),
        s.Heading("Relazione", 2, quiet=True),
        s.Paragraph(
            (
                text("Fabio Modulini riferisce "),
                text("in breve", italic=True),
                text(" sul "),
                text("sito del Comune", link="https://www.comune.esempio.it/albo?id=7&anno=2026"),
                text(", sul "),
                text("punto 2", link="#punto-2"),
                text(" e sulla "),
                text("e-democracy", lang="en"),
                text("."),
            )
        ),
        s.BulletList(
            (
                item("stesse classi", (s.BulletList((item("stesso luogo"), item("stessi mesi"))),)),
                item((text("iscritti a entrambi", bold=True), text(", altri a nessuno"))),
            )
        ),
    )


def _outcome(kind: str) -> tuple[s.Block, ...]:
    item = s.Item
    return (
        s.VoteStrip(
            (("presenti", 10), ("votanti", 10), ("favorevoli", 9), ("contrari", 0), ("astenuti", 1)),
            "Approvata",
            "maggioranza richiesta 6, palese",
            "good",
        ),
        s.Callout(
            "Decisione n. 3/2026 · coordinamento",
            (
                s.Paragraph("La Cabina di regia DECIDE:"),
                s.NumberedList((item("di unificare i calendari;"), item("di predisporre il modulo unico."))),
            ),
        ),
        s.Table(
            (s.Column("Impegno", share=3, header=True), s.Column("Responsabile"), s.Column("Ore", "right")),
            (("Calendario unico", "Fabio Modulini", "12,50"), ("Modulo", "Lidia Sagoma", "3,00")),
            totals=("Totale", "", "15,50"),
            caption="Impegni presi",
        ),
        s.KeepTogether(
            (
                s.Figure(logo("RGB", "JPEG"), "Schema: due attività diventano una", 20, "Figura 1"),
                s.Spacer(4),
                s.Paragraph("Letto, approvato e sottoscritto.", "formula"),
                s.Signatures(
                    (s.Signer("La Presidente", "Marta Fittizi"), s.Signer("La Segretaria", "Sara Minuta")),
                    "fields" if kind == "fields" else "lines",
                ),
            )
        ),
        s.Rule(),
        s.Paragraph("Dati allegati: verbale.json, presenze.csv.", "quiet"),
    )


def long_minutes(points: int = 14) -> s.Document:
    """A minute long enough to have contents."""
    sentence = "Il componente interviene e chiede che la proposta sia rinviata, osservando che mancano i dati. "
    blocks: list[s.Block] = [s.Title("Verbale lungo")]
    for i in range(1, points + 1):
        blocks.append(s.Heading(f"Punto {i}", anchor=f"p{i}"))
        blocks.append(s.Heading("Discussione", 2))
        blocks.extend(s.Paragraph(sentence * 9) for _ in range(5))
    return s.Document("Verbale lungo", tuple(blocks), header="Cabina di regia", footer="Verbale", created=MADE)
