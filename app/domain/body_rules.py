"""What a body decided about its own sittings: data of its record, never constants (DOMAIN §0.6, §3.2, §5.2).

The legal number of a call is `{"fraction": "1/2", "plus_one": true, "base": "in_carica"}`, or a fraction with
`"rounding": "su" | "giu"`, or `{"number": 5}`. Base `assegnati` takes the seats the founding act gives, from `"seats"`:
vacant seats count too. With `"president_counts": false` the president is left out of the base and of those present, as
TUEL art. 38 c. 2 does with the mayor ("senza computare a tal fine il sindaco").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain.entity import Values

HALF_PLUS_ONE: Mapping[str, Any] = {"fraction": "1/2", "plus_one": True, "base": "in_carica"}
MAJORITIES = ("semplice", "assoluta", "due_terzi")
DELEGATIONS = ("no", "presenza", "voto")
"""No delegate; one who makes the absent member present; one who brings the vote but not the presence."""


RULE_FIELDS = (
    "notice_days", "notice_day_kind", "urgent_hours", "supplement_hours", "quorum_first_call", "quorum_second_call",
    "majority_basis", "abstain_counts_as_voting", "blank_counts_as_voting", "casting_vote", "qualified_majorities",
    "secret_kinds", "delegation", "max_delegations", "minutes_approval", "silence_days", "public_sessions",
)  # fmt: skip
"""The fields of a body that are its rules: a change of any makes a new version, the old one is kept."""


@dataclass(frozen=True)
class QuorumRule:
    """The legal number of a call, read once."""

    share: Fraction | None = None
    number: int | None = None
    plus_one: bool = False
    rounds_down: bool = False
    seats: int | None = None
    president_counts: bool = True

    @classmethod
    def read(cls, raw: Mapping[str, Any] | None) -> QuorumRule:
        """From the body's record; nothing written is half plus one of those in office.

        Raises:
            Refused: it is not one of the shapes above.
        """
        raw = raw or HALF_PLUS_ONE
        try:
            number = int(raw["number"]) if "number" in raw else None
            share = None if number is not None else Fraction(raw["fraction"])
            if (share is not None and not 0 <= share <= 1) or (number is not None and number < 0):
                raise ValueError(raw)
            seats = raw.get("seats") if raw.get("base") == "assegnati" else None
            return cls(
                share, number, bool(raw.get("plus_one")), raw.get("rounding") == "giu",
                None if seats is None else int(seats), raw.get("president_counts") is not False,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            raise Refused(
                N_("La regola del numero legale non è leggibile: «{rule}»."), rule=str(dict(raw))[:120]
            ) from None

    def needed(self, in_office: int, *, president_votes: bool = True) -> int:
        """How many must be present of `in_office` voting members; at least one.

        `plus_one` is floor(n·f) + 1; a bare fraction rounds up, since "at least a third of 14" is five.
        """
        if self.number is not None or self.share is None:
            return max(self.number or 0, 1)
        base = in_office if self.seats is None else self.seats
        if not self.president_counts and president_votes and base > 1:
            base -= 1
        part = self.share * base
        if self.plus_one:
            return floor(part) + 1
        return max(floor(part) if self.rounds_down else ceil(part), 1)


def quorum_of(rule: Mapping[str, Any] | None, in_office: int) -> int:
    """How many voting members must be present, of `in_office`; at least one.

    Raises:
        Refused: the rule cannot be read.
    """
    return QuorumRule.read(rule).needed(in_office)


@dataclass(frozen=True)
class BodyRules:
    """What a body decided about its own sittings.

    Attributes:
        first_call, second_call: the legal number, as the body's record has it; without a second one the first serves.
        basis: what a majority is more than half of: `votanti`, `presenti` or `assegnati` (members in office).
        abstainers_vote: whether who abstains is counted among the voters.
        blanks_vote: whether blank and void ballots are counted among the voters.
        casting_vote: whether the chair's vote prevails in a tie.
        qualified: the majority some kinds of item ask, as kind → code of `majority`.
        secret: the kinds of item that are voted by secret ballot.
        delegation: one of `DELEGATIONS`; `delegations` is how many members one person may stand for.
        version: which version of the body's rules this is.
    """

    first_call: Mapping[str, Any] | None = None
    second_call: Mapping[str, Any] | None = None
    basis: str = "votanti"
    abstainers_vote: bool = False
    casting_vote: bool = False
    blanks_vote: bool = True
    qualified: Mapping[str, str] = field(default_factory=dict)
    secret: frozenset[str] = frozenset()
    delegation: str = "no"
    delegations: int = 1
    version: int = 1

    def quorum_rule(self, call: str) -> QuorumRule:
        """The rule of a call (`unica`, `prima`, `seconda`)."""
        second = call == "seconda" and self.second_call
        return QuorumRule.read(self.second_call if second else self.first_call)

    def quorum(self, in_office: int, call: str, *, president_votes: bool = True) -> int:
        """The legal number in a call."""
        return self.quorum_rule(call).needed(in_office, president_votes=president_votes)

    def majority_for(self, kind: str | None) -> str:
        """The majority an item of this kind asks."""
        return self.qualified.get(kind or "", "semplice")


def rules_of(body: Values) -> BodyRules:
    """The rules in a body's record, or in the `RULES.json` of the command line.

    Raises:
        Refused: a word is none of those a rule knows.
    """
    rules = BodyRules(
        body.get("quorum_first_call"),
        body.get("quorum_second_call"),
        body.get("majority_basis") or "votanti",
        bool(body.get("abstain_counts_as_voting")),
        bool(body.get("casting_vote")),
        body.get("blank_counts_as_voting") is not False,
        dict(body.get("qualified_majorities") or {}),
        frozenset(body.get("secret_kinds") or ()),
        body.get("delegation") or "no",
        int(body.get("max_delegations") or 1),
        int(body.get("rules_version") or 1),
    )
    for word, known, what in (
        (rules.basis, ("votanti", "presenti", "assegnati"), "majority_basis"),
        (rules.delegation, DELEGATIONS, "delegation"),
        *((majority, MAJORITIES, "qualified_majorities") for majority in rules.qualified.values()),
    ):
        if word not in known:
            raise Refused(N_("Nelle regole dell'organo «{field}» vale «{value}»; può valere: {known}."),
                          field=what, value=word, known=", ".join(known))  # fmt: skip
    return rules


def in_force(body: Values, past: Iterable[Values], day: date) -> Values:
    """The body as its rules stood on a day: `past` are the versions that were replaced, each with its last day."""
    older = [one for one in past if one["to"] is not None and day <= one["to"]]
    if not older:
        return body
    version = min(older, key=lambda one: (one["to"], one["number"]))
    return {**body, **version["rules"], "rules_version": version["number"]}
