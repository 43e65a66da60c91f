"""The minutes from their draft to the protocol, on the sitting's screen: what is missing, a question, the kept file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.core import clock
from app.core.errors import Refused
from app.domain.query import Filter, Query
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.paper_dialog import PaperDialog
from app.ui.dialogs.signing import Signatures
from app.ui.screens.sitting.view import SittingView
from app.ui.screens.steps import Reason
from app.usecases import files, lists, meetings, minutes, minutes_steps, register
from tests.ui.desks import Heard, desk_at, reader


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Heard]]:
    monkeypatch.setenv("CABINA_STATE", str(tmp_path / "state"))
    with clock.pinned(date(2026, 12, 20)):
        desk, heard = desk_at(tmp_path)
        yield desk, heard
        desk.store.close()


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the desktop to open."""
    urls: list[str] = []

    def take(url: QUrl) -> bool:
        urls.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return urls


def opened(qtbot: QtBot, desk: Desk, code: str) -> SittingView:
    view = SittingView(desk)
    qtbot.addWidget(view)
    before = desk.done

    def done(changes: Any, sentence: str) -> None:
        before(changes, sentence)
        view.apply(changes)

    desk.done = done
    view.resize(1366, 768)
    view.show()
    view.open(code)
    return view


def closed(desk: Desk, *, whole: bool = True) -> str:
    """Sitting 4/2026, held and closed; `whole` with an outcome on every item."""
    store = desk.store
    meeting = register.named(store, "meeting", "4/2026")
    meetings.open_(store, meeting.id, meeting.version, at=time(17, 30), chair="M01", secretary="M16")
    meetings.roll_call(store, meeting.code, {f"M{n:02}": "presente" for n in range(1, 11)})
    if whole:
        for item in lists.snapshots(store, Query("agenda_item", (Filter("meeting", "=", (meeting.code,)),))):
            meetings.set_outcome(store, item.code, "non_discusso")
    meeting = register.named(store, "meeting", "4/2026")
    meetings.close(store, meeting.id, meeting.version, at=time(19, 0))
    return meeting.code


def question(view: QWidget) -> QMessageBox:
    """The question that has just come up."""
    return next(one for one in view.findChildren(QMessageBox) if one.isVisible())


def press(box: QMessageBox, word: str) -> None:
    next(one for one in box.buttons() if one.text() == word).click()


def step(view: SittingView, to: str) -> None:
    assert view.board is not None
    view.finishing.pass_to(next(one for one in view.board.steps if one.to == to))


# ---------------------------------------------------------------- final


def test_what_is_missing_is_shown_before_anything_is_asked(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    view = opened(qtbot, desk, closed(desk, whole=False))
    assert view.header.step.text() == "Rendi definitivo"
    view.header.step.click()
    assert not view.findChildren(QMessageBox)
    assert heard.said[-1].text.startswith("Il verbale resta in bozza: mancano ")
    assert view.missing.list.isVisible()
    label, go = heard.said[-1].actions[0]
    assert label == "Vai alla prima"
    go()
    assert register.named(desk.store, "meeting", "4/2026")["minutes_status"] == "bozza"


def test_one_question_then_the_file_is_kept_and_shown(
    qtbot: QtBot, place: tuple[Desk, Heard], handed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, heard = place
    view = opened(qtbot, desk, closed(desk))
    view.header.step.click()
    box = question(view)
    default = box.defaultButton()
    assert (default.text(), [one.text() for one in box.buttons()]) == ("Non ora", ["Rendi definitivo", "Non ora"])
    press(box, "Non ora")
    assert register.named(desk.store, "meeting", "4/2026")["minutes_status"] == "bozza"
    view.header.step.click()
    press(question(view), "Rendi definitivo")
    assert minutes.version_in_force(desk.store, "4/2026") is not None
    assert not view.header.step.isVisible()
    assert view.header.minutes.text() == "Salva il PDF…"
    assert view.paper.note.text().startswith("Verbale definitivo, conservato il ")
    assert view.minutes_bar.words.text() == "Verbale: definitivo"
    assert view.item.text.reason.startswith("Il verbale è definitivo")
    (see, look), (save, keep) = heard.said[-1].actions
    assert (see, save) == ("Apri il file", "Salva con nome…")
    look()
    kept = minutes.kept(desk.store, "4/2026")
    assert kept is not None
    assert Path(handed[0]).read_bytes() == kept.data
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "verbale.pdf"), ""))
    keep()
    assert (tmp_path / "verbale.pdf").read_bytes() == kept.data


