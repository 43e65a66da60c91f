"""Decisions, actions, minutes and their versions, remarks, attachments (DOMAIN §5.5)."""

from __future__ import annotations

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule
from app.domain.fields import Choice, Day, File, Flag, Integer, Link, Links, LongText, Moment, Rules, Text
from app.domain.meetings import is_number
from app.domain.permissions import Can


class Decision(Entity, name="decision"):
    """Decisione: an outcome of the cabina, which takes legal effect only when the competent body adopts its act."""

    label, labels = N_("Decisione"), N_("Decisioni")
    write = Can.DECIDE
    seen_with = ("item",)
    caption = ("number", "title")
    pattern = "D{n}"
    key = ("number",)

    number = Text(N_("Numero"), required=True, max_length=12)
    item = Link(N_("Punto"), to="agenda_item", required=True)
    type = Choice(N_("Tipo"), required=True, options="decision_type", facet=True)
    title = Text(N_("Oggetto"), required=True, max_length=300, search=True)
    text = LongText(N_("Testo"), required=True, rich=True, search=True)
    status = Choice(N_("Stato"), required=True, options="decision_status", default="proposta", facet=True)
    owner = Link(N_("Responsabile"), to="person", required=True, facet=True)
    competent_body = Text(N_("Organo competente"), max_length=300)
    due = Day(N_("Entro il"))
    sent_on = Day(N_("Trasmessa il"))
    adopted_act = Text(N_("Recepita con atto"), max_length=200)
    adopted_on = Day(N_("Recepita il"))
    patch = Rules(N_("Modifica del registro"), shape=list)
    patch_state = Choice(N_("Stato della modifica"), options="patch_state", facet=True)
    applied_on = Moment(N_("Applicata il"))
    revokes = Link(N_("Revoca la decisione"), to="decision")
    superseded_by = Link(N_("Superata dalla decisione"), to="decision")
    projects = Links(N_("Progetti"), to="project")
    objectives = Links(N_("Obiettivi"), to="objective")
    note = LongText(N_("Note"), max_length=5000)

    @rule("number")
    def _number(values: Values) -> str | None:
        return None if is_number(values["number"] or "") else N_("Il numero si scrive come 3/2026.")

    @rule("patch")
    def _patch(values: Values) -> str | None:
        from app.domain import patching  # noqa: PLC0415 - it knows every kind of record, this one among them

        try:
            patching.read(values["patch"])
        except Refused as refusal:
            return str(refusal)
        return None

    @classmethod
    def carries(cls, before: Values, after: Values) -> tuple[Values, tuple[tuple[str, Values], ...]]:
        """A decision with another in its place is no longer in force; what it did to the register is not rewritten."""
        same = before["patch_state"] == after["patch_state"]
        if same and before["applied_on"] != after["applied_on"]:
            raise Refused(N_("Quando una modifica è stata applicata lo scrive il programma."))
        if same and before["patch_state"] == "applicata" and before["patch"] != after["patch"]:
            raise Refused(N_("Questa decisione ha già modificato il registro: si torna indietro solo con un'altra "
                          "decisione."))  # fmt: skip
        replaced = after["superseded_by"] and not before["superseded_by"]
        gone = replaced and after["status"] in ("adottata", "in_attuazione")
        return {"status": "superata"} if gone else {}, ()


class ActionItem(Entity, name="action_item"):
    """Azione: who does what by when, after a decision or an item."""

    label, labels = N_("Azione"), N_("Azioni")
    write, write_own, own = Can.DECIDE, Can.OWN_ACTIONS, ("owner",)
    seen_with = ("decision", "item")
    caption = ("code", "text")
    pattern = "AZ{n:02}"

    decision = Link(N_("Decisione"), to="decision")
    item = Link(N_("Punto"), to="agenda_item")
    text = Text(N_("Che cosa"), required=True, max_length=500, search=True)
    owner = Link(N_("Chi"), to="person", required=True, facet=True)
    due = Day(N_("Entro il"), required=True)
    done_on = Day(N_("Fatta il"))
    status = Choice(N_("Stato"), required=True, options="action_status", default="da_fare", facet=True)
    note = LongText(N_("Nota"), max_length=5000)

    @rule("decision", "item")
    def _of_something(values: Values) -> str | None:
        if not values["decision"] and not values["item"]:
            return N_("Un'azione nasce da una decisione o da un punto all'ordine del giorno.")
        return None


