"""A new sitting takes in by itself what the earlier ones left, and shows what became of it (FEATURES §3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain import carrying as rules
from app.domain.carrying import LeftOpen, left_open
from app.domain.decisions import CarriedOver
from app.domain.entity import Snapshot, Values
from app.domain.gathering import Find, meeting_named, one, where
from app.domain.guards import REASON_FROM
from app.domain.meetings import AgendaItem, Meeting
from app.domain.permissions import Can
from app.domain.quorum import natural
from app.domain.sitting import SittingFacts
from app.store.store import Store
from app.usecases import agenda, writing
from app.usecases.base import use_case
from app.usecases.sittings import open_facts, open_item

if TYPE_CHECKING:
    from app.store.unit import Unit

Line = Snapshot | Values
"""A line of an agenda: an item already there, or one to be written."""

# ---------------------------------------------------------------- a new sitting


@use_case(N_("Nuova seduta"), Can.CONVENE)
def prepare(unit: Unit, values: Values, template: str | None = None) -> None:
    """A draft sitting with its agenda begun: the minutes to approve, what was postponed, a model's items, the check on
    commitments, any other business. One deed, taken back as one.

    Raises:
        Refused: a rule is broken, or the model is gone.
    """
    make(unit, values, template, carry=True)


def make(unit: Unit, values: Values, template: str | None, *, carry: bool) -> Snapshot:
    """`prepare` inside a deed; of a series only the first sitting carries."""
    meeting = writing.insert(unit, Meeting, values)
    _write(unit, open_facts(unit, meeting.code), _of_template(unit, template), carry=carry)
    return meeting


@use_case(N_("Riporti messi all'ordine del giorno"), Can.CONVENE)
def bring(unit: Unit, meeting: str) -> None:
    """Take into a draft what earlier sittings left since it was prepared.

    Raises:
        Refused: members were convened already, or nothing is left.
    """
    facts = open_facts(unit, meeting)
    agenda.must_be_draft(facts)
    if not left_open(unit.snapshots, facts.meeting).count:
        raise Refused(N_("Non c'è nulla da riportare: tutto è concluso o è già all'ordine del giorno."))
    _write(unit, facts, [], carry=True)


def _of_template(unit: Unit, code: str | None) -> list[Values]:
    if code is None:
        return []
    found = one(unit.snapshots, "agenda_template", code)
    if found is None:
        raise Refused(N_("Il modello «{code}» non c'è più."), code=code)
    return [dict(row) for row in found["items"]]


def _write(unit: Unit, facts: SittingFacts, model: Sequence[Values], *, carry: bool) -> None:
    left = left_open(unit.snapshots, facts.meeting) if carry else LeftOpen()
    back: list[Line] = [agenda.again(unit.snapshots, item, source) for item, source in left.items]
    for n, each in enumerate(_in_order(facts.items, left, back, model), 1):
        made = _place(unit, facts.meeting.code, each, n)
        if made["title"] == rules.CHECK:
            _commitments(unit, made, left)


def _in_order(items: Sequence[Snapshot], left: LeftOpen, back: Sequence[Line], model: Sequence[Values]) -> list[Line]:
    """The agenda: minutes, what came back, the rest, the check on commitments, any other business."""
    check: list[Line] = [item for item in items if item["title"] == rules.CHECK]
    if not check and (left.actions or left.decisions):
        check = [{"title": rules.CHECK, "kind": "informativa"}]
    end: list[Line] = [item for item in items if item["kind"] == "varie"]
    end = end or [row for row in model if row.get("kind") == "varie"] or [{"title": rules.ANY_OTHER, "kind": "varie"}]
    return [
        *(item for item in items if item["kind"] == "verbale"),
        *({"title": rules.approval_title(each), "kind": "verbale"} for each in left.minutes),
        *back,
        *(item for item in items if item["kind"] not in ("verbale", "varie") and item not in check),
        *(row for row in model if row.get("kind") not in ("verbale", "varie") and row["title"] != rules.CHECK),
        *check, *end,
    ]  # fmt: skip


def _place(unit: Unit, meeting: str, item: Line, position: int) -> Snapshot:
    if not isinstance(item, Snapshot):
        return agenda.insert_item(unit, meeting, {**item, "position": position})
    if item["position"] == position:
        return item
    return writing.change(unit, AgendaItem, item.id, item.version, {"position": position})


def _commitments(unit: Unit, item: Snapshot, left: LeftOpen) -> None:
    """The open actions and the decisions not carried out, under the item that checks on them."""
    for name, found in (("action", left.actions), ("decision", left.decisions)):
        before = where(unit.snapshots, "carried_over", name, *(each.code for each in found))
        for each in sorted(found, key=lambda one: (str(one["due"] or "9999"), natural(one.code))):
            times = sum(row[name] == each.code for row in before) + 1
            said = rules.last_word(each["note"]) or None
            writing.insert(unit, CarriedOver, {"item": item.code, name: each.code, "times": times, "reason": said})


@use_case(N_("Motivo del rinvio"), Can.CONVENE)
def explain(unit: Unit, item: str, reason: str) -> None:
    """Why an item comes back once more: from the third time on the sitting is not convened without it."""
    _, found = open_item(unit, item)
    writing.change(unit, AgendaItem, found.id, found.version, {"carry_reason": reason.strip() or None})


# ---------------------------------------------------------------- what was carried


@dataclass(frozen=True)
class Carried:
    """Something that came back: `kind` is agenda_item, action_item or decision, `code` the record's.

    `item` is where it stands on the agenda, `days` its age, `times` how often it came back, `said` the last word on it.
    """

    item: str
    kind: str
    code: str
    title: str
    owner: str | None
    days: int
    times: int
    said: str
    status: str | None
    reason: str | None = None

    @property
    def needs_reason(self) -> bool:
        """Whether somebody must write why it is still here."""
        return self.kind == "agenda_item" and self.times >= REASON_FROM and not self.reason


def waiting(store: Store, meeting: Snapshot) -> int:
    """How many things a draft could still take in; 0 when it is convened already."""
    if meeting["status"] != "bozza" or not store.who.may(Can.CONVENE):
        return 0
    with store.reading(steady=True) as reader:
        return left_open(reader.snapshots, meeting).count


def carried(store: Store, meeting: str) -> list[Carried]:
    """What came back on the agenda of a sitting: items, actions, decisions, in its order."""
    with store.reading(steady=True) as reader:
        find = reader.snapshots
        held = meeting_named(find, meeting)
        items = sorted(where(find, "agenda_item", "meeting", held.code), key=lambda i: int(i["position"]))
        found = [_item_told(find, item) for item in items if item["carried_from"]]
        rows = where(find, "carried_over", "item", *(item.code for item in items))
        return found + [_row_told(find, row) for row in rows]


def _item_told(find: Find, item: Snapshot) -> Carried:
    source = first = one(find, "agenda_item", item["carried_from"])
    while first is not None and first["carried_from"]:
        first = one(find, "agenda_item", first["carried_from"])
    times = rules.postponed_times(item, source)
    decided = where(find, "decision", "item", source.code if source else None)
    said = [d["text"] for d in decided] or [
        s["text"] for s in where(find, "speech", "item", source.code if source else None)
    ]
    word = rules.last_word(said[-1] if said else source["report_text"] if source else "")
    return Carried(item.code, "agenda_item", item.code, rules.base_title(item), item["rapporteur"], _age(find, first),
                   times, word, item["outcome"], item["carry_reason"])  # fmt: skip


def _row_told(find: Find, row: Snapshot) -> Carried:
    kind = "action_item" if row["action"] else "decision"
    record = one(find, kind, row["action"] or row["decision"])
    assert record is not None  # a link the store keeps whole
    decision = record if kind == "decision" else one(find, "decision", record["decision"])
    item = one(find, "agenda_item", decision["item"] if decision else record["item"])
    title = record["text"] if kind == "action_item" else f"{record['number']} – {record['title']}"
    said = rules.last_word(record["note"]) or row["reason"] or ""
    return Carried(row["item"], kind, record.code, title, record["owner"], _age(find, item), row["times"] or 1, said,
                   record["status"])  # fmt: skip


def _age(find: Find, item: Snapshot | None) -> int:
    """Days since the sitting an item was first on."""
    meeting = one(find, "meeting", item["meeting"] if item else None)
    return max((clock.today() - meeting["date"]).days, 0) if meeting else 0
