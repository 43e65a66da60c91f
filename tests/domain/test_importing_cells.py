"""Cells → values: what registers write, read as the form would read it, and why not when not."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from app.domain.fields import Day, Field, Flag, Integer, Link, LongText, Money, Number, Percent, Text, Time, Year
from app.domain.importing_cells import CellReader
from tests.domain.importing_help import NAMES


def _named(spec: Field) -> Field:
    spec.name = "campo"
    return spec


@pytest.mark.parametrize(
    ("spec", "cell", "value"),
    [
        (Money("€"), "40.000", Decimal(40_000)),
        (Money("€"), "1.187.125.057", Decimal(1_187_125_057)),
        (Money("€"), "900.000.000,00", Decimal(900_000_000)),
        (Money("€"), "373800000", Decimal(373_800_000)),
        (Money("€"), "1234,56", Decimal("1234.56")),
        (Money("€"), "1234.56", Decimal("1234.56")),
        (Money("€"), "ca 2.000.000.000 €", Decimal(2_000_000_000)),
        (Money("€"), "Ca. €  129.000.000 ", Decimal(129_000_000)),
        (Money("€"), 1234.5, Decimal("1234.50")),
        (Money("€"), 0.1 + 0.2, Decimal("0.30")),
        (Money("€"), 12, Decimal(12)),
        (Money("€"), "N/A", None),
        (Money("€"), "N/D", None),
        (Money("€"), "#N/A", None),
        (Money("€"), "\t", None),
        (Day("g"), "31/12/2026", date(2026, 12, 31)),
        (Day("g"), "2026-12-31", date(2026, 12, 31)),
        (Day("g"), date(2026, 12, 31), date(2026, 12, 31)),
        (Day("g"), datetime(2026, 12, 31, 10, 0), date(2026, 12, 31)),  # noqa: DTZ001 - a cell has no zone
        (Day("g"), 46_387, date(2026, 12, 31)),
        (Day("g"), 46_387.0, date(2026, 12, 31)),
        (Time("o"), time(17, 30), time(17, 30)),
        (Time("o"), "17.30", time(17, 30)),
        (Integer("n"), 12.0, 12),
        (Integer("n"), "1.234", 1234),
        (Year("a"), 2026, 2026),
        (Percent("%"), "60 %", 60),
        (Number("n"), 0.25, Decimal("0.25")),
        (Flag("f"), True, True),
        (Flag("f"), "NO", False),
        (Flag("f"), 1, True),
        (Text("t"), 99018, "99018"),
        (Text("t"), 12.07, "12.07"),
        (Text("t"), date(2026, 1, 2), "02/01/2026"),
        (Text("t"), "  due   spazi ", "due spazi"),
        (LongText("t"), "riga\r\nriga", "riga\nriga"),
        (Link("l", to="actor"), "comune di SANTARCANGELO ", "A01"),
        (Link("l", to="actor"), "a01", "A01"),
    ],
)
def test_cells_become_values(spec: Field, cell: Any, value: object) -> None:
    read = CellReader(_named(spec), "Colonna", NAMES, {}).read(cell)
    assert (read.value, read.problem) == (value, None)


@pytest.mark.parametrize(
    ("spec", "cell", "why"),
    [
        (Money("€"), "tanto", "non è un numero"),
        (Money("€"), "-5", "negativo"),
        (Money("€"), 1.005, "due decimali"),
        (Money("€"), "#REF!", "errore #REF!"),
        (Day("g"), "30/02/2026", "non esiste"),
        (Day("g"), "lunedì", "non è una data"),
        (Day("g"), "+7", "non è una data"),
        (Day("g"), 3, "non è una data"),
        (Integer("n"), 1.5, "intero"),
        (Year("a"), 20, "limiti"),
        (Text("t", max_length=3), "quattro", "al massimo 3"),
    ],
)
def test_cells_that_cannot_be_taken_say_why(spec: Field, cell: Any, why: str) -> None:
    problem = CellReader(_named(spec), "Colonna", NAMES, {}).read(cell).problem
    assert problem is not None
    assert (problem.column, problem.field) == ("Colonna", "campo")
    assert why in problem.why
