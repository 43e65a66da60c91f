"""A big list held in memory as columns of bits: facets, sums and lengths of any selection without reading a row.

Counting a million rows by SQL takes a second per facet, because each is read from the disk again. Here a value of a
facet is an integer with one bit per row (PERFORMANCE.md rule 6), so that a selection is an AND and a count is
`bit_count`. SQLite only: a server counts where the rows are. What is written meanwhile is read from the history, row
by row; after a large deed everything is read again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, compress
from typing import Any

from app.domain import fields as f
from app.domain.query import Filter
from app.store.codec import LIST
from app.store.layout import Layout, quoted
from app.store.line import Line, Tuple

_SLICE = 50_000
"""Rows handled between two breaths: Python's lock is held during each slice, and the window must move on."""

_FACETS = f.Choice | f.Choices | f.Link | f.Links
_FEW = 96
"""Values of a column up to which each has bits of its own; more are counted one by one."""

Groups = dict[str | None, tuple[int, list[int]]]
"""{value: (rows, sums in cents)}; None for the rows without a value."""

_ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


class _Numbers(dict[Any, int]):
    """The numbers of the different texts of a column, in the order they are met."""

    def __missing__(self, text: Any) -> int:
        number = self[text] = len(self)
        return number


class Column:
    """A facet's column: the rows of each value as bits, or per row the number of its text when values are many."""

    def __init__(self, *, plural: bool) -> None:
        self.plural, self.few = plural, False
        self._numbers = _Numbers()
        self._rows = array("I")
        self._bits: dict[str, int] = {}

    def add(self, texts: Sequence[Any]) -> None:
        """The texts of some more rows (before `settle`)."""
        self._rows.extend(map(self._numbers.__getitem__, texts))

    def settle(self) -> None:
        """Every row is there: work out the bits of the values, when they are few."""
        values = sorted(set().union(*map(self._values, self._numbers)))
        if len(values) <= _FEW:
            self._bits = dict(zip(values, chain.from_iterable(self._planes(values)), strict=True))
            self._rows, self.few = array("I"), True

    def put(self, at: int, text: Any) -> None:
        """The text of a row, an old one or the next."""
        if not self.few:
            self._rows[at : at + 1] = array("I", [self._numbers[text]])
            return
        bit, new = 1 << at, self._values(text)
        for code in self._bits.keys() | new:
            now = self._bits.get(code, 0)
            if (code in new) != bool(now & bit):
                self._bits[code] = now ^ bit

    def bits(self, code: str) -> int:
        """The rows that hold a value."""
        if self.few:
            return self._bits.get(code, 0)
        return next(next(iter(self._planes([code]))))

    def counts(self, mask: int, flags: bytes) -> dict[str, int]:
        """How many of the selected rows hold each value; the selection comes in both its shapes."""
        if self.few:
            found = {code: (bits & mask).bit_count() for code, bits in self._bits.items()}
            return {code: n for code, n in found.items() if n}
        numbers: Counter[int] = Counter()
        for at in range(0, len(self._rows), _SLICE):
            numbers.update(compress(self._rows[at : at + _SLICE], flags[at : at + _SLICE]))
        texts, told = list(self._numbers), Counter[str]()
        for number, n in numbers.items():
            told.update(dict.fromkeys(self._values(texts[number]), n))
        return dict(told)

    def groups(self, mask: int, flags: bytes, amounts: Sequence[array[int]]) -> Groups:
        """The selected rows by value: how many, and the sums of some columns; None for those without a value."""
        if self.few:
            return self._few_groups(mask, len(flags), amounts)
        numbers: Counter[int] = Counter()
        sums: dict[int, list[int]] = {}
        for at in range(0, len(self._rows), _SLICE):
            some = flags[at : at + _SLICE]
            met = list(compress(self._rows[at : at + _SLICE], some))
            numbers.update(met)
            for i, column in enumerate(amounts):
                for number, amount in zip(met, compress(column[at : at + _SLICE], some), strict=True):
                    sums.setdefault(number, [0] * len(amounts))[i] += amount
        texts, found = list(self._numbers), dict[str | None, tuple[int, list[int]]]()
        for number, n in numbers.items():
            its = sums.get(number, [])
            codes: set[str | None] = {*self._values(texts[number])}
            for code in codes or {None}:
                so_far, added = found.get(code, (0, [0] * len(amounts)))
                found[code] = so_far + n, [one + more for one, more in zip(added, its, strict=True)]
        return found

    def _few_groups(self, mask: int, length: int, amounts: Sequence[array[int]]) -> Groups:
        found, rest = dict[str | None, tuple[int, list[int]]](), mask
        for code, bits in ((code, bits & mask) for code, bits in self._bits.items()):
            rest &= ~bits
            if bits:
                flags = as_flags(bits, length) if amounts else b""
                found[code] = bits.bit_count(), [sum(compress(column, flags)) for column in amounts]
        if rest:
            flags = as_flags(rest, length) if amounts else b""
            found[None] = rest.bit_count(), [sum(compress(column, flags)) for column in amounts]
        return found

    def _values(self, text: Any) -> set[str]:
        if text is None:
            return set()
        return {link.partition(":")[0] for link in LIST.out(text)} if self.plural else {text}

    def _planes(self, values: Sequence[str]) -> Iterator[Iterator[int]]:
        """The bits of values, eight at a time: a byte per row says which of the eight it holds."""
        for start in range(0, len(values), 8):
            eight = {code: 1 << i for i, code in enumerate(values[start : start + 8])}
            table = [sum(eight.get(code, 0) for code in self._values(text)) for text in self._numbers]
            plane = b"".join(bytes(map(table.__getitem__, self._rows[at : at + _SLICE]))
                             for at in range(0, len(self._rows), _SLICE))  # fmt: skip
            yield (as_bits(plane.translate(_digit(bit))) for bit in eight.values())


