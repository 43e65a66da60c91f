"""A spreadsheet's cell → a field's value, with the same parsing and checks as the form; each distinct cell once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from app.core import clock, locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.fields import (
    Choices,
    Day,
    Field,
    Flag,
    Integer,
    Link,
    Links,
    Moment,
    Money,
    Names,
    Number,
    Percent,
    Rules,
    Time,
    Value,
)
from app.domain.parsing import UnknownTerm, split_list, unique
from app.domain.vocabulary import fold

Cell = str | int | float | Decimal | bool | date | datetime | time | None

_SERIALS = range(18_264, 109_575)  # 1950–2199 as Excel counts days; a smaller number is no date
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_ABOUT = re.compile(r"(?i)\s*(ca\.?|circa|~)\s*[€\d]")
_ERROR = re.compile(r"#(N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)")
_DIGITS_OF_A_DAY = re.compile(r"\d{1,4}\s*[/.\- ]\s*\d{1,2}")
_AMBIGUOUS = re.compile(r"[-+]?\d{1,3}\.\d{3}")
_POINTED = re.compile(r"[-+]?\d+\.(\d{1,2}|\d{4,})")
_GROUPED = re.compile(r"[-+]?\d{1,3}(\.\d{3}){2,}")
_GUESSES = 300  # distinct unknown words a column gets a "nearest" for; comparing more would take minutes
SHOWN = 40  # accepted values listed; with more, the nearest is what helps


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a cell cannot be taken: where, what it says, what would be accepted, what is nearest."""

    column: str  # the file's header; empty when the file has no such column
    value: str
    why: str
    field: str = ""
    accepted: tuple[str, ...] = ()
    nearest: str | None = None


class Read(NamedTuple):
    """What a cell was read as; `note` says what was understood with some freedom."""

    value: Value
    problem: CellProblem | None = None
    note: str = ""


class CellReader:
    """Reads the cells of one column into one field, remembering every distinct cell."""

    def __init__(self, spec: Field, column: str, names: Names, words: Mapping[str, str], field: str = "") -> None:
        self.spec, self.column, self.field = spec, column, field or spec.name
        self._names, self._quiet = names, _Quiet(names)
        self._words = {fold(word): meant for word, meant in words.items()}
        self.known: dict[Any, Read] = {}  # every distinct cell met so far
        # Asked once a column, not once a cell: isinstance against a union is slow, and there are millions.
        self._is_list = isinstance(spec, Links | Choices)
        self._is_day, self._is_money = isinstance(spec, Day), isinstance(spec, Money)
        self._is_json_list = isinstance(spec, Rules) and spec.shape is list
        self._guesses = _GUESSES
        self.scale = 1  # 100 for a column of percentages that a spreadsheet keeps as fractions
        self.pointed = False  # whether the column's other cells say that a dot is the decimal sign

    def read(self, cell: Cell) -> Read:
        """The value of a cell, or the problem with it."""
        key = cell if cell.__class__ is str else (cell.__class__, cell)  # 1, 1.0 and True are told apart
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._read(cell)
        return found

    def _read(self, cell: Cell) -> Read:
        try:
            value = self._value(cell)
            if value not in (None, (), ""):  # whether it may be empty is the row's matter
                self.spec.check(value)
        except Refused as refusal:
            return Read(None, self._problem(cell, refusal))
        note = ""
        if self._is_money and cell.__class__ is str and _ABOUT.match(str(cell)):
            sentence = N_("«{column}»: «{text}» è approssimativo; letto come {amount}.")
            note = tr(sentence).format(column=self.column, text=str(cell).strip(), amount=locale.money(value))
        return Read(value, None, note)

    def _value(self, cell: Cell) -> Value:
        if cell is None:
            return () if self.spec.plural else None
        if isinstance(cell, str):
            return self._text(cell)
        typed = _typed(self.spec, cell, self.scale)
        return self._text(shown(cell)) if typed is _AS_TEXT else typed

    def _text(self, text: str) -> Value:
        text = text.strip()
        if text[:1] == "#" and _ERROR.fullmatch(text) and not locale.is_empty(text):
            raise Refused(N_("La cella contiene l'errore {error} del foglio di calcolo."), error=text)
        if self._words:
            text = self._translated(text)
        if self._is_list:
            return self._several(text)
        if self._is_json_list and not text.startswith("["):
            return split_list(text) or None
        if self._is_day and not locale.is_empty(text) and not _DIGITS_OF_A_DAY.search(text):
            # «lun» or «+7» mean a day to somebody at the keyboard, never in a file.
            raise Refused(N_("«{text}» non è una data: scrivete per esempio 31/12/2026."), text=text[:60])
        if self.pointed and _AMBIGUOUS.fullmatch(text):
            text += "0"  # 1.100 among 12.5 and 3.25 is one and a tenth
        return self.spec.parse(text, self._quiet)

    def _several(self, text: str) -> Value:
        if locale.is_empty(text):
            return ()
        kind = self.spec.to if isinstance(self.spec, Links) else getattr(self.spec, "options", "")
        whole = self._names.find(kind, text)  # a name may hold a comma
        return (whole,) if whole else self.spec.parse(text, self._quiet)

    def _translated(self, text: str) -> str:
        if (meant := self._words.get(fold(text))) is not None:
            return meant
        if self.spec.plural:
            return "; ".join(self._words.get(fold(part), part) for part in split_list(text))
        return text

    # ------------------------------------------------------------ problems

    def _problem(self, cell: Cell, refusal: Refused) -> CellProblem:
        accepted: tuple[str, ...] = ()
        nearest = None
        if isinstance(refusal, UnknownTerm):
            accepted, nearest = self._accepted(refusal)
        elif isinstance(self.spec, Flag):
            accepted = (tr(N_("sì")), tr(N_("no")))
        return CellProblem(self.column, shown(cell), str(refusal), self.field, accepted, nearest)

    def _accepted(self, refusal: UnknownTerm) -> tuple[tuple[str, ...], str | None]:
        """The codes that would do, when they are few, and the one that looks most like what was written."""
        options = list(self._names.options(refusal.kind))
        codes = tuple(code for code, _ in options)
        nearest = None
        if self._guesses and len(options) < 5000:
            self._guesses -= 1
            words = {fold(word): code for code, label in options for word in (code, label)}
            close = difflib.get_close_matches(fold(str(refusal.args_["value"])), list(words), 1, 0.5)
            nearest = words[close[0]] if close else None
        return codes if len(codes) <= SHOWN else (), nearest


