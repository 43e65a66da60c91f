"""The only door from the screen to the database: runs work off the GUI thread, brings answers back on it.

Two executors: one thread for the store (whatever touches it waits its turn, so no lock is in sight), a pool for the
rest. Work receives a plain Progress and nothing of Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.core.errors import AppError
from app.core.progress import Cancelled, Progress

T = TypeVar("T")
Work = Callable[[Progress], T]


class Inline(Executor):
    """Runs work where it is asked for: what tests hand to a Runner."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - a future carries whatever happened to its reader
            future.set_exception(error)
        return future


class End(Enum):
    """How a job came to its end."""

    WELL = "well"
    REFUSED = "refused"  # an AppError: `Job.error`
    STOPPED = "stopped"  # asked to stop, and stopped: nothing came of it
    BROKEN = "broken"  # by a bug, which has reached sys.excepthook


class Job:
    """A piece of work under way: its words, how far it is, and a way to stop it. `end` is None until it ends."""

    def __init__(self, title: str) -> None:
        self.title, self.done, self.total, self.text = title, 0, 0, ""
        self.progress = Progress()
        self.end: End | None = None
        self.error: AppError | None = None
        self._watchers: list[Callable[[Job], object]] = []

    def cancel(self) -> None:
        """Ask it to stop. What nobody sees running (no title) is outdated, and its answer is thrown away; what a
        person stops may have been done already, and is then answered as ever."""
        self.progress.cancel()

    def watch(self, ended: Callable[[Job], object]) -> None:
        """Call `ended(job)` after the answer was handed over, now when it was already."""
        if self.end is not None:
            ended(self)
        else:
            self._watchers.append(ended)

    def finish(self, end: End, error: AppError | None = None) -> None:
        """It has ended: tell whoever watches."""
        self.end, self.error = end, error
        watchers, self._watchers = self._watchers, []
        for ended in watchers:
            ended(self)


class Runner(QObject):
    """Runs use-cases.

    Signals:
        failed(AppError): something the person can understand and nobody else took care of.
        job_changed(Job): a job with a title has started, moved or ended (`job in runner.jobs` tells).
    """

    failed = Signal(object)
    job_changed = Signal(object)
    _back = Signal(object)  # a closure to run on the GUI thread

    def __init__(self, store: Executor | None = None, pool: Executor | None = None) -> None:
        super().__init__()
        self._store = store or ThreadPoolExecutor(1, "store")
        self._pool = pool or ThreadPoolExecutor(4, "pool")
        self.jobs: list[Job] = []
        self._held: list[Callable[[], None]] | None = None
        self._closed = False
        inline = isinstance(self._store, Inline)
        self._back.connect(
            _call, Qt.ConnectionType.DirectConnection if inline else Qt.ConnectionType.QueuedConnection
        )

    @classmethod
    def inline(cls) -> Runner:
        """A Runner that does everything at once, on this thread."""
        return cls(Inline(), Inline())

    def run(
        self,
        work: Work[T],
        then: Callable[[T], Any] | None = None,
        failed: Callable[[AppError], Any] | None = None,
        *,
        title: str = "",
        owner: QObject | None = None,
        aside: bool = False,
    ) -> Job:
        """Run `work(progress)` on the store's thread (`aside`: in the pool) and hand its answer to `then`.

        `failed` takes an AppError instead of the `failed` signal; any other exception is a bug and reaches
        sys.excepthook. `title` shows the job in the status bar. Nothing is handed to an `owner` that is gone.
        """
        job = Job(title)
        job.progress = Progress(lambda *step: self._back.emit(lambda: self._moved(job, *step)))
        if title:
            self.jobs.append(job)
            self.job_changed.emit(job)

        def begin() -> None:
            executor = self._pool if aside else self._store
            future = executor.submit(_guarded, work, job.progress)
            future.add_done_callback(lambda f: self._back.emit(lambda: self._done(job, f, then, failed, owner)))

        if aside and self._held is not None:
            self._held.append(begin)
        else:
            begin()
        return job

    def hold(self) -> None:
        """What is asked for aside from here on waits for `release`: until a window's first rows are painted, counts,
        facets and the record beside them would only take their time. One that does everything at once goes on so."""
        if self._held is None and not isinstance(self._pool, Inline):
            self._held = []

    def release(self) -> None:
        """Begin what waited, in the order it was asked for."""
        held, self._held = self._held or [], None
        for begin in held:
            begin()

    def _moved(self, job: Job, done: int, total: int, text: str) -> None:
        job.done, job.total, job.text = done, total, text
        self.job_changed.emit(job)

    def _done(
        self,
        job: Job,
        future: Future[T],
        then: Callable[[T], Any] | None,
        failed: Callable[[AppError], Any] | None,
        owner: QObject | None,
    ) -> None:
        if job in self.jobs:
            self.jobs.remove(job)
            self.job_changed.emit(job)
        if self._closed or future.cancelled():
            return
        gone = owner is not None and not isValid(owner)
        try:
            answer = future.result()
        except Cancelled:
            job.finish(End.STOPPED)
        except AppError as error:
            self._refused(job, error, failed, gone=gone)
        except BaseException:  # a bug is a bug, whether or not somebody still waits for the answer
            job.finish(End.BROKEN)
            raise
        else:
            self._answered(job, answer, None if gone else then)

    def _answered(self, job: Job, answer: T, then: Callable[[T], Any] | None) -> None:
        outdated = job.progress.cancelled and not job.title
        end = End.BROKEN
        try:
            if then is not None and not outdated:
                then(answer)
            end = End.STOPPED if outdated else End.WELL
        finally:
            job.finish(end)

    def _refused(self, job: Job, error: AppError, failed: Callable[[AppError], Any] | None, *, gone: bool) -> None:
        if not gone:
            (failed or self.failed.emit)(error)
        job.finish(End.REFUSED, error)

    def close(self) -> None:
        """Finish what runs, drop what waits; answers that come later find nobody."""
        self._closed, self._held = True, None
        for job in self.jobs:
            job.cancel()
        self._store.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)


def _guarded(work: Work[T], progress: Progress) -> T:
    """Work that was outdated before its turn came is not begun."""
    if progress.cancelled:
        raise Cancelled
    return work(progress)


def _call(closure: Callable[[], None]) -> None:
    closure()
