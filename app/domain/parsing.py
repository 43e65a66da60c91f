"""The small readers the field kinds share: clean text, lists in a cell, numbers in JSON, words to codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.names import Names

_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def split_list(text: str) -> list[str]:
    """A cell that holds a list: `;`, newlines and `|` part it; a comma does when nothing else is there."""
    for mark in (";", "\n", "|"):
        if mark in text:
            return [part.strip() for part in text.replace("\n", mark).split(mark) if part.strip()]
    return [part.strip() for part in text.split(",") if part.strip()]


def clean(text: str) -> str:
    """Without the characters no database and no PDF can hold; every newline a newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNKEEPABLE.sub("", text)


def unique(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes once each, in the order met."""
    return tuple(dict.fromkeys(codes))


def text_of(value: Any) -> str:
    """A JSON text. Raises Refused for anything else: in a file nothing is written null, not «N/A»."""
    if isinstance(value, str):
        return value
    raise Refused(N_("«{value}» non è un testo."), value=str(value)[:60])


def strings(value: Any) -> list[str]:
    """A JSON list of texts. Raises Refused for anything else."""
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value
    raise Refused(N_("«{value}» non è un elenco di codici."), value=str(value)[:60])


def decimal(value: Any) -> Decimal | None:
    """A JSON number or decimal text, exactly. Raises Refused."""
    if value is None:
        return None
    try:
        number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Refused(N_("«{text}» non è un numero."), text=str(value)[:60])
    return number


def one_of(label: str, kind: str, text: str, names: Names) -> str:
    """The code meant by `text`, or a refusal that says what would be accepted and what is nearest."""
    found = names.find(kind, text)
    if found is not None:
        return found
    import difflib  # noqa: PLC0415 - on use: only a wrong word needs it

    known = {word.casefold(): word for pair in names.options(kind) for word in pair}
    near = difflib.get_close_matches(text.casefold(), list(known), 1, 0.6) if len(known) < 2000 else []
    raise UnknownTerm(label, text, kind, known[near[0]] if near else "")


class UnknownTerm(Refused):
    """A word no vocabulary and no record answers to; `nearest` is a guess or empty."""

    def __init__(self, label: str, value: str, kind: str, nearest: str) -> None:
        text = (
            N_("«{value}» non è tra i valori di «{field}»; forse «{nearest}»?")
            if nearest
            else N_("«{value}» non è tra i valori di «{field}».")
        )
        super().__init__(text, value=value.strip()[:80], field=tr(label), nearest=nearest)
        self.kind, self.nearest = kind, nearest
