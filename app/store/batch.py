"""Many new records of one kind as columns: a field nobody filled, or one that needs no work, costs nothing a row.

What comes out is to the letter what `Layout.encode` and `logbook.entry` make of one record (tests/store/test_bulk.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any

from app.core.memo import Memo
from app.domain.entity import Entity
from app.domain.fields import Choice, Link, Text, Value
from app.store.codec import json_text
from app.store.collation import sort_key
from app.store.layout import Layout, key_of, layout
from app.store.line import Tuple

Rows = Sequence[dict[str, Value]]


class Batch:
    """Some complete records (every field has its key), column by column."""

    def __init__(self, entity: type[Entity], rows: Rows) -> None:
        self.entity, self.rows = entity, rows
        self._where = layout(entity)
        self.columns: dict[str, list[Value]] = {}
        for name, spec in entity.fields.items():
            column = [row[name] for row in rows]
            if name not in self._where.totals and column.count(() if spec.plural else None) < len(column):
                self.columns[name] = column

    @property
    def codes(self) -> list[str]:
        """The records' codes."""
        return [str(row["code"]) for row in self.rows]

    def stored(self, numbers: Sequence[int], marks: Mapping[str, Value]) -> Iterator[Tuple]:
        """A row of the database for each record, as `columns_of` lists them."""
        columns: list[Any] = [numbers, *map(repeat, marks.values())]
        for name, encode, plural, keyed in _encoders(self._where):
            column = self.columns.get(name)
            if column is None:
                columns += [repeat("[]" if plural else None), *([repeat(None)] if keyed else [])]
                continue
            if plural:
                columns.append([encode(value) if value else "[]" for value in column] if encode else column)
            else:
                columns.append([None if v is None else encode(v) for v in column] if encode else column)
            if keyed:
                columns.append([None if value is None else sort_key(value) for value in column])
        return zip(*columns, strict=False)

    def told(self) -> list[tuple[str, str | None]]:
        """What the history says of each: its values as JSON, and apart those that not everybody may read."""
        shown: list[list[str]] = []
        hidden: list[list[str]] = []
        for name, told, secret in _tellers(self._where):
            if name in self.columns:
                (hidden if secret else shown).append(list(told(self.columns[name])))
        objects = _objects(shown, len(self.rows))
        if not hidden:
            return [(one, None) for one in objects]
        kept = _objects(hidden, len(self.rows))
        return [(one, None if more == "{}" else f"[{{}},{more}]") for one, more in zip(objects, kept, strict=True)]


def columns_of(where: Layout, marks: Mapping[str, Value]) -> list[str]:
    """The columns `Batch.stored` fills, in order."""
    fields = (name for name in where.entity.fields if name not in where.totals)
    listed = [(name, key_of(name)) if name in where.keyed else (name,) for name in fields]
    return ["id", *marks, *(column for some in listed for column in some)]


def _objects(columns: Sequence[list[str]], count: int) -> list[str]:
    if not columns:
        return ["{}"] * count
    return [f"{{{','.join(filter(None, parts))}}}" for parts in zip(*columns, strict=True)]


@lru_cache(64)
def _encoders(where: Layout) -> list[tuple[str, Callable[[Any], Any] | None, bool, bool]]:
    """Per field: how it is encoded, whether it holds several values, whether it has a column of order."""
    return [(name, where.codecs[name].encode, spec.plural, name in where.keyed)
            for name, spec in where.entity.fields.items() if name not in where.totals]  # fmt: skip


@lru_cache(64)
def _tellers(where: Layout) -> list[tuple[str, Callable[[Sequence[Value]], Any], bool]]:
    """Per field in the alphabet, as JSON sorts them: what turns a column into parts of objects; whether apart."""
    return [(name, _teller(where, name), where.dumpers[name][1]) for name in sorted(where.entity.fields)]


def _teller(where: Layout, name: str) -> Callable[[Sequence[Value]], Any]:
    dump, opening = where.dumpers[name][0], f'"{name}":'

    def one(value: Value) -> str:
        if value is None or value == ():
            return ""
        told = dump(value) if dump else value
        return opening + (encode_basestring(told) if told.__class__ is str else json_text(told))

    if where.entity.fields[name].plural:
        return lambda column: Memo(one).all(column)
    if dump is None and isinstance(where.entity.fields[name], Text | Choice | Link):
        return lambda column: ["" if text is None else opening + encode_basestring(text) for text in column]
    return lambda column: map(one, column)
