"""One facet of a list: the values of a field with their counts, to tick."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QVBoxLayout, QWidget

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.domain.fields import Choice, Choices, Field, Names
from app.ui.icons import icon
from app.ui.kit.controls import Tick
from app.ui.kit.facet_panel import Counts, kind_of
from app.ui.kit.plain import tip
from app.ui.theme import theme

_FIRST = 6


class FacetTick(Tick):
    """A value and, at the right, how many records have it."""

    def __init__(self, code: str, label: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self.code, self._count = code, 0
        self.setMinimumWidth(theme().px(6))

    def set_count(self, count: int) -> None:
        """How many records the value would leave."""
        self._count = count
        self.setAccessibleName(self.text() + ", " + trn("{n} scheda", "{n} schede", count))
        self.setToolTip(tip(self.text()))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(6), super().sizeHint().height())

    def _draw_words(self, painter: QPainter, option: QStyleOptionButton, left: int, *, enabled: bool) -> None:
        number = locale.number(self._count)
        room = self.fontMetrics().horizontalAdvance(number) + theme().px(0.4)
        painter.setPen(theme().colour("muted"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
        text = option.text
        words = QRect(left, 0, self.width() - left - room, self.height())
        option.text = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        super()._draw_words(painter, option, left, enabled=enabled and self._count > 0)


class FacetHeading(QPushButton):
    """The name of a facet; pressed, its values fold away."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self.setProperty("role", "facet")
        self.setCheckable(True)
        self.setToolTip(tr(N_("Mostra o nasconde i valori")))
        self.toggled.connect(self._spell)
        self._spell(False)

    def _spell(self, open_: bool) -> None:
        state = tr(N_("aperto")) if open_ else tr(N_("chiuso"))
        self.setAccessibleName(f"{self.text()}, {state}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme().px(0.85)
        box = QRect(self.width() - side, (self.height() - side) // 2, side, side)
        icon("caret-up" if self.isChecked() else "caret-down").paint(QPainter(self), box)


class FacetGroup(QWidget):
    """One field: a heading that folds, its values, and a way to see them all."""

    toggled = Signal(str, str)  # field, code

    def __init__(self, spec: Field, names: Names, parent: QWidget, *, open_: bool) -> None:
        super().__init__(parent)
        self.spec, self._names, self._all = spec, names, False
        self._counts: Counts = {}
        self._chosen: tuple[str, ...] = ()
        self._ticks: dict[str, FacetTick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme().px(0.55))
        column.setSpacing(0)
        self._heading = self._make_heading(open_=open_)
        column.addWidget(self._heading)
        self._body = QWidget(self)
        self._body.setVisible(open_)
        self._values = QVBoxLayout(self._body)
        self._values.setContentsMargins(0, 0, 0, 0)
        self._values.setSpacing(0)
        self._more = QPushButton(self._body)
        self._more.setProperty("role", "link")
        self._more.clicked.connect(self._show_all)
        self._values.addWidget(self._more)
        column.addWidget(self._body)

    def _make_heading(self, *, open_: bool) -> FacetHeading:
        heading = FacetHeading(tr(self.spec.label), self)
        heading.setChecked(open_)
        heading.toggled.connect(self._fold)
        return heading

    @property
    def open(self) -> bool:
        """Whether its values are shown."""
        return self._heading.isChecked()

    def set_open(self, open_: bool) -> None:
        """Show or hide its values."""
        self._heading.setChecked(open_)

    def take_focus(self) -> None:
        """The focus to its first value, or to its name when it is folded."""
        ticks = sorted(self._ticks.values(), key=self._values.indexOf)
        (ticks[0] if self.open and ticks else self._heading).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fold(self, open_: bool) -> None:
        self._body.setVisible(open_)

    def _show_all(self) -> None:
        self._all = not self._all
        self.show_counts(self._counts, self._chosen)

    def show_counts(self, counts: Counts, chosen: tuple[str, ...]) -> None:
        """The values with their counts; ticked ones are always among them."""
        self._counts, self._chosen = counts, chosen
        known = {str(code): n for code, n in counts.items()}
        listed = [code for code in self._in_order(known) if known[code] or code in chosen]
        listed += [code for code in chosen if code not in known]
        shown = listed if self._all else [code for at, code in enumerate(listed) if at < _FIRST or code in chosen]
        for code in [one for one in self._ticks if one not in shown]:
            gone = self._ticks.pop(code)
            self._values.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, code in enumerate(shown):
            self._place(at, code, known.get(code, 0), on=code in chosen)
        hidden = len(listed) - len(shown)
        self._more.setVisible(bool(hidden) or (self._all and len(listed) > _FIRST))
        self._more.setText(tr(N_("Mostra meno")) if self._all else tr(N_("Mostra tutti ({n})")).format(n=len(listed)))

    def _in_order(self, known: Mapping[str, int]) -> list[str]:
        """States and areas in their own order, everything else by how many."""
        if isinstance(self.spec, Choice | Choices):
            order = {code: at for at, (code, _) in enumerate(self._names.options(self.spec.options))}
            return sorted(known, key=lambda code: order.get(code, len(order)))
        return sorted(known, key=lambda code: (-known[code], code))

    def _place(self, at: int, code: str, count: int, *, on: bool) -> None:
        tick = self._ticks.get(code)
        if tick is None:
            tick = FacetTick(code, self._names.label(kind_of(self.spec), code), self._body)
            tick.toggled.connect(lambda _on, one=code: self.toggled.emit(self.spec.name, one))
            self._ticks[code] = tick
        if self._values.indexOf(tick) != at:
            self._values.insertWidget(at, tick)
        tick.blockSignals(True)
        tick.setChecked(on)
        tick.blockSignals(False)
        tick.set_count(count)
        tick.show()
