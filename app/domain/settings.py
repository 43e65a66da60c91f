"""What makes the program somebody's: names, logo, poster texts, rules, accounts. All of it is data."""

from __future__ import annotations

import re

from app.core.colour import LEAST_CONTRAST, contrast, is_colour, tinted
from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.closures import closure_of
from app.domain.entity import Entity, Values, rule
from app.domain.fields import Choice, Choices, Day, File, Flag, Integer, Link, LongText, Rules, Text
from app.domain.permissions import Can

SETTINGS_CODE = "REG"
"""The register has one row of settings; this is its code."""


class Setting(Entity, name="setting"):
    """Impostazioni of the register: one row. The codes of the protocol are the administrator's too (DOMAIN §5.7)."""

    label, labels = N_("Impostazioni"), N_("Impostazioni")
    write = Can.EDIT_BODY
    caption = ("municipality",)
    pattern = SETTINGS_CODE

    municipality = Text(N_("Ente"), required=True, max_length=200)
    province = Text(N_("Provincia"), max_length=120)
    ipa_code = Text(N_("Codice IPA"), max_length=40, write=Can.EDIT_TECHNICAL)
    istat_code = Text(N_("Codice ISTAT"), max_length=6, write=Can.EDIT_TECHNICAL)
    aoo_code = Text(N_("Codice AOO"), max_length=16, write=Can.EDIT_TECHNICAL)
    protocol_register = Text(N_("Codice del registro di protocollo"), max_length=16, write=Can.EDIT_TECHNICAL)
    classification = Text(N_("Classifica predefinita"), max_length=40)
    patron_day = Text(N_("Giorno del patrono (mm-gg)"), max_length=5)
    closures = Rules(N_("Chiusure (elenco di periodi)"), shape=list)
    default_visibility = Choice(N_("Visibilità delle nuove schede"), options="visibility", default="cabina")
    home_title = Text(N_("Titolo della pagina iniziale"), max_length=200)
    home_subtitle = Text(N_("Sottotitolo"), max_length=300)
    quotation = LongText(N_("Citazione"), max_length=2000)
    question = Text(N_("Domanda guida"), max_length=300)
    link = Text(N_("Per saperne di più"), max_length=300)
    places_text = LongText(N_("I luoghi, in breve"), max_length=1000)
    letterhead_title = Text(N_("Intestazione: prima riga"), max_length=200)
    letterhead_subtitle = Text(N_("Intestazione: seconda riga"), max_length=300)
    logo = File(N_("Stemma"))
    logo_alt = Text(N_("Stemma, in parole"), max_length=300)
    footer = Text(N_("Piè di pagina"), max_length=300)
    paper_style = Choice(N_("Stile dei documenti"), options="paper_style", default="pieno")
    paper_margin = Integer(N_("Margine dei documenti (mm)"), minimum=10, maximum=40)
    paper_accent = Text(N_("Colore dei documenti"), max_length=7)
    paper_font = Choice(N_("Carattere dei documenti"), options="paper_font", default="titillium")
    records_schedule = Text(N_("Titolario di classificazione"), max_length=200)
    tsa_url = Text(N_("Servizio di marcatura temporale"), max_length=300, write=Can.EDIT_TECHNICAL)
    token_library = Text(N_("Libreria del dispositivo di firma"), max_length=300, write=Can.EDIT_TECHNICAL)
    signature_formula = Text(N_("Formula sotto le firme"), max_length=300)
    sensitive_words = LongText(N_("Parole da controllare prima di pubblicare"), max_length=5000)
    alert_days = Integer(N_("Giorni di anticipo degli avvisi"), maximum=365)
    demo = Flag(N_("Dati dimostrativi"), default=False)
    demo_today = Day(N_("Giorno fissato per la dimostrazione"))

    @rule("patron_day")
    def _patron(values: Values) -> str | None:
        day = values["patron_day"]
        if day and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", day):
            return N_("Il giorno del patrono si scrive mese-giorno, come 09-29.")
        return None

    @rule("paper_accent")
    def _accent(values: Values) -> str | None:
        accent = values["paper_accent"] or ""
        if accent and not is_colour(accent):
            return N_("Il colore si scrive come #0066CC.")
        if accent and contrast(accent, tinted(accent, 0.06)) < LEAST_CONTRAST:
            return N_("Con questo colore le parole non si leggono bene sul bianco: serve un contrasto di 4,5 a 1.")
        return None

    @rule("closures")
    def _closures(values: Values) -> str | None:
        try:
            for period in values["closures"] or ():
                closure_of(period)
        except Refused:
            return N_("Ogni chiusura è un periodo con le date «from» e «to» (aaaa-mm-gg), in ordine.")
        return None


class Account(Entity, name="account"):
    """Utente of a shared register: a login of the database, its role, the person it stands for."""

    label, labels = N_("Utente"), N_("Utenti")
    write = Can.MANAGE_USERS
    caption = ("login",)
    pattern = "U{n:02}"
    portable = False

    login = Text(N_("Nome di accesso"), required=True, max_length=63)
    roles = Choices(N_("Ruoli"), required=True, options="role")
    person = Link(N_("Persona"), to="person")
    active = Flag(N_("Attivo"), default=True)


class ImportMapping(Entity, name="import_mapping"):
    """A mapping of spreadsheet columns, kept by name."""

    label, labels = N_("Corrispondenza di colonne"), N_("Corrispondenze di colonne")
    write, write_own = Can.IMPORT, None
    caption = ("name",)
    pattern = "MAP{n}"

    name_ = Text(N_("Nome"), required=True, max_length=120)
    into = Text(N_("Schede"), required=True, max_length=40)
    mapping = LongText(N_("Corrispondenza (TOML)"), required=True)


class SavedView(Entity, name="saved_view"):
    """Vista salvata: filters, columns and order of a grid."""

    label, labels = N_("Vista salvata"), N_("Viste salvate")
    write = Can.READ
    caption = ("name",)
    pattern = "VI{n}"
    portable = False

    name_ = Text(N_("Nome"), required=True, max_length=120)
    owner = Text(N_("Di"), max_length=63)
    shared = Flag(N_("Condivisa"), default=False)
    screen = Text(N_("Pagina"), required=True, max_length=40)
    view = Rules(N_("Vista"), required=True)
