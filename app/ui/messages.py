"""One door for what the program has to say: a bar in the window, never a box in the way.

What is said before there is a window waits for it. Everything is also announced to screen readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from PySide6 import QtGui
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app.core.errors import AppError, Forbidden, Stale, Unreachable
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.ui.icons import icon
from app.ui.kit.plain import plain
from app.ui.theme import theme

_ICONS = {"info": "info", "success": "check-circle", "warning": "warning", "danger": "warning-circle"}
_STAYS_MS = 8000

Action = tuple[str, Callable[[], object]]
"""A button beside a message: its word, already translated, and what it does."""


@dataclass(frozen=True)
class Message:
    """Something said: `kind` is info, success, warning or danger; `details` can be copied."""

    text: str
    kind: str = "info"
    actions: tuple[Action, ...] = ()
    details: str = ""
    stays: bool = field(default=False)


class Messages(QObject):
    """Where everybody speaks. `said` reaches the bar; until somebody listens, messages wait."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Message] = []
        self._open = False

    def say(self, text: str, kind: str = "info", *actions: Action, details: str = "", stays: bool = False) -> None:
        """Say a translated sentence; `stays` keeps it until it is closed."""
        message = Message(text, kind, actions, details, stays or kind == "danger")
        if self._open:
            self.said.emit(message)
        else:
            self._waiting.append(message)

    def done(self, text: str, *actions: Action) -> None:
        """Say that something went well."""
        self.say(text, "success", *actions)

    def error(self, error: AppError, *actions: Action) -> None:
        """Say what the world refused, and what to do."""
        hint = {
            Forbidden: tr(N_("Niente è cambiato.")),
            Stale: tr(N_("Se avete scritto qualcosa è ancora qui: confrontate e salvate di nuovo.")),
            Unreachable: tr(N_("Se avete scritto qualcosa è ancora qui.")),
        }.get(type(error), "")
        kind = "danger" if isinstance(error, Unreachable) else "warning"
        self.say(f"{error} {hint}".strip(), kind, *actions, details=repr(error), stays=True)

    def open(self) -> None:
        """A window listens from here on: say what was waiting."""
        self._open = True
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self.said.emit(message)


class MessageBar(QFrame):
    """The strip above the page: an icon, a sentence, its actions, a way to close it."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Messaggi")))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(0.9), theme().px(0.35), theme().px(0.5), theme().px(0.35))
        self._picture, self._text = plain("", self), plain("", self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(tr(N_("Chiudi il messaggio")))
        self._close.setToolTip(tr(N_("Chiudi il messaggio (Esc)")))
        self._close.clicked.connect(self.hide)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        row.addWidget(self._close)
        self._row = row
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        messages.said.connect(self.show_message)

    def show_message(self, message: Message) -> None:
        """Show and announce a message; the one before gives way."""
        self._set_kind(message.kind)
        self._text.setText(message.text)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        actions = list(message.actions)
        if message.details:
            details = message.details
            actions.append((tr(N_("Copia dettagli")), lambda: QGuiApplication.clipboard().setText(details)))
        self._buttons = [self._button(label, deed, at) for at, (label, deed) in enumerate(actions)]
        self.show()
        announce(self, message.text, urgent=message.kind in ("danger", "warning"))
        self._timer.stop()
        if not message.stays:
            self._timer.start(_STAYS_MS)

    def _set_kind(self, kind: str) -> None:
        self.setProperty("role", kind)
        colour = "accent" if kind == "info" else kind
        side = theme().px(1.3)
        self._picture.setPixmap(icon(_ICONS[kind], colour).pixmap(side, side))
        self.style().unpolish(self)
        self.style().polish(self)

    def _button(self, label: str, deed: Callable[[], object], at: int) -> QPushButton:
        button = QPushButton(label, self)
        button.setProperty("role", "link")
        button.clicked.connect(self.hide)
        button.clicked.connect(lambda _=False: deed())
        self._row.insertWidget(2 + at, button)
        return button


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say it."""
    if not QtGui.QAccessible.isActive():
        return
    event = QtGui.QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QtGui.QAccessible.AnnouncementPoliteness.Assertive)
    QtGui.QAccessible.updateAccessibility(event)
