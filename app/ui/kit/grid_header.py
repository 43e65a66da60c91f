"""The header of a grid: click to sort, Shift+click to add a key, drag to move, right click for the rest.

The columns that stay in place are drawn over those that scroll beneath them; the mouse over them is answered as if it
were where Qt believes them to be.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu

from app.core.i18n import N_, tr
from app.domain.query import Sort
from app.ui.kit.grouping import can_group
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.kit.grid import Grid


class GridHeader(QHeaderView):
    """Columns of a grid; the model's columns are always in the order shown."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
        self._shift, self._pulled = 0, -1  # of the press under way; the column being made wider
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumSectionSize(theme().px(3))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.sectionClicked.connect(self._clicked)
        self.sectionHandleDoubleClicked.connect(grid.resizeColumnToContents)
        self.setAccessibleName(tr(N_("Intestazioni delle colonne")))
        self.setToolTip(tr(N_("Clic: ordina. Maiusc+clic: aggiunge una chiave. Tasto destro: colonne.")))

    def _clicked(self, section: int) -> None:
        shift = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._grid.table.sort_by(section, add=shift)

    def _menu(self, where: QPoint) -> None:
        section = self.logicalIndexAt(where - QPoint(self._shift_at(where.x()), 0))
        menu = self.menu_for(max(0, section))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(where))

    def menu_for(self, section: int) -> QMenu:
        """What can be done with a column, and which columns there are."""
        grid, model = self._grid, self._grid.table
        name = model.columns[section]
        menu = QMenu(self)
        keys = model.query.sort
        menu.addAction(tr(N_("Ordina crescente")), lambda: model.set_sort((Sort(name),)))
        menu.addAction(tr(N_("Ordina decrescente")), lambda: model.set_sort((Sort(name, True),)))
        others = tuple(key for key in keys if key.field != name)
        menu.addAction(tr(N_("Aggiungi all'ordine")), lambda: model.set_sort((*others, Sort(name))))
        menu.addAction(tr(N_("Togli l'ordine")), lambda: model.set_sort(())).setEnabled(bool(keys))
        menu.addSeparator()
        menu.addAction(tr(N_("Adatta la larghezza")), lambda: grid.resizeColumnToContents(section))
        menu.addAction(tr(N_("Adatta tutte le colonne")), grid.fit_columns)
        if section + 1 == grid.frozen:
            menu.addAction(tr(N_("Sblocca le colonne")), lambda: grid.freeze(0))
        else:
            menu.addAction(tr(N_("Blocca le colonne fino a questa")), lambda: grid.freeze(section + 1))
        hide = menu.addAction(tr(N_("Nascondi la colonna")), lambda: grid.hide_column_named(name))
        hide.setEnabled(len(model.columns) > 1)
        menu.addSeparator()
        self._add_list(menu, name)
        columns = menu.addMenu(tr(N_("Colonne")))
        fill_columns(grid, columns)
        menu.addAction(tr(N_("Ripristina colonne")), grid.reset_columns)
        return menu

    def _add_list(self, menu: QMenu, name: str) -> None:
        """What a column may do to the list: narrow it, group it."""
        grid, model = self._grid, self._grid.table
        spec = model.entity.fields[name]
        if grid.can_filter:
            menu.addAction(tr(N_("Filtra «{field}»…")).format(field=tr(spec.label)),
                           lambda: grid.filter_wanted.emit(name))  # fmt: skip
        if can_group(spec) and model.groups.field != name:
            menu.addAction(tr(N_("Raggruppa per «{field}»")).format(field=tr(spec.label)), lambda: model.group_by(name))
        if model.groups.field:
            menu.addAction(tr(N_("Togli il raggruppamento")), lambda: model.group_by(""))
        menu.addSeparator()

    # ------------------------------------------------------------ the columns that stay

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for span in self._grid.held_spans():
            box = QRect(span.left, 0, span.width, self.height())
            painter.fillRect(box, theme().colour("surface"))
            self.paintSection(painter, box, span.column)
        if wide := self._grid.held_width():
            painter.setPen(theme().colour("edge"))
            painter.drawLine(wide, 0, wide, self.height())
        painter.end()

    def _shift_at(self, x: float) -> int:
        """How far to the right of where Qt believes them the sections at `x` are drawn."""
        return self.offset() if x < self._grid.held_width() else 0

    def _edge_at(self, x: float) -> int:
        """The column whose width is changed at `x`, among those that stay; -1 for none."""
        metric = QtWidgets.QStyle.PixelMetric.PM_HeaderGripMargin  # naming QStyle at import would make all of it
        grip = self.style().pixelMetric(metric, None, self)
        return next((one.column for one in self._grid.held_spans() if abs(one.left + one.width - x) <= grip), -1)

    def _where_qt_is(self, event: QMouseEvent) -> QMouseEvent:
        local = event.position() - QPointF(self._shift, 0)
        return QMouseEvent(event.type(), local, event.scenePosition(), event.globalPosition(), event.button(),
                           event.buttons(), event.modifiers(), event.pointingDevice())  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        self._shift, self._pulled = self._shift_at(x), self._edge_at(x)
        if self._pulled < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(self._where_qt_is(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not event.buttons():
            on_edge = self._edge_at(x) >= 0
            if on_edge or x < self._grid.held_width():
                self.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
                return
            super().mouseMoveEvent(event)
        elif self._pulled >= 0:
            left = self.sectionPosition(self._pulled)
            self.resizeSection(self._pulled, max(self.minimumSectionSize(), round(x) - left))
        elif not self._shift:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pulled < 0:
            super().mouseReleaseEvent(self._where_qt_is(event))
        self._shift, self._pulled = 0, -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        column = self._edge_at(event.position().x())
        if column >= 0:
            self.sectionHandleDoubleClicked.emit(column)
            return
        self._shift = self._shift_at(event.position().x())
        super().mouseDoubleClickEvent(self._where_qt_is(event))
        self._shift = 0


def fill_columns(grid: Grid, menu: QMenu) -> None:
    """A tick for every column the entity has."""
    for name, spec in grid.table.entity.fields.items():
        action = menu.addAction(tr(spec.label))
        action.setCheckable(True)
        action.setChecked(name in grid.table.columns)
        action.toggled.connect(partial(grid.tick_column, name))
