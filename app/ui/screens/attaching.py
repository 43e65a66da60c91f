"""Files dropped on a row are attached to its record; a table is offered to the import as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu

from app.core.errors import AppError
from app.core.i18n import N_, tr, trn
from app.domain.entity import Changes
from app.ui.desk import Desk
from app.ui.dropping import SUFFIXES
from app.ui.kit.grid import Grid
from app.ui.kit.window_rows import Row
from app.usecases import attaching


def attach(desk: Desk, entity: str, code: str, paths: Sequence[Path], owner: QObject) -> None:
    """Attach files to a record, off the GUI thread; the bar says it, with Annulla."""
    files = trn("{n} file allegato", "{n} file allegati", len(paths))
    words = tr(N_("{files} a {code}.")).format(files=files, code=code)

    def done(changes: Changes) -> None:
        desk.done(changes, words)

    def failed(error: AppError) -> None:
        desk.messages.error(error)

    desk.runner.run(lambda progress: attaching.attach(desk.store, entity, code, paths, progress), done, failed,
                    title=tr(N_("Allegati di {code}")).format(code=code), owner=owner)  # fmt: skip


class Attaching(QObject):
    """Watches a grid for files that are dropped on its rows. The keyboard's way is «Allega un file…» in the menu."""

    def __init__(self, desk: Desk, grid: Grid) -> None:
        super().__init__(grid)
        self._desk, self._grid = desk, grid
        self.menu: QMenu | None = None
        grid.viewport().setAcceptDrops(True)
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # a drag that enters or moves is one too
            row, paths = self._row(event), files_of(event)
            if row is None or not paths:
                event.ignore()
                return False
            if isinstance(event, QDragMoveEvent):
                event.acceptProposedAction()
            else:
                event.acceptProposedAction()
                self.take(row, paths)
            return True
        return super().eventFilter(watched, event)

    def _row(self, event: QDropEvent) -> Row | None:
        """The record under the pointer, when it can have attachments."""
        index = self._grid.indexAt(event.position().toPoint())
        row = self._grid.table.rows.row(index.row()) if index.isValid() else None
        return row if row is not None and row.entity in attaching.OWNERS else None

    def take(self, row: Row, paths: Sequence[Path]) -> None:
        """Attach; of one table, ask whether it was meant for the register."""
        code, desk = self._grid.table.code(row), self._desk
        now = partial(attach, desk, row.entity, code, paths, self)
        if desk.bring_in is None or len(paths) != 1 or paths[0].suffix.lower() not in SUFFIXES:
            now()
            return
        self.menu = QMenu(self._grid)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.addAction(tr(N_("Allega a {code}")).format(code=code), now)
        self.menu.addAction(tr(N_("Importa le righe nel registro…")), partial(desk.bring_in, row.entity, paths[0]))
        self.menu.popup(self._grid.cursor().pos())


def files_of(event: QDropEvent) -> list[Path]:
    """The files of this computer somebody is dropping."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
