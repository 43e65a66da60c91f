"""The papers of a sitting: made off the GUI thread, looked at, written whole or not at all, opened if one wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.exchange.whole import whole_file
from app.ui.dialogs.paper_dialog import PaperDialog
from app.ui.dialogs.publication import Publication
from app.ui.messages import Action
from app.usecases import paper_metadata, papers
from app.usecases.publishing import ToPublish

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView

WORDS = {
    "notice": N_("Convocazione"),
    "attendance_sheet": N_("Foglio firme"),
    "minutes": N_("Verbale"),
    "extract": N_("Estratto per trasmissione"),
    "dossier": N_("Fascicolo della seduta"),
    "desertion": N_("Verbale di diserzione"),
    "public": N_("Estratto per la pubblicazione"),
}
KINDS = {"notice": "notice", "attendance_sheet": "attendance-sheet", "minutes": "minutes", "extract": "extract",
         "dossier": "dossier", "desertion": "desertion"}  # fmt: skip

About = tuple[str, str, int | None]
"""Which paper: the sitting's code, the kind of paper, the item when it is of one."""


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

        item = self._item() if what == "extract" else None

        def work(progress: Progress) -> papers.Paper:
            return papers.make(self.view.desk.store, KINDS[what], code, progress, item)

        self.view.desk.runner.run(work, lambda paper: self.show(words, paper, (code, KINDS[what], item)), title=words,
                                  owner=self.view)  # fmt: skip

    def _item(self) -> int | None:
        """The number of the item shown."""
        board, key = self.view.board, self.view.agenda.key()
        items = board.facts.items if board else ()
        return next((int(item["position"]) for item in items if item.code == key), None)

    def show(self, words: str, paper: papers.Paper, about: About | None = None) -> PaperDialog:
        """The pages in a window of their own; `about` says which paper of which sitting, for its metadata."""

        def save() -> None:
            self.save(words, paper, about if dialog.metadata.isChecked() else None)

        dialog = PaperDialog(words, paper, save, lambda: self.look(paper), self.view)
        dialog.metadata.setVisible(about is not None)
        dialog.open()
        return dialog

    def publish(self) -> Publication | None:
        """The window where it is decided what anybody may read."""
        board = self.view.board
        if board is None:
            return None
        self.view.flush()

        def save(made: ToPublish) -> None:
            words = WORDS["public"]
            self.save(tr(words), made.paper, (made.meeting, "public-extract", made.item))

        dialog = Publication(self.view.desk, board.meeting.code, save, self.view)
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

    def save(self, words: str, paper: papers.Paper, about: About | None = None) -> None:
        """Ask where to keep it, and write it there, with its metadata when `about` is given."""
        title = tr(N_("Salva: {what}")).format(what=words)
        path, _ = QFileDialog.getSaveFileName(self.view, title, str(Path.home() / paper.file_name), "PDF (*.pdf)")
        if path:
            self.write(words, paper, Path(path), about)

    def write(self, words: str, paper: papers.Paper, path: Path, about: About | None = None) -> None:
        """Write the file and say where it is."""

        def then() -> None:
            self._written(words, path)

        if about is None:
            self._write(paper, path, then)
            return
        (meeting, kind, item), named = about, replace(paper, file_name=path.name)
        self.view.desk.runner.run(
            lambda _: paper_metadata.beside(self.view.desk.store, meeting, kind, named, item),
            lambda beside: self._write(paper, path, then, beside), owner=self.view,
        )  # fmt: skip

    def _write(
        self, paper: papers.Paper, path: Path, then: Callable[[], object], beside: Sequence[tuple[str, bytes]] = ()
    ) -> None:
        def work(_: Progress) -> None:
            for target, data in ((path, paper.data), *((path.with_name(name), data) for name, data in beside)):
                with whole_file(target) as out:
                    out.write(data)

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
