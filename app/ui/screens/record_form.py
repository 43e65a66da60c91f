"""The form of a record that is in the register: shown, written, saved; conflicts and drafts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core import clock, locale
from app.core.errors import AppError, Refused, Stale, Unreachable
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.fields import Value
from app.domain.vocabularies import VOCABULARIES
from app.ui.colleagues import sentence
from app.ui.desk import Desk
from app.ui.drafts import Draft, Keeper
from app.ui.kit.conflict import Compare, ConflictBar
from app.ui.kit.form import Form
from app.ui.kit.plain import plain
from app.ui.messages import announce
from app.ui.screens.around import around_of, journal_of
from app.ui.screens.layouts import layout
from app.ui.screens.reading import Reading
from app.ui.screens.record_sent import Sent, keep_rest
from app.ui.theme import theme
from app.usecases import register

RETURNING: set[tuple[str, int]] = set()
"""Records whose draft a person has already asked back: their page restores it without asking again."""


class DraftBar(QFrame):
    """«Qui c'è una bozza non salvata»: bring it back, or throw it away."""

    restore_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(0.8), theme().px(0.4), theme().px(0.6), theme().px(0.4))
        self.words = plain("", self)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        for words, signal in ((N_("Ripristina"), self.restore_wanted), (N_("Scarta"), self.discard_wanted)):
            button = QPushButton(tr(words), self)
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()

    def tell(self, draft: Draft, entity: type[Entity]) -> None:
        """Say what had been typed, and when."""
        labels = ", ".join(tr(entity.fields[name].label) for name in draft.typed if name in entity.fields)
        self.words.setText(tr(N_("Qui c'è una bozza non salvata del {moment}: {fields}.")).format(
            moment=locale.moment(draft.when), fields=labels))  # fmt: skip
        self.show()


