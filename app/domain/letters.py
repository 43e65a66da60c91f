"""Numbers in letters, as an Italian act writes them: one word, the accent of -tré, elision before uno and otto.

Written here and not taken from num2words, which loses the accent inside a longer word ("centoventitre").
"""

from __future__ import annotations

_UNITS = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici",
    "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove",
)  # fmt: skip
_TENS = ("", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")
LARGEST = 999_999


def letters(n: int) -> str:
    """23 → `ventitré`, 2026 → `duemilaventisei`; from 0 to 999,999.

    Raises:
        ValueError: the number is out of that range.
    """
    if not 0 <= n <= LARGEST:
        raise ValueError(f"{n} is not between 0 and {LARGEST}")
    word = _upto_million(n)
    return word[:-1] + "é" if n > 3 and word.endswith("tre") else word


def _upto_million(n: int) -> str:
    if n < 1000:
        return _upto_thousand(n)
    thousands, rest = divmod(n, 1000)
    head = "mille" if thousands == 1 else _upto_thousand(thousands) + "mila"
    return head + (_upto_thousand(rest) if rest else "")


def _upto_thousand(n: int) -> str:
    if n < 100:
        return _upto_hundred(n)
    hundreds, rest = divmod(n, 100)
    head = ("" if hundreds == 1 else _UNITS[hundreds]) + "cento"
    if not rest:
        return head
    tail = _upto_hundred(rest)
    return (head[:-1] if tail.startswith("otta") else head) + tail


def _upto_hundred(n: int) -> str:
    if n < 20:
        return _UNITS[n]
    tens, unit = divmod(n, 10)
    head = _TENS[tens]
    if not unit:
        return head
    return (head[:-1] if unit in (1, 8) else head) + _UNITS[unit]


def day_letters(day: int) -> str:
    """The day of a month: 1 → `primo`, 20 → `venti`."""
    return "primo" if day == 1 else letters(day)
