"""What the calendar does by itself, when a register is opened and when a day begins while it is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.core import clock
from app.core.i18n import N_, tr
from app.domain.entity import Changes
from app.ui.desk import Desk
from app.usecases import dates

_LOOK_MS = 10 * 60 * 1000


class Days(QObject):
    """Asks for the passages whose day has come, once a day."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = clock.today()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._follow()

    def look(self) -> None:
        """Whether another day has begun."""
        if clock.today() != self._day:
            self._day = clock.today()
            self._follow()

    def _follow(self) -> None:
        desk = self._desk
        if desk.online:
            desk.runner.run(lambda _: dates.follow(desk.store), self._followed, owner=self)

    def _followed(self, changes: Changes) -> None:
        codes = ", ".join(one.code for one in changes.touched.values() if one is not None)
        if codes:
            self._desk.done(changes, tr(N_("Per la data di oggi è cambiato lo stato di: {codes}.")).format(codes=codes))
