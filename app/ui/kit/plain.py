"""Words as they were written: what a person typed is never read as HTML, in a label or beside the pointer."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def plain(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that shows every character of its text."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def tip(text: str) -> str:
    """A text for a tooltip, which Qt would read as HTML when it looks like it."""
    if "<" not in text:
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


def rich(html: str = "", parent: QWidget | None = None) -> QLabel:
    """A label of HTML the program wrote, with every word of a record escaped in it."""
    label = QLabel(html, parent)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


def marked(html: str) -> str:
    """A tooltip of HTML the program wrote, with every word of a record escaped in it."""
    return html
