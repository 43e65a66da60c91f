"""Projects and interventions, their money, milestones and updates (DOMAIN §5.3)."""

from __future__ import annotations

from app.core.i18n import N_
from app.domain import codes
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import (
    Choice,
    Choices,
    Day,
    Flag,
    Integer,
    Link,
    Links,
    LongText,
    Money,
    Percent,
    Text,
    Texts,
    Time,
)
from app.domain.permissions import Can

FINAL = frozenset({"rendicontato", "non_accolto", "ritirato", "annullato"})


class Project(Entity, name="project"):
    """Progetto: a row of the register."""

    label, labels = N_("Progetto"), N_("Progetti")
    write_own, own, led = Can.OWN_REGISTER, ("lead", "partners", "referent"), ("lead",)
    caption = ("code", "title")
    pattern = "OPF-{year}-{n:03}"

    title = Text(
        N_("Titolo"),
        required=True,
        max_length=300,
        search=True,
        synonyms=("denominazione", "descrizione progetto", "nome progetto", "nome intervento", "oggetto", "intervento"),
    )
    abstract = LongText(
        N_("Sintesi"),
        max_length=600,
        required_from="condiviso",
        search=True,
        synonyms=("descrizione", "abstract", "sintesi progetto"),
    )
    main_sector = Choice(
        N_("Area di servizio"),
        required=True,
        options="sector",
        facet=True,
        synonyms=("settore", "settore prevalente", "area"),
    )
    status = Choice(
        N_("Stato"),
        required=True,
        options="project_status",
        default="proposta",
        facet=True,
        synonyms=("stato progetto", "stato di avanzamento"),
    )
    lead = Link(
        N_("Capofila"),
        to="actor",
        required=True,
        facet=True,
        search=True,
        synonyms=("ente capofila", "soggetto attuatore", "ente responsabile", "titolare"),
    )
    partners = Links(N_("Partner"), to="actor", search=True, qualifier=Choice(N_("Ruolo"), options="project_role"))
    referent = Link(N_("Referente nel registro"), to="person", required_from="in_istruttoria")
    objectives = Links(
        N_("Obiettivi"),
        to="objective",
        required_from="in_istruttoria",
        facet=True,
        qualifier=Choice(N_("Contributo"), options="objective_contribution"),
    )
    outcomes = Links(N_("Risultati attesi"), to="outcome_area", required_from="in_istruttoria", facet=True)
    needs = Links(N_("Bisogni"), to="need")
    production_lines = Links(N_("Linee di produzione"), to="production_line")
    targets = Links(N_("Destinatari"), to="target_group", required=True, facet=True, synonyms=("beneficiari", "target"))
    zones = Links(N_("Zone"), to="zone", required=True, facet=True, synonyms=("zona", "territorio", "frazione"))
    places = Links(N_("Luoghi"), to="place", synonyms=("luogo", "sede"))
    start = Day(N_("Inizio"), required_from="in_corso", synonyms=("data inizio", "avvio", "data di inizio"))
    end = Day(N_("Fine"), required_from="in_corso", synonyms=("data fine", "conclusione", "scadenza", "data di fine"))
    expected_users = Integer(N_("Destinatari previsti"))
    reached_users = Integer(N_("Destinatari raggiunti"), required_from="rendicontato")
    progress = Percent(N_("Avanzamento"), synonyms=("percentuale", "avanzamento %"))
    budget = Money(N_("Budget"), total_of="funding_line.amount", computed=True)
    committed = Money(N_("Impegnato"), total_of="funding_line.committed", computed=True)
    spent = Money(N_("Speso"), total_of="funding_line.spent", computed=True)
    sources = Links(N_("Fonti"), to="fund_source", total_of="funding_line.source", computed=True, facet=True)
    instrument = Link(N_("Strumento"), to="instrument")
    act_reference = Text(N_("Atto di riferimento"), max_length=300)
    cup = Text(N_("CUP"), max_length=60, search=True, synonyms=("codice cup", "codice unico di progetto"))
    cigs = Texts(N_("CIG"), synonyms=("codice cig", "cig"))
    leps = Choices(N_("LEPS"), options="leps")
    pssr = Choices(N_("Schede PSSR"), options="pssr")
    sdg = Choices(N_("Agenda 2030"), options="sdg")
    bes = Choices(N_("BES"), options="bes")
    keywords = Links(N_("Parole chiave"), to="keyword")
    review_date = Day(N_("Da riesaminare il"))
    status_reason = Text(N_("Motivo dello stato"), max_length=500)
    public_note = LongText(N_("Nota per la pubblicazione"), max_length=2000)

    @rule("end", "start")
    def _period(values: Values) -> str | None:
        if not starts_before_it_ends(values["start"], values["end"]):
            return N_("La fine del progetto viene prima dell'inizio.")
        return None

    @rule("cup", warns=True)
    def _cup(values: Values) -> str | None:
        cup = values.get("cup")
        if cup and not (codes.is_cup(cup) or codes.is_provisional_cup(cup)):
            return N_("Il CUP non ha la forma attesa (15 caratteri, come G17H03000130001): è conservato così com'è.")
        return None

    @rule("cigs", warns=True)
    def _cigs(values: Values) -> str | None:
        if any(codes.cig_kind(cig) is None for cig in values.get("cigs") or ()):
            return N_("Un CIG non supera il controllo: è conservato così com'è.")
        return None


