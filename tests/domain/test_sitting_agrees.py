"""The sitting as its records tell it and the engine told the same events agree on who is there and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.quorum import vote_problems
from app.domain.sitting import SittingFacts
from app.domain.validity import Step, replay
from tests.domain.test_sitting_random import written
from tests.helpers.register import MemoryRegister

MEMBERS = [f"M{n:02}" for n in range(1, 16)]
ITEMS = [f"S2.{n}" for n in range(1, 7)]
PRESIDENT = "M01"

hours = st.times().map(lambda t: t.replace(second=0, microsecond=0))
people = st.sampled_from(MEMBERS)
movements = st.lists(
    st.fixed_dictionaries({"person": people, "time": hours, "event": st.sampled_from(["entra", "esce", "rientra"]),
                           "item": st.sampled_from(ITEMS)}), max_size=10)  # fmt: skip
conflicts = st.lists(
    st.fixed_dictionaries({"person": people, "item": st.sampled_from(ITEMS), "leaves": st.just(True),
                           "time": st.none(), "reason": st.just("interesse")}), max_size=4)  # fmt: skip
marks = st.dictionaries(people, st.sampled_from(["presente", "assente_giustificato"]), max_size=15)
proxies = st.dictionaries(people, st.sampled_from([*MEMBERS, "M17"]), max_size=4)
quorums = st.sampled_from([
    {"fraction": "1/2", "plus_one": True, "base": "in_carica"},
    {"fraction": "1/3", "rounding": "su", "president_counts": False},
    {"fraction": "1/2", "plus_one": True, "base": "assegnati", "seats": 15, "president_counts": False},
    {"number": 4},
])  # fmt: skip
rules = st.fixed_dictionaries({
    "quorum_first_call": quorums, "quorum_second_call": quorums,
    "majority_basis": st.sampled_from(["votanti", "presenti", "assegnati"]), "casting_vote": st.booleans(),
    "abstain_counts_as_voting": st.booleans(), "blank_counts_as_voting": st.booleans(),
    "delegation": st.sampled_from(["no", "presenza", "voto"]), "max_delegations": st.sampled_from([1, 2]),
})  # fmt: skip


def sitting(
    moves: list[Any], declared: list[Any], marked: dict[str, str], delegates: dict[str, str], body: Mapping[str, Any],
    call: str,
) -> SittingFacts:  # fmt: skip
    register = written(moves, declared, [], marked)
    rows = {name: list(many) for name, many in register.rows.items()}
    rows["body"] = [{**row, **body} for row in rows["body"]]
    rows["meeting"] = [{**row, "call": call} if row["code"] == "S2" else row for row in rows["meeting"]]
    rows["attendance"] = [{**row, "delegate": delegates.get(row["person"])} if row["meeting"] == "S2" else row
                          for row in rows["attendance"]]  # fmt: skip
    return MemoryRegister(rows).sitting("S2")


def told(facts: SittingFacts, upto: int, *last: Mapping[str, Any]) -> list[Step]:
    """The engine, told the opening, the delegates, the first movements, and what comes last."""
    listed = [{"code": one, "president": one == PRESIDENT} for one in facts.voters]
    opening = {"event": "apertura", "present": sorted(facts.room.at_opening), "call": facts.meeting["call"]}
    delegates = [{"event": "delega", "member": row["person"], "to": row["delegate"]}
                 for row in facts.attendance if row["delegate"] and row["person"] in facts.voters]  # fmt: skip
    listed += [{"code": "M17", "voting": False, "president": False}]
    moves = [{"event": one.event, "member": one.person} for one in facts.room.ordered[:upto]
             if one.person in facts.voters]  # fmt: skip
    return replay({**facts.body.values, "members": listed}, [opening, *delegates, *moves, *last])


@settings(max_examples=200, deadline=None)
@given(movements, conflicts, marks, proxies, rules, st.sampled_from(["unica", "prima", "seconda"]))
def test_presence_and_legal_number_are_those_of_the_engine(
    moves: list[Any], declared: list[Any], marked: dict[str, str], delegates: dict[str, str], body: Any, call: str
) -> None:
    facts = sitting(moves, declared, marked, delegates, body, call)
    first = told(facts, 0)[-1]
    assert (len(facts.at_opening), facts.quorum, facts.has_quorum(facts.at_opening)) == (
        first.present, first.quorum, first.valid)  # fmt: skip
    for n, moment in enumerate(facts.room.moments, 1):
        step, there = told(facts, n)[-1], facts.there(moment.present)
        assert (len(there), facts.has_quorum(there)) == (step.present, step.valid)
    now = told(facts, len(facts.room.moments))[-1]
    assert (len(facts.live.present), facts.live.valid, facts.live.quorum) == (now.present, now.valid, now.quorum)


@settings(max_examples=200, deadline=None)
@given(movements, conflicts, marks, proxies, rules, st.integers(0, 15), st.integers(0, 15), st.booleans())
def test_a_vote_is_decided_as_the_engine_decides_it(
    moves: list[Any], declared: list[Any], marked: dict[str, str], delegates: dict[str, str], body: Any,
    favour: int, abstained: int, chair_against: bool,
) -> None:  # fmt: skip
    facts = sitting(moves, declared, marked, delegates, body, "unica")
    for item in facts.items:
        who = facts.assembly(item.code)
        aye, silent = min(favour, who.entitled), min(abstained, max(who.entitled - favour, 0))
        no = who.entitled - aye - silent
        against = (PRESIDENT,) if chair_against and no else ()
        voting = aye + no + (silent if facts.rules.abstainers_vote else 0)
        vote = {"item": item.code, "mode": "palese_alzata_mano", "majority": None, "present": who.entitled,
                "voting": voting, "favour": aye, "against": no, "abstained": silent, "names_against": against,
                "tie_break": facts.rules.casting_vote and who.chair_here}  # fmt: skip
        recused = [{"event": "incompatibile", "member": one["person"]}
                   for one in facts.of(facts.conflicts, item.code)]  # fmt: skip
        poll = {"event": "votazione", "favour": aye, "against": no, "abstained": silent, "names_against": against}
        moved, item_now = facts.room.moved_before(item.code), {"event": "punto", "item": item.code}
        step = told(facts, moved, item_now, *recused, poll)[-1]
        assert step.outcome is not None
        found = facts.outcome(vote)
        assert (who.present, who.quorate) == (step.present, step.valid)
        assert (found.result, found.required, found.sentence) == (
            step.outcome.result, step.outcome.required, step.outcome.sentence)  # fmt: skip
        wrong = vote_problems(vote, facts.rules, who.entitled, who.quorum, who.recused, quorate=who.quorate)
        assert bool(wrong) == (not who.quorate)


def test_the_example_agrees_item_by_item() -> None:
    facts = sitting([], [], {}, {}, {}, "unica")
    assert facts.live.quorum == 8
    assert told(facts, 0)[-1].present == len(facts.at_opening)


def test_who_left_is_not_among_those_who_vote() -> None:
    moves = [{"person": "M02", "time": time(18, 0), "event": "esce", "item": "S2.2"}]
    assert "M02" not in sitting(moves, [], {}, {}, {}, "unica").assembly("S2.2").voters
