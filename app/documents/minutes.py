"""The minutes on paper: a `Minutes` value → a structure tree (DOMAIN §3.2, in its order)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from app.documents import markdown, paper
from app.documents.structure import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    EmbeddedFile,
    Facts,
    Heading,
    Item,
    KeepTogether,
    NumberedList,
    Paragraph,
    Row,
    Table,
    Text,
    Title,
    Tone,
    VoteStrip,
    runs,
)
from app.domain.minutes import DecisionEntry, ItemEntry, Minutes, Point, VoteEntry

_ONE_PARAGRAPH = 900  # characters: speeches longer than this get a paragraph each
_TONES: dict[str, Tone] = {"approvata": "good", "respinta": "bad", "parita": "bad", "non_valida": "bad"}


def document(minutes: Minutes, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the minutes; a draft is marked on every page."""
    head = minutes.letterhead
    files = data_files(minutes)
    return Document(
        title=minutes.title,
        subject=f"{minutes.subtitle} – {minutes.body}",
        author=head.title,
        keywords=("verbale", minutes.body, minutes.number or minutes.meeting_number),
        blocks=tuple(_blocks(minutes, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, minutes.body),
        footer=paper.footer(head, minutes.title, minutes.date),
        draft=paper.DRAFT if minutes.is_draft else "",
        files=files,
        style=paper.style(head),
        created=created,
    )


def data_files(minutes: Minutes) -> tuple[EmbeddedFile, ...]:
    """What the PDF carries: the data of the minutes, the attendance, the votes."""
    return (
        paper.data_file("verbale.json", minutes.json(), "Il verbale come dati"),
        paper.data_file("presenze.csv", minutes.attendance_csv(), "Presenze, una riga per permanenza"),
        paper.data_file("votazioni.csv", minutes.votes_csv(), "Votazioni, una riga ciascuna"),
    )


def _blocks(minutes: Minutes, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    yield Title(minutes.title, minutes.subtitle)
    yield Facts(tuple(_facts(minutes)))
    yield Paragraph(minutes.opening)
    yield from opening_note(minutes)
    yield from attendance(minutes)
    yield from validity(minutes)
    yield Heading("Ordine del giorno", anchor="ordine-del-giorno")
    yield agenda(minutes.agenda, {item.n for item in minutes.items})
    for item in minutes.items:
        yield from item_blocks(item)
    yield from _end(minutes)
    yield from paper.data_note(files, minutes.letterhead.demo)


def opening_note(minutes: Minutes) -> Iterator[Block]:
    """What is said before anything else."""
    if minutes.opening_note:
        yield from markdown.blocks(minutes.opening_note)


def _facts(minutes: Minutes) -> Iterator[tuple[str, str]]:
    if minutes.place:
        yield "Luogo", minutes.place
    if minutes.start:
        end = f" – {minutes.end:%H:%M}" if minutes.end else ""
        yield "Inizio e fine" if end else "Inizio", f"ore {minutes.start:%H:%M}{end}"
    if minutes.chair.name:
        yield minutes.chair.function, minutes.chair.told
    if minutes.secretary.name:
        yield minutes.secretary.function, minutes.secretary.told
    if minutes.convocation:
        yield "Convocazione", minutes.convocation


def agenda(points: Sequence[Point], told: Collection[int] = ()) -> NumberedList:
    """The agenda as convened; what was added later says so, and the items `told` further on are reached from here."""
    added = Text(" (aggiunto dopo la convocazione)", italic=True)
    items = tuple(
        Item((Text(one.title, link=f"#punto-{one.n}" if one.n in told else ""), *((added,) if one.added_later else ())))
        for one in points
    )
    return NumberedList(items, start=points[0].n if points else 1)


# ---------------------------------------------------------------- who was there


def attendance(minutes: Minutes) -> Iterator[Block]:
    """The members with their presence, then who takes part without a vote."""
    yield Heading("Presenze", anchor="presenze")
    rows: list[Row] = [(str(m.n), m.name, m.role, m.told or "–") for m in minutes.members]
    yield Table(
        (
            Column("N.", "right", 0.4),
            Column("Componente", share=1.8, header=True),
            Column("Qualifica", share=3),
            Column("Presenza", share=2.6),
        ),
        tuple(rows),
        caption=f"Componenti con diritto di voto: n. {minutes.in_office}",
        empty="Nessun componente in carica",
    )
    if minutes.guests:
        verb = "Partecipa" if len(minutes.guests) == 1 else "Partecipano"
        yield Paragraph(f"{verb} senza diritto di voto: {', '.join(guest.told for guest in minutes.guests)}.")


def validity(minutes: Minutes) -> Iterator[Block]:
    """Who chairs, who writes, and that the sitting is valid."""
    yield Heading("Presidenza e numero legale", anchor="numero-legale")
    opening = " ".join(part for part in (minutes.presiding, minutes.writing) if part)
    if opening:
        yield Paragraph(opening)
    if minutes.quorum_told:
        yield Paragraph(minutes.quorum_told)


# ---------------------------------------------------------------- an item


def item_blocks(item: ItemEntry) -> Iterator[Block]:
    """An item as it was discussed: a to g of DOMAIN §3.2."""
    yield Heading(item.heading + (" (riservato)" if item.confidential else ""), anchor=f"punto-{item.n}")
    if item.facts:
        yield Paragraph(" ".join(item.facts), "fact")
    if item.lead_in or item.text:
        yield Heading("Relazione", 2, quiet=True)
        yield from _report(item.lead_in, item.text)
    if item.speeches:
        yield Heading("Interventi", 2, quiet=True)
        yield from _speeches(item)
    for vote in item.votes:
        yield from _vote(vote)
    if item.told:
        yield Paragraph(item.told)
    for decision in item.decisions:
        yield from _decision(decision)
    if item.actions:
        yield from _actions(item)


def _report(lead_in: str, text: str) -> Iterator[Block]:
    """The report, its lead-in at the head of the first paragraph when there is one."""
    found = list(markdown.blocks(text))
    first = found[0] if found else None
    if lead_in and isinstance(first, Paragraph):
        found[0] = Paragraph((Text(f"{lead_in} "), *runs(first.text)))
    elif lead_in:
        yield Paragraph(lead_in)
    yield from found


def _speeches(item: ItemEntry) -> Iterator[Block]:
    told = [speech.told for speech in item.speeches]
    if sum(map(len, told)) <= _ONE_PARAGRAPH and not any("\n" in each for each in told):
        yield Paragraph(tuple(_joined([markdown.inline(each) for each in told])))
        return
    for each in told:
        yield from markdown.blocks(each)


def _joined(pieces: Sequence[tuple[Text, ...]]) -> Iterator[Text]:
    for n, piece in enumerate(pieces):
        if n:
            yield Text(" ")
        yield from piece


def _vote(vote: VoteEntry) -> Iterator[Block]:
    n = vote.numbers
    numbers = [("presenti", n.present), ("votanti", n.voting), ("favorevoli", n.favour), ("contrari", n.against),
               ("astenuti", n.abstained)]  # fmt: skip
    if n.blank:
        numbers.append(("bianche e nulle", n.blank))
    if n.not_participating:
        numbers.append(("non partecipanti", n.not_participating))
    yield KeepTogether((
        Heading("Votazione", 2, quiet=True),
        Paragraph(vote.told),
        VoteStrip(tuple(numbers), vote.words, vote.detail, _TONES.get(vote.result, "plain")),
        *((Paragraph(f"{vote.explained}.", "quiet"),) if vote.explained else ()),
    ))  # fmt: skip


def _decision(decision: DecisionEntry) -> Iterator[Block]:
    inside: list[Block] = list(markdown.blocks(decision.text))
    if decision.sending:
        inside.append(Paragraph(decision.sending))
    formula = (Paragraph(decision.formula, "formula"),) if decision.formula else ()
    yield KeepTogether((*formula, Callout(decision.heading, tuple(inside))))
    if decision.changes:
        yield Paragraph(decision.changes_told)
        rows: list[Row] = [(one.record, one.field, one.before, one.after) for one in decision.changes]
        yield Table(
            (Column("Scheda", share=3, header=True), Column("Campo", share=1.6), Column("Prima", share=2),
             Column("Dopo", share=2)),
            tuple(rows),
        )  # fmt: skip


def _actions(item: ItemEntry) -> Iterator[Block]:
    yield Heading("Impegni", 2, quiet=True)
    rows: list[Row] = [(action.text, action.owner, paper.day(action.due)) for action in item.actions]
    yield Table(
        (Column("Impegno", share=4, header=True), Column("Responsabile", share=2), Column("Entro", share=1.2)),
        tuple(rows),
    )


# ---------------------------------------------------------------- the end


def _end(minutes: Minutes) -> Iterator[Block]:
    if minutes.next_meeting or minutes.closing or minutes.closing_note:
        yield Heading("Chiusura", anchor="chiusura")
    if minutes.closing_note:
        yield from markdown.blocks(minutes.closing_note)
    for told in (minutes.next_meeting, minutes.closing):
        if told:
            yield Paragraph(told)
    places = paper.signatures(minutes.signatures, fields=not minutes.is_draft)
    signed: list[Block] = [Paragraph(minutes.final, "formula"), places]
    if minutes.signature_formula:
        signed.append(Paragraph(minutes.signature_formula, "quiet"))
    yield KeepTogether(tuple(signed))
    yield from attached(minutes)
    if minutes.approval:
        yield Heading("Approvazione", anchor="approvazione")
        yield Paragraph(minutes.approval)


def attached(minutes: Minutes) -> Iterator[Block]:
    """The attachments, by letter."""
    if minutes.attachments:
        yield Heading("Allegati", anchor="allegati")
        yield BulletList(tuple(Item(one.told) for one in minutes.attachments))
