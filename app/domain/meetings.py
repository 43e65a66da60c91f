"""Sittings: agenda, attendance, conflicts, speeches, votes (DOMAIN §5.5)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256

from app.core.i18n import N_
from app.domain.entity import Entity, Snapshot, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Day, Flag, Integer, Link, Links, LongText, Text, Time, Value
from app.domain.permissions import Can

_NUMBER = re.compile(r"\d{1,5}/\d{4}")


def is_number(text: str) -> bool:
    """Whether a text is a progressive number of a year: 2/2026."""
    return bool(_NUMBER.fullmatch(text))


_MOVES_MINUTES = (Can.RUN_MEETINGS, Can.CONFIRM_MINUTES)
"""The secretary brings the minutes forward, the president sends final ones back; the sitting's state follows them."""


class Meeting(Entity, name="meeting"):
    """Seduta of a body."""

    label, labels = N_("Seduta"), N_("Sedute")
    write = Can.RUN_MEETINGS
    caption = ("number", "date")
    pattern = "S{n}"
    key = ("body", "number")

    body = Link(N_("Organo"), to="body", required=True, write=Can.CONVENE)
    number = Text(N_("Numero"), max_length=12, write=Can.CONVENE)
    kind = Choice(N_("Tipo"), required=True, options="meeting_kind", default="ordinaria", write=Can.CONVENE, facet=True)
    call = Choice(N_("Tipo di convocazione"), required=True, options="call", default="unica", write=Can.CONVENE,
                  synonyms=("Convocazione",))  # fmt: skip
    date = Day(N_("Data"), required=True, write=Can.CONVENE)
    start_planned = Time(N_("Ora prevista"), required=True, write=Can.CONVENE)
    start_actual = Time(N_("Inizio effettivo"))
    end_actual = Time(N_("Fine"))
    place = Link(N_("Luogo"), to="place", write=Can.CONVENE)
    mode = Choice(N_("Forma"), required=True, options="mode", default="presenza", write=Can.CONVENE)
    link = Text(N_("Collegamento"), max_length=500, write=Can.CONVENE)
    status = Choice(N_("Stato"), required=True, options="meeting_status", default="bozza", facet=True,
                    write=_MOVES_MINUTES)  # fmt: skip
    chair = Link(N_("Presiede"), to="person")
    secretary = Link(N_("Verbalizza"), to="person")
    convened_on = Day(N_("Convocata il"), write=Can.CONVENE)
    convened_protocol = Text(N_("Protocollo della convocazione"), max_length=40, write=Can.CONVENE)
    urgency_reason = Text(N_("Motivo dell'urgenza"), max_length=500, write=Can.CONVENE)
    documents_from = Day(N_("Documenti disponibili dal"), write=Can.CONVENE)
    apologies_by = Day(N_("Assenze da comunicare entro il"), write=Can.CONVENE)
    postponed_from = Day(N_("Rinviata dal giorno"), write=Can.CONVENE)
    series = Link(N_("Serie"), to="meeting_series", write=Can.CONVENE)
    ics_sequence = Integer(N_("Invio del calendario"), maximum=9999, write=Can.CONVENE)
    register_seq = Integer(N_("Stato del registro"))
    next_meeting_hint = Text(N_("Prossima seduta"), max_length=300)
    opening_note = LongText(N_("Nota d'apertura"), max_length=5000, rich=True)
    closing_note = LongText(N_("Nota di chiusura"), max_length=5000, rich=True)
    minutes_number = Text(N_("Numero del verbale"), max_length=12)
    minutes_status = Choice(N_("Stato del verbale"), options="minutes_status", facet=True, write=_MOVES_MINUTES)
    minutes_reason = Text(N_("Motivo dello stato del verbale"), max_length=500, write=_MOVES_MINUTES)
    agenda_approved_on = Day(N_("Ordine del giorno approvato il"), write=Can.APPROVE_AGENDA)
    agenda_approved_as = Text(N_("Impronta dell'ordine del giorno approvato"), max_length=64, write=Can.APPROVE_AGENDA)

    @rule("end_actual", "start_actual")
    def _times(values: Values) -> str | None:
        start, end = values["start_actual"], values["end_actual"]
        return N_("La seduta finisce prima di cominciare.") if start and end and end < start else None

    @rule("number")
    def _number(values: Values) -> str | None:
        return None if not values["number"] or is_number(values["number"]) else N_("Il numero si scrive come 2/2026.")

    @rule("minutes_number")
    def _minutes_number(values: Values) -> str | None:
        number = values["minutes_number"]
        return None if not number or is_number(number) else N_("Il numero del verbale si scrive come 2/2026.")

    @rule("convened_on", "date")
    def _convened(values: Values) -> str | None:
        if not starts_before_it_ends(values["convened_on"], values["date"]):
            return N_("La seduta risulta convocata dopo essersi tenuta.")
        return None


