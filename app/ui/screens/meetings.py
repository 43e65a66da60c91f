"""The sittings: their list, and one of them on its own screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_, Nn_, tr, trn
from app.domain.entity import Changes, Snapshot
from app.domain.fields import Value
from app.domain.meetings import ItemProposal, Meeting
from app.domain.permissions import Can
from app.domain.query import Filter, Query, Sort
from app.ui.commands import Command, Context, Place
from app.ui.desk import Desk, Store
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.dialogs.deliveries import files_of
from app.ui.kit.inspector import Plan, Tab
from app.ui.kit.page_header import button
from app.ui.kit.views import View
from app.ui.runner import Job
from app.ui.screens.around import around_of
from app.ui.screens.base import Screen, Summary
from app.ui.screens.grid_plan import GridPlan
from app.ui.screens.grid_screen import GridScreen
from app.ui.screens.planning import Planning
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, proposals, register

_TO_WRITE = Filter("minutes_status", "=", ("bozza", "in_revisione"))


def _views() -> tuple[View, ...]:
    year = clock.today().year
    coming = (Filter("date", ">=", (clock.today(),)), Filter("status", "=", ("bozza", "convocata", "rinviata")))
    return (
        View("all", tr(N_("Tutte")), lambda _: Query("meeting"), counted=False),
        View("coming", tr(N_("Da tenere")), lambda _: Query("meeting", coming)),
        View("writing", tr(N_("Verbale da finire")), lambda _: Query("meeting", (_TO_WRITE,))),
        View("year", tr(N_("Anno {year}")).format(year=year),
             lambda _: Query("meeting", (Filter("number", "~", (f"/{year}",)),)), counted=False),
    )  # fmt: skip


def _subtitle(store: Store) -> str:
    sittings = lists.count(store, Query("meeting"))
    writing = lists.count(store, Query("meeting", (_TO_WRITE,)))
    words = trn("{n} seduta", "{n} sedute", sittings)
    return words + " · " + trn("{n} verbale da finire", "{n} verbali da finire", writing) if writing else words


PLAN = GridPlan(
    entity=Meeting,
    title=N_("Sedute e verbali"),
    search=N_("Cerca in numero, luogo…"),
    new=N_("Nuova seduta"),
    count=Nn_("{n} seduta", "{n} sedute"),
    empty=N_("Nessuna seduta. Preparate la prima: data, luogo, poi l'ordine del giorno."),
    columns=("number", "date", "start_planned", "place", "status", "minutes_status", "mode"),
    views=_views,
    subtitle=_subtitle,
    inspect={"meeting": Plan(
        ("kind", "place", "mode", "start_planned", "start_actual", "end_actual", "chair", "secretary", "convened_on",
         "convened_protocol", "minutes_number", "minutes_status", "next_meeting_hint"),
        (Tab(N_("Punti"), ("agenda_item",), N_("L'ordine del giorno è vuoto.")),
         Tab(N_("Allegati"), ("attachment",), N_("Nessun allegato."))),
    )},
    widths={"number": 6.0, "date": 7.0, "start_planned": 7.5, "place": 17.0, "status": 8.5, "minutes_status": 10.0},
    sort=(Sort("date", descending=True),),
)  # fmt: skip


def _came_back(made: Snapshot) -> bool:
    return made.entity == "carried_over" or bool(made["carried_from"])


class MeetingList(GridScreen):
    """The list. Signals: `wanted(str)`: open this sitting."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PLAN)

    def _open(self, entity: str, code: str) -> None:
        if entity == "meeting":
            self.wanted.emit(code)
        else:
            super()._open(entity, code)


