"""What every screen is given: the open register and the program around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any

from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entity import Changes
from app.domain.fields import Names
from app.domain.permissions import Person
from app.domain.query import Query
from app.ui.colleagues import Colleagues
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.usecases import register

Store = Any
"""The open register: screens hand it to use-cases and never look inside (the window may not import `app.store`)."""


def _nobody(*_: object) -> None:
    """Until the window is there, nobody listens."""


@dataclass
class Desk:
    """One person at one register.

    `open(entity, code)` shows a record wherever its screen is; `done(changes, sentence)` is what a screen calls
    after it wrote: every screen is refreshed and the bar says the sentence with *Annulla*.
    """

    store: Store
    person: Person
    names: Names
    runner: Runner
    messages: Messages
    place: str = ""  # the register in words: "Registro su questo computer"
    identity: str = ""  # what tells it from every other register, for drafts and layout
    shared: bool = False
    online: bool = True
    colleagues: Colleagues = field(default_factory=Colleagues)
    open: Callable[[str, str], Any] = field(default=_nobody)
    done: Callable[[Changes, str], Any] = field(default=_nobody)
    draft_changed: Callable[[bool], Any] = field(default=_nobody)  # the • of the title bar
    # What a part of the program that may not be there offers; a button without its deed is not shown.
    new: Callable[[str], Any] | None = None  # (entity): an empty form
    convene: Callable[[str, str], Any] | None = None  # (entity, code): "Porta in seduta"
    show_list: Callable[[Query], Any] | None = None  # a list, in the screen of its kind of record
    export: Callable[[Query, tuple[str, ...]], Any] | None = None
    put_back: Callable[[], Any] | None = None  # restore a copy: the register is closed, replaced and opened again
    open_other: Callable[[], Any] | None = None  # the ways to begin, again: another register instead of this one
    reopen: Callable[[], Any] | None = None  # the same register in a new window: another language, another layout
    bring_in: Callable[..., Any] | None = None  # (entity, file or nothing): the import


def desk_for(store: Store, runner: Runner, messages: Messages) -> Desk:
    """The Desk of the person who opened a register."""
    shared = store.kind == "postgresql"
    place = tr(N_("Registro condiviso")) if shared else tr(N_("Registro su questo computer"))
    return Desk(store, store.who, register.names(store), runner, messages, place, store.place.identity, shared)
