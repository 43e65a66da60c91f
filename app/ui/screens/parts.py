"""The small grids of a record's page: what hangs on it, edited in place, added in a small form."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import AppError
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Entity, Values
from app.domain.fields import Value
from app.domain.query import Filter, Query, Sort
from app.ui.desk import Desk
from app.ui.drafts import Draft, Keeper
from app.ui.icons import icon
from app.ui.kit import looks
from app.ui.kit.form import Form, Group
from app.ui.kit.grid import Grid
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.kit.table_model import TableModel
from app.ui.kit.window_rows import Row
from app.ui.reading import StoreSource
from app.ui.screens.around import around_of, journal_of
from app.ui.screens.hands import Hands
from app.ui.screens.layouts import columns, layout
from app.ui.theme import theme
from app.usecases import register


class Listing(QWidget):
    """Records of one kind in a grid that writes what is typed in it.

    Signals:
        written(Changes): a deed was done here.
        counted(int): how many records there are.
    """

    written = Signal(object)
    counted = Signal(int)

    def __init__(self, desk: Desk, entity: type[Entity], without: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity = desk, entity
        self.model = TableModel(entity, StoreSource(desk.store), desk.runner, desk.names, columns(entity, without))
        self.model.setParent(self)
        self.grid = Grid(self.model, around_of(desk, self), self)
        self.grid.setAccessibleName(tr(entity.labels))
        self.grid.set_default_widths(_widths(entity))
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.model.edit_wanted.connect(self._write)
        self.hands = Hands(desk, self.grid)
        self.hands.written.connect(self._written)
        self.grid.menu_wanted.connect(self.hands.pop_menu)
        self.model.counted.connect(self.counted)
        self.model.loaded.connect(lambda: self.counted.emit(self.model.rows.count))
        self.model.failed.connect(desk.messages.error)
        self.grid.wrong.connect(lambda words: desk.messages.say(words, "warning"))
        self.grid.record_opened.connect(desk.open)

    def show_query(self, query: Query) -> None:
        """Show a list."""
        self.model.show(query)

    def apply(self, changes: Changes, who: str = "") -> None:
        """A deed touched records: show them as they are."""
        if self.model.apply(changes, who) or self.entity.name in changes.whole:
            self.grid.keep_place()
            self.model.refresh()

    def trash_current(self) -> None:
        """Put the selected records into the trash."""
        self.hands.trash()

    def open_current(self) -> None:
        """Open the current record's own page."""
        self.grid.open_current()

    def _write(self, row: Row, field: str, value: Value) -> None:
        store, label = self.desk.store, tr(ENTITIES[row.entity].fields[field].label)
        sentence = tr(N_("Salvato: {field} di {code}.")).format(field=label, code=self.model.code(row))

        def failed(error: AppError) -> None:
            self.model.settle(row.entity, row.id, field)
            self.desk.messages.error(error)

        self.desk.runner.run(
            lambda _: register.edit(store, row.entity, row.id, row.version, {field: value}),
            lambda changes: self._done(changes, sentence), failed, owner=self,
        )  # fmt: skip

    def _written(self, changes: Changes) -> None:
        self.apply(changes)
        self.written.emit(changes)

    def _done(self, changes: Changes, sentence: str) -> None:
        self.apply(changes)
        self.desk.done(changes, sentence)
        self.written.emit(changes)


def _widths(entity: type[Entity]) -> dict[str, float]:
    """Columns at least as wide as their titles, in ems."""
    return {name: max(looks.width(spec), 0.58 * len(tr(spec.label)) + 1.6) for name, spec in entity.fields.items()}


