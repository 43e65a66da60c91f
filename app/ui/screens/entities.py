"""A list for every kind of record that has no screen of its own, made from its declaration."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Entity
from app.domain.fields import File, Link, Links, LongText, Rules
from app.domain.query import Query, Sort
from app.ui.desk import Desk
from app.ui.kit.inspector import Plan, Tab
from app.ui.screens.base import Screen
from app.ui.screens.grid_plan import GridPlan
from app.ui.screens.grid_screen import GridScreen
from app.ui.screens.layouts import columns, layout
from app.ui.screens.to_meeting import LINKED
from app.ui.theme import theme

LISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("PERSONE E ORGANI"), ("person", "body", "membership")),
    (N_("TERRITORIO"), ("zone", "place", "target_group")),
    (N_("PROGETTI"), ("intervention", "funding_line", "project_milestone", "project_update", "intervention_type",
                      "fund_source")),
    (N_("OBIETTIVI"), ("indicator", "measurement", "outcome_area", "need", "production_line", "instrument")),
    (N_("PERCORSO"), ("process", "stage", "keyword", "pact_report")),
    (N_("SEDUTE"), ("item_proposal", "agenda_item", "decision", "action_item", "attachment", "minutes_observation",
                    "pair_review")),
    (N_("PROGRAMMA"), ("import_mapping", "saved_view")),
)  # fmt: skip
"""The other lists, grouped as a person looks for them."""


def plan_for(entity: type[Entity]) -> GridPlan:
    """The page of a list, from the declaration of its entity."""
    return GridPlan(
        entity=entity,
        title=entity.labels,
        search=N_("Cerca in questo elenco…"),
        new=N_("Aggiungi"),
        count=Nn_("{n} scheda", "{n} schede"),
        empty=N_("Questo elenco è ancora vuoto. Cominciate con la prima scheda."),
        columns=columns(entity),
        facets=tuple(name for name, spec in entity.fields.items() if spec.facet),
        inspect={entity.name: _inspected(entity)},
        sort=(Sort(_order(entity)),),
    )


def _order(entity: type[Entity]) -> str:
    for name in ("sort", "position", "when", "code"):
        if name in entity.fields:
            return name
    return "code"


def _inspected(entity: type[Entity]) -> Plan:
    """What the panel at the right shows: short fields first, in the order of the form."""
    names = [name for group in layout(entity) for name in group.fields if name not in ("code", "visibility")]
    hidden = (File, Rules)
    short = [name for name in names if not isinstance(entity.fields[name], (LongText, *hidden))]
    long = [name for name in names if isinstance(entity.fields[name], LongText)]
    pointing = tuple(
        other.name for other in ENTITIES.values()
        if any(isinstance(spec, Link | Links) and spec.to == entity.name for spec in other.fields.values())
    )  # fmt: skip
    tabs = (Tab(N_("Collegamenti"), pointing, N_("Nessun'altra scheda cita questa.")),) if pointing else ()
    return Plan((*short, *long), tabs, to_meeting=entity.name in LINKED)


class EntityScreen(GridScreen):
    """The list of one kind of record."""

    def __init__(self, desk: Desk, entity: str) -> None:
        super().__init__(desk, plan_for(ENTITIES[entity]))


class ActorsScreen(EntityScreen):
    """Attori e rete."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "actor")


class PlacesScreen(EntityScreen):
    """Luoghi e beni comuni."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "place")


class PactsScreen(EntityScreen):
    """Patti."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "pact")


