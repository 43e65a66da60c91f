"""The numbers of a vote and what they decide, weighed by the body's own rules while they are typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.quorum import kind_problems, naming_problems, vote_problems
from app.ui.kit.editor import restyle
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.new import NUMBERS, SIDES
from app.ui.screens.sitting.parts import Unfolding, above, label
from app.ui.screens.sitting.saving import Texts
from app.ui.theme import theme

_ASKED = ("against", "abstained", "favour", "not_participating")
"""The order in which names stand: the few first, all of them only in a roll call."""


class Vote(Unfolding):
    """One item's vote. `present` comes from the attendance, `voting` from the numbers: nobody types them."""

    def __init__(self, hands: Hands, parent: QWidget) -> None:
        super().__init__(tr(N_("Votazione")), tr(N_("Aggiungi votazione")), self.begin, parent)
        self.bound = _VoteBound(self, hands)
        self.bound.typed.connect(self._typed)
        self._labels: dict[str, QLabel] = {}
        self._following = False
        self.board: Board | None = None
        self.point: Point | None = None
        self._build()

    def _build(self) -> None:
        self.grid.setVerticalSpacing(theme().px(0.35))
        for at, name in enumerate(NUMBERS):
            editor = self.bound.editor(name, self.inside)
            editor.setMaximumWidth(theme().px(6.5))
            self._labels[name] = self.put(editor, 0, at)
        self.grid.addWidget(self._details(), 2, 0, 1, 6)
        self.grid.addWidget(self._verdict(), 3, 0, 1, 6)
        self.grid.addWidget(self.bound.question, 4, 0, 1, 6)
        self.grid.setColumnStretch(len(NUMBERS), 1)

    def _verdict(self) -> QFrame:
        self.verdict = QFrame(self.inside)
        self.outcome, self.sum = label("", "", self.verdict), label("", "muted", self.verdict)
        self.outcome.setWordWrap(True)
        row = QHBoxLayout(self.verdict)
        row.setContentsMargins(theme().px(0.8), theme().px(0.3), theme().px(0.8), theme().px(0.3))
        row.addWidget(self.outcome, 1)
        row.addWidget(self.sum)
        return self.verdict

    def _details(self) -> QWidget:
        inside = QWidget(self.inside)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(0.6))
        grid.setVerticalSpacing(theme().px(0.2))
        for at, name in enumerate(("mode", "majority", *(f"names_{side}" for side in _ASKED))):
            editor = self.bound.editor(name, inside)
            self._labels[name] = above(editor, grid, 2 * (at // 2), at % 2, top=True)
            grid.setColumnStretch(at % 2, 1)
        return inside

    # ------------------------------------------------------------ showing

    def show_point(self, board: Board, point: Point, locked: str) -> None:
        """Show the vote of an item; without one, a button that begins it."""
        begun = self.point is not None and self.point.code == point.code and self.inside.isVisibleTo(self)
        self.board, self.point = board, point
        record = point.votes[0] if point.votes else None
        self.bound.show(record, {"item": point.code, "present": point.present, "mode": self._usual_mode(),
                                 **{f"names_{side}": () for side in SIDES}}, locked=locked)  # fmt: skip
        self.inside.setVisible(begun or self.bound.record is not None or self.bound.dirty)
        self.add.setVisible(not self.inside.isVisibleTo(self) and not locked)
        self._weigh()

    def _usual_mode(self) -> str:
        """How one votes on this kind of item when nobody says otherwise: in secret where the rules want it."""
        kind = self.point.snapshot["kind"] if self.point else ""
        return "segreta" if self.board and kind in self.board.rules.secret else "palese_alzata_mano"

    def begin(self) -> None:
        """Open the strip and go to its first number."""
        self.focus("favour")

    def _unfold(self) -> None:
        """Open the strip; everybody is in favour until somebody says otherwise."""
        if self.point is None or self.inside.isVisibleTo(self):
            return
        self.inside.show()
        self.add.hide()
        self.bound.editors["favour"].set_raw(str(self.point.present))
        for name in NUMBERS[1:]:
            self.bound.editors[name].set_raw("0")

    def focus(self, name: str) -> None:
        """Go to a number."""
        self._unfold()
        entry = self.bound.editors[name].entry
        entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        select = getattr(entry, "selectAll", None)
        if select:
            select()

    @property
    def called(self) -> bool:
        """Whether members are called one by one: nobody votes until they answer."""
        return str(self.bound.editors["mode"].value() or "") == "appello_nominale"

    def sign(self, person: str, how: str) -> None:
        """A member votes: the numbers and the names follow. The focus stays with the people."""
        if self.point is None or person not in self.point.voters:
            return
        self._unfold()
        self._following = True
        for side in SIDES:
            names = f"names_{side}"
            kept = [code for code in self._names(names) if code != person]
            named = side == how and (self.called or side != "favour")
            self.bound.editors[names].set_raw("; ".join([*kept, *([person] if named else [])]))
        self._following = False
        self._typed()
        self._fill_numbers()
        self.bound.flush()

    def _fill_numbers(self) -> None:
        """The numbers of the few are how many are named; whoever is not named is in favour, unless they are called."""
        assert self.point is not None
        counts = {side: len(self._names(f"names_{side}")) for side in SIDES}
        if not self.called:
            counts["not_participating"] = max(counts["not_participating"], self.point.assembly.recused)
            counts["favour"] = max(0, self.point.present - sum(counts[side] for side in SIDES[1:]))
        for side, n in counts.items():
            self.bound.editors[side].set_raw(str(n))

    def _typed(self) -> None:
        """Something was typed: in a roll call, and where all agree, the numbers follow by themselves."""
        if self._following or self.point is None:
            return
        self._following = True
        mode = str(self.bound.editors["mode"].value() or "")
        if mode == "appello_nominale":
            self._fill_numbers()
        elif mode == "unanimita_senza_voto":
            for side in NUMBERS:
                self.bound.editors[side].set_raw(str(self.point.present if side == "favour" else 0))
        if mode != "segreta":
            self.bound.editors["blank"].set_raw("")
        self._following = False
        self._weigh()

    def _number(self, name: str) -> int:
        try:
            return int(self.bound.editors[name].value() or 0)
        except Refused:
            return 0

    def _names(self, name: str) -> tuple[str, ...]:
        try:
            return tuple(self.bound.editors[name].value())
        except Refused:
            return ()

    def numbers(self) -> dict[str, Any]:
        """The vote as typed, present and voting computed."""
        assert self.board is not None
        assert self.point is not None
        told: dict[str, Any] = {name: self._number(name) for name in NUMBERS}
        told |= {f"names_{side}": self._names(f"names_{side}") for side in SIDES}
        rules = self.board.rules
        cast = told["favour"] + told["against"] + (told["blank"] if rules.blanks_vote else 0)
        told["voting"] = cast + (told["abstained"] if rules.abstainers_vote else 0)
        told["present"], told["item"] = self.point.present, self.point.code
        told["mode"] = self.bound.editors["mode"].value()
        told["majority"] = self.bound.editors["majority"].value() or rules.qualified.get(self.point.snapshot["kind"])
        tie = rules.casting_vote and told["mode"] != "segreta" and self.point.assembly.chair_here
        told["tie_break"] = tie or bool(self.bound.record and self.bound.record["tie_break"])
        return told

    def problems(self, vote: dict[str, Any]) -> list[str]:
        """Why the vote cannot be recorded as it is typed."""
        assert self.board is not None
        assert self.point is not None
        who, facts = self.point.assembly, self.board.facts
        names = self.bound.hands.around.names
        return [
            *vote_problems(vote, facts.rules, who.entitled, who.quorum, who.recused, quorate=who.quorate),
            *naming_problems(vote, who.voters, facts.name),
            *kind_problems(vote, facts.rules, self.point.snapshot["kind"], names.label),
        ]

    def _weigh(self) -> None:
        """Say at once what the numbers mean, or why they do not add up."""
        if self.board is None or self.point is None:
            return
        vote = self.numbers()
        self._show_names(vote)
        problems = self.problems(vote)
        self.sum.setText(tr(N_("presenti {present} · votanti {voting}")).format(**vote))
        self.sum.setVisible(bool(problems))  # the sentence of a vote that stands tells them
        if problems:
            self._say(" ".join(problems), "warning")
            return
        result = self.board.facts.outcome(vote)
        self._say(result.sentence, "success" if result.passed else "info")

    def _show_names(self, vote: dict[str, Any]) -> None:
        """The names are asked only where there are some, all of them in a roll call, and never of a secret vote."""
        secret, called = vote["mode"] == "segreta", vote["mode"] == "appello_nominale"
        for side in SIDES:
            name = f"names_{side}"
            few = bool(vote[side]) and side in ("against", "abstained")
            self._show(name, shown=not secret and (called or few or bool(vote[name])))
        self._show("blank", shown=secret or bool(vote["blank"]))

    def _show(self, name: str, *, shown: bool) -> None:
        self.bound.editors[name].setVisible(shown)
        self._labels[name].setVisible(shown)

    def choices(self) -> dict[str, str]:
        """How each member voted, as far as it is known (person → side)."""
        if self.point is None or not self.inside.isVisibleTo(self):
            return {}
        return {code: side for side in SIDES for code in self._names(f"names_{side}")}

    def _say(self, words: str, role: str) -> None:
        self.outcome.setText(words)
        self.verdict.setAccessibleName(words)
        self.verdict.setProperty("role", role)
        restyle(self.verdict)


class _VoteBound(Bound):
    """Saves a vote only when its numbers add up; the use-case works out the result and the item's outcome."""

    def __init__(self, owner: Vote, hands: Hands) -> None:
        super().__init__("vote", hands, owner)
        self.owner = owner

    def texts(self) -> Texts:
        found = super().texts()
        if not found or self.owner.point is None or self.owner.board is None:
            return {}
        return {} if self.owner.problems(self.owner.numbers()) else found

    def complete(self) -> bool:
        return True
