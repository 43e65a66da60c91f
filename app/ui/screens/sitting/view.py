"""The screen of one sitting: agenda and people at the left, the item in the middle, the page of the minutes beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.core.errors import AppError, Refused
from app.core.i18n import N_, tr, trn
from app.domain.entity import Changes
from app.domain.lints import Lint
from app.ui import desk as program
from app.ui.screens.sitting import board as boards
from app.ui.screens.sitting import deeds
from app.ui.screens.sitting.agenda import Agenda
from app.ui.screens.sitting.before import Before
from app.ui.screens.sitting.board import Board
from app.ui.screens.sitting.ceremonies import Ceremonies
from app.ui.screens.sitting.during import During
from app.ui.screens.sitting.finishing import Finishing
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.item import ItemPanel
from app.ui.screens.sitting.minutes_bar import MinutesBar
from app.ui.screens.sitting.missing import Missing
from app.ui.screens.sitting.paper import Paper
from app.ui.screens.sitting.papers import Papers
from app.ui.screens.sitting.parts import button, hint, section
from app.ui.screens.sitting.people import People
from app.ui.screens.sitting.top import Header, ValidityBar
from app.ui.theme import theme

_KINDS = frozenset({
    "meeting", "agenda_item", "attendance", "attendance_event", "conflict", "speech", "vote", "decision",
    "action_item", "attachment", "membership", "body", "minutes", "setting", "item_proposal",
    "carried_over", "supplement", "notice_delivery", "chronicle_edit", "interest", "past_rules",
})  # fmt: skip
_NARROW = 70.0
"""In ems: below this width the page of the minutes gives way to the hands."""

_AGENDA_KEYS = (
    N_("N ↓ · P ↑ · T tempo"),
    N_("N: punto seguente. P: punto precedente. T: inizia o finisce il punto. Alt+Maiusc+↑ e ↓ lo spostano."),
)
_PEOPLE_KEYS = (
    N_("Spazio · E entra · U esce"),
    N_(
        "Sulla persona scelta: Spazio presente o assente, E entra, U esce, R da remoto, "
        "G giustificato, L delega, I conflitto di interessi; F favorevole, C contrario, A astenuto, O non partecipa."
    ),
)
"""The keys of a list: in short, in a sentence."""


class SittingView(QWidget):
    """One sitting.

    Signals:
        closed(): back to the list.
        changed(): what is shown has changed (status bar, commands).
    """

    closed = Signal()
    changed = Signal()

    def __init__(self, desk: program.Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.board = desk, None
        self.code = ""
        self._item = ""
        self._asked = 0  # how many times the sitting was read
        self._behind = False  # something was written while nobody looked
        self.hands = Hands(desk, self)
        self.ceremonies, self.papers, self.finishing = Ceremonies(self), Papers(self), Finishing(self)
        self.during = During(self)
        self._build()
        self._connect()

    board: Board | None

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        gap = theme().px(1.2)
        column.setContentsMargins(gap, theme().px(0.9), gap, theme().px(0.7))
        column.setSpacing(theme().px(0.6))
        self.header, self.validity = Header(self), ValidityBar(self)
        column.addWidget(self.header)
        bars = QHBoxLayout()
        bars.setSpacing(theme().px(0.6))
        self.minutes_bar = MinutesBar(self)
        bars.addWidget(self.validity, 1)
        bars.addWidget(self.minutes_bar)
        column.addLayout(bars)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(theme().px(0.6))
        self.splitter.setChildrenCollapsible(False)
        self.item = ItemPanel(self.hands, self)
        self.paper = Paper(self.desk, self)
        for widget in (self._left(), self.item, self.paper):
            self.splitter.addWidget(widget)
        for at, share in enumerate((22, 48, 30)):
            self.splitter.setStretchFactor(at, share)
        self.splitter.setSizes([theme().px(20), theme().px(40), theme().px(25)])
        self.paper.setMinimumWidth(theme().px(14))
        self.item.setMinimumWidth(theme().px(28))
        column.addWidget(self.splitter, 1)

    def _left(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        frame.setMinimumWidth(theme().px(16))
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, theme().px(0.7), 1, theme().px(0.4))
        column.setSpacing(theme().px(0.3))
        self.agenda, self.people, self.missing = Agenda(frame), People(frame), Missing(frame)
        self.agenda.setMinimumHeight(theme().px(5))
        self.people.setMinimumHeight(theme().px(4))
        column.addLayout(_head(section(tr(N_("Ordine del giorno")), frame), hint(*_AGENDA_KEYS, frame)))
        column.addWidget(self.agenda, 3)
        self.add = button(tr(N_("Aggiungi punto")), "plus", self.ceremonies.add_item, "link", frame)
        self.proposed = button("", "chat-text", self.ceremonies.choose_proposal, "link", frame)
        self.before = Before(self, frame)
        column.addLayout(_head(self.add, self.proposed, self.before.menu_button))
        column.addWidget(self.before.panel)
        column.addLayout(_head(section(tr(N_("Presenze")), frame), hint(*_PEOPLE_KEYS, frame)))
        column.addWidget(self.people, 4)
        column.addLayout(_head(self.missing))
        return frame

    def _connect(self) -> None:
        self.header.asked.connect(self.ceremonies.ask)
        self.agenda.chosen.connect(self.show_item)
        self.agenda.moved.connect(self.ceremonies.move_item)
        self.agenda.opened.connect(lambda _: self.item.text.entry.setFocus())
        self.people.signed.connect(self.during.sign)
        self.item.timed.connect(self.during.toggle)
        self.item.concerns.declared.connect(lambda one, leaves: self.during.declare(one, leaves=leaves))
        self.paper.judged.connect(self.missing.show_lints)
        self.missing.wanted.connect(self.go_to_lint)
        self.minutes_bar.step_wanted.connect(self.finishing.pass_to)
        self.minutes_bar.wanted.connect(self.finishing.look_at)
        self.desk.runner.job_changed.connect(self._jobs_changed)

    def _jobs_changed(self, _job: object) -> None:
        self.finishing.look_again()

    # ------------------------------------------------------------ showing

    def open(self, code: str, item: str = "") -> None:
        """Show a sitting, on one of its items if asked."""
        if code != self.code:
            self.flush()
        self.code, self._item = code, item or ("" if code != self.code else self._item)
        self.read()

    def read(self) -> None:
        """Read the sitting again; of several readings under way the one asked for last is shown."""
        code, self._behind = self.code, False
        self._asked += 1
        mine = self._asked

        def last(answered: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda answer: answered(answer) if mine == self._asked else None

        if code:
            self.desk.runner.run(
                lambda _: boards.read(self.desk.store, code), last(self._show), last(self._not_there), owner=self
            )

    def _not_there(self, error: AppError) -> None:
        """A sitting that is not there any more: said in a sentence over the list, never an empty panel."""
        self.desk.messages.error(error)
        if isinstance(error, Refused):
            self.code, self.board = "", None
            self.closed.emit()

    def _show(self, board: Board) -> None:
        if board.meeting.code != self.code and board.meeting["number"] != self.code:
            return
        self.code, self.board = board.meeting.code, board
        names = self.desk.names
        self.header.show_board(board, names)
        self.validity.show_board(board)
        self.minutes_bar.show_board(board, names)
        self.add.setVisible(board.may_convene and not board.frozen)
        self.proposed.setVisible(bool(board.waiting))
        self.proposed.setText(trn("{n} punto proposto…", "{n} punti proposti…", len(board.waiting)))
        blocked = self.agenda.blockSignals(True)
        self.agenda.show_board(board, names)
        if self._item:
            self.agenda.select(self._item)
        self.agenda.blockSignals(blocked)
        self.agenda.setMaximumHeight(max(self.agenda.full_height(), theme().px(8)))
        self._item = self.agenda.key()
        self.item.show_point(board, board.point(self._item))
        self.people.show_board(board, self.item.vote.choices())
        self.before.show_board(board)
        self.paper.show_meeting(board.meeting.code, final=bool(board.frozen))
        self.changed.emit()

    def show_item(self, code: str) -> None:
        """Pass to an item; what was typed in the one before is saved."""
        if self.board is None or code == self._item:
            return
        self._item = code
        self.item.show_point(self.board, self.board.point(code))
        self.people.show_votes(self.item.vote.choices())
        self.changed.emit()

    def shift(self, by: int) -> None:
        """Alt+Shift+↑/↓: the speech somebody is writing in, or the item of the agenda, changes place."""
        speech = self.item.speeches.with_focus()
        if speech is None:
            self.agenda.shift(by)
        elif self.board is not None and not self.board.frozen:
            self.item.flush()
            self.hands.act(deeds.move_speech(speech.code, by), tr(N_("Ordine degli interventi cambiato.")))

    def apply(self, changes: Changes) -> None:
        """Something was written, here or at another desk; a sitting nobody looks at is read when it is seen again."""
        if self.code and (any(entity in _KINDS for entity, _ in changes.touched) or changes.whole & _KINDS):
            if self.isVisible() or self.during.room is not None:
                self.read()
            else:
                self._behind = True

    def flush(self) -> None:
        """Save whatever is typed."""
        self.item.flush()

    def leave(self) -> None:
        """The screen goes to the back."""
        self.flush()
        self.paper.stop()

    def go_to_lint(self, lint: Lint) -> None:
        """Show where something is missing and put the focus there."""
        if self.board is None:
            return
        if lint.entity in ("meeting", "attachment", "minutes", "setting", "body"):
            self.ceremonies.details(lint.field) if lint.entity == "meeting" else self.desk.open(lint.entity, lint.code)
            return
        if lint.entity in ("attendance", "attendance_event"):
            self.people.setFocus(Qt.FocusReason.ShortcutFocusReason)
            seat = next((s for s in self.board.seats if s.attendance and s.attendance.code == lint.code), None)
            self.people.select(seat.person if seat else "")
            return
        point = next((p for p in self.board.points if lint.code in _codes(p)), None)
        if point is not None:
            self.agenda.select(point.code)
            self.item.decision.choose(lint.code)
            self.item.focus(f"{lint.entity}.{lint.field}")

    # ------------------------------------------------------------ room and state

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.paper.setVisible(self.width() >= theme().px(_NARROW))

    def state(self) -> dict[str, Any]:
        """The splitter's places."""
        return {"sizes": self.splitter.sizes()} if self.paper.isVisibleTo(self) else {}

    def restore(self, state: dict[str, Any]) -> None:
        """Back as it was."""
        sizes = state.get("sizes")
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(one, int) for one in sizes):
            self.splitter.setSizes(sizes)


def _codes(point: boards.Point) -> set[str]:
    parts = (point.conflicts, point.speeches, point.votes, point.decisions, point.actions, point.events)
    return {point.code, *(one.code for part in parts for one in part)}


def _head(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme().px(0.8), 0, theme().px(0.8), 0)
    row.addWidget(widgets[0])
    row.addStretch(1)
    for widget in widgets[1:]:
        row.addWidget(widget)
    return row
