"""The editor of plain paragraphs: it grows with the text, within reason, and keeps its own undo."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.fields import Field, Value
from app.ui.kit.editor import Around, PageEditor, muted
from app.ui.kit.lines import show_left

LEAST_LINES, MOST_LINES = 3, 12


class LongTextEditor(PageEditor):
    """Paragraphs without looks. Tab goes to the next field."""

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.page = QPlainTextEdit(self)
        self.page.setTabChangesFocus(True)
        self.counter = muted("", self)
        self.counter.hide()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.page)
        column.addWidget(self.counter)
        self.row.addLayout(column, 1)
        self.page.textChanged.connect(self._on_text)
        self.page.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.take(self.page)
        self._grow()

    def put(self, value: Value) -> None:
        self.page.setPlainText(value or "")

    def raw(self) -> str:
        return self.page.toPlainText()

    def set_raw(self, text: str) -> None:
        self.page.setPlainText(text)

    def lock(self, locked: bool) -> None:
        self.page.setReadOnly(locked)
        self.page.setProperty("locked", locked)

    def _on_text(self) -> None:
        show_left(self.counter, self.spec, len(self.page.toPlainText()))
        if self.problem:
            self.check(whole=False)
        self.changed.emit()

    def _grow(self) -> None:
        """A plain document measures itself in lines."""
        lines = min(max(round(self.page.document().size().height()), LEAST_LINES), MOST_LINES)
        self.page.setFixedHeight(lines * self.page.fontMetrics().lineSpacing() + 22)
