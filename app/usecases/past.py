"""The register as it stood, and what has changed since: read backwards from the history, nothing is kept twice.

A sitting that closes keeps the number of the history's last row (`meeting.register_seq`); everything written after it
is taken back, record by record, in memory. Fields that others may not read stay as they are read today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain import patching
from app.domain.change import ChangeRow
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Entity, Snapshot
from app.domain.fields import Field, Link, Links, Value
from app.domain.ownership import visible
from app.domain.patching import Line, Shown
from app.domain.query import Filter, Query, Sort
from app.store.store import Store
from app.usecases import register

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """What became of one record since a moment: `what` is added, removed or changed; the fields that differ."""

    entity: str
    code: str
    title: str
    what: str
    fields: tuple[Shown, ...] = ()
    who: str = ""
    at: datetime | None = None
    there: bool = True  # whether it can be opened


def frozen(store: Store) -> list[Snapshot]:
    """The sittings whose register can be looked at, the latest first.

    One that came with a committee file kept a number of another register's history: here it says nothing.
    """
    query = Query("meeting", (Filter("register_seq", "!=", ()),), sort=(Sort("date", descending=True),))
    return [one for one in store.snapshots(query) if visible(one.values, store.who) and _is_ours(store, one)]


def _is_ours(store: Store, meeting: Snapshot) -> bool:
    """Whether the sitting was in this register when its number was taken."""
    first = next(iter(store.history(ENTITIES["meeting"], meeting.id)), None)
    return first is not None and first.seq <= int(meeting["register_seq"])


def at_sitting(store: Store, meeting: str) -> Past:
    """The register as it stood when a sitting was closed.

    Raises:
        Refused: there is no such sitting, or it kept no state of the register.
    """
    found = register.named(store, "meeting", meeting)
    if found["register_seq"] is None or not _is_ours(store, found):
        raise Refused(N_("Della seduta {code} non c'è uno stato del registro: si conserva alla chiusura della seduta."),
                      code=found["number"] or found.code)  # fmt: skip
    return Past(store, int(found["register_seq"]))


class Past:
    """The register at a row of its history. Each kind of record is read once, when it is asked for."""

    def __init__(self, store: Store, seq: int) -> None:
        self._store, self.seq = store, seq
        self._known: dict[str, Mapping[int, Snapshot]] = {}
        self._renamed: dict[str, Mapping[str, str]] = {}

    def records(self, entity: str) -> Mapping[int, Snapshot]:
        """The records of a kind by their number, as they were; those of the trash are not there."""
        if entity not in self._known:
            kind = entity_named(entity)
            found = _Back(self._store, kind, self.seq).records
            mine = {id: one for id, one in found.items() if visible(one.values, self._store.who)}
            self._known[entity] = {id: self._linked(kind, one) for id, one in mine.items()}
            self._add_up(kind)
        return self._known[entity]

    def _linked(self, kind: type[Entity], record: Snapshot) -> Snapshot:
        """A record whose links say the codes of then: where a code changed since, the database changed them along."""
        values = dict(record.values)
        for name, spec in kind.fields.items():
            codes = self._codes(spec.to) if isinstance(spec, Link | Links) else {}
            if codes and isinstance(values[name], tuple):
                values[name] = tuple(_renamed(link, codes) for link in values[name])
            elif codes and values[name]:
                values[name] = codes.get(values[name], values[name])
        return Snapshot(record.entity, record.id, record.version, values)

    def _codes(self, entity: str) -> Mapping[str, str]:
        """The code of then by that of today, where they differ."""
        if entity not in self._renamed:
            found: dict[str, str] = {}
            then: dict[int, str] = {}
            for row in reversed(self._store.since_of(ENTITIES[entity], self.seq)):
                if row.before and row.after and "code" in row.after:
                    now = then.setdefault(row.record, str(row.after["code"]))
                    found[now] = str(row.before["code"])
            self._renamed[entity] = found
        return self._renamed[entity]

    def record(self, entity: str, code: str) -> Snapshot | None:
        """A record by the code it had."""
        return next((one for one in self.records(entity).values() if one.code == code), None)

    def parts(self, entity: str, code: str) -> list[Snapshot]:
        """The records of a kind that were part of one."""
        link = ENTITIES[entity].part_of
        return [one for one in self.records(entity).values() if one[link] == code]

    def _add_up(self, kind: type[Entity]) -> None:
        """What is summed up over parts is so over the parts as they were."""
        totals = {name: spec.total_of.split(".") for name, spec in kind.fields.items() if spec.total_of}
        if not totals:
            return
        parts: dict[str, dict[str, list[Value]]] = {}
        for name, (child, column) in totals.items():
            link = ENTITIES[child].part_of
            for part in self.records(child).values():
                parts.setdefault(str(part[link]), {}).setdefault(name, []).append(part[column])
        known = self._known[kind.name]
        self._known[kind.name] = {
            id: Snapshot(one.entity, id, one.version, {
                **one.values, **{n: _summed(kind.fields[n], parts.get(one.code, {}).get(n, ())) for n in totals}})
            for id, one in known.items()
        }  # fmt: skip


def _renamed(link: str, codes: Mapping[str, str]) -> str:
    code, mark, extra = link.partition(":")
    return f"{codes.get(code, code)}{mark}{extra}"


def _summed(spec: Field, values: Iterable[Value]) -> Value:
    """Amounts added up, codes once each; as the store keeps them."""
    there = [value for value in values if value not in (None, ())]
    if spec.plural:
        return tuple(sorted(set(there)))
    return sum(there, Decimal(0))


class _Back:
    """The records of one kind, taken back row by row."""

    def __init__(self, store: Store, kind: type[Entity], seq: int) -> None:
        self._store, self._kind, self._seq = store, kind, seq
        self._now: dict[int, tuple[int, dict[str, Value]]] = {}
        self._gone: set[int] = set()  # in the trash, at the moment one has come back to

    @cached_property
    def records(self) -> dict[int, Snapshot]:
        """As they were."""
        for trashed in (False, True):
            for one in self._store.snapshots(Query(self._kind.name, trashed=trashed)):
                self._now[one.id] = (one.version, dict(one.values))
                if trashed:
                    self._gone.add(one.id)
        for row in reversed(self._store.since_of(self._kind, self._seq)):
            self._undo(row)
        return {
            id: Snapshot(self._kind.name, id, version, values)
            for id, (version, values) in self._now.items() if id not in self._gone
        }  # fmt: skip

    def _undo(self, row: ChangeRow) -> None:
        if row.before is None:
            self._now.pop(row.record, None)
            self._gone.discard(row.record)
        elif row.after is None:
            self._now[row.record] = (row.version, {**self._kind.defaults(), **self._loaded(row.before)})
            if self._was_trashed(row):
                self._gone.add(row.record)
        elif row.record not in self._now:
            return  # not for this person's eyes
        elif "archived_at" in row.after:
            (self._gone.add if row.before.get("archived_at") else self._gone.discard)(row.record)
        else:
            version, values = self._now[row.record]
            self._now[row.record] = (version - 1, {**values, **self._loaded(row.before)})

    def _was_trashed(self, row: ChangeRow) -> bool:
        """Whether a record deleted for good was in the trash before that."""
        rows = (r for r in self._store.history(self._kind, row.record) if r.seq < row.seq)
        moves = [r.after["archived_at"] for r in rows if r.after and "archived_at" in r.after]
        return bool(moves and moves[-1])

    def _loaded(self, raw: Mapping[str, Any]) -> dict[str, Value]:
        fields = self._kind.fields
        return {name: patching.loaded(fields[name], value) for name, value in raw.items() if name in fields}


# ---------------------------------------------------------------- what has changed


def differences(store: Store, past: Past) -> list[Difference]:
    """What of the register was added, removed (into the trash, too) or changed since, kind by kind and by code."""
    found: list[Difference] = []
    for kind in patching.kinds():
        rows = store.since_of(kind, past.seq)
        if rows:
            then = past.records(kind.name)
            now = {one.id: one for one in store.snapshots(Query(kind.name)) if visible(one.values, store.who)}
            last = {row.record: row for row in rows}
            found += _between(store, kind, then, now, last)
    return found


def _between(
    store: Store, kind: type[Entity], then: Mapping[int, Snapshot], now: Mapping[int, Snapshot],
    last: Mapping[int, ChangeRow],
) -> list[Difference]:  # fmt: skip
    found = []
    for id, row in last.items():
        before, after = then.get(id), now.get(id)
        one = after or before
        if one is None:
            continue  # came and went, or is not for this person's eyes
        what = ADDED if before is None else REMOVED if after is None else CHANGED
        fields = _fields(store, kind, before, after) if before is not None and after is not None else ()
        if what == CHANGED and not fields:
            continue  # changed and changed back
        title = kind.named(one.values, store.names)
        title = title if title.startswith(one.code) else f"{one.code} {title}"
        found.append(Difference(kind.name, one.code, title, what, fields, row.who, row.at, after is not None))
    order = {ADDED: 0, REMOVED: 1, CHANGED: 2}
    return sorted(found, key=lambda one: (order[one.what], one.code))


def _fields(store: Store, kind: type[Entity], before: Snapshot, after: Snapshot) -> tuple[Shown, ...]:
    lines = (
        Line(kind.name, after.code, name, spec.dump(before[name]), spec.dump(after[name]))
        for name, spec in kind.fields.items()
        if before[name] != after[name] and not spec.total_of and not spec.computed
    )
    return tuple(patching.shown(line, after, store.names) for line in lines)


def words(what: str) -> str:
    """Added, removed, changed; in the language in use."""
    return {ADDED: tr(N_("Aggiunta")), REMOVED: tr(N_("Tolta")), CHANGED: tr(N_("Modificata"))}[what]
