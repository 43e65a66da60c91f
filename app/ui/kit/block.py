"""What a person wants of many cells at once: a block pasted, a value filled down, cells emptied, today's date.

Three steps, and nothing is written in any of them: a *wish* says which cells should say what; the rows it reaches
that are not read yet are read; a *draft* has every value judged by its Field. The register judges the rest.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QItemSelectionModel

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import N_, tr, trn
from app.core.progress import Progress
from app.domain.fields import Choice, Choices, Day, Field, Link, Links, Names, Value
from app.domain.importing_cells import CellProblem, CellReader
from app.domain.query import Query
from app.ui.kit import clipboard
from app.ui.kit.source import PAGE, Source
from app.ui.kit.table_model import TableModel
from app.ui.kit.window_rows import Row
from app.usecases.many import MOST_RECORDS, Edit, Reject

_ACCEPTED_SHOWN = 12
_TOP = -1  # the part `locate` answers for a row of the list itself


@dataclass(frozen=True)
class Target:
    """A cell to write in: its row's place, its column, and what goes there, as typed (`text`) or as a value."""

    place: int
    column: int
    text: str | None = None
    value: Value = None


@dataclass(frozen=True)
class Wish:
    """A deed over many cells, not judged yet. `beyond`: what of a block has no cell to go to."""

    deed: str
    targets: tuple[Target, ...] = ()
    beyond: tuple[Reject, ...] = ()


@dataclass
class Draft:
    """A wish judged by the Fields: what would be written, record by record, and what would not."""

    deed: str
    edits: list[Edit] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


# ---------------------------------------------------------------- wishes


def wish(model: TableModel, selection: QItemSelectionModel, deed: str, text: str = "") -> Wish:
    """The deed over what is selected; `text` is what a paste lays there.

    Raises:
        Refused: more rows are selected than one deed takes.
    """
    parts = clipboard.ranges_of(selection)
    if sum(part.height() for part in parts) > MOST_RECORDS:
        raise Refused(N_("Avete scelto troppe righe per una volta sola: al massimo {most}."), most=MOST_RECORDS)
    if deed == "paste":
        return _pasted(model, selection, lines_of(text))
    targets: list[Target] = []
    for part in parts:
        columns = range(part.left(), part.right() + 1)
        if deed == "fill":
            targets += _filled(model, part.top(), part.bottom(), columns)
            continue
        for place in range(part.top(), part.bottom() + 1):
            targets += [one for column in columns if (one := _plain(model, deed, place, column)) is not None]
    return Wish(deed, tuple(dict.fromkeys(targets)))


def _plain(model: TableModel, deed: str, place: int, column: int) -> Target | None:
    """An emptied cell, or one with today's date."""
    spec = model.field_at(model.rows.row(place), column)
    if spec is None or (deed == "today" and not isinstance(spec, Day)):
        return None
    return Target(place, column, None, clock.today() if deed == "today" else () if spec.plural else None)


def _filled(model: TableModel, top: int, bottom: int, columns: Iterable[int]) -> list[Target]:
    """The first row's values for those under it; a single row takes those of the row above, as in a spreadsheet."""
    source = top if bottom > top else top - 1
    first = model.rows.row(source) if source >= 0 else None
    if first is None:
        return []
    return [
        Target(place, column, None, first.values[column])
        for column in columns for place in range(source + 1, bottom + 1)
        if (row := model.rows.row(place)) is None or row.entity == first.entity
    ]  # fmt: skip


def lines_of(text: str) -> list[list[str]]:
    """The cells of a text copied from a spreadsheet; a cell with a line break or a tab in it comes in quotes."""
    return list(csv.reader(text.rstrip("\r\n").splitlines(keepends=True), delimiter="\t"))


def _pasted(model: TableModel, selection: QItemSelectionModel, lines: Sequence[Sequence[str]]) -> Wish:
    """A block from the current cell on; one value alone goes into every selected cell."""
    if len(lines) > MOST_RECORDS:
        raise Refused(N_("Il blocco ha {n} righe: per più di {most} usate «Importa un foglio di calcolo»."),
                      n=len(lines), most=MOST_RECORDS)  # fmt: skip
    parts, at = clipboard.ranges_of(selection), selection.currentIndex()
    if len(lines) == 1 and len(lines[0]) == 1:
        cells = [(place, column) for part in parts for place in range(part.top(), part.bottom() + 1)
                 for column in range(part.left(), part.right() + 1)]  # fmt: skip
        return Wish("paste", tuple(Target(*cell, lines[0][0].strip()) for cell in cells))
    inside = [part for part in parts if part.contains(at)]
    top, left = (inside[0].top(), inside[0].left()) if inside else (at.row(), at.column())
    if top < 0 or left < 0:
        return Wish("paste")
    height, width = model.rowCount() - top, len(model.columns) - left
    targets = [Target(top + down, left + right, cell.strip()) for down, line in enumerate(lines[:height])
               for right, cell in enumerate(line[:width])]  # fmt: skip
    return Wish("paste", tuple(targets), tuple(_beyond(lines, height, width)))


def _beyond(lines: Sequence[Sequence[str]], height: int, width: int) -> Iterable[Reject]:
    wide = max((len(line) for line in lines), default=0)
    if len(lines) > height:
        words = trn("{n} riga in più di quelle mostrate.", "{n} righe in più di quelle mostrate.", len(lines) - height)
        yield Reject("", "", lines[height][0] if lines[height] else "", words)
    if wide > width:
        words = trn("{n} colonna in più di quelle mostrate.", "{n} colonne in più di quelle mostrate.", wide - width)
        yield Reject("", "", "", words)


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class Unread:
    """A row that is shown and was not read yet: the list and the place its page begins at, and where in the page."""

    query: Query
    at: int
    inside: int


