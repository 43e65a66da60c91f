"""The convocation on paper, for everybody, for a member or for the public; its supplements too (DOMAIN §3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.documents import paper
from app.documents.structure import (
    Block,
    Document,
    EmbeddedFile,
    Heading,
    Item,
    KeepTogether,
    NumberedList,
    Paragraph,
    Text,
    Title,
)
from app.domain.minutes import json_bytes
from app.domain.notices import Notice, NoticePoint, sections


def document(notice: Notice, *, logo: bytes | None = None, created: datetime | None = None) -> Document:
    """The paper of the convocation; a draft until it was sent."""
    head = notice.letterhead
    files = (paper.data_file("convocazione.json", json_bytes(notice.data()), "La convocazione come dati"),)
    return Document(
        title=notice.title,
        subject=notice.subject,
        author=head.title,
        keywords=("convocazione", notice.number),
        blocks=tuple(_blocks(notice, files)),
        letterhead=paper.letterhead(head, logo),
        header=paper.header(head, notice.title),
        footer=paper.footer(head, notice.title, notice.date),
        draft=paper.DRAFT if notice.is_draft else "",
        files=files,
        style=paper.style(head),
        created=created,
    )


def _blocks(notice: Notice, files: tuple[EmbeddedFile, ...]) -> Iterator[Block]:
    yield Title(notice.title, notice.protocol)
    if notice.to:
        yield Paragraph(notice.to + (f"\n{notice.in_copy}" if notice.in_copy else ""))
    yield Paragraph((Text(notice.subject, bold=True),))
    yield Paragraph(notice.told)
    yield from _agenda(notice)
    for words in (notice.urgency, notice.documents, notice.absence):
        if words:
            yield Paragraph(words)
    yield KeepTogether((paper.signatures((notice.signer,)),))
    if notice.recipients:
        yield Heading("Destinatari")
        yield Paragraph(f"Componenti: {'; '.join(notice.recipients)}.", "small")
    if notice.copies:
        yield Paragraph(f"Per conoscenza: {'; '.join(notice.copies)}.", "small")
    yield from paper.data_note(files, notice.letterhead.demo)


def _agenda(notice: Notice) -> Iterator[Block]:
    """The items under their sections, with the numbers they have on the whole agenda."""
    for section, points in sections(notice.agenda):
        if section:
            yield Heading(section)
        for run in _runs(points):
            yield NumberedList(tuple(_item(point, notice) for point in run), start=run[0].n)


def _runs(points: list[NoticePoint]) -> Iterator[list[NoticePoint]]:
    """Items whose numbers follow each other: a supplement may name the fourth and the seventh."""
    run: list[NoticePoint] = []
    for point in points:
        if run and point.n != run[-1].n + 1:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def _item(point: NoticePoint, notice: Notice) -> Item:
    marks = []
    if point.added_later and not notice.title.startswith("Integrazione"):
        marks.append("aggiunto dopo la convocazione")
    if point.reserved and not notice.public:
        marks.append("riservato")
    return (
        Item((Text(point.title), Text(f" ({', '.join(marks)})", italic=True))) if marks else Item((Text(point.title),))
    )
