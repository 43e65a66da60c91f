"""What other desks write appears by itself: the feed rings, the history is read, every screen is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import AppError, Unreachable
from app.core.progress import Progress
from app.domain.colleagues import Colleague
from app.domain.entity import Changes
from app.ui.desk import Store
from app.ui.runner import End, Inline, Job, Runner
from app.usecases import colleagues, history

_RING_SECONDS = 2.0
_AGAIN_MS = 5000
_PARTING_SECONDS = 0.25
"""How long a window that closes waits for the line to be hung up."""

News = tuple[Changes, str]
Desks = tuple[tuple[str, str], ...]
"""(login, mark) of every other person's desk."""


class Live(QObject):
    """Waits for the feed on a thread of its own (a feed belongs to one), reads on the store's thread.

    Signals:
        changed(Changes, str): records were touched; by whom, empty when it was this login (here or in another window).
        online(bool): the register answers, or no longer does.
        colleagues(tuple[Colleague, ...]): who else is at the register now, when it is not who was.
    """

    changed = Signal(object, str)
    online = Signal(bool)
    colleagues = Signal(object)

    def __init__(self, store: Store, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._runner = store, runner
        self._seq = -1
        self._feed: Any = None
        self._mark = ""
        self._desks: Desks = ()
        self._ear = ThreadPoolExecutor(1, "ear")
        self._listener = Runner(self._ear, Inline())
        self._here = True
        self._stopped = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._listen)

    def start(self) -> None:
        """Begin to listen; what was written before is not told."""
        self._runner.run(lambda _: self._store.last_seq, self._started, self._lost, owner=self)

    def stop(self) -> None:
        """Listen no more. A line that hangs, or is only being laid, is not waited for: it hangs up by itself."""
        self._stopped = True
        self._again.stop()
        if self._feed is not None:
            self._feed.stop()
        wait([self._ear.submit(self._hang_up)], _PARTING_SECONDS)
        self._ear.shutdown(wait=False)

    def _hang_up(self) -> None:
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()

    def _started(self, seq: int) -> None:
        self._seq = seq
        self._listen()

    def _listen(self) -> None:
        if not self._stopped:
            self._listener.run(self._wait, self._rang, self._lost, owner=self).watch(self._broken)

    def _broken(self, job: Job) -> None:
        """A bug has been told; one deaf ear more would not mend it: listen again, after a while."""
        if job.end is End.BROKEN and not self._stopped:
            self._again.start()

    def write_at(self, mark: str) -> None:
        """Let colleagues know where one writes (`colleagues.mark`); nowhere, when empty."""
        self._mark = mark
        if self._feed is not None:
            self._feed.write_at(mark)

    def _wait(self, progress: Progress) -> tuple[bool, Desks]:
        if self._feed is None:
            self._feed = self._store.feed()
            self._feed.write_at(self._mark)
        if self._stopped:  # while the line was being laid
            return False, ()
        rang = bool(self._feed.wait(_RING_SECONDS, desks=True))
        return rang, self._feed.others()

    def _rang(self, heard: tuple[bool, Desks]) -> None:
        self._back()
        if self._stopped:
            return
        rang, desks = heard
        self._meet(desks)
        if rang:
            seq = self._seq
            self._runner.run(lambda _: _news(self._store, seq), self._tell, self._lost, owner=self).watch(self._broken)
        else:
            self._listen()

    def _meet(self, desks: Desks) -> None:
        """Learn the names of those who are there, when it is not who was."""
        if desks == self._desks:
            return
        self._desks = desks
        if not desks:
            self.colleagues.emit(())
            return
        plain = tuple(Colleague(login, login, mark) for login, mark in desks)  # whatever becomes of their names
        self._runner.run(
            lambda _: colleagues.named(self._store, desks), self._met, lambda _error: self._met(plain), owner=self
        )

    def _met(self, found: tuple[Colleague, ...]) -> None:
        if self._desks:
            self.colleagues.emit(found)

    def _tell(self, news: News) -> None:
        changes, who = news
        if changes.seq > self._seq:
            self._seq = changes.seq
            self.changed.emit(changes, who)
        self._listen()

    def _lost(self, error: AppError) -> None:
        """The register does not answer, or refuses: say so once, and try again by itself."""
        if self._stopped:
            return
        if self._here:
            self._here = False
            if isinstance(error, Unreachable):
                self.online.emit(False)
            else:
                self._runner.failed.emit(error)
        self._meet(())
        self._ear.submit(self._hang_up)
        self._again.start()

    def _back(self) -> None:
        if not self._here:
            self._here = True
            self.online.emit(True)


def _news(store: Store, seq: int) -> News:
    """What was written after `seq`, and who else than this login wrote it."""
    changes = history.since(store, seq)
    writers = {row.who for row in store.since(seq)} - {store.who.login}
    return changes, ", ".join(sorted(writers))
