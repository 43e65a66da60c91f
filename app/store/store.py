"""The register, open: what use-cases are handed."""

from __future__ import annotations

import getpass
import threading
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Problem, Unreachable
from app.core.i18n import N_
from app.domain.change import ChangeRow
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Snapshot
from app.domain.permissions import Can, Person, keeper
from app.domain.query import Group, Query
from app.store import facets, migrate
from app.store.access import file_seen, told
from app.store.engine import Place, place
from app.store.layout import layout
from app.store.line import Kind, Line, Tuple
from app.store.names import StoreNames
from app.store.order import Place as Spot
from app.store.reading import PAGE, Page, Reader
from app.store.tallies import Tallies

if TYPE_CHECKING:
    from app.store.feed import Feed
    from app.store.unit import Unit

_ORDERS_KEPT = 4


class Store:
    """An open register. Every method may be called from any thread; units take turns."""

    def __init__(self, where: Place, who: Person) -> None:
        self.place, self.who = where, who
        self.kind: Kind = where.kind
        self._idle: list[Line] = []
        self._asking: set[Line] = set()
        self._closed = False
        self._lines_lock, self._turn = threading.Lock(), threading.Lock()
        self._writing = 0  # the thread whose deed is under way
        self._orders: dict[Query, tuple[int, array[int]]] = {}
        self._tallies = Tallies(where, who)
        self.notice = ""  # a sentence for whoever opened it
        self.names = StoreNames(self._ask, who if where.kind == "sqlite" else None)

    @classmethod
    def open(cls, url: str | Path, who: Person | None = None) -> Store:
        """Open a register: a file (made if it is not there), or `postgresql://…`.

        Nobody named: on this computer the operating system's user, as segretario and amministratore; on a
        shared register the roles of the login.

        Raises:
            Refused: not a register of ours, a newer one, a network drive, an older one somebody else must migrate.
            Unreachable: the file or the server is not there.
        """
        where = place(url)
        notice = migrate.make_ready(where)
        if who is None:
            who = keeper(getpass.getuser()) if where.kind == "sqlite" else _login(where)
        store = cls(where, who)
        store.notice = notice
        return store

    def close(self) -> None:
        """Hang up every line."""
        self._tallies.close()
        with self._lines_lock:
            self._closed = True
            lines, self._idle = self._idle, []
        for line in lines:
            line.close()

    # ------------------------------------------------------------ writing

    @contextmanager
    def unit(self, deed: str) -> Iterator[Unit]:
        """One named deed (an Italian msgid: "Modifica progetto"), one transaction. Leaving it commits.

        An exception inside writes nothing. `unit.changes` is filled when the block has ended.
        """
        if self._writing == threading.get_ident():
            raise RuntimeError("a deed inside a deed would wait for itself")
        with self._turn:
            self._writing = threading.get_ident()
            from app.store.unit import Unit  # who only reads waits for nothing of writing

            line = self._take(interruptible=False)
            try:
                unit = Unit(line, self.who, deed, Reader(line, self.who, self.names))
                unit.begin()
                yield unit
                unit.finish()
                unit.commit()
            except BaseException:
                self._give_up(line)
                raise
            finally:
                self._writing = 0
            self._give_back(line)
        self.names.changed(unit.kinds)

    def _give_up(self, line: Line) -> None:
        """Undo what the deed began. A line that is lost undoes it by itself."""
        try:
            line.rollback()
        except Unreachable:
            self._drop(line)
        else:
            self._give_back(line)

    # ------------------------------------------------------------ reading

    @contextmanager
    def reading(self, *, steady: bool = False, outdated: bool = False) -> Iterator[Reader]:
        """Questions over one line; `steady`, all of one moment of the register (a paper is made from these);
        `outdated`, those that `interrupt` may stop."""
        line = self._take(interruptible=outdated)
        try:
            if steady:
                line.begin(write=False)
            yield Reader(line, self.who, self.names)
            if steady:
                line.commit()
        except Unreachable:
            self._drop(line)
            raise
        except BaseException:
            self._give_up(line)
            raise
        self._give_back(line)

    def snapshot(self, entity: type[Entity], code: str, *, trashed: bool = False) -> Snapshot | None:
        """The record with this code; None when there is none (or, unless asked, when it is in the trash)."""
        with self.reading() as reader:
            return reader.snapshot(entity, code, trashed=trashed)

    def by_id(self, entity: type[Entity], number: int, *, trashed: bool = False) -> Snapshot | None:
        """The record with this number."""
        with self.reading() as reader:
            return reader.by_id(entity, number, trashed=trashed)

    def by_ids(self, entity: type[Entity], numbers: Sequence[int], *, trashed: bool = False) -> dict[int, Snapshot]:
        """The records with these numbers, those that are there."""
        with self.reading() as reader:
            return reader.by_ids(entity, numbers, trashed=trashed)

    def snapshots(self, query: Query, limit: int | None = None) -> list[Snapshot]:
        """The records of a list, in its order."""
        with self.reading() as reader:
            return reader.snapshots(query, limit)

    def page(
        self, query: Query, columns: Sequence[str], *, after: Spot | None = None, before: Spot | None = None,
        at: int | None = None, size: int = PAGE,
    ) -> Page:  # fmt: skip
        """Some rows of a list: its first ones, those after or before a place (`Page.last`, `Page.first`), or
        those from position `at` on, counted from 0 (through `ids`, for scrollbars)."""
        if at is not None:
            found = self._numbers_at(query, at, size + 1)
            with self.reading(outdated=True) as reader:
                return reader.at(ENTITIES[query.entity], columns, found[:size], len(found) > size)
        with self.reading(outdated=True) as reader:
            narrow = self._tallies.narrow(reader, query)
            return reader.page(query, columns, after=after, before=before, size=size, narrow=narrow)

    def rows(self, query: Query, columns: Sequence[str]) -> Iterator[Tuple]:
        """Every row of a list in its order, read while it is consumed (exports)."""
        with self.reading(steady=True) as reader, _read_once(reader.line):
            yield from reader.rows(query, columns)

    def count(self, query: Query, most: int | None = None, *, outdated: bool = True) -> int:
        """How many rows a list has; with `most`, counting stops there. Work that only its own Cancel may stop (an
        export, a paper) is not `outdated` by a keystroke."""
        with self.reading(outdated=outdated) as reader:
            known = self._tallies.count(reader, query) if outdated else None
            return reader.count(query, most) if known is None else known if most is None else min(known, most)

    def totals(
        self, query: Query, names: Sequence[str] | None = None, *, outdated: bool = True
    ) -> dict[str, Decimal]:  # fmt: skip
        """The sums of a list's columns of money (all of them, unless named). `outdated` as in `count`."""
        from app.domain.fields import Money

        fields = ENTITIES[query.entity].fields
        wanted = names if names is not None else [name for name, spec in fields.items() if isinstance(spec, Money)]
        with self.reading(outdated=outdated) as reader:
            known = self._tallies.totals(reader, query, wanted) if outdated else None
            return reader.totals(query, wanted) if known is None else known

    def facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        """{field: {code: how many}}; each facet is counted as if nothing were ticked in it."""
        with self.reading(outdated=True) as reader:
            reader.may_ask(layout(ENTITIES[query.entity]), fields)
            known = self._tallies.facets(reader, query, fields)
            return facets.counts(reader, query, fields) if known is None else known

    def groups(self, query: Query, name: str, sums: Sequence[str] = ()) -> list[Group]:
        """A list by the values of a field, in their order: how many rows each has, and the sums of some columns."""
        from app.store import groups

        with self.reading(outdated=True) as reader:
            added = groups.shown(reader, query, name, sums, self.who)
            known = self._tallies.groups(reader, query, name, added)
            found = groups.counted(reader, query, name, added) if known is None else known
        return groups.in_order(query, name, added, found, self.names)

    def _numbers_at(self, query: Query, at: int, size: int) -> Sequence[int]:
        """The numbers of some rows of a list; nobody waits for all of them to be listed if its index can tell."""
        seq = self.last_seq
        known = self._listed(query, seq)
        if known is None and self.kind == "sqlite":
            with self.reading(outdated=True) as reader:
                found = reader.numbers_at(query, at, size)
            if found is not None:
                return found
        return (known or self.ids(query))[at : at + size]

    def _listed(self, query: Query, seq: int) -> array[int] | None:
        """The numbers of a list's rows, if they were listed and nothing was written since."""
        with self._lines_lock:
            known = self._orders.get(query)
        return known[1] if known is not None and known[0] == seq else None

    def ids(self, query: Query) -> array[int]:
        """The number of every row of a list in its order (8 MB for a million); made by a worker, then kept."""
        seq = self.last_seq
        known = self._listed(query, seq)
        if known is not None:
            return known
        with self.reading(outdated=True) as reader:
            few, chosen = self._tallies.chosen(reader, query)
            if chosen is None:
                found = array("q", (row[0] for batch in reader.ids(query, few) for row in batch))
        if chosen is not None:  # many of a long list: they are met in the order of the whole
            found = array("q", filter(chosen.__contains__, self.ids(replace(query, filters=(), text=""))))
        with self._lines_lock:
            while len(self._orders) >= _ORDERS_KEPT:
                self._orders.pop(next(iter(self._orders)))
            self._orders[query] = (seq, found)
        return found

    def blob(self, sha256: str) -> bytes | None:
        """The bytes of a kept file; None when there are none under that hash that this person may see."""
        shown = file_seen(self.who) if self.kind == "sqlite" else ""
        found = self._ask(f"SELECT data FROM blob WHERE sha256 = ?{shown and ' AND ' + shown}", [sha256])
        return bytes(found[0][0]) if found else None

    # ------------------------------------------------------------ history

    @property
    def last_seq(self) -> int:
        """The number of the last row of the history."""
        return int(self._ask("SELECT coalesce(max(seq), 0) FROM change", [])[0][0])

    def since(self, seq: int, limit: int = 10_000) -> list[ChangeRow]:
        """What was written after a row of the history, in order; names are forgotten where they changed."""
        found = self._history("seq > ?", [seq], tail=f"LIMIT {int(limit)}")
        self.names.changed({row.entity for row in found})
        return found

    def history(self, entity: type[Entity], number: int) -> list[ChangeRow]:
        """The history of a record, oldest first."""
        return self._history("entity = ? AND record = ?", [entity.name, number])

    def since_of(self, entity: type[Entity], seq: int) -> list[ChangeRow]:
        """What was done to the records of one kind after a row of the history, in order."""
        return self._history("entity = ? AND seq > ?", [entity.name, seq])

    def deed(self, unit: int) -> list[ChangeRow]:
        """The rows of one deed."""
        return self._history("unit = ?", [unit])

    def recent(self, limit: int = 100, who: str | None = None) -> list[ChangeRow]:
        """The last rows of the history, newest first; of one person, when named."""
        mine, values = ("who = ?", [who]) if who is not None else ("1 = 1", [])
        if self.kind == "sqlite" and (shown := told(self.who)):
            mine = f"{mine} AND {shown}"
        found = self._ask(f"SELECT seq FROM change WHERE {mine} ORDER BY seq DESC LIMIT {int(limit)}", values)
        if not found:
            return []
        return self._history(f"seq >= ? AND {mine}", [found[-1][0], *values])[::-1]

    def _history(self, condition: str, values: Sequence[object], tail: str = "") -> list[ChangeRow]:
        from app.store import chain

        with self.reading() as reader:
            secrets = self.who.may(Can.READ_CONTACTS)
            if self.kind == "sqlite" and (shown := told(self.who)):  # a server's own policy says it there
                condition = f"{condition} AND {shown}"
            return chain.read(reader.line, condition, values, secrets=secrets, tail=tail)

    def check(self) -> list[Problem]:
        """What is wrong with the register itself: damaged pages, links, sums, the chain of the history."""
        from app.store.checks import problems

        with self.reading() as reader:
            return problems(reader.line)

    def feed(self) -> Feed:
        """A bell that rings when somebody else has written; close it when done."""
        from app.store.feed import feed

        return feed(self.place)

    # ------------------------------------------------------------ lines

    def interrupt(self) -> None:
        """Stop every page, count, sum and order under way (the next keystroke outdates it): it ends as Cancelled.

        What others wait for goes on: single records, names, the history, exports, deeds.
        """
        with self._lines_lock:
            for line in self._asking:
                line.interrupt()
        self._tallies.interrupt()

    def _ask(self, sql: str, values: Sequence[object]) -> list[Tuple]:
        with self.reading() as reader:
            return reader.line.rows(sql, values)

    def _take(self, *, interruptible: bool) -> Line:
        with self._lines_lock:
            if self._closed:
                raise Unreachable(N_("Il registro è chiuso."))
            line = self._idle.pop() if self._idle else None
        if line is not None and not line.stands:  # a colleague wrote in a register that can only be read here
            self._drop(line)
            self.names.changed(ENTITIES)
            line = None
        line = line or self.place.line(self.who)
        if interruptible:
            with self._lines_lock:
                self._asking.add(line)
        return line

    def _give_back(self, line: Line) -> None:
        with self._lines_lock:
            self._asking.discard(line)  # from here on nobody interrupts it
        line.go_on()
        with self._lines_lock:
            if not self._closed:
                self._idle.append(line)
                return
        line.close()

    def _drop(self, line: Line) -> None:
        """A line is lost: the idle ones may be as well."""
        with self._lines_lock:
            self._asking.discard(line)
            lost, self._idle = [line, *self._idle], []
        for one in lost:
            one.close()


def _read_once(line: Line) -> AbstractContextManager[None]:
    from app.store.sqlite import SqliteLine

    return line.unmapped() if isinstance(line, SqliteLine) else nullcontext()


def _login(where: Place) -> Person:
    from app.store.accounts import person_of_login

    return person_of_login(where)
