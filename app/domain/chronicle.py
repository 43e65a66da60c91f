"""The chronicle of a sitting: every timed fact as a sentence of the minutes, each under a key that never changes.

A sentence may be corrected by hand (`chronicle_edit`): what is kept is what the program had written then, and what is
to be printed. The correction stands whatever becomes of the data; when the program would write something else now, the
sentence has `moved` and somebody chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.core.values import dataclass
from app.domain import phrases, phrases_items
from app.domain.entity import Snapshot
from app.domain.phrases import Person
from app.domain.phrases_items import VoteNumbers
from app.domain.presence import Moment
from app.domain.sitting import SittingFacts

NOBODY = Person("")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the minutes: its key (`event:S2-E1`, `vote:S2.1-V1`, `opening`…), and its item when it has one."""

    key: str
    generated: str
    item: str = ""
    edit: Snapshot | None = None

    @property
    def edited(self) -> bool:
        """Whether somebody corrected it."""
        return self.edit is not None

    @property
    def text(self) -> str:
        """What is printed; empty when somebody struck the sentence out."""
        return self.generated if self.edit is None else str(self.edit["text"] or "")

    @property
    def moved(self) -> bool:
        """Whether the facts changed after it was corrected: the program would write something else now."""
        return self.edit is not None and self.edit["generated"] != self.generated


def sentence(facts: SittingFacts, key: str, generated: str, item: str = "") -> Sentence:
    """A sentence with its correction, when there is one."""
    return Sentence(key, generated, item, next((one for one in facts.edits if one["key"] == key), None))


def said(facts: SittingFacts, key: str, generated: str) -> str:
    """What is printed for a fact; nothing where there is no fact."""
    return sentence(facts, key, generated).text if generated else ""


def chronicle(facts: SittingFacts) -> tuple[Sentence, ...]:
    """Every sentence of the sitting that tells a fact, in the order of the minutes."""
    found = [sentence(facts, "opening", opening(facts)), sentence(facts, "quorum", quorum(facts))]
    for item in facts.items:
        found += [*happened(facts, item), *(vote_told(facts, vote) for vote in facts.of(facts.votes, item.code))]
        found += [outcome_told(facts, item), *ending(facts, item)]
    found.append(sentence(facts, "closing", closing(facts)))
    return tuple(one for one in found if one.generated)


# ---------------------------------------------------------------- the sitting


def opening(facts: SittingFacts) -> str:
    """Year, day, hour, place, body, convocation."""
    meeting, place = facts.meeting, facts.place["name"] if facts.place else ""
    demo = bool(facts.settings.get("demo"))
    note = phrases.convened_with(meeting["convened_protocol"], meeting["convened_on"], demo=demo)
    start = meeting["start_actual"] or meeting["start_planned"]
    return phrases.opening(meeting["date"], start, meeting["mode"], place, facts.body["name"], note)


def title_of_chair(facts: SittingFacts) -> str:
    """`la Presidente`."""
    return phrases.chair_title(facts.person(facts.chair) or NOBODY, facts.function(facts.chair))


def quorum(facts: SittingFacts) -> str:
    """The finding of the legal number; nothing before the attendance is taken."""
    if not facts.attendance:
        return ""
    there = facts.at_opening
    return phrases.quorum(len(there), len(facts.voters), facts.quorum, title_of_chair(facts),
                          valid=facts.has_quorum(there))  # fmt: skip


def closing(facts: SittingFacts) -> str:
    """The end of the sitting; nothing while it has none."""
    return phrases.closing(facts.meeting["end_actual"], title_of_chair(facts))


# ---------------------------------------------------------------- an item


def happened(facts: SittingFacts, item: Snapshot) -> Iterator[Sentence]:
    """When an item began, who moved and who declared a conflict; people who move together share a sentence."""
    if item["started"]:
        yield sentence(facts, f"start:{item.code}", phrases.begun(item["position"], item["started"]), item.code)
    conflicts = list(facts.of(facts.conflicts, item.code))
    for _, group in groupby(facts.room.under(item.code), key=lambda m: _together(conflicts, m)):
        told = list(group)
        conflict = _conflict_of(conflicts, told[0])
        if conflict:
            conflicts.remove(conflict)
            words = f"{_conflict(facts, conflict)} {_now(facts, told)}"
            yield sentence(facts, f"conflict:{conflict.code}", words, item.code)
            continue
        one, names = told[-1].movement, [facts.name(moment.movement.person) for moment in told]
        now = _now(facts, told) if any(moment.counts for moment in told) else ""
        key = f"event:{told[0].movement.code or one.person}"
        yield sentence(facts, key, phrases.movement(one.at, one.event, names, now), item.code)
    for conflict in conflicts:
        words = _conflict(facts, conflict)
        if conflict["leaves"]:
            who = facts.assembly(item.code)
            words += " " + phrases.now_present(who.present, valid=who.quorate)
        yield sentence(facts, f"conflict:{conflict.code}", words, item.code)


