"""What was decided on an item: type, who answers for it, the words. Never called a deliberazione (DOMAIN §0.1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.ui.screens.sitting.board import Point
from app.ui.screens.sitting.bound import Bound, Desk
from app.ui.screens.sitting.parts import button, label, section
from app.ui.theme import theme


class Decisions(QWidget):
    """The decision of an item; a second one is rare and stands in the list of decisions."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.bound = Bound("decision", desk, self)
        self.point: Point | None = None
        self._locked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.4))
        head = QHBoxLayout()
        self.title = section(tr(N_("Decisione")), self)
        head.addWidget(self.title)
        self.state = label("", "muted", self)
        head.addWidget(self.state)
        head.addStretch(1)
        self.add = button(tr(N_("Scrivi la decisione")), "plus", self.begin, "link", self)
        head.addWidget(self.add)
        column.addLayout(head)
        self.inside = QWidget(self)
        column.addWidget(self.inside)
        grid = QGridLayout(self.inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(0.6))
        grid.setVerticalSpacing(theme().px(0.2))
        for at, names in enumerate((("type", "owner"), ("title",), ("text",), ("competent_body", "due"))):
            for column_, name in enumerate(names):
                editor = self.bound.editor(name, self.inside)
                words = label(tr(editor.spec.label), "label", self.inside)
                words.setBuddy(editor.entry)
                grid.addWidget(words, 2 * at, column_)
                grid.addWidget(editor, 2 * at + 1, column_, 1, 3 - len(names))

    def show_point(self, point: Point, locked: str) -> None:
        """Show the decision of an item; without one, a button that begins it."""
        other = self.point is None or self.point.code != point.code
        self.point, self._locked = point, locked
        record = point.decisions[0] if point.decisions else None
        if other or record is not None:
            self.inside.setVisible(record is not None)
        self.add.setVisible(not self.inside.isVisibleTo(self) and not locked)
        names = self.bound.desk.around.names
        more = len(point.decisions) - 1
        words = [f"n. {record['number']}", names.label("decision_status", record["status"])] if record else []
        if more > 0:
            words.append(tr(N_("e altre {n} nell'elenco delle decisioni")).format(n=more))
        self.state.setText(" · ".join(words))
        self.bound.show(record, {"item": point.code, "title": point.snapshot["title"], "type": "indirizzo",
                                 "projects": point.snapshot["projects"]})  # fmt: skip
        self.bound.lock(locked)

    def begin(self) -> None:
        """Open the fields and go to the words."""
        if self._locked:
            return
        self.inside.show()
        self.add.hide()
        self.bound.editors["text"].entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
