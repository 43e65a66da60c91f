"""What the import knows at each step: the file, how it is read, the mapping, the corrections, the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.i18n import N_, tr
from app.core.progress import Progress
from app.domain.entities import ENTITIES
from app.domain.entity import Changes, Entity, Snapshot
from app.domain.importing import Kind, Plan, RowPlan
from app.domain.importing_cells import CellProblem
from app.domain.importing_mapping import ColumnMapping, dumps, known_targets, loads, target
from app.domain.query import Filter, Query, Sort
from app.exchange import reading
from app.exchange.sheet import Sheet, Workbook
from app.ui.desk import Store
from app.usecases import imports, lists, register

SAMPLE_ROWS = 60
HOW = ("sheet", "header", "encoding", "separator")
"""What of a mapping says how the file is read."""


@dataclass
class Importing:
    """One import under way. Methods that read or write run off the GUI thread."""

    store: Store
    into: str = "project"
    path: Path | None = None
    book: Workbook | None = None
    sheet: Sheet | None = None
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    corrections: dict[tuple[int, str], str] = field(default_factory=dict)
    plan: Plan | None = None

    @property
    def entity(self) -> type[Entity]:
        """The kind of record the rows become."""
        return ENTITIES[self.into]

    # ------------------------------------------------------------ the file

    def open(self, path: Path, progress: Progress) -> None:
        """Look into a file and read it as it seems to want; whatever was chosen for another file is forgotten.

        Raises:
            Refused, Unreachable: it holds no table; the sentence says what to do.
        """
        book = reading.peek(path)
        sheet = reading.read(path, progress=progress)
        self.path, self.book, self.sheet = path, book, sheet
        self.mapping, self.corrections, self.plan = ColumnMapping(), {}, None

    def read(self, how: Mapping[str, Any], progress: Progress) -> None:
        """Read the file again: `sheet`, `header` (0: none), `encoding`, `separator`; None is found."""
        assert self.path is not None
        self.sheet = reading.read(self.path, **how, progress=progress)
        self.mapping = replace(self.mapping, **how)
        self.corrections, self.plan = {}, None

    def guess(self) -> None:
        """Propose the columns, unless the mapping at hand already fits them."""
        assert self.sheet is not None
        if not set(self.mapping.columns) & set(self.sheet.titles):
            how = {name: getattr(self.mapping, name) for name in HOW}
            self.mapping = replace(imports.guessed(self.store, self.sheet, self.into), **how)

    # ------------------------------------------------------------ the columns

    def targets(self) -> list[str]:
        """Everything a column may become."""
        return known_targets(self.entity)

    def needed(self) -> list[str]:
        """The required fields no column feeds and nothing says: of the record, and of the parts columns make."""
        fed, entity = set(self.mapping.columns.values()), self.entity
        groups = dict.fromkeys(["", *(name.rpartition(".")[0] for name in fed)])
        found = []
        for group in groups:
            owner = ENTITIES[group.partition("#")[0]] if group else entity
            defaults = owner.defaults()
            for name, spec in owner.fields.items():
                whole = f"{group}.{name}" if group else name
                own = name in ("code", "visibility") or (bool(group) and name == owner.part_of)
                if spec.required and not spec.computed and not own and defaults[name] in (None, "", ()):
                    found += [whole] if whole not in fed else []
        return found

    def label(self, name: str) -> str:
        """A target in words: the field, and whose it is when it belongs to a part."""
        group, owner, spec = target(self.entity, name)
        return f"{tr(owner.label)}: {tr(spec.label)}" if group else tr(spec.label)

    def forget_columns(self) -> None:
        """Back to no mapping; how the file is read stays as chosen."""
        how = {name: getattr(self.mapping, name) for name in HOW}
        self.mapping, self.corrections, self.plan = ColumnMapping(**how), {}, None

    def assign(self, title: str, name: str) -> None:
        """A column becomes a field; an empty name leaves it out."""
        columns = {key: value for key, value in self.mapping.columns.items() if key != title}
        if name:
            columns[title] = name
        self.mapping, self.plan = replace(self.mapping, columns=columns), None

    def fix(self, name: str, value: Any) -> None:
        """What the file does not say, the same for every new record; None takes it back."""
        constants = {key: old for key, old in self.mapping.constants.items() if key != name}
        if value is not None:
            constants[name] = value
        self.mapping, self.plan = replace(self.mapping, constants=constants), None

    def translate(self, name: str, word: str, code: str) -> None:
        """A word of the file means a term of ours."""
        values = {key: dict(words) for key, words in self.mapping.values.items()}
        values.setdefault(name, {})[word] = code
        self.mapping, self.plan = replace(self.mapping, values=values), None

    def correct(self, row: int, title: str, text: str) -> None:
        """A cell says something else than in the file; the file is not touched."""
        self.corrections[row, title] = text
        self.plan = None

    # ------------------------------------------------------------ mappings kept by name

    def saved(self) -> list[Snapshot]:
        """The mappings kept for this kind of record."""
        query = Query("import_mapping", (Filter("into", "=", (self.into,)),), sort=(Sort("name"),))
        return lists.snapshots(self.store, query)

    def take(self, kept: Snapshot) -> None:
        """Use a mapping kept by name; how the file is read stays as chosen."""
        how = {name: getattr(self.mapping, name) for name in HOW}
        self.mapping, self.plan = replace(loads(kept["mapping"]), **how), None

    def keep(self, name: str) -> Changes:
        """Keep the mapping under a name; the one that had it is replaced."""
        text = dumps(self.mapping)
        there = next((one for one in self.saved() if one["name"] == name), None)
        if there is None:
            values = {"name": name, "into": self.into, "mapping": text}
            return register.create(self.store, "import_mapping", values)
        return register.edit(self.store, "import_mapping", there.id, there.version, {"mapping": text})

    # ------------------------------------------------------------ the dry run

    def try_it(self, progress: Progress) -> Plan:
        """What importing would do. Nothing is written."""
        assert self.sheet is not None
        self.plan = imports.plan_sheet(self.store, corrected(self.sheet, self.corrections), self.into, self.mapping,
                                       progress)  # fmt: skip
        return self.plan

    def commit(self, progress: Progress, *, skip_refused: bool) -> Changes:
        """Write everything, or nothing.

        Raises:
            Refused: rows are refused and not to be skipped. Stale: a record moved since the dry run.
        """
        if self.plan is None:
            self.try_it(progress)
        assert self.plan is not None
        return imports.commit(self.store, self.plan, progress, skip_refused=skip_refused)


def corrected(sheet: Sheet, corrections: Mapping[tuple[int, str], str]) -> Sheet:
    """The sheet with some cells saying something else."""
    if not corrections:
        return sheet
    place = {title: at for at, title in enumerate(sheet.titles)}
    where = {number: at for at, number in enumerate(sheet.numbers)}
    rows = list(sheet.rows)
    for (number, title), text in corrections.items():
        if number in where and title in place:
            cells = list(rows[where[number]])
            cells[place[title]] = text or None
            rows[where[number]] = cells
    return replace(sheet, rows=rows)


@dataclass(frozen=True)
class Unknown:
    """A word of the file nobody understands, and in how many rows it stands."""

    problem: CellProblem
    rows: int


def unknown_words(plan: Plan) -> list[Unknown]:
    """The words to translate, the most frequent first: those with a list of what is accepted, or a near one."""
    found: dict[tuple[str, str], list[CellProblem]] = {}
    for row in plan.of(Kind.REFUSED):
        for one in row.problems:
            if one.column and one.value and (one.accepted or one.nearest):
                found.setdefault((one.field, one.value), []).append(one)
    words = [Unknown(problems[0], len(problems)) for problems in found.values()]
    return sorted(words, key=lambda one: -one.rows)


def told(row: RowPlan, entity: type[Entity], show: Any) -> str:
    """What would happen to a row, in a line; `show(field, value)` writes a value."""
    if row.problems:
        where = tr(N_("{column} «{value}»: {why}"))
        why = [where.format(column=p.column, value=p.value, why=p.why) if p.column else p.why for p in row.problems]
        return " ".join(one if one.endswith((".", "!", "?")) else f"{one};" for one in why).removesuffix(";")
    if row.changes:
        return "; ".join(f"{name}: {show(name, old)} → {show(name, new)}" for name, (old, new) in row.changes.items())
    return "; ".join(row.notes)
