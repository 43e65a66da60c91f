"""A list as a paper: a landscape table with totals, then a card for each record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core import clock, i18n, locale, longdate
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.documents.report import Card, Report, ReportColumn, cards_document, count_line, table_document
from app.documents.structure import Align, Block, Document, Letterhead, PageBreak, Row
from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Values
from app.domain.exporting import ExportColumn
from app.domain.ownership import readable
from app.domain.query import Filter, Query
from app.exchange.whole import whole_file
from app.store.store import Store
from app.usecases import committee, register
from app.usecases.drawing import draw
from app.usecases.facts import ProjectFacts, needs

CARDS_UNTIL = 300
"""Beyond this many records a register prints its table only, and says so."""

_NARROW = {
    "project": ("code", "title", "main_sector", "status", "lead", "targets", "zones", "start", "end",
                "progress", "budget"),
    "intervention": ("code", "title", "project", "sector", "status", "lead", "zone", "targets", "start", "end"),
}  # fmt: skip
_WIDTHS = {
    "code": 8.0, "title": 29.0, "lead": 18.0, "text": 40.0, "targets": 18.0, "name": 34.0, "main_sector": 11.0,
    "sector": 11.0, "status": 10.0, "zones": 13.0, "zone": 13.0, "start": 10.0, "end": 10.0, "progress": 6.0,
    "budget": 17.0, "project": 9.0,
}  # fmt: skip
"""Characters each column needs: the default set of a kind stands on one landscape page."""


def register_report(
    store: Store, query: Query, path: Path, progress: Progress, columns: Sequence[ExportColumn] | None
) -> None:
    """Write the list as a PDF; None for the columns that read well on paper."""
    document = report_document(store, query, columns)
    data = draw(document, progress)
    with whole_file(path) as file:
        file.write(data)


def report_document(store: Store, query: Query, columns: Sequence[ExportColumn] | None) -> Document:
    """The paper of a list: the table, and the cards while they are few enough to be leafed through."""
    entity, total = ENTITIES[query.entity], store.count(query, outdated=False)
    chosen = tuple(columns) if columns else _readable(store, entity)
    about = (
        [tr(N_("Filtro: {filter}")).format(filter=sentence(store, entity, query))]
        if query.filters or query.text
        else []
    )
    about.append(count_line(total, store.count(Query(entity.name), outdated=False)))
    if total > CARDS_UNTIL:
        about.append(
            tr(N_("Le schede una per una si stampano fino a {n}: restringete l'elenco.")).format(n=CARDS_UNTIL)
        )
    settings = committee.settings(store)
    report = Report(
        title=tr(N_("Registro: {entities}")).format(entities=tr(entity.labels).lower()),
        columns=tuple(_column(entity, c) for c in chosen),
        rows=_Rows(store, query, entity, chosen),
        about=tuple(about),
        at=tr(N_("Situazione al {day}")).format(day=longdate.long(clock.today())),
        totals=_totals(store, query, entity, chosen),
        author=str(settings["municipality"] or ""),
        letterhead=Letterhead((str(settings["municipality"] or ""), str(settings["letterhead_subtitle"] or ""))),
        style="plain" if settings["paper_style"] == "semplice" else "full",
        lang=i18n.current().code,
    )
    document = table_document(report)
    if not 0 < total <= CARDS_UNTIL:
        return document
    cards = [_card(store, entity, row.values) for row in store.snapshots(query)]
    blocks: tuple[Block, ...] = (*document.blocks, PageBreak(), *cards_document(report, cards).blocks[1 + len(about) :])
    return replace(document, blocks=blocks)


def sentence(store: Store, entity: type[Entity], query: Query) -> str:
    """A query in words: «Stato: In corso, Sospeso; testo: biblioteca»."""
    words = [_filter_words(store, entity, one) for one in query.filters]
    return "; ".join([*words, *([tr(N_("testo: {text}")).format(text=query.text)] if query.text else [])])


def _filter_words(store: Store, entity: type[Entity], one: Filter) -> str:
    spec = entity.fields[one.field]
    shown = [str(spec.show((v,) if spec.plural else v, store.names)) if one.op != "~" else str(v) for v in one.values]
    sign = ":" if one.op == "=" else f" {one.op}"
    return f"{tr(spec.label)}{sign} {', '.join(shown) or tr(N_('vuoto'))}"


def _readable(store: Store, entity: type[Entity]) -> tuple[ExportColumn, ...]:
    wanted = (
        _NARROW.get(entity.name)
        or [n for n, s in entity.fields.items() if not isinstance(s, f.LongText | f.Rules)][:10]
    )
    return tuple(ExportColumn(tr(entity.fields[n].label), n) for n in wanted if readable(entity.fields[n], store.who))


def _column(entity: type[Entity], column: ExportColumn) -> ReportColumn:
    spec = entity.fields.get(column.field)
    align: Align = "right" if isinstance(spec, f.Money | f.Number | f.Integer) else "left"
    width = _WIDTHS.get(column.field, 30.0 if isinstance(spec, f.LongText) else 14.0)
    return ReportColumn(column.header, width, align)


class _Rows:
    """The rows as plain texts, read again for every set of columns a wide register is printed in."""

    def __init__(self, store: Store, query: Query, entity: type[Entity], chosen: Sequence[ExportColumn]) -> None:
        self._store, self._query, self._entity, self._chosen = store, query, entity, chosen

    def __call__(self) -> Iterator[Row]:
        named = [n for c in self._chosen for n in ((c.field,) if c.field else needs(c.fact))]
        wanted = list(dict.fromkeys(["code", *named]))
        facts, names, fields = ProjectFacts(self._store), self._store.names, self._entity.fields
        for row in self._store.rows(self._query, wanted):
            values = dict(zip(wanted, row, strict=True))
            yield tuple(
                fields[c.field].show(values[c.field], names) if c.field
                else _plain(facts.of(c.fact, values["code"], values)) for c in self._chosen
            )  # fmt: skip


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return tr(N_("Sì")) if value else tr(N_("No"))
    return locale.day(value) if hasattr(value, "isoformat") else "" if value is None else str(value)  # type: ignore[arg-type]


def _totals(store: Store, query: Query, entity: type[Entity], chosen: Sequence[ExportColumn]) -> Row | None:
    sums = store.totals(query, outdated=False)
    if not any(c.field in sums for c in chosen[1:]):
        return None
    return (tr(N_("Totale")), *(locale.money(sums[c.field]) if c.field in sums else "" for c in chosen[1:]))


def card(store: Store, kind: str, code: str) -> Card:
    """The card of one record; what this person may not read is not on it."""
    found = register.named(store, kind, code.partition(":")[0])
    return _card(store, ENTITIES[kind], found.values)


def _card(store: Store, entity: type[Entity], values: Values) -> Card:
    head = set(entity.caption) | {"status", "visibility"}
    facts = tuple(
        (tr(spec.label), spec.show(values[name], store.names)) for name, spec in entity.fields.items()
        if name not in head and values[name] not in (None, "", ()) and readable(spec, store.who)
    )  # fmt: skip
    status = entity.fields["status"].show(values["status"], store.names) if "status" in entity.fields else ""
    return Card(entity.named(values, store.names), facts, status)
