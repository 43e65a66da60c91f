"""Codes for new records, one series per pattern, each number given once whoever asks at the same time."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from app.core import clock
from app.domain.entity import Entity, Values
from app.store.layout import quoted
from app.store.line import Line, first, marks

LONGEST = 40
_MARK = "\0"
_AT_ONCE = 500


class Numbering:
    """Gives codes within one transaction."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._block: dict[str, list[int]] = {}  # numbers taken ahead for a long import: [next, last]

    def code(self, entity: type[Entity], values: Values) -> str:
        """The next free code of an entity."""
        head, tail, width = _shape(entity, values)
        if tail is None:
            return head[:LONGEST]
        while True:
            number = self._next(entity, head, tail, 1)
            found = f"{head}{number:{width}}{tail}"
            if not self._line.rows(f"SELECT 1 FROM {quoted(entity.name)} WHERE code = ?", [found]):
                return found
            self._forget(entity, head, tail)

    def codes(self, entity: type[Entity], values: Values, count: int) -> list[str]:
        """So many free codes of a series, those of records like `values`; all the same when they have no number."""
        head, tail, width = _shape(entity, values)
        if tail is None:
            return [head[:LONGEST]] * count
        found: list[str] = []
        while len(found) < count:
            left = range(count - len(found), 0, -1)
            made = [f"{head}{self._next(entity, head, tail, ahead):{width}}{tail}" for ahead in left]
            taken = self._taken(entity, made)
            if taken:
                self._forget(entity, head, tail)
            found += [code for code in made if code not in taken]
        return found

    def _taken(self, entity: type[Entity], codes: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(codes), _AT_ONCE):
            some = codes[start : start + _AT_ONCE]
            sql = f"SELECT code FROM {quoted(entity.name)} WHERE code IN ({marks(len(some))})"
            found.update(row[0] for row in self._line.rows(sql, some))
        return found

    def _next(self, entity: type[Entity], head: str, tail: str, ahead: int) -> int:
        series = f"{entity.name}:{head}{{}}{tail}"
        block = self._block.get(series)
        if block and block[0] <= block[1]:
            block[0] += 1
            return block[0] - 1
        row = first(
            self._line.rows("UPDATE numbering SET last = last + ? WHERE series = ? RETURNING last", [ahead, series])
        )
        if row is None:
            start = _largest(self._line, entity, head, tail)
            sql = ("INSERT INTO numbering (series, last) VALUES (?, ?) ON CONFLICT (series) "
                   "DO UPDATE SET last = numbering.last + ? RETURNING last")  # fmt: skip
            row = self._line.rows(sql, [series, start + ahead, ahead])[0]
        last = int(row[0])
        self._block[series] = [last - ahead + 2, last]
        return last - ahead + 1

    def _forget(self, entity: type[Entity], head: str, tail: str) -> None:
        """Somebody wrote these codes by hand: go on after the largest."""
        series = f"{entity.name}:{head}{{}}{tail}"
        largest = _largest(self._line, entity, head, tail)
        self._line.run("UPDATE numbering SET last = ? WHERE series = ? AND last < ?", [largest, series, largest])
        self._block.pop(series, None)


def _shape(entity: type[Entity], values: Values) -> tuple[str, str | None, str]:
    """What comes before and after the number, and how wide the number is; no tail when there is no number."""
    parts, width, numbered = [], "", False
    for text, name, spec, _ in string.Formatter().parse(entity.pattern):
        parts.append(text)
        if name == "n":
            width, numbered = spec or "", True
            parts.append(_MARK)
        elif name == "year":
            parts.append(str(clock.today().year))
        elif name:
            value = values.get(name)
            parts.append("" if value is None else str(value))
    head, _, tail = "".join(parts).partition(_MARK)
    return (head[: LONGEST - len(tail) - 7], tail, width) if numbered else (head, None, "")


def _largest(line: Line, entity: type[Entity], head: str, tail: str) -> int:
    """The largest number of a series already written by hand or imported."""
    like = re.sub(r"([\\%_])", r"\\\1", head) + "%"
    shape = re.compile(re.escape(head) + r"(\d{1,9})" + re.escape(tail))
    sql = f"SELECT code FROM {quoted(entity.name)} WHERE code LIKE ? ESCAPE '\\'"
    found = (shape.fullmatch(row[0]) for batch in line.stream(sql, [like]) for row in batch)
    return max((int(match[1]) for match in found if match), default=0)


def with_codes(numbering: Numbering, entity: type[Entity], rows: Sequence[dict[str, object]]) -> None:
    """Give a code to the rows that have none, taking the numbers of long series together."""
    missing = [row for row in rows if not row.get("code")]
    if missing and not _own_series(entity):
        for row, code in zip(missing, numbering.codes(entity, missing[0], len(missing)), strict=True):
            row["code"] = code
        return
    for row in missing:
        row["code"] = numbering.code(entity, row)


def _own_series(entity: type[Entity]) -> bool:
    """Whether the pattern names a field, so that each whole has a series of its own."""
    names = {name for _, name, _, _ in string.Formatter().parse(entity.pattern) if name}
    return bool(names - {"n", "year"})
