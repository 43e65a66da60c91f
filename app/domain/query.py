"""What is asked of a list: filters, search, order. The same value serves grid, export and command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field as dataclass_field
from dataclasses import replace
from decimal import Decimal

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.entity import Entity
from app.domain.fields import NO_NAMES, Choice, Choices, Link, Links, Names, Text, Value

OPERATORS = ("!=", "<=", ">=", "=", "<", ">", "~")
_FILTER = re.compile(r"\s*([a-z_]+)\s*(!=|<=|>=|=|<|>|~)\s*(.*)\s*", re.S)


@dataclass(frozen=True)
class Filter:
    """`field op value[, value…]`: several values are OR; no value with `=` means empty, with `!=` not empty.

    `~` is a part of a text, `^` (not typed by anybody) its beginning; neither looks at accents and case.
    """

    field: str
    op: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Sort:
    """One key of an order."""

    field: str
    descending: bool = False


@dataclass(frozen=True)
class Group:
    """The records of a list that share a value (`code` None: those without one): how many, and their sums by field."""

    code: str | None
    count: int
    sums: Mapping[str, Decimal] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Query:
    """A list asked for: several filters are AND; `text` is what was typed in the search box."""

    entity: str
    filters: tuple[Filter, ...] = ()
    text: str = ""
    sort: tuple[Sort, ...] = ()
    trashed: bool = False

    def where(self, *filters: Filter) -> Query:
        """The same list, narrowed."""
        return replace(self, filters=self.filters + filters)

    def within(self, field: str, code: str | None) -> Query:
        """The records of one group of the list."""
        return self.where(Filter(field, "=", () if code is None else (code,)))

    def chosen(self, field: str) -> tuple[Value, ...]:
        """The values ticked in a facet."""
        return next((f.values for f in self.filters if f.field == field and f.op == "="), ())

    def toggled(self, field: str, value: Value) -> Query:
        """The same list with one facet value ticked or unticked."""
        now = self.chosen(field)
        then = tuple(v for v in now if v != value) if value in now else (*now, value)
        rest = tuple(f for f in self.filters if not (f.field == field and f.op == "="))
        return replace(self, filters=(*rest, Filter(field, "=", then)) if then else rest)


def parse_filter(entity: type[Entity], text: str, names: Names = NO_NAMES) -> Filter:
    """`status=in_corso,sospeso`, `end<2026-12-31`, `title~biblioteca`, `cup=` → a Filter (CLI.md).

    Raises:
        Refused: not a filter, no such field, a value the field does not admit, or an operator without sense.
    """
    match = _FILTER.fullmatch(text)
    if not match:
        raise Refused(N_("«{text}» non è un filtro: scrivete per esempio status=in_corso."), text=text)
    name, op, raw = match.groups()
    spec = entity.fields.get(name)
    if spec is None:
        raise Refused(
            N_("«{entity}» non ha il campo «{field}»; ha: {known}."),
            entity=entity.name, field=name, known=", ".join(entity.fields),
        )  # fmt: skip
    if op == "~":
        return Filter(name, op, (raw.strip(),))
    if isinstance(spec, Choice | Choices | Link | Links) and op not in ("=", "!="):
        raise Refused(N_("«{field}» si confronta solo con = e !=."), field=name)
    parts = [raw] if isinstance(spec, Text) and op not in ("=", "!=") else raw.split(",")
    found: list[Value] = []
    for part in (p.strip() for p in parts):
        value = spec.parse(part, names) if part else None
        found.extend(value if isinstance(value, tuple) else () if value is None else (value,))
    if not found and (op not in ("=", "!=") or raw.strip()):
        raise Refused(N_("«{text}»: manca il valore con cui confrontare."), text=text)
    return Filter(name, op, tuple(found))
