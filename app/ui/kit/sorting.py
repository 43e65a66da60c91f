"""How a header shows that its column orders the list: an arrow and a rank for the eye, words for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_, tr
from app.domain.query import Sort

_RANKS = "①②③④⑤⑥⑦⑧⑨"


def mark(keys: Sequence[Sort], field: str) -> str:
    """The arrow, and the rank when there are several keys; empty when the column is none of them."""
    for rank, key in enumerate(keys):
        if key.field == field:
            arrow = "\u2193" if key.descending else "\u2191"
            return f" {arrow}" + (_RANKS[min(rank, 8)] if len(keys) > 1 else "")
    return ""


def words(keys: Sequence[Sort], field: str) -> str:
    """The same, said."""
    for rank, key in enumerate(keys):
        if key.field == field:
            down, up = N_(", ordine decrescente, chiave {n}"), N_(", ordine crescente, chiave {n}")
            return tr(down if key.descending else up).format(n=rank + 1)
    return ""


def turned(keys: Sequence[Sort], field: str, *, add: bool) -> tuple[Sort, ...]:
    """The order after a click on a header: ascending, descending, as it was. `add` keeps the other keys (Shift)."""
    others = tuple(key for key in keys if key.field != field)
    now = next((key for key in keys if key.field == field), None)
    then = () if now and now.descending else (Sort(field, now is not None),)
    if not add:
        return then
    return tuple(Sort(field, True) if key is now else key for key in keys) if now and then else (*others, *then)
