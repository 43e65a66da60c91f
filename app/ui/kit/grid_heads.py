"""How the header of a group is painted: its arrow, its value, how many records, and what they add up to.

The words stay at the left while columns scroll; a sum stands in its own column where that is in sight beside them,
and the list's main sum after the words where it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QStaticText

from app.core import locale
from app.core.i18n import tr
from app.ui.kit import looks
from app.ui.kit.grid_pens import BOLD, PLAIN, Pens
from app.ui.kit.grouped_rows import Section
from app.ui.kit.table_model import TableModel

if TYPE_CHECKING:
    from app.ui.kit.grid_paint import Span


class Heads:
    """Paints the headers of one painting of a grid."""

    def __init__(self, painter: QPainter, pens: Pens, model: TableModel, spans: list[Span], wide: int) -> None:
        """`spans`: the columns in sight; `wide`: the width of the viewport."""
        self._painter, self._pens, self._model, self._wide = painter, pens, model, wide
        money = [span for span in spans if looks.is_right(model.fields[span.column])]
        self._sums = [(span, model.columns[span.column]) for span in money]

    def paint(self, section: Section, top: int, height: int, *, current: bool) -> None:
        """One header: `top` is its upper edge."""
        pens, box = self._pens, QRect(0, top, self._wide, height - 1)
        self._painter.fillRect(box, pens.current_row if current else pens.of["ground"])
        self._painter.setPen(pens.of["line"])
        self._painter.drawLine(box.left(), box.bottom() + 1, box.right(), box.bottom() + 1)
        left = self._value(section, pens.pad + pens.gutter, top, height)
        left = self._say(locale.number(section.group.count), left + pens.pad, top, height, "muted")
        beside = self._beside(section, left)
        name = self._model.groups.total
        amount = self._model.groups.amount(section, name)
        if amount and name not in (one for one, _, _ in beside):
            label = tr(self._model.entity.fields[name].label).lower()
            left = self._say(f"· {label} {amount}", left + pens.pad, top, height, "muted")
            beside = self._beside(section, left)
        for _, said, at in beside:
            self._words(said, BOLD, at, top, height, "strong")

    def _beside(self, section: Section, left: int) -> list[tuple[str, QStaticText, int]]:
        """The sums whose columns are wholly in sight to the right of the words: field, text, where it stands."""
        pens, found = self._pens, []
        for span, name in self._sums:
            text = self._model.groups.amount(section, name)
            if text and span.left + span.width <= self._wide:
                said, wide = pens.said(text, BOLD, span.width - 2 * pens.pad)
                at = span.left + span.width - pens.pad - wide
                if at > left + pens.pad:
                    found.append((name, said, at))
        return found

    def _value(self, section: Section, left: int, top: int, height: int) -> int:
        """The group's value, as its cells show it; answer where it ends."""
        pens, spec, code = self._pens, self._model.groups.spec, section.group.code
        text = self._model.groups.label(section)
        room = max(self._wide * 6 // 10 - left, 3 * pens.gutter)
        if code is not None and looks.is_chip(spec):
            chip = pens.chip(spec, code, text, room)
            size = chip.deviceIndependentSize().toSize()
            self._painter.drawPixmap(left, top + (height - 1 - size.height()) // 2, chip)
            return left + size.width()
        if code is not None and looks.is_dot(spec):
            self._painter.drawPixmap(left, top + (height - 1 - pens.dot) // 2 + 1, pens.state(spec, code))
            left += pens.dot + pens.pad
        said, wide = pens.said(text, BOLD, room)
        self._words(said, BOLD, left, top, height, "strong")
        return left + wide

    def _say(self, text: str, left: int, top: int, height: int, colour: str) -> int:
        said, wide = self._pens.said(text, PLAIN, max(0, self._wide - left))
        self._words(said, PLAIN, left, top, height, colour)
        return left + wide

    def _words(self, said: QStaticText, font: int, left: int, top: int, height: int, colour: str) -> None:
        painter, pens = self._painter, self._pens
        painter.setFont(pens.fonts[font])
        painter.setPen(pens.of[colour])
        painter.drawStaticText(left, top + (height - 1 - pens.metrics[font].height()) // 2, said)
