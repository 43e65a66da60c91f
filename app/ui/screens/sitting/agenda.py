"""The agenda at the left of a sitting: its items in order, under their sections, when they are due, how they ended."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem, QWidget

from app.core import clock, locale
from app.core.i18n import N_, tr, trn
from app.domain import agenda_times
from app.domain.agenda_times import Timetable, timetable
from app.domain.entities import ENTITIES
from app.domain.fields import Names
from app.domain.guards import wants_reason
from app.ui.kit import looks
from app.ui.kit.two_lines import KEY, Entry, EntryList
from app.ui.screens.sitting.board import Board, Point

_LINKS = ("projects", "pacts", "contributions", "objectives")
_SECTION = "§"
"""What the key of a heading begins with: no item has such a code."""
_PLAIN = QListWidgetItem().flags()


class Agenda(EntryList):
    """The items. Alt+Shift+↑/↓ or the mouse change their order; headings of sections are only read.

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
        hours, entries, section = timetable_of(board), [], ""
        for point in board.points:
            if (heading := point.snapshot["section"] or "") != section:
                section = heading
                if heading:
                    entries.append(Entry(f"{_SECTION}{point.code}", heading, strong=True, faint=True))
            entries.append(entry_of(point, names, hours))
        self.show_entries(entries)
        for row, entry in enumerate(entries):
            self.item(row).setFlags(Qt.ItemFlag.ItemIsEnabled if entry.key[:1] == _SECTION else _PLAIN)
        if not self.key() and board.points:
            self.select(board.points[0].code)

    def _items(self) -> list[int]:
        """The rows that are items."""
        return [row for row in range(self.count()) if not str(self.item(row).data(KEY)).startswith(_SECTION)]

    def key(self) -> str:
        found = super().key()
        return "" if found.startswith(_SECTION) else found

    def shift(self, by: int) -> None:
        """Move the current item up (-1) or down (+1)."""
        rows = self._items()
        if self.key() and self.dragEnabled() and 0 <= (at := rows.index(self.currentRow()) + by) < len(rows):
            self.moved.emit(self.key(), at + 1)

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) item."""
        rows = self._items()
        if rows:
            at = rows.index(self.currentRow()) if self.currentRow() in rows else 0
            self.setCurrentRow(rows[max(0, min(len(rows) - 1, at + by))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == both:
            self.shift(way)
            return
        super().keyPressEvent(event)

    def _dropped(self, _a: QModelIndex, first: int, _last: int, _b: QModelIndex, row: int) -> None:
        place = row if row <= first else row - 1
        self.moved.emit(self.item(place).data(KEY), self._items().index(place) + 1)


def timetable_of(board: Board) -> Timetable:
    """The hours of a sitting's agenda: as planned, or as they go while it is being held today."""
    items, meeting = [point.snapshot for point in board.points], board.meeting
    planned: time = meeting["start_planned"]
    if board.is_today and meeting["status"] == "in_corso":
        now = clock.local(clock.now()).time()
        return timetable(items, planned, begun=meeting["start_actual"], now=now)
    return timetable(items, planned)


def entry_of(point: Point, names: Names, hours: Timetable) -> Entry:
    """An item as the agenda shows it: number, title, hour, codes it is linked to, outcome."""
    item = point.snapshot
    outcome = item["outcome"]
    words = [*_marks(point), *_codes(point)]
    if item["duration"] and not outcome:
        at = locale.hour(agenda_times.clock(hours.starts[item.code]))
        words.insert(0, f"{at} · {agenda_times.length(item['duration'])}")
    if outcome:
        words.insert(0, names.label("agenda_outcome", outcome))
    hue = looks.hue(ENTITIES["agenda_item"].fields["outcome"], outcome) if outcome else None
    return Entry(point.code, item["title"], f"{item['position']}.", " · ".join(words) or tr(N_("da trattare")), hue=hue)


def _marks(point: Point) -> list[str]:
    item, words = point.snapshot, []
    if wants_reason(item.values):
        words.append(tr(N_("serve il motivo del rinvio")))
    if item["postponements"] and not item["outcome"]:
        words.append(trn("{n} rinvio", "{n} rinvii", item["postponements"]))
    if item["added_later"]:
        words.append(tr(N_("aggiunto dopo")))
    if item["confidential"]:
        words.append(tr(N_("riservato")))
    return words


def _codes(point: Point) -> list[str]:
    codes = [code for field in _LINKS for code in point.snapshot[field]]
    return codes if len(codes) <= 3 else [*codes[:2], tr(N_("e altri {n}")).format(n=len(codes) - 2)]
