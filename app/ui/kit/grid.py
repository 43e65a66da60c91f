"""The register's grid: a spreadsheet's hands over a list read by window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from app.core.errors import Refused
from app.domain.vocabulary import fold
from app.ui import later
from app.ui.kit import clipboard, looks
from app.ui.kit.delegates import CellDelegate
from app.ui.kit.editor import Around
from app.ui.kit.grid_header import GridHeader
from app.ui.kit.grid_keys import HANDS, STEPS
from app.ui.kit.grid_view import GridView, Standing
from app.ui.kit.table_model import Index, TableModel
from app.ui.kit.window_rows import Row
from app.ui.theme import theme

_TYPE_AHEAD_MS = 900
_LOOKED_AT = 10_000
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_Trigger = QAbstractItemView.EditTrigger


class Grid(GridView):
    """A TableModel as people handle it.

    Signals:
        record_opened(str, str): entity and code of the record to open whole (Ctrl+Enter, double click).
        current_row(Row | None): another row is the current one.
        summed(str): what is selected, in words; empty when it is one cell.
        columns_changed(): order, width or choice of columns is another.
        wrong(str): what was typed is refused, and why.
        many_wanted(Wish): a deed over many cells (`block`), not judged yet.
        sought(str, str): the row whose column begins with a text, among those not read yet (type-ahead).
        trash_wanted(): the selected rows should go to the trash (Ctrl+Del).
        menu_wanted(QPoint): the context menu, by mouse or keyboard, at a point of the screen.
    """

    record_opened = Signal(str, str)
    current_row = Signal(object)
    summed = Signal(str)
    columns_changed = Signal()
    wrong = Signal(str)
    many_wanted = Signal(object)
    trash_wanted = Signal()
    sought = Signal(str, str)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: TableModel, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._first_columns = model.columns
        self._widths: dict[str, int] = {}
        self._default_ems: Mapping[str, float] = {}
        self._settling = False
        self._keep: Standing | None = None
        self.summary = ""
        self._typed, self._typed_at = "", QElapsedTimer()
        self.delegate = CellDelegate(self, around)
        self.delegate.wrong.connect(self.wrong)
        self.setItemDelegate(self.delegate)
        self._header = GridHeader(self)
        self.setHorizontalHeader(self._header)
        self._look()
        self.setModel(model)
        self._header.sectionMoved.connect(self._moved)
        self._header.sectionResized.connect(self._resized)
        self.frozen_changed.connect(self.columns_changed)
        model.modelReset.connect(self._after_reset)
        model.refused.connect(lambda _index, refusal: self.wrong.emit(str(refusal)))
        theme().changed.connect(self._measure)
        self._measure()

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.EditKeyPressed | _Trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at)))

    # ------------------------------------------------------------ sizes and columns

    def _measure(self) -> None:
        height = theme().px(2.55)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
        self._apply_widths()

    def _apply_widths(self) -> None:
        self._settling = True
        for at, name in enumerate(self.table.columns):
            ems = self._default_ems.get(name) or looks.width(self.table.fields[at])
            self.setColumnWidth(at, self._widths.get(name) or theme().px(ems))
        self._settling = False
        self._fill()

    def _fill(self) -> None:
        """A wide window gives what is left over to the first caption, unless the person said how wide it is."""
        names = [name for name in self.table.columns if name in self.table.entity.caption and name != "code"]
        if not names or names[0] in self._widths:
            return
        at = self.table.columns.index(names[0])
        over = self.viewport().width() - self._header.length()
        least = theme().px(self._default_ems.get(names[0]) or looks.width(self.table.fields[at]))
        self._settling = True
        self.setColumnWidth(at, max(least, self.columnWidth(at) + over))
        self._settling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _resized(self, section: int, _old: int, new: int) -> None:
        if not self._settling and section < len(self.table.columns):
            self._widths[self.table.columns[section]] = new
            self.columns_changed.emit()

    def _moved(self, _logical: int, old: int, new: int) -> None:
        """A header was dragged: the model takes the order over, so that logical and shown order are one."""
        if self._settling or old == new:
            return
        order = list(self.table.columns)
        order.insert(new, order.pop(old))
        QTimer.singleShot(0, self, lambda: self._take_order(order, old, new))

    def _take_order(self, order: list[str], old: int, new: int) -> None:
        self._settling = True
        self._header.moveSection(new, old)
        self._settling = False
        self.set_columns(order)

    def set_columns(self, columns: Sequence[str]) -> None:
        """Show these columns in this order."""
        self.table.choose_columns(columns)
        self._apply_widths()
        self.columns_changed.emit()

    def set_default_widths(self, ems: Mapping[str, float]) -> None:
        """How wide columns of this screen start, in ems, where it knows better than their kind."""
        self._default_ems = ems
        self._apply_widths()

    def hide_column_named(self, name: str) -> None:
        """Leave a column out."""
        self.set_columns([one for one in self.table.columns if one != name])

    def reset_columns(self) -> None:
        """The columns as the program came."""
        self._widths.clear()
        self.freeze(1)
        self.set_columns(self._first_columns)

    def fit_columns(self) -> None:
        """Every column as wide as what it shows."""
        for at in range(len(self.table.columns)):
            self.resizeColumnToContents(at)

    def tick_column(self, name: str, on: bool) -> None:
        """Show a column, at the end, or leave it out; the last one stays."""
        columns = [one for one in self.table.columns if one != name] + [name] * on
        if columns:
            self.set_columns(columns)

    def column_state(self) -> dict[str, Any]:
        """Columns and widths as plain values, for the next start."""
        return {"columns": list(self.table.columns), "widths": dict(self._widths), "frozen": self.frozen}

    def restore_columns(self, state: Mapping[str, Any]) -> None:
        """Columns and widths as they were; names nobody knows any more are skipped."""
        widths, columns = state.get("widths"), state.get("columns")
        if isinstance(widths, dict):
            self._widths = {str(name): int(value) for name, value in widths.items() if str(value).isdigit()}
        if isinstance(frozen := state.get("frozen"), int):
            self.freeze(frozen)
        known = [name for name in columns if name in self.table.entity.fields] if isinstance(columns, list) else []
        if known and tuple(known) != self.table.columns:
            self.table.choose_columns(known)
        self._apply_widths()

    # ------------------------------------------------------------ where one is

    def row(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self.table.rows.row(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[Row]:
        """The rows with a selected cell, in order."""
        places = clipboard.places_of(self.selectionModel())
        return [row for place in places if (row := self.table.rows.row(place)) is not None]

    def place(self) -> Standing:
        """Where one is: the scroll, the cell and its record."""
        at, row = self.currentIndex(), self.row()
        bars = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        return Standing(bars, at.row(), at.column(), row.entity if row else "", row.id if row else 0)

    def keep_place(self, place: Standing | None = None) -> None:
        """Whatever is read next, come back to this scroll and record (its place, when it is not among the first)."""
        self._keep = place or self.place()

    def _after_reset(self) -> None:
        keep, self._keep = self._keep, None
        if keep and self.table.rowCount():
            found = [place for place, _ in self.table.rows.find(keep.entity, keep.id)] if keep.id else []
            place = min(found or [keep.row], key=lambda one: abs(one - keep.row))
            place, column = min(max(0, place), self.table.rowCount() - 1), max(0, keep.column)
            self.setCurrentIndex(self.table.index(place, min(column, len(self.table.columns) - 1)))
            self.verticalScrollBar().setValue(keep.bars[0])
            self.horizontalScrollBar().setValue(keep.bars[1])
        elif self.table.rowCount():
            self.scrollToTop()
        else:
            self.current_row.emit(None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
            self.current_row.emit(self.table.rows.row(current.row()) if current.isValid() else None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.summary = clipboard.sums(self.table, self.selectionModel())
        self.summed.emit(self.summary)

    # ------------------------------------------------------------ hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        arrow = self.visualRect(index).left() + theme().px(2.1)
        on_arrow = index.isValid() and index.column() == 0 and event.position().x() < arrow
        on_arrow = on_arrow or self.table.group_at(index.row()) is not None
        if on_arrow and self.table.can_open(index.row()) and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self.table.toggle(index.row())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self.table.group_at(index.row()) is not None:
            return
        if not self.edit(index, _Trigger.AllEditTriggers, event):
            self.open_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._shortcut(event):
            super().keyPressEvent(event)

    def _shortcut(self, event: QKeyEvent) -> bool:
        """The keys of a spreadsheet; True when the event was one of them."""
        key, held = event.key(), event.modifiers() & (_CTRL | _SHIFT | Qt.KeyboardModifier.AltModifier)
        place = self.currentIndex().row()
        if hand := HANDS.get((key, held)):
            hand(self)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif key == Qt.Key.Key_Space and not held and self.table.can_open(place):
            self.table.toggle(place)
        elif key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and held == _SHIFT):
            box = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(box.bottomLeft()))
        else:
            return self._open_keys(key, held, place)
        return True

    def _open_keys(self, key: int, held: Qt.KeyboardModifier, place: int) -> bool:
        """Alt+→ is the window's; Ctrl+→ opens and Ctrl+← closes a row's parts."""
        if held != _CTRL or not self.table.can_open(place):
            return False
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            if self.table.is_open(place) == (key == Qt.Key.Key_Left):
                self.table.toggle(place)
            return True
        return False

    def keyboardSearch(self, search: str) -> None:
        """Typing edits the cell; where nothing can be edited (the code, first) it goes to the row that begins so."""
        if not search.strip():
            return
        fresh = not self._typed_at.isValid() or self._typed_at.hasExpired(_TYPE_AHEAD_MS)
        self._typed = search if fresh else self._typed + search
        self._typed_at.restart()
        column, wanted = self.currentIndex().column(), fold(self._typed)
        for place in range(min(self.table.rowCount(), _LOOKED_AT)):
            if self.table.rows.row(place) is not None and fold(self.table.text(place, column)).startswith(wanted):
                self.setCurrentIndex(self.table.index(place, column))
                return
        self.sought.emit(self.table.columns[column], self._typed)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter writes and goes down, Tab writes and goes right, Shift+Tab left, as a spreadsheet does."""
        step = STEPS.get(hint)
        super().closeEditor(editor, hint if step is None else QAbstractItemDelegate.EndEditHint.NoHint)
        if step is not None:
            at = self.currentIndex()
            beside = at.sibling(at.row() + step[0], at.column() + step[1])
            if beside.isValid() and self.table.group_at(beside.row()) is not None:  # the next group's first record
                beside = beside.siblingAtRow(beside.row() + step[0])
            if beside.isValid():
                self.setCurrentIndex(beside)

    def select_line(self, *, row: bool) -> None:
        """The whole current row (Shift+Space), or the whole column (Ctrl+Space)."""
        whole = QItemSelectionModel.SelectionFlag.Rows if row else QItemSelectionModel.SelectionFlag.Columns
        self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect | whole)

    def open_current(self) -> None:
        """Open the current record whole; a group, its rows."""
        row = self.row()
        if self.table.group_at(self.currentIndex().row()) is not None:
            self.table.toggle(self.currentIndex().row())
        if row is not None:
            self.record_opened.emit(row.entity, self.table.code(row))

    def copy(self, *, headers: bool = False) -> None:
        """Put the selection on the clipboard (Ctrl+C; with Shift, the headers too)."""
        QGuiApplication.clipboard().setMimeData(clipboard.mime(self.table, self.selectionModel(), headers=headers))

    def want(self, deed: str) -> None:
        """Ask for a deed over the selected cells, judged and written whole: paste, fill, clear or today."""
        try:
            wish = later.load(later.BLOCK)(self.table, self.selectionModel(), deed, QGuiApplication.clipboard().text())
        except Refused as refusal:
            self.wrong.emit(str(refusal))
            return
        if wish.targets or wish.beyond:
            self.many_wanted.emit(wish)

    def paste(self) -> None:
        """Lay what was copied from a spreadsheet on the cells from the current one on (Ctrl+V)."""
        if QGuiApplication.clipboard().text():
            self.want("paste")

    def cut(self) -> None:
        """Copy the selected cells and empty them (Ctrl+X)."""
        self.copy()
        self.want("clear")

    def trash(self) -> None:
        """Ask for the selected rows to go to the trash (Ctrl+Del)."""
        self.trash_wanted.emit()

    def fill_down(self) -> None:
        """The first selected cell of each column goes into those under it (Ctrl+D)."""
        self.want("fill")

    def select_record(self, entity: str, code: str) -> bool:
        """Go to a record that is among the rows already read."""
        for place in range(min(self.table.rowCount(), 5000)):
            row = self.table.rows.row(place)
            if row is not None and row.entity == entity and self.table.code(row) == code:
                self.setCurrentIndex(self.table.index(place, 0))
                self.selectionModel().select(
                    self.table.index(place, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
                return True
        return False
