"""A copy takes the place of the register: asked, closed, replaced, opened again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.ui.desk import Desk, Store
from app.ui.messages import Action
from app.ui.runner import End
from app.ui.window import Window
from app.usecases import upkeep
from app.usecases.opening import open_register


class PuttingBack(QObject):
    """The steps of one restore. The window rests meanwhile, and is shown again whatever happens.

    Signals:
        opened(object): the register is open again: the copy, or, if the copy was refused, the one of before.
    """

    opened = Signal(object)

    def __init__(self, desk: Desk, place: str, window: Window) -> None:
        super().__init__(window)
        self._desk, self._place, self._window = desk, place, window

    def ask(self) -> None:
        """Which copy, and whether really."""
        kinds = tr(N_("Copie del registro")) + " (*.cabina *.db);;" + tr(N_("Tutti i file")) + " (*)"
        path, _ = QFileDialog.getOpenFileName(self._window, tr(N_("Ripristina una copia")), "", kinds)
        if path:
            self.confirm(Path(path))

    def confirm(self, copy: Path) -> QMessageBox:
        """Say what will happen before it does; the safe answer is the ready one."""
        box = QMessageBox(self._window)
        box.setWindowTitle(tr(N_("Ripristina una copia")))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr(N_("«{name}» prende il posto del registro aperto adesso?")).format(name=copy.name))
        box.setInformativeText(tr(N_("Il registro di adesso non va perduto: resta accanto, con un altro nome.")))
        go = box.addButton(tr(N_("Ripristina")), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr(N_("Non ora")), QMessageBox.ButtonRole.RejectRole))
        go.clicked.connect(lambda: self.put_back(copy))
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def put_back(self, copy: Path) -> None:
        """Let the register go, replace it, open it; on the store's thread, after all that was asked before."""
        self._window.rest()
        self._window.setEnabled(False)
        store, place = self._desk.store, self._place

        def work(progress: Progress) -> tuple[Path | None, Store]:
            store.close()
            kept = upkeep.restore(copy, place, progress)
            return kept, open_register(place)

        job = self._desk.runner.run(work, self._done, self._refused, title=tr(N_("Ripristino della copia")), owner=self)
        job.watch(lambda job: self._open_again() if job.end in (End.BROKEN, End.STOPPED) else None)

    def _done(self, answer: tuple[Path | None, Store]) -> None:
        kept, store = answer
        words = tr(N_("Copia ripristinata."))
        if kept is not None:
            words += " " + tr(N_("Il registro di prima è in «{path}».")).format(path=kept)
        self.opened.emit(store)
        self._desk.messages.say(words, "success", stays=True)

    def _refused(self, error: AppError) -> None:
        """The register of before is where it was: open it again, and say why in its new window."""
        self._open_again(error)

    def _open_again(self, why: AppError | None = None) -> None:
        place = self._place

        def show(store: Store) -> None:
            self.opened.emit(store)
            if why is not None:
                self._desk.messages.error(why)

        job = self._desk.runner.run(lambda _: open_register(place), show, self._lost, owner=self)
        job.watch(lambda job: self._free() if job.end is End.BROKEN else None)

    def _lost(self, error: AppError) -> None:
        """Nor can the register of before be opened: the window has no register, only the ways on from here."""
        self._free()
        ways: list[Action] = [(tr(N_("Riprova")), self._open_again)]
        if self._desk.open_other is not None:
            ways.append((tr(N_("Apri un altro registro…")), self._desk.open_other))
        self._desk.messages.error(error, *ways)

    def _free(self) -> None:
        """The message can be answered; the pages, whose register is closed, rest."""
        self._desk.online = False
        self._window.look_again()
        self._window.setEnabled(True)
        for part in (self._window.stack, self._window.navigation):
            part.setEnabled(False)
