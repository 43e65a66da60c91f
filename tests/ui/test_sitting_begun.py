"""What is begun at a sitting and not whole yet (a vote, a decision, a speech) outlives refreshes and colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.usecases import meetings, minutes, register
from tests.ui.slow_sitting import A, B, Place, slow_sitting


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")  # drawing is told in tests/documents
    with slow_sitting(qtbot, tmp_path) as made:
        yield made


# ---------------------------------------------------------------- what is begun


def test_a_vote_begun_outlives_a_refresh_and_another_item(place: Place) -> None:
    vote = place.view.item.vote
    vote.begin()
    for name, number in (("favour", "4"), ("against", "3")):
        vote.bound.editors[name].set_raw(number)
    place.view.read()
    assert [vote.bound.editors[name].raw() for name in ("favour", "against")] == ["4", "3"]
    place.view.show_item(B)
    assert not vote.inside.isVisible()
    place.view.show_item(A)
    assert vote.inside.isVisible()
    assert [vote.bound.editors[name].raw() for name in ("favour", "against")] == ["4", "3"]
    assert place.parts("vote") == []


def test_a_decision_begun_outlives_a_refresh_and_a_colleague_s_decision(place: Place) -> None:
    panel = place.view.item.decision
    panel.one_more()
    panel.bound.editors["text"].set_raw("di fare la nostra")
    place.view.read()
    assert panel.bound.editors["text"].raw() == "di fare la nostra"
    place.view.apply(meetings.decide(place.desk.store, A, type="indirizzo", text="di fare la loro", owner="M05"))
    assert panel.bound.editors["text"].raw() == "di fare la nostra"
    assert len(panel.others) == 1
    panel.bound.editors["owner"].set_raw("M08")
    panel.bound.flush()
    assert sorted(one["text"] for one in place.parts("decision")) == ["di fare la loro", "di fare la nostra"]


def test_a_speech_begun_comes_back_with_its_item(place: Place) -> None:
    row = place.view.item.speeches.begin()
    row.bound.editors["text"].set_raw("Dice che")
    meetings.add_speech(place.desk.store, A, "M03", "parla un altro")
    place.view.read()
    assert row in place.view.item.speeches.rows
    place.view.show_item(B)
    place.tidy()
    assert place.view.item.speeches.rows == []
    place.view.show_item(A)
    assert [one.bound.editors["text"].raw() for one in place.view.item.speeches.rows] == ["parla un altro", "Dice che"]
    place.view.item.speeches.rows[1].remove.click()
    assert place.drafts == []
    place.view.read()
    assert len(place.view.item.speeches.rows) == 1


def speech(place: Place, words: str = "Ha detto una cosa") -> None:
    row = place.view.item.speeches.begin()
    row.bound.editors["person"].set_raw("M02")
    row.bound.editors["text"].set_raw(words)


def test_a_speech_is_saved_though_its_item_was_left(place: Place) -> None:
    speech(place)
    place.held.hold = True
    place.view.show_item(B)
    place.tidy()
    place.view.show_item(A)
    place.held.catch_up()
    assert [one["text"] for one in place.parts("speech")] == ["Ha detto una cosa"]
    assert [row.bound.editors["text"].raw() for row in place.view.item.speeches.rows] == ["Ha detto una cosa"]
    assert place.heard.done, "the rest of the window was told"
    assert place.drafts == []


def test_a_speech_refused_late_is_kept_and_said(place: Place) -> None:
    speech(place)
    place.held.hold = True
    place.view.show_item(B)
    place.tidy()
    take_off(place)
    place.held.catch_up()
    assert place.parts("speech") == []
    assert place.heard.said[-1].kind == "warning"
    assert [dict(one.typed) for one in place.drafts] == [{"person": "M02", "text": "Ha detto una cosa"}]


def take_off(place: Place) -> None:
    """A colleague takes the item off the register meanwhile."""
    one = place.item(A)
    register.trash(place.desk.store, "agenda_item", one.id, one.version)


def test_a_row_thrown_away_while_it_is_being_saved_is_thrown_away(place: Place) -> None:
    speech(place)
    place.held.hold = True
    row = place.view.item.speeches.rows[0]
    row.bound.flush()
    row.remove.click()
    place.held.catch_up()
    assert place.parts("speech") == []
    assert place.view.item.speeches.rows == []
    assert place.drafts == []


def test_one_speech_after_the_other_at_a_slow_register(place: Place) -> None:
    place.held.hold = True
    speech(place, "La prima")
    place.view.item.speeches.flush()
    place.view.item.speeches.begin()
    place.held.catch_up()
    speech(place, "La seconda")
    place.view.flush()
    assert [one["text"] for one in place.parts("speech")] == ["La prima", "La seconda"]


# ---------------------------------------------------------------- votes of two desks


def numbers(place: Place) -> tuple[int, ...]:
    saved = place.parts("vote")
    assert len(saved) == 1
    return tuple(saved[0][name] for name in ("favour", "against", "abstained"))


def test_a_vote_is_not_written_over_a_colleague_s(place: Place) -> None:
    vote = place.view.item.vote
    vote.begin()
    vote.bound.flush()
    assert numbers(place) == (10, 0, 0)
    meetings.record_vote(place.desk.store, A, favour=8, against=2, names_against=("M01", "M02"))
    vote.bound.editors["favour"].set_raw("9")
    vote.bound.editors["abstained"].set_raw("1")
    vote.bound.flush()
    assert numbers(place) == (8, 2, 0)
    assert vote.bound.editors["favour"].raw() == "9"
    vote.bound.question.yes.click()
    assert numbers(place) == (9, 0, 1), "the whole vote as it is on the screen"


@pytest.mark.parametrize("heard", [True, False])
def test_two_first_votes_on_one_item(place: Place, heard: bool) -> None:
    vote = place.view.item.vote
    vote.begin()
    theirs = meetings.record_vote(place.desk.store, A, favour=8, against=2)
    if heard:
        place.view.apply(theirs)
    vote.bound.flush()
    assert numbers(place) == (8, 2, 0)
    assert vote.bound.editors["favour"].raw() == "10"
    vote.bound.question.no.click()
    assert vote.bound.editors["favour"].raw() == "8"
    assert numbers(place) == (8, 2, 0)
    assert place.drafts == []


# ---------------------------------------------------------------- answers out of their turn


def test_a_speech_read_before_its_answer_has_one_row(place: Place) -> None:
    speech(place)
    place.held.hold = True
    place.view.item.speeches.flush()
    place.view.read()
    place.held.work()  # written
    place.held.work()  # read
    place.held.answer(1)
    assert len(place.view.item.speeches.rows) == 2, "the one that is being saved, the one that was read"
    place.held.catch_up()
    assert [row.bound.editors["text"].raw() for row in place.view.item.speeches.rows] == ["Ha detto una cosa"]
    assert place.drafts == []


def test_a_draft_waits_until_one_may_write(place: Place) -> None:
    place.view.item.vote.begin()
    bound = place.view.item.vote.bound
    bound.editors["against"].set_raw("3")
    place.view.show_item(B)
    point = place.view.board and place.view.board.point(A)
    assert point
    assert place.view.board
    place.view.item.vote.show_point(place.view.board, point, "La seduta non è aperta.")
    assert bound.editors["against"].raw() == ""
    place.view.item.vote.show_point(place.view.board, point, "")
    assert bound.editors["against"].raw() == "3"
