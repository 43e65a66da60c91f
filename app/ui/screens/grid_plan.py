"""How a screen with a grid is arranged: plain values a screen declares about its entity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from app.core.errors import Refused
from app.core.values import dataclass
from app.domain.entity import Entity
from app.domain.query import OPERATORS, Filter, Query, Sort
from app.ui.desk import Store
from app.ui.kit.inspector import Plan
from app.ui.kit.table_model import Adds, Parts
from app.ui.kit.views import View


@dataclass(frozen=True)
class GridPlan:
    """A screen with a grid. Words are msgids.

    `views` makes the chips (it may depend on the day); `subtitle` asks the register for the second line, off the GUI
    thread; `count` is (singular, plural) with `{n}`; `total` is the money field summed in the status bar.
    """

    entity: type[Entity]
    title: str
    search: str
    new: str
    count: tuple[str, str]
    empty: str
    columns: tuple[str, ...]
    facets: tuple[str, ...] = ()
    parts: Parts | None = None
    views: Callable[[], Sequence[View]] = tuple
    subtitle: Callable[[Store], str] | None = None
    total: str = ""
    inspect: Mapping[str, Plan] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    sort: tuple[Sort, ...] = ()
    adds: Mapping[str, Adds] = field(default_factory=dict)


def query_state(query: Query, entity: type[Entity]) -> dict[str, Any]:
    """A query as plain JSON values."""
    known = [one for one in query.filters if one.field in entity.fields]
    filters = [[one.field, one.op, [_plain(value) for value in one.values]] for one in known]
    return {"filters": filters, "text": query.text, "sort": [[key.field, key.descending] for key in query.sort]}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool) or value is None else str(value)


def query_from(state: Mapping[str, Any], entity: type[Entity]) -> Query:
    """The query a state was made of; what no longer makes sense is left out."""
    from_state = _Reading(entity)
    filters = tuple(one for raw in _list(state.get("filters")) if (one := from_state.filter(raw)) is not None)
    keys = tuple(one for raw in _list(state.get("sort")) if (one := from_state.key(raw)) is not None)
    text = state.get("text")
    return Query(entity.name, filters, text if isinstance(text, str) else "", keys)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


class _Reading:
    def __init__(self, entity: type[Entity]) -> None:
        self._entity = entity

    def filter(self, raw: Any) -> Any:
        """One filter, or None."""
        from_json = isinstance(raw, list) and len(raw) == 3 and isinstance(raw[2], list)
        if not from_json or raw[0] not in self._entity.fields or raw[1] not in OPERATORS:
            return None
        spec = self._entity.fields[raw[0]]
        try:
            values = tuple(value if spec.plural else spec.load(value) for value in raw[2])
        except Refused:
            return None
        return Filter(raw[0], raw[1], values)

    def key(self, raw: Any) -> Any:
        """One key of the order, or None."""
        ok = isinstance(raw, list) and len(raw) == 2 and raw[0] in self._entity.fields
        return Sort(raw[0], bool(raw[1])) if ok else None
