"""The papers of a sitting: made off the GUI thread, looked at, written whole or not at all, opened if one wants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.exchange.whole import whole_file
from app.ui.dialogs.paper_dialog import PaperDialog
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
    """Makes, shows and saves the papers of the sitting shown."""

    def __init__(self, view: SittingView) -> None:
        self.view = view
        self._looked_at: QTemporaryDir | None = None

    def make(self, what: str) -> None:
        """Draw a paper; then show it."""
        board = self.view.board
        if board is None:
            return
        self.view.flush()
        code = board.meeting.code
        words = tr(WORDS[what])

        def work(progress: Progress) -> papers.Paper:
            return papers.make(self.view.desk.store, KINDS[what], code, progress)

        self.view.desk.runner.run(work, lambda paper: self.show(words, paper), title=words, owner=self.view)

    def show(self, words: str, paper: papers.Paper) -> PaperDialog:
        """The pages in a window of their own."""
        dialog = PaperDialog(words, paper, lambda: self.save(words, paper), lambda: self.look(paper), self.view)
        dialog.open()
        return dialog

    def offer_kept(self, meeting: str) -> None:
        """The minutes are final and kept: say so, with what can be done with the file."""
        words = tr(N_("Verbale"))

        def kept(paper: papers.Paper) -> None:
            self.view.desk.messages.say(
                tr(N_("Il verbale è definitivo ed è conservato nel registro.")), "success",
                (tr(N_("Apri il file")), lambda: self.look(paper)),
                (tr(N_("Salva con nome…")), lambda: self.save(words, paper)), stays=True,
            )  # fmt: skip

        def work(progress: Progress) -> papers.Paper:
            return papers.make(self.view.desk.store, "minutes", meeting, progress)

        self.view.desk.runner.run(work, kept, owner=self.view)

    def save(self, words: str, paper: papers.Paper) -> None:
        """Ask where to keep it, and write it there."""
        title = tr(N_("Salva: {what}")).format(what=words)
        path, _ = QFileDialog.getSaveFileName(self.view, title, str(Path.home() / paper.file_name), "PDF (*.pdf)")
        if path:
            self.write(words, paper, Path(path))

    def write(self, words: str, paper: papers.Paper, path: Path) -> None:
        """Write the file and say where it is."""
        self._write(paper, path, lambda: self._written(words, path))

    def _write(self, paper: papers.Paper, path: Path, then: Callable[[], object]) -> None:
        def work(_: Progress) -> None:
            with whole_file(path) as out:
                out.write(paper.data)

        self.view.desk.runner.run(work, lambda _: then(), owner=self.view, aside=True)

    def _written(self, words: str, path: Path) -> None:
        self.view.desk.messages.done(
            tr(N_("{what}: salvato in {file}.")).format(what=words, file=path.name),
            *opening(path),
        )

    def look(self, paper: papers.Paper) -> Path:
        """Open a copy with the program of this computer for PDFs; it lasts as long as the window."""
        if self._looked_at is None:
            self._looked_at = QTemporaryDir()
        path = Path(self._looked_at.filePath(paper.file_name))
        self._write(paper, path, lambda: open_path(path))
        return path


def open_path(path: Path) -> None:
    """Hand a file or a folder to the desktop."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def opening(path: Path) -> tuple[Action, ...]:
    """The two buttons beside a message about a file."""
    return (
        (tr(N_("Apri il file")), lambda: open_path(path)),
        (tr(N_("Apri cartella")), lambda: open_path(path.parent)),
    )
