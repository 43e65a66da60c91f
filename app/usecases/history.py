"""The history read aloud, and undone: who did what, when, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.errors import Forbidden, Refused, Stale
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.fields import Names, Value
from app.domain.permissions import Can
from app.domain.query import Query
from app.store.changes import ChangeRow
from app.store.store import Store
from app.store.unit import Unit
from app.usecases.base import use_case


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
    return Line(row.seq, row.at, row.who, row.deed, tuple(sentences(kind, row, names)), before, after)


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
        return spec.show(spec.load(raw, names), names) or "–"
    except Refused:
        return str(raw)  # the record it named is gone: the history still says what was written


def last(store: Store) -> ChangeRow | None:
    """The last deed of this person that can be undone, for the Undo menu's words."""
    return store.last_deed(store.who.login)


def since(store: Store, seq: int) -> Changes:
    """What others wrote after `seq`: fresh Snapshots of the records they touched, None for those gone."""
    rows = store.since(seq)
    touched: dict[tuple[str, int], Snapshot | None] = {}
    for row in rows:
        if row.entity in ENTITIES:
            touched[row.entity, row.record] = store.by_id(ENTITIES[row.entity], row.record)
    return Changes(max((row.seq for row in rows), default=seq), touched)


def undo(store: Store, seq: int | None = None) -> Changes:
    """Take back one deed, whole: one's own last one, or the one `seq` belongs to.

    Raises:
        Refused: nothing to undo. Forbidden: another's deed, without the right. Stale: the records moved since.
    """
    row = store.last_deed(store.who.login) if seq is None else store.change(seq)
    if row is None:
        raise Refused(N_("Non c'è nulla da annullare."))
    if row.who != store.who.login and not store.who.may(Can.UNDO_OTHERS):
        raise Forbidden(N_("Questa operazione è di un'altra persona: può annullarla chi l'ha fatta o la segreteria."))
    return _take_back(store, row.unit)


@use_case(N_("Annullamento"))
def _take_back(unit: Unit, deed: int) -> None:
    for row in reversed(unit.deed(deed)):
        kind = ENTITIES[row.entity]
        now = unit.by_id(kind, row.record)
        if row.before is None:
            if now is not None:
                _still(kind, row, now)
                unit.purge(kind, row.record, now.version)
        elif row.after is None:
            unit.insert(kind, _values(kind, row.before), id=row.record)
        elif "archived_at" in row.after:
            (unit.restore if row.after["archived_at"] else _bin(unit))(kind, row.record)
        else:
            _put_back(unit, kind, row, now)
    unit.undoes(deed)


def _bin(unit: Unit):  # type: ignore[no-untyped-def]
    def trash(kind: type[Entity], id: int) -> None:
        now = unit.by_id(kind, id)
        if now is not None:
            unit.trash(kind, id, now.version)

    return trash


def _put_back(unit: Unit, kind: type[Entity], row: ChangeRow, now: Snapshot | None) -> None:
    if now is None:
        raise Stale(N_("La scheda «{code}» non c'è più: l'operazione non si può annullare."), code=row.code)
    _still(kind, row, now)
    unit.update(kind, row.record, now.version, _values(kind, row.before or {}))


def _still(kind: type[Entity], row: ChangeRow, now: Snapshot) -> None:
    """The record must still be as the deed left it, field by field, or somebody else's work would be lost."""
    for name, value in (row.after or {}).items():
        if name in kind.fields and kind.fields[name].dump(now[name]) != value:
            raise Stale(
                N_(
                    "«{field}» di {code} è stato modificato dopo: "
                    "l'operazione non si può annullare senza perdere quella modifica."
                ),
                field=tr(kind.fields[name].label), code=row.code,
            )  # fmt: skip


def _values(kind: type[Entity], raw: Mapping[str, Any]) -> dict[str, Value]:
    return {name: kind.fields[name].load(value) for name, value in raw.items() if name in kind.fields}


def trashed(store: Store) -> list[Snapshot]:
    """Everything in the trash."""
    return [row for kind in ENTITIES.values() for row in store.snapshots(Query(kind.name, trashed=True))]
