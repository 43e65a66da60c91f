"""A grid in its frame; when there is nothing to show, what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.ui.icons import icon
from app.ui.kit.page_header import button
from app.ui.kit.plain import plain
from app.ui.theme import theme


class GridPanel(QFrame):
    """The frame around a grid.

    Signals:
        clear_wanted(): take the filters off. new_wanted(): add a first record. import_wanted(): bring a spreadsheet in.
    """

    clear_wanted = Signal()
    new_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, grid: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(theme().px(18))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.addWidget(grid)
        self._nothing = QWidget(self)
        column = QVBoxLayout(self._nothing)
        column.setSpacing(theme().px(0.8))
        column.addStretch(2)
        self._picture, self._words = plain("", self._nothing), plain("", self._nothing)
        self._words.setWordWrap(True)
        self._words.setProperty("role", "subtitle")
        for label in (self._picture, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addLayout(self._make_buttons())
        column.addStretch(3)
        self._stack.addWidget(self._nothing)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._clear = button(tr(N_("Togli tutti i filtri")), "x", parent=self._nothing)
        self._new = button("", "plus", primary=True, parent=self._nothing)
        self._import = button(tr(N_("Importa un foglio di calcolo")), "table", parent=self._nothing)
        self._clear.clicked.connect(self.clear_wanted)
        self._new.clicked.connect(self.new_wanted)
        self._import.clicked.connect(self.import_wanted)
        row.addStretch(1)
        for one in (self._new, self._import, self._clear):
            row.addWidget(one)
        row.addStretch(1)
        return row

    def show_rows(self, count: int, *, narrowed: bool, words: str, offers: tuple[str, bool]) -> None:
        """The grid, or what to do: `words` for an empty register, `offers` = (the word for "new", import offered)."""
        if count:
            self._stack.setCurrentIndex(0)
            return
        new, bring_in = offers
        side = theme().px(3)
        self._picture.setPixmap(icon("magnifying-glass" if narrowed else "note-blank").pixmap(side, side))
        self._words.setText(tr(N_("Nessuna scheda risponde a questa ricerca.")) if narrowed else words)
        self._clear.setVisible(narrowed)
        self._new.setVisible(not narrowed and bool(new))
        self._new.setText(new)
        self._import.setVisible(not narrowed and bring_in)
        self._stack.setCurrentIndex(1)
