"""Small pieces the sitting's panels are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import tr
from app.ui.icons import icon
from app.ui.kit.editor import Editor
from app.ui.theme import theme


def section(words: str, parent: QWidget | None = None) -> QLabel:
    """The heading of a part."""
    label = QLabel(words, parent)
    label.setProperty("role", "section")
    return label


def label(words: str, role: str = "muted", parent: QWidget | None = None) -> QLabel:
    """A line of words in one of the looks of the style sheet."""
    made = QLabel(words, parent)
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
