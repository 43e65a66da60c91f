"""Who is at the sitting: present, absent, elsewhere; who came and who left, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.core import locale
from app.core.i18n import N_, tr
from app.ui.kit.two_lines import KEY, Entry, EntryList
from app.ui.screens.sitting.board import Board, Seat
from app.ui.theme import theme


@dataclass(frozen=True)
class Sign:
    """Something said of a person: `what` is a status, a mode, a movement, or `conflict`."""

    what: str
    words: str
    key: Qt.Key
    shown: str  # the key as a person reads it


SIGNS = (
    Sign("toggle", N_("Presente o assente"), Qt.Key.Key_Space, N_("Spazio")),
    Sign("entra", N_("Entra…"), Qt.Key.Key_E, "E"),
    Sign("esce", N_("Esce…"), Qt.Key.Key_U, "U"),
    Sign("remoto", N_("Da remoto o in sala"), Qt.Key.Key_R, "R"),
    Sign("assente_giustificato", N_("Assente giustificato"), Qt.Key.Key_G, "G"),
    Sign("assente_ingiustificato", N_("Assente"), Qt.Key.Key_X, "X"),
    Sign("delegate", N_("Delega a…"), Qt.Key.Key_L, "L"),
    Sign("conflict", N_("Dichiara un conflitto di interessi…"), Qt.Key.Key_I, "I"),
    Sign("favour", N_("Favorevole"), Qt.Key.Key_F, "F"),
    Sign("against", N_("Contrario"), Qt.Key.Key_C, "C"),
    Sign("abstained", N_("Astenuto"), Qt.Key.Key_A, "A"),
    Sign("not_participating", N_("Non partecipa al voto"), Qt.Key.Key_O, "O"),
)
VOTES = frozenset({"favour", "against", "abstained", "not_participating"})


class People(EntryList):
    """The attendance. Every sign has a key, and stands in the menu of the person.

    Signals:
        signed(str, str): (person, what) was said.
    """

    signed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(N_("Presenze")), parent)
        self._locked = self._delegates = False
        self._seats: tuple[Seat, ...] = ()

    def show_board(self, board: Board, votes: Mapping[str, str] | None = None) -> None:
        """Show the people of a sitting: voters first; `votes` is how each voted on the item shown (person → side)."""
        self._locked = not board.may_run or bool(board.frozen)
        self._delegates = board.rules.delegation != "no"
        self._seats = board.seats
        self.show_votes(votes or {})

    def show_votes(self, votes: Mapping[str, str]) -> None:
        """Say of each person how they voted on the item shown."""
        words = {sign.what: tr(sign.words).lower() for sign in SIGNS if sign.what in VOTES}
        self.show_entries([entry_of(seat, words.get(votes.get(seat.person, ""), "")) for seat in self._seats])

    def next_voter(self) -> None:
        """Go to the next member who may vote: a roll call goes on by itself."""
        rows = {seat.person: seat for seat in self._seats}
        for row in range(self.currentRow() + 1, self.count()):
            seat = rows.get(str(self.item(row).data(KEY)))
            if seat is not None and seat.voting and (seat.here or seat.delegate):
                self.setCurrentRow(row)
                return

    def event(self, event: QEvent) -> bool:
        """The letters said of a person are this list's, before they are the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._sign(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = self._sign(event)
        if sign is not None:
            self._say(sign.what)
            return
        super().keyPressEvent(event)

    def _sign(self, event: QKeyEvent) -> Sign | None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        mine = plain and bool(self.key())
        return next((one for one in SIGNS if one.key == event.key()), None) if mine else None

    def _say(self, what: str) -> None:
        if not self._locked:
            self.signed.emit(self.key(), what)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        box = QRect(self.visualItemRect(item))
        box.setWidth(theme().px(2.4))
        if box.contains(event.position().toPoint()):
            self._say("toggle")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.key() or self._locked:
            return
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualItemRect(self.currentItem()).bottomLeft() if keyboard else event.pos()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(QPoint(place)))

    def menu(self) -> QMenu:
        """What can be said of the current person, each with its key."""
        menu = QMenu(self)
        for sign in SIGNS:
            if sign.what == "delegate" and not self._delegates:
                continue
            if sign.what == "favour":
                menu.addSeparator()
            menu.addAction(f"{tr(sign.words)}\t{tr(sign.shown)}", partial(self._say, sign.what))
        return menu


def entry_of(seat: Seat, vote: str = "") -> Entry:
    """A person as the list shows them: ticked when present, with what there is to know at the right."""
    told = bool(seat.attendance)
    present = told and not seat.status.startswith("assente")
    by = tr(N_("delega {name}")).format(name=seat.delegate) if seat.delegate else ""
    right = " · ".join(part for part in (vote, state_words(seat), by, movements(seat)) if part) or seat.role
    if not seat.voting and present:
        right = tr(N_("senza voto · {role}")).format(role=seat.role)
    return Entry(seat.person, seat.name, right=right, ticked=present, faint=not seat.here)


def state_words(seat: Seat) -> str:
    """A short word for what is not plain presence."""
    if seat.status == "assente_giustificato":
        return tr(N_("assente giust."))
    if seat.status == "assente_ingiustificato":
        return tr(N_("assente"))
    if not seat.attendance:
        return tr(N_("da segnare")) if seat.voting else ""
    if seat.remote:
        return tr(N_("da remoto"))
    return ""


def movements(seat: Seat) -> str:
    """`17:50–19:05`, `fino alle 17:52, dalle 18:15`; empty for who stayed the whole time."""
    if not seat.stays or seat.stays == ((None, None),):
        return ""
    return ", ".join(_stay(came, left) for came, left in seat.stays)


def _stay(came: time | None, left: time | None) -> str:
    if came and left:
        return f"{locale.hour(came)}–{locale.hour(left)}"
    if came:
        return tr(N_("dalle {time}")).format(time=locale.hour(came))
    return tr(N_("fino alle {time}")).format(time=locale.hour(left)) if left else ""
