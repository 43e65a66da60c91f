"""«Proponi un punto», the proposals that wait beside the agenda, and the president's button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.meetings import Meeting
from app.domain.permissions import Person, Role
from app.domain.query import Query
from app.store.store import Store
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.proposals import Proposals
from app.ui.screens.meetings import MeetingsScreen
from app.ui.screens.sitting.view import SittingView
from app.ui.screens.steps import Reason
from app.usecases import proposals, register
from tests.ui.desks import Heard, desk_at

MEMBER = Person("lidia", frozenset({Role.COMPONENTE}), "M11", "A17")
PRESIDENT = Person("marta", frozenset({Role.PRESIDENTE}), "M01", "A01")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def sit(desk: Desk, who: Person) -> None:
    """Somebody else at this desk: another opening of the register, with their rights."""
    before = desk.store
    desk.store = Store.open(before.place.path, who)
    desk.person, desk.names = who, desk.store.names
    before.close()


def shown(inside: QWidget, kind: type[Any]) -> Any:
    return next(one for one in inside.findChildren(kind) if one.isVisible())


def sitting(qtbot: QtBot, desk: Desk) -> SittingView:
    view = SittingView(desk)
    qtbot.addWidget(view)
    before = desk.done

    def done(changes: Any, sentence: str) -> None:
        before(changes, sentence)
        view.apply(changes)

    desk.done = done
    view.resize(1366, 768)
    view.show()
    view.open("4/2026")
    return view


def test_a_member_proposes_from_the_list_of_sittings(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    sit(desk, MEMBER)
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert not screen.list.new_button.isVisible()
    screen.propose_button.click()
    dialog = shown(screen, Asking)
    assert "by" not in dialog.editors
    dialog.editors["title"].set_raw("Orti scolastici")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    assert heard.done[-1].startswith("Punto proposto")
    (one,) = desk.store.snapshots(Query("item_proposal"))
    assert (one["title"], one["by"]) == ("Orti scolastici", "M11")


def test_who_only_reads_proposes_nothing(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    sit(desk, Person("ugo", frozenset({Role.LETTORE})))
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert not screen.propose_button.isVisible()


def test_the_secretary_puts_a_proposal_on_the_agenda_and_answers_another(
    qtbot: QtBot, place: tuple[Desk, Heard]
) -> None:
    desk, heard = place
    for title in ("Orti scolastici", "Un gemellaggio"):
        proposals.propose(desk.store, {"title": title, "by": "M11", "why": "Se ne parla da mesi"})
    view = sitting(qtbot, desk)
    assert view.proposed.text() == "2 punti proposti…"
    view.proposed.click()
    dialog = shown(view, Proposals)
    assert dialog.words.text() == "Se ne parla da mesi"
    dialog.accept_button.click()
    assert heard.done[-1] == "Punto messo all'ordine del giorno."
    assert view.board is not None
    assert view.board.points[-1].snapshot["title"] == "Orti scolastici"
    assert view.proposed.text() == "1 punto proposto…"
    view.proposed.click()
    shown(view, Proposals).decline_button.click()
    why = shown(view, Reason)
    why.page.setPlainText("Se ne occupa la Giunta")
    why.go_button.click()
    assert not view.proposed.isVisible()
    answered = {one["title"]: one["answer"] for one in desk.store.snapshots(Query("item_proposal"))}
    assert answered == {"Orti scolastici": None, "Un gemellaggio": "Se ne occupa la Giunta"}


def test_the_president_approves_a_draft_and_nothing_else(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    meeting = register.named(desk.store, "meeting", "4/2026")
    assert meeting["status"] == "convocata"
    sit(desk, PRESIDENT)
    view = sitting(qtbot, desk)
    assert not view.header.step.isVisible()
    assert not view.add.isVisible()
    sit(desk, Person("anna", frozenset({Role.SEGRETARIO})))
    with desk.store.unit("Di nuovo bozza") as unit:
        unit.update(Meeting, meeting.id, meeting.version, {"status": "bozza"})
    sit(desk, PRESIDENT)
    view.read()
    assert view.header.step.text() == "Approva l'ordine del giorno"
    view.header.step.click()
    assert heard.done[-1] == "Ordine del giorno approvato."
    assert not view.header.step.isVisible()
    assert register.named(desk.store, "meeting", "4/2026")["agenda_approved_on"] == date(2026, 11, 30)
