"""A page with a grid: header, views, facets, rows, inspector. What it is about is a GridPlan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.domain.entity import Changes
from app.domain.query import Filter, Query
from app.ui.colleagues import share
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.kit.facet_panel import FacetPanel
from app.ui.kit.grid import Grid
from app.ui.kit.grid_page import GridPanel
from app.ui.kit.inspector import Inspector, Reading
from app.ui.kit.page_header import PageHeader, SearchField, button
from app.ui.kit.source import Source
from app.ui.kit.table_model import TableModel
from app.ui.kit.views import FilterBar, ViewBar
from app.ui.kit.window_rows import Row
from app.ui.reading import StoreSource
from app.ui.screens.around import around_of
from app.ui.screens.base import Screen, Summary
from app.ui.screens.grid_buttons import ColumnsButton
from app.ui.screens.grid_filter import HeaderFilter
from app.ui.screens.grid_groups import GroupTool
from app.ui.screens.grid_plan import GridPlan, query_from, query_state
from app.ui.screens.grid_views import Views
from app.ui.screens.grid_writing import Writing
from app.ui.screens.hands import Hands
from app.ui.theme import theme
from app.usecases import history, register

_NARROW_EMS = 72.0


class GridScreen(Screen):
    """The list of one entity."""

    def __init__(
        self, desk: Desk, plan: GridPlan, source: Source | None = None, reading: Reading | None = None
    ) -> None:
        super().__init__(desk)
        self.plan, self.source = plan, source or StoreSource(desk.store)
        self._reading = reading or Reading(
            lambda entity, code: register.record(desk.store, entity, code),
            lambda entity, id_: history.of(desk.store, entity, id_),
        )
        self._totals: Mapping[str, Decimal] = {}
        self._all: int | None = None
        self._entered = self._narrow = False
        self.model = TableModel(plan.entity, self.source, desk.runner, desk.names, plan.columns, plan.parts)
        self.model.adds = plan.adds
        self.grouping = GroupTool(self)
        self._make()
        self._connect()
        self.views = Views(self)
        self.writing = Writing(self)
        self.header_filter = HeaderFilter(self)
        self.hands = Hands(desk, self.grid)

    # ------------------------------------------------------------ making

    def _make(self) -> None:
        plan, names = self.plan, self.desk.names
        gap = theme().px(0.75)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(1.4), theme().px(1.1), theme().px(1.4), theme().px(0.8))
        column.setSpacing(gap)
        column.addWidget(self._make_header())
        self.grid = Grid(self.model, around_of(self.desk, self), self)
        self.grid.setAccessibleName(tr(plan.title))
        self.grid.set_default_widths(plan.widths)
        share(self.desk.colleagues, self.grid)
        chips = QHBoxLayout()
        chips.setSpacing(gap)
        self.view_bar = ViewBar(self)
        chips.addWidget(self.view_bar, 1, Qt.AlignmentFlag.AlignTop)
        for one in (self.grouping.button, ColumnsButton(self.grid, self), self._make_inspect_button()):
            chips.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(chips)
        self.filter_bar = FilterBar(plan.entity, names, self)
        column.addWidget(self.filter_bar)
        self.facets = FacetPanel(plan.entity, plan.facets, names, self)
        self.panel = GridPanel(self.grid, self)
        self.inspector = Inspector(self.desk, plan.inspect, self._reading, self)
        self.inspector.set_closable(False)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(gap)
        for widget in (self.facets, self.panel, self.inspector):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme().px(12.5), theme().px(60), theme().px(19)])
        self.facets.setVisible(bool(plan.facets))
        column.addWidget(self.splitter, 1)

    def _make_header(self) -> PageHeader:
        self.header = PageHeader(tr(self.plan.title), self)
        self.search_field = SearchField(tr(self.plan.search), self)
        self.header.add(self.search_field, 1)
        self.export_button = button(tr(N_("Esporta")), "export", parent=self)
        self.export_button.setToolTip(tr(N_("Esporta le righe e le colonne mostrate")))
        self.new_button = button(tr(self.plan.new), "plus", primary=True, parent=self)
        self.header.add(self.export_button)
        self.header.add(self.new_button)
        return self.header

    def _make_inspect_button(self) -> QPushButton:
        self.inspect_button = QPushButton(tr(N_("Scheda")), self)
        self.inspect_button.setProperty("role", "chip")
        self.inspect_button.setIcon(icon("layout"))
        self.inspect_button.setCheckable(True)
        self.inspect_button.setToolTip(tr(N_("Mostra o nasconde la scheda della riga scelta")))
        self.inspect_button.toggled.connect(self._show_over)
        self.inspect_button.hide()
        return self.inspect_button

    def _connect(self) -> None:
        self.search_field.wanted.connect(lambda text: self.ask(replace(self.query, text=text)))
        self.search_field.down.connect(self._to_grid)
        self.facets.toggled.connect(lambda name, code: self.ask(self.query.toggled(name, code)))
        self.filter_bar.removed.connect(self._remove)
        self.filter_bar.cleared.connect(self.clear_filters)
        self.panel.clear_wanted.connect(self.clear_filters)
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self.desk.messages.error)
        self.grid.current_row.connect(self._row_changed)
        self.grid.summed.connect(lambda _words: self._say())
        self.grid.wrong.connect(lambda words: self.desk.messages.say(words, "warning"))
        self.grid.record_opened.connect(self._open)
        self.grid.menu_wanted.connect(self._pop_menu)
        self.inspector.edit_wanted.connect(self._open)
        self.inspector.meeting_wanted.connect(self._convene)
        self.inspector.closed.connect(lambda: self.inspect_button.setChecked(False))
        self.new_button.clicked.connect(self.new_record)
        self.export_button.clicked.connect(self.export)
        self.panel.new_wanted.connect(self.new_record)
        self.panel.import_wanted.connect(self._bring_in)

    # ------------------------------------------------------------ asking

    @property
    def query(self) -> Query:
        """The list shown."""
        return self.model.query

    def ask(self, query: Query, view: str = "") -> None:
        """Show another list; whatever was being read for the one before is given up."""
        self.view_bar.mark(view)
        self.filter_bar.show_query(query)
        if self.search_field.text().strip() != query.text:
            self.search_field.blockSignals(True)
            self.search_field.setText(query.text)
            self.search_field.blockSignals(False)
        self.model.show(query)

    def clear_filters(self) -> None:
        """The whole list again, in the same order."""
        self.ask(Query(self.plan.entity.name, sort=self.query.sort), "all")

    def _remove(self, gone: Filter) -> None:
        self.ask(replace(self.query, filters=tuple(one for one in self.query.filters if one != gone)))

    def _loaded(self) -> None:
        """The first rows are there."""
        if not self.grid.currentIndex().isValid() and self.model.rowCount() and self.model.columns:
            first = 1 if self.model.group_at(0) is not None and self.model.is_open(0) else 0
            self.grid.setCurrentIndex(self.model.index(first, min(1, len(self.model.columns) - 1)))
        elif not self.model.rowCount():
            self.inspector.show_record("", "")

    def _ask_counts(self) -> None:
        """Facets and totals follow the rows and their number, off the GUI thread."""
        query, fields = self.query, self.plan.facets
        self.model.reader.follow(
            lambda source: (source.facets(query, fields), source.totals(query)),
            lambda found: self._show_counts(query, *found),
        )

    def _show_counts(
        self, query: Query, counts: Mapping[str, Mapping[str, int]], totals: Mapping[str, Decimal]
    ) -> None:
        self._totals = totals
        self.facets.show_counts(query, counts)
        self._say()

    def _counted(self, total: int) -> None:
        if not self.query.filters and not self.query.text:
            self._all = total
        narrowed = bool(self.query.filters or self.query.text)
        self._ask_counts()
        self.panel.show_rows(total, narrowed=narrowed, words=tr(self.plan.empty), offers=self._offers())
        self._say()

    def _offers(self) -> tuple[str, bool]:
        return (tr(self.plan.new) if self.desk.new else "", self.desk.bring_in is not None)

    def _say(self) -> None:
        total, (one, many) = self.model.rows.count, self.plan.count
        text = trn(one, many, total)
        if self._all is not None and self._all != total:
            text = tr(N_("{n} di {all}")).format(n=locale.number(total), all=trn(one, many, self._all))
        if self.plan.total in self._totals:
            label = tr(self.plan.entity.fields[self.plan.total].label).lower()
            text += f" · {label} {locale.money(self._totals[self.plan.total])}"
        self.summary.emit(Summary(text, self.grid.summary))
        self.search_field.say_place(self.model.ordinal(self.grid.currentIndex().row()), total)

    # ------------------------------------------------------------ the current row

    def _row_changed(self, row: Row | None) -> None:
        self.inspector.show_record(row.entity if row else "", self.model.code(row) if row else "")
        self.search_field.say_place(self.model.ordinal(self.grid.currentIndex().row()), self.model.rows.count)
        self.context_changed.emit()

    def _to_grid(self) -> None:
        self.grid.setFocus()
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def next_hit(self, step: int) -> None:
        """F3 and Shift+F3: the next and the previous row."""
        count = self.model.rowCount()
        if count:
            at = (self.grid.currentIndex().row() + step) % count
            if self.model.group_at(at) is not None:
                at = (at + step) % count
            self.grid.setCurrentIndex(self.model.index(at, max(0, self.grid.currentIndex().column())))

    def _open(self, entity: str, code: str) -> None:
        self.desk.open(entity, code)

    def _convene(self, entity: str, code: str) -> None:
        if self.desk.convene is not None:
            self.desk.convene(entity, code)

    def new_record(self) -> None:
        """An empty form."""
        if self.desk.new is not None:
            self.desk.new(self.plan.entity.name)

    def can_new(self) -> bool:
        return self.desk.new is not None

    def _bring_in(self) -> None:
        if self.desk.bring_in is not None:
            self.desk.bring_in(self.plan.entity.name)

    def export(self) -> None:
        """What is shown, into a file."""
        if self.desk.export is not None:
            self.desk.export(self.query, self.model.columns)

    def _pop_menu(self, at: QPoint) -> None:
        place = self.grid.currentIndex().row()
        section = self.model.group_at(place)
        menu = self.grouping.header_menu(section, place) if section else self.writing.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at if not at.isNull() else QCursor.pos())

    # ------------------------------------------------------------ Screen

    def enter(self) -> None:
        self.new_button.setVisible(self.desk.new is not None)
        self.export_button.setVisible(self.desk.export is not None)
        self.views.read()
        if not self._entered:
            self._entered = True
            if not self.view_bar.current and not self.query.filters and not self.query.text:
                self.ask(replace(self.query, sort=self.query.sort or self.plan.sort), "all")
            else:
                self.ask(self.query, self.view_bar.current)
        self.grid.setFocus()

    def refresh(self) -> None:
        self.grid.keep_place()
        self.model.refresh()
        self.views.read()

    def apply(self, changes: Changes, who: str = "") -> None:
        if self.model.apply(changes, who):
            self.grid.keep_place()
            QTimer.singleShot(0, self.model, self.model.refresh)
        elif any(entity == self.plan.entity.name for entity, _ in changes.touched):
            self._ask_counts()
        if any(self.inspector.shows(entity, id_) for entity, id_ in changes.touched):
            self.inspector.refresh()
        self.views.read()

    def show_record(self, entity: str, code: str) -> bool:
        if entity != self.plan.entity.name:
            return False
        if not self.grid.select_record(entity, code):
            self.ask(Query(entity, (Filter("code", "=", (code,)),), sort=self.query.sort))
        return True

    def show_filtered(self, query: Query) -> bool:
        if query.entity != self.plan.entity.name:
            return False
        self.ask(query if query.sort else replace(query, sort=self.query.sort or self.plan.sort))
        return True

    def selected(self) -> int:
        return len(self.grid.selected_rows())

    def replace(self) -> None:
        self.hands.replace()

    def search(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()

    def filters(self) -> None:
        if self.facets.isVisible():
            self.facets.focus_first()
        else:
            self.search()

    def panes(self) -> tuple[QWidget, ...]:
        return self.header, self.facets, self.panel, self.inspector

    def state(self) -> dict[str, Any]:
        sizes = self.splitter.sizes()
        return {"grid": self.grid.column_state(), "query": query_state(self.query, self.plan.entity),
                "groups": self.grouping.state(), "facets": self.facets.state(), "splitter": sizes if all(sizes) else [],
                "view": self.view_bar.current}  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        if isinstance(columns := state.get("grid"), dict):
            self.grid.restore_columns(columns)
        self.grouping.restore(state.get("groups"))
        if isinstance(opened := state.get("facets"), list):
            self.facets.restore(opened)
        sizes = state.get("splitter")
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(one, int) for one in sizes):
            self.splitter.setSizes(sizes)
        if isinstance(query := state.get("query"), dict):
            self.model.query = query_from(query, self.plan.entity)
            self.view_bar.current = str(state.get("view") or "")

    def mark(self) -> Any:
        return self.query, self.view_bar.current, self.grid.place()

    def go_to(self, mark: Any) -> None:
        query, view, place = mark
        self.grid.keep_place(place)
        self.ask(query, view)

    # ------------------------------------------------------------ narrow windows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_NARROW_EMS)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
        if narrow:
            self._lay_over()

    def _arrange(self) -> None:
        """Wide: three columns. Narrow: the inspector lies over the page when it is asked for."""
        self.inspect_button.setVisible(self._narrow)
        self.inspector.set_closable(self._narrow)
        if self._narrow:
            self.inspector.setParent(self)
            self.inspector.setVisible(self.inspect_button.isChecked())
        else:
            self.splitter.addWidget(self.inspector)
            self.inspector.show()
            self.splitter.setSizes([theme().px(13.5), self.width() - theme().px(34), theme().px(20)])

    def _show_over(self, on: bool) -> None:
        if self._narrow:
            self.inspector.setVisible(on)
            self._lay_over()

    def _lay_over(self) -> None:
        box = self.splitter.geometry()
        wide = min(theme().px(22), box.width())
        self.inspector.setGeometry(box.right() - wide + 1, box.top(), wide, box.height())
        self.inspector.raise_()


