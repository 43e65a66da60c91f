"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from importlib import import_module

from app.core.i18n import N_
from app.ui.desk import Desk
from app.ui.screens.base import Page, Screen

SCREENS: tuple[Page, ...] = (
    Page("register", N_("Registro"), "list-bullets", "app.ui.screens.register:RegisterScreen",
         entities=("project", "intervention")),
)  # fmt: skip


def build(page: Page, desk: Desk) -> Screen:
    """The Screen of a page, imported now."""
    module, _, name = page.screen.partition(":")
    screen = getattr(import_module(module), name)(desk)
    assert isinstance(screen, Screen)
    screen.setObjectName(page.name)
    return screen
