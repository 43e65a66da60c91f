"""Dates in words (Babel): `giovedì 11 settembre 2025`, `1° ottobre 2026`, `Thursday 11 September 2025`."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from app.core import i18n


def long(value: date, *, weekday: bool = False) -> str:
    """The date with its month in words; Italian writes the first of a month `1°`."""
    code = i18n.current().code
    text = format_date(value, "d MMMM y", locale="it" if code == "it" else "en_GB")
    if code == "it" and value.day == 1:
        text = text.replace("1 ", "1° ", 1)
    return f"{name_of_day(value)} {text}" if weekday else text


def name_of_day(value: date) -> str:
    """`giovedì`."""
    return str(format_date(value, "EEEE", locale="it" if i18n.current().code == "it" else "en_GB"))


def name_of_month(month: int) -> str:
    """`maggio` for 5."""
    return str(format_date(date(2026, month, 1), "LLLL", locale="it" if i18n.current().code == "it" else "en_GB"))
