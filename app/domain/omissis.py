"""The minutes as they may be published: rebuilt from the facts without what is not public, never covered over.

The class of a part is its `visibility`: only what is `pubblica` is published, and a confidential item never is. What
is left out is counted, in the order of the paper, as «OMISSIS (n)»; whatever stays is searched for personal data,
which is masked. The facts themselves are cut before anything is composed, so that sentences, data and tables are
made of what remains (FEATURES §3.10, DOMAIN §3.5 and §4.9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from app.domain import reserved
from app.domain.composing import compose
from app.domain.entity import Snapshot
from app.domain.masking import Masked, Masker
from app.domain.minutes import ActionEntry, AttachmentEntry, DecisionEntry, Guest, ItemEntry, Minutes, Speech
from app.domain.sitting import SittingFacts

PUBLIC = "pubblica"
T = TypeVar("T")


@dataclass(frozen=True)
class Omission:
    """A part left out: its number, what sort of thing it was, the agenda item it belonged to. Never its words."""

    n: int
    what: str
    item: int | None = None

    @property
    def told(self) -> str:
        """`(2) un intervento, punto n. 3`."""
        return f"({self.n}) {self.what}{f', punto n. {self.item}' if self.item else ''}"


@dataclass(frozen=True)
class Published:
    """Minutes that may be shown to anybody, what they leave out, and what was masked.

    `hidden` are the words left out: they are for the check and go into no paper.
    """

    minutes: Minutes
    omissions: tuple[Omission, ...]
    masked: tuple[Masked, ...]
    hidden: tuple[str, ...]


def class_of(record: Snapshot) -> str:
    """The class of a part of the minutes: a confidential item is at most for the committee."""
    own = str(record["visibility"] or "cabina")
    if record.entity == "agenda_item" and record["confidential"] and own == PUBLIC:
        return "cabina"
    if record.entity == "attachment" and record["publishable"] and own != "interna":
        return PUBLIC
    return own


def is_public(record: Snapshot) -> bool:
    """Whether a part of the minutes may be published."""
    return class_of(record) == PUBLIC


def public(facts: SittingFacts, names: Iterable[str] = (), only: int | None = None) -> Published:
    """The minutes of a sitting as they may be published; `only` one item of the agenda when it is given.

    `names` are people who must not be named (whoever sent a contribution).
    """
    cutter = _Cutter(facts, only)
    cut, entries = cutter.cut()
    minutes = cutter.complete(compose(cut), entries)
    members = {member.name for member in minutes.members}
    masker = Masker([name for name in names if name not in members])
    return Published(masker.value(minutes), tuple(cutter.omissions), tuple(masker.found), tuple(cutter.hidden))


@dataclass
class _Around:
    """What an item keeps, and where its omissions stand: None marks what stays."""

    heading: str = ""
    speeches: list[str | None] = field(default_factory=list)
    decisions: list[tuple[str, str] | None] = field(default_factory=list)
    actions: list[str | None] = field(default_factory=list)


class _Cutter:
    """Cuts the facts of one sitting, counting what it leaves out."""

    def __init__(self, facts: SittingFacts, only: int | None) -> None:
        self.facts, self.only = facts, only
        self.omissions: list[Omission] = []
        self.hidden: list[str] = []
        self.mute: list[str] = []  # facts whose sentence, corrected by hand, may say what is left out
        self.kept: dict[str, list[Snapshot]] = {name: [] for name in ("conflicts", "speeches", "decisions", "actions")}

    def cut(self) -> tuple[SittingFacts, dict[str, _Around]]:
        """The facts without what is not public, and what to put back where, by item."""
        facts, around = self.facts, dict[str, _Around]()
        meeting = self._record(facts.meeting, None, opening_note="un paragrafo della nota d'apertura")
        items = []
        for item in facts.items:
            kept, around[item.code] = self._item(item)
            items.append(kept)
        meeting = self._record(meeting, None, closing_note="un paragrafo della nota di chiusura")
        record = facts.record and self._record(facts.record, None, corrections="un paragrafo delle rettifiche")
        if self.only is not None:
            meeting = _with(meeting, opening_note=None, closing_note=None)
        parts: dict[str, Any] = {name: tuple(records) for name, records in self.kept.items()}
        muted = [one for one in facts.edits if one["key"] in self.mute or class_of(one) == "interna"]
        self.hidden += [str(one["text"]) for one in muted if one["text"]]
        parts["edits"] = tuple(one for one in facts.edits if one not in muted)
        return replace(facts, meeting=meeting, items=tuple(items), record=record, **parts), around

    def omit(self, what: str, item: int | None, *hidden: Any) -> str:
        """Count a part left out; what stands in its place."""
        self.omissions.append(Omission(len(self.omissions) + 1, what, item))
        self.hidden += [str(text) for text in hidden if text]
        return f"OMISSIS ({len(self.omissions)})"

    def _record(self, record: Snapshot, n: int | None, **fields: str) -> Snapshot:
        """A record whose rich texts have lost their reserved paragraphs; `fields` say what each is called."""
        found: dict[str, Any] = {}
        for name, what in fields.items():
            if self.only is not None and n is None:
                continue  # an extract of one item does not print the sitting's own notes
            text, hidden = reserved.cut(record[name] or "", lambda what=what: self.omit(what, n))  # type: ignore[misc]
            self.hidden += hidden
            if hidden:
                found[name] = text
        return _with(record, **found)

    # ------------------------------------------------------------ an item

    def _item(self, item: Snapshot) -> tuple[Snapshot, _Around]:
        n, facts = item["position"], self.facts
        conflicts = facts.of(facts.conflicts, item.code)
        speeches, decisions = facts.said_on(item.code), facts.of(facts.decisions, item.code)
        actions = facts.actions_of(item.code)
        if not is_public(item) or self.only not in (None, n):
            texts = [item["title"], item["report_text"], *(c["reason"] for c in conflicts)]
            texts += [s["text"] for s in speeches] + [t for d in decisions for t in (d["title"], d["text"])]
            texts += [a["text"] for a in actions]
            self.kept["conflicts"] += [_with(c, reason="") for c in conflicts]  # they count for who was there
            self.mute += [f"conflict:{c.code}" for c in conflicts]
            if self.only not in (None, n):
                self.hidden += [] if is_public(item) else [text for text in texts if text]
                return _with(item, title="", report_text=None), _Around()
            title = self.omit("un punto", n, *texts)
            return _with(item, title=title, report_text=None), _Around(title)
        around = _Around()
        self.kept["conflicts"] += [self._conflict(one, n) for one in conflicts]
        kept = self._record(item, n, report_text="un paragrafo della relazione")
        around.speeches = [self._speech(one, n) for one in speeches]
        around.decisions = [self._decision(one, n) for one in decisions]
        around.actions = [self._action(one, n) for one in actions]
        return kept, around

    def _conflict(self, conflict: Snapshot, n: int) -> Snapshot:
        if is_public(conflict):
            return conflict
        self.mute.append(f"conflict:{conflict.code}")
        return _with(conflict, reason=self.omit("il motivo di un conflitto di interessi", n, conflict["reason"]))

    def _speech(self, speech: Snapshot, n: int) -> str | None:
        if not is_public(speech) or _all_reserved(speech["text"]):
            return self.omit("un intervento", n, reserved.without_marks(speech["text"]))
        self.kept["speeches"].append(self._record(speech, n, text="un paragrafo di un intervento"))
        return None

    def _decision(self, decision: Snapshot, n: int) -> tuple[str, str] | None:
        if not is_public(decision):
            told = self.omit("una decisione", n, decision["title"], reserved.without_marks(decision["text"] or ""))
            return decision["number"], told
        kept = self._record(decision, n, text="un paragrafo di una decisione")
        if decision.values.get("patch"):  # the rows it changes have classes of their own
            gap = self.omit("la modifica del registro", n)
            kept = _with(kept, patch=None, text=f"{kept['text'] or ''}\n\n{gap}".strip())
        self.kept["decisions"].append(kept)
        return None

    def _action(self, action: Snapshot, n: int) -> str | None:
        parent = next((d for d in self.facts.decisions if d.code == action["decision"]), None)
        if not is_public(action) or (parent is not None and not is_public(parent)):
            return self.omit("un impegno", n, action["text"])
        self.kept["actions"].append(action)
        return None

    # ------------------------------------------------------------ after composing

    def complete(self, minutes: Minutes, around: dict[str, _Around]) -> Minutes:
        """The composed minutes with «OMISSIS (n)» where something is missing."""
        wanted = [entry for entry in minutes.items if self.only in (None, entry.n)]
        items = tuple(_completed(entry, around[entry.code]) for entry in wanted)
        guests = tuple(self._guest(guest) for guest in minutes.guests)
        if self.only is not None:
            return replace(minutes, items=items, guests=guests, agenda=(), attachments=(), next_meeting="")
        records = sorted(self.facts.attachments, key=lambda one: one["letter"] or "")
        attachments = tuple(
            entry if is_public(record) else
            AttachmentEntry(entry.letter, self.omit("un allegato", None, record["title"]), None, entry.integral)
            for entry, record in zip(minutes.attachments, records, strict=True)
        )  # fmt: skip
        return replace(minutes, items=items, guests=guests, attachments=attachments)

    def _guest(self, guest: Guest) -> Guest:
        """Somebody invited who holds no seat is named only when their own record is public."""
        facts = self.facts
        seated = {facts.name(seat["person"]) for seat in facts.seats}
        known = {facts.name(code) for code, person in facts.people.items() if is_public(person)}
        if guest.name in seated | known:
            return guest
        return Guest("", "", self.omit("il nome di una persona invitata", None, guest.name))


def _completed(entry: ItemEntry, around: _Around) -> ItemEntry:
    if around.heading:
        return ItemEntry(entry.code, entry.n, around.heading, "", entry.present)
    return replace(
        entry,
        speeches=_woven(entry.speeches, [one and Speech("", one) for one in around.speeches]),
        decisions=_woven(entry.decisions, [
            one and DecisionEntry(one[0], "", f"Decisione n. {one[0]}", "", one[1], one[1], "")
            for one in around.decisions
        ]),
        actions=_woven(entry.actions, [one and ActionEntry(one, "", None) for one in around.actions]),
    )  # fmt: skip


def _woven(kept: Sequence[T], places: Sequence[T | str | tuple[str, str] | None]) -> tuple[T, ...]:
    """What stays, with what stands for the omitted at its place."""
    rest = iter(kept)
    found: list[Any] = [one or next(rest) for one in places]
    return (*found, *rest)


def _all_reserved(text: str) -> bool:
    return all(marked or not "".join(lines).strip() for marked, lines in reserved.paragraphs(text))


def _with(record: Snapshot, **values: Any) -> Snapshot:
    return replace(record, values={**record.values, **values}) if values else record
