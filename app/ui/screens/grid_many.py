"""Deeds over many rows of a grid: judged, shown when something is refused, written whole, taken back at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.entity import Changes
from app.ui.desk import Desk
from app.ui.dialogs.rejects import Rejects
from app.ui.kit import block, clipboard
from app.ui.kit.grid import Grid
from app.ui.kit.table_model import TableModel
from app.usecases import many
from app.usecases.many import Edit, Outcome, Reject

TITLES = {"paste": N_("Incolla"), "fill": N_("Riempi in basso"), "clear": N_("Svuota le celle"),
          "today": N_("Data di oggi"), "replace": N_("Sostituisci"), "trash": N_("Sposta nel cestino")}  # fmt: skip
_NOTHING = {"clear": N_("Le celle sono già vuote."), "today": N_("Le celle hanno già la data di oggi.")}

_SAME = N_("Non c'è nulla da scrivere: le celle dicono già così.")


@dataclass(frozen=True)
class Judged:
    """A deed after the Fields and the register have looked at it; written when there are no rejects."""

    deed: str
    edits: tuple[Edit, ...]
    rejects: tuple[Reject, ...]
    changes: Changes | None

    @property
    def good(self) -> list[Edit]:
        """What could be written without the rest: of a record with something wrong by rule, nothing."""
        bad = {(one.entity, one.id) for one in self.rejects if one.id}
        return [one for one in self.edits if (one.entity, one.id) not in bad]

    @property
    def insisted(self) -> list[Edit]:
        """The same, and the records that somebody else has just changed, as they are now."""
        now = {(one.entity, one.id): one.now for one in self.rejects if one.moved}
        other = {(one.entity, one.id) for one in self.rejects if one.id and not one.moved}
        fresh = []
        for one in self.edits:
            key = (one.entity, one.id)
            snapshot = now.get(key)
            if key not in other and (key not in now or snapshot is not None):
                fresh.append(replace(one, version=snapshot.version) if snapshot else one)
        return fresh


class Many(QObject):
    """What stands behind the spreadsheet's hands of one grid.

    Signals:
        written(Changes): a deed was done.
    """

    written = Signal(object)

    def __init__(self, desk: Desk, grid: Grid) -> None:
        super().__init__(grid)
        self._desk, self._grid = desk, grid
        self._model: TableModel = grid.table
        self.dialog: Rejects | None = None

    # ------------------------------------------------------------ cells

    def take(self, wish: block.Wish) -> None:
        """Judge a wish, off the GUI thread; it is written at once when nothing in it is refused."""
        model, desk = self._model, self._desk
        have, missing = block.known(model, (target.place for target in wish.targets))
        columns, source = tuple(spec.name for spec in model.fields), model.reader.source

        def work(progress: Progress) -> Judged:
            rows = {**have, **block.read(source, columns, missing, progress)}
            draft = block.draft(wish, rows, model, desk.names, model.may_write)
            return judged(desk, draft.deed, draft.edits, draft.rejects, progress)

        desk.runner.run(work, self.answer, title=_title(wish.deed), owner=self)

    def write(self, deed: str, edits: Sequence[Edit]) -> None:
        """Write records whole (again, when some were refused and the person goes on without them)."""
        desk = self._desk
        desk.runner.run(
            lambda progress: judged(desk, deed, edits, (), progress), self.answer, title=_title(deed), owner=self
        )

    def answer(self, one: Judged) -> None:
        """It is written, or the person is told what is in the way."""
        if one.changes is not None and one.changes.seq:
            self._desk.done(one.changes, _said(one))
            self.written.emit(one.changes)
        elif one.rejects:
            self._ask(one)
        else:
            self._desk.messages.say(tr(_NOTHING.get(one.deed, _SAME)))

    def _ask(self, one: Judged) -> None:
        good = len(one.good) if one.deed == "trash" else _cells(one.good)
        words = trn("{n} cella non si può scrivere così com'è. Nulla è stato ancora scritto.",
                    "{n} celle non si possono scrivere così come sono. Nulla è stato ancora scritto.",
                    len(one.rejects))  # fmt: skip
        others = trn("&Scrivi l'altra cella", "&Scrivi le altre {n} celle", good)
        if one.deed == "trash":
            words = trn("{n} scheda non può andare nel cestino. Nulla è stato ancora spostato.",
                        "{n} schede non possono andare nel cestino. Nulla è stato ancora spostato.",
                        len(one.rejects))  # fmt: skip
            others = trn("&Sposta l'altra scheda", "&Sposta le altre {n} schede", good)
        if moved := [reject for reject in one.rejects if reject.moved]:
            codes = ", ".join(dict.fromkeys(reject.code for reject in moved))
            words += " " + tr(N_("Modificate da altri in questo momento: {codes}.")).format(codes=codes)
            self._refresh(one)
        self.dialog = Rejects(_title(one.deed), words, one.rejects, others if good else "", self._grid)
        self.dialog.finished.connect(lambda result, dialog=self.dialog: self._decided(one, result, dialog))
        self.dialog.open()

    def _refresh(self, one: Judged) -> None:
        """Show the records that moved as they are now."""
        touched = {(reject.entity, reject.id): reject.now for reject in one.rejects if reject.moved}
        if self._model.apply(Changes(0, touched)):
            self._grid.keep_place()
            self._model.refresh()

    def _decided(self, one: Judged, result: int, dialog: Rejects) -> None:
        self.dialog = None
        if result != QDialog.DialogCode.Accepted.value:
            return
        edits = one.insisted if dialog.insist.isChecked() else one.good
        if one.deed == "trash":
            self._trash(edits)
        elif edits:
            self.write(one.deed, edits)

    # ------------------------------------------------------------ rows

    def trash(self) -> None:
        """The selected rows into the trash, in one deed; undoable, so nobody is asked."""
        model, desk = self._model, self._desk
        places = clipboard.places_of(self._grid.selectionModel())
        have, missing = block.known(model, places)
        columns, source = tuple(spec.name for spec in model.fields), model.reader.source

        def work(progress: Progress) -> Judged:
            rows = {**have, **block.read(source, columns, missing, progress)}
            chosen = [Edit(row.entity, row.id, row.version, model.code(row), {}) for row in rows.values()]
            return _trashed(many.trash(desk.store, chosen, progress), chosen)

        if places:
            desk.runner.run(work, self.answer, title=_title("trash"), owner=self)

    def _trash(self, chosen: Sequence[Edit]) -> None:
        store = self._desk.store
        self._desk.runner.run(lambda progress: _trashed(many.trash(store, chosen, progress), chosen), self.answer,
                              title=_title("trash"), owner=self)  # fmt: skip


def judged(
    desk: Desk, deed: str, edits: Sequence[Edit], rejects: Sequence[Reject], progress: Progress
) -> Judged:  # fmt: skip
    """Write, when nothing is refused yet; try, when something is, so that everything is told at once."""
    outcome = many.edit(desk.store, deed, edits, progress, dry=bool(rejects)) if edits else Outcome(None)
    return Judged(deed, tuple(edits), (*rejects, *outcome.rejects), outcome.changes)


def _trashed(outcome: Outcome, chosen: Sequence[Edit]) -> Judged:
    return Judged("trash", tuple(chosen), outcome.rejects, outcome.changes)


def _title(deed: str) -> str:
    return tr(TITLES[deed])


def _cells(edits: Sequence[Edit]) -> int:
    return sum(len(one.values) for one in edits)


def _said(one: Judged) -> str:
    """«Incolla: 12 celle in 4 schede.»"""
    if one.deed == "trash":
        code = one.edits[0].code if len(one.edits) == 1 else ""
        many_words = trn("{n} scheda è nel cestino.", "{n} schede sono nel cestino.", len(one.edits))
        return tr(N_("{code} è nel cestino.")).format(code=code) if code else many_words
    cells = trn("{n} cella", "{n} celle", _cells(one.edits))
    records = trn("in {n} scheda", "in {n} schede", len(one.edits))
    return tr(N_("{deed}: {cells} {records}.")).format(deed=_title(one.deed), cells=cells, records=records)
