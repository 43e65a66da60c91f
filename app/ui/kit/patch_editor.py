"""What a decision changes, on its own page: lines to read. It is written on the sitting's screen, beside the vote."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain import patching
from app.domain.fields import Field, Value
from app.ui.kit.editor import Around, Editor


class PatchEditor(Editor):
    """«P03 · Fine: 31/12/2026 → 30/06/2027», a line each; nobody types here."""

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self._raw = ""
        self.page = QPlainTextEdit(self)
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self.page.setFixedHeight(3 * self.page.fontMetrics().lineSpacing() + 22)
        self.page.setPlaceholderText(tr(N_("Nessuna. Si scrive nella seduta, accanto alla decisione.")))
        self.row.addWidget(self.page, 1)
        self.take(self.page)

    def put(self, value: Value) -> None:
        self._raw = json.dumps(value, ensure_ascii=False) if value else ""
        try:
            lines = [patching.shown(line, None, self.around.names).sentence for line in patching.read(value)]
        except Refused as refusal:
            lines = [str(refusal)]
        self.page.setPlainText("\n".join(lines))

    def raw(self) -> str:
        return self._raw

    def set_raw(self, text: str) -> None:
        """A draft has nothing to say here: nobody could type."""

    def lock(self, locked: bool) -> None:
        """It always is."""
