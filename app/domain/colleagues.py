"""Who else is at a shared register now, and where they are writing.

A desk says where its person is writing with two digests, of the record and of the cell. Whoever sees the record can
work out the same digests and recognise them; to anybody else they say nothing.
"""

from __future__ import annotations

import hashlib

from app.core.values import dataclass

_RECORD, _CELL = 16, 8


def mark(entity: str, number: int, field: str = "") -> str:
    """Where somebody is writing, as others are told: `record.cell`, hexadecimal digests (the field "" is the whole)."""
    record = _digest(f"{entity}/{number}")[:_RECORD]
    return f"{record}.{_digest(f'{entity}/{number}/{field}')[:_CELL]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Colleague:
    """Somebody else at the register: a login, the person's name (the login without one), the mark of a cell or ""."""

    login: str
    name: str
    at: str = ""

    def writes_in(self, entity: str, number: int) -> bool:
        """Whether this record is the one being written."""
        return bool(self.at) and self.at.startswith(mark(entity, number)[: _RECORD + 1])

    def writes(self, entity: str, number: int, field: str) -> bool:
        """Whether this field of this record is."""
        return bool(self.at) and self.at == mark(entity, number, field)
