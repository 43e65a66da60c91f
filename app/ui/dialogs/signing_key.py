"""With what one signs: a file and its password, or a token and its PIN. What is typed is forgotten once used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Unreachable
from app.core.i18n import N_, tr
from app.ui.kit.plain import plain
from app.ui.screens.sitting.parts import button
from app.ui.theme import theme
from app.usecases.signing import KeyFile, Token

FILE, TOKEN = 0, 1


class KeyPanel(QWidget):
    """File or token. Signals: `changed()`: what is typed may be enough now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.4))
        self.with_file = QRadioButton(tr(N_("Con un file (.p12, .pfx)")), self)
        self.with_token = QRadioButton(tr(N_("Con una smart card o una chiave USB")), self)
        column.addWidget(self.with_file)
        column.addWidget(self.with_token)
        self.pages = QStackedWidget(self)
        self.pages.setProperty("role", "plain")
        self.path, self.password = self._line(), self._secret()
        self.library, self.label, self.pin = self._line(), self._line(), self._secret()
        self.pages.addWidget(self._form((N_("File"), self.path), (N_("Password"), self.password)))
        self.pages.addWidget(
            self._form((N_("Libreria"), self.library), (N_("Etichetta"), self.label), (N_("PIN"), self.pin))
        )
        self.library.setToolTip(tr(N_("Il file del programma del dispositivo, che finisce in .so, .dll o .dylib.")))
        self.label.setPlaceholderText(tr(N_("solo se i dispositivi sono più di uno")))
        column.addWidget(self.pages)
        self.with_file.setChecked(True)
        self.with_file.toggled.connect(self._turn)

    def _line(self) -> QLineEdit:
        made = QLineEdit(self)
        made.textChanged.connect(lambda _: self.changed.emit())
        return made

    def _secret(self) -> QLineEdit:
        made = self._line()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def _form(self, *rows: tuple[str, QLineEdit]) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(theme().px(0.4))
        for words, line in rows:
            name = plain(tr(words), page)
            name.setProperty("role", "label")
            name.setBuddy(line)
            line.setAccessibleName(tr(words))
            form.addRow(name, self._browsed(line) if line in (self.path, self.library) else line)
        return page

    def _browsed(self, line: QLineEdit) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(line, 1)
        row.addWidget(button(tr(N_("Scegli…")), "folder", lambda: self._choose(line), "", self))
        return row

    def _choose(self, line: QLineEdit) -> None:
        if line is self.path:
            words, kinds = tr(N_("Certificato di firma")), tr(N_("Certificati (*.p12 *.pfx);;Tutti i file (*)"))
        else:
            words = tr(N_("Libreria del dispositivo di firma"))
            kinds = tr(N_("Librerie (*.so *.so.* *.dll *.dylib);;Tutti i file (*)"))
        path, _ = QFileDialog.getOpenFileName(self, words, str(Path.home()), kinds)
        if path:
            line.setText(path)

    def _turn(self, with_file: bool) -> None:
        self.pages.setCurrentIndex(FILE if with_file else TOKEN)
        self.changed.emit()

    @property
    def ready(self) -> bool:
        """Whether there is enough to try."""
        if self.with_file.isChecked():
            return bool(self.path.text().strip())
        return bool(self.library.text().strip() and self.pin.text())

    def take(self) -> KeyFile | Token:
        """What was typed; the secret's line is emptied.

        Raises:
            Unreachable: the file cannot be read.
        """
        secret, pin = self.password.text(), self.pin.text()
        self.password.clear()
        self.pin.clear()
        if not self.with_file.isChecked():
            return Token(self.library.text().strip(), self.label.text().strip(), pin)
        path = Path(self.path.text().strip())
        try:
            return KeyFile(path.read_bytes(), secret)
        except OSError:
            raise Unreachable(N_("Non riesco a leggere «{name}». Nulla è stato modificato."), name=path.name) from None
