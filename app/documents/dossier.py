"""The dossier of a sitting: what the member still has to do, the agenda, a card for each record, the attachments."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from app.documents import paper
from app.documents.report import Card
from app.documents.structure import (
    Block,
    BulletList,
    Column,
    Document,
    EmbeddedFile,
    Facts,
    Heading,
    Item,
    KeepTogether,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Table,
    Text,
    Title,
)
from app.domain.dossiers import Dossier, Task
from app.domain.minutes import json_bytes


def document(
    notice: Document, dossier: Dossier, cards: Mapping[str, Card], attached: Sequence[EmbeddedFile]
) -> Document:
    """The paper: the `notice` lends letterhead and words; `cards` are by code of the record they are about."""
    data = paper.data_file("fascicolo.json", json_bytes(dossier.data()), "Il fascicolo come dati")
    return replace(
        notice, title=dossier.title, subject=dossier.told or dossier.title, keywords=("fascicolo", dossier.meeting),
        blocks=(*_blocks(notice, dossier, cards, attached), *paper.data_note((data,), demo=False)),
        footer=dossier.title, header=dossier.title, files=(data, *attached),
    )  # fmt: skip


def attachment(n: int, name: str, title: str, data: bytes) -> EmbeddedFile:
    """An attachment as it travels inside the dossier, under a name of its own."""
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return EmbeddedFile(f"{n:02}_{name}", data, mime, title, "Supplement")


def _blocks(
    notice: Document, dossier: Dossier, cards: Mapping[str, Card], attached: Sequence[EmbeddedFile]
) -> Iterator[Block]:
    yield Title(dossier.title, dossier.person)
    if dossier.told:
        yield Paragraph(dossier.told)
    if dossier.tasks:
        yield Heading("Le vostre azioni aperte", anchor="azioni")
        yield _tasks(dossier.tasks)
    yield Heading("Convocazione", anchor="convocazione")
    shown = {n for n, _, codes in dossier.items if any(code in cards for code in codes)}
    words = takewhile(lambda block: not isinstance(block, Rule), notice.blocks)  # its own data stay with the notice
    yield from (_linked(block, shown) for block in words if not isinstance(block, Title))
    for n, title, codes in dossier.items:
        if n in shown:
            yield PageBreak()
            yield Heading(f"{n}. {title}", anchor=f"punto-{n}")
            yield from (_card(cards[code]) for code in codes if code in cards)
    if dossier.attachments:
        yield Heading("Allegati", anchor="allegati")
        yield BulletList(tuple(Item(name) for name in dossier.attachments))
        if attached:
            yield Paragraph(f"Nel file: {', '.join(one.name for one in attached)}.", "small")


def _linked(block: Block, shown: set[int]) -> Block:
    """The agenda of the notice, its entries leading to the cards."""
    if not isinstance(block, NumberedList):
        return block if not isinstance(block, Heading) else replace(block, level=2)
    items = (
        replace(item, text=_link(item, f"#punto-{n}")) if n in shown else item
        for n, item in enumerate(block.items, block.start)
    )
    return replace(block, items=tuple(items))


def _link(item: Item, target: str) -> tuple[Text, ...]:
    text = item.text
    runs = (Text(text),) if isinstance(text, str) else (text,) if isinstance(text, Text) else text
    return tuple(replace(run, link=target) for run in runs)


def _tasks(tasks: Sequence[Task]) -> Table:
    rows: list[Row] = [
        (task.text + (f" (decisione n. {task.decision})" if task.decision else ""), paper.day(task.due),
         f"{task.status}, in ritardo" if task.late else task.status)
        for task in tasks
    ]  # fmt: skip
    return Table(
        (Column("Azione", share=4, header=True), Column("Entro", share=1.2), Column("Stato", share=1.8)), tuple(rows)
    )


def _card(card: Card) -> Block:
    under: list[Block] = [Paragraph(card.under, "quiet")] if card.under else []
    return KeepTogether((Heading(card.title, 2), *under, Facts(tuple(card.facts))))
