"""Who is in the room when: a set of people followed through entries, exits and returns.

Everything is a set of codes, so no series of movements can make those present more than the members, or fewer
than none; a movement that makes no sense (somebody leaves twice) changes nothing and is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from app.core import locale
from app.core.i18n import N_, tr

ARRIVES = frozenset({"entra", "rientra"})


@dataclass(frozen=True)
class Movement:
    """Somebody enters, leaves or comes back; `item` is the agenda item under discussion, when known.

    `code` is the record's, empty for one that follows from another fact.
    """

    at: time
    person: str
    event: str
    item: str | None = None
    code: str = ""


@dataclass(frozen=True)
class Moment:
    """The room just after a movement: who of the voters is there."""

    movement: Movement
    present: frozenset[str]
    counts: bool  # whether the movement is a voter's
    odd: str = ""  # what does not fit, translated; empty when all is well


@dataclass(frozen=True)
class Presence:
    """The room of a sitting.

    Args:
        voters: codes of the members in office with a vote.
        attending: codes of everybody marked present (voters and others) at some time.
        movements: in any order.
        items: codes of the agenda items, in the order of the agenda.
    """

    voters: frozenset[str]
    attending: frozenset[str]
    movements: tuple[Movement, ...] = ()
    items: tuple[str, ...] = ()

    @cached_property
    def ordered(self) -> tuple[Movement, ...]:
        """The movements as they happened: by the clock, then by the agenda."""
        place = {code: n for n, code in enumerate(self.items)}
        return tuple(sorted(self.movements, key=lambda m: (m.at, place.get(m.item or "", len(place)))))

    @cached_property
    def everybody_at_opening(self) -> frozenset[str]:
        """Who was there when the sitting opened: marked present, and not somebody whose first deed is to enter.

        Who first *comes back* had been there before: their going out is what nobody wrote down.
        """
        first: dict[str, str] = {}
        for one in self.ordered:
            first.setdefault(one.person, one.event)
        return frozenset(person for person in self.attending if first.get(person) != "entra")

    @property
    def at_opening(self) -> frozenset[str]:
        """The voters among them."""
        return self.everybody_at_opening & self.voters

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The room after each movement."""
        room, told = set(self.everybody_at_opening), []
        for one in self.ordered:
            here, arrives = one.person in room, one.event in ARRIVES
            odd = _odd(one, here=here, arrives=arrives)
            (room.add if arrives else room.discard)(one.person)
            told.append(Moment(one, frozenset(room) & self.voters, one.person in self.voters, odd))
        return tuple(told)

    @property
    def now(self) -> frozenset[str]:
        """The voters present after the last movement."""
        return self.moments[-1].present if self.moments else self.at_opening

    def during(self, item: str) -> frozenset[str]:
        """The voters present when an item is put to the vote: after every movement told under it."""
        last = self._last_moment.get(item, -1)
        return self.moments[last].present if last >= 0 else self.at_opening

    def moved_before(self, item: str) -> int:
        """How many movements had been made when an item was put to the vote."""
        return self._last_moment.get(item, -1) + 1

    @cached_property
    def _last_moment(self) -> dict[str, int]:
        """For each item the index of the last movement that precedes its vote; -1 when none does."""
        own: dict[str, int] = {}
        current = self.items[0] if self.items else ""
        for n, one in enumerate(self.ordered):
            current = one.item if one.item in self.items and one.item else current
            own[current] = n
        last: dict[str, int] = {}
        before = -1
        for item in self.items:
            before = own.get(item, before)
            last[item] = before
        return last

    def under(self, item: str) -> tuple[Moment, ...]:
        """The movements told under an item; those without an item are told under the one being discussed."""
        current, found = self.items[0] if self.items else "", []
        for moment in self.moments:
            told = moment.movement.item
            current = told if told and told in self.items else current
            if current == item:
                found.append(moment)
        return tuple(found)

    def stays(self, person: str) -> tuple[tuple[time | None, time | None], ...]:
        """(came, left) of each stay of a person; None is the opening, or the end."""
        stays: list[tuple[time | None, time | None]] = []
        inside = person in self.everybody_at_opening
        came: time | None = None
        for one in self.ordered:
            if one.person != person:
                continue
            if one.event in ARRIVES and not inside:
                inside, came = True, one.at
            elif one.event not in ARRIVES and inside:
                inside = False
                stays.append((came, one.at))
        return (*stays, (came, None)) if inside else tuple(stays)


def _odd(one: Movement, *, here: bool, arrives: bool) -> str:
    if arrives == here:
        sentence = N_("alle {time} entra chi era già presente") if here else N_("alle {time} esce chi non era presente")
        return tr(sentence).format(time=locale.hour(one.at))
    return ""


def presence(
    voters: Iterable[str], attending: Iterable[str], movements: Iterable[Movement], items: Sequence[str]
) -> Presence:
    """A Presence from any iterables."""
    return Presence(frozenset(voters), frozenset(attending), tuple(movements), tuple(items))
