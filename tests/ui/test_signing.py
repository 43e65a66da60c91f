"""Signing from the sitting's screen: a file and its password, a token, the municipality's tool; refusals said there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.progress import Progress
from app.ui.desk import Desk
from app.ui.dialogs.signing import Signatures
from app.ui.screens.sitting.view import SittingView
from app.usecases import minutes, register
from tests.documents.test_signing import envelope
from tests.helpers.signing import PASSPHRASE, PIN, configure, holder, softhsm, token
from tests.ui.desks import Heard, desk_at
from tests.ui.test_minutes_life import closed, opened, step


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 12, 20)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


@pytest.fixture
def final(qtbot: QtBot, place: tuple[Desk, Heard]) -> tuple[SittingView, Signatures]:
    """Sitting 4/2026 with final minutes on the screen, and the window of its signatures."""
    desk, _ = place
    code = closed(desk)
    now = register.named(desk.store, "meeting", code)
    minutes.finalise(desk.store, now.id, now.version, Progress())
    view = opened(qtbot, desk, code)
    step(view, "firmato")
    return view, next(one for one in view.findChildren(Signatures) if one.isVisible())


def lines(dialog: Signatures) -> list[str]:
    found = []
    for at in range(dialog.found.count()):
        item = dialog.found.itemAt(at)
        widget = item.widget() if item else None
        if isinstance(widget, QLabel):
            found.append(widget.text())
    return found


def test_two_people_sign_with_their_files(
    place: tuple[Desk, Heard], final: tuple[SittingView, Signatures], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, heard = place
    view, dialog = final
    (tmp_path / "marta.p12").write_bytes(holder("Marta Fittizi").p12)
    assert [line.partition(":")[0] for line in lines(dialog)] == ["Manca la firma", "Manca la firma"]
    assert not dialog.go.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "marta.p12"), ""))
    dialog.key._choose(dialog.key.path)
    assert dialog.go.isEnabled()
    dialog.key.password.setText("sbagliata")
    dialog.go.click()
    assert dialog.problem.text().startswith("La password non apre il file")
    assert dialog.key.password.text() == "", "what is secret is forgotten at once"
    dialog.key.password.setText(PASSPHRASE)
    dialog.go.click()
    assert heard.done[-1].startswith("Firma apposta")
    assert dialog.heading.text() == "1 firma"
    assert lines(dialog)[0].startswith("Marta Fittizi, ")
    assert "integra" in lines(dialog)[0]
    assert dialog.who.count() == 1
    assert dialog.enough.isVisible()
    assert register.named(desk.store, "meeting", "4/2026")["minutes_status"] == "definitivo"
    dialog.key.password.setText(PASSPHRASE)
    dialog.go.click()
    assert register.named(desk.store, "meeting", "4/2026")["minutes_status"] == "firmato"
    assert not dialog.frame.isVisible(), "nobody else is expected"
    assert view.minutes_bar.words.text() == "Verbale: firmato"
    assert [one.text() for one in view.minutes_bar.menu.actions()] == ["Firme…", "Rettifica…"]


def test_with_one_signature_it_can_be_enough(
    place: tuple[Desk, Heard], final: tuple[SittingView, Signatures], tmp_path: Path
) -> None:
    desk, _ = place
    _, dialog = final
    (tmp_path / "marta.p12").write_bytes(holder("Marta Fittizi").p12)
    dialog.key.path.setText(str(tmp_path / "marta.p12"))
    dialog.key.password.setText(PASSPHRASE)
    dialog.go.click()
    dialog.enough.click()
    assert register.named(desk.store, "meeting", "4/2026")["minutes_status"] == "firmato"


def test_a_token_signs(
    place: tuple[Desk, Heard], final: tuple[SittingView, Signatures], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, dialog = final
    library = softhsm()
    monkeypatch.setenv("SOFTHSM2_CONF", str(configure(tmp_path)))
    token(tmp_path, "CARTA", holder("Marta Fittizi"))
    dialog.key.with_token.setChecked(True)
    dialog.key.library.setText(library)
    assert not dialog.go.isEnabled(), "the PIN is missing"
    dialog.key.pin.setText("0000")
    dialog.go.click()
    assert dialog.problem.text().startswith("Il PIN non è giusto")
    assert dialog.key.pin.text() == ""
    dialog.key.label.setText("CARTA")
    dialog.key.pin.setText(PIN)
    dialog.go.click()
    assert dialog.heading.text() == "1 firma"


def test_out_to_the_municipality_s_tool_and_back(
    place: tuple[Desk, Heard], final: tuple[SittingView, Signatures], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, heard = place
    _, dialog = final
    out = tmp_path / "da firmare.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.out.click()
    assert "da firmare.pdf" in dialog.problem.text()
    back = tmp_path / "da firmare.pdf.p7m"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(back), ""))
    back.write_bytes(envelope(b"%PDF-1.7 another", holder("Marta Fittizi")))
    dialog.bring.click()
    assert dialog.problem.text().startswith("Non è il verbale conservato")
    back.write_bytes(envelope(out.read_bytes(), holder("Marta Fittizi")))
    dialog.bring.click()
    assert heard.done[-1].startswith("File firmato importato")
    assert register.named(desk.store, "meeting", "4/2026")["minutes_status"] == "firmato"
    assert dialog.heading.text() == "1 firma"
