"""How the window looks: font, palette and style sheet, all sizes from the font.

Light, dark and the system's contrast are followed live; the person may also choose one and their own text size.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import theme_sheet
from app.ui.theme_tokens import CONTRAST, DARK, LIGHT, Colours, contrast

FAMILY = "Titillium Web"
_FACES = ("Regular", "SemiBold", "Bold", "Italic")
_LEAST_POINTS, _ZOOMS = 10.5, (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
THEMES = ("system", "light", "dark", "contrast")


class Theme(QObject):
    """The look in use. `changed` fires after the application wears it: who paints by hand repaints."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours, self.em = LIGHT, 14.0
        self._choice, self._zoom, self._system_points = "system", 1.0, 0.0
        self._system_palette: QPalette | None = None

    def start(self, choice: str = "system", zoom: float = 1.0) -> None:
        """Wear the look; called once, after the QApplication is there and before any window."""
        app = _application()
        app.setStyle("Fusion")
        _load_fonts()
        if self._system_palette is None:
            self._system_palette = QPalette(app.palette())
            self._system_points = app.font().pointSizeF()
            hints = QGuiApplication.styleHints()
            hints.colorSchemeChanged.connect(self._follow)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._choice, self._zoom = choice if choice in THEMES else "system", zoom
        self._wear()

    @property
    def choice(self) -> str:
        """`system`, `light`, `dark` or `contrast`."""
        return self._choice

    @property
    def zoom(self) -> float:
        """The text size asked for, 1.0 being the program's own."""
        return self._zoom

    def choose(self, choice: str) -> None:
        """Light, dark, contrast, or what the system says."""
        self._choice = choice
        self._wear()

    def zoomed(self, steps: int) -> None:
        """Text larger (+1), smaller (-1), or as it was (0)."""
        near = min(range(len(_ZOOMS)), key=lambda i: abs(_ZOOMS[i] - self._zoom))
        self._zoom = _ZOOMS[max(0, min(len(_ZOOMS) - 1, near + steps))] if steps else 1.0
        self._wear()

    def font(self, *, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The window's font, larger or heavier."""
        font = QFont(FAMILY)
        font.setPointSizeF(self._points() * scale)
        font.setWeight(weight)
        return font

    def px(self, ems: float) -> int:
        """A length in ems (the size of the letters in use) → pixels; the only way the program measures."""
        return max(1, round(ems * self.em))

    def colour(self, name: str) -> QColor:
        """A colour of the theme by name."""
        return QColor(getattr(self.colours, name))

    def _points(self) -> float:
        return max(self._system_points, _LEAST_POINTS) * self._zoom

    def _follow(self, *_: object) -> None:
        if self._choice == "system":
            self._wear()

    def _wanted(self) -> Colours:
        hints = QGuiApplication.styleHints()
        high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if self._choice == "system" and high and self._system_palette:
            return _from_system(self._system_palette)
        if self._choice == "system":
            return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}[self._choice]

    def _wear(self) -> None:
        app = _application()
        self.colours = self._wanted()
        font = self.font()
        self.em = max(float(QFontInfo(font).pixelSize()), 1.0)
        app.setFont(font)
        app.setPalette(_palette(self.colours))
        app.setStyleSheet(theme_sheet.sheet(self.colours, self.em, self._points()))
        self.changed.emit()


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


@cache
def _load_fonts() -> None:
    """Once in a process, unasked: to list what the system has costs more than to read ours."""
    spec = find_spec("fontpkg_titillium_web")
    assert spec is not None
    assert spec.origin is not None
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(Path(spec.origin).parent / "files" / f"TitilliumWeb-{face}.ttf"))


def _from_system(palette: QPalette) -> Colours:
    role = QPalette.ColorRole
    names = (role.Window, role.Base, role.WindowText, role.Highlight, role.HighlightedText)
    return contrast(*(palette.color(one).name() for one in names))


def _palette(c: Colours) -> QPalette:
    """The palette for what the style sheet does not reach (native menus, item views, disabled text)."""
    role, palette = QPalette.ColorRole, QPalette()
    pairs = {
        role.Window: c.ground, role.WindowText: c.text, role.Base: c.surface, role.AlternateBase: c.raised,
        role.Text: c.text, role.Button: c.surface, role.ButtonText: c.text, role.BrightText: c.on_primary,
        role.ToolTipBase: c.surface, role.ToolTipText: c.text, role.PlaceholderText: c.muted,
        role.Highlight: c.accent_soft, role.HighlightedText: c.on_accent_soft, role.Link: c.accent,
        role.LinkVisited: c.accent, role.Light: c.surface, role.Midlight: c.raised, role.Mid: c.line,
        role.Dark: c.edge, role.Shadow: c.edge, role.Accent: c.accent,
    }  # fmt: skip
    for one, colour in pairs.items():
        palette.setColor(one, QColor(colour))
    for one in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(c.muted))
    return palette


_theme: list[Theme] = []


def theme() -> Theme:
    """The look of this process; made at the first call."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]
