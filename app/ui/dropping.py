"""A spreadsheet dropped on the window begins an import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

SUFFIXES = (".xlsx", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")
"""How the names of tables end; what is inside is looked at when the file is read."""


def dropped(event: QDropEvent) -> Path | None:
    """The table somebody is dropping; None when it is something else."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in SUFFIXES else None


class Dropping(QObject):
    """Watches a window for tables; `run(path)` takes them."""

    def __init__(self, window: QWidget, run: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._run = run
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            path = dropped(event)
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._run(path)
                return True
        return super().eventFilter(watched, event)
