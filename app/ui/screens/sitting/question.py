"""Where something is typed: two texts for one field, or a draft older than the register. A person chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.core.i18n import N_, tr
from app.ui.kit.editor import restyle
from app.ui.kit.plain import marked
from app.ui.messages import announce
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme

_SHOWN = 90
"""So many characters of each text are shown; the rest when one points at it."""

Answer = tuple[str, Callable[[], object]]
"""A button: its word, a msgid, and what it does."""


class Question(QFrame):
    """A sentence and two buttons; it stays until it is answered."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(0.7), theme().px(0.3), theme().px(0.4), theme().px(0.3))
        self.words = label("", "", self)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        self.yes, self.no = QPushButton(self), QPushButton(self)
        self._deeds: dict[QPushButton, Callable[[], object]] = {}
        for button in (self.yes, self.no):
            button.setProperty("role", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, button=button: self._deeds[button]())
            row.addWidget(button)
        self.hide()

    def ask(self, sentence: str, texts: Iterable[tuple[str, str]], yes: Answer, no: Answer, role: str) -> None:
        """Ask. `sentence` is a msgid with `{what}`, where the (label, text) of `texts` go; `role` a message's."""
        texts = list(texts)
        words = tr(sentence).format(what="; ".join(f"{label}: «{_short(text)}»" for label, text in texts))
        for button, (word, deed) in ((self.yes, yes), (self.no, no)):
            button.setText(tr(word))
            self._deeds[button] = deed
        self.words.setToolTip(marked("<br>".join(f"<b>{escape(label)}</b>: {escape(text)}" for label, text in texts)))
        fresh = self.isHidden() or words != self.words.text()
        self.words.setText(words)
        self.setProperty("role", role)
        restyle(self)
        self.show()
        if fresh:
            announce(self, words, urgent=True)


THEIRS = N_("Cambiato nel frattempo da un'altra postazione – {what}. Quello che avete scritto è ancora qui.")
DRAFT = N_("Qui avevate scritto qualcosa che non è stato salvato, e nel frattempo il registro è cambiato – {what}.")
KEEP_MINE, TAKE_THEIRS = N_("Tieni la mia versione"), N_("Prendi la loro")
RESTORE, DISCARD = N_("Ripristina"), N_("Scarta")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