class ContributionsScreen(EntityScreen):
    """Partecipazione."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "contribution")


class ListsScreen(Screen):
    """Every other list: which one at the left, its grid at the right, made when it is first looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.screens: dict[str, EntityScreen] = {}
        self.menu = QListWidget(self)
        self.menu.setAccessibleName(tr(N_("Elenchi")))
        self.menu.setUniformItemSizes(True)
        self.menu.setFixedWidth(theme().px(14))
        self._fill()
        self.stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(1.4), theme().px(1.1), 0, theme().px(0.8))
        row.setSpacing(0)
        side = QFrame(self)
        side.setProperty("role", "panel")
        box = QVBoxLayout(side)
        box.setContentsMargins(theme().px(0.4), theme().px(0.4), theme().px(0.2), theme().px(0.4))
        box.addWidget(self.menu)
        row.addWidget(side)
        row.addWidget(self.stack, 1)
        self.menu.currentItemChanged.connect(lambda now, _: self._chosen(now))

    def _fill(self) -> None:
        for title, entities in LISTS:
            head = QListWidgetItem(tr(title), self.menu)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = theme().font(scale=0.92)
            font.setBold(True)
            head.setFont(font)
            head.setForeground(theme().colour("muted"))
            for name in entities:
                item = QListWidgetItem(tr(ENTITIES[name].labels), self.menu)
                item.setData(Qt.ItemDataRole.UserRole, name)

    def current(self) -> EntityScreen | None:
        """The list one is in."""
        now = self.stack.currentWidget()
        return now if isinstance(now, EntityScreen) else None

    def show_list(self, entity: str) -> bool:
        """Go to the list of a kind of record."""
        for at in range(self.menu.count()):
            if self.menu.item(at).data(Qt.ItemDataRole.UserRole) == entity:
                self.menu.setCurrentRow(at)
                return True
        return False

    def _chosen(self, item: QListWidgetItem | None) -> None:
        entity = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if not entity:
            return
        if entity not in self.screens:
            one = EntityScreen(self.desk, entity)
            one.summary.connect(self.summary)
            one.context_changed.connect(self.context_changed)
            self.screens[entity] = one
            self.stack.addWidget(one)
        self.stack.setCurrentWidget(self.screens[entity])
        self.screens[entity].enter()
        self.menu.setFocus()

    # ------------------------------------------------------------ Screen

    def enter(self) -> None:
        now = self.current()
        if now is None:
            self.show_list(LISTS[0][1][0])
        else:
            now.enter()

    def refresh(self) -> None:
        if (now := self.current()) is not None:
            now.refresh()

    def apply(self, changes: Changes, who: str = "") -> None:
        for one in self.screens.values():
            one.apply(changes, who)

    def show_record(self, entity: str, code: str) -> bool:
        if not self.show_list(entity):
            return False
        return self.screens[entity].show_record(entity, code)

    def show_filtered(self, query: Query) -> bool:
        return self.show_list(query.entity) and self.screens[query.entity].show_filtered(query)

    def within(self) -> EntityScreen | None:
        return self.current()

    def selected(self) -> int:
        now = self.current()
        return now.selected() if now is not None else 0

    def can_new(self) -> bool:
        now = self.current()
        return now is not None and now.can_new()

    def new_record(self) -> None:
        if (now := self.current()) is not None:
            now.new_record()

    def next_hit(self, step: int) -> None:
        if (now := self.current()) is not None:
            now.next_hit(step)

    def panes(self) -> tuple[QWidget, ...]:
        now = self.current()
        return (self.menu.parentWidget() or self.menu, *(now.panes() if now is not None else ()))

    def mark(self) -> Any:
        now = self.current()
        return (now.plan.entity.name, now.mark()) if now is not None else None

    def go_to(self, mark: Any) -> None:
        entity, inside = mark
        if self.show_list(entity):
            self.screens[entity].go_to(inside)

    def search(self) -> None:
        if (now := self.current()) is not None:
            now.search()

    def filters(self) -> None:
        if (now := self.current()) is not None:
            now.filters()

    def state(self) -> dict[str, Any]:
        return {name: one.state() for name, one in self.screens.items()}

    def restore(self, state: dict[str, Any]) -> None:
        for name, one in self.screens.items():
            if isinstance(mine := state.get(name), dict):
                one.restore(mine)
