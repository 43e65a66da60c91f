"""A copy takes the place of the register: asked, closed, replaced, opened again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.ui.desk import Desk, Store
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

        self._desk.runner.run(work, self._done, self._refused, title=tr(N_("Ripristino della copia")), owner=self)

    def _done(self, answer: tuple[Path | None, Store]) -> None:
        kept, store = answer
        words = tr(N_("Copia ripristinata."))
        if kept is not None:
            words += " " + tr(N_("Il registro di prima è in «{path}».")).format(path=kept)
        self.opened.emit(store)
        self._desk.messages.say(words, "success", stays=True)

    def _refused(self, error: AppError) -> None:
        """The register of before is where it was: open it again and say why."""
        place = self._place
        self._desk.runner.run(lambda _: open_register(place), self.opened.emit, owner=self)
        self._desk.messages.error(error)
