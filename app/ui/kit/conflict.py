"""Two people wrote the same record: a bar that says so, and a comparison field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core import clock, locale
from app.core.i18n import N_, tr
from app.domain.entity import Entity, Values
from app.domain.fields import Names, Value
from app.ui.kit.controls import Radio
from app.ui.kit.editor import muted
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.messages import announce
from app.ui.theme import theme


class ConflictBar(QFrame):
    """«Modificato da Verdi alle 10:41 — Confronta»; it never stands in the way."""

    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(0.8), theme().px(0.4), theme().px(0.6), theme().px(0.4))
        self.words = plain("", self)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        self.button = QPushButton(tr(N_("Confronta")), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.compare_wanted)
        row.addWidget(self.button)
        self.hide()

    def tell(self, who: str, at: datetime | None) -> None:
        """Say who wrote meanwhile, and when."""
        hour = locale.hour(clock.local(at).time()) if at else ""
        self.words.setText(
            tr(N_("Modificato da {who} alle {time}. Quello che avete scritto è ancora qui.")).format(who=who, time=hour)
            if who and hour
            else tr(N_("Modificato da un'altra persona. Quello che avete scritto è ancora qui."))
        )
        self.show()
        announce(self, self.words.text(), urgent=True)


class Compare(Dialog):
    """Mine, theirs and before, field by field; what is chosen is seen at once in the last column."""

    def __init__(
        self,
        entity: type[Entity],
        names: Names,
        before: Values,
        mine: Mapping[str, Value],
        theirs: Values,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entity, self.names = entity, names
        self.before, self.mine, self.theirs = before, mine, theirs
        self.setWindowTitle(tr(N_("Confronto tra le vostre modifiche e quelle già salvate")))
        self.fields = [
            name for name in entity.fields if name in mine or (name in theirs and theirs[name] != before.get(name))
        ]
        self._choices: dict[str, QButtonGroup] = {}
        self._results: dict[str, QLabel] = {}
        self._build()
        self.resize(theme().px(64), theme().px(30))

    def result(self) -> dict[str, Value]:  # type: ignore[override]
        """The values chosen, only where they are not theirs already."""
        return {name: self.mine[name] for name in self.fields if self.takes_mine(name)}

    def takes_mine(self, name: str) -> bool:
        """Whether my value was chosen for a field."""
        return name in self.mine and self._choices[name].checkedId() == 1

    def take_all(self, *, mine: bool) -> None:
        """Choose one side everywhere it has something to say."""
        for name, group in self._choices.items():
            group.button(1 if mine and name in self.mine else 0).setChecked(True)
        self._preview()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(muted(tr(N_("Scegliete per ogni campo quale valore tenere. Nulla è ancora salvato.")), self))
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(theme().px(1.2))
        heads = (N_("Campo"), N_("Prima"), N_("Il mio"), N_("Il suo"), N_("Sarà"))
        for at, head in enumerate(heads):
            label = plain(tr(head), inside)
            label.setProperty("role", "section")
            grid.addWidget(label, 0, at)
            grid.setColumnStretch(at, 2 if at == 0 else 3)
        for row, name in enumerate(self.fields, start=1):
            self._row(grid, inside, row, name)
        grid.setRowStretch(len(self.fields) + 1, 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        inside.setProperty("role", "plain")
        column.addWidget(scroll, 1)
        column.addWidget(self._buttons())
        self._preview()

    def _row(self, grid: QGridLayout, inside: QWidget, row: int, name: str) -> None:
        label = tr(self.entity.fields[name].label)
        grid.addWidget(_words(label, inside), row, 0)
        grid.addWidget(_words(self._shown(name, self.before.get(name)), inside), row, 1)
        group = QButtonGroup(self)
        sides = ((1, self.mine, N_("Il mio")), (0, self.theirs, N_("Il suo")))
        for at, (id_, values, side) in enumerate(sides, start=2):
            if id_ == 1 and name not in self.mine:
                grid.addWidget(_words(tr(N_("non modificato")), inside, "muted"), row, at)
                continue
            said = self._shown(name, values.get(name))
            button = Radio("", inside)
            button.setAccessibleName(f"{label}. {tr(side)}: {said}")
            group.addButton(button, id_)
            button.toggled.connect(lambda _: self._preview())
            side_by_side = QHBoxLayout()
            side_by_side.setSpacing(theme().px(0.5))
            side_by_side.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            side_by_side.addWidget(_Side(said, button, inside), 1)
            grid.addLayout(side_by_side, row, at)
        group.button(1 if name in self.mine else 0).setChecked(True)
        self._choices[name] = group
        self._results[name] = _words("", inside)
        grid.addWidget(self._results[name], row, 4)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        roles = QDialogButtonBox.ButtonRole
        parts: tuple[tuple[str, QDialogButtonBox.ButtonRole, Callable[[], object]], ...] = (
            (N_("Accetta tutte le mie"), roles.ActionRole, lambda: self.take_all(mine=True)),
            (N_("Accetta tutte le sue"), roles.ActionRole, lambda: self.take_all(mine=False)),
            (N_("Salva il risultato"), roles.AcceptRole, self.accept),
            (N_("Non ora"), roles.RejectRole, self.reject),
        )
        for words, role, run in parts:
            button: QPushButton = box.addButton(tr(words), role)
            button.setDefault(role == roles.AcceptRole)
            button.setAutoDefault(role == roles.AcceptRole)
            button.clicked.connect(lambda _=False, run=run: run())
        return box

    def _preview(self) -> None:
        for name, label in self._results.items():
            value = self.mine[name] if self.takes_mine(name) else self.theirs.get(name)
            label.setText(self._shown(name, value))

    def _shown(self, name: str, value: Value) -> str:
        return self.entity.fields[name].show(value, self.names) or "–"


def _words(text: str, parent: QWidget, role: str = "") -> QLabel:
    label = plain(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setProperty("role", role)
    return label


class _Side(QLabel):
    """What one side says, whole; pressing the words chooses it, like pressing its button."""

    def __init__(self, text: str, button: Radio, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._button.click()
