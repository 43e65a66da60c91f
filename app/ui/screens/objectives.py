"""The objectives as a tree: how far each is, how many projects serve it, which nobody serves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.domain.entity import Changes, Snapshot
from app.domain.objectives import LEVELS, Indicator, Measurement, Objective
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.ui import later
from app.ui.commands import Command, Place, with_selection
from app.ui.desk import Desk
from app.ui.kit.editor import muted
from app.ui.kit.flow import Flow
from app.ui.kit.page_header import PageHeader, button
from app.ui.kit.plain import plain, rich
from app.ui.kit.tree import Branch, Tree
from app.ui.screens.base import Screen, Summary
from app.ui.screens.parts import NewRecord
from app.ui.theme import theme
from app.usecases import objectives

_NARROW_EMS = 70.0
_TOUCHING = frozenset({"objective", "project", "indicator", "measurement"})


class ObjectivesScreen(Screen):
    """The tree at the left, the objective one is in at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.nodes: dict[str, objectives.Node] = {}
        self._wanted = ""
        self.header = PageHeader(tr(N_("Obiettivi")), self)
        self.new_button = button(tr(N_("Nuovo obiettivo")), "plus", primary=True, parent=self)
        self.new_button.clicked.connect(lambda: self.add(""))
        self.new_button.setVisible(desk.person.may(Can.EDIT_OBJECTIVES))
        self.header.add(self.new_button)
        headings = (N_("Obiettivo"), N_("Avanzamento"), N_("Progetti"), N_("In corso"))
        self.tree = Tree([tr(words) for words in headings], self)
        self.tree.setAccessibleName(tr(N_("Albero degli obiettivi")))
        self.tree.chosen.connect(self._chosen)
        self.tree.opened.connect(self.open)
        self.side = ObjectivePanel(self)
        self.splitter = splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme().px(0.75))
        splitter.addWidget(self.tree)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([theme().px(54), theme().px(24)])
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(1.4), theme().px(1.1), theme().px(1.4), theme().px(0.8))
        column.setSpacing(theme().px(0.75))
        column.addWidget(self.header)
        column.addWidget(splitter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() < theme().px(_NARROW_EMS):
            self.splitter.setSizes([self.width() * 2 // 3, self.width() // 3])  # the titles of the tree come first

    # ------------------------------------------------------------ showing

    def enter(self) -> None:
        self.refresh()
        self.tree.setFocus()

    def refresh(self) -> None:
        store = self.desk.store
        self.desk.runner.run(lambda _: objectives.tree(store), self._show, self.desk.messages.error, owner=self)

    def _show(self, nodes: Sequence[objectives.Node]) -> None:
        self.nodes = {node.snapshot.code: node for node in nodes}
        self.tree.show_branches([_branch(node) for node in nodes])
        if self._wanted and self.tree.choose(self._wanted):
            self._wanted = ""
        alone = sum(node.unserved and node.snapshot["status"] == "attivo" for node in nodes)
        words = trn("{n} obiettivo", "{n} obiettivi", len(nodes))
        if alone:
            words += " · " + trn("{n} senza progetti in corso", "{n} senza progetti in corso", alone)
        self.header.say(words if nodes else tr(N_("Cominciate dalla linea di mandato, con «Nuovo obiettivo».")))
        self.summary.emit(Summary(words))
        self._chosen(self.tree.current())

    def _chosen(self, code: str) -> None:
        self.side.show_node(self.nodes.get(code))
        self.context_changed.emit()

    def apply(self, changes: Changes, who: str = "") -> None:
        if _TOUCHING & ({entity for entity, _ in changes.touched} | changes.whole):
            self.refresh()

    def show_record(self, entity: str, code: str) -> bool:
        if entity != "objective":
            return False
        self._wanted = "" if self.tree.choose(code) else code
        return True

    def selected(self) -> int:
        return 1 if self.tree.current() else 0

    def mark(self) -> Any:
        return self.tree.current()

    def go_to(self, mark: Any) -> None:
        self._wanted = "" if self.tree.choose(str(mark)) else str(mark)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the objective one is in, by mouse or by key."""
        if self.tree.current() and self.tree.hasFocus():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the objective one is in."""
        code = self.tree.current()
        menu: QMenu = later.load(later.RECORD_MENU)(self.desk, "objective", code, self)
        first = menu.actions()[1]
        projects = QAction(tr(N_("Progetti di questo obiettivo")), menu)
        projects.triggered.connect(self.open_projects)
        under = QAction(tr(N_("Nuovo obiettivo sotto questo")), menu)
        under.triggered.connect(self.add_under_current)
        under.setEnabled(self.desk.person.may(Can.EDIT_OBJECTIVES))
        menu.insertActions(first, [projects, under])
        return menu

    # ------------------------------------------------------------ deeds

    def add(self, parent: str) -> NewRecord:
        """A new objective, under another one or at the top."""
        node = self.nodes.get(parent)
        values: dict[str, Any] = {"parent": parent} if node else {"level": LEVELS[0]}
        if node is not None:
            above = node.snapshot
            level = LEVELS.index(above["level"]) + 1
            values["level"] = LEVELS[min(level, len(LEVELS) - 1)]
        first = {name: node.snapshot[name] for name in ("document", "year_from", "year_to")} if node else {}
        dialog = NewRecord(self.desk, Objective, values, self, proposed=first)
        dialog.made.connect(lambda _: self.refresh())
        dialog.open()
        return dialog

    def add_under_current(self) -> None:
        """A child of the objective one is in."""
        self.add(self.tree.current())

    def open(self, code: str) -> None:
        """The objective's own page."""
        self.desk.open("objective", code)

    def open_current(self) -> None:
        """The page of the objective one is in."""
        self.open(self.tree.current())

    def open_projects(self) -> None:
        """The register, with the projects of this objective and of those under it."""
        code = self.tree.current()
        if self.desk.show_list is not None and code:
            under = tuple(one for one in self.nodes if self._is_under(one, code))
            self.desk.show_list(Query("project", (Filter("objectives", "=", under),)))

    def _is_under(self, code: str, top: str) -> bool:
        node = self.nodes.get(code)
        while node is not None and node.snapshot.code != top:
            node = self.nodes.get(node.snapshot["parent"] or "")
        return node is not None

    def commands(self) -> list[Command]:
        return [
            Command("objectives.child", N_("Nuovo obiettivo sotto questo"), self.add_under_current, ("Ctrl+Shift+N",),
                    "plus", Place.RECORD, Can.EDIT_OBJECTIVES, with_selection),
            Command("objectives.projects", N_("Progetti di questo obiettivo"), self.open_projects, (), "list-bullets",
                    Place.RECORD, enabled=with_selection),
        ]  # fmt: skip


class ObjectivePanel(QFrame):
    """The objective one is in: what it is, its indicators, its projects."""

    def __init__(self, page: ObjectivesScreen) -> None:
        super().__init__(page)
        self.page = page
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(1), theme().px(0.8), theme().px(0.4), theme().px(0.8))
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area, 1)
        row = QWidget(self)
        row.setProperty("role", "plain")
        flow = Flow(row, theme().px(0.4))
        self.open_button = button(tr(N_("Apri")), parent=self)
        self.open_button.clicked.connect(page.open_current)
        self.child_button = button(tr(N_("Nuovo sotto questo")), "plus", parent=self)
        self.child_button.clicked.connect(page.add_under_current)
        self.list_button = button(tr(N_("Nel registro")), parent=self)
        self.list_button.setToolTip(tr(N_("Mostra nel registro i progetti di questo obiettivo")))
        self.list_button.clicked.connect(page.open_projects)
        for one in (self.open_button, self.child_button, self.list_button):
            flow.addWidget(one)
        column.addWidget(row)

    def show_node(self, node: objectives.Node | None) -> None:
        """Show an objective; None: there is none to show."""
        desk = self.page.desk
        may = desk.person.may(Can.EDIT_OBJECTIVES)
        self.open_button.setVisible(node is not None)
        self.child_button.setVisible(node is not None and may and node.snapshot["level"] != LEVELS[-1])
        self.list_button.setVisible(node is not None and bool(node.projects) and desk.show_list is not None)
        inside = QWidget(self.area)
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme().px(0.6), 0)
        if node is not None:
            self._fill(column, inside, node)
        column.addStretch(1)
        self.area.setWidget(inside)

    def _fill(self, column: QVBoxLayout, inside: QWidget, node: objectives.Node) -> None:
        names, one = self.page.desk.names, node.snapshot
        fields = Objective.fields
        column.addWidget(_text(fields["level"].show(one["level"], names), inside, "muted"))
        column.addWidget(_text(f"{one.code}  {one['title']}", inside, "heading"))
        if one["description"]:
            column.addWidget(_text(one["description"], inside))
        document = fields["document"].show(one["document"], names)
        valid = f"{document}, {one['year_from']}–{one['year_to']}"
        column.addWidget(_text(valid, inside, "muted"))
        column.addWidget(_text(tr(N_("Indicatori")), inside, "section"))
        for reading in node.readings:
            column.addWidget(_text(_reading(reading), inside))
        if not node.readings:
            column.addWidget(muted(tr(N_("Nessun indicatore: aggiungetelo dalla scheda.")), inside))
        column.addWidget(_text(tr(N_("Progetti")), inside, "section"))
        for code in node.projects:
            column.addWidget(self._project(inside, code, running=code in node.serving))
        if not node.projects:
            column.addWidget(muted(tr(N_("Nessun progetto serve questo obiettivo.")), inside))

    def _project(self, inside: QWidget, code: str, *, running: bool) -> QLabel:
        desk, title = self.page.desk, self.page.desk.names.label("project", code)
        words = title if running else tr(N_("{title} (non in corso)")).format(title=title)
        made = rich(f'<a href="{escape(code)}">{escape(words)}</a>', inside)
        made.setWordWrap(True)
        made.setAccessibleName(words)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        made.linkActivated.connect(lambda _: desk.open("project", code))
        return made


