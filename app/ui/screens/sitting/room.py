"""The window for the room: the item under discussion, its clock, the vote and its outcome, in large letters.

It shows what everybody present knows already: names of items and of who reports, numbers; never contacts, notes,
interests, nor the title of a confidential item.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core import clock, longdate
from app.core.i18n import N_, tr
from app.ui.kit.editor import restyle
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.clock import words_of
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme

_TICK_MS = 1000
_NUMBERS = (
    ("favour", N_("favorevoli")), ("against", N_("contrari")), ("abstained", N_("astenuti")),
    ("blank", N_("bianche e nulle")), ("not_participating", N_("non partecipanti")),
)  # fmt: skip
_ALWAYS = frozenset({"favour", "against", "abstained"})


class RoomWindow(QWidget):
    """What the room sees of a sitting. Esc closes it.

    Signals:
        closed(): it was closed.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr(N_("Seduta – finestra per la sala")))
        self._big: list[tuple[QLabel, float, QFont.Weight]] = []
        self._point: Point | None = None
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_clock)
        theme().changed.connect(self._fit)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        self.body, self.sitting = self._label(1.6, bold=True), self._label(1.2, role="muted")
        self.where, self.title = self._label(1.4, role="muted"), self._label(2.8, bold=True)
        self.who, self.time = self._label(1.4, role="muted"), self._label(1.8)
        self.present, self.next = self._label(1.6), self._label(1.2, role="muted")
        self.vote = QFrame(self)
        inside = QVBoxLayout(self.vote)
        self.numbers = QGridLayout()
        self.outcome = self._label(1.6, bold=True)
        inside.addLayout(self.numbers)
        inside.addWidget(self.outcome)
        foot = QHBoxLayout()
        self.time.setWordWrap(False)
        foot.addWidget(self.present, 1)
        foot.addWidget(self.time)
        for widget in (self.body, self.sitting):
            column.addWidget(widget)
        column.addStretch(1)
        for widget in (self.where, self.title, self.who):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.vote)
        column.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.next)
        self._counts: dict[str, tuple[QLabel, QLabel]] = {}
        for at, (name, words) in enumerate(_NUMBERS):
            number, caption = self._label(3.4, bold=True), self._label(1.2, role="muted")
            caption.setText(tr(words))
            for row, widget in enumerate((number, caption)):
                widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                self.numbers.addWidget(widget, row, at)
            self._counts[name] = number, caption

    def _label(self, scale: float, *, bold: bool = False, role: str = "") -> QLabel:
        made = label("", role, self)
        made.setWordWrap(True)
        self._big.append((made, scale, QFont.Weight.Bold if bold else QFont.Weight.Normal))
        return made

    # ------------------------------------------------------------ showing

    def show_board(self, board: Board, code: str) -> None:
        """Show the sitting as it stands, on one of its items."""
        meeting, point = board.meeting, board.point(code)
        self._point = point
        self.body.setText(board.body["name"])
        number = f"n. {meeting['number']}" if meeting["number"] else ""
        named = tr(N_("Seduta {number} del {day}")).format(number=number, day=longdate.long(meeting["date"]))
        self.sitting.setText(" ".join(named.split()))
        self.present.setText(board.state.sentence if not board.coming else "")
        self._show_item(board, point)
        self._show_vote(board, point)
        self._show_clock()
        self.setAccessibleName(f"{self.where.text()}: {self.title.text()}")

    def _show_item(self, board: Board, point: Point | None) -> None:
        if point is None:
            self.where.setText("")
            self.title.setText(tr(N_("La seduta sta per cominciare")))
            self.who.setText("")
            self.next.setText("")
            return
        item, points = point.snapshot, board.points
        self.where.setText(tr(N_("Punto {n} di {all}")).format(n=item["position"], all=len(points)))
        self.title.setText(_title(point))
        reports = board.facts.name(item["rapporteur"])
        self.who.setText(tr(N_("Relazione: {name}")).format(name=reports) if reports else "")
        at = next((n for n, one in enumerate(points) if one.code == point.code), 0)
        after = points[at + 1] if at + 1 < len(points) else None
        self.next.setText(tr(N_("Poi: {n}. {title}")).format(n=after.snapshot["position"], title=_title(after))
                          if after else "")  # fmt: skip

    def _show_vote(self, board: Board, point: Point | None) -> None:
        vote = point.votes[-1] if point is not None and point.votes else None
        self.vote.setVisible(vote is not None)
        if vote is None:
            return
        for name, (number, caption) in self._counts.items():
            n = vote[name] or 0
            number.setText(str(n))
            for widget in (number, caption):
                widget.setVisible(bool(n) or name in _ALWAYS)
        result = board.facts.outcome(vote.values)
        self.outcome.setText(result.sentence)
        self.vote.setProperty("role", "success" if result.passed else "info")
        restyle(self.vote)

    def _show_clock(self) -> None:
        point = self._point
        wall = clock.local(clock.now()).time()
        words, over = words_of(*point.clock, point.snapshot["duration"], wall) if point else ("", False)
        self.time.setText(words)
        self.time.setProperty("role", "doubt" if over else "")
        running = point is not None and point.clock[0] is not None and point.clock[1] is None
        if running and self.isVisible():
            self._tick.start()
        else:
            self._tick.stop()

    # ------------------------------------------------------------ where it stands

    def open_on(self, window: QWidget) -> None:
        """On the second screen, the whole of it; on the only one, in a window beside."""
        other = second_screen(window.screen())
        if other is None:
            self.resize(theme().px(64), theme().px(40))
            self.show()
        else:
            self.setScreen(other)
            self.setGeometry(other.geometry())
            self.showFullScreen()
        self._fit()

    def _fit(self) -> None:
        gap = theme().px(2.2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(gap, gap, gap, gap)
        grown = max(1.0, min(self.width() / theme().px(64), self.height() / theme().px(40)))
        for each, scale, weight in self._big:
            points = theme().font().pointSizeF() * scale * grown
            each.setStyleSheet(f"font-size: {points:.1f}pt; font-weight: {weight.value};")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tick.stop()
        super().closeEvent(event)
        self.closed.emit()


def second_screen(here: QScreen) -> QScreen | None:
    """The screen that is not the one the program is on, when there is one."""
    return next((one for one in QGuiApplication.screens() if one is not here), None)


def _title(point: Point) -> str:
    return tr(N_("Punto riservato")) if point.snapshot["confidential"] else str(point.snapshot["title"])
