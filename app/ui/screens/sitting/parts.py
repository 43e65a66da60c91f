"""Small pieces the sitting's panels are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import tr
from app.ui.icons import icon
from app.ui.kit.editor import Editor
from app.ui.kit.plain import plain
from app.ui.theme import theme


def section(words: str, parent: QWidget | None = None) -> QLabel:
    """The heading of a part."""
    return label(words, "section", parent)


def label(words: str, role: str = "muted", parent: QWidget | None = None) -> QLabel:
    """A line of words in one of the looks of the style sheet."""
    made = plain(words, parent)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def panel(parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A white sheet with its column."""
    frame = QFrame(parent)
    frame.setProperty("role", "panel")
    column = QVBoxLayout(frame)
    gap = theme().px(0.9)
    column.setContentsMargins(gap, gap, gap, gap)
    column.setSpacing(theme().px(0.45))
    return frame, column


def button(
    words: str, glyph: str, run: Callable[[], object], role: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with its picture and its word; `role` is `primary`, `link` or empty."""
    made = QPushButton(words, parent)
    made.setIcon(icon(glyph, "on_primary" if role == "primary" else "accent"))
    if role:
        made.setProperty("role", role)
    made.clicked.connect(lambda _=False: run())
    made.setAutoDefault(False)
    return made


def labelled(editor: Editor, grid: QGridLayout, row: int, column: int = 0, span: int = 1) -> None:
    """Put an editor into a grid with its Field's label before it."""
    name = label(tr(editor.spec.label), "label")
    name.setBuddy(editor.entry)
    grid.addWidget(name, row, 2 * column, Qt.AlignmentFlag.AlignTop)
    name.setContentsMargins(0, theme().px(0.5), 0, 0)
    grid.addWidget(editor, row, 2 * column + 1, 1, 2 * span - 1)


class Unfolding(QWidget):
    """A part of an item that may not be there yet: its heading, the button that begins it, and a grid inside."""

    def __init__(self, title: str, add: str, begin: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.4))
        self.head = QHBoxLayout()
        self.title = section(title, self)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.add = button(add, "plus", begin, "link", self)
        self.head.addWidget(self.add)
        column.addLayout(self.head)
        self.inside = QWidget(self)
        column.addWidget(self.inside)
        self.grid = QGridLayout(self.inside)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme().px(0.6))

    def put(self, editor: Editor, row: int, column: int, span: int = 1, *, top: bool = False) -> QLabel:
        """An editor in the grid, its label above it; answers the label."""
        return above(editor, self.grid, row, column, span, top=top)


def above(editor: Editor, grid: QGridLayout, row: int, column: int, span: int = 1, *, top: bool = False) -> QLabel:
    """Put an editor into a grid with its Field's label above it; answers the label."""
    name = label(tr(editor.spec.label), "label", editor.parentWidget())
    name.setBuddy(editor.entry)
    grid.addWidget(name, row, column)
    grid.addWidget(editor, row + 1, column, 1, span, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0))
    return name


def line(*widgets: QWidget, gap: float = 0.6) -> QHBoxLayout:
    """Widgets in a row."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(gap))
    for widget in widgets:
        row.addWidget(widget)
    return row


def hint(keys: str, words: str, parent: QWidget | None = None) -> QLabel:
    """The keys of a part, in short; the whole sentence when one points at it. Both are msgids."""
    made = label(tr(keys), "muted", parent)
    made.setToolTip(tr(words))
    made.setAccessibleName(tr(words))
    return made
