"""A table to be written: columns that know their kind, rows that come one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from app.core.progress import Progress
from app.exchange.sheet import Cell

_STEP = 500  # rows between two reports of progress


class Kind(StrEnum):
    """What a column holds, so that a date is written as a date and an amount as a number."""

    TEXT = "text"
    INT = "int"
    DECIMAL = "decimal"
    MONEY = "money"  # euro
    DATE = "date"
    MOMENT = "moment"  # an aware datetime, written as a clock in Rome shows it
    TIME = "time"
    BOOL = "bool"


_WIDTHS = {
    Kind.TEXT: 24.0, Kind.INT: 10.0, Kind.DECIMAL: 12.0, Kind.MONEY: 17.0,
    Kind.DATE: 12.0, Kind.MOMENT: 17.0, Kind.TIME: 8.0, Kind.BOOL: 8.0,
}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """A column to write. `width` is in characters, 0 = as its kind needs."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 0

    @property
    def chars(self) -> float:
        """How wide the column is drawn, in characters: never narrower than its title, within reason."""
        return max(self.width or _WIDTHS[self.kind], min(len(self.title) + 4.0, 30.0))


@dataclass(frozen=True, eq=False)
class Table:
    """What is written: `rows` may be a generator; each row has one value per column, None for nothing.

    `total` is the number of rows when it is known, for progress only.
    """

    name: str
    columns: Sequence[Head]
    rows: Iterable[Sequence[Cell]]
    total: int = 0

    @property
    def titles(self) -> list[str]:
        """The columns' titles, all different: a second «Note» is written «Note (2)»."""
        found: dict[str, int] = {}
        for column in self.columns:
            title, count = column.title, 1
            while title in found:
                count += 1
                title = f"{column.title} ({count})"
            found[title] = 1
        return list(found)

    def watched(self, progress: Progress | None) -> Iterator[Sequence[Cell]]:
        """The rows, telling how far they are. Raises Cancelled."""
        if progress is None:
            yield from self.rows
            return
        progress.step(0, self.total)
        for count, row in enumerate(self.rows, 1):
            yield row
            if not count % _STEP:
                progress.step(count, self.total)

    def blocks(self, progress: Progress | None) -> Iterator[list[tuple[Cell, ...]]]:
        """Some rows at a time, as columns: what holds for a whole column is then looked at once. Raises Cancelled."""
        rows, done = iter(self.rows), 0
        while True:
            if progress:
                progress.step(done, self.total)
            some = list(islice(rows, _STEP))
            if not some:
                return
            yield list(zip(*some, strict=True))
            done += len(some)
