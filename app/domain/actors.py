"""Actors, people, the body and its memberships (DOMAIN §5.2)."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain import codes
from app.domain.body_rules import MAJORITIES, RULE_FIELDS, quorum_of
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Choices, Day, Flag, Integer, Link, Links, LongText, Rules, Text, Value
from app.domain.permissions import Can


class Actor(Entity, name="actor"):
    """Attore: a body, a company, an association, a single person."""

    label, labels = N_("Attore"), N_("Attori")
    write_own, own = Can.OWN_REGISTER, ("code",)
    caption = ("name",)
    pattern = "A{n:02}"

    name_ = Text(N_("Denominazione"), required=True, max_length=300, search=True,
                 synonyms=("nome", "ragione sociale", "ente"))  # fmt: skip
    short_name = Text(N_("Nome breve"), max_length=60, search=True)
    category = Choice(N_("Categoria"), required=True, options="actor_category", facet=True)
    kind = Choice(N_("Tipo"), required=True, options="actor_kind", facet=True)
    tax_code = Text(N_("Codice fiscale o partita IVA dell'ente"), max_length=16, search=True,
                    synonyms=("codice fiscale", "cf", "partita iva", "p.iva", "piva"))  # fmt: skip
    runts_section = Choice(N_("Sezione RUNTS"), options="runts_section")
    runts_number = Text(N_("Repertorio RUNTS"), max_length=20)
    ipa_code = Text(N_("Codice IPA"), max_length=40)
    school_code = Text(N_("Codice meccanografico"), max_length=10)
    parent = Link(N_("Ente di appartenenza"), to="actor")
    sectors = Choices(N_("Aree di servizio"), options="sector", facet=True)
    zones = Links(N_("Zone di attività"), to="zone", facet=True)
    email = Text(N_("E-mail"), max_length=200)
    pec = Text(N_("PEC"), max_length=200)
    phone = Text(N_("Telefono"), max_length=60, read=Can.READ_INTERNAL)
    website = Text(N_("Sito web"), max_length=300)
    contact_role = Text(N_("Referente (ruolo)"), max_length=200)
    capacities = LongText(N_("Che cosa può offrire"), max_length=5000, search=True)
    consent_date = Day(N_("Consenso del"))
    active_from = Day(N_("Attivo dal"))
    active_to = Day(N_("Attivo al"))

    @rule("tax_code", "kind")
    def _tax_code(values: Values) -> str | None:
        if not values["tax_code"]:
            return None
        if values["kind"] == "persona":
            return N_("Il codice fiscale di una persona non si conserva in questo registro.")
        if not codes.is_tax_code_of_body(values["tax_code"]):
            return N_("Il codice fiscale di un ente ha 11 cifre; l'ultima di queste non torna.")
        return None

    @rule("tax_code", warns=True)
    def _tax_office(values: Values) -> str | None:
        code = values.get("tax_code")
        if code and codes.is_tax_code_of_body(code) and not codes.tax_office_exists(code):
            return N_("Il codice fiscale è formalmente giusto, ma il suo codice ufficio non esiste.")
        return None

    @rule("consent_date", "kind")
    def _consent(values: Values) -> str | None:
        if values["kind"] == "persona" and not values["consent_date"]:
            return N_("Per una singola persona serve la data del consenso.")
        return None

    @rule("runts_section", "runts_number", "category")
    def _runts(values: Values) -> str | None:
        if (values["runts_section"] or values["runts_number"]) and values["category"] != "CIV":
            return N_("Solo gli enti del settore civile hanno un'iscrizione al RUNTS.")
        return None

    @rule("ipa_code", "category")
    def _ipa_code(values: Values) -> str | None:
        return _public(values, "ipa_code") or (
            N_("Il codice IPA è in lettere minuscole, come c_i304.")
            if values["ipa_code"] and not codes.is_ipa(values["ipa_code"]) else None
        )  # fmt: skip

    @rule("school_code", "category")
    def _school_code(values: Values) -> str | None:
        return _public(values, "school_code") or (
            N_("Il codice meccanografico ha dieci caratteri, come RNIC80000A.")
            if values["school_code"] and not codes.is_school_code(values["school_code"]) else None
        )  # fmt: skip

    @rule("active_to", "active_from")
    def _active(values: Values) -> str | None:
        if not starts_before_it_ends(values["active_from"], values["active_to"]):
            return N_("La fine dell'attività viene prima dell'inizio.")
        return None


def _public(values: Values, code: str) -> str | None:
    """Why a body that is no public administration may not have this code."""
    if values[code] and values["category"] != "PA":
        return N_("Codice IPA e codice meccanografico sono solo delle pubbliche amministrazioni.")
    return None


class PersonEntity(Entity, name="person", plural="people"):
    """Persona: only members and users."""

    label, labels = N_("Persona"), N_("Persone")
    write_own, own = Can.OWN_REGISTER, ("actor",)
    caption = ("first_name", "last_name")
    pattern = "M{n:02}"

    first_name = Text(N_("Nome"), required=True, max_length=100, search=True)
    last_name = Text(N_("Cognome"), required=True, max_length=100, search=True)
    honorific = Text(N_("Titolo di cortesia"), max_length=40)
    gender = Choice(N_("Genere nelle frasi"), options="gender", default="neutro")
    actor = Link(N_("Ente"), to="actor", facet=True)
    role_title = Text(N_("Qualifica"), required=True, max_length=200, search=True)
    official_email = Text(N_("E-mail istituzionale"), max_length=200)
    phone = Text(N_("Telefono"), max_length=60, read=Can.READ_CONTACTS, write=Can.READ_CONTACTS)
    notes = LongText(N_("Note"), max_length=5000)

    @rule("notes", warns=True)
    def _no_tax_codes(values: Values) -> str | None:
        words = str(values.get("notes") or "").replace(",", " ").split()
        return (
            N_("Le note sembrano contenere un codice fiscale.") if any(map(codes.is_personal_tax_code, words)) else None
        )


class Body(Entity, name="body", plural="bodies"):
    """Organo: the cabina, with its own rules (DOMAIN §3.2, §5.2)."""

    label, labels = N_("Organo"), N_("Organi")
    write = Can.EDIT_BODY
    caption = ("name",)
    pattern = "ORG{n}"

    name_ = Text(N_("Nome"), required=True, max_length=200)
    instituting_act = Text(N_("Atto istitutivo"), max_length=300)
    notice_days = Integer(N_("Giorni di preavviso"), maximum=60)
    notice_day_kind = Choice(N_("I giorni di preavviso sono"), options="notice_day_kind", default="lavorativi")
    urgent_hours = Integer(N_("Ore di preavviso se urgente"), maximum=240)
    quorum_first_call = Rules(N_("Numero legale in prima convocazione"))
    quorum_second_call = Rules(N_("Numero legale in seconda convocazione"))
    majority_basis = Choice(N_("La maggioranza si calcola su"), options="majority_basis", default="votanti")
    abstain_counts_as_voting = Flag(N_("Gli astenuti contano tra i votanti"), default=False)
    casting_vote = Flag(N_("A parità prevale il voto di chi presiede"), default=False)
    blank_counts_as_voting = Flag(N_("Schede bianche e nulle contano tra i votanti"), default=True)
    qualified_majorities = Rules(N_("Maggioranze speciali per tipo di punto"))
    secret_kinds = Choices(N_("Si vota a scrutinio segreto su"), options="agenda_kind")
    delegation = Choice(N_("Deleghe"), options="delegation", default="no")
    max_delegations = Integer(N_("Deleghe per persona"), minimum=1, maximum=20)
    supplement_hours = Integer(N_("Ore di preavviso di un'integrazione"), maximum=240)
    rules_version = Integer(N_("Versione delle regole"), minimum=1, maximum=9999)
    rules_from = Day(N_("Regole in vigore dal"))
    minutes_approval = Choice(N_("Approvazione del verbale"), options="minutes_approval", default="seduta_successiva")
    silence_days = Integer(N_("Giorni per il silenzio assenso"), maximum=120)
    public_sessions = Flag(N_("Sedute pubbliche"), default=False)
    agenda_approval = Flag(N_("La presidenza approva l'ordine del giorno prima della convocazione"))
    attending = Text(N_("Come si presenta nelle frasi"), max_length=200)

    @classmethod
    def carries(cls, before: Values, after: Values) -> tuple[Values, tuple[tuple[str, Values], ...]]:
        """Rules that change make a new version; the one sittings were held under is kept (DOMAIN §0.6)."""
        if all(before[name] == after[name] for name in RULE_FIELDS):
            return {}, ()
        number, since = before["rules_version"] or 1, after["rules_from"]
        if since is None or since == before["rules_from"]:
            since = clock.today()
        old = {name: cls.fields[name].dump(before[name]) for name in RULE_FIELDS}
        kept: Values = {"body": before["code"], "number": number, "from": before["rules_from"],
                        "to": since - timedelta(1), "act": before["instituting_act"], "rules": old}  # fmt: skip
        return {"rules_version": number + 1, "rules_from": since}, (("past_rules", kept),)

    @rule("qualified_majorities")
    def _qualified(values: Values) -> str | None:
        known = values["qualified_majorities"] or {}
        return (
            None
            if all(one in MAJORITIES for one in known.values())
            else N_("Ogni maggioranza speciale è semplice, assoluta o due_terzi.")
        )

    @rule("quorum_first_call")
    def _first_call(values: Values) -> str | None:
        return _unreadable(values["quorum_first_call"])

    @rule("quorum_second_call")
    def _second_call(values: Values) -> str | None:
        return _unreadable(values["quorum_second_call"])


def _unreadable(quorum: Value) -> str | None:
    """A quorum nobody can compute would stop every sitting (DOMAIN §5.2); any number of members tells."""
    try:
        quorum_of(quorum, 15)
    except Refused:
        return N_("La regola del numero legale non è leggibile: serve una frazione con la sua base, oppure un numero.")
    return None


class PastRules(Entity, name="past_rules", plural="past_rules"):
    """Regole precedenti of a body: a version that was replaced, kept because sittings were held under it."""

    label, labels = N_("Regole precedenti"), N_("Regole precedenti")
    write = Can.EDIT_BODY
    part_of = "body"
    caption = ("body", "number")
    pattern = "{body}-R{number}"
    key = ("body", "number")

    body = Link(N_("Organo"), to="body", required=True)
    number = Integer(N_("Versione"), required=True, minimum=1, maximum=9999)
    from_ = Day(N_("In vigore dal"))
    to = Day(N_("In vigore fino al"), required=True)
    act = Text(N_("Atto"), max_length=300)
    rules_ = Rules(N_("Regole"), required=True)


class Membership(Entity, name="membership"):
    """Componente: a person's seat in a body, with its term."""

    label, labels = N_("Componente"), N_("Componenti")
    write = Can.EDIT_BODY
    part_of = "body"
    caption = ("person", "function")
    pattern = "{body}-{person}"

    body = Link(N_("Organo"), to="body", required=True)
    person = Link(N_("Persona"), to="person", required=True)
    function = Choice(N_("Funzione"), required=True, options="membership_function", default="componente", facet=True)
    voting = Flag(N_("Con diritto di voto"), required=True, default=True)
    from_ = Day(N_("Dal"), required=True)
    to = Day(N_("Al"))
    appointing_act = Text(N_("Atto di nomina"), max_length=300)
    substitute_of = Link(N_("Sostituisce"), to="person")
    represents_category = Choice(N_("Rappresenta"), options="actor_category", facet=True)

    @rule("to", "from")
    def _term(values: Values) -> str | None:
        if not starts_before_it_ends(values["from"], values["to"]):
            return N_("La fine dell'incarico viene prima dell'inizio.")
        return None
