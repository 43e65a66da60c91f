"""Where each Entity lives in the database: names of tables and columns, worked out from its Fields.

This is what reading and writing need; it imports no database library, so that a list can be shown before
any is loaded (PERFORMANCE.md rule 1). `columns.py` says the same to SQLAlchemy, for the migrations.
"""

from __future__ import annotations

from functools import cached_property

from app.core.values import dataclass
from app.domain import fields as f
from app.domain.entities import ENTITIES
from app.domain.entity import Entity, Values
from app.domain.fields import Value
from app.domain.permissions import Can
from app.store.codec import MOMENT, Codec, Convert, codec
from app.store.collation import sort_key

MARKS = ("id", "version", "created_at", "created_by", "updated_at", "updated_by", "archived_at")
"""Columns every record has besides its fields."""


def quoted(name: str) -> str:
    """A name of ours as SQL writes it: some fields are called `from`, `order`, `end`."""
    return f'"{name}"'


@dataclass(frozen=True)
class ListTable:
    """The table the database keeps beside a list column: one row per link, with the foreign key.

    Nobody writes it: triggers fill it from the list (store/machinery.py), so the two cannot disagree.
    """

    name: str
    field: str
    to: str  # the entity linked to; "" when the list holds terms of a vocabulary


@dataclass(frozen=True)
class Layout:
    """The table of one entity."""

    entity: type[Entity]

    @property
    def table(self) -> str:
        """The table's name: the entity's."""
        return self.entity.name

    @cached_property
    def codecs(self) -> dict[str, Codec]:
        """How each column is kept, fields and marks."""
        marks = {name: MOMENT if name.endswith("_at") else Codec() for name in MARKS}
        return marks | {name: codec(spec) for name, spec in self.entity.fields.items()}

    @cached_property
    def keyed(self) -> tuple[str, ...]:
        """Text fields with a column of their own for Italian order."""
        return tuple(name for name, spec in self.entity.fields.items() if is_keyed(spec))

    @cached_property
    def lists(self) -> dict[str, ListTable]:
        """The list fields, each with its table of links."""
        return {
            name: ListTable(f"{self.table}_{name}", name, spec.to if isinstance(spec, f.Links) else "")
            for name, spec in self.entity.fields.items()
            if isinstance(spec, f.Links | f.Choices)
        }

    @cached_property
    def totals(self) -> dict[str, tuple[type[Entity], str]]:
        """Fields the database adds up from the children: {"budget": (FundingLine, "amount")}."""
        found = {}
        for name, spec in self.entity.fields.items():
            if spec.total_of:
                child, _, field = spec.total_of.partition(".")
                found[name] = (ENTITIES[child], field)
        return found

    @cached_property
    def parts(self) -> tuple[tuple[type[Entity], str], ...]:
        """The entities whose records are parts of this one's, with the Link that says so."""
        return tuple(
            (other, other.part_of) for other in ENTITIES.values()
            if other.part_of and other.fields[other.part_of].to == self.table  # type: ignore[attr-defined]
        )  # fmt: skip

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Text fields the search box looks into."""
        return tuple(n for n, spec in self.entity.fields.items() if spec.search and isinstance(spec, f.Text))

    @cached_property
    def searched_links(self) -> dict[str, str]:
        """Links the search box follows to the other record's name: field → entity."""
        links = (f.Link, f.Links)
        return {n: spec.to for n, spec in self.entity.fields.items() if spec.search and isinstance(spec, links)}

    @cached_property
    def links(self) -> tuple[tuple[str, str, bool], ...]:
        """Fields that hold codes of other records: name, entity, whether a list."""
        kinds = (f.Link, f.Links)
        return tuple((n, spec.to, spec.plural) for n, spec in self.entity.fields.items() if isinstance(spec, kinds))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Fields that hold the hash of a kept file."""
        return tuple(n for n, spec in self.entity.fields.items() if isinstance(spec, f.File))

    def secret(self, name: str) -> Can | None:
        """The permission needed to read a column, when not everybody may."""
        spec = self.entity.fields.get(name)
        return spec.read if spec else None

    def encode(self, values: Values) -> dict[str, object]:
        """Values of fields → values of columns, the keys of order included."""
        columns: dict[str, object] = {}
        for name, value in values.items():
            encode, empty, key = self._encoders[name]
            columns[name] = empty if value is None else encode(value) if encode else value
            if key:
                columns[key] = None if value is None else sort_key(value)
        return columns

    @cached_property
    def blank(self) -> dict[str, Value]:
        """What a new record starts with; copy it."""
        return self.entity.defaults() | {name: () if name in self.lists else None for name in self.totals}

    @cached_property
    def dumpers(self) -> dict[str, tuple[Convert | None, bool]]:
        """Per field: how the history writes a value (None: as it is), and whether not everybody may read it."""
        plain = f.Field.dump
        return {
            name: (None if type(spec).dump is plain else spec.dump, spec.read is not None)
            for name, spec in self.entity.fields.items()
        }

    @cached_property
    def _encoders(self) -> dict[str, tuple[Convert | None, str | None, str]]:
        """Per field: how it is encoded, what stands for nothing, its column of order."""
        return {
            name: (
                self.codecs[name].encode,
                "[]" if spec.plural else None,
                key_of(name) if name in self.keyed else "",
            )
            for name, spec in self.entity.fields.items()
        }


def is_keyed(spec: f.Field) -> bool:
    """Whether a field is a line of text people sort by."""
    return isinstance(spec, f.Text) and not isinstance(spec, f.LongText)


def key_of(name: str) -> str:
    """The column that orders a text field."""
    return f"{name}_key"


_LAYOUTS: dict[type[Entity], Layout] = {}


def layout(entity: type[Entity]) -> Layout:
    """The layout of an entity, worked out once."""
    found = _LAYOUTS.get(entity)
    if found is None:
        found = _LAYOUTS[entity] = Layout(entity)
    return found