class MeetingsScreen(Screen):
    """The page «Sedute e verbali»."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(self)
        self.list, self.sitting = MeetingList(desk), SittingView(desk, self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.sitting)
        column.addWidget(self.stack)
        self.list.wanted.connect(self.open_sitting)
        self.list.new_button.clicked.disconnect()
        self.list.new_button.clicked.connect(self.new_record)
        self.propose_button = button(tr(N_("Proponi un punto")), "plus", parent=self)
        self.propose_button.clicked.connect(self.propose)
        self.list.header.add(self.propose_button)
        self.planning = Planning(desk, self, self._made)
        self.plan_button = button(tr(N_("Calendario")), "calendar", parent=self)
        self.plan_button.setAccessibleName(tr(N_("Calendario delle sedute")))
        self.plan_button.setToolTip(tr(N_("Calendario delle sedute: serie, appuntamenti")))
        self.plan_button.clicked.connect(self._plan)
        self.list.header.add(self.plan_button)
        self.setAcceptDrops(True)
        self.list.summary.connect(self.summary)
        self.list.context_changed.connect(self.context_changed)
        self.sitting.closed.connect(self.show_list)
        self.sitting.changed.connect(self._changed)

    # ------------------------------------------------------------ places

    @property
    def in_sitting(self) -> bool:
        """Whether a sitting is in front, rather than the list."""
        return self.stack.currentWidget() is self.sitting

    def open_sitting(self, code: str, item: str = "") -> None:
        """Show a sitting."""
        self.stack.setCurrentWidget(self.sitting)
        self.sitting.open(code, item)
        self.context_changed.emit()

    def show_list(self) -> None:
        """Back to the list; what was typed is saved."""
        self.sitting.leave()
        self.stack.setCurrentWidget(self.list)
        self.list.enter()
        self.context_changed.emit()

    def _changed(self) -> None:
        if self.in_sitting and self.sitting.board is not None:
            self.summary.emit(Summary(self.sitting.validity.words.text(), self._saved()))
            self.context_changed.emit()

    def _saved(self) -> str:
        point = self.sitting.item.point
        return tr(N_("Punto {n}")).format(n=point.snapshot["position"]) if point else ""

    # ------------------------------------------------------------ Screen

    def enter(self) -> None:
        if self.in_sitting:
            self.sitting.read()
        else:
            self.list.enter()
        self.list.new_button.setVisible(self.can_new())
        self.plan_button.setVisible(self.can_new())
        self.propose_button.setVisible(proposals.may_propose(self.desk.store))

    def leave(self) -> None:
        self.sitting.leave()

    def refresh(self) -> None:
        self.sitting.read() if self.in_sitting else self.list.refresh()

    def apply(self, changes: Changes, who: str = "") -> None:
        self.list.apply(changes, who)
        self.sitting.apply(changes)

    def show_record(self, entity: str, code: str) -> bool:
        if entity == "meeting":
            self.open_sitting(code)
        elif entity == "agenda_item":
            self.desk.runner.run(lambda _: register.named(self.desk.store, entity, code), self._show_item, owner=self)
        else:
            return False
        return True

    def _show_item(self, item: Snapshot) -> None:
        self.open_sitting(item["meeting"], item.code)

    def selected(self) -> int:
        return 1 if self.in_sitting else self.list.selected()

    def within(self) -> MeetingList | None:
        return None if self.in_sitting else self.list

    def next_hit(self, step: int) -> None:
        if not self.in_sitting:
            self.list.next_hit(step)

    def search(self) -> None:
        if not self.in_sitting:
            self.list.search()

    def panes(self) -> tuple[QWidget, ...]:
        view = self.sitting
        return (view.agenda, view.people, view.item, view.paper) if self.in_sitting else self.list.panes()

    def state(self) -> dict[str, Any]:
        return {"list": self.list.state(), "sitting": self.sitting.state()}

    def restore(self, state: dict[str, Any]) -> None:
        if isinstance(kept := state.get("list"), dict):
            self.list.restore(kept)
        if isinstance(kept := state.get("sitting"), dict):
            self.sitting.restore(kept)

    def mark(self) -> Any:
        if self.in_sitting:
            return "sitting", self.sitting.code, self.sitting.agenda.key()
        return "list", self.list.mark()

    def go_to(self, mark: Any) -> None:
        if mark[0] == "sitting":
            self.open_sitting(mark[1], mark[2])
        else:
            self.show_list()
            self.list.go_to(mark[1])

    # ------------------------------------------------------------ new sitting, commands

    def can_new(self) -> bool:
        return self.desk.person.may(Can.CONVENE)

    def new_record(self) -> None:
        """Ask for day, hour and place; the sitting then opens on its own screen."""
        self.planning.new()

    def _plan(self) -> None:
        self.planning.menu().popup(self.plan_button.mapToGlobal(self.plan_button.rect().bottomLeft()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.can_new() and not self.in_sitting and files_of(event, ".ics"):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in files_of(event, ".ics")[:1]:
            event.acceptProposedAction()
            self.planning.from_file(path)

    def propose(self) -> None:
        """A member would put something on an agenda to come; the secretary answers."""
        person = self.desk.person.person

        def done(told: Mapping[str, Value]) -> Job:
            return self.desk.runner.run(
                lambda _: proposals.propose(self.desk.store, dict(told)), self._proposed, owner=self
            )

        names = ("title", "kind", "why", "projects", "pacts", "contributions", "duration")
        dialog = Asking(tr(N_("Proponi un punto all'ordine del giorno")), tr(N_("Proponi")),
                        ask_for(ItemProposal, names if person else ("by", *names)), around_of(self.desk, self),
                        ItemProposal.defaults(), done, self, needed=frozenset({"title", *(() if person else ("by",))}),
                        words=tr(N_("La segreteria lo mette in una seduta, o risponde perché no.")))  # fmt: skip
        dialog.open()

    def _proposed(self, changes: Changes) -> None:
        self.desk.done(changes, tr(N_("Punto proposto: la segreteria lo vede preparando la seduta.")))

    def _made(self, changes: Changes) -> None:
        made = next(one for one in changes.of("meeting") if one)
        brought = sum(1 for one in (*changes.of("agenda_item"), *changes.of("carried_over")) if one and _came_back(one))
        words = trn("Seduta preparata, con {n} riporto: completate ora l'ordine del giorno.",
                    "Seduta preparata, con {n} riporti: completate ora l'ordine del giorno.", brought)  # fmt: skip
        self.desk.done(changes, words if brought else tr(N_("Seduta preparata: scrivete ora l'ordine del giorno.")))
        self.open_sitting(made.code)

    def commands(self) -> list[Command]:
        view, place = self.sitting, Place.MEETING

        def here(_: Context) -> bool:
            return self.in_sitting and view.board is not None

        def one(id_: str, title: str, run: Any, *keys: str, hint: str = "") -> Command:
            return Command(id_, title, run, keys, place=place, enabled=here, window=False, hint=hint)

        def listed(_: Context) -> bool:
            return not self.in_sitting and self.can_new()

        def plan(id_: str, title: str, run: Any) -> Command:
            return Command(id_, title, run, (), place=Place.MEETING, enabled=listed, window=False)

        return [
            plan("meeting.series", N_("Nuova serie di sedute…"), self.planning.new_series),
            plan("meeting.from_calendar", N_("Seduta da un appuntamento (.ics)…"), self.planning.choose),
            one("meeting.item_data", N_("Dati del punto…"), lambda: view.before.edit_item(view.agenda.key()), "F2"),
            one("meeting.deliveries", N_("Invii e ricevute della convocazione…"), view.before.show_deliveries),
            one("meeting.next", N_("Punto seguente"), lambda: view.during.step(1), "N"),
            one("meeting.previous", N_("Punto precedente"), lambda: view.during.step(-1), "P"),
            one("meeting.up", N_("Sposta il punto in su"), lambda: view.shift(-1), "Alt+Shift+Up"),
            one("meeting.down", N_("Sposta il punto in giù"), lambda: view.shift(1), "Alt+Shift+Down"),
            one("meeting.favour", N_("Voti favorevoli"), lambda: view.item.vote.focus("favour"), "F"),
            one("meeting.against", N_("Voti contrari"), lambda: view.item.vote.focus("against"), "C"),
            one("meeting.abstained", N_("Astenuti"), lambda: view.item.vote.focus("abstained"), "A"),
            one("meeting.clock", N_("Inizio e fine del punto"), view.during.toggle, "T"),
            one("meeting.decision", N_("Scrivi la decisione"), view.item.decision.begin, "D"),
            one("meeting.action", N_("Nuova azione"), view.item.tasks.begin, "Z"),
            one("meeting.speech", N_("Nuovo intervento"), view.item.speeches.begin, "I"),
            one("meeting.room", N_("Finestra per la sala"), view.during.show_room, "Ctrl+Alt+S",
                hint=N_("Apre o chiude la finestra per la sala, sul secondo schermo quando c'è")),
            one("meeting.missing", N_("Che cosa manca al verbale"), view.missing.open, "M"),
            one("meeting.details", N_("Dati della seduta…"), view.ceremonies.details),
            one("meeting.minutes", N_("Genera verbale PDF"), lambda: view.papers.make("minutes"), "Ctrl+P"),
            one("meeting.extract", N_("Estratto del punto, per trasmissione"), lambda: view.papers.make("extract")),
            one("meeting.publish", N_("Estratto per la pubblicazione…"), view.papers.publish),
            one("meeting.dossier", N_("Fascicolo della seduta"), lambda: view.papers.make("dossier")),
            one("meeting.desertion", N_("Verbale di diserzione"), lambda: view.papers.make("desertion")),
        ]  # fmt: skip
