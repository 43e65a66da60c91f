"""Export what is seen, or everything: XLSX, ODS, CSV in two profiles, JSON, PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    total = store.count(query)
    if path.suffix.lower() == ".pdf":
        from app.usecases.reports import register_report

        register_report(store, query, path, progress, None if columns is None else chosen)
        return total
    heads = [Head(c.header, _kind(entity, c)) for c in chosen]
    table = Table(tr(entity.labels), heads, _rows(store, query, entity, chosen), total)
    write(path, table, profile=Profile(profile), progress=progress)
    return total


def _rows(store: Store, query: Query, entity: type[Entity], chosen: Sequence[ExportColumn]) -> Iterator[Sequence[Any]]:
    """Rows as typed cells. A person's visibility is the store's: what they may not see is not in `rows`."""
    wanted = list(dict.fromkeys(["code", *(n for c in chosen for n in ((c.field,) if c.field else needs(c.fact)))]))
    place = {name: i for i, name in enumerate(wanted)}
    facts, names = ProjectFacts(store), store.names
    plain = [(place[c.field], cells(entity.fields[c.field], names)) if c.field else None for c in chosen]
    if None not in plain:
        written = [one for one in plain if one is not None]
        for row in store.rows(query, wanted):
            yield [write(row[at]) for at, write in written]
        return
    for row in store.rows(query, wanted):
        values = dict(zip(wanted, row, strict=True))
        yield [one[1](row[one[0]]) if one else facts.of(c.fact, row[0], values)
               for one, c in zip(plain, chosen, strict=True)]  # fmt: skip


_KINDS: tuple[tuple[type[f.Field], Kind], ...] = (
    (f.Money, Kind.MONEY), (f.Integer, Kind.INT), (f.Number, Kind.DECIMAL), (f.Day, Kind.DATE),
    (f.Moment, Kind.MOMENT), (f.Time, Kind.TIME), (f.Flag, Kind.BOOL),
)  # fmt: skip


def _kind(entity: type[Entity], column: ExportColumn) -> Kind:
    if not column.field:
        return _FACT_KINDS.get(column.fact, Kind.TEXT)
    spec = entity.fields[column.field]
    return next((kind for field, kind in _KINDS if isinstance(spec, field)), Kind.TEXT)
