"""What the database refused, in a sentence a person understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from app.core.errors import Refused
from app.core.i18n import N_, tr
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.fields import Link, Links
from app.store.chain import Entry
from app.store.layout import layout, quoted
from app.store.line import Broken, Line, Tuple, marks

_SHOWN = 5


def explained(broken: Broken, entity: type[Entity] | None, code: str = "") -> Refused:
    """A constraint that broke at once: a code used twice, a missing value, a word no vocabulary has."""
    label = tr(entity.label) if entity else ""
    if broken.what == "unique":
        if entity and not re.search(r"\bcode\b", broken.text) and entity.key:
            fields = ", ".join(f"«{tr(entity.fields[name].label)}»" for name in entity.key)
            return Refused(
                N_("«{label}»: c'è già una scheda con gli stessi valori di {fields}."), label=label, fields=fields
            )
        return Refused(
            N_("Il codice «{code}» è già usato da un'altra scheda «{label}» (forse nel cestino)."),
            code=code,
            label=label,
        )
    column = _column(broken.text)
    field = tr(entity.fields[column].label) if entity and column in entity.fields else column
    if broken.what == "null":
        return Refused(N_("«{label}» {code}: manca «{field}»."), label=label, code=code, field=field)
    return Refused(N_("«{label}» {code}: il registro non ammette il valore di «{field}»."),
                   label=label, code=code, field=field)  # fmt: skip


def _column(text: str) -> str:
    """The column a driver complains of: both name our constraints ck_table_column."""
    missing = re.search(r"NOT NULL constraint failed: \w+\.(\w+)", text) or re.search(
        r'null value in column "(\w+)"', text
    )
    if missing:
        return missing[1]
    for name, entity in ENTITIES.items():
        if (match := re.search(rf"ck_{name}_(\w+)", text)) and match[1] in entity.fields:
            return match[1]
    return ""


def broken_links(line: Line, entries: Sequence[Entry]) -> Refused:
    """Links that would point nowhere, found when the deed ended. Ask when its transaction is over.

    Neither database tells which row it was (PostgreSQL hides it behind row-level security): what the deed wrote
    is compared with what is there.
    """
    places = [*_to_nobody(line, entries), *_left_behind(line, entries)]
    shown = "; ".join(places[:_SHOWN]) + ("; …" if len(places) > _SHOWN else "")
    return Refused(
        N_("Niente è stato scritto: resterebbero collegamenti a schede che non ci sono ({places})."),
        places=shown or "?",
    )


def _to_nobody(line: Line, entries: Sequence[Entry]) -> Iterator[str]:
    """Links written to codes that neither the register nor the deed has."""
    made, written = _written(entries)
    for to, codes in written.items():
        there = {
            row[0] for start in range(0, len(codes), 500) for row in _there(line, to, [*codes][start : start + 500])
        }
        for code in sorted(codes.keys() - there):
            if (to, code) not in made:
                yield f"{codes[code]} → {tr(ENTITIES[to].label)} «{code}»"


def _written(entries: Sequence[Entry]) -> tuple[set[tuple[str, str]], dict[str, dict[str, str]]]:
    """The (entity, code) a deed made, and per entity the codes it linked to, each with who links."""
    made: set[tuple[str, str]] = set()
    links: dict[str, dict[str, str]] = {}
    for one in entries:
        for name, value in json.loads(one.after or "{}").items():
            spec = ENTITIES[one.entity].fields.get(name)
            if name == "code":
                made.add((one.entity, value))
            if isinstance(spec, Link | Links) and value:
                links.setdefault(spec.to, {}).update(dict.fromkeys(_codes(spec, value), one.code))
    return made, links


def _codes(spec: Link | Links, value: str | list[str]) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [code.partition(":")[0] for code in value] if isinstance(spec, Links) and spec.qualifier else value


def _there(line: Line, to: str, codes: list[str]) -> list[Tuple]:
    return line.rows(f"SELECT code FROM {quoted(to)} WHERE code IN ({marks(len(codes))})", codes)


def _left_behind(line: Line, entries: Sequence[Entry]) -> Iterator[str]:
    """Records that link to what the deed would have deleted."""
    gone = {(one.entity, one.code) for one in entries if one.after is None}
    for kind, code in sorted(gone):
        for entity in ENTITIES.values():
            table = quoted(entity.name)
            for name, spec in entity.fields.items():
                if not isinstance(spec, Link | Links) or spec.to != kind:
                    continue
                inside = f"{quoted(name)} = ?"
                if name in layout(entity).lists:
                    inside = f"id IN (SELECT owner FROM {quoted(layout(entity).lists[name].name)} WHERE code = ?)"
                for (other,) in line.rows(f"SELECT code FROM {table} WHERE {inside} LIMIT {_SHOWN}", [code]):
                    if (entity.name, other) not in gone:
                        yield f"{other} → {tr(ENTITIES[kind].label)} «{code}»"
