"""«Cosa manca»: what the minutes still lack, each with the way to the place where it is mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, tr, trn
from app.domain.lints import Lint
from app.ui.icons import icon
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.theme import theme
from app.ui.theme_tokens import Hue

_SHOWN, _MOST_EMS = 5, 10.5


class Missing(QWidget):
    """The list, folded until it is asked for.

    Signals:
        wanted(Lint): go to the place of this one.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lints: list[Lint] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QPushButton(self)
        self.head.setProperty("role", "link")
        self.head.setCheckable(True)
        self.head.setAutoDefault(False)
        self.head.toggled.connect(lambda _: self._fold())
        column.addWidget(self.head)
        self.list = EntryList(tr(N_("Che cosa manca al verbale")), self)
        self.list.itemClicked.connect(lambda _: self._go())
        self.list.opened.connect(lambda _: self._go())
        column.addWidget(self.list)
        self.show_lints([])

    def show_lints(self, lints: list[Lint]) -> None:
        """Show what is missing; what blocks the final minutes comes first."""
        self._lints = lints
        blocking = sum(lint.blocks for lint in lints)
        words = trn("Manca {n} cosa al verbale", "Mancano {n} cose al verbale", blocking)
        if not lints:
            words = tr(N_("Al verbale non manca nulla"))
        elif not blocking:
            words = trn("{n} cosa da guardare nel verbale", "{n} cose da guardare nel verbale", len(lints))
        self.head.setText(words)
        self.head.setIcon(icon("warning" if blocking else "check-circle", "warning" if blocking else "success"))
        self.head.setEnabled(bool(lints))
        self.list.show_entries([_entry(at, lint) for at, lint in enumerate(lints)])
        self._fold()

    def open(self) -> None:
        """Unfold the list and go into it."""
        self.head.setChecked(True)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fold(self) -> None:
        shown = self.head.isChecked() and bool(self._lints)
        self.list.setVisible(shown)
        rows = min(_SHOWN, len(self._lints))
        wanted = sum(self.list.sizeHintForRow(row) for row in range(rows)) + theme().px(0.3)
        self.list.setFixedHeight(min(wanted, theme().px(_MOST_EMS)))  # agenda and people keep their room

    def _go(self) -> None:
        if self.list.key():
            self.wanted.emit(self._lints[int(self.list.key())])


def _entry(at: int, lint: Lint) -> Entry:
    second = tr(N_("da completare")) if lint.blocks else tr(N_("da guardare"))
    return Entry(str(at), lint.why, second=f"{second} · {lint.code}",
                 hue=Hue.RED if lint.blocks else Hue.ORANGE)  # fmt: skip
