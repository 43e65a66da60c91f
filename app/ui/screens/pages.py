"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from app.core.i18n import N_
from app.ui import later
from app.ui.desk import Desk
from app.ui.screens.base import Page, Screen

SCREENS: tuple[Page, ...] = (
    Page("register", N_("Registro"), "list-bullets", "app.ui.screens.register:RegisterScreen",
         entities=("project", "intervention")),
    Page("objectives", N_("Obiettivi"), "target", "app.ui.screens.objectives:ObjectivesScreen",
         entities=("objective",)),
    Page("record", N_("Scheda"), "file-text", later.RECORD, hidden=True),
)  # fmt: skip


def build(page: Page, desk: Desk) -> Screen:
    """The Screen of a page, imported now."""
    screen = later.load(page.screen)(desk)
    assert isinstance(screen, Screen)
    screen.setObjectName(page.name)
    return screen
