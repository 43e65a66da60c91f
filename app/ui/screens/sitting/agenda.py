"""The agenda at the left of a sitting: its items in order, what they are linked to, how they ended."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.fields import Names
from app.ui.kit import looks
from app.ui.kit.two_lines import KEY, Entry, EntryList
from app.ui.screens.sitting.board import Board, Point

_LINKS = ("projects", "pacts", "contributions", "objectives")


class Agenda(EntryList):
    """The items. Alt+Shift+↑/↓ or the mouse change their order.

    Signals:
        moved(str, int): an item should take another place, counted from 1.
    """

    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(N_("Ordine del giorno")), parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.model().rowsMoved.connect(self._dropped)

    def show_board(self, board: Board, names: Names) -> None:
        """Show the items of a sitting."""
        self.setDragEnabled(board.may_convene and board.meeting["status"] == "bozza")
        self.show_entries([entry_of(point, names) for point in board.points])
        if not self.key() and board.points:
            self.setCurrentRow(0)

    def shift(self, by: int) -> None:
        """Move the current item up (-1) or down (+1)."""
        row = self.currentRow() + by
        if self.key() and 0 <= row < self.count() and self.dragEnabled():
            self.moved.emit(self.key(), row + 1)

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) item."""
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == both:
            self.shift(way)
            return
        super().keyPressEvent(event)

    def _dropped(self, _a: QModelIndex, first: int, _last: int, _b: QModelIndex, row: int) -> None:
        place = row if row <= first else row - 1
        self.moved.emit(self.item(place).data(KEY), place + 1)


def entry_of(point: Point, names: Names) -> Entry:
    """An item as the agenda shows it: number, title, codes it is linked to, outcome."""
    item = point.snapshot
    outcome = item["outcome"]
    words = [*_codes(point)]
    if item["added_later"]:
        words.append(tr(N_("aggiunto dopo")))
    if item["confidential"]:
        words.append(tr(N_("riservato")))
    if outcome:
        words.insert(0, names.label("agenda_outcome", outcome))
    hue = looks.hue(ENTITIES["agenda_item"].fields["outcome"], outcome) if outcome else None
    return Entry(point.code, item["title"], f"{item['position']}.", " · ".join(words) or tr(N_("da trattare")), hue=hue)


def _codes(point: Point) -> list[str]:
    codes = [code for field in _LINKS for code in point.snapshot[field]]
    return codes if len(codes) <= 3 else [*codes[:2], tr(N_("e altri {n}")).format(n=len(codes) - 2)]
