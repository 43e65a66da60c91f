"""Whose declarations a shared register's permissions were made from."""

from __future__ import annotations

from typing import Any

import pytest

from app.store import derived


class Marked:
    """A register whose mark says this."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def rows(self, sql: str) -> list[tuple[str]]:
        return [(self.mark,)]


@pytest.mark.parametrize(("mark", "current"), [
    ("", False), ("0123abcd", False), (f"{derived.GENERATION} 0123abcd", False),
    (f"{derived.GENERATION - 1} 0123abcd", False), (derived.mark(), True),
    (f"{derived.GENERATION + 1} 0123abcd", True),
])  # fmt: skip
def test_a_newer_programs_permissions_are_not_put_back_by_an_older_one(mark: str, current: bool) -> None:
    line: Any = Marked(mark)
    assert derived.is_current(line) is current
