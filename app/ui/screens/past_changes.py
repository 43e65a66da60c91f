"""«Cosa è cambiato da allora»: records added, removed, changed, with what each said and says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.core import locale
from app.core.i18n import N_, Nn_, tr, trn
from app.domain.entities import ENTITIES
from app.ui.kit.plain import tip
from app.ui.theme import theme
from app.usecases import past
from app.usecases.past import Difference

_COUNTS = {
    past.ADDED: Nn_("{n} aggiunta", "{n} aggiunte"), past.REMOVED: Nn_("{n} tolta", "{n} tolte"),
    past.CHANGED: Nn_("{n} modificata", "{n} modificate"),
}  # fmt: skip
_HERE = Qt.ItemDataRole.UserRole


class ChangesTree(QTreeWidget):
    """The list, by kind of record. Enter and a double click open the record of today.

    Signals:
        opened(str, str): this record (entity, code).
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Cosa è cambiato")))
        self.setHeaderLabels([tr(N_("Scheda")), tr(N_("Prima")), tr(N_("Dopo")), tr(N_("Da chi e quando"))])
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        head = self.header()
        for at, ems in enumerate((26, 15, 15)):
            head.resizeSection(at, theme().px(ems))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.itemActivated.connect(lambda item, _column: self._open(item))

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show what differs, kind by kind as given."""
        self.clear()
        for entity, some in groupby(found, key=lambda one: one.entity):
            ones = list(some)
            top = QTreeWidgetItem(self, [f"{tr(ENTITIES[entity].labels)} · {summary(ones)}"])
            top.setFirstColumnSpanned(True)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            for one in ones:
                self._add(top, one)
            top.setExpanded(True)
        if (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)

    def _add(self, top: QTreeWidgetItem, one: Difference) -> None:
        when = f"{one.who} · {locale.moment(one.at)}" if one.at is not None else ""
        item = QTreeWidgetItem(top, [f"{past.words(one.what)}: {one.title}", "", "", when])
        item.setData(0, _HERE, (one.entity, one.code) if one.there else None)
        item.setToolTip(0, tip(one.title))
        for shown in one.fields:
            line = QTreeWidgetItem(item, [shown.field, _line(shown.before), _line(shown.after), ""])
            line.setData(0, _HERE, (one.entity, one.code))
            for column, words in ((1, shown.before), (2, shown.after)):
                line.setToolTip(column, tip(words))
        item.setExpanded(True)

    def _open(self, item: QTreeWidgetItem) -> None:
        where = item.data(0, _HERE)
        if where:
            self.opened.emit(*where)


def _line(text: str) -> str:
    return " ".join(text.split())


def summary(found: Sequence[Difference]) -> str:
    """«2 aggiunte, 1 tolta, 5 modificate»."""
    counts = ((what, sum(one.what == what for one in found)) for what in _COUNTS)
    return ", ".join(trn(*_COUNTS[what], n) for what, n in counts if n)
