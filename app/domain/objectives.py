"""Objectives, their indicators and measurements; expected results, needs, production lines (DOMAIN §5.1)."""

from __future__ import annotations

from decimal import Decimal

from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Choices, Day, Flag, Integer, Link, Links, LongText, Number, Text, Year
from app.domain.permissions import Can

LEVELS = ("linea_mandato", "strategico", "operativo", "gestionale", "fase")


class Objective(Entity, name="objective"):
    """Obiettivo: a node of the tree from mandate to PEG (DOMAIN §1.4)."""

    label, labels = N_("Obiettivo"), N_("Obiettivi")
    write = Can.EDIT_OBJECTIVES
    caption = ("code", "title")
    pattern = "OB{n}"

    title = Text(N_("Titolo"), required=True, max_length=300, search=True, synonyms=("denominazione", "obiettivo"))
    description = LongText(N_("Descrizione"), search=True)
    level = Choice(N_("Livello"), required=True, options="objective_level", facet=True)
    parent = Link(N_("Obiettivo superiore"), to="objective")
    document = Choice(N_("Documento"), required=True, options="plan_document", facet=True)
    year_from = Year(N_("Valido dal"), required=True)
    year_to = Year(N_("Valido al"), required=True)
    budget_programme = Choice(N_("Missione e programma"), options="budget_programme")
    responsible = Link(N_("Ente o settore responsabile"), to="actor")
    outcomes = Links(N_("Risultati attesi"), to="outcome_area", facet=True)
    status = Choice(N_("Stato"), required=True, options="objective_status", default="attivo", facet=True)
    leps = Choices(N_("LEPS"), options="leps")
    pssr = Choices(N_("Schede PSSR"), options="pssr")
    sdg = Choices(N_("Agenda 2030"), options="sdg")
    bes = Choices(N_("BES"), options="bes")

    @rule("year_to", "year_from")
    def _years(values: Values) -> str | None:
        if values["year_from"] and values["year_to"] and values["year_from"] > values["year_to"]:
            return N_("L'ultimo anno di validità viene prima del primo.")
        return None

    @rule("parent", "level")
    def _has_parent(values: Values) -> str | None:
        if values["level"] != LEVELS[0] and not values["parent"]:
            return N_("Solo una linea di mandato può stare senza obiettivo superiore.")
        if values["level"] == LEVELS[0] and values["parent"]:
            return N_("Una linea di mandato non ha un obiettivo superiore.")
        if values["parent"] and values["parent"] == values["code"]:
            return N_("Un obiettivo non può stare sotto sé stesso.")
        return None


class Indicator(Entity, name="indicator"):
    """Indicatore of an objective or of a project."""

    label, labels = N_("Indicatore"), N_("Indicatori")
    write, write_own, own = Can.EDIT_OBJECTIVES, Can.OWN_REGISTER, ("project",)
    seen_with = ("objective", "project")
    caption = ("name",)
    pattern = "IN-{n}"

    objective = Link(N_("Obiettivo"), to="objective")
    project = Link(N_("Progetto"), to="project")
    name_ = Text(N_("Nome"), required=True, max_length=300, search=True)
    kind = Choice(N_("Tipo"), required=True, options="indicator_kind")
    unit = Text(N_("Unità"), required=True, max_length=40)
    formula = Text(N_("Formula"), max_length=500)
    source = Text(N_("Fonte"), max_length=300)
    direction = Choice(N_("Verso"), required=True, options="direction", default="crescente")
    baseline_value = Number(N_("Valore di partenza"))
    baseline_date = Day(N_("Data di partenza"))
    target_value = Number(N_("Valore atteso"))
    target_date = Day(N_("Entro il"))
    decimals = Integer(N_("Decimali"), maximum=4)

    @rule("objective", "project")
    def _of_one(values: Values) -> str | None:
        if bool(values["objective"]) == bool(values["project"]):
            return N_("Un indicatore appartiene a un obiettivo oppure a un progetto.")
        return None

    @rule("target_date", "baseline_date")
    def _dates(values: Values) -> str | None:
        if not starts_before_it_ends(values["baseline_date"], values["target_date"]):
            return N_("La data del valore atteso viene prima di quella di partenza.")
        return None


def achieved(direction: str, base: Decimal | None, target: Decimal | None, value: Decimal | None) -> Decimal | None:
    """Share of the way from base to target, clipped to 0–1; None when it is undefined (DOMAIN §1.4).

    Rising and falling indicators share one formula, (v−b)/(t−b): the falling one is its mirror.
    `mantenimento` is reached while the value has not gone below the target.
    """
    if value is None or target is None:
        return None
    if direction == "mantenimento":
        return Decimal(1) if value >= target else Decimal(0)
    if base is None or base == target:
        return None
    return min(max((value - base) / (target - base), Decimal(0)), Decimal(1))


class Measurement(Entity, name="measurement"):
    """Rilevazione of an indicator."""

    label, labels = N_("Rilevazione"), N_("Rilevazioni")
    write, write_own, own = Can.EDIT_OBJECTIVES, Can.OWN_REGISTER, ("indicator",)
    part_of = "indicator"
    caption = ("indicator", "date")
    pattern = "{indicator}-R{n}"

    indicator = Link(N_("Indicatore"), to="indicator", required=True)
    date = Day(N_("Data"), required=True)
    value = Number(N_("Valore"), required=True)
    note = LongText(N_("Nota"), max_length=2000)
    entered_by = Link(N_("Rilevata da"), to="person")


class OutcomeArea(Entity, name="outcome_area"):
    """Risultato atteso: the committee's own three words."""

    label, labels = N_("Risultato atteso"), N_("Risultati attesi")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "RA{n}"

    label_ = Text(N_("Nome"), required=True, max_length=120, search=True)
    description = LongText(N_("Descrizione"))
    sort = Integer(N_("Ordine"))


class Need(Entity, name="need"):
    """Bisogno named by the participants."""

    label, labels = N_("Bisogno"), N_("Bisogni")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "B{n}"

    label_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    description = LongText(N_("Descrizione"))
    active = Flag(N_("In uso"), default=True)


class ProductionLine(Entity, name="production_line"):
    """Linea di produzione of the Opificio."""

    label, labels = N_("Linea di produzione"), N_("Linee di produzione")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "LP{n}"

    label_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    description = LongText(N_("Descrizione"))
    active = Flag(N_("In uso"), default=True)


class Instrument(Entity, name="instrument"):
    """Strumento: a regulation, an agreement, a call."""

    label, labels = N_("Strumento"), N_("Strumenti")
    write = Can.EDIT_OBJECTIVES
    caption = ("name",)
    pattern = "STR{n}"

    name_ = Text(N_("Nome"), required=True, max_length=300, search=True)
    type = Choice(N_("Tipo"), required=True, options="instrument_type", facet=True)
    act_reference = Text(N_("Atto"), max_length=200)
    date = Day(N_("Data"))
    link = Text(N_("Collegamento"), max_length=500)
    description = LongText(N_("Descrizione"))
