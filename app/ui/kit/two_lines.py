"""A list whose entries have a title that may wrap, a quiet second line, a word at the right, perhaps a tick box.

What is read aloud is the whole entry (`AccessibleTextRole`); a dot of colour always stands beside its word.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.icons import icon
from app.ui.kit.plain import tip
from app.ui.theme import theme
from app.ui.theme_tokens import Hue

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
_ENTRY = Qt.ItemDataRole.UserRole + 1
_LINES = 2


@dataclass(frozen=True)
class Entry:
    """One entry. `ticked` None: no box. `lead` stands before the title (a number), `hue` puts a dot before `second`."""

    key: str
    title: str
    lead: str = ""
    second: str = ""
    right: str = ""
    hue: Hue | None = None
    ticked: bool | None = None
    strong: bool = False
    faint: bool = False

    @property
    def spoken(self) -> str:
        """The whole entry in one breath."""
        return ", ".join(part for part in (f"{self.lead} {self.title}".strip(), self.second, self.right) if part)


class TwoLines(QStyledItemDelegate):
    """Paints entries."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        look, box = theme(), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(box, look.colour("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), look.px(0.2), box.height()), look.colour("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        inside = box.adjusted(look.px(0.8), look.px(0.3), -look.px(0.8), -look.px(0.3))
        ink = "on_accent_soft" if selected else "muted" if entry.faint else "text"
        if entry.ticked is not None:
            self._box(painter, inside, on=entry.ticked)
            inside.setLeft(inside.left() + look.px(1.7))
        self._words(painter, inside, entry, ink)
        painter.restore()

    def _box(self, painter: QPainter, inside: QRect, *, on: bool) -> None:
        side = theme().px(1.1)
        box = QRect(inside.left(), inside.top() + theme().px(0.15), side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("primary" if on else "edge"), 1))
        painter.setBrush(theme().colour("primary" if on else "surface"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if on:
            icon("check", "on_primary").paint(painter, box.adjusted(2, 2, -2, -2))

    def _words(self, painter: QPainter, inside: QRect, entry: Entry, ink: str) -> None:
        look = theme()
        first, small = title_font(entry), look.font(scale=0.92)
        most = inside.width() * 11 // 20
        word = QFontMetrics(small).elidedText(entry.right, Qt.TextElideMode.ElideRight, most)
        right = QFontMetrics(small).horizontalAdvance(word)
        painter.setFont(first)
        painter.setPen(look.colour(ink))
        top = QRect(inside)
        if entry.lead:
            bold = look.font(weight=QFont.Weight.Bold)
            painter.setFont(bold)
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, entry.lead)
            top.setLeft(top.left() + QFontMetrics(bold).horizontalAdvance(entry.lead + " ") + 2)
            painter.setFont(first)
        top.setRight(top.right() - (right + look.px(0.6) if right else 0))
        lines = wrapped(entry.title, QFontMetrics(first), top.width(), 1 if entry.right else _LINES)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), "\n".join(lines))
        painter.setFont(small)
        painter.setPen(look.colour("on_accent_soft" if ink == "on_accent_soft" else "muted"))
        if entry.right:
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), word)
        if entry.second:
            self._second(painter, inside, entry, QFontMetrics(small))

    def _second(self, painter: QPainter, inside: QRect, entry: Entry, metrics: QFontMetrics) -> None:
        low = QRect(inside)
        low.setTop(inside.bottom() - metrics.height())
        if entry.hue is not None:
            dot = theme().px(0.5)
            pen = painter.pen()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colours.hues[entry.hue].dot)
            painter.drawEllipse(QRectF(low.left(), low.center().y() - dot / 2 + 1, dot, dot))
            painter.setPen(pen)
            low.setLeft(low.left() + dot + theme().px(0.4))
        text = metrics.elidedText(entry.second, Qt.TextElideMode.ElideRight, low.width())
        painter.drawText(low, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry, look = index.data(_ENTRY), theme()
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else look.px(18)
        metrics = QFontMetrics(title_font(entry))
        lead = QFontMetrics(look.font(weight=QFont.Weight.Bold)).horizontalAdvance(entry.lead + " ") + 2
        taken = look.px(1.6) + (look.px(1.7) if entry.ticked is not None else 0) + (lead if entry.lead else 0)
        lines = wrapped(entry.title, metrics, width - taken, 1 if entry.right else _LINES)
        height = metrics.lineSpacing() * len(lines) + look.px(0.6)
        if entry.second:
            height += QFontMetrics(look.font(scale=0.92)).lineSpacing()
        return QSize(look.px(6), height)


def title_font(entry: Entry) -> QFont:
    """The font of a title."""
    return theme().font(weight=QFont.Weight.DemiBold if entry.strong else QFont.Weight.Normal)


def wrapped(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """A text on at most `most` lines; what does not fit ends with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
            line += f" {words.pop(0)}"
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(width, 1)))
    if words or not lines:
        lines.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, max(width, 1)))
    return lines


class EntryList(QListWidget):
    """A list of entries; what is chosen stays chosen when the entries are read again.

    Signals:
        chosen(str): another entry is current; its key.
        opened(str): Enter or a double click.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(lambda now, _: self.chosen.emit(now.data(KEY)) if now else None)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(KEY)))

    def show_entries(self, entries: list[Entry]) -> None:
        """Replace the entries; the current one and the scroll stay."""
        key, scroll = self.key(), self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        while self.count() > len(entries):
            self.takeItem(self.count() - 1)
        for row, entry in enumerate(entries):
            if row == self.count():
                self.addItem(QListWidgetItem())
            item = self.item(row)
            item.setData(KEY, entry.key)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.spoken)
            item.setToolTip(tip(entry.title))
        self.select(key)
        self.blockSignals(blocked)
        self.scheduleDelayedItemsLayout()
        self.verticalScrollBar().setValue(scroll)

    def entries(self) -> list[Entry]:
        """The entries shown."""
        return [self.item(row).data(_ENTRY) for row in range(self.count())]

    def key(self) -> str:
        """The current entry's key; empty when there is none."""
        return str(self.item(self.currentRow()).data(KEY)) if self.currentRow() >= 0 else ""

    def select(self, key: str) -> bool:
        """Make an entry current."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)
                return True
        return False

    def full_height(self) -> int:
        """How tall the list must be to show everything."""
        return sum(self.sizeHintForRow(row) for row in range(self.count())) + 2 * self.frameWidth()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key():
            self.opened.emit(self.key())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
