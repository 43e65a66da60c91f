"""What was decided on an item: type, who answers for it, the words. Never called a deliberazione (DOMAIN §0.1)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.i18n import N_, tr
from app.domain.entity import Snapshot
from app.ui.screens.sitting.board import Point
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.parts import Unfolding, button, label
from app.ui.screens.sitting.patch import PatchPart
from app.ui.theme import theme

_CHANGED = (("project", "projects"), ("pact", "pacts"), ("objective", "objectives"))
"""What an item is about that a decision on it may change: (kind of record, field of the item)."""


class Decisions(Unfolding):
    """The decisions of an item, one at a time: mostly there is one, and buttons lead to the others.

    Signals:
        turned(): another decision is shown; new actions follow from that one.
    """

    turned = Signal()

    def __init__(self, hands: Hands, parent: QWidget) -> None:
        super().__init__(tr(N_("Decisione")), tr(N_("Scrivi la decisione")), self.one_more, parent)
        self.bound = Bound("decision", hands, self)
        self.point: Point | None = None
        self._locked, self._chosen, self._fresh = "", "", False
        self.bound.made.connect(self._made)
        self.others: list[QPushButton] = []
        self.state = label("", "muted", self)
        self.head.insertWidget(1, self.state)
        self.grid.setVerticalSpacing(theme().px(0.2))
        self.grid.addWidget(self.bound.question, 0, 0, 1, 3)
        for at, names in enumerate((("type", "owner"), ("title",), ("text",), ("competent_body", "due"))):
            for column, name in enumerate(names):
                self.put(self.bound.editor(name, self.inside), 2 * at + 1, column, 3 - len(names))
        self.patch = PatchPart(hands, self.inside)
        self.grid.addWidget(self.patch, 9, 0, 1, 3)

    def show_point(self, point: Point, locked: str) -> None:
        """Show a decision of an item; without one, a button that begins it."""
        other = self.point is None or self.point.code != point.code
        if other:
            self._chosen = ""
            self._fresh = not locked and self.bound.hands.saves.begun("decision", point.code)
        elif self.bound.record is None and self.bound.dirty:
            self._fresh = True  # what is being written stays in sight, whatever a colleague decides
        begun = not other and self.inside.isVisibleTo(self)
        self.point, self._locked = point, locked
        record = self.record
        names = self.bound.hands.around.names
        words = [f"n. {record['number']}", names.label("decision_status", record["status"])] if record else []
        self.state.setText(" · ".join(words))
        self.bound.show(record, {"item": point.code, "title": point.snapshot["title"], "type": "indirizzo",
                                 "projects": point.snapshot["projects"]}, locked=locked)  # fmt: skip
        self.inside.setVisible(begun or record is not None or self.bound.dirty)
        linked = tuple((kind, code) for kind, name in _CHANGED for code in point.snapshot[name] or ())
        self.patch.show_decision(record, linked, locked)
        self._show_others(record)

    @property
    def record(self) -> Snapshot | None:
        """The decision shown; None while there is none, or a new one is begun."""
        made = self.point.decisions if self.point else ()
        if self._fresh or not made:
            return None
        return next((one for one in made if one.code == self._chosen), made[0])

    def _show_others(self, record: Snapshot | None) -> None:
        for old in self.others:
            self.head.removeWidget(old)
            old.hide()
            old.deleteLater()
        made = self.point.decisions if self.point else ()
        self.others = [self._other(one) for one in made if record is None or one.code != record.code]
        for at, one in enumerate(self.others):
            self.head.insertWidget(3 + at, one)
        begun = self.inside.isVisibleTo(self)
        self.add.setText(tr(N_("Un'altra decisione")) if made else tr(N_("Scrivi la decisione")))
        self.add.setVisible(not self._locked and not self._fresh and (bool(made) or not begun))

    def _other(self, one: Snapshot) -> QPushButton:
        words = tr(N_("Vedi la n. {number}")).format(number=one["number"])
        return button(words, "arrow-right", lambda: self.choose(one.code), "link", self)

    def choose(self, code: str) -> None:
        """Show another decision of the same item; what was typed in this one is saved."""
        if self.point is None or all(one.code != code for one in self.point.decisions):
            return
        self._chosen, self._fresh = code, False
        self.show_point(self.point, self._locked)
        self.turned.emit()

    def _made(self, code: str) -> None:
        self._chosen, self._fresh = code, False

    def begin(self) -> None:
        """Open the fields and go to the words."""
        if self._locked or self.point is None:
            return
        self.inside.show()
        if not self.point.decisions or self._fresh:
            self.add.hide()
        self.bound.editors["text"].entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def one_more(self) -> None:
        """The first decision of the item, or one more beside those it has."""
        if self.point is not None and self.point.decisions and not self._locked:
            self._fresh = True
            self.show_point(self.point, self._locked)
            self.turned.emit()
        self.begin()
