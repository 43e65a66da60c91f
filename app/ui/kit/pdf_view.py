"""A PDF inside the window: pages one under the other, zoom, and a new edition that leaves the eye where it was."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core.i18n import N_, tr
from app.ui.icons import icon
from app.ui.kit.plain import plain
from app.ui.theme import theme

_STEP, _LEAST, _MOST = 1.2, 0.25, 5.0


class _Pages(QPdfView):
    """The pages; Ctrl+wheel and Ctrl+± zoom."""

    zoomed = Signal(int)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.zoomed.emit(by)
            return
        super().keyPressEvent(event)


class PdfView(QWidget):
    """Shows the bytes of a PDF. `show_pdf` again keeps page, scroll and zoom.

    Signals:
        page_changed(int, int): the page at the top and how many there are, counted from 1.
    """

    page_changed = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: list[tuple[QPdfDocument, QBuffer]] = []
        self.pages = _Pages(self)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setAccessibleName(name)
        self.pages.setFrameShape(QPdfView.Shape.NoFrame)
        self.pages.zoomed.connect(self.zoom)
        self.pages.pageNavigator().currentPageChanged.connect(lambda _: self._tell())
        self.words = plain("", self)
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.where = plain("", self)
        self.where.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedLayout()
        self.stack.addWidget(self.words)
        self.stack.addWidget(self.pages)
        column.addLayout(self.stack, 1)
        self.bar = self._bar()
        column.addLayout(self.bar)
        theme().changed.connect(self._wear)
        self._wear()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme().px(0.5), theme().px(0.2), theme().px(0.5), theme().px(0.2))
        bar.addWidget(self.where)
        bar.addStretch(1)
        for glyph, words, by in (
            ("minus", N_("Rimpicciolisci (Ctrl+-)"), -1),
            ("arrows-left-right", N_("Larghezza della pagina (Ctrl+0)"), 0),
            ("plus", N_("Ingrandisci (Ctrl++)"), 1),
        ):
            button = QToolButton(self)
            button.setIcon(icon(glyph))
            button.setToolTip(tr(words))
            button.setAccessibleName(tr(words))
            button.clicked.connect(lambda _=False, by=by: self.zoom(by))
            bar.addWidget(button)
        return bar

    # ------------------------------------------------------------ showing

    def say(self, words: str) -> None:
        """Show words instead of pages: nothing yet, or why there is nothing."""
        self.words.setText(words)
        self.stack.setCurrentWidget(self.words)
        self.where.clear()

    def show_pdf(self, data: bytes) -> bool:
        """Show a PDF; False when the bytes are none."""
        buffer = QBuffer(self)
        buffer.setData(QByteArray(data))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        if document.error() != QPdfDocument.Error.None_:
            document.deleteLater()
            buffer.deleteLater()
            return False
        place = self.place()
        self.pages.setDocument(document)
        self._documents.append((document, buffer))
        while len(self._documents) > 1:
            old, bytes_ = self._documents.pop(0)
            old.close()
            old.deleteLater()
            bytes_.deleteLater()
        self.stack.setCurrentWidget(self.pages)
        self.go_to(place)
        self._tell()
        return True

    @property
    def document(self) -> QPdfDocument | None:
        """What is shown."""
        last = self._documents[-1][0] if self._documents else None
        return last if last is not None and isValid(last) else None  # Qt takes it away before the pages that show it

    def place(self) -> tuple[int, int]:
        """Where the eye is: the scroll bars."""
        return self.pages.horizontalScrollBar().value(), self.pages.verticalScrollBar().value()

    def go_to(self, place: tuple[int, int]) -> None:
        """Back where the eye was, as far as there are pages."""
        self.pages.horizontalScrollBar().setValue(place[0])
        self.pages.verticalScrollBar().setValue(place[1])

    def go_to_page(self, page: int) -> None:
        """Show a page, counted from 1."""
        document = self.document
        if document is not None and 1 <= page <= document.pageCount():
            self.pages.pageNavigator().jump(page - 1, QPointF())

    def zoom(self, by: int) -> None:
        """Larger (+1), smaller (-1), as wide as the room there is (0)."""
        if not by:
            self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        now = self._factor()
        self.pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self.pages.setZoomFactor(min(_MOST, max(_LEAST, now * (_STEP if by > 0 else 1 / _STEP))))

    def _factor(self) -> float:
        """The zoom in use; when pages fit the width, what that comes to."""
        document = self.document
        if self.pages.zoomMode() == QPdfView.ZoomMode.Custom or document is None or not document.pageCount():
            return self.pages.zoomFactor()
        points = document.pagePointSize(0).width()
        margins = self.pages.documentMargins()
        room = self.pages.viewport().width() - margins.left() - margins.right()
        return float(room / (points * self.pages.logicalDpiX() / 72)) if points else 1.0

    def _tell(self) -> None:
        document = self.document
        if document is None:
            return
        page, all_ = self.pages.pageNavigator().currentPage() + 1, document.pageCount()
        text = tr(N_("pagina {page} di {all}")).format(page=page, all=all_)
        self.where.setText(text)
        self.pages.setAccessibleDescription(text)
        self.page_changed.emit(page, all_)

    # ------------------------------------------------------------ looks

    def _wear(self) -> None:
        palette = QPalette(self.pages.palette())
        ground = QColor(theme().colours.line)
        palette.setColor(QPalette.ColorRole.Dark, ground)
        self.pages.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._wear()
