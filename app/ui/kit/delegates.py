"""How a cell is edited: its Field's own editor, as large as the kind needs. (How it is painted: `grid_paint`.)"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.errors import Refused
from app.domain.fields import LongText
from app.ui import later
from app.ui.kit.editor import Around, Editor
from app.ui.kit.table_model import TableModel
from app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Makes the editors of a TableModel's cells; `around` is what they may ask of the program.

    Signals:
        wrong(str): what was typed cannot be a value of that field; the sentence says why.
        begun(str, int, str): a person writes in a cell: entity, number and field. ended(str, int): no longer.
    """

    wrong = Signal(str)
    begun = Signal(str, object, str)  # a number of 63 bits is no `int` of Qt
    ended = Signal(str, object)

    def __init__(self, view: QWidget, around: Around) -> None:
        super().__init__(view)
        self.around = around
        self._writing: tuple[str, int] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, TableModel)
        text, look = model.text(index.row(), index.column()), theme()
        gutter = 2 * look.px(1.5) if index.column() == 0 and model.parts is not None else 0
        metrics = QFontMetrics(look.font(weight=QFont.Weight.Bold))
        return QSize(metrics.horizontalAdvance(text[:120]) + gutter + look.px(2.4), look.px(2.5))

    # ------------------------------------------------------------ editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The Field's own editor, in the cell."""
        model = index.model()
        assert isinstance(model, TableModel)
        spec = model.field_at(model.rows.row(index.row()), index.column())
        assert spec is not None
        editor: QWidget = later.load(later.EDITOR)(spec, self.around, parent)
        editor.setAutoFillBackground(True)
        editor.setProperty("role", "cell")
        if isinstance(editor, Editor):
            _TabKeys(self, editor)
        row = model.rows.row(index.row())
        if row is not None:
            self._writing = (row.entity, row.id)
            self.begun.emit(row.entity, row.id, spec.name)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The cell is let go."""
        writing, self._writing = self._writing, None
        if writing is not None:
            self.ended.emit(*writing)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        row = model.rows.row(index.row())
        if row is not None and isinstance(editor, Editor) and not editor.touched:
            editor.set_value(row.values[index.column()])

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if not (isinstance(editor, Editor) and isinstance(model, TableModel) and editor.touched):
            return
        try:
            model.setData(index, editor.value())
        except Refused as refusal:
            self.wrong.emit(str(refusal))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As large as the cell, and larger where a kind needs room (a paragraph, a list of links)."""
        box = QRect(option.rect)
        wide = isinstance(editor, Editor) and (editor.wide or editor.spec.plural)
        if wide:
            box.setWidth(max(box.width(), theme().px(24)))
        height = theme().px(9) if isinstance(editor, Editor) and isinstance(editor.spec, LongText) else box.height()
        box.setHeight(max(height, editor.sizeHint().height() if wide else box.height()))
        parent = editor.parentWidget()
        within = parent.rect() if parent is not None else box
        box.moveRight(min(box.right(), max(within.right(), box.width() - 1)))
        box.moveBottom(min(box.bottom(), max(within.bottom(), box.height() - 1)))
        editor.setGeometry(box)


class _TabKeys(QObject):
    """Tab writes a cell and goes on to the next, Shift+Tab to the one before.

    Qt's delegate listens to the editor, but the keys go to the widget inside it that has the focus, and that would
    pass the focus on to whatever stands after the grid.
    """

    def __init__(self, delegate: CellDelegate, editor: Editor) -> None:
        super().__init__(editor)
        self._delegate, self._editor = delegate, editor
        editor.entry.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            hint = _TABS.get(event.key())
            if hint is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._delegate.commitData.emit(self._editor)
                self._delegate.closeEditor.emit(self._editor, hint)
                return True
        return super().eventFilter(watched, event)


_TABS: dict[int, QAbstractItemDelegate.EndEditHint] = {
    Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
}