class RecordForm(QWidget):
    """One record, to write.

    Signals:
        saved(Changes): the register has what was typed.
        dirty_changed(bool): whether something is typed and not saved.
    """

    saved = Signal(object)
    dirty_changed = Signal(bool)

    def __init__(self, desk: Desk, entity: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.entity = desk, entity
        self.snapshot: Snapshot | None = None
        self._theirs: Snapshot | None = None
        self._draft: Draft | None = None
        self._out: dict[int, Sent] = {}  # by record: its save on its way
        self._showing = 0  # how often another record came here
        self.form = Form(entity, around_of(desk, self), layout(entity), self)
        self.conflict, self.draft_bar = ConflictBar(self), DraftBar(self)
        self.keeper = Keeper(journal_of(desk), self._typed, self)
        self.form.changed.connect(self._on_change)
        self.form.left.connect(self._on_left)
        self.conflict.compare_wanted.connect(self.compare)
        self.draft_bar.restore_wanted.connect(self.restore_draft)
        self.draft_bar.discard_wanted.connect(self.discard_draft)
        self.beside = plain("", self)
        self.beside.setProperty("role", "info")
        self.beside.hide()
        desk.colleagues.changed.connect(self._show_colleagues)
        self.dirty_changed.connect(self._tell_colleagues)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(0.5), 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self.area)
        inside.setProperty("role", "plain")
        box = QVBoxLayout(inside)
        box.setContentsMargins(theme().px(0.2), 0, theme().px(0.9), theme().px(0.6))
        box.addWidget(self.form)
        self.area.setWidget(inside)
        for widget in (self.beside, self.conflict, self.draft_bar):
            column.addWidget(widget)
        column.addWidget(self.area, 1)

    # ------------------------------------------------------------ showing

    def show_reading(self, reading: Reading) -> None:
        """Show a record; what was typed in the one before is kept as its draft."""
        self.put_away()
        snapshot, record = reading.snapshot, reading.record
        again = self.snapshot is not None and self.snapshot.id == snapshot.id
        self._showing += not again
        self.snapshot, self._theirs = snapshot, None
        self.conflict.hide()
        self.form.show_values(snapshot.values, reading.locked, again=again)
        self.form.show_problems(record.doubts, doubt=True)
        self._show_missing(record.missing)
        self._offer(self.keeper.journal.find(self.entity.name, snapshot.id))
        self.dirty_changed.emit(False)
        self._show_colleagues()
        if (self.entity.name, snapshot.id) in RETURNING:
            RETURNING.discard((self.entity.name, snapshot.id))
            self.restore_draft()

    def _show_missing(self, names: tuple[str, ...]) -> None:
        for name in names:
            if name in self.form.editors:
                state = _state(self.entity, self.entity.fields[name].required_from or "")
                words = tr(N_("Da completare: serve dallo stato «{state}».")).format(state=state)
                self.form.editors[name].show_problem(words, doubt=True)

    def renew(self, reading: Reading, who: str = "") -> None:
        """A newer version is in the register: show it, but never over what is being written."""
        before, now = self.snapshot, reading.snapshot
        if before is None or before.id != now.id or not self.form.dirty:
            self.show_reading(reading)
            return
        if now.version < before.version:
            return  # read before the last save, answered after it
        mine = self._out[now.id].values if now.id in self._out else {}
        known = {**before.values, **mine}
        theirs = {name for name in self.entity.fields
                  if now.values.get(name) not in (before.values.get(name), known.get(name))}  # fmt: skip
        if theirs & set(self.form.typed()):
            self._theirs = now
            self.conflict.tell(who, clock.now())
        else:
            self.snapshot = now
            self.form.renew(now.values)

    def put_away(self) -> None:
        """Leave the record: what is typed is kept as a draft, what was taken back is none; nothing blocks."""
        if self.snapshot is not None and (self.form.dirty or self.keeper.timer.isActive()):
            self.keeper.keep_now()
        self._tell_colleagues(False)

    # ------------------------------------------------------------ colleagues

    def _tell_colleagues(self, dirty: bool) -> None:
        """Others see that something is being written here, and no longer."""
        if self.snapshot is not None:
            here = self.desk.colleagues
            (here.write_in if dirty else here.rest)(self.entity.name, self.snapshot.id)

    def _show_colleagues(self) -> None:
        """Who else is writing in this record."""
        one = self.snapshot
        names = self.desk.colleagues.in_cell(self.entity.name, one.id, "") if one else ""
        self.beside.setVisible(bool(names))
        if names and self.beside.text() != (words := f"{sentence(names)}."):
            self.beside.setText(words)
            announce(self.beside, words)

    # ------------------------------------------------------------ drafts

    def _typed(self) -> tuple[str, int, str, int, Mapping[str, str]] | None:
        one, offered = self.snapshot, self._draft
        if one is None:
            return None
        kept = offered.typed if offered is not None else {}  # offered and not yet answered: it stays
        version = offered.version if offered is not None else one.version
        return self.entity.name, one.id, one.code, version, {**kept, **self.form.typed()}

    def _on_change(self) -> None:
        """A key: whether a long text is again what it was is asked when the field is left, not at each key."""
        self.keeper.touched()
        self.dirty_changed.emit(self.form.stirred)

    def _on_left(self) -> None:
        if self.keeper.timer.isActive():
            self.keeper.keep_now()
            self.dirty_changed.emit(self.form.dirty)

    def _offer(self, draft: Draft | None) -> None:
        """Offer a draft, or none."""
        self._draft = draft
        self.draft_bar.setVisible(draft is not None)
        if draft is not None:
            self.draft_bar.tell(draft, self.entity)

    def restore_draft(self) -> None:
        """Put the draft back into the form."""
        if self._draft is not None:
            draft, self._draft = self._draft, None
            self.form.type_again(draft.typed)
            self.form.check()
        self.draft_bar.hide()

    def discard_draft(self) -> None:
        """Forget the draft."""
        self._offer(None)
        self.keeper.keep_now()  # what is typed beside it stays

    # ------------------------------------------------------------ saving

    def save(self) -> None:
        """Write what is typed; with nothing typed, say that everything is saved."""
        if self.snapshot is None:
            return
        if self.snapshot.id in self._out:
            self._out[self.snapshot.id].again = True
            return
        if not self.form.dirty:
            self.desk.messages.done(_saved_at())
            return
        if self._theirs is not None:
            self.compare()
            return
        if self.form.check():
            self._write(self.snapshot.version, self.form.changes())

    def _write(self, version: int, values: Mapping[str, Value]) -> None:
        one, store, entity = self.snapshot, self.desk.store, self.entity.name
        if one is None:
            return
        self.keeper.keep_now()
        sent = self._out[one.id] = Sent(one, self.form.typed(), values, self._showing)

        def work(_: Progress) -> Changes:
            try:
                return register.edit(store, entity, one.id, version, values)
            except AppError:
                raise
            except Exception:  # a bug answers nobody: the form must not wait for it
                self._out.pop(one.id, None)
                raise

        self.desk.runner.run(work, partial(self._done, sent), partial(self._failed, sent), owner=self)

    def _done(self, sent: Sent, changes: Changes) -> None:
        del self._out[sent.record.id]
        fresh = changes.touched.get((self.entity.name, sent.record.id)) or sent.record
        here = self.snapshot is not None and self.snapshot.id == fresh.id
        if here:
            self._settle(sent, fresh)
        else:
            keep_rest(self.keeper.journal, sent, fresh)
        self.desk.done(changes, _saved_at())
        self.saved.emit(changes)
        if here and sent.again and self.form.dirty:
            self.save()

    def _settle(self, sent: Sent, fresh: Snapshot) -> None:
        """What was sent is in the register; what was typed since stays on the screen, and in the journal."""
        self.snapshot, self._theirs = fresh, None
        self.form.settle(fresh.values, sent.texts, meant=sent.showing == self._showing)
        left = {name: text for name, text in self._draft.typed.items() if name not in sent.texts} if self._draft else {}
        self._offer(replace(self._draft, typed=left) if self._draft and left else None)
        self.keeper.keep_now()
        self.conflict.hide()
        self.dirty_changed.emit(self.form.dirty)

    def _failed(self, sent: Sent, error: AppError) -> None:
        del self._out[sent.record.id]
        here = self.snapshot is not None and self.snapshot.id == sent.record.id
        if not here or (sent.showing != self._showing and not self.form.dirty):
            words = N_("{code}: {why} Quello che avevate scritto è conservato: si ripristina riaprendo la scheda.")
            self.desk.messages.say(tr(words).format(code=sent.record.code, why=error), "warning", stays=True)
            return
        if isinstance(error, Stale) and isinstance(error.theirs, Snapshot):
            self._theirs = error.theirs
            self.conflict.tell(error.who, error.at)
            return
        elsewhere = self.form.show_problems(error.problems)
        self.form.focus_problem()
        if not isinstance(error, Refused) or elsewhere or not error.problems:
            self.desk.messages.error(error)
        if isinstance(error, Unreachable):
            self.keeper.keep_now()

    # ------------------------------------------------------------ conflicts

    def compare(self) -> Compare | None:
        """Mine, theirs, before: choose field by field, then save the result."""
        if self.snapshot is None or self._theirs is None:
            return None
        try:
            mine = self.form.changes()
        except Refused:
            self.form.check()
            return None
        seen = self._theirs
        dialog = Compare(self.entity, self.desk.names, self.snapshot.values, mine, seen.values, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._resolve(dialog.result(), seen))
        dialog.open()
        return dialog

    def _resolve(self, result: Mapping[str, Value], seen: Snapshot) -> None:
        """Write over the version that was `seen` and no other; a newer one is refused, and compared in its turn."""
        if self.snapshot is None or self.snapshot.id != seen.id:
            return
        if result:
            self._write(seen.version, result)
            return
        self.snapshot, self._theirs = self._theirs or seen, None
        self.form.accept(self.snapshot.values)
        self.keeper.keep_now()
        self.conflict.hide()
        self.dirty_changed.emit(False)


def _saved_at() -> str:
    return tr(N_("Salvato alle {time}")).format(time=locale.hour(clock.local(clock.now()).time()))


def _state(entity: type[Entity], code: str) -> str:
    """A state in words."""
    options = str(getattr(entity.fields.get("status"), "options", ""))
    known = VOCABULARIES.get(options)
    return tr(known.label(code)) if known else code
