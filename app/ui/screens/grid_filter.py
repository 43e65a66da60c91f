"""«Filtra» from a header: the values a closed field has in the list, or a sentence to write for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QInputDialog, QMenu

from app.core import locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.fields import Field, Text
from app.domain.query import OPERATORS, Filter, Group, parse_filter
from app.ui.kit.grouping import can_group, kind_of

if TYPE_CHECKING:
    from app.ui.screens.grid_screen import GridScreen

_AT_MOST = 40


class HeaderFilter(QObject):
    """Narrows one screen's list from a column."""

    def __init__(self, screen: GridScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        screen.grid.can_filter = True
        screen.grid.filter_wanted.connect(self.ask)

    def ask(self, name: str) -> None:
        """Offer the values of a column, or ask for one."""
        spec = self._screen.plan.entity.fields[name]
        if not can_group(spec):
            self._ask_words(spec)
            return
        screen = self._screen
        at, query, source = QCursor.pos(), screen.query, screen.source
        others = replace(query, filters=tuple(one for one in query.filters if one.field != name or one.op != "="))

        def show(found: Sequence[Group]) -> None:
            menu = self.menu(spec, found)
            menu.popup(at)
            menu.aboutToHide.connect(menu.deleteLater)

        screen.desk.runner.run(lambda _: source.groups(others, name, ()), show, owner=self, aside=True)

    def menu(self, spec: Field, found: Sequence[Group]) -> QMenu:
        """The values with their counts, those in force ticked; the most frequent when they are too many."""
        screen, menu = self._screen, QMenu(self._screen)
        chosen, names, kind = screen.query.chosen(spec.name), screen.desk.names, kind_of(spec)
        valued = [one for one in found if one.code is not None]
        shown = sorted(valued, key=lambda one: -one.count)[:_AT_MOST] if len(valued) > _AT_MOST else valued
        for one in shown:
            label = names.label(kind, one.code or "").replace("&", "&&")
            action = menu.addAction(f"{label}\t{locale.number(one.count)}",
                                    partial(self._toggle, spec.name, one.code))  # fmt: skip
            action.setCheckable(True)
            action.setChecked(one.code in chosen)
        menu.addSeparator()
        for words, op in ((N_("Senza valore"), "="), (N_("Con un valore"), "!=")):
            menu.addAction(tr(words), partial(self._add, Filter(spec.name, op)))
        return menu

    def _toggle(self, name: str, code: str | None) -> None:
        self._screen.ask(self._screen.query.toggled(name, code))

    def _add(self, one: Filter) -> None:
        query = self._screen.query
        self._screen.ask(replace(query, filters=(*(each for each in query.filters if each != one), one)))

    # ------------------------------------------------------------ words

    def _ask_words(self, spec: Field) -> None:
        dialog = QInputDialog(self._screen)
        dialog.setWindowTitle(tr(N_("Filtra «{field}»")).format(field=tr(spec.label)))
        hint = (N_("Una parte del testo; oppure = per il testo intero, != per escluderlo.") if isinstance(spec, Text)
                else N_("Un valore, o un confronto: >= 01/01/2026, < 10000. Vuoto: senza valore."))  # fmt: skip
        dialog.setLabelText(tr(hint))
        dialog.textValueSelected.connect(partial(self.write, spec))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, spec: Field, text: str) -> None:
        """Narrow the list to what was written; a sentence says why when it cannot be."""
        said = text.strip()
        if not said.startswith(OPERATORS):
            said = ("~" if isinstance(spec, Text) and said else "=") + said
        screen = self._screen
        try:
            self._add(parse_filter(screen.plan.entity, f"{spec.name}{said}", screen.desk.names))
        except Refused as refusal:
            screen.desk.messages.say(str(refusal), "warning")
