"""The windows that ask for a few things: what is typed in them is there until the register has taken it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.core.errors import Refused, Unreachable
from app.core.i18n import N_
from app.core.progress import Progress
from app.domain.meetings import ItemProposal
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking, ask_for
from app.ui.kit.editor import Around
from app.ui.screens.record import RecordScreen
from app.ui.screens.steps import Reason
from app.usecases import register
from tests.ui.desks import Heard, Held, slow_desk_at

WHY = N_("Il registro non risponde.")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard, Held]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    desk, heard, held = slow_desk_at(tmp_path)
    yield desk, heard, held
    held.catch_up()
    desk.store.close()


def asking(qtbot: QtBot, desk: Desk, answers: list[Exception | None]) -> tuple[Asking, list[str]]:
    """A window whose deed ends as `answers` say, one after the other; and the titles it handed over."""
    given: list[str] = []

    def work(_: Progress) -> None:
        if (error := answers.pop(0)) is not None:
            raise error

    def done(values):  # type: ignore[no-untyped-def]
        given.append(values["title"])
        return desk.runner.run(work)

    over = QWidget()
    qtbot.addWidget(over)
    one = Asking("Proponi", "Proponi", ask_for(ItemProposal, ("title", "why")), Around(), {}, done, over)
    one.over = over  # type: ignore[attr-defined]  # Python lets go of a window nobody holds
    one.show()
    one.editors["title"].set_raw("Orti scolastici")
    return one, given


def gone(one: QWidget) -> bool:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    return not isValid(one)


def test_what_is_refused_is_still_there_with_the_reason(qtbot: QtBot, place: tuple[Desk, Heard, Held]) -> None:
    desk, heard, held = place
    one, given = asking(qtbot, desk, [Unreachable(WHY), None])
    held.hold = True
    one.accept()
    assert one.isVisible()
    assert not one.verb.isEnabled(), "it is handed over once"
    one.accept()
    held.go()
    assert one.isVisible()
    assert one.editors["title"].raw() == "Orti scolastici"
    assert one.problem.text() == "Il registro non risponde."
    one.verb.click()
    held.go()
    assert given == ["Orti scolastici", "Orti scolastici"]
    assert gone(one)
    assert [message.kind for message in heard.said] == ["danger"]


def test_who_leaves_too_early_finds_the_words_again_when_they_are_refused(
    qtbot: QtBot, place: tuple[Desk, Heard, Held]
) -> None:
    desk, _, held = place
    one, _ = asking(qtbot, desk, [Refused(N_("No."))])
    held.hold = True
    one.accept()
    one.reject()
    assert not one.isVisible()
    held.go()
    assert one.isVisible()
    assert one.editors["title"].raw() == "Orti scolastici"
    one.reject()
    assert gone(one)


def test_who_leaves_too_early_and_is_not_refused_is_done(qtbot: QtBot, place: tuple[Desk, Heard, Held]) -> None:
    desk, _, held = place
    one, _ = asking(qtbot, desk, [None])
    held.hold = True
    one.accept()
    one.reject()
    held.go()
    assert gone(one)


def test_a_reason_refused_is_still_there(qtbot: QtBot, place: tuple[Desk, Heard, Held]) -> None:
    desk, _, held = place
    screen = RecordScreen(desk)
    qtbot.addWidget(screen)
    screen.show_record("project", "P04")
    screen.show()
    assert screen.view is not None
    steps = screen.view.steps
    next(one for one in steps.buttons if one.text() == "Sospeso").click()
    (dialog,) = steps.findChildren(Reason)
    dialog.page.setPlainText("Mancano i fondi, e questo è il racconto di come.")
    dialog.editors["review_date"].set_raw("31/01/2099")
    now = register.named(desk.store, "project", "P04")
    register.edit(desk.store, "project", now.id, now.version, {"progress": 10})
    held.hold = True
    dialog.go_button.click()
    assert not dialog.go_button.isEnabled()
    held.catch_up()
    assert dialog.isVisible()
    assert dialog.page.toPlainText() == "Mancano i fondi, e questo è il racconto di come."
    assert dialog.problem.text()
    screen.view.reload()
    dialog.go_button.click()
    assert register.named(desk.store, "project", "P04")["status"] == "sospeso"
    assert gone(dialog)
