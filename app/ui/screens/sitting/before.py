"""Before a sitting: what came back, the data of an item, models, the convocation and the proof that it arrived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_, tr, trn
from app.domain import noticing
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Value
from app.domain.planning import AgendaTemplate, Supplement
from app.ui.desk import Store
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.dialogs.carried import CarriedOver
from app.ui.dialogs.judging import Judging
from app.ui.kit.editor import restyle
from app.ui.kit.plain import tip
from app.ui.runner import Job
from app.ui.screens.sitting.agenda import timetable_of
from app.ui.screens.sitting.board import Board
from app.ui.screens.sitting.parts import button, label
from app.ui.screens.sitting.sending import Sending
from app.ui.theme import theme
from app.usecases import agenda, carrying, deliveries, notices, register
from app.usecases.carrying import Carried

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView

ITEM = ("title", "kind", "section", "duration", "confidential", "rapporteur", "projects", "pacts", "contributions",
        "objectives")  # fmt: skip
NOTICE = ("kind", "date", "start_planned", "place", "mode", "convened_on", "convened_protocol", "documents_from",
          "apologies_by", "urgency_reason")  # fmt: skip


@dataclass(frozen=True)
class Preparing:
    """What the panel shows besides the board: what came back, what could still come, the supplements, the term."""

    carried: tuple[Carried, ...]
    waiting: int
    supplements: tuple[Snapshot, ...]
    sent: tuple[Snapshot, ...]
    around: noticing.Around


def read(store: Store, meeting: Snapshot) -> Preparing:
    """Runs off the GUI thread."""
    return Preparing(tuple(carrying.carried(store, meeting.code)), carrying.waiting(store, meeting),
                     tuple(notices.supplements(store, meeting.code)), tuple(deliveries.of(store, meeting.code)),
                     notices.around(store, meeting, meeting["body"]))  # fmt: skip


class Before:
    """The panel under the agenda, and its deeds."""

    def __init__(self, view: SittingView, parent: QWidget) -> None:
        self.view, self._known = view, None
        self.sending = Sending(view)
        self.panel = QWidget(parent)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(theme().px(0.8), 0, theme().px(0.8), 0)
        column.setSpacing(0)
        self.hours = label("", "muted", self.panel)
        self.hours.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = button("", "arrow-bend-down-right", self.show_carried, "link", self.panel)
        self.more = button("", "arrow-square-in", self.bring, "link", self.panel)
        self.send = button("", "paper-plane-tilt", self.show_deliveries, "link", self.panel)
        self.menu_button = button(tr(N_("Altro…")), "dots-three", self._menu, "link", parent)
        column.addWidget(self.hours)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        for widget in (self.more, self.send):
            row.addWidget(widget)
        column.addLayout(row)

    _known: Preparing | None

    # ------------------------------------------------------------ showing

    def show_board(self, board: Board) -> None:
        """What is known at once, then what has to be read."""
        hours = timetable_of(board)
        self.hours.setText(hours.short)
        self.hours.setToolTip(tip(hours.words))
        self.hours.setAccessibleName(hours.words)
        self.hours.setVisible(bool(hours.words))
        self.hours.setProperty("role", "problem" if hours.over else "muted")
        restyle(self.hours)
        self.menu_button.setVisible(board.may_convene and not board.frozen)
        for one in (self.back, self.more, self.send):
            one.setVisible(False)
        if board.coming:
            meeting = board.meeting
            self.view.desk.runner.run(
                lambda _: read(self.view.desk.store, meeting), lambda known: self._show(meeting, known), owner=self.view
            )

    def _show(self, meeting: Snapshot, known: Preparing) -> None:
        board = self.view.board
        if board is None or board.meeting.id != meeting.id:
            return
        self._known = known
        silent = sum(1 for one in known.carried if one.needs_reason)
        words = trn("{n} riporto", "{n} riporti", len(known.carried))
        if silent:
            words += " · " + trn("{n} senza motivo", "{n} senza motivo", silent)
        self.back.setText(words)
        self.back.setVisible(bool(known.carried))
        self.more.setText(trn("{n} da riportare", "{n} da riportare", known.waiting))
        self.more.setToolTip(tr(N_("Mette all'ordine del giorno ciò che le sedute precedenti hanno lasciato aperto")))
        self.more.setVisible(bool(known.waiting) and board.may_convene)
        there = sum(1 for one in known.sent if one["outcome"] == "consegnata")
        told = tr(N_("Consegnate {n} su {all}")).format(n=there, all=len(known.sent))
        self.send.setText(told if known.sent else tr(N_("Prepara i messaggi…")))
        self.send.setVisible(board.may_convene and board.meeting["status"] in ("convocata", "rinviata"))

    def show_deliveries(self) -> None:
        """To whom the convocation went; a draft was sent to nobody."""
        board = self.view.board
        if board is not None and board.may_convene and _convened(board):
            self.sending.show(None)
        elif board is not None:
            self.view.hands.warn(tr(N_("La seduta è ancora in bozza: convocatela, poi preparate i messaggi.")))

    # ------------------------------------------------------------ what came back

    def show_carried(self) -> None:
        """The list of what came back."""
        board, known = self.view.board, self._known
        if board is None or known is None:
            return
        dialog = CarriedOver(known.carried, self.view.desk.names, write=board.may_convene, parent=self.view)
        dialog.explained.connect(lambda item, why: self.view.hands.act(
            lambda store: carrying.explain(store, item, why), tr(N_("Motivo scritto."))))  # fmt: skip
        dialog.wanted.connect(self._open)
        dialog.open()

    def _open(self, kind: str, code: str) -> None:
        if kind == "agenda_item":
            self.view.agenda.select(code)
        else:
            self.view.desk.open(kind, code)

    def bring(self) -> None:
        """Take in what earlier sittings left since this draft was prepared."""
        board = self.view.board
        if board is not None:
            code = board.meeting.code
            self.view.hands.act(
                lambda store: carrying.bring(store, code), tr(N_("Riporti messi all'ordine del giorno."))
            )

    # ------------------------------------------------------------ agenda

    def _menu(self) -> None:
        self.menu().popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """What can be done before the sitting, as it is now."""
        menu, board = QMenu(self.panel), self.view.board
        if board is None:
            return menu
        item = self.view.agenda.key()
        self._add(menu, tr(N_("Dati del punto… (F2)")), lambda: self.edit_item(item), enabled=bool(item))
        self._add(menu, tr(N_("Togli il punto")), lambda: self.remove(item), enabled=bool(item))
        self._add(menu, tr(N_("Tieni come modello…")), self.save_model, enabled=bool(board.points))
        menu.addSeparator()
        for one in self._known.supplements if self._known else ():
            words = N_("Integrazione n. {n}…") if one["sent_on"] else N_("Invia l'integrazione n. {n}…")
            self._add(menu, tr(words).format(n=one["number"]), partial(self.supplement, one))
        sent = _convened(board)
        self._add(menu, tr(N_("Invii e ricevute della convocazione…")), self.show_deliveries, enabled=sent)
        if board.meeting["status"] == "convocata" and board.may_run:
            self._add(menu, tr(N_("Rinvia ad altra data…")), self.postpone)
        if board.meeting["status"] in ("bozza", "convocata") and board.may_run:
            self._add(menu, tr(N_("Annulla la seduta")), self.call_off)
        self._add(menu, tr(N_("Convocazione da pubblicare")), lambda: self.sending.draw(public=True))
        self._add(menu, tr(N_("Appuntamento per il calendario (.ics)…")), self.sending.save_calendar)
        return menu

    @staticmethod
    def _add(menu: QMenu, words: str, run: Callable[[], object], *, enabled: bool = True) -> None:
        action = menu.addAction(words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False: run())

    def edit_item(self, code: str) -> None:
        """Title, section, duration, whether it is reserved, links."""
        board = self.view.board
        point = board.point(code) if board else None
        if board is None or point is None or board.frozen or not board.may_convene:
            return
        item = point.snapshot

        def done(values: Mapping[str, Value]) -> Job:
            wanted = {name: value for name, value in values.items() if value != item[name]}
            return self.view.hands.act(lambda store: agenda.edit_item(store, item.code, item.version, wanted),
                                       tr(N_("Punto modificato.")))  # fmt: skip

        Asking(tr(N_("Dati del punto")), tr(N_("Salva")), ask_for(ENTITIES["agenda_item"], ITEM),
               self.view.hands.around, item.values, done, self.view,
               needed=frozenset({"title", "kind"})).open()  # fmt: skip

    def remove(self, code: str) -> None:
        """Take an item off the agenda."""
        self.view.hands.act(
            lambda store: agenda.remove_item(store, code), tr(N_("Punto tolto dall'ordine del giorno."))
        )

    def save_model(self) -> None:
        """Keep this agenda for sittings to come."""
        board = self.view.board
        if board is None:
            return

        def done(values: Mapping[str, Value]) -> Job:
            name = str(values["name"])
            return self.view.hands.act(lambda store: agenda.save_template(store, board.meeting.code, name),
                                       tr(N_("Modello «{name}» conservato.")).format(name=name))  # fmt: skip

        Asking(tr(N_("Tieni come modello")), tr(N_("Conserva")), ask_for(AgendaTemplate, ("name",)),
               self.view.hands.around, {}, done, self.view, needed=frozenset({"name"}),
               words=tr(N_("Preparando una nuova seduta potrete partire da questi punti."))).open()  # fmt: skip

    # ------------------------------------------------------------ convening

    def convene(self) -> None:
        """Date, hour, place, protocol; what the calendar says of them, while they are written."""
        board = self.view.board
        if board is not None:
            meeting, store = board.meeting, self.view.desk.store
            self.view.desk.runner.run(lambda _: notices.around(store, meeting, meeting["body"]),
                                      lambda around: self._convene(board, around), owner=self.view)  # fmt: skip

    def _convene(self, board: Board, around: noticing.Around) -> None:
        meeting = board.meeting
        said = tr(N_("Seduta convocata: ora preparate i messaggi per i componenti."))

        def done(values: Mapping[str, Value]) -> Job:
            wanted = {name: value for name, value in values.items() if value != meeting[name]}
            return self.view.hands.act(lambda store: notices.convene(store, meeting.id, meeting.version, wanted), said)

        left = self._known.waiting if self._known else 0
        given = {**meeting.values, "convened_on": meeting["convened_on"] or clock.today()}
        Judging(tr(N_("Convocazione della seduta")), tr(N_("Convoca")), ask_for(ENTITIES["meeting"], NOTICE),
                self.view.hands.around, given, done, judge_in(around), self.view, words=_agenda_words(board, left),
                needed=frozenset({"date", "start_planned", "convened_on"})).open()  # fmt: skip

    def postpone(self) -> None:
        """Another day for a sitting already convened; the new notice says so."""
        board = self.view.board
        if board is not None:
            meeting, store = board.meeting, self.view.desk.store
            self.view.desk.runner.run(lambda _: notices.around(store, meeting, meeting["body"]),
                                      lambda around: self._postpone(meeting, around), owner=self.view)  # fmt: skip

    def _postpone(self, meeting: Snapshot, around: noticing.Around) -> None:
        said = tr(N_("Seduta rinviata: ora preparate di nuovo i messaggi."))

        def done(values: Mapping[str, Value]) -> Job:
            wanted = {name: value for name, value in values.items() if value != meeting[name]}
            return self.view.hands.act(lambda store: notices.postpone(store, meeting.id, meeting.version, wanted), said)

        Judging(tr(N_("Rinvia ad altra data")), tr(N_("Rinvia")),
                ask_for(ENTITIES["meeting"], ("date", "start_planned", "place", "convened_on", "convened_protocol")),
                self.view.hands.around, {**meeting.values, "convened_on": clock.today()}, done, judge_in(around),
                self.view, needed=frozenset({"date", "start_planned", "convened_on"})).open()  # fmt: skip

    def call_off(self) -> None:
        """The sitting is not held; who was convened is told by new messages."""
        board = self.view.board
        if board is None:
            return
        meeting = board.meeting
        told = N_("Seduta annullata: preparate i messaggi che lo dicono, da «Invii e ricevute».")
        said = tr(told if _convened(board) else N_("Seduta annullata."))
        self.view.hands.act(
            lambda store: register.move(store, "meeting", meeting.id, meeting.version, "annullata"), said
        )

    def supplement(self, one: Snapshot) -> None:
        """Send a supplement, or look at how it was delivered."""
        if one["sent_on"]:
            self.sending.show(one)
            return
        known, board = self._known, self.view.board
        if known is None or board is None:
            return

        def judge(values: Mapping[str, Value]) -> noticing.Judged:
            meeting, sent = board.meeting, values.get("sent_on") or clock.today()
            late = noticing.supplement_hours(known.around, meeting["date"], meeting["start_planned"], sent)
            return noticing.Judged(late is None, (late,) if late else ())

        def done(values: Mapping[str, Value]) -> Job:
            return self.view.hands.act(lambda store: notices.send_supplement(store, one.id, one.version, values),
                                       tr(N_("Integrazione registrata: ora preparate i messaggi.")))  # fmt: skip

        Judging(tr(N_("Integrazione n. {n}")).format(n=one["number"]), tr(N_("Invia")),
                ask_for(Supplement, ("sent_on", "protocol", "reason")), self.view.hands.around,
                {**one.values, "sent_on": clock.today()}, done, judge, self.view,
                needed=frozenset({"sent_on"})).open()  # fmt: skip


def judge_in(around: noticing.Around) -> Callable[[Mapping[str, Value]], noticing.Judged]:
    """What a dialog that asks for a date is told by."""
    return lambda told: noticing.judge(around, told.get("date"), told.get("start_planned"), str(told.get("kind") or ""),
                                       told.get("convened_on"))  # fmt: skip


def _convened(board: Board) -> bool:
    return board.meeting["convened_on"] is not None and board.meeting["status"] != "bozza"


def _agenda_words(board: Board, waiting: int) -> str:
    if not board.points:
        return tr(N_("L'ordine del giorno è vuoto: aggiungete almeno un punto prima di convocare."))
    words = trn("Si convoca con {n} punto all'ordine del giorno: da qui in poi si può solo integrare.",
                "Si convoca con {n} punti all'ordine del giorno: da qui in poi si può solo integrare.",
                len(board.points))  # fmt: skip
    if not waiting:
        return words
    return f"{words} " + trn("{n} cosa rimasta aperta non vi compare ancora.",
                             "{n} cose rimaste aperte non vi compaiono ancora.", waiting)  # fmt: skip
