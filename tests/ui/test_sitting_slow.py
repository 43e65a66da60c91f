"""The sitting's screen at a register that answers late: nothing typed is lost, nobody's text is overwritten unasked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.screens.around import journal_of
from app.usecases import minutes
from tests.ui.slow_sitting import A, B, Place, slow_sitting


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")  # drawing is told in tests/documents
    with slow_sitting(qtbot, tmp_path) as made:
        yield made


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


def test_on_a_full_disk_an_item_left_too_soon_is_saved_all_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.ui.drafts.os.fsync", no_room)
    monkeypatch.setattr("app.ui.drafts._last", no_room)
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
