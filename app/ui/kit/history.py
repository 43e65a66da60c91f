"""The history of a record as people read it: who, when, what from what to what; any old value can be brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core import locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entity import Entity
from app.domain.fields import Names
from app.ui.kit.editor import muted
from app.ui.kit.plain import plain, tip
from app.ui.theme import theme

AT_ONCE = 40
LONGEST = 400


class LineLike(Protocol):
    """One deed on one record, as `usecases.history` reads it aloud."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def who(self) -> str:
        """Who, by login or name."""

    @property
    def deed(self) -> str:
        """The deed's msgid."""

    @property
    def sentences(self) -> Sequence[str]:
        """What changed, a sentence a field."""

    @property
    def before(self) -> Mapping[str, Any]:
        """The fields as they were, JSON values."""

    @property
    def after(self) -> Mapping[str, Any]:
        """The fields as they became, JSON values."""


class History(QScrollArea):
    """The deeds on a record, the newest first.

    Signals:
        restore_wanted(str, value): a person wants a field to have an old value again.
    """

    restore_wanted = Signal(str, object)

    def __init__(self, entity: type[Entity], names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity, self.names = entity, names
        self.setWidgetResizable(True)
        self.setAccessibleName(tr(N_("Storia della scheda")))
        self._lines: Sequence[LineLike] = ()
        self._writable = False

    def show_lines(self, lines: Sequence[LineLike], *, writable: bool, most: int = AT_ONCE) -> None:
        """Show the deeds, given oldest first; `writable` offers to bring values back."""
        self._lines, self._writable = lines, writable
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme().px(0.6), 0)
        column.setSpacing(theme().px(0.25))
        shown = list(reversed(lines))[:most]
        for line in shown:
            self._add(column, inside, line)
        if not lines:
            column.addWidget(muted(tr(N_("Nessuna modifica registrata.")), inside))
        if len(lines) > most:
            more = QPushButton(tr(N_("Mostra anche le modifiche precedenti")), inside)
            more.setProperty("role", "link")
            more.clicked.connect(lambda: self.show_lines(lines, writable=writable, most=most + 4 * AT_ONCE))
            column.addWidget(more)
        column.addStretch(1)
        self.setWidget(inside)

    def _add(self, column: QVBoxLayout, inside: QWidget, line: LineLike) -> None:
        head = plain(f"{locale.moment(line.at)} · {line.who} · {tr(line.deed)}", inside)
        head.setProperty("role", "section")
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setContentsMargins(0, theme().px(0.5), 0, 0)
        head.setWordWrap(True)
        column.addWidget(head)
        names = [name for name in line.after if name in self.entity.fields]
        paired = len(names) == len(line.sentences)
        for at, sentence in enumerate(line.sentences):
            name = names[at] if paired and names[at] in line.before else ""
            column.addLayout(self._sentence(inside, line, sentence, name))

    def _sentence(self, inside: QWidget, line: LineLike, sentence: str, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        words = plain(sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…", inside)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        if name and self._writable:
            row.addWidget(self._restorer(inside, line, name), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _restorer(self, inside: QWidget, line: LineLike, name: str) -> QPushButton:
        spec = self.entity.fields[name]
        button = QPushButton(tr(N_("Ripristina questo valore")), inside)
        button.setProperty("role", "link")
        try:
            value = spec.load(line.before[name], self.names)
        except Refused as refusal:  # the record it named is gone: there is nothing to bring back
            button.setEnabled(False)
            button.setToolTip(tip(str(refusal)))
            return button
        shown = spec.show(value, self.names) or tr(N_("vuoto"))
        words = tr(N_("{field} torna a essere: {value}")).format(field=tr(spec.label), value=shown[:200])
        button.setToolTip(tip(words))
        button.setAccessibleName(f"{button.text()}. {words}")
        button.clicked.connect(lambda: self.restore_wanted.emit(name, value))
        return button
