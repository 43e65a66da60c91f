"""A table whose first columns stay where they are while the others scroll, painted a page at a time.

The columns that stay are no second view laid over the first: there is one table, so that keyboard, selection,
editors and screen readers meet each cell once. Only where a cell stands is answered differently.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.ui.kit.grid_paint import GridPainter, Span
from app.ui.kit.table_model import TableModel

_MOST = 0.6  # of the width: more than this is never held, or nothing could scroll


class Standing(NamedTuple):
    """Where one is in a grid: the scroll bars (vertical, horizontal), the current cell, its record."""

    bars: tuple[int, int]
    row: int
    column: int
    entity: str
    id: int


class GridView(QTableView):
    """A TableModel on the screen.

    Signals:
        frozen_changed(): another number of columns stays in place.
        filter_wanted(str): the list should be narrowed by a field (asked where `can_filter`).
    """

    frozen_changed = Signal()
    filter_wanted = Signal(str)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self._frozen = model, 1
        self.can_filter = False
        self.painter = GridPainter(self)
        self.horizontalScrollBar().valueChanged.connect(self._slid)

    # ------------------------------------------------------------ the columns that stay

    @property
    def frozen(self) -> int:
        """How many of the first columns were asked to stay."""
        return self._frozen

    def freeze(self, count: int) -> None:
        """Let this many of the first columns stay in place; 0 for none."""
        if count != self._frozen:
            self._frozen = max(0, count)
            self.updateEditorGeometries()
            self.viewport().update()
            self.horizontalHeader().viewport().update()
            self.frozen_changed.emit()

    def held(self) -> int:
        """How many columns stay in place now: none before one scrolls, none in a window too narrow for it."""
        header = self.horizontalHeader()
        if not self._frozen or not header.offset() or self._frozen >= header.count():
            return 0
        wide = header.sectionPosition(self._frozen - 1) + header.sectionSize(self._frozen - 1)
        return self._frozen if wide <= self.viewport().width() * _MOST else 0

    def held_width(self) -> int:
        """How much of the viewport's left they take."""
        held, header = self.held(), self.horizontalHeader()
        return header.sectionPosition(held - 1) + header.sectionSize(held - 1) if held else 0

    def held_spans(self) -> list[Span]:
        """The columns that stay, as they stand on the screen."""
        return self.spans_of(0, self.held() - 1)

    def spans(self, area: QRect) -> list[Span]:
        """The columns that scroll, those in sight."""
        header, held = self.horizontalHeader(), self.held()
        first = max(header.visualIndexAt(max(area.left(), self.held_width())), 0)
        last = header.visualIndexAt(area.right())
        return self.spans_of(max(first, held), header.count() - 1 if last < 0 else last)

    def spans_of(self, first: int, last: int) -> list[Span]:
        """Columns by number, as they stand on the screen."""
        header, held, offset = self.horizontalHeader(), self.held(), self.horizontalHeader().offset()
        return [
            Span(at, header.sectionPosition(at) - (0 if at < held else offset), header.sectionSize(at))
            for at in range(first, min(last, header.count() - 1) + 1)
        ]  # fmt: skip

    def _slid(self) -> None:
        if self._frozen:
            self.viewport().update()
            self.horizontalHeader().viewport().update()
            self.updateEditorGeometries()

    # ------------------------------------------------------------ where a cell stands

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        box = super().visualRect(index)
        if index.isValid() and index.column() < self.held():
            box.moveLeft(self.horizontalHeader().sectionPosition(index.column()))
        return box

    def indexAt(self, pos: QPoint) -> QModelIndex:
        for span in self.held_spans() if pos.x() < self.held_width() else ():
            if span.left <= pos.x() < span.left + span.width:
                return self.table.index(self.rowAt(pos.y()), span.column)
        return super().indexAt(pos)

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:  # fmt: skip
        """Bring a cell into sight: a column that stays needs no scrolling, another must not be left behind it."""
        bar, stays = self.horizontalScrollBar(), index.column() < self.held()
        before = bar.value()
        super().scrollTo(index, hint)
        if stays:
            bar.setValue(before)
            return
        hidden = self.held_width() - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    # ------------------------------------------------------------ painting

    def row_height(self) -> int:
        """The height of every row."""
        return self.verticalHeader().defaultSectionSize()

    def chosen(self) -> list[tuple[int, int, int, int]]:
        """The selected rectangles: top, left, bottom, right.."""
        selection = self.selectionModel().selection()
        parts = (selection.at(i) for i in range(selection.count()))
        return [(one.top(), one.left(), one.bottom(), one.right()) for one in parts]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.painter.paint(painter, event.rect())
        painter.end()
