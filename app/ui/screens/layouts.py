"""How the pages of records are arranged: which fields stand together, which records hang on which."""

from __future__ import annotations

from app.core.i18n import N_
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.fields import Link, LongText
from app.ui.kit.form import Group

_KEPT = N_("Pubblicazione")
_TERMS = N_("Quadri di riferimento")
_TIMES = N_("Tempi")
_LINKS = N_("Collegamenti")

LAYOUTS: dict[str, tuple[Group, ...]] = {
    "project": (
        Group(N_("Il progetto"), ("code", "status", "title", "abstract", "main_sector", "lead",
                                     "partners", "referent")),
        Group(N_("A chi e dove"), ("targets", "zones", "places", "expected_users", "reached_users")),
        Group(N_("Perché"), ("objectives", "outcomes", "needs", "production_lines")),
        Group(_TIMES, ("start", "end", "progress", "review_date", "status_reason")),
        Group(N_("Risorse e atti"), ("budget", "committed", "spent", "sources", "instrument", "act_reference", "cup",
                                     "cigs")),
        Group(_TERMS, ("leps", "pssr", "sdg", "bes", "keywords")),
        Group(_KEPT, ("visibility", "public_note")),
    ),
    "intervention": (
        Group(N_("L'intervento"), ("code", "status", "title", "project", "type", "sector", "lead")),
        Group(N_("A chi e dove"), ("targets", "zone", "place")),
        Group(N_("Quando"), ("start", "end", "frequency", "weekday", "slot_from", "slot_to")),
        Group(N_("Come si accede"), ("access_mode", "capacity", "free", "leps", "visibility")),
    ),
    "objective": (
        Group(N_("L'obiettivo"), ("code", "status", "title", "description", "level", "parent", "responsible")),
        Group(N_("Documento e validità"), ("document", "budget_programme", "year_from", "year_to")),
        Group(N_("Risultati attesi e quadri di riferimento"), ("outcomes", "leps", "pssr", "sdg", "bes", "visibility")),
    ),
    "actor": (
        Group(N_("L'attore"), ("code", "short_name", "name", "category", "kind", "parent", "sectors", "zones")),
        Group(N_("Che cosa può offrire"), ("capacities",)),
        Group(N_("Recapiti ufficiali"), ("contact_role", "phone", "email", "pec", "website")),
        Group(N_("Codici"), ("tax_code", "ipa_code", "school_code", "runts_section", "runts_number")),
        Group(N_("Periodo di attività"), ("active_from", "active_to", "consent_date", "visibility")),
    ),
    "pact": (
        Group(N_("Il patto"), ("code", "number", "status", "type", "title", "initiative", "common_good", "good_nature",
                               "place", "actions")),
        Group(N_("Chi"), ("proposer", "parties", "responsible", "role_title")),
        Group(N_("Che cosa"), ("motivations", "activities", "resources_offered", "economic_resources", "support",
                               "municipality_commitments", "citizen_commitments", "insurance", "safety")),
        Group(N_("Iter"), ("received", "equipe_due", "protocol", "notice_published", "giunta_act", "signed", "start",
                           "end", "renewable", "report_due", "renewed_from", "status_reason")),
        Group(_LINKS, ("objectives", "project", "publication_url", "visibility")),
    ),
    "contribution": (
        Group(N_("Il contributo"), ("code", "date", "channel", "author_type", "text", "themes")),
        Group(N_("Chi scrive"), ("author_name", "contact", "consent", "retention_until")),
        Group(N_("Di che cosa parla"), ("zone", "outcome", "need", "project", "pact", "item")),
        Group(N_("Moderazione e riscontro"), ("status", "moderation_reason", "evaluation", "motivation", "reply",
                                              "replied_on", "visibility")),
    ),
    "place": (
        Group(N_("Il luogo"), ("code", "name", "nature", "kind", "zone", "address", "lat", "lon", "owner", "themes")),
        Group(N_("Come si usa"), ("opening_hours", "capacity", "step_free", "is_common_good", "accessibility",
                                  "visibility")),
    ),
    "body": (
        Group(N_("L'organo"), ("code", "name", "instituting_act", "attending", "public_sessions", "visibility")),
        Group(N_("Numero legale"), ("quorum_first_call", "quorum_second_call", "delegation", "max_delegations")),
        Group(N_("Voto"), ("majority_basis", "abstain_counts_as_voting", "blank_counts_as_voting", "casting_vote",
                           "secret_kinds", "qualified_majorities")),
        Group(N_("Convocazione"), ("notice_days", "notice_day_kind", "urgent_hours", "supplement_hours",
                                   "agenda_approval")),
        Group(N_("Verbale e regole"), ("minutes_approval", "silence_days", "rules_from", "rules_version")),
    ),
    "meeting": (
        Group(N_("La seduta"), ("code", "body", "number", "status", "kind", "call", "mode")),
        Group(N_("Quando e dove"), ("date", "start_planned", "start_actual", "end_actual", "place", "link")),
        Group(N_("Chi"), ("chair", "secretary")),
        Group(N_("Convocazione e verbale"), ("agenda_approved_on", "convened_on", "convened_protocol", "minutes_number",
                                             "minutes_status", "minutes_reason",
                                             "opening_note", "closing_note", "next_meeting_hint", "visibility")),
    ),
    "setting": (
        Group(N_("L'ente"), ("municipality", "province", "ipa_code", "istat_code", "aoo_code", "protocol_register",
                             "classification")),
        Group(N_("Carta intestata e documenti"), ("letterhead_title", "letterhead_subtitle", "logo", "logo_alt",
                                                  "footer", "paper_style", "paper_accent", "paper_font", "paper_margin",
                                                  "signature_formula")),
        Group(N_("Archivio e firma"), ("records_schedule", "tsa_url", "token_library")),
        Group(N_("Pagina iniziale"), ("home_title", "home_subtitle", "quotation", "question", "link", "places_text")),
        Group(N_("Calendario e avvisi"), ("patron_day", "alert_days", "closures")),
        Group(N_("Riservatezza"), ("default_visibility", "sensitive_words")),
        Group(N_("Dimostrazione"), ("demo", "demo_today")),
    ),
}  # fmt: skip

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "project": (("funding_line", "project"), ("intervention", "project"), ("project_milestone", "project"),
                ("project_update", "project"), ("indicator", "project"), ("attachment", "project")),
    "objective": (("indicator", "objective"),),
    "indicator": (("measurement", "indicator"),),
    "pact": (("pact_report", "pact"), ("attachment", "pact")),
    "body": (("membership", "body"),),
    "process": (("stage", "process"),),
    "contribution": (("attachment", "contribution"),),
    "meeting": (("agenda_item", "meeting"), ("attachment", "meeting")),
    "decision": (("action_item", "decision"),),
    "agenda_item": (("decision", "item"), ("action_item", "item")),
}  # fmt: skip
"""The small grids of a record's page: (entity, the Link that hangs it there), in the order of the tabs."""

