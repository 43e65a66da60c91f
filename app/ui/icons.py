"""Icons: glyphs of QtAwesome's Phosphor font, painted in the colours of the theme in use.

The font file is read where QtAwesome keeps it, without importing the package: importing it and drawing its
first icon costs half of a cold start (PERFORMANCE, rule 1). The glyph is drawn each time it is asked for,
so it is sharp at every scale and follows the theme by itself.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from app.ui.theme import theme

_FONT, _NAMES = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"


@cache
def _glyphs() -> tuple[str, dict[str, str]]:
    """The font's family, and where in it each glyph is, in hexadecimal digits."""
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "fonts"
    number = QFontDatabase.addApplicationFont(str(folder / _FONT))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    names = json.loads((folder / _NAMES).read_text("utf-8"))
    return family, names


class _Glyph(QIconEngine):
    """One glyph; `colour` is the name of a colour of the theme."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        family, glyphs = _glyphs()
        self._text, self._family, self._name, self._colour = chr(int(glyphs[name], 16)), family, name, colour

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colours = theme().colours
        name = "accent" if state == QIcon.State.On else self._colour
        if mode == QIcon.Mode.Disabled and name == "on_primary":
            name = "muted"  # the ground it was drawn for is grey now
        colour = QColor(getattr(colours, name))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        font = QFont(self._family)
        font.setPixelSize(max(1, round(rect.height() * 0.94)))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` counts logical pixels, `scale` how many of the screen's each of them is."""
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def icon(name: str, colour: str = "muted") -> QIcon:
    """The icon `name` of Phosphor (`magnifying-glass`, `plus`, …) in a colour of the theme (`accent`, `on_primary`)."""
    return QIcon(_Glyph(name, colour))


def known(name: str) -> bool:
    """Whether there is such an icon."""
    return name in _glyphs()[1]
