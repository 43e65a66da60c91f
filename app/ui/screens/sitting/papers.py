"""The papers of a sitting: made off the GUI thread, written whole or not at all, then opened if one wants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.exchange.whole import whole_file
from app.ui.messages import Action
from app.usecases import papers

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView

WORDS = {
    "notice": N_("Convocazione"),
    "attendance_sheet": N_("Foglio firme"),
    "minutes": N_("Verbale"),
}
KINDS = {"notice": "notice", "attendance_sheet": "attendance-sheet", "minutes": "minutes"}


class Papers:
    """Makes and saves the papers of the sitting shown."""

    def __init__(self, view: SittingView) -> None:
        self.view = view

    def make(self, what: str) -> None:
        """Draw a paper; then ask where to keep it."""
        board = self.view.board
        if board is None:
            return
        self.view.flush()
        name = str(board.meeting["number"] or board.meeting.code)
        words = tr(WORDS[what])

        def work(progress: Progress) -> papers.Paper:
            return papers.make(self.view.desk.store, KINDS[what], name, progress)

        self.view.desk.runner.run(work, lambda paper: self._save(words, paper), title=words, owner=self.view)

    def _save(self, words: str, paper: papers.Paper) -> None:
        folder = Path.home()
        title = tr(N_("Salva: {what}")).format(what=words)
        path, _ = QFileDialog.getSaveFileName(self.view, title, str(folder / paper.file_name), "PDF (*.pdf)")
        if path:
            self.write(words, paper, Path(path))

    def write(self, words: str, paper: papers.Paper, path: Path) -> None:
        """Write the file and say where it is."""

        def work(_: Progress) -> None:
            with whole_file(path) as out:
                out.write(paper.data)

        self.view.desk.runner.run(work, lambda _: self._written(words, path), owner=self.view, aside=True)

    def _written(self, words: str, path: Path) -> None:
        self.view.desk.messages.done(
            tr(N_("{what}: salvato in {file}.")).format(what=words, file=path.name),
            *opening(path),
        )


def opening(path: Path) -> tuple[Action, ...]:
    """The two buttons beside a message about a file."""
    return (
        (tr(N_("Apri file")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
        (tr(N_("Apri cartella")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))),
    )
