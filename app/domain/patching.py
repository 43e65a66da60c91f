"""What a decision changes in the register: rows, fields, old → new (FEATURES §3.2).

A patch is kept on its decision as a list of `{entity, record, field, old, new}`, the values as `Field.dump` writes
them. Everything here is pure: who reads records hands them over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain import italian
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot
from app.domain.fields import NO_NAMES, Field, File, Names, Rules, Value
from app.domain.lifecycle import Lifecycle, lifecycles_of
from app.domain.permissions import Can

CITATION = N_("Decisione n. {number}, seduta del {day}")
"""The deed by which a patch is applied: what the history of every row it changed says."""
_CITED = re.compile(re.escape(CITATION).replace(r"\{number\}", r"(\S+)").replace(r"\{day\}", r"(.+)"))

REGISTER = frozenset({Can.EDIT_REGISTER, Can.EDIT_OBJECTIVES, Can.EDIT_PACTS})
"""Whose rows a decision may change: the register's, which whoever decides may write."""
TAKEN = frozenset({"adottata", "trasmessa", "recepita", "in_attuazione", "attuata"})
"""The states of a decision that the body has taken and not taken back."""


class Now(StrEnum):
    """How a line stands against the record as it is today."""

    PLANNED = "planned"  # the record says what it said when the line was written
    DONE = "done"  # it says already what was decided
    MOVED = "moved"  # it says something else
    GONE = "gone"  # the record, or its place in the register, is no more


@dataclass(frozen=True)
class Line:
    """One field of one record, before and after; the values are JSON (`Field.dump`)."""

    entity: str
    record: str
    field: str
    old: Any
    new: Any

    @property
    def kind(self) -> type[Entity]:
        """What kind of record it is about."""
        return ENTITIES[self.entity]

    @property
    def spec(self) -> Field:
        """The field."""
        return self.kind.fields[self.field]

    @property
    def where(self) -> tuple[str, str, str]:
        """The cell: at most one line of a patch is about it."""
        return self.entity, self.record, self.field

    @property
    def value(self) -> Value:
        """The new value, as the register holds it."""
        return loaded(self.spec, self.new)

    def raw(self) -> dict[str, Any]:
        """As it is kept on the decision."""
        return {"entity": self.entity, "record": self.record, "field": self.field, "old": self.old, "new": self.new}


@dataclass(frozen=True)
class Compared:
    """A line beside the record of today; `now` is its value as JSON."""

    line: Line
    state: Now
    now: Any = None


@dataclass(frozen=True)
class Shown:
    """A line as people read it: the record, the field, before, after, and today's value when it moved."""

    record: str
    field: str
    before: str
    after: str
    now: str = ""

    @property
    def sentence(self) -> str:
        """«P03 Doposcuola in biblioteca · Stato: In corso → Sospeso»."""
        return f"{self.record} · {self.field}: {self.before} → {self.after}"


# ---------------------------------------------------------------- what may be decided


def kinds() -> tuple[type[Entity], ...]:
    """The kinds of record a decision may change."""
    return tuple(kind for kind in ENTITIES.values() if kind.write in REGISTER and kind.name != "attachment")


def fields_of(kind: type[Entity]) -> tuple[Field, ...]:
    """The fields of a kind that a decision may change, in the order of the form."""
    if kind not in kinds():
        return ()
    reasons = {cycle.reason_field for cycle in lifecycles_of(kind)}
    kept = {"code", "visibility", kind.part_of, *reasons}
    return tuple(
        spec for name, spec in kind.fields.items()
        if name not in kept and not (spec.computed or spec.total_of or spec.read or spec.writers)
        and not isinstance(spec, File | Rules)
    )  # fmt: skip


def cycle_of(line: Line) -> Lifecycle | None:
    """The life cycle a line moves a record along; None for an ordinary field."""
    return next((cycle for cycle in lifecycles_of(line.kind) if cycle.field == line.field), None)


def check(line: Line) -> None:
    """Raise Refused unless the line is about a field a decision may change, its value is one of the field's, and the
    passage of state is one of the record's life cycle."""
    if line.entity not in ENTITIES or line.field not in {spec.name for spec in fields_of(ENTITIES[line.entity])}:
        raise Refused(N_("Una decisione non cambia «{field}» di «{entity}»."), field=line.field, entity=line.entity)
    line.spec.check(line.value)
    cycle = cycle_of(line)
    if cycle is not None and line.old != line.new and cycle.move(line.old, str(line.new)) is None:
        allowed = ", ".join(line.spec.show(move.to) for move in cycle.moves_from(line.old)) or "–"
        raise Refused(N_("Da «{old}» non si passa a «{new}»; si può passare a: {allowed}."),
                      old=line.spec.show(line.old), new=line.spec.show(line.new), allowed=allowed)  # fmt: skip


