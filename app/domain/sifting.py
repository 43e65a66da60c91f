"""A list asked of records at hand, by the same Query a register is asked: filters, search, order, counts.

For a few thousand records that are in no table: the register as it stood. The store says the same in SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Choice, Choices, Field, Flag, Link, Links, Money, Names, Text, Value
from app.domain.query import Filter, Group, Query, Sort
from app.domain.vocabulary import fold

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def sift(records: Iterable[Snapshot], query: Query, names: Names) -> list[Snapshot]:
    """The records a list has, in its order."""
    words = fold(query.text).split()
    found = [one for one in records if all(passes(one, f) for f in query.filters) and _holds(one, words, names)]
    found.sort(key=lambda one: _natural(one.code))
    for key in reversed(query.sort):
        _arrange(found, key, names)
    return found


def passes(record: Snapshot, one: Filter) -> bool:
    """Whether a record meets a filter (see `Filter`); links are compared without their qualifier."""
    value = record.values.get(one.field)
    if one.op == "~":
        return fold(str(one.values[0])) in fold(str(value or ""))
    if one.op in _ORDER:
        return value is not None and _ORDER[one.op](value, one.values[0])
    codes = tuple(str(v).partition(":")[0] for v in value) if isinstance(value, tuple) else (value,)
    empty = value in (None, "", ())
    met = empty if not one.values else any(code in one.values for code in codes)
    return met if one.op == "=" else not met


def _holds(record: Snapshot, words: Sequence[str], names: Names) -> bool:
    """Whether every word is in the record's own words, accents and case ignored."""
    if not words:
        return True
    fields = ENTITIES[record.entity].fields.values()
    where = fold(" ".join(spec.show(record[spec.name], names) for spec in fields if spec.search))
    return all(word in where for word in words)


def _arrange(records: list[Snapshot], key: Sort, names: Names) -> None:
    """Put records in order by one field; those without a value come last either way."""
    spec = ENTITIES[records[0].entity].fields[key.field] if records else None
    if spec is None:
        return
    there = [one for one in records if one[key.field] not in (None, "", ())]
    without = [one for one in records if one[key.field] in (None, "", ())]
    there.sort(key=lambda one: _rank(spec, one[key.field], names), reverse=key.descending)
    records[:] = [*there, *without]


def _rank(spec: Field, value: Value, names: Names) -> Any:
    if isinstance(spec, Choice):
        codes = spec.vocabulary.codes()
        return codes.index(value) if value in codes else len(codes)
    if isinstance(spec, Text | Choices | Link | Links) or isinstance(value, tuple | str):
        return _natural(fold(spec.show(value, names)))
    return value


def _natural(text: str) -> list[tuple[int, int, str]]:
    """`P9` before `P10`."""
    parts, number = [], ""
    for letter in [*text, ""]:
        if letter.isdigit():
            number += letter
            continue
        if number:
            parts.append((0, int(number), ""))
            number = ""
        if letter:
            parts.append((1, 0, letter))
    return parts


# ---------------------------------------------------------------- counts


def counts(records: Sequence[Snapshot], query: Query, fields: Sequence[str], names: Names) -> dict[str, dict[str, int]]:
    """{field: {code: how many}}, each as if nothing were ticked in it."""
    found = {}
    for name in fields:
        rest = tuple(f for f in query.filters if not (f.field == name and f.op == "="))
        left = sift(records, Query(query.entity, rest, query.text), names)
        found[name] = dict(Counter(code for one in left for code in codes_of(one[name])))
    return found


def codes_of(value: Value) -> tuple[str, ...]:
    """The codes in a value of a facet, once each."""
    many = value if isinstance(value, tuple) else () if value in (None, "") else (value,)
    return tuple(dict.fromkeys(str(one).partition(":")[0] for one in many))


def sums(records: Iterable[Snapshot], entity: str, fields: Sequence[str] = ()) -> dict[str, Decimal]:
    """The sums of columns of money (all, unless named)."""
    money = [name for name, spec in ENTITIES[entity].fields.items() if isinstance(spec, Money)]
    wanted, rows = list(fields) or money, list(records)
    return {name: sum((one[name] or Decimal(0) for one in rows), Decimal(0)) for name in wanted}


def groups(records: Sequence[Snapshot], query: Query, field: str, added: Sequence[str], names: Names) -> list[Group]:
    """A list by the values of a field, in their order, those without one last."""
    rows = sift(records, query, names)
    spec, by = ENTITIES[query.entity].fields[field], dict[str | None, list[Snapshot]]()
    for one in rows:
        for code in codes_of(one[field]) or (None,):
            by.setdefault(code, []).append(one)
    known = sorted((code for code in by if code is not None), key=lambda code: _rank(spec, _one(spec, code), names))
    return [
        Group(code, len(by[code]), sums(by[code], query.entity, added) if added else {})
        for code in (*known, *((None,) if None in by else ()))
    ]  # fmt: skip


def _one(spec: Field, code: str) -> Value:
    """A code as the field's own value."""
    if isinstance(spec, Flag):
        return code == "True"
    return (code,) if spec.plural else code
