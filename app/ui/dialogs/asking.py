"""A small window that asks for a few Fields and answers with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entity import Entity, Values
from app.domain.fields import Field, Value
from app.ui.dialogs.answered import WaitingFor
from app.ui.kit.editor import Around, Editor
from app.ui.kit.editors import editor_for
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.runner import Job
from app.ui.theme import theme


class Asking(Dialog):
    """Asks for fields, one above the other. The main button is a verb; Esc gives up.

    `done(values)` is called when everything is right. It may answer a sentence that keeps the window open, or the Job
    it began: the window then waits for it, closes when it went well, and otherwise says why with all that was typed.
    """

    def __init__(
        self,
        title: str,
        verb: str,
        fields: Iterable[Field],
        around: Around,
        values: Values,
        done: Callable[[Mapping[str, Value]], str | Job | None],
        parent: QWidget | None = None,
        *,
        words: str = "",
        needed: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._done, self._needed = done, needed
        self._waiting = WaitingFor(self, self.say)
        self.editors: dict[str, Editor] = {}
        self._lay_out(words, self._fields(fields, around, values), self._buttons(verb))
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.entry.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _lay_out(self, words: str, fields: QWidget, buttons: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.5))
        if words:
            told = plain(words, self)
            told.setWordWrap(True)
            column.addWidget(told)
        column.addWidget(fields, 1)
        self.problem = plain("", self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.setMinimumWidth(theme().px(32))

    def _fields(self, fields: Iterable[Field], around: Around, values: Values) -> QScrollArea:
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme().px(0.4), 0)
        for spec in fields:
            editor = editor_for(spec, around, inside)
            editor.set_value(values.get(spec.name, () if spec.plural else None))
            name = plain(tr(spec.label), inside)
            name.setProperty("role", "label")
            name.setBuddy(editor.entry)
            column.addWidget(name)
            column.addWidget(editor)
            self.editors[spec.name] = editor
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(min(inside.sizeHint().height(), theme().px(34)) + 4)
        return scroll

    def _buttons(self, verb: str) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.verb: QPushButton = box.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.verb.setDefault(True)
        self._waiting.button = self.verb
        later: QPushButton = box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        later.setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def values(self) -> dict[str, Value]:
        """What is typed; read only after `check`."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def check(self) -> bool:
        """Judge every field; the focus goes to the first that is wrong."""
        right = True
        for name, editor in self.editors.items():
            good = editor.check()
            if good and name in self._needed and editor.value() in (None, "", ()):
                editor.show_problem(tr(N_("«{field}» serve per continuare.")).format(field=tr(editor.spec.label)))
                good = False
            if not good and right:
                editor.entry.setFocus(Qt.FocusReason.OtherFocusReason)
            right = right and good
        return right

    def accept(self) -> None:
        """Everything right: hand it over, once; a sentence in answer keeps the window open."""
        if self._waiting.going or not self.check():
            return
        answer = self._done(self.values())
        if isinstance(answer, str) and answer:
            self.say(answer)
        elif isinstance(answer, Job):
            self._waiting.wait(answer)
        else:
            super().accept()

    def done(self, result: int) -> None:
        """Who leaves while the register is writing sees the window again only if it says no."""
        if not self._waiting.leave():
            super().done(result)

    def say(self, sentence: str) -> None:
        """Show why not yet."""
        self.problem.setText(sentence)
        self.problem.show()


def ask_for(entity: type[Entity], names: Iterable[str]) -> list[Field]:
    """The Fields of an entity by name."""
    return [entity.fields[name] for name in names]
