"""Numbers longer than a spreadsheet counts are written as what they say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.exchange import xlsxcells


@pytest.mark.parametrize(("value", "written"), [
    (Decimal("12345.67"), b"12345.67"), (Decimal("-9999999999999.99"), b"-9999999999999.99"),
    (Decimal("99999999999999.99"), "99999999999999.99"), (Decimal("NaN"), "NaN"),
    (Decimal("100000000000000.00"), b"100000000000000.00"),
])  # fmt: skip
def test_what_fifteen_digits_do_not_hold_is_text(value: Decimal, written: bytes | str) -> None:
    assert xlsxcells._decimal(value) == written
