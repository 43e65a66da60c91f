"""Which column becomes which field, and what the file does not say; mappings kept by name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entity import Changes, Snapshot
from app.domain.importing_cells import shown
from app.domain.importing_mapping import check
from app.ui.dialogs.importing.constants import Constants
from app.ui.dialogs.importing.state import Importing
from app.ui.dialogs.importing.step import Step
from app.ui.kit.controls import Combo
from app.ui.screens.sitting.parts import button, label, section
from app.ui.theme import theme

_EXAMPLES = 3


class ColumnsStep(Step):
    """A row per column of the file: its title, what it says, what it becomes."""

    title = N_("Le colonne")
    words = N_("A sinistra le colonne del file, a destra che cosa diventano. Quello che resta su «non si importa» "
               "viene lasciato fuori.")  # fmt: skip

    def __init__(self, state: Importing, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.column.addLayout(self._kept_line())
        self.table = QTableWidget(0, 3, self)
        self.table.setAccessibleName(tr(N_("Colonne del file e campi")))
        heads = (N_("Colonna del file"), N_("Che cosa dice"), N_("Diventa"))
        self.table.setHorizontalHeaderLabels([tr(head) for head in heads])
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, how in enumerate((QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch,
                                  QHeaderView.ResizeMode.Interactive)):  # fmt: skip
            header.setSectionResizeMode(at, how)
        self.table.setColumnWidth(0, theme().px(14))
        self.table.setColumnWidth(2, theme().px(18))
        self.column.addWidget(self.table, 5)
        self.column.addWidget(section(tr(N_("Quello che il file non dice")), self))
        self.constants = Constants(state, self)
        self.constants.changed.connect(self._judge)
        self.column.addWidget(self.constants, 2)
        self.problem = label("", "problem", self)
        self.problem.setWordWrap(True)
        self.column.addWidget(self.problem)

    def _kept_line(self) -> QGridLayout:
        grid = QGridLayout()
        self.kept = Combo(self)
        self.kept.setMinimumContentsLength(28)
        self.kept.setAccessibleName(tr(N_("Corrispondenze conservate")))
        self.kept.activated.connect(lambda _: self._take())
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr(N_("Nome per ritrovarla")))
        self.name.setAccessibleName(tr(N_("Nome della corrispondenza")))
        self.keep = button(tr(N_("Conserva")), "floppy-disk", self._keep, "", self)
        row = QHBoxLayout()
        row.addWidget(self.name)
        row.addWidget(self.keep)
        grid.addWidget(label(tr(N_("Usa una corrispondenza già conservata")), "label", self), 0, 0)
        grid.addWidget(label(tr(N_("Conserva questa per la prossima volta")), "label", self), 0, 1)
        grid.addWidget(self.kept, 1, 0)
        grid.addLayout(row, 1, 1)
        return grid

    # ------------------------------------------------------------ showing

    def enter(self) -> None:
        def work(_: Progress) -> list[Snapshot]:
            self.state.guess()
            return self.state.saved()

        self.wanted.emit(work, self._show, "")

    def _show(self, saved: list[Snapshot]) -> None:
        self.kept.clear()
        self.kept.addItem(tr(N_("Quella proposta dal programma")), None)
        for one in saved:
            self.kept.addItem(str(one["name"]), one)
        self._columns()
        self.constants.show_constants()
        self._judge()

    def _columns(self) -> None:
        sheet = self.state.sheet
        if sheet is None:
            return
        choices = [("", tr(N_("non si importa"))), *((name, self.state.label(name)) for name in self.state.targets())]
        self.table.setRowCount(len(sheet.columns))
        for row, column in enumerate(sheet.columns):
            self.table.setItem(row, 0, QTableWidgetItem(column.title))
            said = [shown(cells[row]) for cells in sheet.rows[:40] if cells[row] not in (None, "")]
            example = QTableWidgetItem(" · ".join(dict.fromkeys(said[: _EXAMPLES * 3]))[:120])
            example.setForeground(theme().colour("muted"))
            self.table.setItem(row, 1, example)
            self.table.setCellWidget(row, 2, self._chooser(column.title, choices))
        self.table.resizeRowsToContents()

    def _chooser(self, title: str, choices: list[tuple[str, str]]) -> Combo:
        combo = Combo(self.table)
        combo.setAccessibleName(tr(N_("La colonna «{title}» diventa")).format(title=title))
        for name, words in choices:
            combo.addItem(words, name)
        combo.setCurrentIndex(max(0, combo.findData(self.state.mapping.columns.get(title, ""))))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.activated.connect(partial(self._assigned, title, combo))
        return combo

    def _assigned(self, title: str, combo: Combo, _: int) -> None:
        self.state.assign(title, str(combo.currentData() or ""))
        self.constants.show_constants()
        self._judge()

    # ------------------------------------------------------------ judging

    def _judge(self) -> None:
        self.problem.setText(self._why_not())
        self.problem.setVisible(bool(self.problem.text()))
        self.ready.emit(self.may_go_on())

    def _why_not(self) -> str:
        if not self.state.mapping.columns:
            return tr(N_("Dite almeno di una colonna che cosa diventa."))
        try:
            check(self.state.mapping, self.state.entity)
        except Refused as refusal:
            return str(refusal)
        return self.constants.problem

    def may_go_on(self) -> bool:
        return not self._why_not()

    # ------------------------------------------------------------ kept mappings

    def _take(self) -> None:
        kept = self.kept.currentData()
        if isinstance(kept, Snapshot):
            self.state.take(kept)
            self.name.setText(str(kept["name"]))
        else:
            self.state.forget_columns()
            self.state.guess()
        self._columns()
        self.constants.show_constants()
        self._judge()

    def _keep(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return

        def work(_: Progress) -> Changes:
            return self.state.keep(name)

        words = trn("{n} colonna", "{n} colonne", len(self.state.mapping.columns))
        self.wanted.emit(work, lambda _: self.keep.setText(tr(N_("Conservata: {words}")).format(words=words)), "")
