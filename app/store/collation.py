"""Italian order as plain text: keys that compare byte by byte the way a person would order the words."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Characters of a text that take part in its order."""

_DIGITS = re.compile(r"[0-9]+")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


class _Bare(dict[int, str]):
    """Each character without its accents, worked out once."""

    def __missing__(self, char: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(char))
        self[char] = "".join(part for part in parts if not unicodedata.combining(part))
        return self[char]


_BARE = _Bare({ord(odd): plain for odd, plain in zip("’‘«»“”\u00a0", '\'\'"""" ', strict=True)})


def bare(text: str) -> str:
    """Text without case and accents, as it is compared and searched."""
    if text.isascii():
        return text.lower()
    return text.translate(_BARE).casefold()


def sort_key(text: str) -> str:
    """The key `text` is ordered by: à beside a and after it, 4.9 before 4.10, case ignored.

    A run of digits is written with its length before it, so that longer numbers come later; accents only
    decide between words that are otherwise equal.
    """
    cut = " ".join(text[:LONGEST].split())
    plain = bare(cut)
    key = _DIGITS.sub(_number, plain)
    return key if cut.isascii() else f"{key}\t{cut.casefold()}"


def _number(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return f"{_LETTERS[min(len(digits), 35)]}{digits}"
