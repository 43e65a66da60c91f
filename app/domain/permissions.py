"""Who may do what: the only place it is written (DOMAIN §5.7). The screen greys, the use-case refuses,
the database refuses: all three read GRANTS."""

from __future__ import annotations

from enum import StrEnum

from app.core.values import dataclass


class Role(StrEnum):
    """The five roles of a register."""

    PRESIDENTE = "presidente"
    SEGRETARIO = "segretario"
    COMPONENTE = "componente"
    LETTORE = "lettore"
    AMMINISTRATORE = "amministratore"


class Can(StrEnum):
    """A permission. `OWN_…` and `DRAFT_…` reach only the rows of one's own body (see `Entity.own`)."""

    READ = "read"
    READ_INTERNAL = "read_internal"
    READ_INTERESTS = "read_interests"
    READ_CONTACTS = "read_contacts"
    EDIT_REGISTER = "edit_register"
    OWN_REGISTER = "own_register"
    EDIT_OBJECTIVES = "edit_objectives"
    CONVENE = "convene"
    APPROVE_AGENDA = "approve_agenda"
    PROPOSE_ITEMS = "propose_items"
    RUN_MEETINGS = "run_meetings"
    OBSERVE_MINUTES = "observe_minutes"
    FINALISE = "finalise"
    CONFIRM_MINUTES = "confirm_minutes"
    DECIDE = "decide"
    OWN_ACTIONS = "own_actions"
    EDIT_PACTS = "edit_pacts"
    DRAFT_PACTS = "draft_pacts"
    MODERATE = "moderate"
    CONTRIBUTE = "contribute"
    EXPORT = "export"
    EXPORT_CABINA = "export_cabina"
    EXPORT_INTERNAL = "export_internal"
    IMPORT = "import"
    UNDO_OTHERS = "undo_others"
    EDIT_BODY = "edit_body"
    EDIT_TECHNICAL = "edit_technical"
    EDIT_VOCABULARIES = "edit_vocabularies"
    MANAGE_USERS = "manage_users"
    BACKUP = "backup"


_EVERYBODY = frozenset({Can.READ})
_CONTENT = frozenset({
    Can.READ_INTERNAL, Can.EDIT_REGISTER, Can.OWN_REGISTER, Can.EDIT_OBJECTIVES, Can.DECIDE, Can.OWN_ACTIONS,
    Can.EDIT_PACTS, Can.DRAFT_PACTS, Can.CONTRIBUTE, Can.EXPORT, Can.IMPORT, Can.UNDO_OTHERS, Can.EDIT_BODY,
    Can.EDIT_TECHNICAL, Can.EXPORT_CABINA, Can.EXPORT_INTERNAL,
})  # fmt: skip

GRANTS: dict[Role, frozenset[Can]] = {
    Role.PRESIDENTE: _EVERYBODY | _CONTENT | {Can.APPROVE_AGENDA, Can.CONFIRM_MINUTES, Can.READ_INTERESTS},
    Role.SEGRETARIO: _EVERYBODY | _CONTENT | {
        Can.READ_CONTACTS, Can.READ_INTERESTS, Can.CONVENE, Can.RUN_MEETINGS, Can.FINALISE, Can.MODERATE,
        Can.EDIT_VOCABULARIES,
    },
    Role.COMPONENTE: _EVERYBODY | {
        Can.READ_INTERNAL, Can.OWN_REGISTER, Can.PROPOSE_ITEMS, Can.OBSERVE_MINUTES, Can.OWN_ACTIONS,
        Can.DRAFT_PACTS, Can.CONTRIBUTE, Can.EXPORT, Can.EXPORT_CABINA, Can.IMPORT,
    },
    Role.LETTORE: _EVERYBODY | {Can.EXPORT},
    Role.AMMINISTRATORE: _EVERYBODY | {
        Can.READ_INTERNAL, Can.EDIT_TECHNICAL, Can.EDIT_VOCABULARIES, Can.MANAGE_USERS, Can.BACKUP,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Who is at the keyboard: a login, its roles, and the codes of the person and actor it stands for."""

    login: str
    roles: frozenset[Role]
    person: str | None = None
    actor: str | None = None

    def may(self, can: Can) -> bool:
        """Whether any of this person's roles grants `can`."""
        return any(can in GRANTS[role] for role in self.roles)


def keeper(login: str) -> Person:
    """The user of an embedded register: whoever has the file has the data, and the app says so (CLI.md)."""
    return Person(login, frozenset({Role.SEGRETARIO, Role.AMMINISTRATORE}))
