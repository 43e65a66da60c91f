"""What the file does not say: a field and its value, the same for every new record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.importing_mapping import target
from app.ui.dialogs.importing.state import Importing
from app.ui.icons import icon
from app.ui.kit.controls import Combo
from app.ui.kit.editor import Around, Editor
from app.ui.kit.editors import editor_for
from app.ui.kit.plain import tip
from app.ui.screens.sitting.parts import label, section
from app.ui.theme import theme


class Constants(QWidget):
    """The fields needed and not in the file come first; others are added from the list.

    Signals:
        changed(): a value was given or taken back.
    """

    changed = Signal()

    def __init__(self, state: Importing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.problem = state, ""
        self.editors: dict[str, Editor] = {}
        self._asked: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setMinimumHeight(theme().px(5))
        self.more = Combo(self)
        self.more.setMinimumContentsLength(40)
        self.more.setAccessibleName(tr(N_("Aggiungi un campo uguale per tutte le righe")))
        self.more.activated.connect(lambda _: self._add())
        head = QHBoxLayout()
        head.addWidget(section(tr(N_("Quello che il file non dice")), self), 1)
        head.addWidget(self.more)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def show_constants(self) -> None:
        """Show the constants of the mapping, and the required fields no column feeds."""
        mapping = self.state.mapping
        fed = set(mapping.columns.values())
        needed = self.state.needed()
        self.editors.clear()
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        grid = QGridLayout(inside)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(dict.fromkeys([*needed, *mapping.constants, *self._asked])):
            self._row(grid, row, name, inside, required=name in needed)
        grid.setRowStretch(grid.rowCount(), 1)
        if not self.editors:
            grid.addWidget(label(tr(N_("Non manca nulla di obbligatorio.")), "muted", inside), 0, 0)
        self.area.setWidget(inside)
        self._offer(fed)
        self._judge()

    def _row(self, grid: QGridLayout, row: int, name: str, inside: QWidget, *, required: bool) -> None:
        spec = target(self.state.entity, name)[2]
        around = Around(names=self.state.store.names)
        editor = editor_for(spec, around, inside)
        given = self.state.mapping.constants.get(name)
        if given is not None:
            editor.set_value(spec.load(given, around.names))
        words = self.state.label(name) + (f" · {tr(N_('obbligatorio'))}" if required else "")
        name_of = label(words, "label", inside)
        name_of.setContentsMargins(0, theme().px(0.5), 0, 0)
        name_of.setBuddy(editor.entry)
        grid.addWidget(name_of, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, row, 1)
        remove = QToolButton(inside)
        remove.setIcon(icon("x"))
        remove.setAccessibleName(tr(N_("Togli: {field}")).format(field=self.state.label(name)))
        remove.setToolTip(tip(remove.accessibleName()))
        remove.clicked.connect(partial(self._drop, name))
        remove.setVisible(not required)
        grid.addWidget(remove, row, 2)
        self.editors[name] = editor
        editor.changed.connect(partial(self._typed, name))

    def _offer(self, fed: set[str]) -> None:
        self.more.clear()
        self.more.addItem(tr(N_("Aggiungi un campo uguale per tutte le righe nuove…")), "")
        for name in self.state.targets():
            if name not in fed and name not in self.editors and name != "code":
                self.more.addItem(self.state.label(name), name)

    def _add(self) -> None:
        name = str(self.more.currentData() or "")
        if name:
            self._asked.append(name)
            self.show_constants()
            self.editors[name].entry.setFocus()

    def _drop(self, name: str, _: bool = False) -> None:
        self.state.fix(name, None)
        self._asked = [one for one in self._asked if one != name]
        self.show_constants()
        self.changed.emit()

    def _typed(self, name: str) -> None:
        editor = self.editors[name]
        try:
            value = editor.value()
            if value not in (None, "", ()):
                editor.spec.check(value)
            self.state.fix(name, None if value in (None, "", ()) else editor.spec.dump(value))
            editor.show_problem("")
        except Refused as refusal:
            editor.show_problem(str(refusal))
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        wrong = next((e for e in self.editors.values() if e.problem), None)
        self.problem = wrong.problem if wrong is not None else ""
