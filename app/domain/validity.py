"""A sitting followed event by event: who is present, whether it is valid, what each vote decided and why.

Who is there is a set of codes, so no series of events can make those present more than the members, or fewer than
none. An event that makes no sense (somebody leaves twice) changes nothing and says so in its `note`. Whoever is recused
(`incompatibile`) is neither present nor voting for the item under discussion, which ends with the next event that names
another `item`, or with its vote where events name none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.body_rules import MAJORITIES, BodyRules, QuorumRule, rules_of
from app.domain.delegates import represented, why_not
from app.domain.voting import Ballot, Outcome, decide

Event = Mapping[str, Any]
NAMES = ("apertura", "entra", "esce", "rientra", "incompatibile", "delega", "punto", "votazione", "chiusura")
MODES = ("palese_alzata_mano", "appello_nominale", "segreta", "unanimita_senza_voto")
_PERSONAL = frozenset({"entra", "esce", "rientra", "incompatibile", "delega"})
_NUMBERS = ("favour", "against", "abstained", "not_participating", "blank")


@dataclass(frozen=True)
class Members:
    """The voting members in office, and who presides."""

    codes: frozenset[str]
    president: str | None = None
    others: frozenset[str] = frozenset()

    @property
    def president_votes(self) -> bool:
        """Whether the president is one of the voting members."""
        return self.president in self.codes


@dataclass(frozen=True)
class State:
    """The room at a moment; `proxies` tells who stands for whom (absent member → delegate)."""

    room: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    proxies: Mapping[str, str] = field(default_factory=dict)
    call: str = "unica"
    item: str | None = None
    open: bool = False
    closed: bool = False
    at: time | None = None


@dataclass(frozen=True)
class Step:
    """The sitting just after an event."""

    event: Event
    present: int
    quorum: int
    valid: bool
    outcome: Outcome | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The event repeated, with what it led to, in the shape of CLI.md."""
        told: dict[str, Any] = {**self.event, "present": self.present, "quorum": self.quorum, "valid": self.valid}
        if self.outcome is not None:
            told |= {"voting": self.outcome.voting, "required": self.outcome.required,
                     "outcome": self.outcome.result, "sentence": self.outcome.sentence}  # fmt: skip
        return told | ({"note": self.note} if self.note else {})


