"""A window that asks, and says what is to be known of what is being typed: a date's holidays, the days of notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.domain.entity import Values
from app.domain.fields import Field, Value
from app.domain.noticing import Judged
from app.ui.dialogs.asking import Asking
from app.ui.kit.editor import Around, Editor, restyle
from app.ui.kit.plain import plain
from app.ui.messages import announce
from app.ui.runner import Job
from app.ui.theme import theme

Judge = Callable[[Mapping[str, Value]], Judged]


class Judging(Asking):
    """`judge(values)` is asked at each change, of what can be read so far; what it says stands above the buttons."""

    def __init__(
        self,
        title: str,
        verb: str,
        fields: Iterable[Field],
        around: Around,
        values: Values,
        done: Callable[[Mapping[str, Value]], str | Job | None],
        judge: Judge,
        parent: QWidget | None = None,
        *,
        words: str = "",
        needed: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(title, verb, fields, around, values, done, parent, words=words, needed=needed)
        self._judge, self._rest = judge, dict(values)
        self.told = plain("", self)
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(3 * self.told.fontMetrics().lineSpacing())  # what is told comes and goes
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.problem), self.told)
        for editor in self.editors.values():
            editor.changed.connect(self._look)
        self._look()
        fit(self)

    def _look(self) -> None:
        judged = self._judge({**self._rest, **{name: typed(editor) for name, editor in self.editors.items()}})
        words = judged.words
        if words != self.told.text():
            self.told.setText(words)
            self.told.setProperty("role", "muted" if judged.good else "problem")
            restyle(self.told)
            if self.isVisible() and not judged.good:
                announce(self.told, words)


def fit(dialog: Asking) -> None:
    """As tall as it likes, never taller than the screen: the fields scroll, what is told below them does not."""
    wanted, screen = dialog.sizeHint(), dialog.screen().availableGeometry()
    for area in dialog.findChildren(QScrollArea):
        area.setMinimumHeight(theme().px(9))
    dialog.resize(wanted.width(), min(wanted.height(), screen.height() - theme().px(6)))


def typed(editor: Editor) -> Value:
    """What an editor holds so far; nothing while it cannot be understood."""
    try:
        return editor.spec.parse(editor.raw(), editor.around.names)
    except Refused:
        return () if editor.spec.plural else None
