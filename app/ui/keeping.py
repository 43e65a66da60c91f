"""What the window remembers between two starts: geometry, look, and each screen's state. Plain JSON in QSettings."""

from __future__ import annotations

import json
from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.core import paths
from app.ui.theme import theme


class Settings(Protocol):
    """The part of QSettings that is used."""

    def value(self, key: str, /) -> Any:
        """A kept value, None when there is none."""

    def setValue(self, key: str, value: Any, /) -> None:
        """Keep a value."""

    def remove(self, key: str, /) -> None:
        """Forget a value."""

    def allKeys(self) -> list[str]:
        """Everything kept."""

    def sync(self) -> None:
        """Write it down."""


class Forgetful:
    """Settings of a window nobody will open again (a picture, a test)."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def value(self, key: str, /) -> Any:
        return self._kept.get(key)

    def setValue(self, key: str, value: Any, /) -> None:
        self._kept[key] = value

    def remove(self, key: str, /) -> None:
        self._kept.pop(key, None)

    def allKeys(self) -> list[str]:
        return list(self._kept)

    def sync(self) -> None:
        """Nothing to write."""


_OF_A_REGISTER = ("screen/", "window/page")
"""What is remembered apart for each register: the filters of one make no sense in another."""


class Keeping:
    """The memory of one user on one computer; `register` is the identity of the register that is open."""

    def __init__(self, settings: Settings | None = None, register: str = "") -> None:
        self._settings: Settings = settings or QSettings(
            str(paths.state() / "finestra.ini"), QSettings.Format.IniFormat
        )
        self._own = f"of/{register.encode().hex()}/" if register else ""  # a path has characters no key may have

    def of(self, register: str) -> Keeping:
        """The same memory, with the pages of one register."""
        return Keeping(self._settings, register)

    def _key(self, key: str) -> str:
        return self._own + key if key.startswith(_OF_A_REGISTER) else key

    def get(self, key: str) -> Any:
        """A kept value; None when there is none or it cannot be read any more."""
        raw = self._settings.value(self._key(key))
        try:
            return json.loads(raw) if isinstance(raw, str) else None
        except ValueError:
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a plain value."""
        self._settings.setValue(self._key(key), json.dumps(value, ensure_ascii=False))

    def forget_layout(self) -> None:
        """Back to how the program came ("Ripristina disposizione")."""
        for key in self._settings.allKeys():
            if key.startswith((*(self._own + one for one in _OF_A_REGISTER), "window/")):
                self._settings.remove(key)

    def state(self, screen: str) -> dict[str, Any]:
        """The state of a screen."""
        found = self.get(f"screen/{screen}")
        return found if isinstance(found, dict) else {}

    def keep_window(self, window: QMainWindow) -> None:
        """Remember where the window is, and the look."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self.put("look/theme", theme().choice)
        self.put("look/zoom", theme().zoom)
        self._settings.sync()

    def place_window(self, window: QMainWindow) -> None:
        """Put the window where it was; if that screen is gone, where it can be seen."""
        geometry = self._settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(theme().px(98), theme().px(56))
        bring_back(window)

    def language(self) -> str:
        """The language chosen for the window; empty when none was."""
        code = self.get("look/language")
        return code if isinstance(code, str) else ""

    def look(self) -> tuple[str, float]:
        """The theme and the text size chosen."""
        choice, zoom = self.get("look/theme"), self.get("look/zoom")
        return choice if isinstance(choice, str) else "system", zoom if isinstance(zoom, int | float) else 1.0


def bring_back(window: QMainWindow) -> None:
    """A window that would be off every screen, or larger than its own, comes back."""
    frame = window.frameGeometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    home = next((one for one in screens if one.intersects(frame) and one.contains(frame.center())), None)
    if home is None:
        home = QGuiApplication.primaryScreen().availableGeometry()
        window.resize(window.size().boundedTo(home.size()))
        window.move(home.topLeft() + (home.bottomRight() - home.topLeft()) / 2 - window.rect().center())
    else:
        window.resize(window.size().boundedTo(home.size()))
