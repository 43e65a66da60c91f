"""A form made of an Entity's Fields: labels, editors, problems beside them; one or two columns by the width there is.

Which fields stand together is the screen's affair: it hands over Groups. Nothing typed is ever cleared by the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core.errors import Problem, Refused
from app.core.i18n import N_, tr
from app.domain.entity import Entity, Values
from app.domain.fields import Field, Value
from app.ui.kit.editor import Around, Editor
from app.ui.kit.editors import editor_for
from app.ui.kit.plain import plain
from app.ui.theme import theme

TWO_COLUMNS_FROM = 46.0
"""In ems: from this width on, short fields stand side by side."""


@dataclass(frozen=True)
class Group:
    """Fields that stand together under a title (a msgid; empty: no title)."""

    title: str
    fields: tuple[str, ...]


def whole(entity: type[Entity]) -> tuple[Group, ...]:
    """Every field in the order of its declaration: what a screen without wishes gets."""
    return (Group("", tuple(entity.fields)),)


def mnemonics(labels: Iterable[str], taken: str = "") -> list[str]:
    """The labels with one letter of each marked by `&`, no letter twice; a label that finds none stays bare."""
    used, marked = set(taken.casefold()), []
    for label in labels:
        at = next((i for i, c in enumerate(label) if c.isascii() and c.isalpha() and c.casefold() not in used), None)
        if at is None:
            marked.append(label.replace("&", "&&"))
            continue
        used.add(label[at].casefold())
        head, tail = label[:at].replace("&", "&&"), label[at:].replace("&", "&&")
        marked.append(f"{head}&{tail}")
    return marked


class Cell(QWidget):
    """A label above its editor; a small note beside the label says what the colour of a mark would only hint at."""

    def __init__(self, spec: Field, editor: Editor, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec, self.editor = spec, editor
        self.label = plain(label, self)
        self.label.setProperty("role", "label")
        self.label.setBuddy(editor.entry)
        self._plain = label
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(0.15))
        column.addWidget(self.label)
        column.addWidget(editor)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def note(self, words: str) -> None:
        """Say something short beside the label."""
        self.label.setText(f"{self._plain} · {words}" if words else self._plain)


class Form(QWidget):
    """The fields of one record. It holds what is typed; who saves it is the screen.

    Signals:
        changed(): something typed has changed.
        left(): a field was left; what was typed should be kept.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        entity: type[Entity],
        around: Around,
        groups: Sequence[Group] = (),
        parent: QWidget | None = None,
        *,
        taken: str = "",
    ) -> None:
        super().__init__(parent)
        self.entity, self.around = entity, around
        self.groups = groups or whole(entity)
        self.editors: dict[str, Editor] = {}
        self.cells: dict[str, Cell] = {}
        self._values: Values = entity.defaults()
        self._columns = 0
        self._titles: list[QLabel] = []
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme().px(1.4))
        self.grid.setVerticalSpacing(theme().px(0.7))
        self._build(taken)
        self._arrange(1)

    def _build(self, taken: str) -> None:
        names = [name for group in self.groups for name in group.fields]
        specs = [self.entity.fields[name] for name in names]
        labels = mnemonics((tr(spec.label) for spec in specs), taken)
        for name, spec, label in zip(names, specs, labels, strict=True):
            editor = editor_for(spec, self.around, self)
            editor.changed.connect(self.changed)
            editor.left.connect(self.left)
            self.editors[name] = editor
            self.cells[name] = Cell(spec, editor, label, self)
        for group in self.groups:
            title = plain(tr(group.title), self)
            title.setProperty("role", "section")
            title.setVisible(bool(group.title))
            self._titles.append(title)

    # ------------------------------------------------------------ arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= theme().px(TWO_COLUMNS_FROM) else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self.grid.count():
            self.grid.takeAt(0)
        row = 0
        for group, title in zip(self.groups, self._titles, strict=True):
            if group.title:
                self.grid.addWidget(title, row, 0, 1, columns)
                row += 1
            row = self._place(group, row, columns)
        for column in range(2):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)
        self.grid.setRowStretch(row, 1)

    def _place(self, group: Group, row: int, columns: int) -> int:
        column = 0
        for name in group.fields:
            wide = self.editors[name].wide or columns == 1
            if wide and column:
                row, column = row + 1, 0
            self.grid.addWidget(self.cells[name], row, column, 1, columns if wide else 1, Qt.AlignmentFlag(0))
            column = 0 if wide else (column + 1) % columns
            row += 1 if not column else 0
        return row + 1 if column else row

    # ------------------------------------------------------------ values

    def show_values(
        self, values: Values, locked: Mapping[str, str] | None = None, *, again: bool = False
    ) -> None:
        """Show a record; `locked` says, field by field, why it cannot be written. `again`: the one shown already."""
        self._values = values
        for name, editor in self.editors.items():
            spec, reason = editor.spec, (locked or {}).get(name, "")
            if spec.computed and not reason:
                reason = tr(N_("calcolato dal programma"))
            editor.set_read_only(reason)
            if again:
                editor.show_again(values.get(name))
            else:
                editor.turn()
                editor.set_value(values.get(name))
            self.cells[name].note(reason or (tr(N_("obbligatorio")) if spec.required else ""))

    def renew(self, values: Values, *, only: Iterable[str] | None = None) -> None:
        """A newer version of the same record: replace what is not being written."""
        names = set(self.editors if only is None else only)
        self._values = values
        for name, editor in self.editors.items():
            if name in names and not editor.touched:
                editor.set_value(values.get(name))

    def accept(self, values: Values) -> None:
        """What was typed is in the register, or given up: show the record as it stands, locks as they are."""
        self._values = values
        for name, editor in self.editors.items():
            editor.set_value(values.get(name))

    def settle(self, values: Values, sent: Mapping[str, str], *, meant: bool = True) -> None:
        """The texts `sent` are in the register, which says `values` now; what was typed since stays to be saved.

        `meant`: a field that reads otherwise than what was sent was written over since, even with the old words.
        """
        self._values = values
        for name, editor in self.editors.items():
            value = values.get(name)
            if name in sent and editor.raw() == sent[name]:
                editor.show_again(value)
            elif name in sent and (meant or editor.touched):
                editor.settle(value, sent[name])
            elif not editor.touched and value != editor.given:
                editor.set_value(value)

    @property
    def given(self) -> Values:
        """The record as it was shown."""
        return self._values

    @property
    def dirty(self) -> bool:
        """Whether something is typed that the record does not say."""
        return any(editor.touched for editor in self.editors.values())

    @property
    def stirred(self) -> bool:
        """The same at little cost, for every key: a long text written in and back again still counts."""
        return any(editor.stirred for editor in self.editors.values())

    def changes(self) -> dict[str, Value]:
        """The fields whose value is another one now. Raises Refused when something typed cannot be read."""
        found = {}
        for name, editor in self.editors.items():
            if editor.touched and not editor.reason and (value := editor.value()) != self._values.get(name):
                found[name] = value
        return found

    def typed(self) -> dict[str, str]:
        """What is typed and not saved, as texts: a draft."""
        return {name: editor.raw() for name, editor in self.editors.items() if editor.touched}

    def type_again(self, typed: Mapping[str, str]) -> None:
        """Put a draft back; fields that are no longer there or no longer writable are left alone."""
        for name, text in typed.items():
            if name in self.editors and not self.editors[name].reason:
                self.editors[name].set_raw(text)
        self.changed.emit()

    # ------------------------------------------------------------ problems

    def check(self, *, new: bool = False) -> bool:
        """Judge what is here, show every problem beside its field, and go to the first. `new`: a code may be absent.

        What concerns fields that are not in this form is for the use-case to say.
        """
        wrong = [name for name, editor in self.editors.items() if not editor.check()]
        right = not wrong or (new and wrong == ["code"])
        problems = self._problems() if right else []
        if new:
            problems = [one for one in problems if one.field != "code"]
            if "code" in self.editors:
                self.editors["code"].show_problem("")
        self.show_problems(problems)
        if not right or problems:
            self.focus_problem()
        return right and not problems

    def _problems(self) -> list[Problem]:
        try:
            found = self.entity.problems({**self._values, **self.changes()})
            return [one for one in found if one.field in self.editors]
        except Refused as refusal:  # an editor said it already
            return [Problem(str(refusal))]

    def show_problems(self, problems: Iterable[Problem], *, doubt: bool = False) -> list[Problem]:
        """Show sentences beside their fields; those whose field is not here come back to the caller."""
        by_label = {tr(editor.spec.label): editor for editor in self.editors.values()}  # as use-cases name them
        elsewhere = []
        for problem in problems:
            editor = self.editors.get(problem.field) or by_label.get(problem.field)
            if editor is None:
                elsewhere.append(problem)
            elif not editor.problem:
                editor.show_problem(problem.why, doubt=doubt)
        return elsewhere

    def focus_first(self) -> None:
        """Go to the first required field that is empty, else to the first field."""
        empty = (one for one in self.editors.values() if one.spec.required and not one.reason and not one.raw())
        first = next(empty, None) or next(iter(self.editors.values()))
        first.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_problem(self) -> bool:
        """Go to the first field with a problem."""
        for editor in self.editors.values():
            if editor.problem:
                editor.entry.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False
