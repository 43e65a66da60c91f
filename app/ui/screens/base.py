"""What a Screen is: a page of the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.entity import Changes
from app.domain.query import Query
from app.ui.commands import Command
from app.ui.desk import Desk


@dataclass(frozen=True)
class Summary:
    """What the status bar says of a screen, already in words: "12 di 86 progetti · budget 283.900,00 €"."""

    text: str = ""
    selection: str = ""


class Screen(QWidget):
    """A page. Subclasses build themselves in __init__ and read nothing before `enter`.

    Signals:
        summary(Summary): the status bar should say something else.
        context_changed(): what is selected has changed; commands look again.
    """

    summary = Signal(object)
    context_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("role", "page")

    def enter(self) -> None:
        """The screen comes to the front: show what is asked, read what is missing."""

    def leave(self) -> None:
        """The screen goes to the back."""

    def refresh(self) -> None:
        """F5: read everything again."""

    def apply(self, changes: Changes, who: str = "") -> None:
        """A deed touched records: replace those shown. `who` is empty when it was this desk."""

    def show_record(self, entity: str, code: str) -> bool:
        """Show a record; False when this screen has no place for it."""
        return False

    def show_filtered(self, query: Query) -> bool:
        """Show a list, narrowed; False when this screen does not list such records."""
        return False

    def commands(self) -> list[Command]:
        """The commands this screen adds to the window."""
        return []

    def selected(self) -> int:
        """How many records are selected."""
        return 0

    def new_record(self) -> None:
        """Ctrl+N, on screens that say `can_new`."""

    def can_new(self) -> bool:
        """Whether a new record can be begun here."""
        return False

    def next_hit(self, step: int) -> None:
        """F3 (+1) and Shift+F3 (-1)."""

    def search(self) -> None:
        """Ctrl+F."""

    def replace(self) -> None:
        """Ctrl+H: find and replace in the list that is shown, here or in the page within this one."""
        if (inside := self.within()) is not None:
            inside.replace()

    def within(self) -> Screen | None:
        """The page shown inside this one, when it is made of several."""
        return None

    def save(self) -> bool:
        """Ctrl+S: write what is half typed; False when this page has nothing that waits for it."""
        inside = self.within()
        return inside.save() if inside is not None else False

    def filters(self) -> None:
        """Ctrl+L: to what narrows the list."""

    def panes(self) -> tuple[QWidget, ...]:
        """The parts F6 walks through."""
        return (self,)

    def state(self) -> dict[str, Any]:
        """What makes the screen come back as it was (columns, filters, splitters): plain JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back as it was; anything unknown or broken is ignored."""

    def mark(self) -> Any:
        """Where one is (scroll, selection), for Alt+←."""
        return None

    def go_to(self, mark: Any) -> None:
        """Back where one was."""


@dataclass(frozen=True)
class Page:
    """An entry of the navigation.

    `screen` is where its Screen is ("app.ui.screens.register:RegisterScreen"): it is imported and built the first
    time it is asked for, so that the window is there before the libraries of pages nobody has opened.
    """

    name: str
    title: str
    icon: str
    screen: str
    group: str = ""
    entities: tuple[str, ...] = ()  # whose records it lists
    whole: tuple[str, ...] = ()  # records it shows whole, better than the page of any record would
    keys: str = ""  # its own shortcut; without one, Ctrl and its place among the first nine
    foot: bool = False  # at the bottom of the navigation
    hidden: bool = False  # reached from other pages only


MEETINGS, COMMUNITY = N_("SEDUTE"), N_("COMUNITÀ")
"""The groups of the navigation."""
