"""Importing a spreadsheet: file, reading, columns, dry run, then everything or nothing. Back always works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import AppError
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entity import Changes
from app.domain.importing import Kind
from app.ui.desk import Desk
from app.ui.dialogs.importing.columns_step import ColumnsStep
from app.ui.dialogs.importing.file_step import FileStep
from app.ui.dialogs.importing.preview_step import PreviewStep
from app.ui.dialogs.importing.read_step import ReadStep
from app.ui.dialogs.importing.state import Importing
from app.ui.dialogs.importing.step import Step
from app.ui.kit.editor import restyle
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.runner import End, Job
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme

_LOW_EMS = 42.0


class ImportWizard(Dialog):
    """The window of an import."""

    def __init__(
        self, desk: Desk, into: str = "project", parent: QWidget | None = None, path: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Importa un foglio di calcolo")))
        self.desk, self.state = desk, Importing(desk.store, into)
        self._job: Job | None = None
        self._build()
        desk.runner.job_changed.connect(self._moved)
        room = self.screen().availableGeometry()
        self.resize(min(theme().px(72), room.width()), min(theme().px(44), room.height() - theme().px(3)))
        self.show_step(0)
        if path is not None:
            first = self.steps[0]
            assert isinstance(first, FileStep)
            first.take(path)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        gap = theme().px(1.1)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(theme().px(0.7))
        self.trail = plain("", self)
        self.trail.setProperty("role", "muted")
        self.heading = label("", "title", self)
        column.addWidget(self.trail)
        column.addWidget(self.heading)
        self.stack = QStackedWidget(self)
        self.steps: tuple[Step, ...] = tuple(
            make(self.state, self.stack) for make in (FileStep, ReadStep, ColumnsStep, PreviewStep)
        )
        for step in self.steps:
            step.ready.connect(lambda _: self._grey())
            step.wanted.connect(self.work)
            self.stack.addWidget(step)
        column.addWidget(self.stack, 1)
        self.said = plain("", self)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "problem")
        self.said.hide()
        column.addWidget(self.said)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.close_button = button(tr(N_("Non ora")), "x", self.close, "", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(N_("Avanzamento")))
        self.doing = label("", "muted", self)
        self.stop = button(tr(N_("Interrompi")), "x-circle", self.cancel, "", self)
        self.back = button(tr(N_("Indietro")), "arrow-left", lambda: self.show_step(self.at - 1), "", self)
        self.next = button(tr(N_("Avanti")), "arrow-right", self.go_on, "primary", self)
        row.addWidget(self.close_button)
        row.addWidget(self.doing, 1)
        row.addWidget(self.bar, 1)
        for widget in (self.stop, self.back, self.next):
            row.addWidget(widget)
        self._busy(words="")
        return row

    # ------------------------------------------------------------ steps

    @property
    def at(self) -> int:
        """Which step is in front."""
        return self.stack.currentIndex()

    def show_step(self, at: int) -> None:
        """Go to a step, forwards or back; nothing chosen is lost."""
        self.say("")
        self.stack.setCurrentIndex(at)
        step = self.steps[at]
        self.heading.setText(tr(step.title))
        names = [tr(one.title) for one in self.steps]
        self.trail.setText(" › ".join(f"{n}. {name}" if n != at + 1 else f"{n}. {name.upper()}"
                                      for n, name in enumerate(names, 1)))  # fmt: skip
        self.next.setText(tr(N_("Importa")) if at == len(self.steps) - 1 else tr(N_("Avanti")))
        self._grey()
        step.enter()

    def go_on(self) -> None:
        """Next; at the last step, import."""
        if self.at < len(self.steps) - 1:
            self.show_step(self.at + 1)
            return
        last = self.steps[-1]
        assert isinstance(last, PreviewStep)
        skip = last.skip.isChecked()

        def work(progress: Progress) -> Changes:
            return self.state.commit(progress, skip_refused=skip)

        self.work(work, self._done, tr(N_("Importo le righe")))

    def _done(self, changes: Changes) -> None:
        plan = self.state.plan
        assert plan is not None
        parts = [trn("{n} scheda nuova", "{n} schede nuove", plan.count(Kind.NEW)),
                 trn("{n} modificata", "{n} modificate", plan.count(Kind.CHANGED))]  # fmt: skip
        if plan.count(Kind.REFUSED):
            parts.append(trn("{n} riga lasciata fuori", "{n} righe lasciate fuori", plan.count(Kind.REFUSED)))
        name = self.state.path.name if self.state.path else ""
        self.desk.done(changes, tr(N_("Importato «{name}»: {what}.")).format(name=name, what=", ".join(parts)))
        self.accept()

    # ------------------------------------------------------------ work

    def work(self, deed: Callable[[Progress], Any], then: Callable[[Any], Any], words: str) -> None:
        """Do something long off the GUI thread; the window stays alive and can stop it."""
        self.say("")
        self._busy(words=words or tr(N_("Un momento…")))

        def done(answer: Any) -> None:
            self._rest()
            then(answer)
            self._grey()

        job = self.desk.runner.run(deed, done, self._failed, title=words, owner=self)
        self._job = None if job.end is not None else job
        job.watch(self._ended)

    _is_waiting = _leaving = False

    def _rest(self) -> None:
        self._job = None
        self._busy(words="")

    def _failed(self, error: AppError) -> None:
        self._rest()
        if self._leaving:
            self.desk.messages.error(error)
        self.say(str(error))
        self._grey()

    def _ended(self, job: Job) -> None:
        """However the work ended, the window is no longer waiting for it, and says so when it was stopped."""
        if job is self._job:
            self._rest()
            self._grey()
        if job.end is End.STOPPED:
            words = tr(N_("Interrotto: nulla è stato modificato."))
            self.say(words)
            if self._leaving:
                self.desk.messages.say(words)
        if self._leaving and self.result() != QDialog.DialogCode.Accepted:
            super().done(QDialog.DialogCode.Rejected)

    def _moved(self, job: Job) -> None:
        if job is self._job and job.total:
            self.bar.setRange(0, job.total)
            self.bar.setValue(job.done)

    def _busy(self, *, words: str) -> None:
        self._is_waiting = bool(words)
        self.doing.setText(words)
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.stop):
            widget.setVisible(bool(words))

    def cancel(self) -> None:
        """Stop the work under way. What came of it is said when it has ended: it may have been done already."""
        if self._job is not None:
            self._job.cancel()
            self.doing.setText(tr(N_("Mi fermo…")))

    def _grey(self) -> None:
        self.back.setEnabled(self.at > 0 and not self._is_waiting)
        self.next.setEnabled(self.steps[self.at].may_go_on() and not self._is_waiting)

    def say(self, words: str) -> None:
        """Show what went wrong, where one is looking."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        restyle(self.said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the rows come first: the trail says which step this is."""
        super().resizeEvent(event)
        self.heading.setVisible(self.height() >= theme().px(_LOW_EMS))

    def done(self, result: int) -> None:
        """Leaving stops the work under way; the window only hides until it is known what came of it."""
        if self._job is not None:
            self._leaving = True
            self._job.cancel()
            self.hide()
        else:
            super().done(result)
