"""What a step of a wizard is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import tr
from app.ui.dialogs.importing.state import Importing
from app.ui.kit.plain import plain
from app.ui.theme import theme


class Step(QWidget):
    """A page of the wizard. `title` and `words` are msgids.

    Signals:
        ready(bool): whether one may go on from here.
        wanted(object, object, str): (work(progress), then(answer), words): do this off the GUI thread.
    """

    ready = Signal(bool)
    wanted = Signal(object, object, str)

    title = ""
    words = ""

    def __init__(self, state: Importing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(0.6))
        told = plain(tr(self.words), self)
        told.setWordWrap(True)
        told.setProperty("role", "muted")
        self.column.addWidget(told)

    def enter(self) -> None:
        """The step comes to the front, from either side."""

    def may_go_on(self) -> bool:
        """Whether one may go on."""
        return True
