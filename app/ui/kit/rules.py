"""Editors of small structured values: a body's quorum, a list of words, anything else as checked JSON."""

from __future__ import annotations

import json
import re
from fractions import Fraction

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.fields import NO_NAMES, Field, Value
from app.ui.kit.controls import Combo, Tick
from app.ui.kit.editor import Around, Editor
from app.ui.kit.patch_editor import PatchEditor
from app.ui.kit.plain import plain


class JsonEditor(Editor):
    """A structured value as text, checked by its Field."""

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.page = QPlainTextEdit(self)
        self.page.setTabChangesFocus(True)
        self.page.setFixedHeight(3 * self.page.fontMetrics().lineSpacing() + 22)
        self.page.setPlaceholderText(tr(N_("Testo in formato JSON")))
        self.page.textChanged.connect(self.changed)
        self.row.addWidget(self.page, 1)
        self.take(self.page)

    def put(self, value: Value) -> None:
        self.page.setPlainText(self.spec.show(value))

    def raw(self) -> str:
        return self.page.toPlainText()

    def set_raw(self, text: str) -> None:
        self.page.setPlainText(text)

    def lock(self, locked: bool) -> None:
        self.page.setReadOnly(locked)


class WordsEditor(Editor):
    """A list of words, written with commas between them."""

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(tr(N_("parole separate da virgole")))
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.returnPressed.connect(self.leave)
        self.row.addWidget(self.line, 1)
        self.take(self.line)

    def put(self, value: Value) -> None:
        self.line.setText(", ".join(str(word) for word in value or []))

    def raw(self) -> str:
        words = [word.strip() for word in self.line.text().split(",") if word.strip()]
        return json.dumps(words, ensure_ascii=False) if words else ""

    def set_raw(self, text: str) -> None:
        self.put(self.spec.parse(text))

    def lock(self, locked: bool) -> None:
        self.line.setReadOnly(locked)


_ROUNDINGS = (("", N_("non serve")), ("su", N_("per eccesso")), ("giu", N_("per difetto")))
_BASES = (("in_carica", N_("chi è in carica")), ("assegnati", N_("gli assegnati")))


