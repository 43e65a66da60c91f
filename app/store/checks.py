"""Whether a register is whole: its pages, its links, its sums, its history."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from app.core.errors import Problem
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.store import chain, machinery_postgresql, machinery_sqlite
from app.store.layout import Layout, layout, quoted
from app.store.line import Line

_SHOWN = 20
"""Problems of one kind that are told; the first ones say enough."""


def problems(line: Line) -> list[Problem]:
    """Everything found, in words. An empty list: the register is whole."""
    found = [*_pages(line)] if line.kind == "sqlite" else []
    if found:
        return found  # nothing else can be trusted
    found += [*_unlinked(line)] if line.kind == "sqlite" else []
    for entity in ENTITIES.values():
        found += [*_lists(line, layout(entity)), *_totals(line, layout(entity)), *_unwitnessed(line, layout(entity))]
    for seq in islice(chain.broken_links(line), _SHOWN):
        found.append(Problem(tr(N_("La riga {n} dello storico è stata alterata.")).format(n=seq), record="change"))
    return found


def _pages(line: Line) -> Iterator[Problem]:
    for (answer,) in line.rows(f"PRAGMA integrity_check({_SHOWN})"):
        if answer != "ok":
            yield Problem(tr(N_("Il file è danneggiato: {what}")).format(what=answer))


def _unlinked(line: Line) -> Iterator[Problem]:
    for table, row, parent, _ in islice(iter(line.rows("PRAGMA foreign_key_check")), _SHOWN):
        why = tr(N_("Un collegamento ({row}) porta a una scheda di «{parent}» che non c'è."))
        yield Problem(why.format(row=row, parent=parent), record=table)


def _lists(line: Line, where: Layout) -> Iterator[Problem]:
    """The list column and the table of its links say the same."""
    speak = machinery_sqlite if line.kind == "sqlite" else machinery_postgresql
    for one in where.lists.values():
        again = speak.links_as_list(one).format(owner=f"{quoted(where.table)}.id")
        sql = f"SELECT code FROM {quoted(where.table)} WHERE {quoted(one.field)} <> {again} LIMIT {_SHOWN}"
        for (code,) in line.rows(sql):
            yield Problem(tr(N_("L'elenco e i suoi collegamenti non coincidono.")), one.field, f"{where.table} {code}")


def _totals(line: Line, where: Layout) -> Iterator[Problem]:
    """Sums are what their parts add up to."""
    for name, (child, field) in where.totals.items():
        if name in where.lists:
            continue
        sums = (
            f"SELECT sum({quoted(field)}) FROM {quoted(child.name)} "
            f"WHERE {quoted(child.part_of)} = {quoted(where.table)}.code AND archived_at IS NULL"
        )
        sql = (
            f"SELECT code FROM {quoted(where.table)} "
            f"WHERE coalesce({quoted(name)}, -1) <> coalesce(({sums}), -1) LIMIT {_SHOWN}"
        )
        for (code,) in line.rows(sql):
            yield Problem(tr(N_("Il totale non è la somma delle sue parti.")), name, f"{where.table} {code}")


def _unwitnessed(line: Line, where: Layout) -> Iterator[Problem]:
    """Every record's version has its row in the history."""
    told = "SELECT 1 FROM change c WHERE c.entity = ? AND c.record = r.id AND c.version = r.version"
    sql = f"SELECT code FROM {quoted(where.table)} r WHERE NOT EXISTS ({told}) LIMIT {_SHOWN}"
    for (code,) in line.rows(sql, [where.table]):
        yield Problem(
            tr(N_("La scheda è stata scritta senza lasciare traccia nello storico.")), "", f"{where.table} {code}"
        )
