"""The inside of a deed: its transaction, what it may write, what it remembers for the history and the Changes.

`unit.py` has the verbs. On a server the commonest deed, one record edited, is one statement that writes the record
and its history together; a transaction is only begun when a second statement comes (measured: DESIGN §6's edit
with history in two round trips instead of five).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core import clock
from app.core.errors import Forbidden, Stale
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Entity, Snapshot, Values
from app.domain.fields import Value
from app.domain.permissions import Person
from app.store.access import audience, in_hidden_wholes
from app.store.chain import touched_since
from app.store.codec import moment_text
from app.store.layout import layout, quoted
from app.store.line import Broken, Line
from app.store.logbook import Logbook, entry
from app.store.numbering import Numbering
from app.store.reading import Reader
from app.store.refusals import Written, explained
from app.store.rights import Reach, own_rows, permissions, rights


@dataclass(frozen=True)
class Edit:
    """An UPDATE that only succeeds on the version it was meant for."""

    entity: type[Entity]
    current: Snapshot
    sql: str
    values: list[object]


class Deed:
    """One person, one transaction."""

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
        self._begun = False
        self._alone: Edit | None = None  # an edit not yet sent: perhaps it is all there is

    # ------------------------------------------------------------ the transaction

    def begin(self) -> None:
        """A file is written by one at a time: take the turn. A server's transaction begins when it is needed."""
        if self._line.kind == "sqlite":
            self._settle()

    def _settle(self) -> None:
        """Before anything but a lone edit: the transaction is there, with what was written so far in it."""
        if not self._begun:
            self._line.begin(write=True)
            self._begun = True
        if self._alone is not None:
            edit, self._alone = self._alone, None
            self._run(edit)

    def _see(self) -> None:
        """Before reading: what was written so far is there to be seen."""
        if self._alone is not None:
            self._settle()

    def finish(self) -> None:
        """Write the history and gather the Changes. The store commits after this."""
        seq = self._log.finish() if self._alone is None else self._send(self._alone)
        for entity, codes in self._wholes.items():
            for code in codes:
                if one := self._reader.snapshot(entity, code):
                    self._touched[entity.name, one.id] = one
        self.changes = Changes(seq, self._touched, frozenset(self._bulk))

    def commit(self) -> None:
        """Make it last. Raises Refused when a link would point nowhere."""
        if not self._begun:
            return
        try:
            self._line.commit()
        except Broken as broken:
            self._line.rollback()
            raise self._refusal(broken, None) from broken

    def _send(self, edit: Edit) -> int:
        """A lone edit and its row of the history, in one statement that is a transaction of its own."""
        try:
            seq = self._log.write_with(edit.sql, edit.values)
        except Broken as broken:
            raise self._refusal(broken, edit) from broken
        if not seq:
            self._explain_silence(edit.entity, edit.current)
        return seq

    def _run(self, edit: Edit) -> None:
        try:
            touched = self._line.run(edit.sql, edit.values)
        except Broken as broken:
            raise self._refusal(broken, edit) from broken
        if touched == 0:
            self._explain_silence(edit.entity, edit.current)

    def _refusal(self, broken: Broken, edit: Edit | None) -> Exception:
        if broken.what == "link":
            return self._written.explained(self._line)
        return explained(broken, edit.entity, edit.current.code) if edit else explained(broken, None)

    @property
    def kinds(self) -> set[str]:
        """The kinds of record this deed wrote."""
        return {name for name, _ in self._touched} | self._bulk

    # ------------------------------------------------------------ records

    def _complete(self, entity: type[Entity], values: Values, *, coded: bool = True) -> dict[str, Value]:
        if not values.keys() <= entity.fields.keys():
            raise TypeError(f"{entity.name} has no field {sorted(values.keys() - entity.fields.keys())}")
        where = layout(entity)
        if None in values.values() or not where.totals.keys().isdisjoint(values):
            values = {n: v for n, v in values.items() if v is not None and n not in where.totals}
        complete = {**where.blank, **values}
        if coded and not complete["code"]:
            complete["code"] = self._numbering.code(entity, complete)
        complete.update(entity.derive(complete))
        return complete

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
        self._see()
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

    def _edit(
        self, entity: type[Entity], current: Snapshot, columns: dict[str, object], *, alone: bool = False
    ) -> None:
        """Write columns of a record; `alone`, it may wait to see whether anything else is written."""
        columns = columns | {"updated_at": moment_text(clock.now()), "updated_by": self.who.login}
        given = ", ".join(f"{quoted(name)} = ?" for name in columns)
        sql = f"UPDATE {quoted(entity.name)} SET {given}, version = version + 1 WHERE id = ? AND version = ?"
        edit = Edit(entity, current, sql, [*columns.values(), current.id, current.version])
        if alone and not self._begun and self._alone is None:
            self._alone = edit
            return
        self._settle()
        self._run(edit)

    def _explain_silence(self, entity: type[Entity], current: Snapshot) -> None:
        """No row was written: somebody was quicker, or a rule on rows hid it (then it is as it was)."""
        now = self._reader.by_id(entity, current.id, trashed=True)
        if now is not None and now.version == current.version:
            raise forbidden()
        fields, who, at = touched_since(self._line, entity.name, current.id, current.version)
        raise Stale(N_("{who} ha appena modificato questa scheda."), theirs=now, who=who, at=at, fields=fields)

    def _archive(self, entity: type[Entity], current: Snapshot, at: str) -> None:
        self._must_be_own(entity, current.id, rights(entity, self._can).delete)
        for part, one in self._parts(entity, current, "archived_at IS NULL"):
            self._archive(part, one, at)
        self._edit(entity, current, {"archived_at": at})
        moved = Snapshot(current.entity, current.id, current.version + 1, current.values)
        self._note(entity, moved, {"archived_at": None}, {"archived_at": at}, gone=True)

    def _revive(self, entity: type[Entity], current: Snapshot, at: Value) -> None:
        self._must_be_own(entity, current.id, rights(entity, self._can).delete)
        self._edit(entity, current, {"archived_at": None})
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
        code, sides = snapshot.code, [snapshot.values, before or {}]
        wholes = in_hidden_wholes(self._line, entity, sides)
        seen = "interna" if wholes else audience(snapshot.values, {})
        self._log.add(entry(entity, snapshot.id, snapshot.version, code, seen, before, after))
        self._written.note(entity, code, after)
        self._touched[entity.name, snapshot.id] = None if gone or after is None else snapshot
        if layout(entity).totals and before is None:  # its parts may have been there first
            self._wholes.setdefault(entity, set()).add(code)
        if (whole := _adds_up_to(entity)) is not None:
            codes = {snapshot.values[entity.part_of], (before or {}).get(entity.part_of)} - {None}
            self._wholes.setdefault(whole, set()).update(map(str, codes))
        if before and after and "code" in after:  # links to it were changed by the database
            self._bulk.update(_linking(entity))

    def _given(self, entity: type[Entity], rows: Iterable[Values]) -> Iterator[Values]:
        """The same rows, their fields looked at once per set of fields."""
        seen: set[frozenset[str]] = set()
        mine = rights(entity, self._can)
        free = mine.fields if mine.insert is not Reach.NONE else frozenset()
        for values in rows:
            if not free.issuperset(values):
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
        sql = f"SELECT 1 FROM {quoted(entity.name)} WHERE id = {int(number)} AND {mine}"
        for mark, code in ((":person", self.who.person), (":actor", self.who.actor)):
            sql = sql.replace(mark, "NULL" if code is None else "'" + code.replace("'", "''") + "'")
        return bool(self._line.rows(sql))


def forbidden() -> Forbidden:
    """A rule on rows said no."""
    return Forbidden(N_("Il vostro ruolo non permette di modificare questa scheda."))


def _adds_up_to(entity: type[Entity]) -> type[Entity] | None:
    """The entity whose totals this one's rows are added up in."""
    if not entity.part_of:
        return None
    whole = ENTITIES[entity.fields[entity.part_of].to]  # type: ignore[attr-defined]
    return whole if any(child is entity for child, _ in layout(whole).totals.values()) else None


def _linking(entity: type[Entity]) -> set[str]:
    """The kinds of record that link to this one."""
    return {other.name for other in ENTITIES.values() for spec in other.fields.values()
            if getattr(spec, "to", "") == entity.name}  # fmt: skip
