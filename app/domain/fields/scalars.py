"""Fields that hold one plain value: text, numbers, money, days, times, yes or no, files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import ClassVar

from app.core import clock, locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.fields.base import Field, Value
from app.domain.names import NO_NAMES, Names
from app.domain.parsing import clean, decimal, strings, unique

LARGEST = 10**14
"""No count and no amount in euro is larger; in cents it fits the 64 bits both databases have."""


@dataclass(eq=False, kw_only=True)
class Text(Field):
    """One line of text."""

    max_length: int = 300

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return " ".join(clean(text).split()) or None

    def check(self, value: Value) -> None:
        super().check(value)
        if value and len(value) > self.max_length:
            raise Refused(
                N_("«{field}»: al massimo {max} caratteri, qui sono {n}."),
                field=tr(self.label), max=self.max_length, n=len(value),
            )  # fmt: skip


@dataclass(eq=False, kw_only=True)
class LongText(Text):
    """Paragraphs; `rich` ones keep a little Markdown (bold, italic, lists)."""

    max_length: int = 100_000
    rich: bool = False

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return clean(text).strip() or None


@dataclass(eq=False, kw_only=True)
class Integer(Field):
    """A whole number."""

    minimum: int | None = 0
    maximum: int | None = None

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        number = locale.parse_number(text)
        if number is not None and number != number.to_integral_value():
            raise Refused(N_("«{text}» non è un numero intero."), text=text.strip()[:60])
        return None if number is None else int(number)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.number(value)

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise Refused(N_("«{value}» non è un numero intero."), value=str(value)[:60])

    def check(self, value: Value) -> None:
        super().check(value)
        low, high = self.minimum, LARGEST if self.maximum is None else self.maximum
        if value is not None and ((low is not None and value < low) or value > high):
            raise Refused(
                N_("«{field}»: {value} è fuori dai limiti ({low}–{high})."),
                field=tr(self.label), value=value, low="" if low is None else low, high=high,
            )  # fmt: skip


@dataclass(eq=False, kw_only=True)
class Year(Integer):
    """A year, written without separators."""

    minimum: int | None = 1900
    maximum: int | None = 2200

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else str(value)


@dataclass(eq=False, kw_only=True)
class Percent(Integer):
    """0–100."""

    minimum: int | None = 0
    maximum: int | None = 100

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.percent(value)


@dataclass(eq=False, kw_only=True)
class Number(Field):
    """A decimal number; at most `decimals` places."""

    decimals: int = 4

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return locale.parse_number(text)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.number(value)

    def dump(self, value: Value) -> Value:
        return None if value is None else f"{value:f}"

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return decimal(value)

    def check(self, value: Value) -> None:
        super().check(value)
        if value is None:
            return
        if abs(value) >= 10 ** (18 - self.decimals):
            raise Refused(N_("«{field}»: un numero così grande non si può conservare."), field=tr(self.label))
        if value != round(value, self.decimals):
            raise Refused(N_("«{field}»: al massimo {n} decimali."), field=tr(self.label), n=self.decimals)


@dataclass(eq=False, kw_only=True)
class Money(Field):
    """Euro, to the cent; integer cents in the store."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return locale.parse_money(text)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.money(value)

    def dump(self, value: Value) -> Value:
        return None if value is None else f"{value:.2f}"

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return decimal(value)

    def check(self, value: Value) -> None:
        super().check(value)
        if value is None:
            return
        if abs(value) > LARGEST or value != round(value, 2):  # a larger one has no cents to round
            raise Refused(N_("«{field}»: l'importo non è leggibile in centesimi di euro."), field=tr(self.label))
        if value < 0:
            raise Refused(N_("«{field}»: l'importo non può essere negativo."), field=tr(self.label))


@dataclass(eq=False, kw_only=True)
class Day(Field):
    """A date."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return locale.parse_day(text)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.day(value)

    def dump(self, value: Value) -> Value:
        return None if value is None else value.isoformat()

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        try:
            return None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Refused(N_("«{value}» non è una data (aaaa-mm-gg)."), value=str(value)[:60]) from None


@dataclass(eq=False, kw_only=True)
class Time(Field):
    """A time of day, local to Rome."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return locale.parse_hour(text)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.hour(value)

    def dump(self, value: time | None) -> Value:
        return None if value is None else locale.hour(value)


@dataclass(eq=False, kw_only=True)
class Moment(Field):
    """A moment, aware, in UTC in the store; shown and typed to the minute, as a clock in Rome shows it."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return locale.parse_moment(text)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.moment(value)

    def dump(self, value: Value) -> Value:
        return None if value is None else value.isoformat()

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        try:
            return None if value is None else clock.aware(datetime.fromisoformat(value))
        except (TypeError, ValueError, OverflowError):
            raise Refused(N_("«{value}» non è una data con ora."), value=str(value)[:60]) from None


@dataclass(eq=False, kw_only=True)
class Flag(Field):
    """Yes or no; `default` for what a file does not say."""

    default: bool | None = None

    _YES: ClassVar = frozenset({"sì", "si", "s", "yes", "y", "true", "vero", "1", "x"})
    _NO: ClassVar = frozenset({"no", "n", "false", "falso", "0"})

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        word = text.strip().lower()
        if locale.is_empty(word):
            return None
        if word not in self._YES | self._NO:
            raise Refused(N_("«{text}»: scrivete sì oppure no."), text=text.strip()[:60])
        return word in self._YES

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else tr(N_("Sì")) if value else tr(N_("No"))

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        if value is None or isinstance(value, bool):
            return value
        raise Refused(N_("«{value}» non è vero o falso."), value=str(value)[:60])


@dataclass(eq=False, kw_only=True)
class Rules(Field):
    """A small structured value (a body's quorum, a list of closures), kept as JSON."""

    shape: type = dict

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        try:
            return self.load(json.loads(text), names) if text.strip() else None
        except ValueError:
            raise Refused(N_("«{field}»: il testo non è nel formato JSON."), field=tr(self.label)) from None

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else json.dumps(value, ensure_ascii=False)

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        if value is None or isinstance(value, self.shape):
            return value
        raise Refused(N_("«{field}»: il valore non ha la forma attesa."), field=tr(self.label))


@dataclass(eq=False, kw_only=True)
class Texts(Field):
    """Several short texts, in the order written, once each: the CIGs of a project. The value is a tuple."""

    max_length: int = 60
    plural: ClassVar[bool] = True

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return self._parted([text])

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "; ".join(value or ())

    def dump(self, value: Value) -> Value:
        return list(value or ())

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return self._parted([value] if isinstance(value, str) else strings(value))

    def check(self, value: Value) -> None:
        super().check(value)
        if any(len(part) > self.max_length for part in value or ()):
            raise Refused(N_("«{field}»: ogni voce ha al massimo {max} caratteri."), field=tr(self.label),
                          max=self.max_length)  # fmt: skip

    def _parted(self, texts: Iterable[str]) -> tuple[str, ...]:
        """A text has none of the marks that part two of them: what is shown reads back the same."""
        parts = (part for text in texts for part in re.split(r"[;,|\n]", clean(text)))
        return unique(filter(None, (" ".join(part.split()) for part in parts)))


@dataclass(eq=False, kw_only=True)
class File(Field):
    """The bytes of a file, kept once in the store under their SHA-256; the value is that hash (64 hex digits)."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        code = text.strip().lower()
        if code and (len(code) != 64 or set(code) - set("0123456789abcdef")):
            raise Refused(N_("«{value}» non è l'impronta SHA-256 di un file."), value=code[:70])
        return code or None
