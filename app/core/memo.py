"""What is worked out once for values that repeat themselves, within a limit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

MOST = 10_000
"""Different values remembered at once: the memory of an export does not grow with the register."""

Made = TypeVar("Made")


class Memo(dict[Hashable, Made], Generic[Made]):
    """A function whose answers are remembered. Looking one up costs no call in Python."""

    def __init__(self, make: Callable[[Any], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Hashable) -> Made:
        if len(self) >= MOST:
            self.clear()
        made = self[value] = self._make(value)
        return made

    def all(self, values: Iterable[Any]) -> Iterator[Made]:
        """The answers for many values."""
        return map(self.__getitem__, values)
