"""Writing a little rich text: paragraphs, bold, italic, lists; what is pasted is cleaned to these."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QFont,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.fields import Field, Value
from app.domain.reserved import MARK, RICH
from app.ui.icons import icon
from app.ui.kit import markdown
from app.ui.kit.editor import Around, PageEditor, muted
from app.ui.kit.lines import show_left
from app.ui.kit.pasting import cleaned
from app.ui.kit.plain import tip
from app.ui.theme import theme

LEAST_LINES, MOST_LINES = 4, 18


class RichText(QTextEdit):
    """The page one writes on. Tab goes to the next field; inside a list Tab and Shift+Tab change the depth."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self.document().setIndentWidth(22)
        self.textChanged.connect(self._show_reserved)
        theme().changed.connect(self._show_reserved)

    def markdown_(self) -> str:
        """What is written, as Markdown."""
        return markdown.write(markdown.paragraphs_of(self.document()))

    def write(self, text: str) -> None:
        """Show Markdown."""
        markdown.fill(self.document(), markdown.read(text))
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    # ------------------------------------------------------------ looks

    def toggle_bold(self) -> None:
        """Bold on or off, for the selection or for what is typed next."""
        bold = self.fontWeight() >= QFont.Weight.DemiBold
        self.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)

    def toggle_italic(self) -> None:
        """Italic on or off."""
        self.setFontItalic(not self.fontItalic())

    def toggle_list(self, *, ordered: bool) -> None:
        """Make the selected paragraphs a list of this sort, or plain again."""
        cursor = self.textCursor()
        now = markdown.list_of(cursor)
        wanted = markdown.list_format(1, ordered)
        cursor.beginEditBlock()
        if now is not None and markdown.is_ordered(now) == ordered:
            self._plain(cursor)
        else:
            cursor.createList(wanted)
        cursor.endEditBlock()

    def toggle_reserved(self) -> None:
        """Mark the chosen paragraphs as reserved (`%%` at their beginning), or take the mark off when all have it."""
        cursor = self.textCursor()
        first, last = sorted((cursor.anchor(), cursor.position()))
        blocks, block = [], self.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            blocks.append(block.position())
            block = block.next()
        marked = all(self.document().findBlock(at).text().startswith(MARK) for at in blocks)
        cursor.beginEditBlock()
        for at in reversed(blocks):
            self._mark(at, off=marked)
        cursor.endEditBlock()

    def _show_reserved(self) -> None:
        """Tint what is reserved, its mark in bold; only to the eye: the text and its looks stay as they are."""
        found: list[QTextEdit.ExtraSelection] = []
        block = self.document().begin()
        while block.isValid():
            if block.text().startswith(MARK):
                found += self._tinted(block.position(), block.length() - 1)
            block = block.next()
        if found or self.extraSelections():
            self.setExtraSelections(found)

    def _tinted(self, at: int, length: int) -> list[QTextEdit.ExtraSelection]:
        made = []
        for size, bold in ((length, False), (len(MARK), True)):
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(at)
            cursor.setPosition(at + size, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(theme().colour("warning_soft"))
            look.setProperty(QTextFormat.Property.FullWidthSelection.value, not bold)
            if bold:
                look.setForeground(theme().colour("warning"))
            one.cursor, one.format = cursor, look
            made.append(one)
        return made

    def _mark(self, at: int, *, off: bool) -> None:
        text = self.document().findBlock(at).text()
        edit = QTextCursor(self.document())
        edit.setPosition(at)
        if off:
            length = len(MARK) + text[len(MARK) :].startswith(" ")
            edit.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
            edit.removeSelectedText()
        elif not text.startswith(MARK):
            edit.insertText(f"{MARK} ", QTextCharFormat())

    def deepen(self, by: int) -> None:
        """Move an item one list further in (+1) or out (-1); out of the outermost it becomes a paragraph."""
        cursor = self.textCursor()
        now = markdown.list_of(cursor)
        if now is None:
            return
        depth = now.format().indent() + by
        ordered = markdown.is_ordered(now)
        cursor.beginEditBlock()
        if depth < 1:
            self._plain(cursor)
        elif depth <= markdown.DEEPEST:
            cursor.createList(markdown.list_format(depth, ordered))
        cursor.endEditBlock()

    @staticmethod
    def _plain(cursor: QTextCursor) -> None:
        plain = QTextBlockFormat()
        plain.setIndent(0)
        first, last = sorted((cursor.anchor(), cursor.position()))
        block = cursor.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            listed = markdown.list_of(block)
            if listed is not None:
                listed.remove(block)
            QTextCursor(block).setBlockFormat(plain)
            block = block.next()

    # ------------------------------------------------------------ keys and pasting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        listed = markdown.list_of(cursor) is not None
        back = event.key() == Qt.Key.Key_Backtab
        if listed and cursor.atBlockStart() and (event.key() == Qt.Key.Key_Tab or back):
            self.deepen(-1 if back else 1)
            return
        at_rest = listed and not cursor.hasSelection() and not cursor.block().text()
        if at_rest and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace):
            self.deepen(-1)  # Enter on an empty item leaves the list, as everywhere
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasHtml():
            markdown.insert(self.textCursor(), cleaned(source.html()))
        elif source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n"))
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied goes out as simple HTML and as plain text."""
        piece = QTextDocument()
        markdown.fill(piece, self._selected())
        data = QMimeData()
        data.setHtml(piece.toHtml())
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def _selected(self) -> list[markdown.Paragraph]:
        piece = QTextDocument()
        QTextCursor(piece).insertFragment(self.textCursor().selection())
        return markdown.paragraphs_of(piece)


class RichTextEditor(PageEditor):
    """A LongText of a few looks. The value is Markdown; an untouched text comes back letter by letter."""

    wide = True
    least = LEAST_LINES

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.page = RichText(self)
        self.counter = muted("", self)
        self.bar = self._bar()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.bar)
        column.addWidget(self.page)
        self.row.addLayout(column, 1)
        self.page.textChanged.connect(self._on_text)
        self.page.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.take(self.page)
        self._grow()

    def put(self, value: Value) -> None:
        self._text = value or ""
        self.page.write(self._text)
        self.page.document().setModified(False)
        self._shown = self._written()

    def raw(self) -> str:
        if not self.page.document().isModified():
            return self._text  # as it was put, or undone to that: no need to write the whole page out
        now = self._written()
        return self._text if now == self._shown else now

    @property
    def stirred(self) -> bool:
        return self.page.document().isModified()

    def _written(self) -> str:
        """The page as Markdown; of a long text that costs as much as ten keys, so once for each change."""
        if self._now is None:
            self._now = self.page.markdown_()
        return self._now

    def set_raw(self, text: str) -> None:
        self.page.write(text)
        self.page.document().setModified(True)
        self.changed.emit()

    def make_small(self) -> None:
        """For a short text among others: as tall as what is written, the looks by their keys."""
        self.least = 1
        self.bar.setFixedHeight(0)
        self._grow()

    def lock(self, locked: bool) -> None:
        self.page.setReadOnly(locked)
        self.bar.setVisible(not locked)

    _text = _shown = ""
    _now: str | None = None  # the page as it was read last; None: it has changed since

    def _on_text(self) -> None:
        self._now = None
        show_left(self.counter, self.spec, len(self.page.toPlainText()))
        if self.problem:
            self.check(whole=False)
        self.changed.emit()

    def _grow(self) -> None:
        """As tall as the text, within reason: beyond, it scrolls."""
        line = self.page.fontMetrics().lineSpacing()
        frame = 2 * self.page.frameWidth() + 14
        wanted = round(self.page.document().size().height()) + frame
        self.page.setFixedHeight(min(max(wanted, self.least * line + frame), MOST_LINES * line + frame))

    def _bar(self) -> QWidget:
        bar = QFrame(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        page = self.page
        for glyph, words, keys, run in (
            ("text-bolder", N_("Grassetto"), "Ctrl+B", page.toggle_bold),
            ("text-italic", N_("Corsivo"), "Ctrl+I", page.toggle_italic),
            ("list-bullets", N_("Elenco puntato"), "Ctrl+Shift+8", lambda: page.toggle_list(ordered=False)),
            ("list-numbers", N_("Elenco numerato"), "Ctrl+Shift+7", lambda: page.toggle_list(ordered=True)),
        ):
            row.addWidget(self._button(glyph, tr(words), keys, run))
        if self.spec.name in RICH.get(self.spec.entity, ()):
            words = tr(N_("Paragrafo riservato: non si pubblica"))
            row.addWidget(self._button("lock-simple", words, "Ctrl+Shift+R", page.toggle_reserved))
        row.addStretch(1)
        row.addWidget(self.counter)
        self.counter.hide()
        return bar

    def _button(self, glyph: str, words: str, keys: str, run: Callable[[], None]) -> QToolButton:
        action = QAction(icon(glyph), words, self.page)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setToolTip(tip(f"{words} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})"))
        action.triggered.connect(run)
        self.page.addAction(action)
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
