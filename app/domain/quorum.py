"""A sitting's numbers as the records hold them: what a vote decided, what is wrong with it, the bar on the screen.

The rules themselves are in `body_rules`, the arithmetic and its sentence in `voting`, the sitting followed event by
event in `validity`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, Nn_, tr, trn
from app.core.values import dataclass
from app.domain.body_rules import BodyRules
from app.domain.entity import Values
from app.domain.meetings import vote_problem
from app.domain.voting import Ballot, Outcome, decide

_COUNTS = ("present", "voting", "favour", "against", "abstained", "not_participating", "blank")


@dataclass(frozen=True)
class Assembly:
    """Who may vote at a moment, as the attendance and its movements give it.

    Attributes:
        members: voting members in office; quorum: the legal number.
        present: those who make the number, delegates' absent members among them where the body says so.
        represented: those whose delegate brings the vote and not the presence.
        recused: those who declared a conflict and stayed: they take no part.
        voters: codes of everybody who may be named in a vote.
        quorate: whether the legal number is there (the president may not count towards it).
        chair_here: whether who chairs is among those present.
    """

    members: int
    quorum: int
    present: int
    represented: int = 0
    recused: int = 0
    voters: frozenset[str] = frozenset()
    quorate: bool = True
    chair_here: bool = False

    @property
    def entitled(self) -> int:
        """How many votes there may be: those present, in person or by a delegate."""
        return self.present + self.represented


def outcome_of(
    vote: Values, rules: BodyRules, in_office: int, quorum: int, *, chair_against: bool = False,
    represented: int = 0, quorate: bool | None = None,
) -> Outcome:  # fmt: skip
    """What a vote on record decided; the chair's vote breaks a tie only when the vote says so (`tie_break`).

    `vote["present"]` are those present in person or by a delegate, `represented` how many of them by one.
    """
    ballot = Ballot(
        (vote["present"] or 0) - represented, vote["favour"] or 0, vote["against"] or 0, vote["abstained"] or 0,
        vote.get("not_participating") or 0, vote.get("blank") or 0, mode=vote.get("mode") or "palese_alzata_mano",
        majority=vote.get("majority") or "semplice", represented=represented, chair=not chair_against,
        chair_present=bool(vote.get("tie_break")),
    )  # fmt: skip
    found = decide(ballot, rules, in_office, quorum, quorate=quorate)
    if found.result != "non_valida" and (vote["voting"] or 0) != found.voting:
        wrong = tr(N_("I votanti scritti non sono la somma dei voti."))
        return Outcome("non_valida", found.required, found.voting, wrong)
    return found


def vote_problems(
    vote: Values, rules: BodyRules, present: int, quorum: int, recused: int = 0, *, quorate: bool | None = None
) -> list[str]:
    """Everything that is wrong with the numbers of a vote, in translated sentences.

    `present` is how many voting members the attendance and its movements say were there, in person or by a delegate;
    `recused` how many of them declared a conflict of interest and stayed: they take no part. `quorate` says whether
    the legal number is there where it is not simply those present.
    """
    found: list[str] = []
    if any((vote.get(key) or 0) < 0 for key in _COUNTS):
        found.append(tr(N_("I numeri di una votazione non possono essere negativi.")))
    if sentence := vote_problem(vote, abstainers_vote=rules.abstainers_vote, blanks_vote=rules.blanks_vote):
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
    if not (present >= quorum if quorate is None else quorate):
        found.append(
            tr(N_("Manca il numero legale: presenti {present}, ne servono {quorum}. Non si può votare.")).format(
                present=present, quorum=quorum
            )
        )
    return found


_SIDES = ("favour", "against", "abstained", "not_participating")


def counted(choices: Mapping[str, str]) -> dict[str, Any]:
    """The numbers and the names of a vote, from everybody's choice (person → favour, against, …).

    Raises:
        Refused: a choice is none of those.
    """
    for person, choice in choices.items():
        if choice not in _SIDES:
            raise Refused(N_("Il voto «{choice}» di {person} non esiste."), choice=choice, person=person)
    found: dict[str, Any] = {}
    for side in _SIDES:
        names = sorted((person for person, choice in choices.items() if choice == side), key=natural)
        found |= {side: len(names), f"names_{side}": tuple(names)}
    return found


def naming_problems(vote: Values, voters: frozenset[str], name: Callable[[str], str]) -> list[str]:
    """What is wrong with the names of a vote: strangers, somebody named twice, a roll call somebody did not answer.

    `voters` may be named; `name` says how a code is called.
    """
    told = [code for side in _SIDES for code in vote.get(f"names_{side}") or ()]
    found = [tr(N_("{name} è tra i nomi del voto ma non è presente.")).format(name=name(code))
             for code in dict.fromkeys(told) if code not in voters]  # fmt: skip
    found += [tr(N_("{name} è tra i nomi del voto più di una volta.")).format(name=name(code))
              for code in dict.fromkeys(told) if told.count(code) > 1]  # fmt: skip
    if vote.get("mode") == "appello_nominale" and not found:
        missing = sorted((code for code in voters if code not in told), key=natural)
        if missing:
            found.append(tr(N_("All'appello nominale rispondono tutti: manca il voto di {names}.")).format(
                names=", ".join(map(name, missing))))  # fmt: skip
    return found


def kind_problems(vote: Values, rules: BodyRules, kind: str, label: Callable[[str, str], str]) -> list[str]:
    """What the body's rules say against a way of voting on this kind of item: a secret one, a special majority.

    `label(vocabulary, code)` gives the words of a code.
    """
    found = []
    if kind in rules.secret and vote.get("mode") not in ("segreta", "nessuna"):
        words = N_("Le regole dell'organo vogliono lo scrutinio segreto su «{kind}»: il voto palese non è ammesso.")
        found.append(tr(words).format(kind=label("agenda_kind", kind)))
    asked = rules.qualified.get(kind)
    if asked and (vote.get("majority") or asked) != asked:
        words = N_("Su «{kind}» le regole dell'organo chiedono la maggioranza «{majority}».")
        found.append(tr(words).format(kind=label("agenda_kind", kind), majority=label("majority", asked)))
    return found


# ---------------------------------------------------------------- the sitting, live


@dataclass(frozen=True)
class Sitting:
    """The sitting at this moment, for the bar on the screen.

    Attributes:
        members: codes of the voting members in office, in the order of the minutes.
        present: codes of those who count as present now, in the same order.
        quorum: the legal number.
        by_item: how many voters are present at each item (code of the item → number).
        quorate: whether the legal number is there, where it is not simply those present; None: it is.
        by_delegate: how many are represented by somebody in the room.
    """

    members: tuple[str, ...]
    present: tuple[str, ...]
    quorum: int
    by_item: Mapping[str, int]
    quorate: bool | None = None
    by_delegate: int = 0

    @property
    def valid(self) -> bool:
        """Whether the legal number is there."""
        return len(self.present) >= self.quorum if self.quorate is None else self.quorate

    @property
    def sentence(self) -> str:
        """One line, in the language of the window."""
        text = (
            N_("Presenti {present} su {members}, numero legale {quorum} ✓ La seduta è valida.")
            if self.valid
            else N_("Manca il numero legale: presenti {present} su {members}, ne servono {quorum}. Non si può votare.")
        )
        told = tr(text).format(present=len(self.present), members=len(self.members), quorum=self.quorum)
        return f"{told} {trn(*_DELEGATES, self.by_delegate)}" if self.by_delegate else told


_DELEGATES = Nn_("{n} delega.", "{n} deleghe.")


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
