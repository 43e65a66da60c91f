"""The head of an item: a title that is read until one writes in it, links that take room only when there are some."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entity import Values
from app.ui.icons import icon
from app.ui.kit.editor import Editor
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme


class Heading(QWidget):
    """A title on as many lines as it needs; the pencil (or F2) lets it be written.

    Signals:
        given_up(): what was typed in it is not wanted.
    """

    given_up = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = label("", "heading", self)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        row.addWidget(editor, 1)
        self.pencil = QToolButton(self)
        self.pencil.setIcon(icon("pencil-simple"))
        self.pencil.setToolTip(tr(N_("Modifica il titolo")))
        self.pencil.setAccessibleName(tr(N_("Modifica il titolo")))
        self.pencil.clicked.connect(lambda _=False: self.edit())
        row.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)
        editor.hide()
        editor.entry.installEventFilter(self)
        editor.left.connect(self._done)

    def show_text(self, *, locked: bool) -> None:
        """Show the title as it stands in the editor."""
        self.words.setText(self.editor.raw())
        self.pencil.setVisible(not locked)
        if not self.editor.touched and not self.editor.entry.hasFocus():
            self._swap(writing=False)

    def edit(self) -> None:
        """Write in it."""
        self._swap(writing=True)
        self.editor.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _swap(self, *, writing: bool) -> None:
        self.words.setVisible(not writing)
        self.editor.setVisible(writing)

    def _done(self) -> None:
        if not self.editor.problem:
            self.words.setText(self.editor.raw())
            self._swap(writing=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.editor.set_value(self.editor.given)
            self.given_up.emit()
            self._swap(writing=False)
            self.pencil.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


class Linked(QWidget):
    """What an item is linked to: only the kinds it has, and a button that brings the others."""

    def __init__(self, editors: list[Editor], parent: QWidget) -> None:
        super().__init__(parent)
        self.editors = editors
        self._asked: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.3))
        self._rows: dict[str, QWidget] = {}
        for editor in editors:
            row = QWidget(self)
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            name = label(tr(editor.spec.label), "label", row)
            name.setMinimumWidth(theme().px(5))
            name.setBuddy(editor.entry)
            inside.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            inside.addWidget(editor, 1)
            column.addWidget(row)
            self._rows[editor.spec.name] = row
        self.more = QPushButton(tr(N_("Collega…")), self)
        self.more.setProperty("role", "link")
        self.more.setIcon(icon("link", "accent"))
        self.more.setAutoDefault(False)
        self.more.setToolTip(tr(N_("Collega il punto a progetti, patti, contributi, obiettivi")))
        self.more.clicked.connect(lambda _=False: self._menu())
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_links(self, values: Values, *, locked: bool, fresh: bool) -> None:
        """Show the kinds that have links; `fresh`, forget those only asked for."""
        if fresh:
            self._asked.clear()
        for name, row in self._rows.items():
            row.setVisible(bool(values[name]) or name in self._asked or self._editor(name).touched)
        self.more.setVisible(not locked and any(not row.isVisibleTo(self) for row in self._rows.values()))

    def _editor(self, name: str) -> Editor:
        return next(one for one in self.editors if one.spec.name == name)

    def reveal(self, editor: Editor) -> None:
        """Show a kind that has no link yet."""
        if editor.spec.name in self._rows:
            self._asked.add(editor.spec.name)
            self._rows[editor.spec.name].show()

    def build_menu(self) -> QMenu:
        """The kinds not shown."""
        menu = QMenu(self)
        for editor in self.editors:
            if not self._rows[editor.spec.name].isVisibleTo(self):
                menu.addAction(tr(editor.spec.label), partial(self._bring, editor))
        return menu

    def _menu(self) -> None:
        menu = self.build_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _bring(self, editor: Editor) -> None:
        self.reveal(editor)
        editor.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
