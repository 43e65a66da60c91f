"""The history read aloud, and undone: who did what, when, and how to take it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from app.core.errors import Forbidden, Refused, Stale
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain import patching
from app.domain.change import ChangeRow
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.fields import Link, Names, Value
from app.domain.permissions import Can
from app.domain.query import Filter, Query
from app.store.store import Store
from app.usecases import dates
from app.usecases.base import deed_words, may_be_undone

if TYPE_CHECKING:
    from app.store.unit import Unit

UNDO = N_("Annullamento n. {n}")
"""The deed of an undo: `n` is the deed it took back."""
RECENT = 500
_UNDO = re.compile(re.escape(UNDO).replace(r"\{n\}", r"(\d+)"))


@dataclass(frozen=True)
class Line:
    """One change of one record, ready to be read."""

    seq: int
    at: datetime
    who: str
    deed: str
    sentences: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def of(store: Store, entity: str, id: int) -> list[Line]:
    """The history of a record, oldest first."""
    kind = entity_named(entity)
    return [_line(kind, row, store.names) for row in store.history(kind, id)]


def _line(kind: type[Entity], row: ChangeRow, names: Names) -> Line:
    before, after = row.before or {}, row.after or {}
    return Line(row.seq, row.at, row.who, _deed(row), tuple(sentences(kind, row, names)), before, after)


def _deed(row: ChangeRow) -> str:
    """What the deed was, in the language in use."""
    if (decision := patching.cited(row.deed)) is not None:
        return tr(patching.CITATION).format(number=decision[0], day=decision[1])
    target = undone_by(row)
    return deed_words(row.deed) if target is None else tr(UNDO).format(n=target)


def sentences(kind: type[Entity], row: ChangeRow, names: Names) -> list[str]:
    """What changed, a sentence a field: «Stato: In corso → Concluso»."""
    if row.before is None:
        return [tr(N_("Scheda creata."))]
    if row.after is None:
        return [tr(N_("Scheda eliminata."))]
    if "archived_at" in row.after:
        return [tr(N_("Messa nel cestino.")) if row.after["archived_at"] else tr(N_("Ripristinata dal cestino."))]
    return [
        f"{tr(kind.fields[name].label)}: {_shown(kind, name, row.before.get(name), names)} → "
        f"{_shown(kind, name, value, names)}"
        for name, value in row.after.items() if name in kind.fields
    ]  # fmt: skip


def _shown(kind: type[Entity], name: str, raw: Any, names: Names) -> str:
    spec = kind.fields[name]
    try:
        return spec.show(spec.load(raw, _Codes()), names) or "–"
    except Refused:
        return str(raw)  # the record it named is gone: the history still says what was written


@dataclass(frozen=True)
class Step:
    """What Undo would take back: the deed in words, the record when it is one, and how many there are."""

    deed: str
    code: str
    records: int


def next_undo(store: Store) -> Step | None:
    """The step the Undo command names; of a very large deed only its last rows are counted."""
    row = last(store)
    if row is None:
        return None
    records = {(one.entity, one.record) for one in store.recent(RECENT, store.who.login) if one.unit == row.unit}
    return Step(_deed(row), row.code, len(records))


def last(store: Store) -> ChangeRow | None:
    """The newest own deed that is still in force and not itself an undo: what Undo takes back."""
    return next((row for row in _in_force(store) if undone_by(row) is None), None)


def last_undo(store: Store) -> ChangeRow | None:
    """The own undo that Redo takes back: only while nothing else was done after it."""
    row = next(iter(_in_force(store)), None)
    return row if row is not None and undone_by(row) is not None else None


def _in_force(store: Store) -> list[ChangeRow]:
    """One row for each of this person's last deeds that no later undo took back, newest first."""
    dead: set[int] = set()
    found: list[ChangeRow] = []
    for row in sorted(store.recent(RECENT, store.who.login), key=lambda row: -row.seq):
        if row.deed == dates.DEED:  # the calendar's, whosever desk it was done at
            continue
        if row.unit in dead or any(row.unit == one.unit for one in found):
            continue
        target = undone_by(row)
        if target is not None:
            dead.add(target)
        found.append(row)
    return found


def undone_by(row: ChangeRow) -> int | None:
    """The deed an undo took back, None for any other deed."""
    match = _UNDO.fullmatch(row.deed)
    return int(match[1]) if match else None


def since(store: Store, seq: int) -> Changes:
    """What others wrote after `seq`: fresh Snapshots of the records they touched, None for those gone."""
    rows = store.since(seq)
    touched: dict[tuple[str, int], Snapshot | None] = {}
    for row in rows:
        if row.entity in ENTITIES:
            touched[row.entity, row.record] = store.by_id(ENTITIES[row.entity], row.record)
    return Changes(max((row.seq for row in rows), default=seq), touched)


