"""Tab goes where one reads: worked out when it is pressed, since chips, rows and pages come and go.

Qt's own chain is the order in which widgets were made. Here it is the order of the layouts (a grid row by row),
and of places where there is no layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QMainWindow, QScrollArea, QSplitter, QWidget


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches in a window, in reading order.

    An area that scrolls is no stop when something in it is: getting there scrolls it.
    """
    found = []
    for one in _walk(window):
        if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None:
            found.append(one)
    return [one for one in found if not (isinstance(one, QScrollArea) and _holds(one, found))]


def _holds(area: QScrollArea, widgets: list[QWidget]) -> bool:
    return any(one is not area and area.isAncestorOf(one) for one in widgets)


def _walk(widget: QWidget) -> Iterator[QWidget]:
    for one in _children(widget):
        if one.isVisible() and not one.isWindow():
            yield one
            yield from _walk(one)


def _children(widget: QWidget) -> list[QWidget]:
    """The widgets right inside another, as they are read."""
    inside = [one for one in widget.children() if isinstance(one, QWidget)]
    layout = None if isinstance(widget, QMainWindow) else widget.layout()
    laid: list[QWidget] = []
    if isinstance(widget, QSplitter):
        laid += [one for at in range(widget.count()) if (one := widget.widget(at)) is not None]
    elif layout is not None:
        laid += _laid(layout)
    rest = [one for one in inside if one not in laid]
    return [*laid, *sorted(rest, key=lambda one: (one.y(), one.x()))]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]
    for at in places:
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid(inner)


def pass_on(window: QWidget, *, forwards: bool) -> bool:
    """Give the focus to the next stop, or to the one before; False when there is none."""
    found = stops(window)
    if not found:
        return False
    now = window.focusWidget()
    at = found.index(now) if now in found else -1 if forwards else 0
    target = found[(at + (1 if forwards else -1)) % len(found)]
    reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    above = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target)
        above = above.parentWidget()
    return True


class Dialog(QDialog):
    """A dialog in which Tab goes where one reads."""

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return pass_on(self, forwards=forwards)
