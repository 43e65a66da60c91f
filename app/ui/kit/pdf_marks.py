"""One page of a PDF, as wide as the room there is, with places marked on it.

Qt draws no form fields: what stands in a signature's place is told by the mark over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.theme import theme

_ABOVE = 90
"""Pixels of the page left in sight above the place shown."""


@dataclass(frozen=True)
class Mark:
    """A place: points from the page's lower left corner (left, low, right, high), words, whether one looks there."""

    rect: tuple[float, float, float, float]
    words: str
    strong: bool


class _Sheet(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image, self.scale, self.height_points = QImage(), 1.0, 0.0
        self.marks: tuple[Mark, ...] = ()

    def place(self, mark: Mark) -> QRectF:
        """Where a mark is, in pixels of this widget."""
        left, low, right, high = mark.rect
        return QRectF(left * self.scale, (self.height_points - high) * self.scale, (right - left) * self.scale,
                      (high - low) * self.scale)  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        for mark in self.marks:
            self._draw(painter, mark)
        painter.end()

    def _draw(self, painter: QPainter, mark: Mark) -> None:
        """The page is white whatever the theme: so are the colours on it."""
        ink = QColor("#0059b3" if mark.strong else "#17324d")
        box = self.place(mark)
        ground = QColor(ink)
        ground.setAlpha(28 if mark.strong else 12)
        painter.fillRect(box, ground)
        painter.setPen(QPen(ink, 2.0 if mark.strong else 1.0, Qt.PenStyle.DashLine))
        painter.drawRect(box)
        painter.setFont(theme().font())
        painter.drawText(
            box.adjusted(6, 2, -6, -2), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, mark.words
        )


class MarkedPage(QScrollArea):
    """Shows a page and its marks, scrolled to the strong one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.sheet = _Sheet(self)
        self.setWidget(self.sheet)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._scroll())
        self._document, self._buffer, self._page = QPdfDocument(self), QBuffer(self), 0

    def show_page(self, data: bytes, page: int, marks: Sequence[Mark]) -> None:
        """Show a page (from 1) of a PDF."""
        if bytes(self._buffer.data().data()) != data:
            self._buffer.close()
            self._buffer.setData(QByteArray(data))
            self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
        self._page, self.sheet.marks = page, tuple(marks)
        self.setAccessibleDescription("; ".join(mark.words for mark in marks))
        self._render()

    def _render(self) -> None:
        points = self._document.pagePointSize(self._page - 1)
        if points.isEmpty():
            return
        width, sheet, ratio = self.viewport().width(), self.sheet, self.devicePixelRatioF()
        sheet.scale, sheet.height_points = width / points.width(), points.height()
        size = QSize(width, round(points.height() * sheet.scale))
        drawn = self._document.render(self._page - 1, size * ratio)
        sheet.image = QImage(drawn.size(), QImage.Format.Format_RGB32)
        sheet.image.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet.image)
        painter.drawImage(0, 0, drawn)
        painter.end()
        sheet.image.setDevicePixelRatio(ratio)
        sheet.setFixedSize(size)
        sheet.update()
        self._scroll()

    def _scroll(self) -> None:
        """Where one looks; said again when the bar learns how long the page has become."""
        strong = next((mark for mark in self.sheet.marks if mark.strong), None)
        if strong is not None:
            self.verticalScrollBar().setValue(max(round(self.sheet.place(strong).top()) - _ABOVE, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._render()