class _Quiet:
    """Names that find but list nothing: the nearest is looked for here, within limits, not at every refusal."""

    def __init__(self, names: Names) -> None:
        self.find, self.label = names.find, names.label

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        """Nothing."""
        return ()


_AS_TEXT: Any = object()


def _typed(spec: Field, cell: Any, scale: int) -> Value:
    """A typed cell for a field of that type; `_AS_TEXT` when the field should read what the cell shows."""
    if isinstance(cell, bool):
        return cell if isinstance(spec, Flag) else _AS_TEXT
    if isinstance(cell, int | float | Decimal):
        return _number(spec, cell, scale)
    if isinstance(cell, datetime):
        return _moment(spec, cell)
    if isinstance(cell, date) and isinstance(spec, Day):
        return cell
    if isinstance(cell, time) and isinstance(spec, Time):
        return cell.replace(second=0, microsecond=0)
    return _AS_TEXT


def _number(spec: Field, cell: int | float | Decimal, scale: int) -> Value:
    exact = _exact(cell)
    if isinstance(spec, Money):
        cents = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if abs(exact - cents) > Decimal("0.000001"):
            raise Refused(N_("«{text}»: un importo ha al massimo due decimali."), text=shown(cell))
        return cents
    if isinstance(spec, Percent):
        exact *= scale
    if isinstance(spec, Integer):
        if exact != exact.to_integral_value():
            raise Refused(N_("«{text}» non è un numero intero."), text=shown(cell))
        return int(exact)
    if isinstance(spec, Number):
        return exact
    if isinstance(spec, Day) and exact == exact.to_integral_value() and int(exact) in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(int(exact))
    return _AS_TEXT


def _moment(spec: Field, cell: datetime) -> Value:
    if isinstance(spec, Day):
        return cell.date()
    if isinstance(spec, Time):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(spec, Moment):
        return cell if cell.tzinfo else cell.replace(tzinfo=clock.ROME)
    return _AS_TEXT


def _exact(cell: int | float | Decimal) -> Decimal:
    """The number a spreadsheet shows: fifteen digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(format(cell, ".15g")) if isinstance(cell, float) else Decimal(cell)


def shown(cell: Cell) -> str:
    """A cell as its spreadsheet shows it."""
    match cell:
        case None:
            return ""
        case bool():
            return tr(N_("sì")) if cell else tr(N_("no"))
        case float() | Decimal():
            return f"{_exact(cell):f}"
        case datetime():
            return locale.day(cell.date()) + (f" {locale.hour(cell.time())}" if cell.time() != time() else "")
        case date():
            return locale.day(cell)
        case time():
            return locale.hour(cell)
        case _:
            return str(cell)


def is_fraction_column(cells: Iterable[Cell]) -> bool:
    """Whether a column of percentages holds 0.6 for 60 %: numbers, none above 1, some between."""
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    return bool(numbers) and max(numbers) <= 1 and any(0 < cell < 1 for cell in numbers)


def is_pointed_column(cells: Iterable[Cell]) -> bool:
    """Whether the texts of a column of numbers write a decimal point: some do beyond doubt, none does otherwise."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    return any(map(_POINTED.fullmatch, texts)) and not any("," in text or _GROUPED.fullmatch(text) for text in texts)


def joined(spec: Field, reads: Iterable[Read]) -> Value:
    """The values of several columns that feed one field: lists are put together, paragraphs follow each other."""
    values = [read.value for read in reads if read.value not in (None, ())]
    if spec.plural:
        return unique(code for value in values for code in value)
    return "\n".join(values) or None


def is_link_to(spec: Field, entity: str) -> bool:
    """Whether a field points to records of this kind."""
    return isinstance(spec, Link | Links) and spec.to == entity
