"""Where in a list the first record stands whose column begins with some letters (type-ahead)."""

from __future__ import annotations

from app.domain.entities import ENTITIES
from app.domain.fields import Text
from app.domain.query import Filter, Query
from app.store.store import Store


def place_beginning(store: Store, query: Query, column: str, text: str) -> int | None:
    """The place in the list, counted from 0, of the first record whose column begins so; None when none does.

    Accents and case are looked away from. Only columns of text are looked into.
    """
    if not isinstance(ENTITIES[query.entity].fields.get(column), Text):
        return None
    having = query.where(Filter(column, "^", (text,)))
    numbers = store.page(having, ("code",), size=1).ids
    if not numbers:
        return None
    listed = store.ids(query)
    return listed.index(numbers[0]) if numbers[0] in listed else None  # it may have gone between the two questions
