"""The only door from the screen to the database: runs work off the GUI thread, brings answers back on it.

Two executors: one thread for the store (whatever touches it waits its turn, so no lock is in sight), a pool for the
rest. Work receives a plain Progress and nothing of Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
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


class Job:
    """A piece of work under way: its words, how far it is, and a way to stop it."""

    def __init__(self, title: str) -> None:
        self.title, self.done, self.total, self.text = title, 0, 0, ""
        self.progress = Progress()

    def cancel(self) -> None:
        """Ask it to stop; its answer, if any, is thrown away."""
        self.progress.cancel()


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
        if self._closed or future.cancelled() or (owner is not None and not isValid(owner)):
            return
        try:
            answer = future.result()
        except Cancelled:
            return
        except AppError as error:
            if failed is not None:
                failed(error)
            else:
                self.failed.emit(error)
            return
        if then is not None and not job.progress.cancelled:
            then(answer)

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
