"""Many new records at once: the same columns, versions and history as one by one, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entity import Entity
from app.domain.fields import Value
from app.store.chain import Entry, entry
from app.store.ids import new_id
from app.store.layout import key_of, layout, quoted
from app.store.line import Broken, Line, marks
from app.store.numbering import Numbering, with_codes
from app.store.refusals import explained

_BATCH = 1000


def insert(
    line: Line, entity: type[Entity], rows: Iterable[dict[str, Value]], made: dict[str, Value], numbering: Numbering,
    progress: Progress,
) -> list[Entry]:  # fmt: skip
    """Write complete rows; the entries of their history. Raises Refused on the first the database refuses."""
    where = layout(entity)
    given = [name for name in entity.fields if name not in where.totals]
    columns = [*made, *(name for field in given for name in _columns(field, where.keyed))]
    names = ", ".join(map(quoted, columns))
    sql = f"INSERT INTO {quoted(where.table)} (id, {names}) VALUES ({marks(len(columns) + 1)})"
    entries: list[Entry] = []
    for batch in _batches(rows):
        with_codes(numbering, entity, batch)
        numbers = [new_id() for _ in batch]
        kept = [[number, *made.values(), *where.encode({name: values[name] for name in given}).values()]
                for number, values in zip(numbers, batch, strict=True)]  # fmt: skip
        try:
            line.many(sql, kept)
        except Broken as broken:
            raise explained(broken, entity, _taken(line, entity, batch)) from broken
        for number, values in zip(numbers, batch, strict=True):
            after = {name: value for name, value in values.items() if value not in (None, ())}
            entries.append(entry(entity, number, 1, str(values["code"]), str(values["visibility"]), None, after))
        progress.step(len(entries), 0, tr(N_("Scrittura delle schede")))
    return entries


def _columns(field: str, keyed: tuple[str, ...]) -> tuple[str, ...]:
    return (field, key_of(field)) if field in keyed else (field,)


def _batches(rows: Iterable[dict[str, Value]]) -> Iterator[list[dict[str, Value]]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _taken(line: Line, entity: type[Entity], batch: list[dict[str, Value]]) -> str:
    """The code a refused batch repeats: one already in the register, or one it holds twice."""
    codes = [str(values["code"]) for values in batch]
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if line.kind == "postgresql":
        return twice  # its transaction is over: nothing more can be asked
    sql = f"SELECT code FROM {quoted(entity.name)} WHERE code IN ({marks(len(codes))})"
    there = line.rows(sql, codes)
    return twice or (str(there[0][0]) if there else "")