class QuorumEditor(Editor):
    """How many must be present: a fraction or a number, one more or not, how it is rounded, of whom (DOMAIN §5.2).

    The value is `{"fraction": "1/2" | "number": 8, "plus_one": true, "rounding": "su" | "giu", "base": "in_carica",
    "president_counts": false, "seats": 15}`; what is not said is left out.
    """

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.many = QLineEdit(self)
        self.many.setPlaceholderText(tr(N_("es. 1/2 oppure 8")))
        self.plus_one = Tick(tr(N_("più uno")), self)
        self.rounding, self.base = _combo(self, _ROUNDINGS), _combo(self, _BASES)
        self.president = Tick(tr(N_("chi presiede non si conta")), self)
        self.seats = QLineEdit(self)
        self.seats.setPlaceholderText(tr(N_("quanti, es. 15")))
        assigned = tr(N_("Componenti assegnati"))
        self.seats.setAccessibleName(f"{tr(spec.label)}: {assigned}")
        self.seats.textChanged.connect(lambda _: self._said())
        self.many.textChanged.connect(lambda _: self._said())
        for box in (self.plus_one, self.president):
            box.toggled.connect(lambda _: self._said())
        for combo in (self.rounding, self.base):
            combo.currentIndexChanged.connect(lambda _: self._said())
        self.base.currentIndexChanged.connect(lambda _: self._show_seats())
        self.take(self.many)
        self._arrange()
        self._rest: dict[str, Value] = {}

    def _arrange(self) -> None:
        label = tr(self.spec.label)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.many, 0, 0)
        grid.addWidget(self.plus_one, 0, 1)
        for column, (widget, words) in enumerate((
            (self.rounding, tr(N_("Arrotondamento"))), (self.base, tr(N_("Calcolato su"))),
        )):  # fmt: skip
            caption = plain(words, self)
            caption.setProperty("role", "label")
            caption.setBuddy(widget)
            widget.setAccessibleName(f"{label}: {words}")
            grid.addWidget(caption, 1, column)
            grid.addWidget(widget, 2, column)
        grid.addWidget(self.president, 3, 0)
        grid.addWidget(self.seats, 3, 1)
        self._show_seats()
        self.row.addLayout(grid, 1)

    def _show_seats(self) -> None:
        """How many seats the founding act gives is asked only where they are what is counted."""
        self.seats.setVisible(self.base.currentData() == "assegnati")

    def put(self, value: Value) -> None:
        given = dict(value or {})
        self.seats.setText(str(given.pop("seats", None) or ""))
        self.many.setText(str(given.pop("fraction", None) or given.pop("number", None) or ""))
        self.plus_one.setChecked(bool(given.pop("plus_one", False)))
        self.rounding.setCurrentIndex(max(0, self.rounding.findData(given.pop("rounding", ""))))
        self.base.setCurrentIndex(max(0, self.base.findData(given.pop("base", "in_carica"))))
        self.president.setChecked(given.pop("president_counts", True) is False)
        self._rest = given  # what this editor does not know is kept as it is

    def raw(self) -> str:
        many = re.sub(r"\s", "", self.many.text())
        if not many:
            return ""
        rules: dict[str, Value] = {"number": int(many)} if many.isdecimal() else {"fraction": many}
        if self.plus_one.isChecked():
            rules["plus_one"] = True
        if self.rounding.currentData():
            rules["rounding"] = self.rounding.currentData()
        rules["base"] = self.base.currentData()
        if self.president.isChecked():
            rules["president_counts"] = False
        if self.base.currentData() == "assegnati" and self.seats.text().strip().isdecimal():
            rules["seats"] = int(self.seats.text())
        return json.dumps({**rules, **self._rest}, ensure_ascii=False)

    def value(self) -> Value:
        value = super().value()
        if self.touched and value and "fraction" in value:
            try:
                share = Fraction(value["fraction"])
            except (ValueError, ZeroDivisionError):
                share = Fraction(0)
            if not 0 < share <= 1:
                raise Refused(N_("«{text}»: scrivete una frazione come 1/2 oppure un numero di componenti."),
                              text=value["fraction"])  # fmt: skip
        if self.touched and value and value.get("base") == "assegnati" and not value.get("seats"):
            raise Refused(N_("Scrivete quanti sono i componenti assegnati dall'atto istitutivo."))
        return value

    def set_raw(self, text: str) -> None:
        self.put(self.spec.parse(text))

    def lock(self, locked: bool) -> None:
        for line in (self.many, self.seats):
            line.setReadOnly(locked)
        for widget in (self.plus_one, self.rounding, self.base, self.president):
            widget.setEnabled(not locked)

    def _said(self) -> None:
        if self.problem:
            self.check(whole=False)
        self.changed.emit()


class MajoritiesEditor(Editor):
    """The majority each kind of item asks: a list to unfold beside each kind. The value is {kind: majority}."""

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        terms = (("", tr(N_("come di regola"))), *NO_NAMES.options("majority"))
        self.kinds: dict[str, Combo] = {}
        self._rest: dict[str, Value] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, (kind, label) in enumerate(NO_NAMES.options("agenda_kind")):
            combo = _combo(self, terms)
            combo.setAccessibleName(f"{tr(spec.label)}: {label}")
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
            caption = plain(label, self)
            caption.setProperty("role", "label")
            caption.setBuddy(combo)
            grid.addWidget(caption, row, 0)
            grid.addWidget(combo, row, 1)
            self.kinds[kind] = combo
        self.row.addLayout(grid, 1)
        self.take(next(iter(self.kinds.values())))

    def put(self, value: Value) -> None:
        given = dict(value or {})
        for kind, combo in self.kinds.items():
            combo.setCurrentIndex(max(0, combo.findData(given.pop(kind, ""))))
        self._rest = given  # a kind this program does not know is kept as it is

    def raw(self) -> str:
        chosen = {kind: combo.currentData() for kind, combo in self.kinds.items() if combo.currentData()}
        return json.dumps({**chosen, **self._rest}) if chosen or self._rest else ""

    def set_raw(self, text: str) -> None:
        self.put(self.spec.parse(text))

    def lock(self, locked: bool) -> None:
        for combo in self.kinds.values():
            combo.setEnabled(not locked)


def _combo(parent: QWidget, terms: tuple[tuple[str, str], ...]) -> Combo:
    combo = Combo(parent)
    for code, label in terms:
        combo.addItem(tr(label), code)
    return combo


SHAPES: dict[str, type[Editor]] = {
    "quorum_first_call": QuorumEditor,
    "quorum_second_call": QuorumEditor,
    "qualified_majorities": MajoritiesEditor,
    "themes": WordsEditor,
    "patch": PatchEditor,
}
"""The structured values that have an editor of their own, by the name of the field."""
