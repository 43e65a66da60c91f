"""A record to read: labels at the left, values at the right, links that open what they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Day, Field, Link, Links, Names
from app.ui.icons import icon
from app.ui.kit.plain import plain, rich
from app.ui.theme import theme

Open = Callable[[str, str], object]


def note(text: str, kind: str, parent: QWidget) -> QFrame:
    """A coloured strip with a sentence: warning, danger, success, info."""
    frame = QFrame(parent)
    frame.setProperty("role", kind)
    row = QHBoxLayout(frame)
    row.setContentsMargins(theme().px(0.7), theme().px(0.5), theme().px(0.7), theme().px(0.5))
    picture = plain("", frame)
    side = theme().px(1.2)
    name = {"warning": "warning", "danger": "warning-circle", "success": "check-circle"}.get(kind, "info")
    picture.setPixmap(icon(name, "accent" if kind == "info" else kind).pixmap(side, side))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = plain(text, frame)
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(words, 1)
    return frame


def text_of(spec: Field, value: object, names: Names) -> str:
    """A value as rich text: links to other records are links."""
    if isinstance(spec, Link) and value:
        return _anchor(spec.to, str(value), names.label(spec.to, str(value)))
    if isinstance(spec, Links) and value:
        assert isinstance(value, tuple)
        shown = ((str(one), spec.show((one,), names)) for one in value)
        return "<br>".join(_anchor(spec.to, code.partition(":")[0], label) for code, label in shown)
    return escape(spec.show(value, names)).replace("\n", "<br>")


def _anchor(entity: str, code: str, label: str) -> str:
    if entity not in ENTITIES:
        return escape(label)
    return f'<a href="{entity}:{escape(code)}" style="text-decoration:none">{escape(label)}</a>'


def lines(snapshot: Snapshot, names: Names, fields: Sequence[str]) -> list[tuple[str, str]]:
    """(label, rich text) of the fields that say something; a beginning and an end are one period."""
    kind, found = ENTITIES[snapshot.entity], []
    for name in fields:
        spec, value = kind.fields.get(name), snapshot.values.get(name)
        told = name in ("code", "title") or (name == "end" and "start" in fields and snapshot.values.get("start"))
        if spec is None or value in (None, "", ()) or told:
            continue
        text = text_of(spec, value, names)
        end = snapshot.values.get("end")
        if name == "start" and isinstance(spec, Day) and end:
            found.append((tr(N_("Periodo")), f"{text} – {kind.fields['end'].show(end, names)}"))
        else:
            found.append((tr(spec.label), text))
    return found


class Sheet(QWidget):
    """The fields of a record, read only."""

    def __init__(self, snapshot: Snapshot, names: Names, fields: Sequence[str], open_: Open, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(0.7))
        grid.setVerticalSpacing(theme().px(0.42))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme().px(5.6))
        for at, (label, text) in enumerate(lines(snapshot, names, fields)):
            grid.addWidget(self._label(label), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(label, text, open_), at, 1, Qt.AlignmentFlag.AlignTop)

    def _label(self, text: str) -> QLabel:
        label = plain(text, self)
        label.setProperty("role", "label")
        label.setWordWrap(True)
        label.setMaximumWidth(theme().px(7))
        return label

    def _value(self, label: str, text: str, open_: Open) -> QLabel:
        value = rich(text, self)
        value.setTextFormat(Qt.TextFormat.RichText)
        value.setWordWrap(True)
        value.setAccessibleName(label)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        if "<a " in text:
            flags |= Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        value.setTextInteractionFlags(flags)
        value.linkActivated.connect(lambda link: open_(*link.split(":", 1)))
        return value


class RecordList(QWidget):
    """Records one under the other: a word on top, the name, a second line; Enter opens."""

    def __init__(self, rows: Sequence[tuple[str, str, str, str]], open_: Open, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.55))
        for entity, code, title, second in rows:
            label = rich("", self)
            label.setTextFormat(Qt.TextFormat.RichText)
            muted = theme().colours.muted
            label.setText(f'{_anchor(entity, code, title)}<br><span style="color:{muted}">{escape(second)}</span>')
            label.setWordWrap(True)
            label.setAccessibleName(f"{title}, {second}")
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            label.linkActivated.connect(lambda link: open_(*link.split(":", 1)))
            column.addWidget(label)


def paragraph(text: str, parent: QWidget) -> QLabel:
    """A quiet sentence: what is not there, and what to do."""
    label = plain(text, parent)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


