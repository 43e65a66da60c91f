"""Rules between records (DOMAIN §5): levels of objectives, cycles, what a link may point to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.errors import Problem
from app.core.i18n import N_, tr
from app.domain.entity import Entity, Values
from app.domain.fields import Field, Link, Links
from app.domain.objectives import LEVELS
from app.domain.ownership import Find


def link_codes(spec: Field, values: Values) -> list[str]:
    """The codes a Link or Links field points to, without qualifiers."""
    value = values.get(spec.name)
    many = value if isinstance(value, tuple) else (value,)
    return [str(code).partition(":")[0] for code in many if code]


def broken_links(entity: type[Entity], values: Values, find: Find) -> list[Problem]:
    """What is wrong between this record and others: links to nothing, loops, levels out of order."""
    found = []
    for name, spec in entity.fields.items():
        if isinstance(spec, Link | Links) and not spec.computed:
            for code in link_codes(spec, values):
                if code != values["code"] and find(spec.to, code) is None:
                    found.append(Problem(tr(N_("«{code}» non esiste nel registro.")).format(code=code), name))
    if found:
        return found
    return _BETWEEN.get(entity.name, _alone)(values, find) or _own_chain(entity, values, find)


def _alone(values: Values, find: Find) -> list[Problem]:
    return []


def _objective(values: Values, find: Find) -> list[Problem]:
    parent = find("objective", values["parent"]) if values["parent"] else None
    known = parent and parent["level"] in LEVELS  # a file's own parent may be unreadable: that is told beside it
    if parent and known and LEVELS.index(parent["level"]) >= LEVELS.index(values["level"]):
        sentence = N_("L'obiettivo superiore deve essere di un livello più alto.")
        return [Problem(tr(sentence), "parent")]
    seen, node = {values["code"]}, parent
    while node:
        if node.code in seen:
            return [Problem(tr(N_("L'obiettivo finirebbe sotto sé stesso.")), "parent")]
        seen.add(node.code)
        node = find("objective", node["parent"]) if node["parent"] else None
    return []


def _own_chain(entity: type[Entity], values: Values, find: Find) -> list[Problem]:
    """A record must not be its own ancestor through a link to its own kind."""
    for name, spec in entity.fields.items():
        if isinstance(spec, Link) and spec.to == entity.name:
            seen, code = {values["code"]}, values.get(name)
            while code:
                if code in seen:
                    return [Problem(tr(N_("La scheda finirebbe per dipendere da sé stessa.")), name)]
                seen.add(code)
                target = find(entity.name, code)
                code = target[name] if target else None
    return []


def _intervention(values: Values, find: Find) -> list[Problem]:
    """An intervention cannot run in a project that is not on (DOMAIN §5.6)."""
    project = find("project", values["project"]) if values["status"] == "in_corso" else None
    if project and project["status"] in ("proposta", "non_accolto", "ritirato"):
        return [Problem(tr(N_("l'intervento è in corso ma il suo progetto non lo è")), "status")]
    return []


def _event(values: Values, find: Find) -> list[Problem]:
    """Who comes and goes does so during an item of that sitting."""
    item = find("agenda_item", values["item"]) if values["item"] else None
    if item and item["meeting"] != values["meeting"]:
        return [Problem(tr(N_("il punto è di un'altra seduta")), "item")]
    return []


_BETWEEN: Mapping[str, Callable[[Values, Find], list[Problem]]] = {
    "objective": _objective, "intervention": _intervention, "attendance_event": _event,
}  # fmt: skip
"""The rules of one kind of record that need another."""
