"""Editors of one record that save themselves: a moment after the last key, and when the person leaves them.

`show` is the one door. Another record: what is typed in the one before is sent and kept, then the new one is shown.
The same record: `_meet` compares it field by field with what was shown last,

    nobody typed here          → it shows what the register says
    typed, the register still  → what is typed stays, and is saved over the newer record
    typed, and it is our save  → it is settled; what was typed since stays typed
    typed, another wrote here  → disputed: nothing of it is saved until the person answers the question

and so it does with every answer: a save that went well, a save that came too late. What is typed is in the journal
until the register has it; a draft found there comes back by itself only when its record has not moved since.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import AppError, Problem, Refused, Stale
from app.core.i18n import tr
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot, Values
from app.domain.fields import Value
from app.ui.drafts import Keeper
from app.ui.kit.editor import Editor
from app.ui.kit.editors import editor_for
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.new import GIVEN, WHOLE
from app.ui.screens.sitting.question import DISCARD, DRAFT, KEEP_MINE, RESTORE, TAKE_THEIRS, THEIRS, Question
from app.ui.screens.sitting.saving import Place, Sent, Texts, draft_key, place_of

PAUSE_MS = 1200
"""How long after the last key what is typed goes to the register."""


class Bound(QObject):
    """The editors of one record of `entity`. `show(None, defaults)` starts a new one, made when it is complete.

    The owner finds a place for `question`.

    Signals:
        made(str): a new record was written; its code.
        typed(): something was typed.
    """

    made = Signal(str)
    typed = Signal()

    def __init__(self, entity: str, hands: Hands, parent: QWidget) -> None:
        super().__init__(parent)
        self.entity, self.kind, self.hands = entity, ENTITIES[entity], hands
        self.editors: dict[str, Editor] = {}
        self.record: Snapshot | None = None
        self.defaults: Values = {}
        self.place: Place | None = None  # None: nothing was shown yet
        self.disputed: frozenset[str] = frozenset()
        self.aside: dict[str, str] = {}  # of the draft found here, what is not on the screen
        self._under = self._locked = ""
        self.question = Question(parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._keeper = Keeper(hands.journal, self._describe, self)

    def editor(self, name: str, parent: QWidget) -> Editor:
        """Make and bind the editor of a field."""
        one = editor_for(self.kind.fields[name], self.hands.around, parent)
        one.changed.connect(self._changed)
        one.left.connect(self.flush)
        self.editors[name] = one
        return one

    @property
    def dirty(self) -> bool:
        """Whether something is typed that the register does not have."""
        return any(one.touched for one in self.editors.values())

    # ------------------------------------------------------------ showing

    def show(
        self, record: Snapshot | None, defaults: Values | None = None, *, under: str = "", locked: str = ""
    ) -> None:
        """Show a record, or a new one `under` an item. `locked` says why nothing may be written; empty: one may."""
        given = dict(defaults or {})
        under = under or str((record.values if record else given).get("item") or "")
        place, freed = place_of(self.entity, record, under), bool(self._locked) and not locked
        turned = place != self.place or (record is None and self.record is not None)
        if turned:
            self.leave()
            self._turn(place, record and self.hands.newest(record), given, under)
        elif record is None and not self.dirty:
            self.defaults = given
            self._fill(self.editors)
        self._locked = locked
        for one in self.editors.values():
            one.set_read_only(locked)
        if turned or freed:
            self._bring_back()
        if record is not None:
            self._meet(self.hands.newest(record))
        self._ask()

    def _turn(self, place: Place, record: Snapshot | None, defaults: Values, under: str) -> None:
        """To another record; to one whose save is still on its way, as it was left."""
        out = self.hands.saves.out(place)
        self.record = (out and out.left) or record
        self.place, self.defaults, self._under = place, defaults, under
        self.disputed, self.aside = frozenset(), {}
        for name, one in self.editors.items():
            one.set_value(self._value(name))
        for name, (text, _) in {**out.typed, **out.rest}.items() if out else ():
            self.editors[name].set_raw(text)
        self.hands.saves.show(place, self)

    def leave(self) -> None:
        """What is typed is on its way to the register, and in the journal until it is there."""
        if self.place is None:
            return
        self.flush()
        sent = self.hands.saves.out(self.place)
        if sent is not None:
            sent.rest, sent.left = self.texts(), self.record
        if self.dirty or self._keeper.timer.isActive():
            self.keep()
        self.hands.saves.hide(self.place, self)
        self.place = None

    def _value(self, name: str) -> Value:
        """What a field holds when nobody types."""
        empty: Value = () if self.editors[name].spec.plural else None
        return self.record[name] if self.record else self.defaults.get(name, empty)

    def _fill(self, names: Collection[str]) -> None:
        """Show what the register says; a field that shows it already is left alone, and its cursor too."""
        for name in names:
            one, value = self.editors[name], self._value(name)
            if one.touched and self._says(name, value):
                one.settle(value)
            elif one.touched or one.given != value:
                one.set_value(value)

    # ------------------------------------------------------------ meeting the register

    def _meet(self, fresh: Snapshot, answered: Sent | None = None) -> None:
        """The same record as the register has it now; `answered` is the save of ours that this is the answer to."""
        assert self.place is not None
        if self.record is not None and fresh.version < self.record.version:
            fresh, answered = self.record, None  # an answer that was overtaken
        sent = answered or self.hands.saves.out(self.place)
        going = sent.typed if sent else {}
        ours = {name for name, (_, value) in going.items() if answered is not None or fresh[name] == value}
        others = self.editors.keys() - ours
        moved = {name for name in others if fresh[name] != self._value(name)}
        typed = {name for name in others if self.editors[name].touched}
        disputed = {name for name in moved & typed if not self._says(name, fresh[name])} | self.disputed & typed
        if self.entity in WHOLE and typed and (moved or self.disputed):
            disputed = set(self.editors)
        news, self.disputed = disputed - self.disputed, frozenset(disputed)
        self._become(fresh)
        for name in ours:
            self.editors[name].settle(fresh[name], going[name][0])
        self._fill(others - disputed - (typed - moved))
        self._ask()
        if news:
            self.hands.warn(self.question.words.text())

    def _become(self, fresh: Snapshot) -> None:
        """From here on what is typed is typed over `fresh`; a new record has come into being."""
        assert self.place is not None
        if self.record is None:
            self.hands.journal.drop(*self._key())
            self.hands.saves.hide(self.place, self)
            self.place = place_of(self.entity, fresh, self._under)
            self.hands.saves.show(self.place, self)
            self._keeper.touched()
        self.record = fresh

    def _says(self, name: str, value: Value) -> bool:
        """Whether what is typed in a field is this very value."""
        try:
            return bool(self.editors[name].value() == value)
        except Refused:
            return False

    # ------------------------------------------------------------ what a person chooses

    def _ask(self) -> None:
        """Ask what is to be asked; nothing, mostly."""
        offered = [name for name in self.aside if name in self.editors]
        fields, names = self.kind.fields, self.hands.around.names
        if self.disputed:
            texts = [(tr(fields[n].label), fields[n].show(self._value(n), names)) for n in self.editors
                     if n in self.disputed and not self._says(n, self._value(n))]  # fmt: skip
            self.question.ask(THEIRS, texts, (KEEP_MINE, self.keep_mine), (TAKE_THEIRS, self.take_theirs), "warning")
        elif offered and not self._locked:
            texts = [(tr(fields[name].label), self.aside[name]) for name in offered]
            self.question.ask(DRAFT, texts, (RESTORE, self._restore), (DISCARD, self._discard), "info")
        else:
            self.question.hide()

    def keep_mine(self) -> None:
        """What is typed goes over what the other desk wrote."""
        mine = {name: self.editors[name].raw() for name in self.disputed}
        self.disputed = frozenset()
        self._fill(mine)
        for name, text in mine.items():
            self.editors[name].set_raw(text)
        self._ask()
        self.flush()

    def take_theirs(self) -> None:
        """What the other desk wrote stays; what is typed in the same fields is given up."""
        theirs, self.disputed = self.disputed, frozenset()
        self._fill(theirs)
        self.keep()
        self._ask()

    def _restore(self) -> None:
        for name in [name for name in self.aside if name in self.editors]:
            self.editors[name].set_raw(self.aside.pop(name))
        self.keep()
        self._ask()

    def _discard(self) -> None:
        self.aside = {name: text for name, text in self.aside.items() if name not in self.editors}
        self.keep()
        self._ask()

    # ------------------------------------------------------------ the journal

    def _key(self) -> tuple[str, int, str]:
        return draft_key(self.entity, self.record, self._under)

    def _describe(self) -> tuple[str, int, str, int, Mapping[str, str]] | None:
        """What the journal keeps; version 0 of what must be chosen on: it never comes back unasked."""
        if self.place is None:
            return None
        typed = {name: one.raw() for name, one in self.editors.items() if one.touched}
        asked = self.record is None or self.disputed or self.aside
        return *self._key(), 0 if asked else self._version(), {**self.aside, **typed}

    def _version(self) -> int:
        return self.record.version if self.record else 0

    def keep(self) -> None:
        """Write what is typed into the journal now; what was given up is forgotten there."""
        self._keeper.keep_now()

    def give_up(self) -> None:
        """What is typed is not wanted any more."""
        self._pause.stop()
        self.disputed, self.aside = frozenset(), {}
        self._fill(self.editors)
        self.keep()
        self._ask()

    def _bring_back(self) -> None:
        """What had been typed here and never reached the register: on the screen again, or offered when that moved."""
        draft = self.hands.journal.find(*self._key())
        if draft is None:
            return
        here = {name: one.raw() for name, one in self.editors.items()}
        newer = {name for name, one in self.editors.items() if one.touched}
        typed = {name: text for name, text in draft.typed.items() if name not in newer and here.get(name) != text}
        if not typed and not newer:
            self.hands.journal.drop(*self._key())  # it had reached the register
            return
        alone = draft.version == self._version() and not self._locked
        back = {name: text for name, text in typed.items() if alone and name in self.editors}
        self.aside = {name: text for name, text in typed.items() if name not in back}
        for name, text in back.items():
            self.editors[name].set_raw(text)

    # ------------------------------------------------------------ saving

    def _changed(self) -> None:
        self._keeper.touched()
        self._pause.start()
        self.typed.emit()

    def texts(self) -> Texts:
        """What may be saved: readable, admitted, undisputed fields that are not what the register has or is getting."""
        out = self.hands.saves.out(self.place) if self.place else None
        going = out.typed if out else {}
        found = {}
        for name, one in self.editors.items():
            typed = one.raw() != going[name][0] if name in going else one.touched
            if name in self.disputed or one.reason or not typed or not one.check(whole=self.record is not None):
                continue
            value = one.value()
            if name in going or self.record is None or value != self.record[name]:
                found[name] = (one.raw(), value)
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
        """Save now what can be saved; while a save is on its way, its answer looks again."""
        self._pause.stop()
        if self.place is None or self.hands.saves.out(self.place) is not None:
            return
        texts = self.texts()
        if texts and (self.record is not None or self.complete()):
            self.hands.saves.send(Sent(self.entity, self.record, self._under, self.defaults, texts))

    def saved(self, sent: Sent, fresh: Snapshot) -> None:
        """What was sent is in the register; what was typed since goes after it."""
        made = self.record is None
        self._meet(fresh, sent)
        self.keep()
        if made:
            self.made.emit(fresh.code)
        if self.dirty:
            self._pause.start()

    def refused(self, sent: Sent, error: AppError) -> None:
        """Another desk was first, or a rule says no: nothing typed moves."""
        theirs = error.theirs if isinstance(error, Stale) else None
        if isinstance(theirs, Snapshot) and place_of(theirs.entity, theirs, self._under) == self.place:
            self._meet(theirs)
            self.flush()
            return
        self.keep()
        problems = error.problems or (Problem(str(error)),)
        seen = {self._show_problem(one, sent) for one in problems} if isinstance(error, Refused) else {False}
        if False in seen:
            self.hands.told(error)

    def _show_problem(self, problem: Problem, sent: Sent) -> bool:
        """Beside its field, or else the first one sent. Answers whether it can be seen there."""
        named = (one for one in self.editors.values() if problem.field in (one.spec.name, tr(one.spec.label)))
        editor = next(named, None) or self.editors[next(iter(sent.typed))]
        before = f"{editor.problem}; " if editor.problem and problem.why not in editor.problem else ""
        editor.show_problem(before + problem.why)
        return editor.isVisibleTo(editor.window())
