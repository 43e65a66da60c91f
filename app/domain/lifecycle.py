"""Life cycles (DOMAIN §5.6): which states follow which, who may move a record, and what must be true first.

Declared once; the form's buttons, the grid's cell, the command line and the import all ask `move_problem`.
Where DOMAIN §5.7 differs from §5.6, §5.7 wins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.core.i18n import N_, tr
from app.core.values import dataclass
from app.domain import guards
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Values
from app.domain.guards import Surroundings
from app.domain.pacts import renewal
from app.domain.permissions import Person, Role

PR, SE, CO = Role.PRESIDENTE, Role.SEGRETARIO, Role.COMPONENTE


Guard = Callable[[Values, Surroundings], str | None]


@dataclass(frozen=True)
class Move:
    """An allowed transition. `who` are the roles; `own` roles only for the rows they lead (`Entity.led`); `auto` is
    the program's.

    `asks` are fields that must be filled with it. `brings`: what `guard` wants (a file) comes with the passage,
    so whoever is only offered it is not told that it is missing. `yields`: a reason is a confirmation, and what `guard`
    says then does not count. `on` is the day from which the passage happens by itself; `makes` the record that is born
    of it: its kind and values.
    """

    to: str
    sources: frozenset[str]
    who: frozenset[Role]
    own: frozenset[Role] = frozenset()
    guard: Guard | None = None
    reason: bool = False
    auto: bool = False
    asks: tuple[str, ...] = ()
    brings: bool = False
    yields: bool = False
    on: Callable[[Values], date | None] | None = None
    makes: Callable[[Values], tuple[str, Values]] | None = None

    def wants_reason(self, values: Values, around: Surroundings) -> bool:
        """Whether a reason is asked for: always, or because there is something to confirm."""
        return self.reason or (self.yields and self.guard is not None and self.guard(values, around) is not None)

    def open_to(self, person: Person, owned: bool) -> bool:
        """Whether this person may make the move."""
        return not self.auto and bool(person.roles & self.who or (owned and person.roles & self.own))


@dataclass(frozen=True)
class Lifecycle:
    """The states of one field of one entity. `reason_field` is where a reason asked for is kept."""

    entity: str
    field: str
    initial: tuple[str, ...]
    moves: tuple[Move, ...]
    reason_field: str | None = None

    def moves_from(self, state: str | None) -> list[Move]:
        """What may come next, in declared order."""
        return [move for move in self.moves if state in move.sources]

    def move(self, state: str | None, to: str) -> Move | None:
        """The transition between two states, None when there is none."""
        return next((move for move in self.moves_from(state) if move.to == to), None)


def _move(
    sources: str, to: str, who: set[Role], own: set[Role] | None = None, guard: Guard | None = None,
    *, reason: bool = False, auto: bool = False, asks: tuple[str, ...] = (), brings: bool = False,
    yields: bool = False,
    on: Callable[[Values], date | None] | None = None, makes: Callable[[Values], tuple[str, Values]] | None = None,
) -> Move:  # fmt: skip
    return Move(to, frozenset(sources.split()), frozenset(who), frozenset(own or ()), guard, reason, auto, asks, brings,
                yields, on, makes)  # fmt: skip


# ---------------------------------------------------------------- the cycles

PROJECT = Lifecycle("project", "status", ("proposta",), (
    _move("proposta", "in_istruttoria", {SE}, guard=guards.ready_for_scrutiny),
    _move("proposta in_istruttoria", "ritirato", {SE}, {CO}, reason=True),
    _move("in_istruttoria", "condiviso", {SE}, guard=guards.decided),
    _move("in_istruttoria", "non_accolto", {SE}, reason=True),
    _move("in_istruttoria", "proposta", {SE}, reason=True),
    _move("condiviso", "in_corso", {SE}, {CO}, guards.may_start),
    _move("in_corso", "sospeso", {SE}, {CO}, guards.reviewed, reason=True, asks=("review_date",)),
    _move("sospeso", "in_corso", {SE}, {CO}),
    _move("in_corso sospeso", "concluso", {SE}, {CO}, guards.interventions_over, yields=True),
    _move("condiviso in_corso sospeso", "annullato", {SE, PR}, guard=guards.decided),
    _move("concluso", "rendicontato", {SE}, guard=guards.reported),
    _move("non_accolto ritirato", "in_istruttoria", {PR}, reason=True),
    _move("annullato", "in_corso", {PR}, reason=True),
    _move("rendicontato", "concluso", {PR}, reason=True),
    _move("concluso", "in_corso", {PR}, reason=True),
), "status_reason")  # fmt: skip

INTERVENTION = Lifecycle("intervention", "status", ("pianificato",), (
    _move("pianificato", "in_corso", {SE, PR}, {CO}, guards.project_alive),
    _move("in_corso", "concluso", {SE, PR}, {CO}),
    _move("in_corso", "sospeso", {SE, PR}, {CO}),
    _move("sospeso", "in_corso", {SE, PR}, {CO}, guards.project_alive),
    _move("pianificato in_corso sospeso", "annullato", {SE, PR}, {CO}),
))  # fmt: skip

PACT = Lifecycle("pact", "status", ("proposta_ricevuta",), (
    _move("proposta_ricevuta", "in_istruttoria", {SE, PR}),
    _move("in_istruttoria", "co_progettazione", {SE, PR}, guard=guards.ordinary_pact),
    _move("in_istruttoria", "valutazione_giunta", {SE, PR}, guard=guards.complex_pact),
    _move("valutazione_giunta", "avviso_pubblico", {SE, PR}),
    _move("avviso_pubblico", "co_progettazione", {SE, PR}),
    _move("in_istruttoria valutazione_giunta avviso_pubblico", "non_accolto", {SE, PR}, reason=True),
    _move("co_progettazione", "sottoscritto", {SE, PR}, guard=guards.signed_pact),
    _move("sottoscritto", "attivo", {SE, PR}, guard=guards.in_force, on=guards.in_force_from),
    _move("attivo", "sospeso", {SE, PR}, reason=True),
    _move("sospeso", "attivo", {SE, PR}),
    _move("attivo", "concluso", {SE, PR}, on=guards.over_from),
    _move("concluso", "rendicontato", {SE, PR}),
    _move("attivo", "revocato", {SE, PR}, reason=True),
    _move("attivo", "risolto", {SE, PR}, reason=True),
    _move("attivo", "rinnovato", {SE, PR}, makes=renewal),
), "status_reason")  # fmt: skip

MEETING = Lifecycle("meeting", "status", ("bozza",), (
    _move("bozza", "convocata", {SE}, guard=guards.convened),
    _move("convocata rinviata", "in_corso", {SE}, guard=guards.chaired),
    _move("in_corso", "chiusa", {SE}, guard=guards.ended),
    _move("in_corso convocata", "deserta", {SE}),
    _move("chiusa", "verbalizzata", {SE}, guard=guards.minutes_exist),
    _move("verbalizzata", "archiviata", {SE}, guard=guards.protocolled),
    _move("bozza convocata", "annullata", {SE}),
    _move("convocata", "rinviata", {SE}),
    _move("chiusa", "in_corso", {SE}),
))  # fmt: skip

MINUTES = Lifecycle("meeting", "minutes_status", ("bozza",), (
    _move("bozza", "in_revisione", {SE}),
    _move("in_revisione", "bozza", {SE}, reason=True),
    _move("bozza in_revisione", "definitivo", {SE}, auto=True),
    _move("definitivo", "bozza", {PR}, reason=True),
    _move("definitivo", "firmato", {SE}, guard=guards.signed_file, brings=True),
    _move("definitivo firmato", "protocollato", {SE}),
    _move("protocollato", "pubblicato", {SE}),
), "minutes_reason")  # fmt: skip

PROPOSAL = Lifecycle("item_proposal", "status", ("proposto",), (
    _move("proposto", "accolto", {SE}, auto=True),
    _move("proposto", "non_accolto", {SE}, reason=True),
    _move("non_accolto", "proposto", {SE}),
    _move("accolto", "proposto", {SE}, auto=True),
), "answer")  # fmt: skip

DECISION = Lifecycle("decision", "status", ("proposta",), (
    _move("proposta", "adottata", {SE, PR}),
    _move("proposta", "respinta", {SE, PR}),
    _move("proposta", "rinviata", {SE, PR}),
    _move("adottata", "trasmessa", {SE, PR}, guard=guards.of_another_body),
    _move("trasmessa", "recepita", {SE, PR}, guard=guards.adopted_act),
    _move("trasmessa", "non_recepita", {SE, PR}),
    _move("adottata", "in_attuazione", {SE, PR}),
    _move("in_attuazione", "attuata", {SE, PR}),
    _move("adottata in_attuazione", "superata", {SE, PR}, guard=guards.superseded),
    _move("adottata in_attuazione", "revocata", {SE, PR}),
))  # fmt: skip

ACTION = Lifecycle("action_item", "status", ("da_fare",), (
    _move("da_fare", "in_corso", {SE, PR}, {CO}),
    _move("da_fare in_corso", "completata", {SE, PR}, {CO}),
    _move("completata", "verificata", {SE, PR}),
    _move("da_fare in_corso", "bloccata", {SE, PR}, {CO}, reason=True),
    _move("bloccata", "in_corso", {SE, PR}, {CO}),
    _move("bloccata", "da_fare", {SE, PR}, {CO}),
    _move("da_fare in_corso bloccata completata verificata", "annullata", {SE, PR}),
), "note")  # fmt: skip

CONTRIBUTION = Lifecycle("contribution", "status", ("ricevuto",), (
    _move("ricevuto", "pubblicato", {SE}),
    _move("ricevuto", "non_pubblicabile", {SE}, guard=guards.moderated),
    _move("pubblicato", "in_esame", {SE}, guard=guards.on_agenda),
    _move("pubblicato", "assegnato", {SE}, guard=guards.placed),
    _move("in_esame assegnato", "accolto", {SE}, guard=guards.motivated),
    _move("in_esame assegnato", "parzialmente_accolto", {SE}, guard=guards.motivated),
    _move("in_esame assegnato", "non_accolto", {SE}, guard=guards.motivated),
    _move("in_esame assegnato", "fuori_competenza", {SE}, guard=guards.motivated),
    _move("accolto parzialmente_accolto non_accolto fuori_competenza", "riscontrato", {SE}, guard=guards.replied),
))  # fmt: skip

PATCH = Lifecycle("decision", "patch_state", ("bozza",), (
    _move("bozza non_applicata da_rivedere", "applicata", set(), auto=True),
    _move("bozza da_rivedere applicata", "non_applicata", set(), auto=True),
    _move("bozza non_applicata", "da_rivedere", set(), auto=True),
    _move("non_applicata da_rivedere", "bozza", set(), auto=True),
))  # fmt: skip
"""What a decision changes in the register follows the vote (usecases/patches.py): nobody moves it by hand."""

LIFECYCLES: tuple[Lifecycle, ...] = (
    PROJECT, INTERVENTION, PACT, MEETING, MINUTES, PROPOSAL, DECISION, PATCH, ACTION, CONTRIBUTION,
)  # fmt: skip


def lifecycles_of(entity: type[Entity]) -> tuple[Lifecycle, ...]:
    """The life cycles of an entity: most have none, a sitting has two."""
    return tuple(cycle for cycle in LIFECYCLES if cycle.entity == entity.name)


def due_move(cycle: Lifecycle, values: Values, today: date) -> Move | None:
    """The passage that the day makes by itself, None when there is none."""
    days = ((move, move.on(values)) for move in cycle.moves_from(values[cycle.field]) if move.on)
    return next((move for move, day in days if day is not None and day <= today), None)


def move_problem(
    cycle: Lifecycle, values: Values, to: str, person: Person, around: Surroundings, *,
    owned: bool = False, reason: str | None = None, asked: bool = True,
) -> str | None:  # fmt: skip
    """Why a record may not pass to a state, in a translated sentence; None when it may.

    `values` are the record's, in the state it leaves; `owned` says whether this person leads it; `reason` is the one
    given for this passage (the one of an earlier passage, still on the record, does not count). Not `asked` yet, the
    fields the passage asks for are not looked at.
    """
    state = values[cycle.field]
    move = cycle.move(state, to)
    if move is None:
        shown = ENTITIES[cycle.entity].fields[cycle.field].show
        allowed = [shown(m.to) for m in cycle.moves_from(state) if m.open_to(person, owned)]
        return tr(N_("Da «{state}» non si passa a «{to}»; si può passare a: {allowed}.")).format(
            state=shown(state) or "–", to=shown(to), allowed=", ".join(allowed) or "–")  # fmt: skip
    if not move.open_to(person, owned):
        return tr(N_("Questo passaggio di stato spetta ad altri."))
    if move.reason and not reason:
        return tr(N_("Per questo passaggio serve un motivo."))
    if (move.asks or move.brings) and not asked:
        return None
    for name in move.asks:
        if values[name] in (None, "", ()):
            label = tr(ENTITIES[cycle.entity].fields[name].label)
            return tr(N_("Per questo passaggio va compilato «{field}».")).format(field=label)
    sentence = move.guard(values, around) if move.guard and not (move.yields and reason) else None
    return tr(sentence) if sentence else None

__all__ = [
    "ACTION", "CONTRIBUTION", "DECISION", "INTERVENTION", "LIFECYCLES", "MEETING", "MINUTES", "PACT", "PROJECT",
    "PROPOSAL", "Guard", "Lifecycle", "Move", "Surroundings", "due_move", "lifecycles_of", "move_problem",
]  # fmt: skip
