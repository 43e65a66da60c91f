"""Before a sitting: series of them, models of agenda, additions to an agenda sent, proof that the notice arrived."""

from __future__ import annotations

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Day, File, Flag, Integer, Link, Moment, Rules, Text, Time
from app.domain.permissions import Can
from app.domain.recurrence import Recurrence


class AgendaTemplate(Entity, name="agenda_template"):
    """Modello di ordine del giorno: the items a draft starts with, each with section, title, kind, minutes."""

    label, labels = N_("Modello di ordine del giorno"), N_("Modelli di ordine del giorno")
    write = Can.CONVENE
    caption = ("name",)
    pattern = "MOD{n}"

    name_ = Text(N_("Nome"), required=True, max_length=120)
    body = Link(N_("Organo"), to="body")
    items = Rules(N_("Punti"), shape=list, required=True)

    @rule("items")
    def _items(values: Values) -> str | None:
        rows = values["items"] or ()
        if all(isinstance(row, dict) and str(row.get("title") or "").strip() for row in rows):
            return None
        return N_("Ogni punto del modello ha un titolo.")


class MeetingSeries(Entity, name="meeting_series", plural="meeting_series"):
    """Calendario delle sedute: sittings that come back, and on which days."""

    label, labels = N_("Serie di sedute"), N_("Serie di sedute")
    write = Can.CONVENE
    caption = ("name",)
    pattern = "SER{n}"

    name_ = Text(N_("Nome"), required=True, max_length=120)
    body = Link(N_("Organo"), to="body", required=True)
    first = Day(N_("Prima seduta"), required=True)
    start_planned = Time(N_("Ora prevista"), required=True)
    every = Integer(N_("Ogni"), required=True, minimum=1, maximum=366)
    unit = Choice(N_("Unità"), required=True, options="series_unit", default="mesi_settimana")
    until = Day(N_("Fino al"))
    count = Integer(N_("Numero di sedute"), minimum=1, maximum=200)
    on_holiday = Choice(N_("Se il giorno è festivo"), required=True, options="on_holiday", default="avanti")
    place = Link(N_("Luogo"), to="place")
    mode = Choice(N_("Forma"), required=True, options="mode", default="presenza")
    template = Link(N_("Modello di ordine del giorno"), to="agenda_template")
    active = Flag(N_("Attiva"), default=True)

    @rule("until", "first")
    def _period(values: Values) -> str | None:
        if not starts_before_it_ends(values["first"], values["until"]):
            return N_("La serie finisce prima di cominciare.")
        return None


def recurrence_of(series: Values) -> Recurrence:
    """The dates a series describes.

    Raises:
        Refused: it cannot be followed.
    """
    first, unit, move = series["first"], series["unit"], series["on_holiday"]
    if first is None:
        raise Refused(N_("Alla serie di sedute manca la prima data."))
    return Recurrence(first, series["every"] or 1, unit, move, series["until"], series["count"])


class Supplement(Entity, name="supplement"):
    """Integrazione dell'ordine del giorno: items added after the convocation, sent with a date of their own."""

    label, labels = N_("Integrazione dell'ordine del giorno"), N_("Integrazioni dell'ordine del giorno")
    write = Can.CONVENE
    part_of = "meeting"
    caption = ("meeting", "number")
    pattern = "{meeting}-INT{n}"

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    number = Integer(N_("Numero"), required=True, minimum=1, maximum=99)
    sent_on = Day(N_("Inviata il"))
    protocol = Text(N_("Protocollo"), max_length=40)
    reason = Text(N_("Motivo"), max_length=500)


class NoticeDelivery(Entity, name="notice_delivery", plural="notice_deliveries"):
    """Invio della convocazione to one person: by which channel, when, and the proof that it arrived."""

    label, labels = N_("Invio della convocazione"), N_("Invii della convocazione")
    write = Can.CONVENE
    part_of = "meeting"
    caption = ("person", "channel")
    pattern = "{meeting}-IN{n}"

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    person = Link(N_("Persona"), to="person", required=True)
    supplement = Link(N_("Integrazione"), to="supplement")
    channel = Choice(N_("Canale"), required=True, options="notice_channel", default="email")
    address = Text(N_("Indirizzo"), max_length=300)
    sent_at = Moment(N_("Inviata alle"))
    delivered_at = Moment(N_("Consegnata alle"))
    outcome = Choice(N_("Esito della consegna"), required=True, options="delivery_outcome", default="in_attesa")
    receipt = File(N_("Ricevuta"))
    receipt_name = Text(N_("Nome del file"), max_length=200)
    note = Text(N_("Nota"), max_length=500)
    visibility = Choice(N_("Visibilità"), required=True, options="visibility", default="interna")
