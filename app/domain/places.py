"""Places, zones, target groups, kinds of intervention, sources of money, keywords (DOMAIN §4.7, §5.2, §7)."""

from __future__ import annotations

from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule
from app.domain.fields import Choice, Choices, Flag, Integer, Link, LongText, Number, Rules, Text
from app.domain.permissions import Can


class Zone(Entity, name="zone"):
    """Zona: a frazione, the whole territory, beyond it, online."""

    label, labels = N_("Zona"), N_("Zone")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "Z{n:02}"

    label_ = Text(N_("Nome"), required=True, max_length=120, search=True)
    population = Integer(N_("Residenti"))
    polygon = Rules(N_("Confine (GeoJSON)"))


class Place(Entity, name="place"):
    """Luogo, material or not."""

    label, labels = N_("Luogo"), N_("Luoghi")
    write_own, own = Can.OWN_REGISTER, ("owner",)
    caption = ("name",)
    pattern = "L{n:02}"

    name_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    nature = Choice(N_("Natura"), required=True, options="place_nature", default="fisico", facet=True)
    kind = Choice(N_("Tipo"), options="place_kind", facet=True)
    zone = Link(N_("Zona"), to="zone", required=True, facet=True)
    address = Text(N_("Via e numero civico"), max_length=300, search=True, synonyms=("indirizzo",))
    lat = Number(N_("Latitudine"), decimals=7)
    lon = Number(N_("Longitudine"), decimals=7)
    owner = Link(N_("Ente proprietario"), to="actor")
    accessibility = LongText(N_("Accessibilità"), max_length=2000)
    step_free = Flag(N_("Senza gradini"))
    opening_hours = Text(N_("Orari"), max_length=300)
    capacity = Integer(N_("Capienza"))
    themes = Choices(N_("Che cosa vi si incontra"), options="place_theme", facet=True)
    is_common_good = Flag(N_("Bene comune"), facet=True)

    @rule("lat", "lon", "nature")
    def _coordinates(values: Values) -> str | None:
        lat, lon = values["lat"], values["lon"]
        if (lat is None) != (lon is None):
            return N_("Latitudine e longitudine si scrivono insieme.")
        if lat is not None and values["nature"] == "immateriale":
            return N_("Un luogo immateriale non ha coordinate.")
        if lat is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return N_("Queste coordinate non esistono: la latitudine va da -90 a 90, la longitudine da -180 a 180.")
        return None

    @rule("address", "nature")
    def _address(values: Values) -> str | None:
        if values["address"] and values["nature"] == "immateriale":
            return N_("Un luogo immateriale non ha un indirizzo.")
        return None


class TargetGroup(Entity, name="target_group"):
    """Destinatari."""

    label, labels = N_("Gruppo di destinatari"), N_("Destinatari")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "T{n:02}"

    label_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    active = Flag(N_("In uso"), default=True)


class InterventionType(Entity, name="intervention_type"):
    """Tipo di intervento, with the family that weighs overlaps (DOMAIN §7.2)."""

    label, labels = N_("Tipo di intervento"), N_("Tipi di intervento")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "TI{n}"

    label_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    family = Choice(N_("Famiglia"), required=True, options="intervention_family", facet=True)
    active = Flag(N_("In uso"), default=True)


class FundSource(Entity, name="fund_source"):
    """Fonte di finanziamento (DOMAIN §4.7)."""

    label, labels = N_("Fonte di finanziamento"), N_("Fonti di finanziamento")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "F{n}"

    label_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    active = Flag(N_("In uso"), default=True)


class Keyword(Entity, name="keyword"):
    """Parola chiave of the poster, and a tag of the records."""

    label, labels = N_("Parola chiave"), N_("Parole chiave")
    write = Can.CONTRIBUTE
    caption = ("term",)
    pattern = "K{n:02}"

    term = Text(N_("Parola"), required=True, max_length=200, search=True)
    definition = LongText(N_("Definizione"), max_length=2000)
    pinned = Flag(N_("In evidenza"), default=False)


class VocabularyTerm(Entity, name="vocabulary_term"):
    """A term of an editable vocabulary."""

    label, labels = N_("Voce di vocabolario"), N_("Vocabolari")
    write = Can.EDIT_VOCABULARIES
    caption = ("label",)
    pattern = "{vocabulary}.{term}"
    key = ("vocabulary", "term")

    vocabulary = Text(N_("Vocabolario"), required=True, max_length=40)
    term = Text(N_("Voce"), required=True, max_length=60)
    label_ = Text(N_("Nome"), required=True, max_length=200, search=True)
    description = LongText(N_("Descrizione"), max_length=2000)
    sort = Integer(N_("Ordine"))
    active = Flag(N_("In uso"), default=True)
