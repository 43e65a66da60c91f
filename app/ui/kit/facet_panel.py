"""What a list is made of: its facets one under the other, each made when there is something to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entity import Entity
from app.domain.fields import Choice, Choices, Field, Link, Links, Names
from app.domain.query import Query
from app.ui import later
from app.ui.kit.plain import plain
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.kit.facets import FacetGroup

_OPEN_AT_START = 4
Counts = Mapping[str, int]


def kind_of(spec: Field) -> str:
    """The vocabulary or the entity whose codes the field holds."""
    if isinstance(spec, Choice | Choices):
        return spec.options
    return spec.to if isinstance(spec, Link | Links) else ""


class FacetPanel(QFrame):
    """The facets of an entity. Its place is there at once; what is in it comes with the first counts, behind the rows.

    Signals:
        toggled(str, str): the value (second) of a field (first) was ticked or unticked.
    """

    toggled = Signal(str, str)

    def __init__(
        self, entity: type[Entity], fields: Sequence[str], names: Names, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(tr(N_("Filtri")))
        self.fields = tuple(fields)
        self._entity, self._names = entity, names
        self._open: Sequence[str] = self.fields[:_OPEN_AT_START]
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(1, 1, 1, 1)
        self.setMinimumWidth(theme().px(10))

    @cached_property
    def groups(self) -> dict[str, FacetGroup]:
        """The facets by field, made now."""
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        pad = theme().px(0.85)
        column.setContentsMargins(pad, theme().px(0.5), pad, pad)
        column.setSpacing(0)
        make = later.load(later.FACET)
        found: dict[str, FacetGroup] = {
            name: make(self._entity.fields[name], self._names, inside, open_=name in self._open) for name in self.fields
        }
        for group in found.values():
            group.toggled.connect(self.toggled)
            column.addWidget(group)
        self._empty = plain(tr(N_("Qui appariranno i filtri, quando ci saranno schede.")), inside)
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        column.addWidget(self._empty)
        column.addStretch(1)
        self._show(inside)
        return found

    def _show(self, inside: QWidget) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self._whole.addWidget(area)

    def show_counts(self, query: Query, counts: Mapping[str, Counts]) -> None:
        """The counts of a query."""
        for name, group in self.groups.items():
            found = counts.get(name, {})
            chosen = tuple(str(value) for value in query.chosen(name))
            group.setVisible(bool(found) or bool(chosen))
            group.show_counts(found, chosen)
        self._empty.setVisible(not any(counts.values()) and not query.filters)

    def focus_first(self) -> None:
        """The focus to the first group that is shown."""
        shown = next((group for group in self.groups.values() if group.isVisible()), None)
        if shown is not None:
            shown.take_focus()

    def state(self) -> list[str]:
        """The groups that are open."""
        if "groups" not in vars(self):
            return list(self._open)
        return [name for name, group in self.groups.items() if group.open]

    def restore(self, opened: Sequence[str]) -> None:
        """Open the groups that were open."""
        self._open = [name for name in self.fields if name in opened]
        if "groups" in vars(self):
            for name, group in self.groups.items():
                group.set_open(name in opened)
