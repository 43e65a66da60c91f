"""Parts of the window that are imported when they are first used, so that the first paint waits for none of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

RECORD = "app.ui.screens.record:RecordScreen"
NEW_RECORD = "app.ui.screens.deeds:new_record"
TO_MEETING = "app.ui.screens.deeds:bring_to_meeting"
IMPORT = "app.ui.dialogs.import_wizard:ImportWizard"
EXPORT = "app.ui.dialogs.export_dialog:ExportDialog"
WELCOME = "app.ui.screens.welcome:Welcome"
JOURNAL = "app.ui.screens.around:journal_of"
DRAFTS = "app.ui.screens.recovery:offer_drafts"
RESUME = "app.ui.screens.recovery:resume"
PUT_BACK = "app.ui.putting_back:PuttingBack"
BLOCK = "app.ui.kit.block:wish"
MANY = "app.ui.screens.grid_many:Many"
ROW_MENU = "app.ui.screens.row_menu:row_menu"
RECORD_MENU = "app.ui.screens.row_menu:record_menu"
REPLACE = "app.ui.dialogs.replacing:Replacing"
EDITOR = "app.ui.kit.editors:editor_for"
FACET = "app.ui.kit.facets:FacetGroup"
DAYS = "app.ui.days:Days"
PALETTE = "app.ui.palette:Palette"
SHORTCUTS = "app.ui.shortcuts:ShortcutSheet"


def load(where: str) -> Any:
    """What stands at "module:Name"."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)
