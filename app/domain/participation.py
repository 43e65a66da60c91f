"""The path and its stages, what citizens say, and the pairs the committee examined (DOMAIN §5.4–5.5)."""

from __future__ import annotations

import calendar
import re
from datetime import date

from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Day, Flag, Integer, Link, LongText, Rules, Text, Value
from app.domain.permissions import Can
from app.domain.quorum import natural

EVALUATED = frozenset({"accolto", "parzialmente_accolto", "non_accolto", "fuori_competenza", "riscontrato"})


class Process(Entity, name="process", plural="processes"):
    """Percorso."""

    label, labels = N_("Percorso"), N_("Percorsi")
    write = Can.EDIT_OBJECTIVES
    caption = ("title",)
    pattern = "PER{n}"

    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    description = LongText(N_("Descrizione"), search=True)
    date_from = Day(N_("Dal"))
    date_to = Day(N_("Al"))

    @rule("date_to", "date_from")
    def _period(values: Values) -> str | None:
        if not starts_before_it_ends(values["date_from"], values["date_to"]):
            return N_("La fine del percorso viene prima dell'inizio.")
        return None


class Stage(Entity, name="stage"):
    """Tappa of the path; `when` is as people say it: 2024, 2025-01 – 2025-08, fine 09/2025, 11/09/2025."""

    label, labels = N_("Tappa"), N_("Tappe del percorso")
    write = Can.EDIT_OBJECTIVES
    seen_with = ("process",)
    caption = ("when", "title")
    pattern = "TAP{n:02}"

    process = Link(N_("Percorso"), to="process")
    when = Text(N_("Quando"), required=True, max_length=60)
    precision = Choice(N_("Precisione"), required=True, options="precision", default="giorno")
    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    type = Choice(N_("Tipo"), options="stage_type", facet=True)
    date_from = Day(N_("Dal"), computed=True)
    date_to = Day(N_("Al"), computed=True)
    description = LongText(N_("Descrizione"), search=True)
    place = Link(N_("Luogo"), to="place")
    documents = LongText(N_("Documenti"), max_length=2000)
    status = Choice(N_("Stato"), options="stage_status", facet=True)
    source = Text(N_("Fonte"), max_length=300)

    @classmethod
    def derive(cls, values: Values) -> dict[str, Value]:
        first, last = span(str(values.get("when") or ""))
        return {"date_from": first, "date_to": last}

    @rule("when")
    def _readable(values: Values) -> str | None:
        if values["when"] and span(values["when"])[0] is None:
            return N_("Scrivete quando come 2024, 2025-01, 2025-01 – 2025-08 oppure 11/09/2025.")
        return None


def span(when: str) -> tuple[date | None, date | None]:
    """First and last day meant by a period in words; (None, None) when it cannot be read."""
    parts = [_point(part) for part in re.split(r"\s+[–-]\s+", when.strip())]
    if not parts or any(part is None for part in parts):
        return None, None
    known = [part for part in parts if part]
    return known[0][0], known[-1][1]


def _point(text: str) -> tuple[date, date] | None:
    """2024 → the whole year; 2025-01 or 09/2025 → the month; a day → itself."""
    bare = re.sub(r"^(inizio|metà|fine)\s+", "", text.strip())
    try:
        if m := re.fullmatch(r"(\d{4})", bare):
            return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
        if m := re.fullmatch(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4}))", bare):
            year, month = (int(m[1]), int(m[2])) if m[1] else (int(m[4]), int(m[3]))
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if m := re.fullmatch(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))", bare):
            day = date(*map(int, m.group(1, 2, 3))) if m[1] else date(*map(int, m.group(6, 5, 4)))
            return day, day
    except ValueError:
        return None
    return None


