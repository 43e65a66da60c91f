"""A data row → the values of a record and of its parts, with every problem named by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.core.i18n import N_, tr
from app.domain.entity import Entity, Values
from app.domain.fields import NO_NAMES, Choice, Choices, Field, Flag, Link, Links, Money, Names, Number, Percent, Value
from app.domain.importing_cells import (
    SHOWN,
    CellProblem,
    CellReader,
    Read,
    is_fraction_column,
    is_link_to,
    is_pointed_column,
    joined,
)
from app.domain.importing_guess import Table
from app.domain.importing_mapping import ColumnMapping, target
from app.domain.vocabulary import fold

_EMPTY = (None, (), "")
Feed = tuple[str, tuple[tuple[int, CellReader], ...]]
"""A field's name and the columns that feed it."""


@dataclass
class Feeder:
    """How the fields of one record, or of one part of it, are fed: columns first, constants and defaults after."""

    entity: type[Entity]
    group: str = ""
    feeds: list[Feed] = field(default_factory=list)
    constants: dict[str, Value] = field(default_factory=dict)
    names: Names = NO_NAMES

    def __post_init__(self) -> None:
        given = {"code", self.entity.part_of} if self.group else {"code"}  # made when they are written
        self.required = tuple(
            name
            for name, spec in self.entity.fields.items()
            if spec.required and not spec.computed and name not in given
        )
        self._missing: dict[str, CellProblem] = {}

    @cached_property
    def fallbacks(self) -> dict[str, Value]:
        """What a new record starts with where the file says nothing; asked once the constants are known."""
        return {**self.entity.defaults(), **self.constants}

    def header(self, name: str) -> str:
        """The first column that feeds a field; empty when none does."""
        return next((readers[0][1].column for fed, readers in self.feeds if fed == name), "")

    @cached_property
    def _single(self) -> list[tuple[str, int, CellReader]]:
        return [(name, *readers[0]) for name, readers in self.feeds if len(readers) == 1]

    def read(self, cells: Sequence[Any]) -> tuple[dict[str, Value], list[CellProblem], list[str]]:
        """(values, problems, notes) of a row's cells."""
        values: dict[str, Value] = {}
        doubtful: list[Read] = []
        for name, index, reader in self._single:  # a million cells pass here: known ones without a call
            cell = cells[index]
            read = reader.known.get(cell) if cell.__class__ is str else None
            if read is None:
                read = reader.read(cell)
            values[name] = read.value
            if read.problem is not None or read.note:
                doubtful.append(read)
        if len(values) < len(self.feeds):
            doubtful += self._read_joined(cells, values)
        if not doubtful:
            return values, [], []
        return values, [r.problem for r in doubtful if r.problem], [r.note for r in doubtful if r.note]

    def _read_joined(self, cells: Sequence[Any], values: dict[str, Value]) -> list[Read]:
        """The fields fed by several columns."""
        found: list[Read] = []
        for name, readers in self.feeds:
            if len(readers) > 1:
                reads = [reader.read(cells[index]) for index, reader in readers]
                values[name] = joined(self.entity.fields[name], reads)
                found += [read for read in reads if read.problem is not None or read.note]
        return found

    def missing(self, values: Values, skip: Iterable[str] = (), only: Iterable[str] | None = None) -> list[CellProblem]:
        """Required fields that are empty, each with the column that should hold it, or saying that none does."""
        return [
            self._missing.get(name) or self._missing.setdefault(name, self._absent(name))
            for name in self.required
            if values.get(name) in _EMPTY and name not in skip and (only is None or name in only)
        ]

    def _absent(self, name: str) -> CellProblem:
        header, spec = self.header(name), self.entity.fields[name]
        sentence = (
            N_("«{field}» è obbligatorio.") if header
            else N_("Nel file manca una colonna per «{field}», che è obbligatorio.")
        )  # fmt: skip
        accepted = accepted_by(spec, self.names)
        return CellProblem(
            header, "", tr(sentence).format(field=tr(spec.label)), self._named(name),
            accepted if len(accepted) <= SHOWN else (),
        )  # fmt: skip

    def broken_rules(self, values: Values) -> list[CellProblem]:
        """The rules between fields that these values break."""
        return [
            CellProblem(self.header(one.fields[0]), self._shown(one.fields[0], values), why, self._named(one.fields[0]))
            for one in self.entity.rules
            if not one.warns and (why := one.broken(values))
        ]

    def _named(self, name: str) -> str:
        return f"{self.group}.{name}" if self.group else name

    def _shown(self, name: str, values: Values) -> str:
        return self.entity.fields[name].show(values.get(name))


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A part a row asks for: `given` is what the file and the constants say, `full` what a new one would hold."""

    group: str
    entity: type[Entity]
    given: Mapping[str, Value]
    full: Mapping[str, Value]

    def is_like(self, values: Values) -> bool:
        """Whether an existing part is the one meant: the same in all that is given but the numbers."""
        numbers = (Money, Number)
        return all(
            values.get(name) == value
            for name, value in self.given.items()
            if not isinstance(self.entity.fields[name], numbers)
        )


@dataclass
class RowReader:
    """Reads data rows. `unreadable` are the problems every row has; `notes` what was left aside."""

    own: Feeder
    groups: dict[str, Feeder]
    unreadable: tuple[CellProblem, ...] = ()
    notes: tuple[str, ...] = ()

    def parts(self, cells: Sequence[Any], problems: list[CellProblem], notes: list[str]) -> list[PartDraft]:
        """The parts a row asks for, those with at least one cell written; adds to the row's problems and notes."""
        drafts: list[PartDraft] = []
        for group, feeder in self.groups.items():
            values, wrong, doubts = feeder.read(cells)
            problems += wrong
            notes += doubts
            written = {name: value for name, value in values.items() if value not in _EMPTY}
            if wrong or not written:
                continue
            full = {**feeder.fallbacks, **written}
            wrong = feeder.missing(full)
            problems += wrong or feeder.broken_rules(full)
            drafts.append(PartDraft(group, feeder.entity, {**feeder.constants, **written}, full))
        return drafts


