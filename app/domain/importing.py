"""A table + a mapping + what exists → a plan: each row New, Changed (which cells), Same or Refused (why).

Pure: nothing is written here. Cells are parsed and checked by the same fields and rules as the form; every data
row of the file is in the plan, always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entity import Entity, Snapshot, Values
from app.domain.fields import NO_NAMES, Link, Links, Names, Value
from app.domain.importing_cells import CellProblem
from app.domain.importing_guess import Table
from app.domain.importing_mapping import ColumnMapping, check
from app.domain.importing_rows import PartDraft, RowReader, reader_for
from app.domain.vocabulary import fold

_STEP = 1000  # rows between two reports of progress
_EMPTY = (None, (), "")
Parts = Callable[[str, str], Sequence[Snapshot]]
"""(kind of part, code of the record) → the parts it has: a project's funding lines."""


class Kind(StrEnum):
    """What importing a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part to write with its record: `values` are all of a new one's, or what changes of `record`."""

    entity: str
    values: Mapping[str, Value]
    record: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One data row; `number` is its row in the spreadsheet.

    `values` are those of a new record, or what changes of `record`; `changes` are old → new by field,
    `funding_line.amount` for a part's.
    """

    number: int
    kind: Kind
    values: Mapping[str, Value] = field(default_factory=dict)
    changes: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)
    parts: tuple[PartPlan, ...] = ()
    record: Snapshot | None = None
    problems: tuple[CellProblem, ...] = ()
    notes: tuple[str, ...] = ()

    def refused(self, *problems: CellProblem) -> RowPlan:
        """The same row, refused for these reasons as well."""
        return RowPlan(
            self.number, Kind.REFUSED, record=self.record, problems=(*self.problems, *problems), notes=self.notes
        )


@dataclass(frozen=True, eq=False)
class Plan:
    """What importing a file would do, row by row in the file's order.

    `missing` are the codes of the given records that no row names: what a register that comes out again has lost.
    """

    entity: type[Entity]
    mapping: ColumnMapping
    rows: tuple[RowPlan, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, kind: Kind) -> int:
        """How many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)

    def of(self, kind: Kind) -> Iterator[RowPlan]:
        """The rows of a kind."""
        return (row for row in self.rows if row.kind is kind)

    def new(self) -> Iterator[RowPlan]:
        """The rows to add, each after those it points to: a parent objective before its children."""
        links = [n for n, s in self.entity.fields.items() if isinstance(s, Link | Links) and s.to == self.entity.name]
        rows = [row for row in self.rows if row.kind is Kind.NEW]
        return iter(rows) if not links else _parents_first(rows, links)


def plan(
    table: Table,
    mapping: ColumnMapping,
    entity: type[Entity],
    *,
    names: Names = NO_NAMES,
    existing: Iterable[Snapshot] = (),
    parts: Parts = lambda kind, code: (),
    progress: Progress | None = None,
) -> Plan:
    """What importing `table` would do to a register that holds `existing`.

    `existing` are the records the rows may name (see `wanted_keys`), or all of them; `parts` is asked only about
    records that exist.

    Raises:
        Refused: the mapping names fields that are not there, or two columns for one value.
        Cancelled: `progress` was told to stop.
    """
    check(mapping, entity)
    reader = reader_for(table, mapping, entity, names)
    work = _Planner(mapping, entity, reader, names, existing, parts)
    rows: list[RowPlan] = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        if progress and not len(rows) % _STEP:
            progress.step(len(rows), len(table.rows))
        rows.append(work.row(number, cells))
    return Plan(entity, mapping, tuple(rows), work.missing(), reader.notes)


def wanted_keys(
    table: Table, mapping: ColumnMapping, entity: type[Entity], names: Names = NO_NAMES
) -> set[tuple[Value, ...]] | None:
    """The keys the rows name, so that only those records need reading; None when all do (a normalised key)."""
    check(mapping, entity)
    if mapping.normalise:
        return None
    if not mapping.key_fields:
        return set()
    reader = reader_for(table, mapping, entity, names, only=mapping.key_fields)
    return {_key(reader.own.read(cells)[0], mapping) for cells in table.rows}


