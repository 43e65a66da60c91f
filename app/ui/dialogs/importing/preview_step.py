"""The dry run: what would happen to every row, words to translate, cells to correct; nothing is written yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.domain.importing import Kind, Plan, RowPlan
from app.domain.importing_cells import CellProblem
from app.domain.importing_mapping import target
from app.ui.dialogs.importing.preview_model import MANY, PreviewModel
from app.ui.dialogs.importing.state import Importing, Unknown, unknown_words
from app.ui.dialogs.importing.step import Step
from app.ui.kit.controls import Combo, Tick
from app.ui.screens.sitting.parts import button, label, section
from app.ui.theme import theme

_WORDS_SHOWN = 30


class PreviewStep(Step):
    """Chips that filter, the rows, and at the foot what can be mended in place."""

    title = N_("La prova")
    words = N_("Ecco che cosa succederebbe, riga per riga. Correggete qui quello che non va: il file resta com'è.")

    def __init__(self, state: Importing, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.chips = QHBoxLayout()
        self.group = QButtonGroup(self)
        self.column.addLayout(self.chips)
        self.model = PreviewModel(state.store.names)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr(N_("Che cosa succede a ogni riga")))
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(theme().px(2.1))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, ems in enumerate((4, 8, 20)):
            self.table.setColumnWidth(at, theme().px(ems))
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._mend(self.model.row(now.row())))
        self.column.addWidget(self.table, 3)
        self.mending, self._inside = self._area()
        self.column.addWidget(self.mending, 2)
        self.skip = Tick(self)
        self.skip.setText(tr(N_("Importa le righe buone e lascia fuori quelle rifiutate")))
        self.skip.toggled.connect(lambda _: self.ready.emit(self.may_go_on()))
        self.column.addWidget(self.skip)
        self._kind: Kind | None = None

    def _area(self) -> tuple[QScrollArea, QFrame]:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        inside = QFrame()
        inside.setProperty("role", "plain")
        area.setWidget(inside)
        QVBoxLayout(inside).setContentsMargins(0, 0, 0, 0)
        return area, inside

    # ------------------------------------------------------------ trying

    def enter(self) -> None:
        self.try_again()

    def try_again(self) -> None:
        """Make the plan anew."""
        if self.state.plan is not None:
            self._show(self.state.plan)
            return
        self.ready.emit(False)
        self.wanted.emit(self.state.try_it, self._show, tr(N_("Provo l'importazione")))

    def _show(self, plan: Plan) -> None:
        refused = plan.count(Kind.REFUSED)
        if self._kind is None and refused:
            self._kind = Kind.REFUSED
        if self._kind is Kind.REFUSED and not refused:
            self._kind = None
        self._make_chips(plan)
        self.model.show_plan(plan, self._kind)
        self.skip.setVisible(bool(refused))
        self._mend(None)
        self.ready.emit(self.may_go_on())

    def _make_chips(self, plan: Plan) -> None:
        while self.chips.count():
            item = self.chips.takeAt(0)
            widget = item.widget() if item else None
            if isinstance(widget, QPushButton):
                self.group.removeButton(widget)
                widget.deleteLater()
        for kind in (None, *MANY):
            count = len(plan.rows) if kind is None else plan.count(kind)
            words = tr(N_("Tutte")) if kind is None else tr(MANY[kind])
            chip = QPushButton(f"{words}  {locale.number(count)}", self)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(kind is self._kind)
            chip.setAutoDefault(False)
            chip.clicked.connect(partial(self._filter, kind))
            self.group.addButton(chip)
            self.chips.addWidget(chip)
        self.chips.addStretch(1)

    def _filter(self, kind: Kind | None, _: bool = False) -> None:
        self._kind = kind
        if self.state.plan is not None:
            self.model.show_plan(self.state.plan, kind)
            self._mend(None)

    # ------------------------------------------------------------ mending

    def _mend(self, row: RowPlan | None) -> None:
        """The cells of a refused row; without one, the words nobody understands."""
        layout = self._inside.layout()
        assert layout is not None
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        plan = self.state.plan
        words = unknown_words(plan) if plan else []
        if row is not None and row.problems:
            layout.addWidget(self._cells(row))
        elif words:
            layout.addWidget(self._words(words))
        self.mending.setVisible(layout.count() > 0)

    def _cells(self, row: RowPlan) -> QWidget:
        box, grid = _box(self)
        grid.addWidget(section(tr(N_("Riga {n}: che cosa correggere")).format(n=row.number), box), 0, 0, 1, 4)
        for at, problem in enumerate(row.problems, 1):
            grid.addWidget(label(self._where(problem), "label", box), at, 0, Qt.AlignmentFlag.AlignTop)
            self._cell(grid, box, at, row.number, problem)
        grid.setRowStretch(len(row.problems) + 1, 1)
        return box

    def _cell(self, grid: QGridLayout, box: QWidget, at: int, row: int, problem: CellProblem) -> None:
        why = label(why_not(problem, self._said), "problem", box)
        why.setWordWrap(True)
        grid.addWidget(why, at, 3)
        if not problem.column:
            return
        line = QLineEdit(problem.nearest or problem.value, box)
        line.setAccessibleName(tr(N_("Riga {n}, colonna «{column}»")).format(n=row, column=problem.column))
        run = partial(self._correct, row, problem.column, line)
        line.returnPressed.connect(run)
        grid.addWidget(line, at, 1)
        grid.addWidget(button(tr(N_("Correggi")), "check", run, "", box), at, 2)

    def _where(self, problem: CellProblem) -> str:
        return problem.column or (self.state.label(problem.field) if problem.field else "")

    def _correct(self, row: int, column: str, line: QLineEdit) -> None:
        self.state.correct(row, column, line.text().strip())
        self.try_again()

    def _words(self, words: list[Unknown]) -> QWidget:
        box, grid = _box(self)
        grid.addWidget(section(tr(N_("Parole del file da tradurre nelle nostre")), box), 0, 0, 1, 4)
        for at, one in enumerate(words[:_WORDS_SHOWN], 1):
            problem = one.problem
            rows = trn("{n} riga", "{n} righe", one.rows)
            said = tr(N_("{column} «{value}» ({rows})")).format(column=problem.column, value=problem.value, rows=rows)
            grid.addWidget(label(said, "", box), at, 0)
            combo = self._meanings(box, problem)
            grid.addWidget(combo, at, 1)
        grid.setRowStretch(len(words) + 1, 1)
        return box

    def _meanings(self, box: QWidget, problem: CellProblem) -> Combo:
        combo = Combo(box)
        combo.setAccessibleName(tr(N_("Che cosa significa «{word}»")).format(word=problem.value))
        combo.addItem(tr(N_("scegliete…")), "")
        codes = list(dict.fromkeys([*([problem.nearest] if problem.nearest else []), *problem.accepted]))
        for code in codes:
            combo.addItem(self._said(problem, code), code)
        combo.activated.connect(lambda _: self._translate(problem, str(combo.currentData() or "")))
        return combo

    def _said(self, problem: CellProblem, code: str) -> str:
        spec = target(self.state.entity, problem.field)[2] if problem.field else None
        kind = str(getattr(spec, "options", "") or getattr(spec, "to", "")) if spec else ""
        return self.state.store.names.label(kind, code) if kind else code

    def _translate(self, problem: CellProblem, code: str) -> None:
        if code:
            self.state.translate(problem.field, problem.value, code)
            self.try_again()

    # ------------------------------------------------------------ going on

    def may_go_on(self) -> bool:
        plan = self.state.plan
        if plan is None:
            return False
        writes = plan.count(Kind.NEW) + plan.count(Kind.CHANGED)
        return bool(writes) and (not plan.count(Kind.REFUSED) or self.skip.isChecked())


def why_not(problem: CellProblem, said: Callable[[CellProblem, str], str]) -> str:
    """Why a cell is refused, with what would be accepted."""
    words = problem.why
    if problem.accepted:
        listed = ", ".join(said(problem, code) for code in problem.accepted)
        words += " " + tr(N_("Si accetta: {listed}.")).format(listed=listed)
    return words


def _box(parent: QWidget) -> tuple[QWidget, QGridLayout]:
    box = QFrame(parent)
    box.setProperty("role", "panel")
    grid = QGridLayout(box)
    grid.setHorizontalSpacing(theme().px(0.7))
    grid.setColumnStretch(1, 2)
    grid.setColumnStretch(3, 3)
    return box, grid
