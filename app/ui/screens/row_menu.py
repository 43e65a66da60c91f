"""The context menu of a record's row, in the same order everywhere: open, edit, copy, bring to a sitting, export,
delete. Nothing is only here: each line shows its key, or has a button of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.core.i18n import N_, tr
from app.ui.desk import Desk
from app.ui.kit.grid import Grid
from app.ui.kit.window_rows import Row
from app.ui.screens.attaching import attach
from app.ui.screens.hands import Hands
from app.ui.screens.to_meeting import LINKED
from app.usecases.attaching import OWNERS


def row_menu(
    desk: Desk, grid: Grid, hands: Hands, parent: QWidget, export: Callable[[], object] | None = None
) -> QMenu:
    """The menu of the current row; empty when there is none. `export` where a list can be exported."""
    menu, row = QMenu(parent), grid.row()
    if row is None:
        return menu
    code, place = grid.table.code(row), grid.currentIndex().row()
    menu.addAction(tr(N_("Apri {code}")).format(code=code), grid.open_current)
    if grid.table.can_open(place):
        words = N_("Nascondi gli interventi") if grid.table.is_open(place) else N_("Mostra gli interventi")
        menu.addAction(tr(words) + "\t" + tr(N_("Spazio")), lambda: grid.table.toggle(place))
    menu.addSeparator()
    _edits(menu, grid, hands)
    menu.addSeparator()
    menu.addAction(tr(N_("Taglia")) + keys("Ctrl+X"), grid.cut)
    menu.addAction(tr(N_("Copia")) + keys("Ctrl+C"), grid.copy)
    menu.addAction(tr(N_("Copia con le intestazioni")) + keys("Ctrl+Shift+C"), lambda: grid.copy(headers=True))
    menu.addAction(tr(N_("Incolla")) + keys("Ctrl+V"), grid.paste)
    menu.addSeparator()
    _links(menu, desk, row, code, parent)
    if export is not None:
        menu.addAction(tr(N_("Esporta…")), export)
    menu.addSeparator()
    menu.addAction(tr(N_("Sposta nel cestino")) + keys("Ctrl+Del"), hands.trash)
    return menu


def _edits(menu: QMenu, grid: Grid, hands: Hands) -> None:
    menu.addAction(tr(N_("Modifica la cella")) + keys("F2"), lambda: grid.edit(grid.currentIndex()))
    menu.addAction(tr(N_("Riempi in basso")) + keys("Ctrl+D"), grid.fill_down)
    menu.addAction(tr(N_("Svuota le celle")) + keys("Del"), lambda: grid.want("clear"))
    menu.addAction(tr(N_("Trova e sostituisci…")) + keys("Ctrl+H"), hands.replace)


def _links(menu: QMenu, desk: Desk, row: Row, code: str, parent: QWidget) -> None:
    """What ties the record to others: a file, a sitting."""
    if row.entity in OWNERS:
        menu.addAction(tr(N_("Allega un file…")), partial(_choose_file, desk, row.entity, code, parent))
    if desk.convene is not None and row.entity in LINKED:
        menu.addAction(tr(N_("Porta in seduta")), partial(desk.convene, row.entity, code))


def _choose_file(desk: Desk, entity: str, code: str, parent: QWidget) -> None:
    paths, _ = QFileDialog.getOpenFileNames(parent, tr(N_("Allega a {code}")).format(code=code))
    if paths:
        attach(desk, entity, code, [Path(one) for one in paths], parent)


def record_menu(desk: Desk, entity: str, code: str, parent: QWidget) -> QMenu:
    """The shorter menu of a record in a tree or a list without cells, in the same order."""
    menu = QMenu(parent)
    menu.addAction(tr(N_("Apri {code}")).format(code=code), partial(desk.open, entity, code))
    menu.addSeparator()
    menu.addAction(tr(N_("Copia il codice")), lambda: QGuiApplication.clipboard().setText(code))
    menu.addSeparator()
    if desk.convene is not None and entity in LINKED:
        menu.addAction(tr(N_("Porta in seduta")), partial(desk.convene, entity, code))
    return menu


def keys(portable: str) -> str:
    """Keys as a menu shows them, in the language of the system."""
    return "\t" + QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText)


def words_of(menu: QMenu) -> list[str]:
    """What a menu says, without keys; "" for its lines between."""
    def said(action: QAction) -> str:
        return action.text().partition("\t")[0]

    return [said(action) for action in menu.actions()]
