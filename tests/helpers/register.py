"""A register in memory for tests of the domain: the example committee as Snapshots, asked by Query.

Not a mock: the same reading the program does on a committee file, without a database under it.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain import committee
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot, Values
from app.domain.fields import NO_NAMES
from app.domain.gathering import gather, meeting_named
from app.domain.query import Query
from app.domain.sitting import SittingFacts

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "committee.json"


class AnyNames:
    """Codes stand for themselves, in fixed vocabularies and everywhere else."""

    def label(self, kind: str, code: str) -> str:
        return NO_NAMES.label(kind, code)

    def find(self, kind: str, text: str) -> str | None:
        return NO_NAMES.find(kind, text) or text

    def options(self, kind: str) -> list[tuple[str, str]]:
        return list(NO_NAMES.options(kind))


class MemoryRegister:
    """Rows by entity; `find` understands equality, which is all that gathering asks."""

    def __init__(self, rows: Mapping[str, list[dict[str, Any]]]) -> None:
        self.rows = {name: [dict(row) for row in many] for name, many in rows.items()}

    def find(self, query: Query) -> list[Snapshot]:
        found = []
        for n, row in enumerate(self.rows.get(query.entity, ()), 1):
            if all(self._passes(row.get(f.field), f.values) for f in query.filters):
                found.append(Snapshot(query.entity, n, 1, row))
        return found

    @staticmethod
    def _passes(value: Any, wanted: tuple[Any, ...]) -> bool:
        return bool(set(value) & set(wanted)) if isinstance(value, tuple) else value in wanted

    def record(self, entity: str, code: str) -> dict[str, Any]:
        return next(row for row in self.rows[entity] if row["code"] == code)

    def change(self, entity: str, code: str, **values: Any) -> "MemoryRegister":
        """The same register with one record changed."""
        other = MemoryRegister(copy.deepcopy(self.rows))
        other.record(entity, code).update(values)
        return other

    def add(self, entity: str, **values: Any) -> "MemoryRegister":
        """The same register with one record more."""
        other = MemoryRegister(copy.deepcopy(self.rows))
        other.rows.setdefault(entity, []).append({**ENTITIES[entity].defaults(), **values})
        return other

    def without(self, entity: str, *codes: str) -> "MemoryRegister":
        """The same register without some records."""
        other = MemoryRegister(copy.deepcopy(self.rows))
        other.rows[entity] = [row for row in other.rows[entity] if row["code"] not in codes]
        return other

    def sitting(self, name: str) -> SittingFacts:
        return gather(self.find, meeting_named(self.find, name))


def example() -> MemoryRegister:
    """The example committee of DOMAIN §7."""
    counters: dict[str, Iterator[int]] = {}

    def code_for(entity: type[Entity], values: Values) -> str:
        counter = counters.setdefault(entity.name, iter(range(1, 100_000)))
        known = {k: v for k, v in values.items() if v is not None}
        return entity.pattern.format(n=next(counter), year=2026, **{k: v for k, v in known.items() if k != "n"})

    read = committee.read(json.loads(EXAMPLE.read_text("utf-8")), AnyNames())
    for name, rows in read.rows.items():
        for row in rows:
            row["code"] = row["code"] or code_for(ENTITIES[name], row)
    return MemoryRegister(read.rows)
