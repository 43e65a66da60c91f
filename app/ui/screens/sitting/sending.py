"""Sending the convocation: the messages in a folder, who got them, the receipts, the calendar, the public notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.core.errors import Unreachable
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entity import Changes, Snapshot
from app.exchange.whole import whole_file
from app.ui.dialogs.deliveries import Deliveries
from app.ui.screens.sitting.papers import open_path, opening
from app.usecases import deliveries, notices, papers
from app.usecases.notices import Prepared

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView


class Sending:
    """The window of the deliveries of one sitting, and what its buttons do."""

    def __init__(self, view: SittingView) -> None:
        self.view = view
        self.window: Deliveries | None = None

    def show(self, supplement: Snapshot | None) -> None:
        """The deliveries of the convocation, or of a supplement."""
        board = self.view.board
        if board is None:
            return
        code, added = board.meeting.code, supplement.code if supplement else None
        title = tr(N_("Invii dell'integrazione n. {n}")).format(n=supplement["number"]) if supplement else tr(
            N_("Invii della convocazione"))  # fmt: skip
        window = self.window = Deliveries(title, self.view)
        window.prepare.connect(lambda: self.choose(code, added))
        window.sent.connect(lambda rows: self._act(lambda store: deliveries.mark_sent(store, rows), code, added))
        window.handed.connect(lambda row: self._act(lambda store: deliveries.hand_over(store, [row]), code, added))
        window.receipts.connect(lambda files, row: self.keep(code, added, files, row))
        window.destroyed.connect(lambda _: self._gone(window))
        self._read(code, added)
        window.open()

    def _gone(self, window: Deliveries) -> None:
        if self.window is window:
            self.window = None

    def _read(self, code: str, added: str | None) -> None:
        def shown(rows: list[Snapshot]) -> None:
            if self.window is not None:
                self.window.show_rows(rows, self.view.desk.names)

        self.view.desk.runner.run(lambda _: deliveries.of(self.view.desk.store, code, added), shown, owner=self.view)

    def _act(self, deed: object, code: str, added: str | None) -> None:
        self.view.hands.act(deed, tr(N_("Invii aggiornati.")), lambda _: self._read(code, added))  # type: ignore[arg-type]

    # ------------------------------------------------------------ messages

    def choose(self, code: str, added: str | None) -> None:
        """Ask for a folder, and prepare there."""
        words = tr(N_("Cartella in cui mettere i messaggi"))
        path = QFileDialog.getExistingDirectory(self.view, words, str(Path.home()))
        if path:
            self.prepare(code, added, Path(path))

    def prepare(self, code: str, added: str | None, folder: Path) -> None:
        """Write the messages into a folder; it may be stopped."""

        def work(progress: Progress) -> Prepared:
            return notices.prepare(self.view.desk.store, code, folder, progress, added)

        def done(made: Prepared) -> None:
            self.view.desk.done(made.changes, "")
            self._read(code, added)
            words = trn("{n} messaggio pronto da inviare.", "{n} messaggi pronti da inviare.", made.messages)
            if made.unreachable:
                silent = tr(N_("Senza indirizzo: {names}. Per loro c'è la convocazione da consegnare a mano."))
                words += " " + silent.format(names=", ".join(made.unreachable))
            if self.window is not None:
                self.window.words.setText(words)
            self.view.desk.messages.say(words, "warning" if made.unreachable else "success",
                                        (tr(N_("Apri cartella")), lambda: open_path(folder)), stays=True)  # fmt: skip

        self.view.desk.runner.run(work, done, title=tr(N_("Messaggi della convocazione")), owner=self.view)

    def keep(self, code: str, added: str | None, files: Sequence[Path], row: str) -> None:
        """Keep receipts, one deed each; the first that cannot be kept is told."""

        def work(progress: Progress) -> list[Changes]:
            made = []
            for done, file in enumerate(files):
                progress.step(done, len(files), file.name)
                made.append(deliveries.keep_receipt(self.view.desk.store, code, file.name, _bytes(file),
                                                    delivery=row or None, supplement=added))  # fmt: skip
            return made

        def kept(made: list[Changes]) -> None:
            for changes in made:
                self.view.desk.done(changes, "")
            self.view.desk.messages.done(trn("{n} ricevuta conservata.", "{n} ricevute conservate.", len(made)))
            self._read(code, added)

        self.view.desk.runner.run(work, kept, title=tr(N_("Ricevute")), owner=self.view)

    # ------------------------------------------------------------ papers and calendar

    def draw(self, *, public: bool) -> None:
        """Draw the notice and show it."""
        board = self.view.board
        if board is None:
            return
        code, words = board.meeting.code, tr(N_("Convocazione da pubblicare") if public else N_("Convocazione"))

        def work(progress: Progress) -> papers.Paper:
            made = notices.make(self.view.desk.store, code, progress, public=public)
            return papers.Paper(made.file_name, made.data, made.draft)

        self.view.desk.runner.run(work, lambda made: self.view.papers.show(words, made), title=words, owner=self.view)

    def save_calendar(self) -> None:
        """Save the appointment of the sitting."""
        board = self.view.board
        if board is None:
            return
        code = board.meeting.code
        self.view.desk.runner.run(lambda _: notices.calendar(self.view.desk.store, code), self._ask_calendar,
                                  owner=self.view)  # fmt: skip

    def _ask_calendar(self, made: tuple[str, bytes]) -> None:
        name, data = made
        words, kind = tr(N_("Appuntamento per il calendario")), tr(N_("Calendario (*.ics)"))
        path, _ = QFileDialog.getSaveFileName(self.view, words, str(Path.home() / name), kind)
        if path:
            self.write_calendar(data, Path(path))

    def write_calendar(self, data: bytes, path: Path) -> None:
        """Write the appointment, and say where."""

        def work(_: Progress) -> None:
            with whole_file(path) as out:
                out.write(data)

        said = tr(N_("Appuntamento salvato in {file}.")).format(file=path.name)
        self.view.desk.runner.run(work, lambda _: self.view.desk.messages.done(said, *opening(path)), owner=self.view,
                                  aside=True)  # fmt: skip


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Unreachable(N_("Non riesco a leggere «{name}». Nulla è stato modificato."), name=path.name) from None
