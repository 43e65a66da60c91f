"""A quiet question over an item: who may have an interest in it. The program asks, a person answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from app.core.i18n import N_, tr
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme
from app.usecases.interests import Concern

_LINES = 4


class Concerns(QFrame):
    """One line for each member who may have an interest; hidden when there is none, or all were put off.

    Signals:
        declared(Concern, bool): the member declares it, and leaves (True) or stays.
    """

    declared = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "info")
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(theme().px(0.7), theme().px(0.3), theme().px(0.4), theme().px(0.3))
        self.grid.setHorizontalSpacing(theme().px(0.4))
        self.grid.setVerticalSpacing(theme().px(0.1))
        self.grid.setColumnStretch(3, 1)
        self._put_off: set[tuple[str, str]] = set()
        self._shown: tuple[str, tuple[Concern, ...]] = ("", ())
        self._board: Board | None = None
        self._point: Point | None = None
        self._writes = False
        self.hide()

    def show_point(self, board: Board, point: Point | None) -> None:
        """Ask about an item, while the sitting is under way and somebody has not answered."""
        self._board, self._point, self._writes = board, point, board.may_run
        asks = point is not None and board.meeting["status"] == "in_corso" and not board.frozen
        code = point.code if point is not None else ""
        here = point.concerns if asks and point is not None else ()
        wanted = tuple(one for one in here if (code, one.person) not in self._put_off)
        if (code, wanted) != self._shown:
            self._shown = code, wanted
            self._build(board, wanted)
        self.setVisible(bool(wanted))

    def _build(self, board: Board, wanted: tuple[Concern, ...]) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not wanted:
            return
        head = label(tr(N_("Potrebbero avere un interesse in questo punto:")), "label", self)
        self.grid.addWidget(head, 0, 0, 1, 4)
        for at, one in enumerate(wanted[:_LINES]):
            row = 2 * at + 1
            words = label(tr(N_("{who} – {why}")).format(who=board.facts.name(one.person), why=one.why), "", self)
            words.setWordWrap(True)
            self.grid.addWidget(words, row, 0, 1, 4)
            for column, made in enumerate(self._answers(one, board.facts.name(one.person))):
                self.grid.addWidget(made, row + 1, column)
        if len(wanted) > _LINES:
            more = label(tr(N_("e altri {n}")).format(n=len(wanted) - _LINES), "muted", self)
            self.grid.addWidget(more, 2 * _LINES + 1, 0, 1, 4)

    def _answers(self, one: Concern, who: str) -> list[QPushButton]:
        answers: list[tuple[str, Callable[[], object]]] = [(tr(N_("Non ora")), lambda: self.put_off(one))]
        if self._writes:
            answers = [
                (tr(N_("Dichiara e si allontana")), lambda: self.declared.emit(one, True)),
                (tr(N_("Dichiara e resta")), lambda: self.declared.emit(one, False)),
                *answers,
            ]
        made = []
        for words, run in answers:
            each = QPushButton(words, self)
            each.setProperty("role", "link")
            each.setAutoDefault(False)
            each.clicked.connect(lambda _=False, run=run: run())
            each.setAccessibleName(f"{who}: {words}")
            made.append(each)
        return made

    def put_off(self, one: Concern) -> None:
        """Not now: this member is not asked about on this item any more, on this screen."""
        if self._board is not None and self._point is not None:
            self._put_off.add((self._point.code, one.person))
            self.show_point(self._board, self._point)

    @property
    def asked(self) -> tuple[Concern, ...]:
        """Whom the band asks about now."""
        return self._shown[1]