class AgendaItem(Entity, name="agenda_item"):
    """Punto all'ordine del giorno, with what was said and decided on it."""

    label, labels = N_("Punto all'ordine del giorno"), N_("Punti all'ordine del giorno")
    write = Can.RUN_MEETINGS
    part_of = "meeting"
    caption = ("position", "title")
    pattern = "{meeting}.{position}"

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    position = Integer(N_("Numero"), required=True, minimum=1, maximum=999)
    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    kind = Choice(N_("Tipo"), required=True, options="agenda_kind", default="deliberazione")
    projects = Links(N_("Progetti"), to="project")
    pacts = Links(N_("Patti"), to="pact")
    contributions = Links(N_("Contributi"), to="contribution")
    objectives = Links(N_("Obiettivi"), to="objective")
    rapporteur = Link(N_("Relatore"), to="person")
    report_text = LongText(N_("Relazione e discussione"), rich=True, search=True)
    outcome = Choice(N_("Esito"), options="agenda_outcome")
    carried_from = Link(N_("Rinviato dal punto"), to="agenda_item")
    added_later = Flag(N_("Aggiunto dopo la convocazione"), default=False)
    confidential = Flag(N_("Riservato"), default=False)
    duration = Integer(N_("Durata prevista (minuti)"), maximum=600)
    section = Text(N_("Sezione"), max_length=120)
    supplement = Link(N_("Integrazione"), to="supplement")
    postponements = Integer(N_("Rinvii"), maximum=999)
    carry_reason = Text(N_("Motivo del rinvio"), max_length=500)
    started = Time(N_("Discusso dalle"))
    ended = Time(N_("Discusso fino alle"))


def agenda_mark(items: Sequence[Snapshot]) -> str:
    """SHA-256 of an agenda: what its items are, in their order. Whoever approved it approved this and nothing else."""
    told = [(item["title"], item["kind"]) for item in sorted(items, key=lambda one: (one["position"], one.id))]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class ItemProposal(Entity, name="item_proposal"):
    """Punto proposto: what a member would put on an agenda; the secretary accepts it into a sitting, or answers."""

    label, labels = N_("Proposta di punto"), N_("Proposte di punti")
    write, write_own, own, own_states = Can.CONVENE, Can.PROPOSE_ITEMS, ("by",), ("proposto",)
    caption = ("title",)
    pattern = "PP{n}"

    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    kind = Choice(N_("Tipo"), required=True, options="agenda_kind", default="deliberazione")
    why = LongText(N_("Perché portarlo in seduta"), max_length=5000, search=True)
    by = Link(N_("Proposto da"), to="person", required=True, facet=True)
    proposed_on = Day(N_("Proposto il"), required=True)
    projects = Links(N_("Progetti"), to="project")
    pacts = Links(N_("Patti"), to="pact")
    contributions = Links(N_("Contributi"), to="contribution")
    objectives = Links(N_("Obiettivi"), to="objective")
    duration = Integer(N_("Durata prevista (minuti)"), maximum=600)
    status = Choice(N_("Stato"), required=True, options="proposal_status", default="proposto", facet=True)
    answer = LongText(N_("Risposta"), max_length=2000, write=Can.CONVENE)
    item = Link(N_("Punto all'ordine del giorno"), to="agenda_item", write=Can.CONVENE)


class Attendance(Entity, name="attendance", plural="attendance"):
    """Presenza of a person at a sitting."""

    label, labels = N_("Presenza"), N_("Presenze")
    write = Can.RUN_MEETINGS
    part_of = "meeting"
    caption = ("person", "status")
    pattern = "{meeting}-{person}"
    key = ("meeting", "person")

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    person = Link(N_("Persona"), to="person", required=True)
    status = Choice(N_("Presenza"), required=True, options="attendance_status", default="presente")
    mode = Choice(N_("Forma"), options="mode")
    delegate = Link(N_("Delega a"), to="person")
    note = Text(N_("Nota"), max_length=300)

    @rule("mode", "status")
    def _absent_has_no_mode(values: Values) -> str | None:
        if values["mode"] and str(values["status"]).startswith("assente"):
            return N_("Chi è assente non ha una forma di partecipazione.")
        return None


class AttendanceEvent(Entity, name="attendance_event"):
    """Entra, esce, rientra: at a time, during an item."""

    label, labels = N_("Movimento"), N_("Movimenti")
    write = Can.RUN_MEETINGS
    part_of = "meeting"
    caption = ("time", "person", "event")
    pattern = "{meeting}-E{n}"

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    person = Link(N_("Persona"), to="person", required=True)
    time = Time(N_("Ora"), required=True)
    event = Choice(N_("Movimento"), required=True, options="attendance_event")
    item = Link(N_("Punto"), to="agenda_item")


class Conflict(Entity, name="conflict"):
    """Conflitto di interessi declared on an item."""

    label, labels = N_("Conflitto di interessi"), N_("Conflitti di interessi")
    write = Can.RUN_MEETINGS
    part_of = "item"
    caption = ("item", "person")
    pattern = "{item}-C{n}"

    item = Link(N_("Punto"), to="agenda_item", required=True)
    person = Link(N_("Persona"), to="person", required=True)
    reason = Text(N_("Motivo"), required=True, max_length=500)
    leaves = Flag(N_("Si allontana"), required=True, default=True)
    time = Time(N_("Ora"))