def test_a_stopped_rendering_keeps_nothing_and_gives_the_button_back(
    qtbot: QtBot, place: tuple[Desk, Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = place
    view = opened(qtbot, desk, closed(desk))
    real = minutes.finalise

    def stopped(store: Any, id: int, version: int, progress: Any) -> Any:
        progress.cancel()
        return real(store, id, version, progress)

    monkeypatch.setattr(minutes, "finalise", stopped)
    view.header.step.click()
    press(question(view), "Rendi definitivo")
    assert minutes.versions(desk.store, "4/2026") == []
    assert (view.header.step.isEnabled(), view.header.step.text()) == (True, "Rendi definitivo")


# ---------------------------------------------------------------- the other states


def test_from_revision_to_the_protocol(qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path) -> None:
    desk, heard = place
    code = closed(desk)
    view = opened(qtbot, desk, code)
    step(view, "in_revisione")
    dialog = next(one for one in view.findChildren(Asking) if one.isVisible())
    dialog.editors["remarks_until"].set_raw("10/01/2027")
    dialog.accept()
    now = register.named(desk.store, "meeting", code)
    assert (now["status"], now["minutes_status"]) == ("verbalizzata", "in_revisione")
    meetings.event(desk.store, code, "M02", "esce", at=time(18, 0))  # a remark: it had not been written down
    view.header.step.click()
    press(question(view), "Rendi definitivo")
    with pytest.raises(Refused, match="definitivo"):
        meetings.event(desk.store, code, "M03", "esce", at=time(18, 10))
    step(view, "firmato")
    signatures = next(one for one in view.findChildren(Signatures) if one.isVisible())
    signatures.hand.click()
    dialog = next(one for one in view.findChildren(Asking) if one.isVisible())
    dialog.accept()
    assert dialog.editors["file"].problem, "signed minutes without the signed file are not"
    (tmp_path / "firmato.pdf").write_bytes(b"%PDF-1.7 signed")
    dialog.editors["file"].set_value(files.keep(desk.store, tmp_path / "firmato.pdf"))
    dialog.accept()
    assert register.named(desk.store, "meeting", code)["minutes_status"] == "firmato"
    assert minutes.versions(desk.store, code)[-1]["signed"]
    step(view, "protocollato")
    dialog = next(one for one in view.findChildren(Asking) if one.isVisible())
    dialog.accept()
    assert dialog.editors["protocol_number"].problem, "a protocol without its number is none"
    dialog.editors["protocol_number"].set_raw("0012345")
    dialog.accept()
    now = register.named(desk.store, "meeting", code)
    assert (now["status"], now["minutes_status"]) == ("archiviata", "protocollato")
    document = minutes_steps.document(desk.store, code)
    assert document is not None
    assert (document["protocol_number"], document["protocol_date"]) == ("0012345", date(2026, 12, 20))
    assert heard.done[-1] == "Protocollo segnato."
    assert not minutes.kept(desk.store, code).outdated  # type: ignore[union-attr]


def test_back_from_revision_to_the_draft(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, heard = place
    code = closed(desk)
    view = opened(qtbot, desk, code)
    step(view, "in_revisione")
    next(one for one in view.findChildren(Asking) if one.isVisible()).accept()
    assert heard.done[-1] == "Verbale in revisione: votazioni e movimenti si possono ancora correggere."
    assert [one.text() for one in view.minutes_bar.buttons] == ["Torna in bozza", "Osservazioni…"]
    view.minutes_bar.buttons[0].click()
    dialog = view.findChild(Reason)
    assert dialog is not None
    dialog.page.setPlainText("Mancano due interventi")
    dialog.go_button.click()
    now = register.named(desk.store, "meeting", code)
    assert (now["status"], now["minutes_status"]) == ("chiusa", "bozza")
    assert now["minutes_reason"] == "Mancano due interventi"


def test_who_may_not_write_is_offered_nothing(qtbot: QtBot, place: tuple[Desk, Heard]) -> None:
    desk, _ = place
    code = closed(desk)
    desk.store.who = reader()
    view = opened(qtbot, desk, code)
    assert view.minutes_bar.words.text() == "Verbale: bozza"
    assert view.minutes_bar.buttons == []
    assert not view.header.step.isVisible()


# ---------------------------------------------------------------- papers


@pytest.mark.parametrize(("press_", "file"), [
    ("notice", "convocazione_2026_004_20261216.pdf"),
    ("sheet", "foglio_firme_2026_004_20261216.pdf"),
])  # fmt: skip
def test_papers_are_looked_at_then_saved(
    qtbot: QtBot, place: tuple[Desk, Heard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press_: str, file: str
) -> None:
    desk, heard = place
    view = opened(qtbot, desk, "4/2026")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / Path(asked[2]).name), ""))
    button: Callable[[], None] = getattr(view.header, press_).click
    button()
    dialog = next(one for one in view.findChildren(PaperDialog) if one.isVisible())
    assert dialog.pages.document is not None
    assert dialog.pages.document.pageCount() >= 1
    dialog.save_button.click()
    assert (tmp_path / file).read_bytes().startswith(b"%PDF")
    assert file in heard.said[-1].text
    dialog.close()
