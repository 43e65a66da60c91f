"""Editors made of one line of text: words, numbers, amounts, percentages, days, times."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QSlider, QToolButton, QVBoxLayout, QWidget

from app.core import clock, i18n, locale
from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.domain.fields import Field, Text, Value
from app.ui.icons import icon
from app.ui.kit.editor import Around, Editor, muted
from app.ui.kit.plain import tip
from app.ui.theme import theme

NEAR = 0.8
"""From this share of the longest text on, the characters left are shown."""


class LineEditor(Editor):
    """A line of text; leaving it writes the value the way the register does (`1234,5` → `1.234,50 €`)."""

    numeric = False
    longest = 0.0  # in ems; a number lost at the far end of a wide line is hard to read

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.line = QLineEdit(self)
        if self.numeric:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self.leave)
        self.row.addWidget(self.line, 1)
        if self.longest:
            self.line.setMaximumWidth(theme().px(self.longest))
            self.row.addStretch(0)
        self.take(self.line)

    def put(self, value: Value) -> None:
        self.line.setText(self.spec.show(value, self.around.names))
        self.line.setCursorPosition(0)

    def raw(self) -> str:
        return self.line.text()

    def set_raw(self, text: str) -> None:
        self.line.setText(text)

    def lock(self, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self.line.setProperty("locked", locked)

    def leave(self) -> None:
        self._tidy()
        super().leave()

    def _tidy(self) -> None:
        if not self.reason and self.touched:
            try:
                shown = self.spec.show(self.value(), self.around.names)
            except Refused:
                return  # `leave` shows why
            if shown != self.line.text():
                self.line.setText(shown)

    def _on_text(self) -> None:
        if self.problem:
            self.check(whole=False)
        self.changed.emit()


class TextEditor(LineEditor):
    """A line of words, with the characters left when they become few."""

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.counter = muted("", self)
        self.counter.hide()
        self.row.addWidget(self.counter)
        self.line.textChanged.connect(self._count)
        self.wide = isinstance(spec, Text) and spec.max_length >= 200

    def _count(self, text: str) -> None:
        show_left(self.counter, self.spec, len(text))


WORTH = 60
"""Shorter texts are codes and numbers: only what is too much of them is said."""


def show_left(counter: QWidget, spec: Field, used: int) -> None:
    """Say how many characters are left, or are too many, once they are few."""
    limit = spec.max_length if isinstance(spec, Text) else 0
    near = bool(limit) and used > (NEAR * limit if limit >= WORTH else limit)
    counter.setVisible(near)
    if near:
        left = limit - used
        few = trn("resta {n} carattere", "restano {n} caratteri", left)
        many = trn("{n} carattere di troppo", "{n} caratteri di troppo", -left)
        counter.setText(few if left >= 0 else many)  # type: ignore[attr-defined]


class NumberEditor(LineEditor):
    """A number or an amount, on the right, stepped by ↑ and ↓ when it is whole."""

    numeric = True
    longest = 15.0


class IntegerEditor(NumberEditor):
    """A whole number; ↑ and ↓ step it."""

    step = 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.reason:
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
            by = steps.get(Qt.Key(event.key()))
            if by and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
                return self._step(by)
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> bool:
        try:
            value = (self.value() or 0) + by
            self.spec.check(value)
        except Refused:
            return True
        self.line.setText(self.spec.show(value))
        return True


class PercentEditor(IntegerEditor):
    """A share of one hundred: typed, stepped or slid."""

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.line.setMaximumWidth(self.fontMetrics().horizontalAdvance("100 %") * 2)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # one field, one stop of the Tab key
        self.slider.setAccessibleName(tr(spec.label))
        self.slider.valueChanged.connect(self._slid)
        self.slider.installEventFilter(self)
        self.row.addWidget(self.slider, 2)
        self.line.textChanged.connect(self._follow)

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        self.slider.setEnabled(not locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.slider and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _slid(self, value: int) -> None:
        self.line.setText(self.spec.show(value))

    def _follow(self) -> None:
        try:
            value = self.spec.parse(self.line.text())
        except Refused:
            return  # the line shows the problem when it is left
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(min(max(int(value or 0), 0), 100))
        self.slider.blockSignals(blocked)


class TimeEditor(LineEditor):
    """A time of day, typed as people write it: 17:30, 17.30, 1730, 9."""

    longest = 15.0

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.line.setPlaceholderText(tr(N_("es. 17:30")))


class DayEditor(LineEditor):
    """A day, typed as people write it (31.12.26, oggi, +7, lun) or picked; Ctrl+; writes today, ↑ and ↓ step."""

    longest = 15.0

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.line.setPlaceholderText(tr(N_("es. 31/12/2026, oggi, +7, lun")))
        self.button = QToolButton(self)
        self.button.setIcon(icon("calendar-blank"))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(tr(N_("Calendario (F4)")))
        self.button.setAccessibleName(tr(N_("Apri il calendario: {field}")).format(field=tr(spec.label)))
        self.button.clicked.connect(self.open_calendar)
        self.row.insertWidget(1, self.button)
        today = QShortcut(QKeySequence("Ctrl+;"), self.line, context=Qt.ShortcutContext.WidgetShortcut)
        today.activated.connect(lambda: self.pick(clock.today()))

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        self.button.setEnabled(not locked)

    def pick(self, day: date) -> None:
        """Write a day."""
        if not self.reason:
            self.line.setText(self.spec.show(day))

    def open_calendar(self) -> CalendarPopup:
        """Show the month of the day typed, or today's."""
        try:
            day = self.value() or clock.today()
        except Refused:
            day = clock.today()
        popup = CalendarPopup(day, self)
        popup.calendar.clicked.connect(lambda chosen: self._chosen(popup, chosen))
        popup.calendar.activated.connect(lambda chosen: self._chosen(popup, chosen))
        popup.show_below(self.line)
        return popup

    def _chosen(self, popup: CalendarPopup, chosen: QDate) -> None:
        popup.close()
        self.pick(date(chosen.year(), chosen.month(), chosen.day()))
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.reason:
            if event.key() == Qt.Key.Key_F4 and not event.modifiers():
                self.open_calendar()
                return True
            by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if by and not event.modifiers():
                return self._step(by)
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> bool:
        try:
            self.pick((self.value() or clock.today() - timedelta(by)) + timedelta(by))
        except (Refused, OverflowError):
            return True
        return True


class CalendarPopup(QFrame):
    """A month to pick a day from; the week starts on Monday."""

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(i18n.current().code))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setAccessibleName(tr(N_("Calendario")))
        self.calendar.setToolTip(tip(locale.day(day)))
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.calendar)

    def show_below(self, line: QWidget) -> None:
        """Open under a field, inside the screen."""
        self.adjustSize()
        place = line.mapToGlobal(QPoint(0, line.height()))
        room = line.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        if place.y() + self.height() > room.bottom():
            place.setY(line.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(place)
        self.show()
        self.calendar.setFocus()
