"""Things a person can trigger, each declared once.

Menus, buttons, the Ctrl+K palette, the F1 sheet and the manual page are renderings of the list. Whether a command
is enabled depends on a small Context, never on widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.permissions import Can, Person
from app.ui.icons import icon
from app.ui.kit.plain import tip


class Place(StrEnum):
    """Where a command belongs; the value is the menu's title (a msgid)."""

    FILE = N_("Registro")
    EDIT = N_("Modifica")
    FIND = N_("Cerca")
    GO = N_("Vai")
    VIEW = N_("Vista")
    RECORD = N_("Scheda")
    MEETING = N_("Seduta")
    HELP = N_("Aiuto")


@dataclass(frozen=True)
class Context:
    """What commands need to know of the moment."""

    person: Person | None = None
    screen: str = ""
    selected: int = 0
    online: bool = True
    meeting_open: bool = False
    can_new: bool = False  # whether the screen in front can start a new record

    def may(self, can: Can | None) -> bool:
        """Whether the person at the keyboard has a permission."""
        return can is None or (self.person is not None and self.person.may(can))


def always(context: Context) -> bool:
    """Enabled whatever happens."""
    return True


def with_selection(context: Context) -> bool:
    """Enabled when something is selected."""
    return context.selected > 0


def online(context: Context) -> bool:
    """Enabled while the register can be reached."""
    return context.online


@dataclass(frozen=True)
class Command:
    """`title` and `hint` are msgids; `keys` are portable texts ("Ctrl+K"), the first one is shown.

    `window`: the shortcut works anywhere in the window; otherwise only where the command's widget has the focus.
    """

    id: str
    title: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    place: Place = Place.VIEW
    needs: Can | None = None
    enabled: Callable[[Context], bool] = field(default=always)
    hint: str = ""
    window: bool = True
    listed: bool = True  # in menus and palette; nine "go to section n" would only be noise there

    @property
    def keys_text(self) -> str:
        """The first shortcut as this system writes it, in the language of the program."""
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if self.keys else ""

    def possible(self, context: Context) -> bool:
        """Whether it can be triggered now, by this person."""
        return context.may(self.needs) and self.enabled(context)


class Commands(QObject):
    """The list, and the QActions that render it on one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._all: dict[str, tuple[Command, QAction]] = {}
        self.context = Context()

    def add(self, *commands: Command, on: QWidget | None = None) -> None:
        """Declare commands; `on` is the widget whose focus matters for those that are not window-wide."""
        for command in commands:
            if command.id in self._all:
                raise ValueError(f"two commands are called {command.id}")
            action = QAction(tr(command.title), self)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            anywhere = Qt.ShortcutContext.WindowShortcut
            action.setShortcutContext(anywhere if command.window else Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if command.icon:
                action.setIcon(icon(command.icon))
            hint = tr(command.hint) or tr(command.title)
            action.setToolTip(tip(f"{hint} ({command.keys_text})" if command.keys else hint))
            action.triggered.connect(lambda _=False, one=command: one.run())
            (on or self._window).addAction(action)
            self._all[command.id] = (command, action)
        self.refresh(self.context)

    def refresh(self, context: Context) -> None:
        """Grey what cannot be done now."""
        self.context = context
        for command, action in self._all.values():
            action.setEnabled(command.possible(context))

    def action(self, id_: str) -> QAction:
        """The QAction of a command, for a button or a menu."""
        return self._all[id_][1]

    def command(self, id_: str) -> Command:
        """A command by its id."""
        return self._all[id_][0]

    def all(self) -> list[Command]:
        """Every command, in the order of the places."""
        order = list(Place)
        return sorted((command for command, _ in self._all.values()), key=lambda one: order.index(one.place))

    def fill(self, menu: QMenu, ids: Iterable[str]) -> None:
        """Put commands into a menu; an empty id is a separator."""
        for id_ in ids:
            if id_:
                menu.addAction(self.action(id_))
            else:
                menu.addSeparator()

    def menu(self, parent: QWidget) -> QMenu:
        """The main menu: one submenu per place."""
        menu = QMenu(parent)
        for place in Place:
            listed = [one for one in self.all() if one.place is place and one.listed]
            if listed:
                part = menu.addMenu(tr(place.value))
                self.fill(part, (one.id for one in listed))
        return menu
