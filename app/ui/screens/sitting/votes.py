"""The numbers of a vote and what they decide, weighed by the body's own rules while they are typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.quorum import outcome_of, vote_problems
from app.domain.voting import Outcome
from app.ui.kit.editor import restyle
from app.ui.screens.sitting.board import Board, Point
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.hands import Hands
from app.ui.screens.sitting.new import NUMBERS
from app.ui.screens.sitting.parts import Unfolding, above, label
from app.ui.screens.sitting.saving import Texts
from app.ui.theme import theme

_UNCOUNTED = frozenset({"nessuna", "unanimita_senza_voto"})


class Vote(Unfolding):
    """One item's vote. `present` comes from the attendance, `voting` from the numbers: nobody types them."""

    def __init__(self, hands: Hands, parent: QWidget) -> None:
        super().__init__(tr(N_("Votazione")), tr(N_("Aggiungi votazione")), self.begin, parent)
        self.bound = _VoteBound(self, hands)
        self.bound.typed.connect(self._weigh)
        self.board: Board | None = None
        self.point: Point | None = None
        self._build()

    def _build(self) -> None:
        self.grid.setVerticalSpacing(theme().px(0.35))
        for at, name in enumerate(NUMBERS):
            editor = self.bound.editor(name, self.inside)
            editor.setMaximumWidth(theme().px(6.5))
            self.put(editor, 0, at)
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
        self._names_labels: dict[str, QLabel] = {}
        for at, name in enumerate(("mode", "majority", "names_against", "names_abstained")):
            editor = self.bound.editor(name, inside)
            self._names_labels[name] = above(editor, grid, 2 * (at // 2), at % 2, top=True)
            grid.setColumnStretch(at % 2, 1)
        return inside

    # ------------------------------------------------------------ showing

    def show_point(self, board: Board, point: Point, locked: str) -> None:
        """Show the vote of an item; without one, a button that begins it."""
        begun = self.point is not None and self.point.code == point.code and self.inside.isVisibleTo(self)
        self.board, self.point = board, point
        record = point.votes[0] if point.votes else None
        self.bound.show(record, {"item": point.code, "present": point.present, "mode": "palese_alzata_mano",
                                 "names_against": (), "names_abstained": ()}, locked=locked)  # fmt: skip
        self.inside.setVisible(begun or self.bound.record is not None or self.bound.dirty)
        self.add.setVisible(not self.inside.isVisibleTo(self) and not locked)
        self._weigh()

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

    def sign(self, person: str, how: str) -> None:
        """A member votes: the numbers and the names follow. The focus stays with the people."""
        if self.point is None or person not in self.point.voters:
            return
        self._unfold()
        sides: dict[str, list[str]] = {}
        for side, names in (("against", "names_against"), ("abstained", "names_abstained")):
            kept = [code for code in self._names(names) if code != person]
            sides[side] = [*kept, *([person] if how == side else [])]
            self.bound.editors[names].set_raw("; ".join(sides[side]))
            self.bound.editors[side].set_raw(str(len(sides[side])))
        away = self._number("not_participating")
        self.bound.editors["favour"].set_raw(
            str(max(0, self.point.present - away - len(sides["against"]) - len(sides["abstained"])))
        )
        self.bound.flush()

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
        cast = told["favour"] + told["against"]
        told["voting"] = cast + (told["abstained"] if self.board.rules.abstainers_vote else 0)
        told["present"] = self.point.present
        told["majority"] = self.bound.editors["majority"].value()
        told["tie_break"] = bool(self.bound.record and self.bound.record["tie_break"])
        return told

    def _weigh(self) -> None:
        """Say at once what the numbers mean, or why they do not add up."""
        if self.board is None or self.point is None:
            return
        board, vote = self.board, self.numbers()
        self._show_names(vote)
        problems = vote_problems(vote, board.rules, self.point.present, board.state.quorum)
        self.sum.setText(tr(N_("presenti {present} · votanti {voting}")).format(**vote))
        if problems:
            self._say(" ".join(problems), "warning")
            return
        result = outcome_of(vote, board.rules, len(board.state.members), board.state.quorum)
        self._say(sentence(vote, result), "success" if result.passed else "info")

    def _show_names(self, vote: dict[str, Any]) -> None:
        """The names of the few are asked only where there are some, and never of a secret vote."""
        secret = self.bound.editors["mode"].value() == "segreta"
        for side in ("against", "abstained"):
            name = f"names_{side}"
            shown = bool(vote[side] or self._names(name)) and not secret
            self.bound.editors[name].setVisible(shown)
            self._names_labels[name].setVisible(shown)

    def _say(self, words: str, role: str) -> None:
        self.outcome.setText(words)
        self.verdict.setAccessibleName(words)
        self.verdict.setProperty("role", role)
        restyle(self.verdict)


def sentence(vote: dict[str, Any], result: Outcome) -> str:
    """What the vote decided, in a line: `Approvata all'unanimità (maggioranza richiesta 6)`."""
    if result.passed:
        whole = not vote["against"] and not vote["abstained"]
        words = N_("Approvata all'unanimità") if whole else N_("Approvata a maggioranza")
    else:
        words = {"parita": N_("Parità di voti: non approvata"), "respinta": N_("Respinta")}.get(
            result.result, N_("Votazione non valida")
        )
    return tr(N_("{outcome} (maggioranza richiesta {n})")).format(outcome=tr(words), n=result.required)


class _VoteBound(Bound):
    """Saves a vote only when its numbers add up; the use-case works out the result and the item's outcome."""

    def __init__(self, owner: Vote, hands: Hands) -> None:
        super().__init__("vote", hands, owner)
        self.owner = owner

    def texts(self) -> Texts:
        found = super().texts()
        if not found or self.owner.point is None or self.owner.board is None:
            return {}
        vote, board = self.owner.numbers(), self.owner.board
        return {} if vote_problems(vote, board.rules, self.owner.point.present, board.state.quorum) else found

    def complete(self) -> bool:
        return True
