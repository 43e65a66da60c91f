"""What people do to many records at once: one deed, all or nothing, one undo; every reject told before anything lasts.

The deed is done and judged in the same Unit, by the same rules as one record edited alone. When something in it is
refused, the Unit is taken back and the rejects are the answer: nothing was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.errors import Forbidden, Refused, Stale
from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Changes, Entity, Snapshot, Values
from app.domain.fields import Value
from app.domain.lifecycle import lifecycles_of
from app.domain.ownership import may_discard_row, owned
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import writing
from app.usecases.base import use_case

MOST_RECORDS = 5000
"""More than this at once is an import, with its own preview."""
TOLD_ONE_BY_ONE = 300
"""With more records touched, screens are told their kinds and read the list again."""


@dataclass(frozen=True)
class Edit:
    """Some fields of one record, as a screen saw it at a version."""

    entity: str
    id: int
    version: int
    code: str
    values: Values


@dataclass(frozen=True)
class Reject:
    """A cell that cannot be written: where, what it would have said, why, and what is accepted.

    `moved`: somebody else wrote in the record since the screen read it; `now` is the record as it stands (None: it is
    gone), `says` what the cell says in it.
    """

    code: str
    column: str
    value: str
    why: str
    accepted: tuple[str, ...] = ()
    entity: str = ""
    id: int = 0
    moved: bool = False
    now: Snapshot | None = None
    field: str = ""
    says: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a deed: its Changes, or why nothing was written."""

    changes: Changes | None
    rejects: tuple[Reject, ...] = ()


class _NotYet(Exception):
    """Leaves a Unit without writing; carries what is in the way."""

    def __init__(self, rejects: Sequence[Reject]) -> None:
        super().__init__()
        self.rejects = tuple(rejects)


# ---------------------------------------------------------------- the deeds


@use_case(N_("Celle incollate"))
def _paste(unit: Unit, edits: Sequence[Edit], progress: Progress, dry: bool) -> None:
    _write(unit, edits, progress, dry)


@use_case(N_("Celle riempite in basso"))
def _fill(unit: Unit, edits: Sequence[Edit], progress: Progress, dry: bool) -> None:
    _write(unit, edits, progress, dry)


@use_case(N_("Celle svuotate"))
def _clear(unit: Unit, edits: Sequence[Edit], progress: Progress, dry: bool) -> None:
    _write(unit, edits, progress, dry)


@use_case(N_("Data di oggi nelle celle"))
def _today(unit: Unit, edits: Sequence[Edit], progress: Progress, dry: bool) -> None:
    _write(unit, edits, progress, dry)


@use_case(N_("Valori sostituiti"))
def _replace(unit: Unit, edits: Sequence[Edit], progress: Progress, dry: bool) -> None:
    _write(unit, edits, progress, dry)


_DEEDS = {"paste": _paste, "fill": _fill, "clear": _clear, "today": _today, "replace": _replace}


def edit(store: Store, deed: str, edits: Sequence[Edit], progress: Progress, *, dry: bool = False) -> Outcome:
    """Write many records: all of them, or none and the rejects. `deed`: paste, fill, clear, today or replace.

    With `dry` nothing is written either way: what would be refused is told, by the register itself.

    Raises:
        Refused: too many records for one deed.
    """
    if len(edits) > MOST_RECORDS:
        raise Refused(N_("Sono {n} schede: in una volta se ne modificano al massimo {most}. Restringete la scelta, "
                         "o usate un'importazione."), n=len(edits), most=MOST_RECORDS)  # fmt: skip
    try:
        return Outcome(_short(_DEEDS[deed](store, edits, progress, dry)))
    except _NotYet as said:
        return Outcome(None, _worded(store, edits, said.rejects))


@use_case(N_("Più schede nel cestino"))
def _trash(unit: Unit, records: Sequence[Edit], progress: Progress) -> None:
    seen: list[tuple[type[Entity], Snapshot]] = []
    rejects: list[Reject] = []
    for done, one in enumerate(records):
        progress.step(done, len(records), tr(N_("Verso il cestino")))
        kind = entity_named(one.entity)
        try:
            with unit.attempt():
                seen.append((kind, _discardable(unit, kind, one)))
        except (Refused, Forbidden, Stale) as error:
            rejects += _rejects(kind, one, error)
    if rejects:
        raise _NotYet(rejects)
    for kind, before in seen:
        if unit.by_id(kind, before.id) is not None:  # a part goes with its whole
            unit.trash(kind, before.id, before.version)


