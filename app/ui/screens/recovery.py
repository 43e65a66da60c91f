"""At the start: what had been typed and not saved, field by field, to bring back or throw away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core import locale
from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.domain.entities import ENTITIES
from app.domain.entity import Snapshot
from app.domain.fields import Field, Names
from app.ui.desk import Desk, Store
from app.ui.drafts import Draft
from app.ui.kit.editor import muted
from app.ui.kit.page_header import button
from app.ui.kit.plain import plain
from app.ui.kit.tabbing import Dialog
from app.ui.screens.around import journal_of
from app.ui.screens.parts import NewRecord
from app.ui.screens.record_form import RETURNING
from app.ui.theme import theme
from app.usecases import register


@dataclass(frozen=True)
class Found:
    """A draft beside the record it is about; `diff` holds (label, what is saved, what was typed)."""

    draft: Draft
    title: str
    code: str  # the record's, by now; the item's, of what was begun under one; empty when there is neither
    diff: Sequence[tuple[str, str, str]]
    moved: bool  # somebody saved the record since


def found(store: Store, drafts: Sequence[Draft]) -> list[Found]:
    """The drafts with what the register says now; drafts of records that are gone show what was typed only."""
    names = register.names(store)
    return [_found(store, draft, names) for draft in drafts if draft.entity in ENTITIES]


def _found(store: Store, draft: Draft, names: Names) -> Found:
    kind = ENTITIES[draft.entity]
    typed_now = [
        (tr(kind.fields[name].label), "–", typed(kind.fields[name], text, names))
        for name, text in draft.typed.items() if name in kind.fields
    ]  # fmt: skip
    if draft.record == 0:
        words = tr(N_("Nuova scheda: {kind}")).format(kind=tr(kind.label))
        return Found(draft, f"{words} · {draft.under}" if draft.under else words, draft.under, typed_now, False)
    now = register.numbered(store, draft.entity, draft.record)
    if now is None:
        gone = tr(N_("{code}, che non è più nel registro")).format(code=draft.code)
        return Found(draft, gone, "", typed_now, True)
    diff = [
        (tr(kind.fields[name].label), kind.fields[name].show(now[name], names) or "–",
         typed(kind.fields[name], text, names))
        for name, text in draft.typed.items() if name in kind.fields
    ]  # fmt: skip
    return Found(draft, kind.named(now.values, names), now.code, diff, now.version != draft.version)


def typed(spec: Field, text: str, names: Names) -> str:
    """What had been typed, as the register would show it; as it was typed, when it cannot be read."""
    try:
        return spec.show(spec.parse(text, names), names) or "–"
    except Refused:
        return text


class Recovery(Dialog):
    """The drafts of the last time. «Ripristina» opens the record with what was typed in it.

    Signals:
        restored(str, str): the record whose draft is wanted back.
    """

    restored = Signal(str, str)

    def __init__(self, desk: Desk, items: Sequence[Found], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.items = desk, list(items)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Bozze non salvate")))
        self.head = plain("", self)
        self.head.setWordWrap(True)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        box = QDialogButtonBox(self)
        later = box.addButton(tr(N_("Più tardi")), QDialogButtonBox.ButtonRole.RejectRole)
        later.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(box)
        self.resize(theme().px(48), theme().px(30))
        self._draw()

    def _draw(self) -> None:
        self.head.setText(trn(
            "L'ultima volta è rimasta {n} scheda scritta e non salvata. È conservata su questo computer.",
            "L'ultima volta sono rimaste {n} schede scritte e non salvate. Sono conservate su questo computer.",
            len(self.items)))  # fmt: skip
        inside = QWidget(self.area)
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        for item in self.items:
            column.addWidget(self._card(inside, item))
        column.addStretch(1)
        self.area.setWidget(inside)

    def _card(self, inside: QWidget, item: Found) -> QFrame:
        card = QFrame(inside)
        card.setProperty("role", "panel")
        column = QVBoxLayout(card)
        title = plain(item.title, card)
        title.setProperty("role", "section")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        column.addWidget(title)
        words = tr(N_("scritta il {moment}")).format(moment=locale.moment(item.draft.when))
        if item.moved:
            words += " · " + tr(N_("nel frattempo la scheda è stata modificata"))
        column.addWidget(muted(words, card))
        for label, saved, text in item.diff:
            line = plain(f"{label}: {_short(saved)} → {_short(text)}", card)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setWordWrap(True)
            column.addWidget(line)
        row = QHBoxLayout()
        for words, deed in ((tr(N_("Ripristina")), self.restore), (tr(N_("Scarta")), self.discard)):
            one = button(words, parent=card)
            one.setAutoDefault(False)
            one.setAccessibleName(f"{words}: {item.title}")
            one.clicked.connect(lambda _=False, deed=deed: deed(item))
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def restore(self, item: Found) -> None:
        """Open the record, or the form of a new one, with what had been typed in it."""
        draft = item.draft
        if draft.record:
            RETURNING.add((draft.entity, draft.record))
            self.restored.emit(draft.entity, item.code or draft.code)
        elif draft.under:
            self.restored.emit("agenda_item", draft.under)  # where it was begun it comes back by itself
        else:
            NewRecord.again(self.desk, draft, self.parentWidget()).open()
        self._settle(item)

    def discard(self, item: Found) -> None:
        """Forget a draft."""
        journal_of(self.desk).drop(item.draft.entity, item.draft.record, item.draft.code)
        self._settle(item)

    def _settle(self, item: Found) -> None:
        self.items.remove(item)
        if self.items:
            self._draw()
        else:
            self.accept()


def offer_drafts(desk: Desk, parent: QWidget) -> None:
    """Look for drafts of this register, and offer them; nothing happens when there are none."""
    drafts = journal_of(desk).all()
    if not drafts:
        return

    def show(items: Sequence[Found]) -> None:
        if not items:
            return  # of a kind of record this program does not know
        dialog = Recovery(desk, items, parent)
        dialog.restored.connect(desk.open)
        dialog.open()

    store = desk.store
    desk.runner.run(lambda _: found(store, drafts), show, desk.messages.error, owner=parent)


def resume(desk: Desk, draft: Draft, parent: QWidget, ended: Callable[[], object]) -> None:
    """Go where a draft was typed: its record's page offers it, the form of a new record opens with it in.

    `ended` is called when that form is closed: the draft is there no more, or is another one.
    """
    if draft.under:
        desk.open("agenda_item", draft.under)
    elif not draft.record:
        dialog = NewRecord.again(desk, draft, parent)
        dialog.finished.connect(lambda _: ended())
        dialog.open()
    else:

        def show(now: Snapshot | None) -> None:
            if now is not None:
                desk.open(now.entity, now.code)
                return
            words = N_("{code} non è più nel registro: quello che avevate scritto resta tra le bozze.")
            desk.messages.say(tr(words).format(code=draft.code), "warning")

        store = desk.store
        desk.runner.run(lambda _: register.numbered(store, draft.entity, draft.record), show, owner=parent)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"
