"""The places of the window, at the left; on a narrow window only their icons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_, tr
from app.ui.icons import icon
from app.ui.kit.plain import plain, tip
from app.ui.screens.base import Page
from app.ui.theme import theme


class Navigation(QFrame):
    """The list of pages.

    Signals:
        chosen(str): a page was asked for, by name.
        menu_wanted(QWidget): the main menu, beside this widget.
    """

    chosen = Signal(str)
    menu_wanted = Signal(QWidget)

    def __init__(self, pages: Sequence[Page], title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName(tr(N_("Navigazione")))
        self._pages = pages
        self._groups: list[QLabel] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme().px(0.5), theme().px(1.0), theme().px(0.5), theme().px(0.8))
        whole.setSpacing(theme().px(0.25))
        whole.addLayout(self._make_head(title))
        whole.addWidget(self._make_area(), 1)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self._by_name: dict[str, QPushButton] = {}
        self._compact = False
        self._fill()
        theme().changed.connect(self._again)  # a bound method: Qt lets go of it with the widget
        self.set_compact(False)

    def _make_area(self) -> QScrollArea:
        """Where the pages are: on a low screen they scroll, and do not push the window past its foot."""
        self._inside = QWidget(self)
        self._inside.setProperty("role", "plain")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(0.25))
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        return self._area

    def _make_head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setContentsMargins(theme().px(0.65), 0, 0, theme().px(0.6))
        words.setSpacing(0)
        self._title, self._subtitle = plain(title, self), plain("", self)
        self._title.setProperty("role", "heading")
        self._subtitle.setProperty("role", "subtitle")
        self._subtitle.setWordWrap(True)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._menu = QToolButton(self)
        self._menu.setIcon(icon("list"))
        self._menu.setToolTip(tr(N_("Menu (F10)")))
        self._menu.setAccessibleName(tr(N_("Menu")))
        self._menu.clicked.connect(lambda: self.menu_wanted.emit(self._menu))
        row.addLayout(words, 1)
        row.addWidget(self._menu, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @property
    def menu_button(self) -> QToolButton:
        """The button of the main menu."""
        return self._menu

    def _fill(self) -> None:
        group, foot = "", False
        for page in self._pages:
            if page.foot and not foot:
                foot = True
                self._column.addStretch(1)
            elif not page.foot and page.group != group:
                group = page.group
                self._column.addWidget(self._make_group(tr(group)))
            button = QPushButton(tr(page.title), self._inside)
            button.setProperty("role", "nav")
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAccessibleName(tr(page.title))
            button.clicked.connect(partial(self._choose, page.name))
            self._buttons.addButton(button)
            self._by_name[page.name] = button
            self._column.addWidget(button)
        if not any(page.foot for page in self._pages):
            self._column.addStretch(1)

    def _make_group(self, text: str) -> QLabel:
        label = plain(text, self._inside)
        label.setProperty("role", "group")
        label.setContentsMargins(theme().px(0.9), theme().px(0.9), 0, theme().px(0.25))
        self._groups.append(label)
        return label

    def say(self, subtitle: str) -> None:
        """The line under the title: whose register it is."""
        self._subtitle.setText(subtitle)

    def _choose(self, name: str, _checked: bool = False) -> None:
        self.chosen.emit(name)

    def mark(self, name: str) -> None:
        """Which page is in front."""
        if name in self._by_name:
            self._by_name[name].setChecked(True)
            self._area.ensureWidgetVisible(self._by_name[name], 0, 0)

    def _again(self) -> None:
        self.set_compact(self._compact)

    def set_compact(self, compact: bool) -> None:
        """Icons with their words, or only icons (the word is then the tooltip)."""
        self._compact = compact
        side = theme().px(1.35)
        for at, page in enumerate(self._pages):
            button = self._by_name[page.name]
            button.setText("" if compact else f"  {tr(page.title)}")
            button.setIcon(icon(page.icon, "text"))
            button.setIconSize(QSize(side, side))
            keys = f" ({page.keys})" if page.keys else f" (Ctrl+{at + 1})" if at < 9 else ""
            button.setToolTip(tip(tr(page.title) + keys))
        for label in (*self._groups, self._title, self._subtitle):
            label.setVisible(not compact)
        self.setFixedWidth(theme().px(4.2) if compact else theme().px(13.8))
