"""The hands of a spreadsheet for one grid: what stands behind them is imported when they are first used."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from app.ui import later
from app.ui.desk import Desk
from app.ui.kit.grid import Grid
from app.ui.kit.window_rows import WindowRows
from app.ui.screens.attaching import Attaching
from app.usecases import seeking

if TYPE_CHECKING:
    from app.ui.dialogs.replacing import Replacing
    from app.ui.screens.grid_many import Many


class Hands(QObject):
    """Listens to a grid.

    Signals:
        written(Changes): a deed over many rows was done here.
    """

    written = Signal(object)

    def __init__(self, desk: Desk, grid: Grid) -> None:
        super().__init__(grid)
        self._desk, self._grid = desk, grid
        grid.many_wanted.connect(self._take)
        grid.trash_wanted.connect(self.trash)
        grid.sought.connect(self._seek)
        self.attaching = Attaching(desk, grid)

    def menu(self, parent: QWidget, export: Callable[[], object] | None = None) -> QMenu:
        """The context menu of the current row; `export` where the list can be exported."""
        export = export if self._desk.export is not None else None
        return cast("QMenu", later.load(later.ROW_MENU)(self._desk, self._grid, self, parent, export))

    def pop_menu(self, at: QPoint) -> None:
        """The same, at a point of the screen (the pointer's, when it is none)."""
        menu = self.menu(self._grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at if not at.isNull() else QCursor.pos())

    def _seek(self, column: str, text: str) -> None:
        """Type-ahead beyond the rows read so far: the register knows where the first one stands."""
        store, query = self._desk.store, self._grid.table.query
        if type(self._grid.table.rows) is not WindowRows:
            return  # by groups, a place of the list is no place of the screen

        def go(place: int | None) -> None:
            if place is not None:
                self._grid.setCurrentIndex(self._grid.table.index(self._grid.table.rows.place_of(place), 0))

        self._desk.runner.run(lambda _: seeking.place_beginning(store, query, column, text), go, owner=self)

    def _take(self, wish: object) -> None:
        self.many.take(wish)  # type: ignore[arg-type]  # a signal carries objects

    def trash(self) -> None:
        """The selected rows into the trash."""
        self.many.trash()

    @cached_property
    def many(self) -> Many:
        """Deeds over many rows."""
        made = cast("Many", later.load(later.MANY)(self._desk, self._grid))
        made.written.connect(self.written)
        return made

    def replace(self) -> Replacing | None:
        """Ctrl+H: find and replace in what is shown or selected."""
        if not self._grid.table.rowCount():
            return None
        dialog = cast("Replacing", later.load(later.REPLACE)(self._desk, self._grid, self.many))
        dialog.open()
        return dialog
