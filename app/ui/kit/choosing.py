"""Editors that choose: yes or no, one term, one record, several of either."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.fields import Choice, Field, Link, Links, Names, Value
from app.domain.vocabularies import VOCABULARIES
from app.ui.kit.controls import Combo, Tick
from app.ui.kit.editor import Around, Editor
from app.ui.kit.flow import Flow
from app.ui.kit.picker import Picker, Selecting, looker
from app.ui.kit.plain import tip

SHORT = 14
"""Up to so many terms a vocabulary is a plain list to unfold; beyond, it is searched."""


def kind_of(spec: Field) -> str:
    """The vocabulary or the entity a field chooses from."""
    return str(getattr(spec, "options", "") or getattr(spec, "to", ""))


class FlagEditor(Editor):
    """Yes, no, and — when the answer may be missing — not said; the box says in words which."""

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.box = Tick(self)
        self.box.setTristate(not spec.required)
        self.box.checkStateChanged.connect(self._on_state)
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.take(self.box)
        self.put(None)

    def put(self, value: Value) -> None:
        states = {None: Qt.CheckState.PartiallyChecked, True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
        if self.spec.required and value is None:
            value = False
        self.box.setCheckState(states[value])
        self._say()

    def raw(self) -> str:
        words = {Qt.CheckState.Checked: "sì", Qt.CheckState.Unchecked: "no"}
        return words.get(self.box.checkState(), "")

    def value(self) -> Value:
        return self.spec.parse(self.raw())  # a required flag nobody set is a "no" one can see

    def set_raw(self, text: str) -> None:
        self.put(self.spec.parse(text))

    def _on_state(self) -> None:
        self._say()
        self.changed.emit()

    caption = ""  # instead of the word for yes or no, where no label stands beside the box

    def _say(self) -> None:
        word = self.spec.show(self.spec.parse(self.raw())) or tr(N_("Non indicato"))
        self.box.setText(self.caption or word)


class ChoiceEditor(Editor):
    """One term of a short vocabulary: a list to unfold, found by its first letters."""

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.combo = Combo(self)
        self._listed: list[tuple[str, str]] = []
        self._learn()
        self.combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.combo.activated.connect(lambda _: self.leave())
        self.row.addWidget(self.combo, 1)
        self.take(self.combo)

    def _learn(self) -> None:
        """List the terms there are now: somebody may have added one, or changed its words, since this was built."""
        listed = options(self.around.names, kind_of(self.spec))
        if listed == self._listed:
            return
        blocked, chosen = self.combo.blockSignals(True), str(self.combo.currentData() or "")
        self._listed = listed
        self.combo.clear()
        self.combo.addItem(tr(N_("Non indicato")), "")
        for code, label in listed:
            self.combo.addItem(label, code)
        self._choose(chosen)
        self.combo.blockSignals(blocked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.combo and event.type() == QEvent.Type.FocusIn:
            self._learn()
        return super().eventFilter(watched, event)

    def put(self, value: Value) -> None:
        self._learn()
        self._choose(value or "")

    def _choose(self, code: str) -> None:
        index = self.combo.findData(code)
        if index < 0:  # a term no longer in use keeps its place in the records that hold it
            self.combo.addItem(self.spec.show(code, self.around.names), code)
            index = self.combo.count() - 1
        self.combo.setCurrentIndex(index)

    def raw(self) -> str:
        return str(self.combo.currentData() or "")

    def value(self) -> Value:
        return self.raw() or None

    def set_raw(self, text: str) -> None:
        self.put(text or None)


def options(names: Names, kind: str) -> list[tuple[str, str]]:
    """The terms to choose from: the register's, else those the program knows."""
    listed = list(names.options(kind))
    known = VOCABULARIES.get(kind)
    return listed or ([(code, tr(label)) for code, label in known.terms] if known else [])


