"""The keys of a spreadsheet that mean the same whatever row of a grid one is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemDelegate

if TYPE_CHECKING:
    from app.ui.kit.grid import Grid

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

HANDS: dict[tuple[int, Qt.KeyboardModifier], Callable[[Grid], None]] = {
    (Qt.Key.Key_C, _CTRL): lambda grid: grid.copy(),
    (Qt.Key.Key_C, _CTRL | _SHIFT): lambda grid: grid.copy(headers=True),
    (Qt.Key.Key_X, _CTRL): lambda grid: grid.cut(),
    (Qt.Key.Key_V, _CTRL): lambda grid: grid.paste(),
    (Qt.Key.Key_D, _CTRL): lambda grid: grid.fill_down(),
    (Qt.Key.Key_Delete, _NONE): lambda grid: grid.want("clear"),
    (Qt.Key.Key_Delete, _CTRL): lambda grid: grid.trash(),
    (Qt.Key.Key_Semicolon, _CTRL): lambda grid: grid.want("today"),
    (Qt.Key.Key_Semicolon, _CTRL | _SHIFT): lambda grid: grid.want("today"),  # where the key is Shift+comma
    (Qt.Key.Key_Space, _SHIFT): lambda grid: grid.select_line(row=True),
    (Qt.Key.Key_Space, _CTRL): lambda grid: grid.select_line(row=False),
}
"""Key and what is held with it → what it does."""

STEPS = {
    QAbstractItemDelegate.EndEditHint.SubmitModelCache: (1, 0),
    QAbstractItemDelegate.EndEditHint.EditNextItem: (0, 1),
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: (0, -1),
}
"""Where one is after a cell is written: rows down, columns right."""
