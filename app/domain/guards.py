"""What must be true before a record passes to another state (DOMAIN §5.6): None, or the msgid of what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core import clock
from app.core.i18n import N_
from app.domain.entity import Snapshot, Values
from app.domain.meetings import agenda_mark
from app.domain.vocabulary import fold


@dataclass(frozen=True)
class Surroundings:
    """What a guard may look at besides the record: the records that hang on it, by entity."""

    children: Mapping[str, Sequence[Snapshot]] = field(default_factory=dict)

    def of(self, entity: str) -> Sequence[Snapshot]:
        """The live records of one entity that point at the record being moved."""
        return self.children.get(entity, ())


def ready_for_scrutiny(values: Values, _: Surroundings) -> str | None:
    if not (values["objectives"] and values["targets"] and values["zones"]):
        return N_("Prima servono almeno un obiettivo, i destinatari e le zone.")
    return None


def decided(_: Values, around: Surroundings) -> str | None:
    good = {"adottata", "trasmessa", "recepita", "in_attuazione", "attuata"}
    if not any(decision["status"] in good for decision in around.of("decision")):
        return N_("Serve una decisione positiva della cabina su questo progetto.")
    return None


def may_start(values: Values, _: Surroundings) -> str | None:
    if not values["start"] or values["start"] > clock.today():
        return N_("La data di inizio manca o è nel futuro.")
    return None


def interventions_over(_: Values, around: Surroundings) -> str | None:
    open_ones = [i.code for i in around.of("intervention") if i["status"] not in ("concluso", "annullato")]
    sentence = N_("Ci sono interventi ancora aperti: concludeteli o annullateli, oppure confermate con un motivo.")
    return sentence if open_ones else None


def reviewed(values: Values, _: Surroundings) -> str | None:
    late = values["review_date"] <= clock.today()
    return N_("La data in cui riesaminare il progetto deve essere nel futuro.") if late else None


def reported(values: Values, around: Surroundings) -> str | None:
    if values["reached_users"] is None or not (values["public_note"] or values["abstract"]):
        return N_("Servono i destinatari raggiunti e un testo finale.")
    if any((f["spent"] or 0) < (f["committed"] or 0) for f in around.of("funding_line")):
        return N_("Un finanziamento ha ancora somme impegnate e non spese.")
    return None


def project_alive(_: Values, around: Surroundings) -> str | None:
    if any(p["status"] in ("proposta", "non_accolto", "ritirato") for p in around.of("project")):
        return N_("L'intervento non può essere in corso: il progetto non è ancora condiviso o è stato chiuso.")
    return None


def signed_pact(values: Values, _: Surroundings) -> str | None:
    if not (values["signed"] and values["responsible"] and values["end"]):
        return N_("Servono la data di firma, il settore responsabile e la scadenza.")
    return None


def in_force_from(values: Values) -> date | None:
    day: date | None = values["start"] or values["signed"]
    return day


def over_from(values: Values) -> date | None:
    return values["end"] + timedelta(days=1) if values["end"] else None


def in_force(values: Values, _: Surroundings) -> str | None:
    day = in_force_from(values)
    early = day is None or day > clock.today()
    return N_("Il patto non è ancora in vigore: la decorrenza è nel futuro.") if early else None


def ordinary_pact(values: Values, _: Surroundings) -> str | None:
    return None if values["type"] == "ordinario" else N_("Un patto complesso passa dalla Giunta.")


def complex_pact(values: Values, _: Surroundings) -> str | None:
    return None if values["type"] == "complesso" else N_("Solo un patto complesso passa dalla Giunta.")


def convened(values: Values, around: Surroundings) -> str | None:
    if not around.of("agenda_item"):
        return N_("L'ordine del giorno è vuoto.")
    if not values["place"] and values["mode"] != "remoto":
        return N_("Manca il luogo della seduta.")
    if not values["number"]:
        return N_("Manca il numero: lo assegna la convocazione della seduta.")
    if any(wants_reason(item.values) for item in around.of("agenda_item")):
        return N_("Un punto torna per la terza volta o più: scrivetene prima il motivo (tra i riporti).")
    if any(body["agenda_approval"] for body in around.of("body")) and not agenda_approved(values, around):
        return N_("L'ordine del giorno attende l'approvazione della presidenza.")
    return None


REASON_FROM = 3
"""The postponement of an item from which a reason is asked for."""


def wants_reason(values: Values) -> bool:
    """Whether an item comes back for the third time, or more, and nobody has written why."""
    return (values["postponements"] or 0) >= REASON_FROM and not str(values["carry_reason"] or "").strip()


def agenda_approved(values: Values, around: Surroundings) -> bool:
    """Whether the president approved the agenda of a sitting, and nobody changed it since."""
    return bool(values["agenda_approved_as"]) and values["agenda_approved_as"] == agenda_mark(around.of("agenda_item"))


def ended(values: Values, _: Surroundings) -> str | None:
    return None if values["end_actual"] else N_("Manca l'ora di chiusura.")


def chaired(values: Values, _: Surroundings) -> str | None:
    return None if values["chair"] and values["secretary"] else N_("Indicate chi presiede e chi verbalizza.")


def motivated(values: Values, _: Surroundings) -> str | None:
    return None if values["motivation"] else N_("Serve la motivazione (L.R. Emilia-Romagna 15/2018).")


def moderated(values: Values, _: Surroundings) -> str | None:
    return None if values["moderation_reason"] else N_("Serve il motivo per cui non si pubblica.")


def placed(values: Values, around: Surroundings) -> str | None:
    if values["project"] or values["pact"] or values["item"] or around.of("agenda_item"):
        return None
    return N_("Collegate prima il contributo a un punto, a un progetto o a un patto.")


def on_agenda(values: Values, around: Surroundings) -> str | None:
    if values["item"] or around.of("agenda_item"):
        return None
    return N_("Collegate prima il contributo a un punto all'ordine del giorno.")


def replied(values: Values, _: Surroundings) -> str | None:
    return None if values["reply"] and values["replied_on"] else N_("Scrivete la risposta e la sua data.")


def adopted_act(values: Values, _: Surroundings) -> str | None:
    return None if values["adopted_act"] else N_("Indicate l'atto con cui è stata recepita.")


def of_another_body(values: Values, around: Surroundings) -> str | None:
    competent = fold(str(values["competent_body"] or ""))
    if not competent:
        return N_("Indicate l'organo competente, al quale la decisione si trasmette.")
    if competent in {fold(str(body["name"])) for body in around.of("body")}:
        return N_("L'organo competente è quello che ha deciso: la decisione si attua, non si trasmette.")
    return None


def superseded(values: Values, _: Surroundings) -> str | None:
    return None if values["superseded_by"] else N_("Indicate la decisione che la supera.")


def minutes_exist(values: Values, _: Surroundings) -> str | None:
    return None if values["minutes_status"] not in (None, "bozza") else N_("Il verbale è ancora in bozza.")


def signed_file(_: Values, around: Surroundings) -> str | None:
    versions = sorted(around.of("minutes_version"), key=lambda one: one["number"])
    final = max((one["number"] for one in versions if one["final"]), default=0)
    if any(one["signed"] and one["number"] > final for one in versions):
        return None
    return N_("Manca il file firmato: importatelo, e il verbale risulterà firmato.")


def protocolled(values: Values, _: Surroundings) -> str | None:
    done = values["minutes_status"] in ("protocollato", "pubblicato")
    return None if done else N_("Il verbale non è ancora protocollato.")