class LinkEditor(Editor):
    """One record, or one term of a long vocabulary, found by typing a piece of it."""

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.code = ""
        self.picker = Picker(looker(around, kind_of(spec)), self)
        self.picker.installEventFilter(Selecting(self))
        self.picker.picked.connect(self._picked)
        self.picker.textEdited.connect(self._edited)
        self.picker.returnPressed.connect(self.leave)
        self.row.addWidget(self.picker, 1)
        self.take(self.picker)
        self.opener = QPushButton(self)
        self.opener.setProperty("role", "link")
        self.opener.setAutoDefault(False)
        self.opener.setText(tr(N_("Apri")))
        self.opener.setToolTip(tr(N_("Apri la scheda collegata")))
        self.opener.setAccessibleName(tr(N_("Apri la scheda: {field}")).format(field=tr(spec.label)))
        self.opener.clicked.connect(self._open)
        self.opener.hide()
        self.row.addWidget(self.opener)

    def put(self, value: Value) -> None:
        self.code = value or ""
        self.picker.setText(self.spec.show(value, self.around.names))
        self.picker.setCursorPosition(0)
        self.picker.setToolTip(tip(self.picker.text()))
        self._offer()

    def raw(self) -> str:
        return self.code or self.picker.text().strip()

    def set_raw(self, text: str) -> None:
        try:
            self.put(self.spec.parse(text, self.around.names))
        except Refused:
            self.code = ""
            self.picker.setText(text)
        self.changed.emit()

    def value(self) -> Value:
        return self.code or self.spec.parse(self.picker.text(), self.around.names)

    def lock(self, locked: bool) -> None:
        self.picker.setReadOnly(locked)
        self.picker.setProperty("locked", locked)

    def leave(self) -> None:
        self.picker.close_list()
        if not self.code and not self.reason and self.picker.text().strip():
            try:
                self.put(self.value())
            except Refused:
                super().leave()
                return
        super().leave()

    def _picked(self, code: str, _label: str) -> None:
        self.put(code)
        self.show_problem("")
        self.changed.emit()
        self.left.emit()

    def _edited(self, _text: str) -> None:
        self.code = ""
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        linked = isinstance(self.spec, Link) and self.around.open is not None
        self.opener.setVisible(linked and bool(self.code))

    def _open(self) -> None:
        if self.around.open and self.code:
            self.around.open(kind_of(self.spec), self.code)


class ManyEditor(Editor):
    """Several terms or records as chips, and a line that finds one more. Backspace takes the last away."""

    wide = True

    def __init__(self, spec: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(spec, around, parent)
        self.codes: list[str] = []
        self.frame = QWidget(self)
        self.chips = Flow(self.frame)
        self.picker = Picker(looker(around, kind_of(spec)), self)
        self.picker.setPlaceholderText(tr(N_("Aggiungi…")))
        self.picker.picked.connect(self._picked)
        self.picker.textEdited.connect(lambda _: self.changed.emit())
        self.picker.returnPressed.connect(self.leave)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.frame)
        column.addWidget(self.picker)
        self.row.addLayout(column, 1)
        self.take(self.picker)
        self._draw()

    def put(self, value: Value) -> None:
        self.codes = list(value or ())
        self.picker.clear()
        self._draw()

    def raw(self) -> str:
        return "; ".join([*self.codes, *filter(None, [self.picker.text().strip()])])

    def set_raw(self, text: str) -> None:
        try:
            self.put(self.spec.parse(text, self.around.names))
        except Refused:
            self.codes = []
            self._draw()
            self.picker.setText(text)
        self.changed.emit()

    def value(self) -> Value:
        if not self.touched:
            return self._given
        typed = self.spec.parse(self.picker.text(), self.around.names)
        return tuple(dict.fromkeys([*self.codes, *typed]))

    def lock(self, locked: bool) -> None:
        self.picker.setVisible(not locked)
        self._draw()

    def leave(self) -> None:
        self.picker.close_list()
        if not self.reason and self.picker.text().strip():
            try:
                value = self.value()
            except Refused:
                super().leave()
                return
            self.put(value)
            self.changed.emit()
        super().leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.picker:
            back = event.key() == Qt.Key.Key_Backspace and not self.picker.text()
            if back and self.codes and not self.reason:
                self.remove(self.codes[-1])
                return True
        return super().eventFilter(watched, event)

    def remove(self, code: str) -> None:
        """Take one away."""
        self.codes.remove(code)
        self._draw()
        self.picker.setFocus()
        self._said()

    def qualify(self, code: str, extra: str) -> None:
        """Say more about one link (`A16` → `A16:finanziatore`)."""
        bare = code.partition(":")[0]
        self.codes[self.codes.index(code)] = f"{bare}:{extra}" if extra else bare
        self._draw()
        self._said()

    def _picked(self, code: str, _label: str) -> None:
        self.picker.clear()
        if code not in (known.partition(":")[0] for known in self.codes):
            self.codes.append(code)
            self._draw()
        self._said()

    def _said(self) -> None:
        self.show_problem("")
        self.changed.emit()
        self.left.emit()

    def _draw(self) -> None:
        self.chips.clear()
        for code in self.codes:
            self.chips.addWidget(Chip(code, self))
        self.frame.setVisible(bool(self.codes))
        self.frame.updateGeometry()
        shown = self.spec.show(tuple(self.codes), self.around.names)
        self._entry.setAccessibleDescription(shown or self.reason or tr(N_("Nessuna voce")))


