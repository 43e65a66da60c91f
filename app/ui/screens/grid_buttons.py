"""The button beside a grid that chooses its columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.core.i18n import N_, tr
from app.ui.icons import icon
from app.ui.kit.grid import Grid
from app.ui.kit.grid_header import fill_columns


class ColumnsButton(QPushButton):
    """«Colonne»: which are shown, which stay in place, and as the program came."""

    def __init__(self, grid: Grid, parent: QWidget) -> None:
        super().__init__(tr(N_("Colonne")), parent)
        self._grid = grid
        self.setProperty("role", "chip")
        self.setIcon(icon("columns"))
        self.setToolTip(tr(N_("Sceglie le colonne della tabella")))
        self.clicked.connect(self._pop)

    def menu_of_columns(self) -> QMenu:
        """A tick for every column; then the whole arrangement."""
        grid, menu = self._grid, QMenu(self)
        fill_columns(grid, menu)
        menu.addSeparator()
        hold = menu.addAction(tr(N_("Blocca la prima colonna")))
        hold.setCheckable(True)
        hold.setChecked(grid.frozen > 0)
        hold.toggled.connect(lambda on: grid.freeze(1 if on else 0))
        menu.addAction(tr(N_("Ripristina colonne")), grid.reset_columns)
        return menu

    def _pop(self) -> None:
        menu = self.menu_of_columns()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
