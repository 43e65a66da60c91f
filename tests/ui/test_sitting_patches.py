"""A decision's change of the register on the sitting's screen: written, shown, applied by the vote, chosen on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core import clock
from app.domain.entity import Snapshot
from app.ui.desk import Desk
from app.ui.screens.sitting.patch_dialogs import ChangeDialog, RevokeDialog
from app.ui.screens.sitting.view import SittingView
from app.usecases import meetings, minutes, patches, register
from tests.ui.desks import Heard, desk_at


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(minutes, "preview", lambda *_: b"")  # drawing is told in tests/documents
    with clock.pinned(date(2026, 11, 30)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


def running(desk: Desk) -> Snapshot:
    """Sitting 4/2026 under way, with a decision written on its second item."""
    meeting = register.named(desk.store, "meeting", "4/2026")
    meetings.open_(desk.store, meeting.id, meeting.version)
    meetings.roll_call(desk.store, meeting.code, {f"M{n:02}": "presente" for n in range(1, 11)})
    changes = meetings.decide(desk.store, "S4.2", type="indirizzo", text="Prorogare", owner="M04", title="Proroga")
    return next(one for one in changes.of("decision") if one is not None)


def opened(qtbot: QtBot, desk: Desk) -> SittingView:
    view = SittingView(desk)
    qtbot.addWidget(view)
    before = desk.done

    def done(changes: Any, sentence: str) -> None:
        before(changes, sentence)
        view.apply(changes)

    desk.done = done
    view.resize(1366, 768)
    view.show()
    view.open("S4", "S4.2")
    return view


def told(view: SittingView) -> str:
    part = view.item.decision.patch
    return " | ".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part) and one.text())


def test_a_record_a_field_and_its_value_are_chosen_and_shown(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    decision = running(desk)
    view = opened(qtbot, desk)
    part = view.item.decision.patch
    assert part.isVisible()
    part.add()
    dialog = view.findChild(ChangeDialog)
    assert dialog is not None
    assert dialog.record is not None
    if dialog.target is None or dialog.target.entity != "project":
        dialog.kind.setCurrentIndex(dialog.kind.findData("project"))
    dialog.record.set_value("P03")
    dialog.record.changed.emit()
    dialog.field.setCurrentIndex(dialog.field.findData("end"))
    assert dialog.value is not None
    dialog.accept()
    assert "quello di oggi" in dialog.problem.text()
    dialog.value.set_raw("30/06/2028")
    dialog.value.changed.emit()
    assert "→ dopo: 30/06/2028" in dialog.before.text()
    dialog.accept()
    assert part.state.text() == "Da applicare"
    assert "→ 30/06/2028" in told(view)
    assert "quando il punto è approvato" in told(view)

    desk.done(meetings.record_vote(desk.store, "S4.2", favour=10), "")
    assert register.named(desk.store, "project", "P03")["end"] == date(2028, 6, 30)
    assert part.state.text() == "Applicata"
    assert not part.add_button.isVisible()
    assert decision.code == register.named(desk.store, "decision", decision.code).code


def test_a_row_that_moved_is_shown_and_chosen_on(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    decision = running(desk)
    patches.draft(desk.store, decision.code, "project", "P03", {"end": date(2028, 6, 30)})
    project = register.named(desk.store, "project", "P03")
    register.edit(desk.store, "project", project.id, project.version, {"end": date(2027, 5, 1)})
    meetings.record_vote(desk.store, "S4.2", favour=10)
    view = opened(qtbot, desk)
    part = view.item.decision.patch
    assert part.warning.isVisible()
    assert "(ora: 01/05/2027)" in told(view)
    assert part.apply_button.text() == "Applica comunque"
    part.apply()
    assert register.named(desk.store, "project", "P03")["end"] == date(2028, 6, 30)
    assert not part.warning.isVisible()


def test_a_line_is_dropped_and_a_decision_revoked(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    decision = running(desk)
    patches.draft(desk.store, decision.code, "project", "P03", {"end": date(2028, 6, 30)})
    view = opened(qtbot, desk)
    part = view.item.decision.patch
    assert part.outlook is not None
    part.drop(part.outlook.rows[0].compared.line)
    assert part.state.text() == ""
    assert part.revoke_button.isVisible()
    part.revoke()
    dialog = view.findChild(RevokeDialog)
    assert dialog is not None
    dialog.other.set_value("D9")
    dialog.accept()
    assert "adottata" in dialog.problem.text()  # D9 was put off: there is nothing to revoke
    dialog.other.set_value("D7")
    dialog.accept()
    assert "Revoca la decisione D7" in told(view)
