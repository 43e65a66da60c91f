"""Personal data in a paper for the public: found, named by place, masked (DOMAIN §4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from app.core.i18n import N_, tr
from app.domain.lints import PATTERNS
from app.domain.vocabulary import fold

NAME = N_("il nome di chi ha inviato un contributo")
MASK = "[dato personale omesso]"

_LEFT_ALONE = frozenset({"letterhead", "sha256", "code", "person", "meeting", "number", "meeting_number", "kind",
                         "members", "chair", "secretary", "signatures", "convocation"})  # fmt: skip
"""Identifiers, and who holds an office: the letterhead's telephone is the municipality's, a member's name is public."""


@dataclass(frozen=True)
class Masked:
    """Something masked: what it was (translated) and where, never what it said."""

    what: str
    place: str


class Masker:
    """Masks tax codes, addresses of e-mail, telephone numbers and the full names it is given."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in full(names)]
        self.found: list[Masked] = []

    def value(self, value: Any, place: str = "") -> Any:
        """A value of dataclasses, tuples and texts, with every text masked."""
        if isinstance(value, str):
            return self.text(value, place)
        if isinstance(value, tuple):
            return tuple(self.value(each, place) for each in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        here = place_of(value) or place
        wanted = [f.name for f in fields(value) if f.name not in _LEFT_ALONE]
        return replace(value, **{name: self.value(getattr(value, name), here) for name in wanted})

    def text(self, text: str, place: str = "") -> str:
        """One text masked; what was found is told with its place."""
        for pattern, what in (*PATTERNS, *((name, NAME) for name in self.names)):
            text, times = pattern.subn(MASK, text)
            self.found += [Masked(tr(what), place)] * times
        return text


def place_of(value: object) -> str:
    """Where a value stands in the paper, when it says so: an item of the agenda."""
    n, title = getattr(value, "n", None), getattr(value, "title", None)
    return tr(N_("Punto n. {n}")).format(n=n) if isinstance(n, int) and title is not None else ""


def full(names: Iterable[str]) -> list[str]:
    """The names of two words and more, longest first: a first name alone is anybody's."""
    return sorted({" ".join(name.split()) for name in names if len(name.split()) > 1}, key=lambda n: (-len(n), fold(n)))