class Contribution(Entity, name="contribution"):
    """Contributo: «Dai il tuo contributo». Everybody of the committee enters and links them; names and
    contacts, optional, are the secretary's only, and so are moderation, evaluation and reply."""

    label, labels = N_("Contributo"), N_("Contributi")
    write, discard = Can.CONTRIBUTE, Can.MODERATE
    caption = ("code", "text")
    pattern = "C{n:02}"

    date = Day(N_("Data"), required=True, synonyms=("data segnalazione", "data inserimento", "creato"))
    channel = Choice(N_("Canale"), required=True, options="channel", facet=True)
    text = LongText(N_("Testo"), required=True, max_length=10_000, search=True,
                    synonyms=("descrizione", "descrizione breve", "contributo", "segnalazione", "oggetto"))  # fmt: skip
    author_type = Choice(N_("Chi scrive"), required=True, options="author_type", facet=True)
    author_name = Text(N_("Nome"), max_length=200, read=Can.READ_CONTACTS, write=Can.READ_CONTACTS)
    contact = Text(N_("Recapito"), max_length=200, read=Can.READ_CONTACTS, write=Can.READ_CONTACTS)
    consent = Flag(N_("Consenso al contatto"), read=Can.READ_CONTACTS, write=Can.READ_CONTACTS)
    retention_until = Day(N_("Conservare i dati fino al"), read=Can.READ_CONTACTS, write=Can.READ_CONTACTS)
    zone = Link(N_("Zona"), to="zone", facet=True)
    outcome = Link(N_("Risultato atteso"), to="outcome_area", facet=True)
    need = Link(N_("Bisogno"), to="need")
    themes = Rules(N_("Temi"), shape=list, search=False)
    status = Choice(N_("Stato"), required=True, options="contribution_status", default="ricevuto", facet=True)
    moderation_reason = Text(N_("Motivo della moderazione"), max_length=500, write=Can.MODERATE)
    evaluation = Choice(N_("Valutazione"), options="evaluation", facet=True, write=Can.MODERATE)
    motivation = LongText(N_("Motivazione"), max_length=5000, write=Can.MODERATE)
    project = Link(N_("Progetto"), to="project")
    pact = Link(N_("Patto"), to="pact")
    item = Link(N_("Punto all'ordine del giorno"), to="agenda_item")
    reply = LongText(N_("Risposta"), max_length=5000, write=Can.MODERATE)
    replied_on = Day(N_("Risposto il"), write=Can.MODERATE)

    @rule("motivation", "evaluation")
    def _motivated(values: Values) -> str | None:
        if values["evaluation"] and not values["motivation"]:
            return N_("Una valutazione ha sempre una motivazione (L.R. Emilia-Romagna 15/2018).")
        return None

    @rule("evaluation", "status")
    def _evaluated(values: Values) -> str | None:
        if values["status"] in EVALUATED and not values["evaluation"]:
            return N_("In questo stato il contributo deve avere una valutazione.")
        return None

    @rule("moderation_reason", "status")
    def _moderated(values: Values) -> str | None:
        if values["status"] == "non_pubblicabile" and not values["moderation_reason"]:
            return N_("Per non pubblicare un contributo serve un motivo.")
        return None

    @rule("contact", "consent")
    def _contact(values: Values) -> str | None:
        if values["contact"] and not values["consent"]:
            return N_("Un recapito si conserva solo con il consenso di chi scrive.")
        return None


class PairReview(Entity, name="pair_review"):
    """Esame di coppia: what the committee said of two interventions that overlap or could help each other."""

    label, labels = N_("Esame di coppia"), N_("Esami di coppia")
    write = Can.CONTRIBUTE
    seen_with = ("a", "b")
    caption = ("a", "b")
    pattern = "EC{n}"
    key = ("a", "b", "kind")

    a = Link(N_("Primo intervento"), to="intervention", required=True)
    b = Link(N_("Secondo intervento"), to="intervention", required=True)
    kind = Choice(N_("Tipo"), required=True, options="pair_kind", facet=True)
    score = Integer(N_("Punteggio"), maximum=100)
    result = Choice(N_("Esito"), required=True, options="pair_result", facet=True)
    note = LongText(N_("Nota"), max_length=2000)
    decision = Link(N_("Decisione"), to="decision")

    @classmethod
    def derive(cls, values: Values) -> dict[str, Value]:
        """A pair has no order: of two codes the first in the order of codes comes first, so that it is written once."""
        pair = [values.get("a"), values.get("b")]
        return dict(zip(("a", "b"), sorted(map(str, pair), key=natural), strict=True)) if all(pair) else {}

    @rule("b", "a")
    def _two(values: Values) -> str | None:
        return N_("Una coppia è fatta di due interventi diversi.") if values["a"] == values["b"] else None


class AlertAck(Entity, name="alert_ack"):
    """Presa visione of a computed alert, until a day."""

    label, labels = N_("Presa visione"), N_("Prese visione")
    write = Can.CONTRIBUTE
    caption = ("key",)
    pattern = "PV{n}"

    key_ = Text(N_("Segnalazione"), required=True, max_length=120)
    until = Day(N_("Fino al"), required=True)
    note = Text(N_("Nota"), max_length=500)
    by = Link(N_("A cura di"), to="person")
