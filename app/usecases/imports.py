"""A spreadsheet → preview → committed: read, map, plan against what the register holds, write in one Unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from app.core.errors import Refused, Stale, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain import importing
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.fields import Link, Links, Value
from app.domain.importing import Kind, Plan, RowPlan
from app.domain.importing_cells import CellProblem
from app.domain.importing_guess import guess
from app.domain.importing_mapping import ColumnMapping, loads
from app.domain.lifecycle import lifecycles_of, move_problem
from app.domain.ownership import led
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.exchange import reading
from app.exchange.sheet import Sheet
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import need, use_case

IMPORTED = ("project", "intervention", "actor", "contribution", "objective", "place", "person", "pact")
"""What the window offers to import; the command line takes any kind of record."""
_KEYS_AT_ONCE = 400
CODE_LENGTH = 40
_CODES_AT_ONCE = 1000
_BULK = frozenset({"project", "intervention", "actor", "contribution", "place", "person"})
"""Kinds without rules between rows of one file: they can be written many at a time."""


def load_mapping(path: Path) -> ColumnMapping:
    """A mapping from a TOML file. Raises Refused when it cannot be understood."""
    try:
        return loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(N_("«{name}» non è un testo UTF-8."), name=path.name) from None
    except OSError as error:
        raise Unreachable(N_("Il file «{name}» non si può leggere: {why}."), name=path.name,
                          why=error.strerror or str(error)) from error  # fmt: skip


def read(path: Path, mapping: ColumnMapping | None, progress: Progress) -> Sheet:
    """The table of a file, opened as the mapping says."""
    how = mapping or ColumnMapping()
    return reading.read(path, sheet=how.sheet, header=how.header, encoding=how.encoding, separator=how.separator,
                        progress=progress)  # fmt: skip


def guessed(store: Store, sheet: Sheet, into: str) -> ColumnMapping:
    """The mapping proposed for a table nobody described."""
    return guess(sheet, entity_named(into), store.names)


def plan(store: Store, path: Path, into: str, mapping: ColumnMapping | None, progress: Progress) -> Plan:
    """What importing a file would do, every data row accounted for. Nothing is written."""
    sheet = read(path, mapping, progress)
    return plan_sheet(store, sheet, into, mapping or guessed(store, sheet, into), progress)


def plan_sheet(store: Store, sheet: Sheet, into: str, mapping: ColumnMapping, progress: Progress) -> Plan:
    """The same for a table already read (the wizard corrects the mapping and asks again)."""
    need(store.who, Can.IMPORT)
    entity = entity_named(into)
    made = importing.plan(
        sheet, mapping, entity, names=store.names, existing=_existing(store, sheet, mapping, entity),
        parts=lambda kind, code: _parts(store, kind, code), progress=progress,
    )  # fmt: skip
    return replace(made, rows=tuple(_with_cycle(store, entity, row) for row in made.rows))


def _existing(store: Store, sheet: Sheet, mapping: ColumnMapping, entity: type[Entity]) -> Iterable[Snapshot]:
    keys = importing.wanted_keys(sheet, mapping, entity, store.names)
    if keys is None:
        return store.snapshots(Query(entity.name))
    name = mapping.key_fields[0] if mapping.key_fields else "code"
    values = iter(sorted({key[0] for key in keys if key and key[0] not in (None, "", ())}, key=str))
    found: list[Snapshot] = []
    while some := tuple(islice(values, _KEYS_AT_ONCE)):
        found += store.snapshots(Query(entity.name, (Filter(name, "=", some),)))
    return found


def _parts(store: Store, kind: str, code: str) -> Sequence[Snapshot]:
    entity = ENTITIES[kind]
    return store.snapshots(Query(kind, (Filter(entity.part_of, "=", (code,)),)))


def _with_cycle(store: Store, entity: type[Entity], row: RowPlan) -> RowPlan:
    """A row that would move a record along its life cycle is refused here if the move is not allowed."""
    if row.kind is not Kind.CHANGED or row.record is None:
        return row
    for cycle in lifecycles_of(entity):
        if cycle.field in row.values:
            leads = led(entity, row.record.values, store.who, writing.finder(store))
            values = {**row.record.values, **row.values, cycle.field: row.record[cycle.field]}
            around = writing.surroundings(store, entity, values)
            to = row.values[cycle.field]
            reason = row.values.get(cycle.reason_field or "")
            why = move_problem(cycle, values, to, store.who, around, owned=leads, reason=reason)
            if why:
                return row.refused(CellProblem(tr(entity.fields[cycle.field].label), str(to), why, cycle.field))
    return row


@use_case(N_("Importazione"), needs=Can.IMPORT)
def _commit(unit: Unit, made: Plan, progress: Progress) -> None:
    entity = made.entity
    new = list(made.new())
    if entity.name in _BULK:
        _still_there(unit, entity, new)
        _add_many(unit, entity, new, progress)
    else:
        for row in new:
            added = writing.insert(unit, entity, row.values, any_state=True)
            _add_parts(unit, entity, row, added.code)
    for done, row in enumerate(row for row in made.rows if row.kind is Kind.CHANGED and row.record):
        if done % 100 == 0:
            progress.step(done, made.count(Kind.CHANGED), tr(N_("Aggiornamento delle schede")))
        _change(unit, entity, row)


def commit(store: Store, made: Plan, progress: Progress, *, skip_refused: bool = False) -> Changes:
    """Write a plan: all or nothing, one deed, one undo.

    Raises:
        Refused: a row is refused and the others were not asked for alone.
        Stale: a record moved since the plan was made; nothing is written, plan again.
    """
    refused = made.count(Kind.REFUSED)
    if refused and not skip_refused:
        raise Refused(N_("Nulla è stato importato. Righe da correggere prima: {n}."), n=refused)
    return _commit(store, made, progress)


def _still_there(unit: Unit, entity: type[Entity], rows: Sequence[RowPlan]) -> None:
    """The records the rows name were there at the preview; one thrown away since is not linked to.

    Raises:
        Stale: naming it.
    """
    named: dict[str, dict[str, None]] = {}
    for row in rows:
        for kind, values in ((entity, row.values), *((ENTITIES[part.entity], part.values) for part in row.parts)):
            for name, spec in kind.fields.items():
                if isinstance(spec, Link | Links) and (said := values.get(name)):
                    links = said if isinstance(said, tuple) else (said,)
                    named.setdefault(spec.to, {}).update((str(link).partition(":")[0], None) for link in links)
    brought = {str(row.values.get("code")) for row in rows}
    for to, found in named.items():
        codes = [code for code in found if to != entity.name or code not in brought]
        for start in range(0, len(codes), _KEYS_AT_ONCE):
            some = codes[start : start + _KEYS_AT_ONCE]
            alive = {one.code for one in unit.snapshots(Query(to, (Filter("code", "=", tuple(some)),)))}
            if gone := [code for code in some if code not in alive]:
                raise Stale(N_("«{code}» non c'è più da quando avete visto l'anteprima: rifatela. Nulla è stato "
                               "importato."), code=gone[0])  # fmt: skip


def _add_many(unit: Unit, entity: type[Entity], rows: Sequence[RowPlan], progress: Progress) -> None:
    parts: dict[str, list[dict[str, Value]]] = {}
    unit.insert_many(entity, _coded(unit, entity, rows, parts), progress)
    for kind, found in parts.items():
        unit.insert_many(ENTITIES[kind], found, progress)


def _coded(
    unit: Unit, entity: type[Entity], rows: Sequence[RowPlan], parts: dict[str, list[dict[str, Value]]]
) -> Iterator[dict[str, Value]]:
    """The rows with their codes, as they are asked for; their parts, which name those codes, are gathered aside."""
    for start in range(0, len(rows), _CODES_AT_ONCE):
        some = rows[start : start + _CODES_AT_ONCE]
        values: list[dict[str, Value]] = [dict(row.values) for row in some]
        unit.give_codes(entity, values)
        for row, written in zip(some, values, strict=True):
            for place, part in enumerate(row.parts, 1):
                made = ENTITIES[part.entity]
                whole = {**part.values, made.part_of: written["code"]}
                parts.setdefault(part.entity, []).append({**whole, "code": _part_code(made, whole, place)})
        yield from values


def _part_code(kind: type[Entity], values: dict[str, Value], place: int) -> str | None:
    """The code of a part of a record that is new too: nobody else can have taken it, so nobody need be asked."""
    code = kind.pattern.format(**values, n=place)
    return code if len(code) <= CODE_LENGTH else None


def _add_parts(unit: Unit, entity: type[Entity], row: RowPlan, code: str) -> None:
    for part in row.parts:
        kind = ENTITIES[part.entity]
        if part.record is None:
            writing.insert(unit, kind, {**part.values, kind.part_of: code}, any_state=True)
        else:
            writing.change(unit, kind, part.record.id, part.record.version, part.values)


def _change(unit: Unit, entity: type[Entity], row: RowPlan) -> None:
    if row.record is None:
        return
    if row.values:
        writing.change(unit, entity, row.record.id, row.record.version, row.values)
    _add_parts(unit, entity, row, row.record.code)


# ---------------------------------------------------------------- telling


def report(made: Plan) -> dict[str, Any]:
    """The plan in the command line's shape (CLI.md), every data row in it."""
    counts: dict[str, Any] = {
        kind.value: made.count(kind) for kind in (Kind.NEW, Kind.CHANGED, Kind.SAME, Kind.REFUSED)
    }
    return {**counts, "rows": [_row(made.entity, row) for row in made.rows], "missing": list(made.missing)}


