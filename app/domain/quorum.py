"""The body's own rules on a sitting: how many must be there, when a proposal passes (DOMAIN §0.6, §3.2, §8).

The rules are data of the body, never constants: `quorum_first_call` is
`{"fraction": "1/2", "plus_one": true, "base": "in_carica"}`, or a fraction with `"rounding": "su" | "giu"`,
or `{"number": 5}`; base `assegnati` takes the seats from `"seats"`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entity import Values
from app.domain.meetings import vote_problem

HALF_PLUS_ONE: Mapping[str, Any] = {"fraction": "1/2", "plus_one": True, "base": "in_carica"}
_COUNTS = ("present", "voting", "favour", "against", "abstained", "not_participating")


def quorum_of(rule: Mapping[str, Any] | None, in_office: int) -> int:
    """How many voting members must be present, of `in_office`; at least one.

    `plus_one` is floor(n·f) + 1; `rounding` "su" rounds up, "giu" down; a bare fraction rounds up, since "at least
    a third of 14" is five.

    Raises:
        Refused: the rule is not one of the shapes above.
    """
    rule = rule or HALF_PLUS_ONE
    try:
        if "number" in rule:
            return max(int(rule["number"]), 1)
        members = int(rule["seats"]) if rule.get("base") == "assegnati" else in_office
        share = Fraction(rule["fraction"]) * members
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        raise Refused(
            N_("La regola del numero legale non è leggibile: «{rule}»."), rule=str(dict(rule))[:120]
        ) from None
    if rule.get("plus_one"):
        return floor(share) + 1
    return max(floor(share) if rule.get("rounding") == "giu" else ceil(share), 1)


@dataclass(frozen=True)
class BodyRules:
    """What a body decided about its own sittings."""

    first_call: Mapping[str, Any] | None = None
    second_call: Mapping[str, Any] | None = None
    basis: str = "votanti"
    abstainers_vote: bool = False
    casting_vote: bool = False

    def quorum(self, in_office: int, call: str) -> int:
        """The legal number in a call (`unica`, `prima`, `seconda`)."""
        second = call == "seconda" and self.second_call
        return quorum_of(self.second_call if second else self.first_call, in_office)


def rules_of(body: Values) -> BodyRules:
    """The rules in a body's record."""
    return BodyRules(
        body.get("quorum_first_call"),
        body.get("quorum_second_call"),
        body.get("majority_basis") or "votanti",
        bool(body.get("abstain_counts_as_voting")),
        bool(body.get("casting_vote")),
    )


# ---------------------------------------------------------------- votes


@dataclass(frozen=True)
class Outcome:
    """What a vote decided: `result` is a code of vote_result, `required` the favourable votes it took."""

    result: str
    required: int

    @property
    def passed(self) -> bool:
        """Whether the proposal is approved."""
        return self.result == "approvata"


def required_votes(vote: Values, rules: BodyRules, in_office: int) -> int:
    """The favourable votes a proposal needs.

    `semplice`: more than half of the body's basis (of the voters, when abstainers are not among them, this is
    more favourable than contrary); `assoluta`: more than half of the members in office; `due_terzi`: of the same
    basis as `semplice`, rounded up.
    """
    base = {"votanti": vote["voting"], "presenti": vote["present"], "assegnati": in_office}[rules.basis] or 0
    kind = vote.get("majority") or "semplice"
    if kind == "assoluta":
        return in_office // 2 + 1
    if kind == "due_terzi":
        return max(ceil(Fraction(2 * base, 3)), 1)
    return base // 2 + 1


def outcome_of(vote: Values, rules: BodyRules, in_office: int, quorum: int, *, chair_against: bool = False) -> Outcome:
    """What a vote decided.

    A tie is a tie unless the body gives the chair a casting vote and the vote says it was used (`tie_break`): then
    the chair's side prevails, in favour unless `chair_against`. Without the legal number, or when the numbers do
    not add up, the vote is not valid.
    """
    required = required_votes(vote, rules, in_office)
    if (vote["present"] or 0) < quorum or vote_problem(vote, abstainers_vote=rules.abstainers_vote):
        return Outcome("non_valida", required)
    favour, against = vote["favour"] or 0, vote["against"] or 0
    if favour >= required:
        return Outcome("approvata", required)
    if favour and favour == against and (vote.get("majority") or "semplice") == "semplice":
        if rules.casting_vote and vote.get("tie_break"):
            return Outcome("respinta" if chair_against else "approvata", required)
        return Outcome("parita", required)
    return Outcome("respinta", required)


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
