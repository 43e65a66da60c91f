"""A check box and an unfolding list drawn in the theme's colours: a style sheet frames them, it cannot draw marks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.ui.icons import icon
from app.ui.theme import theme


class _Marked:
    """What a check box and a radio button have in common: a shape that is always seen, a mark, words, a focus."""

    @staticmethod
    def side() -> int:
        """The side of the shape, in pixels."""
        return theme().px(1.15)

    @staticmethod
    def size(button: QAbstractButton) -> QSize:
        """The shape, a gap, the words."""
        words = button.fontMetrics().horizontalAdvance(button.text())
        height = max(button.fontMetrics().height(), _Marked.side()) + 6
        return QSize(_Marked.side() + theme().px(0.6) + words + 4, height)

    @staticmethod
    def paint(button: QAbstractButton, text: str, mark: str, *, full: bool, radius: float) -> None:
        """Draw the whole button."""
        side, enabled = _Marked.side(), button.isEnabled()
        full = full and enabled
        painter = QPainter(button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(1, (button.height() - side) // 2, side, side)
        painter.setPen(QPen(theme().colour("primary" if full else "edge" if enabled else "line"), 1))
        painter.setBrush(theme().colour("primary" if full else "surface" if enabled else "ground"))
        painter.drawRoundedRect(box, radius, radius)
        if mark:
            icon(mark, "on_primary" if full else "muted").paint(painter, box.adjusted(2, 2, -2, -2))
        left = side + theme().px(0.6)
        painter.setPen(theme().colour("text" if enabled else "muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRect(left, 0, button.width() - left, button.height()), int(flags), text)
        if button.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(button.rect().adjusted(0, 1, -1, -1), 3, 3)
        painter.end()


class Tick(QCheckBox):
    """A check box whose box is always seen: edge 3:1 on any ground, mark and focus in the theme's colours."""

    def sizeHint(self) -> QSize:
        return _Marked.size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self.checkState()
        mark = {Qt.CheckState.Checked: "check", Qt.CheckState.PartiallyChecked: "minus"}.get(state, "")
        _Marked.paint(self, self.text(), mark, full=state == Qt.CheckState.Checked, radius=2)


class Radio(QRadioButton):
    """A radio button drawn like a Tick, round."""

    def sizeHint(self) -> QSize:
        return _Marked.size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        on = self.isChecked()
        _Marked.paint(self, self.text(), "check" if on else "", full=on, radius=_Marked.side() / 2)


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
