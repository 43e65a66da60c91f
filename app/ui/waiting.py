"""The pointer says that work is under way when it lasts; the status bar says which, how far, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.runner import Job, Runner

_AFTER_MS = 300


class Waiting(QObject):
    """Watches the jobs that have a title. The window goes on answering: the pointer is an arrow with a clock."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._window = runner, window
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._show)
        runner.job_changed.connect(self._changed)

    def _changed(self, _job: Job) -> None:
        if not self._runner.jobs:
            self._soon.stop()
            self._window.unsetCursor()
        elif not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        if self._runner.jobs:
            self._window.setCursor(Qt.CursorShape.BusyCursor)