def normal(text: str) -> str:
    """A key without what two releases of a register write differently: EU_0928 and eu-928 are `eu 928`."""
    words = re.findall(r"[^\W\d_]+|\d+", fold(text))
    return " ".join(word.lstrip("0") or "0" if word.isdecimal() else word for word in words)


def _key(values: Values, mapping: ColumnMapping) -> tuple[Value, ...]:
    key = tuple(values.get(name) for name in mapping.key_fields)
    return tuple(normal(str(part)) if part else part for part in key) if mapping.normalise else key


def _parents_first(rows: list[RowPlan], links: Sequence[str]) -> Iterator[RowPlan]:
    """Depth first, without recursion; a loop is left for the rules to refuse."""
    by_code = {row.values.get("code"): row for row in rows}
    done: set[int] = set()
    for row in rows:
        path = [] if row.number in done else [row]
        while path:
            now = path[-1]
            done.add(now.number)
            before = next((p for p in _pointed(now, links, by_code) if p.number not in done), None)
            if before:
                path.append(before)
            else:
                yield path.pop()


def _pointed(row: RowPlan, links: Sequence[str], by_code: Mapping[Value, RowPlan]) -> Iterator[RowPlan]:
    for name in links:
        value = row.values.get(name)
        for code in value if isinstance(value, tuple) else (value,):
            if code and (other := by_code.get(code.partition(":")[0])):
                yield other


