"""Short lists of parts of an item, written where they stand: what people said, who does what by when."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core import clock, locale
from app.core.i18n import N_, tr
from app.domain.entity import Changes, Snapshot, Values
from app.ui.desk import Store
from app.ui.icons import icon
from app.ui.kit.choosing import FlagEditor
from app.ui.kit.editor import Editor
from app.ui.kit.plain import tip
from app.ui.kit.richtext import RichTextEditor
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.parts import button, label, section
from app.ui.theme import theme
from app.usecases import register

_OPEN = frozenset({"da_fare", "in_corso", "bloccata"})


class Row(QFrame):
    """One part: a few editors in a line, a long one below when there is one, and a way to take it away.

    Signals:
        gone(): a row never saved was given up.
        made(str): the row is in the register now.
    """

    gone = Signal()
    made = Signal(str)

    def __init__(self, entity: str, short: tuple[str, ...], long: str, hands: Hands, parent: QWidget) -> None:
        super().__init__(parent)
        self.hands = hands
        self.bound = Bound(entity, hands, self)
        self.bound.made.connect(self.made)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme().px(0.2), 0, theme().px(0.2))
        grid.setHorizontalSpacing(theme().px(0.4))
        grid.setVerticalSpacing(theme().px(0.2))
        first = 1 if entity == "action_item" else 0
        for at, name in enumerate(short):
            grid.addWidget(self._editor(name), first, at)
            grid.setColumnStretch(at, 3 if name in ("owner", "person") else 1)
        self.note = label("", "doubt", self)
        self.note.hide()
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("trash"))
        self.remove.clicked.connect(lambda _=False: self.throw_away())
        grid.addWidget(self._editor(long), 1 - first, 0, 1, len(short))
        grid.addWidget(self.remove, 0, len(short), Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, 2, 0, 1, len(short))
        grid.addWidget(self.bound.question, 3, 0, 1, len(short))
        if entity == "action_item":
            QWidget.setTabOrder(self.bound.editors[long], self.bound.editors[short[0]])

    def _editor(self, name: str) -> Editor:
        editor = self.bound.editor(name, self)
        editor.entry.setProperty("placeholderText", tr(editor.spec.label))
        if name == "due":
            editor.setMaximumWidth(theme().px(9.5))
        if isinstance(editor, RichTextEditor):
            editor.make_small()
        if isinstance(editor, FlagEditor):
            editor.caption = tr(editor.spec.label)
        return editor

    def show_record(self, record: Snapshot | None, under: str, defaults: Values, *, locked: str) -> None:
        """Show a part, or an empty row for a new one `under` an item."""
        self.bound.show(record, defaults, under=under, locked=locked)
        self.remove.setVisible(not locked)
        what = tr(self.bound.kind.label)
        words = tr(N_("Elimina: {what}")).format(what=what)
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(tip(words))
        self._say_late(record)

    def _say_late(self, record: Snapshot | None) -> None:
        due = record.values.get("due") if record and record.entity == "action_item" else None
        late = bool(due and record and due < clock.today() and record["status"] in _OPEN)
        state = self.hands.around.names.label("action_status", record["status"]) if due and record else ""
        words = tr(N_("{state} · scaduta il {day}")).format(state=state, day=locale.day(due)) if late and due else state
        self.note.setText(words)
        self.note.setProperty("role", "doubt" if late else "muted")
        self.note.setVisible(bool(words))

    def throw_away(self) -> None:
        """Take the part away; when its save is on its way, as soon as that is answered."""
        if self.bound.place is not None:
            self.hands.saves.after(self.bound.place, self._throw_away)

    def _throw_away(self) -> None:
        if not isValid(self):
            return  # meanwhile the person went elsewhere, and the row with them
        record = self.bound.record
        if record is None:
            self.bound.give_up()
            self.gone.emit()
            return

        def work(store: Store) -> Changes:
            return register.trash(store, record.entity, record.id, record.version)

        words = tr(N_("Eliminato: {what}.")).format(what=tr(self.bound.kind.label))
        self.hands.act(work, words, lambda _: self.bound.give_up() if isValid(self) else None)


class Rows(QWidget):
    """The parts of one kind of an item, and a button for one more."""

    def __init__(
        self, entity: str, title: str, add: str, short: tuple[str, ...], long: str, hands: Hands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.entity, self.short, self.long, self.hands = entity, short, long, hands
        self.defaults: Values = {}
        self.rows: list[Row] = []
        self._under = self._locked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        self.title = section(title, self)
        head.addWidget(self.title)
        head.addStretch(1)
        self.add: QPushButton = button(add, "plus", self.begin, "link", self)
        head.addWidget(self.add)
        column.addLayout(head)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)

    def show_records(self, records: tuple[Snapshot, ...], under: str, defaults: Values, locked: str) -> None:
        """Show the parts of an item; a row begun `under` the same item stays, one begun another time comes back."""
        same, self._under = under == self._under, under
        self.defaults, self._locked = dict(defaults), locked
        self.add.setVisible(not locked)
        there = {one.id for one in records}
        for row in list(self.rows):
            record = row.bound.record
            if (record is None and not same) or (record is not None and record.id not in there):
                self._drop(row)
        shown = {row.bound.record.id: row for row in self.rows if row.bound.record}
        for place, record in enumerate(records):
            row = shown.get(record.id) or self._row(place)
            row.show_record(record, under, self.defaults, locked=locked)
            if self.rows[place] is not row:  # it was moved: the row goes where its record now stands
                self.rows.remove(row)
                self.rows.insert(place, row)
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        self._show_begun()

    @property
    def begun(self) -> Row | None:
        """The row of a record that is not in the register yet."""
        return next((one for one in self.rows if one.bound.record is None), None)

    def _show_begun(self) -> None:
        row = self.begun
        if row is None and not self._locked and self.hands.saves.begun(self.entity, self._under):
            row = self._row(len(self.rows))
        if row is not None:
            row.show_record(None, self._under, self.defaults, locked=self._locked)

    def with_focus(self) -> Snapshot | None:
        """The record somebody is writing in, when it is one of these."""
        inside = self.window().focusWidget()
        return next((row.bound.record for row in self.rows if row.isAncestorOf(inside)), None)

    def begin(self) -> Row:
        """An empty row, with the focus in it; while one is being saved, a moment later."""
        row = self.begun
        if row is None:
            row = self._row(len(self.rows))
            row.show_record(None, self._under, self.defaults, locked=self._locked)
        place, under = row.bound.place, self._under
        if place is not None and self.hands.saves.out(place) is not None:
            self.hands.saves.after(place, lambda: self.begin() if under == self._under else None)
            return row
        first = row.bound.editors[self.long if self.entity == "action_item" else self.short[0]]
        first.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return row

    def flush(self) -> None:
        """Save whatever is typed."""
        for row in self.rows:
            row.bound.flush()

    def _row(self, place: int) -> Row:
        row = Row(self.entity, self.short, self.long, self.hands, self)
        row.gone.connect(lambda: self._drop(row))
        row.made.connect(lambda: self._made(row))
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        row.show()
        return row

    def _made(self, row: Row) -> None:
        """The screen may have been read before the answer came: one row for each record."""
        made = row.bound.record
        for other in [one for one in self.rows if one is not row and one.bound.record and made]:
            if other.bound.record.id == made.id:  # type: ignore[union-attr]
                self._drop(other)

    def _drop(self, row: Row) -> None:
        row.bound.leave()
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
