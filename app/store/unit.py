"""A unit of work: one person, one named deed, one transaction, one set of Changes.

Use-cases hold no connection and no row: they say what to write in plain values, and the Unit writes the
record, its version and its history together. That is how no use-case can forget the history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from app.core import clock
from app.core.errors import Forbidden, Stale
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Entity, Snapshot, Values
from app.domain.fields import Link, Value
from app.domain.permissions import Person
from app.domain.query import Query
from app.store import bulk
from app.store.chain import touched_since
from app.store.codec import moment_text
from app.store.ids import new_id
from app.store.layout import layout, quoted
from app.store.line import Broken, Line, marks
from app.store.logbook import Logbook, entry
from app.store.numbering import Numbering, with_codes
from app.store.reading import Reader
from app.store.refusals import Written, explained
from app.store.rights import Reach, own_rows, permissions, rights


class Unit:
    """The verbs of a deed. Made by `Store.unit`, which begins and ends the transaction."""

    def __init__(self, line: Line, who: Person, deed: str, reader: Reader) -> None:
        self.who, self.deed = who, deed
        self.changes = Changes(0)
        self._line, self._reader = line, reader
        self._numbering = Numbering(line)
        self._log = Logbook(line, who.login, deed)
        self._written = Written()
        self._touched: dict[tuple[str, int], Snapshot | None] = {}
        self._wholes: dict[type[Entity], set[str]] = {}  # records whose totals the database added up again
        self._bulk: set[str] = set()
        self._can = permissions(who)

    # ------------------------------------------------------------ reading inside the deed

    def get(self, entity: type[Entity], code: str, *, trashed: bool = False) -> Snapshot | None:
        """The record with this code as the deed sees it; None when there is none."""
        return self._reader.snapshot(entity, code, trashed=trashed)

    def by_id(self, entity: type[Entity], number: int, *, trashed: bool = False) -> Snapshot | None:
        """The record with this number as the deed sees it."""
        return self._reader.by_id(entity, number, trashed=trashed)

    def snapshots(self, query: Query, limit: int | None = None) -> list[Snapshot]:
        """A list as the deed sees it."""
        return self._reader.snapshots(query, limit)

    # ------------------------------------------------------------ writing

    def insert(self, entity: type[Entity], values: Values, *, number: int | None = None) -> Snapshot:
        """Write a new record: defaults filled, code made from the entity's pattern when there is none.

        `number` gives a purged record its old id back (undo).

        Raises:
            Refused: the code is used, a value is missing or not admitted.
            Forbidden: this person may not create such a record, or not with these fields.
        """
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
        self._write(entity, current, layout(entity).encode(changed))
        self._must_be_own(entity, number, rights(entity, self._can).update)
        snapshot = Snapshot(current.entity, number, current.version + 1, {**current.values, **changed})
        self._note(entity, snapshot, before, changed)
        return snapshot

    def trash(self, entity: type[Entity], number: int, version: int) -> None:
        """Put a record in the trash, with its parts. Raises as `update`."""
        current = self._current(entity, number, version, {}, False)
        self._archive(entity, current, moment_text(clock.now()))

    def restore(self, entity: type[Entity], number: int, version: int) -> Snapshot:
        """Bring a record back from the trash, with the parts that went there with it. Raises as `update`."""
        current = self._current(entity, number, version, {}, False, trashed=True)
        self._revive(entity, current, self._reader.archived_at(entity, number))
        return self._reader.by_id(entity, number) or current

    def purge(self, entity: type[Entity], number: int, version: int) -> None:
        """Delete a record for good, with its parts; the history keeps what it was.

        Raises as `update`; Refused at the end of the deed when others still link to it.
        """
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
        if rights(entity, self._can).insert is not Reach.ALL:
            return len([self.insert(entity, values) for values in rows])
        complete = (self._complete(entity, values, coded=False) for values in self._given(entity, rows))
        count = 0
        for batch in bulk.insert(self._line, entity, complete, self._marks(), self._numbering):
            for number, values in batch:
                code, after = str(values["code"]), {n: v for n, v in values.items() if v not in (None, ())}
                self._log.add(entry(entity, number, 1, code, str(values["visibility"]), None, after))
                self._written.note(entity, code, after)
            count += len(batch)
            if progress:
                progress.step(count, 0, tr(N_("Scrittura delle schede")))
        self._bulk.add(entity.name)
        if entity.part_of:
            self._bulk.add(entity.fields[entity.part_of].to)  # type: ignore[attr-defined]
        return count

    def give_codes(self, entity: type[Entity], rows: Sequence[dict[str, Value]]) -> None:
        """Write into rows that have none the codes they will be inserted with, so that their parts can name them."""
        with_codes(self._numbering, entity, rows)

    def keep(self, data: bytes) -> str:
        """Keep the bytes of a file; its SHA-256, the value of a File field. The same bytes are kept once."""
        name = hashlib.sha256(data).hexdigest()
        if not self._line.rows("SELECT 1 FROM blob WHERE sha256 = ?", [name]):
            self._line.run("INSERT INTO blob (sha256, size, data) VALUES (?, ?, ?)", [name, len(data), data])
        return name

    # ------------------------------------------------------------ the end of the deed

    def finish(self) -> None:
        """Write the history and gather the Changes. The store commits after this."""
        seq = self._log.finish()
        for entity, codes in self._wholes.items():
            for code in codes:
                if one := self._reader.snapshot(entity, code):
                    self._touched[entity.name, one.id] = one
        self.changes = Changes(seq, self._touched, frozenset(self._bulk))

    def commit(self) -> None:
        """Make it last. Raises Refused when a link would point nowhere."""
        try:
            self._line.commit()
        except Broken as broken:
            self._line.rollback()
            raise (
                self._written.explained(self._line) if broken.what == "link" else explained(broken, None)
            ) from broken

    @property
    def kinds(self) -> set[str]:
        """The kinds of record this deed wrote."""
        return {name for name, _ in self._touched} | self._bulk

    # ------------------------------------------------------------ inside

    def _complete(self, entity: type[Entity], values: Values, *, coded: bool = True) -> dict[str, Value]:
        if not values.keys() <= entity.fields.keys():
            raise TypeError(f"{entity.name} has no field {sorted(values.keys() - entity.fields.keys())}")
        where = layout(entity)
        complete = {**where.blank, **{n: v for n, v in values.items() if v is not None and n not in where.totals}}
        if coded and not complete["code"]:
            complete["code"] = self._numbering.code(entity, complete)
        return complete | entity.derive(complete)

    def _marks(self) -> dict[str, Value]:
        now, login = moment_text(clock.now()), self.who.login
        return {"version": 1, "created_at": now, "created_by": login, "updated_at": now, "updated_by": login}

    def _current(
        self, entity: type[Entity], number: int, version: int, values: Values, merge: bool, *, trashed: bool = False
    ) -> Snapshot:
        """The record to be changed, when the person has seen it as it is (or may merge)."""
        unknown = set(values) - set(entity.fields)
        if unknown:
            raise TypeError(f"{entity.name} has no field {sorted(unknown)}")
        current = self._reader.by_id(entity, number, trashed=trashed)
        if current is None:
            gone = tr(N_("un altro utente"))
            _, who, at = touched_since(self._line, entity.name, number, version)
            raise Stale(N_("Questa scheda non c'è più: l'ha tolta {who}."), who=who or gone, at=at)
        if current.version == version:
            return current
        fields, who, at = touched_since(self._line, entity.name, number, version)
        mine = {name for name, value in values.items() if current.values[name] != value}
        if merge and not fields & mine:
            return current
        raise Stale(N_("{who} ha appena modificato questa scheda."), theirs=current, who=who, at=at, fields=fields)

    def _write(self, entity: type[Entity], current: Snapshot, columns: dict[str, object]) -> None:
        """The UPDATE that only succeeds on the version it was meant for."""
        columns = columns | {"updated_at": moment_text(clock.now()), "updated_by": self.who.login}
        given = ", ".join(f"{quoted(name)} = ?" for name in columns)
        sql = f"UPDATE {quoted(entity.name)} SET {given}, version = version + 1 WHERE id = ? AND version = ?"
        try:
            touched = self._line.run(sql, [*columns.values(), current.id, current.version])
        except Broken as broken:
            raise explained(broken, entity, current.code) from broken
        if touched == 0:
            self._explain_silence(entity, current)

    def _explain_silence(self, entity: type[Entity], current: Snapshot) -> None:
        """No row was written: somebody was quicker, or a rule on rows hid it (then it is as it was)."""
        now = self._reader.by_id(entity, current.id, trashed=True)
        if now is not None and now.version == current.version:
            raise _forbidden()
        fields, who, at = touched_since(self._line, entity.name, current.id, current.version)
        raise Stale(N_("{who} ha appena modificato questa scheda."), theirs=now, who=who, at=at, fields=fields)

    def _archive(self, entity: type[Entity], current: Snapshot, at: str) -> None:
        self._must_be_own(entity, current.id, rights(entity, self._can).update)
        for part, one in self._parts(entity, current, "archived_at IS NULL"):
            self._archive(part, one, at)
        self._write(entity, current, {"archived_at": at})
        moved = Snapshot(current.entity, current.id, current.version + 1, current.values)
        self._note(entity, moved, {"archived_at": None}, {"archived_at": at}, gone=True)

    def _revive(self, entity: type[Entity], current: Snapshot, at: Value) -> None:
        self._must_be_own(entity, current.id, rights(entity, self._can).update)
        self._write(entity, current, {"archived_at": None})
        back = Snapshot(current.entity, current.id, current.version + 1, current.values)
        self._note(entity, back, {"archived_at": str(at)}, {"archived_at": None})
        for part, one in self._parts(entity, current, "archived_at = ?", at):
            self._revive(part, one, at)

    def _parts(
        self, entity: type[Entity], current: Snapshot, condition: str, *values: Value
    ) -> list[tuple[type[Entity], Snapshot]]:
        """The records that are parts of one, and meet a condition."""
        found = []
        for part, link in layout(entity).parts:
            terms = f"{quoted(link)} = ?" + (f" AND {condition}" if condition else "")
            rows = self._line.rows(f"SELECT id FROM {quoted(part.name)} WHERE {terms}", [current.code, *values])
            ones = self._reader.by_ids(part, [row[0] for row in rows], trashed=True)
            found += [(part, one) for one in ones.values()]
        return found

    def _note(
        self,
        entity: type[Entity],
        snapshot: Snapshot,
        before: Values | None,
        after: Values | None,
        *,
        gone: bool = False,
    ) -> None:
        """Remember what was done, for the history and for the Changes."""
        code, seen = snapshot.code, str(snapshot.values["visibility"])
        self._log.add(entry(entity, snapshot.id, snapshot.version, code, seen, before, after))
        self._written.note(entity, code, after)
        self._touched[entity.name, snapshot.id] = None if gone or after is None else snapshot
        if layout(entity).totals and after is not None and not gone:
            self._wholes.setdefault(entity, set()).add(code)
        link = entity.fields.get(entity.part_of)
        if isinstance(link, Link):
            whole = next((one for one, _ in _added_up_in(entity)), None)
            codes = {snapshot.values[link.name], (before or {}).get(link.name)} - {None}
            if whole is not None:
                self._wholes.setdefault(whole, set()).update(map(str, codes))
        if before and after and "code" in after:  # links to it were changed by the database
            self._bulk.update(_linking(entity))

    def _given(self, entity: type[Entity], rows: Iterable[Values]) -> Iterator[Values]:
        """The same rows, their fields looked at once per set of fields."""
        seen: set[frozenset[str]] = set()
        for values in rows:
            names = frozenset(name for name, value in values.items() if value not in (None, (), ""))
            if names not in seen:
                self._may_give(entity, names)
                seen.add(names)
            yield values

    def _may_give(self, entity: type[Entity], names: Iterable[str], at_least: Reach = Reach.NONE) -> None:
        given, mine = set(names), rights(entity, self._can)
        reach = mine.insert if at_least is Reach.NONE else mine.update
        refused = sorted(given - mine.fields - set(layout(entity).totals))
        if reach is Reach.NONE or refused:
            field = tr(entity.fields[refused[0]].label) if refused else tr(entity.label)
            raise Forbidden(N_("Il vostro ruolo non permette di scrivere «{field}»."), field=field)

    def _must_be_own(self, entity: type[Entity], number: int, reach: Reach) -> None:
        """Where only one's own rows may be written, this row is one's own."""
        if reach is Reach.ALL:
            return
        if reach is Reach.NONE or not self._is_own(entity, number):
            raise Forbidden(N_("Potete scrivere solo le schede del vostro ente."))

    def _is_own(self, entity: type[Entity], number: int) -> bool:
        if self._line.kind == "postgresql":
            return True  # its own policies say so (policies.py)
        mine = own_rows(entity, ":person", ":actor")
        values: Sequence[Value] = []
        sql = f"SELECT 1 FROM {quoted(entity.name)} WHERE id = {int(number)} AND {mine}"
        for mark, code in ((":person", self.who.person), (":actor", self.who.actor)):
            sql = sql.replace(mark, "NULL" if code is None else "'" + code.replace("'", "''") + "'")
        return bool(self._line.rows(sql, values))


def _forbidden() -> Forbidden:
    return Forbidden(N_("Il vostro ruolo non permette di modificare questa scheda."))


def _added_up_in(entity: type[Entity]) -> list[tuple[type[Entity], str]]:
    """The entity whose totals this one's rows are added up in."""
    whole = ENTITIES[entity.fields[entity.part_of].to]  # type: ignore[attr-defined]
    return [(whole, name) for name, (child, _) in layout(whole).totals.items() if child is entity]


def _linking(entity: type[Entity]) -> set[str]:
    """The kinds of record that link to this one."""
    return {other.name for other in ENTITIES.values() for spec in other.fields.values()
            if getattr(spec, "to", "") == entity.name}  # fmt: skip
