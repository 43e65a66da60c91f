"""A Query → the WHERE of a statement. Names come from the declared Fields only; values are always bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Any

from app.core.errors import Refused
from app.core.i18n import N_
from app.core.values import dataclass
from app.domain import fields as f
from app.domain.fields import Names
from app.domain.query import Filter
from app.store.codec import json_list
from app.store.collation import LONGEST, bare, sort_key
from app.store.layout import MARKS, Layout, key_of, quoted
from app.store.line import Kind, marks

_FALSE = "1 = 0"
_LIKE = "cabina_bare({}) LIKE ? ESCAPE '\\'"
_LAST = "\U0010ffff"
"""After every character a key may have."""
_COMPARE = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass
class Where:
    """Conditions that must all hold, with their values in order."""

    terms: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, term: str, values: Iterable[Any] = ()) -> None:
        """One more condition."""
        self.terms.append(term)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The conditions, ready after WHERE."""
        return " AND ".join(self.terms) or "1 = 1"


class Conditions:
    """Filters of one entity as SQL."""

    def __init__(self, where: Layout, kind: Kind, names: Names, *, walk: bool = False) -> None:
        """`walk` keeps SQLite from following the filters' own indexes (reading.Narrow says when)."""
        self._where, self._kind, self._names, self._plus = where, kind, names, "+" if walk else ""

    def of(self, one: Filter) -> tuple[str, list[Any]]:
        """The condition of one filter, and its values.

        Raises:
            Refused: the entity has no such field.
        """
        spec = self._where.entity.fields.get(one.field)
        if spec is None and one.field not in MARKS:
            raise Refused(N_("Questo elenco non ha il campo «{field}»."), field=one.field)
        if one.op == "~":
            return self._contains(one.field, spec, str(one.values[0]) if one.values else "")
        if one.op == "^":
            return self._beginning(one.field, str(one.values[0]))
        if one.field in self._where.lists:
            return self._in_list(one)
        if one.op in _COMPARE:
            return self._compared(one)
        return self._equal(one)

    def _equal(self, one: Filter) -> tuple[str, list[Any]]:
        column, not_ = self._plus + quoted(one.field), one.op == "!="
        spec = self._where.entity.fields.get(one.field)
        if isinstance(spec, f.Texts):
            return self._among_texts(one)
        if not one.values:
            return f"{column} IS {'NOT ' if not_ else ''}NULL", []
        values = [self._into(one.field, value) for value in one.values]
        same = f"{column} = ?" if len(values) == 1 else f"{column} IN ({marks(len(values))})"
        return (f"({column} IS NULL OR NOT {same})" if not_ else same), values

    def _among_texts(self, one: Filter) -> tuple[str, list[Any]]:
        """Texts in a list: one of them is this, whole; nothing else starts or ends with its quotation marks."""
        column, not_ = quoted(one.field), one.op == "!="
        if not one.values:
            return f"{column} {'<>' if not_ else '='} '[]'", []
        written = [json_list([str(value)])[1:-1] for value in one.values]
        held = " OR ".join(f"replace({column}, ?, '') <> {column}" for _ in written)
        return f"{'NOT ' if not_ else ''}({held})", written

    def _compared(self, one: Filter) -> tuple[str, list[Any]]:
        value = one.values[0]
        if one.field in self._where.keyed:
            return f"{self._plus}{quoted(key_of(one.field))} {_COMPARE[one.op]} ?", [sort_key(str(value))]
        return f"{self._plus}{quoted(one.field)} {_COMPARE[one.op]} ?", [self._into(one.field, value)]

    def _in_list(self, one: Filter) -> tuple[str, list[Any]]:
        column, not_ = quoted(one.field), one.op == "!="
        if not one.values:
            return f"{column} {'<>' if not_ else '='} '[]'", []
        return self._linked(one.field, [str(value) for value in one.values], not_)

    def _linked(self, name: str, links: list[str], not_: bool) -> tuple[str, list[Any]]:
        """A list that holds one of these; `A16:finanziatore` asks for the qualifier too."""
        spec = self._where.entity.fields[name]
        qualified = isinstance(spec, f.Links) and spec.qualifier is not None
        plain = [link for link in links if not (qualified and ":" in link)]
        terms, values = [], []
        if plain:
            terms.append(f"code IN ({marks(len(plain))})")
            values += plain
        for link in (link for link in links if link not in plain):
            code, _, extra = link.partition(":")
            terms.append("(code = ? AND qualifier = ?)")
            values += [code, extra]
        table, owner = quoted(self._where.lists[name].name), f"{quoted(self._where.table)}.id"
        inside = f"SELECT 1 FROM {table} WHERE owner = {owner} AND ({' OR '.join(terms) or _FALSE})"
        return f"{'NOT ' if not_ else ''}EXISTS ({inside})", values

    def _contains(self, name: str, spec: f.Field | None, text: str) -> tuple[str, list[Any]]:
        """`~`: a part of the text; of the name, where the column holds a code."""
        if isinstance(spec, f.Choice | f.Choices | f.Link | f.Links):
            kind = spec.to if isinstance(spec, f.Link | f.Links) else spec.options
            wanted = bare(text)
            found = [code for code, label in self._names.options(kind) if wanted in bare(label) or wanted in bare(code)]
            if not found:
                return _FALSE, []
            return self._linked(name, found, False) if name in self._where.lists else self._equal(
                Filter(name, "=", tuple(found)))  # fmt: skip
        column = quoted(name)
        if not isinstance(spec, f.Text):
            column = f"CAST({column} AS TEXT)"
        return _LIKE.format(column), [f"%{_literal(text)}%"]

    def _beginning(self, name: str, text: str) -> tuple[str, list[Any]]:
        """`^`: how a text begins. Its key narrows the search, but for digits at the end: a longer number lies elsewhere
        in the order (collation.py)."""
        like, wanted, start = _LIKE.format(quoted(name)), [f"{_literal(text)}%"], bare(text)
        if name not in self._where.keyed or not start.isascii() or start[-1:].isdigit() or len(start) > LONGEST // 2:
            return like, wanted
        key, low = self._plus + quoted(key_of(name)), sort_key(start)
        return f"{key} >= ? AND {key} < ? AND {like}", [low, low + _LAST, *wanted]

    def _into(self, name: str, value: Any) -> Any:
        return self._where.codecs[name].into(value)


def _literal(text: str) -> str:
    """A text for LIKE, meant as it is written."""
    return bare(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
