"""Who else is at the register, and on which record or cell: what screens ask while they paint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.i18n import N_, tr
from app.domain.colleagues import Colleague, mark

if TYPE_CHECKING:
    from app.ui.kit.grid import Grid


class Colleagues(QObject):
    """Those who are there now, and where this desk's own person writes.

    Signals:
        changed(): somebody came, went, or writes elsewhere.
        writing(str): this person writes at another mark; empty when nowhere.
    """

    changed = Signal()
    writing = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.there: tuple[Colleague, ...] = ()
        self._writers: tuple[Colleague, ...] = ()
        self._mark = ""
        self._where: tuple[str, int] | None = None

    def show(self, there: Iterable[Colleague]) -> None:
        """These are there now."""
        found = tuple(there)
        if found != self.there:
            self.there, self._writers = found, tuple(one for one in found if one.at)
            self.changed.emit()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody's name, once each."""
        return tuple(dict.fromkeys(one.name for one in self.there))

    # ------------------------------------------------------------ others

    def in_record(self, entity: str, number: int) -> tuple[Colleague, ...]:
        """Who is writing in a record."""
        return tuple(one for one in self._writers if one.writes_in(entity, number)) if self._writers else ()

    def in_cell(self, entity: str, number: int, field: str) -> str:
        """The names of those who write in one field of it (anywhere in it, without a field); empty for nobody."""
        if not self._writers:  # asked for every cell that is painted
            return ""
        there = self.in_record(entity, number)
        return ", ".join(dict.fromkeys(one.name for one in there if not field or one.writes(entity, number, field)))

    # ------------------------------------------------------------ oneself

    def write_in(self, entity: str, number: int, field: str = "") -> None:
        """This person writes here from now on."""
        self._where = (entity, number)
        self._set(mark(entity, number, field))

    def rest(self, entity: str, number: int) -> None:
        """No longer in this record; another one, begun in the meantime, stays."""
        if self._where == (entity, number):
            self._where = None
            self._set("")

    def _set(self, now: str) -> None:
        if now != self._mark:
            self._mark = now
            self.writing.emit(now)


def share(here: Colleagues, grid: Grid) -> None:
    """A grid shows which of its cells are being written at other desks, and tells which one is written at this."""
    grid.table.writer = here.in_cell
    here.changed.connect(grid.viewport().update)
    grid.delegate.begun.connect(here.write_in)
    grid.delegate.ended.connect(here.rest)


def words(names: tuple[str, ...]) -> str:
    """«Sono collegati anche: Bianchi, Verdi.»"""
    return tr(N_("Sul registro in questo momento, oltre a voi: {names}.")).format(names=", ".join(names))


def sentence(names: str) -> str:
    """«Bianchi sta modificando»; of several, «stanno»."""
    many = ", " in names
    return tr(N_("{names} stanno modificando") if many else N_("{names} sta modificando")).format(names=names)
