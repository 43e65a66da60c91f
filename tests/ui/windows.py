"""The real window at a real register with the example committee in it, everything done on the spot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from app.ui.keeping import Forgetful, Keeping
from app.ui.screens.record import RecordScreen, RecordView
from app.ui.screens.register import RegisterScreen
from app.ui.theme import theme
from app.ui.window import Window
from tests.ui.desks import Heard, desk_at


def settle() -> None:
    """Let everything that is due happen (zero timers, deferred deletions)."""
    for _ in range(8):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def window_at(folder: Path, page: str = "register", keeping: Keeping | None = None) -> tuple[Window, Heard]:
    """A window on a page; what it says is collected."""
    theme().start("light")
    desk, heard = desk_at(folder)
    window = Window(desk, keeping or Keeping(Forgetful()))
    window.resize(1366, 768)
    window.start(page, listen=False)
    window.show()
    settle()
    return window, heard


def close(window: Window) -> None:
    """Close it and its register."""
    window.close()
    window.deleteLater()
    settle()
    window.desk.store.close()


def the_register(window: Window) -> RegisterScreen:
    """The register, in front."""
    window.go("register")
    settle()
    screen = window.screen_named("register")
    assert isinstance(screen, RegisterScreen)
    return screen


def the_record(window: Window) -> RecordView:
    """The page of a record, which must be in front."""
    settle()
    screen = window.screen_named("record")
    assert isinstance(screen, RecordScreen)
    assert window.front is screen
    assert screen.view is not None
    return screen.view