def reader_for(
    table: Table, mapping: ColumnMapping, entity: type[Entity], names: Names, only: Sequence[str] | None = None
) -> RowReader:
    """The reader a mapping describes, for a file; `only` limits it to some of the record's own fields."""
    names = _with_file(table, mapping, entity, names)
    made = RowReader(Feeder(entity, names=names), {})
    problems: list[CellProblem] = []
    notes: list[str] = []
    for name in dict.fromkeys(mapping.columns.values()):
        group, owner, spec = target(entity, name)
        if spec.computed or (only is not None and name not in only):
            continue
        feeder = made.groups.setdefault(group, Feeder(owner, group, names=names)) if group else made.own
        readers = _readers(table, mapping, name, spec, names, notes)
        if readers:
            feeder.feeds.append((spec.name, readers))
    for name, value in mapping.constants.items():
        _constant(made, entity, name, value, names, problems)
    if not made.own.feeds and only is None:
        why = tr(N_("Nessuna colonna del file è stata riconosciuta: indicate voi le corrispondenze."))
        problems.append(CellProblem("", "", why))
        problems += made.own.missing(made.own.fallbacks)
    problems += _absent_keys(made, mapping)
    made.unreadable, made.notes = tuple(problems), tuple(notes)
    return made


def _readers(
    table: Table, mapping: ColumnMapping, name: str, spec: Field, names: Names, notes: list[str]
) -> tuple[tuple[int, CellReader], ...]:
    found = []
    for header in mapping.headers_of(name):
        index = place_of(table.titles, header)
        if index is None:
            notes.append(tr(N_("Nel file non c'è la colonna «{column}».")).format(column=header))
            continue
        reader = CellReader(spec, table.titles[index], names, mapping.values.get(name, {}), name)
        if isinstance(spec, Percent) and is_fraction_column(row[index] for row in table.rows):
            reader.scale = 100
        if isinstance(spec, Money | Number):
            reader.pointed = is_pointed_column(row[index] for row in table.rows)
        found.append((index, reader))
    return tuple(found)


def place_of(titles: Sequence[str], header: str) -> int | None:
    """Where a column is: by its title, or by a title that differs in case, accents and spaces only."""
    for same in (str, lambda text: " ".join(text.split()), fold):
        wanted = same(header)
        places = [i for i, title in enumerate(titles) if same(title) == wanted]
        if len(places) == 1:
            return places[0]
    return None


def _constant(
    made: RowReader, entity: type[Entity], name: str, value: Any, names: Names, problems: list[CellProblem]
) -> None:
    group, owner, spec = target(entity, name)
    read = CellReader(spec, name, names, {}, name).read(
        "; ".join(map(str, value)) if isinstance(value, list) else value
    )
    if read.problem:
        problems.append(read.problem)
    elif group:
        made.groups.setdefault(group, Feeder(owner, group, names=names)).constants[spec.name] = read.value
    else:
        made.own.constants[spec.name] = read.value


def _absent_keys(made: RowReader, mapping: ColumnMapping) -> list[CellProblem]:
    fed = {name for name, _ in made.own.feeds}
    why = tr(N_("La chiave «{field}» non ha una colonna nel file."))
    return [CellProblem("", "", why.format(field=name), name) for name in mapping.key if name not in fed]


# ---------------------------------------------------------------- links inside the file


class _FileNames:
    """Names that also know the records the file itself brings: an objective may stand under one of the same file."""

    def __init__(self, names: Names, kind: str, brought: Mapping[str, str]) -> None:
        self._names, self._kind, self._brought = names, kind, brought
        self.label, self.options = names.label, names.options

    def find(self, kind: str, text: str) -> str | None:
        """The code meant by `text`, in the register or else in the file."""
        found = self._names.find(kind, text)
        return self._brought.get(fold(text)) if found is None and kind == self._kind else found


def _with_file(table: Table, mapping: ColumnMapping, entity: type[Entity], names: Names) -> Names:
    fed = set(mapping.columns.values())
    points_here = any(is_link_to(spec, entity.name) for name, spec in entity.fields.items() if name in fed)
    codes = [place_of(table.titles, header) for header in mapping.headers_of("code")]
    if not points_here or not codes or codes[0] is None:
        return names
    brought: dict[str, str] = {}
    for row in table.rows:
        if code := entity.fields["code"].parse(str(row[codes[0]] or "")):
            brought.setdefault(fold(code), code)
    return _FileNames(names, entity.name, brought)


def accepted_by(spec: Field, names: Names) -> tuple[str, ...]:
    """The codes a field admits, for a screen that offers them."""
    match spec:
        case Choice() | Choices():
            return tuple(code for code, _ in names.options(spec.options))
        case Link() | Links():
            return tuple(code for code, _ in names.options(spec.to))
        case Flag():
            return (tr(N_("sì")), tr(N_("no")))
        case _:
            return ()
