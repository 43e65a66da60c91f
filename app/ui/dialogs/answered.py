"""A window that asks something and waits for the register: closed when it took it, there again when it did not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPushButton
from shiboken6 import isValid

from app.core.i18n import N_, tr
from app.ui.runner import End, Job


class WaitingFor:
    """What a dialog does between its button and the answer. `say` shows a sentence in the dialog."""

    def __init__(self, dialog: QDialog, say: Callable[[str], object]) -> None:
        self._dialog, self._say = dialog, say
        self.button: QPushButton | None = None
        self.going = False

    def wait(self, job: Job) -> None:
        """From here on nothing more is handed over, until the job has ended."""
        self._set(True)
        job.watch(self._ended)

    def leave(self) -> bool:
        """Somebody closes the window: True when it only hides, because the answer is still to come."""
        if self.going:
            self._dialog.hide()
        return self.going

    def _ended(self, job: Job) -> None:
        if not isValid(self._dialog):
            return
        self._set(False)
        if job.end is End.WELL:
            self._dialog.done(QDialog.DialogCode.Accepted)
            return
        words = tr(N_("Non è stato possibile: quello che avete scritto è ancora qui."))
        self._say(str(job.error) if job.error is not None else words)
        self._dialog.show()  # nothing typed is lost, even for somebody who had left

    def _set(self, going: bool) -> None:
        self.going = going
        if self.button is not None:
            self.button.setEnabled(not going)
