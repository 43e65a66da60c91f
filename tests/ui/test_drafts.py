"""What is typed and not saved survives whatever happens to the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.drafts import COMPACT_FROM, Journal, Keeper

REGISTER = "registro.db"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(REGISTER, tmp_path)


def test_a_draft_is_found_again_by_another_start(journal: Journal, tmp_path: Path) -> None:
    journal.keep("project", 7, "P07", 3, {"title": "Orto"})
    journal.keep("project", 7, "P07", 3, {"title": "Orto condiviso", "end": "31.12"})
    found = Journal(REGISTER, tmp_path).find("project", 7)
    assert found is not None
    assert found.typed == {"title": "Orto condiviso", "end": "31.12"}
    assert (found.code, found.version) == ("P07", 3)


def test_registers_do_not_mix(journal: Journal, tmp_path: Path) -> None:
    journal.keep("project", 7, "P07", 3, {"title": "Orto"})
    assert Journal("altro.db", tmp_path).all() == []


def test_new_records_are_kept_apart_by_their_form(journal: Journal) -> None:
    journal.keep("project", 0, "primo", 0, {"title": "Uno"})
    journal.keep("project", 0, "secondo", 0, {"title": "Due"})
    assert {draft.typed["title"] for draft in journal.all()} == {"Uno", "Due"}


def test_a_line_cut_short_is_dropped_and_writing_goes_on(journal: Journal) -> None:
    journal.keep("project", 7, "P07", 3, {"title": "intero"})
    path = next(journal.folder.glob("*.jsonl"))
    with path.open("ab") as file:
        file.write(b'{"register": "registro.db", "entity": "pro')
    found = journal.find("project", 7)
    assert found is not None
    assert found.typed == {"title": "intero"}
    journal.keep("project", 7, "P07", 3, {"title": "dopo il guasto"})
    found = journal.find("project", 7)
    assert found is not None
    assert found.typed == {"title": "dopo il guasto"}


def test_a_file_of_rubbish_is_no_draft(journal: Journal) -> None:
    journal.keep("project", 7, "P07", 3, {"title": "x"})
    next(journal.folder.glob("*.jsonl")).write_bytes(b"\x00\xff\n[1]\n{}\n")
    assert journal.all() == []


def test_a_long_journal_is_compacted(journal: Journal) -> None:
    text = "x" * (COMPACT_FROM // 2)
    for turn in range(4):
        journal.keep("project", 7, "P07", 3, {"abstract": f"{turn}{text}"})
    path = next(journal.folder.glob("*.jsonl"))
    assert path.stat().st_size < 2 * COMPACT_FROM
    found = journal.find("project", 7)
    assert found is not None
    assert found.typed["abstract"].startswith("3")


def test_saved_or_emptied_means_forgotten(journal: Journal) -> None:
    journal.keep("project", 7, "P07", 3, {"title": "x"})
    journal.keep("project", 7, "P07", 3, {})
    assert journal.all() == []
    journal.drop("project", 7)


def test_the_keeper_writes_two_seconds_after_the_first_change(qtbot: QtBot, journal: Journal) -> None:
    parent, typed = QObject(), {"title": ""}
    keeper = Keeper(journal, lambda: ("project", 7, "P07", 3, typed), parent)
    keeper.touched()
    first = keeper.timer.remainingTime()
    typed["title"] = "scritto dopo"
    keeper.touched()
    assert 0 < keeper.timer.remainingTime() <= first <= 2000
    keeper.timer.timeout.emit()  # the two seconds, without waiting for them
    found = journal.find("project", 7)
    assert found is not None
    assert found.typed == {"title": "scritto dopo"}
    keeper.forget("project", 7)
    assert not keeper.timer.isActive()
    assert journal.all() == []


TYPIST = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.domain.projects import Project
from app.ui.drafts import Journal, Keeper
from app.ui.kit.editor import Around
from app.ui.kit.form import Form, Group

app = QApplication([])
form = Form(Project, Around(), (Group("", ("title", "abstract")),))
form.show_values({**Project.defaults(), "code": "P07", "title": "Orto"})
keeper = Keeper(Journal("registro.db"), lambda: ("project", 7, "P07", 3, form.typed()), form)
form.changed.connect(keeper.touched)
form.show()
QTest.keyClicks(form.editors["abstract"].entry, "Due mattine a settimana")
assert keeper.timer.isActive()
keeper.timer.timeout.emit()
QTest.keyClicks(form.editors["abstract"].entry, " e poi")
print("typed", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX systems")
def test_kill_9_in_the_middle_of_typing_loses_two_seconds_at_most(tmp_path: Path, root: Path) -> None:
    environment = {**os.environ, "CABINA_STATE": str(tmp_path), "PYTHONPATH": str(root)}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with typist:
        assert typist.stdout is not None
        said = typist.stdout.readline().strip()
        typist.send_signal(signal.SIGKILL)
        _, errors = typist.communicate()
    assert said == "typed", errors
    assert typist.returncode == -signal.SIGKILL
    found = Journal(REGISTER, tmp_path).find("project", 7)
    assert found is not None
    assert found.typed == {"abstract": "Due mattine a settimana"}


def test_half_a_character_pasted_is_kept(journal: Journal) -> None:
    """Some programs cut an emoji in two when they copy: no file could be written with such a text in it."""
    journal.keep("project", 7, "P07", 1, {"title": "Mezza \ud83d faccina"})
    draft = journal.find("project", 7)
    assert draft is not None
    assert draft.typed == {"title": "Mezza \ud83d faccina"}