class FundingLine(Entity, name="funding_line"):
    """Finanziamento of a project."""

    label, labels = N_("Finanziamento"), N_("Finanziamenti")
    write_own, own = Can.OWN_REGISTER, ("project",)
    part_of = "project"
    caption = ("source", "amount")
    pattern = "{project}-F{n}"

    project = Link(N_("Progetto"), to="project", required=True)
    source = Link(N_("Fonte"), to="fund_source", required=True, facet=True, synonyms=("fonte", "fondo"))
    reference = Text(N_("Riferimento"), max_length=300)
    amount = Money(N_("Importo"), required=True,
                   synonyms=("importo totale", "finanziamento", "finanziamento totale", "importo programmato",
                             "importo finanziamento", "budget", "costo", "costo totale"))  # fmt: skip
    committed = Money(N_("Impegnato"))
    spent = Money(N_("Speso"))
    eligibility_end = Day(N_("Fine eleggibilità"))
    reporting_deadline = Day(N_("Termine di rendicontazione"))
    cup = Text(N_("CUP"), max_length=60)
    cig = Text(N_("CIG"), max_length=60)
    note = LongText(N_("Nota"), max_length=2000)

    @rule("spent", "committed", "amount")
    def _amounts(values: Values) -> str | None:
        amount, committed, spent = values["amount"] or 0, values["committed"], values["spent"]
        if committed is not None and committed > amount:
            return N_("L'impegnato supera l'importo.")
        if spent is not None and spent > (amount if committed is None else committed):
            return N_("Lo speso supera l'impegnato.")
        return None


class ProjectMilestone(Entity, name="project_milestone"):
    """Scadenza di progetto."""

    label, labels = N_("Scadenza di progetto"), N_("Scadenze di progetto")
    write_own, own = Can.OWN_REGISTER, ("project",)
    part_of = "project"
    caption = ("title",)
    pattern = "{project}-S{n}"

    project = Link(N_("Progetto"), to="project", required=True)
    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    due = Day(N_("Entro il"), required=True)
    done = Day(N_("Fatta il"))
    owner = Link(N_("Responsabile"), to="person")


class ProjectUpdate(Entity, name="project_update"):
    """Aggiornamento di progetto."""

    label, labels = N_("Aggiornamento"), N_("Aggiornamenti")
    write_own, own = Can.OWN_REGISTER, ("project",)
    part_of = "project"
    caption = ("date", "status_light")
    pattern = "{project}-A{n}"

    project = Link(N_("Progetto"), to="project", required=True)
    date = Day(N_("Data"), required=True)
    text = LongText(N_("Testo"), required=True, max_length=10_000, search=True)
    status_light = Choice(N_("Semaforo"), required=True, options="status_light", default="verde")
    reached_users = Integer(N_("Destinatari raggiunti"))
    by = Link(N_("A cura di"), to="person")


class Intervention(Entity, name="intervention"):
    """Intervento: what a project does, for whom, where, until when."""

    label, labels = N_("Intervento"), N_("Interventi")
    write_own, own, led = Can.OWN_REGISTER, ("lead", "project"), ("lead", "project")
    part_of = "project"
    caption = ("code", "title")
    pattern = "INT-{year}-{n:03}"

    project = Link(N_("Progetto"), to="project", required=True)
    title = Text(N_("Titolo"), required=True, max_length=300, search=True)
    type = Link(N_("Tipo"), to="intervention_type", required=True, facet=True)
    sector = Choice(N_("Area di servizio"), required=True, options="sector", facet=True, synonyms=("settore",))
    lead = Link(N_("Attore"), to="actor", required=True, facet=True, search=True, synonyms=("ente", "gestore"))
    place = Link(N_("Luogo"), to="place")
    zone = Link(N_("Zona"), to="zone", required=True, facet=True)
    targets = Links(N_("Destinatari"), to="target_group", required=True, facet=True)
    start = Day(N_("Inizio"), required=True, synonyms=("data inizio",))
    end = Day(N_("Fine"), required=True, synonyms=("data fine",))
    frequency = Choice(N_("Frequenza"), options="frequency", facet=True)
    weekday = Choices(N_("Giorni"), options="weekday")
    slot_from = Time(N_("Dalle"))
    slot_to = Time(N_("Alle"))
    access_mode = Choice(N_("Accesso"), options="access_mode")
    free = Flag(N_("Gratuito"))
    capacity = Integer(N_("Posti"))
    status = Choice(N_("Stato"), required=True, options="intervention_status", default="pianificato", facet=True)
    leps = Choices(N_("LEPS"), options="leps")

    @rule("end", "start")
    def _period(values: Values) -> str | None:
        if not starts_before_it_ends(values["start"], values["end"]):
            return N_("La fine dell'intervento viene prima dell'inizio.")
        return None

    @rule("slot_to", "slot_from")
    def _slot(values: Values) -> str | None:
        if values["slot_from"] and values["slot_to"] and values["slot_from"] >= values["slot_to"]:
            return N_("L'orario di fine viene prima di quello di inizio.")
        return None
