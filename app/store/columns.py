"""From a Field to a column: the only translation between the domain and a database's types.

The Field itself travels in `Column.info["field"]`, so whoever has the table has label, permission and kind.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.domain import fields as f
from app.store.codec import Codec, codec
from app.store.layout import is_keyed, key_of

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A 64-bit integer; SQLite only makes INTEGER PRIMARY KEY the row's own number."""

KEY_LENGTH = 400
"""Room for a key of order: the text, its digits' lengths, its accents."""


class Kept(sa.TypeDecorator[Any]):
    """A value kept as `codec` says: the same bytes whether SQLAlchemy or the store's own SQL writes them."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kept_as: sa.types.TypeEngine[Any], kept_by: Codec) -> None:
        super().__init__()
        self.kept_as, self.kept_by = kept_as, kept_by

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(self.kept_as)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return self.kept_by.into(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return self.kept_by.out(value)


def type_of(spec: f.Field) -> sa.types.TypeEngine[Any]:
    """The SQL type of a field, the same declaration for both databases."""
    match spec:
        case f.LongText():
            return sa.Text()
        case f.Text():
            return sa.String(spec.max_length)
        case f.Integer():
            return sa.BigInteger() if spec.maximum is None else sa.Integer()
    plain = next((kind for fields, kind in _PLAIN if isinstance(spec, fields)), None)
    if plain is not None:
        return plain
    kept = next((kind for fields, kind in _KEPT if isinstance(spec, fields)), None)
    if kept is None:
        raise TypeError(f"no column for {type(spec).__name__}")
    return Kept(kept, codec(spec))


_PLAIN: tuple[tuple[type[f.Field], sa.types.TypeEngine[Any]], ...] = (
    (f.Choice, sa.String(60)), (f.Link, sa.String(40)), (f.File, sa.String(64)), (f.Flag, sa.Boolean()),
    (f.Day, sa.Date()), (f.Moment, sa.DateTime(timezone=True)),
)  # fmt: skip
_KEPT: tuple[tuple[type[f.Field], sa.types.TypeEngine[Any]], ...] = (
    (f.Money, sa.BigInteger()), (f.Number, sa.BigInteger()), (f.Time, sa.String(5)), (f.Rules, sa.Text()),
    (f.Choices, sa.Text()), (f.Links, sa.Text()), (f.Texts, sa.Text()),
)  # fmt: skip


def check_of(spec: f.Field) -> str | None:
    """What the database itself refuses: a word no fixed vocabulary has, a number out of its limits."""
    name = f'"{spec.name}"'
    match spec:
        case f.Choice() if spec.vocabulary.fixed:
            words = ", ".join(f"'{code}'" for code in spec.vocabulary.codes())
            return f"{name} IN ({words})"
        case f.Integer() if spec.minimum is not None and spec.maximum is not None:
            return f"{name} BETWEEN {spec.minimum} AND {spec.maximum}"
        case f.Integer() if spec.minimum is not None:
            return f"{name} >= {spec.minimum}"
        case f.Money():
            return f"{name} >= 0"
        case _:
            return None


def column(spec: f.Field) -> sa.Column[Any]:
    """The column of a field: type, length, NULL, foreign key; index where people follow. Its CHECK is the table's:
    a migration drafted from here would leave out one that hangs on the column."""
    rules: list[Any] = []
    if isinstance(spec, f.Link):
        rules.append(_to(f"{spec.to}.code", onupdate="CASCADE"))
    if isinstance(spec, f.File):
        rules.append(_to("blob.sha256"))
    listed = spec.plural
    return sa.Column(
        spec.name, type_of(spec), *rules,
        nullable=not listed and (not spec.required or spec.computed),
        unique=spec.name == "code",
        index=isinstance(spec, f.Link | f.File) or None,
        info={"field": spec}, quote=True,
        server_default="[]" if listed else None,
    )  # fmt: skip


def key_column(spec: f.Field) -> sa.Column[Any] | None:
    """The column that holds the order of a text field; the database compares it byte by byte."""
    if not is_keyed(spec):
        return None
    bytewise = sa.String(KEY_LENGTH).with_variant(sa.String(KEY_LENGTH, collation="C"), "postgresql")
    return sa.Column(key_of(spec.name), bytewise, nullable=not spec.required, info={"key_of": spec}, quote=True)


def _to(target: str, onupdate: str | None = None) -> sa.ForeignKey:
    """A foreign key looked at when the deed ends: a committee file loads in any order, and cycles work."""
    return sa.ForeignKey(target, onupdate=onupdate, deferrable=True, initially="DEFERRED")


def link_column(to: str) -> sa.Column[Any]:
    """The code in a table of links: a foreign key when it is a record's."""
    return sa.Column("code", sa.String(60), *([_to(f"{to}.code", onupdate="CASCADE")] if to else []), nullable=False)


def owner_column(table: str) -> sa.Column[Any]:
    """The record a link starts from; its links end with it."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return sa.Column("owner", BIG, key, nullable=False)
