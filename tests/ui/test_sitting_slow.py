"""The sitting's screen at a register that answers late: nothing typed is lost, nobody's text is overwritten unasked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entity import Snapshot
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.drafts import Draft
from app.ui.screens.around import journal_of
from app.ui.screens.sitting.bound import Bound
from app.ui.screens.sitting.view import SittingView
from app.usecases import lists, meetings, minutes, register
from tests.ui.desks import Heard, Held, slow_desk_at

A, B = "S4.2", "S4.3"


@dataclass
class Place:
    """A sitting under way on the screen of a slow desk."""

    desk: Desk
    heard: Heard
    held: Held
    view: SittingView

    def item(self, code: str = A) -> Snapshot:
        return register.named(self.desk.store, "agenda_item", code)

    def parts(self, entity: str, item: str = A) -> list[Snapshot]:
        return lists.snapshots(self.desk.store, Query(entity, (Filter("item", "=", (item,)),)))

    def type(self, words: str) -> None:
        """Write in the report of the item shown."""
        self.view.item.text.page.insertPlainText(words)  # type: ignore[attr-defined]

    def colleague(self, code: str = A, **values: Any) -> None:
        """Another desk writes; this one hears of it."""
        self.view.apply(self.colleague_unheard(code, **values))

    def colleague_unheard(self, code: str = A, **values: Any) -> Any:
        one = self.item(code)
        return register.edit(self.desk.store, "agenda_item", one.id, one.version, values)

    @property
    def bound(self) -> Bound:
        return self.view.item.bound

    @property
    def drafts(self) -> list[Draft]:
        return journal_of(self.desk).all()

    def tidy(self) -> None:
        """What was to be deleted is."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")  # drawing is told in tests/documents
    with clock.pinned(date(2026, 11, 30)):
        desk, heard, held = slow_desk_at(tmp_path)
        meeting = register.named(desk.store, "meeting", "4/2026")
        meetings.open_(desk.store, meeting.id, meeting.version)
        meetings.roll_call(desk.store, meeting.code, {f"M{n:02}": "presente" for n in range(1, 11)})
        view = SittingView(desk)
        qtbot.addWidget(view)
        before = desk.done

        def done(changes: Any, sentence: str) -> None:
            before(changes, sentence)
            view.apply(changes)

        desk.done = done
        view.resize(1366, 768)
        view.show()
        view.open(meeting.code, A)
        yield Place(desk, heard, held, view)
        held.catch_up()
        desk.store.close()


# ---------------------------------------------------------------- two people


def test_a_late_refusal_is_about_the_item_it_was_sent_for(place: Place) -> None:
    place.type("Il mio testo. ")
    place.colleague_unheard(report_text="Il loro testo")
    before = place.item(B)["report_text"]
    place.held.hold = True
    place.view.show_item(B)
    place.held.catch_up()
    assert place.item(A)["report_text"] == "Il loro testo"
    assert place.item(B)["report_text"] == before
    assert place.view.item.text.raw() == (before or ""), "the other item shows its own words"
    assert place.heard.said[-1].kind == "warning"
    assert [one.typed for one in place.drafts] == [{"report_text": "Il mio testo."}]
    place.type("Parole per B.")
    place.view.show_item(A)
    assert place.item(B)["report_text"].startswith("Parole per B.")
    assert place.view.item.text.raw() == "Il loro testo", "what moved is not written over unasked"
    assert place.bound.question.isVisible()
    place.bound.question.yes.click()
    place.bound.flush()
    assert place.item(A)["report_text"] == "Il mio testo."
    assert place.drafts == []


def test_what_a_colleague_wrote_is_not_overwritten_once_heard_of(place: Place) -> None:
    place.type("Il mio testo. ")
    place.colleague(report_text="Il loro testo")
    place.bound.flush()
    assert place.item()["report_text"] == "Il loro testo"
    assert place.view.item.text.raw() == "Il mio testo.", "nothing typed is lost"
    assert "Il loro testo" in place.bound.question.words.text()
    assert place.heard.said[-1].kind == "warning"
    place.bound.question.yes.click()
    assert place.item()["report_text"] == "Il mio testo."
    assert not place.bound.question.isVisible()


