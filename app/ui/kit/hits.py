"""Where the words that are searched stand in a text that is shown, so that a person sees why a row is there."""

from __future__ import annotations

import re
from functools import lru_cache

from app.domain.replacing import Search
from app.domain.vocabulary import fold

_WORD = re.compile(r"\w+", re.UNICODE)
_MOST = 8


@lru_cache(64)
def wanted(text: str) -> tuple[str, ...]:
    """The words of a search, as they are compared; at most eight are shown."""
    words = _WORD.findall(fold(text))
    return tuple(word for word in words if len(word) > 1 or word.isdigit())[:_MOST]


@lru_cache(20_000)
def hits(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """(first, after the last) of every place where one of the words stands."""
    plain = fold(text)  # most cells hold none of them, and this is quick
    there = [word for word in words if word in plain]
    return tuple(sorted(span for word in there for span in Search(word).spans(text)))
