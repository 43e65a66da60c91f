"""What any screen may offer about any record: an empty form, the way to a sitting; the window wires them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot
from app.ui.desk import Desk
from app.ui.screens.parts import NewRecord
from app.ui.screens.to_meeting import LINKED, ToMeeting
from app.usecases import register


def new_record(desk: Desk, entity: str, parent: QWidget) -> NewRecord:
    """An empty form; the record's own page opens when the register has it."""
    dialog = NewRecord(desk, ENTITIES[entity], {}, parent)
    dialog.made.connect(lambda changes: _open_new(desk, entity, changes))
    dialog.open()
    return dialog


def _open_new(desk: Desk, entity: str, changes: Changes) -> None:
    made = next((one for one in changes.of(entity) if one is not None), None)
    if made is not None:
        desk.open(entity, made.code)


def bring_to_meeting(desk: Desk, entity: str, code: str, parent: QWidget) -> None:
    """Ask which sitting, and put the record on its agenda."""
    if entity not in LINKED:
        desk.messages.error(Refused(N_("Queste schede non si portano in seduta da sole.")))
        return

    def ask(snapshot: Snapshot) -> None:
        ToMeeting(desk, entity, snapshot, parent).open()

    store = desk.store
    desk.runner.run(lambda _: register.named(store, entity, code), ask, desk.messages.error, owner=parent)


def wire(desk: Desk, window: QWidget) -> None:
    """Let the desk offer these deeds, in windows over `window`."""
    desk.new = lambda entity: new_record(desk, entity, window)
    desk.convene = lambda entity, code: bring_to_meeting(desk, entity, code, window)
