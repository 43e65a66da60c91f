"""Votes in every way the body's rules know: by name, secret, by roll call, when all agree, with delegates."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from app.core.errors import Refused
from app.domain.entity import Snapshot
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import lists, meetings, minutes, register
from tests.stories.sittings import agenda, opened, seen

TEN = {f"M{n:02}": "presente" for n in range(1, 11)}


def with_rules(desk: Store, **values: Any) -> None:
    body = seen(desk, "CDR", "body")
    register.edit(desk, "body", body.id, body.version, values)


def sitting(desk: Store, present: dict[str, Any] | None = None) -> tuple[str, str]:
    """(sitting, its second item), open, with ten members in the room."""
    meeting = opened(desk, TEN if present is None else present)
    return meeting.code, agenda(desk, meeting.code)[1].code


def vote_on(desk: Store, item: str) -> Snapshot:
    return lists.snapshots(desk, Query("vote", (Filter("item", "=", (item,)),)))[0]


def test_a_roll_call_counts_by_itself_and_names_everybody(secretary: Store) -> None:
    meeting, item = sitting(secretary)
    choices = dict.fromkeys(TEN, "favour") | {"M02": "against", "M03": "abstained", "M04": "not_participating"}
    with pytest.raises(Refused, match="manca il voto di Marta Fittizi"):
        meetings.roll_call_vote(secretary, item, {code: side for code, side in choices.items() if code != "M01"})
    with pytest.raises(Refused, match="non è presente"):
        meetings.roll_call_vote(secretary, item, choices | {"M15": "favour"})
    meetings.roll_call_vote(secretary, item, choices)
    vote = vote_on(secretary, item)
    assert [vote[name] for name in ("favour", "against", "abstained", "not_participating")] == [7, 1, 1, 1]
    assert (vote["names_against"], vote["names_not_participating"]) == (("M02",), ("M04",))
    assert len(vote["names_favour"]) == 7
    value, _ = minutes.value(secretary, meeting)
    told = value.items[1].votes[0].told
    assert told.startswith("Posta ai voti per appello nominale")
    assert "favorevoli n. 7 (Marta Fittizi, " in told
    assert "contrari n. 1 (Livio Esempi)" in told


def test_a_secret_vote_has_blanks_and_no_names(secretary: Store) -> None:
    meeting, item = sitting(secretary)
    with pytest.raises(Refused, match="non si scrivono i nomi"):
        meetings.record_vote(secretary, item, favour=9, against=1, mode="segreta", names_against=("M02",))
    with pytest.raises(Refused, match="solo in una votazione segreta"):
        meetings.record_vote(secretary, item, favour=8, against=1, blank=1)
    meetings.record_vote(secretary, item, favour=8, against=1, blank=1, mode="segreta")
    assert vote_on(secretary, item)["explained"] == (
        "Presenti 10, votanti 10 (1 scheda bianca o nulla), favorevoli 8, contrari 1; maggioranza richiesta 6: "
        "approvata")  # fmt: skip
    value, _ = minutes.value(secretary, meeting)
    assert "schede bianche o nulle n. 1" in value.items[1].votes[0].told
    assert value.items[1].votes[0].explained.endswith("maggioranza richiesta 6: approvata")


def test_where_the_rules_want_a_secret_vote_an_open_one_is_refused(secretary: Store) -> None:
    _, item = sitting(secretary)
    with_rules(secretary, secret_kinds=("deliberazione",))
    with pytest.raises(Refused, match="vogliono lo scrutinio segreto su «Decisione»"):
        meetings.record_vote(secretary, item, favour=10)
    with pytest.raises(Refused, match="scrutinio segreto"):
        meetings.agree(secretary, item)
    meetings.record_vote(secretary, item, favour=10, mode="segreta")


def test_the_majority_follows_the_kind_of_item(secretary: Store) -> None:
    with_rules(secretary, qualified_majorities={"deliberazione": "assoluta"})
    _, item = sitting(secretary)
    with pytest.raises(Refused, match="chiedono la maggioranza «Assoluta»"):
        meetings.record_vote(secretary, item, favour=10, majority="semplice")
    meetings.record_vote(secretary, item, favour=7, against=2, abstained=1)
    vote = vote_on(secretary, item)
    assert (vote["majority"], vote["required"], vote["result"]) == ("assoluta", 8, "respinta")
    assert seen(secretary, item, "agenda_item")["outcome"] == "respinto"


def test_all_agree_and_nobody_asks_for_a_vote(secretary: Store) -> None:
    meeting, item = sitting(secretary)
    meetings.agree(secretary, item)
    assert (vote_on(secretary, item)["favour"], vote_on(secretary, item)["mode"]) == (10, "unanimita_senza_voto")
    value, _ = minutes.value(secretary, meeting)
    assert "condivisa all'unanimità, senza necessità di votazione formale" in value.items[1].votes[0].told


def test_a_tie_is_broken_by_who_chairs_where_the_rules_say_so(secretary: Store) -> None:
    with_rules(secretary, casting_vote=True)
    _, item = sitting(secretary)
    meetings.record_vote(secretary, item, favour=5, against=5, names_against=("M02",))
    assert vote_on(secretary, item)["result"] == "approvata"
    assert "a parità prevale il voto di chi presiede" in vote_on(secretary, item)["explained"]
    meetings.record_vote(secretary, item, favour=5, against=5, names_against=("M01",))
    assert vote_on(secretary, item)["result"] == "respinta"


def test_a_delegate_is_refused_where_the_rules_admit_none(secretary: Store) -> None:
    meeting, _ = sitting(secretary)
    with pytest.raises(Refused, match="non ammettono deleghe"):
        meetings.delegate(secretary, meeting, "M11", "M01")


def test_a_delegate_makes_the_absent_present(secretary: Store) -> None:
    with_rules(secretary, delegation="presenza")
    meeting, item = sitting(secretary, {f"M{n:02}": "presente" for n in range(1, 8)})
    assert not meetings.state(secretary, meeting).valid
    with pytest.raises(Refused, match="delega solo chi è assente"):
        meetings.delegate(secretary, meeting, "M02", "M01")
    meetings.delegate(secretary, meeting, "M11", "M01")
    with pytest.raises(Refused, match="tutte le deleghe ammesse: 1"):
        meetings.delegate(secretary, meeting, "M12", "M01")
    now = meetings.state(secretary, meeting)
    assert (len(now.present), now.valid, now.by_delegate) == (8, True, 1)
    meetings.record_vote(secretary, item, favour=8)
    meetings.event(secretary, meeting, "M01", "esce", at=time(18, 0), item=item)
    value, _ = minutes.value(secretary, meeting)
    assert value.items[1].facts == ("Alle ore 18:00 esce Marta Fittizi. Presenti n. 6: viene meno il numero legale.",)
    meetings.delegate(secretary, meeting, "M11", None)
    assert meetings.state(secretary, meeting).by_delegate == 0


def test_a_delegate_may_bring_the_vote_and_not_the_presence(secretary: Store) -> None:
    with_rules(secretary, delegation="voto")
    meeting, item = sitting(secretary)
    meetings.delegate(secretary, meeting, "M11", "M01")
    assert len(meetings.state(secretary, meeting).present) == 10
    meetings.record_vote(secretary, item, favour=11)
    assert vote_on(secretary, item)["explained"] == (
        "Presenti 10, votanti 11, favorevoli 11, contrari 0, deleghe 1; maggioranza richiesta 6: approvata")
    value, problems = minutes.value(secretary, meeting)
    assert "presenti n. 11 (di cui n. 1 per delega)" in value.items[1].votes[0].told
    assert not [one for one in problems if one.entity == "vote"]


def test_the_president_may_not_count_towards_the_legal_number(secretary: Store) -> None:
    third = {"fraction": "1/3", "rounding": "su", "base": "in_carica", "president_counts": False}
    with_rules(secretary, quorum_first_call=third)
    meeting, item = sitting(secretary, {f"M{n:02}": "presente" for n in range(1, 6)})
    now = meetings.state(secretary, meeting)
    assert (len(now.present), now.quorum, now.valid) == (5, 5, False)
    with pytest.raises(Refused, match="Manca il numero legale"):
        meetings.record_vote(secretary, item, favour=5)
    meetings.event(secretary, meeting, "M06", "entra", at=time(18, 0), item=item)
    meetings.record_vote(secretary, item, favour=6)
    assert vote_on(secretary, item)["result"] == "approvata"