def read(raw: object) -> tuple[Line, ...]:
    """The lines of a patch as kept on a decision; none for an empty one.

    Raises:
        Refused: it is not a patch, or a line of it may not be.
    """
    if raw in (None, []):
        return ()
    if not isinstance(raw, list):
        raise _no_patch()
    found = tuple(_line(one) for one in raw)
    for line in found:
        check(line)
    if len({line.where for line in found}) < len(found):
        raise Refused(N_("La modifica del registro dice due volte lo stesso campo."))
    return found


def _line(raw: object) -> Line:
    if not isinstance(raw, Mapping) or set(raw) != {"entity", "record", "field", "old", "new"}:
        raise _no_patch()
    if not all(isinstance(raw[name], str) and raw[name] for name in ("entity", "record", "field")):
        raise _no_patch()
    return Line(**raw)


def _no_patch() -> Refused:
    return Refused(N_("La modifica del registro non ha la forma attesa: scheda, campo, valore di prima e di dopo."))


def loaded(spec: Field, raw: Any) -> Value:
    """A value as the register holds it, from JSON. Raises Refused when it is not one of the field's."""
    return () if raw is None and spec.plural else spec.load(raw, _CODES)


class _Codes:
    """A patch speaks in codes: each stands for itself."""

    def label(self, kind: str, code: str) -> str:
        """The code."""
        return code

    def find(self, kind: str, text: str) -> str | None:
        """The code; a fixed vocabulary says by `check` whether it has it."""
        return NO_NAMES.find(kind, text) or text

    def options(self, kind: str) -> tuple[tuple[str, str], ...]:
        """None are offered."""
        return ()


_CODES = _Codes()

# ---------------------------------------------------------------- drafting


def drafted(lines: Sequence[Line], record: Snapshot, values: Mapping[str, Value]) -> tuple[Line, ...]:
    """The lines with the wanted values of one record among them; a value the record has already takes its line out.

    Raises:
        Refused: as `check`.
    """
    kind = ENTITIES[record.entity]
    found = {line.where: line for line in lines}
    for name, value in values.items():
        where = (record.entity, record.code, name)
        if name not in kind.fields:
            raise Refused(N_("Una decisione non cambia «{field}» di «{entity}»."), field=name, entity=record.entity)
        spec = kind.fields[name]
        one = Line(*where, spec.dump(record[name]), spec.dump(value))
        check(one)
        found.pop(where, None)
        if one.old != one.new:
            found[where] = one
    return tuple(found.values())


def inverse(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """(the lines that take a patch back, those of a state no life cycle goes back to), in the opposite order."""
    back, stuck = list[Line](), list[Line]()
    for line in reversed(lines):
        cycle, swapped = cycle_of(line), replace(line, old=line.new, new=line.old)
        there = cycle is None or cycle.move(swapped.old, str(swapped.new)) is not None
        (back if there else stuck).append(swapped)
    return tuple(back), tuple(stuck)


# ---------------------------------------------------------------- against the register of today


def compare(line: Line, record: Snapshot | None) -> Compared:
    """A line beside its record as it is."""
    if record is None:
        return Compared(line, Now.GONE)
    now = line.spec.dump(record[line.field])
    state = Now.DONE if now == line.new else Now.PLANNED if now == line.old else Now.MOVED
    return Compared(line, state, now)


def by_record(lines: Iterable[Line]) -> dict[tuple[str, str], dict[str, Value]]:
    """The new values of each record, in the order of the patch."""
    found: dict[tuple[str, str], dict[str, Value]] = {}
    for line in lines:
        found.setdefault((line.entity, line.record), {})[line.field] = line.value
    return found


def shown(line: Line, record: Snapshot | None, names: Names = NO_NAMES, now: Any = None) -> Shown:
    """A line as people read it; `now` is today's value, when it is to be told."""
    title = line.kind.named(record.values, names) if record is not None else line.record
    told = title if title.startswith(line.record) or record is None else f"{line.record} {title}"
    return Shown(told, tr(line.spec.label), _words(line, line.old, names), _words(line, line.new, names),
                 "" if now is None else _words(line, now, names))  # fmt: skip


def _words(line: Line, raw: Any, names: Names) -> str:
    return line.spec.show(loaded(line.spec, raw), names) or "–"


# ---------------------------------------------------------------- the deed


def citation(number: str, day: date) -> str:
    """The name of the deed, in Italian: «Decisione n. 3/2026, seduta del 20 maggio 2026»."""
    return CITATION.format(number=number, day=italian.long_date(day))


def cited(deed: str) -> tuple[str, str] | None:
    """(number of the decision, day in words) when a deed is that of a patch."""
    match = _CITED.fullmatch(deed)
    return (match[1], match[2]) if match else None


def targets(lines: Iterable[Line]) -> dict[str, set[str]]:
    """The records a patch names, its rows and those its values point to: entity → codes."""
    found: dict[str, set[str]] = {}
    for line in lines:
        found.setdefault(line.entity, set()).add(line.record)
        to = getattr(line.spec, "to", "")
        for raw in (line.old, line.new) if to else ():
            codes = raw if isinstance(raw, list) else [raw]
            found.setdefault(to, set()).update(str(code).partition(":")[0] for code in codes if code)
    return found
