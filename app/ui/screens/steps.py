"""The state of a record and the moves from it, as buttons; a reason is asked where one is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_, tr
from app.domain.entity import Entity, Snapshot, Values
from app.domain.fields import NO_NAMES, Field, Names, Value
from app.ui.desk import Desk
from app.ui.dialogs.answered import WaitingFor
from app.ui.icons import icon
from app.ui.kit import looks
from app.ui.kit.editor import Around
from app.ui.kit.editors import editor_for
from app.ui.kit.page_header import button
from app.ui.kit.plain import plain, tip
from app.ui.kit.tabbing import Dialog
from app.ui.runner import Job
from app.ui.screens.around import around_of
from app.ui.theme import theme
from app.usecases import register


class Steps(QWidget):
    """«● In corso   Passa a: Sospeso · Concluso · Annullato».

    Signals:
        moved(Changes, str): the record changed state; the sentence says so.
    """

    moved = Signal(object, str)

    def __init__(self, desk: Desk, entity: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity = desk, entity
        self.snapshot: Snapshot | None = None
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(0.5))
        self.dot, self.state, self.words = plain("●", self), plain("", self), plain(tr(N_("Passa a:")), self)
        self.state.setProperty("role", "section")
        self.words.setProperty("role", "muted")
        self.words.setContentsMargins(theme().px(0.8), 0, 0, 0)
        for label in (self.dot, self.state, self.words):
            self._row.addWidget(label)
        self._row.addStretch(1)
        theme().changed.connect(self._colour)

    def show_record(self, snapshot: Snapshot, steps: Sequence[register.Step]) -> None:
        """Show where a record is and where it may go."""
        self.snapshot = snapshot
        status = self.entity.fields.get("status")
        self.setVisible(status is not None)
        if status is None:
            return
        self.state.setText(status.show(snapshot["status"], self.desk.names))
        self._colour()
        for old in self.buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._button(step) for step in steps]
        for at, one in enumerate(self.buttons):
            self._row.insertWidget(3 + at, one)
        self.words.setVisible(bool(self.buttons))

    def _colour(self) -> None:
        status = self.entity.fields.get("status")
        if status is not None and self.snapshot is not None:
            tint = looks.tint(theme().colours.hues, status, str(self.snapshot["status"]))
            self.dot.setStyleSheet(f"color: {tint.dot}")

    def _button(self, step: register.Step) -> QPushButton:
        one = button(step.label, parent=self)
        one.setAutoDefault(False)
        words = tr(N_("Passa allo stato «{state}»")).format(state=step.label)
        one.setAccessibleName(words)
        one.setToolTip(tip(step.why_not or words))
        one.setAccessibleDescription(step.why_not or "")
        if step.why_not:
            one.setIcon(icon("lock-simple"))
        one.clicked.connect(lambda: self.take(step))
        return one

    def take(self, step: register.Step) -> None:
        """Make a move: say why not, ask for the reason, or just do it."""
        if step.why_not:
            self.desk.messages.say(step.why_not, "warning")
        elif step.needs_reason:
            specs = [self.entity.fields[name] for name in step.asks]
            dialog = Reason(step.label, self, specs, around_of(self.desk, self))
            dialog.carry_out(lambda: self._move(step, dialog.text(), dialog.values()))
            dialog.open()
        else:
            self._move(step, None, {})

    def _move(self, step: register.Step, reason: str | None, values: Values) -> Job | None:
        one, store = self.snapshot, self.desk.store
        if one is None:
            return None
        sentence = tr(N_("{code} è ora nello stato «{state}».")).format(code=one.code, state=step.label)
        return self.desk.runner.run(
            lambda _: register.move(
                store, one.entity, one.id, one.version, step.to, reason=reason, field=step.field, values=values
            ),
            lambda changes: self.moved.emit(changes, sentence), self.desk.messages.error, owner=self,
        )  # fmt: skip


class Reason(Dialog):
    """Why a record changes state, and what must be told with it."""

    def __init__(
        self, state: str, parent: QWidget | None = None, asks: Sequence[Field] = (), around: Around | Names = NO_NAMES
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Passa allo stato «{state}»")).format(state=state))
        self._deed: Callable[[], Job | None] = lambda: None
        self.page = QPlainTextEdit(self)
        self.page.setTabChangesFocus(True)
        self.page.setAccessibleName(tr(N_("Motivo")))
        self.editors = {spec.name: editor_for(spec, around, self) for spec in asks}
        self.problem = plain("", self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._waiting = WaitingFor(self, self._say)
        self._lay_out(self._buttons(tr(N_("Passa a «{state}»")).format(state=state)))
        self.page.textChanged.connect(lambda: self.go_button.setEnabled(bool(self.text()) and not self._waiting.going))
        self.resize(theme().px(32), theme().px(14))

    def _buttons(self, verb: str) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.go_button = self._waiting.button = box.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_button.setEnabled(False)
        box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _lay_out(self, buttons: QWidget) -> None:
        column = QVBoxLayout(self)
        label = plain(tr(N_("&Motivo, che resta nella storia della scheda:")), self)
        label.setBuddy(self.page)
        column.addWidget(label)
        column.addWidget(self.page)
        for editor in self.editors.values():
            name = plain(tr(editor.spec.label), self)
            name.setProperty("role", "label")
            name.setBuddy(editor.entry)
            column.addWidget(name)
            column.addWidget(editor)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def carry_out(self, deed: Callable[[], Job | None]) -> None:
        """What is done with the reason: the window waits for it, and is still there with all its words if refused."""
        self._deed = deed

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def done(self, result: int) -> None:
        """Who leaves while the register is writing sees the window again only if it says no."""
        if not self._waiting.leave():
            super().done(result)

    def accept(self) -> None:
        """Only when what is asked was told."""
        if self._waiting.going:
            return
        for editor in self.editors.values():
            good = editor.check()
            if good and editor.value() in (None, "", ()):
                editor.show_problem(tr(N_("«{field}» serve per continuare.")).format(field=tr(editor.spec.label)))
                good = False
            if not good:
                editor.entry.setFocus()
                return
        job = self._deed()
        if job is None:
            super().accept()
        else:
            self._waiting.wait(job)

    def values(self) -> dict[str, Value]:
        """What was told besides the reason."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def text(self) -> str:
        """The reason as typed."""
        return self.page.toPlainText().strip()
