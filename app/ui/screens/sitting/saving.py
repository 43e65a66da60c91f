"""Saves on their way to the register, each tied to the record it was sent for.

One record has one save on its way at a time. Its answer goes to whoever shows that record by then. When nobody does,
what was typed meanwhile is sent after it; what was refused stays in the journal, where its record finds it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from app.core.errors import AppError, Stale
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot, Values
from app.domain.fields import Value
from app.ui.desk import Store
from app.ui.screens.sitting import new
from app.ui.screens.sitting.new import WHOLE

if TYPE_CHECKING:
    from app.ui.screens.sitting.hands import Hands

Texts = Mapping[str, tuple[str, Value]]
"""By field: what is typed, and the value it says."""


@dataclass(frozen=True)
class Place:
    """Which record something is typed in; one still to be made (`id` 0) is known by the item it is `under`."""

    entity: str
    id: int
    under: str = ""


def place_of(entity: str, record: Snapshot | None, under: str) -> Place:
    """The place of a record; a vote is its item's vote, whoever made it."""
    return Place(entity, 0, under) if record is None or entity in WHOLE else Place(entity, record.id)


def draft_key(entity: str, record: Snapshot | None, under: str) -> tuple[str, int, str]:
    """Where the journal keeps what is typed: (entity, id, code)."""
    return (entity, record.id, record.code) if record else (entity, 0, f"{entity} {under}")


@dataclass
class Sent:
    """A save on its way: the record as it was when it left (None: to be made), and what was typed in it.

    Once the person has gone to another record, `rest` is what was typed since, and `left` the record as it was shown.
    """

    entity: str
    record: Snapshot | None
    under: str
    defaults: Values
    typed: Texts
    rest: Texts = field(default_factory=dict)
    left: Snapshot | None = None
    broken: bool = False  # by a bug: nobody will answer

    @property
    def place(self) -> Place:
        """What it was sent for."""
        return place_of(self.entity, self.record, self.under)

    def deed(self, store: Store) -> Changes:
        """Write it. Runs off the GUI thread."""
        values = {name: value for name, (_, value) in self.typed.items()}
        try:
            if self.record is None:
                return new.create(store, self.entity, {**self.defaults, **values})
            return new.write(store, self.record, values)
        except AppError:
            raise
        except Exception:
            self.broken = True
            raise

    def made(self, changes: Changes) -> Snapshot:
        """The record as it is after the save; as it was, when nothing had to be written."""
        known = self.record
        fresh = (one for one in changes.of(self.entity) if one and (known is None or one.id == known.id))
        return next(fresh, known) or next(fresh)


class Shower(Protocol):
    """Who shows a record."""

    def saved(self, sent: Sent, fresh: Snapshot) -> None:
        """What was sent is in the register."""

    def refused(self, sent: Sent, error: AppError) -> None:
        """It is not."""


class Saves(QObject):
    """The saves on their way from one screen."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._hands = hands
        self._out: dict[Place, Sent] = {}
        self._shown: dict[Place, Shower] = {}
        self._waiting: dict[Place, list[Callable[[], object]]] = {}

    # ------------------------------------------------------------ who shows what

    def show(self, place: Place, shower: Shower) -> None:
        """From here on answers about a record go to `shower`."""
        self._shown[place] = shower

    def hide(self, place: Place, shower: Shower) -> None:
        """`shower` shows it no more."""
        if self._shown.get(place) is shower:
            del self._shown[place]

    # ------------------------------------------------------------ going out

    def out(self, place: Place) -> Sent | None:
        """The save of a record that is on its way."""
        sent = self._out.get(place)
        return sent if sent is not None and not sent.broken else None

    def begun(self, entity: str, under: str) -> bool:
        """Whether a new record was begun under an item and left, and is neither saved nor on its way."""
        draft = self._hands.journal.find(*draft_key(entity, None, under))
        return draft is not None and self.out(place_of(entity, None, under)) is None

    def after(self, place: Place, run: Callable[[], object]) -> None:
        """Do something once a record's save is answered; now, when none is on its way."""
        if self.out(place) is None:
            run()
        else:
            self._waiting.setdefault(place, []).append(run)

    def send(self, sent: Sent) -> None:
        """Save."""
        self._out[sent.place] = sent
        self._hands.act(sent.deed, "", partial(self._saved, sent), partial(self._refused, sent))

    # ------------------------------------------------------------ coming back

    def _saved(self, sent: Sent, changes: Changes) -> None:
        fresh = sent.made(changes)
        shower = self._back(sent)
        if shower is not None:
            shower.saved(sent, fresh)
        else:
            self._forget(sent, fresh)
            if sent.rest:
                self.send(Sent(sent.entity, fresh, sent.under, sent.defaults, sent.rest, left=fresh))
        self._go_on(sent.place)

    def _refused(self, sent: Sent, error: AppError) -> None:
        shower = self._back(sent)
        if shower is not None:
            shower.refused(sent, error)
        elif (theirs := beside(sent, error)) is not None:
            self.send(replace(sent, record=theirs))
        else:
            words = tr(N_("{what}: {why} Quanto avevate scritto è conservato e torna quando riaprite il punto."))
            what = " ".join([tr(ENTITIES[sent.entity].label), *([sent.record.code] if sent.record else ())])
            self._hands.warn(words.format(what=what, why=error))
        self._go_on(sent.place)

    def _back(self, sent: Sent) -> Shower | None:
        del self._out[sent.place]
        return self._shown.get(sent.place)

    def _go_on(self, place: Place) -> None:
        if self.out(place) is None:
            for run in self._waiting.pop(place, []):
                run()

    def _forget(self, sent: Sent, fresh: Snapshot) -> None:
        """What was saved is no draft any more; what was typed besides stays one, of the record as it is now."""
        key, journal = draft_key(sent.entity, sent.record, sent.under), self._hands.journal
        draft = journal.find(*key)
        if draft is None:
            return
        saved = {name: text for name, (text, _) in sent.typed.items()}
        left = {name: text for name, text in draft.typed.items() if saved.get(name) != text}
        journal.drop(*key)
        seen = sent.left or sent.record
        moved = draft.version != (seen.version if seen else 0)
        journal.keep(*draft_key(sent.entity, fresh, sent.under), 0 if moved else fresh.version, left)


def beside(sent: Sent, error: AppError) -> Snapshot | None:
    """The record as another desk left it, when it wrote other fields than those sent: both texts may stand."""
    theirs = error.theirs if isinstance(error, Stale) else None
    before = sent.record
    if not isinstance(theirs, Snapshot) or before is None or theirs.id != before.id or sent.entity in WHOLE:
        return None
    return theirs if all(theirs[name] == before[name] for name in sent.typed) else None
