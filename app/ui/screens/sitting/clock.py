"""The clock of the item under discussion: how long it has lasted, how long it was meant to, and that it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.core import clock, locale
from app.core.i18n import N_, tr, trn
from app.ui.icons import icon
from app.ui.kit.editor import restyle
from app.ui.kit.plain import tip
from app.ui.messages import announce
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.parts import label

_TICK_MS = 1000


def minutes_between(started: time, ended: time) -> int:
    """Whole minutes from one hour of a day to another; over midnight too."""
    return ((ended.hour - started.hour) * 60 + ended.minute - started.minute) % (24 * 60)


def words_of(started: time | None, ended: time | None, planned: int | None, now: time) -> tuple[str, bool]:
    """(words, whether the planned minutes are over) of an item's clock."""
    if started is None:
        return (trn("previsto {n} minuto", "previsti {n} minuti", planned), False) if planned else ("", False)
    lasted = minutes_between(started, ended or now)
    told = trn("{n} minuto", "{n} minuti", lasted)
    if planned:
        whole = trn("{n} minuto", "{n} minuti", planned)
        told = tr(N_("{lasted} di {planned}")).format(lasted=lasted, planned=whole)
    over = lasted - planned if planned and lasted > planned else 0
    if over:
        told += " · " + tr(N_("{n} oltre il previsto")).format(n=over)
    if ended:
        span = tr(N_("{start}–{end}")).format(start=locale.hour(started), end=locale.hour(ended))
        return f"{span} · {told}", bool(over)
    return told, bool(over)


class ItemClock(QWidget):
    """Minutes and a button; T does the same. It ticks only while it is seen and runs."""

    def __init__(self, toggle: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = label("", "muted", self)
        row.addWidget(self.words)
        self.button = QToolButton(self)
        self.button.clicked.connect(lambda _=False: toggle())
        row.addWidget(self.button)
        self._point: Point | None = None
        self._may = False
        self._warned = ""
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._draw)

    def show_point(self, board: Board, point: Point | None) -> None:
        """Show the clock of an item; the button only where the sitting is being held now."""
        self._point = point
        self._may = board.is_today and board.meeting["status"] == "in_corso" and board.may_run
        self._draw()

    @property
    def running(self) -> bool:
        """Whether the item is under discussion."""
        return self._point is not None and self._point.clock[0] is not None and self._point.clock[1] is None

    def _draw(self) -> None:
        point = self._point
        if point is None:
            self.hide()
            return
        wall: datetime = clock.local(clock.now())
        words, over = words_of(*point.clock, point.snapshot["duration"], wall.time())
        self.words.setText(words)
        self.words.setProperty("role", "doubt" if over else "muted")
        restyle(self.words)
        stop = self.running
        told = tr(N_("Segna la fine del punto (T)")) if stop else tr(N_("Segna l'inizio del punto (T)"))
        self.button.setIcon(icon("stop" if stop else "timer", "accent"))
        self.button.setToolTip(tip(told))
        self.button.setAccessibleName(told)
        self.button.setVisible(self._may)
        self.setVisible(bool(words) or self._may)
        if over and stop and self._may and self._warned != point.code:
            self._warned = point.code
            announce(self, tr(N_("Il punto dura più di quanto previsto: {words}")).format(words=words))
        self._keep_ticking()

    def _keep_ticking(self) -> None:
        wanted = self.running and self._may and self.isVisible()
        if wanted != self._tick.isActive():
            self._tick.start() if wanted else self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_ticking()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
