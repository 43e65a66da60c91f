"""Rows of a long list that were asked for together, and what was counted of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import cached_property

from app.core.values import dataclass
from app.store import planes
from app.store.planes import Plane
from app.store.tally import Tally

SPARSE = 40
"""A selection of less than one row in so many is better listed than looked for row by row."""


@dataclass(frozen=True)
class Selection:
    """The rows of a list as bits of a tally, at one moment of the register; what was counted of them."""

    tally: Tally
    seq: int
    mask: Plane
    told: dict[str, dict[str, int]] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """How many rows."""
        return planes.size(self.mask)

    @cached_property
    def holds(self) -> Callable[[object], bool]:
        """A test of one record after another; of few, their list is quicker than their bits."""
        if self.count * SPARSE < self.tally.count:
            return frozenset(self.numbers).__contains__
        return self.tally.holds(self.mask)

    def held(self, number: object) -> bool:
        """Whether a record is here; what is needed to say so is worked out when it is asked."""
        return self.holds(number)

    @cached_property
    def numbers(self) -> list[int]:
        """The records, in no order."""
        return self.tally.chosen(self.mask)

    def counts(self, name: str) -> dict[str, int]:
        """How many rows hold each value of a column."""
        if name not in self.told:
            self.told[name] = self.tally.columns[name].counts(self.mask)
        return dict(self.told[name])
