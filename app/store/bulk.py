"""Many new records at once: the same columns, versions and history as one by one, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain as joined
from itertools import islice

from app.domain.entity import Entity
from app.domain.fields import Value
from app.store.batch import Batch, columns_of
from app.store.ids import new_id
from app.store.layout import layout, quoted
from app.store.line import Broken, Line, marks
from app.store.loading import FEW, Loaded, loading
from app.store.numbering import Numbering, with_codes
from app.store.refusals import explained
from app.store.sqlite import SqliteLine

_BATCH = 1000
Rows = list[dict[str, Value]]


def insert(
    line: Line, entity: type[Entity], rows: Iterable[dict[str, Value]], made: dict[str, Value], numbering: Numbering
) -> Iterator[tuple[list[int], Batch]]:
    """Write complete rows, some at a time; each batch as it was written, with its numbers.

    Raises:
        Refused: the database does not take one of them.
    """
    source = iter(rows)
    first = list(islice(source, FEW))
    new = Loaded(entity)
    with _way(line, new, many=len(first) == FEW):
        for some in _batches(joined(first, source)):
            with_codes(numbering, entity, some)
            batch, numbers = Batch(entity, some), [new_id() for _ in some]
            _write(line, batch, numbers, made)
            new.add(numbers, batch.columns)
            yield numbers, batch


def _way(line: Line, new: Loaded, *, many: bool) -> AbstractContextManager[None]:
    if many and isinstance(line, SqliteLine):
        return loading(line, new)
    return nullcontext()


def _write(line: Line, batch: Batch, numbers: list[int], made: dict[str, Value]) -> None:
    where = layout(batch.entity)
    columns = columns_of(where, made)
    sql = f"INSERT INTO {quoted(where.table)} ({', '.join(map(quoted, columns))}) VALUES ({marks(len(columns))})"
    try:
        line.many(sql, batch.stored(numbers, made))
    except Broken as broken:
        raise explained(broken, where.entity, _taken(line, where.entity, batch.codes)) from broken


def _batches(rows: Iterable[dict[str, Value]]) -> Iterator[Rows]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _taken(line: Line, entity: type[Entity], codes: list[str]) -> str:
    """The code a refused batch repeats: one already in the register, or one it holds twice."""
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if line.kind == "postgresql":
        return twice  # its transaction is over: nothing more can be asked
    sql = f"SELECT code FROM {quoted(entity.name)} WHERE code IN ({marks(len(codes))})"
    there = line.rows(sql, codes)
    return twice or (str(there[0][0]) if there else "")
