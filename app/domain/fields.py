"""The vocabulary of data: what a piece of information is called, holds, and admits.

A Field says what data *means*: label, kind, whether required, who may write it. Grid column, form row,
filter, import, export, history sentence, PDF table and database column all read it. How a kind *looks*
is `ui/kit/editors.py`; how it is stored is `store/columns.py`.

Values above the store: str, int, bool, Decimal, date, time, datetime, dict (Rules), a code (Choice, Link)
or a tuple of codes (Choices, Links); None is "nothing", () is an empty list.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from app.core import locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.permissions import Can
from app.domain.vocabularies import VOCABULARIES
from app.domain.vocabulary import Vocabulary

Value = Any


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


@dataclass(eq=False, kw_only=True)
class Field:
    """One piece of information. `label` is a msgid; `write` None means the entity's own permission."""

    label: str = field(kw_only=False)
    required: bool = False
    required_from: str | None = None  # the state from which an empty value counts as incomplete (◐)
    write: Can | None = None
    read: Can | None = None  # who may see it, when not everybody
    help: str = ""
    computed: bool = False  # the program fills it; nobody types it
    total_of: str = ""  # "funding_line.amount": a sum over the children, kept by the store
    facet: bool = False
    search: bool = False
    synonyms: tuple[str, ...] = ()  # other headers an import recognises
    name: str = field(default="", init=False)
    entity: str = field(default="", init=False)

    plural: ClassVar[bool] = False

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name.rstrip("_")  # `from_` holds the field named "from"

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        """What a person typed → the value. Raises Refused with a sentence."""
        return text.strip() or None

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        """The value → what a person reads; `parse(show(x)) == x`."""
        return "" if value is None else str(value)

    def dump(self, value: Value) -> Value:
        """The value → JSON (CLI.md: amounts as decimal strings, ISO dates)."""
        return value

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        """JSON → the value. Raises Refused when the file says something else than this kind."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise Refused(N_("«{value}» non è un testo."), value=str(value)[:60])
        return self.parse(value, names)

    def check(self, value: Value) -> None:
        """Raise Refused when the value may not be stored."""
        if self.required and not self.computed and value in (None, "", ()):
            raise Refused(N_("«{field}» è obbligatorio."), field=tr(self.label))


@dataclass(eq=False, kw_only=True)
class Text(Field):
    """One line of text."""

    max_length: int = 300

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return " ".join(_clean(text).split()) or None

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
        return _clean(text).strip() or None


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
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return super().load(value, names)

    def check(self, value: Value) -> None:
        super().check(value)
        low, high = self.minimum, self.maximum
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            raise Refused(
                N_("«{field}»: {value} è fuori dai limiti ({low}–{high})."),
                field=tr(self.label), value=value, low="" if low is None else low, high="" if high is None else high,
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
        return _decimal(value)

    def check(self, value: Value) -> None:
        super().check(value)
        if value is not None and value != round(value, self.decimals):
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
        return _decimal(value)

    def check(self, value: Value) -> None:
        super().check(value)
        if value is None:
            return
        if value != round(value, 2) or abs(value) >= Decimal(10) ** 15:
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
    """A moment, aware, in UTC in the store."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return self.load(text.strip() or None, names)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else locale.moment(value)

    def dump(self, value: Value) -> Value:
        return None if value is None else value.isoformat()

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        try:
            return None if value is None else datetime.fromisoformat(value)
        except (TypeError, ValueError):
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
class Choice(Field):
    """One term of a vocabulary, kept as its code."""

    options: str = ""  # the vocabulary's name
    default: str | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary as the program knows it; an editable one may hold more terms in the register."""
        return VOCABULARIES[self.options]

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return None if locale.is_empty(text) else _one_of(self, self.options, text, names)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else names.label(self.options, value)


@dataclass(eq=False, kw_only=True)
class Choices(Field):
    """Several terms of a vocabulary."""

    options: str = ""
    plural: ClassVar[bool] = True

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary as the program knows it."""
        return VOCABULARIES[self.options]

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return _unique(_one_of(self, self.options, part, names) for part in split_list(text))

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "; ".join(names.label(self.options, code) for code in value or ())

    def dump(self, value: Value) -> Value:
        return list(value or ())

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return _unique(_one_of(self, self.options, part, names) for part in _strings(value))


@dataclass(eq=False, kw_only=True)
class Link(Field):
    """Another record, kept as its code."""

    to: str = ""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return None if locale.is_empty(text) else _one_of(self, self.to, text, names)

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "" if value is None else names.label(self.to, value)


