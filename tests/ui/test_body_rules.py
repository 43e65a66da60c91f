"""The rules of a body as ordinary fields, and what they come to while they are typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.body_rules import BodyRules
from app.domain.query import Query
from app.ui.desk import Desk
from app.ui.kit.rules import MajoritiesEditor, QuorumEditor
from app.ui.screens.body_rules import told
from app.ui.screens.settings import SettingsScreen
from app.usecases import lists, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


@pytest.fixture
def screen(qtbot: QtBot, place: tuple[Desk, Heard]) -> SettingsScreen:
    made = SettingsScreen(place[0])
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.enter()
    made.tabs.setCurrentWidget(made.rules)
    return made


def test_the_legal_number_follows_what_is_typed(screen: SettingsScreen, place: tuple[Desk, Heard]) -> None:
    tab = screen.rules
    assert tab.lines[0].text() == "Con 15 componenti il numero legale è 8 in prima convocazione, 5 in seconda."
    quorum = tab.form.form.editors["quorum_first_call"]
    assert isinstance(quorum, QuorumEditor)
    quorum.many.setText("2/3")
    quorum.plus_one.setChecked(False)
    assert tab.lines[0].text().startswith("Con 15 componenti il numero legale è 10 in prima")
    quorum.many.setText("tre")
    assert tab.lines[0].text().startswith("«tre»: scrivete una frazione")
    quorum.many.setText("1/2")
    quorum.base.setCurrentIndex(quorum.base.findData("assegnati"))
    assert quorum.seats.isVisible()
    quorum.seats.setText("20")
    assert tab.lines[0].text().startswith("Con 15 componenti il numero legale è 10 in prima")


def test_saving_makes_a_new_version_and_keeps_the_old(screen: SettingsScreen, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    tab = screen.rules
    majorities = tab.form.form.editors["qualified_majorities"]
    assert isinstance(majorities, MajoritiesEditor), "never raw JSON"
    combo = majorities.kinds["parere"]
    combo.setCurrentIndex(combo.findData("assoluta"))
    screen.save_button.click()
    body = register.named(desk.store, "body", "CDR")
    assert (body["qualified_majorities"], body["rules_version"]) == ({"parere": "assoluta"}, 2)
    kept = lists.snapshots(desk.store, Query("past_rules"))
    assert [one["number"] for one in kept] == [1]
    tab.enter()
    assert tab.version.text().startswith("Regole, versione 2")
    assert tab.past.text().startswith("Versione 1: fino al ")


def test_what_rules_come_to() -> None:
    lines = told(BodyRules(second_call={"fraction": "1/3", "rounding": "su"}, casting_vote=True), 14)
    assert lines == [
        "Con 14 componenti il numero legale è 8 in prima convocazione, 5 in seconda.",
        "Se sono presenti in 8 e votano tutti, una proposta passa con 5 favorevoli.",
        "La maggioranza assoluta è di 8 favorevoli.",
        "Due terzi di 8 votanti sono 6 favorevoli.",
        "A parità di voti palesi prevale il voto di chi presiede.",
    ]
