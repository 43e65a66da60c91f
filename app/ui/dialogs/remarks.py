"""The remarks on minutes sent round, each beside its paragraph: made by members, accepted or not by the secretary."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.core import locale
from app.core.errors import AppError
from app.core.i18n import N_, tr, trn
from app.domain.decisions import MinutesObservation
from app.domain.entity import Snapshot
from app.domain.fields import Value
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.kit.tabbing import Dialog
from app.ui.kit.two_lines import Entry, EntryList
from app.ui.runner import Job
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.parts import button, label, panel, section
from app.ui.theme import theme
from app.usecases import remarks
from app.usecases.remarks import Round

_SHOWN = 160
"""So many characters of a paragraph in the list; the whole of it is beside."""


class Remarks(Dialog):
    """Paragraphs at the left, what was remarked on the chosen one at the right."""

    def __init__(self, desk: Desk, hands: Hands, meeting: str, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Osservazioni al verbale n. {number}")).format(number=number))
        self.desk, self.hands, self.meeting = desk, hands, meeting
        self.now: Round | None = None
        column = QVBoxLayout(self)
        self.note = label("", "muted", self)
        self.note.setWordWrap(True)
        column.addWidget(self.note)
        row = QHBoxLayout()
        self.list = EntryList(tr(N_("Paragrafi del verbale")), self)
        self.list.chosen.connect(lambda _: self._show_chosen())
        row.addWidget(self.list, 1)
        row.addLayout(self._right(), 1)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        room = self.screen().availableGeometry()
        self.resize(min(theme().px(66), room.width()), min(theme().px(42), room.height() - theme().px(3)))
        self.read()

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        inside = QWidget(self)
        inside.setProperty("role", "plain")
        self.found = QVBoxLayout(inside)
        self.found.setContentsMargins(0, 0, theme().px(0.4), 0)
        scroll = QScrollArea(self)
        scroll.setAccessibleName(tr(N_("Osservazioni")))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        self.problem = label("", "problem", self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        return column

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(tr(N_("Chiudi")), "x", self.reject, "", self))
        row.addStretch(1)
        self.add = button(tr(N_("Osserva su questo paragrafo…")), "chat-text", self.remark, "primary", self)
        row.addWidget(self.add)
        return row

    # ------------------------------------------------------------ showing

    def read(self) -> None:
        """Read the paragraphs and the remarks again, off the GUI thread."""
        code = self.meeting
        self.desk.runner.run(lambda _: remarks.of(self.desk.store, code), self._show, self._refused, owner=self)

    def _show(self, now: Round) -> None:
        self.now = now
        waiting = sum(one["answered_on"] is None for one in now.remarks)
        words = [trn("{n} osservazione", "{n} osservazioni", len(now.remarks))]
        if waiting:
            words.append(trn("{n} senza risposta", "{n} senza risposta", waiting))
        if now.until:
            words.append(tr(N_("si possono fare fino al {day}")).format(day=locale.day(now.until)))
        self.note.setText(" · ".join(words))
        entries = [self._entry(one.anchor, one.text, one.heading) for one in now.paragraphs]
        if now.on(""):
            entries.append(self._entry("", tr(N_("Su tutto il verbale, o su un paragrafo che è cambiato")), ""))
        self.list.show_entries(entries)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(next((at for at, one in enumerate(entries) if one.right), 0))
        self.add.setVisible(now.may_remark)
        self._show_chosen()

    def _entry(self, anchor: str, text: str, heading: str) -> Entry:
        there = self.now.on(anchor) if self.now else ()
        line = " ".join(text.split())
        shown = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
        return Entry(anchor, shown, second=heading, right=str(len(there)) if there else "", strong=bool(there))

    def _show_chosen(self) -> None:
        _empty(self.found)
        now, anchor = self.now, self.list.key()
        if now is None:
            return
        about = next((one for one in now.paragraphs if one.anchor == anchor), None)
        if about is not None:
            self.found.addWidget(section(about.heading, self))
            whole = label(about.text, "", self)
            whole.setWordWrap(True)
            self.found.addWidget(whole)
        for one in now.on(anchor):
            self.found.addWidget(self._remark(one, now))
        self.found.addStretch(1)

    def _remark(self, one: Snapshot, now: Round) -> QWidget:
        frame, column = panel(self)
        column.addWidget(label(self.desk.names.label("person", one["by"]), "label", frame))
        for words, role in ((one["text"], ""), (_quoted(one, now), "muted"), (_answer(one), "muted")):
            if words:
                line = label(words, role, frame)
                line.setWordWrap(True)
                column.addWidget(line)
        if now.may_answer and one["answered_on"] is None:
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(button(tr(N_("Non accogliere…")), "x", lambda: self.decline(one), "link", frame))
            row.addWidget(button(tr(N_("Accogli")), "check", lambda: self.accept_one(one), "", frame))
            column.addLayout(row)
        return frame

    # ------------------------------------------------------------ doing

    def remark(self) -> None:
        """A new remark on the chosen paragraph; the secretary says whose it is."""
        anchor, secretary = self.list.key(), bool(self.now and self.now.may_answer)
        names = ("by", "text") if secretary else ("text",)

        def done(values: Mapping[str, Value]) -> Job:
            return self.hands.act(lambda store: remarks.remark(store, self.meeting, values["text"], paragraph=anchor,
                                                               by=values.get("by")),
                                  tr(N_("Osservazione registrata.")), lambda _: self.read())  # fmt: skip

        dialog = Asking(tr(N_("Osservazione al verbale")), tr(N_("Registra")), ask_for(MinutesObservation, names),
                        self.hands.around, {"by": self.desk.person.person}, done, self,
                        needed=frozenset(names))  # fmt: skip
        dialog.setModal(True)
        dialog.show()

    def accept_one(self, one: Snapshot) -> None:
        """The remark is right: the text is corrected where it is written."""
        words = tr(N_("Osservazione accolta: ora correggete il testo nella seduta."))
        self.hands.act(lambda store: remarks.answer(store, one.id, one.version, accepted=True), words,
                       lambda _: self.read(), self._refused)  # fmt: skip

    def decline(self, one: Snapshot) -> None:
        """Not accepted: why."""

        def done(values: Mapping[str, Value]) -> Job:
            return self.hands.act(lambda store: remarks.answer(store, one.id, one.version, accepted=False,
                                                               reason=values["reason"]),
                                  tr(N_("Osservazione non accolta, con il motivo.")),
                                  lambda _: self.read())  # fmt: skip

        dialog = Asking(tr(N_("Perché non si accoglie")), tr(N_("Non accogliere")),
                        ask_for(MinutesObservation, ("reason",)), self.hands.around, {}, done, self,
                        needed=frozenset({"reason"}))  # fmt: skip
        dialog.setModal(True)
        dialog.show()

    def _refused(self, error: AppError) -> None:
        self.problem.setText(str(error))
        self.problem.show()


def _quoted(one: Snapshot, now: Round) -> str:
    """What the paragraph said when it was remarked on, when it says something else now."""
    text = next((each.text for each in now.paragraphs if each.anchor == one["paragraph"]), "")
    was = one["quoted"] or ""
    return tr(N_("Allora diceva: «{text}»")).format(text=was) if was and not text.startswith(was) else ""


def _answer(one: Snapshot) -> str:
    if one["answered_on"] is None:
        return tr(N_("Senza risposta."))
    day = locale.day(one["answered_on"])
    if one["accepted"]:
        return tr(N_("Accolta il {day}.")).format(day=day)
    return tr(N_("Non accolta il {day}: {reason}")).format(day=day, reason=one["reason"] or "")


def _empty(column: QLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