def _branch(node: objectives.Node) -> Branch:
    one = node.snapshot
    alone = node.unserved and one["status"] == "attivo"
    mark = ("warning", tr(N_("nessuno"))) if alone else None
    return Branch(one.code, f"{one.code}  {one['title']}", node.depth,
                  (str(len(node.projects)), str(len(node.serving))), node.progress, mark, node.depth == 0)  # fmt: skip


def _reading(reading: objectives.Reading) -> str:
    """«Utenti: 120 persone (31/12/2025), atteso 200 entro il 31/12/2027 · 60 %»."""
    one = reading.indicator
    words = f"{one['name']}: "
    words += _measured(one, reading.last) if reading.last else tr(N_("nessuna rilevazione"))
    if one["target_value"] is not None:
        target = Indicator.fields["target_value"].show(one["target_value"])
        until = Indicator.fields["target_date"].show(one["target_date"])
        words += tr(N_(", atteso {value} entro il {day}") if until else N_(", atteso {value}")).format(
            value=target, day=until)  # fmt: skip
    if reading.share is not None:
        words += f" · {locale.percent(round(reading.share * Decimal(100)))}"
    return words


def _measured(indicator: Snapshot, last: Snapshot) -> str:
    value = Measurement.fields["value"].show(last["value"])
    return f"{value} {indicator['unit']} ({Measurement.fields['date'].show(last['date'])})"


def _text(words: str, parent: QWidget, role: str = "") -> QLabel:
    label = plain(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
