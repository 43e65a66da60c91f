"""The panel at the right of a grid: the current record, to read, with what one usually does next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTabBar, QToolButton, QVBoxLayout, QWidget

from app.core import locale
from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.kit import sheet
from app.ui.kit.editor import muted
from app.ui.kit.history import AT_ONCE
from app.ui.kit.page_header import button
from app.ui.kit.plain import plain
from app.ui.runner import Job
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.usecases.history import Line
    from app.usecases.register import Record


@dataclass(frozen=True)
class Tab:
    """Other records beside one: parts of it, or records that point at it, by entity."""

    title: str  # msgid
    entities: tuple[str, ...]
    empty: str  # msgid: what to do when there is none
    second: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the fields of the second line


@dataclass(frozen=True)
class Plan:
    """How records of a screen are inspected: `fields` in order, and the tabs beside."""

    fields: tuple[str, ...]
    tabs: tuple[Tab, ...] = ()
    to_meeting: bool = False  # whether it can be brought to a sitting


@dataclass(frozen=True)
class Reading:
    """Where the inspector reads: both run off the GUI thread."""

    record: Callable[[str, str], Record]
    history: Callable[[str, int], Sequence[Line]]


class Inspector(QFrame):
    """The current record.

    Signals:
        edit_wanted(str, str): open this record to change it.
        meeting_wanted(str, str): bring it to a sitting.
        closed(): the person closed the panel.
    """

    edit_wanted = Signal(str, str)
    meeting_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, desk: Desk, plans: Mapping[str, Plan], reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._plans, self._reading = desk, plans, reading
        self._job: Job | None = None
        self._asked = 0  # how often a record was asked for: answers to older questions are not shown
        self._record: Record | None = None
        self.offers_edit = True  # not where records are only looked at, as they were
        self.setProperty("role", "panel")
        self.setAccessibleName(tr(N_("Scheda selezionata")))
        self.setMinimumWidth(theme().px(18.5))
        column = QVBoxLayout(self)
        pad = theme().px(0.9)
        column.setContentsMargins(pad, theme().px(0.7), pad, pad)
        column.setSpacing(theme().px(0.4))
        column.addLayout(self._make_head())
        self._make_middle(column)
        column.addLayout(self._make_foot())
        self.show_record("", "")

    def _make_middle(self, column: QVBoxLayout) -> None:
        self._title = plain("", self)
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._tabs = QTabBar(self)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setAccessibleName(tr(N_("Parti della scheda")))
        self._tabs.currentChanged.connect(lambda _at: self._fill())
        self._area = QScrollArea(self)
        self._area.setAccessibleName(tr(N_("Scheda")))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._title)
        column.addWidget(self._tabs)
        column.addWidget(self._area, 1)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._code = plain("", self)
        self._code.setProperty("role", "muted")
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setToolTip(tr(N_("Chiudi il pannello")))
        self._close.setAccessibleName(tr(N_("Chiudi il pannello")))
        self._close.clicked.connect(self.closed)
        row.addWidget(self._code, 1)
        row.addWidget(self._close)
        return row

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(0.5))
        self._edit = button(tr(N_("Modifica")), parent=self)
        self._edit.setToolTip(tr(N_("Apre la scheda intera (Ctrl+Invio)")))
        self._edit.clicked.connect(lambda: self._send(self.edit_wanted))
        self._meet = button(tr(N_("Porta in seduta")), primary=True, parent=self)
        self._meet.setToolTip(tr(N_("Aggiunge la scheda all'ordine del giorno di una seduta")))
        self._meet.clicked.connect(lambda: self._send(self.meeting_wanted))
        row.addWidget(self._edit, 1)
        row.addWidget(self._meet, 1)
        return row

    def _send(self, signal: SignalInstance) -> None:
        if self._record is not None:
            one = self._record.snapshot
            signal.emit(one.entity, one.code)

    def set_closable(self, closable: bool) -> None:
        """Whether the panel lies over the page and can be closed."""
        self._close.setVisible(closable)

    # ------------------------------------------------------------ reading

    def show_record(self, entity: str, code: str) -> None:
        """Read a record and show it; empty texts show what the panel is for."""
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        if not entity:
            self._show(None)
            return
        read, asked = self._reading.record, self._asked

        def failed(error: AppError) -> None:
            if asked == self._asked:
                self._show(None, str(error))

        self._job = self._desk.runner.run(lambda _: read(entity, code), self._show, failed, owner=self, aside=True)

    def refresh(self) -> None:
        """Read the same record again."""
        if self._record is not None:
            self.show_record(self._record.snapshot.entity, self._record.snapshot.code)

    def shows(self, entity: str, id_: int) -> bool:
        """Whether it is this record."""
        one = self._record.snapshot if self._record else None
        return one is not None and (one.entity, one.id) == (entity, id_)

    def _show(self, record: Record | None, trouble: str = "") -> None:
        other = record is None or self._record is None or record.snapshot.entity != self._record.snapshot.entity
        self._record = record
        for widget in (self._code, self._tabs, self._edit, self._meet):
            widget.setVisible(record is not None and (self.offers_edit or widget is not self._edit))
        if record is None:
            words = trouble or tr(N_("Scegliete una riga per leggerne la scheda qui accanto."))
            self._title.setText(tr(N_("Scheda non letta") if trouble else N_("Nessuna scheda selezionata")))
            self._put([sheet.paragraph(words, self)])
            return
        one, plan = record.snapshot, self._plan()
        kind = ENTITIES[one.entity]
        self._code.setText(one.code)
        caption = next((name for name in ("title", "name", "label", "text") if one.values.get(name)), "")
        shown = kind.fields[caption].show(one[caption], self._desk.names) if caption else ""
        self._title.setText(shown or kind.named(one.values, self._desk.names))
        self._meet.setVisible(plan.to_meeting)
        if other:
            self._make_tabs(plan)
        self._fill()

    def _plan(self) -> Plan:
        assert self._record is not None
        entity = self._record.snapshot.entity
        return self._plans.get(entity) or Plan(tuple(ENTITIES[entity].fields))

    def _make_tabs(self, plan: Plan) -> None:
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        for title in (N_("Scheda"), *(tab.title for tab in plan.tabs), N_("Storia")):
            self._tabs.addTab(tr(title))
        self._tabs.blockSignals(False)

    # ------------------------------------------------------------ filling

    def _fill(self) -> None:
        if self._record is None:
            return
        at, plan = self._tabs.currentIndex(), self._plan()
        if at <= 0:
            self._put(self._sheet(plan))
        elif at <= len(plan.tabs):
            self._put(self._others(plan.tabs[at - 1]))
        else:
            self._read_history()

    def _sheet(self, plan: Plan) -> list[QWidget]:
        record = self._record
        assert record is not None
        kind = ENTITIES[record.snapshot.entity]
        parts: list[QWidget] = [sheet.note(problem.why, "warning", self) for problem in record.doubts]
        if record.missing:
            labels = ", ".join(tr(kind.fields[name].label) for name in record.missing)
            sentence = tr(N_("A questo punto mancano ancora: {fields}.")).format(fields=labels)
            parts.append(sheet.note(sentence, "warning", self))
        parts.append(sheet.Sheet(record.snapshot, self._desk.names, plan.fields, self._desk.open, self))
        return parts

    def _others(self, tab: Tab) -> list[QWidget]:
        record = self._record
        assert record is not None
        found = [one for entity in tab.entities for one in record.children.get(entity, ())]
        found += [one for entity, _, many in record.links if entity in tab.entities for one in many]
        unique = {(one.entity, one.id): one for one in found}
        rows = [(one.entity, one.code, self._named(one), self._second(tab, one)) for one in unique.values()]
        if not rows:
            return [sheet.paragraph(tr(tab.empty), self)]
        return [sheet.RecordList(rows, self._desk.open, self)]

    def _named(self, one: Snapshot) -> str:
        return ENTITIES[one.entity].named(one.values, self._desk.names)

    def _second(self, tab: Tab, one: Snapshot) -> str:
        kind = ENTITIES[one.entity]
        names = tab.second.get(one.entity, ())
        shown = (kind.fields[name].show(one.values.get(name), self._desk.names) for name in names)
        return " · ".join(part for part in shown if part)

    def _read_history(self) -> None:
        assert self._record is not None
        one, read = self._record.snapshot, self._reading.history
        self._put([sheet.paragraph(tr(N_("Leggo la storia…")), self)])
        self._desk.runner.run(
            lambda _: read(one.entity, one.id), lambda lines: self._show_history(one, lines),
            lambda error: self._show_history(one, (), str(error)), owner=self, aside=True,
        )  # fmt: skip

    def _show_history(self, one: Snapshot, lines: Sequence[Line], trouble: str = "", most: int = AT_ONCE) -> None:
        """The deeds on a record, the newest first; not when another record, or another tab, is shown by now."""
        if not self.shows(one.entity, one.id) or self._tabs.currentIndex() != self._tabs.count() - 1:
            return
        parts: list[QWidget] = []
        for line in list(reversed(lines))[:most]:
            head, body = muted(f"{locale.moment(line.at)} · {line.who}", self), plain("", self)
            body.setText("\n".join((tr(line.deed), *line.sentences)))
            body.setWordWrap(True)
            parts += [head, body]
        if len(lines) > most:
            more = button(tr(N_("Mostra anche le modifiche precedenti")), parent=self)
            more.setProperty("role", "link")
            more.clicked.connect(lambda: self._show_history(one, lines, most=most + 4 * AT_ONCE))
            parts.append(more)
        self._put(parts or [sheet.paragraph(trouble or tr(N_("Nessuna modifica registrata.")), self)])

    def _put(self, widgets: Sequence[QWidget]) -> None:
        page = QWidget()
        page.setProperty("role", "plain")
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme().px(0.2), theme().px(0.3), 0)
        column.setSpacing(theme().px(0.55))
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self._area.setWidget(page)
