"""To whom the convocation went, how, when it arrived, and the receipt that proves it. Receipts are dropped here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from app.core import locale
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Names
from app.ui.kit import looks
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.theme import theme


class Deliveries(Dialog):
    """The lines of a convocation, or of a supplement to it.

    Signals:
        prepare(): messages are wanted in a folder.
        sent(list): these lines were sent. handed(str): this one was handed over.
        receipts(list, str): files of receipts, and the line they were dropped on.
    """

    prepare = Signal()
    sent = Signal(list)
    handed = Signal(str)
    receipts = Signal(list, str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAcceptDrops(True)
        words = N_(
            "Preparate i messaggi in una cartella e inviateli con il vostro programma di posta; poi trascinate qui le "
            "ricevute (.eml): ciascuna va a chi nomina."
        )
        self.words = plain(tr(words), self)
        self.words.setWordWrap(True)
        self.list = EntryList(tr(N_("Destinatari della convocazione")), self)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons())
        self._rows: Sequence[Snapshot] = ()
        self.list.chosen.connect(lambda _: self._look())
        self.resize(theme().px(48), theme().px(32))

    def _buttons(self) -> QDialogButtonBox:
        box, role = QDialogButtonBox(self), QDialogButtonBox.ButtonRole.ActionRole
        self.prepare_button: QPushButton = box.addButton(tr(N_("Prepara i messaggi…")), role)
        self.sent_button: QPushButton = box.addButton(tr(N_("Sono stati inviati")), role)
        self.hand_button: QPushButton = box.addButton(tr(N_("Consegnata a mano")), role)
        self.receipt_button: QPushButton = box.addButton(tr(N_("Aggiungi ricevute…")), role)
        box.addButton(tr(N_("Chiudi")), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self.prepare_button.clicked.connect(lambda _=False: self.prepare.emit())
        self.sent_button.clicked.connect(lambda _=False: self.sent.emit(self._unsent()))
        self.hand_button.clicked.connect(lambda _=False: self.handed.emit(self.list.key()))
        self.receipt_button.clicked.connect(lambda _=False: self._choose())
        return box

    def show_rows(self, rows: Sequence[Snapshot], names: Names) -> None:
        """Show the lines as they are now."""
        self._rows = rows
        self.list.show_entries([entry_of(row, names) for row in rows])
        if rows and not self.list.key():
            self.list.setCurrentRow(0)
        self._look()

    def _look(self) -> None:
        row = next((one for one in self._rows if one.code == self.list.key()), None)
        self.sent_button.setEnabled(bool(self._unsent()))
        self.hand_button.setEnabled(row is not None and row["outcome"] != "consegnata")
        self.receipt_button.setEnabled(bool(self._rows))

    def _unsent(self) -> list[str]:
        return [row.code for row in self._rows if not row["sent_at"] and row["address"]]

    def _choose(self) -> None:
        words = tr(N_("Ricevute della convocazione"))
        files, _ = QFileDialog.getOpenFileNames(self, words, str(Path.home()), tr(N_("Messaggi (*.eml)")))
        if files:
            self.receipts.emit([Path(file) for file in files], self.list.key())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._rows and files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = files_of(event)
        if files:
            at = self.list.itemAt(self.list.viewport().mapFrom(self, event.position().toPoint()))
            if at is not None:
                self.list.setCurrentItem(at)
            event.acceptProposedAction()
            self.receipts.emit(files, self.list.key())


def files_of(event: QDropEvent, suffix: str = ".eml") -> list[Path]:
    """The files of a kind that are being dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() == suffix]


def entry_of(row: Snapshot, names: Names) -> Entry:
    """A line: who, by which channel, sent and delivered when, the receipt's fingerprint."""
    fields = ENTITIES["notice_delivery"].fields
    words = [fields["outcome"].show(row["outcome"], names), fields["channel"].show(row["channel"], names)]
    words.append(row["address"] or tr(N_("senza indirizzo")))
    if row["sent_at"]:
        words.append(tr(N_("inviata {when}")).format(when=locale.moment(row["sent_at"])))
    if row["delivered_at"]:
        words.append(tr(N_("consegnata {when}")).format(when=locale.moment(row["delivered_at"])))
    if row["receipt"]:
        words.append(tr(N_("ricevuta {sha}")).format(sha=row["receipt"][:12]))
    hue = looks.hue(fields["outcome"], row["outcome"])
    return Entry(row.code, names.label("person", row["person"]), second=" · ".join(words), hue=hue)
