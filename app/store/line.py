"""A line to a database: the few things the store asks of one, whichever it is.

SQL is written once with `?` for values; PostgreSQL's line rewrites the mark. Every failure a person can
understand comes out as one of `core.errors`; a broken constraint as `Broken`, for the Unit to explain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, Protocol

Kind = Literal["sqlite", "postgresql"]
Tuple = tuple[Any, ...]


class Broken(Exception):
    """A constraint of the database said no. `what`: unique, link, check or null; `text` is the driver's own."""

    def __init__(self, what: Literal["unique", "link", "check", "null"], text: str) -> None:
        super().__init__(text)
        self.what, self.text = what, text


class Line(Protocol):
    """One connection. Not for two threads at once, `interrupt` and `close` excepted."""

    kind: Kind

    @property
    def stands(self) -> bool:
        """Whether it still reads the register as it is; one that does not is hung up, and another opened."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Tuple]:
        """Every row of an answer."""

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[Tuple]]:
        """The rows of a long answer, some thousands at a time."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; how many rows it touched."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run a statement once per row."""

    def begin(self, *, write: bool) -> None:
        """Start a transaction: one that writes, or one that reads a single moment of the register."""

    def commit(self) -> None:
        """Make the transaction's work last."""

    def rollback(self) -> None:
        """Forget the transaction's work; nothing when there is none."""

    def interrupt(self) -> None:
        """Stop what runs now and ask nothing more, until `go_on`: it ends as Cancelled. From any thread."""

    def go_on(self) -> None:
        """Whoever takes the line next may ask again."""

    def close(self) -> None:
        """Hang up."""


def first(rows: list[Tuple]) -> Tuple | None:
    """The one row of an answer, None when there is none."""
    return rows[0] if rows else None


def marks(count: int) -> str:
    """`?, ?, ?`."""
    return ", ".join("?" * count)
