"""The door between the window and the register, with its real threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.core.errors import Refused
from app.core.progress import Progress
from app.ui.runner import End, Runner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    one = Runner()
    yield one
    one.close()


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot, runner: Runner) -> None:
    here, seen = threading.get_ident(), []
    runner.run(lambda _: threading.get_ident(), lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_the_store_is_asked_one_thing_at_a_time(qtbot: QtBot, runner: Runner) -> None:
    busy, most, done = [0], [0], []
    lock = threading.Lock()

    def work(_: Progress) -> None:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        sum(range(2000))
        with lock:
            busy[0] -= 1

    for n in range(20):
        runner.run(work, lambda _, n=n: done.append(n))
    qtbot.waitUntil(lambda: len(done) == 20)
    assert most == [1]
    assert done == list(range(20))


def test_a_refusal_reaches_who_asked_else_everybody(qtbot: QtBot, runner: Runner) -> None:
    def refuse(_: Progress) -> None:
        raise Refused("No.")

    mine: list[object] = []
    runner.run(refuse, failed=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    with qtbot.waitSignal(runner.failed) as caught:
        runner.run(refuse)
    assert isinstance(caught.args[0], Refused)


def test_a_bug_reaches_the_excepthook(qtbot: QtBot, runner: Runner) -> None:
    done: list[bool] = []

    def wrong(_: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        runner.run(wrong)
        runner.run(lambda _: True, done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert caught[0][0] is ZeroDivisionError


def test_what_is_cancelled_answers_nobody(qtbot: QtBot, runner: Runner) -> None:
    started, go = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow(_: Progress) -> str:
        started.set()
        go.wait(10)
        return "old"

    first = runner.run(slow, answers.append)
    waiting = runner.run(lambda _: "never begun", answers.append)
    assert started.wait(10)
    first.cancel()
    waiting.cancel()
    go.set()
    runner.run(lambda _: "new", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["new"]


def test_a_job_tells_how_far_it_is(qtbot: QtBot, runner: Runner) -> None:
    seen: list[tuple[int, int]] = []
    runner.job_changed.connect(lambda job: seen.append((job.done, job.total)))
    done: list[None] = []
    runner.run(lambda progress: progress.step(3, 10, "tre"), done.append, title="Conto")
    qtbot.waitUntil(lambda: bool(done))
    assert (3, 10) in seen
    assert runner.jobs == []


def test_nobody_answers_a_screen_that_is_gone(qtbot: QtBot, runner: Runner) -> None:
    owner, answers = QObject(), []
    go = threading.Event()
    runner.run(lambda _: go.wait(10), lambda _: answers.append("gone"), owner=owner)
    delete(owner)
    go.set()
    runner.run(lambda _: None, lambda _: answers.append("here"))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["here"]


def test_what_a_person_stops_too_late_is_answered_all_the_same(qtbot: QtBot, runner: Runner) -> None:
    """The rows are in the register: a window that said «nothing was changed» would be lying."""
    written, go = threading.Event(), threading.Event()
    answers: list[str] = []
    ends: list[End | None] = []

    def commit(_: Progress) -> str:
        written.set()
        go.wait(10)
        return "scritto"

    job = runner.run(commit, answers.append, title="Importo le righe")
    job.watch(lambda job: ends.append(job.end))
    assert written.wait(10)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert (answers, ends) == (["scritto"], [End.WELL])


def test_what_is_stopped_in_time_says_so(qtbot: QtBot, runner: Runner) -> None:
    begun = threading.Event()

    def count(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0, 0)

    job = runner.run(count, title="Conto")
    assert begun.wait(10)
    job.cancel()
    ends: list[End | None] = []
    job.watch(lambda job: ends.append(job.end))
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [End.STOPPED]


def test_a_bug_reaches_the_excepthook_though_nobody_waits_for_the_answer(qtbot: QtBot, runner: Runner) -> None:
    owner, go, done = QObject(), threading.Event(), []

    def wrong(_: Progress) -> None:
        go.wait(10)
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        runner.run(wrong, owner=owner)
        delete(owner)
        go.set()
        runner.run(lambda _: True, done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert [one[0] for one in caught] == [ZeroDivisionError]


def test_a_job_over_before_it_is_watched_answers_at_once() -> None:
    def refuse(_: Progress) -> None:
        raise Refused("No.")

    runner, ends = Runner.inline(), []
    runner.run(refuse, failed=lambda _: None).watch(lambda job: ends.append((job.end, str(job.error))))
    assert ends == [(End.REFUSED, "No.")]
