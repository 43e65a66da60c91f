"""Publishing the minutes: which parts anybody may read, the pages as they come out, what to decide before saving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import AppError
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entity import Changes
from app.ui.desk import Desk
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.plain import tip
from app.ui.kit.tabbing import Dialog
from app.ui.messages import announce
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme
from app.usecases import publishing
from app.usecases.publishing import Part, ToPublish

KINDS = {
    "agenda_item": N_("Punto"), "conflict": N_("Conflitto di interessi"), "speech": N_("Intervento"),
    "decision": N_("Decisione"), "action_item": N_("Azione"), "attachment": N_("Allegato"),
}  # fmt: skip
_KEY = Qt.ItemDataRole.UserRole


class Publication(Dialog):
    """The extract for publication of a sitting. `save` asks where to put the paper that was made."""

    def __init__(
        self, desk: Desk, meeting: str, save: Callable[[ToPublish], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Estratto per la pubblicazione")))
        self.desk, self.meeting, self._save = desk, meeting, save
        self.made: ToPublish | None = None
        self.parts: tuple[Part, ...] = ()
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.6))
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self._left())
        self.pages = PdfView(tr(N_("Estratto per la pubblicazione")), self)
        self.pages.say(tr(N_("Segnate che cosa può leggere chiunque, poi «Prepara l'estratto».")))
        split.addWidget(self.pages)
        split.setSizes([theme().px(30), theme().px(42)])
        column.addWidget(split, 1)
        column.addWidget(self._below())
        column.addLayout(self._foot())
        room = self.screen().availableGeometry()
        self.resize(min(theme().px(76), room.width()), min(theme().px(46), room.height() - theme().px(3)))
        desk.runner.run(lambda _: publishing.parts(desk.store, meeting), self._show_parts, owner=self)

    # ------------------------------------------------------------ building

    def _left(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        words = label(tr(N_("Le parti segnate si pubblicano; al posto delle altre si legge «OMISSIS» con un numero.")),
                      "muted", side)  # fmt: skip
        words.setWordWrap(True)
        column.addWidget(words)
        self.tree = QTreeWidget(side)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr(N_("Parti del verbale")))
        self.tree.itemChanged.connect(self._ticked)
        column.addWidget(self.tree, 1)
        self.which = QComboBox(side)
        self.which.setAccessibleName(tr(N_("Che cosa estrarre")))
        self.which.currentIndexChanged.connect(lambda _: self._forget())
        column.addWidget(self.which)
        self.prepare_button = button(tr(N_("Prepara l'estratto")), "file-pdf", self.prepare, "", side)
        self.prepare_button.setEnabled(False)
        column.addWidget(self.prepare_button)
        return side

    def _below(self) -> QWidget:
        self.told = label("", "muted", self)
        self.told.setWordWrap(True)
        self.found = QListWidget(self)
        self.found.setAccessibleName(tr(N_("Da guardare prima di pubblicare")))
        self.found.setFixedHeight(theme().px(6.5))
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(400)
        self.reason.setPlaceholderText(tr(N_("Perché le parole segnalate possono restare")))
        self.reason.setAccessibleName(tr(N_("Motivo")))
        self.reason.textChanged.connect(lambda _: self._allow())
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.told, self.found, self.reason):
            column.addWidget(widget)
        self.found.hide()
        self.reason.hide()
        return frame

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(tr(N_("Chiudi")), "x", self.reject, "", self))
        row.addStretch(1)
        self.save_button = button(tr(N_("Conserva e salva…")), "floppy-disk", self.keep, "primary", self)
        self.save_button.setEnabled(False)
        row.addWidget(self.save_button)
        return row

    # ------------------------------------------------------------ the parts

    def _show_parts(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        self.tree.blockSignals(True)
        self.which.blockSignals(True)
        self.which.addItem(tr(N_("Tutti i punti pubblicabili")), None)
        heads: dict[int | None, QTreeWidgetItem] = {}
        for part in parts:
            owner = heads.get(part.item) if part.entity != "agenda_item" else None
            words = part.told if part.entity == "agenda_item" else f"{tr(KINDS[part.entity])}: {part.told}"
            line = QTreeWidgetItem(owner, [" ".join(words.split())]) if owner else QTreeWidgetItem(self.tree, [words])
            line.setData(0, _KEY, (part.entity, part.code))
            line.setToolTip(0, tip(" ".join(words.split())[:400]))
            line.setCheckState(0, Qt.CheckState.Checked if part.public else Qt.CheckState.Unchecked)
            if part.entity == "agenda_item":
                heads[part.item] = line
                self.which.addItem(tr(N_("Solo il punto n. {n}")).format(n=part.item), part.item)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self.which.blockSignals(False)
        self.prepare_button.setEnabled(True)

    def _ticked(self, line: QTreeWidgetItem, _: int) -> None:
        """An item ticked or not brings along what is under it; what is under it can be left out after."""
        self.tree.blockSignals(True)
        for under in _under(line):
            under.setCheckState(0, line.checkState(0))
        owner = line.parent()
        if owner is not None and line.checkState(0) == Qt.CheckState.Checked:
            owner.setCheckState(0, Qt.CheckState.Checked)
        self.tree.blockSignals(False)
        self._forget()

    def chosen(self) -> dict[tuple[str, str], bool]:
        """Every part with whether it is ticked."""
        heads = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        lines = [line for head in heads if head is not None for line in (head, *_under(head))]
        return {tuple(line.data(0, _KEY)): line.checkState(0) == Qt.CheckState.Checked for line in lines}

    # ------------------------------------------------------------ preparing

    def prepare(self) -> None:
        """Write the classes that changed, rebuild the extract, look at it."""
        store, meeting, item = self.desk.store, self.meeting, self.which.currentData()
        before = {(part.entity, part.code): part.public for part in self.parts}
        changed = {key: now for key, now in self.chosen().items() if now != before[key]}
        public = [key for key, now in changed.items() if now]
        kept = [key for key, now in changed.items() if not now]
        self.prepare_button.setEnabled(False)

        def work(progress: Progress) -> tuple[Changes | None, tuple[Part, ...], ToPublish | AppError]:
            done = publishing.classify(store, meeting, public, kept) if changed else None
            parts = publishing.parts(store, meeting)
            try:
                return done, parts, publishing.prepare(store, meeting, item, progress)
            except AppError as error:  # the classes are written: the screen hears of both
                return done, parts, error

        self.desk.runner.run(work, self._prepared, self._failed, title=self.windowTitle(), owner=self)

    def _prepared(self, answer: tuple[Changes | None, tuple[Part, ...], ToPublish | AppError]) -> None:
        changes, self.parts, made = answer
        if changes is not None:
            self.desk.done(changes, "")
        if isinstance(made, AppError):
            self._failed(made)
            return
        self.prepare_button.setEnabled(True)
        self.made = made
        if not self.pages.show_pdf(made.paper.data):
            self.pages.say(tr(N_("Le pagine non si possono mostrare qui: salvate il file e apritelo.")))
        self.found.clear()
        self.found.addItems([str(one) for one in made.findings])
        self.found.setVisible(bool(made.findings))
        self.reason.setVisible(made.asks and not made.blocked)
        self._say(self._words(made))
        self._allow()

    def _failed(self, error: AppError) -> None:
        self.prepare_button.setEnabled(True)
        self._forget()
        self._say(str(error))

    def _words(self, made: ToPublish) -> str:
        told = [trn("{n} parte omessa.", "{n} parti omesse.", len(made.omissions))]
        if made.blocked:
            told.append(tr(N_("Il testo ripete parole di parti riservate: correggetelo, così non si può pubblicare.")))
        elif made.asks:
            told.append(tr(N_("Ci sono parole da guardare: se possono restare, scrivete perché.")))
        if made.paper.draft:
            told.append(tr(N_("Il verbale è ancora in bozza: l'estratto si può guardare e salvare, non si conserva.")))
        return " ".join(told)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        announce(self.told, words)

    def _forget(self) -> None:
        """Something was changed: what was prepared is no longer what would be published."""
        self.made = None
        self._allow()

    def _allow(self) -> None:
        made = self.made
        ready = made is not None and not made.blocked and (not made.asks or bool(self.reason.text().strip()))
        self.save_button.setEnabled(ready)

    # ------------------------------------------------------------ keeping

    def keep(self) -> None:
        """Keep the extract in the register when the minutes are final; then ask where to save it."""
        made, store, reason = self.made, self.desk.store, self.reason.text()
        if made is None:
            return
        self.save_button.setEnabled(False)

        def kept(changes: Changes | None) -> None:
            if changes is not None:
                self.desk.done(changes, tr(N_("L'estratto è conservato tra le versioni del verbale.")))
            self._allow()
            self._save(made)

        self.desk.runner.run(lambda _: publishing.keep(store, made, reason), kept, self._failed, owner=self)


def _under(line: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [under for n in range(line.childCount()) if (under := line.child(n)) is not None]
