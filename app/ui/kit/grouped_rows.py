"""The rows of a grid by groups: a header for each value, and under the open ones their rows, read by window.

No Qt. A group is a list of its own (its rows answer to one more filter). Places of the list count on from group to
group, each beginning a page of its own, so that the number of a page says whose it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence

from app.domain.query import Group
from app.ui.kit.source import PAGE, Sections, Window
from app.ui.kit.window_rows import Row, WindowRows

HEADER = -2
"""The part `locate` answers for the header of a group."""


class Section:
    """A group and its rows; `base` is the place of the list where they begin."""

    def __init__(self, entity: str, group: Group, base: int, *, opened: bool) -> None:
        self.group, self.base, self.opened = group, base, opened
        self.rows = WindowRows(entity)
        self.rows.clear(group.count)

    def size(self) -> int:
        """How many rows the view shows under its header."""
        return self.rows.length() if self.opened else 0


class GroupedRows(WindowRows):
    """What `WindowRows` answers, with the headers between."""

    def __init__(self, entity: str, found: Sections, closed: Container[str]) -> None:
        """`closed`: the codes of the groups that are not open, "" for that of the rows without a value."""
        super().__init__(entity)
        self.count = found.total
        self.sections: list[Section] = []
        base = 0
        for group in found.groups:
            section = Section(entity, group, base, opened=(group.code or "") not in closed)
            self.sections.append(section)
            base += -(-group.count // PAGE) * PAGE
            if group.code in found.pages:
                section.rows.put(0, found.pages[group.code])
        self._bases = [section.base for section in self.sections]
        self._measure()

    def _measure(self) -> None:
        self._headers: list[int] = []
        at = 0
        for section in self.sections:
            self._headers.append(at)
            at += 1 + section.size()
        self._length = at

    # ------------------------------------------------------------ groups

    def header_at(self, place: int) -> Section | None:
        """The group whose header stands at a view's row."""
        at = bisect_right(self._headers, place) - 1
        return self.sections[at] if at >= 0 and self._headers[at] == place else None

    def place_of_header(self, section: Section) -> int:
        """The view's row of a group's header."""
        return self._headers[self.sections.index(section)]

    def turn(self, section: Section) -> None:
        """Open a closed group, close an open one."""
        section.opened = not section.opened
        self._measure()

    def whose(self, number: int) -> tuple[Section, int]:
        """The group of a page, and the place in the group where the page begins."""
        section = self._at(number * PAGE)
        return section, number * PAGE - section.base

    def _at(self, top: int) -> Section:
        return self.sections[bisect_right(self._bases, top) - 1]

    def _under(self, place: int) -> tuple[Section, int]:
        """The group a view's row is in, and how many rows under its header."""
        at = max(0, bisect_right(self._headers, place) - 1)
        return self.sections[at], place - self._headers[at] - 1

    # ------------------------------------------------------------ as WindowRows

    def clear(self, count: int) -> None:
        super().clear(count)
        self.sections, self._bases = [], []
        self._measure()

    def put(self, first: int, window: Window) -> None:
        section = self._at(first)
        section.rows.put(first - section.base, window)

    def at_top(self, top: int) -> Row | None:
        section = self._at(top)
        return section.rows.at_top(top - section.base)

    def length(self) -> int:
        return self._length

    def locate(self, place: int) -> tuple[int, int]:
        if not self.sections:
            return place, HEADER
        section, under = self._under(place)
        if under < 0:
            return section.base, HEADER
        top, part = section.rows.locate(under)
        return section.base + top, part

    def place_of(self, top: int) -> int:
        section = self._at(top)
        start = self._headers[bisect_right(self._bases, top) - 1]
        return start + 1 + section.rows.place_of(top - section.base) if section.opened else start

    def row(self, place: int) -> Row | None:
        if not self.sections:
            return None
        section, under = self._under(place)
        return section.rows.row(under) if under >= 0 else None

    def is_open(self, top: int) -> bool:
        section = self._at(top)
        return section.rows.is_open(top - section.base)

    def open(self, top: int, parts: list[Row]) -> None:
        section = self._at(top)
        section.rows.open(top - section.base, parts)
        self._measure()

    def close(self, top: int) -> int:
        section = self._at(top)
        size = section.rows.close(top - section.base)
        self._measure()
        return size

    def open_tops(self) -> tuple[int, ...]:
        return tuple(section.base + top for section in self.sections for top in section.rows.open_tops())

    def parts_of(self, top: int) -> list[Row]:
        section = self._at(top)
        return section.rows.parts_of(top - section.base)

    def find(self, entity: str, id_: int) -> list[tuple[int, Row]]:
        return [
            (start + 1 + place, row)
            for start, section in zip(self._headers, self.sections, strict=True)
            for place, row in section.rows.find(entity, id_)
            if section.opened
        ]  # fmt: skip

    def ordinal(self, place: int) -> int:
        """Of the rows shown, without headers, which one stands at a view's row (from 1; 0 before the first)."""
        if place < 0 or not self.sections:
            return 0
        section, under = self._under(place)
        before: Sequence[Section] = self.sections[: self.sections.index(section)]
        return sum(one.size() for one in before) + max(0, under + 1)
