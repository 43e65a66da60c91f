"""What the calendar does by itself while a window is open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core import clock
from app.ui.days import Days
from app.usecases import register
from tests.ui.desks import desk_at


def test_a_pact_that_is_over_ends_at_the_opening_and_when_a_day_begins(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    desk, heard = desk_at(tmp_path)
    with clock.pinned(date(2027, 2, 1)):
        days = Days(desk)
        assert heard.done == ["Per la data di oggi è cambiato lo stato di: PC4."]
        assert register.named(desk.store, "pact", "PC4")["status"] == "concluso"
        days.look()
    with clock.pinned(date(2028, 3, 16)):
        days.look()
        assert heard.done[1:] == ["Per la data di oggi è cambiato lo stato di: PC1."]
        days.look()
        assert len(heard.done) == 2
    days.deleteLater()
    desk.store.close()