class Chip(QPushButton):
    """One of several: its menu opens it, says more about it, takes it away; Del takes it away at once."""

    def __init__(self, code: str, editor: ManyEditor) -> None:
        super().__init__(editor.frame)
        self.code, self.editor = code, editor
        self.setProperty("role", "chip")
        self.setText(editor.spec.show((code,), editor.around.names).replace("&", "&&"))
        self.setAccessibleName(self.text())
        self.setToolTip(tip(self.text()))
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """What can be done with this one."""
        menu = self.build_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def build_menu(self) -> QMenu:
        """The menu, not yet shown."""
        menu = QMenu(self)
        editor, spec = self.editor, self.editor.spec
        opener = editor.around.open
        if isinstance(spec, Links) and opener:
            bare = self.code.partition(":")[0]
            menu.addAction(tr(N_("Apri la scheda")), lambda: opener(spec.to, bare))
        if isinstance(spec, Links) and spec.qualifier and not editor.reason:
            self._add_qualifier(menu, spec.qualifier)
        if not editor.reason:
            menu.addSeparator()
            menu.addAction(tr(N_("Togli")), lambda: editor.remove(self.code))
        return menu

    def _add_qualifier(self, menu: QMenu, qualifier: Field) -> None:
        now = self.code.partition(":")[2]
        more = menu.addMenu(tr(qualifier.label))
        if isinstance(qualifier, Choice):
            for code, label in [("", tr(N_("Non indicato"))), *options(self.editor.around.names, qualifier.options)]:
                action = more.addAction(label, partial(self.editor.qualify, self.code, code))
                action.setCheckable(True)
                action.setChecked(code == now)
            return
        more.addAction(self._typed(more, qualifier, now))

    def _typed(self, menu: QMenu, qualifier: Field, now: str) -> QAction:
        from app.ui.kit.editors import editor_for  # noqa: PLC0415 - a chip may hold any kind, itself a kind

        inner = editor_for(qualifier, self.editor.around, menu)
        inner.set_value(qualifier.load(now or None))

        def done() -> None:
            if inner.touched and inner.check(whole=False):
                menu.close()
                self.editor.qualify(self.code, str(qualifier.dump(inner.value()) or ""))

        inner.left.connect(done)
        action = QWidgetAction(menu)
        action.setDefaultWidget(inner)
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.editor.reason:
            self.editor.remove(self.code)
            return
        super().keyPressEvent(event)
