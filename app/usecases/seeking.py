"""Where in a list the first record stands whose column begins with some letters (type-ahead)."""

from __future__ import annotations

from dataclasses import replace

from app.domain.entities import ENTITIES
from app.domain.fields import Text
from app.domain.query import Filter, Query
from app.domain.vocabulary import fold
from app.store.store import Store

_CANDIDATES = 500


def place_beginning(store: Store, query: Query, column: str, text: str) -> int | None:
    """The place in the list, counted from 0, of the first record whose column begins so; None when none does.

    Accents and case are looked away from. Only columns of text are looked into.
    """
    if not isinstance(ENTITIES[query.entity].fields.get(column), Text):
        return None
    having = replace(query, filters=(*query.filters, Filter(column, "~", (text,))))
    page = store.page(having, (column,), size=_CANDIDATES)
    wanted = fold(text)
    for number, row in zip(page.ids, page.rows, strict=True):
        if fold(str(row[0] or "")).startswith(wanted):
            return store.ids(query).index(number)
    return None
