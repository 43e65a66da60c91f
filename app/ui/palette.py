"""Ctrl+K: any command, any page and any record, by typing some of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.vocabulary import fold
from app.ui.commands import Commands
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.runner import Job
from app.ui.theme import theme
from app.usecases import lists
from app.usecases.lists import Hit

_LEAST_LETTERS = 2
_COMMANDS_SHOWN = 8


@dataclass(frozen=True)
class Offer:
    """One line: what it says, and what it does."""

    title: str
    second: str
    icon: str
    run: Callable[[], object]


class Palette(Dialog):
    """A field and what answers to it."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._commands = desk, commands
        self._job: Job | None = None
        self._offers: list[Offer] = []
        self.setWindowTitle(tr(N_("Cerca ovunque")))
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.resize(theme().px(44), theme().px(30))
        column = QVBoxLayout(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr(N_("Scheda, comando o pagina…")))
        self.field.setAccessibleName(tr(N_("Cerca ovunque")))
        glass = self.field.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        glass.setToolTip(tr(N_("Cerca")))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr(N_("Risultati")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hint = plain(tr(N_("Frecce: scegli · Invio: apri · Esc: chiudi")), self)
        hint.setProperty("role", "muted")
        for widget in (self.field, self.list, hint):
            column.addWidget(widget)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.itemClicked.connect(lambda _item: self.accept())
        self._typed("")

    # ------------------------------------------------------------ answers

    def _typed(self, text: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self._show(self._known(text))
        if len(text.strip()) >= _LEAST_LETTERS:
            store, words = self._desk.store, text.strip()
            self._job = self._desk.runner.run(
                lambda _: lists.search_everywhere(store, words), partial(self._found, text), owner=self, aside=True
            )

    def _known(self, text: str) -> list[Offer]:
        words = fold(text).split()
        found = []
        for one in self._commands.all():
            if one.possible(self._commands.context) and one.id != "palette":
                title = tr(one.title)
                if all(word in fold(f"{title} {tr(one.hint)}") for word in words):
                    second = " · ".join(part for part in (tr(one.place.value), one.keys_text) if part)
                    found.append(Offer(title, second, one.icon or "command", one.run))
        return found[:_COMMANDS_SHOWN] if words else found

    def _found(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self.field.text():
            return
        records = [
            Offer(hit.title, _kind(hit), "file-text", partial(self._desk.open, hit.entity, hit.code))
            for hit in hits
        ]  # fmt: skip
        self._show([*self._known(text), *records])

    def _show(self, offers: Sequence[Offer]) -> None:
        self._offers = list(offers)
        self.list.clear()
        for offer in offers:
            item = QListWidgetItem(icon(offer.icon), f"{offer.title}\n{offer.second}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.title}, {offer.second}")
            self.list.addItem(item)
        if not offers:
            item = QListWidgetItem(tr(N_("Niente con queste parole.")))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk the list while the field keeps the focus."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                at = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
                self.list.setCurrentRow(at)
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Do what the current line says."""
        at = self.list.currentRow()
        super().accept()
        if 0 <= at < len(self._offers):
            self._offers[at].run()


def _kind(hit: Hit) -> str:
    """What a record is, and its code unless its title begins with it."""
    kind = tr(ENTITIES[hit.entity].label)
    return kind if hit.title.startswith(hit.code) else f"{kind} · {hit.code}"
