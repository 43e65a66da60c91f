"""Votes of a sitting: by numbers, by name, secret, by roll call, without a vote when all agree.

Whatever the way, the numbers are checked against the room, the majority is the one the body asks of that kind of item,
and what was decided is kept with the favourable votes it took, the version of the rules and one sentence that says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.core import i18n
from app.core.errors import Problem, Refused
from app.core.i18n import N_
from app.domain.entity import Snapshot, Values
from app.domain.fields import NO_NAMES
from app.domain.meetings import Vote
from app.domain.permissions import Can
from app.domain.quorum import Assembly, counted, kind_problems, naming_problems, vote_problems
from app.domain.sitting import SittingFacts
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import use_case
from app.usecases.outcomes import give_outcome
from app.usecases.sittings import must_run, open_item

_SIDES = ("favour", "against", "abstained", "not_participating")


@use_case(N_("Votazione"), Can.RUN_MEETINGS)
def record_vote(
    unit: Unit, item: str, *, favour: int, against: int = 0, abstained: int = 0, not_participating: int = 0,
    blank: int = 0, present: int | None = None, voting: int | None = None, mode: str = "palese_alzata_mano",
    names_favour: Iterable[str] = (), names_against: Iterable[str] = (), names_abstained: Iterable[str] = (),
    names_not_participating: Iterable[str] = (), majority: str | None = None, tie_break: bool | None = None,
    outcome: str | None = None, version: int | None = None,
) -> None:  # fmt: skip
    """The numbers of a vote on an item; the result is worked out by the body's rules and becomes the outcome.

    `present` and `voting` are worked out when not given; without a `majority` it is the one the rules ask of the
    item's kind. `outcome` (rinviato, …) is what a favourable vote means when it does not approve. A vote already
    there is replaced; with `version` only as the screen saw it (0: it saw none).

    Raises:
        Refused: the sitting is not open, the numbers do not add up, they or the names are not those in the room, the
            rules want a secret vote or another majority, or the legal number is missing; each with its reason.
        Stale: the vote is not what the screen saw.
    """
    told: dict[str, Any] = {
        "mode": mode, "majority": majority, "favour": favour, "against": against, "abstained": abstained,
        "not_participating": not_participating, "blank": blank or None, "present": present, "voting": voting,
        "names_favour": tuple(names_favour), "names_against": tuple(names_against),
        "names_abstained": tuple(names_abstained), "names_not_participating": tuple(names_not_participating),
        "tie_break": tie_break,
    }  # fmt: skip
    _record(unit, item, told, outcome, version)


@use_case(N_("Votazione per appello nominale"), Can.RUN_MEETINGS)
def roll_call_vote(
    unit: Unit, item: str, choices: Mapping[str, str], *, majority: str | None = None, outcome: str | None = None
) -> None:
    """Everybody's choice: person → `favour`, `against`, `abstained` or `not_participating`; the numbers follow.

    Raises as `record_vote`; Refused too when somebody who may vote did not answer.
    """
    told = {"mode": "appello_nominale", "majority": majority, **counted(choices)}
    _record(unit, item, told, outcome)


@use_case(N_("Approvazione all'unanimità"), Can.RUN_MEETINGS)
def agree(unit: Unit, item: str) -> None:
    """Everybody agrees, and nobody asks for a vote. Raises as `record_vote`."""
    facts, found = open_item(unit, item)
    told = {"mode": "unanimita_senza_voto", "favour": facts.assembly(found.code).entitled}
    _record(unit, item, told, None)


def _record(unit: Unit, item: str, told: Values, outcome: str | None, version: int | None = None) -> None:
    facts, found = open_item(unit, item)
    must_run(facts)
    there = facts.of(facts.votes, found.code)
    if version is not None and there:
        writing.expect(unit, Vote, there[-1].id, version)
    who = facts.assembly(found.code)
    values = _completed(facts, found, who, told)
    problems = _problems(facts, found, who, values)
    if problems:
        raise Refused(N_("La votazione non è stata registrata."), problems=tuple(Problem(why) for why in problems))
    with i18n.using(i18n.load(i18n.SOURCE)):  # the sentence is kept, and printed, in Italian
        result = facts.outcome(values)
    values |= {"result": result.result, "required": result.required, "rules_version": facts.rules.version,
               "explained": result.sentence}  # fmt: skip
    if there:
        writing.change(unit, Vote, there[-1].id, there[-1].version, values)
    else:
        writing.insert(unit, Vote, values)
    give_outcome(unit, facts, found, (outcome or "approvato") if result.passed else "respinto")


def _completed(facts: SittingFacts, item: Snapshot, who: Assembly, told: Values) -> dict[str, Any]:
    """The vote as it is kept: present, voters, majority and casting vote follow from the room and the rules."""
    rules = facts.rules
    values: dict[str, Any] = {"item": item.code, **{f"names_{side}": () for side in _SIDES}, **told}
    values |= {side: values.get(side) or 0 for side in _SIDES}
    cast = values["favour"] + values["against"] + (values["abstained"] if rules.abstainers_vote else 0)
    cast += (values.get("blank") or 0) if rules.blanks_vote else 0
    if values.get("present") is None:
        values["present"] = who.entitled
    if values.get("voting") is None:
        values["voting"] = cast
    values["majority"] = values.get("majority") or rules.qualified.get(item["kind"])
    if values.get("tie_break") is None and rules.casting_vote and values["mode"] != "segreta":
        tie = 0 < values["favour"] == values["against"]
        values["tie_break"] = True if tie and who.chair_here else None
    return values


def _problems(facts: SittingFacts, item: Snapshot, who: Assembly, values: Values) -> list[str]:
    return [
        *vote_problems(values, facts.rules, who.entitled, who.quorum, who.recused, quorate=who.quorate),
        *naming_problems(values, who.voters, facts.name),
        *kind_problems(values, facts.rules, item["kind"], NO_NAMES.label),
    ]
