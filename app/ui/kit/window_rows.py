"""The rows of a grid as far as they are known: pages read by window, and the opened rows' parts between them.

No Qt. A *place* is what the view calls a row; a *top* is the place in the list itself. They differ by the parts
shown under the rows that are open.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Sequence

from app.domain.fields import Value
from app.ui.kit.source import PAGE, Window

_PAGES_KEPT = 64


class Row:
    """One row: a record's id and version, its values by column, and the texts made of them so far."""

    __slots__ = ("entity", "id", "texts", "values", "version")

    def __init__(self, entity: str, id_: int, version: int, values: Sequence[Value]) -> None:
        self.entity, self.id, self.version, self.values = entity, id_, version, tuple(values)
        self.texts: list[str | None] = [None] * len(values)


class WindowRows:
    """Pages of rows by their place, the least recently seen forgotten first."""

    def __init__(self, entity: str) -> None:
        self.entity = entity
        self.clear(0)

    def clear(self, count: int) -> None:
        """Forget every row; the list has `count` of them."""
        self.count = count
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._tops: list[int] = []  # the open ones, in order
        self._parts: dict[int, list[Row]] = {}

    def put(self, first: int, window: Window) -> None:
        """Keep rows read from place `first` on (a multiple of PAGE)."""
        number, read = first // PAGE, zip(window.ids, window.versions, window.rows, strict=True)
        self._pages[number] = [Row(self.entity, id_, version, values) for id_, version, values in read]
        self._pages.move_to_end(number)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    def at_top(self, top: int) -> Row | None:
        """The row at a place of the list; None when its page has not been read."""
        rows = self._pages.get(top // PAGE)
        if rows is None:
            return None
        inside = top % PAGE
        return rows[inside] if inside < len(rows) else None

    def length(self) -> int:
        """How many rows the view shows, parts included."""
        return self.count + sum(len(parts) for parts in self._parts.values())

    def locate(self, place: int) -> tuple[int, int]:
        """(top, part) of a view's row; part is -1 for the row of the list itself."""
        shift = 0
        for top in self._tops:
            start = top + shift  # where the open row itself stands
            if place <= start:
                break
            size = len(self._parts[top])
            if place <= start + size:
                return top, place - start - 1
            shift += size
        return place - shift, -1

    def place_of(self, top: int) -> int:
        """The view's row of a place of the list."""
        before = self._tops[: bisect_left(self._tops, top)]
        return top + sum(len(self._parts[one]) for one in before)

    def row(self, place: int) -> Row | None:
        """What stands at a view's row; None while it is being read."""
        if not self._tops:
            return self.at_top(place)
        top, part = self.locate(place)
        return self.at_top(top) if part < 0 else self._parts[top][part]

    def is_open(self, top: int) -> bool:
        """Whether the parts of a row are shown."""
        return top in self._parts

    def open(self, top: int, parts: list[Row]) -> None:
        """Show the parts of a row."""
        insort(self._tops, top)
        self._parts[top] = parts

    def close(self, top: int) -> int:
        """Hide the parts of a row; how many they were."""
        self._tops.remove(top)
        return len(self._parts.pop(top))

    def open_tops(self) -> tuple[int, ...]:
        """The places of the list whose parts are shown."""
        return tuple(self._tops)

    def parts_of(self, top: int) -> list[Row]:
        """The parts shown under a row; none when it is closed."""
        return self._parts.get(top, [])

    def find(self, entity: str, id_: int) -> list[tuple[int, Row]]:
        """(place, row) of the loaded rows of a record."""
        found = []
        if entity == self.entity:
            for number, rows in self._pages.items():
                found += [(self.place_of(number * PAGE + i), row) for i, row in enumerate(rows) if row.id == id_]
        for top, parts in self._parts.items():
            start = self.place_of(top) + 1
            found += [(start + i, row) for i, row in enumerate(parts) if row.entity == entity and row.id == id_]
        return found