class Speech(Entity, name="speech", plural="speeches"):
    """Intervento in the discussion, third person and short; verbatim only on request."""

    label, labels = N_("Intervento nella discussione"), N_("Interventi nella discussione")
    write = Can.RUN_MEETINGS
    part_of = "item"
    caption = ("order", "person")
    pattern = "{item}-I{n}"

    item = Link(N_("Punto"), to="agenda_item", required=True)
    person = Link(N_("Persona"), to="person", required=True)
    order = Integer(N_("Ordine"), required=True)
    text = LongText(N_("Testo"), required=True, max_length=20_000, rich=True, search=True)
    verbatim = Flag(N_("Testuale, a richiesta"), default=False)


VOTE_NAMES = ("names_favour", "names_against", "names_abstained", "names_not_participating")
"""The fields of a vote with the names of a side; empty in a secret one."""


class Vote(Entity, name="vote"):
    """Votazione on an item: the five numbers, always."""

    label, labels = N_("Votazione"), N_("Votazioni")
    write = Can.RUN_MEETINGS
    part_of = "item"
    caption = ("item",)
    pattern = "{item}-V{n}"

    item = Link(N_("Punto"), to="agenda_item", required=True)
    mode = Choice(N_("Modo"), required=True, options="vote_mode", default="palese_alzata_mano")
    majority = Choice(N_("Maggioranza"), options="majority")
    present = Integer(N_("Presenti"), required=True)
    voting = Integer(N_("Votanti"), required=True)
    favour = Integer(N_("Favorevoli"), required=True)
    against = Integer(N_("Contrari"), required=True)
    abstained = Integer(N_("Astenuti"), required=True)
    not_participating = Integer(N_("Non partecipanti"))
    blank = Integer(N_("Bianche e nulle"))
    names_favour = Links(N_("Chi è favorevole"), to="person")
    names_not_participating = Links(N_("Chi non partecipa"), to="person")
    names_against = Links(N_("Chi è contrario"), to="person")
    names_abstained = Links(N_("Chi si astiene"), to="person")
    result = Choice(N_("Risultato"), options="vote_result")
    tie_break = Flag(N_("Decide il voto di chi presiede"))
    required = Integer(N_("Maggioranza richiesta"))
    rules_version = Integer(N_("Versione delle regole"))
    explained = Text(N_("Esito spiegato"), max_length=500)

    @rule("present", "voting", "favour", "against", "abstained", "not_participating", "blank")
    def _adds_up(values: Values) -> str | None:
        ways = [vote_problem(values, abstainers_vote=one, blanks_vote=other)
                for one in (False, True) for other in (True, False)]  # fmt: skip
        return None if None in ways else ways[0]

    @rule(*VOTE_NAMES, "mode")
    def _secret(values: Values) -> str | None:
        if values["mode"] == "segreta" and any(values[name] for name in VOTE_NAMES):
            return N_("In una votazione segreta non si scrivono i nomi.")
        return None

    @rule("blank", "mode")
    def _blank(values: Values) -> str | None:
        if values["blank"] and values["mode"] != "segreta":
            return N_("Schede bianche e nulle ci sono solo in una votazione segreta.")
        return None

    @rule("names_favour", "favour")
    def _names_favour(values: Values) -> str | None:
        return _names(values["names_favour"], values["favour"], N_("I nomi dei favorevoli sono più dei favorevoli."))

    @rule("names_against", "against")
    def _names_against(values: Values) -> str | None:
        return _names(values["names_against"], values["against"], N_("I nomi dei contrari sono più dei contrari."))

    @rule("names_abstained", "abstained")
    def _names_abstained(values: Values) -> str | None:
        return _names(
            values["names_abstained"], values["abstained"], N_("I nomi degli astenuti sono più degli astenuti.")
        )

    @rule("names_not_participating", "not_participating")
    def _names_away(values: Values) -> str | None:
        return _names(values["names_not_participating"], values["not_participating"],
                      N_("I nomi di chi non partecipa sono più dei non partecipanti."))  # fmt: skip


def vote_problem(values: Values, *, abstainers_vote: bool, blanks_vote: bool = True) -> str | None:
    """Why the numbers of a vote do not add up, None when they do (DOMAIN §0.6).

    Default: present = voting + abstained + not participating, voting = favour + against + blank. Where the body counts
    abstainers among the voters, or leaves blank ballots out of them, they pass from one side to the other.
    """
    present, voting = values["present"] or 0, values["voting"] or 0
    cast = (values["favour"] or 0) + (values["against"] or 0)
    abstained, away, blank = (values.get(name) or 0 for name in ("abstained", "not_participating", "blank"))
    counted = (abstained if abstainers_vote else 0) + (blank if blanks_vote else 0)
    if voting != cast + counted:
        return N_("I conti del voto non tornano: i votanti non sono la somma dei voti espressi.")
    if present != voting + away + abstained + blank - counted:
        return N_("I conti del voto non tornano: presenti = votanti + astenuti + non partecipanti.")
    return None


def _names(names: Value, number: Value, sentence: str) -> str | None:
    return sentence if len(names or ()) > (number or 0) else None
