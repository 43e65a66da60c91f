"""The program's window, from nothing to the first paint and on."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.core import clock, paths
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.ui import words
from app.ui.desk import Store, desk_for
from app.ui.icons import icon
from app.ui.keeping import Keeping
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import opening


def application() -> QApplication:
    """The QApplication, named so that the desktop knows it."""
    app = QApplication(["cabina"])
    app.setApplicationName("cabina-di-regia")
    app.setApplicationDisplayName(tr(N_("Cabina di regia")))
    app.setDesktopFileName("cabina-di-regia")
    return app


def open_window(register: str | None) -> int:
    """Open a register (the one on this computer, when none is named) in a window; until it is closed.

    Raises:
        Refused, Unreachable: the register cannot be opened; nothing was changed.
    """
    app = application()
    keeping = Keeping()
    theme().start(*keeping.look())
    words.install(app)
    place = register or str(paths.default_register())
    store = opening.open_register(place, create=register is None)
    try:
        return _run(app, store, keeping)
    finally:
        store.close()


def _run(app: QApplication, store: Store, keeping: Keeping) -> int:
    messages, runner = Messages(), Runner()
    sys.excepthook = _Bugs(messages)
    window = Window(desk_for(store, runner, messages), keeping)
    app.setWindowIcon(icon("squares-four", "accent"))
    window.show()
    QTimer.singleShot(0, window, window.start)
    try:
        return app.exec()
    finally:
        runner.close()


class _Bugs:
    """What nobody foresaw: kept in the log, told in the window with something to copy."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        details = "".join(traceback.format_exception(kind, error, trace))
        if isinstance(error, AppError):
            self._messages.error(error)
            return
        self._messages.say(
            tr(N_("Qualcosa non ha funzionato ({when}). Quello che era salvato è al sicuro; "
                  "copiate i dettagli e mandateli a chi vi assiste.")).format(when=clock.now().strftime("%H:%M")),
            "danger",
            (tr(N_("Copia dettagli")), lambda: QGuiApplication.clipboard().setText(details)),
        )  # fmt: skip
