"""The editor of a file: choose it, drop it, save a copy, take it away. The value is its SHA-256."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from app.core.i18n import N_, tr
from app.domain.fields import Field, Value
from app.ui.kit.editor import Around, Editor


class FileEditor(Editor):
    """A file kept in the register. `file_name` is the name to propose when a copy is saved."""

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.sha, self.file_name = "", ""
        self._asked, self._record = 0, 0  # which file is waited for, and for which of the records shown here
        self.setAcceptDrops(True)
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        self.line.setPlaceholderText(tr(N_("Nessun file: sceglietelo o trascinatelo qui")))
        self.choose_button = QPushButton(tr(N_("Scegli…")), self)
        self.save_button = QPushButton(tr(N_("Salva copia…")), self)
        self.drop_button = QPushButton(tr(N_("Togli")), self)
        for button, run in (
            (self.choose_button, self.choose), (self.save_button, self.save_copy), (self.drop_button, self.clear),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()} {tr(spec.label)}")
            button.clicked.connect(run)
        self.row.addWidget(self.line, 1)
        for button in (self.choose_button, self.save_button, self.drop_button):
            self.row.addWidget(button)
        self.take(self.line)
        self._show()

    def put(self, value: Value) -> None:
        self.sha, self.file_name = value or "", ""
        self._show()

    def raw(self) -> str:
        return self.sha

    def set_raw(self, text: str) -> None:
        self.put(text)
        self.changed.emit()

    def lock(self, locked: bool) -> None:
        self._show()

    def choose(self) -> None:
        """Ask which file."""
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Scegliete un file")))
        if path:
            self.keep(Path(path))

    def keep(self, path: Path) -> None:
        """Put a file into the register; the field changes when the register has it."""
        if self.around.shelf is None or self.reason:
            return
        self._asked += 1
        self.around.shelf.keep(path, partial(self._kept, path.name, self._asked, self._record))

    def save_copy(self) -> None:
        """Ask where, and write a copy there."""
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Salva una copia")), self.file_name)
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write a copy: whole, or not at all."""
        if self.around.shelf is not None and self.sha:
            self.around.shelf.save(self.sha, path)

    def clear(self) -> None:
        """No file any more; the bytes stay in the register's history."""
        self._asked += 1
        self.put(None)
        self._told()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and not self.reason and self.around.shelf is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.keep(Path(event.mimeData().urls()[0].toLocalFile()))
        event.acceptProposedAction()

    def turn(self) -> None:
        self._record += 1

    def _kept(self, name: str, asked: int, record: int, sha: str) -> None:
        if record != self._record and self.around.shelf is not None:
            self.around.shelf.late(name)
            return
        if asked != self._asked:
            return  # another one was chosen since, or none
        self.sha, self.file_name = sha, name
        self._show()
        self._told()

    def _told(self) -> None:
        self.changed.emit()
        self.left.emit()

    def _show(self) -> None:
        kept = tr(N_("File conservato · impronta {sha}…")).format(sha=self.sha[:12])
        self.line.setText((self.file_name or kept) if self.sha else "")
        writable, shelf = not self.reason, self.around.shelf is not None
        self.choose_button.setVisible(writable)
        self.choose_button.setEnabled(shelf)
        self.drop_button.setVisible(writable and bool(self.sha))
        self.save_button.setVisible(bool(self.sha))
        self.save_button.setEnabled(shelf)