class Sitting:
    """The engine: a body's rules and members, told one event after another.

    Raises:
        Refused: the rules cannot be read, an event names somebody unknown or is not one of `NAMES`.
    """

    def __init__(self, rules: BodyRules, members: Members) -> None:
        self.rules, self.members = rules, members
        self.state = State()

    # ------------------------------------------------------------ what holds now

    @property
    def quorum_rule(self) -> QuorumRule:
        """The rule of the call in force."""
        return self.rules.quorum_rule(self.state.call)

    @property
    def quorum(self) -> int:
        """The legal number now."""
        return self.quorum_rule.needed(len(self.members.codes), president_votes=self.members.president_votes)

    @property
    def represented(self) -> frozenset[str]:
        """Absent members whose delegate is in the room and not recused with them."""
        return represented(self.state.proxies, self.state.room, self.state.recused, self.members.codes)

    @property
    def present(self) -> frozenset[str]:
        """The voting members present for what is being discussed; a delegate makes present where the rules say so."""
        there = self.state.room - self.state.recused
        return there | self.represented if self.rules.delegation == "presenza" else there

    @property
    def valid(self) -> bool:
        """Whether the sitting was opened and has its legal number."""
        counted = self.present
        if not self.quorum_rule.president_counts and self.members.president_votes:
            counted -= {self.members.president or ""}
        return self.state.open and len(counted) >= self.quorum

    # ------------------------------------------------------------ events

    def tell(self, event: Event) -> Step:
        """What an event leads to."""
        at, name = _time(event), event.get("event")
        if name not in NAMES:
            raise Refused(N_("L'evento «{event}» non esiste; può essere: {known}."),
                          event=str(name), known=", ".join(NAMES))  # fmt: skip
        if name in _PERSONAL:
            self._member(event.get("member"))
        item = event.get("item")
        if item is not None and item != self.state.item:
            self.state = replace(self.state, item=item, recused=frozenset())
        note = self._out_of_place(name)
        outcome = None
        if not note or name == "votazione":
            deeds: dict[str, Callable[[Event], str]] = {
                "apertura": self._opens, "chiusura": self._closes, "delega": self._delegates,
                "entra": self._enters, "rientra": self._enters, "esce": self._leaves, "incompatibile": self._recuses,
            }  # fmt: skip
            if name == "votazione":
                outcome = self._votes(event, note)
            elif name in deeds:
                note = deeds[name](event)
        note = note or self._before_the_last(at)
        step = Step(event, len(self.present), self.quorum, self.valid, outcome, note)
        if name == "votazione" and self.state.item is None:
            self.state = replace(self.state, recused=frozenset())
        return step

    def _before_the_last(self, at: time | None) -> str:
        """Events are told in the order in which they happened; an hour that goes back is believed, and said."""
        last, self.state = self.state.at, replace(self.state, at=at or self.state.at)
        return tr(N_("l'ora viene prima di quella dell'evento precedente")) if at and last and at < last else ""

    def _out_of_place(self, name: str) -> str:
        if self.state.closed:
            return tr(N_("la seduta è già chiusa"))
        if not self.state.open and name != "apertura":
            return tr(N_("la seduta non è ancora aperta"))
        if self.state.open and name == "apertura" and self.valid:
            return tr(N_("la seduta è già aperta"))
        return ""

    def _opens(self, event: Event) -> str:
        people = [self._member(code) for code in event.get("present") or ()]
        call = event.get("call") or "unica"
        if call not in ("unica", "prima", "seconda"):
            raise Refused(N_("La convocazione «{call}» non esiste: è unica, prima o seconda."), call=str(call))
        room = frozenset(code for code in people if code in self.members.codes)
        self.state = replace(self.state, room=room, call=call, open=True)
        return ""

    def _closes(self, event: Event) -> str:
        self.state = replace(self.state, closed=True)
        return ""

    def _enters(self, event: Event) -> str:
        code = self._member(event.get("member"))
        if code in self.state.recused:
            self.state = replace(self.state, recused=self.state.recused - {code}, room=self._with(code))
            return ""
        if code in self.state.room:
            return tr(N_("era già presente"))
        self.state = replace(self.state, room=self._with(code))
        return ""

    def _with(self, code: str) -> frozenset[str]:
        return self.state.room | ({code} & self.members.codes)

    def _leaves(self, event: Event) -> str:
        code = self._member(event.get("member"))
        if code not in self.state.room:
            return "" if code in self.members.others else tr(N_("non era presente"))
        self.state = replace(self.state, room=self.state.room - {code}, recused=self.state.recused - {code})
        return ""

    def _recuses(self, event: Event) -> str:
        code = self._member(event.get("member"))
        if code not in self.state.room | self.represented:
            return tr(N_("non era presente"))
        self.state = replace(self.state, recused=self.state.recused | {code})
        return ""

    def _delegates(self, event: Event) -> str:
        member, to = self._member(event.get("member")), str(event.get("to") or "")
        why = why_not(self.rules, member, to, voters=self.members.codes, room=self.state.room,
                      proxies=self.state.proxies)  # fmt: skip
        if why:
            return why
        self.state = replace(self.state, proxies={**self.state.proxies, member: to})
        return ""

    def _votes(self, event: Event, out_of_place: str) -> Outcome:
        numbers = {key: _whole(event, key) for key in _NUMBERS}
        mode = event.get("mode") or MODES[0]
        majority = event.get("majority") or self.rules.majority_for(event.get("kind"))
        if mode not in MODES or majority not in MAJORITIES:
            raise Refused(N_("La votazione «{mode}» a maggioranza «{majority}» non esiste."),
                          mode=str(mode), majority=str(majority))  # fmt: skip
        represented = len(self.represented) if self.rules.delegation == "voto" else 0
        if mode == "unanimita_senza_voto" and event.get("favour") is None:
            numbers["favour"] = len(self.present) + represented
        president = self.members.president
        against = president in (event.get("names_against") or ())
        ballot = Ballot(
            len(self.present), mode=mode, majority=majority, represented=represented,
            chair=False if against else None, chair_present=president is None or president in self.present, **numbers,
        )  # fmt: skip
        found = decide(ballot, self.rules, len(self.members.codes), self.quorum, quorate=self.valid)
        if not out_of_place:
            return found
        sentence = tr(N_("La votazione non è valida: {why}")).format(why=out_of_place)
        return replace(found, result="non_valida", sentence=sentence)

    def _member(self, code: object) -> str:
        if code in self.members.codes or code in self.members.others:
            return str(code)
        raise Refused(N_("«{member}» non è un componente dell'organo."), member=str(code))


def _time(event: Event) -> time | None:
    raw = event.get("time")
    try:
        return None if raw is None else time.fromisoformat(str(raw))
    except ValueError:
        raise Refused(N_("«{value}» non è un'ora: si scrive come 17:30."), value=str(raw)[:40]) from None


def _whole(event: Event, key: str) -> int:
    raw = event.get(key)
    if raw is None:
        return 0
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise Refused(N_("«{key}» deve essere un numero intero, non «{value}»."), key=key, value=str(raw)[:40])


def members_of(listed: Iterable[Mapping[str, Any]]) -> Members:
    """The members as `RULES.json` lists them: code, whether they vote, who presides.

    Raises:
        Refused: one has no code, or two have the same.
    """
    rows = list(listed)
    codes = [str(row.get("code") or "") for row in rows]
    if "" in codes or len(set(codes)) != len(codes):
        raise Refused(N_("Ogni componente deve avere un codice, diverso da quello degli altri."))
    voting = frozenset(code for code, row in zip(codes, rows, strict=True) if row.get("voting", True))
    president = next((code for code, row in zip(codes, rows, strict=True) if row.get("president")), None)
    return Members(voting, president, frozenset(codes) - voting)


def replay(rules: Mapping[str, Any], events: Sequence[Event]) -> list[Step]:
    """Every event with what it led to: `rules` is a body's record with its `members` (CLI.md, Validity)."""
    sitting = Sitting(rules_of(rules), members_of(rules.get("members") or ()))
    sitting.quorum_rule  # noqa: B018 - a rule nobody can read is refused before the first event
    return [sitting.tell(event) for event in events]
