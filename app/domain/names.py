"""Who is behind a code: labels to show, words to understand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from app.core.i18n import tr
from app.domain.vocabularies import VOCABULARIES


class Names(Protocol):
    """Who is behind a code: records and editable vocabularies, as the store or a test knows them."""

    def label(self, kind: str, code: str) -> str:
        """What a person reads instead of `code`; the code itself when unknown."""

    def find(self, kind: str, text: str) -> str | None:
        """The code a person meant by `text`: code, name or short name, accents and case ignored."""

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        """Every (code, label) of a kind, in the order to show them."""


class NoNames:
    """No register at hand: a code stands for itself."""

    def label(self, kind: str, code: str) -> str:
        """The fixed vocabulary's word, or the code."""
        known = VOCABULARIES.get(kind)
        return tr(known.label(code)) if known else code

    def find(self, kind: str, text: str) -> str | None:
        """A term of a fixed vocabulary; otherwise the text is taken for a code."""
        known = VOCABULARIES.get(kind)
        return known.find(text) if known else text.strip() or None

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        """The terms of a vocabulary this program knows."""
        known = VOCABULARIES.get(kind)
        return [(code, tr(label)) for code, label in known.terms] if known else ()


NO_NAMES = NoNames()
