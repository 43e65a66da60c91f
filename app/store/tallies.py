"""The tallies of an open register: made by a thread of their own when a list is big, then kept up with the history."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence, Set
from dataclasses import replace
from decimal import Decimal
from heapq import nsmallest
from typing import Any

from app.core.errors import AppError
from app.core.progress import Cancelled
from app.domain.entities import ENTITIES
from app.domain.permissions import Can, Person
from app.domain.query import Query, Sort
from app.store import planes, search
from app.store.access import owners, readable
from app.store.engine import Place
from app.store.layout import Layout, layout, quoted
from app.store.line import Line, first
from app.store.planes import Plane
from app.store.reading import Narrow, Reader
from app.store.selection import SPARSE, Selection
from app.store.tally import Groups, Tally

BIG = 20_000
"""Rows from which a list has a tally; shorter ones are counted by SQL in milliseconds."""

_AT_ONCE = 1000
"""Rows of history that are followed (or a twentieth of the list's); after more, everything is read again."""

_FEW = 5000
"""A selection up to so many rows is fetched by number and ordered; a larger one is met along the order's index."""

_SOON = 2000
"""Records that have the words searched, among which the first page of a broad search is looked for."""

_PAGES = 600
"""Records read to find the first page of a broad search."""

_BREATH = 0.002
"""Seconds left to the window between two strokes of work."""

_KEPT = 16
_BY_CODE = ((), (Sort("code"),))


class Tallies:
    """What a Store asks. Any thread may."""

    def __init__(self, where: Place, who: Person) -> None:
        self._place, self._who = where, who
        self._news = threading.Condition()
        self._made: dict[str, Tally] = {}
        self._making: dict[str, threading.Thread] = {}
        self._lines: set[Line] = set()
        self._patience = 0  # raised by `interrupt`: whoever waits gives up
        self._closed = threading.Event()
        self._kept: OrderedDict[Query, Selection] = OrderedDict()
        self._worded: OrderedDict[Query, tuple[Tally, int, Plane]] = OrderedDict()

    # ------------------------------------------------------------ answers

    def count(self, reader: Reader, query: Query) -> int | None:
        """How many rows a list has; None when SQL should say."""
        selection = self._selection(reader, query)
        return selection.count if selection else None

    def totals(self, reader: Reader, query: Query, names: Sequence[str]) -> dict[str, Decimal] | None:
        """The sums of a list's columns of money; None when SQL should say."""
        selection = self._selection(reader, query)
        if selection is None:
            return None
        tally = selection.tally
        return {name: tally.where.codecs[name].out(tally.sums[name].total(selection.mask)) for name in names}

    def facets(self, reader: Reader, query: Query, names: Sequence[str]) -> dict[str, dict[str, int]] | None:
        """{field: {code: how many}}; None when SQL should say."""
        whole = self._selection(reader, query, wait=True)
        if whole is None or any(name not in whole.tally.columns for name in names):
            return None
        found = {}
        for name in names:
            others = tuple(one for one in query.filters if not (one.field == name and one.op == "="))
            one = whole if others == query.filters else self._selection(reader, replace(query, filters=others))
            if one is None:
                return None
            found[name] = one.counts(name)
        return found

    def groups(self, reader: Reader, query: Query, name: str, sums: Sequence[str]) -> Groups | None:
        """A list by the values of a field; None when SQL should say."""
        whole = self._selection(reader, query, wait=True)
        if whole is None or name not in whole.tally.columns or any(one not in whole.tally.sums for one in sums):
            return None
        return whole.tally.groups(name, whole.mask, sums)

    def narrow(self, reader: Reader, query: Query) -> Narrow:
        """How the rows of a list are best found, before any is read."""
        searched = bool(search.words(query.text))
        if reader.line.kind != "sqlite" or query.trashed or not (query.filters or searched):
            return Narrow()
        tally = self._fresh(reader, query.entity)
        if tally is None:
            return _soon(reader.line, query) if searched else Narrow()
        known = self._known(query, tally)
        if known is None and searched and query.sort in _BY_CODE and self._words(query, tally) is None:
            found = self._sooner(reader, query, tally)
            if found is not None:
                return found
        known = known or self._selection(reader, query)
        if known is None:
            return Narrow()
        first: Sequence[int] = ()
        if query.sort in _BY_CODE and _PAGES < known.count < known.tally.count // SPARSE:
            first = nsmallest(_PAGES, known.numbers)
        if known.count <= _FEW:
            return Narrow(ids=known.numbers, first=first, filtered=True)
        return Narrow(first=first, filtered=True, holds=known.held, share=known.count / known.tally.count)

    def chosen(self, reader: Reader, query: Query) -> tuple[Narrow, Set[int] | None]:
        """For the order of a whole list: how to find its rows when they are few, which they are when they are many."""
        known = self._selection(reader, query) if query.filters or query.text else None
        if known is None:
            return Narrow(), None
        few = known.count <= _FEW
        return (Narrow(ids=known.numbers, filtered=True), None) if few else (Narrow(), frozenset(known.numbers))

    def _sooner(self, reader: Reader, query: Query, tally: Tally) -> Narrow | None:
        """Words whose records have not been looked for yet, in the order of codes: nobody waits for all of them to see
        the first. None when a few do not tell, and all must be looked for."""
        some = self._selection(reader, replace(query, text=""))
        if some is None:
            return None
        for most in (_SOON, 10 * _SOON):
            found = search.found(reader.line, tally.where, query.text, most)
            if len(found) < most:  # these are all
                self._keep_words(query, tally, some.seq, tally.holding(found))
                return None
            here = list(filter(some.holds, found)) if query.filters else found
            if len(here) >= _PAGES:
                return Narrow(first=here[:_PAGES], filtered=True, walk=True)
        return None

    # ------------------------------------------------------------ selections

    def _known(self, query: Query, tally: Tally) -> Selection | None:
        found = self._kept.get(_said(query))
        return found if found and found.tally is tally and found.seq == tally.seq else None

    def _selection(self, reader: Reader, query: Query, *, wait: bool = False) -> Selection | None:
        """The rows of a list; None when there is no tally."""
        if reader.line.kind != "sqlite" or query.trashed:
            return None
        tally = self._fresh(reader, query.entity, wait=wait)
        if tally is None:
            return None
        found = self._known(query, tally)
        if found is None:
            seq = tally.seq  # what is written from here on makes another selection
            found = Selection(tally, seq, self._mask(reader, query, tally, seq))
            _remember(self._kept, _said(query), found)
        return found

    def _mask(self, reader: Reader, query: Query, tally: Tally, seq: int) -> Plane:
        """The bits of a list: its facets from the tally, what else it asks from the database."""
        mask, rest = self._seen(tally), []
        for one in query.filters:
            if tally.knows(one) and readable(tally.where, one.field, self._who):
                mask = tally.matching(one, mask)
            else:
                rest.append(one)
        if rest:
            numbers = reader.numbers(replace(query, filters=tuple(rest), text=""))
            mask = planes.both(mask, tally.holding(numbers))
        if search.words(query.text):
            worded = self._words(query, tally)
            if worded is None:
                worded = tally.holding(search.found(reader.line, tally.where, query.text))
                self._keep_words(query, tally, seq, worded)
            mask = planes.both(mask, worded)
        return mask

    def _words(self, query: Query, tally: Tally) -> Plane | None:
        """The rows that have the words searched, if they were looked for before."""
        found = self._worded.get(_said(replace(query, filters=())))
        return found[2] if found and found[0] is tally and found[1] == tally.seq else None

    def _keep_words(self, query: Query, tally: Tally, seq: int, worded: Plane) -> None:
        _remember(self._worded, _said(replace(query, filters=())), (tally, seq, worded))

    def _seen(self, tally: Tally) -> Plane:
        if self._who.may(Can.READ_INTERNAL):
            return tally.live
        return planes.without(tally.live, tally.columns["visibility"].bits("interna", tally.live))

    # ------------------------------------------------------------ making and keeping up

    def _fresh(self, reader: Reader, name: str, *, wait: bool = False) -> Tally | None:
        """The tally of an entity as the register is now; None when there is none.

        It is made for whoever waits for it, and has facets to count: an export or a count alone are not worth it.
        """
        with self._news:
            tally = self._made.get(name)
            if tally is not None and self._follow(reader.line, tally):
                return tally
            self._made.pop(name, None)
            if not wait or self._closed.is_set() or not self._is_big(reader.line, name):
                return None
            if name not in self._making:
                self._making[name] = threading.Thread(target=self._make, args=(name,), name="tally", daemon=True)
                self._making[name].start()
            patience = self._patience
            while name in self._making and not self._closed.is_set():
                self._news.wait()
                if patience != self._patience:
                    raise Cancelled
            return self._made.get(name)

    def _is_big(self, line: Line, name: str) -> bool:
        if owners(ENTITIES[name]) and not self._who.may(Can.READ_INTERNAL):
            return False  # what the whole hides hides its parts: that is for SQL to say
        return bool(line.rows(f"SELECT 1 FROM {quoted(name)} LIMIT 1 OFFSET {BIG}"))

    def _make(self, name: str) -> None:
        """In a thread of its own, on a line of its own."""
        made = None
        try:
            line = self._place.line(self._who)
            with self._news:
                self._lines.add(line)
            try:
                line.begin(write=False)
                made = self._read(name, line)
                line.commit()
            finally:
                with self._news:
                    self._lines.discard(line)
                line.close()
        except (AppError, Cancelled):
            made = None  # the register went away: whoever waits asks it, and is told
        finally:
            with self._news:
                if made is not None:
                    self._made[name] = made
                self._making.pop(name, None)
                self._news.notify_all()

    def _read(self, name: str, line: Line) -> Tally:
        """The tally as it was kept, brought up to now; or made, and kept."""
        from app.store import tally_file, tally_making  # not before the first paint

        where, file = layout(ENTITIES[name]), tally_file.file_of(self._place.path, name)
        made = tally_file.kept(file, where, line)
        began = made.seq if made else 0
        if made is None or not self._follow(line, made):
            last = _last(line)
            made = tally_making.made(where, line, self._breathe)
            made.seq, made.mark = last
            began = -_AT_ONCE
        if made.seq - began >= _AT_ONCE:
            tally_file.keep(made, file, tally_file.schema(line))
        return made

    def _breathe(self) -> None:
        """Let the window have Python's lock; stop when the register is being closed."""
        if self._closed.wait(_BREATH):
            raise Cancelled

    def _follow(self, line: Line, tally: Tally) -> bool:
        """Bring a tally up to the last row of the history; False when it must be made anew."""
        last, mark = _last(line)
        if last == tally.seq:
            return True
        most = max(_AT_ONCE, len(tally.ids) // 20)
        sql = f"SELECT entity, record, before, after FROM change WHERE seq > ? AND seq <= ? LIMIT {most + 1}"
        rows = line.rows(sql, [tally.seq, last])
        if len(rows) > most:
            return False
        where, touched = tally.where, set()
        wholes: set[str] = set()
        parts = {child.name: child.part_of for child, _ in where.totals.values()}
        for entity, record, *sides in rows:
            values = [json.loads(side) for side in sides if side]
            if entity == where.table:
                touched.add(int(record))
            elif entity in parts:
                wholes |= {str(side[parts[entity]]) for side in values if parts[entity] in side}
                wholes |= _whole_of(line, entity, parts[entity], int(record))
            elif entity in _linked(where) and any("code" in side for side in values) and len(values) > 1:
                return False  # somebody gave a linked record another code
        sql = f"SELECT id FROM {quoted(where.table)} WHERE code = ?"
        touched |= {int(row[0]) for code in wholes for row in line.rows(sql, [code])}
        if not tally.follow(line, touched):
            return False
        tally.seq, tally.mark = last, mark
        return True

    # ------------------------------------------------------------ giving up

    def interrupt(self) -> None:
        """Whoever waits for a tally stops waiting; the tally goes on being made."""
        with self._news:
            self._patience += 1
            self._news.notify_all()

    def close(self) -> None:
        """Stop what is being made."""
        with self._news:
            self._closed.set()
            making = list(self._making.values())
            for line in self._lines:
                line.interrupt()
            self._news.notify_all()
        for thread in making:
            thread.join()


def _soon(line: Line, query: Query) -> Narrow:
    """How to find the records that have the words searched, when nothing is known of the list."""
    found = search.found(line, layout(ENTITIES[query.entity]), query.text, _SOON)
    if len(found) < _SOON:
        return Narrow(ids=found)
    return Narrow(first=found if query.sort in _BY_CODE else (), walk=True)


def _said(query: Query) -> Query:
    """A list without its order, and with the words that are looked for: what is typed between them changes nothing."""
    return replace(query, sort=(), text=" ".join(search.words(query.text)))


def _remember(kept: OrderedDict[Query, Any], key: Query, found: object) -> None:
    kept[key] = found
    while len(kept) > _KEPT:
        kept.popitem(last=False)


def _last(line: Line) -> tuple[int, str]:
    """The last row of the history: its number and its hash."""
    row = first(line.rows("SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1"))
    return (int(row[0]), str(row[1])) if row else (0, "")


def _whole_of(line: Line, entity: str, link: str, record: int) -> set[str]:
    return {str(row[0]) for row in line.rows(f"SELECT {quoted(link)} FROM {quoted(entity)} WHERE id = ?", [record])}


def _linked(where: Layout) -> set[str]:
    """The kinds of record a facet's codes belong to."""
    specs = (spec for spec in where.entity.fields.values() if spec.facet)
    return {spec.to for spec in specs if hasattr(spec, "to")}
