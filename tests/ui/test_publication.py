"""Publishing from the window: nothing is public until ticked, a doubt wants its reason, what was seen is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.core import clock
from app.ui.dialogs.publication import Publication
from app.ui.screens.meetings import MeetingsScreen
from app.ui.window import Window
from app.usecases import minutes, register
from tests.ui.windows import close, settle, window_at

pytestmark = pytest.mark.window
SLOW = 60_000


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Window, MeetingsScreen]]:
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")
    with clock.pinned(date(2026, 11, 30)):
        window, _ = window_at(tmp_path, "meetings")
        screen = window.front
        assert isinstance(screen, MeetingsScreen)
        screen.open_sitting("S2", "S2.2")
        settle()
        yield window, screen
        close(window)


def test_an_extract_is_ticked_looked_at_reasoned_kept_and_saved(
    qtbot: QtBot, place: tuple[Window, MeetingsScreen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, screen = place
    store = window.desk.store
    item = register.named(store, "agenda_item", "S2.2")
    text = f"{item['report_text']} Si cita una diagnosi."
    register.edit(store, "agenda_item", item.id, item.version, {"report_text": text})
    dialog = screen.sitting.papers.publish()
    assert isinstance(dialog, Publication)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() > 0, timeout=SLOW)
    assert not any(dialog.chosen().values())
    second = dialog.tree.topLevelItem(1)
    assert second is not None
    second.setCheckState(0, Qt.CheckState.Checked)
    assert [key for key, now in dialog.chosen().items() if now and key[0] == "speech"]
    dialog.which.setCurrentIndex(2)
    dialog.prepare()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=SLOW)
    assert dialog.pages.document is not None
    assert dialog.found.count() == 1
    assert not dialog.save_button.isEnabled()
    dialog.reason.setText("È una parola generale.")
    assert dialog.save_button.isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "albo.pdf"), ""))
    dialog.keep()
    qtbot.waitUntil((tmp_path / "albo.metadati.xml").exists, timeout=SLOW)
    settle()
    made = dialog.made
    assert made is not None
    assert (tmp_path / "albo.pdf").read_bytes() == made.paper.data
    (kept,) = [one for one in minutes.versions(store, "S2") if one["public"]]
    assert kept["reason"].endswith("È una parola generale.")
    dialog.reject()


def test_nothing_ticked_says_so_and_saves_nothing(qtbot: QtBot, place: tuple[Window, MeetingsScreen]) -> None:
    _, screen = place
    dialog = screen.sitting.papers.publish()
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() > 0, timeout=SLOW)
    dialog.prepare()
    qtbot.waitUntil(lambda: "Nessun punto è pubblicabile" in dialog.told.text(), timeout=SLOW)
    assert not dialog.save_button.isEnabled()
    assert dialog.prepare_button.isEnabled()
    dialog.reject()
