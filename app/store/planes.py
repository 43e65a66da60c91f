"""Rows as bits: one *plane* says yes or no of every row of a list, so that a selection is an AND, and a count is
counting bits (PERFORMANCE.md rule 6).

A plane is a list of Python integers, each with the bits of `CHUNK` rows: pieces small enough for the processor's cache,
and those a selection has nothing in are not looked at. Planes only grow: what a row was stays where it was, so that
whoever is counting is not disturbed by what is written meanwhile.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress, repeat, zip_longest
from operator import and_
from typing import Any, TypeVar

CHUNK = 1 << 15
"""Rows whose bits are one integer."""

_BYTES = CHUNK // 8
_ALL = (1 << CHUNK) - 1
_ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")
DIGITS = bytes.maketrans(b"\x00\x01", b"01")

Key = TypeVar("Key")

Plane = list[int]
Values = Callable[[Any], set[str]]


# ---------------------------------------------------------------- planes


def plane_of(digits: bytes | bytearray) -> Plane:
    """b"0110…", one digit per row → its plane."""
    return [int(digits[at : at + CHUNK][::-1], 2) for at in range(0, len(digits), CHUNK)]


def both(one: Plane, other: Plane) -> Plane:
    """The rows that are in both."""
    return list(map(and_, one, other))


def either(one: Plane, other: Plane) -> Plane:
    """The rows that are in one or in the other."""
    return [mine | its for mine, its in zip_longest(one, other, fillvalue=0)]


def without(one: Plane, other: Plane) -> Plane:
    """The rows of one that are not in the other."""
    return [mine & ~its for mine, its in zip(one, chain(other, repeat(0)), strict=False)]


def size(one: Plane) -> int:
    """How many rows."""
    return sum(map(int.bit_count, one))


def commons(mask: Plane, planes: dict[Key, Plane]) -> dict[Key, int]:
    """How many rows of a selection are in each plane."""
    here = [at for at, piece in enumerate(mask) if piece]
    if len(here) * 2 > len(mask):
        return {key: sum(map(int.bit_count, map(and_, mask, plane))) for key, plane in list(planes.items())}
    return {  # a selection that lies close together: the rest is not looked at
        key: sum((mask[at] & plane[at]).bit_count() for at in here if at < len(plane))
        for key, plane in list(planes.items())
    }


def flags(one: Plane) -> bytes:
    """A byte per row, 0 or 1: what `itertools.compress` takes."""
    return b"".join(f"{piece:0{CHUNK}b}".encode()[::-1].translate(_ZERO_ONE) for piece in one)


def places(one: Plane) -> list[int]:
    """Where the rows of a selection stand, lowest first."""
    found: list[int] = []
    for at, piece in enumerate(one):
        count, ticks = piece.bit_count(), flags([piece]) if piece else b""
        if count * 16 > CHUNK:
            found += compress(range(at * CHUNK, (at + 1) * CHUNK), ticks)
            continue
        here = -1
        for _ in range(count):
            here = ticks.find(1, here + 1)
            found.append(at * CHUNK + here)
    return found


def packed(one: Plane) -> bytes:
    """Eight rows per byte, the first one lowest."""
    return b"".join(piece.to_bytes(_BYTES, "little") for piece in one)


def unpacked(kept: bytes) -> Plane:
    """The plane `packed` wrote."""
    return [int.from_bytes(kept[at : at + _BYTES], "little") for at in range(0, len(kept), _BYTES)]


def put(one: Plane, at: int) -> None:
    """Add a row, the next ones perhaps not being there yet."""
    while len(one) <= at // CHUNK:
        one.append(0)
    one[at // CHUNK] |= 1 << at % CHUNK


# ---------------------------------------------------------------- columns


class Few:
    """A column of few values: a plane for each. A row may hold several."""

    def __init__(self, planes: dict[str, Plane], values: Values) -> None:
        self.planes, self._values = planes, values

    def bits(self, code: str, mask: Plane) -> Plane:
        """The rows of a selection that hold a value."""
        return both(mask, self.planes.get(code, []))

    def counts(self, mask: Plane) -> dict[str, int]:
        """How many rows of a selection hold each value; those none holds are left out."""
        found = commons(mask, self.planes)
        return {code: n for code, n in found.items() if n}

    def append(self, at: int, text: Any) -> None:
        """One more row."""
        for code in self._values(text):
            put(self.planes.setdefault(code, []), at)


class Runs:
    """A column of many values, one per row, by which the rows are in order: a value is a stretch of rows.

    `ends` says where each stretch ends; rows that came later are listed one by one after them.
    """

    def __init__(self, codes: list[str | None], ends: array[int], later: Iterable[str | None]) -> None:
        self.codes, self.ends, self.later = codes, ends, list[str | None]()
        self._numbers = {code: number for number, code in enumerate(codes)}
        self._stretches = [list(self._pieces(number)) for number in range(len(codes))]
        self._latest: dict[str | None, list[int]] = {}
        for at, code in enumerate(later, start=self._rows):
            self.append(at, code)

    @property
    def _rows(self) -> int:
        return self.ends[-1] if self.ends else 0

    def bits(self, code: str, mask: Plane) -> Plane:
        found = [0] * len(mask)
        if code in self._numbers:
            for piece, low, ones in self._stretches[self._numbers[code]]:
                if piece < len(mask):
                    found[piece] |= mask[piece] & ones << low
        for at in self._latest.get(code, ()):
            if at // CHUNK < len(mask):
                found[at // CHUNK] |= mask[at // CHUNK] & 1 << at % CHUNK
        return found

    def counts(self, mask: Plane) -> dict[str, int]:
        found = Counter[str]()
        for code, stretch in zip(self.codes, self._stretches, strict=True):
            n = 0
            for piece, low, ones in stretch if code is not None else ():
                if piece < len(mask) and (bits := mask[piece]):
                    n += (bits >> low & ones).bit_count()
            if n and code is not None:
                found[code] = n
        if not self.later:
            return dict(found)
        first = self._rows // CHUNK  # later rows begin inside this piece
        ticks = flags(mask[first:])[self._rows % CHUNK :]
        found.update(code for code in compress(self.later, ticks) if code is not None)
        return dict(found)

    def append(self, at: int, text: Any) -> None:
        """One more row, the next one."""
        self.later.append(text)
        self._latest.setdefault(text, []).append(at)

    def _pieces(self, number: int) -> Iterator[tuple[int, int, int]]:
        """Where a stretch lies: number of the piece, its first bit in it, as many ones as it has bits there."""
        start, end = self.ends[number - 1] if number else 0, self.ends[number]
        while start < end:
            low = start % CHUNK
            width = min(CHUNK - low, end - start)
            yield start // CHUNK, low, _ALL >> (CHUNK - width)
            start += width


class Many:
    """A column of many values that is in no order: per row the number of its text; counted one by one."""

    def __init__(self, texts: list[Any], rows: array[int], values: Values) -> None:
        self.texts, self.rows, self._values = texts, rows, values
        self._numbers = {text: number for number, text in enumerate(texts)}

    def bits(self, code: str, mask: Plane) -> Plane:
        held = bytes(code in self._values(text) for text in self.texts)
        digits = bytes(map(held.__getitem__, self.rows)).translate(DIGITS)
        return both(mask, plane_of(digits))

    def counts(self, mask: Plane) -> dict[str, int]:
        numbers = Counter(compress(self.rows, flags(mask)))
        found = Counter[str]()
        for number, n in numbers.items():
            found.update(dict.fromkeys(self._values(self.texts[number]), n))
        return dict(found)

    def append(self, _at: int, text: Any) -> None:
        """One more row, the next one."""
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        self.rows.append(self._numbers[text])


Column = Few | Runs | Many


class Sums:
    """A column of whole numbers, a plane for each of their binary digits (two's complement, 64 of them)."""

    def __init__(self, planes: dict[int, Plane]) -> None:
        self.planes = planes

    def total(self, mask: Plane) -> int:
        """The sum over a selection."""
        found = commons(mask, self.planes)
        return sum(n * (-(1 << 63) if bit == 63 else 1 << bit) for bit, n in found.items())

    def append(self, at: int, amount: int) -> None:
        """One more row."""
        for bit in range(64):
            if amount >> bit & 1:
                put(self.planes.setdefault(bit, []), at)


def sums_of(amounts: array[int]) -> Sums:
    """The planes of 64-bit numbers: a byte of all of them at a time, then a bit of it."""
    raw, planes = _little(amounts), {}
    for byte in range(8):
        column = raw[byte::8]
        for bit in range(8) if column.strip(b"\0") else ():
            plane = plane_of(column.translate(_bit(bit)))
            if any(plane):
                planes[8 * byte + bit] = plane
    return Sums(planes)


def few_of(codes: Sequence[str], texts: Sequence[Any], rows: array[int], values: Values) -> Few:
    """The planes of a column given as the numbers of its texts: eight values at a time, a byte per row says which."""
    planes: dict[str, Plane] = {}
    for start in range(0, len(codes), 8):
        eight = {code: 1 << i for i, code in enumerate(codes[start : start + 8])}
        table = bytes(sum(eight.get(code, 0) for code in values(text)) for text in texts)
        marks = b"".join(bytes(map(table.__getitem__, rows[at : at + CHUNK])) for at in range(0, len(rows), CHUNK))
        planes |= {code: plane_of(marks.translate(_bit(i))) for i, code in enumerate(eight)}
    return Few(planes, values)


@cache
def _bit(number: int) -> bytes:
    """A table: for each byte the digit of one of its bits."""
    return bytes(ord("1") if byte >> number & 1 else ord("0") for byte in range(256))


def _little(numbers: array[int]) -> bytes:
    """The bytes of an array, lowest first whatever the machine."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()
