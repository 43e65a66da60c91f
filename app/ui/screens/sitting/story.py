"""The chronicle of an item on the screen: each sentence of the minutes, corrected where it stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.chronicle import Sentence
from app.ui.icons import icon
from app.ui.kit.plain import plain
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.parts import label, section
from app.ui.screens.sitting.question import Question
from app.ui.theme import theme
from app.usecases import chronicle

MOVED = N_("I fatti sono cambiati dopo la correzione: ora il programma scriverebbe – {what}.")
KEEP, TAKE_NEW = N_("Tieni la correzione"), N_("Prendi la nuova frase")
_STRUCK = N_("(frase tolta dal verbale)")


class Told(QWidget):
    """One sentence: its words, a pencil, and a sign when somebody corrected it."""

    def __init__(self, hands: Hands, meeting: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.hands, self.meeting = hands, meeting
        self.sentence: Sentence | None = None
        self.bound = Bound("chronicle_edit", hands, self)
        self.editor = self.bound.editor("text", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.2))
        row = QHBoxLayout()
        row.setSpacing(theme().px(0.2))
        self.words = plain("", self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        row.addWidget(self.editor, 1)
        self.sign = label("✎", "doubt", self)
        self.sign.setToolTip(tr(N_("corretta a mano")))
        self.sign.setAccessibleName(tr(N_("corretta a mano")))
        self.pencil = self._tool("pencil-simple", N_("Correggi la frase"), self.edit)
        self.back = self._tool("arrow-counter-clockwise", N_("Torna alla frase composta"), self.take_back)
        for widget in (self.sign, self.pencil, self.back):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.moved = Question(self)
        column.addWidget(self.bound.question)
        column.addWidget(self.moved)
        self.editor.hide()
        self.editor.entry.installEventFilter(self)
        self.editor.left.connect(self._done)

    def _tool(self, glyph: str, words: str, run: object) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(glyph))
        made.setToolTip(tr(words))
        made.clicked.connect(lambda _=False: run())  # type: ignore[operator]
        return made

    def show_sentence(self, told: Sentence, locked: str) -> None:
        """Show a sentence as it is printed; what is being written in it stays."""
        self.sentence = told
        defaults = {"meeting": self.meeting, "item": told.item or None, "key": told.key, "generated": told.generated,
                    "text": told.generated}  # fmt: skip
        self.bound.show(told.edit, defaults, under=f"{self.meeting} {told.key}", locked=locked)
        self.words.setText(told.text or tr(_STRUCK))
        self.words.setProperty("role", "" if told.text else "muted")
        self.sign.setVisible(told.edited)
        self.back.setVisible(told.edited and not locked)
        self.pencil.setVisible(not locked)
        named = tr(N_("Correggi la frase: {text}")).format(text=told.text)
        self.pencil.setAccessibleName(named)
        self.back.setAccessibleName(tr(N_("Torna alla frase composta: {text}")).format(text=told.generated))
        if told.moved and not locked:
            new = ((tr(N_("nuova frase")), told.generated),)
            self.moved.ask(MOVED, new, (KEEP, self.keep), (TAKE_NEW, self.take_back), "warning")
        else:
            self.moved.hide()
        if not self.bound.dirty and not self.editor.entry.hasFocus():
            self._swap(writing=False)
        elif self.bound.dirty:
            self._swap(writing=True)

    def edit(self) -> None:
        """Write in it."""
        self._swap(writing=True)
        self.editor.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """The correction stays, whatever the facts have become."""
        edit = self.bound.record
        if edit is not None:
            self.hands.act(partial(chronicle.confirm, id=edit.id, version=edit.version),
                           tr(N_("La correzione resta.")))  # fmt: skip

    def take_back(self) -> None:
        """The sentence the program composes, again."""
        edit = self.bound.record
        if edit is None:
            self.bound.give_up()
            self._swap(writing=False)
            return
        self.bound.give_up()
        self.hands.act(partial(chronicle.take_back, id=edit.id, version=edit.version),
                       tr(N_("La frase è di nuovo quella composta dal programma.")))  # fmt: skip

    def _swap(self, *, writing: bool) -> None:
        self.words.setVisible(not writing)
        self.editor.setVisible(writing)

    def _done(self) -> None:
        if not self.editor.problem:
            self.words.setText(self.editor.raw() or tr(_STRUCK))
            self._swap(writing=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.bound.give_up()
            self._swap(writing=False)
            self.pencil.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


class Story(QWidget):
    """The sentences of an item, in the order of the minutes; the first item has those of the opening before it."""

    def __init__(self, hands: Hands, parent: QWidget) -> None:
        super().__init__(parent)
        self.hands = hands
        self.rows: dict[str, Told] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(0.25))
        self._column.addWidget(section(tr(N_("Cronaca")), self))

    def show_point(self, board: Board, point: Point, locked: str) -> None:
        """Show the sentences of an item."""
        told = of_point(board, point)
        for key in [key for key in self.rows if key not in {one.key for one in told}]:
            row = self.rows.pop(key)
            row.bound.leave()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, one in enumerate(told, 1):
            row = self.rows.get(one.key) or self._row(one.key, board.meeting.code)
            if self._column.indexOf(row) != at:
                self._column.removeWidget(row)
                self._column.insertWidget(at, row)
            row.show_sentence(one, locked)
        self.setVisible(bool(told))

    def _row(self, key: str, meeting: str) -> Told:
        self.rows[key] = made = Told(self.hands, meeting, self)
        made.show()
        return made

    def text(self) -> str:
        """Everything that is printed, for whoever asks what the screen says."""
        return " ".join(row.sentence.text for row in self.rows.values() if row.sentence)


def of_point(board: Board, point: Point) -> tuple[Sentence, ...]:
    """The sentences shown with an item: its own, and those of the sitting before the first and after the last."""
    first, last = point.code == board.points[0].code, point.code == board.points[-1].code
    begun = not board.coming
    opening = [one for one in board.sentences if one.key in ("opening", "quorum")] if first and begun else []
    closing = [one for one in board.sentences if one.key == "closing"] if last else []
    return (*opening, *point.sentences, *closing)
