"""Find and replace (Ctrl+H) in the rows shown or selected: what each cell says and would say, then one deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core import locale
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.fields import Choice, Choices, Field, Link, Links
from app.domain.replacing import Search, in_choice, in_text, is_chosen, is_text
from app.ui.desk import Desk
from app.ui.kit import block, clipboard
from app.ui.kit.controls import Combo, Tick
from app.ui.kit.editor import Editor
from app.ui.kit.editors import editor_for
from app.ui.kit.grid import Grid
from app.ui.kit.plain import plain, tip
from app.ui.kit.tabbing import Dialog
from app.ui.kit.window_rows import Row
from app.ui.runner import Job
from app.ui.screens.grid_many import Many
from app.ui.theme import theme
from app.usecases import replacing
from app.usecases.many import MOST_RECORDS
from app.usecases.replacing import Change, Found, Line

_SHOWN = 500
_WAIT_MS = 250
_TITLES = (N_("Scheda"), N_("Colonna"), N_("Prima"), N_("Dopo"))
_TOO_MANY = N_("Sono troppe per una volta sola (al massimo {n} schede): restringete il filtro.")


class Replacing(Dialog):
    """What to look for, where, and what to write instead. Nothing is written before the button is pressed."""

    def __init__(self, desk: Desk, grid: Grid, many: Many) -> None:
        super().__init__(grid)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Trova e sostituisci")))
        self._desk, self._grid, self._many = desk, grid, many
        self._job: Job | None = None
        self._found = Found()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self.look)
        self._pair: tuple[Editor, Editor] | None = None
        self._make()
        self.resize(theme().px(56), theme().px(38))
        self._column_chosen()
        self._focus_first()

    # ------------------------------------------------------------ making

    def _make(self) -> None:
        form = QFormLayout()
        self.where, self.column = Combo(self), Combo(self)
        self._fill_where()
        self._fill_columns()
        self.old, self.new = QLineEdit(self), QLineEdit(self)
        self._old_place, self._new_place = QStackedWidget(self), QStackedWidget(self)
        self._old_place.addWidget(self.old)
        self._new_place.addWidget(self.new)
        rows: tuple[tuple[str, QWidget, QWidget], ...] = (
            (N_("D&ove"), self.where, self.where), (N_("Co&lonna"), self.column, self.column),
            (N_("&Trova"), self._old_place, self.old), (N_("Sostituisci &con"), self._new_place, self.new),
        )  # fmt: skip
        for words, widget, buddy in rows:
            name = plain(tr(words), self)
            name.setBuddy(buddy)
            buddy.setAccessibleName(tr(words).replace("&", ""))
            form.addRow(name, widget)
        self.case = Tick(tr(N_("&Maiuscole e minuscole contano")), self)
        self.accents = Tick(tr(N_("Gli &accenti contano")), self)
        self.whole = Tick(tr(N_("Solo se la cella &intera dice così")), self)
        self.words = plain("", self)
        self.words.setWordWrap(True)
        self.table = self._table()
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(0.5))
        column.addLayout(form)
        for widget in (self.case, self.accents, self.whole, self.words):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons())
        self._connect()

    def _connect(self) -> None:
        for line in (self.old, self.new):
            line.textChanged.connect(lambda _text: self._soon.start())
        for tick in (self.case, self.accents, self.whole):
            tick.toggled.connect(lambda _on: self._soon.start())
        self.where.currentIndexChanged.connect(lambda _at: self._soon.start())
        self.column.currentIndexChanged.connect(lambda _at: self._column_chosen())

    def _fill_where(self) -> None:
        shown, rows = self._grid.table.rows.count, len(clipboard.places_of(self._grid.selectionModel()))
        self.where.addItem(trn("Nella riga mostrata", "Nelle {n} righe mostrate", shown), "shown")
        if rows > 1:
            self.where.addItem(trn("Nella riga scelta", "Nelle {n} righe scelte", rows), "selected")
            self.where.setCurrentIndex(1)

    def _fill_columns(self) -> None:
        fields = self._grid.table.fields[: len(self._grid.table.columns)]
        if any(map(is_text, fields)):
            self.column.addItem(tr(N_("Tutte le colonne di testo")), "")
        for spec in fields:
            if is_text(spec) or is_chosen(spec):
                self.column.addItem(tr(spec.label), spec.name)
        here = self._grid.currentIndex().column()
        at = self.column.findData(fields[here].name) if 0 <= here < len(fields) else -1
        if at >= 0:
            self.column.setCurrentIndex(at)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(_TITLES), self)
        table.setAccessibleName(tr(N_("Celle trovate: prima e dopo")))
        table.setHorizontalHeaderLabels([tr(one) for one in _TITLES])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        for column in (2, 3):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.itemChanged.connect(lambda _item: self._say())
        return table

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.go = box.addButton(tr(N_("&Sostituisci")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _focus_first(self) -> None:
        """What to look for is typed, or chosen, first."""
        first = self.old if self._pair is None else self._pair[0]
        first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    # ------------------------------------------------------------ what is asked

    @property
    def spec(self) -> Field | None:
        """The column chosen; None for every column of text."""
        name = self.column.currentData()
        return self._grid.table.entity.fields[name] if name else None

    def _column_chosen(self) -> None:
        """Texts are typed; a term or a record is chosen with its own editor."""
        spec = self.spec
        for place in (self._old_place, self._new_place):
            if (gone := place.widget(1)) is not None:
                place.removeWidget(gone)
                gone.deleteLater()
        self._pair = None
        if spec is not None and is_chosen(spec):
            old, new = (editor_for(_single(spec, words), self._grid.delegate.around, self) for words in
                        (N_("Trova"), N_("Sostituisci con")))  # fmt: skip
            self._pair = old, new
            for place, editor in ((self._old_place, old), (self._new_place, new)):
                place.addWidget(editor)
                place.setCurrentIndex(1)
                editor.changed.connect(self._soon.start)
        for tick in (self.case, self.accents, self.whole):
            tick.setVisible(self._pair is None)
        self.look()

    def _change(self) -> Change | None:
        """What becomes of a cell; None while it is not said yet."""
        if self._pair is None:
            if not self.old.text():
                return None
            search = Search(self.old.text(), self.case.isChecked(), self.accents.isChecked(), self.whole.isChecked())
            return in_text(search, self.new.text())
        old, new = self._pair
        if not (old.check(whole=False) and new.check(whole=False)) or not old.value():
            return None
        return in_choice(str(old.value()), str(new.value()) if new.value() else None)

    def _names(self) -> list[str]:
        """The columns looked into."""
        fields = self._grid.table.fields[: len(self._grid.table.columns)]
        return [self.spec.name] if self.spec is not None else [spec.name for spec in fields if is_text(spec)]

    # ------------------------------------------------------------ what is found

    def look(self) -> None:
        """Look through the rows, off the GUI thread; an answer to an older question is thrown away."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
        change, names = self._change(), self._names()
        if change is None:
            self._show(Found())
            return
        store, query, rows = self._desk.store, self._grid.table.query, self._rows()

        def work(progress: Progress) -> Found:
            found = replacing.lines(store, query, names, progress) if rows is None else rows(progress)
            return replacing.find(store, found, names, change, _SHOWN)

        self._job = self._desk.runner.run(work, self._show, owner=self)

    def _rows(self) -> _Rows | None:
        """The selected rows; None for all that are shown."""
        if self.where.currentData() != "selected":
            return None
        have, missing = block.known(self._grid.table, clipboard.places_of(self._grid.selectionModel()))
        return _Rows(self._grid, have, missing)

    def _show(self, found: Found) -> None:
        self._found = found
        self.table.blockSignals(True)
        self.table.setRowCount(len(found.places))
        for at, place in enumerate(found.places):
            for column, text in enumerate((place.code, place.column, place.before, place.after)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                if not column:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(Qt.CheckState.Checked)
                self.table.setItem(at, column, item)
        self.table.resizeColumnToContents(0)
        self.table.blockSignals(False)
        self._say()

    def left_out(self) -> list[tuple[int, str]]:
        """The cells a person unticked."""
        firsts = (self.table.item(at, 0) for at in range(self.table.rowCount()))
        return [
            (place.record, place.field) for place, item in zip(self._found.places, firsts, strict=True)
            if item is not None and item.checkState() != Qt.CheckState.Checked
        ]  # fmt: skip

    def _say(self) -> None:
        found, count = self._found, sum(len(one.values) for one in self._found.without(self.left_out()))
        if self._change() is None:
            self.words.setText(tr(N_("Scrivete che cosa cercare.")))
        else:
            hits = trn("{n} volta", "{n} volte", found.hits)
            words = tr(N_("Trovato {hits} in {records}.")).format(
                hits=hits, records=trn("{n} scheda", "{n} schede", found.records))  # fmt: skip
            if found.hits > len(found.places) == _SHOWN:
                words += " " + tr(N_("Qui sono mostrate le prime {n} celle.")).format(n=_SHOWN)
            if found.too_many:
                words += " " + tr(_TOO_MANY).format(n=locale.number(MOST_RECORDS))
            self.words.setText(words if found.hits else tr(N_("Nessuna cella dice così.")))
        self.go.setText(trn("&Sostituisci in una cella", "&Sostituisci in {n} celle", count) if count else
                        tr(N_("&Sostituisci")))  # fmt: skip
        self.go.setEnabled(bool(count) and not found.too_many)

    # ------------------------------------------------------------ hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after what to look for goes on to what to write; only there does it replace."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.old.hasFocus():
            self.look()
            self.new.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Replace, in one deed."""
        self.look_now()
        edits = self._found.without(self.left_out())
        if edits and not self._found.too_many:
            super().accept()
            self._many.write("replace", edits)

    def look_now(self) -> None:
        """What is typed last is what is replaced."""
        if self._soon.isActive():
            self.look()


class _Rows:
    """The selected rows as lines, those not read yet included."""

    def __init__(self, grid: Grid, have: dict[int, Row], missing: dict[int, block.Unread]) -> None:
        self._table, self._have, self._missing = grid.table, have, missing
        self._columns: Sequence[str] = tuple(spec.name for spec in grid.table.fields)

    def __call__(self, progress: Progress) -> Iterator[Line]:
        table = self._table
        rows = {**self._have, **block.read(table.reader.source, self._columns, self._missing, progress)}
        for row in rows.values():
            specs = (table.field_at(row, at) for at in range(len(self._columns)))
            values = {spec.name: value for spec, value in zip(specs, row.values, strict=True) if spec is not None}
            yield Line(row.entity, row.id, row.version, table.code(row), values)


def _single(spec: Field, words: str) -> Field:
    """One value of the kinds a field holds, never required: what is replaced, or by what."""
    if isinstance(spec, Choices):
        made: Field = Choice(words, options=spec.options)
    elif isinstance(spec, Links):
        made = Link(words, to=spec.to)
    else:
        made = copy(spec)
        made.label, made.required = words, False
    made.name, made.entity = spec.name, spec.entity
    return made