@dataclass(eq=False, kw_only=True)
class Links(Field):
    """Other records, in order. With a `qualifier` a link may say more: `A16:finanziatore`."""

    to: str = ""
    qualifier: Field | None = None
    plural: ClassVar[bool] = True

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        return _unique(self._link(part, names) for part in split_list(text))

    def _link(self, text: str, names: Names) -> str:
        code, _, extra = text.partition(":") if self.qualifier else (text, "", "")
        found = _one_of(self, self.to, code, names)
        if self.qualifier and extra:
            extra = str(self.qualifier.dump(self.qualifier.parse(extra, names)) or "")
        return f"{found}:{extra}" if extra else found

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        return "; ".join(self._show(code, names) for code in value or ())

    def _show(self, link: str, names: Names) -> str:
        code, _, extra = link.partition(":")
        label = names.label(self.to, code)
        return (
            f"{label} ({self.qualifier.show(self.qualifier.load(extra), names)})" if extra and self.qualifier else label
        )

    def dump(self, value: Value) -> Value:
        return list(value or ())

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        return _unique(self._link(part, names) for part in _strings(value))


@dataclass(eq=False, kw_only=True)
class Rules(Field):
    """A small structured value (a body's quorum, a list of closures), kept as JSON."""

    shape: type = dict

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        import json  # noqa: PLC0415 - only rare forms type JSON by hand

        try:
            return self.load(json.loads(text), names) if text.strip() else None
        except ValueError:
            raise Refused(N_("«{field}»: il testo non è nel formato JSON."), field=tr(self.label)) from None

    def show(self, value: Value, names: Names = NO_NAMES) -> str:
        import json  # noqa: PLC0415

        return "" if value is None else json.dumps(value, ensure_ascii=False)

    def load(self, value: Value, names: Names = NO_NAMES) -> Value:
        if value is None or isinstance(value, self.shape):
            return value
        raise Refused(N_("«{field}»: il valore non ha la forma attesa."), field=tr(self.label))


@dataclass(eq=False, kw_only=True)
class File(Field):
    """The bytes of a file, kept once in the store under their SHA-256; the value is that hash (64 hex digits)."""

    def parse(self, text: str, names: Names = NO_NAMES) -> Value:
        code = text.strip().lower()
        if code and (len(code) != 64 or set(code) - set("0123456789abcdef")):
            raise Refused(N_("«{value}» non è l'impronta SHA-256 di un file."), value=code[:70])
        return code or None


# ---------------------------------------------------------------- helpers


def split_list(text: str) -> list[str]:
    """A cell that holds a list: `;`, newlines and `|` part it; a comma does when nothing else is there."""
    for mark in (";", "\n", "|"):
        if mark in text:
            return [part.strip() for part in text.replace("\n", mark).split(mark) if part.strip()]
    return [part.strip() for part in text.split(",") if part.strip()]


def _clean(text: str) -> str:
    """Without the characters no database and no PDF can hold; every newline a newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c != "\x7f"))


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _strings(value: Value) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value
    raise Refused(N_("«{value}» non è un elenco di codici."), value=str(value)[:60])


def _decimal(value: Value) -> Decimal | None:
    try:
        if value is None or isinstance(value, bool):
            return None if value is None else Decimal("NaN").quantize(Decimal(1))
        number = Decimal(str(value))
        return number if number.is_finite() else number.quantize(Decimal(1))
    except ArithmeticError:
        raise Refused(N_("«{text}» non è un numero."), text=str(value)[:60]) from None


def _one_of(spec: Field, kind: str, text: str, names: Names) -> str:
    """The code meant by `text`, or a refusal that says what would be accepted and what is nearest."""
    found = names.find(kind, text)
    if found is not None:
        return found
    known = {label.casefold(): label for code, label in names.options(kind) for label in (code, label)}
    near = difflib.get_close_matches(text.casefold(), list(known), 1, 0.6) if len(known) < 2000 else []
    raise UnknownTerm(spec, text, kind, known[near[0]] if near else "")


class UnknownTerm(Refused):
    """A word no vocabulary and no record answers to; `nearest` is a guess or empty."""

    def __init__(self, spec: Field, value: str, kind: str, nearest: str) -> None:
        text = (
            N_("«{value}» non è tra i valori di «{field}»; forse «{nearest}»?")
            if nearest
            else N_("«{value}» non è tra i valori di «{field}».")
        )
        super().__init__(text, value=value.strip()[:80], field=tr(spec.label), nearest=nearest)
        self.kind, self.nearest = kind, nearest
