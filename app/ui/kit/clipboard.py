"""A selection on the clipboard: TSV for spreadsheets, HTML for documents; and its sums for the status bar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QMimeData

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.domain.fields import Field, Integer, Money, Number, Percent, Value, Year
from app.ui.kit.table_model import TableModel

_AT_MOST = 200_000
Cells = list[list[tuple[Field | None, Value, str]]]


def ranges_of(selection: QItemSelectionModel) -> list[QItemSelectionRange]:
    """The selected rectangles."""
    chosen = selection.selection()
    return [chosen.at(i) for i in range(chosen.count())]


def places_of(selection: QItemSelectionModel) -> list[int]:
    """The rows with a selected cell, in order; of a rectangle without end, its beginning."""
    return sorted({
        place
        for part in ranges_of(selection)
        for place in range(part.top(), min(part.bottom(), part.top() + _AT_MOST) + 1)
    })  # fmt: skip


def cells(model: TableModel, selection: QItemSelectionModel) -> tuple[Cells, list[int]]:
    """The selected cells by row, and their columns; holes are empty. Rows not read yet are read as they come."""
    ranges = ranges_of(selection)
    columns = sorted({column for part in ranges for column in range(part.left(), part.right() + 1)})
    places = [place for place in places_of(selection) if model.group_at(place) is None]  # no headers of groups
    found: Cells = []
    for place in places:
        row = model.rows.row(place)
        line: list[tuple[Field | None, Value, str]] = []
        for column in columns:
            inside = row is not None and any(
                part.top() <= place <= part.bottom() and part.left() <= column <= part.right() for part in ranges
            )
            if inside and row is not None:
                line.append((model.field_at(row, column), row.values[column], model.text(place, column)))
            else:
                line.append((None, None, ""))
        found.append(line)
    return found, columns


def _for_sheet(spec: Field | None, value: Value, text: str) -> str:
    """The text a spreadsheet in Italian reads as a number or a date, and never as a formula."""
    if isinstance(spec, Money | Number) and value is not None:
        return locale.number(value, 2 if isinstance(spec, Money) else None).replace(".", "")
    if isinstance(spec, Integer) and value is not None:
        return str(value)
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat


def mime(model: TableModel, selection: QItemSelectionModel, *, headers: bool) -> QMimeData:
    """What Ctrl+C puts on the clipboard."""
    rows, columns = cells(model, selection)
    titles = [tr(model.fields[column].label) for column in columns] if headers else []
    lines = ["\t".join(_for_sheet(*cell) for cell in row) for row in rows]
    data = QMimeData()
    data.setText("\n".join(["\t".join(titles), *lines] if headers else lines))
    data.setHtml(_html(rows, titles))
    return data


def _html(rows: Cells, titles: Sequence[str]) -> str:
    head = "<tr>" + "".join(f"<th>{escape(title)}</th>" for title in titles) + "</tr>" if titles else ""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_for_document(*cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<meta charset="utf-8"><table>{head}{body}</table>'


def _for_document(spec: Field | None, value: Value, text: str) -> str:
    return locale.day(value) if isinstance(value, date) and spec is not None and not text else text


def sums(model: TableModel, selection: QItemSelectionModel) -> str:
    """`3 righe selezionate · 3 valori · somma 36.000,00 € · media 12.000,00 €`; empty below two cells.

    Like a spreadsheet: cells that say something are counted, numbers of one kind are added up.
    """
    ranges = ranges_of(selection)
    count = sum(part.width() * part.height() for part in ranges)
    if count < 2:
        return ""
    rows = sum(model.group_at(place) is None for place in places_of(selection))
    said = [trn("{n} riga selezionata", "{n} righe selezionate", rows)]
    if count > _AT_MOST:
        return said[0]
    known = [(spec, value) for line in cells(model, selection)[0] for spec, value, _ in line
             if spec is not None and value not in (None, "", ())]  # fmt: skip
    said.append(trn("{n} valore", "{n} valori", len(known)))
    numbers = [(spec, value) for spec, value in known if isinstance(spec, Money | Number | Integer)
               and not isinstance(spec, Year)]  # fmt: skip
    if numbers and len({type(spec) for spec, _ in numbers}) == 1:
        spec, values = numbers[0][0], [Decimal(value) for _, value in numbers]
        total = sum(values, Decimal(0))
        said.append(tr(N_("somma {sum}")).format(sum=_number(spec, total)))
        said.append(tr(N_("media {mean}")).format(mean=_number(spec, total / len(values))))
    return " · ".join(said)


def _number(spec: Field, value: Decimal) -> str:
    """A sum or a mean as its column shows numbers; two decimals at most."""
    if isinstance(spec, Money):
        return locale.money(value)
    rounded = value.quantize(Decimal("0.01"))
    text = locale.number(rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded)
    return f"{text}\u00a0%" if isinstance(spec, Percent) else text
