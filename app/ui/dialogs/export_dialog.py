"""Exporting a list: what is seen or everything, in which format; the result is told in the message bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core import clock, locale
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.kit.controls import Combo, Radio
from app.ui.kit.tabbing import Dialog
from app.ui.screens.sitting.papers import opening
from app.ui.screens.sitting.parts import label, section
from app.ui.theme import theme
from app.usecases import exports, lists


@dataclass(frozen=True)
class Format:
    """A kind of file; words are msgids."""

    suffix: str
    title: str
    words: str
    profile: str = "excel"


FORMATS = (
    Format(".xlsx", N_("Excel (XLSX)"), N_("Foglio di calcolo con date e importi veri, filtri e titoli fermi.")),
    Format(".ods", N_("LibreOffice (ODS)"), N_("Lo stesso, nel formato aperto dei documenti.")),
    Format(".csv", N_("CSV per Excel italiano"), N_("Punto e virgola, virgola decimale, date gg/mm/aaaa.")),
    Format(
        ".csv", N_("CSV per dati aperti"), N_("Virgola, punto decimale, date ISO: per la pubblicazione."), "opendata"
    ),
    Format(".pdf", N_("PDF"), N_("Tabella da stampare, con i totali e una scheda per progetto.")),
    Format(".json", N_("JSON"), N_("Per altri programmi.")),
)
_NAMES = {"project": "registro_progetti", "meeting": "sedute", "decision": "decisioni", "action_item": "azioni"}


class ExportDialog(Dialog):
    """What, which columns, which format. `query` and `columns` are what the person sees."""

    def __init__(self, desk: Desk, query: Query, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.query, self.columns = desk, query, tuple(columns)
        self.entity = ENTITIES[query.entity]
        self.setWindowTitle(tr(N_("Esporta: {what}")).format(what=tr(self.entity.labels)))
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.5))
        column.addWidget(section(tr(N_("Quali righe")), self))
        self.rows = self._choices(column, [N_("Quelle che vedo, nello stesso ordine"), N_("Tutte")])
        column.addWidget(section(tr(N_("Quali colonne")), self))
        standard = N_("Le colonne ufficiali del registro") if query.entity == "project" else N_("Tutte")
        self.which = self._choices(column, [N_("Quelle che vedo"), standard, N_("Le scelgo qui")])
        self.list = self._columns()
        column.addWidget(self.list, 1)
        column.addWidget(section(tr(N_("In quale formato")), self))
        self.format = Combo(self)
        self.format.setAccessibleName(tr(N_("Formato del file")))
        for one in FORMATS:
            self.format.addItem(tr(one.title), one)
        self.told = label("", "muted", self)
        self.told.setWordWrap(True)
        self.format.currentIndexChanged.connect(lambda _: self._tell())
        column.addWidget(self.format)
        column.addWidget(self.told)
        column.addWidget(self._buttons())
        self.which.idToggled.connect(lambda _id, _on: self._tell())
        self._tell()
        self.setMinimumWidth(theme().px(30))
        desk.runner.run(lambda _: (lists.count(desk.store, query), lists.count(desk.store, Query(query.entity))),
                        self._counted, owner=self)  # fmt: skip

    def _choices(self, column: QVBoxLayout, words: Sequence[str]) -> QButtonGroup:
        group = QButtonGroup(self)
        for at, one in enumerate(words):
            button = Radio(tr(one), self)
            button.setChecked(not at)
            group.addButton(button, at)
            column.addWidget(button)
        return group

    def _columns(self) -> QListWidget:
        made = QListWidget(self)
        made.setAccessibleName(tr(N_("Colonne da esportare")))
        rest = [name for name in self.entity.fields if name not in self.columns]
        for name in (*self.columns, *rest):
            if name not in self.entity.fields:
                continue
            item = QListWidgetItem(tr(self.entity.fields[name].label), made)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled)
            item.setCheckState(Qt.CheckState.Checked if name in self.columns else Qt.CheckState.Unchecked)
        made.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        made.setToolTip(tr(N_("Spuntate le colonne; trascinatele per cambiarne l'ordine")))
        return made

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.go: QPushButton = box.addButton(tr(N_("Esporta…")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        later: QPushButton = box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        later.setAutoDefault(False)
        box.accepted.connect(self.ask)
        box.rejected.connect(self.reject)
        return box

    # ------------------------------------------------------------ telling

    def _counted(self, counts: tuple[int, int]) -> None:
        for id_, count in enumerate(counts):
            button = self.rows.button(id_)
            rows = trn("{n} riga", "{n} righe", count)
            button.setText(f"{button.text()} ({rows})")

    def _tell(self) -> None:
        self.told.setText(tr(self.chosen.words))
        self.list.setVisible(self.which.checkedId() == 2)
        if self.which.checkedId() != 2:
            self.adjustSize()

    @property
    def chosen(self) -> Format:
        """The format chosen."""
        found = self.format.currentData()
        assert isinstance(found, Format)
        return found

    def wanted(self) -> tuple[Query, list[str] | None]:
        """The list and the columns to export; None is the default set."""
        query = self.query if self.rows.checkedId() == 0 else replace(Query(self.query.entity), sort=self.query.sort)
        names: list[str] | None = [name for name in self.columns if name in self.entity.fields]
        if self.which.checkedId() == 1:
            names = None
        elif self.which.checkedId() == 2:
            items = (self.list.item(row) for row in range(self.list.count()))
            names = [str(one.data(Qt.ItemDataRole.UserRole)) for one in items
                     if one.checkState() is Qt.CheckState.Checked]  # fmt: skip
        return query, names

    # ------------------------------------------------------------ doing

    def ask(self) -> None:
        """Where to, then write."""
        form = self.chosen
        name = f"{_NAMES.get(self.query.entity, self.query.entity)}_{clock.today():%Y%m%d}{form.suffix}"
        mask = f"{tr(form.title)} (*{form.suffix})"
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Esporta in")), str(Path.home() / name), mask)
        if path:
            self.write(Path(path) if Path(path).suffix else Path(path + form.suffix))

    def write(self, path: Path) -> None:
        """Write the file in the background; the bar says how it went."""
        desk, form = self.desk, self.chosen
        query, names = self.wanted()

        def work(progress: Progress) -> int:
            return exports.export(desk.store, query, path, progress, columns=names, profile=form.profile)

        def done(rows: int) -> None:
            words = tr(N_("Esportato in {file}: righe {n}.")).format(file=path.name, n=locale.number(rows))
            desk.messages.done(words, *opening(path))

        desk.runner.run(work, done, title=tr(N_("Esporto in {file}")).format(file=path.name), aside=True)
        self.accept()
