"""A paper just made, to look at before it is kept anywhere: its pages, then «Salva con nome» or «Apri il file»."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.tabbing import Dialog
from app.ui.screens.sitting.parts import button, label
from app.ui.theme import theme
from app.usecases.papers import Paper


class PaperDialog(Dialog):
    """The preview of a paper. `save` and `open_file` are what its two buttons do; it stays until it is closed.

    `metadata`, ticked, asks for the files of its metadata beside the saved one.
    """

    def __init__(
        self, title: str, paper: Paper, save: Callable[[], object], open_file: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.6))
        words = tr(N_("Bozza, può ancora cambiare")) + " · " if paper.draft else ""
        self.note = label(words + paper.file_name, "muted", self)
        column.addWidget(self.note)
        self.pages = PdfView(title, self)
        if not self.pages.show_pdf(paper.data):
            self.pages.say(tr(N_("Le pagine non si possono mostrare qui: salvate il file e apritelo.")))
        column.addWidget(self.pages, 1)
        column.addLayout(self._foot(save, open_file))
        room = self.screen().availableGeometry()
        self.resize(min(theme().px(52), room.width()), min(theme().px(46), room.height() - theme().px(3)))

    def _foot(self, save: Callable[[], object], open_file: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        self.close_button = button(tr(N_("Chiudi")), "x", self.reject, "", self)
        row.addWidget(self.close_button)
        row.addStretch(1)
        self.metadata = QCheckBox(tr(N_("Con i metadati")), self)
        self.metadata.setToolTip(tr(N_("Accanto al PDF, i metadati per la conservazione (AgID, Allegato 5)")))
        row.addWidget(self.metadata)
        self.open_button = button(tr(N_("Apri il file")), "file-pdf", open_file, "", self)
        self.save_button = button(tr(N_("Salva con nome…")), "floppy-disk", save, "primary", self)
        self.save_button.setDefault(True)
        row.addWidget(self.open_button)
        row.addWidget(self.save_button)
        return row
