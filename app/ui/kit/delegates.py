"""How a cell is painted: text, chips with their word, a dot beside a state, numbers at the right.

Painted by hand, once: the usual delegate asks the model seven questions a cell and lays the text out anew each
time; this one asks for the text and keeps what it has elided.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.errors import Refused
from app.domain.fields import Field, LongText
from app.ui import later
from app.ui.kit import looks
from app.ui.kit.editor import Around, Editor
from app.ui.kit.table_model import TableModel
from app.ui.kit.window_rows import Row
from app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_KEPT = 20_000
_VCENTER = int(Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


class Pens:
    """Everything painting needs of a theme, made once per theme and size."""

    def __init__(self) -> None:
        look = theme()
        self.colours, self.pad = look.colours, look.px(0.6)
        self.gutter, self.dot, self.chip_pad = look.px(1.5), look.px(0.5), look.px(0.55)
        self.font, self.bold = look.font(), look.font(weight=QFont.Weight.Bold)
        self.small = look.font(scale=0.92, weight=QFont.Weight.Bold)
        self.italic = look.font()
        self.italic.setItalic(True)
        self.metrics = {id(font): QFontMetrics(font) for font in (self.font, self.bold, self.small, self.italic)}
        plain = {name: value for name, value in vars(self.colours).items() if str(value).startswith("#")}
        self.of = {name: QColor(value) for name, value in plain.items()}
        middle = QColor(self.colours.accent_soft)
        self.current_row = middle if self.colours.name == "contrast" else _between(middle, self.of["surface"], 0.55)
        self.contrast = self.colours.name == "contrast"
        self._elided: dict[tuple[str, int, int], str] = {}

    def elide(self, text: str, font: QFont, width: int) -> str:
        """The text as it fits."""
        key = (text, id(font), width)
        known = self._elided.get(key)
        if known is None:
            if len(self._elided) > _KEPT:
                self._elided.clear()
            first = text.partition("\n")[0]
            known = self.metrics[id(font)].elidedText(first, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = known
        return known


def _between(one: QColor, other: QColor, share: float) -> QColor:
    def mix(a: int, b: int) -> int:
        return round(a * share + b * (1 - share))

    return QColor(mix(one.red(), other.red()), mix(one.green(), other.green()), mix(one.blue(), other.blue()))


class CellDelegate(QStyledItemDelegate):
    """Paints a TableModel's cells and makes their editors; `around` is what editors may ask of the program.

    Signals:
        wrong(str): what was typed cannot be a value of that field; the sentence says why.
    """

    wrong = Signal(str)

    def __init__(self, view: QWidget, around: Around) -> None:
        super().__init__(view)
        self.around = around
        self.pens = Pens()
        self.current = -1  # the row one is in
        theme().changed.connect(self._new_pens)

    def _new_pens(self) -> None:
        self.pens = Pens()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, TableModel)
        pens, text = self.pens, model.text(index.row(), index.column())
        extra = 2 * pens.pad + (pens.gutter if index.column() == 0 else 0) + theme().px(1.2)
        return QSize(pens.metrics[id(pens.bold)].horizontalAdvance(text[:120]) + extra, theme().px(2.5))

    # ------------------------------------------------------------ painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, place, column = index.model(), index.row(), index.column()
        assert isinstance(model, TableModel)
        pens, box = self.pens, option.rect
        state = option.state
        text = model.text(place, column)
        row = model.rows.row(place)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, box, model, row, place, column, selected)
        if row is None:
            self._waiting(painter, box)
        else:
            lit = pens.contrast and (selected or place == self.current)
            self._content(painter, box, model, row, place, column, text, lit)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(pens.of["focus"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _ground(
        self, painter: QPainter, box: QRect, model: TableModel, row: Row | None, place: int, column: int, selected: bool
    ) -> None:
        pens = self.pens
        if row is not None and model.flash(row, column):
            painter.fillRect(box, pens.of["flash"])
        elif selected:
            painter.fillRect(box, pens.of["accent_soft"])
        elif place == self.current:
            painter.fillRect(box, pens.current_row)
        elif row is not None and row.entity != model.entity.name:
            painter.fillRect(box, pens.of["raised"])
        painter.setPen(pens.of["line"])
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _waiting(self, painter: QPainter, box: QRect) -> None:
        """A row being read: a soft bar where its words will be."""
        pens = self.pens
        bar = QRect(box.left() + pens.pad, box.center().y() - pens.dot // 2, box.width() * 6 // 10, pens.dot)
        painter.fillRect(bar, pens.of["line"])

    def _content(
        self, painter: QPainter, box: QRect, model: TableModel, row: Row, place: int, column: int, text: str, lit: bool
    ) -> None:
        pens = self.pens
        spec = model.field_at(row, column)
        inside = box.adjusted(pens.pad, 0, -pens.pad, -1)
        if column == 0 and model.parts is not None:
            self._chevron(painter, inside, model, row, place, lit)
            part = row.entity != model.entity.name
            inside.setLeft(inside.left() + pens.gutter * (2 if part else 1))
        waiting = model.pending(row, column)
        if waiting is not None:
            self._text(painter, inside, waiting, pens.italic, pens.of["muted"], right=model.right[column])
        elif spec is not None and text:
            value = row.values[column]
            if looks.is_chip(spec):
                self._chips(painter, inside, spec, value, text)
            elif looks.is_dot(spec):
                self._state(painter, inside, spec, str(value), text, lit)
            else:
                self._plain(painter, inside, model, row, column, spec, text, lit)

    def _plain(
        self, painter: QPainter, box: QRect, model: TableModel, row: Row, column: int, spec: Field, text: str, lit: bool
    ) -> None:
        pens = self.pens
        title = spec.name in model.entity.caption and spec.name != "code" and row.entity == model.entity.name
        font = pens.bold if title else pens.font
        colour = pens.of["on_accent_soft" if lit else "strong" if title else "text"]
        more = model.added(row, column)
        if more:
            text, colour = f"{text} · {more}", colour if lit else pens.of["danger"]
        self._text(painter, box, text, font, colour, right=model.right[column])

    def _text(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor, *, right: bool) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        side = int(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box, side | _VCENTER, self.pens.elide(text, font, box.width()))

    def _chips(self, painter: QPainter, box: QRect, spec: Field, value: object, text: str) -> None:
        """One chip for a term, one each for several; what does not fit is told by the tooltip."""
        if not isinstance(value, tuple):
            self._chip(painter, box, spec, str(value), text)
            return
        for code, word in zip(value, text.split("; "), strict=False):
            if box.width() > 3 * self.pens.chip_pad:
                box = box.adjusted(self._chip(painter, box, spec, str(code), word) + self.pens.dot, 0, 0, 0)

    def _chip(self, painter: QPainter, box: QRect, spec: Field, code: str, text: str) -> int:
        """Paint a chip and answer how wide it is."""
        pens = self.pens
        tint = looks.tint(pens.colours.hues, spec, code)
        metrics = pens.metrics[id(pens.small)]
        text = pens.elide(text, pens.small, max(0, box.width() - 2 * pens.chip_pad))
        height = round(metrics.height() * 1.06)
        chip = QRectF(box.left(), box.center().y() - height / 2 + 0.5,
                      metrics.horizontalAdvance(text) + 2 * pens.chip_pad, height)  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tint.word)) if pens.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(tint.ground)))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(pens.small)
        painter.setPen(QColor(tint.word))
        painter.drawText(chip, _CENTER, text)
        return round(chip.width())

    def _state(self, painter: QPainter, box: QRect, spec: Field, code: str, text: str, lit: bool) -> None:
        pens = self.pens
        tint = looks.tint(pens.colours.hues, spec, code)
        dot = QRectF(box.left(), box.center().y() - pens.dot / 2 + 0.5, pens.dot, pens.dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.dot))
        painter.drawEllipse(dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        words = box.adjusted(pens.dot + pens.pad, 0, 0, 0)
        self._text(painter, words, text, pens.font, pens.of["on_accent_soft" if lit else "text"], right=False)

    def _chevron(
        self, painter: QPainter, box: QRect, model: TableModel, row: Row, place: int, lit: bool
    ) -> None:
        """A small arrow at the rows that can be opened, a stem beside their parts."""
        pens, middle = self.pens, box.center().y()
        arm, left = max(3, pens.dot // 2), box.left() + pens.dot // 2
        painter.setPen(QPen(pens.of["on_accent_soft" if lit else "muted"], max(1.2, pens.dot / 6)))
        if row.entity != model.entity.name:
            painter.drawLine(left + pens.gutter, middle - arm, left + pens.gutter, middle + arm // 2)
            painter.drawLine(left + pens.gutter, middle + arm // 2, left + pens.gutter + arm, middle + arm // 2)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if model.is_open(place):
            painter.drawPolyline([QPoint(left, middle - arm // 2), QPoint(left + arm, middle + arm // 2),
                                  QPoint(left + 2 * arm, middle - arm // 2)])  # fmt: skip
        else:
            painter.drawPolyline([QPoint(left + arm // 2, middle - arm), QPoint(left + arm * 3 // 2, middle),
                                  QPoint(left + arm // 2, middle + arm)])  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

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
        return editor

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
