"""XLSX cells, a column at a time: texts are looked at together, so that a plain one costs no call of its own.

A cell is written with a NUL where its row's number goes (no text holds one: XML has no NUL); `numbered` puts it there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from app.core import clock, locale
from app.core.memo import Memo
from app.exchange.guard import escaped
from app.exchange.sheet import letters
from app.exchange.table import Head, Kind
from app.exchange.xlsxparts import STYLES

LONGEST = 32_767
"""Characters a cell of Excel holds, as UTF-16 counts them."""

Cells = Callable[[Sequence[Any]], Iterable[bytes]]
_EXACT = 10**15  # beyond it a number in Excel loses digits
_DAY_ZERO = 693_594  # date(1899, 12, 30).toordinal()
_LEAP = 61  # Excel believes in 29 February 1900: days before it count one less
_ILLEGAL = bytes({*range(1, 32)} - {9, 10})  # a carriage return is legal, but XML readers make it a newline
_GAP = b"\x00"
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# A byte that is looked for first, since one byte is found ten times as quickly as two; then what would be special.
_ODD = ((b"'", b"\x00'"), (b"=", b'\x00="'), (b"_", b"_x"), (b"\xef", b"\xef\xbf\xbe"), (b"\xef", b"\xef\xbf\xbf"))


class TooLong(Exception):
    """A text no cell of Excel holds."""


def cells(head: Head, place: int) -> Cells:
    """What turns the values of a column, the one at `place` (from 0), into its cells; nothing for None."""
    opening = f'<c r="{letters(place)}\0"'.encode()
    if head.kind is Kind.TEXT:
        return _Texts(opening + b' t="inlineStr"><is><t').column
    style = b' s="%d"' % STYLES[head.kind] if head.kind in STYLES else b""
    number = opening + style + b"><v>%b</v></c>"
    if head.kind is Kind.BOOL:
        yes, no = opening + b' t="b"><v>1</v></c>', opening + b' t="b"><v>0</v></c>'
        return lambda column: [b"" if v is None else yes if v else no for v in column]
    text = _Texts(opening + style + b' t="inlineStr"><is><t').one
    told = _NUMBERS[head.kind]

    def one(value: Any) -> bytes:
        found = value if isinstance(value, str) else told(value)
        return text(found) if isinstance(found, str) else number % found

    if head.kind is Kind.DATE:
        days = Memo(lambda value: b"" if value is None else one(value))
        return days.all
    return lambda column: [b"" if value is None else one(value) for value in column]


def numbered(row: Iterable[bytes], number: int) -> bytes:
    """The cells of a row, with the row's number in each."""
    digits = b"%d" % number
    return b'<row r="%b">%b</row>' % (digits, b"".join(row).replace(_GAP, digits))


def header(titles: Sequence[str], style: int) -> bytes:
    """The first row."""
    cells_ = (_Texts(f'<c r="{letters(i)}\0" s="{style}" t="inlineStr"><is><t'.encode()).one(title)
              for i, title in enumerate(titles))  # fmt: skip
    return numbered(cells_, 1)


# ---------------------------------------------------------------- texts


class _Texts:
    """Cells that hold text, of one column."""

    def __init__(self, opening: bytes) -> None:
        self._plain, self._spaced = opening + b">", opening + b' xml:space="preserve">'
        self._end = b"</t></is></c>"

    def column(self, values: Sequence[Any]) -> Iterable[bytes]:
        """All together when nothing in them is special, one by one otherwise."""
        texts = ["" if value is None else value for value in values]
        together = _together(texts)
        if together is None:
            return map(self.one, values)
        start = self._plain if list(map(str.strip, texts)) == texts else self._spaced
        end = self._end
        found = together.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").split(_GAP)[1:-1]
        return [start + text + end if text else b"" for text in found]

    def one(self, value: Any) -> bytes:
        """One cell, whatever the text. Raises TooLong."""
        if value is None:
            return b""
        text = escaped(value if isinstance(value, str) else str(value))
        if len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "replace")) > 2 * LONGEST:
            raise TooLong
        kept = text.encode("utf-8", "replace").decode()
        kept = _CONTROLS.sub(_as_code, _CODED.sub("_x005F_", kept))
        start = self._spaced if kept != kept.strip() else self._plain
        kept = kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return start + kept.encode() + self._end


def _together(texts: Sequence[Any]) -> bytes | None:
    """Texts as UTF-8, a NUL before, between and after them; None when one of them is special in any way."""
    try:
        joined = "\0".join(texts).encode()
    except (TypeError, UnicodeEncodeError):  # not a text; half a character, which UTF-8 has no room for
        return None
    joined = b"\0%b\0" % joined
    if (
        joined.count(_GAP) != len(texts) + 1
        or max(map(len, texts)) > LONGEST // 2
        or len(joined.translate(None, _ILLEGAL)) != len(joined)
        or any(byte in joined and odd in joined for byte, odd in _ODD)
    ):
        return None
    return joined


def _as_code(match: re.Match[str]) -> str:
    """A character XML cannot hold, as spreadsheets write it (ECMA-376 part 1, 22.4.2.4)."""
    return f"_x{ord(match[0]):04X}_"


# ---------------------------------------------------------------- numbers: what Excel counts, or the text that says it

_DIGITS = 15
"""Digits of a number that Excel keeps."""


def _integer(value: Any) -> bytes | str:
    return b"%d" % value if abs(value) < _EXACT else str(value)


def _decimal(value: Any) -> bytes | str:
    text = str(value)
    if not text[-1].isdigit() or (len(text) > _DIGITS and _significant(text) > _DIGITS):
        return text  # NaN and Infinity are no numbers of Excel's, and it would change the sixteenth digit
    return text.encode()


def _significant(text: str) -> int:
    """The digits a number needs to be itself again."""
    whole, _, part = text.lower().partition("e")[0].lstrip("+-").partition(".")
    digits = whole + part.rstrip("0")
    return len((digits if part.rstrip("0") else digits.rstrip("0")).lstrip("0"))


def _day(value: date) -> bytes | str:
    return b"%d" % _serial(value) if value.year >= 1900 else locale.day(value)  # Excel's calendar begins there


def _serial(value: date) -> int:
    days = value.toordinal() - _DAY_ZERO
    return days if days >= _LEAP else days - 1


def _moment(value: datetime) -> bytes | str:
    here = clock.local(value) if value.tzinfo else value
    if here.year < 1900:
        return here.isoformat(" ", "minutes")
    return repr(_serial(here) + _fraction(here.time())).encode()


def _fraction(value: time) -> float:
    """A time as Excel keeps it: the part of the day that has passed."""
    return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400


_NUMBERS: dict[Kind, Callable[[Any], bytes | str]] = {
    Kind.INT: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.DATE: _day,
    Kind.MOMENT: _moment,
    Kind.TIME: lambda value: repr(_fraction(value)).encode(),
}