class Minutes(Entity, name="minutes", plural="minutes"):
    """Verbale: what concerns the document; its number and status stand on the sitting."""

    label, labels = N_("Verbale"), N_("Verbali")
    write = Can.RUN_MEETINGS
    part_of = "meeting"
    caption = ("meeting",)
    pattern = "{meeting}-V"
    key = ("meeting",)

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    remarks_until = Day(N_("Osservazioni entro il"))
    signature_kind = Choice(N_("Firma"), options="signature_kind", write=Can.FINALISE)
    signers = Links(N_("Firmatari"), to="person", write=Can.FINALISE)
    signed_on = Day(N_("Firmato il"), write=Can.FINALISE)
    signature_report = Rules(N_("Verifica della firma"), write=Can.FINALISE)
    timestamped = Flag(N_("Con marca temporale"), write=Can.FINALISE)
    document_id = Text(N_("Identificativo del documento"), max_length=64, write=Can.FINALISE)
    protocol_register = Text(N_("Registro di protocollo"), max_length=40, write=Can.FINALISE)
    protocol_number = Text(N_("Numero di protocollo"), max_length=20, write=Can.FINALISE)
    protocol_date = Day(N_("Data di protocollo"), write=Can.FINALISE)
    classification = Text(N_("Classifica"), max_length=40, write=Can.FINALISE)
    dossier = Text(N_("Fascicolo"), max_length=40, write=Can.FINALISE)
    approved_in = Link(N_("Approvato nella seduta"), to="meeting")
    approval_vote = Link(N_("Votazione di approvazione"), to="vote")
    corrections = LongText(N_("Rettifiche"), max_length=20_000, rich=True)
    published_on = Day(N_("Pubblicato il"), write=Can.FINALISE)
    publication_url = Text(N_("Pubblicato in"), max_length=500, write=Can.FINALISE)


class MinutesVersion(Entity, name="minutes_version"):
    """Versione of the minutes: bytes kept as they were given out, never rendered again."""

    label, labels = N_("Versione del verbale"), N_("Versioni del verbale")
    write = Can.FINALISE
    part_of = "meeting"
    caption = ("meeting", "number")
    pattern = "{meeting}-V{n}"

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    number = Integer(N_("Versione"), required=True, minimum=1)
    reason = Text(N_("Motivo"), required=True, max_length=500)
    file = File(N_("File"), required=True)
    file_name = Text(N_("Nome del file"), required=True, max_length=200)
    final = Flag(N_("Definitivo"), default=False)
    signed = Flag(N_("Firmato"), default=False)
    public = Flag(N_("Estratto per la pubblicazione"), default=False)
    template = Text(N_("Modello"), max_length=40)
    made_at = Moment(N_("Prodotto il"))


class MinutesObservation(Entity, name="minutes_observation"):
    """Osservazione of a member on a draft of the minutes."""

    label, labels = N_("Osservazione al verbale"), N_("Osservazioni al verbale")
    write, write_own, own = Can.RUN_MEETINGS, Can.OBSERVE_MINUTES, ("by",)
    part_of = "meeting"
    caption = ("by", "text")
    pattern = "{meeting}-O{n}"

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    by = Link(N_("Di"), to="person", required=True)
    item = Link(N_("Punto"), to="agenda_item")
    text = LongText(N_("Testo"), required=True, max_length=10_000)
    paragraph = Text(N_("Paragrafo"), max_length=80)
    quoted = Text(N_("Testo osservato"), max_length=1000)
    accepted = Flag(N_("Accolta"), write=Can.RUN_MEETINGS)
    answered_on = Day(N_("Risposta del"), write=Can.RUN_MEETINGS)
    reason = Text(N_("Motivo"), max_length=500, write=Can.RUN_MEETINGS)


