"""Choosing what a decision changes: a record, a field, its new value; or the decision that it takes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain import patching
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Link
from app.ui.dialogs.answered import WaitingFor
from app.ui.kit.controls import Combo
from app.ui.kit.editor import Editor
from app.ui.kit.editors import editor_for
from app.ui.kit.tabbing import Dialog
from app.ui.screens.sitting.hands import Deed, Hands
from app.ui.screens.sitting.parts import label
from app.ui.theme import theme
from app.usecases import patches, register


class _Asking(Dialog):
    """A dialog about one decision: what it hands over is carried out, and it stays until it is taken."""

    def __init__(self, hands: Hands, decision: Snapshot, title: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.hands, self.decision = hands, decision
        self.column = QVBoxLayout(self)
        self.column.setSpacing(theme().px(0.35))
        self.problem = label("", "problem", self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.box = QDialogButtonBox(self)
        self.go_button = self.box.addButton(word, QDialogButtonBox.ButtonRole.AcceptRole)
        self.box.addButton(tr(N_("Non ora")), QDialogButtonBox.ButtonRole.RejectRole)
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self.waiting = WaitingFor(self, self.say)
        self.waiting.button = self.go_button

    def say(self, sentence: str) -> None:
        """Say what is wrong, in the dialog."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def put(self, words: str, widget: QWidget, entry: QWidget | None = None) -> QLabel:
        """A widget with its label above it."""
        name = label(words, "label", self)
        name.setBuddy(entry or widget)
        self.column.addWidget(name)
        self.column.addWidget(widget)
        return name

    def link(self, words: str, to: str) -> Editor:
        """An editor that finds a record of a kind."""
        spec = Link(words, to=to, required=True)
        spec.name = "record"
        return editor_for(spec, self.hands.around, self)

    def carry_out(self, deed: Deed, sentence: str) -> None:
        """Hand a deed over; the dialog closes when the register has taken it."""
        desk = self.hands.desk
        self.waiting.wait(
            desk.runner.run(lambda _: deed(desk.store), lambda changes: desk.done(changes, sentence), self._told,
                            owner=self.hands)
        )  # fmt: skip

    def _told(self, _error: object) -> None:
        """The dialog says it itself (`WaitingFor`)."""

    def reject(self) -> None:
        if not self.waiting.leave():
            super().reject()


