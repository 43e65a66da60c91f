"""The item under discussion: what was reported, said, voted and decided, and who does what next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.fields import Names
from app.ui.kit.editor import Editor
from app.ui.kit.plain import tip
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.clock import ItemClock
from app.ui.screens.sitting.concerns import Concerns
from app.ui.screens.sitting.decision import Decisions
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.heads import Heading, Linked
from app.ui.screens.sitting.parts import hint, label, labelled, section
from app.ui.screens.sitting.rows import Rows
from app.ui.screens.sitting.story import Story
from app.ui.screens.sitting.votes import Vote
from app.ui.theme import theme

_VOTE_KEYS = (
    N_("F · C · A · O"),
    N_("F favorevoli, C contrari, A astenuti; sulla persona scelta nelle presenze F, C, A, O scrivono il suo voto."),
)
_LINKS = ("projects", "pacts", "contributions", "objectives")


class ItemPanel(QFrame):
    """The middle of the sitting's screen.

    Signals:
        timed(): the clock of the item was pressed.
    """

    timed = Signal()

    def __init__(self, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.hands = hands
        self.point: Point | None = None
        self._undecided = ""
        self.bound = Bound("agenda_item", hands, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr(N_("Il punto in discussione")))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.area)
        self.page = QWidget()
        self.page.setProperty("role", "plain")
        self.area.setWidget(self.page)
        self.area.viewport().setAutoFillBackground(False)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self.page)
        gap = theme().px(1.1)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(theme().px(0.7))
        self.where = label("", "muted", self.page)
        self.where.setWordWrap(True)
        self.clock = ItemClock(self.timed.emit, self.page)
        top = QHBoxLayout()
        top.addWidget(self.where, 1)
        top.addWidget(self.clock)
        column.addLayout(top)
        self.title = Heading(self.bound.editor("title", self.page), self.page)
        self.title.given_up.connect(self.bound.keep)
        column.addWidget(self.title)
        column.addWidget(self.bound.question)
        column.addLayout(self._head())
        self.concerns = Concerns(self.page)
        column.addWidget(self.concerns)
        self.story = Story(self.hands, self.page)
        column.addWidget(section(tr(N_("Relazione e discussione")), self.page))
        self.text = self.bound.editor("report_text", self.page)
        column.addWidget(self.text)
        self._build_parts(column)
        column.addWidget(self.story)
        column.addStretch(1)

    def _build_parts(self, column: QVBoxLayout) -> None:
        self.speeches = Rows("speech", tr(N_("Interventi nella discussione")), tr(N_("Aggiungi intervento")),
                             ("person", "verbatim"), "text", self.hands, self.page)  # fmt: skip
        self.vote = Vote(self.hands, self.page)
        self.decision = Decisions(self.hands, self.page)
        self.decision.turned.connect(self._show_tasks)
        self.tasks = Rows("action_item", tr(N_("Azioni")), tr(N_("Aggiungi azione")), ("owner", "due"), "text",
                          self.hands, self.page)  # fmt: skip
        self.later = label(tr(N_("Interventi, votazione, decisioni e azioni si scrivono a seduta aperta.")), "muted",
                           self.page)  # fmt: skip
        self.later.setWordWrap(True)
        for part in (self.speeches, self.vote, self.decision, self.tasks, self.later):
            column.addWidget(part)
        self.vote.head.insertWidget(1, hint(*_VOTE_KEYS, self.page))
        for part, key in ((self.speeches, "I"), (self.vote, "F"), (self.decision, "D"), (self.tasks, "Z")):
            part.add.setToolTip(tip(tr(N_("Tasto {key}")).format(key=key)))

    def _head(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(0.6))
        grid.setVerticalSpacing(theme().px(0.4))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        labelled(self.bound.editor("rapporteur", self.page), grid, 0, 0)
        labelled(self.bound.editor("outcome", self.page), grid, 0, 1)
        self.links = Linked([self.bound.editor(name, self.page) for name in _LINKS], self.page)
        grid.addWidget(self.links, 1, 0, 1, 4)
        return grid

    # ------------------------------------------------------------ showing

    def show_point(self, board: Board, point: Point | None) -> None:
        """Show an item, or that there is none yet."""
        other = point is None or self.point is None or self.point.code != point.code
        self.point = point
        self.page.setEnabled(point is not None)
        if point is None:
            self.where.setText(tr(N_("L'ordine del giorno è vuoto: aggiungete il primo punto.")))
            return
        locked = board.frozen or ("" if board.may_run else tr(N_("Il testo del verbale spetta a chi verbalizza.")))
        closed = locked or ("" if board.running else tr(N_("La seduta non è aperta.")))
        undecided = "" if board.may_decide else tr(N_("Decisioni e azioni spettano a presidenza e segreteria."))
        undecided = undecided or board.frozen or ("" if board.running else tr(N_("La seduta non è aperta.")))
        item = point.snapshot
        names = self.hands.around.names
        self.where.setText(_where(board, point, names))
        self.clock.show_point(board, point)
        self.concerns.show_point(board, point)
        self.story.show_point(board, point, locked)
        self.bound.show(item, locked=locked)
        self.title.show_text(locked=bool(locked))
        self.links.show_links(item.values, locked=bool(locked), fresh=other)
        self.speeches.show_records(point.speeches, point.code, {"item": point.code, "order": len(point.speeches) + 1,
                                                                "verbatim": False}, closed)  # fmt: skip
        self.vote.show_point(board, point, closed)
        self.decision.show_point(point, undecided)
        self._undecided = undecided
        self._show_tasks()
        self._show_parts(board, point)
        if other:
            self.area.verticalScrollBar().setValue(0)

    def _show_parts(self, board: Board, point: Point) -> None:
        """Before the sitting there is nothing to write in its parts: a sentence says when there is."""
        begun = board.running or bool(board.frozen)
        parts = ((self.speeches, point.speeches), (self.vote, point.votes), (self.decision, point.decisions),
                 (self.tasks, point.actions))  # fmt: skip
        for part, there in parts:
            part.setVisible(begun or bool(there))
        self.later.setVisible(board.coming)

    def _show_tasks(self) -> None:
        """The actions of the item; a new one follows from the decision that is shown."""
        point, decision = self.point, self.decision.record
        if point is not None:
            whose = {"decision": decision.code} if decision else {"item": point.code}
            self.tasks.show_records(point.actions, point.code, whose, self._undecided)

    def bounds(self) -> list[Bound]:
        """Everything on the page that saves itself."""
        rows = [row.bound for rows in (self.speeches, self.tasks) for row in rows.rows]
        rows += [row.bound for row in self.story.rows.values()]
        return [self.bound, self.vote.bound, self.decision.bound, *rows]

    def flush(self) -> None:
        """Save whatever is typed."""
        for bound in self.bounds():
            bound.flush()

    def focus(self, field: str) -> bool:
        """Go to a field by its name (`agenda_item.report_text`, `decision.owner`, `vote.favour`…)."""
        entity, _, name = field.rpartition(".")
        if entity == "decision":
            self.decision.begin()
        if entity == "vote":
            self.vote.focus(name if name in self.vote.bound.editors else "favour")
            return True
        if entity == "action_item" and not self.tasks.rows:
            self.tasks.begin()
        for bound in self.bounds():
            if bound.entity == (entity or "agenda_item") and name in bound.editors:
                self._go(bound.editors[name])
                return True
        return False

    def _go(self, editor: Editor) -> None:
        if editor is self.title.editor:
            self.title.edit()
            return
        self.links.reveal(editor)
        editor.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.area.ensureWidgetVisible(editor)


def _where(board: Board, point: Point, names: Names) -> str:
    item = point.snapshot
    parts = [
        tr(N_("Punto {n} di {all}")).format(n=item["position"], all=len(board.points)),
        names.label("agenda_kind", item["kind"]),
    ]
    if not board.coming:
        parts.append(tr(N_("presenti {n}")).format(n=point.present))
    if item["carried_from"]:
        parts.append(tr(N_("rinviato da un'altra seduta")))
    return " · ".join(parts)
