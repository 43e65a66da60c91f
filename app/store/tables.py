"""The tables: one SQLModel class per Entity, derived from its Fields, and the few technical ones.

Migrations are generated from here; the store's own SQL (reading.py, unit.py) speaks to the same tables.
"""

from __future__ import annotations

import types
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field as SqlField
from sqlmodel import SQLModel

from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.fields import Choice, Choices, Day, Flag, Integer, Link, Links, Money
from app.store.columns import BIG, check_of, column, key_column, link_column, owner_column
from app.store.layout import key_of, layout

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = SQLModel.metadata
LIVE = sa.text("archived_at IS NULL")


class Row(SQLModel):
    """What every record has: its number, its version (the lock), who made and last changed it, the trash."""

    id: int | None = SqlField(default=None, primary_key=True, sa_type=BIG, sa_column_kwargs={"autoincrement": False})
    version: int = SqlField(default=1, nullable=False)
    created_at: datetime = SqlField(sa_type=sa.DateTime(timezone=True))
    created_by: str = SqlField(max_length=200)
    updated_at: datetime = SqlField(sa_type=sa.DateTime(timezone=True))
    updated_by: str = SqlField(max_length=200)
    archived_at: datetime | None = SqlField(default=None, sa_type=sa.DateTime(timezone=True))

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


def row_class(entity: type[Entity]) -> type[Row]:
    """The SQLModel class of an entity: `project` → ProjectRow. A field's attribute has the field's name."""

    def body(namespace: dict[str, Any]) -> None:
        annotations: dict[str, Any] = {}
        for name, spec in entity.fields.items():
            _declare(namespace, annotations, name, column(spec))
            if (key := key_column(spec)) is not None:
                _declare(namespace, annotations, key_of(name), key)
        namespace |= {
            "__annotations__": annotations, "__module__": __name__, "__doc__": entity.__doc__,
            "__tablename__": entity.name, "__table_args__": (*_limits(entity), *_indexes(entity)),
        }  # fmt: skip

    title = "".join(part.capitalize() for part in entity.name.split("_")) + "Row"
    return types.new_class(title, (Row,), {"table": True}, body)


def _declare(namespace: dict[str, Any], annotations: dict[str, Any], name: str, col: sa.Column[Any]) -> None:
    attribute = f"{name}_" if hasattr(SQLModel, name) or name in ("from", "metadata") else name
    namespace[attribute], annotations[attribute] = SqlField(default=None, sa_column=col), Any


def _limits(entity: type[Entity]) -> list[sa.CheckConstraint]:
    """What the database itself refuses, as ck_table_field."""
    found = ((name, check_of(spec)) for name, spec in entity.fields.items())
    return [sa.CheckConstraint(check, name=name) for name, check in found if check]


def _indexes(entity: type[Entity]) -> list[sa.Index]:
    """An index (column, id) per order people ask for, over what is not in the trash (PERFORMANCE.md rule 5)."""
    found = [_live(entity, key_of(name)) for name in layout(entity).searched if name in layout(entity).keyed]
    for name, spec in entity.fields.items():
        if isinstance(spec, Day | Money | Integer) or (isinstance(spec, _FACETS) and spec.facet):
            found.append(_live(entity, name) if name not in layout(entity).lists else _live_list(entity, name))
    if entity.key:
        found.append(sa.Index(f"uq_{entity.name}_{'_'.join(entity.key)}", *entity.key, unique=True,
                              sqlite_where=LIVE, postgresql_where=LIVE))  # fmt: skip
    return found


_FACETS = Choice | Choices | Link | Links | Flag


def _live(entity: type[Entity], name: str) -> sa.Index:
    return sa.Index(f"ix_{entity.name}_{name}_live", name, "id", sqlite_where=LIVE, postgresql_where=LIVE)


def _live_list(entity: type[Entity], name: str) -> sa.Index:
    """SQLite only: a long list may be more than a server's index takes, and servers sort in memory."""
    return _live(entity, name).ddl_if(dialect="sqlite")


ROWS: dict[str, type[Row]] = {name: row_class(entity) for name, entity in ENTITIES.items()}

for _entity in ENTITIES.values():
    for _list in layout(_entity).lists.values():
        sa.Table(
            _list.name, METADATA, owner_column(_entity.name),
            sa.Column("position", sa.Integer(), nullable=False),  # beside owner: SQLite 3.40's quick_check errs
            link_column(_list.to), sa.Column("qualifier", sa.String(60)),  # on keys that are not the first columns
            sa.PrimaryKeyConstraint("owner", "position"), sa.Index(None, "code", "owner"), sqlite_with_rowid=False,
            info={"links": (_entity.name, _list.field)},
        )  # fmt: skip


class ChangeTable(SQLModel, table=True):
    """The history: append-only, one row per record touched; each carries the hash of the one before."""

    __tablename__ = "change"
    __table_args__ = (sa.Index("ix_change_record", "entity", "record", "version"), sa.Index("ix_change_unit", "unit"))

    seq: int | None = SqlField(default=None, primary_key=True, sa_type=BIG, sa_column_kwargs={"autoincrement": False})
    at: datetime = SqlField(sa_type=sa.DateTime(timezone=True))
    who: str = SqlField(max_length=200)
    deed: str = SqlField(max_length=200)
    unit: int = SqlField(sa_type=BIG)
    entity: str = SqlField(max_length=40)
    record: int = SqlField(sa_type=BIG)
    version: int
    code: str = SqlField(max_length=40)
    visibility: str = SqlField(max_length=20)
    before: str | None = SqlField(default=None, sa_type=sa.Text)
    after: str | None = SqlField(default=None, sa_type=sa.Text)
    secret: str | None = SqlField(default=None, sa_type=sa.Text)
    hash: str = SqlField(max_length=64)


class NumberingTable(SQLModel, table=True):
    """The last number given in each series of codes."""

    __tablename__ = "numbering"

    series: str = SqlField(primary_key=True, max_length=120)
    last: int


class BlobTable(SQLModel, table=True):
    """The bytes of kept files, once each, under their SHA-256."""

    __tablename__ = "blob"

    sha256: str = SqlField(primary_key=True, max_length=64)
    size: int = SqlField(sa_type=sa.BigInteger)
    data: bytes = SqlField(sa_type=sa.LargeBinary)