class ChangeDialog(_Asking):
    """«Cambia una scheda»: which, what of it, and what it will say."""

    def __init__(self, hands: Hands, decision: Snapshot, linked: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        title = tr(N_("Cambia una scheda del registro"))
        super().__init__(hands, decision, title, tr(N_("Scrivi la modifica")), parent)
        self.target: Snapshot | None = None
        self.record: Editor | None = None
        self.value: Editor | None = None
        self.kind = Combo(self)
        for one in patching.kinds():
            self.kind.addItem(tr(one.label), one.name)
        self.put(tr(N_("Tipo di scheda")), self.kind)
        self.record_name = label(tr(N_("Scheda")), "label", self)
        self.column.addWidget(self.record_name)
        self.field = Combo(self)
        self.put(tr(N_("Campo")), self.field)
        self.before = label("", "muted", self)
        self.before.setWordWrap(True)
        self.column.addWidget(self.before)
        self.value_name = label(tr(N_("Nuovo valore")), "label", self)
        self.column.addWidget(self.value_name)
        for widget in (self.problem, self.box):
            self.column.addWidget(widget)
        self.kind.currentIndexChanged.connect(lambda _: self._to_kind())
        self.field.currentIndexChanged.connect(lambda _: self._to_field())
        self.resize(theme().px(34), theme().px(24))
        self._begin(linked)

    def _begin(self, linked: tuple[tuple[str, str], ...]) -> None:
        entity, code = linked[0] if linked else ("project", "")
        self.kind.setCurrentIndex(max(0, self.kind.findData(entity)))
        self._to_kind()
        if code and self.record is not None:
            self.record.set_value(code)
            self._to_record()

    def _to_kind(self) -> None:
        if self.record is not None:
            self.column.removeWidget(self.record)
            self.record.deleteLater()
        self.record = self.link(tr(N_("Scheda")), str(self.kind.currentData()))
        self.record_name.setBuddy(self.record.entry)
        self.column.insertWidget(self.column.indexOf(self.record_name) + 1, self.record)
        self.record.changed.connect(self._to_record)
        self._show(None)

    def _to_record(self) -> None:
        """The record chosen, as it is today."""
        entity = str(self.kind.currentData())
        code = self._chosen()
        if not code:
            self._show(None)
            return
        store = self.hands.desk.store
        self.hands.desk.runner.run(
            lambda _: register.named(store, entity, code), self._show, lambda error: self.say(str(error)), owner=self
        )

    def _chosen(self) -> str:
        try:
            return str(self.record.value() or "") if self.record is not None else ""
        except Refused:
            return ""

    def _show(self, target: Snapshot | None) -> None:
        self.target = target
        self.say("")
        was = self.field.currentData()
        blocked = self.field.blockSignals(True)
        self.field.clear()
        for spec in patching.fields_of(ENTITIES[target.entity]) if target is not None else ():
            self.field.addItem(tr(spec.label), spec.name)
        first = self.field.findData(was) if was else self.field.findData("status")
        self.field.setCurrentIndex(max(0, first) if target is not None else -1)
        self.field.blockSignals(blocked)
        self.field.setEnabled(target is not None)
        self._to_field()

    def _to_field(self) -> None:
        if self.value is not None:
            self.column.removeWidget(self.value)
            self.value.hide()
            self.value.deleteLater()
            self.value = None
        name = self.field.currentData()
        self.before.setText("")
        self.go_button.setEnabled(bool(name))
        if self.target is None or not name:
            return
        spec = ENTITIES[self.target.entity].fields[str(name)]
        self.value = editor_for(spec, self.hands.around, self)
        self.value.set_value(self.target[spec.name])
        self.value_name.setBuddy(self.value.entry)
        self.column.insertWidget(self.column.indexOf(self.value_name) + 1, self.value)
        self.value.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        """Prima → dopo, as one types."""
        if self.target is None or self.value is None:
            return
        spec, names = self.value.spec, self.hands.around.names
        try:
            after = spec.show(self.value.value(), names) or "–"
        except Refused:
            after = "…"
        words = tr(N_("Prima: {before} → dopo: {after}"))
        self.before.setText(words.format(before=spec.show(self.target[spec.name], names) or "–", after=after))

    def accept(self) -> None:
        """Write the line on the decision."""
        if self.target is None or self.value is None or self.waiting.going or not self.value.check():
            return
        target, name, value, code = self.target, self.value.spec.name, self.value.value(), self.decision.code
        if not self.value.touched:
            self.say(tr(N_("Il nuovo valore è quello di oggi: scrivete quello deciso.")))
            return
        self.carry_out(
            lambda store: patches.draft(store, code, target.entity, target.code, {name: value}),
            tr(N_("La modifica è scritta sulla decisione; il registro non è ancora cambiato.")),
        )


class RevokeDialog(_Asking):
    """«Revoca una decisione»: which one; what it had changed is proposed the other way round."""

    def __init__(self, hands: Hands, decision: Snapshot, parent: QWidget) -> None:
        super().__init__(hands, decision, tr(N_("Revoca una decisione")), tr(N_("Proponi la revoca")), parent)
        words = label(tr(N_("Quando il punto è approvato, la decisione scelta non è più in vigore e il registro torna "
                            "com'era prima di essa.")), "muted", self)  # fmt: skip
        words.setWordWrap(True)
        self.column.addWidget(words)
        self.other = self.link(tr(N_("Decisione")), "decision")
        self.put(tr(N_("Decisione da revocare")), self.other, self.other.entry)
        self.column.addStretch(1)
        for widget in (self.problem, self.box):
            self.column.addWidget(widget)
        self.resize(theme().px(32), theme().px(13))

    def accept(self) -> None:
        """Make this decision the one that revokes the other."""
        if self.waiting.going or not self.other.check():
            return
        of, code = str(self.other.value()), self.decision.code
        self.carry_out(lambda store: patches.revoke(store, code, of),
                       tr(N_("La revoca è proposta: ha effetto quando il punto è approvato.")))  # fmt: skip
