"""The tallies of an open register: made by a thread of their own when a list is big, then kept up with the history."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from app.core.errors import AppError
from app.core.progress import Cancelled
from app.domain.entities import ENTITIES
from app.domain.permissions import Can, Person
from app.domain.query import Query
from app.store import search
from app.store.access import readable
from app.store.engine import Place
from app.store.layout import Layout, layout, quoted
from app.store.line import Line
from app.store.reading import Narrow, Reader
from app.store.tally import Groups, Tally, as_bits

BIG = 20_000
"""Rows from which a list has a tally; shorter ones are counted by SQL in milliseconds."""

_AT_ONCE = 1000
"""Rows of history that are followed one by one; after more, everything is read again."""

_FEW = 5000
"""A selection up to so many rows is fetched by number and ordered; a larger one is met along the order's index."""

_SOON = 20_000
"""Records that have the words searched, from which the first page of a broad search is tried."""

_KEPT = 8


@dataclass(frozen=True)
class Selection:
    """The rows of a list as bits of a tally, at one moment of the register."""

    tally: Tally
    seq: int
    mask: int

    @property
    def count(self) -> int:
        """How many rows."""
        return self.mask.bit_count()


class Tallies:
    """What a Store asks. Any thread may."""

    def __init__(self, where: Place, who: Person) -> None:
        self._place, self._who = where, who
        self._news = threading.Condition()
        self._made: dict[str, Tally] = {}
        self._making: dict[str, threading.Thread] = {}
        self._lines: set[Line] = set()
        self._patience = 0  # raised by `interrupt`: whoever waits gives up
        self._closed = False
        self._kept: OrderedDict[Query, Selection] = OrderedDict()

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
        flags = tally.flags(selection.mask)
        return {name: tally.where.codecs[name].out(tally.total(name, flags)) for name in names}

    def facets(self, reader: Reader, query: Query, names: Sequence[str]) -> dict[str, dict[str, int]] | None:
        """{field: {code: how many}}; None when SQL should say."""
        whole = self._selection(reader, query, wait=True)
        if whole is None or any(name not in whole.tally.columns for name in names):
            return None
        found, flags = {}, whole.tally.flags(whole.mask)
        for name in names:
            others = tuple(one for one in query.filters if not (one.field == name and one.op == "="))
            one, its = whole, flags
            if others != query.filters:
                one = self._selection(reader, replace(query, filters=others)) or whole
                its = one.tally.flags(one.mask)
            found[name] = one.tally.columns[name].counts(one.mask, its)
        return found

    def groups(self, reader: Reader, query: Query, name: str, sums: Sequence[str]) -> Groups | None:
        """A list by the values of a field; None when SQL should say."""
        whole = self._selection(reader, query, wait=True)
        if whole is None or name not in whole.tally.columns or any(one not in whole.tally.sums for one in sums):
            return None
        tally = whole.tally
        amounts = [tally.sums[one] for one in sums]
        return tally.columns[name].groups(whole.mask, tally.flags(whole.mask), amounts)

    def narrow(self, reader: Reader, query: Query) -> Narrow:
        """How the rows of a list are best found, before any is read."""
        if reader.line.kind != "sqlite" or query.trashed or not (query.filters or query.text):
            return Narrow()
        tally = self._fresh(reader, query.entity)
        if tally is None:
            return _narrow_words(reader.line, query)
        known = self._known(query, tally)
        if known is None and not query.text:
            known = self._selection(reader, query)
        if known is not None:
            return Narrow(ids=tally.chosen(known.mask)) if known.count <= _FEW else Narrow(walk=True)
        return self._narrow_text(reader, query)

    def chosen(self, reader: Reader, query: Query) -> tuple[Narrow, Set[int] | None]:
        """For the order of a whole list: how to find its rows when they are few, which they are when they are many."""
        known = self._selection(reader, query) if query.filters or query.text else None
        if known is None:
            return Narrow(), None
        numbers = known.tally.chosen(known.mask)
        return (Narrow(ids=numbers), None) if len(numbers) <= _FEW else (Narrow(), frozenset(numbers))

    def _narrow_text(self, reader: Reader, query: Query) -> Narrow:
        """Words whose records have not been looked for yet: nobody waits for all of them to see the first."""
        if query.filters:
            some = self._selection(reader, replace(query, text=""))
            if some is not None and some.count <= _FEW:
                return Narrow(ids=some.tally.chosen(some.mask), words=True)
        return _narrow_words(reader.line, query)

    # ------------------------------------------------------------ selections

    def _known(self, query: Query, tally: Tally) -> Selection | None:
        found = self._kept.get(replace(query, sort=()))
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
            found = self._kept[replace(query, sort=())] = Selection(tally, tally.seq, self._mask(reader, query, tally))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _mask(self, reader: Reader, query: Query, tally: Tally) -> int:
        """The bits of a list: its facets from the tally, what else it asks from the database."""
        mask, rest = self._seen(tally), []
        for one in query.filters:
            if tally.knows(one) and readable(tally.where, one.field, self._who):
                mask &= tally.matching(one)
            else:
                rest.append(one)
        if rest:
            mask &= tally.holding(reader.numbers(replace(query, filters=tuple(rest), text="")))
        if query.text:
            mask &= _worded(reader.line, tally, query.text)
        return mask

    def _seen(self, tally: Tally) -> int:
        if self._who.may(Can.READ_INTERNAL):
            return tally.live
        return tally.live & ~tally.columns["visibility"].bits("interna")

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
            if not wait or self._closed or not self._is_big(reader.line, name):
                return None
            if name not in self._making:
                self._making[name] = threading.Thread(target=self._make, args=(name,), name="tally", daemon=True)
                self._making[name].start()
            patience = self._patience
            while name in self._making and not self._closed:
                self._news.wait()
                if patience != self._patience:
                    raise Cancelled
            return self._made.get(name)

    def _is_big(self, line: Line, name: str) -> bool:
        if ENTITIES[name].part_of and not self._who.may(Can.READ_INTERNAL):
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
                made = Tally(layout(ENTITIES[name]), line, _last(line))
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

    def _follow(self, line: Line, tally: Tally) -> bool:
        """Bring a tally up to the last row of the history; False when it must be made anew."""
        last = _last(line)
        if last == tally.seq:
            return True
        rows = line.rows(f"SELECT entity, record, before, after FROM change WHERE seq > ? LIMIT {_AT_ONCE + 1}",
                         [tally.seq])  # fmt: skip
        if len(rows) > _AT_ONCE:
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
        return tally.follow(line, touched, last)

    # ------------------------------------------------------------ giving up

    def interrupt(self) -> None:
        """Whoever waits for a tally stops waiting; the tally goes on being made."""
        with self._news:
            self._patience += 1
            self._news.notify_all()

    def close(self) -> None:
        """Stop what is being made."""
        with self._news:
            self._closed = True
            making = list(self._making.values())
            for line in self._lines:
                line.interrupt()
            self._news.notify_all()
        for thread in making:
            thread.join()


