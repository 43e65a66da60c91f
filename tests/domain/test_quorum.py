"""Who is there, and when a proposal passes: the tables of DOMAIN §8, and properties no sitting may break."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.domain.actors import Body
from app.domain.body_rules import BodyRules, quorum_of, rules_of
from app.domain.presence import Movement, Presence, presence
from app.domain.quorum import outcome_of, vote_problems

FIRST = {"fraction": "1/2", "plus_one": True, "base": "in_carica"}
SECOND = {"fraction": "1/3", "rounding": "su", "base": "in_carica"}


def vote(present: int, voting: int, favour: int, against: int, abstained: int, **more: object) -> dict[str, object]:
    return {"present": present, "voting": voting, "favour": favour, "against": against, "abstained": abstained,
            "not_participating": 0, "tie_break": None, "majority": None, **more}  # fmt: skip


# ---------------------------------------------------------------- the legal number


@pytest.mark.parametrize(
    ("rule", "members", "needed"),
    [
        (FIRST, 15, 8), (FIRST, 14, 8), (FIRST, 9, 5), (FIRST, 1, 1), (None, 15, 8),
        (SECOND, 15, 5), (SECOND, 14, 5), (SECOND, 1, 1),
        ({"fraction": "1/2"}, 15, 8), ({"fraction": "1/2", "rounding": "giu"}, 15, 7),
        ({"number": 5}, 15, 5), ({"fraction": "2/3", "rounding": "su"}, 15, 10),
        ({"fraction": "1/2", "plus_one": True, "base": "assegnati", "seats": 15}, 13, 8),
    ],
)  # fmt: skip
def test_the_legal_number(rule: dict[str, object] | None, members: int, needed: int) -> None:
    assert quorum_of(rule, members) == needed


@pytest.mark.parametrize("rule", [{"fraction": "metà"}, {"fraction": "1/0"}, {"base": "in_carica"}, {"number": "x"}])
def test_a_rule_that_cannot_be_read_is_refused(rule: dict[str, object]) -> None:
    with pytest.raises(Refused):
        quorum_of(rule, 15)


def test_the_second_call_has_its_own_number() -> None:
    rules = rules_of({"quorum_first_call": FIRST, "quorum_second_call": SECOND})
    assert [rules.quorum(15, call) for call in ("unica", "prima", "seconda")] == [8, 8, 5]


# ---------------------------------------------------------------- votes


@pytest.mark.parametrize(
    ("numbers", "abstainers_vote", "sound"),
    [
        (vote(12, 11, 10, 1, 1), False, True),
        (vote(12, 12, 10, 1, 1), False, False),
        (vote(12, 12, 10, 1, 1), True, True),
        (vote(26, 26, 23, 0, 3), True, True),  # as the Torino council counts
        (vote(12, 10, 10, 0, 1, not_participating=1), False, True),
        (vote(12, 10, 10, 0, 1), False, False),
    ],
)
def test_the_sums_of_a_vote(numbers: dict[str, object], abstainers_vote: bool, sound: bool) -> None:
    rules = BodyRules(abstainers_vote=abstainers_vote)
    present = numbers["present"]
    assert isinstance(present, int)
    assert (vote_problems(numbers, rules, present, 8) == []) is sound


@pytest.mark.parametrize(
    ("numbers", "basis", "result", "required"),
    [
        (vote(11, 11, 6, 5, 0), "votanti", "approvata", 6),
        (vote(11, 10, 5, 5, 1), "votanti", "parita", 6),
        (vote(12, 12, 6, 6, 0), "presenti", "parita", 7),
        (vote(12, 11, 6, 5, 1), "presenti", "respinta", 7),
        (vote(12, 11, 7, 4, 1), "presenti", "approvata", 7),
        (vote(12, 11, 7, 4, 1), "assegnati", "respinta", 8),
        (vote(10, 10, 10, 0, 0), "votanti", "approvata", 6),
        (vote(10, 10, 4, 6, 0), "votanti", "respinta", 6),
        (vote(10, 0, 0, 0, 10), "votanti", "respinta", 1),
        (vote(7, 7, 7, 0, 0), "votanti", "non_valida", 4),  # no legal number
        (vote(12, 12, 10, 1, 1), "votanti", "non_valida", 6),  # the sums are wrong: 11 voted
        (vote(12, 12, 8, 4, 0, majority="assoluta"), "votanti", "approvata", 8),
        (vote(12, 12, 7, 5, 0, majority="assoluta"), "votanti", "respinta", 8),
        (vote(11, 11, 7, 4, 0, majority="due_terzi"), "votanti", "respinta", 8),
        (vote(11, 11, 8, 3, 0, majority="due_terzi"), "votanti", "approvata", 8),
    ],
)
def test_when_a_proposal_passes(numbers: dict[str, object], basis: str, result: str, required: int) -> None:
    found = outcome_of(numbers, BodyRules(basis=basis), in_office=15, quorum=8)
    assert (found.result, found.required) == (result, required)


def test_a_tie_is_broken_by_the_chair_only_where_the_body_says_so() -> None:
    tie = vote(11, 10, 5, 5, 1, tie_break=True)
    assert outcome_of(tie, BodyRules(), 15, 8).result == "parita"
    assert outcome_of(tie, BodyRules(casting_vote=True), 15, 8).result == "approvata"
    assert outcome_of(tie, BodyRules(casting_vote=True), 15, 8, chair_against=True).result == "respinta"
    assert outcome_of({**tie, "tie_break": None}, BodyRules(casting_vote=True), 15, 8).result == "parita"


def test_a_vote_without_the_legal_number_or_with_other_people_than_the_room_is_told() -> None:
    told = vote_problems(vote(7, 7, 7, 0, 0), BodyRules(), present=7, quorum=8)
    assert len(told) == 1
    assert "numero legale" in told[0]
    other = vote_problems(vote(10, 10, 10, 0, 0), BodyRules(), present=11, quorum=8)
    assert other == ["I presenti al voto sono 10, ma dalle presenze ne risultano 11."]


# ---------------------------------------------------------------- the room


def the_example() -> Presence:
    """Sitting 2/2026: Nora (M03) comes at 17:50 and goes at 19:05, Lidia (M11) steps out for item 2."""
    voters = [f"M{n:02}" for n in range(1, 16)]
    here = [m for m in voters if m not in ("M06", "M12", "M13", "M14")]
    moves = [
        Movement(time(19, 5), "M03", "esce", "S2.4"),
        Movement(time(17, 50), "M03", "entra", "S2.2"),
        Movement(time(17, 52), "M11", "esce", "S2.2"),
        Movement(time(18, 15), "M11", "rientra", "S2.3"),
    ]
    return presence(voters, [*here, "M17", "M18"], moves, [f"S2.{n}" for n in range(1, 7)])


def test_the_room_of_the_example() -> None:
    room = the_example()
    assert len(room.at_opening) == 10
    assert "M03" not in room.at_opening
    assert [len(moment.present) for moment in room.moments] == [11, 10, 11, 10]
    assert [len(room.during(f"S2.{n}")) for n in range(1, 7)] == [10, 10, 11, 10, 10, 10]
    assert room.stays("M03") == ((time(17, 50), time(19, 5)),)
    assert room.stays("M11") == ((None, time(17, 52)), (time(18, 15), None))
    assert room.stays("M01") == ((None, None),)
    assert room.stays("M06") == ()


def test_a_movement_told_without_its_item_belongs_to_the_one_being_discussed() -> None:
    moves = [Movement(time(18, 0), "A", "esce", "2"), Movement(time(18, 5), "B", "esce")]
    room = presence("ABC", "ABC", moves, ["1", "2", "3"])
    assert [len(room.during(item)) for item in "123"] == [3, 1, 1]
    assert [len(room.under(item)) for item in "123"] == [0, 2, 0]


def test_a_movement_that_makes_no_sense_changes_nothing_and_is_reported() -> None:
    room = presence("AB", "AB", [Movement(time(18, 0), "A", "esce"), Movement(time(18, 5), "A", "esce")], [])
    assert len(room.now) == 1
    assert [bool(moment.odd) for moment in room.moments] == [False, True]


def test_guests_move_without_counting() -> None:
    room = presence("AB", "ABG", [Movement(time(18, 0), "G", "esce")], [])
    assert len(room.now) == 2
    assert not room.moments[0].counts


PEOPLE = st.sampled_from("ABCDEFGHIJ")
MOVES = st.lists(
    st.builds(Movement, st.times(), PEOPLE, st.sampled_from(["entra", "esce", "rientra"]),
              st.sampled_from([None, "1", "2", "3", "?"])), max_size=30)  # fmt: skip
ROOMS = st.builds(
    lambda voters, here, moves: presence(voters, here, moves, ["1", "2", "3"]),
    st.sets(PEOPLE), st.sets(PEOPLE), MOVES,
)  # fmt: skip


@given(ROOMS)
def test_no_set_of_movements_makes_those_present_more_than_the_members_or_fewer_than_none(room: Presence) -> None:
    for present in (room.at_opening, room.now, *(m.present for m in room.moments), *map(room.during, "123")):
        assert present <= room.voters


@given(ROOMS)
def test_every_movement_is_told_under_one_item_only(room: Presence) -> None:
    assert sum(len(room.under(item)) for item in "123") == len(room.movements)


@given(ROOMS)
def test_stays_never_overlap_and_agree_with_the_room_at_the_end(room: Presence) -> None:
    for person in room.voters:
        stays = room.stays(person)
        ends = [moment for stay in stays for moment in stay if moment is not None]
        assert ends == sorted(ends)
        assert (bool(stays) and stays[-1][1] is None) == (person in room.now)


@given(ROOMS, PEOPLE, st.times())
def test_a_recusal_never_adds_a_voter(room: Presence, who: str, at: time) -> None:
    after = Presence(room.voters, room.attending, (*room.movements, Movement(at, who, "esce", "3")), room.items)
    assert after.now <= room.now


@given(st.integers(1, 60), st.data())
def test_sound_numbers_always_have_an_outcome_and_one_only(members: int, data: st.DataObject) -> None:
    favour = data.draw(st.integers(0, members))
    against = data.draw(st.integers(0, members - favour))
    abstained = data.draw(st.integers(0, members - favour - against))
    away = members - favour - against - abstained
    numbers = vote(members, favour + against, favour, against, abstained, not_participating=away)
    result = outcome_of(numbers, BodyRules(), members, quorum_of(FIRST, members)).result
    wanted = "approvata" if favour > against else "parita" if favour == against and favour else "respinta"
    assert result == wanted


@pytest.mark.parametrize("wrong", [{"foo": 1}, {"number": [1]}, {"fraction": "un mezzo"}])
def test_a_body_keeps_no_quorum_that_nobody_can_compute(wrong: dict[str, object]) -> None:
    values = {**Body.defaults(), "code": "CDR", "name": "Cabina", "quorum_first_call": wrong}
    assert [problem.field for problem in Body.problems(values)] == ["quorum_first_call"]
