"""Export what is seen, or everything: XLSX, ODS, CSV in two profiles, JSON, PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from app.core.i18n import tr
from app.core.progress import Progress
from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.exporting import ExportColumn, cells, columns_for
from app.domain.ownership import exported, readable
from app.domain.permissions import Can
from app.domain.query import Query
from app.exchange.delimited import Profile
from app.exchange.table import Head, Kind, Table
from app.exchange.writing import write
from app.store.store import Store
from app.usecases.base import need
from app.usecases.facts import ProjectFacts, needs

_FACT_KINDS = {"interventions": Kind.INT, "pacts": Kind.INT, "last_discussed": Kind.DATE,
               "next_deadline": Kind.DATE, "updated_on": Kind.DATE, "publishable": Kind.BOOL}  # fmt: skip

_AT_ONCE = 500
"""Rows turned into cells together."""


def export(
    store: Store, query: Query, path: Path, progress: Progress, *,
    columns: Sequence[str] | None = None, profile: str = "excel",
) -> int:  # fmt: skip
    """Write the rows of a list to a file, whole or not at all; answer how many they are.

    `columns` are field names or fixed headers in the order wanted; None is the default set.

    Raises:
        Forbidden: this person may not export. Refused: a column or a format nobody knows.
    """
    need(store.who, Can.EXPORT)
    entity, query = ENTITIES[query.entity], exported(query, store.who)
    chosen = tuple(c for c in columns_for(entity, list(columns) if columns is not None else None)
                   if not c.field or readable(entity.fields[c.field], store.who))  # fmt: skip
    total = store.count(query, outdated=False)
    if path.suffix.lower() == ".pdf":
        from app.usecases.reports import register_report

        register_report(store, query, path, progress, None if columns is None else chosen)
        return total
    heads = [Head(c.header, _kind(entity, c)) for c in chosen]
    table = Table(tr(entity.labels), heads, _rows(store, query, entity, chosen), total)
    write(path, table, profile=Profile(profile), progress=progress)
    return total


def _rows(store: Store, query: Query, entity: type[Entity], chosen: Sequence[ExportColumn]) -> Iterator[Sequence[Any]]:
    """Rows as typed cells, some at a time and column by column: what is asked once a column is not asked once a cell.

    A person's visibility is the store's: what they may not see is not in `rows`.
    """
    wanted = list(dict.fromkeys(["code", *(n for c in chosen for n in ((c.field,) if c.field else needs(c.fact)))]))
    makers = _makers(store, entity, chosen)
    rows = store.rows(query, wanted)
    while some := list(islice(rows, _AT_ONCE)):
        values = dict(zip(wanted, zip(*some, strict=True), strict=True))
        yield from zip(*(make(values) for make in makers), strict=True)


_Maker = Callable[[Mapping[str, Sequence[Any]]], Iterable[Any]]
"""From the columns read to a column written."""


def _makers(store: Store, entity: type[Entity], chosen: Sequence[ExportColumn]) -> list[_Maker]:
    facts, names = ProjectFacts(store), store.names

    def held(name: str) -> _Maker:
        worded = cells(entity.fields[name], names)
        return lambda values: worded(values[name])

    def known(fact: str) -> _Maker:
        return lambda values: facts.column(fact, values)

    return [held(c.field) if c.field else known(c.fact) for c in chosen]


_KINDS: tuple[tuple[type[f.Field], Kind], ...] = (
    (f.Money, Kind.MONEY), (f.Integer, Kind.INT), (f.Number, Kind.DECIMAL), (f.Day, Kind.DATE),
    (f.Moment, Kind.MOMENT), (f.Time, Kind.TIME), (f.Flag, Kind.BOOL),
)  # fmt: skip


def _kind(entity: type[Entity], column: ExportColumn) -> Kind:
    if not column.field:
        return _FACT_KINDS.get(column.fact, Kind.TEXT)
    spec = entity.fields[column.field]
    return next((kind for field, kind in _KINDS if isinstance(spec, field)), Kind.TEXT)
