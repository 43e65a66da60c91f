"""Beside the legal number, once the sitting is over: in which state its minutes are, and where they go from there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from app.core.i18n import N_, tr
from app.domain.fields import Names
from app.ui.icons import icon
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
        wanted(str): `signatures` of the kept file, `remarks` of the members, `approve`, `correct`.
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
        self._more(_others(board))
        for one in self.buttons:
            self._row.addWidget(one)

    def _more(self, others: list[tuple[str, str, str]]) -> None:
        """One of the other deeds is a button; several are a menu, or they would push the legal number off."""
        if len(others) == 1:
            words, glyph, what = others[0]
            self.buttons.append(button(tr(words), glyph, lambda: self.wanted.emit(what), "link", self))
        elif others:
            self.more = button(tr(N_("Altro…")), "dots-three", self._open, "link", self)
            menu = QMenu(self.more)
            for words, glyph, what in others:
                action = menu.addAction(icon(glyph, "accent"), tr(words))
                action.triggered.connect(lambda _=False, what=what: self.wanted.emit(what))
            self.menu = menu
            self.buttons.append(self.more)

    def _open(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _step(self, step: Step) -> QPushButton:
        words = tr(VERBS[step.to][0]) if step.to in VERBS else step.label
        glyph = "lock-simple" if step.why_not else "arrow-left" if step.to == "bozza" else "arrow-right"
        one = button(words, glyph, lambda: self.step_wanted.emit(step), "link", self)
        one.setToolTip(tip(step.why_not or ""))
        one.setAccessibleDescription(step.why_not or "")
        return one


def _others(board: Board) -> list[tuple[str, str, str]]:
    """What else can be looked at or done with the minutes: (word, picture, what)."""
    found = []
    if board.meeting["minutes_status"] == "in_revisione":
        found.append((N_("Osservazioni…"), "chat-text", "remarks"))
    if board.frozen and all(step.to != "firmato" for step in board.steps):
        found.append((N_("Firme…"), "pen-nib", "signatures"))
    ours = board.body["minutes_approval"] in ("seduta_stante", "silenzio_assenso")
    if board.may_run and ours and not (board.document and board.document["approved_in"]):
        found.append((N_("Approva"), "check-circle", "approve"))
    if board.frozen and board.may_run:
        found.append((N_("Rettifica…"), "pencil-simple", "correct"))
    return found
