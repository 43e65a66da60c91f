"""Reads a list by window for a model: the first page at once, the length after it, other pages when looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import AppError
from app.domain.query import Query
from app.ui.kit.source import PAGE, Source, Window
from app.ui.runner import Job, Runner

T = TypeVar("T")


class WindowReader(QObject):
    """One list at a time; asking for another gives up the one before, in the database too.

    Signals:
        first(Window, int | None): the first page, and the length of the list if it is known already.
        counted(int): the length, when it was not.
        read(int, Window): another page, by its number.
        failed(AppError): the register did not answer.
    """

    first = Signal(object, object)
    counted = Signal(int)
    read = Signal(int, object)
    failed = Signal(object)

    def __init__(self, source: Source, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self.source, self._runner = source, runner
        self._query, self._columns = Query(""), ()  # type: tuple[Query, Sequence[str]]
        self._job: Job | None = None
        self._page_job: Job | None = None
        self._behind: Job | None = None
        self._wanted: dict[int, None] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_wanted)

    def show(self, query: Query, columns: Sequence[str]) -> None:
        """Read a list from its beginning."""
        self.give_up()
        self._query, self._columns = query, columns
        source = self.source
        self._job = self._runner.run(
            lambda _: source.page(query, columns, 0, PAGE), self._first, self.failed.emit, owner=self
        )

    def give_up(self) -> None:
        """Nobody wants what is being read."""
        busy = [job for job in (self._job, self._page_job, self._behind) if job is not None]
        for job in busy:
            job.cancel()
        if busy:
            self.source.interrupt()
        self._job = self._page_job = self._behind = None
        self._wanted.clear()

    def follow(self, work: Callable[[Source], T], then: Callable[[T], None]) -> None:
        """Ask something about the list that may come late (sums, facets); given up with it.

        It is asked beside the store's own thread, so that pages looked at meanwhile do not wait for it.
        """
        if self._behind is not None:
            self._behind.cancel()
        source = self.source

        def come(found: T) -> None:
            self._behind = None
            then(found)

        self._behind = self._runner.run(lambda _: work(source), come, owner=self, aside=True)

    def want(self, number: int) -> None:
        """A page is being looked at and is not there."""
        self._wanted.pop(number, None)
        self._wanted[number] = None
        if self._page_job is None and not self._soon.isActive():
            self._soon.start()

    def _first(self, page: Window) -> None:
        self._job = None
        short = len(page.rows) if len(page.rows) < PAGE else None
        total = page.total if page.total is not None else short
        self.first.emit(page, total)
        if total is None and self._job is None:
            query, source = self._query, self.source
            self._job = self._runner.run(  # beside the pages: whoever looks at the next one does not wait for it
                lambda _: source.count(query), self._count, self.failed.emit, owner=self, aside=True
            )

    def _count(self, total: int) -> None:
        self._job = None
        self.counted.emit(total)

    def _read_wanted(self) -> None:
        """Read the page asked for last: whoever drags the scroll bar does not wait for the pages passed over."""
        if not self._wanted or self._page_job is not None:
            return
        number = self._wanted.popitem()[0]
        for old in list(self._wanted)[:-2]:
            del self._wanted[old]
        query, columns, source = self._query, self._columns, self.source
        self._page_job = self._runner.run(
            lambda _: source.page(query, columns, number * PAGE, PAGE),
            lambda page: self._page(number, page), self._page_failed, owner=self,
        )  # fmt: skip

    def _page(self, number: int, page: Window) -> None:
        self._page_job = None
        self.read.emit(number, page)
        if self._wanted:
            self._soon.start()

    def _page_failed(self, error: AppError) -> None:
        self._page_job = None
        self.failed.emit(error)
