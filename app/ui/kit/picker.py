"""Finding a record or a term by typing a piece of it; chips for the fields that hold several."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from app.core.i18n import N_, tr
from app.domain.vocabulary import fold
from app.ui.kit.editor import Around, Hits
from app.ui.kit.plain import tip

Look = Callable[[str, Callable[[Hits], None]], None]
CODE = Qt.ItemDataRole.UserRole


def caption(code: str, label: str) -> str:
    """A hit as a person reads it: the name, and the code when the name does not say it."""
    return label if fold(code) in fold(label) else f"{label} · {code}"


class Picker(QLineEdit):
    """A line that searches as one types. `picked(code, label)` when a person chooses; Esc closes the list.

    The answer of a search may come late: only the one to the last question is shown.
    """

    picked = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._asked = look, 0
        self._hits = QStandardItemModel(self)
        self._list = QCompleter(self._hits, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(12)
        self._list.setWidget(self)
        self._popup().setAccessibleName(tr(N_("Risultati della ricerca")))
        self._list.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        self.textEdited.connect(self.ask)
        self.setPlaceholderText(tr(N_("Cercate per nome o codice")))

    def ask(self, text: str) -> None:
        """Search and open the list."""
        self._asked += 1
        question = self._asked
        self._look(text, lambda hits: self._show(question, text, hits))

    def hits(self) -> Hits:
        """What the list shows now."""
        items = [self._hits.item(row) for row in range(self._hits.rowCount())]
        return [(str(item.data(CODE)), item.text()) for item in items if item.data(CODE)]

    def _show(self, question: int, text: str, hits: Hits) -> None:
        if question != self._asked or self.window().focusWidget() is not self:
            return  # a later question is on its way, or nobody is here any more
        self._hits.clear()
        for code, label in hits:
            item = QStandardItem(caption(code, label))
            item.setData(code, CODE)
            item.setToolTip(tip(label))
            self._hits.appendRow(item)
        if not hits:
            nothing = QStandardItem(tr(N_("Nessun risultato per «{text}»")).format(text=text))
            nothing.setEnabled(False)
            self._hits.appendRow(nothing)
        self._list.complete()
        if hits and text.strip():
            self._popup().setCurrentIndex(self._list.completionModel().index(0, 0))

    def _popup(self) -> QAbstractItemView:
        popup = self._list.popup()
        assert popup is not None  # a completer makes its list when asked
        return popup

    def _chosen(self, index: QModelIndex) -> None:
        code = index.data(CODE)
        if code:
            self.picked.emit(str(code), str(index.data()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self.isReadOnly():
            self.ask(self.text() if self.isModified() else "")
            return
        super().keyPressEvent(event)

    def close_list(self) -> None:
        """Put the list away; an answer still on its way is not shown."""
        self._asked += 1
        self._popup().hide()


def looker(around: Around, kind: str) -> Look:
    """A search among one kind of record or one vocabulary."""
    return lambda text, deliver: around.look(kind, text, deliver)


class Selecting(QObject):
    """Selects a line's text when the keyboard enters it, so that typing replaces the old choice."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            watched.selectAll()
        return super().eventFilter(watched, event)
