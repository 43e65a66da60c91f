"""The hands of a spreadsheet for one grid: what stands behind them is imported when they are first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from app.ui import later
from app.ui.desk import Desk
from app.ui.kit.grid import Grid

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
