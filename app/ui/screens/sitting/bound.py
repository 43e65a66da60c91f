"""Editors of one record that save themselves: a moment after the last key, and when the person leaves them.

What was typed since a save went out is never overwritten by its answer, nor by what another desk wrote elsewhere in
the same record; a field two people changed is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import AppError, Refused, Stale
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot, Values
from app.domain.fields import Value
from app.ui.desk import Store
from app.ui.drafts import Journal, Keeper
from app.ui.kit.editor import Around, Editor
from app.ui.kit.editors import editor_for
from app.ui.messages import Action
from app.ui.screens.sitting.new import GIVEN, NEW
from app.usecases import register

PAUSE_MS = 1200
"""How long after the last key what is typed goes to the register."""

Deed = Callable[[Store], Changes]


class Desk(Protocol):
    """Who carries deeds out: the sitting's screen."""

    around: Around

    def act(
        self,
        deed: Deed,
        sentence: str = "",
        then: Callable[[Changes], object] | None = None,
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Carry out a deed off the GUI thread; `sentence` is said when it is done, empty says nothing."""

    def journal(self) -> Journal | None:
        """Where what is typed and not yet saved is kept."""

    def told(self, error: AppError, *actions: Action) -> None:
        """Say what was refused, with what can be done about it."""


@dataclass
class _Sent:
    """A save on its way: the text of each field as it was when it left."""

    id: int
    raws: dict[str, str] = field(default_factory=dict)


class Bound(QObject):
    """The editors of one record of `entity`. `show(None, defaults)` starts a new one, made when it is complete.

    Signals:
        made(str): a new record was written; its code.
        typed(): something was typed.
    """

    made = Signal(str)
    typed = Signal()

    def __init__(self, entity: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.entity, self.kind, self.desk = entity, ENTITIES[entity], desk
        self.editors: dict[str, Editor] = {}
        self.record: Snapshot | None = None
        self.defaults: Values = {}
        self._sent: _Sent | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        journal = desk.journal()
        self._keeper = Keeper(journal, self._describe, self) if journal else None

    def editor(self, name: str, parent: QWidget) -> Editor:
        """Make and bind the editor of a field."""
        one = editor_for(self.kind.fields[name], self.desk.around, parent)
        one.changed.connect(self._changed)
        one.left.connect(self.flush)
        self.editors[name] = one
        return one

    # ------------------------------------------------------------ showing

    def show(self, record: Snapshot | None, defaults: Values | None = None) -> None:
        """Show a record; the same one again only replaces what nobody is typing in."""
        same = record is not None and self.record is not None and record.id == self.record.id
        adopted = record is not None and self.record is None and self._sent is not None and self._sent.id == 0
        if not (same or adopted):
            self.flush()
            self._sent = None
        self.record, self.defaults = record, dict(defaults or {})
        for name, one in self.editors.items():
            value = record[name] if record else self.defaults.get(name, () if one.spec.plural else None)
            if not ((same or adopted) and self._mine(name, one, value)):
                one.set_value(value)
        if not (same or adopted):
            self._bring_back()

    def _mine(self, name: str, one: Editor, value: Value) -> bool:
        """Whether what is in the field must stay as it is; what has just been saved becomes the saved value."""
        if self._sent is not None and self._sent.raws.get(name) == one.raw():
            one.settle(value)
            return True
        return one.touched or (value == one.given and not one.problem)

    def lock(self, reason: str) -> None:
        """Grey every field and say why; an empty reason lets write again."""
        for one in self.editors.values():
            one.set_read_only(reason)

    def _bring_back(self) -> None:
        """What had been typed here and never reached the register is on the screen again."""
        entity, id_, code, _, _ = self._describe()
        draft = self._keeper.journal.find(entity, id_, code) if self._keeper else None
        for name, text in (draft.typed if draft else {}).items():
            if name in self.editors:
                self.editors[name].set_raw(text)

    # ------------------------------------------------------------ saving

    def _describe(self) -> tuple[str, int, str, int, Mapping[str, str]]:
        """What the journal keeps: the record and what is typed in it."""
        typed = {name: one.raw() for name, one in self.editors.items() if one.touched}
        return self.entity, self.record.id if self.record else 0, self._code(), self._version(), typed

    def _code(self) -> str:
        return self.record.code if self.record else f"{self.entity} {self.defaults.get('item') or ''}"

    def _version(self) -> int:
        return self.record.version if self.record else 0

    def _changed(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()
        self._pause.start()
        self.typed.emit()

    def _forget(self) -> None:
        """It is in the register now; what is still being typed is kept again."""
        if self._keeper is not None:
            self._keeper.forget(self.entity, self.record.id if self.record else 0, self._code())
            if any(one.touched for one in self.editors.values()):
                self._keeper.touched()

    def values(self) -> dict[str, Value]:
        """What is typed and may be saved: readable, admitted fields that differ from the record."""
        found = {}
        for name, one in self.editors.items():
            if one.touched and not one.reason and one.check(whole=self.record is not None):
                value = one.value()
                if self.record is None or value != self.record[name]:
                    found[name] = value
        return found

    def complete(self) -> bool:
        """Whether a new record has all it needs."""
        try:
            told = {**self.defaults, **{name: one.value() for name, one in self.editors.items()}}
        except Refused:
            return False
        needed = (f.name for f in self.kind.fields.values() if f.required and f.name not in GIVEN)
        defaults = self.kind.defaults()
        return all(told.get(name, defaults[name]) not in (None, "", ()) for name in needed)

    def flush(self) -> None:
        """Save now what can be saved."""
        self._pause.stop()
        if self._sent is not None:
            return  # the answer on its way looks again
        values = self.values()
        if not values or (self.record is None and not self.complete()):
            return
        self._sent = _Sent(self.record.id if self.record else 0, {name: self.editors[name].raw() for name in values})
        record, fresh = self.record, {**self.defaults, **values}
        if record is None:
            self.desk.act(lambda store: self.create(store, fresh), "", self._saved, self._failed)
        else:
            self.desk.act(lambda store: self.write(store, record, values), "", self._saved, self._failed)

    def create(self, store: Store, values: Values) -> Changes:
        """Write a new record; runs off the GUI thread. A part with a use-case of its own overrides it."""
        made = NEW.get(self.entity)
        return made(store, values) if made else register.create(store, self.entity, values)

    def write(self, store: Store, record: Snapshot, values: Values) -> Changes:
        """Write what changed of a record; runs off the GUI thread."""
        return register.edit(store, self.entity, record.id, record.version, values)

    def _saved(self, changes: Changes) -> None:
        sent = self._sent
        if sent is None:
            return  # another record is shown by now
        fresh = next((one for one in changes.of(self.entity) if one and sent.id in (0, one.id)), None)
        new = self.record is None
        if fresh is not None:
            self._forget()
            self.show(fresh, self.defaults)
        self._sent = None
        if new and fresh is not None:
            self.made.emit(fresh.code)
        if self.values():
            self._pause.start()

    def _failed(self, error: AppError) -> None:
        sent, self._sent = self._sent, None
        if isinstance(error, Stale) and self._merged(error, sent):
            return
        place = self._place(error, sent)
        if place is not None:
            place.show_problem("; ".join(problem.why for problem in error.problems) or str(error))
            return
        self.desk.told(error, *self._ways_out(error))

    def _ways_out(self, error: AppError) -> tuple[Action, ...]:
        """Two people wrote the same field: which text stays is a person's choice."""
        theirs = getattr(error, "theirs", None)
        if not isinstance(theirs, Snapshot):
            return ()

        def keep_mine() -> None:
            self.record = theirs
            self.flush()

        def take_theirs() -> None:
            for one in self.editors.values():
                one.settle(one.given)
                one.set_value(theirs[one.spec.name])
            self.record = theirs

        return (tr(N_("Tieni la mia versione")), keep_mine), (tr(N_("Prendi la loro")), take_theirs)

    def _merged(self, error: Stale, sent: _Sent | None) -> bool:
        """Another desk wrote other fields of the same record: take theirs and save mine again."""
        theirs = getattr(error, "theirs", None)
        if not isinstance(theirs, Snapshot) or sent is None or self.record is None or theirs.id != self.record.id:
            return False
        if any(theirs[name] != self.record[name] for name in sent.raws):
            return False
        self.show(theirs, self.defaults)
        self.flush()
        return True

    def _place(self, error: AppError, sent: _Sent | None) -> Editor | None:
        names: Iterable[str] = sent.raws if sent else ()
        return next((self.editors[name] for name in names), None) if isinstance(error, Refused) else None
