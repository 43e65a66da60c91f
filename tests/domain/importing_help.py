"""A register small enough to read: names and records an import can be planned against."""

from collections.abc import Iterable

from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import NoNames
from app.domain.vocabulary import fold
from app.exchange import csv
from app.exchange.sheet import Sheet

PEOPLE = {
    "actor": {"A01": "Comune di Santarcangelo", "A02": "AUSL Romagna", "A03": "Orti, api e dintorni"},
    "target_group": {"T01": "Anziani", "T02": "Giovani"},
    "zone": {"Z00": "Intero territorio", "Z01": "Centro"},
    "fund_source": {"COMUNE": "Bilancio comunale", "PNRR_ALTRO": "PNRR, altro"},
    "objective": {"1": "Linea di mandato"},
    "project": {"P01": "Orto di tutti"},
}


class Register(NoNames):
    """Names of a few records; vocabularies are the program's."""

    def find(self, kind: str, text: str) -> str | None:
        """By code or by name, accents and case ignored."""
        if kind not in PEOPLE:
            return super().find(kind, text)
        known = {fold(word): code for code, label in PEOPLE[kind].items() for word in (code, label)}
        return known.get(fold(text))

    def label(self, kind: str, code: str) -> str:
        """The name behind a code."""
        return PEOPLE[kind].get(code, code) if kind in PEOPLE else super().label(kind, code)

    def options(self, kind: str) -> Iterable[tuple[str, str]]:
        """Everybody of a kind."""
        return list(PEOPLE[kind].items()) if kind in PEOPLE else super().options(kind)


NAMES = Register()


def sheet(*lines: str) -> Sheet:
    """A CSV table, one line each, header first."""
    return csv.sheet_from("\n".join(lines).encode(), "prova", header=1, separator=";")


def record(entity: str, code: str, **values: object) -> Snapshot:
    """A record as the store would give it."""
    return Snapshot(entity, 1, 1, {**ENTITIES[entity].defaults(), "code": code, **values})


def project(code: str = "P01", **values: object) -> Snapshot:
    """A project with all it needs."""
    needed = {
        "title": "Orto di tutti", "main_sector": "SOC", "status": "in_corso", "lead": "A01",
        "targets": ("T01",), "zones": ("Z00",),
    }  # fmt: skip
    return record("project", code, **{**needed, **values})
