"""Reading a whole list into a tally, once; the window goes on meanwhile, so Python's lock is held for moments only."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from app.store import planes
from app.store.layout import Layout, quoted
from app.store.line import Line
from app.store.planes import CHUNK, DIGITS, Column, Many, Runs
from app.store.tally import Tally, tallied, values_of

_ROWS = 10_000
"""Rows read between two breaths. SQLite hands each column of them over as one text, and works without Python's lock."""

_FEW = 96
"""Values of a column up to which each has a plane of its own."""

_Breathe = Callable[[], object]


class _Numbers(dict[Any, int]):
    """The numbers of the different texts of a column, in the order they are met."""

    def __missing__(self, text: Any) -> int:
        number = self[text] = len(self)
        return number


class _Columns:
    """What has been read so far: numbers of texts, amounts, records, which of them are not in the trash."""

    def __init__(self, where: Layout) -> None:
        facets, sums = tallied(where)
        self.numbers = {name: _Numbers() for name in facets}
        self.rows = {name: array("I") for name in facets}
        self.amounts = {name: array("q") for name in sums}
        self.ids, self.alive = array("q"), bytearray()

    def add(self, ids: Sequence[int], alive: Sequence[int], columns: Sequence[Sequence[Any]]) -> None:
        """Some more rows."""
        self.ids.extend(ids)
        self.alive += bytes(alive)
        for (name, rows), texts in zip(self.rows.items(), columns, strict=False):
            rows.extend(map(self.numbers[name].__getitem__, texts))
        for amounts, given in zip(self.amounts.values(), columns[len(self.rows) :], strict=True):
            amounts.extend(given)


def made(where: Layout, line: Line, breathe: _Breathe) -> Tally:
    """The tally of an entity as the line sees it; `breathe` is called every few milliseconds, and may raise."""
    read = _read(where, line, breathe)
    values = {name: values_of(where, name) for name in read.rows}
    many = [name for name, numbers in read.numbers.items() if len(numbers) > _FEW and name not in where.lists]
    leading = max(many, key=lambda name: len(read.numbers[name]), default="")
    order = array("I")
    columns: dict[str, Column] = {}
    if leading:
        columns[leading], order = _in_runs(read, leading)
    for name, rows in read.rows.items():
        breathe()
        if name != leading:
            columns[name] = _column(list(read.numbers[name]), _ordered(rows, order), values[name])
    sums = {}
    for name, amounts in read.amounts.items():
        breathe()
        sums[name] = planes.sums_of(_ordered(amounts, order))
    alive = array("B", bytes(read.alive))
    live = planes.plane_of(_ordered(alive, order).tobytes().translate(DIGITS))
    return Tally(where, read.ids, order, {name: columns[name] for name in read.rows}, sums, live)


def _read(where: Layout, line: Line, breathe: _Breathe) -> _Columns:
    read = _Columns(where)
    names = [quoted(name) for name in (*read.rows, *read.amounts)]
    lists = ", ".join([*(f"json_group_array({quoted(name)})" for name in read.rows),
                       *(f"json_group_array(coalesce({quoted(name)}, 0))" for name in read.amounts)])  # fmt: skip
    listed = ", ".join(["id", "archived_at", *names])
    some = f"SELECT {listed} FROM {quoted(where.table)} WHERE id > ? ORDER BY id LIMIT {_ROWS}"
    sql = f"SELECT json_group_array(id), json_group_array(archived_at IS NULL), {lists} FROM ({some})"
    last = -1
    while True:
        ids, alive, *columns = (json.loads(text) for text in line.rows(sql, [last])[0])
        if not ids:
            return read
        read.add(ids, alive, columns)
        last = ids[-1]
        breathe()


def _in_runs(read: _Columns, name: str) -> tuple[Runs, array[int]]:
    """The column whose values are stretches, and the order of the rows that makes them so."""
    texts, rows = list(read.numbers[name]), read.rows[name]
    stretches = [array("I") for _ in texts]
    adds = [one.append for one in stretches]
    for at, number in enumerate(rows):
        adds[number](at)
    order, ends = array("I"), array("I")
    for one in stretches:
        order.extend(one)
        ends.append(len(order))
    return Runs(texts, ends, []), order


def _column(texts: list[Any], rows: array[int], values: planes.Values) -> Column:
    codes = sorted(set().union(*map(values, texts)))
    return planes.few_of(codes, texts, rows, values) if len(codes) <= _FEW else Many(texts, rows, values)


def _ordered(column: array[Any], order: array[int]) -> array[Any]:
    """A column by places."""
    if not order:
        return column
    found = array(column.typecode)
    for at in range(0, len(order), CHUNK):
        found.extend(map(column.__getitem__, order[at : at + CHUNK]))
    return found
