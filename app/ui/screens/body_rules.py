"""The rules of a body, in ordinary fields, and beside them what they come to: the legal number, the votes it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core import clock, locale
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.actors import Body
from app.domain.body_rules import RULE_FIELDS, BodyRules, rules_of
from app.domain.entity import Changes, Snapshot
from app.domain.query import Filter, Query, Sort
from app.domain.quorum import in_office
from app.domain.voting import required_votes
from app.ui.desk import Desk, Store
from app.ui.kit.controls import Combo
from app.ui.kit.editor import muted
from app.ui.kit.plain import plain
from app.ui.screens.reading import Reading, read
from app.ui.screens.record_form import RecordForm
from app.ui.theme import theme
from app.usecases import lists

_NOBODY_YET = 15
"""How many members an example is made with, while nobody sits in the body."""


@dataclass(frozen=True)
class Shown:
    """What the page shows: the body as read, how many vote in it today, the versions its rules had."""

    reading: Reading
    members: int
    president_votes: bool
    past: Sequence[Snapshot]


def told(rules: BodyRules, members: int, *, president_votes: bool = True) -> list[str]:
    """What the rules come to with so many members, in sentences."""
    first, second = (rules.quorum(members, call, president_votes=president_votes) for call in ("prima", "seconda"))
    lines = [
        tr(N_("Con {n} componenti il numero legale è {first} in prima convocazione, {second} in seconda.")).format(
            n=members, first=first, second=second
        )
    ]
    for majority, words in (
        ("semplice", N_("Se sono presenti in {n} e votano tutti, una proposta passa con {k} favorevoli.")),
        ("assoluta", N_("La maggioranza assoluta è di {k} favorevoli.")),
        ("due_terzi", N_("Due terzi di {n} votanti sono {k} favorevoli.")),
    ):
        needed = required_votes(majority, rules, voting=first, present=first, in_office=members)
        lines.append(tr(words).format(n=first, k=needed))
    if rules.casting_vote:
        lines.append(tr(N_("A parità di voti palesi prevale il voto di chi presiede.")))
    else:
        lines.append(tr(N_("A parità di voti la proposta non passa.")))
    return lines


class BodyRulesTab(QWidget):
    """A body's sheet with its rules, and what they come to while they are typed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = RecordForm(desk, Body, self)
        self.form.form.changed.connect(self._count)
        self.which = Combo(self)
        self.which.setAccessibleName(tr(N_("Organo")))
        self.which.currentIndexChanged.connect(lambda _: self._read())
        self._members, self._president = _NOBODY_YET, True
        self.lines = [plain("", self) for _ in range(5)]
        self.version, self.past = plain("", self), plain("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(0.5), 0, 0)
        row.setSpacing(theme().px(0.75))
        row.addWidget(self._sheet(), 1)
        row.addWidget(self._beside(), 0, Qt.AlignmentFlag.AlignTop)

    def _sheet(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        box = QVBoxLayout(frame)
        box.setContentsMargins(theme().px(1), theme().px(0.4), theme().px(0.3), theme().px(0.3))
        box.addWidget(self.which)
        box.addWidget(self.form)
        return frame

    def _beside(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        frame.setFixedWidth(theme().px(21))
        box = QVBoxLayout(frame)
        box.setContentsMargins(theme().px(1.1), theme().px(0.8), theme().px(1.1), theme().px(0.8))
        box.setSpacing(theme().px(0.5))
        box.addWidget(muted(tr(N_("Che cosa vogliono dire queste regole")), frame))
        for line in (*self.lines, self.version, self.past):
            line.setWordWrap(True)
            box.addWidget(line)
        self.lines[0].setProperty("role", "section")
        for line in (self.version, self.past):
            line.setProperty("role", "muted")
        return frame

    # ------------------------------------------------------------ showing

    def enter(self) -> None:
        """Read the bodies again, and the one shown."""
        self.desk.runner.run(lambda _: lists.snapshots(self.desk.store, Query("body", sort=(Sort("code"),))),
                             self._fill, self.desk.messages.error, owner=self)  # fmt: skip

    def _fill(self, bodies: Sequence[Snapshot]) -> None:
        here = self.which.currentData()
        blocked = self.which.blockSignals(True)
        self.which.clear()
        for one in bodies:
            self.which.addItem(str(one["name"]), one.code)
        self.which.setCurrentIndex(max(0, self.which.findData(here)))
        self.which.blockSignals(blocked)
        self.which.setVisible(len(bodies) > 1)
        self._read()

    def _read(self) -> None:
        code = self.which.currentData()
        if code:
            store = self.desk.store
            self.desk.runner.run(lambda _: _shown(store, str(code)), self._show, self.desk.messages.error, owner=self)

    def _show(self, shown: Shown) -> None:
        if shown.reading.snapshot.code != self.which.currentData():
            return
        self._members, self._president = shown.members or _NOBODY_YET, shown.president_votes
        self.form.renew(shown.reading)
        values = shown.reading.snapshot.values
        since = tr(N_(", dal {day}")).format(day=locale.day(values["rules_from"])) if values["rules_from"] else ""
        self.version.setText(
            tr(N_("Regole, versione {n}{since}. Cambiandole ne nasce un'altra: ogni seduta resta con le sue.")).format(
                n=values["rules_version"] or 1, since=since
            )
        )
        before = [tr(N_("Versione {n}: fino al {day}.")).format(n=one["number"], day=locale.day(one["to"]))
                  for one in shown.past]  # fmt: skip
        self.past.setText("\n".join(before))
        self.past.setVisible(bool(before))
        self._count()

    def _count(self) -> None:
        """Say at once what the rules come to, as they are typed."""
        values = dict(self.form.form.given)
        try:
            for name in (one for one in RULE_FIELDS if one in self.form.form.editors):
                values[name] = self.form.form.editors[name].value()
            words = told(rules_of(values), self._members, president_votes=self._president)
        except Refused as refusal:
            words = [str(refusal)]
        for at, line in enumerate(self.lines):
            line.setText(words[at] if at < len(words) else "")
            line.setVisible(at < len(words))

    def apply(self, changes: Changes) -> None:
        """The body changed, here or at another desk."""
        if {"body", "membership", "past_rules"} & ({entity for entity, _ in changes.touched} | changes.whole):
            self.enter()


def _shown(store: Store, code: str) -> Shown:
    seats = in_office(
        [one.values for one in lists.snapshots(store, Query("membership", (Filter("body", "=", (code,)),)))],
        code, clock.today(),
    )  # fmt: skip
    voting = [seat for seat in seats if seat["voting"]]
    past = lists.snapshots(store, Query("past_rules", (Filter("body", "=", (code,)),), sort=(Sort("number"),)))
    return Shown(read(store, "body", code), len(voting), any(s["function"] == "presidente" for s in voting), past)
