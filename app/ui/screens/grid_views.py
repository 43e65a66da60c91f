"""The views of a grid: those the screen declares, those people saved; applied, counted, kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QInputDialog

from app.core.i18n import N_, tr
from app.core.progress import Cancelled, Progress
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.query import Filter, Query
from app.ui.kit.views import View
from app.ui.screens.grid_plan import query_from, query_state
from app.usecases import lists, register

if TYPE_CHECKING:
    from app.ui.screens.grid_screen import GridScreen

_TRIES = 20
_LATER_MS = 300


class Views(QObject):
    """What stands behind the chips of one screen."""

    def __init__(self, screen: GridScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._own = tuple(screen.plan.views())
        self._saved: dict[str, Snapshot] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._count)
        screen.view_bar.chosen.connect(self.choose)
        screen.view_bar.save_wanted.connect(self.ask_name)
        self._show(())

    def read(self) -> None:
        """Read the saved views and count what each view would show; in the background, off the store's thread."""
        store, name = self._screen.desk.store, self._screen.plan.entity.name
        self._screen.desk.runner.run(lambda progress: _saved(store, name, progress), self._answer, owner=self,
                                     aside=True)  # fmt: skip
        self._count()

    def _answer(self, saved: Sequence[Snapshot]) -> None:
        if {one.id: one.version for one in saved} != {one.id: one.version for one in self._saved.values()}:
            self._saved = {one.code: one for one in saved}
            self._show(saved)

    def _count(self) -> None:
        """A list that is being typed into comes first: counts over a million rows would share its processor."""
        if self._screen.model.reader.busy:
            self._later.start()
            return
        store, runner = self._screen.desk.store, self._screen.desk.runner
        runner.run(lambda progress: _counts(store, self._own, progress), self._counted, owner=self, aside=True)
        if subtitle := self._screen.plan.subtitle:
            runner.run(lambda p: _patient(lambda: subtitle(store), p), self._screen.header.say, owner=self, aside=True)

    def _counted(self, counts: dict[str, int]) -> None:
        for name, count in counts.items():
            self._screen.view_bar.show_count(name, count)

    def _show(self, saved: Sequence[Snapshot]) -> None:
        entity = self._screen.plan.entity
        kept = [
            View(one.code, str(one["name"]), partial(_saved_query, entity, one["view"]), counted=False,
                 columns=tuple(one["view"].get("columns", ())), group=one["view"].get("group"))
            for one in saved
        ]  # fmt: skip
        self._screen.view_bar.show_views([*self._own, *kept])

    def choose(self, view: View) -> None:
        """Show a view: its query is made off the GUI thread, since it may ask the register."""
        store = self._screen.desk.store
        self._screen.desk.runner.run(lambda _: view.build(store), lambda query: self._apply(view, query), owner=self)

    def _apply(self, view: View, query: Query) -> None:
        if view.columns:
            self._screen.grid.set_columns(view.columns)
        if view.group is not None:
            self._screen.grouping.choose(view.group)
        self._screen.ask(query, view.name)

    def ask_name(self) -> None:
        """Ask for the name of a new view."""
        dialog = QInputDialog(self._screen)
        dialog.setWindowTitle(tr(N_("Salva vista")))
        dialog.setLabelText(tr(N_("Nome della vista (filtri, colonne, ordine e gruppi di adesso):")))
        dialog.textValueSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, name: str) -> None:
        """Keep what is shown under a name."""
        if not name.strip():
            return
        screen, desk = self._screen, self._screen.desk
        state: dict[str, Any] = query_state(screen.query, screen.plan.entity)
        state["columns"] = list(screen.model.columns)
        state["group"] = screen.model.groups.field
        values = {"name": name.strip(), "owner": desk.person.login, "screen": screen.plan.entity.name, "view": state}
        desk.runner.run(
            lambda _: register.create(desk.store, "saved_view", values),
            lambda changes: self._kept(changes, name), owner=self,
        )  # fmt: skip

    def _kept(self, changes: Changes, name: str) -> None:
        self._screen.desk.done(changes, tr(N_("Vista «{name}» salvata.")).format(name=name.strip()))
        self.read()


def _saved_query(entity: type[Entity], state: dict[str, Any], _store: Any) -> Query:
    return query_from(state, entity)


def _saved(store: Any, name: str, progress: Progress) -> Sequence[Snapshot]:
    kept: Sequence[Snapshot] = _patient(
        lambda: lists.snapshots(store, Query("saved_view", (Filter("screen", "=", (name,)),))), progress
    )
    return kept


def _counts(store: Any, own: Sequence[View], progress: Progress) -> dict[str, int]:
    return {view.name: _patient(partial(_count, store, view), progress) for view in own if view.counted}


def _count(store: Any, view: View) -> int:
    return lists.count(store, view.build(store))


def _patient(ask: Any, progress: Progress) -> Any:
    """A question nobody is waiting for: when a keystroke interrupts it, it is asked again."""
    for _ in range(_TRIES):
        try:
            return ask()
        except Cancelled:
            if progress.cancelled:
                raise
    raise Cancelled
