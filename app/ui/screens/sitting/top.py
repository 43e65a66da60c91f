"""Above the sitting: which one it is, what can be made of it, and whether it is valid at this moment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.core import locale, longdate
from app.core.i18n import N_, tr
from app.domain.fields import Names
from app.ui.icons import icon
from app.ui.kit.editor import restyle
from app.ui.kit.plain import tip
from app.ui.messages import announce
from app.ui.screens.sitting.board import Board
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme

STEPS = {
    "bozza": ("convene", N_("Convoca…"), "paper-plane-tilt"),
    "convocata": ("open", N_("Apri la seduta"), "play"),
    "rinviata": ("open", N_("Apri la seduta"), "play"),
    "in_corso": ("close", N_("Chiudi la seduta…"), "stop"),
}
"""The next deed of a sitting, by its state."""

FINAL = ("final", N_("Rendi definitivo"), "circle-wavy-check")
"""The next deed of a sitting that is over and whose minutes are not final yet."""


APPROVE = ("approve", N_("Approva l'ordine del giorno"), "check-circle")
"""What the president does before a draft is convened."""

_NOTICE, _SHEET = N_("Convocazione"), N_("Foglio firme")
_NARROW = 66.0
"""In ems: below this width the buttons would push the title off."""


class Header(QWidget):
    """Title, place and hour, and the buttons of the papers.

    Signals:
        asked(str): `back`, `approve`, `convene`, `open`, `close`, `final`, `details`, `notice`, `attendance_sheet`,
            `minutes`.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(0.7))
        self.back = QToolButton(self)
        self.back.setIcon(icon("arrow-left", "accent"))
        self.back.setAccessibleName(tr(N_("Tutte le sedute")))
        self.back.setToolTip(tr(N_("Tutte le sedute (Alt+←)")))
        self.back.clicked.connect(lambda _=False: self.asked.emit("back"))
        row.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title, self.subtitle = label("", "title", self), label("", "subtitle", self)
        for shown in (self.title, self.subtitle):
            shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        self.step = button("", "play", self._step, parent=self)
        row.addWidget(self.step)
        self.notice = self._paper(row, _NOTICE, "calendar", "notice")
        self.sheet = self._paper(row, _SHEET, "users-three", "attendance_sheet")
        self.minutes = self._paper(row, N_("Genera verbale PDF"), "file-pdf", "minutes", "primary")
        self._deed, self._save = "", tr(N_("Genera verbale PDF"))
        self._words = ("", "")

    def _paper(self, row: QHBoxLayout, words: str, glyph: str, what: str, role: str = "") -> QPushButton:
        made = button(tr(words), glyph, lambda: self.asked.emit(what), role, self)
        row.addWidget(made)
        return made

    def wait(self, busy: bool) -> None:
        """While the final minutes are drawn the button waits, and says so."""
        self.step.setEnabled(not busy)
        if busy:
            self.step.setText(tr(N_("Preparo il verbale…")))
        elif self._deed == FINAL[0]:
            self.step.setText(tr(FINAL[1]))

    def _step(self) -> None:
        self.asked.emit(self._deed)

    def show_board(self, board: Board, names: Names) -> None:
        """Show which sitting it is and what comes next."""
        self._words = title(board), subtitle(board, names)
        deed = APPROVE if board.to_approve else FINAL if board.may_finalise else STEPS.get(board.meeting["status"])
        mine = board.to_approve or board.may_finalise or board.may_run or board.may_convene
        self.step.setVisible(deed is not None and mine)
        self._save = tr(N_("Salva il PDF…")) if board.frozen else tr(N_("Genera verbale PDF"))
        if deed:
            self._deed = deed[0]
            self.step.setText(tr(deed[1]))
            self.step.setIcon(icon(deed[2], "accent"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the papers' buttons are pictures (their words are told), and words end in dots."""
        narrow = self.width() < theme().px(_NARROW)
        for made, words in ((self.notice, _NOTICE), (self.sheet, _SHEET)):
            made.setText("" if narrow else tr(words))
            made.setToolTip(tr(words) if narrow else "")
            made.setAccessibleName(tr(words))
        self.minutes.setText(tr(N_("PDF…")) if narrow else self._save)
        self.minutes.setAccessibleName(self._save)
        self._row.activate()
        for shown, words in zip((self.title, self.subtitle), self._words, strict=True):
            fits = shown.fontMetrics().horizontalAdvance(words) <= max(shown.width(), 1) or not self.isVisible()
            told = words if fits else shown.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, shown.width())
            shown.setText(told)
            shown.setAccessibleName(words)
            shown.setToolTip(tip("" if fits else words))


def title(board: Board) -> str:
    """`Seduta n. 2/2026 del 20 maggio 2026`."""
    meeting = board.meeting
    day = longdate.long(meeting["date"])
    if not meeting["number"]:
        return tr(N_("Seduta del {day}, da convocare")).format(day=day)
    return tr(N_("Seduta n. {number} del {day}")).format(number=meeting["number"], day=day)


def subtitle(board: Board, names: Names) -> str:
    """`Casa della Comunità · inizio 17:30 · in corso`; how its minutes are stands in the bar below."""
    meeting = board.meeting
    start = meeting["start_actual"] or meeting["start_planned"]
    parts = [board.place or tr(N_("luogo da indicare")), tr(N_("inizio {time}")).format(time=locale.hour(start))]
    if meeting["end_actual"]:
        parts.append(tr(N_("fine {time}")).format(time=locale.hour(meeting["end_actual"])))
    parts.append(names.label("meeting_status", meeting["status"]).lower())
    return " · ".join(parts)


class ValidityBar(QFrame):
    """The legal number, now: a colour, a picture and words. A change is announced to screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(0.8), theme().px(0.35), theme().px(0.8), theme().px(0.35))
        self.picture, self.words, self.more = (label("", role, self) for role in ("", "", "muted"))
        self.words.setWordWrap(True)
        row.addWidget(self.picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        self._valid: bool | None = None
        self._look = ("info", "info")
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        role, glyph = self._look
        side = theme().px(1.3)
        self.picture.setPixmap(icon(glyph, "accent" if role == "info" else role).pixmap(side, side))

    def show_board(self, board: Board) -> None:
        """Show whether the sitting is valid."""
        state, unsaid = board.state, sum(1 for s in board.seats if s.voting and not s.attendance)
        begun = board.meeting["status"] not in ("bozza", "convocata", "rinviata", "annullata")
        waiting = not begun and unsaid == len(state.members)
        role, glyph = ("success", "check-circle") if state.valid else ("danger", "warning-circle")
        if waiting:
            role, glyph = "info", "info"
            words = tr(N_("Componenti con diritto di voto: {members}. Numero legale: {quorum}.")).format(
                members=len(state.members), quorum=state.quorum)  # fmt: skip
        else:
            words = state.sentence
        self.words.setText(words)
        self.more.setText(tr(N_("presenze da segnare: {n}")).format(n=unsaid) if unsaid and not waiting else "")
        self.setProperty("role", role)
        self._look = (role, glyph)
        self._draw()
        restyle(self)
        self.setAccessibleName(words)
        if self._valid is not None and self._valid != state.valid and not waiting:
            announce(self, words, urgent=not state.valid)
        self._valid = state.valid
