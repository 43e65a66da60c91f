"""A sitting's numbers as the records hold them: what a vote decided, what is wrong with it, the bar on the screen.

The rules themselves are in `body_rules`, the arithmetic and its sentence in `voting`, the sitting followed event by
event in `validity`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.body_rules import BodyRules
from app.domain.entity import Values
from app.domain.meetings import vote_problem
from app.domain.voting import Ballot, Outcome, decide

_COUNTS = ("present", "voting", "favour", "against", "abstained", "not_participating")


def outcome_of(vote: Values, rules: BodyRules, in_office: int, quorum: int, *, chair_against: bool = False) -> Outcome:
    """What a vote on record decided; the chair's vote breaks a tie only when the vote says so (`tie_break`)."""
    ballot = Ballot(
        vote["present"] or 0, vote["favour"] or 0, vote["against"] or 0, vote["abstained"] or 0,
        vote.get("not_participating") or 0, mode=vote.get("mode") or "palese_alzata_mano",
        majority=vote.get("majority") or "semplice", chair=not chair_against,
        chair_present=bool(vote.get("tie_break")),
    )  # fmt: skip
    found = decide(ballot, rules, in_office, quorum)
    if found.result != "non_valida" and (vote["voting"] or 0) != found.voting:
        wrong = tr(N_("I votanti scritti non sono la somma dei voti."))
        return Outcome("non_valida", found.required, found.voting, wrong)
    return found


def vote_problems(vote: Values, rules: BodyRules, present: int, quorum: int, recused: int = 0) -> list[str]:
    """Everything that is wrong with the numbers of a vote, in translated sentences.

    `present` is how many voting members the attendance and its movements say were there, `recused` how many of
    them declared a conflict of interest and stayed: they take no part.
    """
    found: list[str] = []
    if any((vote.get(key) or 0) < 0 for key in _COUNTS):
        found.append(tr(N_("I numeri di una votazione non possono essere negativi.")))
    if sentence := vote_problem(vote, abstainers_vote=rules.abstainers_vote):
        found.append(tr(sentence))
    if (vote["present"] or 0) != present:
        found.append(
            tr(N_("I presenti al voto sono {said}, ma dalle presenze ne risultano {present}.")).format(
                said=vote["present"], present=present
            )
        )
    if (vote.get("not_participating") or 0) < recused:
        found.append(
            tr(N_("Chi ha dichiarato un conflitto di interessi non vota: i non partecipanti sono almeno {n}.")).format(
                n=recused
            )
        )
    if present < quorum:
        found.append(
            tr(N_("Manca il numero legale: presenti {present}, ne servono {quorum}. Non si può votare.")).format(
                present=present, quorum=quorum
            )
        )
    return found


# ---------------------------------------------------------------- the sitting, live


@dataclass(frozen=True)
class Sitting:
    """The sitting at this moment, for the bar on the screen.

    Attributes:
        members: codes of the voting members in office, in the order of the minutes.
        present: codes of those in the room now.
        quorum: the legal number.
        by_item: how many voters are present at each item (code of the item → number).
    """

    members: tuple[str, ...]
    present: tuple[str, ...]
    quorum: int
    by_item: Mapping[str, int]

    @property
    def valid(self) -> bool:
        """Whether the legal number is there."""
        return len(self.present) >= self.quorum

    @property
    def sentence(self) -> str:
        """One line, in the language of the window."""
        text = (
            N_("Numero legale raggiunto: presenti {present} su {members} (numero legale {quorum}). La seduta è valida.")
            if self.valid
            else N_("Manca il numero legale: presenti {present} su {members}, ne servono {quorum}. Non si può votare.")
        )
        return tr(text).format(present=len(self.present), members=len(self.members), quorum=self.quorum)


def in_office(memberships: Sequence[Values], body: str, day: Any) -> list[Values]:
    """The memberships of a body in force on a day, presidente and vicepresidente first, then by code."""
    rank = {"presidente": 0, "vicepresidente": 1}
    seats = [
        seat
        for seat in memberships
        if seat["body"] == body and seat["from"] <= day and (seat["to"] is None or seat["to"] >= day)
    ]
    return sorted(seats, key=lambda seat: (rank.get(seat["function"], 2), natural(seat["person"])))


def natural(code: str) -> tuple[str, int, str]:
    """A key that puts M2 before M10."""
    head = code.rstrip("0123456789")
    tail = code[len(head) :]
    return head, int(tail) if tail else -1, code
