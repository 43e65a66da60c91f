"""Many new records at once: the same columns, versions and history as one by one, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain as joined
from itertools import islice

from app.domain.entity import Entity
from app.domain.fields import Value
from app.store.ids import new_id
from app.store.layout import Layout, key_of, layout, quoted
from app.store.line import Broken, Line, marks
from app.store.loading import FEW, loading
from app.store.numbering import Numbering, with_codes
from app.store.refusals import explained
from app.store.sqlite import SqliteLine

_BATCH = 1000
Rows = list[dict[str, Value]]


def insert(
    line: Line, entity: type[Entity], rows: Iterable[dict[str, Value]], made: dict[str, Value], numbering: Numbering
) -> Iterator[list[tuple[int, dict[str, Value]]]]:
    """Write complete rows, some at a time; each batch as it was written, with its numbers.

    Raises:
        Refused: the database does not take one of them.
    """
    source = iter(rows)
    first = list(islice(source, FEW))
    new: list[int] = []
    with _way(line, entity, new, many=len(first) == FEW):
        for batch in _batches(joined(first, source)):
            with_codes(numbering, entity, batch)
            numbers = [new_id() for _ in batch]
            _write(line, layout(entity), batch, numbers, made)
            new += numbers
            yield list(zip(numbers, batch, strict=True))


def _way(line: Line, entity: type[Entity], new: list[int], *, many: bool) -> AbstractContextManager[None]:
    if many and isinstance(line, SqliteLine):
        return loading(line, entity, new)
    return nullcontext()


def _write(line: Line, where: Layout, batch: Rows, numbers: list[int], made: dict[str, Value]) -> None:
    given = [name for name in where.entity.fields if name not in where.totals]
    columns = ["id", *made, *(name for field in given for name in _columns(field, where.keyed))]
    sql = f"INSERT INTO {quoted(where.table)} ({', '.join(map(quoted, columns))}) VALUES ({marks(len(columns))})"
    specs = where.entity.fields
    blank = {name: "[]" if name in specs and specs[name].plural else None for name in columns} | made
    kept = (tuple((blank | {"id": number} | where.encode(_filled(values, where))).values())
            for number, values in zip(numbers, batch, strict=True))  # fmt: skip
    try:
        line.many(sql, kept)
    except Broken as broken:
        raise explained(broken, where.entity, _taken(line, where.entity, batch)) from broken


def _filled(values: dict[str, Value], where: Layout) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value not in (None, ()) and name not in where.totals}


def _columns(field: str, keyed: tuple[str, ...]) -> tuple[str, ...]:
    return (field, key_of(field)) if field in keyed else (field,)


def _batches(rows: Iterable[dict[str, Value]]) -> Iterator[Rows]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _taken(line: Line, entity: type[Entity], batch: Rows) -> str:
    """The code a refused batch repeats: one already in the register, or one it holds twice."""
    codes = [str(values["code"]) for values in batch]
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if line.kind == "postgresql":
        return twice  # its transaction is over: nothing more can be asked
    sql = f"SELECT code FROM {quoted(entity.name)} WHERE code IN ({marks(len(codes))})"
    there = line.rows(sql, codes)
    return twice or (str(there[0][0]) if there else "")
