"""A picture of a screen, without a display: `cabina shot`, the manual, and whoever wants to look."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.core import i18n
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entities import ENTITIES
from app.domain.query import Query, Sort
from app.ui import theme as themes
from app.ui import words
from app.ui.desk import Store, desk_for
from app.ui.keeping import Forgetful, Keeping
from app.ui.messages import Messages
from app.ui.runner import Runner
from app.ui.screens.pages import SCREENS
from app.ui.window import Window
from app.usecases import lists, register

_ROUNDS = 12
_SAME = 0.01


def application(scale: float = 1.0) -> QApplication:
    """The QApplication of this process, made without a display (and at `scale`) when there is none yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(scale)  # Qt reads it once, here
    return QApplication(["cabina"])


def settle() -> None:
    """Let everything that is due happen; with an inline runner nothing is left after it."""
    for _ in range(_ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def grab(window: QWidget, size: tuple[int, int] = (1366, 768), scale: float = 1.0) -> QImage:
    """The window as a screen of `size` pixels at `scale` (1.5 is 150 %) would show it."""
    logical = QSize(round(size[0] / scale), round(size[1] / scale))
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.setMinimumSize(0, 0)
    window.resize(logical)
    window.show()
    settle()
    if abs(window.devicePixelRatioF() - scale) < _SAME:
        return window.grab().toImage()
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(themes.theme().colour("ground"))
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    painter.end()
    return image


def window_for(store: Store, *, theme: str = "light", zoom: float = 1.0) -> Window:
    """A window over an open register that does everything at once and remembers nothing."""
    themes.theme().start(theme, zoom)
    words.install(application())
    return Window(desk_for(store, Runner.inline(), Messages()), Keeping(Forgetful()))


def shoot(
    store: Store, screen: str, path: Path, *, size: tuple[int, int] = (1366, 768), scale: float = 1.0,
    theme: str = "light", language: str = "it",
) -> None:  # fmt: skip
    """Write a PNG of a page ("register"), a sitting ("sitting:2/2026", or "sitting" for the newest with minutes) or a
    record ("record:project/P13").

    Raises:
        Refused: there is no such page, sitting or record.
    """
    with i18n.using(i18n.load(language)):
        application(scale)
        window = window_for(store, theme=theme)
        try:
            show(window, screen)
            grab(window, size, scale).save(str(path))
        finally:
            window.close()
            window.deleteLater()
            settle()


def show(window: Window, screen: str) -> None:
    """Bring a page, a sitting or a record to the front; a target is written as in `shoot`."""
    names = [page.name for page in SCREENS if not page.hidden]
    kind, _, rest = screen.partition(":")
    if screen in names:
        window.start(screen, listen=False)
    elif kind == "sitting":
        _show_record(window, "meeting", _sitting(window.desk.store, rest))
    elif kind == "record" and "/" in rest:
        _show_record(window, *rest.split("/", 1))
    elif kind in ENTITIES and rest:
        _show_record(window, kind, rest)
    else:
        known = ", ".join([*names, "sitting[:2/2026]", "record:project/P13"])
        raise Refused(N_("«{screen}» non è una pagina; ci sono: {known}."), screen=screen, known=known)
    settle()


def _show_record(window: Window, entity: str, code: str) -> None:
    if entity not in ENTITIES:
        raise Refused(N_("«{kind}» non è un tipo di scheda; ci sono: {known}."), kind=entity, known=", ".join(ENTITIES))
    register.named(window.desk.store, entity, code)  # a picture of nothing helps nobody
    page = next((page.name for page in SCREENS if entity in page.whole), "home")
    window.start(page, listen=False)
    window.open(entity, code)


def _sitting(store: Store, number: str) -> str:
    """The code of a sitting by its number or code; without one, the newest whose minutes are written."""
    held = lists.snapshots(store, Query("meeting", sort=(Sort("date", descending=True),)))
    if number:
        found = next((one.code for one in held if number in (one["number"], one.code)), None)
        if found is None:
            raise Refused(N_("La seduta «{number}» non c'è."), number=number)
        return found
    written = next((one.code for one in held if one["minutes_number"]), "")
    return written or next((one.code for one in held), "")
