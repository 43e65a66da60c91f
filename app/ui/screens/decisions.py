"""Decisions and the actions that follow from them: what was decided, who owes what, what is late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_, Nn_, tr, trn
from app.domain.decisions import ActionItem, Decision
from app.domain.entity import Changes
from app.domain.fields import Value
from app.domain.force import FORCES, having
from app.domain.query import Filter, Query, Sort
from app.ui.desk import Desk, Store
from app.ui.kit.inspector import Plan, Tab
from app.ui.kit.page_header import button
from app.ui.kit.views import View
from app.ui.screens import decided
from app.ui.screens.base import Screen
from app.ui.screens.grid_plan import GridPlan
from app.ui.screens.grid_screen import GridScreen
from app.ui.theme import theme

OPEN = ("da_fare", "in_corso", "bloccata")
"""The states of an action somebody still owes."""
_SOON = timedelta(days=14)


def late() -> Query:
    """The actions whose day has passed."""
    return Query("action_item", (Filter("status", "=", OPEN), Filter("due", "<", (clock.today(),))),
                 sort=(Sort("due"),))  # fmt: skip


def soon() -> Query:
    """The actions due within two weeks."""
    today = clock.today()
    window = (Filter("due", ">=", (today,)), Filter("due", "<=", (today + _SOON,)))
    return Query("action_item", (Filter("status", "=", OPEN), *window), sort=(Sort("due"),))


def owed(person: str) -> Query:
    """What one person still owes."""
    return Query("action_item", (Filter("status", "=", OPEN), Filter("owner", "=", (person,))), sort=(Sort("due"),))


def delay(values: Mapping[str, Value]) -> str:
    """«in ritardo di 45 giorni», for an action still owed after its day; empty otherwise."""
    due, today = values.get("due"), clock.today()
    if due is None or due >= today or values.get("status") not in OPEN:
        return ""
    return trn("in ritardo di {n} giorno", "in ritardo di {n} giorni", (today - due).days)


_FORCE_HINTS = {
    "in_vigore": N_("Adottate, anche se già trasmesse, recepite o in attuazione"),
    "superata": N_("Un'altra decisione ne ha preso il posto"), "revocata": N_("Un'altra decisione le ha revocate"),
    "mai": N_("Proposte, respinte, rinviate o non recepite"),
}  # fmt: skip


def _having(name: str, _store: Store) -> Query:
    return having(name)


def _decision_views() -> tuple[View, ...]:
    year = clock.today().year
    doing = Filter("status", "=", ("adottata", "trasmessa", "in_attuazione"))
    forces = (View(f"force.{name}", tr(word), partial(_having, name), hint=tr(_FORCE_HINTS.get(name, word)))
              for name, (word, _) in FORCES.items())  # fmt: skip
    return (
        View("all", tr(N_("Tutte")), lambda _: Query("decision"), counted=False),
        View("doing", tr(N_("Da attuare")), lambda _: Query("decision", (doing,))),
        View("waiting", tr(N_("In attesa di un altro organo")),
             lambda _: Query("decision", (Filter("status", "=", ("trasmessa",)),))),
        *forces,
        View("review", tr(N_("Modifica da rivedere")),
             lambda _: Query("decision", (Filter("patch_state", "=", ("da_rivedere",)),)),
             hint=tr(N_("Il registro è cambiato tra la proposta e il voto: va scelto se applicare la modifica"))),
        View("year", tr(N_("Anno {year}")).format(year=year),
             lambda _: Query("decision", (Filter("number", "~", (f"/{year}",)),)), counted=False),
    )  # fmt: skip


def _action_views() -> tuple[View, ...]:
    return (
        View("all", tr(N_("Tutte")), lambda _: Query("action_item"), counted=False),
        View("late", tr(N_("Scadute")), lambda _: late(), hint=tr(N_("Il giorno è passato e non risultano fatte"))),
        View("soon", tr(N_("Entro 14 giorni")), lambda _: soon()),
        View("open", tr(N_("Aperte")), lambda _: Query("action_item", (Filter("status", "=", OPEN),))),
    )


DECISIONS = GridPlan(
    entity=Decision, title=N_("Decisioni"), search=N_("Cerca in oggetto e testo…"), new=N_("Nuova decisione"),
    count=Nn_("{n} decisione", "{n} decisioni"),
    empty=N_("Nessuna decisione: si scrivono nella seduta, sul punto a cui appartengono."),
    columns=("number", "title", "type", "status", "owner", "due", "competent_body", "item"),
    facets=("status", "type", "owner", "projects", "objectives", "patch_state"), views=_decision_views,
    inspect={"decision": Plan(
        ("type", "status", "owner", "due", "competent_body", "sent_on", "adopted_act", "text", "projects",
         "objectives", "item", "patch_state", "applied_on", "revokes", "superseded_by"),
        (Tab(N_("Azioni"), ("action_item",), N_("Nessuna azione segue da questa decisione.")),))},
    widths={"number": 6.5, "title": 17.0, "type": 9.5, "status": 8.5, "owner": 9.0},
    sort=(Sort("number", descending=True),),
)  # fmt: skip

ACTIONS = GridPlan(
    entity=ActionItem, title=N_("Azioni"), search=N_("Cerca che cosa c'è da fare…"), new=N_("Nuova azione"),
    count=Nn_("{n} azione", "{n} azioni"),
    empty=N_("Nessuna azione: nascono da una decisione o da un punto di una seduta."),
    columns=("text", "due", "owner", "status", "code", "done_on", "decision"), adds={"due": delay},
    facets=("status", "owner"), views=_action_views,
    inspect={"action_item": Plan(("status", "owner", "due", "done_on", "decision", "item", "note"))},
    widths={"code": 4.5, "text": 13.0, "owner": 7.6, "due": 17.6, "status": 7.8}, sort=(Sort("due"),),
)  # fmt: skip


class DecisionsScreen(Screen):
    """The page «Decisioni e azioni»: two lists, one in front."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(0.4), 0, 0)
        column.setSpacing(0)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(tr(N_("Decisioni o azioni")))
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget(self)
        self.lists = (GridScreen(desk, DECISIONS), GridScreen(desk, ACTIONS))
        for one in self.lists:
            self.tabs.addTab(tr(one.plan.title))
            self.stack.addWidget(one)
            one.summary.connect(lambda summary, one=one: self.summary.emit(summary) if one is self.front else None)
            one.context_changed.connect(self.context_changed)
        top = QHBoxLayout()
        top.setContentsMargins(theme().px(1.4), 0, theme().px(1.4), 0)
        top.addWidget(self.tabs)
        top.addStretch(1)
        self.decided_button = button(tr(decided.TITLE), "magnifying-glass", parent=self)
        self.decided_button.clicked.connect(self.ask_decided)
        top.addWidget(self.decided_button)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def front(self) -> GridScreen:
        """The list in front."""
        return self.lists[self.stack.currentIndex()]

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.front.enter()
        self.context_changed.emit()

    def show_query(self, query: Query, view: str = "") -> None:
        """Show a list, narrowed."""
        at = 0 if query.entity == "decision" else 1
        self.tabs.setCurrentIndex(at)
        self.lists[at].ask(query, view)

    def ask_decided(self) -> None:
        """«Cosa abbiamo deciso su…»: the decisions that touch a subject."""
        decided.ask(self.desk, self.show_query, self)

    # ------------------------------------------------------------ Screen

    def enter(self) -> None:
        self.front.enter()

    def refresh(self) -> None:
        self.front.refresh()

    def apply(self, changes: Changes, who: str = "") -> None:
        for one in self.lists:
            one.apply(changes, who)

    def show_filtered(self, query: Query) -> bool:
        if query.entity not in ("decision", "action_item"):
            return False
        self.show_query(query)
        return True

    def show_record(self, entity: str, code: str) -> bool:
        for at, one in enumerate(self.lists):
            if one.plan.entity.name == entity:
                self.tabs.setCurrentIndex(at)
                return one.show_record(entity, code)
        return False

    def selected(self) -> int:
        return self.front.selected()

    def can_new(self) -> bool:
        return self.front.can_new()

    def new_record(self) -> None:
        self.front.new_record()

    def next_hit(self, step: int) -> None:
        self.front.next_hit(step)

    def within(self) -> GridScreen:
        return self.front

    def search(self) -> None:
        self.front.search()

    def panes(self) -> tuple[QWidget, ...]:
        return (self.tabs, *self.front.panes())

    def state(self) -> dict[str, Any]:
        return {"front": self.stack.currentIndex(), "lists": [one.state() for one in self.lists]}

    def restore(self, state: dict[str, Any]) -> None:
        kept = state.get("lists")
        if isinstance(kept, list) and len(kept) == len(self.lists):
            for one, its in zip(self.lists, kept, strict=True):
                if isinstance(its, dict):
                    one.restore(its)
        if state.get("front") in (0, 1):
            blocked = self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(int(state["front"]))
            self.tabs.blockSignals(blocked)
            self.stack.setCurrentIndex(int(state["front"]))

    def mark(self) -> Any:
        return self.stack.currentIndex(), self.front.mark()

    def go_to(self, mark: Any) -> None:
        self.tabs.setCurrentIndex(mark[0])
        self.front.go_to(mark[1])
