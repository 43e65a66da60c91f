"""The header of a grid: click to sort, Shift+click to add a key, drag to move, right click for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMenu

from app.core.i18n import N_, tr
from app.domain.query import Sort
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.kit.grid import Grid


class GridHeader(QHeaderView):
    """Columns of a grid; the model's columns are always in the order shown."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
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
        section = self.logicalIndexAt(where)
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
        hide = menu.addAction(tr(N_("Nascondi la colonna")), lambda: grid.hide_column_named(name))
        hide.setEnabled(len(model.columns) > 1)
        menu.addSeparator()
        columns = menu.addMenu(tr(N_("Colonne")))
        grid.fill_column_menu(columns)
        menu.addAction(tr(N_("Ripristina colonne")), grid.reset_columns)
        return menu
