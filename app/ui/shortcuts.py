"""F1: every command with its keys, and the keys of a grid; printed or read, always the list itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.ui.commands import Commands, Place
from app.ui.kit.plain import rich
from app.ui.kit.tabbing import Dialog
from app.ui.theme import theme

_GRID = (
    ("F2", N_("Modifica la cella")),
    ("Return", N_("Apre la scheda; in una cella scrive e scende")),
    ("Ctrl+Return", N_("Apre la scheda intera")),
    ("Space", N_("Mostra o nasconde gli interventi del progetto")),
    ("Tab", N_("In una cella: scrive e va a destra")),
    ("Esc", N_("Lascia la cella com'era")),
    ("Ctrl+X", N_("Taglia: copia e svuota le celle")),
    ("Ctrl+C", N_("Copia per Excel o per un documento")),
    ("Ctrl+Shift+C", N_("Copia con le intestazioni")),
    ("Ctrl+V", N_("Incolla un blocco di celle copiato da un foglio di calcolo")),
    ("Ctrl+D", N_("Riempie in basso")),
    ("Ctrl+;", N_("Scrive la data di oggi")),
    ("Del", N_("Svuota le celle scelte")),
    ("Ctrl+Del", N_("Mette nel cestino le righe scelte")),
    ("Shift+Space", N_("Sceglie tutta la riga")),
    ("Ctrl+Space", N_("Sceglie tutta la colonna")),
    ("Ctrl+A", N_("Sceglie tutto")),
    ("A…Z", N_("Nella colonna del codice: va alla riga che comincia così")),
    ("Shift+F10", N_("Menu della riga")),
)


def native(keys: str) -> str:
    """Keys as this system and this language write them; what is no key stays as it is."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


def chapters(commands: Commands) -> list[tuple[str, list[tuple[str, str]]]]:
    """(chapter, [(keys, what they do)]) of everything that has keys."""
    found = []
    for place in Place:
        rows = [(" · ".join(map(native, one.keys)), tr(one.hint) or tr(one.title))
                for one in commands.all() if one.place is place and one.keys]  # fmt: skip
        if rows:
            found.append((tr(place.value), rows))
    found.append((tr(N_("Nelle tabelle")), [(native(keys), tr(words)) for keys, words in _GRID]))
    return found


class ShortcutSheet(Dialog):
    """The sheet of F1."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(N_("Scorciatoie da tastiera")))
        self.resize(theme().px(46), theme().px(42))
        text = rich(self._html(commands), self)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        text.setMargin(theme().px(1))
        text.setWordWrap(True)
        area = QScrollArea(self)
        area.setAccessibleName(tr(N_("Scorciatoie da tastiera")))
        area.setWidgetResizable(True)
        area.setWidget(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)

    def _html(self, commands: Commands) -> str:
        muted, pad = theme().colours.muted, theme().px(1)
        parts = []
        for chapter, rows in chapters(commands):
            lines = "".join(
                f'<tr><td style="padding-right:{pad}px; color:{muted}; white-space:nowrap">{keys}</td>'
                f"<td>{words}</td></tr>"
                for keys, words in rows
            )
            parts.append(f'<tr><td colspan="2"><h3>{chapter}</h3></td></tr>{lines}')
        return f"<table>{''.join(parts)}</table>"  # one, so that the words of all chapters stand in line
