"""Beside the legal number, once the sitting is over: in which state its minutes are, and where they go from there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.core.i18n import N_, tr
from app.domain.fields import Names
from app.ui.kit.editor import restyle
from app.ui.kit.plain import tip
from app.ui.screens.sitting.board import Board
from app.ui.screens.sitting.finishing import VERBS
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme
from app.usecases.register import Step


class MinutesBar(QFrame):
    """«Verbale in revisione   Rendi definitivo · Torna in bozza».

    Signals:
        step_wanted(Step): bring them to another state.
        wanted(str): show `signatures` (who signed the kept file) or `remarks` (of the members).
    """

    step_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme().px(0.8), 0, theme().px(0.3), 0)
        self._row.setSpacing(theme().px(0.3))
        self.words = label("", "", self)
        self._row.addWidget(self.words)
        self.buttons: list[QPushButton] = []

    def show_board(self, board: Board, names: Names) -> None:
        """Show where the minutes are; nothing while the sitting is not over."""
        status = board.meeting["minutes_status"]
        over = status is not None and board.meeting["status"] != "in_corso"
        self.setVisible(over)
        if not over:
            return
        self.setProperty("role", "success" if board.frozen else "info")
        restyle(self)
        self.words.setText(tr(N_("Verbale: {state}")).format(state=names.label("minutes_status", status).lower()))
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [self._step(step) for step in board.steps]
        if board.frozen and all(step.to != "firmato" for step in board.steps):
            self.buttons.insert(0, button(tr(N_("Firme…")), "pen-nib", lambda: self.wanted.emit("signatures"), "link",
                                          self))  # fmt: skip
        for one in self.buttons:
            self._row.addWidget(one)

    def _step(self, step: Step) -> QPushButton:
        words = tr(VERBS[step.to][0]) if step.to in VERBS else step.label
        glyph = "lock-simple" if step.why_not else "arrow-left" if step.to == "bozza" else "arrow-right"
        one = button(words, glyph, lambda: self.step_wanted.emit(step), "link", self)
        one.setToolTip(tip(step.why_not or ""))
        one.setAccessibleDescription(step.why_not or "")
        return one
