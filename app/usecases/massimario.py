"""«Cosa abbiamo deciso su…»: the decisions that touch a project, an objective, a service, a person, or say a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.domain import patching
from app.domain.entity import Snapshot
from app.domain.ownership import visible
from app.domain.query import Filter, Query, Sort
from app.store.store import Store

KINDS = ("project", "intervention", "objective", "pact", "actor", "person")
"""The kinds of record about which one may ask from the record's own page."""
ORDER = (Sort("number", descending=True),)


def about(store: Store, subjects: Mapping[str, str | None], word: str = "") -> Query | None:
    """The list of the decisions that touch every one of some subjects; None when there is none.

    Args:
        subjects: kind of record (one of `KINDS`, or `sector`) → its code; those without one do not narrow the list.
        word: what is looked for in their title and text.
    """
    found: set[str] | None = None
    for kind, code in subjects.items():
        if code:
            mine = _TOUCHING[kind](store, code)
            found = mine if found is None else found & mine
    filters = () if found is None else (Filter("code", "=", tuple(sorted(found))),)
    query = Query("decision", filters, word, ORDER)
    return query if (found is None or found) and store.count(query, 1) else None


def _rows(store: Store, entity: str, field: str, codes: Iterable[str]) -> list[Snapshot]:
    wanted = tuple(codes)
    found = store.snapshots(Query(entity, (Filter(field, "=", wanted),))) if wanted else []
    return [one for one in found if visible(one.values, store.who)]


def _named(store: Store, field: str, codes: Iterable[str]) -> set[str]:
    """The decisions that name some records, or were taken on an item that names them."""
    wanted = tuple(codes)
    direct = {one.code for one in _rows(store, "decision", field, wanted)}
    items = [one.code for one in _rows(store, "agenda_item", field, wanted)]
    return direct | {one.code for one in _rows(store, "decision", "item", items)}


def _patched(store: Store, entity: str, codes: Iterable[str]) -> set[str]:
    """The decisions that change some records."""
    wanted = set(codes)
    found = store.snapshots(Query("decision", (Filter("patch_state", "!=", ()),)))
    return {
        one.code for one in found if visible(one.values, store.who)
        and any(line.entity == entity and line.record in wanted for line in patching.read(one["patch"]))
    }  # fmt: skip


def _projects(store: Store, codes: Iterable[str]) -> set[str]:
    wanted = tuple(codes)
    return _named(store, "projects", wanted) | _patched(store, "project", wanted)


def _project(store: Store, code: str) -> set[str]:
    return _projects(store, (code,))


def _intervention(store: Store, code: str) -> set[str]:
    owners = [str(one["project"]) for one in _rows(store, "intervention", "code", (code,))]
    return _projects(store, owners) | _patched(store, "intervention", (code,))


def _objective(store: Store, code: str) -> set[str]:
    """Those on the objective itself, and those on the projects that serve it."""
    serving = [one.code for one in _rows(store, "project", "objectives", (code,))]
    return _named(store, "objectives", (code,)) | _patched(store, "objective", (code,)) | _projects(store, serving)


def _pact(store: Store, code: str) -> set[str]:
    items = [one.code for one in _rows(store, "agenda_item", "pacts", (code,))]
    return {one.code for one in _rows(store, "decision", "item", items)} | _patched(store, "pact", (code,))


def _actor(store: Store, code: str) -> set[str]:
    """Those on the projects that a service or a body leads or takes part in."""
    led = [*_rows(store, "project", "lead", (code,)), *_rows(store, "project", "partners", (code,))]
    return _projects(store, {one.code for one in led}) | _patched(store, "actor", (code,))


def _sector(store: Store, code: str) -> set[str]:
    return _projects(store, [one.code for one in _rows(store, "project", "main_sector", (code,))])


def _person(store: Store, code: str) -> set[str]:
    """Those a person answers for, reported on, or has something to do after."""
    items = [one.code for one in _rows(store, "agenda_item", "rapporteur", (code,))]
    owed = {str(one["decision"]) for one in _rows(store, "action_item", "owner", (code,)) if one["decision"]}
    mine = [*_rows(store, "decision", "owner", (code,)), *_rows(store, "decision", "item", items)]
    return {one.code for one in mine} | owed


_TOUCHING: Mapping[str, Callable[[Store, str], set[str]]] = {
    "project": _project, "intervention": _intervention, "objective": _objective, "pact": _pact, "actor": _actor,
    "sector": _sector, "person": _person,
}  # fmt: skip
