"""Sittings nobody would hold: whatever is written down, the minutes are composed and the counts stay sane."""

from __future__ import annotations

from datetime import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.composing import compose
from app.domain.lints import lints
from tests.helpers.register import MemoryRegister, example

REGISTER = example()
MEMBERS = [f"M{n:02}" for n in range(1, 16)]
ITEMS = [f"S2.{n}" for n in range(1, 7)]

people, hours = st.sampled_from([*MEMBERS, "M17", "M99"]), st.times().map(lambda t: t.replace(second=0, microsecond=0))
movements = st.lists(
    st.fixed_dictionaries({"person": people, "time": hours, "event": st.sampled_from(["entra", "esce", "rientra"]),
                           "item": st.sampled_from([None, *ITEMS])}), max_size=12)  # fmt: skip
texts = st.text(min_size=1, max_size=20)
conflicts = st.lists(
    st.fixed_dictionaries({"person": people, "item": st.sampled_from(ITEMS), "leaves": st.booleans(),
                           "time": st.none() | hours, "reason": texts}), max_size=4)  # fmt: skip
counts = st.integers(0, 16)
votes = st.lists(
    st.fixed_dictionaries({"item": st.sampled_from(ITEMS), "present": counts, "voting": counts, "favour": counts,
                           "against": counts, "abstained": counts, "not_participating": st.none() | counts,
                           "mode": st.sampled_from(["palese_alzata_mano", "segreta", "unanimita_senza_voto"]),
                           "names_against": st.lists(people, max_size=3).map(tuple)}), max_size=5)  # fmt: skip
statuses = st.dictionaries(
    st.sampled_from(MEMBERS),
    st.sampled_from(["presente", "assente_giustificato", "assente_ingiustificato", "invitato"]),
)


def written(moves: list[Any], declared: list[Any], voted: list[Any], marks: dict[str, str]) -> MemoryRegister:
    register = REGISTER
    rows = {name: list(many) for name, many in register.rows.items()}
    for entity, found in (("attendance_event", moves), ("conflict", declared), ("vote", voted)):
        rows[entity] = []
        for n, values in enumerate(found):
            made = MemoryRegister({entity: []}).add(entity, code=f"X{n}", **values).rows[entity][0]
            rows[entity].append({**made, "meeting": "S2"} if entity == "attendance_event" else made)
    rows["attendance"] = [
        {**row, "status": marks.get(row["person"], row["status"])} if row["meeting"] == "S2" else row
        for row in rows["attendance"]
    ]
    return MemoryRegister(rows)


@settings(max_examples=150, deadline=None)
@given(movements, conflicts, votes, statuses)
def test_any_sitting_is_told_without_a_fall_and_without_impossible_counts(
    moves: list[Any], declared: list[Any], voted: list[Any], marks: dict[str, str]
) -> None:
    facts = written(moves, declared, voted, marks).sitting("S2")
    minutes = compose(facts)
    assert 0 <= minutes.present <= minutes.in_office == 15
    for item in minutes.items:
        assert 0 <= item.present <= 15
    valid = [v for item in minutes.items for v in item.votes if v.result != "non_valida"]
    assert all(v.numbers.present >= minutes.quorum for v in valid)
    assert all(lint.why and lint.entity for lint in lints(facts, minutes))
    assert minutes.json() == compose(facts).json()


@given(people.filter(lambda p: p != "M99"), hours, st.sampled_from(ITEMS))
@settings(max_examples=50, deadline=None)
def test_a_recusal_never_adds_a_voter(who: str, at: time, item: str) -> None:
    before = REGISTER.sitting("S2")
    recused = REGISTER.add("conflict", code="X", item=item, person=who, reason="interesse", leaves=True, time=at)
    after = recused.sitting("S2")
    assert after.present_at(item) <= before.present_at(item)
    assert after.room.at_opening <= before.room.at_opening
