"""A tree of records with a bar of progress, a number and a mark with its word; painted by hand, read aloud in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.core import locale
from app.ui.icons import icon
from app.ui.kit.plain import tip
from app.ui.theme import theme

CODE = Qt.ItemDataRole.UserRole
_PERCENT = CODE + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Branch:
    """A row: its code, its words, other texts by column.

    `percent` None draws no bar; `mark` = (icon, words) stands in the last column.
    """

    code: str
    title: str
    depth: int
    texts: Sequence[str] = ()
    percent: int | None = None
    mark: tuple[str, str] | None = None
    strong: bool = field(default=False)


class Tree(QTreeView):
    """The tree. Columns: title, progress, then one per heading given.

    Signals:
        chosen(str): another record is the current one.
        opened(str): open this one whole (Enter, double click).
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings = list(headings)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(theme().px(1.4))
        self.header().setStretchLastSection(False)
        self.activated.connect(lambda index: self.opened.emit(str(index.siblingAtColumn(0).data(CODE))))
        self.selectionModel().currentChanged.connect(
            lambda now, _: self.chosen.emit(str(now.siblingAtColumn(0).data(CODE) or ""))
        )

    def show_branches(self, branches: Sequence[Branch]) -> None:
        """Show rows, each parent before its children; what was open and chosen stays so."""
        closed, current = self._closed(), self.current()
        self._model.clear()
        self._model.setHorizontalHeaderLabels(self._headings)
        parents: list[QStandardItem] = []
        for one in branches:
            row = _items(one)
            del parents[one.depth :]
            (parents[-1] if parents else self._model.invisibleRootItem()).appendRow(row)
            parents.append(row[0])
        self.expandAll()
        for item in self._all():
            if item.data(CODE) in closed:
                self.collapse(item.index())
        self._measure()
        if not self.choose(current) and branches:
            self.choose(branches[0].code)

    def current(self) -> str:
        """The code of the current row."""
        return str(self.currentIndex().siblingAtColumn(0).data(CODE) or "")

    def choose(self, code: str) -> bool:
        """Go to a record."""
        for item in self._all():
            if item.data(CODE) == code:
                self.setCurrentIndex(item.index())
                return True
        return False

    def texts(self) -> list[list[str]]:
        """What the tree says, row by row."""
        found = []
        for item in self._all():
            columns = range(self._model.columnCount())
            found.append([str(item.index().siblingAtColumn(column).data() or "") for column in columns])
        return found

    def _measure(self) -> None:
        header = self.header()
        for column in range(self._model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            last = column == self._model.columnCount() - 1
            header.resizeSection(column, theme().px(7 if last or column == 1 else 5))
            if column:
                self._model.horizontalHeaderItem(column).setTextAlignment(_RIGHT)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _closed(self) -> set[str]:
        return {
            str(item.data(CODE)) for item in self._all() if item.hasChildren() and not self.isExpanded(item.index())
        }

    def _all(self) -> list[QStandardItem]:
        found: list[QStandardItem] = []

        def walk(item: QStandardItem) -> None:
            for row in range(item.rowCount()):
                child = item.child(row, 0)
                found.append(child)
                walk(child)

        walk(self._model.invisibleRootItem())
        return found


def _items(one: Branch) -> list[QStandardItem]:
    title = QStandardItem(one.title)
    title.setData(one.code, CODE)
    words = f"{one.title}. {one.mark[1]}" if one.mark else one.title
    title.setToolTip(tip(words))
    title.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    font = title.font()
    font.setBold(one.strong)
    title.setFont(font)
    bar = QStandardItem("–" if one.percent is None else locale.percent(one.percent))
    bar.setTextAlignment(_RIGHT)
    bar.setData(one.percent, _PERCENT)
    others = []
    for text in one.texts:
        other = QStandardItem(text)
        other.setTextAlignment(_RIGHT)
        others.append(other)
    if one.mark and others:
        others[-1].setText(one.mark[1])
        others[-1].setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        side = theme().px(1.1)  # a picture, since an icon of an open row would take the accent's colour
        others[-1].setData(icon(one.mark[0], "warning").pixmap(side, side), Qt.ItemDataRole.DecorationRole)
        others[-1].setForeground(theme().colour("warning"))
    return [title, bar, *others]


class _Painter(QStyledItemDelegate):
    """Bars where there is a percentage, plain cells elsewhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme().px(2.3))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        percent = index.data(_PERCENT)
        if percent is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        self._bar(painter, option.rect, int(percent), str(index.data()))

    def _bar(self, painter: QPainter, rect: QRect, percent: int, words: str) -> None:
        look = theme()
        wide = look.px(3)
        height = look.px(0.45)
        track = QRect(
            rect.left() + look.px(0.4), rect.center().y() - height // 2, rect.width() - wide - look.px(0.8), height
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(
            QRect(track.topLeft(), QSize(max(height, track.width() * percent // 100), height)), height / 2, height / 2
        )
        painter.setPen(look.colour("text"))
        painter.drawText(
            QRect(rect.right() - wide, rect.top(), wide - look.px(0.3), rect.height()),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            words,
        )
        painter.restore()
