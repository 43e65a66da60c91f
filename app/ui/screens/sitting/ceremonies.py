"""What a sitting's buttons and keys do: convene, open, close, the agenda's order, who comes and goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core import clock
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot, Values
from app.domain.fields import Field, Value
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.dialogs.proposals import Proposals
from app.ui.runner import Job
from app.ui.screens.sitting import deeds
from app.ui.screens.sitting.board import ABSENT, Board, Seat
from app.ui.screens.sitting.people import VOTES
from app.ui.screens.steps import Reason
from app.usecases import proposals

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView

_MEETING, _ITEM, _EVENT, _CONFLICT = (
    ENTITIES[name] for name in ("meeting", "agenda_item", "attendance_event", "conflict")
)
DETAILS = (
    "kind", "call", "date", "start_planned", "place", "mode", "link", "chair", "secretary", "start_actual",
    "end_actual", "convened_on", "convened_protocol", "next_meeting_hint", "opening_note", "closing_note",
)  # fmt: skip


class Ceremonies:
    """The deeds of one sitting's screen."""

    def __init__(self, view: SittingView) -> None:
        self.view = view

    @property
    def board(self) -> Board | None:
        """The sitting shown."""
        return self.view.board

    def ask(self, what: str) -> None:
        """A button of the header was pressed."""
        verbs: dict[str, Callable[[], object]] = {
            "back": self.view.closed.emit, "convene": self.convene, "open": self.open, "close": self.close,
            "details": self.details, "approve": self.approve, "final": self.view.finishing.make_final,
        }  # fmt: skip
        if what in verbs:
            verbs[what]()
        else:
            self.view.papers.make(what)

    # ------------------------------------------------------------ agenda

    def add_item(self) -> None:
        """One more item."""
        board = self.board
        if board is None:
            return

        def done(values: Mapping[str, Value]) -> Job:
            return self.view.hands.act(deeds.add_item(board.meeting.code, values), tr(N_("Punto aggiunto.")))

        self._dialog(tr(N_("Nuovo punto all'ordine del giorno")), tr(N_("Aggiungi")),
                     ask_for(_ITEM, ("title", "kind", "section", "duration", "confidential", "rapporteur", "projects",
                             "pacts", "contributions")),
                     {"kind": "deliberazione"}, done).show()  # fmt: skip

    def move_item(self, item: str, position: int) -> None:
        """Another place in the agenda."""
        deed = deeds.move_item(item, position)
        self.view.hands.act(deed, tr(N_("Ordine del giorno cambiato.")), None, self._put_back)

    def _put_back(self, error: AppError) -> None:
        self.view.read()
        self.view.hands.told(error)

    def approve(self) -> None:
        """The president approves the agenda as it stands."""
        board = self.board
        if board is not None:
            meeting = board.meeting
            self.view.hands.act(lambda store: proposals.approve_agenda(store, meeting.id, meeting.version),
                                tr(N_("Ordine del giorno approvato.")))  # fmt: skip

    def choose_proposal(self) -> None:
        """Look at what members proposed: put it on the agenda, or answer."""
        board = self.board
        if board is None or not board.waiting:
            return
        dialog = Proposals(board.waiting, self.view.desk.names, self.view)
        dialog.accepted_one.connect(lambda one: self._accept(board, one))
        dialog.declined_one.connect(self._decline)
        dialog.open()

    def _accept(self, board: Board, one: Snapshot) -> None:
        self.view.hands.act(lambda store: proposals.accept(store, one.id, one.version, board.meeting.code),
                            tr(N_("Punto messo all'ordine del giorno.")))  # fmt: skip

    def _decline(self, one: Snapshot) -> None:
        dialog = Reason(ENTITIES["item_proposal"].fields["status"].show("non_accolto"), self.view)

        def done() -> Job:
            why = dialog.text()
            return self.view.hands.act(lambda store: proposals.decline(store, one.id, one.version, why),
                                tr(N_("Risposta data a chi ha proposto il punto.")))  # fmt: skip

        dialog.carry_out(done)
        dialog.open()

    # ------------------------------------------------------------ people

    def sign(self, person: str, what: str) -> None:
        """Something was said of a person."""
        board = self.board
        seat = board.seat(person) if board else None
        if board is None or seat is None:
            return
        if what in VOTES:
            self.view.item.vote.sign(person, what)
        elif what in ("entra", "esce"):
            self._movement(board, seat, what)
        elif what == "conflict":
            self._conflict(board, seat)
        else:
            status, mode = _attendance(seat, what, str(board.meeting["mode"]))
            self.view.hands.act(deeds.attend(board.meeting.code, person, status, mode))

    def _movement(self, board: Board, seat: Seat, what: str) -> None:
        event = "rientra" if what == "entra" and any(left for _, left in seat.stays) else what

        def done(values: Mapping[str, Value]) -> Job:
            item = self.view.agenda.key() or None
            return self.view.hands.act(deeds.movement(board.meeting.code, seat.person, event, values["time"], item))

        verbs = {"entra": N_("{who} entra"), "esce": N_("{who} esce"), "rientra": N_("{who} rientra")}
        self._dialog(tr(verbs[event]).format(who=seat.name), tr(N_("Segna")), ask_for(_EVENT, ("time",)),
                     {"time": self._now(board)}, done).show()  # fmt: skip

    def _conflict(self, board: Board, seat: Seat) -> None:
        item = self.view.agenda.key()
        if not item:
            return

        def done(values: Mapping[str, Value]) -> Job:
            leaves = bool(values["leaves"])
            return self.view.hands.act(
                deeds.conflict(item, seat.person, values["reason"], leaves=leaves, at=values["time"])
            )

        self._dialog(tr(N_("{who}: conflitto di interessi su questo punto")).format(who=seat.name), tr(N_("Registra")),
                     ask_for(_CONFLICT, ("reason", "leaves", "time")),
                     {"leaves": True, "time": self._now(board)}, done).show()  # fmt: skip

    def _now(self, board: Board) -> time | None:
        """The hour to propose: the clock's during the sitting, the last one told when it is written up later."""
        if board.is_today and board.meeting["status"] == "in_corso":
            return clock.local(clock.now()).time().replace(second=0, microsecond=0)
        return board.last_time

    # ------------------------------------------------------------ the sitting

    def details(self, field: str = "") -> None:
        """The sitting's own fields."""
        board = self.board
        if board is None:
            return

        def done(values: Mapping[str, Value]) -> Job:
            return self.view.hands.act(deeds.change(board.meeting, values), tr(N_("Seduta aggiornata.")))

        dialog = self._dialog(tr(N_("Dati della seduta")), tr(N_("Salva")), ask_for(_MEETING, DETAILS),
                              board.meeting.values, done)  # fmt: skip
        if field in dialog.editors:
            dialog.editors[field].entry.setFocus()
        dialog.show()

    def convene(self) -> None:
        """The convocation, with its term counted while it is written."""
        self.view.before.convene()

    def open(self) -> None:
        """The sitting begins: who chairs, who writes, when."""
        board = self.board
        if board is None:
            return
        meeting = board.meeting

        def done(values: Mapping[str, Value]) -> Job:
            return self.view.hands.act(deeds.open_(meeting, values), tr(N_("Seduta aperta.")))

        given = {
            "chair": meeting["chair"] or (board.seats[0].person if board.seats else None),
            "secretary": meeting["secretary"],
            "start_actual": meeting["start_actual"] or meeting["start_planned"],
        }
        self._dialog(tr(N_("Apertura della seduta")), tr(N_("Apri")),
                     ask_for(_MEETING, ("chair", "secretary", "start_actual")), given, done,
                     needed=frozenset(given)).show()  # fmt: skip

    def close(self) -> None:
        """The sitting ends: when, and when the next one is."""
        board = self.board
        if board is None:
            return
        self.view.flush()

        def done(values: Mapping[str, Value]) -> Job:
            return self.view.hands.act(deeds.close(board.meeting, values), tr(N_("Seduta chiusa.")))

        self._dialog(tr(N_("Chiusura della seduta")), tr(N_("Chiudi la seduta")),
                     ask_for(_MEETING, ("end_actual", "next_meeting_hint")),
                     {"end_actual": board.meeting["end_actual"] or self._now(board),
                      "next_meeting_hint": board.meeting["next_meeting_hint"]}, done,
                     needed=frozenset({"end_actual"})).show()  # fmt: skip

    def _dialog(
        self, title: str, verb: str, fields: Iterable[Field], values: Values,
        done: Callable[[Mapping[str, Value]], Job], *, words: str = "", needed: frozenset[str] = frozenset(),
    ) -> Asking:  # fmt: skip
        parent: QWidget = self.view
        dialog = Asking(title, verb, fields, self.view.hands.around, values, done, parent, words=words, needed=needed)
        dialog.setModal(True)
        return dialog


def _attendance(seat: Seat, what: str, sitting: str) -> tuple[str, str | None]:
    """(status, mode) after a sign."""
    away = not seat.attendance or seat.status in ABSENT
    here = "presente" if seat.voting else "invitato"
    if what == "toggle":
        return (here, "remoto" if sitting == "remoto" else None) if away else ("assente_ingiustificato", None)
    if what == "remoto":
        return (here if away else seat.status), None if seat.remote else "remoto"
    return what, None