class CarriedOver(Entity, name="carried_over", plural="carried_over"):
    """Riporto: an open action or a decision not carried out that comes back on an agenda, and why it is still there."""

    label, labels = N_("Riporto"), N_("Riporti")
    write = Can.CONVENE
    part_of = "item"
    caption = ("item", "reason")
    pattern = "{item}-R{n}"

    item = Link(N_("Punto"), to="agenda_item", required=True)
    action = Link(N_("Azione"), to="action_item")
    decision = Link(N_("Decisione"), to="decision")
    times = Integer(N_("Volte in cui è tornata"), minimum=1, maximum=999)
    reason = Text(N_("A che punto è"), max_length=500)

    @rule("action", "decision")
    def _one(values: Values) -> str | None:
        both, none = values["action"] and values["decision"], not values["action"] and not values["decision"]
        return N_("Un riporto riguarda un'azione oppure una decisione.") if both or none else None


class MinutesCorrection(Entity, name="minutes_correction"):
    """Rettifica of signed minutes: an entry of a later sitting; what was signed is never rewritten."""

    label, labels = N_("Rettifica al verbale"), N_("Rettifiche ai verbali")
    write = Can.RUN_MEETINGS
    part_of = "meeting"
    caption = ("of", "point")
    pattern = "{meeting}-RT{n}"

    meeting = Link(N_("Seduta in cui si rettifica"), to="meeting", required=True)
    item = Link(N_("Punto"), to="agenda_item")
    of = Link(N_("Verbale della seduta"), to="meeting", required=True)
    point = Text(N_("Punto rettificato"), max_length=120)
    wrong = LongText(N_("Dove si legge"), required=True, max_length=10_000)
    right = LongText(N_("Si legga"), required=True, max_length=10_000)


class ChronicleEdit(Entity, name="chronicle_edit"):
    """Frase corretta a mano of the minutes: what the program had written of a fact, and what is to be printed."""

    label, labels = N_("Frase corretta a mano"), N_("Frasi corrette a mano")
    write = Can.RUN_MEETINGS
    part_of = "meeting"
    caption = ("meeting", "key")
    pattern = "{meeting}-F{n}"
    key = ("meeting", "key")

    meeting = Link(N_("Seduta"), to="meeting", required=True)
    item = Link(N_("Punto"), to="agenda_item")
    key_ = Text(N_("Fatto"), required=True, max_length=120)
    generated = LongText(N_("Frase composta"), required=True, max_length=5000)
    text = LongText(N_("Frase da stampare"), max_length=5000)


class Attachment(Entity, name="attachment"):
    """Allegato of a sitting, a project, a pact or a contribution."""

    label, labels = N_("Allegato"), N_("Allegati")
    write, write_own, own = Can.EDIT_REGISTER, Can.OWN_REGISTER, ("project",)
    seen_with = ("meeting", "project", "pact", "contribution")
    caption = ("letter", "title")
    pattern = "ALL{n:02}"

    meeting = Link(N_("Seduta"), to="meeting")
    project = Link(N_("Progetto"), to="project")
    pact = Link(N_("Patto"), to="pact")
    contribution = Link(N_("Contributo"), to="contribution")
    letter = Text(N_("Lettera"), max_length=4)
    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    pages = Integer(N_("Pagine"), maximum=100_000)
    integral = Flag(N_("Parte integrante"), default=True)
    file = File(N_("File"))
    file_name = Text(N_("Nome del file"), max_length=200)
    publishable = Flag(N_("Pubblicabile"), default=False)
    made_by = Text(N_("Prodotto da"), max_length=100)

    @rule("meeting", "project", "pact", "contribution")
    def _of_one(values: Values) -> str | None:
        owners = [key for key in ("meeting", "project", "pact", "contribution") if values[key]]
        return None if len(owners) == 1 else N_("Un allegato appartiene a una sola scheda.")