def known(model: TableModel, places: Iterable[int]) -> tuple[dict[int, Row], dict[int, Unread]]:
    """The rows already read, by place, and where the others are to be read. Headers of groups are neither."""
    have: dict[int, Row] = {}
    missing: dict[int, Unread] = {}
    for place in dict.fromkeys(places):
        row, (top, part) = model.rows.row(place), model.rows.locate(place)
        if row is not None:
            have[place] = row
        elif part == _TOP:
            missing[place] = Unread(*model.reader.locate(model.query, top // PAGE), top % PAGE)
    return have, missing


def read(
    source: Source, columns: Sequence[str], missing: Mapping[int, Unread], progress: Progress
) -> dict[int, Row]:  # fmt: skip
    """The rows that were not read, by place; asked a page at a time on the store's thread."""
    found: dict[int, Row] = {}
    pages: dict[tuple[Query, int], list[Row]] = {}
    for place, one in missing.items():
        if (one.query, one.at) not in pages:
            progress.step(len(pages), 0, tr(N_("Lettura delle righe")))
            window = source.page(one.query, columns, one.at, PAGE)
            pages[one.query, one.at] = [
                Row(one.query.entity, *row) for row in zip(window.ids, window.versions, window.rows, strict=True)
            ]
        rows = pages[one.query, one.at]
        if one.inside < len(rows):
            found[place] = rows[one.inside]
    return found


# ---------------------------------------------------------------- drafts

MayWrite = Callable[[Row, Field], bool]


def draft(asked: Wish, rows: Mapping[int, Row], model: TableModel, names: Names, may_write: MayWrite) -> Draft:
    """Judge every cell by its Field; cells that say so already are left alone."""
    return _Drafting(model, names, may_write).judge(asked, rows)


class _Drafting:
    def __init__(self, model: TableModel, names: Names, may_write: MayWrite) -> None:
        self._model, self._names, self._may_write = model, names, may_write
        self._readers: dict[Field, CellReader] = {}
        self._asked: dict[tuple[str, int, str], tuple[Value]] = {}  # what each cell was first asked to say

    def judge(self, asked: Wish, rows: Mapping[int, Row]) -> Draft:
        """What would be written, and what would not."""
        made = Draft(asked.deed)
        values: dict[tuple[str, int], dict[str, Value]] = {}
        shown: dict[tuple[str, int], Row] = {}
        for target in asked.targets:
            row = rows.get(target.place)
            spec = self._model.field_at(row, target.column) if row is not None else None
            if row is None or (spec is None and not target.text):
                continue
            told = self._cell(row, spec, target)
            if spec is not None and not isinstance(told, Reject):
                told = self._once(row, spec, target, told)
            if isinstance(told, Reject):
                made.rejects.append(told)
            elif spec is not None and told[0] != row.values[target.column]:
                shown[row.entity, row.id] = row
                values.setdefault((row.entity, row.id), {})[spec.name] = told[0]
        for key, row in shown.items():
            made.edits.append(Edit(*key, row.version, self._model.code(row), values[key]))
        made.rejects += asked.beyond
        return made

    def _once(self, row: Row, spec: Field, target: Target, told: tuple[Value]) -> tuple[Value] | Reject:
        """A record shown in two groups has one cell: another value for it is told."""
        if self._asked.setdefault((row.entity, row.id, spec.name), told) == told:
            return told
        says = target.text if target.text is not None else spec.show(target.value, self._names)
        why = tr(N_("questa scheda è in più gruppi, e qui le si chiede un altro valore per la stessa cella."))
        return Reject(self._model.code(row), tr(spec.label), says, why)

    def _cell(self, row: Row, spec: Field | None, target: Target) -> tuple[Value] | Reject:
        code, now = self._model.code(row), row.values[target.column]
        if spec is None:
            return Reject(code, "", target.text or "", tr(N_("questa riga non ha questa informazione.")))
        if target.text is not None and target.text == spec.show(now, self._names):
            return (now,)
        says = target.text if target.text is not None else spec.show(target.value, self._names)
        label = tr(spec.label)
        if target.text is None and target.value == now:
            return (now,)
        if spec.computed or not self._may_write(row, spec):
            return Reject(code, label, says, tr(N_("questa cella non si può modificare qui.")))
        value, problem = self._read(spec, target)
        if problem is not None:
            return Reject(code, label, problem.value, problem.why, self._accepted(spec, problem))
        try:
            spec.check(value)
        except Refused as refusal:
            return Reject(code, label, says, str(refusal))
        return (value,)

    def _read(self, spec: Field, target: Target) -> tuple[Value, CellProblem | None]:
        """A text as an import reads it, each distinct one once."""
        if target.text is None:
            return target.value, None
        if spec not in self._readers:
            self._readers[spec] = CellReader(spec, tr(spec.label), self._names, {})
        found = self._readers[spec].read(target.text)
        return found.value, found.problem

    def _accepted(self, spec: Field, problem: CellProblem) -> tuple[str, ...]:
        """The words that would do: the nearest, or all when they are few."""
        kind = spec.options if isinstance(spec, Choice | Choices) else spec.to if isinstance(spec, Link | Links) else ""
        codes = (problem.nearest,) if problem.nearest else problem.accepted
        if not kind or len(codes) > _ACCEPTED_SHOWN:
            return codes[:_ACCEPTED_SHOWN]
        return tuple(self._names.label(kind, code) for code in codes)
