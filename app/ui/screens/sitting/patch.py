"""What a decision changes in the register, beside it: prima → dopo, what became of it, and what may be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_, tr
from app.domain.entity import Snapshot
from app.domain.patching import Line, Now
from app.domain.permissions import Can
from app.ui.icons import icon
from app.ui.kit.plain import tip
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.parts import button, label
from app.ui.screens.sitting.patch_dialogs import ChangeDialog, RevokeDialog
from app.ui.theme import theme
from app.usecases import patches
from app.usecases.patches import Outlook, Row

_WAITS = N_("Si applica quando il punto è approvato.")
_SAID = {
    "applicata": N_("Il registro è stato modificato. Si torna indietro solo con un'altra decisione, che la revoca."),
    "non_applicata": N_("Il registro non è stato modificato: resta traccia di quanto era stato proposto."),
}


class PatchPart(QWidget):
    """«Modifica del registro» of one decision; nothing to see until the decision is written."""

    def __init__(self, hands: Hands, parent: QWidget) -> None:
        super().__init__(parent)
        self.hands = hands
        self.decision: Snapshot | None = None
        self.outlook: Outlook | None = None
        self._locked = ""
        self._linked: tuple[tuple[str, str], ...] = ()
        self._table: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme().px(0.4), 0, 0)
        self.column.setSpacing(theme().px(0.3))
        self._make_head()
        self._make_warning()
        self.hide()

    def _make_head(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Modifica del registro")), "section", self))
        self.state = label("", "muted", self)
        head.addWidget(self.state)
        head.addStretch(1)
        self.revoke_button = button(tr(N_("Revoca una decisione")), "arrow-u-up-left", self.revoke, "link", self)
        self.add_button = button(tr(N_("Cambia una scheda")), "plus", self.add, "link", self)
        for one in (self.revoke_button, self.add_button):
            head.addWidget(one)
        self.column.addLayout(head)
        self.told = label("", "muted", self)
        self.told.setWordWrap(True)
        self.column.addWidget(self.told)

    def _make_warning(self) -> None:
        self.warning = QFrame(self)
        self.warning.setProperty("role", "warning")
        row = QHBoxLayout(self.warning)
        row.setContentsMargins(theme().px(0.7), theme().px(0.3), theme().px(0.4), theme().px(0.3))
        self.why = label("", "", self.warning)
        self.why.setWordWrap(True)
        row.addWidget(self.why, 1)
        self.apply_button = button(tr(N_("Applica")), "check", self.apply, "link", self.warning)
        self.leave_button = button(tr(N_("Lascia il registro com'è")), "x", self.leave, "link", self.warning)
        for one in (self.apply_button, self.leave_button):
            row.addWidget(one)
        self.column.addWidget(self.warning)

    # ------------------------------------------------------------ showing

    def show_decision(self, decision: Snapshot | None, linked: tuple[tuple[str, str], ...], locked: str) -> None:
        """Show the patch of a decision. `linked` are the records of its item, the likeliest to be changed."""
        other = decision is None or self.decision is None or decision.id != self.decision.id
        self.decision, self._linked, self._locked = decision, linked, locked
        if other:
            self._show(None)
        self.setVisible(decision is not None and (not locked or bool(decision["patch"] or decision["revokes"])))
        if decision is None:
            return
        if not decision["patch"]:
            self._show(Outlook(decision, ()))
            return
        code = decision.code
        self.hands.desk.runner.run(
            lambda _: patches.outlook(self.hands.desk.store, code),
            lambda found: self._answered(code, found), self.hands.told, owner=self,
        )  # fmt: skip

    def _answered(self, code: str, found: Outlook) -> None:
        if self.decision is not None and self.decision.code == code:
            self._show(found)

    def _show(self, found: Outlook | None) -> None:
        self.outlook = found
        state, names = found.state if found else "", self.hands.around.names
        self.state.setText(names.label("patch_state", state) if state else "")
        self.told.setText(self._words(found))
        self.told.setVisible(bool(self.told.text()))
        writable = found is not None and state != "applicata" and not self._locked
        self.add_button.setVisible(writable)
        self.revoke_button.setVisible(writable and found is not None and not found.rows)
        self._show_warning(found)
        self._show_rows(found.rows if found else (), writable=writable)

    def _words(self, found: Outlook | None) -> str:
        if found is None:
            return ""
        revoked = found.decision["revokes"]
        told = [tr(N_("Revoca la decisione {code}.")).format(code=revoked)] if revoked else []
        if found.state == "bozza" and not found.taken:
            told.append(tr(_WAITS))
        elif found.state in _SAID:
            told.append(tr(_SAID[found.state]))
        return " ".join(told)

    def _show_warning(self, found: Outlook | None) -> None:
        """The decision is taken, and its patch is not applied: what is in the way, and the two ways on."""
        due = found is not None and found.taken and found.state in ("bozza", "da_rivedere") and bool(found.rows)
        self.warning.setVisible(due)
        if not due or found is None:
            return
        moved = bool(found.moved)
        self.why.setText(found.why or tr(N_("La decisione è adottata e la modifica è pronta.")))
        self.apply_button.setText(tr(N_("Applica comunque")) if moved else tr(N_("Applica")))
        gone = any(row.compared.state is Now.GONE for row in found.moved)
        self.apply_button.setEnabled(not gone and (moved or not found.why))
        allowed = not self.hands_tied
        self.apply_button.setVisible(allowed)
        self.leave_button.setVisible(allowed)

    @property
    def hands_tied(self) -> bool:
        """Whether this person may only look: after the minutes are final a choice may still be due."""
        return not self.hands.desk.person.may(Can.DECIDE)

    def _show_rows(self, rows: tuple[Row, ...], *, writable: bool) -> None:
        if self._table is not None:
            self.column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = self._make_table(rows, writable=writable) if rows else None
        if self._table is not None:
            self.column.addWidget(self._table)
            self._table.show()

    def _make_table(self, rows: tuple[Row, ...], *, writable: bool) -> QWidget:
        table = QWidget(self)
        table.setAccessibleName(tr(N_("Prima e dopo")))
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(0.8))
        grid.setVerticalSpacing(theme().px(0.25))
        for at, (word, share) in enumerate(((N_("Scheda"), 3), (N_("Campo"), 2), (N_("Prima"), 3), (N_("Dopo"), 3))):
            grid.addWidget(label(tr(word), "label", table), 0, at)
            grid.setColumnStretch(at, share)
        for at, row in enumerate(rows, 1):
            self._put(grid, at, row, table, writable=writable)
        return table

    def _put(self, grid: QGridLayout, at: int, row: Row, table: QWidget, *, writable: bool) -> None:
        shown = row.shown
        before = shown.before
        if shown.now:
            before = tr(N_("{before} (ora: {now})")).format(before=before, now=shown.now)
        if row.compared.state is Now.GONE:
            before = tr(N_("{before} (la scheda non c'è più)")).format(before=before)
        for column, words in enumerate((shown.record, shown.field, before, f"→ {shown.after}")):
            one = label(words, "", table)
            one.setWordWrap(True)
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if column == 0:
                one.setAccessibleDescription(shown.sentence)
            _bold(one, on=column == 3)
            grid.addWidget(one, at, column, Qt.AlignmentFlag.AlignTop)
        if writable:
            grid.addWidget(self._dropper(row.compared.line, shown.sentence, table), at, 4, Qt.AlignmentFlag.AlignTop)

    def _dropper(self, line: Line, sentence: str, parent: QWidget) -> QToolButton:
        made = QToolButton(parent)
        made.setIcon(icon("x"))
        made.setAutoRaise(True)
        words = tr(N_("Togli la modifica: {sentence}")).format(sentence=sentence)
        made.setToolTip(tip(words))
        made.setAccessibleName(words)
        made.clicked.connect(lambda: self.drop(line))
        return made

    # ------------------------------------------------------------ doing

    def add(self) -> None:
        """Choose a record, a field and its new value."""
        if self.decision is not None:
            ChangeDialog(self.hands, self.decision, self._linked, self.window()).open()

    def revoke(self) -> None:
        """Choose a decision in force that this one takes back."""
        if self.decision is not None:
            RevokeDialog(self.hands, self.decision, self.window()).open()

    def drop(self, line: Line) -> None:
        """Take a line out."""
        if self.decision is not None:
            code = self.decision.code
            self.hands.act(lambda store: patches.drop(store, code, *line.where), tr(N_("Modifica tolta.")))

    def apply(self) -> None:
        """Apply what was decided, over the values that are on the screen."""
        if self.decision is not None and self.outlook is not None:
            code, moved = self.decision.code, self.outlook.moved
            seen = {row.compared.line.where: row.compared.now for row in moved}
            self.hands.act(lambda store: patches.apply(store, code, seen), tr(N_("Il registro è stato modificato.")))

    def leave(self) -> None:
        """Leave the register as it is."""
        if self.decision is not None:
            code = self.decision.code
            self.hands.act(lambda store: patches.leave(store, code), tr(N_("Il registro resta com'è.")))


def _bold(one: QLabel, *, on: bool) -> None:
    if on:
        font = one.font()
        font.setBold(True)
        one.setFont(font)