class _Planner:
    """Decides row after row; remembers the keys and codes already met in the file."""

    def __init__(
        self, mapping: ColumnMapping, entity: type[Entity], reader: RowReader, names: Names,
        existing: Iterable[Snapshot], parts: Parts,
    ) -> None:  # fmt: skip
        self.mapping, self.entity, self.reader = mapping, entity, reader
        self.names, self.parts = names, parts
        self.keys = mapping.key_fields
        self.known: dict[tuple[Value, ...], list[Snapshot]] = {}
        for snapshot in existing:
            self.known.setdefault(_key(snapshot.values, mapping), []).append(snapshot)
        self.met: dict[tuple[Value, ...] | str, int] = {}  # by the record, or by the key of a new one
        self.named: set[str] = set()
        self.codes: dict[str, int] = {}

    def missing(self) -> tuple[str, ...]:
        """The records no row named."""
        return tuple(s.code for found in self.known.values() for s in found if s.code not in self.named)

    def row(self, number: int, cells: Sequence[Any]) -> RowPlan:
        """The plan of one data row."""
        if self.reader.unreadable:
            return RowPlan(number, Kind.REFUSED, problems=self.reader.unreadable)
        values, problems, notes = self.reader.own.read(cells)
        drafts = self.reader.parts(cells, problems, notes)
        record = self._record(number, values, problems)
        if record is None:
            return self._new(number, values, drafts, problems, notes)
        return self._existing(number, record, values, drafts, problems, notes)

    def _record(self, number: int, values: Values, problems: list[CellProblem]) -> Snapshot | None:
        """The record a row names; the problem when an earlier row named the same, or several records answer."""
        key = _key(values, self.mapping)
        if all(part in _EMPTY for part in key):
            return None
        found = self.known.get(key, [])
        if len(found) > 1:  # P1 and P01 are two records here: the one spelt as the file spells it is meant
            exact = [s for s in found if all(s.values.get(name) == values.get(name) for name in self.keys)]
            found = exact if len(exact) == 1 else found
        self.named.update(s.code for s in found)
        first = self.met.setdefault(found[0].code if len(found) == 1 else key, number)
        if first != number:
            problems.append(self._twice(self.keys[0], values, first))
        if len(found) > 1:
            why = tr(N_("Più schede del registro hanno questa chiave: {codes}."))
            codes = ", ".join(s.code for s in found[:10])
            problems.append(self._key_problem(self.keys[0], values, why.format(codes=codes)))
        return found[0] if found else None

    def _twice(self, name: str, values: Values, row: int) -> CellProblem:
        return self._key_problem(name, values, tr(N_("La riga {row} ha già la stessa chiave.")).format(row=row))

    def _key_problem(self, name: str, values: Values, why: str) -> CellProblem:
        return CellProblem(self.reader.own.header(name), str(values.get(name) or ""), why, name)

    def _new(
        self, number: int, values: Values, drafts: Sequence[PartDraft], problems: list[CellProblem], notes: list[str]
    ) -> RowPlan:
        own = self.reader.own
        full = {**own.fallbacks, **{k: v for k, v in values.items() if v not in _EMPTY}}
        told = {problem.field for problem in problems}
        problems += [*self._code_problem(number, full), *own.missing(full, told)]
        problems += [] if problems else own.broken_rules(full)
        if problems:
            return RowPlan(number, Kind.REFUSED, problems=tuple(problems), notes=tuple(notes))
        made = tuple(PartPlan(draft.entity.name, draft.full) for draft in drafts)
        return RowPlan(number, Kind.NEW, full, parts=made, notes=(*notes, *self._doubts(full)))

    def _code_problem(self, number: int, full: Values) -> list[CellProblem]:
        """A code that another row, or a record found by another key, already has."""
        code = full.get("code")
        if not code or "code" in self.keys:
            return []
        first = self.codes.setdefault(str(code), number)
        if first != number:
            return [self._twice("code", full, first)]
        if self.names is not NO_NAMES and self.names.find(self.entity.name, str(code)) == code:
            return [self._key_problem("code", full, tr(N_("Nel registro c'è già una scheda con questo codice.")))]
        return []

    def _existing(
        self, number: int, record: Snapshot, values: Values, drafts: Sequence[PartDraft],
        problems: list[CellProblem], notes: list[str],
    ) -> RowPlan:  # fmt: skip
        keys = self.keys if self.mapping.normalise else ()
        wrong = {problem.field for problem in problems}
        changed = {k: v for k, v in values.items() if k not in keys and k not in wrong and v != record.values.get(k)}
        after = {**record.values, **changed}
        problems += self.reader.own.missing(after, only=changed)
        problems += self.reader.own.broken_rules(after) if changed and not problems else []
        if problems:
            return RowPlan(number, Kind.REFUSED, record=record, problems=tuple(problems), notes=tuple(notes))
        changes: dict[str, tuple[Value, Value]] = {k: (record.values.get(k), v) for k, v in changed.items()}
        made = self._parts(record, drafts, changes)
        kind = Kind.CHANGED if changes else Kind.SAME
        return RowPlan(number, kind, changed, changes, made, record, notes=(*notes, *self._doubts(after, changed)))

    def _doubts(self, values: Values, among: Iterable[str] | None = None) -> list[str]:
        return [doubt.why for doubt in self.entity.doubts(values) if among is None or doubt.field in among]

    def _parts(
        self, record: Snapshot, drafts: Sequence[PartDraft], changes: dict[str, tuple[Value, Value]]
    ) -> tuple[PartPlan, ...]:
        """The parts to write to a record that exists: one like it is changed, otherwise a new one is added."""
        made = []
        used: set[str] = set()
        for draft in drafts:
            have = (s for s in self.parts(draft.entity.name, record.code) if s.code not in used)
            same = next((s for s in have if draft.is_like(s.values)), None)
            if same:
                used.add(same.code)
            values = {k: v for k, v in draft.given.items() if same is None or v != same.values.get(k)}
            changes.update({f"{draft.group}.{k}": (same.values.get(k) if same else None, v) for k, v in values.items()})
            if values:
                made.append(PartPlan(draft.entity.name, values if same else draft.full, same))
        return tuple(made)
