"""The registers opened lately, and the ways to begin offered again beside a register that is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.keeping import Forgetful, Keeping
from app.ui.recents import MOST, Recents, address_of, public
from app.ui.runner import Runner
from app.ui.screens.welcome import Welcome
from app.usecases import beginnings
from app.usecases.opening import open_register


def test_no_password_is_ever_kept() -> None:
    memory = Keeping(Forgetful())
    recents = Recents(memory)
    recents.remember("postgresql://anna:segreta@registro.comune.it:5433/cabina?sslmode=require&password=segreta")
    assert "segreta" not in str(memory.get("register/recent")) + str(memory.get("register/shared"))
    known = recents.last_shared()
    assert known is not None
    assert (known.host, known.port, known.database, known.login, known.tls) == (
        "registro.comune.it", "5433", "cabina", "anna", "require",
    )  # fmt: skip
    assert [one.title for one in recents.all()] == ["cabina su registro.comune.it"]


def test_an_address_is_taken_apart_as_it_was_put_together() -> None:
    place = beginnings.address("registro.comune.it", "", "cabina", "m.rossi@ente", "verify-full")
    parts = address_of(public(place))
    assert beginnings.address(parts.host, parts.port, parts.database, parts.login, parts.tls) == place


def test_the_newest_comes_first_and_the_list_ends(tmp_path: Path) -> None:
    recents = Recents(Keeping(Forgetful()))
    for n in range(MOST + 2):
        recents.remember(str(tmp_path / f"{n}.db"))
    recents.remember(str(tmp_path / "5.db"))
    assert [one.title for one in recents.all()] == ["5.db", "7.db", "6.db", "4.db", "3.db", "2.db"]


def begun(
    qtbot: QtBot, folder: Path, recents: Recents, *, again: bool = False
) -> tuple[Welcome, list[tuple[object, str]]]:
    page = Welcome(Runner.inline(), folder, recents=recents, again=again)
    qtbot.addWidget(page)
    page.show()
    got: list[tuple[object, str]] = []
    page.opened.connect(lambda store, place: got.append((store, place)))
    return page, got


def test_a_file_that_is_gone_is_grey_and_another_opens(qtbot: QtBot, tmp_path: Path) -> None:
    here, gone = tmp_path / "qui.db", tmp_path / "via.db"
    open_register(str(here), create=True).close()
    recents = Recents(Keeping(Forgetful()))
    recents.remember(str(here))
    recents.remember(str(gone))
    page, got = begun(qtbot, tmp_path, recents)
    missing, there = page.recent_buttons
    assert (missing.isEnabled(), there.isEnabled()) == (False, True)
    assert "il file non c'è più" in missing.text()
    there.click()
    assert got[0][1] == str(here)
    got[0][0].close()  # type: ignore[attr-defined]


def test_the_last_shared_register_is_proposed_without_its_password(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recents = Recents(Keeping(Forgetful()))
    recents.remember("postgresql://anna:segreta@registro.comune.it:5433/cabina?sslmode=require")
    page, _ = begun(qtbot, tmp_path, recents, again=True)
    page.ways["shared"].click()
    lines = (page.host, page.port, page.database, page.login, page.password)
    assert [line.text() for line in lines] == ["registro.comune.it", "5433", "cabina", "anna", ""]
    assert page.tls.currentData() == "require"


def test_a_second_register_of_ones_own_stands_beside_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = tmp_path / "registro.db"
    open_register(str(first), create=True).close()
    recents = Recents(Keeping(Forgetful()))
    recents.remember(str(first))
    page, got = begun(qtbot, tmp_path, recents, again=True)
    assert not page.recent_buttons[0].isEnabled(), "it is the one that is open"
    page.municipality.setText("Comune di Verucchio")
    page.open_new()
    assert got[0][1] == str(tmp_path / "registro-2.db")
    got[0][0].close()  # type: ignore[attr-defined]
