"""The groups of a screen with a grid: the button that chooses the field, the menu of a header, what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton

from app.core.i18n import N_, tr
from app.domain.query import Filter
from app.ui.icons import icon
from app.ui.kit.grouped_rows import Section
from app.ui.kit.grouping import can_group

if TYPE_CHECKING:
    from app.ui.screens.grid_screen import GridScreen


class GroupTool(QObject):
    """Groups one screen's list."""

    def __init__(self, screen: GridScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        screen.model.groups.total = screen.plan.total
        screen.model.grouped.connect(self._say)
        self.button = QPushButton(screen)
        self.button.setProperty("role", "chip")
        self.button.setIcon(icon("rows"))
        self.button.setToolTip(tr(N_("Raccoglie le righe per stato, capofila, obiettivo…, con conteggi e somme")))
        self.button.clicked.connect(self._pop)
        self._say(screen.model.groups.field)

    def _say(self, name: str) -> None:
        spec = self._screen.plan.entity.fields.get(name)
        words = tr(N_("Gruppi: {field}")).format(field=tr(spec.label)) if spec else tr(N_("Raggruppa"))
        self.button.setText(words)

    def fields(self) -> list[str]:
        """The fields to group by: those of the facets first, then the others."""
        plan = self._screen.plan
        others = (name for name, spec in plan.entity.fields.items() if can_group(spec) and name != "visibility")
        return list(dict.fromkeys((*(name for name in plan.facets if can_group(plan.entity.fields[name])), *others)))

    def menu(self) -> QMenu:
        """The fields, one of them in force; then what can be done with all groups."""
        screen, model = self._screen, self._screen.model
        menu = QMenu(screen)
        for name in ("", *self.fields()):
            label = tr(screen.plan.entity.fields[name].label) if name else tr(N_("Nessun gruppo"))
            action = menu.addAction(label, partial(model.group_by, name))
            action.setCheckable(True)
            action.setChecked(name == model.groups.field)
        if model.groups.field:
            menu.addSeparator()
            self._add_all(menu)
        return menu

    def _add_all(self, menu: QMenu) -> None:
        menu.addAction(tr(N_("Apri tutti i gruppi")), partial(self._turn_all, opened=True))
        menu.addAction(tr(N_("Chiudi tutti i gruppi")), partial(self._turn_all, opened=False))

    def _turn_all(self, *, opened: bool) -> None:
        self._screen.grid.keep_place()
        self._screen.model.turn_all(opened=opened)

    def _pop(self) -> None:
        menu = self.menu()
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        menu.aboutToHide.connect(menu.deleteLater)

    # ------------------------------------------------------------ a header

    def header_menu(self, section: Section, place: int) -> QMenu:
        """What can be done with one group."""
        screen, model = self._screen, self._screen.model
        menu = QMenu(screen)
        words = N_("Chiudi il gruppo") if section.opened else N_("Apri il gruppo")
        menu.addAction(tr(words) + "\t" + tr(N_("Spazio")), partial(model.toggle, place))
        self._add_all(menu)
        menu.addSeparator()
        menu.addAction(tr(N_("Mostra solo questo gruppo")), partial(self._only, section))
        menu.addAction(tr(N_("Togli il raggruppamento")), partial(model.group_by, ""))
        return menu

    def _only(self, section: Section) -> None:
        """The group as a filter of the list."""
        screen, name = self._screen, self._screen.model.groups.field
        code = section.group.code
        one = Filter(name, "=", () if code is None else (code,))
        others = tuple(each for each in screen.query.filters if each != one)
        screen.model.group_by("")
        screen.ask(type(screen.query)(screen.query.entity, (*others, one), screen.query.text, screen.query.sort))

    # ------------------------------------------------------------ memory

    def choose(self, name: str) -> None:
        """Group by a field, or not at all, with the next list that is asked for; a field nobody knows is none."""
        model, fields = self._screen.model, self._screen.plan.entity.fields
        model.groups.field = name if name in fields and can_group(fields[name]) else ""
        model.choose_columns(model.columns, read=False)
        self._say(model.groups.field)

    def state(self) -> dict[str, Any]:
        """As plain values, for the next start."""
        return self._screen.model.groups.state()

    def restore(self, state: Any) -> None:
        """As it was, before the list is read."""
        if isinstance(state, Mapping):
            model = self._screen.model
            model.groups.restore(state)
            model.choose_columns(model.columns, read=False)
            self._say(model.groups.field)