def trash(store: Store, records: Sequence[Edit], progress: Progress) -> Outcome:
    """Put many records into the trash with their parts: all, or none and why. Their `values` are not looked at.

    Raises:
        Refused: too many records for one deed.
    """
    if len(records) > MOST_RECORDS:
        raise Refused(N_("Sono {n} schede: nel cestino se ne mettono al massimo {most} alla volta."),
                      n=len(records), most=MOST_RECORDS)  # fmt: skip
    try:
        return Outcome(_short(_trash(store, records, progress)))
    except _NotYet as said:
        return Outcome(None, said.rejects)


def _discardable(unit: Unit, kind: type[Entity], one: Edit) -> Snapshot:
    before = writing.expect(unit, kind, one.id, one.version)
    if not may_discard_row(kind, unit.who, owned(kind, before.values, unit.who, writing.finder(unit))):
        raise Forbidden(N_("Non potete cestinare questa scheda."))
    return before


# ---------------------------------------------------------------- how


def _write(unit: Unit, edits: Sequence[Edit], progress: Progress, dry: bool) -> None:
    rejects: list[Reject] = []
    find = writing.remembering(unit, frozenset(one.entity for one in edits))
    for done, one in enumerate(edits):
        if done % 20 == 0:
            progress.step(done, len(edits), tr(N_("Scrittura delle schede")))
        kind = entity_named(one.entity)
        try:
            with unit.attempt():
                writing.change(unit, kind, one.id, one.version, one.values, find=find)
        except (Refused, Forbidden, Stale) as error:
            rejects += _rejects(kind, one, error)
    if rejects or dry:
        raise _NotYet(rejects)


def _rejects(kind: type[Entity], one: Edit, error: Refused | Forbidden | Stale) -> Iterator[Reject]:
    """One reject for each thing that is wrong, at the column it is wrong in."""
    labels = {tr(spec.label): name for name, spec in kind.fields.items()}
    if isinstance(error, Stale):
        now = error.theirs if isinstance(error.theirs, Snapshot) else None
        for name in one.values or ("code",):
            yield _reject(kind, one, name, str(error), moved=True, now=now)
        return
    if error.problems:
        for problem in error.problems:
            name = labels.get(problem.field, "")
            yield _reject(kind, one, name, problem.why, column=problem.field)
        return
    told = labels.get(str(error.args_.get("field", "")), "")
    cycles = [cycle.field for cycle in lifecycles_of(kind) if cycle.field in one.values]
    first = next(iter(one.values), "code")
    yield _reject(kind, one, told or next(iter(cycles), first), str(error))


def _reject(
    kind: type[Entity], one: Edit, name: str, why: str, *, column: str = "", moved: bool = False,
    now: Snapshot | None = None,
) -> Reject:  # fmt: skip
    label = column or (tr(kind.fields[name].label) if name in kind.fields else "")
    return Reject(one.code, label, "", why, (), one.entity, one.id, moved, now, name)


def _worded(store: Store, edits: Sequence[Edit], rejects: Sequence[Reject]) -> tuple[Reject, ...]:
    """The same, with what each cell would have said, and says now in a record that moved."""
    wanted: dict[tuple[str, int], dict[str, Value]] = {}
    for asked in edits:
        wanted.setdefault((asked.entity, asked.id), {}).update(asked.values)

    def shown(one: Reject, values: Values) -> str:
        known = one.field in values
        return ENTITIES[one.entity].fields[one.field].show(values[one.field], store.names) if known else ""

    return tuple(
        replace(one, value=shown(one, wanted[one.entity, one.id]), says=shown(one, one.now.values if one.now else {}))
        for one in rejects
    )


def _short(changes: Changes) -> Changes:
    """Too many records to be told one by one are told by their kinds."""
    if len(changes.touched) <= TOLD_ONE_BY_ONE:
        return changes
    return Changes(changes.seq, {}, changes.whole | {name for name, _ in changes.touched if name in ENTITIES})