def _row(entity: type[Entity], row: RowPlan) -> dict[str, Any]:
    told: dict[str, Any] = {"row": row.number, "kind": row.kind.value}
    if row.problems:
        told["problems"] = [
            {"column": p.column, "value": p.value, "why": p.why, "accepted": list(p.accepted), "nearest": p.nearest}
            for p in row.problems
        ]  # fmt: skip
    if row.changes:
        told["changes"] = {name: [_dumped(entity, name, v) for v in pair] for name, pair in row.changes.items()}
    if row.notes:
        told["notes"] = list(row.notes)
    return told


def _dumped(entity: type[Entity], name: str, value: Value) -> Any:
    group, _, own = name.rpartition(".")
    owner = ENTITIES[group.partition("#")[0]] if group else entity
    return owner.fields[own].dump(value)


def summary(told: dict[str, Any]) -> str:
    """The plan in a few lines, for people at a terminal."""
    head = tr(N_("nuove {new} · modificate {changed} · uguali {same} · rifiutate {refused}")).format(**told)
    lines = [
        tr(N_("riga {row}: {column} «{value}»: {why}")).format(row=row["row"], **p)
        for row in told["rows"] for p in row.get("problems", ())
    ]  # fmt: skip
    return "\n".join([head, *lines[:50]])