_FIRST_COLUMNS: dict[str, tuple[str, ...]] = {
    "funding_line": ("source", "reference", "amount", "committed", "spent", "reporting_deadline"),
    "intervention": ("code", "title", "type", "status", "lead", "zone", "start", "end"),
    "project_milestone": ("title", "due", "done", "owner"),
    "project_update": ("date", "text", "status_light", "reached_users", "by"),
    "indicator": ("name", "kind", "unit", "direction", "baseline_value", "target_value", "target_date"),
    "measurement": ("date", "value", "note", "entered_by"),
    "pact_report": ("period_from", "period_to", "activities", "hours", "participants", "expenses"),
    "membership": ("person", "function", "voting", "from", "to", "represents_category"),
    "attachment": ("letter", "title", "file_name", "pages", "publishable"),
    "actor": ("code", "name", "category", "kind", "sectors", "zones", "email"),
    "person": ("code", "last_name", "first_name", "role_title", "actor", "official_email"),
    "place": ("code", "name", "nature", "kind", "zone", "address", "themes"),
    "pact": ("code", "title", "type", "status", "common_good", "proposer", "start", "end"),
    "contribution": ("code", "date", "text", "channel", "status", "evaluation", "zone"),
    "stage": ("when", "title", "type", "status", "place"),
    "vocabulary_term": ("vocabulary", "label", "term", "sort", "active"),
    "decision": ("number", "title", "type", "status", "owner", "due"),
    "action_item": ("code", "text", "owner", "due", "status", "done_on"),
    "agenda_item": ("position", "title", "kind", "rapporteur", "outcome"),
    "body": ("code", "name", "instituting_act", "notice_days", "majority_basis"),
    "objective": ("code", "title", "level", "status", "document", "year_from", "year_to"),
}


def layout(entity: type[Entity]) -> tuple[Group, ...]:
    """The groups of an entity's form; a field no group names still has its place, at the end."""
    groups = LAYOUTS.get(entity.name, ())
    named = {name for group in groups for name in group.fields}
    rest = tuple(name for name in entity.fields if name not in named)
    return (*groups, Group(N_("Altro") if groups else "", rest)) if rest else groups


def columns(entity: type[Entity], without: str = "") -> tuple[str, ...]:
    """The columns a grid of this entity starts with."""
    chosen = _FIRST_COLUMNS.get(entity.name)
    if chosen is None:
        short = (name for name, spec in entity.fields.items()
                 if not isinstance(spec, LongText) and name not in ("visibility", "code"))  # fmt: skip
        chosen = ("code", *short)[:8]
    return tuple(name for name in chosen if name != without and name in entity.fields)


def parts(entity: type[Entity]) -> tuple[tuple[str, str], ...]:
    """The small grids of a record's page, those declared and those that are simply parts of it."""
    declared = PARTS.get(entity.name, ())
    known = {name for name, _ in declared}
    others = (
        (other.name, other.part_of) for other in ENTITIES.values()
        if other.part_of and other.name not in known and _to(other) == entity.name and entity.name != "meeting"
    )  # fmt: skip
    return (*declared, *others)


def _to(entity: type[Entity]) -> str:
    spec = entity.fields[entity.part_of]
    return spec.to if isinstance(spec, Link) else ""
