"""What every editor is: one Field on the screen. It shows a value, says when it changes, and what is wrong.

An editor speaks text: `raw()` is what is typed, `Field.parse` makes the value of it and `Field.check` judges it.
So a draft is a handful of texts, and no kind is parsed in two places. What was not touched comes back as the very
value that was given, never through its text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.i18n import tr
from app.core.values import dataclass
from app.domain.fields import NO_NAMES, Field, Names, Value
from app.domain.vocabulary import fold
from app.ui.kit.plain import plain, tip

Hits = list[tuple[str, str]]
"""What a search finds: (code, label)."""

Search = Callable[[str, str, Callable[[Hits], None]], None]
"""`search(kind, text, deliver)`: looks among the records of a kind and hands over what it finds, now or later."""

SHOWN = 50
"""How many hits a picker shows at most; more are a reason to type another letter."""


class Shelf(Protocol):
    """Where the bytes of files are kept; what it does may be done later."""

    def keep(self, path: Path, then: Callable[[str], None]) -> None:
        """Keep a file and tell its SHA-256."""

    def save(self, sha: str, path: Path) -> None:
        """Write a copy of the bytes behind a SHA-256."""

    def late(self, name: str) -> None:
        """Say that a file was kept too late: who asked for it shows something else by now."""


def found(names: Names, kind: str, text: str) -> Hits:
    """The options of a kind that contain every word typed, in code or label, accents and case ignored."""
    words = fold(text).split()
    hits: Hits = []
    for code, label in names.options(kind):
        where = fold(f"{code} {label}")
        if all(word in where for word in words):
            hits.append((code, label))
            if len(hits) == SHOWN:
                break
    return hits


@dataclass(frozen=True)
class Around:
    """What an editor may ask of the program around it; every part has a modest stand-in."""

    names: Names = field(default=NO_NAMES)
    search: Search | None = None
    open: Callable[[str, str], None] | None = None  # (entity, code): show that record
    shelf: Shelf | None = None

    def look(self, kind: str, text: str, deliver: Callable[[Hits], None]) -> None:
        """Search a kind: with the screen's own search, else among the names in memory."""
        if self.search is None:
            deliver(found(self.names, kind, text))
        else:
            self.search(kind, text, deliver)


class Editor(QWidget):
    """One Field on the screen. Subclasses put their widgets in `self.row` and call `take(entry)`."""

    changed = Signal()  # a person changed what is typed
    left = Signal()  # a person is done here: Enter, or the focus went elsewhere

    wide = False  # whether it wants the whole width of a form

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec, self.around = spec, around
        self._given: Value = () if spec.plural else None
        self._given_raw = ""
        self._entry: QWidget = self
        self.reason = ""  # why it cannot be written; empty when it can
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        column.addLayout(self.row)
        self.below = plain("", self)
        self.below.setProperty("role", "problem")
        self.below.setWordWrap(True)
        self.below.hide()
        column.addWidget(self.below)

    # ------------------------------------------------------------ for subclasses

    def take(self, entry: QWidget) -> None:
        """`entry` is the widget a person types in: it gets the focus and the Field's name."""
        self._entry = entry
        self.setFocusProxy(entry)
        entry.setAccessibleName(tr(self.spec.label))
        entry.setAccessibleDescription(tr(self.spec.help))
        entry.installEventFilter(self)

    def put(self, value: Value) -> None:
        """Show `value`, which is never refused."""
        raise NotImplementedError

    def raw(self) -> str:
        """What is typed, as text `Field.parse` understands."""
        raise NotImplementedError

    def set_raw(self, text: str) -> None:
        """Show what had been typed (a draft); it may be wrong."""
        raise NotImplementedError

    def lock(self, locked: bool) -> None:
        """Let or forbid typing; copying must remain possible."""
        self._entry.setEnabled(not locked)

    # ------------------------------------------------------------ for everybody

    @property
    def entry(self) -> QWidget:
        """The widget that takes the focus: a label's buddy."""
        return self._entry

    def set_value(self, value: Value) -> None:
        """Show a value; what was typed before is forgotten."""
        blocked = self.blockSignals(True)
        self._given = value
        self.put(value)
        self._given_raw = self.raw()
        self.show_problem("")
        self.blockSignals(blocked)

    def show_again(self, value: Value) -> None:
        """Show a newer value of the record that is shown; a page one is writing on does not move under the hand."""
        self.set_value(value)

    def turn(self) -> None:
        """Another record comes: what was under way for the one before is not for this one."""

    @property
    def given(self) -> Value:
        """The value shown last, whatever was typed since."""
        return self._given

    def settle(self, value: Value, raw: str | None = None) -> None:
        """What is typed, or was when it read `raw`, has been saved as `value`: nothing on the screen moves."""
        self._given, self._given_raw = value, self.raw() if raw is None else raw

    def value(self) -> Value:
        """The value as typed. Raises Refused when the text is not one."""
        text = self.raw()
        return self._given if text == self._given_raw else self.spec.parse(text, self.around.names)

    @property
    def touched(self) -> bool:
        """Whether what is typed is something else than what was given."""
        return self.raw() != self._given_raw

    @property
    def stirred(self) -> bool:
        """Whether a person's hand was here; dearer to know than that, `touched` says whether anything came of it."""
        return self.touched

    @property
    def problem(self) -> str:
        """The sentence shown beside the field; empty when nothing is wrong."""
        return self.below.text() if self.below.property("role") == "problem" else ""

    def check(self, *, whole: bool = True) -> bool:
        """Judge what is typed and show the problem. Not `whole`: an empty required field is no problem yet."""
        try:
            value = self.value()
            if whole or value not in (None, "", ()):
                self.spec.check(value)
        except Refused as refusal:
            self.show_problem(str(refusal))
            return False
        self.show_problem("")
        return True

    def show_problem(self, sentence: str, *, doubt: bool = False) -> None:
        """Show a sentence beside the field: a problem, or a mere doubt."""
        self.below.setProperty("role", "doubt" if doubt else "problem")
        self.below.setText(sentence)
        self.below.setVisible(bool(sentence))
        self._entry.setProperty("wrong", bool(sentence) and not doubt)
        self._entry.setAccessibleDescription(sentence or self.reason or tr(self.spec.help))
        for widget in (self.below, self._entry):
            restyle(widget)

    def set_read_only(self, reason: str) -> None:
        """Grey the field and say why; an empty reason makes it writable again."""
        self.reason = reason
        self.lock(bool(reason))
        self.setToolTip(tip(reason))
        self._entry.setAccessibleDescription(reason or tr(self.spec.help))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when a person leaves, and keep the wheel from changing a field nobody is in."""
        if watched is self._entry:
            if event.type() == QEvent.Type.Wheel and not self._entry.hasFocus():
                event.ignore()
                return True
            popup = isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.PopupFocusReason
            if event.type() == QEvent.Type.FocusOut and not popup:
                self.leave()
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """The person is done here: tidy, judge, tell."""
        if not self.reason:
            if self.touched or self.problem:
                self.check(whole=False)  # a doubt about what nobody touched stays: Tab merely passed by
            self.left.emit()


class PageEditor(Editor):
    """An editor with a page of text: what one reads there is its value."""

    def show_again(self, value: Value) -> None:
        try:
            same = self.value() == value
        except Refused:
            same = False
        if same:
            self.settle(value)
            self.show_problem("")
        else:
            self.set_value(value)


def restyle(widget: QWidget) -> None:
    """Let a style sheet see a property that changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def muted(text: str, parent: QWidget | None = None) -> QLabel:
    """A small grey text."""
    label = plain(text, parent)
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
