"""A unit of work: one person, one named deed, one transaction, one set of Changes.

Use-cases hold no connection and no row: they say what to write in plain values, and the Unit writes the
record, its version and its history together. That is how no use-case can forget the history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from app.core import clock
from app.core.errors import Forbidden, Refused, Stale
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entity import Entity, Snapshot, Values
from app.domain.fields import Value
from app.domain.query import Query
from app.store import bulk
from app.store.access import audience, in_hidden_wholes
from app.store.codec import moment_text
from app.store.deed import Deed
from app.store.ids import new_id
from app.store.layout import layout, quoted
from app.store.line import Broken, marks
from app.store.numbering import with_codes
from app.store.refusals import explained
from app.store.rights import Reach, rights


class Unit(Deed):
    """The verbs of a deed. Made by `Store.unit`, which begins and ends it."""

    # ------------------------------------------------------------ reading inside the deed

    def get(self, entity: type[Entity], code: str, *, trashed: bool = False) -> Snapshot | None:
        """The record with this code as the deed sees it; None when there is none."""
        self._see()
        return self._reader.snapshot(entity, code, trashed=trashed)

    def by_id(self, entity: type[Entity], number: int, *, trashed: bool = False) -> Snapshot | None:
        """The record with this number as the deed sees it."""
        self._see()
        return self._reader.by_id(entity, number, trashed=trashed)

    def snapshots(self, query: Query, limit: int | None = None) -> list[Snapshot]:
        """A list as the deed sees it."""
        self._see()
        return self._reader.snapshots(query, limit)

    @property
    def last_seq(self) -> int:
        """The number of the history's last row before this deed."""
        self._see()
        return int(self._line.rows("SELECT coalesce(max(seq), 0) FROM change", [])[0][0])

    # ------------------------------------------------------------ writing

    def insert(self, entity: type[Entity], values: Values, *, number: int | None = None) -> Snapshot:
        """Write a new record: defaults filled, code made from the entity's pattern when there is none.

        `number` gives a purged record its old id back (undo).

        Raises:
            Refused: the code is used, a value is missing or not admitted.
            Forbidden: this person may not create such a record, or not with these fields.
        """
        self._settle()
        complete = self._complete(entity, values)
        self._may_give(entity, (name for name, value in values.items() if value not in (None, (), "")))
        where, key = layout(entity), number or new_id()
        kept = where.encode(complete)
        columns = {
            n: v for n, v in kept.items() if v is not None and not (v == "[]" and n in where.lists)
        } | self._marks()
        sql = (f"INSERT INTO {quoted(where.table)} (id, {', '.join(map(quoted, columns))}) "
               f"VALUES ({marks(len(columns) + 1)})")  # fmt: skip
        code = str(complete["code"])
        try:
            self._line.run(sql, [key, *columns.values()])
        except Broken as broken:
            raise explained(broken, entity, code) from broken
        self._must_be_own(entity, key, rights(entity, self._can).insert)
        after = {name: value for name, value in complete.items() if value not in (None, ())}
        snapshot = Snapshot(where.table, key, 1, complete)
        self._note(entity, snapshot, None, after)
        return snapshot

    def update(
        self, entity: type[Entity], number: int, version: int, values: Values, *, merge: bool = False
    ) -> Snapshot:
        """Change some fields of a record, as seen at `version`; answers the record as it is now.

        Nothing is written when nothing differs. With `merge`, what others wrote meanwhile in *other* fields is
        kept and the change goes in; the second to write the same field is told either way.

        Raises:
            Stale: somebody wrote first (the exception carries their record, who, when, which fields).
            Forbidden: this person may not change this record or one of these fields.
            Refused: a value is missing or not admitted, or the new code is used.
        """
        current = self._current(entity, number, version, values, merge)
        changed = {name: value for name, value in values.items()
                   if current.values[name] != value and not entity.fields[name].total_of}  # fmt: skip
        whole = {**current.values, **changed}
        changed |= {n: v for n, v in entity.derive(whole).items() if current.values.get(n) != v}
        if not changed:
            return current
        self._may_give(entity, (name for name in changed if name in values), Reach.ALL)
        before = {name: current.values[name] for name in changed}
        self._must_be_own(entity, number, rights(entity, self._can).update)
        self._edit(entity, current, layout(entity).encode(changed), alone=True)
        self._must_be_own(entity, number, rights(entity, self._can).update)
        snapshot = Snapshot(current.entity, number, current.version + 1, {**current.values, **changed})
        self._note(entity, snapshot, before, changed)
        return snapshot

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the deed whose refusal is to be told with the others': the deed can go on judging after it.

        A server gives up the whole transaction at its first refusal, unless a savepoint stands before it. A deed in
        which an attempt failed must not be committed: what it noted for the history is not taken out.
        """
        self._settle()
        self._line.run("SAVEPOINT attempt")
        try:
            yield
        except (Refused, Forbidden, Stale):
            self._line.run("ROLLBACK TO SAVEPOINT attempt")
            raise
        self._line.run("RELEASE SAVEPOINT attempt")

    @contextmanager
    def citing(self, deed: str) -> Iterator[None]:
        """What is written inside is, for the history, done by another deed: a decision, not the vote it came from.

        It is still the same transaction, and the same unit of the history.
        """
        before, self._log.cited = self._log.cited, deed
        try:
            yield
        finally:
            self._log.cited = before

    def trash(self, entity: type[Entity], number: int, version: int) -> None:
        """Put a record in the trash, with its parts. Raises as `update`."""
        self._settle()
        current = self._current(entity, number, version, {}, False)
        self._archive(entity, current, moment_text(clock.now()))

    def restore(self, entity: type[Entity], number: int, version: int) -> Snapshot:
        """Bring a record back from the trash, with the parts that went there with it. Raises as `update`."""
        self._settle()
        current = self._current(entity, number, version, {}, False, trashed=True)
        self._revive(entity, current, self._reader.archived_at(entity, number))
        return self._reader.by_id(entity, number) or current

    def purge(self, entity: type[Entity], number: int, version: int) -> None:
        """Delete a record for good, with its parts; the history keeps what it was.

        Raises as `update`; Refused at the end of the deed when others still link to it.
        """
        self._settle()
        current = self._current(entity, number, version, {}, False, trashed=True)
        self._must_be_own(entity, number, rights(entity, self._can).delete)
        for part, one in self._parts(entity, current, ""):
            self.purge(part, one.id, one.version)
        sql = f"DELETE FROM {quoted(entity.name)} WHERE id = ? AND version = ?"
        if self._line.run(sql, [number, current.version]) == 0:
            self._explain_silence(entity, current)
        self._note(entity, current, {n: v for n, v in current.values.items() if v not in (None, ())}, None)

    def insert_many(self, entity: type[Entity], rows: Iterable[Values], progress: Progress | None = None) -> int:
        """Write many new records of one kind at once, with their history; how many. Raises as `insert`.

        They are too many to come back one by one: `changes.whole` names their kind instead.
        """
        self._settle()
        if rights(entity, self._can).insert is not Reach.ALL:
            return len([self.insert(entity, values) for values in rows])
        complete = (self._complete(entity, values, coded=False) for values in self._given(entity, rows))
        count = 0
        for numbers, batch in bulk.insert(self._line, entity, complete, self._marks(), self._numbering):
            wholes = in_hidden_wholes(self._line, entity, batch.rows)
            seen = [audience(values, wholes) for values in batch.rows]
            self._log.add_new(entity, numbers, batch.codes, seen, batch.told())
            self._written.note_new(entity, batch.codes, batch.columns)
            count += len(numbers)
            if progress:
                progress.step(count, 0, tr(N_("Scrittura delle schede")))
        self._bulk.add(entity.name)
        if entity.part_of:
            self._bulk.add(entity.fields[entity.part_of].to)  # type: ignore[attr-defined]
        return count

    def give_codes(self, entity: type[Entity], rows: Sequence[dict[str, Value]]) -> None:
        """Write into rows that have none the codes they will be inserted with, so that their parts can name them."""
        self._settle()
        with_codes(self._numbering, entity, rows)

    def keep(self, data: bytes) -> str:
        """Keep the bytes of a file; its SHA-256, the value of a File field. The same bytes are kept once."""
        self._settle()
        name = hashlib.sha256(data).hexdigest()
        if not self._line.rows("SELECT 1 FROM blob WHERE sha256 = ?", [name]):
            self._line.run("INSERT INTO blob (sha256, size, data) VALUES (?, ?, ?)", [name, len(data), data])
        return name
