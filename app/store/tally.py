"""A big list held in memory as columns of bits: facets, sums and lengths of any selection without reading a row.

Counting a million rows by SQL takes a second per facet, because each is read from the disk again. Here a selection is a
plane (planes.py) and a count is a few hundred thousand bits counted. SQLite only: a server counts where the rows are.

A *place* is a row's bit. The first ones are in the order of the column with most values, so that each of its values is
a stretch; a record written since has its old place emptied and a new one after the last. `live` are the places of
records that are not in the trash.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from itertools import compress

from app.domain import fields as f
from app.domain.query import Filter
from app.store import planes
from app.store.codec import LIST, json_text
from app.store.layout import Layout, quoted
from app.store.line import Line, Tuple
from app.store.planes import CHUNK, DIGITS, Column, Plane, Sums

_FACETS = f.Choice | f.Choices | f.Link | f.Links
_LATER = 5000
"""Records written since it was made, from which a tally is made anew (or a twentieth of them all, if that is more)."""

_SOME = 4096
_ONE = ord("1")

_MANY_SUMS = 100
"""Values of an unordered column up to which their sums are worked out here."""

Groups = dict[str | None, tuple[int, list[int]]]
"""{value: (rows, sums in cents)}; None for the rows without a value."""


class Tally:
    """One entity's rows as they were at a row of the history: its number (`seq`) and its hash (`mark`)."""

    def __init__(
        self, where: Layout, ids: array[int], order: array[int], columns: dict[str, Column], sums: dict[str, Sums],
        live: Plane,
    ) -> None:  # fmt: skip
        """`ids`: the records, lowest first; `order`: for each place, which of them stands there (empty: the same)."""
        self.where, self.ids, self.order = where, ids, order
        self.columns, self.sums, self.live = columns, sums, live
        self.seq, self.mark = 0, ""
        self.later = array("q")  # the records at the places after the first ones
        self._moved: dict[int, int] = {}  # where a record written since stands
        self._places = array("I", bytes(4 * len(order)))
        for place, at in enumerate(order):
            self._places[at] = place

    @property
    def count(self) -> int:
        """How many places."""
        return len(self.ids) + len(self.later)

    # ------------------------------------------------------------ keeping up

    def follow(self, line: Line, records: Set[int]) -> bool:
        """Read again the records written since; False when they are too many and all must be read again."""
        if len(self.later) + len(records) > max(_LATER, len(self.ids) // 20):
            return False
        self.live = list(self.live)
        for number in records:
            if (at := self.place(number)) is not None:
                self.live[at // CHUNK] &= ~(1 << at % CHUNK)
        listed = ", ".join(quoted(name) for name in ("id", *self.columns, *self.sums))
        sql = (f"SELECT {listed} FROM {quoted(self.where.table)} WHERE archived_at IS NULL "
               "AND id IN (SELECT value FROM json_each(?))")  # fmt: skip
        for row in line.rows(sql, [json_text(sorted(records))]) if records else ():
            self.add(row)
        return True

    def add(self, row: Tuple) -> None:
        """A record at a new place: its number, its columns, its sums."""
        at, number = self.count, row[0]
        for column, text in zip(self.columns.values(), row[1:], strict=False):
            column.append(at, text)
        for sums, amount in zip(self.sums.values(), row[1 + len(self.columns) :], strict=True):
            sums.append(at, amount or 0)
        self._moved[number] = at
        self.later.append(number)
        planes.put(self.live, at)

    def take_later(self, records: array[int]) -> None:
        """The records at the places after the first ones, as they were kept."""
        self.later = records
        self._moved = {number: at for at, number in enumerate(records, start=len(self.ids))}

    def place(self, number: int) -> int | None:
        """Where a record stands; None when it is not here."""
        if number in self._moved:
            return self._moved[number]
        at = bisect_left(self.ids, number)
        if at == len(self.ids) or self.ids[at] != number:
            return None
        return self._places[at] if self.order else at

    # ------------------------------------------------------------ selections

    def knows(self, one: Filter) -> bool:
        """Whether a filter can be answered from here."""
        plain = bool(one.values) and not any(":" in str(value) for value in one.values)
        return one.field in self.columns and one.op in ("=", "!=") and plain

    def matching(self, one: Filter, mask: Plane) -> Plane:
        """The rows of a selection a known filter leaves."""
        column, found = self.columns[one.field], [0] * len(mask)
        for value in one.values:
            found = planes.either(found, column.bits(str(value), mask))
        return planes.without(mask, found) if one.op == "!=" else found

    def holding(self, numbers: Sequence[int]) -> Plane:
        """The live rows with these numbers, which come lowest first."""
        if len(numbers) < len(self.ids) // 50:
            found = [0] * len(self.live)
            for number in numbers:
                if (at := self.place(number)) is not None:
                    found[at // CHUNK] |= 1 << at % CHUNK
            return planes.both(found, self.live)
        found = planes.plane_of(self._met(numbers))
        for number, at in list(self._moved.items()):
            here = bisect_left(numbers, number)
            if here < len(numbers) and numbers[here] == number:
                planes.put(found, at)
        return planes.both(found, self.live)

    def _met(self, numbers: Sequence[int]) -> bytearray:
        """A digit per first place, 1 where one of the numbers stands: both are in order, and are compared some at a
        time (a set of a few thousand stays in the processor's cache)."""
        digits, start = bytearray(b"0") * len(self.ids), 0
        for at in range(0, len(self.ids), _SOME):
            some = self.ids[at : at + _SOME]
            end = bisect_left(numbers, some[-1] + 1, start)
            met = bytes(map(set(numbers[start:end]).__contains__, some))
            start = end
            if self.order:
                for place in compress(self._places[at : at + _SOME], met):
                    digits[place] = _ONE
            else:
                digits[at : at + _SOME] = met.translate(DIGITS)
        return digits

    def groups(self, name: str, mask: Plane, sums: Sequence[str]) -> Groups | None:
        """The selected rows by value, a row with several in the group of each; None when SQL is faster."""
        column, found, rest = self.columns[name], Groups(), mask
        counts = column.counts(mask)
        if isinstance(column, planes.Many) and len(counts) > _MANY_SUMS:
            return None
        for code, n in counts.items():
            bits = column.bits(code, mask)
            rest = planes.without(rest, bits)
            found[code] = n, [self.sums[one].total(bits) for one in sums]
        if any(rest):
            found[None] = planes.size(rest), [self.sums[one].total(rest) for one in sums]
        return found

    def chosen(self, mask: Plane) -> list[int]:
        """The numbers of the selected records, in no order."""
        first, ids, order, later = len(self.ids), self.ids, self.order, self.later
        found = planes.places(mask)
        end = bisect_left(found, first)
        numbers = [ids[order[at]] for at in found[:end]] if order else [ids[at] for at in found[:end]]
        return numbers + [later[at - first] for at in found[end:]]

    def holds(self, mask: Plane) -> Callable[[object], bool]:
        """A test of one record after another."""
        bits, place = planes.packed(mask), self.place

        def held(number: object) -> bool:
            at = place(number) if isinstance(number, int) else None
            return at is not None and at >> 3 < len(bits) and bool(bits[at >> 3] >> (at & 7) & 1)

        return held


def tallied(where: Layout) -> tuple[list[str], list[str]]:
    """The columns of an entity that are counted, and those that are added up."""
    fields = where.entity.fields.items()
    facets = [name for name, spec in fields if name == "visibility" or (spec.facet and isinstance(spec, _FACETS))]
    return facets, [name for name, spec in fields if isinstance(spec, f.Money)]


def values_of(where: Layout, name: str) -> planes.Values:
    """How the text of a column says which values a row holds; qualifiers do not count."""
    if name in where.lists:
        return _listed
    return _single


def _listed(text: str | None) -> set[str]:
    return {link.partition(":")[0] for link in LIST.out(text)} if text else set()


def _single(text: str | None) -> set[str]:
    return set() if text is None else {text}