def _now(facts: SittingFacts, told: Sequence[Moment]) -> str:
    """How many are present after some movements, and what became of the legal number."""
    after, moments = told[-1].present, facts.room.moments
    at = moments.index(told[0])
    before = moments[at - 1].present if at else facts.room.at_opening
    there = facts.there(after)
    return phrases.now_present(len(there), valid=facts.has_quorum(there), before=facts.has_quorum(facts.there(before)),
                               by_delegate=len(there - after))  # fmt: skip


def _together(conflicts: list[Snapshot], moment: Moment) -> tuple[object, str, object, bool]:
    """What people must share to be told in one sentence: hour, verb, and no conflict of their own."""
    one = moment.movement
    return one.at, one.event, one.person if _conflict_of(conflicts, moment) else None, moment.counts


def _conflict_of(conflicts: list[Snapshot], moment: Moment) -> Snapshot | None:
    one = moment.movement
    if one.event != "esce":
        return None
    return next((c for c in conflicts if c["person"] == one.person and c["leaves"]), None)


def _conflict(facts: SittingFacts, conflict: Snapshot) -> str:
    row = next((a for a in facts.attendance if a["person"] == conflict["person"]), None)
    remote = facts.meeting["mode"] == "remoto" or (row is not None and row["mode"] == "remoto")
    person = facts.person(conflict["person"]) or NOBODY
    exit_at = next(
        (m["time"] for m in facts.movements
         if m["person"] == conflict["person"] and m["event"] == "esce" and m["item"] == conflict["item"]),
        None,
    )  # fmt: skip
    at = conflict["time"] or exit_at
    return phrases.conflict(person, conflict["reason"], leaves=bool(conflict["leaves"]), at=at, remote=remote)


def numbers_of(facts: SittingFacts, vote: Snapshot) -> VoteNumbers:
    """A vote's record as the numbers of a sentence."""

    def names(side: str) -> tuple[str, ...]:
        return tuple(facts.name(person) for person in vote[f"names_{side}"] or ())

    called = vote["mode"] == "appello_nominale"
    delegates = facts.assembly(vote["item"]).represented if vote["item"] in {one.code for one in facts.items} else 0
    return VoteNumbers(
        vote["mode"], vote["present"], vote["voting"], vote["favour"], vote["against"], vote["abstained"],
        vote["not_participating"] or 0, names("against"), names("abstained"), vote["blank"] or 0,
        names("favour") if called else (), names("not_participating"), delegates,
    )  # fmt: skip


def vote_told(facts: SittingFacts, vote: Snapshot) -> Sentence:
    """The formal sentence of a vote."""
    return sentence(facts, f"vote:{vote.code}", phrases_items.vote(numbers_of(facts, vote)), vote["item"])


def unanimous(facts: SittingFacts, item: Snapshot) -> bool:
    """Whether an item's last vote passed with everybody in favour."""
    last = next(iter(reversed(facts.of(facts.votes, item.code))), None)
    return last is not None and numbers_of(facts, last).unanimous and facts.outcome(last.values).passed


def outcome_told(facts: SittingFacts, item: Snapshot) -> Sentence:
    """What became of an item; nothing where a decision says it, or nobody has said yet."""
    talked = bool(item["report_text"]) or bool(facts.said_on(item.code))
    words = phrases_items.outcome(
        phrases.short_body(facts.body["name"]), item["kind"], item["title"], item["outcome"],
        unanimous=unanimous(facts, item), decided=bool(facts.of(facts.decisions, item.code)), talked=talked,
    )  # fmt: skip
    key = f"outcome:{item.code}"
    return sentence(facts, key, words, item.code) if words else Sentence(key, "", item.code)


def ending(facts: SittingFacts, item: Snapshot) -> Iterator[Sentence]:
    """When an item was done, unless another was taken up there and then: that is told already."""
    if item["ended"] and all(other["started"] != item["ended"] for other in facts.items):
        yield sentence(facts, f"end:{item.code}", phrases.ended(item["position"], item["ended"]), item.code)