class Parts(QWidget):
    """A Listing of what hangs on one record, with its few buttons and a sentence when there is nothing."""

    counted = Signal(int)
    written = Signal(object)

    def __init__(self, desk: Desk, entity: type[Entity], link: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity, self.link, self.code = desk, entity, link, ""
        self.listing = Listing(desk, entity, link, self)
        self.listing.counted.connect(self._on_count)
        self.listing.written.connect(self.written)
        self.empty = plain(tr(N_("Ancora niente qui. Con «Aggiungi» scrivete la prima voce.")), self)
        self.empty.setProperty("role", "muted")
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(0.4), 0, 0)
        column.addLayout(self._buttons())
        column.addWidget(self.empty)
        column.addWidget(self.listing.grid, 1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add_button = QPushButton(icon("plus", "accent"), tr(N_("Aggiungi")), self)
        self.open_button = QPushButton(tr(N_("Apri")), self)
        self.trash_button = QPushButton(tr(N_("Nel cestino")), self)
        label = tr(self.entity.label)
        for button, run in (
            (self.add_button, self.add), (self.open_button, self.listing.open_current),
            (self.trash_button, self.listing.trash_current),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()}: {label}")
            button.clicked.connect(lambda _=False, run=run: run())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_of(self, code: str, *, writable: bool) -> None:
        """Show what hangs on a record."""
        self.code = code
        for button in (self.add_button, self.trash_button):
            button.setVisible(writable)
        keys = tuple(Sort(name) for name in ("sort", "position", "date", "due") if name in self.entity.fields)
        self.listing.show_query(Query(self.entity.name, (Filter(self.link, "=", (code,)),), sort=keys))

    def add(self) -> None:
        """Ask for a new one."""
        dialog = NewRecord(self.desk, self.entity, {self.link: self.code}, self)
        dialog.made.connect(self._made)
        dialog.open()

    def _made(self, changes: Changes) -> None:
        self.listing.model.refresh()
        self.written.emit(changes)

    def _on_count(self, count: int) -> None:
        self.empty.setVisible(count == 0)
        self.listing.grid.setVisible(count > 0)
        self.open_button.setEnabled(count > 0)
        self.trash_button.setEnabled(count > 0)
        self.counted.emit(count)


class NewRecord(Dialog):
    """A new record, as a form in a window of its own; it closes when the register has it.

    `values` are known and not asked, `proposed` are asked and may be changed.

    Signals:
        made(Changes): the record is in the register.
    """

    made = Signal(object)

    def __init__(
        self,
        desk: Desk,
        entity: type[Entity],
        values: Mapping[str, Value],
        parent: QWidget | None = None,
        *,
        proposed: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.entity = desk, entity
        self.setWindowTitle(tr(N_("Nuova scheda: {kind}")).format(kind=tr(entity.label)))
        self.form = Form(entity, around_of(desk, self), _asked(entity, values), self)
        self._first: Values = {**entity.defaults(), **(proposed or {}), **values}
        self.form.show_values(self._first)
        self._known, self._mark = dict(values), uuid4().hex
        self._writing = self._left_early = False
        self.keeper = Keeper(journal_of(desk), self._typed, self)
        self.form.changed.connect(self.keeper.touched)
        self.form.left.connect(self._left)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        self.form.setContentsMargins(0, 0, theme().px(0.6), 0)
        column.addWidget(scroll, 1)
        column.addWidget(self._buttons())
        self.resize(theme().px(50), theme().px(42))
        self.form.focus_first()

    @classmethod
    def again(cls, desk: Desk, draft: Draft, parent: QWidget | None = None) -> NewRecord:
        """The form a draft was typed in, as it was."""
        entity = ENTITIES[draft.entity]
        hung = {spec.name for spec in entity.fields.values() if spec.name == entity.part_of}
        dialog = cls(desk, entity, {name: text for name, text in draft.typed.items() if name in hung}, parent)
        dialog._mark = draft.code
        dialog.form.type_again(draft.typed)
        return dialog

    def _typed(self) -> tuple[str, int, str, int, Mapping[str, str]] | None:
        """What is typed, with the link that is known and not asked; nothing typed is no draft."""
        typed = self.form.typed()
        links = {name: str(value) for name, value in self._known.items() if typed and isinstance(value, str)}
        return self.entity.name, 0, self._mark, 0, {**links, **typed}

    def _left(self) -> None:
        if self.keeper.timer.isActive():
            self.keeper.keep_now()

    def done(self, result: int) -> None:
        """Closing never blocks and never loses: what is typed is kept as a draft, until it is written.

        Who leaves while the register is writing is answered all the same: the window only hides meanwhile.
        """
        if result == QDialog.DialogCode.Accepted.value:
            self.keeper.forget(self.entity.name, 0, self._mark)
        else:
            self.keeper.keep_now()
        if self._writing:
            self._left_early = True
            self.hide()
        else:
            super().done(result)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.create_button = box.addButton(tr(N_("Crea")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.create_button.setDefault(True)
        self.create_button.clicked.connect(self.write)
        later = box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        later.clicked.connect(self.reject)
        return box

    def write(self) -> None:
        """Write it, or say what is wrong beside the fields."""
        if self._writing or not self.form.check(new=True):
            return
        self._wait(True)
        values = {name: value for name, value in {**self._first, **self.form.changes()}.items()
                  if value not in (None, ()) and not self.entity.fields[name].computed}  # fmt: skip
        store, entity = self.desk.store, self.entity.name
        self.desk.runner.run(lambda _: register.create(store, entity, values), self._made, self._failed, owner=self)

    def _wait(self, writing: bool) -> None:
        self._writing = writing
        self.create_button.setEnabled(not writing)

    def _made(self, changes: Changes) -> None:
        self._wait(False)
        sentence = tr(N_("Creata la scheda: {kind}.")).format(kind=tr(self.entity.label))
        self.desk.done(changes, sentence)
        if not self._left_early:  # nobody is carried to a page they did not wait for
            self.made.emit(changes)
        self.accept()

    def _failed(self, error: AppError) -> None:
        self._wait(False)
        if self._left_early:
            words = N_("{kind}: {why} Quello che avevate scritto è conservato tra le bozze.")
            self.desk.messages.say(tr(words).format(kind=tr(self.entity.label), why=error), "warning", stays=True)
            self.reject()
            return
        if self.form.show_problems(error.problems) or not error.problems:
            self.desk.messages.error(error)
        self.form.focus_problem()


def _asked(entity: type[Entity], values: Mapping[str, Value]) -> tuple[Group, ...]:
    """The form of a new record: without what the program fills and what is known already."""
    hidden = {name for name, spec in entity.fields.items() if spec.computed} | set(values) | {"code"}
    groups = (Group(group.title, tuple(n for n in group.fields if n not in hidden)) for group in layout(entity))
    return tuple(group for group in groups if group.fields)
