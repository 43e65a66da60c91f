"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from app.core.i18n import N_
from app.ui import later
from app.ui.desk import Desk
from app.ui.screens.base import COMMUNITY, MEETINGS, Page, Screen

_LISTS = "app.ui.screens.entities"

SCREENS: tuple[Page, ...] = (
    Page("home", N_("Cruscotto"), "squares-four", "app.ui.screens.home:HomeScreen"),
    Page("register", N_("Registro"), "list-bullets", "app.ui.screens.register:RegisterScreen",
         entities=("project", "intervention")),
    Page("objectives", N_("Obiettivi"), "target", "app.ui.screens.objectives:ObjectivesScreen",
         entities=("objective",)),
    Page("meetings", N_("Sedute e verbali"), "calendar", "app.ui.screens.meetings:MeetingsScreen", MEETINGS,
         entities=("meeting",), whole=("meeting", "agenda_item")),
    Page("decisions", N_("Decisioni e azioni"), "clipboard-text", "app.ui.screens.decisions:DecisionsScreen", MEETINGS,
         entities=("decision", "action_item")),
    Page("actors", N_("Attori e rete"), "users-three", f"{_LISTS}:ActorsScreen", COMMUNITY, entities=("actor",)),
    Page("places", N_("Luoghi e beni comuni"), "map-pin", f"{_LISTS}:PlacesScreen", COMMUNITY, entities=("place",)),
    Page("pacts", N_("Patti"), "handshake", f"{_LISTS}:PactsScreen", COMMUNITY, entities=("pact",)),
    Page("participation", N_("Partecipazione"), "chat-text", f"{_LISTS}:ContributionsScreen", COMMUNITY,
         entities=("contribution",)),
    Page("lists", N_("Altri elenchi"), "table", f"{_LISTS}:ListsScreen", foot=True),
    Page("settings", N_("Impostazioni"), "gear-six", "app.ui.screens.settings:SettingsScreen", keys="Ctrl+,",
         foot=True),
    Page("record", N_("Scheda"), "file-text", later.RECORD, hidden=True),
    Page("past", N_("Il registro nel passato"), "clock-counter-clockwise", "app.ui.screens.past:PastScreen",
         hidden=True),
)  # fmt: skip


def build(page: Page, desk: Desk) -> Screen:
    """The Screen of a page, imported now."""
    screen = later.load(page.screen)(desk)
    assert isinstance(screen, Screen)
    screen.setObjectName(page.name)
    return screen
