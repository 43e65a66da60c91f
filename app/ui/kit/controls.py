"""A check box and an unfolding list drawn in the theme's colours: a style sheet frames them, it cannot draw marks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.ui.icons import icon
from app.ui.theme import theme


class Tick(QCheckBox):
    """A check box whose box is always seen: edge 3:1 on any ground, mark and focus in the theme's colours."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._side() + theme().px(0.6) + words + 4, max(self.fontMetrics().height(), self._side()) + 6)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _side(self) -> int:
        return theme().px(1.15)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        side = self._side()
        box = QRect(1, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        self._draw_box(painter, box, enabled=enabled)
        self._draw_words(painter, option, side + theme().px(0.6), enabled=enabled)

    def _draw_box(self, painter: QPainter, box: QRect, *, enabled: bool) -> None:
        full = self.checkState() == Qt.CheckState.Checked and enabled
        painter.setPen(QPen(theme().colour("primary" if full else "edge" if enabled else "line"), 1))
        painter.setBrush(theme().colour("primary" if full else "surface" if enabled else "ground"))
        painter.drawRoundedRect(box, 2, 2)
        mark = {Qt.CheckState.Checked: "check", Qt.CheckState.PartiallyChecked: "minus"}.get(self.checkState())
        if mark:
            icon(mark, "on_primary" if full else "muted").paint(painter, box.adjusted(2, 2, -2, -2))

    def _draw_words(self, painter: QPainter, option: QStyleOptionButton, left: int, *, enabled: bool) -> None:
        words = QRect(left, 0, self.width() - left, self.height())
        painter.setPen(theme().colour("text" if enabled else "muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, int(flags), option.text)
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -1), 3, 3)


_NO_ARROW = "QComboBox::drop-down { border: none; width: 1.6em; } QComboBox::down-arrow { image: none; }"


class Combo(QComboBox):
    """A list to unfold, with a plain arrow; the wheel scrolls the page, not the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(_NO_ARROW)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = theme().px(0.9)
        place = QRect(self.width() - side - theme().px(0.5), (self.height() - side) // 2, side, side)
        icon("caret-down", "muted").paint(painter, place)