def _narrow_words(line: Line, query: Query) -> Narrow:
    """How to find the records that have the words searched, when only the first so many are known."""
    if not query.text:
        return Narrow()
    count, last = search.met(line, layout(ENTITIES[query.entity]), query.text, _SOON)
    return Narrow(walk=count > _FEW, upto=_SOON if count == _SOON else 0, last=last)


def _worded(line: Line, tally: Tally, text: str) -> int:
    """The rows that have the words searched."""
    many = len(tally.ids) // 20
    if search.met(line, tally.where, text, many)[0] == many:
        digits = search.digits(line, tally.where, text)
        if len(digits) == len(tally.ids):
            return as_bits(digits)
    return tally.holding(search.numbers(line, tally.where, text))


def _last(line: Line) -> int:
    return int(line.rows("SELECT coalesce(max(seq), 0) FROM change")[0][0])


def _whole_of(line: Line, entity: str, link: str, record: int) -> set[str]:
    return {str(row[0]) for row in line.rows(f"SELECT {quoted(link)} FROM {quoted(entity)} WHERE id = ?", [record])}


def _linked(where: Layout) -> set[str]:
    """The kinds of record a facet's codes belong to."""
    specs = (spec for spec in where.entity.fields.values() if spec.facet)
    return {spec.to for spec in specs if hasattr(spec, "to")}
