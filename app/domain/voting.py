"""What a vote decided, and the one sentence that says why (DOMAIN §0.6, §3.2; CLI.md, Validity).

*presenti al voto = votanti + astenuti + non partecipanti*, *votanti = favorevoli + contrari + bianche e nulle*. Where
the body counts abstainers among the voters (as the Torino council does, DOMAIN S38g) they move from one side to the
other; excluding them is lawful (TAR Lombardia 680/2020). Both are the body's rule, and every number is always told.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from app.core.i18n import N_, Nn_, tr, trn
from app.core.values import dataclass
from app.domain.body_rules import BodyRules

_ABSTAINED = Nn_("{n} astenuto", "{n} astenuti")
_AWAY = Nn_("{n} non partecipa", "{n} non partecipano")
_BLANK = Nn_("{n} scheda bianca o nulla", "{n} schede bianche o nulle")
_RESULTS = {"approvata": N_("approvata"), "respinta": N_("respinta"), "parita": N_("parità di voti, non approvata")}


@dataclass(frozen=True)
class Ballot:
    """A vote as it was counted.

    Attributes:
        present: voting members there and not recused; those they stand for are in `represented`.
        blank: blank and void ballots of a secret vote.
        majority: `semplice`, `assoluta` or `due_terzi`.
        chair: what the chair voted, when it is known: True in favour, False against.
    """

    present: int
    favour: int
    against: int
    abstained: int = 0
    not_participating: int = 0
    blank: int = 0
    mode: str = "palese_alzata_mano"
    majority: str = "semplice"
    represented: int = 0
    chair: bool | None = None
    chair_present: bool = True

    @property
    def cast(self) -> int:
        """Everybody accounted for."""
        return self.favour + self.against + self.blank + self.abstained + self.not_participating

    def voting(self, rules: BodyRules) -> int:
        """The voters, as the body counts them."""
        blanks = self.blank if rules.blanks_vote else 0
        return self.favour + self.against + blanks + (self.abstained if rules.abstainers_vote else 0)


@dataclass(frozen=True)
class Outcome:
    """What a vote decided: `result` is a code of vote_result, `required` the favourable votes it took."""

    result: str
    required: int
    voting: int = 0
    sentence: str = ""

    @property
    def passed(self) -> bool:
        """Whether the proposal is approved."""
        return self.result == "approvata"


def required_votes(majority: str, rules: BodyRules, *, voting: int, present: int, in_office: int) -> int:
    """The favourable votes a proposal needs.

    `semplice`: more than half of the body's basis (of the voters, when abstainers are not among them, this is more
    favourable than contrary; `assegnati` are the seats of the founding act, where the rules give them, otherwise the
    members in office); `assoluta`: more than half of the members in office; `due_terzi`: of the same basis as
    `semplice`, rounded up.
    """
    seats = rules.quorum_rule("unica").seats
    base = {"votanti": voting, "presenti": present, "assegnati": seats or in_office}[rules.basis]
    if majority == "assoluta":
        return in_office // 2 + 1
    if majority == "due_terzi":
        return max(ceil(Fraction(2 * base, 3)), 1)
    return base // 2 + 1


def decide(ballot: Ballot, rules: BodyRules, in_office: int, quorum: int, *, quorate: bool | None = None) -> Outcome:
    """What a vote decided.

    A tie rejects, unless the body gives the chair a casting vote: then the chair's side prevails, in favour unless
    the chair is known to have voted against; never in a secret ballot, where nobody may know it, nor when the chair is
    out of the room. Without the legal number, or when the numbers do not add up, the vote is not valid.

    Args:
        quorate: whether the legal number is there, where it is not simply those present (the president left out).
    """
    voting = ballot.voting(rules)
    entitled = ballot.present + ballot.represented
    required = required_votes(ballot.majority, rules, voting=voting, present=entitled, in_office=in_office)
    there = ballot.present >= quorum if quorate is None else quorate
    if not there:
        return Outcome("non_valida", required, voting, _told(
            N_("Presenti {present} su {members}, numero legale {quorum}: la votazione non è valida"),
            present=ballot.present, members=in_office, quorum=quorum))  # fmt: skip
    if wrong := _wrong(ballot, entitled):
        return Outcome("non_valida", required, voting, wrong)
    result, casting = _result(ballot, rules, required)
    return Outcome(result, required, voting, _sentence(ballot, rules, required, result, casting=casting))


def _wrong(ballot: Ballot, entitled: int) -> str:
    """Why the numbers cannot be those of a vote; empty when they can."""
    counts = (ballot.favour, ballot.against, ballot.blank, ballot.abstained, ballot.not_participating)
    if min(counts) < 0:
        return tr(N_("I numeri di una votazione non possono essere negativi: la votazione non è valida"))
    if ballot.cast != entitled:
        return _told(
            N_("Presenti al voto {present}, ma i voti, gli astenuti e chi non partecipa fanno {cast}: "
               "i conti non tornano e la votazione non è valida"),
            present=entitled, cast=ballot.cast,
        )  # fmt: skip
    if ballot.mode == "unanimita_senza_voto" and ballot.favour != ballot.cast:
        return tr(N_("Non tutti i presenti sono favorevoli: l'unanimità senza votazione non è valida"))
    return ""


def _result(ballot: Ballot, rules: BodyRules, required: int) -> tuple[str, bool]:
    """(result, whether the chair's vote made it)."""
    if ballot.favour >= required:
        return "approvata", False
    tie = ballot.majority == "semplice" and 0 < ballot.favour == ballot.against
    if not tie:
        return "respinta", False
    if rules.casting_vote and ballot.chair_present and ballot.mode != "segreta":
        return ("respinta" if ballot.chair is False else "approvata"), True
    return "parita", False


def _sentence(ballot: Ballot, rules: BodyRules, required: int, result: str, *, casting: bool) -> str:
    """`Presenti 9, votanti 8 (1 astenuto), favorevoli 5, contrari 3; maggioranza richiesta 5: approvata`."""
    extra = [trn(*words, n) for words, n in (
        (_BLANK, ballot.blank), (_ABSTAINED, ballot.abstained), (_AWAY, ballot.not_participating)) if n]  # fmt: skip
    aside = f" ({', '.join(extra)})" if extra else ""
    told = _told(
        N_("Presenti {present}, votanti {voting}{aside}, favorevoli {favour}, contrari {against}"),
        present=ballot.present, voting=ballot.voting(rules), aside=aside, favour=ballot.favour, against=ballot.against,
    )  # fmt: skip
    if ballot.represented:
        told += ", " + _told(N_("deleghe {n}"), n=ballot.represented)
    why = _told(N_("maggioranza richiesta {required}"), required=required)
    if casting:
        why += ", " + tr(N_("a parità prevale il voto di chi presiede"))
    return f"{told}; {why}: {tr(_RESULTS[result])}"


def _told(text: str, **values: object) -> str:
    return tr(text).format(**values)
