"""The foot of the window: what is shown, what is selected, what runs, who is connected, what is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from app.core.i18n import N_, tr, trn
from app.ui.icons import icon
from app.ui.kit.plain import plain, tip
from app.ui.runner import Job, Runner
from app.ui.screens.base import Summary
from app.ui.theme import theme


class StatusBar(QStatusBar):
    """Each part says one thing and can be pressed.

    Signals:
        register_wanted(): tell more about the register. history_wanted(): tell more about what was saved.
        colleagues_wanted(): tell who else is connected.
    """

    register_wanted = Signal()
    history_wanted = Signal()
    colleagues_wanted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(theme().px(0.7), 0, theme().px(0.5), 0)
        self.setAccessibleName(tr(N_("Barra di stato")))
        self._job: Job | None = None
        self._text, self._selection = plain("", self), plain("", self)
        self.addWidget(self._text)
        self.addWidget(self._selection, 1)
        self._work, self._bar, self._stop = plain("", self), QProgressBar(self), QToolButton(self)
        self._bar.setFixedWidth(theme().px(8))
        self._bar.setTextVisible(False)
        self._stop.setIcon(icon("x-circle"))
        self._stop.setToolTip(tr(N_("Interrompe il lavoro in corso")))
        self._stop.setAccessibleName(tr(N_("Interrompi")))
        self._stop.clicked.connect(self._cancel)
        self._place = self._pressable(tr(N_("Dove sono conservati i dati")))
        self.colleagues = self._pressable("")
        self.colleagues.setIcon(icon("users", "muted"))
        self.colleagues.hide()
        self._saved = self._pressable(tr(N_("Ultimo salvataggio: apre le ultime modifiche")))
        self._place.clicked.connect(self.register_wanted)
        self.colleagues.clicked.connect(self.colleagues_wanted)
        self._saved.clicked.connect(self.history_wanted)
        for widget in (self._work, self._bar, self._stop, self._place, self.colleagues, self._saved):
            self.addPermanentWidget(widget)
        self._show_job()
        runner.job_changed.connect(self._job_changed)

    def _pressable(self, hint: str) -> QPushButton:
        made = QPushButton(self)
        made.setProperty("role", "status")
        made.setToolTip(tip(hint))
        made.setAccessibleDescription(hint)
        return made

    def show_summary(self, summary: Summary) -> None:
        """What the screen in front shows."""
        self._text.setText(summary.text)
        self._selection.setText(f" · {summary.selection}" if summary.selection else "")

    def show_place(self, text: str, *, online: bool) -> None:
        """Which register, and whether it answers."""
        self._place.setIcon(icon("database" if online else "warning", "muted" if online else "danger"))
        self._place.setText(text if online else tr(N_("{place}: non raggiungibile, sola lettura")).format(place=text))

    def show_colleagues(self, names: tuple[str, ...]) -> None:
        """Who else is connected; nothing when one is alone."""
        count = trn("{n} collega collegato", "{n} colleghi collegati", len(names))
        self.colleagues.setText(count)
        self.colleagues.setToolTip(tip("\n".join(names)))
        self.colleagues.setAccessibleDescription(", ".join(names))
        self.colleagues.setVisible(bool(names))

    def show_saved(self, hour: str) -> None:
        """When something was last saved."""
        self._saved.setText(tr(N_("Salvato alle {time}")).format(time=hour) if hour else "")
        self._saved.setVisible(bool(hour))

    def _job_changed(self, job: Job) -> None:
        if job.total or self._job is None or job is self._job:
            self._job = job
        self._show_job()

    def show_jobs(self, runner: Runner) -> None:
        """Forget a job that has ended."""
        if self._job not in runner.jobs:
            self._job = runner.jobs[-1] if runner.jobs else None
        self._show_job()

    def _show_job(self) -> None:
        job = self._job
        for widget in (self._work, self._bar, self._stop):
            widget.setVisible(job is not None)
        if job is not None:
            self._work.setText(job.text or job.title)
            self._bar.setRange(0, job.total)
            self._bar.setValue(job.done)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
