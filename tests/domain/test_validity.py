"""The engine of a sitting: tables from DOMAIN §8 and from the statutes and opinions FEATURES §3.1 cites, properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.domain.body_rules import BodyRules, QuorumRule
from app.domain.validity import Step, replay
from app.domain.voting import Ballot, decide

HALF = {"fraction": "1/2", "plus_one": True, "base": "in_carica"}
THIRD = {"fraction": "1/3", "rounding": "su", "base": "in_carica"}


def body(members: int = 15, **rules: object) -> dict[str, Any]:
    listed = [{"code": f"M{n:02}", "voting": True, "president": n == 1} for n in range(1, members + 1)]
    return {"quorum_first_call": HALF, "quorum_second_call": THIRD, "members": listed, **rules}


def there(*numbers: int) -> list[str]:
    return [f"M{n:02}" for n in numbers]


def opening(present: int, call: str = "prima") -> dict[str, Any]:
    return {"time": "17:30", "event": "apertura", "present": there(*range(1, present + 1)), "call": call}


def vote(favour: int, against: int = 0, abstained: int = 0, **more: object) -> dict[str, Any]:
    return {"time": "18:00", "event": "votazione", "mode": "palese_alzata_mano", "favour": favour, "against": against,
            "abstained": abstained, "not_participating": 0, "majority": "semplice", **more}  # fmt: skip


def last(rules: Mapping[str, Any], *events: Mapping[str, Any]) -> Step:
    return replay(rules, events)[-1]


# ---------------------------------------------------------------- the legal number


@pytest.mark.parametrize(
    ("rule", "in_office", "needed", "source"),
    [
        (HALF, 15, 8, "DOMAIN §8"),
        (HALF, 14, 8, "DOMAIN §8"),
        (HALF, 9, 5, "DOMAIN §8"),
        (HALF, 1, 1, "DOMAIN §8"),
        (THIRD, 15, 5, "DOMAIN §8"),
        (THIRD, 14, 5, "DOMAIN §8"),
        # half at first call, a third rounded up at second, president excluded: 17 with the mayor, so 16
        ({"fraction": "1/2", "rounding": "su", "president_counts": False}, 17, 8, "statute 011/015, art. 44"),
        ({**THIRD, "president_counts": False}, 17, 6, "statute 011/015, art. 44"),
        # at least a third of the assigned, without the mayor: 13 with the mayor, so 12; 11 of them in office
        ({**THIRD, "base": "assegnati", "seats": 13, "president_counts": False}, 11, 4, "TUEL art. 38 c. 2"),
        # on the assigned members, 15, and not on the 13 in office: 8, not 7
        ({**HALF, "base": "assegnati", "seats": 15}, 13, 8, "dait.interno.gov.it/giurisprudenza/97447"),
        (HALF, 13, 7, "the same, as it had been counted"),
    ],
)
def test_the_legal_number_of_statutes_and_opinions(
    rule: dict[str, Any], in_office: int, needed: int, source: str
) -> None:
    assert QuorumRule.read(rule).needed(in_office) == needed, source


@pytest.mark.parametrize(
    "rule", [{"fraction": "metà"}, {"fraction": "1/0"}, {"fraction": "3/2"}, {"number": -1}, {"base": "in_carica"}]
)
def test_a_rule_nobody_can_read_is_refused_before_the_first_event(rule: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="non è leggibile"):
        replay(body(quorum_first_call=rule), [])


def test_a_president_who_does_not_count_is_not_counted_among_those_present_either() -> None:
    rules = body(9, quorum_first_call={"fraction": "1/2", "rounding": "su", "president_counts": False})
    with_president = last(rules, {**opening(0), "present": there(1, 2, 3, 4)})
    assert (with_president.quorum, with_president.present, with_president.valid) == (4, 4, False)
    assert last(rules, {**opening(0), "present": there(2, 3, 4, 5)}).valid


def test_without_the_number_at_first_call_the_sitting_opens_at_second() -> None:
    steps = replay(body(), [opening(6), {**opening(6, "seconda"), "time": "18:30"}, vote(6)])
    assert [(step.quorum, step.valid) for step in steps] == [(8, False), (5, True), (5, True)]
    assert steps[-1].outcome is not None
    assert steps[-1].outcome.passed


# ---------------------------------------------------------------- votes


@pytest.mark.parametrize(
    ("rules", "present", "event", "voting", "required", "outcome"),
    [
        ({}, 11, vote(6, 5), 11, 6, "approvata"),
        ({}, 11, vote(5, 5, 1), 10, 6, "parita"),
        ({"casting_vote": True}, 11, vote(5, 5, 1), 10, 6, "approvata"),
        ({"casting_vote": True}, 11, vote(5, 5, 1, names_against=["M01"]), 10, 6, "respinta"),
        ({"casting_vote": True}, 11, vote(5, 5, 1, mode="segreta"), 10, 6, "parita"),
        ({"majority_basis": "presenti"}, 12, vote(6, 5, 1), 11, 7, "respinta"),
        ({"majority_basis": "presenti"}, 12, vote(7, 4, 1), 11, 7, "approvata"),
        ({"majority_basis": "assegnati"}, 12, vote(7, 4, 1), 11, 8, "respinta"),
        ({}, 12, vote(10, 1, 1), 11, 6, "approvata"),
        ({}, 12, vote(10, 1), 11, 6, "non_valida"),  # one of the twelve is not accounted for
        # who abstains is among those present and not among the voters: lawful (TAR Lombardia 680/2020)
        ({}, 9, vote(5, 3, 1), 8, 5, "approvata"),
        ({}, 10, vote(3, 2, 5), 5, 3, "approvata"),
        # and among the voters where the body says so, as in Torino (DOMAIN S38g): 26 voters, 23 and 3
        ({"abstain_counts_as_voting": True}, 10, vote(4, 2, 4), 10, 6, "respinta"),
        ({}, 12, vote(8, 4, majority="assoluta"), 12, 8, "approvata"),
        ({}, 12, vote(7, 5, majority="assoluta"), 12, 8, "respinta"),
        ({}, 11, vote(7, 4, majority="due_terzi"), 11, 8, "respinta"),
        ({}, 11, vote(8, 3, majority="due_terzi"), 11, 8, "approvata"),
        ({"majority_basis": "presenti"}, 12, vote(7, 0, 5, majority="due_terzi"), 7, 8, "respinta"),
        ({}, 10, vote(0, 0, mode="unanimita_senza_voto") | {"favour": None}, 10, 6, "approvata"),
        ({}, 10, vote(9, 1, mode="unanimita_senza_voto"), 10, 6, "non_valida"),
        ({}, 10, vote(0, 0, 10), 0, 1, "respinta"),
        ({}, 7, vote(7), 7, 4, "non_valida"),  # without the legal number
        ({}, 10, vote(4, 4, blank=2, mode="segreta"), 10, 6, "parita"),
        ({}, 10, vote(5, 3, blank=2, mode="segreta"), 10, 6, "respinta"),  # blank ballots are votes
        ({"blank_counts_as_voting": False}, 10, vote(5, 3, blank=2, mode="segreta"), 8, 5, "approvata"),
        ({"qualified_majorities": {"parere": "due_terzi"}}, 9, vote(5, 4, kind="parere", majority=None), 9, 6,
         "respinta"),
    ],
)  # fmt: skip
def test_what_a_vote_decides(
    rules: dict[str, Any], present: int, event: dict[str, Any], voting: int, required: int, outcome: str
) -> None:
    found = last(body(**rules), opening(present), event).outcome
    assert found is not None
    assert (found.voting, found.required, found.result) == (voting, required, outcome)


@pytest.mark.parametrize(
    ("present", "event", "sentence"),
    [
        (9, vote(5, 3, 1),
         "Presenti 9, votanti 8 (1 astenuto), favorevoli 5, contrari 3; maggioranza richiesta 5: approvata"),
        (10, vote(6, 0, 2, not_participating=2),
         "Presenti 10, votanti 6 (2 astenuti, 2 non partecipano), favorevoli 6, contrari 0; "
         "maggioranza richiesta 4: approvata"),
        (10, vote(5, 5), "Presenti 10, votanti 10, favorevoli 5, contrari 5; maggioranza richiesta 6: "
                         "parità di voti, non approvata"),
        (7, vote(7), "Presenti 7 su 15, numero legale 8: la votazione non è valida"),
        (10, vote(9), "Presenti al voto 10, ma i voti, gli astenuti e chi non partecipa fanno 9: "
                      "i conti non tornano e la votazione non è valida"),
    ],
)  # fmt: skip
def test_each_outcome_explains_itself_in_one_sentence(present: int, event: dict[str, Any], sentence: str) -> None:
    found = last(body(), opening(present), event).outcome
    assert found is not None
    assert found.sentence == sentence


# ---------------------------------------------------------------- a whole sitting


def test_sitting_2_of_the_example_is_followed_event_by_event() -> None:
    """DOMAIN §3.6: Nora comes and goes, Lidia steps out of item 2."""
    present = there(1, 2, 4, 5, 7, 8, 9, 10, 11, 15)
    events = [
        {"time": "17:30", "event": "apertura", "present": present, "call": "unica"},
        vote(9, 0, 1),
        {"time": "17:50", "event": "entra", "member": "M03"},
        {"time": "17:52", "event": "incompatibile", "member": "M11"},
        vote(10),
        {"time": "18:15", "event": "rientra", "member": "M11"},
        vote(10, 0, 1),
        {"time": "19:05", "event": "esce", "member": "M03"},
        vote(10),
        vote(9, 1),
        {"time": "19:40", "event": "chiusura"},
    ]
    steps = replay(body(), events)
    assert [step.present for step in steps] == [10, 10, 11, 10, 10, 11, 11, 10, 10, 10, 10]
    assert all(step.valid and step.quorum == 8 for step in steps)
    assert [step.outcome.result for step in steps if step.outcome] == ["approvata"] * 5


def test_a_recusal_lasts_for_the_item_under_discussion() -> None:
    unnamed = replay(body(), [opening(9), {"event": "incompatibile", "member": "M02"}, vote(8), vote(9)])
    assert [step.present for step in unnamed] == [9, 8, 8, 9]
    named = replay(body(), [
        opening(9), {"event": "incompatibile", "member": "M02", "item": "1"}, vote(8, item="1"), vote(8, item="1"),
        vote(9, item="2"),
    ])  # fmt: skip
    assert [step.present for step in named] == [9, 8, 8, 8, 9]
    assert all(step.outcome.passed for step in (*unnamed, *named) if step.outcome)


def test_a_recusal_that_leaves_too_few_stops_the_vote_with_the_reason() -> None:
    found = last(body(), opening(8), {"event": "incompatibile", "member": "M02"}, vote(7)).outcome
    assert found is not None
    assert found.result == "non_valida"
    assert "numero legale 8" in found.sentence


@pytest.mark.parametrize(
    ("delegation", "present", "event", "result"),
    [
        ("no", 7, vote(7), "non_valida"),
        ("presenza", 8, vote(8), "approvata"),
        ("voto", 7, vote(8), "non_valida"),  # it brings a vote, not the legal number
    ],
)
def test_a_delegate_counts_as_the_body_says(delegation: str, present: int, event: dict[str, Any], result: str) -> None:
    proxy = {"event": "delega", "member": "M15", "to": "M01"}
    step = last(body(delegation=delegation), opening(7), proxy, event)
    assert step.outcome is not None
    assert (step.present, step.outcome.result) == (present, result)


def test_who_stands_for_somebody_takes_them_away_when_leaving() -> None:
    proxy, leaves = {"event": "delega", "member": "M15", "to": "M02"}, {"event": "esce", "member": "M02"}
    steps = replay(body(delegation="presenza"), [opening(8), proxy, leaves])
    assert [step.present for step in steps] == [8, 9, 7]


@pytest.mark.parametrize(
    ("events", "note"),
    [
        ([vote(9)], "la seduta non è ancora aperta"),
        ([opening(9), opening(9)], "la seduta è già aperta"),
        ([opening(9), {"event": "chiusura"}, vote(9)], "la seduta è già chiusa"),
        ([opening(9), {"event": "entra", "member": "M01"}], "era già presente"),
        ([opening(9), {"event": "esce", "member": "M15"}], "non era presente"),
        ([opening(9), {"event": "delega", "member": "M15", "to": "M01"}],
         "le regole dell'organo non ammettono deleghe"),
        ([opening(9), {"time": "17:00", "event": "esce", "member": "M01"}],
         "l'ora viene prima di quella dell'evento precedente"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said(events: list[dict[str, Any]], note: str) -> None:
    step = last(body(), *events)
    assert step.note == note
    assert step.outcome is None or step.outcome.result == "non_valida"


@pytest.mark.parametrize(
    "event",
    [{"event": "balla"}, {"event": "entra", "member": "M99"}, {"event": "entra"}, {"time": "le sei", "event": "esce"},
     vote(3, majority="bulgara"), vote(3) | {"favour": "nove"}],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(event: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        replay(body(), [opening(9), event])


# ---------------------------------------------------------------- properties

_people = st.sampled_from(there(*range(1, 13)))
_moves = st.one_of(
    st.fixed_dictionaries({"event": st.sampled_from(["entra", "esce", "rientra", "incompatibile"]), "member": _people}),
    st.fixed_dictionaries({"event": st.just("delega"), "member": _people, "to": _people}),
    st.fixed_dictionaries({"event": st.just("punto"), "item": st.sampled_from("123")}),
    st.builds(vote, st.integers(0, 12), st.integers(0, 12), st.integers(0, 6)),
)
_bodies = st.builds(
    lambda basis, delegation, abstainers, casting: body(
        12, majority_basis=basis, delegation=delegation, abstain_counts_as_voting=abstainers, casting_vote=casting
    ),
    st.sampled_from(["votanti", "presenti", "assegnati"]), st.sampled_from(["no", "presenza", "voto"]),
    st.booleans(), st.booleans(),
)  # fmt: skip


@settings(max_examples=400)
@given(_bodies, st.lists(_people, unique=True), st.lists(_moves, max_size=25))
def test_no_sitting_breaks_the_arithmetic(
    rules: dict[str, Any], present: list[str], moves: list[dict[str, Any]]
) -> None:
    steps = replay(rules, [{"event": "apertura", "present": present, "call": "prima"}, *moves])
    for step in steps:
        assert 0 <= step.present <= 12
        assert step.valid == (step.present >= step.quorum)
        if step.outcome is None or step.outcome.result == "non_valida":
            continue
        event, stands_for = step.event, rules["delegation"] == "voto"
        cast = event["favour"] + event["against"] + event["abstained"]
        assert step.valid
        assert cast == step.present or (stands_for and cast >= step.present)
        assert step.outcome.voting <= cast
        if step.outcome.passed and not rules["casting_vote"]:
            assert event["favour"] > event["against"]
            assert event["favour"] >= step.outcome.required


@given(st.lists(_people, unique=True), _people)
def test_a_recusal_never_adds_a_voter(present: list[str], who: str) -> None:
    before, after = replay(body(12), [{"event": "apertura", "present": present},
                                      {"event": "incompatibile", "member": who}])  # fmt: skip
    assert after.present == before.present - (who in present)


@given(
    st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.sampled_from(["semplice", "assoluta", "due_terzi"])
)
def test_one_more_in_favour_never_rejects(present: int, favour: int, against: int, majority: str) -> None:
    def passes(yes: int) -> bool:
        ballot = Ballot(present, yes, against, present - yes - against, majority=majority)
        return decide(ballot, BodyRules(), 60, 1).passed

    if favour + against < present and passes(favour):
        assert passes(favour + 1)


@given(st.integers(1, 200))
def test_the_second_call_never_asks_more_than_the_first(members: int) -> None:
    first, second = (QuorumRule.read(rule).needed(members) for rule in (HALF, THIRD))
    assert 1 <= second <= first <= members