def _digit(bit: int) -> bytes:
    return bytes(ord("1") if byte & bit else ord("0") for byte in range(256))


def as_bits(digits: bytes) -> int:
    """b"0110…", one digit per row → an integer whose bit n is row n's."""
    return int(digits[::-1], 2) if digits else 0


def as_flags(mask: int, length: int) -> bytes:
    """A selection as one byte per row, 0 or 1: what `itertools.compress` takes."""
    return f"{mask:0{length}b}".encode()[::-1].translate(_ZERO_ONE)


class Tally:
    """One entity's rows as they were at a row of the history (`seq`); `live` are those that are not in the trash."""

    def __init__(self, where: Layout, line: Line, seq: int) -> None:
        self.where, self.seq = where, seq
        fields = where.entity.fields
        self.columns = {name: Column(plural=name in where.lists) for name, spec in fields.items()
                        if name == "visibility" or (spec.facet and isinstance(spec, _FACETS))}  # fmt: skip
        self.sums = {name: array("q") for name, spec in fields.items() if isinstance(spec, f.Money)}
        self.ids, self.live = array("q"), 0
        names = ", ".join(map(quoted, ("id", *self.columns, *self.sums)))
        self._select = f"SELECT {names}, archived_at IS NULL FROM {quoted(where.table)}"
        alive = bytearray()
        for batch in line.stream(f"{self._select} ORDER BY id"):
            self._add(batch)
            alive += bytes(row[-1] for row in batch)
        self.live = as_bits(bytes(alive).translate(_DIGITS))
        for column in self.columns.values():
            column.settle()

    def _add(self, rows: Sequence[Tuple]) -> None:
        ids, *rest, _ = zip(*rows, strict=True)
        self.ids.extend(ids)
        for column, texts in zip(self.columns.values(), rest, strict=False):
            column.add(texts)
        for money, amounts in zip(self.sums.values(), rest[len(self.columns) :], strict=True):
            money.extend(amount or 0 for amount in amounts)

    # ------------------------------------------------------------ keeping up

    def follow(self, line: Line, records: Set[int], seq: int) -> bool:
        """Read again the records written since; False when one has no place here and all must be read again."""
        rows = line.rows(f"{self._select} WHERE id IN ({', '.join(map(str, records))}) ORDER BY id") if records else []
        for number in records - {row[0] for row in rows}:  # gone for good
            if (at := self.place(number)) is not None:
                self.live &= ~(1 << at)
        self.seq = seq
        return all(self._put(row) for row in rows)

    def _put(self, row: Tuple) -> bool:
        at = self.place(row[0])
        if at is None:
            at = len(self.ids)
            if at and row[0] < self.ids[-1]:
                return False
            self.ids.append(row[0])
        self.live = self.live | 1 << at if row[-1] else self.live & ~(1 << at)
        for column, text in zip(self.columns.values(), row[1:], strict=False):
            column.put(at, text)
        for money, amount in zip(self.sums.values(), row[1 + len(self.columns) : -1], strict=True):
            money[at : at + 1] = array("q", [amount or 0])
        return True

    def place(self, number: int) -> int | None:
        """The bit of a record; None when it has none."""
        at = bisect_left(self.ids, number)
        return at if at < len(self.ids) and self.ids[at] == number else None

    # ------------------------------------------------------------ selections

    def knows(self, one: Filter) -> bool:
        """Whether a filter can be answered from here."""
        plain = bool(one.values) and not any(":" in str(value) for value in one.values)
        return one.field in self.columns and one.op in ("=", "!=") and plain

    def matching(self, one: Filter) -> int:
        """The rows a known filter leaves."""
        column, found = self.columns[one.field], 0
        for value in one.values:
            found |= column.bits(str(value))
        return self.live & (~found if one.op == "!=" else found)

    def holding(self, numbers: Iterable[int]) -> int:
        """The rows with these numbers."""
        wanted = set(numbers)
        if len(wanted) < len(self.ids) // 20:
            digits = bytearray(b"0") * len(self.ids)
            for number in wanted:
                if (at := self.place(number)) is not None:
                    digits[at] = 49  # "1"
            return as_bits(bytes(digits)) & self.live
        slices = (self.ids[at : at + _SLICE] for at in range(0, len(self.ids), _SLICE))
        held = b"".join(bytes(map(wanted.__contains__, some)) for some in slices)
        return as_bits(held.translate(_DIGITS)) & self.live

    def flags(self, mask: int) -> bytes:
        """A selection as one byte per row, 0 or 1: what `itertools.compress` takes."""
        return as_flags(mask, len(self.ids))

    def chosen(self, mask: int) -> list[int]:
        """The numbers of the selected records."""
        return list(compress(self.ids, self.flags(mask)))

    def total(self, name: str, flags: bytes) -> int:
        """The sum of a column of money over a selection, in cents."""
        return sum(compress(self.sums[name], flags))