def test_who_gives_way_is_not_haunted_by_the_draft(place: Place) -> None:
    place.type("Il mio testo. ")
    place.bound.keep()
    place.colleague_unheard(report_text="Il loro testo")
    place.bound.flush()
    assert place.item()["report_text"] == "Il loro testo"
    place.bound.question.no.click()
    assert place.view.item.text.raw() == "Il loro testo"
    assert place.drafts == []
    place.view.show_item(B)
    place.view.show_item(A)
    assert place.view.item.text.raw() == "Il loro testo"


def test_a_field_nobody_else_wrote_is_saved_beside_theirs(place: Place) -> None:
    place.type("Il mio testo. ")
    place.held.hold = True
    place.bound.flush()
    place.colleague_unheard(outcome="rinviato")
    place.view.show_item(B)
    place.held.catch_up()
    assert (place.item()["report_text"], place.item()["outcome"]) == ("Il mio testo.", "rinviato")
    assert place.drafts == []


def test_both_wrote_the_same_words(place: Place) -> None:
    place.type("Le stesse parole.")
    place.colleague(report_text="Le stesse parole.")
    assert not place.bound.question.isVisible()
    assert not place.bound.dirty


# ---------------------------------------------------------------- drafts


def test_a_draft_over_which_something_was_written_is_offered(place: Place) -> None:
    one = place.item(B)
    journal_of(place.desk).keep("agenda_item", one.id, B, one.version, {"report_text": "Bozza di lunedì"})
    place.colleague(B, report_text="Scritto martedì da altri")
    place.view.show_item(B)
    assert place.view.item.text.raw() == "Scritto martedì da altri"
    assert "Bozza di lunedì" in place.bound.question.words.text()
    place.view.show_item(A)
    assert place.item(B)["report_text"] == "Scritto martedì da altri"
    assert len(place.drafts) == 1, "not answered, not lost"
    place.view.show_item(B)
    place.bound.question.no.click()
    assert place.drafts == []


def test_an_offered_draft_outlives_the_saving_of_another_field(place: Place) -> None:
    one = place.item(B)
    journal_of(place.desk).keep("agenda_item", one.id, B, one.version, {"report_text": "Bozza di lunedì"})
    place.colleague(B, report_text="Scritto martedì da altri")
    place.view.show_item(B)
    place.bound.editors["rapporteur"].set_raw("M02")
    place.bound.flush()
    assert place.item(B)["rapporteur"] == "M02"
    assert [dict(draft.typed) for draft in place.drafts] == [{"report_text": "Bozza di lunedì"}]


def test_a_draft_that_reached_the_register_is_no_draft(place: Place) -> None:
    one = place.item(B)
    journal_of(place.desk).keep("agenda_item", one.id, B, one.version, {"report_text": "Arrivato in tempo"})
    place.colleague(B, report_text="Arrivato in tempo")
    place.view.show_item(B)
    assert not place.bound.question.isVisible()
    assert place.drafts == []


def test_final_minutes_take_no_draft(place: Place) -> None:
    one = place.item("S2.2")
    journal_of(place.desk).keep("agenda_item", one.id, one.code, one.version, {"report_text": "Troppo tardi"})
    place.view.open("S2", "S2.2")
    assert place.view.item.text.raw() == (one["report_text"] or "")
    assert len(place.drafts) == 1


def test_escape_in_the_title_gives_its_draft_up(qtbot: QtBot, place: Place) -> None:
    title = place.view.item.title
    title.edit()
    title.editor.set_raw("Un titolo per errore")
    place.bound.keep()
    assert len(place.drafts) == 1
    qtbot.keyClick(title.editor.entry, Qt.Key.Key_Escape)
    assert place.drafts == []


