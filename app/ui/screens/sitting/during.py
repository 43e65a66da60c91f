"""What the keys say while the sitting is being held: the item's clock, delegates, calls by name, interests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.core import clock
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.fields import Value
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.runner import Job
from app.ui.screens.sitting import deeds
from app.ui.screens.sitting.board import Board, Point, Seat
from app.ui.screens.sitting.people import VOTES
from app.ui.screens.sitting.room import RoomWindow
from app.usecases import meetings, timing
from app.usecases.interests import Concern

if TYPE_CHECKING:
    from app.ui.screens.sitting.view import SittingView


class During:
    """The deeds of a sitting under way; those of before and after are the Ceremonies'."""

    def __init__(self, view: SittingView) -> None:
        self.view = view
        self.room: RoomWindow | None = None
        view.changed.connect(self._follow)

    # ------------------------------------------------------------ the room

    def show_room(self) -> None:
        """Open the window for the room, or close it."""
        if self.room is not None:
            self.room.close()
            return
        self.room = RoomWindow()
        self.room.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.room.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # it goes with the program
        self.room.closed.connect(self._room_closed)
        self.view.destroyed.connect(self.room.close)
        self._follow()
        self.room.open_on(self.view.window())
        self.view.window().activateWindow()  # the keys stay with the secretary

    def _room_closed(self) -> None:
        self.room = None

    def _follow(self) -> None:
        """The room sees what the secretary's screen shows, at once."""
        point, board = self.view.item.point, self.view.board
        if self.room is not None and board is not None:
            self.room.show_board(board, point.code if point else "")

    # ------------------------------------------------------------ people

    def sign(self, person: str, what: str) -> None:
        """A key said something of a person."""
        board, vote = self.view.board, self.view.item.vote
        seat = board.seat(person) if board else None
        if board is None or seat is None:
            return
        if what == "delegate":
            self._delegate(board, seat)
            return
        self.view.ceremonies.sign(person, what)
        if what in VOTES:
            self.view.people.show_votes(vote.choices())
            if vote.called:
                self.view.people.next_voter()

    def _delegate(self, board: Board, seat: Seat) -> None:
        """Who stands for an absent member; nobody takes the proxy back."""
        if board.rules.delegation == "no":
            self.view.hands.warn(tr(N_("Le regole dell'organo non ammettono deleghe.")))
            return

        def done(values: Mapping[str, Value]) -> Job:
            to = values["delegate"]
            words = tr(N_("Delega registrata.")) if to else tr(N_("Delega tolta."))
            return self.view.hands.act(
                lambda store: meetings.delegate(store, board.meeting.code, seat.person, to or None), words
            )

        given = {"delegate": seat.attendance["delegate"] if seat.attendance else None}
        dialog = Asking(tr(N_("{who} delega")).format(who=seat.name), tr(N_("Registra la delega")),
                        ask_for(ENTITIES["attendance"], ("delegate",)), self.view.hands.around, given, done, self.view,
                        words=tr(N_("Chi rappresenta la persona assente. Vuoto: nessuno.")))  # fmt: skip
        dialog.setModal(True)
        dialog.show()

    # ------------------------------------------------------------ the clock

    @property
    def live(self) -> bool:
        """Whether the sitting is being held at this moment, so that the clock on the wall is the sitting's."""
        board = self.view.board
        return board is not None and board.is_today and board.meeting["status"] == "in_corso" and board.may_run

    def toggle(self) -> None:
        """T: the item under discussion begins, or is done."""
        point = self.view.item.point
        if point is None:
            return
        if not self.live:
            self.view.hands.warn(tr(N_("I tempi dei punti si segnano durante la seduta, il giorno in cui si tiene.")))
            return
        self._run(point, begins=not _runs(point))

    def _run(self, point: Point, *, begins: bool) -> None:
        code, at = point.code, now()
        deed = timing.take_up if begins else timing.finish
        self.view.hands.act(lambda store: deed(store, code, at))

    def step(self, by: int) -> None:
        """N and P: to the item beside; when the clock runs on this one, it passes on with us."""
        before = self.view.item.point
        self.view.agenda.step(by)
        after = self.view.item.point
        if self.live and by > 0 and before and after and _runs(before) and after.code != before.code:
            self._run(after, begins=True)

    # ------------------------------------------------------------ interests

    def declare(self, concern: Concern, *, leaves: bool) -> None:
        """A member asked about an interest declares it, and goes or stays."""
        board, point = self.view.board, self.view.item.point
        if board is None or point is None:
            return
        at = (now() if self.live else board.last_time) if leaves else None
        self.view.hands.act(
            deeds.conflict(point.code, concern.person, concern.reason, leaves=leaves, at=at),
            tr(N_("Conflitto di interessi registrato.")),
        )


def _runs(point: Point) -> bool:
    started, ended = point.clock
    return started is not None and ended is None


def now() -> time:
    """The hour and minute on the wall."""
    return clock.local(clock.now()).time().replace(second=0, microsecond=0)
