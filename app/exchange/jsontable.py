"""A JSON file that holds a table: an array of flat objects, as `write_json` makes them, is read like any sheet."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_
from app.exchange.sheet import Cell, Sheet, build


def sheet_from(data: bytes, name: str) -> Sheet:
    """The rows of an array of objects; the columns are the keys in the order they are first met.

    Raises:
        Refused: not an array of objects whose values are texts, numbers, yes or no, nothing, or lists of these.
    """
    try:
        records = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _no_table() from None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records) or not records:
        raise _no_table()
    titles = list(dict.fromkeys(key for record in records for key in record))
    return build(name, [titles, *([_cell(record.get(title)) for title in titles] for record in records)], header=1)


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return "; ".join("" if part is None else str(_cell(part)) for part in value)
    if value is None or isinstance(value, str | bool | int | Decimal):
        return value
    raise _no_table()


def _no_number(word: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(word)


def _no_table() -> Refused:
    return Refused(
        N_("Questo file JSON non contiene una tabella: deve essere un elenco di oggetti, uno per riga, senza altri "
           "oggetti dentro. Un archivio della cabina si carica con «cabina load».")
    )  # fmt: skip