# ---------------------------------------------------------------- late answers


def test_typing_goes_on_while_a_save_is_on_its_way(place: Place) -> None:
    place.held.hold = True
    place.type("Prima frase. ")
    place.bound.flush()
    place.type("Seconda frase. ")
    place.view.show_item(B)
    place.held.catch_up()
    assert place.item(A)["report_text"] == "Prima frase. Seconda frase."
    assert place.drafts == []


def test_back_on_the_item_before_its_save_is_answered(place: Place) -> None:
    place.held.hold = True
    place.type("Prima frase. ")
    place.bound.flush()
    place.type("Seconda frase. ")
    place.view.show_item(B)
    place.view.show_item(A)
    assert place.view.item.text.raw() == "Prima frase. Seconda frase."
    place.held.catch_up()
    place.bound.flush()
    assert place.item(A)["report_text"] == "Prima frase. Seconda frase."
    assert not place.bound.question.isVisible(), "nobody else wrote anything"
    assert place.drafts == []


def test_who_writes_the_old_words_back_while_a_save_is_on_its_way_means_it(place: Place) -> None:
    place.held.hold = True
    place.type("Una prova")
    place.bound.flush()
    place.view.item.text.page.undo()  # type: ignore[attr-defined]
    assert place.view.item.text.raw() == ""
    place.held.catch_up()
    place.bound.flush()
    assert not place.item()["report_text"]


def test_what_may_not_be_saved_comes_back_with_its_item(place: Place) -> None:
    title, long = place.bound.editors["title"], "parola " * 90
    title.set_raw(long)
    place.view.show_item(B)
    assert title.raw() == place.item(B)["title"]
    place.view.show_item(A)
    assert title.raw() == long


def something_happens(place: Place, chance: random.Random, word: str) -> str:
    """One of the things that happen at a sitting, by chance; answers the word that was typed, if one was."""

    def pick(many: int) -> int:
        return chance.randrange(many)

    happens: dict[str, Callable[[], object]] = {
        "type": lambda: place.type(f"{word} "),
        "save": place.view.flush,
        "pass": lambda: place.view.agenda.select(chance.choice((A, B))),
        "work": lambda: place.held.asked and place.held.work(pick(place.held.asked)),
        "answer": lambda: place.held.done and place.held.answer(pick(place.held.done)),
        "colleague": lambda: place.colleague(chance.choice((A, B)), rapporteur=chance.choice(("M01", "M02", "M03"))),
        "read": place.view.read,
    }
    what = chance.choice(("type", "type", *happens))
    happens[what]()
    return word if what == "type" else ""


@pytest.mark.parametrize("seed", range(20))
def test_in_any_order_of_answers_every_word_arrives(place: Place, seed: int) -> None:
    chance = random.Random(seed)
    typed: dict[str, list[str]] = {A: [], B: []}
    place.held.hold = True
    for n in range(60):
        shown = place.view.agenda.key()
        typed[shown] += filter(None, [something_happens(place, chance, f"parola{n}")])
    place.held.catch_up()
    place.view.flush()
    for code, words in typed.items():
        assert sorted((place.item(code)["report_text"] or "").split()) == sorted(words)
    assert place.drafts == []
    assert [one.text for one in place.heard.said] == []


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


# ---------------------------------------------------------------- a computer that keeps no drafts


def test_without_a_folder_for_drafts_writing_goes_on(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.ui.drafts.os.fsync", no_room)
    place.type("Prima frase. ")
    place.bound.keep()
    place.view.show_item(B)
    place.type("Altra frase. ")
    place.view.show_item(A)
    assert place.item(A)["report_text"] == "Prima frase."
    assert place.item(B)["report_text"] == "Altra frase."
    told = [one.text for one in place.heard.said]
    assert len(told) == 1, "it is said once"
    assert "bozz" in told[0]
