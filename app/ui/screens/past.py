"""The register as it stood when a sitting closed, to look at and not to write in; and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.core import i18n, locale
from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.domain import italian, patching
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Snapshot
from app.domain.query import Query, Sort
from app.ui.desk import Desk
from app.ui.kit.controls import Combo
from app.ui.kit.facet_panel import FacetPanel
from app.ui.kit.grid import Grid
from app.ui.kit.grid_page import GridPanel
from app.ui.kit.inspector import Inspector, Reading
from app.ui.kit.page_header import PageHeader, SearchField, button
from app.ui.kit.plain import plain
from app.ui.kit.table_model import TableModel
from app.ui.kit.window_rows import Row
from app.ui.screens.around import around_of
from app.ui.screens.base import Screen, Summary
from app.ui.screens.entities import plan_for
from app.ui.screens.grid_plan import GridPlan
from app.ui.screens.past_changes import ChangesTree, summary
from app.ui.screens.past_source import PastSource
from app.ui.screens.register import PLAN
from app.ui.theme import theme
from app.usecases import history, past
from app.usecases.past import Difference, Past
from app.usecases.register import Record

NOTHING = N_("Nessuna seduta ha ancora lasciato uno stato del registro: si conserva quando la seduta si chiude.")


def _plan(entity: str) -> GridPlan:
    found = PLAN if entity == "project" else plan_for(ENTITIES[entity])
    inspect = {name: replace(one, tabs=(), to_meeting=False) for name, one in found.inspect.items()}
    return replace(found, inspect=inspect)


class PastList(QWidget):
    """One kind of record as it was: facets, rows, the current record; nothing in it writes."""

    def __init__(self, desk: Desk, source: PastSource, plan: GridPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan = plan
        self.model = TableModel(plan.entity, source, desk.runner, desk.names, plan.columns, plan.parts)
        self.model.may_write = lambda _row, _spec: False
        self.grid = Grid(self.model, around_of(desk, self), self)
        self.grid.setAccessibleName(tr(plan.title))
        self.grid.set_default_widths(plan.widths)
        self.panel = GridPanel(self.grid, self)
        self.facets = FacetPanel(plan.entity, plan.facets, desk.names, self)
        self.facets.setVisible(bool(plan.facets))
        self.inspector = Inspector(desk, plan.inspect, self._reading(desk, source.past), self)
        self.inspector.set_closable(False)
        self.inspector.offers_edit = False
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        for part in (self.facets, self.panel, self.inspector):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([theme().px(12.5), theme().px(60), theme().px(19)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.facets.toggled.connect(lambda name, code: self.ask(self.model.query.toggled(name, code)))
        self.panel.clear_wanted.connect(lambda: self.ask(Query(plan.entity.name, sort=self.model.query.sort)))
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(desk.messages.error)
        self.grid.current_row.connect(self._row_changed)

    @staticmethod
    def _reading(desk: Desk, then: Past) -> Reading:
        def record(entity: str, code: str) -> Record:
            found = then.record(entity, code)
            if found is None:
                raise Refused(N_("La scheda «{code}» a quella data non c'era."), code=code)
            return Record(found, (), (), (), {}, ())

        def lines(entity: str, id_: int) -> Sequence[history.Line]:
            return [line for line in history.of(desk.store, entity, id_) if line.seq <= then.seq]

        return Reading(record, lines)

    def ask(self, query: Query) -> None:
        """Show a list of then."""
        self.model.show(query)

    def _loaded(self) -> None:
        """The first row is the current one, so that its record is there to be read."""
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.setCurrentIndex(self.model.index(0, min(1, self.model.columnCount() - 1)))

    def _counted(self, total: int) -> None:
        query = self.model.query
        self.panel.show_rows(total, narrowed=bool(query.filters or query.text), offers=("", False),
                             words=tr(N_("A quella data questo elenco era vuoto.")))  # fmt: skip
        self.model.reader.follow(
            lambda source: source.facets(query, self.plan.facets), lambda found: self.facets.show_counts(query, found)
        )

    def _row_changed(self, row: Row | None) -> None:
        self.inspector.show_record(row.entity if row else "", self.model.code(row) if row else "")


class PastScreen(Screen):
    """The page «Il registro nel passato»."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sittings: Sequence[Snapshot] = ()
        self.then: Past | None = None
        self.list: PastList | None = None
        self._latest = False  # whether the last sitting is wanted, whichever was shown
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(1.4), theme().px(1.1), theme().px(1.4), theme().px(0.8))
        column.setSpacing(theme().px(0.75))
        column.addWidget(self._make_header())
        column.addWidget(self._make_band())
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr(N_("Elenco o cambiamenti")))
        for words in (N_("Il registro di allora"), N_("Cosa è cambiato da allora")):
            self.tabs.addTab(tr(words))
        column.addWidget(self.tabs)
        self.body = QStackedWidget(self)
        self.tree = ChangesTree(self)
        self.tree.opened.connect(desk.open)
        self.body.addWidget(self.tree)
        column.addWidget(self.body, 1)
        self.tabs.currentChanged.connect(lambda _: self._turn())

    def _make_header(self) -> PageHeader:
        self.header = PageHeader(tr(N_("Il registro nel passato")), self)
        self.search_field = SearchField(tr(N_("Cerca nel registro di allora…")), self)
        self.search_field.wanted.connect(self._search)
        self.kind, self.sitting = Combo(self), Combo(self)
        self.kind.setAccessibleName(tr(N_("Elenco")))
        self.sitting.setAccessibleName(tr(N_("Seduta")))
        self.sitting.setMinimumContentsLength(20)
        for one in patching.kinds():
            self.kind.addItem(tr(one.labels), one.name)
        self.kind.setCurrentIndex(self.kind.findData("project"))
        self.kind.currentIndexChanged.connect(lambda _: self._show_list())
        self.sitting.currentIndexChanged.connect(lambda _: self._to_sitting())
        for widget, stretch in ((self.search_field, 1), (self.kind, 0), (self.sitting, 0)):
            self.header.add(widget, stretch)
        return self.header

    def _make_band(self) -> QFrame:
        self.band = QFrame(self)
        self.band.setProperty("role", "warning")
        row = QHBoxLayout(self.band)
        row.setContentsMargins(theme().px(0.8), theme().px(0.4), theme().px(0.6), theme().px(0.4))
        self.told: QLabel = plain("", self.band)
        self.told.setWordWrap(True)
        row.addWidget(self.told, 1)
        self.back_button = button(tr(N_("Torna al registro di oggi")), "arrow-left", parent=self.band)
        self.back_button.clicked.connect(self._back)
        row.addWidget(self.back_button)
        return self.band

    # ------------------------------------------------------------ which sitting

    def enter(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.desk.runner.run(lambda _: past.frozen(self.desk.store), self._offer, owner=self)

    def _offer(self, sittings: Sequence[Snapshot]) -> None:
        was = None if self._latest else self.sitting.currentData()
        self._latest = False
        self.sittings = sittings
        blocked = self.sitting.blockSignals(True)
        self.sitting.clear()
        for one in sittings:
            self.sitting.addItem(_named(one), one.code)
        self.sitting.setCurrentIndex(max(0, self.sitting.findData(was)) if sittings else -1)
        self.sitting.blockSignals(blocked)
        for widget in (self.search_field, self.kind, self.sitting, self.tabs, self.body):
            widget.setVisible(bool(sittings))
        self._to_sitting()

    def show_sitting(self, code: str) -> None:
        """The register of one sitting."""
        at = self.sitting.findData(code)
        if at >= 0:
            self.sitting.setCurrentIndex(at)

    def show_changes(self) -> None:
        """What has changed since the last sitting."""
        self._latest = True
        self.tabs.setCurrentIndex(1)
        self.refresh()

    def _to_sitting(self) -> None:
        at = self.sitting.currentIndex()
        if not 0 <= at < len(self.sittings):
            self.told.setText(tr(NOTHING))
            self.summary.emit(Summary())
            return
        one = self.sittings[at]
        self.then = Past(self.desk.store, int(one["register_seq"]))
        day = italian.long_date(one["date"]) if i18n.current().code == i18n.SOURCE else locale.day(one["date"])
        self.header.title.setText(tr(N_("Il registro al {day}")).format(day=day))
        words = N_("Questo è il registro com'era alla chiusura della seduta n. {number}: si guarda e non si modifica.")
        self.told.setText(tr(words).format(number=one["number"] or one.code))
        self._show_list()
        self._read_changes()

    def _back(self) -> None:
        if self.desk.show_list is not None:
            self.desk.show_list(Query(str(self.kind.currentData() or "project")))

    # ------------------------------------------------------------ the two parts

    def _turn(self) -> None:
        on_list = self.tabs.currentIndex() == 0
        if on_list and self.list is not None:
            self.body.setCurrentWidget(self.list)
        elif not on_list:
            self.body.setCurrentWidget(self.tree)
        for widget in (self.search_field, self.kind):
            widget.setVisible(on_list and bool(self.sittings))

    def _show_list(self) -> None:
        if self.then is None:
            return
        old, entity = self.list, str(self.kind.currentData())
        self.list = PastList(self.desk, PastSource(self.then, self.desk.names), _plan(entity), self)
        self.list.model.counted.connect(self._counted)
        self.body.addWidget(self.list)
        self._turn()
        if old is not None:
            self.body.removeWidget(old)
            old.deleteLater()
        self._search(self.search_field.text().strip())

    def _search(self, text: str) -> None:
        if self.list is not None:
            plan = self.list.plan
            query = self.list.model.query
            self.list.ask(replace(query, text=text, sort=query.sort or plan.sort or (Sort("code"),)))

    def _counted(self, total: int) -> None:
        if self.list is not None and self.tabs.currentIndex() == 0:
            self.summary.emit(Summary(trn(*self.list.plan.count, total)))

    def _read_changes(self) -> None:
        then, store = self.then, self.desk.store
        if then is not None:
            self.desk.runner.run(lambda _: past.differences(store, then), lambda found: self._changed(then, found),
                                 owner=self)  # fmt: skip

    def _changed(self, then: Past, found: Sequence[Difference]) -> None:
        if then is not self.then:
            return
        self.tree.show_differences(found)
        words = summary(found) or tr(N_("nulla"))
        self.tabs.setTabText(1, tr(N_("Cosa è cambiato da allora: {summary}")).format(summary=words))

    # ------------------------------------------------------------ Screen

    def apply(self, changes: Changes, who: str = "") -> None:
        if self.isVisible():
            self._read_changes()

    def search(self) -> None:
        self.search_field.setFocus()

    def next_hit(self, step: int) -> None:
        if self.list is not None and (count := self.list.model.rowCount()):
            grid = self.list.grid
            grid.setCurrentIndex(self.list.model.index((grid.currentIndex().row() + step) % count, 0))

    def panes(self) -> tuple[QWidget, ...]:
        inside = (self.list.facets, self.list.panel, self.list.inspector) if self.list is not None else ()
        return (self.header, self.band, self.tabs, *(inside if self.tabs.currentIndex() == 0 else (self.tree,)))


def _named(meeting: Snapshot) -> str:
    """«n. 2/2026 del 20/05/2026»."""
    number, day = meeting["number"] or meeting.code, locale.day(meeting["date"])
    return tr(N_("n. {number} del {day}")).format(number=number, day=day)
