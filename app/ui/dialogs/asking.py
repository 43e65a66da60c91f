"""A small window that asks for a few Fields and answers with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entity import Entity, Values
from app.domain.fields import Field, Value
from app.ui.kit.editor import Around, Editor
from app.ui.kit.editors import editor_for
from app.ui.kit.tabbing import Dialog
from app.ui.theme import theme


class Asking(Dialog):
    """Asks for fields, one above the other. The main button is a verb; Esc gives up.

    `done(values)` is called when everything is right; it may answer a sentence that keeps the window open.
    """

    def __init__(
        self,
        title: str,
        verb: str,
        fields: Iterable[Field],
        around: Around,
        values: Values,
        done: Callable[[Mapping[str, Value]], str | None],
        parent: QWidget | None = None,
        *,
        words: str = "",
        needed: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._done, self._needed = done, needed
        self.editors: dict[str, Editor] = {}
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.5))
        if words:
            told = QLabel(words, self)
            told.setWordWrap(True)
            column.addWidget(told)
        column.addWidget(self._fields(fields, around, values), 1)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addWidget(self._buttons(verb))
        self.setMinimumWidth(theme().px(32))
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.entry.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _fields(self, fields: Iterable[Field], around: Around, values: Values) -> QScrollArea:
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme().px(0.4), 0)
        for spec in fields:
            editor = editor_for(spec, around, inside)
            editor.set_value(values.get(spec.name, () if spec.plural else None))
            name = QLabel(tr(spec.label), inside)
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
        """Everything right: hand it over; a sentence in answer keeps the window open."""
        if not self.check():
            return
        sentence = self._done(self.values())
        if sentence:
            self.say(sentence)
            return
        super().accept()

    def say(self, sentence: str) -> None:
        """Show why not yet."""
        self.problem.setText(sentence)
        self.problem.show()


def ask_for(entity: type[Entity], names: Iterable[str]) -> list[Field]:
    """The Fields of an entity by name."""
    return [entity.fields[name] for name in names]
