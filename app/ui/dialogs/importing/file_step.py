"""Which file, and what its rows become."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.ui.dialogs.importing.state import Importing
from app.ui.dialogs.importing.step import Step
from app.ui.dropping import SUFFIXES, dropped
from app.ui.icons import icon
from app.ui.kit.controls import Combo
from app.ui.kit.plain import plain
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme
from app.usecases.imports import IMPORTED


class FileStep(Step):
    """A place to drop a file on, a button to look for one, the kind of record."""

    title = N_("Il file")
    words = N_("Un foglio di calcolo o un CSV: viene solo letto, mai modificato. Nulla entra nel registro prima "
               "dell'ultimo passo.")  # fmt: skip

    def __init__(self, state: Importing, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.setAcceptDrops(True)
        row = QHBoxLayout()
        self.kind = Combo(self)
        self.kind.setAccessibleName(tr(N_("Che cosa contiene il file")))
        for kind in dict.fromkeys([*IMPORTED, state.into]):
            self.kind.addItem(tr(ENTITIES[kind].labels), kind)
        self.kind.setCurrentIndex(self.kind.findData(state.into))
        self.kind.currentIndexChanged.connect(lambda _: self._kind())
        name = label(tr(N_("Ogni riga del file è una scheda di")), "", self)
        name.setBuddy(self.kind)
        row.addWidget(name)
        row.addWidget(self.kind)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._place(), 1)

    def _place(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = plain("", frame)
        side = theme().px(3)
        picture.setPixmap(icon("file-arrow-down", "accent").pixmap(side, side))
        self.name = label(tr(N_("Trascinate qui il file, oppure")), "heading", frame)
        self.found = label("", "muted", frame)
        self.browse = button(tr(N_("Scegli il file…")), "folder-open", self.ask, "", frame)
        for widget in (picture, self.name, self.found, self.browse):
            inside.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        return frame

    def enter(self) -> None:
        self._show()

    def ask(self) -> None:
        """Look for a file."""
        masks = " ".join(f"*{one}" for one in SUFFIXES)
        words = tr(N_("Fogli di calcolo e CSV ({masks});;Tutti i file (*)")).format(masks=masks)
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Scegli il file da importare")), "", words)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Read a file; when it is read one may go on."""

        def work(progress: Progress) -> None:
            self.state.open(path, progress)

        self.wanted.emit(work, lambda _: self._show(), tr(N_("Leggo «{name}»")).format(name=path.name))

    def _kind(self) -> None:
        self.state.into = str(self.kind.currentData())
        self.state.forget_columns()

    def _show(self) -> None:
        path, sheet, book = self.state.path, self.state.sheet, self.state.book
        if path is not None and sheet is not None and book is not None:
            self.name.setText(path.name)
            rows = trn("{n} riga di dati", "{n} righe di dati", len(sheet))
            columns = trn("{n} colonna", "{n} colonne", len(sheet.columns))
            self.found.setText(" · ".join([tr(N_("foglio «{name}»")).format(name=sheet.name), rows, columns]))
            self.browse.setText(tr(N_("Scegli un altro file…")))
        self.ready.emit(self.may_go_on())

    def may_go_on(self) -> bool:
        return self.state.sheet is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event)
        if path is not None:
            self.take(path)
