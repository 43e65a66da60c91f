"""Paints what a grid shows, a page at a time: texts laid out once, chips and dots as ready pictures.

A delegate is asked cell by cell, with an option and an index made for each, and the usual one then asks the model
seven questions: in Python that costs more than drawing. Here one loop goes over the rows on the screen, and what has
the same pen and font is drawn together.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QStaticText

from app.core.values import dataclass
from app.domain.fields import Field
from app.ui.kit import looks
from app.ui.kit.grid_heads import Heads
from app.ui.kit.grid_pens import BOLD, ITALIC, PLAIN, Pens
from app.ui.kit.hits import hits, wanted
from app.ui.kit.table_model import TableModel
from app.ui.kit.window_rows import Row
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.kit.grid_view import GridView

_TEXT, _TITLE, _CHIP, _DOT = range(4)


@dataclass(frozen=True)
class Span:
    """A column on the screen: its number, its left edge, its width."""

    column: int
    left: int
    width: int


@dataclass(frozen=True)
class Line:
    """A row on the screen: its place, its top edge, what stands there (None while it is being read)."""

    place: int
    top: int
    row: Row | None


class GridPainter:
    """Paints one grid."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self.pens = Pens()
        self._columns: tuple[str, ...] | None = None
        self._own: list[tuple[int, Field | None]] = []
        self._parts: list[tuple[int, Field | None]] = []
        theme().changed.connect(self._forget)

    def _forget(self) -> None:
        self.pens = Pens(self.pens.ratio)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint the part of the viewport that `area` covers."""
        view = self._view
        if view.devicePixelRatioF() != self.pens.ratio:
            self.pens = Pens(view.devicePixelRatioF())
        model = view.table
        self._learn(model)
        lines = self._lines(model, area)
        page = _Page(self, painter, view, model, view.chosen())
        spans = view.spans(area)
        page.grounds(lines, spans)
        page.cells(lines, spans)
        if held := view.held_spans():
            edge = held[-1].left + held[-1].width
            strip = QRect(0, area.top(), edge, area.height())
            painter.fillRect(strip, self.pens.of["surface"])
            painter.setClipRect(strip)
            page.grounds(lines, held)
            page.cells(lines, held)
            painter.setClipping(False)
            painter.setPen(self.pens.of["edge"])
            painter.drawLine(edge, area.top(), edge, area.bottom())
        page.heads(lines, view.spans_of(0, len(model.columns) - 1))
        self._frame(painter)

    def _learn(self, model: TableModel) -> None:
        if self._columns is not model.columns:
            self._columns = model.columns
            caption = {name for name in model.entity.caption if name != "code"}
            self._own = [(_kind(spec, caption), spec) for spec in model.fields]
            parts = (model.part_field(column) for column in range(len(model.fields)))
            self._parts = [(_kind(spec, set()), spec) for spec in parts]

    def kinds(self, *, part: bool) -> list[tuple[int, Field | None]]:
        """How each column is painted, and its field."""
        return self._parts if part else self._own

    def _lines(self, model: TableModel, area: QRect) -> list[Line]:
        view = self._view
        first, last = view.rowAt(max(0, area.top())), view.rowAt(area.bottom())
        if first < 0:
            return []
        last = model.rows.length() - 1 if last < 0 else last
        top, height = view.rowViewportPosition(first), view.rowHeight(first)
        row = model.rows.row
        return [Line(place, top + at * height, row(place)) for at, place in enumerate(range(first, last + 1))]

    def _frame(self, painter: QPainter) -> None:
        """Around the cell the keyboard is in."""
        view = self._view
        index = view.currentIndex()
        if not (index.isValid() and (view.hasFocus() or view.viewport().hasFocus())):
            return
        box = view.visualRect(index)
        held = view.held_width() if index.column() >= view.held() else 0
        if view.table.group_at(index.row()) is not None:
            box, held = QRect(0, box.top(), view.viewport().width(), box.height()), 0
        box.setLeft(max(box.left(), held))
        if box.width() > 2:
            painter.setPen(QPen(self.pens.of["focus"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))


def _kind(spec: Field | None, caption: set[str]) -> int:
    if spec is None:
        return _TEXT
    if looks.is_chip(spec):
        return _CHIP
    return _DOT if looks.is_dot(spec) else _TITLE if spec.name in caption else _TEXT


class _Page:
    """One painting: what is to be drawn is gathered by pen and font, then drawn."""

    def __init__(
        self, owner: GridPainter, painter: QPainter, view: GridView, model: TableModel,
        chosen: list[tuple[int, int, int, int]],
    ) -> None:  # fmt: skip
        self._owner, self._painter, self._view, self._model = owner, painter, view, model
        self._pens, self._chosen = owner.pens, chosen
        self._current, self._height = view.currentIndex().row(), view.row_height()
        self._marked, self._writer = model.marked, model.writer
        self._wanted = wanted(model.query.text) if model.query.text else ()
        self._words: defaultdict[tuple[int, str], list[tuple[int, int, QStaticText]]] = defaultdict(list)
        self._pictures: list[tuple[int, int, QPixmap]] = []
        metrics = [one.height() for one in self._pens.metrics]
        self._drop = [(self._height - 1 - high) // 2 for high in metrics]

    # ------------------------------------------------------------ grounds

    def grounds(self, lines: list[Line], spans: list[Span]) -> None:
        """Behind the cells: the current row, parts of rows, what is selected, the line under each row."""
        painter, of, wide = self._painter, self._pens.of, self._view.viewport().width()
        own = self._model.entity.name
        for one in lines:
            if one.place == self._current:
                painter.fillRect(0, one.top, wide, self._height, self._pens.current_row)
            elif one.row is not None and one.row.entity != own:
                painter.fillRect(0, one.top, wide, self._height, of["raised"])
        self._selected(lines, spans)
        painter.setPen(of["line"])
        for one in lines:
            low = one.top + self._height - 1
            painter.drawLine(0, low, wide, low)

    def _selected(self, lines: list[Line], spans: list[Span]) -> None:
        if not lines:
            return
        first, last, top = lines[0].place, lines[-1].place, lines[0].top
        for above, left, below, right in self._chosen:
            if above <= last and below >= first:
                start, end = max(above, first), min(below, last)
                high = (end - start + 1) * self._height
                for span in (one for one in spans if left <= one.column <= right):
                    box = QRect(span.left, top + (start - first) * self._height, span.width, high)
                    self._painter.fillRect(box, self._pens.of["accent_soft"])

    def heads(self, lines: list[Line], spans: list[Span]) -> None:
        """The headers of groups, from one side to the other."""
        found = [(one, section) for one in lines if one.row is None and (section := self._model.group_at(one.place))]
        if found:
            heads = Heads(self._painter, self._pens, self._model, spans, self._view.viewport().width())
            for one, section in found:
                heads.paint(section, one.top, self._height, current=one.place == self._current)
                arm, middle = max(3, self._pens.dot // 2), one.top + self._height // 2
                self._painter.setPen(QPen(self._pens.of["muted"], max(1.2, self._pens.dot / 6)))
                self._arrow(self._pens.pad + self._pens.dot // 2, middle, arm, opened=section.opened)

    # ------------------------------------------------------------ cells

    def cells(self, lines: list[Line], spans: list[Span]) -> None:
        """The words and the chips of some columns."""
        model, own = self._model, self._model.entity.name
        for one in lines:
            row = one.row
            if row is None:
                if model.group_at(one.place) is None:
                    model.text(one.place, 0)  # asks for its page
                    self._waiting(one, spans)
                continue
            kinds = self._owner.kinds(part=row.entity != own)
            for span in spans:
                self._cell(one, row, span, kinds[span.column])
        self._flush()

    def _waiting(self, line: Line, spans: list[Span]) -> None:
        """A row being read: a soft bar where its words will be."""
        pens, middle = self._pens, line.top + self._height // 2
        for span in spans:
            bar = QRect(span.left + pens.pad, middle - pens.dot // 2, span.width * 6 // 10, pens.dot)
            self._painter.fillRect(bar, pens.of["line"])

    def _cell(self, line: Line, row: Row, span: Span, how: tuple[int, Field | None]) -> None:
        pens, model, column = self._pens, self._model, span.column
        kind, spec = how
        left, width = span.left + pens.pad, span.width - 2 * pens.pad
        if column == 0 and model.parts is not None:
            step = self._chevron(line, row, left)
            left, width = left + step, width - step
        if self._marked and self._on_its_way(line, row, span, left, width):
            return
        if spec is not None and (names := self._writer(row.entity, row.id, spec.name)):
            width -= self._writing(line, span, names)
        text = row.texts[column]
        if text is None:
            text = model.text(line.place, column)
        if text and spec is not None:
            value = row.values[column]
            if kind == _CHIP:
                self._chips(line.top, left, width, spec, value, text)
                return
            if kind == _DOT:
                dot = pens.state(spec, str(value), lit=self._lit(line.place, column))
                self._pictures.append((left, line.top + (self._height - 1 - pens.dot) // 2 + 1, dot))
                left, width = left + pens.dot + pens.pad, width - pens.dot - pens.pad
            self._plain(line, row, column, left, width, text, title=kind == _TITLE)

    def _plain(self, line: Line, row: Row, column: int, left: int, width: int, text: str, *, title: bool) -> None:
        model, colour = self._model, "strong" if title else "text"
        if model.adds and (more := model.added(row, column)):
            text, colour = f"{text} · {more}", "danger"
        if self._lit(line.place, column):
            colour = "on_accent_soft"
        self._put(line.top, left, width, text, BOLD if title else PLAIN, colour, right=model.right[column])

    def _writing(self, line: Line, span: Span, names: str) -> int:
        """A cell somebody writes in at another desk: a frame, and the name at the right; answer how wide that is."""
        box = QRect(span.left, line.top, span.width - 1, self._height - 2)
        self._painter.setPen(self._pens.of["warning"])
        self._painter.setBrush(self._pens.of["warning_soft"])
        self._painter.drawRect(box)
        tag = self._pens.tag(names, span.width // 2)
        size = tag.deviceIndependentSize()
        left = box.right() - round(size.width()) - self._pens.dot // 2
        self._pictures.append((left, line.top + (self._height - 1 - round(size.height())) // 2, tag))
        return round(size.width())

    def _on_its_way(self, line: Line, row: Row, span: Span, left: int, width: int) -> bool:
        """Cells on their way into the register, in italics; those another desk has changed, on their ground."""
        model, pens = self._model, self._pens
        if model.flash(row, span.column):
            box = QRect(span.left, line.top, span.width, self._height - 1)
            self._painter.fillRect(box, pens.of["flash"])
        waiting = model.pending(row, span.column)
        if waiting is not None:
            self._put(line.top, left, width, waiting, ITALIC, "muted", right=model.right[span.column])
        return waiting is not None

    def _lit(self, place: int, column: int) -> bool:
        """Whether a cell stands on a ground so strong that its own colours would not be seen."""
        if not self._pens.contrast:
            return False
        chosen = any(top <= place <= low and left <= column <= right for top, left, low, right in self._chosen)
        return chosen or place == self._current

    def _put(self, top: int, left: int, width: int, text: str, font: int, colour: str, *, right: bool) -> None:
        if width <= 0:
            return
        said, wide = self._pens.said(text, font, width)
        at = left + width - wide if right else left
        if self._wanted and font != ITALIC:
            self._mark(top, at, said.text(), font)
        self._words[font, colour].append((at, top + self._drop[font], said))

    def _mark(self, top: int, left: int, said: str, font: int) -> None:
        """Behind the words that are searched: a ground, or where grounds say nothing (high contrast) a line under."""
        pens, metrics = self._pens, self._pens.metrics[font]
        for first, last in hits(said, self._wanted):
            at, wide = metrics.horizontalAdvance(said[:first]), metrics.horizontalAdvance(said[first:last])
            box = QRect(left + at, top + self._drop[font], wide, metrics.height())
            if pens.contrast:
                self._painter.fillRect(box.adjusted(0, box.height() - 2, 0, 0), pens.of["focus"])
            else:
                self._painter.fillRect(box, pens.of["flash"])

    def _chips(self, top: int, left: int, width: int, spec: Field, value: object, text: str) -> None:
        """One chip for a term, one each for several; what does not fit is told by the tooltip."""
        pens, end = self._pens, left + width
        pairs = zip(value, text.split("; "), strict=False) if isinstance(value, tuple) else ((value, text),)
        for code, word in pairs:
            if end - left > 3 * pens.chip_pad:
                chip = pens.chip(spec, str(code), word, end - left)
                size = chip.deviceIndependentSize()
                self._pictures.append((left, top + (self._height - 1 - round(size.height())) // 2, chip))
                left += round(size.width()) + pens.dot

    def _chevron(self, line: Line, row: Row, left: int) -> int:
        """A small arrow at the rows that can be opened, a stem beside their parts; answer the room they take."""
        pens, middle = self._pens, line.top + self._height // 2
        arm, left = max(3, pens.dot // 2), left + pens.dot // 2
        lit = pens.contrast and line.place == self._current
        self._painter.setPen(QPen(pens.of["on_accent_soft" if lit else "muted"], max(1.2, pens.dot / 6)))
        if row.entity != self._model.entity.name:
            down, left = middle + arm // 2, left + pens.gutter // 2
            self._painter.drawLine(left, middle - arm, left, down)
            self._painter.drawLine(left, down, left + arm, down)
            return pens.gutter * 4 // 3
        self._arrow(left, middle, arm, opened=self._model.is_open(line.place))
        return pens.gutter

    def _arrow(self, left: int, middle: int, arm: int, *, opened: bool) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if opened:
            painter.drawPolyline([QPoint(left, middle - arm // 2), QPoint(left + arm, middle + arm // 2),
                                  QPoint(left + 2 * arm, middle - arm // 2)])  # fmt: skip
        else:
            painter.drawPolyline([QPoint(left + arm // 2, middle - arm), QPoint(left + arm * 3 // 2, middle),
                                  QPoint(left + arm // 2, middle + arm)])  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _flush(self) -> None:
        painter, of, fonts = self._painter, self._pens.of, self._pens.fonts
        draw_picture, draw_words = painter.drawPixmap, painter.drawStaticText
        for left, top, picture in self._pictures:
            draw_picture(left, top, picture)
        for (font, colour), many in self._words.items():
            painter.setFont(fonts[font])
            painter.setPen(of[colour])
            for left, top, said in many:
                draw_words(left, top, said)
        self._pictures.clear()
        self._words.clear()
