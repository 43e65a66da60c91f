"""What a list knows of its projects beyond their own fields: counts, last discussion, next deadline, light.

Computed in a few passes over the children, never a query a row, so that an export of 100,000 projects stays one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.core import clock
from app.core.memo import MOST
from app.domain.entities import ENTITIES
from app.domain.fields import Value
from app.domain.query import Query
from app.domain.vocabularies import VOCABULARIES
from app.store.store import Store

_Direct = Callable[[Store, Mapping[str, Value]], Value]
HELD = frozenset({"chiusa", "verbalizzata", "archiviata"})


class ProjectFacts:
    """Facts about the projects of a register, each computed once on first use."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Mapping[str, Any]] = {}
        self._direct: dict[tuple[Any, ...], Value] = {}

    def of(self, fact: str, code: str, values: Mapping[str, Value]) -> Value:
        """One fact about one project; `values` are its own fields."""
        direct = _DIRECT.get(fact)
        if direct:
            return self._looked_up(direct, fact, values)
        if fact == "updated_on":
            return clock.local(values["updated_at"]).date()
        if fact not in self._known:
            self._known[fact] = _GATHERED[fact](self._store)
        found = self._known[fact].get(code)
        if fact == "other_sectors":
            others = [s for s in found or () if s != values.get("main_sector")]
            return "; ".join(self._store.names.label("sector", s) for s in others) or None
        if fact == "next_deadline":
            return _sooner(found, values.get("end"))
        return (found or 0) if fact in ("interventions", "pacts") else found

    def _looked_up(self, direct: _Direct, fact: str, values: Mapping[str, Value]) -> Value:
        """A few different leads, referents, objectives: each is looked up once."""
        key = (fact, *(values.get(name) for name in needs(fact)))
        if key not in self._direct:
            if len(self._direct) >= MOST:
                self._direct.clear()
            self._direct[key] = direct(self._store, values)
        return self._direct[key]

    def column(self, fact: str, values: Mapping[str, Sequence[Value]]) -> Iterator[Value]:
        """One fact about many projects; `values` are columns, `code` and those the fact needs among them."""
        names = ("code", *needs(fact))
        for row in zip(*(values[name] for name in names), strict=True):
            yield self.of(fact, row[0], dict(zip(names, row, strict=True)))


def needs(fact: str) -> tuple[str, ...]:
    """The project's own fields a fact is computed from."""
    return _NEEDS.get(fact, ())


_NEEDS = {
    "other_sectors": ("main_sector",), "lead_category": ("lead",), "referent_role": ("referent",),
    "mandate": ("objectives",), "publishable": ("visibility",), "updated_on": ("updated_at",),
    "next_deadline": ("end",),
}  # fmt: skip


def _rows(store: Store, entity: str, *columns: str) -> Iterable[tuple[Any, ...]]:
    return store.rows(Query(entity), columns)


def _category(store: Store, values: Mapping[str, Value]) -> Value:
    actor = store.snapshot(ENTITIES["actor"], values["lead"]) if values.get("lead") else None
    return VOCABULARIES["actor_category"].word(actor["category"]) if actor else None


def _role(store: Store, values: Mapping[str, Value]) -> Value:
    person = store.snapshot(ENTITIES["person"], values["referent"]) if values.get("referent") else None
    return person["role_title"] if person else None


def _mandate(store: Store, values: Mapping[str, Value]) -> Value:
    roots = []
    for link in values.get("objectives") or ():
        node = store.snapshot(ENTITIES["objective"], link.partition(":")[0])
        seen: set[str] = set()
        while node and node["parent"] and node.code not in seen:  # a circle written behind our back has no root
            seen.add(node.code)
            node = store.snapshot(ENTITIES["objective"], node["parent"])
        if node and not node["parent"]:
            roots.append(node.code)
    return "; ".join(dict.fromkeys(roots)) or None


def _publishable(store: Store, values: Mapping[str, Value]) -> Value:
    return values.get("visibility") == "pubblica"


_DIRECT: dict[str, _Direct] = {
    "lead_category": _category, "referent_role": _role, "mandate": _mandate, "publishable": _publishable,
}  # fmt: skip


def _sectors(store: Store) -> Mapping[str, list[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for project, sector in _rows(store, "intervention", "project", "sector"):
        found[project].add(sector)
    return {project: sorted(sectors) for project, sectors in found.items()}


def _counted(entity: str) -> Callable[[Store], Mapping[str, int]]:
    def count(store: Store) -> Mapping[str, int]:
        found: defaultdict[str, int] = defaultdict(int)
        for (project,) in _rows(store, entity, "project"):
            if project:
                found[project] += 1
        return found

    return count


def _indicators(store: Store) -> Mapping[str, str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for project, name in _rows(store, "indicator", "project", "name"):
        if project:
            found[project].append(name)
    return {project: "; ".join(names) for project, names in found.items()}


def last_discussed(store: Store) -> Mapping[str, date]:
    """The day each project was last discussed: an item counts only in a held sitting and if it was discussed."""
    held = {code: day for code, day, status in _rows(store, "meeting", "code", "date", "status") if status in HELD}
    found: dict[str, date] = {}
    for meeting, projects, outcome in _rows(store, "agenda_item", "meeting", "projects", "outcome"):
        if meeting in held and outcome not in (None, "non_discusso"):
            for project in projects:
                found[project] = max(held[meeting], found.get(project, date.min))
    return found


def _next_deadline(store: Store) -> Mapping[str, date]:
    today = clock.today()
    found: dict[str, date] = {}

    def note(project: str, day: date | None) -> None:
        if day and day >= today:
            found[project] = min(day, found.get(project, date.max))

    for project, end, report in _rows(store, "funding_line", "project", "eligibility_end", "reporting_deadline"):
        note(project, end)
        note(project, report)
    for project, due, done in _rows(store, "project_milestone", "project", "due", "done"):
        note(project, None if done else due)
    return found


def _sooner(found: date | None, end: date | None) -> date | None:
    """The first of the deadlines of a project's parts and its own end, when that is still to come."""
    own = end if end and end >= clock.today() else None
    return min(found, own) if found and own else found or own


def _lights(store: Store) -> Mapping[str, str]:
    newest: dict[str, tuple[date, str]] = {}
    for project, day, light in _rows(store, "project_update", "project", "date", "status_light"):
        newest[project] = max(newest.get(project, (date.min, "")), (day, light))
    return {project: VOCABULARIES["status_light"].word(light) for project, (_, light) in newest.items()}


_GATHERED: dict[str, Callable[[Store], Mapping[str, Any]]] = {
    "other_sectors": _sectors, "interventions": _counted("intervention"), "pacts": _counted("pact"),
    "indicators": _indicators, "last_discussed": last_discussed, "next_deadline": _next_deadline,
    "light": _lights,
}  # fmt: skip