def undo(store: Store, seq: int | None = None) -> Changes:
    """Take back one deed, whole: one's own last one, or the one `seq` belongs to. An undo can be undone.

    Raises:
        Refused: nothing to undo, or a deed that is never undone. Forbidden: another's deed, without the right.
        Stale: the records moved since.
    """
    row = last(store) if seq is None else next(iter(store.since(seq - 1, 1)), None)
    if row is None or (seq is not None and row.seq != seq):
        raise Refused(N_("Non c'è nulla da annullare."))
    if row.who != store.who.login and not store.who.may(Can.UNDO_OTHERS):
        raise Forbidden(N_("Questa operazione è di un'altra persona: può annullarla chi l'ha fatta o la segreteria."))
    applied = next((number for one in store.deed(row.unit) if (number := patching.cited(one.deed))), None)
    if applied:
        raise Refused(
            N_("La decisione n. {number} ha modificato il registro: non si annulla. Si torna indietro solo con "
               "un'altra decisione, che la revoca."),
            number=applied[0],
        )  # fmt: skip
    if not may_be_undone(row.deed):
        raise Refused(
            N_("«{deed}» non si annulla: un documento definitivo resta com'è. Se va corretto, la presidenza "
               "riporta il verbale in bozza con un motivo."),
            deed=_deed(row),
        )  # fmt: skip
    with store.unit(UNDO.format(n=row.unit)) as unit:
        for one in reversed(store.deed(row.unit)):
            _take_back(unit, one)
    return unit.changes


def redo(store: Store) -> Changes:
    """Do again what was just undone. Raises Refused when there is nothing to do again."""
    row = last_undo(store)
    if row is None:
        raise Refused(N_("Non c'è nulla da ripetere."))
    return undo(store, row.seq)


def _take_back(unit: Unit, row: ChangeRow) -> None:
    kind = ENTITIES[row.entity]
    alive = unit.by_id(kind, row.record)
    there = alive or unit.by_id(kind, row.record, trashed=True)
    if row.before is None:
        if there is not None:
            _still(kind, row, there, whole=True)
            _alone(unit, kind, there)
            unit.purge(kind, row.record, there.version)
    elif row.after is None:
        unit.insert(kind, _values(kind, row.before), number=row.record)
    elif "archived_at" in row.after:
        if row.after["archived_at"] and alive is None and there is not None:
            unit.restore(kind, row.record, there.version)
        elif not row.after["archived_at"] and alive is not None:
            unit.trash(kind, row.record, alive.version)
    elif there is None:
        raise Stale(N_("La scheda «{code}» non c'è più: l'operazione non si può annullare."), code=row.code)
    else:
        _still(kind, row, there)
        unit.update(kind, row.record, there.version, _values(kind, {name: row.before.get(name) for name in row.after}))


def _alone(unit: Unit, kind: type[Entity], there: Snapshot) -> None:
    """A new record goes for good, and its parts with it: those that this deed did not make must not be there."""
    for part in _parts(kind.name):
        if unit.snapshots(Query(part.name, (Filter(part.part_of, "=", (there.code,)),)), limit=1):
            raise Stale(N_("{code} ha ormai delle parti ({parts}): l'operazione non si può annullare senza perderle."),
                        code=there.code, parts=tr(part.labels).lower())  # fmt: skip


@cache
def _parts(kind: str) -> tuple[type[Entity], ...]:
    """The kinds of record that are parts of one kind."""
    links = ((part, part.fields[part.part_of]) for part in ENTITIES.values() if part.part_of)
    return tuple(part for part, link in links if isinstance(link, Link) and link.to == kind)


def _still(kind: type[Entity], row: ChangeRow, now: Snapshot, *, whole: bool = False) -> None:
    """The record must still be as the deed left it, field by field, or somebody else's work would be lost.

    With `whole`, the fields the deed left empty too.
    """
    after = row.after or {}
    for name, spec in kind.fields.items():
        value, empty = spec.dump(now[name]), now[name] in (None, "", ())
        if (name in after or (whole and not empty)) and not spec.computed and value != after.get(name):
            raise Stale(
                N_(
                    "«{field}» di {code} è stato modificato dopo: "
                    "l'operazione non si può annullare senza perdere quella modifica."
                ),
                field=tr(spec.label), code=row.code,
            )  # fmt: skip


def _values(kind: type[Entity], raw: Mapping[str, Any]) -> dict[str, Value]:
    return {
        name: () if value is None and kind.fields[name].plural else kind.fields[name].load(value, _Codes())
        for name, value in raw.items() if name in kind.fields and not kind.fields[name].computed
    }  # fmt: skip


class _Codes:
    """The history speaks in codes: each stands for itself."""

    def label(self, kind: str, code: str) -> str:
        """The code."""
        return code

    def find(self, kind: str, text: str) -> str | None:
        """The code."""
        return text

    def options(self, kind: str) -> tuple[tuple[str, str], ...]:
        """None are offered."""
        return ()


def trashed(store: Store) -> list[Snapshot]:
    """Everything in the trash."""
    return [row for kind in ENTITIES.values() for row in store.snapshots(Query(kind.name, trashed=True))]
