"""The top of a page: its title and second line, what one can do, and the search field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core import locale
from app.core.i18n import N_, tr
from app.ui.icons import icon
from app.ui.kit.plain import plain, tip
from app.ui.theme import theme


def button(text: str, icon_name: str = "", *, primary: bool = False, parent: QWidget | None = None) -> QPushButton:
    """A button of a header: its word, an icon in its colour."""
    made = QPushButton(text, parent)
    made.setProperty("role", "primary" if primary else "secondary")
    if icon_name:
        made.setIcon(icon(icon_name, "on_primary" if primary else "accent"))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class _Line(QLabel):
    """A line of words that ends in "…" where there is no room for all of them; whole in its tooltip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(tip(self.text() if words != self.text() else ""))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter = QPainter(self)
        role = QPalette.ColorRole.WindowText
        self.style().drawItemText(painter, self.rect(), middle, self.palette(), self.isEnabled(), words, role)
        painter.end()


class PageHeader(QWidget):
    """Title at the left, actions at the right; the second line gives way first, then the words of secondary buttons."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.subtitle = _Line(title, self), _Line("", self)
        self.title.setProperty("role", "title")
        self.subtitle.setProperty("role", "subtitle")
        for label in (self.title, self.subtitle):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._foldable: dict[QPushButton, str] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(0.8))
        self._row.addLayout(words, 1)
        self.say("")

    def say(self, subtitle: str) -> None:
        """The second line."""
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """A button or a field, to the right of those before it."""
        self._row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        if isinstance(widget, QPushButton) and widget.property("role") == "secondary" and widget.text():
            self._foldable[widget] = widget.text()
            widget.setAccessibleName(widget.accessibleName() or widget.text().replace("&", ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the title would be cut, secondary buttons keep their icon, and their words become a tooltip."""
        super().resizeEvent(event)
        for one, words in self._foldable.items():
            one.setText(words)
        others = (self._row.itemAt(n) for n in range(1, self._row.count()))
        shown = [part for item in others if item and (part := item.widget()) and not part.isHidden()]
        wanted = sum(max(one.minimumSizeHint().width(), one.minimumWidth()) + self._row.spacing() for one in shown)
        if self.width() - wanted < self.title.fontMetrics().horizontalAdvance(self.title.text()):
            for one, words in self._foldable.items():
                one.setMinimumHeight(one.sizeHint().height())
                one.setText("")
                if not one.toolTip():
                    one.setToolTip(tip(words.replace("&", "")))


class SearchField(QLineEdit):
    """Search as one types; says which hit one is at ("3 di 17"). Down goes to the hits, Esc clears.

    Signals:
        wanted(str): the list should be searched for this.
        down(): the person wants to walk among the hits.
    """

    wanted = Signal(str)
    down = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = QKeySequence("Ctrl+F").toString(QKeySequence.SequenceFormat.NativeText)
        self.setPlaceholderText(f"{hint}   {keys}")
        self.setAccessibleName(tr(N_("Cerca")))
        self.setAccessibleDescription(hint)
        self.setClearButtonEnabled(True)
        glass = self.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        glass.setToolTip(tr(N_("Cerca")))
        self.setMinimumWidth(theme().px(14))
        self.setMaximumWidth(theme().px(24))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place = plain("", self)
        self._place.setProperty("role", "muted")
        self._place.hide()
        self.textChanged.connect(self._typed)

    def _typed(self, text: str) -> None:
        if not text.strip():
            self.say_place(0, 0)
        self.wanted.emit(text.strip())

    def say_place(self, at: int, total: int) -> None:
        """Which hit one is at; nothing while nothing is searched."""
        words = tr(N_("{at} di {total}")).format(at=locale.number(at), total=locale.number(total))
        self._place.setText(words if total and self.text().strip() else "")
        self._place.setVisible(bool(self._place.text()))
        self._place.adjustSize()
        self.setTextMargins(0, 0, self._place.width() + theme().px(0.3) if self._place.isVisible() else 0, 0)
        self._arrange()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _arrange(self) -> None:
        x = self.width() - self._place.width() - theme().px(2.1)
        self._place.move(x, (self.height() - self._place.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)
