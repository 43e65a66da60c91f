"""What painting a grid needs of a theme: colours, fonts, texts laid out and chips drawn, each kept once made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText

from app.domain.fields import Field
from app.ui.kit import looks
from app.ui.theme import theme
from app.ui.theme_tokens import Tint

PLAIN, BOLD, ITALIC, SMALL = range(4)
_KEPT = 6000
_CENTER = int(Qt.AlignmentFlag.AlignCenter)

Said = tuple[QStaticText, int]
"""A text laid out, and how wide it is."""


class Pens:
    """Made once per theme, size and screen."""

    def __init__(self, ratio: float = 1.0) -> None:
        """`ratio`: device pixels per pixel of the screen painted on."""
        look = theme()
        self.ratio, self.colours, self.pad = ratio, look.colours, look.px(0.6)
        self.gutter, self.dot, self.chip_pad = look.px(1.5), look.px(0.5), look.px(0.55)
        italic = look.font()
        italic.setItalic(True)
        bold = QFont.Weight.Bold
        self.fonts = (look.font(), look.font(weight=bold), italic, look.font(scale=0.92, weight=bold))
        self.metrics = tuple(QFontMetrics(font) for font in self.fonts)
        plain = {name: value for name, value in vars(self.colours).items() if str(value).startswith("#")}
        self.of = {name: QColor(value) for name, value in plain.items()}
        self.contrast = self.colours.name == "contrast"
        middle = self.of["accent_soft"]
        self.current_row = middle if self.contrast else _between(middle, self.of["surface"], 0.55)
        self._said: dict[tuple[str, int, int], Said] = {}
        self._marks: dict[tuple[str, str, int], QPixmap] = {}

    def said(self, text: str, font: int, width: int) -> Said:
        """The first line of a text as it fits, laid out."""
        key = (text, font, width)
        known = self._said.get(key)
        if known is None:
            if len(self._said) > _KEPT:
                self._said.clear()
            known = self._said[key] = self._lay_out(text.partition("\n")[0], font, width)
        return known

    def _lay_out(self, line: str, font: int, width: int) -> Said:
        metrics = self.metrics[font]
        line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        made = QStaticText(line)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        made.prepare(font=self.fonts[font])
        return made, metrics.horizontalAdvance(line)

    def tint(self, spec: Field, code: str) -> Tint:
        """The colours of a term."""
        return looks.tint(self.colours.hues, spec, code)

    def chip(self, spec: Field, code: str, text: str, width: int) -> QPixmap:
        """A term in its coloured ground, no wider than `width`."""
        return self._chip(text, self.tint(spec, code), width)

    def tag(self, text: str, width: int) -> QPixmap:
        """The name of somebody who writes in a cell."""
        of = self.colours
        return self._chip(text, Tint(of.warning_soft, of.warning, of.warning), width)

    def _chip(self, text: str, tint: Tint, width: int) -> QPixmap:
        key = (text, tint.ground, width)
        known = self._marks.get(key)
        if known is None:
            if len(self._marks) > _KEPT:
                self._marks.clear()
            known = self._marks[key] = self._draw_chip(text, tint, width)
        return known

    def _draw_chip(self, text: str, tint: Tint, width: int) -> QPixmap:
        small = self.metrics[SMALL]
        text = small.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width - 2 * self.chip_pad))
        wide, high = small.horizontalAdvance(text) + 2 * self.chip_pad, round(small.height() * 1.06)
        made, painter = self._blank(wide, high)
        painter.setPen(QPen(QColor(tint.word)) if self.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.ground))
        inset = 0.5 if self.contrast else 0
        painter.drawRoundedRect(QRectF(inset, inset, wide - 2 * inset, high - 2 * inset), high / 2, high / 2)
        painter.setFont(self.fonts[SMALL])
        painter.setPen(QColor(tint.word))
        painter.drawText(QRectF(0, 0, wide, high), _CENTER, text)
        painter.end()
        return made

    def state(self, spec: Field, code: str, *, lit: bool = False) -> QPixmap:
        """The dot of a state; `lit`, on a strong ground, in the colour of words there."""
        colour = self.colours.on_accent_soft if lit else self.tint(spec, code).dot
        known = self._marks.get(("", colour, 0))
        if known is None:
            known, painter = self._blank(self.dot, self.dot)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(0, 0, self.dot, self.dot))
            painter.end()
            self._marks["", colour, 0] = known
        return known

    def _blank(self, wide: int, high: int) -> tuple[QPixmap, QPainter]:
        made = QPixmap(round(wide * self.ratio), round(high * self.ratio))
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return made, painter


def _between(one: QColor, other: QColor, share: float) -> QColor:
    def mix(a: int, b: int) -> int:
        return round(a * share + b * (1 - share))

    return QColor(mix(one.red(), other.red()), mix(one.green(), other.green()), mix(one.blue(), other.blue()))
