"""Which column becomes which field, and what the file does not say; mappings kept by name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
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
from app.ui.kit.plain import tip
from app.ui.screens.sitting.parts import button, label
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
        self.table.verticalHeader().setDefaultSectionSize(theme().px(2.4))
        self.table.setWordWrap(False)
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
        self.constants = Constants(state, self)
        self.constants.changed.connect(self._judge)
        self.column.addWidget(self.constants, 3)
        self.problem = label("", "problem", self)
        self.problem.setWordWrap(True)
        self.column.addWidget(self.problem)

    def _kept_line(self) -> QHBoxLayout:
        self.kept = Combo(self)
        self.kept.setMinimumContentsLength(18)
        self.kept.setAccessibleName(tr(N_("Corrispondenze conservate")))
        self.kept.activated.connect(lambda _: self._take())
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr(N_("Nome per ritrovarla")))
        self.name.setAccessibleName(tr(N_("Nome della corrispondenza")))
        self.keep = button(tr(N_("Conserva")), "floppy-disk", self._keep, "", self)
        use = label(tr(N_("Usa la corrispondenza")), "label", self)
        use.setBuddy(self.kept)
        name = label(tr(N_("Conserva questa come")), "label", self)
        name.setBuddy(self.name)
        row = QHBoxLayout()
        for widget, share in ((use, 0), (self.kept, 1), (name, 0), (self.name, 1), (self.keep, 0)):
            row.addWidget(widget, share)
        return row

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
            example.setToolTip(tip(example.text()))
            example.setForeground(theme().colour("muted"))
            self.table.setItem(row, 1, example)
            self.table.setCellWidget(row, 2, self._chooser(column.title, choices))

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
