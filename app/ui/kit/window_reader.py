"""Reads a list by window for a model: the first page at once, the length after it, other pages when looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import AppError
from app.domain.query import Query
from app.ui.kit.source import PAGE, By, Sections, Source, Window, sections
from app.ui.runner import Job, Runner

T = TypeVar("T")

_QUIET_MS = 120
"""How long nobody has typed before all that answers a search is counted: its first rows are there at once."""

_REST_MS = 400
"""How long a list is looked at before its rows are listed for the scroll bar to jump into."""

_LONG = 20_000
"""Rows from which a list is listed before anybody jumps."""


class WindowReader(QObject):
    """One list at a time; asking for another gives up the one before, in the database too.

    Signals:
        sections(Sections): a list by groups.
        first(Window, int | None): the first page, and the length of the list if it is known already.
        counted(int): the length, when it was not.
        read(int, Window): another page, by its number.
        failed(AppError): the register did not answer.
    """

    sections = Signal(object)
    first = Signal(object, object)
    counted = Signal(int)
    read = Signal(int, object)
    failed = Signal(object)

    def __init__(self, source: Source, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self.source, self._runner = source, runner
        self._query, self._columns = Query(""), ()  # type: tuple[Query, Sequence[str]]
        self.locate: Callable[[Query, int], tuple[Query, int]] = lambda query, number: (query, number * PAGE)
        """Where a page is read: the list, and the place in it (that of a group is a list of its own)."""
        self._job: Job | None = None
        self._page_job: Job | None = None
        self._behind: Job | None = None
        self._ahead: Job | None = None
        self._total = 0
        self._wanted: dict[int, None] = {}
        self._soon = self._timer(0, self._read_wanted)
        self._quiet, self._rest = self._timer(_QUIET_MS, self._ask_count), self._timer(_REST_MS, self._list)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @property
    def busy(self) -> bool:
        """Whether anything is being asked about the list, or is about to be."""
        asked = (self._job, self._page_job, self._behind, self._ahead)
        return any(asked) or self._quiet.isActive() or self._rest.isActive() or self._soon.isActive()

    def show(self, query: Query, columns: Sequence[str], by: By | None = None) -> None:
        """Read a list from its beginning, or by groups."""
        self.give_up()
        self._query, self._columns = query, columns
        source = self.source
        if by is not None:
            self._job = self._runner.run(
                lambda _: sections(source, query, columns, by), self._sections, self.failed.emit, owner=self
            )
            return
        self._job = self._runner.run(
            lambda _: source.page(query, columns, 0, PAGE), self._first, self.failed.emit, owner=self
        )

    def give_up(self) -> None:
        """Nobody wants what is being read."""
        self._quiet.stop()
        self._rest.stop()
        busy = [job for job in (self._job, self._page_job, self._behind, self._ahead) if job is not None]
        for job in busy:
            job.cancel()
        if busy:
            self.source.interrupt()
        self._job = self._page_job = self._behind = self._ahead = None
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
            if self._total > _LONG:
                self._rest.start()

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
        self._total = total or 0
        self.first.emit(page, total)
        if total is None and self._job is None:
            if self._query.text:
                self._quiet.start()
            else:
                self._ask_count()

    def _ask_count(self) -> None:
        query, source = self._query, self.source
        self._job = self._runner.run(  # beside the pages: whoever looks at the next one does not wait for it
            lambda _: source.count(query), self._count, self.failed.emit, owner=self, aside=True
        )

    def _list(self) -> None:
        """Nobody has asked anything else for a while: prepare for jumps. If it fails, whoever jumps is told."""
        query, source = self._query, self.source

        def come(_: object) -> None:
            self._ahead = None

        self._ahead = self._runner.run(lambda _: source.ready(query), come, come, owner=self, aside=True)

    def _sections(self, found: Sections) -> None:
        self._job, self._total = None, 0
        self.sections.emit(found)

    def _count(self, total: int) -> None:
        self._job, self._total = None, total
        self.counted.emit(total)

    def _read_wanted(self) -> None:
        """Read the page asked for last: whoever drags the scroll bar does not wait for the pages passed over."""
        if not self._wanted or self._page_job is not None:
            return
        number = self._wanted.popitem()[0]
        for old in list(self._wanted)[:-2]:
            del self._wanted[old]
        columns, source = self._columns, self.source
        query, at = self.locate(self._query, number)
        answered: list[bool] = []  # one that comes at once leaves nothing under way

        def come(page: Window) -> None:
            answered.append(True)
            self._page(number, page)

        job = self._runner.run(
            lambda _: source.page(query, columns, at, PAGE), come, self._page_failed, owner=self
        )
        self._page_job = None if answered else job

    def _page(self, number: int, page: Window) -> None:
        self._page_job = None
        self.read.emit(number, page)
        if self._wanted:
            self._soon.start()

    def _page_failed(self, error: AppError) -> None:
        self._page_job = None
        self.failed.emit(error)
