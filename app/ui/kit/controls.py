"""A check box and an unfolding list drawn in the theme's colours: a style sheet frames them, it cannot draw marks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.ui.icons import icon
from app.ui.theme import theme


def _side() -> int:
    """The side of a box, in pixels."""
    return theme().px(1.15)


def _size(button: QAbstractButton) -> QSize:
    """The box, a gap, the words."""
    words = button.fontMetrics().horizontalAdvance(button.text())
    height = max(button.fontMetrics().height(), _side()) + 6
    return QSize(_side() + theme().px(0.6) + words + 4, height)


def _draw_box(painter: QPainter, button: QAbstractButton, mark: str, *, full: bool, radius: float) -> None:
    """A box that is always seen, with its mark; `full` fills it with the main colour."""
    side, enabled = _side(), button.isEnabled()
    box = QRect(1, (button.height() - side) // 2, side, side)
    full = full and enabled
    painter.setPen(QPen(theme().colour("primary" if full else "edge" if enabled else "line"), 1))
    painter.setBrush(theme().colour("primary" if full else "surface" if enabled else "ground"))
    painter.drawRoundedRect(box, radius, radius)
    if mark:
        icon(mark, "on_primary" if full else "muted").paint(painter, box.adjusted(2, 2, -2, -2))


def _draw_words(painter: QPainter, button: QAbstractButton, text: str, left: int, *, enabled: bool) -> None:
    """The words, and the frame of the focus around everything."""
    painter.setPen(theme().colour("text" if enabled else "muted"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
    painter.drawText(QRect(left, 0, button.width() - left, button.height()), int(flags), text)
    if button.hasFocus():
        painter.setPen(QPen(theme().colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(button.rect().adjusted(0, 1, -1, -1), 3, 3)


class Tick(QCheckBox):
    """A check box whose box is always seen: edge 3:1 on any ground, mark and focus in the theme's colours.

    A subclass may draw its words its own way (`_draw_words`).
    """

    def sizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        state = self.checkState()
        mark = {Qt.CheckState.Checked: "check", Qt.CheckState.PartiallyChecked: "minus"}.get(state, "")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_box(painter, self, mark, full=state == Qt.CheckState.Checked, radius=2)
        self._draw_words(painter, option, _side() + theme().px(0.6), enabled=self.isEnabled())
        painter.end()

    def _draw_words(self, painter: QPainter, option: QStyleOptionButton, left: int, *, enabled: bool) -> None:
        _draw_words(painter, self, option.text, left, enabled=enabled)


class Radio(QRadioButton):
    """A radio button drawn like a Tick, round."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        _draw_box(painter, self, "check" if on else "", full=on, radius=_side() / 2)
        _draw_words(painter, self, self.text(), _side() + theme().px(0.6), enabled=self.isEnabled())
        painter.end()


_NO_ARROW = "QComboBox::drop-down { border: none; width: 1.6em; } QComboBox::down-arrow { image: none; }"


class Combo(QComboBox):
    """A list to unfold, with a plain arrow; the wheel scrolls the page, not the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(_NO_ARROW)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)

    def event(self, event: QEvent) -> bool:
        """A plain letter looks for a term of the list: it is nobody's shortcut here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if event.text().isprintable() and event.text().strip() and held == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = theme().px(0.9)
        place = QRect(self.width() - side - theme().px(0.5), (self.height() - side) // 2, side, side)
        icon("caret-down", "muted").paint(painter, place)
