"""Names as a small register would know them, for tests of the kit."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.fields import NoNames
from app.domain.vocabulary import fold

RECORDS: dict[str, list[tuple[str, str]]] = {
    "actor": [("A01", "Comune di Santarcangelo"), ("A16", "Auser Santarcangelo"), ("A17", "AUSL della Romagna")],
    "zone": [("Z01", "Capoluogo"), ("Z02", "San Michele")],
    "objective": [("OB1", "OB1 Salute di prossimità"), ("OB2", "OB2 Reti di comunità")],
    "person": [("M01", "Anna Verdi"), ("M02", "Bruno Neri")],
}


class SomeNames(NoNames):
    """The records above, and the vocabularies the program knows."""

    def label(self, kind: str, code: str) -> str:
        return dict(RECORDS[kind]).get(code, code) if kind in RECORDS else super().label(kind, code)

    def find(self, kind: str, text: str) -> str | None:
        if kind not in RECORDS:
            return super().find(kind, text)
        wanted = fold(text)
        return next((code for code, label in RECORDS[kind] if wanted in (fold(code), fold(label))), None)

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        return RECORDS[kind] if kind in RECORDS else super().options(kind)
