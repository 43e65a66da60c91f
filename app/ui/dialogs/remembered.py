"""Every dialog comes back as large as it was left, without having to know."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from app.ui.keeping import Keeping

_OF_THE_SYSTEM = (QMessageBox, QFileDialog, QInputDialog)


class Remembered(QObject):
    """Watches for dialogs of a window: only a dialog in front is looked at, so that no other event costs anything."""

    def __init__(self, keeping: Keeping, window: QWidget) -> None:
        super().__init__(window)
        self._keeping = keeping
        self._met: set[int] = set()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._look)

    def _look(self, _window: object) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not isinstance(dialog, _OF_THE_SYSTEM) and id(dialog) not in self._met:
            self.meet(dialog)

    def meet(self, dialog: QDialog) -> None:
        """Give a dialog the size it was left with, and remember the next one."""
        self._met.add(id(dialog))
        key = _key(dialog)
        size = self._keeping.get(key)
        if isinstance(size, list) and len(size) == 2 and all(isinstance(one, int) for one in size):
            dialog.resize(QSize(*size).expandedTo(dialog.minimumSizeHint()).boundedTo(_room(dialog)))
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QDialog):
            self._keeping.put(_key(watched), [watched.width(), watched.height()])
            watched.removeEventFilter(self)
            self._met.discard(id(watched))
        return super().eventFilter(watched, event)


def _key(dialog: QDialog) -> str:
    """Forgotten with the rest of the layout: its name begins as theirs do."""
    return f"window/dialog/{type(dialog).__name__}"


def _room(dialog: QDialog) -> QSize:
    return dialog.screen().availableGeometry().size()
