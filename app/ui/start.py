"""The program's window, from nothing to the first paint and on."""

from __future__ import annotations

import gc
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.core import clock, i18n, paths
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.domain.query import Query
from app.ui import later, words
from app.ui.desk import Desk, Store, desk_for
from app.ui.icons import icon
from app.ui.keeping import Keeping
from app.ui.messages import Messages
from app.ui.recents import Recents, public
from app.ui.runner import Runner
from app.ui.theme import theme
from app.ui.window import Window
from app.usecases import lists, opening

_LAST = "register/last"
_FRAME_MS, _PATIENCE_MS = 20, 150
"""In how long a window is painted that asked to be; how long it waits for its rows, so as to be painted once."""
_SETTLED_MS = 2000


def application() -> QApplication:
    """The QApplication, named so that the desktop knows it."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["cabina"])
    app.setApplicationName("cabina-di-regia")
    app.setApplicationDisplayName(tr(N_("Cabina di regia")))
    app.setDesktopFileName("cabina-di-regia")
    return app


def open_window(register: str | None, language: str | None = None) -> int:
    """Open a register (the one on this computer, when none is named) in a window; until it is closed.

    `language` is for this time only; without it the window speaks the one chosen in it.

    Raises:
        Refused, Unreachable: the register cannot be opened; nothing was changed.
    """
    keeping = Keeping()
    program = ready(keeping, language)
    try:
        program.begin(register or _usual(keeping))
        return application().exec()
    finally:
        program.close()


def ready(keeping: Keeping, language: str | None = None) -> Program:
    """The program dressed as it is remembered, before any register is open."""
    speak(language or keeping.language())
    app = application()
    theme().start(*keeping.look())
    words.install(app)
    app.setWindowIcon(icon("squares-four", "accent"))
    program = Program(keeping)
    QTimer.singleShot(_SETTLED_MS, app, _collect_again)
    return program


def _collect_again() -> None:
    """What a start made is there to stay (`freeze`); from here on garbage is looked for among what comes after it."""
    gc.freeze()
    gc.enable()


def speak(language: str) -> None:
    """Use a language if this installation has it."""
    if language in i18n.available():
        i18n.use(i18n.load(language))


def _usual(keeping: Keeping) -> str | None:
    """The register opened last, or the one on this computer; None when there is neither yet.

    A shared register is not opened by itself: its password is asked each time.
    """
    last, own = keeping.get(_LAST), paths.default_register()
    places = [str(last)] if isinstance(last, str) and not opening.is_shared(last) else []
    return next((place for place in [*places, str(own)] if Path(place).exists()), None)


class Program:
    """One window at one register; the first time, the ways to begin."""

    def __init__(self, keeping: Keeping, runner: Runner | None = None) -> None:
        self._keeping, self._recents = keeping, Recents(keeping)
        self._messages, self._runner = Messages(), runner or Runner()
        self._store: Store | None = None
        self._welcome: QWidget | None = None
        self._pinned = False
        self.front: QWidget | None = None
        sys.excepthook = _Bugs(self._messages)

    def begin(self, place: str | None) -> None:
        """Open a register; without one, ask how to begin."""
        if place is not None:
            self.show(opening.open_register(place), place)
            return
        self.front = self.welcome()

    def welcome(self) -> QWidget:
        """The ways to begin, and the registers opened lately; the one that is open, if any, stays until another is."""
        if self._welcome is not None:
            self._welcome.close()
            self._welcome.deleteLater()
        again = isinstance(self.front, Window)
        welcome: QWidget = later.load(later.WELCOME)(self._runner, recents=self._recents, again=again)
        welcome.opened.connect(self.show)  # type: ignore[attr-defined]
        if again:
            welcome.setWindowModality(Qt.WindowModality.ApplicationModal)
        welcome.resize(theme().px(64), theme().px(42))
        welcome.show()
        self._welcome = welcome
        return welcome

    def open_other(self, place: str) -> None:
        """Open another register instead; when it cannot be, this one stays open."""
        self._runner.run(lambda _: opening.open_register(place), lambda store: self.show(store, place),
                         self._messages.error)  # fmt: skip

    def _live_in(self, store: Store) -> None:
        """An example has a day of its own, at every start; any other register has today."""
        rows = lists.snapshots(store, Query("setting"), 1)
        day = rows[0]["demo_today"] if rows else None
        if day or self._pinned:
            clock.pin(day)
            self._pinned = bool(day)

    def show(self, store: Store, place: str) -> None:
        """Put the window of an open register in front."""
        self._keeping.put(_LAST, public(place))  # an address given with its password is kept without
        self._recents.remember(place)
        self._live_in(store)
        before, old = self.front, self._store
        if isinstance(before, Window):
            before.rest()  # what it remembers is what the new one begins with
        desk = desk_for(store, self._runner, self._messages)
        desk.open_other = self.welcome
        desk.reopen = lambda: self._again(store, place)
        if not desk.shared:  # of a shared register only whoever runs the server may do this
            desk.put_back = lambda: self._put_back(desk, place)
        self._store = store
        window = Window(desk, self._keeping.of(desk.identity))
        self.front = window
        self._begin(window, first=before is None and self._welcome is None)
        if before is not None and before is not self._welcome:
            before.close()
            before.deleteLater()
        if self._welcome is not None:
            self._welcome.close()
            self._welcome.deleteLater()
            self._welcome = None
        if old is not None and old is not store:
            self._runner.run(lambda _: old.close())  # after what was asked of it

    def _begin(self, window: Window, *, first: bool) -> None:
        """The first page, whole when it is first seen; what stands beside its rows waits until they are painted.

        The `first` window waits a little for its rows, so as to be painted once; one that takes the place of another
        is there at once, or the program would end with the last window.
        """
        self._runner.hold()
        window.start(listen=False)
        patience = QTimer(window)
        patience.setSingleShot(True)
        patience.timeout.connect(window.show)
        patience.start(_PATIENCE_MS)
        if not first:
            window.show()
        self._runner.run(lambda _: None, lambda _: self._appear(window, patience), owner=window)  # behind the rows

    def _appear(self, window: Window, patience: QTimer) -> None:
        """The rows are there."""
        if patience.isActive():
            patience.stop()
            window.show()
        QTimer.singleShot(_FRAME_MS, window, lambda: self._go_on(window))

    def _go_on(self, window: Window) -> None:
        """The rows are painted: counts and facets, the other desks, what was typed the last time and not saved."""
        self._runner.release()
        window.live.start()
        later.load(later.DAYS)(window.desk, window)
        if window.desk.store.notice:
            window.desk.messages.say(window.desk.store.notice, "warning")
        if later.load(later.JOURNAL)(window.desk).all():  # without any, their dialog is not even imported
            later.load(later.DRAFTS)(window.desk, window)

    def _again(self, store: Store, place: str) -> None:
        """The same register in a new window, in the language now chosen."""
        speak(self._keeping.language())
        words.install(application())
        QTimer.singleShot(0, self._messages, lambda: self.show(store, place))  # not inside the menu that asked for it

    def _put_back(self, desk: Desk, place: str) -> None:
        """Ask for a copy; the window of before lasts until the copy is open."""
        dialog = later.load(later.PUT_BACK)(desk, place, self.front)
        dialog.opened.connect(lambda store: self.show(store, place))
        dialog.ask()

    def close(self) -> None:
        """Finish what runs and let the register go."""
        self._runner.close()
        if self._store is not None:
            self._store.close()


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
