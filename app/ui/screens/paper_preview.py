"""Beside the settings: the first page of a paper as it would come out now, drawn again as one types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QColorDialog, QFrame, QVBoxLayout, QWidget

from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entity import Values
from app.domain.sample_paper import FIELDS, accent_told
from app.ui.desk import Desk
from app.ui.kit.editor import muted, restyle
from app.ui.kit.pdf_view import PdfView
from app.ui.runner import Job
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme
from app.usecases import sample_paper

_REST = 350
"""Milliseconds without a key before the page is drawn again."""


class PaperPreview(QFrame):
    """Shows a page with the letterhead being written. Signals: `picked(str)`: a colour somebody chose, #RRGGBB."""

    picked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.desk = desk
        self._values: Values = {}
        self._shown: Values | None = None
        self._job: Job | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.draw)
        self.view = PdfView(tr(N_("Anteprima della carta intestata")), self)
        self.view.say(tr(N_("La pagina arriva fra un momento.")))
        self.contrast = label("", "muted", self)
        self.contrast.setWordWrap(True)
        self.pick = button(tr(N_("Scegli il colore…")), "palette", self._pick, "", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(0.7), theme().px(0.5), theme().px(0.7), theme().px(0.5))
        column.addWidget(muted(tr(N_("Anteprima della carta intestata")), self))
        column.addWidget(self.view, 1)
        column.addWidget(self.contrast)
        column.addWidget(self.pick)

    def show_values(self, values: Values) -> None:
        """The settings as they are being written; the page follows when the keys rest."""
        self._values = {name: values.get(name) for name in FIELDS}
        fine, words = accent_told(str(values.get("paper_accent") or ""))
        self.contrast.setText(words)
        self.contrast.setVisible(bool(words))
        self.contrast.setProperty("role", "muted" if fine else "problem")
        restyle(self.contrast)
        if self.isVisible():
            self._rest.start()

    def draw(self) -> None:
        """Draw the page, in a process of its own; an older drawing still under way is ended."""
        self._rest.stop()
        if self._values == self._shown or not self._values:
            return
        if self._job is not None:
            self._job.cancel()
        values = self._shown = self._values
        store = self.desk.store

        def work(progress: Progress) -> bytes:
            return sample_paper.page(store, values, progress)

        self._job = self.desk.runner.run(work, lambda data: self._drawn(values, data), self._failed, owner=self,
                                         aside=True)  # fmt: skip

    def _drawn(self, values: Values, data: bytes) -> None:
        if values is not self._shown:
            return
        self._job = None
        if not self.view.show_pdf(data):
            self.view.say(tr(N_("Le pagine non si possono mostrare qui: salvate il file e apritelo.")))

    def _failed(self, error: AppError) -> None:
        self._shown = None
        self.view.say(str(error))

    def stop(self) -> None:
        """The settings go to the back: nothing more is drawn."""
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
            self._job, self._shown = None, None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start()

    def _pick(self) -> None:
        now = QColor(str(self._values.get("paper_accent") or "#0066CC"))
        picked = QColorDialog.getColor(now, self, tr(N_("Colore dei documenti")))
        if picked.isValid():
            self.picked.emit(picked.name().upper())
