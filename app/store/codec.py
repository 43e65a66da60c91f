"""Values as the program knows them ↔ values as a database column holds them, the same for both databases.

Dates, moments, lists and JSON travel as text (PostgreSQL casts it to the column's own type), money as whole
cents, decimal numbers as whole units of their last place: both databases compare and add them exactly.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.core.values import dataclass
from app.domain import fields as f

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Codec:
    """How one kind of value is kept. `decode` None: what the database gives is the value."""

    encode: Convert | None = None
    decode: Convert | None = None

    def into(self, value: Any) -> Any:
        """The value as the database keeps it."""
        return None if value is None else self.encode(value) if self.encode else value

    def out(self, stored: Any) -> Any:
        """What the database keeps, as a value."""
        return None if stored is None else self.decode(stored) if self.decode else stored


def cents(value: Decimal | int) -> int:
    """12.50 → 1250."""
    return int(Decimal(value).scaleb(2).to_integral_value())


def euros(stored: int) -> Decimal:
    """1250 → 12.50. A sum over PostgreSQL's bigint comes as a Decimal; it is whole all the same."""
    return Decimal(int(stored)).scaleb(-2)


def plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: 20.0000 → 20."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


def json_text(value: Any) -> str:
    """JSON as it is kept and hashed: one spelling for one value."""
    return _sorted(value)


_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_in_order = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(16_384)
def _codes(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


@lru_cache(16_384)
def _day(stored: str) -> date:
    return date.fromisoformat(stored)


def moment_text(value: datetime) -> str:
    """A moment in UTC, always as long: text order is time order."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def moment(stored: str) -> datetime:
    """Either database's text → an aware moment in UTC."""
    return datetime.fromisoformat(stored).astimezone(UTC)


MOMENT = Codec(moment_text, moment)
_PLAIN = Codec()
_CENTS = Codec(cents, euros)
_DAY = Codec(date.isoformat, _day)
_TIME = Codec(lambda value: value.strftime("%H:%M"), time.fromisoformat)
_FLAG = Codec(bool, bool)
_JSON = Codec(json_text, json.loads)


@lru_cache(16_384)
def _list_text(codes: tuple[str, ...]) -> str:
    return _in_order(codes)


def json_list(codes: Iterable[str] | None) -> str:
    """A list of codes as text; None is the empty list."""
    return _list_text(tuple(codes or ()))


@lru_cache(32)
def _scaled(places: int) -> Codec:
    return Codec(
        lambda value: int(Decimal(value).scaleb(places).to_integral_value()),
        lambda stored: plain(Decimal(int(stored)).scaleb(-places)),
    )


LIST = Codec(json_list, _codes)
_BY_KIND: tuple[tuple[type[f.Field], Codec], ...] = (
    (f.Money, _CENTS), (f.Day, _DAY), (f.Time, _TIME), (f.Moment, MOMENT), (f.Flag, _FLAG), (f.Rules, _JSON),
    (f.Choices, LIST), (f.Links, LIST), (f.Texts, LIST),
)  # fmt: skip


def codec(spec: f.Field) -> Codec:
    """How the values of a field are kept."""
    if isinstance(spec, f.Number):
        return _scaled(spec.decimals)
    return next((kept for kind, kept in _BY_KIND if isinstance(spec, kind)), _PLAIN)
