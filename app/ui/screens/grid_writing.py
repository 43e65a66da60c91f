"""Writing from a grid: cells, the trash, the context menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.core.errors import AppError, Stale
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot
from app.domain.fields import Field, Value
from app.ui.kit.window_rows import Row
from app.usecases import register

if TYPE_CHECKING:
    from app.ui.screens.grid_screen import GridScreen


@dataclass(frozen=True)
class Cell:
    """A value on its way into a record; `before` is what the cell said."""

    entity: str
    id: int
    code: str
    field: str
    value: Value
    before: str


class Writing(QObject):
    """What a person may do to the rows of one screen."""

    def __init__(self, screen: GridScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        screen.model.edit_wanted.connect(self._edit)
        screen.model.may_write = self._may_write

    def _may_write(self, row: Row, spec: Field) -> bool:
        """Courtesy only; the use-case and the database look at the row itself."""
        desk = self._screen.desk
        kind = self._screen.plan.entity if row.entity == self._screen.plan.entity.name else None
        if not desk.online or spec.computed or spec.name == "code":
            return False
        entity = kind or (self._screen.plan.parts.entity if self._screen.plan.parts else self._screen.plan.entity)
        own = not spec.writers and entity.write_own is not None and desk.person.may(entity.write_own)
        return own or any(map(desk.person.may, entity.writers(spec)))

    def _edit(self, row: Row, name: str, value: Value) -> None:
        cell = Cell(row.entity, row.id, self._screen.model.code(row), name, value, self._said(row, name))
        self._write(cell, row.version)

    def _said(self, row: Row, name: str) -> str:
        """What a cell says before it is written in."""
        model = self._screen.model
        for at, text in enumerate(row.texts[: len(model.columns)]):
            spec = model.field_at(row, at)
            if spec is not None and spec.name == name:
                return spec.show(row.values[at], self._screen.desk.names) if text is None else text
        return ""

    def _write(self, cell: Cell, version: int) -> None:
        desk = self._screen.desk
        desk.runner.run(
            lambda _: register.edit(desk.store, cell.entity, cell.id, version, {cell.field: cell.value}),
            lambda changes: self._written(changes, cell.code), lambda error: self._refused(cell, error), owner=self,
        )  # fmt: skip

    def _written(self, changes: Changes, code: str) -> None:
        self._screen.desk.done(changes, tr(N_("{code} salvato.")).format(code=code))

    def _refused(self, cell: Cell, error: AppError) -> None:
        """The cell says again what it said, and the bar says why."""
        if isinstance(error, Stale) and isinstance(error.theirs, Snapshot):
            if cell.field not in error.fields:  # another field of the same record: nobody contradicts anybody
                self._write(cell, error.theirs.version)
                return
            self._screen.model.settle(cell.entity, cell.id, cell.field)
            self._second(cell, error.who, error.theirs)
            return
        self._screen.model.settle(cell.entity, cell.id, cell.field)
        read = (tr(N_("Rileggi")), self._screen.refresh)
        show = (tr(N_("Apri")), lambda: self._screen.desk.open(cell.entity, cell.code))
        self._screen.desk.messages.error(error, show, read)

    def _second(self, cell: Cell, who: str, theirs: Snapshot) -> None:
        """Somebody saved the same cell first: what both wrote, what it said before, and one key to insist."""
        desk, spec = self._screen.desk, ENTITIES[cell.entity].fields[cell.field]
        words = tr(N_("«{field}» di {code}: {who} ha appena scritto «{theirs}», voi «{mine}»; "
                      "prima diceva «{before}».")).format(
            field=tr(spec.label), code=cell.code, who=who, before=cell.before or "–",
            theirs=spec.show(theirs[cell.field], desk.names) or "–", mine=spec.show(cell.value, desk.names) or "–",
        )  # fmt: skip
        insist = (tr(N_("Tieni il mio")), lambda: self._write(cell, theirs.version))
        show = (tr(N_("Apri")), lambda: desk.open(cell.entity, cell.code))
        self._screen.apply(Changes(0, {(cell.entity, cell.id): theirs}), who)  # the cell flashes with what they wrote
        desk.messages.say(words, "warning", insist, show, stays=True)

    def menu(self) -> QMenu:
        """The context menu of the current row."""
        return self._screen.hands.menu(self._screen, self._screen.export)
