"""The page of the minutes beside the sitting: drawn again a moment after a change, never in the way of the hands."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.core import clock, locale
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.lints import Lint
from app.domain.minutes import Minutes
from app.ui.desk import Desk
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.plain import tip
from app.ui.runner import Job
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme
from app.usecases import minutes

WAIT_MS = 900


class Paper(QFrame):
    """The preview. Signals: `judged(list[Lint])`: what is missing in the minutes as they are now."""

    judged = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.desk, self._meeting, self._final = desk, "", False
        self._shown: Minutes | None = None
        self._job: Job | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.note = label("", "muted", self)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(theme().px(0.7), theme().px(0.4), theme().px(0.7), theme().px(0.4))
        self.note.hide()
        column.addWidget(self.note)
        self.view = PdfView(tr(N_("Anteprima del verbale")), self)
        column.addWidget(self.view, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.draw)

    def show_meeting(self, meeting: str, *, final: bool = False) -> None:
        """Follow a sitting; another one is drawn at once, the same one a moment after its change.

        Of minutes that are final the kept bytes are shown, never a new drawing.
        """
        if meeting != self._meeting or final != self._final:
            self._meeting, self._final, self._shown = meeting, final, None
            self._say_kept(None)
            self.view.say(tr(N_("Preparo la pagina del verbale…")))
            self.draw()
        else:
            self._wait.start()

    def draw(self) -> None:
        """Compose the minutes; draw them when they say something new."""
        self._wait.stop()
        meeting = self._meeting
        if self._final:
            self.desk.runner.run(lambda _: minutes.kept(self.desk.store, meeting),
                                 lambda kept: self._kept(meeting, kept), self._failed, owner=self)  # fmt: skip
            return
        self._compose(meeting)

    def _kept(self, meeting: str, kept: minutes.Kept | None) -> None:
        if meeting != self._meeting:
            return
        if kept is None:  # an old archive: final, and never kept here
            self._compose(meeting)
            return
        self.judged.emit([])
        self._say_kept(kept)
        self._drawn(meeting, kept.data)

    def _say_kept(self, kept: minutes.Kept | None) -> None:
        self.note.setVisible(kept is not None)
        if kept is None:
            return
        made = clock.local(kept.version["made_at"])
        words = tr(N_("Verbale definitivo, conservato il {day} alle {time}: è il documento, non si rifà.")).format(
            day=locale.day(made.date()), time=locale.hour(made.time()))  # fmt: skip
        if kept.outdated:
            words += " " + tr(N_("Da allora il registro è cambiato: il verbale resta questo."))
        self.note.setText(words)
        self.note.setToolTip(tip(tr(N_("Impronta SHA-256: {sha}")).format(sha=kept.version["file"])))

    def _compose(self, meeting: str) -> None:
        self.desk.runner.run(lambda _: minutes.value(self.desk.store, meeting),
                             lambda told: self._composed(meeting, *told), self._failed,
                             owner=self, aside=True)  # fmt: skip

    def _composed(self, meeting: str, value: Minutes, lints: list[Lint]) -> None:
        if meeting != self._meeting:
            return
        self.judged.emit(lints)
        if value == self._shown or not self.isVisible():
            return  # what nobody sees is drawn when it is seen
        if self._job is not None:
            self._job.cancel()
        self._shown = value

        def work(progress: Progress) -> bytes:
            return minutes.preview(self.desk.store, meeting, progress)

        self._job = self.desk.runner.run(work, lambda data: self._drawn(meeting, data), self._failed,
                                         owner=self, aside=True)  # fmt: skip

    def _drawn(self, meeting: str, data: bytes) -> None:
        self._job = None
        if meeting == self._meeting and not self.view.show_pdf(data):
            self.view.say(tr(N_("La pagina del verbale non si può mostrare.")))

    def _failed(self, error: AppError) -> None:
        self._shown = None
        self.view.say(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._meeting:
            self._wait.start()

    def stop(self) -> None:
        """The screen goes to the back: nothing more is drawn."""
        self._wait.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._shown = None
