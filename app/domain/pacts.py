"""Collaboration pacts and their reports (DOMAIN §2, §5.4)."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Choices, Day, Flag, Integer, Link, Links, LongText, Money, Text, Value
from app.domain.permissions import Can

ANSWER_DAYS = 30
"""Days within which the Equipe Beni Comuni answers a proposal (Regolamento CC 43/2025, municipal page)."""


class Pact(Entity, name="pact"):
    """Patto di collaborazione."""

    label, labels = N_("Patto di collaborazione"), N_("Patti di collaborazione")
    write, write_own, own = Can.EDIT_PACTS, Can.DRAFT_PACTS, ("proposer", "parties", "responsible")
    own_states = ("proposta_ricevuta",)
    caption = ("code", "title")
    pattern = "PC{n}"

    number = Text(N_("Numero"), max_length=20)
    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    type = Choice(N_("Tipo"), required=True, options="pact_type", default="ordinario", facet=True)
    initiative = Choice(N_("Iniziativa"), required=True, options="pact_initiative", default="cittadini", facet=True)
    common_good = Text(N_("Bene comune"), required=True, max_length=300, search=True)
    good_nature = Choice(N_("Natura del bene"), options="good_nature")
    place = Link(N_("Luogo"), to="place")
    actions = Choices(N_("Azioni"), required=True, options="pact_action", facet=True)
    proposer = Link(N_("Proponente"), to="actor", required=True, facet=True)
    parties = Links(N_("Firmatari"), to="actor", qualifier=Day(N_("Firmato il")))
    objectives = Links(N_("Obiettivi"), to="objective")
    project = Link(N_("Progetto"), to="project")
    motivations = LongText(N_("Motivazioni"), search=True)
    activities = LongText(N_("Attività"), search=True)
    resources_offered = LongText(N_("Risorse offerte"))
    economic_resources = Money(N_("Risorse economiche"))
    support = Choices(N_("Forme di sostegno"), options="pact_support", facet=True)
    municipality_commitments = LongText(N_("Obblighi del Comune"))
    citizen_commitments = LongText(N_("Obblighi dei cittadini"))
    insurance = Text(N_("Assicurazione"), max_length=500)
    safety = Text(N_("Sicurezza"), max_length=500)
    received = Day(N_("Proposta ricevuta il"), required=True)
    protocol = Text(N_("Numero di protocollo"), max_length=60, synonyms=("protocollo",))
    equipe_due = Day(N_("Risposta entro il"), computed=True)
    responsible = Link(N_("Settore responsabile"), to="actor", required_from="in_istruttoria")
    role_title = Text(N_("Dirigente responsabile"), max_length=200)
    notice_published = Day(N_("Avviso pubblicato il"))
    giunta_act = Text(N_("Atto della Giunta"), max_length=200)
    signed = Day(N_("Sottoscritto il"), required_from="sottoscritto")
    start = Day(N_("Decorrenza"))
    end = Day(N_("Scadenza"), required_from="sottoscritto")
    renewable = Flag(N_("Rinnovabile"))
    renewed_from = Link(N_("Rinnova il patto"), to="pact")
    report_due = Day(N_("Prossima rendicontazione"))
    publication_url = Text(N_("Pubblicato in"), max_length=500)
    status = Choice(N_("Stato"), required=True, options="pact_status", default="proposta_ricevuta", facet=True)
    status_reason = Text(N_("Motivo dello stato"), max_length=500)

    @classmethod
    def derive(cls, values: Values) -> dict[str, Value]:
        received = values.get("received")
        return {"equipe_due": received + timedelta(days=ANSWER_DAYS) if received else None}

    @rule("end", "start")
    def _period(values: Values) -> str | None:
        if not starts_before_it_ends(values["start"], values["end"]):
            return N_("La scadenza del patto viene prima della decorrenza.")
        return None

    @rule("signed", "received")
    def _signed(values: Values) -> str | None:
        if not starts_before_it_ends(values["received"], values["signed"]):
            return N_("Il patto risulta firmato prima di essere proposto.")
        return None


_RENEWED = (
    "title", "type", "initiative", "common_good", "good_nature", "place", "actions", "proposer", "objectives",
    "project", "motivations", "activities", "resources_offered", "economic_resources", "support",
    "municipality_commitments", "citizen_commitments", "insurance", "safety", "responsible", "role_title", "renewable",
    "visibility",
)  # fmt: skip
"""What a renewed pact says again; number, acts, signatures and dates are its own."""


def renewal(values: Values) -> tuple[str, Values]:
    """The pact that renews one: a proposal received today, linked to the old one, from the day after it ends."""
    again = {name: values[name] for name in _RENEWED}
    parties = tuple(str(party).partition(":")[0] for party in values["parties"] or ())
    start = values["end"] + timedelta(days=1) if values["end"] else None
    return "pact", {**again, "parties": parties, "received": clock.today(), "start": start,
                    "renewed_from": values["code"]}  # fmt: skip


class PactReport(Entity, name="pact_report"):
    """Rendicontazione of a pact."""

    label, labels = N_("Rendicontazione"), N_("Rendicontazioni")
    write, write_own, own = Can.EDIT_PACTS, Can.DRAFT_PACTS, ("pact",)
    part_of = "pact"
    caption = ("pact", "period_to")
    pattern = "{pact}-R{n}"

    pact = Link(N_("Patto"), to="pact", required=True)
    period_from = Day(N_("Periodo dal"))
    period_to = Day(N_("Periodo al"), required=True)
    activities = LongText(N_("Attività svolte"), required=True)
    hours = Integer(N_("Ore"))
    participants = Integer(N_("Partecipanti"))
    expenses = Money(N_("Spese"))
    outcomes = LongText(N_("Risultati"))
    difficulties = LongText(N_("Difficoltà"))
    approved_on = Day(N_("Approvata il"))

    @rule("period_to", "period_from")
    def _period(values: Values) -> str | None:
        if not starts_before_it_ends(values["period_from"], values["period_to"]):
            return N_("La fine del periodo viene prima dell'inizio.")
        return None
