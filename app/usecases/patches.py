"""What decisions do to the register: drafted while the item is discussed, applied by the vote, in its transaction.

    bozza ── the item is approved ──► applicata       every row as decided, its history cites the decision
          ── a row moved meanwhile ─► da_rivedere     nothing is written; the secretary looks and chooses
          ── the item is not ───────► non_applicata   kept as a record of what was proposed

An applied patch is not undone: another decision revokes it (`revoke`). Only a vote that was noted wrongly, and is
noted again as it was, takes back what it had applied: that decision was never taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain import patching
from app.domain.decisions import Decision
from app.domain.entities import ENTITIES, entity_named
from app.domain.entity import Snapshot, Values
from app.domain.fields import Value
from app.domain.gathering import one
from app.domain.lifecycle import DECISION
from app.domain.ownership import visible
from app.domain.patching import Compared, Line, Now, Shown
from app.domain.permissions import Can
from app.store.store import Store
from app.store.unit import Unit
from app.usecases import register, writing
from app.usecases.base import use_case
from app.usecases.sittings import must_run, open_item

Cell = tuple[str, str, str]
"""(entity, code, field)."""


@dataclass(frozen=True)
class Row:
    """A line of a patch for a screen: what it says, and how it stands against the register of today."""

    compared: Compared
    shown: Shown


@dataclass(frozen=True)
class Outlook:
    """A patch as it stands. `why`: what stands in the way of applying it now; empty: nothing, or it is over."""

    decision: Snapshot
    rows: tuple[Row, ...]
    why: str = ""

    @property
    def state(self) -> str:
        """A code of patch_state; empty when the decision changes nothing."""
        return str(self.decision["patch_state"] or "")

    @property
    def taken(self) -> bool:
        """Whether the decision is one the body has taken."""
        return self.decision["status"] in patching.TAKEN

    @property
    def moved(self) -> tuple[Row, ...]:
        """The rows that say neither what they said nor what was decided."""
        return tuple(row for row in self.rows if row.compared.state in (Now.MOVED, Now.GONE))


# ---------------------------------------------------------------- looking


def outlook(store: Store, decision: str) -> Outlook:
    """How the patch of a decision stands against the register, and what would stand in its way.

    Raises:
        Refused: there is no such decision.
    """
    found = register.named(store, "decision", decision)
    rows = []
    for line in patching.read(found["patch"]):
        record = store.snapshot(line.kind, line.record)
        record = record if record is not None and visible(record.values, store.who) else None
        compared = patching.compare(line, record)
        told = patching.shown(line, record, store.names, compared.now if compared.state is Now.MOVED else None)
        rows.append(Row(compared, told))
    waiting = found["patch_state"] in ("bozza", "da_rivedere") and found["status"] in patching.TAKEN
    return Outlook(found, tuple(rows), _why(store, found, rows) if waiting else "")


def _why(store: Store, decision: Snapshot, rows: Sequence[Row]) -> str:
    """What the register would answer, asked without writing anything."""
    if any(row.compared.state in (Now.MOVED, Now.GONE) for row in rows):
        return tr(N_("Il registro è cambiato da quando la modifica è stata scritta."))
    if not store.who.may(Can.DECIDE):
        return ""
    return _obstacle(store, decision, [row.compared.line for row in rows]) or ""


# ---------------------------------------------------------------- drafting


@use_case(N_("Modifica proposta al registro"), Can.DECIDE)
def draft(unit: Unit, decision: str, entity: str, record: str, values: Values) -> None:
    """Write on a decision the values that some fields of a record are to have; a value it has already is taken out.

    A project that is changed is from then on one of those the decision is about.

    Raises:
        Refused: the patch is applied already, the minutes are final, the field is none a decision changes, the
            value is not the field's or does not go with the others, the life cycle has no such passage.
    """
    found = _open(unit, decision)
    kind = entity_named(entity)
    target = unit.get(kind, record)
    if target is None or not visible(target.values, unit.who):
        raise Refused(N_("Nel registro non c'è «{code}» tra: {entity}."), code=record, entity=tr(kind.labels))
    if target["visibility"] == "interna" and found["visibility"] != "interna":
        raise Refused(N_("{code} è una scheda interna e la decisione no: chi legge la decisione leggerebbe anche "
                         "quella. Rendete interna la decisione, o visibile la scheda."), code=record)  # fmt: skip
    lines = patching.drafted(patching.read(found["patch"]), target, values)
    mine = patching.by_record(line for line in lines if line.where[:2] == (entity, record))
    for wanted in mine.values():
        problems = kind.problems({**target.values, **wanted})
        if problems:
            raise Refused(N_("Così la scheda non sarebbe valida: la modifica non è stata scritta."),
                          problems=tuple(problems))  # fmt: skip
    project = record if entity == "project" else target.values.get("project")
    about = tuple(found["projects"] or ())
    if mine and project and project not in about:
        about = (*about, str(project))
    _keep(unit, found, lines, {"projects": about})


@use_case(N_("Modifica proposta tolta"), Can.DECIDE)
def drop(unit: Unit, decision: str, entity: str, record: str, field: str) -> None:
    """Take a line out of the patch of a decision. Raises Refused as `draft`."""
    found = _open(unit, decision)
    lines = [line for line in patching.read(found["patch"]) if line.where != (entity, record, field)]
    _keep(unit, found, lines)


@use_case(N_("Revoca di una decisione"), Can.DECIDE)
def revoke(unit: Unit, decision: str, of: str) -> None:
    """Make a decision the one that revokes another: its patch becomes the way back of the other's.

    A state that no life cycle goes back to is left out.

    Raises:
        Refused: as `draft`; the other is not a decision in force, or is this one.
    """
    found, other = _open(unit, decision), one(unit.snapshots, "decision", of)
    if other is None or other.code == found.code or other["status"] not in patching.TAKEN:
        raise Refused(N_("Si revoca una decisione adottata e ancora in vigore."))
    back, _ = patching.inverse(patching.read(other["patch"]) if other["patch_state"] == "applicata" else ())
    about = dict.fromkeys((*(found["projects"] or ()), *(other["projects"] or ())))
    _keep(unit, found, back, {"revokes": other.code, "projects": tuple(about)})


def _open(unit: Unit, decision: str) -> Snapshot:
    """A decision that may still be written on. Raises Refused."""
    found = one(unit.snapshots, "decision", decision)
    if found is None:
        raise Refused(N_("La decisione «{decision}» non c'è più."), decision=decision)
    facts, _ = open_item(unit, found["item"])
    must_run(facts)
    if found["patch_state"] == "applicata":
        raise Refused(N_("Questa decisione ha già modificato il registro: si torna indietro solo con un'altra "
                      "decisione."))  # fmt: skip
    return found


def _keep(unit: Unit, found: Snapshot, lines: Sequence[Line], more: Mapping[str, Value] | None = None) -> None:
    values = {"patch": [line.raw() for line in lines] or None, "patch_state": "bozza" if lines else None}
    writing.change(unit, Decision, found.id, found.version, {**values, **(more or {})}, auto=True)


# ---------------------------------------------------------------- what the vote brings


def follow(unit: Unit, before: Snapshot, decision: Snapshot) -> None:
    """After the outcome of its item gave a decision its state: apply its patch, keep it as a record, or take it back.

    Raises:
        Refused: the vote is corrected to the contrary, and the rows it had changed were changed again.
    """
    taken, state = decision["status"] in patching.TAKEN, decision["patch_state"]
    if taken and (not state or state in ("bozza", "non_applicata", "da_rivedere")):
        _apply(unit, decision)
    elif not taken and state == "applicata":
        _take_back(unit, decision)
    elif not taken and state and decision["status"] != "proposta":
        writing.change(unit, Decision, decision.id, decision.version, {"patch_state": "non_applicata"}, auto=True)
    if not taken and before["status"] in patching.TAKEN and decision["revokes"]:
        _revoked(unit, decision, back=True)


@use_case(N_("Modifica del registro applicata"), Can.DECIDE)
def apply(unit: Unit, decision: str, seen: Mapping[Cell, Any] | None = None) -> None:
    """Apply the patch of a decision that was taken. `seen`: the values (JSON) the register has now, as the person who
    chooses to apply it all the same has seen them.

    Raises:
        Refused: the decision was not taken, its patch is over, or something stands in the way; each with its reason.
    """
    found = one(unit.snapshots, "decision", decision)
    if found is None or found["status"] not in patching.TAKEN:
        raise Refused(N_("La modifica si applica quando la decisione è adottata."))
    if found["patch_state"] not in ("bozza", "non_applicata", "da_rivedere"):
        raise Refused(N_("Questa decisione ha già modificato il registro: si torna indietro solo con un'altra "
                      "decisione."))  # fmt: skip
    lines = _accepted(patching.read(found["patch"]), seen or {})
    why = _unready(unit, lines) or _obstacle(unit, found, lines)
    if why:
        raise Refused(N_("La modifica non è stata applicata: nulla è cambiato nel registro. {why}"), why=why)
    _write(unit, found, lines)


@use_case(N_("Modifica del registro non applicata"), Can.DECIDE)
def leave(unit: Unit, decision: str) -> None:
    """Leave the register as it is: the patch stays on the decision as a record.

    Raises:
        Refused: it is applied already.
    """
    found = one(unit.snapshots, "decision", decision)
    if found is None or found["patch_state"] not in ("bozza", "da_rivedere"):
        raise Refused(N_("Non c'è una modifica in attesa di essere applicata."))
    writing.change(unit, Decision, found.id, found.version, {"patch_state": "non_applicata"}, auto=True)


def _apply(unit: Unit, decision: Snapshot) -> None:
    lines = patching.read(decision["patch"])
    if lines and (_unready(unit, lines) or _obstacle(unit, decision, lines)):
        if decision["patch_state"] != "da_rivedere":
            writing.change(unit, Decision, decision.id, decision.version, {"patch_state": "da_rivedere"}, auto=True)
        return
    if lines:
        _write(unit, decision, lines)
    elif decision["revokes"]:
        _revoked(unit, decision)


def _accepted(lines: Sequence[Line], seen: Mapping[Cell, Any]) -> tuple[Line, ...]:
    """The lines from the values somebody has seen, where they have."""
    return tuple(replace(line, old=seen[line.where]) if line.where in seen else line for line in lines)


def _unready(unit: Unit, lines: Sequence[Line]) -> str | None:
    """Which rows moved since the patch was written."""
    compared = [patching.compare(line, unit.get(line.kind, line.record)) for line in lines]
    off = [one.line for one in compared if one.state in (Now.MOVED, Now.GONE)]
    told = ", ".join(f"{line.record} ({tr(line.spec.label)})" for line in off)
    return tr(N_("Nel frattempo sono cambiate queste righe: {rows}.")).format(rows=told) if off else None


def _obstacle(at: Unit | Store, decision: Snapshot, lines: Sequence[Line]) -> str | None:
    """What the rules, the life cycle and the rights say against it; None when nothing."""
    reason = _citation(at, decision)
    for (entity, code), values in patching.by_record(lines).items():
        kind = ENTITIES[entity]
        record = writing.at_code(at, entity, code)
        if record is None:
            return tr(N_("Nel registro non c'è più «{code}».")).format(code=code)
        if why := writing.obstacle(at, kind, record, values, reason):
            return f"{code}: {why}"
    return None


def _write(unit: Unit, decision: Snapshot, lines: Sequence[Line]) -> None:
    """Every row as decided; what each said before is kept on the decision as it was found."""
    citation, kept = _citation(unit, decision), []
    for line in lines:
        record = unit.get(line.kind, line.record)
        now = line.spec.dump(record[line.field]) if record is not None else line.old
        kept.append(line if now == line.new else replace(line, old=now))
    with unit.citing(citation):
        for (entity, code), values in patching.by_record(lines).items():
            record = unit.get(ENTITIES[entity], code)
            assert record is not None  # `_obstacle` looked
            writing.change(unit, ENTITIES[entity], record.id, record.version, values, reason=citation)
        values = {"patch": [line.raw() for line in kept], "patch_state": "applicata", "applied_on": clock.now()}
        writing.change(unit, Decision, decision.id, decision.version, values, auto=True)
        if decision["revokes"]:
            _revoked(unit, decision)


def _take_back(unit: Unit, decision: Snapshot) -> None:
    """The vote was noted wrongly: the rows are again as they were, if nobody has written in them since."""
    citation = _citation(unit, decision)
    lines = patching.read(decision["patch"])
    compared = [patching.compare(line, unit.get(line.kind, line.record)) for line in lines]
    off = ", ".join(one.line.record for one in compared if one.state is not Now.DONE)
    if off:
        raise Refused(N_("La decisione n. {number} ha già modificato il registro, e queste righe sono state modificate "
                      "dopo: {rows}. Riportatele com'erano, poi correggete la votazione."),
                      number=decision["number"], rows=off)  # fmt: skip
    back = [replace(line, old=line.new, new=line.old) for line in lines]
    with unit.citing(citation):
        for (entity, code), values in patching.by_record(back).items():
            record = unit.get(ENTITIES[entity], code)
            assert record is not None  # it was just compared
            writing.change(unit, ENTITIES[entity], record.id, record.version, values, auto=True)
        values = {"patch_state": "non_applicata", "applied_on": None}
        writing.change(unit, Decision, decision.id, decision.version, values, auto=True)


def _revoked(unit: Unit, decision: Snapshot, *, back: bool = False) -> None:
    """The decision that this one revokes is no longer in force; `back`: it is again, the revocation was not taken."""
    other = one(unit.snapshots, "decision", decision["revokes"])
    if other is None:
        return
    to = "adottata" if back else "revocata"
    if (other["status"] == "revocata") if back else DECISION.move(other["status"], to):
        writing.change(unit, Decision, other.id, other.version, {"status": to}, auto=True)


def _citation(at: Unit | Store, decision: Snapshot) -> str:
    item = one(at.snapshots, "agenda_item", decision["item"])
    meeting = one(at.snapshots, "meeting", item["meeting"]) if item is not None else None
    assert meeting is not None  # links the store keeps whole
    return patching.citation(decision["number"], meeting["date"])
